"""An example on the lab with everything that its matrix names, so that a test can send a request for each cell."""

from __future__ import annotations

import json
import ssl
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from e2e.support.api_keys import AUTHORIZER, new_key, secret
from e2e.support.tokens import Issuer, bearer
from lab.apps.app import App
from lab.apps.hosted_provider import HostedProvider
from lab.cluster.volumes import sds_secret
from lab.environment import Lab
from lab.istio.gateway import NAMESPACE as PLAIN_NAMESPACE
from lab.istio.gateway import Gateway, GatewaySpec, authorities_secret, tls_secret
from lab.machine.certificates import Certificate, trusting
from lab.traffic.call import Answer
from llm_api_mesh.access_tables import matrix_text

ISSUER = "https://login.example.com"
Cell = Mapping[str, Any]

# What isn't on the shared lab: istiod deploys no pods, cert-manager doesn't run, and its policies would act on the lab.
_LEFT_OUT = frozenset(
    {"Certificate", "ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding", "gateway.networking.k8s.io/v1"}
)
_DEPLOYED = {"gateway.networking.k8s.io/gateway-name": "llm"}
_DEPLOYED_NAMESPACE, _DEPLOYED_ACCOUNT = "llm-gateway", "llm-istio"

_KEYS = {"azure": "azure", "openai": "openai"}
"""The volumes of deployed pods with the keys of providers."""
_EGRESS = GatewaySpec("istio-egressgateway", "istio-egress", {"istio": "egressgateway"})
_FORWARD_PROXY = "proxy.example.com"

# A picker refuses a chat without a message.
_MESSAGES = [{"role": "user", "content": "Hi"}]

# Longer than the longest delay of a drill.
_SECONDS = 40


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
    keys: Mapping[str, str] = field(default_factory=dict)
    """The API key of each kind of callers, by its name; empty: callers have tokens, or need nothing."""
    to: str = ""
    """The address of the gateway; empty: the lab's own."""

    def cells(self) -> Iterator[tuple[str, Cell, Cell, Cell, Cell]]:
        """Every cell at a gateway: its name, its place, its caller, its request, and what it gets.

        Requests for which the gateway must write more than their model have no cell of their own, and a port that
        passes TLS on has no requests.
        """
        for place in self.matrix["places"]:
            if any(port.startswith("TLS ") for port in place["ports"]):
                continue
            for row in place["rows"]:
                for request in row["requests"]:
                    for caller in place["callers"]:
                        name = f"{place['gateway']}, {place['host']}, {request['kind']}, {caller['name']}"
                        yield name, place, caller, request, row["answers"][caller["name"]]

    def send(self, place: Cell, caller: Cell | None, request: Cell) -> Answer:
        """Send the sample request of a cell as its caller; None: as somebody whom nobody knows."""
        tls = self.tls if place["ports"] and place["ports"][0].startswith("HTTPS") else None
        named = {"model": request["model"]} if request["model"] else {}
        (answer,) = self.lab.call(
            host=place["host"].replace("*", "any"),
            path=request["path"],
            method=request["method"],
            headers={**request["headers"], **(self._credential(caller) if caller else {})},
            body={**named, "messages": _MESSAGES} if request["method"] == "POST" else None,
            tls=tls,
            timeout=_SECONDS,
            to=self.to,
        )
        return answer

    def agrees(self, expected: Cell, answer: Answer) -> bool:
        """Whether an answer is what a cell says."""
        assert expected["kind"] != "unread", expected
        if expected["kind"] != "served":
            return bool(answer.status == expected["status"] and not answer.replica)
        # A model server doesn't know each path that a route leads to it.
        return self.answered_by(answer) in self.backends(expected, 1)

    def wrong(self) -> dict[str, tuple[int, str, str, Cell]]:
        """The cells whose requests get something else: what they get, and what they should get."""
        found, cells = {}, 0
        for name, place, caller, request, expected in self.cells():
            if not request["written_by_gateway"]:
                cells += 1
                answer = self.send(place, caller, request)
                if not self.agrees(expected, answer):
                    found[name] = (answer.status, answer.replica, answer.error, expected)
        assert cells
        return found

    def require_next_backends(self) -> None:
        """Require that the second backend of each cell answers, which may cost money, if the first one can't serve."""
        for name, place, caller, request, expected in self.cells():
            second = self.backends(expected, 2)
            if second and not request["written_by_gateway"]:
                firsts = self.backends(expected, 1)
                for one in firsts:
                    self.apps[one].replica(0).refuse(503)
                answer = self.send(place, caller, request)
                for one in firsts:
                    self.apps[one].replica(0).heal()
                assert self.answered_by(answer) in second, name

    def backends(self, expected: Cell, order: int) -> set[str]:
        """The apps and the providers among which the backend of a cell is that comes first, second or later."""
        return {self.names_of(one) for one in expected["backends"] if one["order"] == order}

    def _credential(self, caller: Cell) -> Mapping[str, str]:
        if self.keys:
            return {"x-api-key": self.keys[caller["name"]]}
        claims = caller["claims"]
        return bearer(self.issuer.token(**claims)) if claims is not None else {}

    def answered_by(self, answer: Answer) -> str:
        """The app or the provider that has answered; empty if the gateway has."""
        return answer.replica if answer.replica in self.providers else answer.replica.rpartition("-")[0]

    def names_of(self, backend: Cell) -> str:
        """The app or the provider of a backend."""
        if backend["costs_money"]:
            return str(backend["name"])
        return _app_name(backend)


