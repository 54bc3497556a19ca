"""Routes to a subset that no DestinationRule of the host has."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from cdk8s import ApiObject, ApiObjectMetadata, Chart, JsonPatch

from llm_api_mesh import LlmApiMesh, MeshApp, MeshError, Pool, Version
from llm_api_mesh.inspection.objects import inspect_subsets
from llm_api_mesh.inspection.rules.subsets import Subsets
from support.apps import PLAIN_GATEWAY

HOST = "chat.ai.svc.cluster.local"


def thing(kind: str, spec: str, namespace: str | None = "ai") -> dict[str, Any]:
    metadata = {"name": "chat"} | ({"namespace": namespace} if namespace else {})
    return {"kind": kind, "metadata": metadata, "spec": yaml.safe_load(spec)}


def rule(more: str = "", *, host: str = HOST, namespace: str | None = "ai", subset: str = "v1") -> dict[str, Any]:
    return thing("DestinationRule", f"{{host: '{host}', subsets: [{{name: {subset}}}]{more}}}", namespace)


def found(spec: str, *rules: dict[str, Any], namespace: str | None = "ai") -> list[str]:
    """The paths of the problems of a VirtualService."""
    item = thing("VirtualService", spec, namespace)
    problems = inspect_subsets("chat", [item, *rules], Subsets([item, *rules]))
    assert {problem.code for problem in problems} <= {"subset-missing"}
    return [problem.path.removeprefix("VirtualService/chat.spec.") for problem in problems]


def to(subset: str = "v2", host: str = HOST) -> str:
    return f"destination: {{host: {host}, subset: {subset}}}"


ROUTE = f"http: [{{route: [{{{to()}}}]}}]"


@pytest.mark.parametrize(
    ("spec", "path"),
    [
        (ROUTE, "http[0].route[0].destination.subset"),
        (f"tcp: [{{route: [{{{to()}}}]}}]", "tcp[0].route[0].destination.subset"),
        (f"tls: [{{route: [{{{to()}}}]}}]", "tls[0].route[0].destination.subset"),
        (f"http: [{{route: [{{{to('v1')}}}], mirror: {{host: {HOST}, subset: v2}}}}]", "http[0].mirror.subset"),
        (
            f"http: [{{route: [{{{to('v1')}}}], mirrors: [{{{to('v1')}}}, {{{to()}}}]}}]",
            "http[0].mirrors[1].destination.subset",
        ),
        (
            f"http: [{{route: [{{{to('v1')}, weight: 90}}, {{{to()}, weight: 10}}]}}]",
            "http[0].route[1].destination.subset",
        ),
        (f"http: [{{route: [{{{to()}, weight: 0}}]}}]", "http[0].route[0].destination.subset"),
    ],
)
def test_a_place_of_a_subset(spec: str, path: str) -> None:
    """Routes of all protocols and copies are checked. The problem goes with the subset."""
    assert found(spec, rule()) == [path]
    assert found(spec, rule(subset="v2"), rule()) == []


@pytest.mark.parametrize("host", ["chat", "chat.ai.svc", HOST])
@pytest.mark.parametrize("other", ["chat", "chat.ai.svc", HOST])
def test_a_host_in_short(host: str, other: str) -> None:
    """Both objects may write the host in short, as Istio reads it in their namespaces."""
    assert found(f"http: [{{route: [{{{to(host=host)}}}]}}]", rule(host=other))


def test_a_host_outside_of_the_cluster() -> None:
    """Its DestinationRule is in the namespace of the VirtualService."""
    host = "api.example.com"
    assert found(f"http: [{{route: [{{{to(host=host)}}}]}}]", rule(host=host))
    assert not found(f"http: [{{route: [{{{to(host=host)}}}]}}]", rule(host=host, namespace="egress"))


def test_a_rule_of_the_service_s_namespace() -> None:
    """It applies to callers of all namespaces."""
    assert found(ROUTE, rule(), namespace="web")
    assert not found(ROUTE, rule(namespace="other"), namespace="web")


QUIET = {
    "no rule": (ROUTE, []),
    "a rule for another host": (ROUTE, [rule(host="code")]),
    "the name of the host in another namespace": (ROUTE, [rule(host="chat", namespace="dev")]),
    "a rule for many hosts that has the subset": (ROUTE, [rule(), rule(host="*.local", subset="v2")]),
    "only a rule for many hosts": (ROUTE, [rule(host="*.ai.svc.cluster.local")]),
    "a rule for some pods": (ROUTE, [rule(", workloadSelector: {matchLabels: {app: web}}")]),
    "a rule that other namespaces don't see": (ROUTE, [rule(", exportTo: ['.']")]),
    "a rule whose namespace is set later": (ROUTE, [rule(), rule(host="chat", namespace=None, subset="v2")]),
    "a share of 0": (f"http: [{{route: [{{{to('v1')}, weight: 100}}, {{{to()}, weight: 0}}]}}]", [rule()]),
    "no copies": (
        f"http: [{{route: [{{{to('v1')}}}], mirrorPercentage: {{value: 0}}, mirror: {{host: {HOST}, subset: v2}}}}]",
        [rule()],
    ),
    "no subset": (f"http: [{{route: [{{destination: {{host: {HOST}}}}}]}}]", [rule()]),
    "a delegate": ("http: [{delegate: {name: chat, namespace: web}}]", [rule()]),
    "other types": ("http: {route: [1, {destination: chat}], mirror: chat}", [rule(), thing("DestinationRule", "[]")]),
}


@pytest.mark.parametrize("case", QUIET)
def test_a_route_that_may_be_right(case: str) -> None:
    """If the subset may be somewhere else, or gets no requests, nothing is reported."""
    spec, rules = QUIET[case]
    assert found(spec, *rules) == []


def test_a_rule_for_all_namespaces() -> None:
    """An `exportTo` with a star is the default."""
    assert found(ROUTE, rule(", exportTo: ['*']"))


def test_the_message() -> None:
    """It has the subsets that are there, and the one that was probably meant."""
    item = thing("VirtualService", f"http: [{{route: [{{{to('canry')}}}]}}]")
    known = thing("DestinationRule", f"{{host: {HOST}, subsets: [{{name: stable}}, {{name: canary}}]}}")
    (problem,) = inspect_subsets("chat", [item], Subsets([known]))
    assert problem.text == (
        'VirtualService/chat.spec.http[0].route[0].destination.subset: got "canry". Did you mean "canary"? '
        'Allowed: "canary" or "stable", the subsets of DestinationRule/chat. [subset-missing]'
    )
    (problem,) = inspect_subsets("chat", [item], Subsets([thing("DestinationRule", f"host: {HOST}")]))
    assert problem.text.endswith(
        'got "canry". Add the subset to DestinationRule/chat, or remove it here. Allowed: no subset, because '
        f"DestinationRule/chat has none for {HOST}. [subset-missing]"
    )


def own_route(app: MeshApp, subset: str) -> None:
    """Declare a VirtualService and a second DestinationRule for a host in a chart beside the APIs."""
    chart = Chart(app, "own")
    for kind, spec in (
        (
            "VirtualService",
            {"hosts": ["own"], "http": [{"route": [{"destination": {"host": HOST, "subset": subset}}]}]},
        ),
        ("DestinationRule", {"host": HOST, "subsets": [{"name": "v3", "labels": {"version": "v3"}}]}),
    ):
        item = ApiObject(
            chart,
            kind,
            api_version="networking.istio.io/v1",
            kind=kind,
            metadata=ApiObjectMetadata(name="own", namespace="ai"),
        )
        item.add_json_patch(JsonPatch.add("/spec", spec))


@pytest.mark.parametrize(("subset", "passes"), [("v1", True), ("v3", True), ("v4", False)])
def test_a_chart_that_is_not_inspected_has_the_subset(tmp_path: Any, subset: str, *, passes: bool) -> None:
    """The subsets of unchanged APIs count, too."""
    app = MeshApp(outdir=str(tmp_path / "dist"))
    pool = Pool(selector={"app": "chat"}, target_port=8080, versions=[Version(name="v1", weight=100)])
    LlmApiMesh(app, "chat", namespace="ai", hosts=["chat.example.com"], gateway=PLAIN_GATEWAY, backend=pool)
    own_route(app, subset)
    if passes:
        app.synth()
        return
    with pytest.raises(MeshError) as caught:
        app.synth()
    (problem,) = caught.value.problems
    assert (problem.api, problem.code, problem.given) == ("own", "subset-missing", '"v4"')
    assert '"v1"' in problem.allowed
    assert '"v3"' in problem.allowed
