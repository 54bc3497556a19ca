"""Names of objects that are too long, or that two objects would have, are refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from constructs import Construct

from llm_api_mesh import Failover, LlmApiMesh, MeshApp, MeshError, Model, Pool, Route, ServiceRef, Version
from support.apps import LLM_GATEWAY, PLAIN_GATEWAY, Refusal

POOL = Pool(selector={"app": "chat"}, target_port=8080, versions=[Version(name="v1")])
OTHER = Pool(selector={"app": "other"}, target_port=8080, versions=[Version(name="v1")])


def route(name: str) -> Route:
    return Route(name=name, headers={"x-route": name}, version="v1")


def model(slug: str, *routes: Route, backend: Pool | Failover = OTHER) -> Model:
    return Model(name="llama", slug=slug, backend=backend, routes=list(routes))


REFUSED: dict[str, tuple[dict[str, object], str]] = {
    "cluster domain too long": (
        {"cluster_domain": ".".join(["d" * 60] * 4)},
        ("Shorten the domain or the names. Allowed: at most 253 characters for a DNS name. [name-too-long]"),
    ),
}


@pytest.mark.parametrize(("changes", "text"), REFUSED.values(), ids=REFUSED)
def test_is_refused(refusal: Refusal, changes: dict[str, object], text: str) -> None:
    """Each faulty API has one problem, whose text says what is allowed."""
    (problem,) = refusal(**changes)
    assert text in problem


def _named(*names: str) -> Failover:
    return Failover(
        backends=[Pool(name=name or None, selector={"app": name or "first"}, target_port=8080) for name in names]
    )


TWICE: dict[str, tuple[dict[str, object], str]] = {
    "a backend and another one's rule for the gateway": (
        {"backend": _named("spare", "spare-at-gateway")},
        'DestinationRule "spare-at-gateway"',
    ),
    "a model and the API's rule for the gateway": (
        {"backend": POOL, "models": [model("at-gateway")]},
        'DestinationRule "chat-at-gateway"',
    ),
    "a Service that exists and a model": (
        {"backend": ServiceRef(name="spare", port=8000), "models": [model("spare")]},
        'DestinationRule "chat-spare"',
    ),
    "a model and a version": (
        {"backend": POOL, "models": [model("version-v1")]},
        'DestinationRule "chat-version-v1"',
    ),
}


@pytest.mark.parametrize(("changes", "words"), TWICE.values(), ids=TWICE)
def test_two_objects_with_one_name_are_refused(refusal: Refusal, changes: dict[str, object], words: str) -> None:
    """One object would replace the other in the cluster."""
    assert any(words in problem and "[name-taken]" in problem for problem in refusal(gateway=LLM_GATEWAY, **changes))


LONG = "customer-facing-large-language-model-api-production-eu-west"


def _long(scope: Construct, **changes: Any) -> LlmApiMesh:
    versions = [Version(name="2026-11-24-preview")]
    backend = Pool(selector={"app": "chat"}, target_port=8080, versions=versions)
    keywords = {"gateway": PLAIN_GATEWAY, "backend": backend} | changes
    return LlmApiMesh(scope, LONG, namespace="ai", hosts=["chat.example.com"], **keywords)


TOO_LONG: dict[str, tuple[dict[str, Any], str]] = {
    "a model's Service": (
        {"models": [Model(name="llama-3.1-8b", backend=OTHER)]},
        (
            f'got "{LONG}-llama-3-1-8b". Add a shorter slug. Allowed: at most 63 characters (this name has 72). '
            "[name-too-long]"
        ),
    ),
}


@pytest.mark.parametrize(("changes", "text"), TOO_LONG.values(), ids=TOO_LONG)
def test_names_that_get_too_long_are_refused(tmp_path: Path, changes: dict[str, Any], text: str) -> None:
    """The problem has the combined name and its length."""
    app = MeshApp(outdir=tmp_path / "dist")
    _long(app, **changes)
    with pytest.raises(MeshError) as caught:
        app.synth()
    assert text in str(caught.value)
