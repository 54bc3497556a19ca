"""The checklist for the gateway's owner."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from llm_api_mesh import (
    ALL_CALLERS,
    Budget,
    Certificate,
    Gateway,
    GatewayRef,
    LlmApiMesh,
    MeshApp,
    Model,
    PlainHttp,
    Pool,
    ProviderRef,
    RedirectToHttps,
    ServiceRef,
    Version,
)
from support.apps import LLM_GATEWAY, PLAIN_GATEWAY, api

MINUTE = timedelta(minutes=1)
CERTIFICATES = [Certificate(credential_name="chat")]
OPEN = ("Callers: ", "Port ")
"""The beginnings of the lines about what an API's own Gateway leaves open."""


def test_the_checklist_has_the_numbers() -> None:
    """Each line names the component, the setting and the number."""
    api = LlmApiMesh(
        MeshApp(),
        "chat",
        namespace="ai",
        hosts=["chat.example.com"],
        backend=Pool(selector={"app": "chat"}, target_port=8080, concurrent_requests=8, replicas=2),
        budget=Budget(first_token=MINUTE, stream_silence=2 * MINUTE, generation=10 * MINUTE),
        gateway=LLM_GATEWAY,
    )
    lines = [
        "Load balancers in front of the gateway: idle timeout 120s",
        "LlmGateway: pods: {kind: DeployedPods, longest_generation: 600s}, or a longer time.",
        "Model servers: a sidecar or ambient mode",
        "Model servers with a sidecar: the annotation proxy.istio.io/config: '{drainDuration: 600s, terminationDrain",
        "Gateway pods: each lets 16 requests",
    ]
    for begin, line in zip(lines, api.checklist, strict=True):
        assert line.startswith(begin)
    assert "two pods let 32" in api.checklist[-1]


def test_the_pods_of_a_plain_gateway_have_a_checklist() -> None:
    """An LLM gateway sets these itself; the pods of another gateway need them for long generations."""
    lines = [
        "Callers: everyone who reaches the gateway may use the API",
        "Port 80 serves plain HTTP",
        "Mesh configuration: if it sets default*ExportTo",
        "istiod: no PILOT_SCOPE_GATEWAY_TO_NAMESPACE=true, unless the gateway's pods are in the API's namespace",
        "Gateway pods: if they have a stream_idle_timeout (profile EDGE: 300s), set it to 600s or more",
        "Gateway pods: the annotation proxy.istio.io/config: '{terminationDrainDuration: 600s}'",
        "Pods: everyone in the cluster can call them past the gateway",
        "Model servers with a sidecar: the annotation proxy.istio.io/config: '{drainDuration: 600s, terminationDrain",
    ]
    for begin, line in zip(lines, plain(budget=Budget(generation=10 * MINUTE)).checklist, strict=True):
        assert line.startswith(begin)


@pytest.mark.parametrize(
    ("changes", "edge"),
    [({}, True), ({"istio": "1.30"}, False), ({"gateway": GatewayRef(namespace="edge", name="shared")}, True)],
)
def test_a_plain_gateway_must_see_the_objects_and_wait_for_whole_answers(changes: dict[str, Any], edge: bool) -> None:
    """Without any number as well: routes inherit the pods' idle timeout, and a mesh may hide objects by default."""
    visibility, *scope, silence, _ = (line for line in plain(**changes).checklist if not line.startswith(OPEN))
    assert "404 or 503" in visibility
    assert "higher than the time of the longest whole answer" in silence
    assert ("EDGE" in silence) is edge
    # A Gateway of the platform's is in the namespace of its pods.
    assert len(scope) == ("gateway" not in changes)


@pytest.mark.parametrize(
    ("gateway", "open_to"),
    [
        (PLAIN_GATEWAY, ["Callers: ", "Port 80 "]),
        (Gateway(anonymous=True, http=PlainHttp(port=8080)), ["Callers: ", "Port 8080 "]),
        (Gateway(anonymous=True, certificates=CERTIFICATES, http=RedirectToHttps()), ["Callers: "]),
        (Gateway(anonymous=True, certificates=CERTIFICATES), ["Callers: "]),
        (Gateway(anonymous=True, certificates=CERTIFICATES, http=PlainHttp()), ["Callers: ", "Port 80 "]),
        (GatewayRef(namespace="edge", name="shared"), []),
        (LLM_GATEWAY, []),
    ],
)
def test_what_an_api_s_own_gateway_leaves_open(gateway: Any, open_to: list[str]) -> None:
    """Nobody overlooks it. The owner of an existing Gateway decides for it, and an LLM gateway has its own list."""
    found = [line for line in plain(gateway=gateway).checklist if line.startswith(OPEN)]
    assert [line.startswith(begin) for line, begin in zip(found, open_to, strict=True)] == [True] * len(open_to)


