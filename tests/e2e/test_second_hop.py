"""The gateway's second hop to the backends of a failover: whose routes it has, and what passes there again."""

from __future__ import annotations

from pathlib import Path

from e2e.folders import MUTUAL_EVERYWHERE
from e2e.legs import HOST, NAME, failover, pools
from e2e.meshes import applied
from lab.environment import Lab

import pytest
import yaml


def _intruder(namespace: str, host: str) -> str:
    """A route of somebody's on the listener of the first backend, where no token and no policy is asked for."""
    route = {
        "match": [{"headers": {"x-intruder": {"exact": "1"}}}],
        "directResponse": {"status": 299},
    }
    return yaml.safe_dump(
        {
            "apiVersion": "networking.istio.io/v1",
            "kind": "VirtualService",
            "metadata": {"name": "intruder", "namespace": namespace},
            "spec": {"hosts": [host], "gateways": [f"{NAME}/{NAME}-pool"], "http": [route]},
        }
    )


@pytest.mark.parametrize("host", [HOST, "*.example.com", "*"])
def test_no_other_namespace_has_a_route_on_it(lab: Lab, tmp_path: Path, host: str) -> None:
    """The listener's hosts are for the mesh's namespace, whose own routes, this same one included, are served."""
    answers = {}
    for namespace in ("intruder", NAME):
        intruder = tmp_path / f"{namespace}.yaml"
        intruder.write_text(_intruder(namespace, host))
        lab.apply(intruder)  # before the mesh, since of routes that match the older one is taken
        try:
            with applied(lab, tmp_path, NAME, hosts=[host], backend=failover()), pools(lab) as (first, _second):
                answers[namespace] = lab.call(host=HOST, body={}, headers={"x-intruder": "1"}, count=2).statuses()
                assert lab.call(host=HOST, body={}, count=2).replicas() == {"legs-0-0": 2}
                first.replica(0).refuse(429)
                assert lab.call(host=HOST, body={}, count=2).replicas() == {"legs-1-0": 2}
        finally:
            lab.delete(intruder)
    assert answers == {"intruder": {200: 2}, NAME: {299: 2}}


def test_a_mesh_where_mutual_tls_is_the_rule(lab: Lab, tmp_path: Path) -> None:
    """The way from the gateway to itself stays plain, whatever everybody else's hosts are asked by."""
    lab.apply(MUTUAL_EVERYWHERE)
    try:
        with applied(lab, tmp_path, NAME, backend=failover()), pools(lab) as (first, _second):
            assert lab.call(host=HOST, body={}, count=2).replicas() == {"legs-0-0": 2}
            first.replica(0).refuse(429)
            assert lab.call(host=HOST, body={}, count=2).replicas() == {"legs-1-0": 2}
            clusters = lab.gateway.clusters()
            plain = {name for name, cluster in clusters.items() if "transport_socket" not in cluster}
            assert f"outbound|80||failover.{NAME}.{NAME}.llm-api-mesh.internal" in plain
            assert "transport_socket" in clusters["outbound|443||kubernetes.default.svc.cluster.local"]
    finally:
        lab.delete(MUTUAL_EVERYWHERE)
