"""The same meshes as plain dicts, by PyYAML's C emitter: what is left without cdk8s and Node.js."""

import sys
from pathlib import Path
from typing import Any

import yaml


def destination(host: str, subset: str) -> dict[str, Any]:
    """Give a destination of a route."""
    return {"host": host, "port": {"number": 80}, "subset": subset}


def mesh(name: str) -> list[dict[str, Any]]:
    """Give the documents of one mesh."""
    host = f"{name}.ai.svc.cluster.local"
    labels = {"app.kubernetes.io/managed-by": "llm-api-mesh", "app.kubernetes.io/name": name}
    metadata = {"labels": labels, "name": name, "namespace": "ai"}
    istio = "networking.istio.io/v1"
    return [
        {
            "apiVersion": "v1",
            "kind": "Service",
            "metadata": metadata,
            "spec": {
                "ports": [{"appProtocol": "http", "name": "http", "port": 80, "targetPort": 8080}],
                "selector": {"app": name},
                "type": "ClusterIP",
            },
        },
        {
            "apiVersion": istio,
            "kind": "Gateway",
            "metadata": metadata,
            "spec": {
                "selector": {"istio": "ingressgateway"},
                "servers": [
                    {"hosts": [f"{name}.example.com"], "port": {"name": "http", "number": 80, "protocol": "HTTP"}}
                ],
            },
        },
        {
            "apiVersion": istio,
            "kind": "DestinationRule",
            "metadata": metadata,
            "spec": {
                "host": host,
                "subsets": [{"labels": {"version": version}, "name": version} for version in ("v1", "v2")],
                "trafficPolicy": {
                    "loadBalancer": {
                        "consistentHash": {"httpHeaderName": "x-session-id", "maglev": {"tableSize": 65537}}
                    }
                },
            },
        },
        {
            "apiVersion": istio,
            "kind": "VirtualService",
            "metadata": {"annotations": {"argocd.argoproj.io/sync-wave": "1"}, **metadata},
            "spec": {
                "gateways": [f"ai/{name}"],
                "hosts": [f"{name}.example.com"],
                "http": [
                    {
                        "match": [{"headers": {"x-llm-version": {"exact": "v2"}}}],
                        "name": f"ai/{name}/testers",
                        "route": [{"destination": destination(host, "v2")}],
                    },
                    {
                        "name": f"ai/{name}/primary",
                        "route": [
                            {"destination": destination(host, "v1"), "weight": 90},
                            {"destination": destination(host, "v2"), "weight": 10},
                        ],
                    },
                ],
            },
        },
    ]


folder = Path(sys.argv[2])
folder.mkdir(exist_ok=True)
for number in range(int(sys.argv[1])):
    name = f"chat-{number}"
    with (folder / f"{name}.k8s.yaml").open("w") as file:
        yaml.dump_all(mesh(name), file, Dumper=yaml.CSafeDumper)