def test_behind_an_llm_gateway_only_a_sidecar_is_needed_without_numbers() -> None:
    """The gateway has no idle timeout, and the routes are exported to it. A sidecar's listener depends on the API."""
    sidecar, drain = plain(gateway=LLM_GATEWAY).checklist
    assert sidecar.startswith("Model servers: a sidecar or ambient mode")
    assert "}', with the time of the longest answer instead of 900s. Otherwise" in drain


def test_sidecars_drain_for_the_longest_answer_if_the_api_changes_their_listeners() -> None:
    """Policies come and change with the API; without them, only a known time is on the checklist."""
    generation = Budget(generation=10 * MINUTE)
    shared = ServiceRef(name="shared", namespace="models", port=80)
    provider = ProviderRef(provider="openai")
    for changes, drains in (
        ({"gateway": LLM_GATEWAY}, True),
        ({"gateway": LLM_GATEWAY, "callers": ALL_CALLERS}, False),
        ({"gateway": LLM_GATEWAY, "callers": ALL_CALLERS, "budget": generation}, True),
        ({"gateway": LLM_GATEWAY, "backend": shared}, False),
        ({"gateway": LLM_GATEWAY, "backend": shared, "budget": generation}, True),
        ({"gateway": LLM_GATEWAY, "backend": provider, "budget": generation}, False),
        ({"gateway": Gateway(anonymous=True, service_account="istio-ingress/istio-ingress", http=PlainHttp())}, True),
        ({}, False),
    ):
        found = [line for line in plain(**changes).checklist if "{drainDuration: " in line]
        assert len(found) == drains, changes


def test_who_keeps_others_from_the_pods() -> None:
    """The checklist says who can call the pods, unless the API's team has decided that everyone may."""
    ours = Gateway(anonymous=True, service_account="istio-ingress/istio-ingress", http=PlainHttp())
    shared = ServiceRef(name="shared", namespace="models", port=80)
    assert _about_pods(plain()) == ["Pods: everyone in the clust"]
    assert _about_pods(plain(callers=ALL_CALLERS)) == []
    assert _about_pods(plain(gateway=ours)) == ["Model servers: a sidecar or"]
    assert _about_pods(plain(gateway=LLM_GATEWAY, callers=ALL_CALLERS)) == []
    assert _about_pods(plain(gateway=LLM_GATEWAY, backend=shared)) == ["Pods behind shared.models.s"]
    assert _about_pods(plain(gateway=LLM_GATEWAY, backend=ProviderRef(provider="openai"))) == []


def _about_pods(api: LlmApiMesh) -> list[str]:
    return [line[:27].rstrip() for line in api.checklist if line.startswith(("Pods", "Model servers:"))]


def test_a_pool_of_another_namespace_that_the_gateway_may_not_open() -> None:
    """A reference that says who may use which pools is checked instead."""
    wanted = ["LlmGateway: pool_users: {models: [ai]}, or requests for its Services get 403."]
    shared = ServiceRef(name="shared", namespace="models", port=80)
    both = [Model(name="a", backend=shared), Model(name="b", backend=ServiceRef(name="b", namespace="models", port=80))]

    def found(**changes: Any) -> list[str]:
        return [line for line in plain(**changes).checklist if "pool_users" in line]

    assert found(gateway=LLM_GATEWAY, backend=shared) == wanted
    assert found(gateway=LLM_GATEWAY, backend=None, models=both) == wanted
    known = LLM_GATEWAY.model_copy(update={"pool_users": {"models": ["ai"]}})
    own = LLM_GATEWAY.model_copy(update={"namespace": "ai"})
    for gateway in (known, own, PLAIN_GATEWAY):
        assert found(gateway=gateway, backend=shared) == []
    assert found(gateway=LLM_GATEWAY, backend=ServiceRef(name="own", namespace="ai", port=80)) == []
    assert found(gateway=LLM_GATEWAY, backend=ServiceRef(name="own", port=80)) == []


