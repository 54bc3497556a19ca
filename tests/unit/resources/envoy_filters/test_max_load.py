"""The EnvoyFilter that bounds the load of replicas with a consistent hash."""

from __future__ import annotations

from typing import Any

import pytest

from llm_api_mesh import ConsistentHash, LeastRequest, LlmGatewayRef, Pool, Version
from support.apps import LLM_GATEWAY, Emit, Synth, api

HASHED = ConsistentHash(keys=["opening"])
LOW = ConsistentHash(keys=["opening"], max_load=1.1)
UNBOUND = LlmGatewayRef(namespace="istio-ingress", name="llm", max_load=None)


@pytest.mark.parametrize(
    ("pool", "gateway", "bounds"),
    [
        ({"load_balancer": LOW}, LLM_GATEWAY, {None: 110}),
        ({"load_balancer": LOW.model_copy(update={"max_load": 1.25})}, UNBOUND, {None: 125}),
        (
            {"load_balancer": LOW, "versions": [Version(name="v1", weight=90), Version(name="v2", weight=10)]},
            LLM_GATEWAY,
            {None: 110},
        ),
        (
            {
                "load_balancer": HASHED,
                "versions": [
                    Version(name="v1", weight=90),
                    Version(name="v2", weight=10, load_balancer=HASHED.model_copy(update={"max_load": 2.0})),
                ],
            },
            LLM_GATEWAY,
            {"v2": 200},
        ),
    ],
)
def test_the_bound_is_that_of_the_right_cluster(
    emit: Emit, pool: dict[str, Any], gateway: LlmGatewayRef, bounds: dict[str | None, int]
) -> None:
    """All clusters of a backend whose hashes are alike have one bound; otherwise each version has its own."""
    backend = Pool(selector={"app": "chat"}, target_port=8080, **pool)
    patches = emit("EnvoyFilter", "ai.chat.max-load", backend=backend, gateway=gateway)["spec"]["configPatches"]
    found = {}
    for one in patches:
        assert one["match"]["cluster"]["service"] == "chat.ai.svc.cluster.local"
        config = one["patch"]["value"]["common_lb_config"]["consistent_hashing_lb_config"]
        found[one["match"]["cluster"].get("subset")] = config["hash_balance_factor"]
    assert found == bounds


@pytest.mark.parametrize(
    ("balancer", "gateway"),
    [
        (HASHED, LLM_GATEWAY),
        (LOW.model_copy(update={"max_load": 1.25}), LLM_GATEWAY),
        (ConsistentHash(header="x-session-id"), UNBOUND),
        (LeastRequest(), LLM_GATEWAY),
    ],
)
def test_the_gateway_s_own_bound_needs_no_patch(
    synth: Synth, balancer: ConsistentHash | LeastRequest, gateway: LlmGatewayRef
) -> None:
    """The gateway has its bound already; and a header of the client's own may be without one."""
    backend = Pool(selector={"app": "chat"}, target_port=8080, load_balancer=balancer)
    (text,) = synth(lambda app: api(app, backend=backend, gateway=gateway)).values()
    assert "hash_balance_factor" not in text


def test_a_version_inherits_the_pool_s_bound(emit: Emit) -> None:
    """A version with its own algorithm and no own bound has the pool's bound."""
    own = ConsistentHash(header="x-session-id")
    versions = [Version(name="v1", weight=50), Version(name="v2", weight=50, load_balancer=own)]
    pool = own.model_copy(update={"max_load": 3.0})
    backend = Pool(selector={"app": "chat"}, target_port=8080, load_balancer=pool, versions=versions)
    (patch,) = emit("EnvoyFilter", "ai.chat.max-load", backend=backend, gateway=LLM_GATEWAY)["spec"]["configPatches"]
    assert "subset" not in patch["match"]["cluster"]
