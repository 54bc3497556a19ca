"""Each cell of the matrix of an example, proved by a real request: the status, and the backend that answers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from e2e.support.access_cells import Cell, Running, running
from lab.apps.caller import Caller
from lab.environment import Lab
from lab.machine.certificates import trusting
from lab.traffic.call import BROKEN, Answer

# Examples with callers, models and providers; the pods of those with True have a sidecar.
EXAMPLES = {
    "identity": True,
    "security": True,
    "failover": False,
    "provider_file_key": False,
    "models": False,
    "endpoints": False,
    "models_by_header": False,
    "models_by_path": False,
    "llm_gateway": False,
}


_GATEWAY = "the pods of Gateway"


@pytest.fixture(scope="module", params=EXAMPLES)
def example(
    shared_lab: Lab, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Running]:
    """An example that runs."""
    folder = tmp_path_factory.mktemp("cells")
    with running(shared_lab, folder, request.param, sidecar=EXAMPLES[request.param]) as found:
        yield found


def test_each_cell_at_a_gateway(lab: Lab, example: Running) -> None:
    """A request of each kind, by each kind of callers, gets what the matrix says, and from the backend that it says."""
    assert lab
    wrong = {}
    cells = 0
    for name, place, caller, request, expected in example.cells():
        if request["written_by_gateway"]:
            continue
        cells += 1
        answer = example.send(place, caller, request)
        if not _is(example, expected, answer):
            wrong[name] = (answer.status, answer.replica, answer.error, expected)
    assert cells
    assert wrong == {}


def _is(example: Running, expected: Cell, answer: Answer) -> bool:
    assert expected["kind"] != "unread", expected
    if expected["kind"] != "served":
        return answer.status == expected["status"] and not answer.replica
    # A model server doesn't know each path that a route leads to it.
    first = {example.names_of(one) for one in expected["backends"] if one["order"] == 1}
    return example.answered_by(answer) in first


def test_who_has_no_client_certificate(lab: Lab, example: Running) -> None:
    """Where the table says that callers need one, a client without it gets an error of TLS."""
    for place in example.matrix["places"]:
        if any("need a client certificate" in note for note in place["notes"]):
            assert lab.call(host=place["host"], tls=trusting(example.servers)).statuses() == {BROKEN: 1}


def test_the_next_backend_of_each_cell(lab: Lab, example: Running) -> None:
    """If the first backend of a cell can't serve, the second one answers, which may cost money."""
    assert lab
    for name, place, caller, request, expected in example.cells():
        second = {example.names_of(one) for one in expected["backends"] if one["order"] == 2}
        if second and not request["written_by_gateway"]:
            firsts = {example.names_of(one) for one in expected["backends"] if one["order"] == 1}
            for one in firsts:
                example.apps[one].replica(0).refuse(503)
            answer = example.send(place, caller, request)
            for one in firsts:
                example.apps[one].replica(0).heal()
            assert example.answered_by(answer) in second, name


def test_each_cell_past_the_gateways(lab: Lab, example: Running) -> None:
    """Who reaches pods with a sidecar by their Service, and without an identity by their address."""
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
