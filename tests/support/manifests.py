"""Hand-written YAML for the tables of access: objects as short mappings, in files of a folder."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from llm_api_mesh.access_tables import matrix_text, posture_text

Object = dict[str, Any]

SELECTOR = {"istio": "ingressgateway"}
ISSUER = "https://login.example.com"


def istio(kind: str, name: str, spec: Mapping[str, Any], namespace: str = "edge") -> Object:
    """An object of Istio's."""
    group = "networking" if kind in {"Gateway", "VirtualService", "DestinationRule", "ServiceEntry"} else "security"
    metadata = {"name": name, "namespace": namespace}
    return {"apiVersion": f"{group}.istio.io/v1", "kind": kind, "metadata": metadata, "spec": dict(spec)}


def gateway(*hosts: str, name: str = "public", **server: Any) -> Object:
    """A Gateway with plain HTTP."""
    port = {"number": 80, "name": "http", "protocol": "HTTP"}
    return istio("Gateway", name, {"selector": SELECTOR, "servers": [{"port": port, "hosts": list(hosts), **server}]})


def virtual_service(*routes: Object, name: str = "chat", host: str = "chat.example.com", **spec: Any) -> Object:
    """A VirtualService at that Gateway."""
    return istio(
        "VirtualService", name, {"hosts": [host], "gateways": ["edge/public"], "http": list(routes), **spec}, "ai"
    )


def route(service: str, *matches: Object, **fields: Any) -> Object:
    """A route to a Service of the namespace ai."""
    matched = {"match": list(matches)} if matches else {}
    return {
        "name": service,
        **matched,
        "route": [{"destination": {"host": f"{service}.ai.svc.cluster.local"}}],
        **fields,
    }


def service(name: str) -> Object:
    """A Service that selects pods."""
    metadata = {"name": name, "namespace": "ai"}
    ports = [{"port": 80, "targetPort": 8000}]
    return {
        "apiVersion": "v1",
        "kind": "Service",
        "metadata": metadata,
        "spec": {"selector": {"app": name}, "ports": ports},
    }


def authentication(**rule: Any) -> Object:
    """A RequestAuthentication of that Gateway's pods."""
    spec = {"selector": {"matchLabels": SELECTOR}, "jwtRules": [{"issuer": ISSUER, **rule}]}
    return istio("RequestAuthentication", "tokens", spec)


def policy(action: str, *rules: Object, name: str = "policy", **spec: Any) -> Object:
    """An AuthorizationPolicy of that Gateway's pods."""
    whole = {"selector": {"matchLabels": SELECTOR}, "action": action, "rules": list(rules), **spec}
    return istio("AuthorizationPolicy", name, whole)


def token_required() -> Object:
    """A policy that refuses requests without a token."""
    return policy("DENY", {"from": [{"source": {"notRequestPrincipals": ["*"]}}]}, name="tokens")


def write(folder: Path, *objects: Object, name: str = "all.yaml") -> Path:
    """Write objects into a file of a folder; return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(yaml.safe_dump_all(objects))
    return folder


def matrix(folder: Path) -> Any:
    """The matrix of a folder as data."""
    return json.loads(matrix_text(folder, "json"))


def posture(folder: Path) -> Any:
    """The posture of a folder as data."""
    return json.loads(posture_text(folder, "json"))


def cells(folder: Path, host: str = "chat.example.com") -> dict[tuple[str, str], str]:
    """What each caller gets for each kind of requests at a host: a status, or the names of the backends in order."""
    found = {}
    for place in matrix(folder)["places"]:
        for row in place["rows"] if place["host"] == host else ():
            for request in row["requests"]:
                for caller, outcome in row["answers"].items():
                    found[caller, request["kind"]] = short(outcome)
    return found


def short(outcome: Mapping[str, Any]) -> str:
    """An outcome in a word."""
    if outcome["kind"] == "served":
        names: Sequence[str] = [one["name"] for one in sorted(outcome["backends"], key=lambda one: one["order"])]
        found = ", ".join(names) or "admitted"
    else:
        found = outcome["kind"] if outcome["kind"] == "unread" else str(outcome["status"])
    return f"{outcome['external_authorizer']}: {found}" if outcome["external_authorizer"] else found