@pytest.mark.parametrize("names", ["aliases", "prefixes", "patterns"])
def test_a_provider_must_know_all_names_of_a_model(names: str) -> None:
    """The provider gets the name as the client wrote it, unless the API names the provider's own."""

    def listed(name: str = "gpt-4o", **changes: Any) -> tuple[str, ...]:
        backend = ProviderRef(provider="openai", **changes)
        others: dict[str, Any] = {names: ["gpt-4.+"]} if name == "gpt-4o" else {}
        model = Model(name=name, backend=backend, **others)
        return plain(backend=None, models=[model], gateway=LLM_GATEWAY).checklist

    (line,) = listed()
    assert line.startswith('Provider openai: it must know every name that clients write for the model "gpt-4o"')
    assert listed(model="gpt-4o") == listed("gpt-5") == ()


BLOCKS = ("chat, embeddings", "chat", "embeddings", "search")


def plain(**changes: Any) -> LlmApiMesh:
    options = {
        "namespace": "ai",
        "hosts": ["chat.example.com"],
        "gateway": PLAIN_GATEWAY,
        "backend": Pool(selector={"app": "chat"}, target_port=8080),
    }
    return LlmApiMesh(MeshApp(), "chat", **{**options, **changes})


def test_the_checklist_is_printed(capsys: pytest.CaptureFixture[str], tmp_path: object) -> None:
    """`synth` prints it after it has written the files."""
    app = MeshApp(outdir=str(tmp_path))
    pool = Pool(selector={"app": "chat"}, target_port=8080, concurrent_requests=8, replicas=2)
    LlmApiMesh(app, "chat", namespace="ai", hosts=["a.example.com"], backend=pool, gateway=LLM_GATEWAY)
    app.synth()
    first, rest = capsys.readouterr().out.split("\n", 1)
    assert first.endswith(f" objects in 1 file to {tmp_path}")
    assert rest.startswith("chat: for the platform's team\n  - Model servers: a sidecar or ambient mode")
    assert "\n  - Model servers with a sidecar: the annotation" in rest
    assert "\n  - Gateway pods: each lets 16" in rest


def test_what_several_apis_need_is_printed_once(capsys: pytest.CaptureFixture[str], tmp_path: object) -> None:
    """Two APIs share a gateway and have the same lines, one of them has a further line, and a third is elsewhere."""
    app = MeshApp(outdir=str(tmp_path))
    for name, gateway, budget in (
        ("chat", PLAIN_GATEWAY, Budget(generation=timedelta(seconds=900))),
        ("embeddings", PLAIN_GATEWAY, Budget()),
        ("search", GatewayRef(namespace="edge", name="shared"), Budget()),
    ):
        pool = Pool(selector={"app": name}, target_port=8080)
        hosts = [f"{name}.example.com"]
        LlmApiMesh(app, name, namespace="ai", hosts=hosts, backend=pool, gateway=gateway, budget=budget)
    app.synth()
    lines = capsys.readouterr().out.splitlines()[1:]
    blocks = [line for line in lines if not line.startswith("  - ")]
    assert blocks == [f"{names}: for the gateway's owner" for names in BLOCKS]
    assert sum("PILOT_SCOPE_GATEWAY_TO_NAMESPACE" in line for line in lines) == 1
    # Once for each gateway.
    assert sum("default*ExportTo" in line for line in lines) == 2


def test_many_apis_are_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of more than six names, the first three are printed, and how many more there are."""
    for count, names in ((6, "a0, a1, a2, a3, a4, a5"), (7, "a0, a1, a2 and 4 more")):
        app = MeshApp(outdir=tmp_path)
        for name in (f"a{index}" for index in range(count)):
            api(app, name, hosts=[f"{name}.example.com"], backend=Pool(selector={"app": name}, target_port=80))
        app.synth()
        assert capsys.readouterr().out.splitlines()[1] == f"{names}: for the gateway's owner"


@pytest.mark.parametrize("argo_cd", [False, True])
def test_argo_cd_must_know_of_weights_that_somebody_sets(argo_cd: bool) -> None:
    """Otherwise it would undo them."""
    versions = [Version(name="stable", weight=100), Version(name="canary", weight=0)]
    pool = Pool(selector={"app": "chat"}, target_port=8080, versions=versions, weights_set_by="argo-rollouts")
    app = MeshApp(argo_cd=argo_cd)
    chat = LlmApiMesh(app, "chat", namespace="ai", hosts=["chat.example.com"], gateway=PLAIN_GATEWAY, backend=pool)
    found = [line for line in chat.checklist if "Argo CD: ignore_weights_of: [ai/chat-versions]" in line]
    assert [line.endswith("undoes the weights that argo-rollouts sets.") for line in found] == [True] * argo_cd
