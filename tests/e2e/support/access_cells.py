"""An example on the lab with everything that its matrix names, so that a test can send a request for each cell."""

from __future__ import annotations

import json
import ssl
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from e2e.support.tokens import Issuer, bearer
from lab.apps.app import App
from lab.apps.hosted_provider import HostedProvider
from lab.cluster.volumes import sds_secret
from lab.environment import Lab
from lab.istio.gateway import Gateway, GatewaySpec, authorities_secret, tls_secret
from lab.machine.certificates import Certificate, trusting
from lab.traffic.call import Answer
from llm_api_mesh.access_tables import matrix_text
from support.programs import golden_yaml

ISSUER = "https://login.example.com"
Cell = Mapping[str, Any]

# What isn't on the shared lab: istiod deploys no pods, cert-manager doesn't run, and its policies would act on the lab.
_LEFT_OUT = frozenset(
    {"Certificate", "ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding", "gateway.networking.k8s.io/v1"}
)
_DEPLOYED = {"gateway.networking.k8s.io/gateway-name": "llm"}
_DEPLOYED_NAMESPACE, _DEPLOYED_ACCOUNT = "llm-gateway", "llm-istio"


@dataclass(frozen=True)
class Running:
    """An example that runs, and its matrix."""

    lab: Lab
    matrix: Mapping[str, Any]
    apps: Mapping[str, App]
    """By the names of their replicas, without the number."""
    providers: Mapping[str, HostedProvider]
    issuer: Issuer
    servers: Sequence[Certificate]
    tls: ssl.SSLContext
    """That of a client with a certificate."""

    def cells(self) -> Iterator[tuple[str, Cell, Cell, Cell, Cell]]:
        """Every cell at a gateway: its name, its place, its caller, its request, and what it gets.

        Requests for which the gateway must write more than their model have no cell of their own.
        """
        for place in self.matrix["places"]:
            for row in place["rows"]:
                for request in row["requests"]:
                    for caller in place["callers"]:
                        name = f"{place['gateway']}, {place['host']}, {request['kind']}, {caller['name']}"
                        yield name, place, caller, request, row["answers"][caller["name"]]

    def send(self, place: Cell, caller: Cell, request: Cell) -> Answer:
        """Send the sample request of a cell as its caller."""
        claims = caller["claims"]
        token = bearer(self.issuer.token(**claims)) if claims is not None else {}
        tls = self.tls if place["ports"][0].startswith("HTTPS") else None
        named = {"model": request["model"]} if request["model"] else {}
        (answer,) = self.lab.call(
            host=place["host"].replace("*", "any"),
            path=request["path"],
            method=request["method"],
            headers={**request["headers"], **token},
            body={**named, "messages": []} if request["method"] == "POST" else None,
            tls=tls,
        )
        return answer

    def answered_by(self, answer: Answer) -> str:
        """The app or the provider that has answered; empty if the gateway has."""
        return answer.replica if answer.replica in self.providers else answer.replica.rpartition("-")[0]

    def names_of(self, backend: Cell) -> str:
        """The app or the provider of a backend."""
        if backend["costs_money"]:
            return str(backend["name"])
        return app_name(backend["name"], backend["pods"])


def app_name(service: str, pods: Mapping[str, str]) -> str:
    """The app with the pods of a backend."""
    return "-".join(["cell", service.rpartition("/")[0], *(value for _, value in sorted(pods.items()))])


