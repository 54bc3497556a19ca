"""Each cell of the matrix of an example, proved by a real request: the status, and the backend that answers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from e2e.support.access_cells import ISSUER, Cell, Running, running
from e2e.support.api_keys import extension_provider
from e2e.support.tokens import AUDIENCE
from lab.apps.caller import Caller
from lab.environment import Lab
from lab.istio.istiod import IstiodSpec
from lab.machine.certificates import trusting
from lab.traffic.call import BROKEN
from llm_api_mesh import (
    Certificate,
    Cors,
    JwtRule,
    LlmApiMesh,
    LlmGateway,
    MeshApp,
    Model,
    Pool,
    TokenHolders,
)
from support.programs import EXAMPLES as PROGRAMS
from support.programs import golden_yaml

# Of each example, whether its pods have a sidecar.
EXAMPLES = {
    "identity": True,
    "security": True,
    "api_keys": True,
    "egress": True,
    "affinity": True,
    "failover": False,
    "provider_file_key": False,
    "models": False,
    "endpoints": False,
    "models_by_header": False,
    "models_by_path": False,
    "llm_gateway": False,
    "argo_cd": False,
    "batch": False,
    "budget": False,
    "canary": False,
    "escape_hatch": False,
    "existing_services": False,
    "fault_drill": False,
    "grpc": False,
    "istio_1_30": False,
    "load_balancer": False,
    "locality": False,
    "mirror": False,
    "overload": False,
    "own_app": False,
    "own_filter": False,
    "passthrough": False,
    "retries": False,
    "ring_hash": False,
    "shared_gateway": False,
    "sticky_canary": False,
    "tls": False,
    "version_balancing": False,
    "zone_aware": False,
}
LEFT_OUT = {"argo_cd_projects", "inference_pools"}
"""One has no API. The other needs pickers and pods that istiod deploys, as in test_access_tables_of_pools.py.

The example `environments` isn't among the programs: one of its clusters has a DNS domain that the lab doesn't have, and
in the other one istiod would fetch the keys of an issuer on the internet.
"""
_BROWSERS = "browsers"
"""A program of this file: no example has `cors`."""
_WITH_KEYS = "api_keys"
"""The example that needs a line in Istio's mesh configuration, and so a lab of its own."""

_GATEWAY = "the pods of Gateway"


def _program(name: str, folder: Path) -> Path:
    """The folder of YAML."""
    if name != _BROWSERS:
        return golden_yaml(name)
    app = MeshApp(outdir=folder)
    hosts = {"ai": ["pages.example.com", "open.example.com"]}
    rule = JwtRule(issuer=ISSUER, audiences=[AUDIENCE], jwks_uri=f"{ISSUER}/.well-known/jwks.json")
    gateway = LlmGateway(
        app,
        "llm",
        namespace="llm-gateway",
        hosts=hosts,
        certificates=[Certificate(credential_name="llm")],
        jwt_rules=[rule],
        anonymous_hosts=["open.example.com"],
    )
    model = Model(
        name="small", backend=Pool(selector={"app": "small"}, target_port=8080), access=[TokenHolders(teams=["ml"])]
    )
    pool = Pool(selector={"app": "open"}, target_port=8080)
    cors = Cors(allow_origins=["https://app.example.com"])
    common: dict[str, Any] = {"namespace": "ai", "gateway": gateway, "cors": cors}
    LlmApiMesh(app, "pages", hosts=["pages.example.com"], models=[model], **common)
    LlmApiMesh(app, "open", hosts=["open.example.com"], backend=pool, **common)
    app.synth()
    return folder


@contextmanager
def _lab(shared_lab: Lab, name: str) -> Iterator[Lab]:
    if name != _WITH_KEYS:
        yield shared_lab
        return
    with Lab(istiod_spec=IstiodSpec(mesh_config={"extensionProviders": [extension_provider()]})) as lab:
        yield lab


@pytest.fixture(scope="module", params=[*EXAMPLES, _BROWSERS])
def example(
    shared_lab: Lab, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Running]:
    """An example that runs, without a configuration that a proxy has rejected."""
    name, folder = request.param, tmp_path_factory.mktemp("cells")
    program = _program(name, folder / "program")
    with (
        _lab(shared_lab, name) as lab,
        running(lab, folder, program, sidecar=EXAMPLES.get(name, False)) as found,
    ):
        yield found
        lab.assert_nothing_rejected()


def test_each_example_is_here() -> None:
    """An example that is added has its cells proved as well."""
    assert set(EXAMPLES) == set(PROGRAMS) - LEFT_OUT


def test_each_cell_at_a_gateway(example: Running) -> None:
    """A request of each kind, by each kind of callers, gets what the matrix says, and from the backend that it says."""
    assert example.wrong() == {}


def test_whom_the_authorizer_doesn_t_know(example: Running) -> None:
    """Where the table says that an authorizer decides, a request without a key gets 401, and no backend gets it."""
    asked = [one for one in example.cells() if one[-1]["external_authorizer"]]
    assert bool(asked) == bool(example.keys)
    for name, place, _, request, _ in asked:
        answer = example.send(place, None, request)
        assert (answer.status, answer.replica) == (401, ""), name


def test_who_has_no_client_certificate(example: Running) -> None:
    """Where the table says that callers need one, a client without it gets an error of TLS."""
    for place in example.matrix["places"]:
        if any("need a client certificate" in note for note in place["notes"]):
            answers = example.lab.call(host=place["host"], tls=trusting(example.servers))
            assert answers.statuses() == {BROKEN: 1}


def test_the_next_backend_of_each_cell(example: Running) -> None:
    """If the first backend of a cell can't serve, the second one answers, which may cost money."""
    example.require_next_backends()


def test_each_cell_past_the_gateways(example: Running) -> None:
    """Who reaches pods with a sidecar by their Service, and without an identity by their address."""
    lab = example.lab
    for table in example.matrix["pods"]:
        service = table["service"].removeprefix("Service ")
        apps = [app for app in example.apps.values() if dict(app.spec.labels) == table["selector"] and app.spec.sidecar]
        for app in apps:
            port = table["ports"][0]
            # That the gateway's own pods reach them is in the cells at the gateway.
            callers = [name for name in table["answers"] if _GATEWAY not in name]
            found = {name: _reached(lab, service, app, name, port) for name in callers}
            expected = {name: _status(table["answers"][name][port]) for name in callers}
            assert len(set(expected.values())) > 1
            assert found == expected, service


def _status(outcome: Cell) -> int:
    return 200 if outcome["kind"] == "served" else outcome["status"] or BROKEN


def _reached(lab: Lab, service: str, app: Any, name: str, port: str) -> int:
    """Call the pods as one kind of callers."""
    namespace, _, target = service.partition("/")
    if name.startswith("everyone"):
        answers = lab.call(host=target, to=app.replica(0).host.address, port=int(port))
        return answers[0].status
    caller = _caller(lab, name)
    address = lab.service_address(namespace, target)
    answers = lab.call(host=f"{target}.{namespace}.svc.cluster.local", to=address, caller=caller)
    lab.remove(caller)
    return answers[0].status


def _caller(lab: Lab, name: str) -> Caller:
    if name.startswith("service account "):
        namespace, _, account = name.removeprefix("service account ").partition(",")[0].partition("/")
        return lab.caller(account, namespace=namespace)
    if name.startswith("pods of the namespace "):
        return lab.caller("someone", namespace=name.removeprefix("pods of the namespace "))
    return lab.caller("someone", namespace="another-namespace")
