"""The plan: each decision is derived once, and nothing before it is needed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from functools import cached_property
from typing import Any

import pytest

from llm_api_mesh import (
    Budget,
    ConsistentHash,
    Ejection,
    Failover,
    FaultDrill,
    LeastRequest,
    LlmApiMesh,
    MeshApp,
    Model,
    Pool,
    ProviderRef,
    Retries,
    Version,
)
from llm_api_mesh.plan import plan as module
from llm_api_mesh.plan.envoy_patches import EnvoyPatches
from llm_api_mesh.plan.plan import Plan
from llm_api_mesh.plan.printing.plan_text import envoy_filters
from llm_api_mesh.plan.settings import Settings
from llm_api_mesh.plan.target import Target
from llm_api_mesh.resources.envoy_filters import NAMES
from support.apps import LLM_GATEWAY

VERSIONS = [Version(name="v1", weight=90), Version(name="v2", weight=10)]
HASH = ConsistentHash(header="x-session-id", max_load=1.5)
LLAMA = Failover(
    backends=[
        Pool(selector={"app": "llama"}, target_port=8080, load_balancer=HASH, versions=VERSIONS),
        ProviderRef(provider="openai", model="gpt-4o-mini"),
    ],
    spill_per_minute=60,
)
# It needs two of the EnvoyFilters, the first pool a third, and the other options the rest.
PATCHED = Pool(
    selector={"app": "qwen"},
    target_port=8080,
    load_balancer=LeastRequest(choices=8),
    ejection=Ejection(max_time=timedelta(seconds=60)),
)
SECOND = timedelta(seconds=1)
OPTIONS: dict[str, Any] = {
    "namespace": "ai",
    "hosts": ["chat.example.com"],
    "backend": LLAMA,
    "models": [Model(name="qwen", backend=PATCHED)],
    "drills": [FaultDrill(name="full", headers={"x-drill": "full"}, abort_status=429)],
    "budget": Budget(first_token=5 * SECOND, stream_silence=60 * SECOND),
    "retries": Retries(longest_retry_after=5 * SECOND),
    "gateway": LLM_GATEWAY,
}


def _counting(counts: Counter[str], name: str, derive: Callable[..., Any]) -> Callable[..., Any]:
    def counted(*arguments: Any, **keywords: Any) -> Any:
        counts[name] += 1
        return derive(*arguments, **keywords)

    return counted


def _count(counts: Counter[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Count the calls of all functions that derive something, and the evaluations of all cached properties."""
    for name, value in vars(module).items():
        if callable(value) and getattr(value, "__module__", "").startswith("llm_api_mesh.plan.") and name[0].islower():
            monkeypatch.setattr(module, name, _counting(counts, name, value))
    for kind in (Plan, Settings, EnvoyPatches):
        for name, value in vars(kind).items():
            if isinstance(value, cached_property):
                monkeypatch.setattr(value, "func", _counting(counts, f"{kind.__name__}.{name}", value.func))


def test_everything_is_derived_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    """Each value of the plan is derived once, from the checks to the files and the checklist."""
    counts: Counter[str] = Counter()
    _count(counts, monkeypatch)
    app = MeshApp(outdir=tmp_path)
    api = LlmApiMesh(app, "chat", **OPTIONS)
    app.synth()
    assert api.checklist

    targets, backends, leaves, callers, legs = 2, 3, 3, 2, 2
    several = {
        "allowed": targets,
        "derive_policies": leaves,
        "spread": backends,
        "in_mesh_routes": callers,
        "leg_routes": legs,
        # What isn't public, the list of models, and the refusals.
        "direct_response_routes": 3,
        # The twins of the gateway's routes.
        "with_twins": 1,
    }
    streams = counts.pop("split_streams", 0)
    assert streams <= len(api.plan.routes.gateway)
    assert counts == Counter({name: several.get(name, 1) for name in counts})
    assert {"Plan.legs", "Settings.budget", "Settings.retries", "EnvoyPatches.retry_after"} <= counts.keys()


def test_the_patches_name_the_envoy_filters() -> None:
    """An EnvoyFilter is written if and only if the plan has patches under its name."""
    api = LlmApiMesh(MeshApp(), "chat", **OPTIONS)
    wanted = {purpose for purpose in NAMES if getattr(api.plan.patches, purpose.replace("-", "_"))}
    assert wanted == set(api.envoy_filters) == set(NAMES)


def test_the_printed_plan_names_every_envoy_filter() -> None:
    """No EnvoyFilter comes or goes without a change of the printed plan."""
    assert list(envoy_filters(Plan(LlmApiMesh(MeshApp(), "chat", **OPTIONS).spec).patches)) == list(NAMES)


def test_nothing_is_derived_before_it_is_needed() -> None:
    """A new plan holds the specification alone."""
    api = LlmApiMesh(MeshApp(), "chat", **OPTIONS)
    assert vars(Plan(api.spec)) == {"spec": api.spec}


def test_targets_of_one_backend_share_its_names() -> None:
    """The objects of a backend are named after it, and not after one of its targets."""
    pool = Pool(name="llama", selector={"app": "llama"}, target_port=8080)
    models = [Model(name=name, backend=pool) for name in ("a", "b")]
    plan = LlmApiMesh(
        MeshApp(), "chat", namespace="ai", hosts=["chat.example.com"], models=models, gateway=LLM_GATEWAY
    ).plan
    assert [target.objects for target in plan.targets] == ["llama", "llama"]
    assert [target.names.routes for target in plan.targets] == ["llm/ai/chat/a", "llm/ai/chat/b"]
    assert [target.names.id_suffix for target in plan.backends] == ["-a"]


def test_a_failover_s_backends_are_targets() -> None:
    """Each backend of a failover is a target with its own names."""
    plan = LlmApiMesh(MeshApp(), "chat", **OPTIONS).plan
    target, _ = plan.targets
    names = [(leaf.objects, leaf.names.leg, leaf.names.field) for leaf in target.leaves]
    assert names == [
        ("chat", "pool", "backend.backends[0]"),
        ("chat", "openai", "backend.backends[1]"),
    ]
    assert [isinstance(leaf, Target) and leaf.failover for leaf in target.leaves] == [None, None]
