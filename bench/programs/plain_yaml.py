"""The same APIs as plain dicts, written by PyYAML's C emitter: the time without cdk8s and Node.js."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

Object = dict[str, Any]

ISTIO = "networking.istio.io/v1"
TESTERS, PRIMARY = "testers", "primary"
LOAD_REPORT = ["endpoint-load-metrics-format"]
# The route that answers 404 to requests for other paths than those of the OpenAI API.
NOT_PUBLIC: Object = json.loads(Path(__file__).with_name("not_public.json").read_text())


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
        virtual_service(name, name, gateway_routes(name)),
        virtual_service(name, f"{name}-versions", {"http": [{"route": weighted(name)}]}),
        virtual_service(name, f"{name}-in-mesh", in_mesh_routes(name)),
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
    server = {"hosts": [f"./{name}.example.com"], "port": {"name": "http", "number": 80, "protocol": "HTTP"}}
    spec = {"selector": {"istio": "ingressgateway"}, "servers": [server]}
    return {"apiVersion": ISTIO, "kind": "Gateway", "metadata": metadata(name, name), "spec": spec}


def destination_rule(name: str) -> Object:
    """Return the DestinationRule."""
    spec = {
        "host": service_host(name),
        "subsets": [{"labels": {"version": version}, "name": version} for version in ("v1", "v2")],
        "trafficPolicy": {
            "connectionPool": {
                "http": {"idleTimeout": "4s"},
                "tcp": {"connectTimeout": "2s", "tcpKeepalive": {"interval": "10s", "probes": 3, "time": "30s"}},
            },
            "loadBalancer": {
                "localityLbSetting": {"enabled": False},
                "simple": "LEAST_REQUEST",
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


def virtual_service(name: str, own_name: str, spec: Object) -> Object:
    """Return a VirtualService."""
    return {"apiVersion": ISTIO, "kind": "VirtualService", "metadata": metadata(name, own_name), "spec": spec}


def gateway_routes(name: str) -> Object:
    """Return the routes of requests that arrive at the gateway."""
    return {
        "gateways": [f"ai/{name}"],
        "hosts": [f"{name}.example.com"],
        "http": [
            {"name": f"llm/ai/{name}/not-public:", **NOT_PUBLIC},
            *routes(name, f"llm/ai/{name}", {"headers": {"request": {"remove": LOAD_REPORT}}}, {}),
        ],
    }


def in_mesh_routes(name: str) -> Object:
    """Return the routes of callers in the mesh."""
    return {
        "exportTo": ["."],
        "gateways": ["mesh"],
        "hosts": [service_host(name)],
        "http": list(routes(name, f"llm/ai/{name}/in-mesh", {}, {"port": 80})),
    }


def routes(name: str, path: str, options: Object, conditions: Object) -> Iterator[Object]:
    """Return both routes."""
    for route, headers, to in (
        (TESTERS, {"headers": {"x-llm-version": {"exact": "v2"}}}, {"route": [destination(name, "v2")]}),
        (PRIMARY, {}, {"delegate": {"name": f"{name}-versions"}}),
    ):
        found = {**headers, **conditions}
        match = {"match": [found]} if found else {}
        yield {"name": f"{path}/{route}", **match, "retries": retries(), **options, **to}


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


def metadata(name: str, own_name: str) -> Object:
    """Return the metadata of an object."""
    labels = {"app.kubernetes.io/managed-by": "llm-api-mesh", "app.kubernetes.io/name": name}
    return {"labels": labels, "name": own_name, "namespace": "ai"}


def service_host(name: str) -> str:
    """Return the full name of the Service."""
    return f"{name}.ai.svc.cluster.local"


folder = Path(sys.argv[2])
folder.mkdir(exist_ok=True)
for number in range(int(sys.argv[1])):
    name = f"chat-{number}"
    with (folder / f"{name}.k8s.yaml").open("w") as file:
        yaml.dump_all(api(name), file, Dumper=Dumper)
