"""Objects of a team with all rights in its own namespace, which tries to get at other APIs or at the gateway."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from e2e.support.llm_gateways import NAMESPACE, Platform
from lab.apps.app import App
from lab.traffic.call import Answer
from lab.waits import wait_for

Object = dict[str, Any]

THIEF = "thief"
"""Namespace of the team."""
HOST = "thief.example.com"
"""The host that the platform has given to the team."""
POOL = "thief.thief.svc.cluster.local"
"""The team's own backend."""
VICTIM_POOL = "chat-qwen.ai.svc.cluster.local"
"""A backend of the API in fixtures/llm_gateway/api.yaml."""
AZURE = "azure.llm.llm-gateway.llm-gateway.internal"
VERTEX = "vertex.llm.llm-gateway.llm-gateway.internal"
LIST = "llm-failover-2.llm-gateway.svc.cluster.local"

PUBLIC = f"{NAMESPACE}/llm"
"""The Gateway for clients."""

FORGED = {
    "x-llm-leg": "ai/chat/qwen",
    "x-llm-from": "/apis/networking.istio.io/v1/namespaces/ai/virtual-service/chat",
    "x-llm-spill": "none",
}
"""The headers by which a failover of the victim's finds its backends."""


def istio(kind: str, name: str, spec: Object, namespace: str = THIEF) -> Object:
    """An object of Istio's networking API."""
    metadata = {"name": name, "namespace": namespace}
    return {"apiVersion": "networking.istio.io/v1", "kind": kind, "metadata": metadata, "spec": spec}


def service(name: str, spec: Object) -> Object:
    """A Kubernetes Service of the team's."""
    metadata = {"name": name, "namespace": THIEF}
    return {"apiVersion": "v1", "kind": "Service", "metadata": metadata, "spec": spec}


def pool() -> Object:
    """The Service of the team's own backend."""
    port = {"name": "http", "port": 80, "targetPort": 8080, "appProtocol": "http"}
    return service(THIEF, {"selector": {"app": THIEF}, "ports": [port]})


def destination(host: str = POOL, port: int = 80) -> Object:
    """A destination of a route."""
    return {"destination": {"host": host, "port": {"number": port}}}


def virtual_service(
    name: str, *routes: Object, hosts: Sequence[str] = (HOST,), gateway: str = PUBLIC, namespace: str = THIEF
) -> Object:
    """A VirtualService that is exported to everyone."""
    spec = {"hosts": list(hosts), "gateways": [gateway], "exportTo": ["*"], "http": list(routes)}
    return istio("VirtualService", name, spec, namespace)


def route(host: str = POOL, port: int = 80, *, path: str = "/", **fields: Any) -> Object:
    """A route for the paths that begin with one, which it replaces by `/`."""
    return {
        "match": [{"uri": {"prefix": path}}],
        "rewrite": {"uri": "/"},
        "route": [destination(host, port)],
        **fields,
    }


def sets(request: Mapping[str, str] | None = None, response: Mapping[str, str] | None = None) -> Object:
    """The headers that a route sets."""
    both = {"request": request, "response": response}
    return {"headers": {name: {"set": dict(values)} for name, values in both.items() if values}}


def service_entry(
    name: str, host: str, *addresses: str, port: int = 80, target: int = 8080, resolution: str = "STATIC"
) -> Object:
    """A ServiceEntry with fixed addresses, which is exported to everyone."""
    spec = {
        "hosts": [host],
        "exportTo": ["*"],
        "location": "MESH_EXTERNAL",
        "resolution": resolution,
        "ports": [{"name": "http", "number": port, "protocol": "HTTP", "targetPort": target}],
        "endpoints": [{"address": address} for address in addresses],
    }
    return istio("ServiceEntry", name, spec)


def destination_rule(host: str) -> Object:
    """A DestinationRule for some host that would break every request, and is exported to everyone."""
    policy = {
        "tls": {"mode": "SIMPLE"},
        "connectionPool": {"http": {"http2MaxRequests": 1, "maxRequestsPerConnection": 1}},
    }
    spec = {"host": host, "exportTo": ["*"], "trafficPolicy": policy}
    return istio("DestinationRule", host.partition(".")[0], spec)


def gateway(name: str, selector: Mapping[str, str], port: int, host: str = "*", bind: str = "") -> Object:
    """A Gateway with plain HTTP."""
    server: Object = {"hosts": [host], "port": {"name": "http", "number": port, "protocol": "HTTP"}}
    if bind:
        server["bind"] = bind
    return istio("Gateway", name, {"selector": dict(selector), "servers": [server]})


SELECTOR = {"gateway.networking.k8s.io/gateway-name": "llm"}
"""The labels of pods that istiod deploys."""


COPIES = r"cluster\.outbound\|.*\.upstream_rq_(pending_total|total|[0-9]+)"
"""The statistics by which `Tenant.copied` knows of copies, beside those that Istio keeps by default."""


@dataclass(frozen=True)
class Tenant:
    """The team, with one backend."""

    platform: Platform
    folder: Path
    app: App

    @contextmanager
    def brings(self, *objects: Object) -> Iterator[None]:
        """Apply the team's objects, and delete them afterwards."""
        path = self.folder / "objects.yaml"
        path.write_text(yaml.safe_dump_all(objects))
        self.platform.lab.apply(path)
        try:
            yield
        finally:
            self.platform.lab.delete(path)

    def call(self, path: str = "/", *, host: str = HOST, **options: Any) -> Answer:
        """Send a request to the team's own host."""
        return self.platform.call(host=host, path=path, **options)

    def sent(self, host: str) -> dict[str, int]:
        """What the gateway has counted of requests for a host: attempts, and statuses of answers."""
        counters = rf"^cluster\.outbound\|[0-9]+\|\|{re.escape(host)};?\.upstream_rq_(pending_total|total|[0-9]+)$"
        return self.platform.gateway.stats(counters)

    def copied(self, host: str, before: Mapping[str, int] | None = None) -> dict[str, int]:
        """The statuses of the copies for a host, at least one of which the gateway has made since `before`, if any."""
        known = before or {}

        def since() -> dict[str, int]:
            return {name: count for name, found in self.sent(host).items() if (count := found - known.get(name, 0))}

        wait_for("the copy", since)
        return {name: count for name, count in since().items() if not name.endswith("total")}

    @property
    def seen(self) -> list[Any]:
        """The requests that the team's backend has received."""
        return self.app.replica(0).requests()
