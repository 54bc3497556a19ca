"""The settings in force: the preset's, with what the user sets."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, get_args

import pytest

from llm_api_mesh import (
    Budget,
    ConsistentHash,
    Ejection,
    LeastRequest,
    LlmApiMesh,
    MeshApp,
    Model,
    Pool,
    Retries,
    ServiceRef,
    Version,
)
from llm_api_mesh.plan.plan import Plan
from llm_api_mesh.plan.settings import Settings
from llm_api_mesh.spec.api import ApiSpec
from llm_api_mesh.spec.presets import PRESETS, Preset
from support.apps import LLM_GATEWAY, PLAIN_GATEWAY, Emit, Synth, api

SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("budget", "length"),
    [
        ({}, "2s"),
        ({"first_token": 20 * SECOND}, "2s"),
        ({"first_token": SECOND}, "500ms"),
        ({"first_token": SECOND, "quick": timedelta(milliseconds=125)}, "62ms"),
        ({"first_token": SECOND, "connect_timeout": timedelta(milliseconds=999)}, "999ms"),
        ({"connect_timeout": 5 * SECOND}, "5s"),
    ],
)
def test_a_connection_leaves_time_for_another_one(emit: Emit, budget: dict[str, timedelta], length: str) -> None:
    """By default, the time to connect is half of the shortest time to answer, and at most 2 s."""
    rule = emit("DestinationRule", "chat", budget=Budget(**budget), gateway=LLM_GATEWAY)
    assert rule["spec"]["trafficPolicy"]["connectionPool"]["tcp"]["connectTimeout"] == length


# For each field a value that no preset has.
OTHER: dict[type[Budget | Retries | Ejection], dict[str, Any]] = {
    Budget: {
        "connect_timeout": 3 * SECOND,
        "first_token": 7 * SECOND,
        "generation": 3599 * SECOND,
        "grace_period": 3600 * SECOND,
        "quick": 9 * SECOND,
        "server_keep_alive": 65 * SECOND,
        "stream_silence": 8 * SECOND,
        "whole_answer": 9 * SECOND,
    },
    Retries: {
        "attempts": 1,
        "backoff": 2 * SECOND,
        "budget_minimum": 4,
        "budget_percent": 33,
        "longest_retry_after": 3 * SECOND,
        "on": (503,),
    },
    Ejection: {
        "base_time": 11 * SECOND,
        "consecutive_gateway_errors": 9,
        "interval": 2 * SECOND,
        "max_percent": 30,
        "max_time": 60 * SECOND,
        "min_health_percent": 5,
    },
}


EACH = [(kind, name) for kind, values in OTHER.items() for name in values]


def _in_force(api: ApiSpec) -> dict[type, dict[str, Any]]:
    assert isinstance(api.backend, Pool)
    settings = Settings(api)
    ejection = settings.ejection(api.backend.ejection)
    assert ejection
    found = (settings.budget, settings.retries, ejection)
    return {type(one): {name: getattr(one, name) for name in type(one).model_fields} for one in found}


def _mesh(preset: Preset, *said: Budget | Retries | Ejection) -> ApiSpec:
    options: dict[str, Any] = {"ejection": Ejection(), **{type(one).__name__.lower(): one for one in said}}
    backend = Pool(selector={"app": "chat"}, target_port=8080, ejection=options.pop("ejection"))
    plain: dict[str, Any] = {"name": "chat", "namespace": "ai", "hosts": ["chat.example.com"], "gateway": PLAIN_GATEWAY}
    return ApiSpec(**plain, backend=backend, preset=preset, **options)


def test_every_field_is_here() -> None:
    """The table has every field."""
    assert {kind: set(values) for kind, values in OTHER.items()} == {kind: set(kind.model_fields) for kind in OTHER}


@pytest.mark.parametrize("preset", get_args(Preset))
@pytest.mark.parametrize(("kind", "name"), EACH, ids=[f"{kind.__name__}.{name}" for kind, name in EACH])
def test_every_value_can_be_overridden_alone(
    preset: Preset, kind: type[Budget | Retries | Ejection], name: str
) -> None:
    """Values that the user doesn't set are those of the preset, in the same type and in the others."""
    plain = _in_force(_mesh(preset))
    needed = {"first_token": OTHER[Budget]["first_token"]} if name == "stream_silence" else {}
    said = {**needed, name: OTHER[kind][name]}
    assert all(plain[kind][field] != value for field, value in said.items())
    # Every answer of embeddings is short.
    follows = {"quick": said["generation"]} if preset == "embeddings" and name == "generation" else {}
    assert _in_force(_mesh(preset, kind(**said))) == {**plain, kind: {**plain[kind], **said, **follows}}


@pytest.mark.parametrize("preset", get_args(Preset))
def test_a_preset_gives_times_retries_ejection_and_balancing(preset: Preset, synth: Synth) -> None:
    """An API with all of these fields has them all in force."""
    said = PRESETS[preset]
    options: dict[str, Any] = {"selector": {"app": "chat"}, "target_port": 8080}
    backend = Pool(**options, ejection=said.ejection, load_balancer=said.load_balancer)
    long: dict[str, Any] = {"backend": backend, "budget": said.budget, "retries": said.retries}
    short: dict[str, Any] = {"backend": Pool(**options), "preset": preset}
    assert synth(lambda app: api(app, gateway=LLM_GATEWAY, **long)) == synth(
        lambda app: api(app, gateway=LLM_GATEWAY, **short)
    )


def test_presets_differ() -> None:
    """Each preset has other defaults."""
    assert len({str(PRESETS[preset]) for preset in get_args(Preset)}) == len(get_args(Preset))


def test_the_balancing_of_a_preset_is_for_pools_that_have_none() -> None:
    """A pool's own load balancer stays; a version inherits that of the preset; other namespaces' Services have none."""
    own = Pool(selector={"app": "own"}, target_port=8080, load_balancer=LeastRequest(), name="own")
    version = Version(name="v1", load_balancer=ConsistentHash(keys=["opening"]))
    versions = Pool(selector={"app": "chat"}, target_port=8080, versions=[version], name="versions")
    elsewhere = ServiceRef(name="rest", namespace="other", port=80)
    backends: dict[str, Pool | ServiceRef] = {"own": own, "versions": versions, "elsewhere": elsewhere}
    models = [Model(name=name, backend=backend) for name, backend in backends.items()]
    mesh = ApiSpec(
        name="chat", namespace="ai", hosts=["chat.example.com"], gateway=LLM_GATEWAY, models=models, preset="agents"
    )
    plan = Plan(mesh)
    found = {target.names.slug: plan.policies[target].whole.load_balancer for target in plan.leaf_targets}
    keys = PRESETS["agents"].load_balancer
    assert found == {"own": LeastRequest(), "versions": keys, "elsewhere": LeastRequest()}


def test_a_version_s_ejection_is_over_the_preset_s() -> None:
    """A version's ejection also takes the preset's values if the pool has no ejection."""
    app = MeshApp()
    pool = Pool(selector={"app": "chat"}, target_port=8080, ejection=None)
    api = LlmApiMesh(
        app,
        "chat",
        namespace="ai",
        hosts=["chat.example.com"],
        gateway=PLAIN_GATEWAY,
        backend=pool,
        preset="embeddings",
    )
    found = Settings(api.spec).ejection(Ejection(consecutive_gateway_errors=2))
    assert found
    assert (found.consecutive_gateway_errors, found.base_time) == (2, 10 * SECOND)
