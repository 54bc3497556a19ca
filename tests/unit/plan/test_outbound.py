"""What the pods of an API may call."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from llm_api_mesh import Failover, MeshApp, Model, Outbound, Pool, ServiceRef
from support.apps import LLM_GATEWAY, Emit, Refusal, api
from support.specs import pool

WEIGHTS = Outbound(hosts=["huggingface.co", "cdn-lfs.huggingface.co", "huggingface.co"], namespaces=["minio", "ai"])


def sidecars(**changes: Any) -> list[tuple[str, dict[str, str]]]:
    """Return the names of an API's Sidecars, and their selectors."""
    plan = api(MeshApp(), **{"outbound": Outbound(), **changes}).plan.outbound
    assert plan
    return [(one.object_name, dict(one.selector)) for one in plan.sidecars]


def test_by_default_nothing_is_written(tmp_path: Path) -> None:
    """The pods may call what the mesh allows."""
    app = MeshApp(outdir=tmp_path)
    built = api(app)
    app.synth()
    assert built.plan.outbound is None
    assert (dict(built.sidecars), built.outbound_hosts) == ({}, None)
    assert "Sidecar" not in (tmp_path / "chat.k8s.yaml").read_text()


def test_what_is_written(emit: Emit) -> None:
    """The Sidecar is for the API's pods only; the ServiceEntry isn't for gateways."""
    assert emit("Sidecar", outbound=WEIGHTS)["spec"] == {
        "workloadSelector": {"labels": {"app": "chat"}},
        "outboundTrafficPolicy": {"mode": "REGISTRY_ONLY"},
        "egress": [{"hosts": ["./*", "istio-system/*", "minio/*"]}],
    }
    assert emit("ServiceEntry", outbound=WEIGHTS)["spec"] == {
        "hosts": ["cdn-lfs.huggingface.co", "huggingface.co"],
        "exportTo": ["."],
        "location": "MESH_EXTERNAL",
        "resolution": "DNS",
        "ports": [{"name": "tls", "number": 443, "protocol": "TLS"}],
    }


def test_the_objects_are_attributes(tmp_path: Path) -> None:
    """The Sidecars have the names of their Services, and the ServiceEntry that of the API."""
    app = MeshApp(outdir=tmp_path)
    built = api(app, outbound=WEIGHTS)
    app.synth()
    assert list(built.sidecars) == ["chat"]
    assert built.outbound_hosts is not None
    assert built.outbound_hosts.name == "chat-outbound"


def test_without_hosts_there_is_no_service_entry(tmp_path: Path) -> None:
    """The pods then call Services only."""
    app = MeshApp(outdir=tmp_path)
    built = api(app, outbound=Outbound())
    app.synth()
    assert built.outbound_hosts is None
    assert list(built.sidecars) == ["chat"]


def test_each_set_of_pods_has_one_sidecar() -> None:
    """Istio takes one of two Sidecars that select a pod, so the one with fewer labels is enough."""
    first, second = pool(name="first"), pool(name="second", selector={"app": "second"})
    narrow = pool(name="narrow", selector={"app": "chat", "tier": "gold"})
    backend = Failover(backends=[narrow, first, second])
    found = sidecars(gateway=LLM_GATEWAY, backend=backend)
    assert found == [("first", {"app": "chat"}), ("second", {"app": "second"})]
    same = Failover(backends=[pool(name="one"), pool(name="two", port=81)])
    assert sidecars(gateway=LLM_GATEWAY, backend=same) == [("one", {"app": "chat"})]


def test_a_service_of_others_has_no_sidecar() -> None:
    """Its pods have labels that the API doesn't know."""
    models = [Model(name="shared", backend=ServiceRef(name="shared", port=80))]
    assert sidecars(gateway=LLM_GATEWAY, backend=pool(), models=models) == [("chat", {"app": "chat"})]


REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "no pool": (
        {"backend": ServiceRef(name="shared", port=80), "outbound": Outbound()},
        "outbound: got outbound without a Pool",
    ),
    "a wildcard": (
        {"outbound": Outbound(hosts=["*.hf.co"])},
        'outbound.hosts[0]: got "*.hf.co". List the hosts. Allowed: whole names',
    ),
    "every host": ({"outbound": Outbound(hosts=["*"])}, 'outbound.hosts[0]: got "*". List the hosts.'),
    "a Service": (
        {"outbound": Outbound(hosts=["minio.storage.svc.cluster.local"])},
        'outbound.hosts[0]: got "minio.storage.svc.cluster.local". Write namespaces=["storage"]',
    ),
    "a URL": (
        {"outbound": Outbound(hosts=["https://huggingface.co/models"])},
        'outbound.hosts[0]: got "https://huggingface.co/models". Write "huggingface.co".',
    ),
    "an address": ({"outbound": Outbound(hosts=["10.0.0.1"])}, 'outbound.hosts[0]: got "10.0.0.1"'),
    "a namespace": ({"outbound": Outbound(namespaces=["*"])}, 'outbound.namespaces[0]: got "*"'),
}


@pytest.mark.parametrize("name", REFUSED)
def test_is_refused(refusal: Refusal, name: str) -> None:
    """What has no effect, or would let a pod choose an address."""
    changes, message = REFUSED[name]
    assert any(problem.startswith(message) for problem in refusal(**changes)), refusal(**changes)


def test_a_pool_of_a_model_is_enough() -> None:
    """An API without a backend of its own has pods as well."""
    models = [Model(name="llama", backend=Pool(selector={"app": "llama"}, target_port=8000))]
    found = sidecars(gateway=LLM_GATEWAY, backend=None, models=models)
    assert [labels for _, labels in found] == [{"app": "llama"}]