@contextmanager
def running(lab: Lab, folder: Path, name: str, *, sidecar: bool) -> Iterator[Running]:
    """Run an example with its gateway, backends and providers; remove all of them afterwards."""
    issuer = Issuer(ISSUER)
    written = _written(folder / "yaml", name, issuer)
    matrix = json.loads(matrix_text(written, "json"))
    clients = Certificate(folder, "clients", ["clients.invalid"])
    known = Certificate(folder, "client", ["client.invalid"], clients)
    objects = [one for path in sorted(written.glob("*.yaml")) for one in yaml.safe_load_all(path.read_text())]
    hosts = sorted({one["host"] for one in matrix["places"]})
    servers = [Certificate(folder, name, hosts) for name in sorted(set(_named(objects, "credentialName")))]
    applied = folder / "applied.yaml"
    applied.write_text(
        yaml.safe_dump_all(one for one in objects if {one["kind"], one["apiVersion"]}.isdisjoint(_LEFT_OUT))
    )
    with ExitStack() as stack:
        for namespace in sorted({one["metadata"]["namespace"] for one in objects if "namespace" in one["metadata"]}):
            lab.cluster.require_namespace(namespace)
        if any(one["gateway"].startswith(f"{_DEPLOYED_NAMESPACE}/") for one in matrix["places"]):
            for server in servers:
                lab.cluster.apply(tls_secret(server, _DEPLOYED_NAMESPACE))
            lab.cluster.apply(authorities_secret("clients-cacert", clients, namespace=_DEPLOYED_NAMESPACE))
            spec = GatewaySpec(_DEPLOYED_ACCOUNT, _DEPLOYED_NAMESPACE, _DEPLOYED)
            gateway: Gateway = lab.add_gateway(spec)
            gateway.volumes.write("azure", {"key.yaml": sds_secret("sk-lab-azure")})
            stack.callback(lab.remove, gateway)
            stack.enter_context(lab.through(gateway))
        providers = {
            one["name"]: lab.provider(one["name"], hosts=[one["address"]], base_path=_base_path(one["name"]))
            for one in _backends(matrix, "provider")
        }
        stack.callback(lab.remove, *providers.values())
        lab.apply(applied)
        stack.callback(lab.delete, applied)
        apps = dict(_apps(lab, matrix, objects, sidecar=sidecar))
        stack.callback(lab.remove, *apps.values())
        yield Running(lab, matrix, apps, providers, issuer, servers, trusting(servers, client=known))


def _written(folder: Path, name: str, issuer: Issuer) -> Path:
    """The example's YAML, with keys in place of the address from which istiod would fetch them."""
    folder.mkdir(parents=True)
    for path in golden_yaml(name).iterdir():
        lines = path.read_text().splitlines(keepends=True)
        keys = [f"      jwks: '{issuer.jwks}'\n" if line.startswith("      jwksUri: ") else line for line in lines]
        (folder / path.name).write_text("".join(keys))
    return folder


def _named(value: Any, name: str) -> Iterator[str]:
    """Every text with a name, at any depth."""
    if isinstance(value, dict):
        if isinstance(value.get(name), str):
            yield value[name]
        value = list(value.values())
    for one in value if isinstance(value, list) else ():
        yield from _named(one, name)


def _backends(matrix: Mapping[str, Any], kind: str) -> list[Cell]:
    found = {
        json.dumps([backend["name"], backend["pods"]]): backend
        for place in matrix["places"]
        for row in place["rows"]
        for outcome in row["answers"].values()
        for backend in outcome["backends"]
        if backend["kind"] == kind
    }
    return [found[key] for key in sorted(found)]


def _apps(
    lab: Lab, matrix: Mapping[str, Any], objects: list[Mapping[str, Any]], *, sidecar: bool
) -> Iterator[tuple[str, App]]:
    ports = {
        f"{one['metadata']['namespace']}/{one['metadata']['name']}": one["spec"]["ports"][0]["targetPort"]
        for one in objects
        if one["kind"] == "Service"
    }
    for backend in _backends(matrix, "Service"):
        name = app_name(backend["name"], backend["pods"])
        namespace = backend["name"].partition("/")[0]
        app = lab.app(name, namespace=namespace, labels=backend["pods"], port=ports[backend["name"]], sidecar=sidecar)
        yield name, app


def _base_path(provider: str) -> str:
    return {"azure": "/openai/v1", "hosted": "/api/v1"}[provider]
