"""A configuration that Envoy rejects, or that istiod refuses, is noticed and has no effect."""

from __future__ import annotations

import pytest

from e2e.support.folders import BROKEN
from lab.apps.app import App
from lab.environment import Lab
from lab.errors import RefusedError, RejectedError

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


def test_a_patch_that_istiod_cannot_parse_is_refused(lab: Lab) -> None:
    """The API server asks istiod, which would otherwise drop the patch and only write that to its log."""
    with pytest.raises(RefusedError, match="Any JSON doesn't have '@type'"):
        lab.apply(BROKEN / "refused-by-istiod.yaml")