def _app_name(backend: Cell) -> str:
    namespace = backend["name"].rpartition("/")[0]
    return "-".join(["cell", namespace, *(value for _, value in sorted(_labels(backend).items()))])


def _labels(backend: Cell) -> Mapping[str, str]:
    """The labels of a backend's pods; those of a Service that the folder lacks are of the test's choice."""
    version = {"version": backend["subset"]} if backend["subset"] else {}
    return backend["pods"] or {"app": backend["name"].rpartition("/")[2], **version}


@contextmanager
def running(lab: Lab, folder: Path, program: Path, *, sidecar: bool) -> Iterator[Running]:
    """Run what a program has written with its gateway, backends and providers; remove all of them afterwards."""
    issuer = Issuer(ISSUER)
    written = _written(folder / "yaml", program, issuer)
    matrix = json.loads(matrix_text(written, "json"))
    clients = Certificate(folder, "clients", ["clients.invalid"])
    known = Certificate(folder, "client", ["client.invalid"], clients)
    objects = [one for path in sorted(written.glob("*.yaml")) for one in yaml.safe_load_all(path.read_text())]
    hosts = sorted({one["host"] for one in matrix["places"]})
    servers = [Certificate(folder, name, hosts) for name in sorted(set(_named(objects, "credentialName")))]
    # What the folder lacks, since others write it.
    objects += [*_services(matrix, objects), *_gateways(matrix)]
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
            for volume, provider in _KEYS.items():
                gateway.volumes.write(volume, {"key.yaml": sds_secret(f"sk-lab-{provider}")})
            stack.callback(lab.remove, gateway)
            stack.enter_context(lab.through(gateway))
        for server in servers:
            lab.cluster.apply(tls_secret(server, PLAIN_NAMESPACE))
        if any(one["gateway"].startswith(f"{_EGRESS.namespace}/") for one in matrix["places"]):
            ways = (lab.add_gateway(_EGRESS), lab.forward_proxy(_FORWARD_PROXY))
            stack.callback(lab.remove, *ways)
        providers = {
            one["name"]: lab.provider(one["name"], hosts=[one["address"]], base_path=_base_path(one["name"]))
            for one in _backends(matrix, "provider")
        }
        stack.callback(lab.remove, *providers.values())
        lab.apply(applied)
        stack.callback(lab.delete, applied)
        keys = {one["name"]: new_key() for one in _known_by_key(matrix)}
        if keys:
            holders = {keys[one["name"]]: {"sub": "anyone", **(one["claims"] or {})} for one in _known_by_key(matrix)}
            lab.cluster.apply(secret(holders))
            stack.callback(lab.remove, lab.authorizer(_DEPLOYED_NAMESPACE, AUTHORIZER))
        apps = dict(_apps(lab, matrix, objects, sidecar=sidecar))
        stack.callback(lab.remove, *apps.values())
        yield Running(lab, matrix, apps, providers, issuer, servers, trusting(servers, client=known), keys)


