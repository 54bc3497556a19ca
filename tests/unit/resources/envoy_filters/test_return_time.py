"""The longest time of an ejection."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from llm_api_mesh import Ejection, Failover, Pool, ProviderRef, Version
from support import documents
from support.apps import LLM_GATEWAY, Emit, Synth, api


def test_the_longest_time_is_that_of_the_host(emit: Emit) -> None:
    """Envoy would multiply the length by the number of ejections. The patch is for all versions of the Service."""
    half, whole = timedelta(seconds=30), timedelta(seconds=60)
    versions = [
        Version(name="v1", weight=100, ejection=Ejection(max_time=whole)),
        Version(name="v2", weight=0, ejection=Ejection(max_time=half)),
    ]
    backend = Pool(selector={"app": "chat"}, target_port=8080, versions=versions)
    spec = emit("EnvoyFilter", "ai.chat.return-time", backend=backend, gateway=LLM_GATEWAY)["spec"]
    assert spec["workloadSelector"]["labels"] == {"gateway.networking.k8s.io/gateway-name": "llm"}
    (patch,) = spec["configPatches"]
    assert patch["match"]["cluster"] == {"service": "chat.ai.svc.cluster.local"}
    assert patch["patch"]["value"] == {"outlier_detection": {"max_ejection_time": "60s"}}


def test_the_patch_is_only_there_on_request(synth: Synth) -> None:
    """Without `max_time` nothing is patched, in front of another backend as well: patches belong to the platform."""
    options: dict[str, Any] = {"gateway": LLM_GATEWAY}
    pool = Pool(selector={"app": "chat"}, target_port=8080)
    both = Failover(backends=[pool, ProviderRef(provider="openai", model="gpt-4o-mini")])
    files = synth(lambda app: api(app, backend=both, **options))
    assert list(files) == ["chat.k8s.yaml"]
    assert "EnvoyFilter" not in {one["kind"] for one in documents.load(files["chat.k8s.yaml"])}
