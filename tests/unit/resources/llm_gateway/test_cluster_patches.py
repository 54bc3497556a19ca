"""What the gateway changes in clusters."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from llm_api_mesh import ExistingPods
from support.llm_gateways import patches, written


def upstream_filters(patch: dict[str, Any]) -> list[dict[str, Any]]:
    (options,) = patch["patch"]["value"]["typed_extension_protocol_options"].values()
    found: list[dict[str, Any]] = options["http_filters"]
    return found


def test_a_cluster_holds_a_whole_body(tmp_path: Path) -> None:
    """A body that is rewritten is held whole, beside the head of its request."""
    buffers, *_ = patches(written(tmp_path, max_request_bytes=2**21), "llm-clusters")
    assert buffers["match"] == {"context": "GATEWAY"}
    assert buffers["patch"]["value"] == {"per_connection_buffer_limit_bytes": 2**21 + 64 * 1024}


@pytest.mark.parametrize(("load", "factor"), [({}, 125), ({"max_load": 1.1}, 110), ({"max_load": 2}, 200)])
def test_the_load_of_each_replica_is_bounded(tmp_path: Path, load: dict[str, Any], factor: int) -> None:
    """One patch bounds the load in all clusters; only those with a hash read it."""
    (bound,) = [one for one in patches(written(tmp_path, **load), "llm-clusters") if _bound(one)]
    assert bound["match"] == {"context": "GATEWAY"}
    assert _bound(bound) == {"consistent_hashing_lb_config": {"hash_balance_factor": factor}}


def test_neighbours_hashes_have_no_bound(tmp_path: Path) -> None:
    """On shared pods, the clusters of all other hosts stay as they are; and a gateway may have no bound at all."""
    pods = ExistingPods(selector={"istio": "ingressgateway"}, service_account="istio-ingressgateway", shared=True)
    both: list[dict[str, Any]] = [{"pods": pods}, {"max_load": None}]
    for number, changes in enumerate(both):
        found = written(tmp_path / f"{number}", **changes)
        assert not any(_bound(one) for one in patches(found, "llm-clusters"))


def _bound(patch: dict[str, Any]) -> Any:
    return patch["patch"].get("value", {}).get("common_lb_config")


def test_a_bound_leaves_out_the_clusters_of_inference_pools(tmp_path: Path) -> None:
    """Envoy refuses both in one cluster, and istiod sends these clusters to all gateways. Others stay."""
    bounded, free = (
        [one for one in patches(written(tmp_path / f"{load}", max_load=load), "llm-clusters") if _removes(one)]
        for load in (1.25, None)
    )
    (removed,) = bounded
    assert removed["match"] == {"context": "GATEWAY", "cluster": {"portNumber": 54321}}
    assert not free


def _removes(patch: dict[str, Any]) -> bool:
    return bool(patch["patch"]["operation"] == "REMOVE")


def test_a_second_hop_knows_whose_route_led_there(tmp_path: Path) -> None:
    """On the way to each list of slots, the gateway writes the VirtualService into a header, in place of any other."""
    found = patches(written(tmp_path, failover_backends=3), "llm-clusters")
    lists = [one for one in found if "service" in one["match"].get("cluster", {})]
    hosts = [one["match"]["cluster"]["service"] for one in lists]
    assert hosts == [f"llm-failover-{number}.llm-gateway.svc.cluster.local" for number in (2, 3)]
    for one in lists:
        stamp, codec = upstream_filters(one)
        assert codec["name"] == "envoy.filters.http.upstream_codec"
        remove, append = stamp["typed_config"]["mutations"]["request_mutations"]
        assert remove == {"remove": "x-llm-from"}
        header = {"key": "x-llm-from", "value": "%METADATA(ROUTE:istio:config)%"}
        assert append["append"] == {"header": header, "append_action": "OVERWRITE_IF_EXISTS_OR_ADD"}
