"""Pods that two APIs share: who may reach them, and what they may call."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from llm_api_mesh import (
    ALL_CALLERS,
    Caller,
    Gateway,
    GatewayRef,
    InferencePool,
    LlmApiMesh,
    Match,
    MeshApp,
    MeshError,
    Model,
    ModelFromHeader,
    Outbound,
    PlainHttp,
    Pool,
    ProviderRef,
    ServiceRef,
    TokenHolders,
)
from support.apps import LLM_GATEWAY, PLAIN_GATEWAY, Synth

CLOSED = Gateway(anonymous=True, selector={"gateway": "closed"}, service_account="edge/closed", http=PlainHttp())
AGENTS = [Caller(namespace="agents")]


@pytest.mark.parametrize(
    ("one", "other", "problem"),
    [
        ({"gateway": CLOSED}, {"gateway": LLM_GATEWAY}, None),  # their pods admit both gateways
        ({"gateway": LLM_GATEWAY, "callers": AGENTS}, {"gateway": LLM_GATEWAY, "callers": AGENTS}, None),
        ({}, {"gateway": GatewayRef(namespace="edge", name="plain")}, None),
        ({"gateway": LLM_GATEWAY}, {"gateway": LLM_GATEWAY, "callers": AGENTS}, "has other callers or open_ports"),
        ({"gateway": LLM_GATEWAY}, {"gateway": CLOSED, "backend": {"open_ports": [9090]}}, "has other callers"),
        ({"gateway": LLM_GATEWAY}, {"gateway": LLM_GATEWAY, "callers": ALL_CALLERS}, "keeps others from them"),
        ({}, {"gateway": LLM_GATEWAY}, "keeps nobody from them"),
        ({"gateway": LLM_GATEWAY}, {"gateway": CLOSED, "callers": AGENTS, "namespace": "ml"}, None),
        ({"gateway": LLM_GATEWAY}, {"gateway": CLOSED, "callers": AGENTS, "backend": {"selector": {"a": "b"}}}, None),
        ({"gateway": LLM_GATEWAY}, {"callers": ALL_CALLERS, "backend": {"selector": {"app": "x", "a": "b"}}}, "others"),
    ],
)
def test_apis_that_share_pods_have_the_same_callers(
    tmp_path: Path, one: dict[str, Any], other: dict[str, Any], problem: str | None
) -> None:
    """Istio adds up what both admit, so that one would open the other's pods, or refuse the other's callers."""
    app = MeshApp(outdir=tmp_path)
    for name, changes in (("one", one), ("other", other)):
        pool = Pool(**{"selector": {"app": "x"}, "target_port": 8080, **changes.get("backend", {})})
        rest = {
            "namespace": "ai",
            "hosts": [f"{name}.example.com"],
            "gateway": PLAIN_GATEWAY,
            **changes,
            "backend": pool,
        }
        LlmApiMesh(app, name, **rest)
    if problem is None:
        app.synth()
        return
    with pytest.raises(MeshError) as error:
        app.synth()
    (found,) = error.value.problems
    assert (found.api, found.path, found.code) == ("other", "backend.selector", "callers-conflict")
    assert problem in found.given
    assert found.fix.startswith("Write the service_account" if not one or "gateway" not in other else "Write the same")


KNOWS = LLM_GATEWAY.model_copy(update={"knows_callers": True})
RESEARCH = [TokenHolders(teams=["research"])]
ALICE = [TokenHolders(teams=["research"], subjects=["alice"])]
SALES = [TokenHolders(teams=["sales"])]
PODS: dict[str, Any] = {"selector": {"app": "vllm"}, "target_port": 8080}
GPT = Model(name="gpt", backend=Pool(name="gpt", **PODS), access=RESEARCH)


def _of_model(name: str, **changes: Any) -> dict[str, Any]:
    """Keywords of an API with a model of the pods that several APIs have."""
    pool = {"name": f"{name}-{len(changes)}", **PODS, **changes.pop("backend", {})}
    return {"backend": None, "models": [Model(name=name, backend=Pool(**pool), **changes)]}


@pytest.mark.parametrize(
    ("one", "other", "difference"),
    [
        # Requests of the other API may name any model.
        ({"backend": None, "models": [GPT]}, {}, "keeps some of these callers from them"),
        ({"backend": None, "models": [GPT]}, {"gateway": LLM_GATEWAY}, "keeps some"),
        ({"backend": None, "models": [GPT]}, {"backend": Pool(name="b", **PODS), "access": SALES}, "keeps some"),
        ({"access": RESEARCH}, {}, "keeps some"),
        ({}, {"access": RESEARCH}, "lets other callers use them"),
        ({}, {"backend": None, "models": [GPT]}, "lets other callers"),
        # A part of the pods
        (
            {"backend": None, "models": [GPT]},
            {"backend": Pool(selector={"app": "vllm", "zone": "a"}, target_port=8080)},
            "keeps some",
        ),
        # The same model, by its name or by a name that the other one includes
        ({"backend": None, "models": [GPT]}, _of_model("gpt"), "keeps some"),
        ({"backend": None, "models": [GPT]}, _of_model("open", prefixes=["g"]), "keeps some"),
        ({"backend": None, "models": [GPT]}, _of_model("open", patterns=["g.*"]), "keeps some"),
        ({"backend": None, "models": [GPT]}, _of_model("open", backend={"model": "gpt"}), "keeps some"),
        (_of_model("g", prefixes=["gpt-"], access=RESEARCH), _of_model("h", prefixes=["gpt-4"]), "keeps some"),
        (_of_model("g", patterns=["a+"], access=RESEARCH), _of_model("h", patterns=["b+"]), "keeps some"),
        # Who names one model to the gateway may name another one to the pods.
        (
            {"backend": None, "models": [GPT]},
            {**_of_model("llama"), "model_from": ModelFromHeader(name="x-model")},
            "keeps some",
        ),
        # Nobody is wider than everybody with the same claims, but who is of research isn't always alice.
        ({"access": ALICE}, {"access": RESEARCH}, "keeps some"),
        ({"access": RESEARCH}, {"access": ALICE}, "lets other callers"),
        ({"access": RESEARCH}, {"access": SALES}, "keeps some"),
        (
            {"access": RESEARCH},
            {"access": RESEARCH, "gateway": KNOWS.model_copy(update={"team_claim": "org"})},
            "keeps some",
        ),
        # Pods behind a picker, which both know by their labels
        (
            {"access": RESEARCH, "backend": InferencePool(name="p", selector={"app": "vllm"}, target_ports=[8080])},
            {"callers": ALL_CALLERS},
            "keeps some",
        ),
        # A Service of another namespace, whose labels neither API knows
        (
            {"access": RESEARCH, "backend": ServiceRef(name="vllm", namespace="models", port=80)},
            {"backend": ServiceRef(name="vllm", namespace="models", port=80)},
            "keeps some",
        ),
        # By other headers, which clients write as they like
        (
            {"access": RESEARCH, "match": Match(headers={"x-team": "a"})},
            {"match": Match(headers={"x-team": "b"})},
            "keeps some",
        ),
    ],
)
def test_a_caller_whom_one_api_refuses_gets_the_pods_by_no_other(
    synth: Synth, one: dict[str, Any], other: dict[str, Any], difference: str
) -> None:
    """Whatever the order in which both are declared, the second one is refused."""
    with pytest.raises(MeshError) as caught:
        synth(lambda app: _sharing(app, one, other))
    (problem,) = caught.value.problems
    assert (problem.api, problem.code) == ("other", "access-conflict")
    assert problem.path.endswith("backend")
    assert problem.given.startswith(f'the pods of API "one", which {difference}')


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"access": RESEARCH}, {"access": RESEARCH}),
        ({"backend": None, "models": [GPT]}, {"backend": Pool(name="b", **PODS), "access": RESEARCH}),
        ({}, {}),
        # Other models of the same pods, such as adapters
        ({"backend": None, "models": [GPT]}, _of_model("llama")),
        ({"backend": None, "models": [GPT]}, _of_model("gpt", backend={"model": "llama"})),
        ({"backend": None, "models": [GPT]}, _of_model("llama", prefixes=["llama-"], patterns=["l.*"])),
        # Other pods
        ({"backend": None, "models": [GPT]}, {"namespace": "bi"}),
        ({"backend": None, "models": [GPT]}, {"backend": Pool(selector={"app": "other"}, target_port=8080)}),
        # Other paths, of which none leads to the first API's requests
        (
            {"access": RESEARCH, "match": Match(path_prefix="/v1/chat/")},
            {"match": Match(path_prefix="/v1/embeddings")},
        ),
        # A provider has no pods, and the platform says which namespaces may use it.
        (
            {"access": RESEARCH, "backend": ProviderRef(provider="openai")},
            {"backend": ProviderRef(provider="openai")},
        ),
    ],
)
def test_apis_that_share_pods_without_a_way_around(synth: Synth, one: dict[str, Any], other: dict[str, Any]) -> None:
    """The same callers, other models or other pods."""
    assert len(synth(lambda app: _sharing(app, one, other))) >= 2


def _sharing(app: MeshApp, one: dict[str, Any], other: dict[str, Any]) -> None:
    for name, changes in (("one", one), ("other", other)):
        right: dict[str, Any] = {
            "namespace": "ai",
            "hosts": [f"{name}.example.com"],
            "gateway": KNOWS,
            "backend": Pool(name=name, **PODS),
        }
        LlmApiMesh(app, name, **(right | changes))


RESTRICTED: dict[str, Any] = {"outbound": Outbound()}
SHARED_PODS: dict[str, tuple[dict[str, Any], dict[str, Any], bool]] = {
    "both": ({"app": "x"}, {"app": "x"}, True),
    "one includes the other": ({"app": "x"}, {"app": "x", "tier": "gold"}, True),
    "other pods": ({"app": "x"}, {"app": "y"}, False),
}


@pytest.mark.parametrize("case", SHARED_PODS)
def test_pods_have_one_way_out(tmp_path: Path, case: str) -> None:
    """For each pod Istio takes one Sidecar, so one of two APIs that share pods may restrict them."""
    one, other, shared = SHARED_PODS[case]
    app = MeshApp(outdir=tmp_path)
    for name, selector in (("one", one), ("other", other)):
        pool = Pool(selector=selector, target_port=8080)
        LlmApiMesh(
            app, name, namespace="ai", hosts=[f"{name}.example.com"], gateway=PLAIN_GATEWAY, backend=pool, **RESTRICTED
        )
    if not shared:
        app.synth()
        return
    with pytest.raises(MeshError) as error:
        app.synth()
    (found,) = error.value.problems
    assert (found.api, found.path, found.code) == ("other", "outbound", "outbound-conflict")
    assert 'API "one"' in found.given


@pytest.mark.parametrize(("first", "second"), [(RESTRICTED, {}), ({}, RESTRICTED)])
def test_one_of_two_apis_may_restrict_their_pods(tmp_path: Path, first: Any, second: Any) -> None:
    """The Sidecar acts on the pods of both."""
    app = MeshApp(outdir=tmp_path)
    for name, changes in (("one", first), ("other", second)):
        pool = Pool(selector={"app": "x"}, target_port=8080)
        LlmApiMesh(
            app, name, namespace="ai", hosts=[f"{name}.example.com"], gateway=PLAIN_GATEWAY, backend=pool, **changes
        )
    app.synth()
    assert "".join(path.read_text() for path in tmp_path.iterdir()).count("kind: Sidecar") == 1
