"""The same APIs as plain dicts, written by PyYAML's C emitter: the time without cdk8s and Node.js."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

Object = dict[str, Any]

ISTIO = "networking.istio.io/v1"
TESTERS, PRIMARY, IN_MESH = "testers", "primary/sticky", "primary"
GET = {"method": {"exact": "GET"}}
QUICK: tuple[Object, ...] = (
    {"uri": {"exact": "/health"}},
    {"uri": {"exact": "/v1/models"}, **GET},
    {"uri": {"prefix": "/v1/models/"}, **GET},
    {"uri": {"exact": "/v1/embeddings"}},
    {"uri": {"exact": "/tokenize"}},
    {"uri": {"exact": "/v1/messages/count_tokens"}},
    {"uri": {"exact": "/v1/responses/input_tokens"}},
)
# The operations of the patches of routes.
LOAD_REPORTS = ["endpoint-load-metrics", "endpoint-load-metrics-bin"]
BACK_OFF = {"max_interval": "5s", "reset_headers": [{"format": "SECONDS", "name": "retry-after"}]}
RETRY_AFTER = "MERGE", {"retry_policy": {"rate_limited_retry_back_off": BACK_OFF}}
KEY = {"header": {"header_name": "x-session-id"}}
STICKY = "MERGE_AND_REPLACE_LIST", {"hash_policy": [KEY], "weighted_clusters": {"use_hash_policy": True}}


class Dumper(yaml.CSafeDumper):
    """A dumper without aliases, because people read these files."""

    def ignore_aliases(self, data: object) -> bool:
        """Never write `*id001`."""
        del data
        return True


def api(name: str) -> list[Object]:
    """Return the documents of one API."""
    return [
        service(name),
        gateway(name),
        destination_rule(name),
        version_rule(name, "v1"),
        version_rule(name, "v2"),
        virtual_service(name, name, "3", gateway_routes(name)),
        virtual_service(name, f"{name}-versions", "1", {"http": [{"route": weighted(name)}]}),
        virtual_service(name, f"{name}-in-mesh", "3", in_mesh_routes(name)),
        envoy_filter(name, "retry-after", [route_patch(name, route, *RETRY_AFTER) for route in (TESTERS, PRIMARY)]),
        envoy_filter(name, "sticky-canary", [route_patch(name, f"{PRIMARY}{end}", *STICKY) for end in ("/quick", "")]),
    ]


def service(name: str) -> Object:
    """Return the Service."""
    spec = {
        "ports": [{"appProtocol": "http", "name": "http", "port": 80, "targetPort": 8080}],
        "selector": {"app": name},
        "type": "ClusterIP",
    }
    return {"apiVersion": "v1", "kind": "Service", "metadata": metadata(name, name), "spec": spec}


def gateway(name: str) -> Object:
    """Return the Gateway."""
    server = {"hosts": [f"{name}.example.com"], "port": {"name": "http", "number": 80, "protocol": "HTTP"}}
    spec = {"selector": {"istio": "ingressgateway"}, "servers": [server]}
    return {"apiVersion": ISTIO, "kind": "Gateway", "metadata": metadata(name, name), "spec": spec}


def destination_rule(name: str) -> Object:
    """Return the DestinationRule."""
    spec = {
        "host": service_host(name),
        "trafficPolicy": {
            "connectionPool": {
                "http": {"idleTimeout": "4s"},
                "tcp": {"connectTimeout": "2s", "tcpKeepalive": {"interval": "10s", "probes": 3, "time": "30s"}},
            },
            "loadBalancer": {
                "consistentHash": {"httpHeaderName": "x-session-id", "maglev": {"tableSize": 65537}},
                "localityLbSetting": {"enabled": False},
            },
            "outlierDetection": {
                "baseEjectionTime": "30s",
                "consecutive5xxErrors": 0,
                "consecutiveGatewayErrors": 5,
                "interval": "5s",
                "maxEjectionPercent": 50,
                "minHealthPercent": 1,
            },
            "retryBudget": {"minRetryConcurrency": 10, "percent": 20},
        },
    }
    return {"apiVersion": ISTIO, "kind": "DestinationRule", "metadata": metadata(name, name), "spec": spec}


def version_rule(name: str, version: str) -> Object:
    """Return the DestinationRule of a version."""
    spec = {"host": service_host(name), "subsets": [{"labels": {"version": version}, "name": version}]}
    return {
        "apiVersion": ISTIO,
        "kind": "DestinationRule",
        "metadata": metadata(name, f"{name}-version-{version}"),
        "spec": spec,
    }


def virtual_service(name: str, own_name: str, wave: str, spec: Object) -> Object:
    """Return a VirtualService."""
    return {"apiVersion": ISTIO, "kind": "VirtualService", "metadata": metadata(name, own_name, wave), "spec": spec}


def gateway_routes(name: str) -> Object:
    """Return the routes of requests that arrive at the gateway."""
    return {
        "gateways": [f"ai/{name}"],
        "hosts": [f"{name}.example.com"],
        "http": list(routes(name, f"ai/{name}", PRIMARY, {"headers": {"response": {"remove": LOAD_REPORTS}}})),
    }


def in_mesh_routes(name: str) -> Object:
    """Return the routes of callers in the mesh."""
    return {
        "gateways": ["mesh"],
        "hosts": [service_host(name)],
        "http": list(routes(name, f"ai/{name}/in-mesh", IN_MESH, {})),
    }


def routes(name: str, path: str, primary: str, options: Object) -> Iterator[Object]:
    """Return both routes, each after a copy for the quick endpoints."""
    for route, headers, to in (
        (TESTERS, {"headers": {"x-llm-version": {"exact": "v2"}}}, {"route": [destination(name, "v2")]}),
        (primary, {}, {"delegate": {"name": f"{name}-versions"}}),
    ):
        quick = [{**headers, **match} for match in QUICK]
        every = {"match": [headers]} if headers else {}
        both = {"retries": retries(), **options, **to}
        yield {"name": f"{path}/{route}/quick", "match": quick, "timeout": "30s", **both}
        yield {"name": f"{path}/{route}", **every, **both}


def retries() -> Object:
    """Return the retries of every route."""
    return {
        "attempts": 2,
        "backoff": "25ms",
        "retryIgnorePreviousHosts": True,
        "retryOn": "connect-failure,refused-stream,reset-before-request,429,503",
    }


def weighted(name: str) -> list[Object]:
    """Return the versions with their weights."""
    return [{**destination(name, "v1"), "weight": 90}, {**destination(name, "v2"), "weight": 10}]


def destination(name: str, subset: str) -> Object:
    """Return a destination of a route."""
    return {"destination": {"host": service_host(name), "port": {"number": 80}, "subset": subset}}


def envoy_filter(name: str, purpose: str, patches: list[Object]) -> Object:
    """Return an EnvoyFilter for the gateway."""
    spec = {"configPatches": patches, "priority": 10, "workloadSelector": {"labels": {"istio": "ingressgateway"}}}
    return {
        "apiVersion": "networking.istio.io/v1alpha3",
        "kind": "EnvoyFilter",
        "metadata": {**metadata(name, f"ai-{name}-{purpose}", "1"), "namespace": "istio-system"},
        "spec": spec,
    }


def route_patch(name: str, route: str, operation: str, action: Object) -> Object:
    """Return a patch of one of the gateway's routes."""
    virtual_host = {"domainName": f"{name}.example.com", "route": {"name": f"ai/{name}/{route}"}}
    return {
        "applyTo": "HTTP_ROUTE",
        "match": {"context": "GATEWAY", "routeConfiguration": {"vhost": virtual_host}},
        "patch": {"operation": operation, "value": {"route": action}},
    }


def metadata(name: str, own_name: str, wave: str = "") -> Object:
    """Return the metadata of an object."""
    labels = {"app.kubernetes.io/managed-by": "llm-api-mesh", "app.kubernetes.io/name": name}
    last = {} if wave == "3" else {"argocd.argoproj.io/sync-options": "PruneLast=true"}
    annotations = {**last, **({"argocd.argoproj.io/sync-wave": wave} if wave else {})}
    return {"annotations": annotations, "labels": labels, "name": own_name, "namespace": "ai"}


def service_host(name: str) -> str:
    """Return the full name of the Service."""
    return f"{name}.ai.svc.cluster.local"


folder = Path(sys.argv[2])
folder.mkdir(exist_ok=True)
for number in range(int(sys.argv[1])):
    name = f"chat-{number}"
    with (folder / f"{name}.k8s.yaml").open("w") as file:
        yaml.dump_all(api(name), file, Dumper=Dumper)
