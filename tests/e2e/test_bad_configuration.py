"""A configuration that Envoy rejects, or of which istiod drops a part, is noticed and has no effect."""

from __future__ import annotations

import pytest

from e2e.support.folders import BROKEN
from lab.apps.app import App
from lab.environment import Lab
from lab.errors import RejectedError

HOST = "api.example.com"
CLUSTER = "outbound|80||large-language-model-api.default.svc.cluster.local"


def test_a_rejected_configuration_leaves_the_old_one_in_force(lab: Lab, llm_api: App) -> None:
    """The lab notices the rejection; the gateway keeps its old cluster and loses no request."""
    before = lab.gateway.clusters()[CLUSTER]
    broken = BROKEN / "rejected-by-envoy.yaml"
    try:
        with pytest.raises(RejectedError, match="minimum_ring_size"):
            lab.apply(broken)
        assert lab.gateway.clusters()[CLUSTER] == before
        assert lab.call(host=HOST, count=30).replicas() == {r.name: 10 for r in llm_api.replicas}
    finally:
        lab.delete(broken)


def test_a_patch_that_istiod_drops_is_noticed(lab: Lab) -> None:
    """The lab notices a patch that istiod drops, although only istiod's log mentions it."""
    dropped = BROKEN / "dropped-by-istiod.yaml"
    try:
        with pytest.raises(RejectedError, match="Any JSON doesn't have '@type'"):
            lab.apply(dropped)
    finally:
        lab.delete(dropped)
