"""A configuration that istiod passes on and Envoy refuses, or that istiod leaves out: noticed, and without effect."""

from __future__ import annotations

from e2e.support.folders import BROKEN
from lab.apps.app import App
from lab.environment import Lab
from lab.errors import RejectedError

import pytest

HOST = "api.example.com"
CLUSTER = "outbound|80||large-language-model-api.default.svc.cluster.local"


def test_a_refused_configuration_leaves_the_old_one_in_force(lab: Lab, llm_api: App) -> None:
    """The lab notices the refusal; the gateway keeps its cluster and loses no request."""
    before = lab.gateway.clusters()[CLUSTER]
    broken = BROKEN / "rejected-by-envoy.yaml"
    try:
        with pytest.raises(RejectedError, match="minimum_ring_size"):
            lab.apply(broken)
        assert lab.gateway.clusters()[CLUSTER] == before
        assert lab.call(host=HOST, count=30).replicas() == {r.name: 10 for r in llm_api.replicas}
    finally:
        lab.delete(broken)


def test_a_patch_that_istiod_leaves_out_is_noticed(lab: Lab) -> None:
    """Istiod says so in its log alone, and the proxies never hear of it."""
    dropped = BROKEN / "dropped-by-istiod.yaml"
    try:
        with pytest.raises(RejectedError, match="Any JSON doesn't have '@type'"):
            lab.apply(dropped)
    finally:
        lab.delete(dropped)
