"""The gateway's cluster of a Passthrough backend."""

from __future__ import annotations

from llm_api_mesh import (
    Passthrough,
    Pool,
)
from support.apps import Emit

PODS = {"app": "chat"}


def test_a_gateway_s_cluster_with_passthrough_knows_its_endpoints(emit: Emit) -> None:
    """The gateway's clients call the gateway's address, so that its cluster needs endpoints."""
    backend = Pool(selector=PODS, target_port=8080, load_balancer=Passthrough())
    (patch,) = emit("EnvoyFilter", "ai.chat.passthrough", backend=backend)["spec"]["configPatches"]
    assert patch["match"]["context"] == "GATEWAY"
    assert patch["patch"]["value"]["eds_cluster_config"]["service_name"] == "outbound|80||chat.ai.svc.cluster.local"