def _written(folder: Path, program: Path, issuer: Issuer) -> Path:
    """A program's YAML, with keys in place of the address from which istiod would fetch them."""
    folder.mkdir(parents=True)
    for path in program.iterdir():
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
        json.dumps([backend["name"], _labels(backend)]): backend
        for place in matrix["places"]
        for row in place["rows"]
        for outcome in row["answers"].values()
        for backend in outcome["backends"]
        if backend["kind"] == kind
    }
    return [found[key] for key in sorted(found)]


def _known_by_key(matrix: Mapping[str, Any]) -> list[Cell]:
    """The kinds of callers that an external authorizer knows."""
    found = {
        caller["name"]: caller
        for place in matrix["places"]
        for row in place["rows"]
        for caller in place["callers"]
        if row["answers"][caller["name"]]["external_authorizer"]
    }
    return list(found.values())


def _services(matrix: Mapping[str, Any], objects: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """The Services to which routes lead, and which the folder lacks."""
    written = {_name(one) for one in objects if one["kind"] == "Service"}
    for name in sorted({one["name"] for one in _backends(matrix, "Service")} - written):
        namespace, _, service = name.partition("/")
        (port,) = {
            one["port"]["number"]
            for one in _destinations(objects)
            if one["host"] == f"{service}.{namespace}.svc.cluster.local"
        }
        ports = [{"name": "http", "port": port, "targetPort": port}]
        metadata = {"name": service, "namespace": namespace}
        spec = {"selector": {"app": service}, "ports": ports}
        yield {"apiVersion": "v1", "kind": "Service", "metadata": metadata, "spec": spec}


def _destinations(value: Any) -> Iterator[Mapping[str, Any]]:
    """Every destination of a route, at any depth."""
    if isinstance(value, dict):
        if "destination" in value:
            yield value["destination"]
        value = list(value.values())
    for one in value if isinstance(value, list) else ():
        yield from _destinations(one)


def _gateways(matrix: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The Gateways of routes that the folder lacks, on the pods of the lab's own gateway."""
    for name in sorted({one["gateway"] for one in matrix["places"] if not one["ports"]}):
        namespace, _, gateway = name.partition("/")
        hosts = [f"*/{one['host']}" for one in matrix["places"] if one["gateway"] == name]
        server = {"port": {"number": 80, "name": "http", "protocol": "HTTP"}, "hosts": hosts}
        yield {
            "apiVersion": "networking.istio.io/v1",
            "kind": "Gateway",
            "metadata": {"name": gateway, "namespace": namespace},
            "spec": {"selector": {"istio": "ingressgateway"}, "servers": [server]},
        }


def _name(item: Mapping[str, Any]) -> str:
    return f"{item['metadata']['namespace']}/{item['metadata']['name']}"


def _apps(
    lab: Lab, matrix: Mapping[str, Any], objects: list[Mapping[str, Any]], *, sidecar: bool
) -> Iterator[tuple[str, App]]:
    ports = {_name(one): one["spec"]["ports"][0] for one in objects if one["kind"] == "Service"}
    for backend in _backends(matrix, "Service"):
        namespace, labels = backend["name"].partition("/")[0], _labels(backend)
        port = ports[backend["name"]]
        app = lab.app(
            _app_name(backend),
            namespace=namespace,
            labels=labels,
            port=port["targetPort"],
            sidecar=sidecar,
            simulator={"http2": int(port.get("appProtocol") == "grpc")},
        )
        yield _app_name(backend), app


def _base_path(provider: str) -> str:
    return {"azure": "/openai/v1", "hosted": "/api/v1", "openai": "/v1"}[provider]
