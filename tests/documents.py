"""Synthesized YAML as data, and what must be true of any of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import kubernetes_validate
import yaml

Document = dict[str, Any]

ROOT = Path(__file__).parent.parent
SCHEMAS = {"1.30": "istio-1.30.8.yaml", "1.31": "istio-1.31.4.yaml"}
KUBERNETES = "1.33"
WAVE = "argocd.argoproj.io/sync-wave"


def load(text: str) -> list[Document]:
    """Read the documents of one file."""
    return [document for document in yaml.safe_load_all(text) if document]


@cache
def _validators(release: str) -> dict[str, jsonschema.Draft202012Validator]:
    crds = yaml.safe_load_all((ROOT / "imports" / "schemas" / SCHEMAS[release]).read_text())
    return {
        crd["spec"]["names"]["kind"]: jsonschema.Draft202012Validator(
            _closed(crd["spec"]["versions"][0]["schema"]["openAPIV3Schema"])
        )
        for crd in crds
    }


def _closed(schema: Any) -> Any:
    """Refuse fields that the schema doesn't name, as the API server's strict field validation does."""
    if isinstance(schema, list):
        return [_closed(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {key: _closed(value) for key, value in schema.items()}
    named = isinstance(schema.get("properties"), dict) and schema.get("type") == "object"
    if named and not schema.get("x-kubernetes-preserve-unknown-fields"):
        closed["properties"] = {
            **({"apiVersion": {}, "kind": {}, "metadata": {}} if "spec" in schema["properties"] else {}),
            **closed["properties"],
        }
        closed["additionalProperties"] = False
    return closed


def assert_schema_valid(document: Document, release: str = "1.31") -> None:
    """Check a document against the CRD of its kind, or against Kubernetes' own schema."""
    if document["apiVersion"] == "v1":
        kubernetes_validate.validate(document, KUBERNETES, strict=True)
    else:
        assert document["apiVersion"] == "networking.istio.io/v1"
        _validators(release)[document["kind"]].validate(document)


def destinations(document: Document) -> Iterator[Document]:
    """Give each place that a VirtualService sends requests to."""
    for route in document["spec"]["http"]:
        for target in route["route"]:
            yield target["destination"]


def assert_sound(documents: Iterable[Document]) -> None:
    """Check what no schema can: that the documents of one app agree with each other."""
    documents = list(documents)
    names = [(one["kind"], one["metadata"]["namespace"], one["metadata"]["name"]) for one in documents]
    assert len(set(names)) == len(names), "one object of a kind, namespace and name"
    hosts = {
        f"{one['metadata']['name']}.{one['metadata']['namespace']}.svc" for one in documents if one["kind"] == "Service"
    }
    subsets = {
        (one["spec"]["host"], subset["name"])
        for one in documents
        if one["kind"] == "DestinationRule"
        for subset in one["spec"].get("subsets", [])
    }
    waves = dict(zip(names, map(_wave, documents), strict=True))
    routes: list[str] = []
    for one in documents:
        metadata, spec = one["metadata"], one["spec"]
        own_wave = _wave(one)
        assert metadata["labels"]["app.kubernetes.io/name"]
        assert not any("hook" in key for key in metadata.get("annotations", {})), "no Argo CD hooks"
        if one["kind"] == "Service":
            for port in spec["ports"]:
                assert port["name"].split("-")[0] in {"http", "http2", "grpc"}
                assert port["appProtocol"]
        if one["kind"] == "DestinationRule":
            assert any(spec["host"].startswith(f"{host}.") for host in hosts), "a full name of a Service"
        if one["kind"] == "Gateway":
            ports = [server["port"]["name"] for server in spec["servers"]]
            assert len(set(ports)) == len(ports), "server port names are unique"
        if one["kind"] == "VirtualService":
            for gateway in spec["gateways"]:
                namespace, _, name = gateway.partition("/")
                assert name, "a gateway by namespace and name"
                assert own_wave >= waves.get(("Gateway", namespace, name), 0)
            for destination in destinations(one):
                host = destination["host"]
                service, namespace, *_ = host.split(".")
                assert any(host.startswith(f"{known}.") for known in hosts)
                assert own_wave >= waves[("Service", namespace, service)]
                if "subset" in destination:
                    assert (host, destination["subset"]) in subsets, "no subset that isn't defined"
            for route in spec["http"]:
                weights = [target.get("weight") for target in route["route"]]
                assert len(weights) == 1 or sum(weights) > 0
                routes.append(route["name"])
    assert len(set(routes)) == len(routes), "route names are unique in the mesh"
    first_rule = max((_wave(one) for one in documents if one["kind"] == "DestinationRule"), default=0)
    assert all(first_rule < _wave(one) for one in documents if one["kind"] == "VirtualService")


def _wave(document: Document) -> int:
    return int(document["metadata"].get("annotations", {}).get(WAVE, "0"))
