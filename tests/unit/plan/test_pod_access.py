"""Who may reach the pods of an API."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from llm_api_mesh import (
    ALL_CALLERS,
    Caller,
    Failover,
    Gateway,
    GatewayRef,
    InferencePool,
    LlmGatewayRef,
    MeshApp,
    Model,
    PlainHttp,
    Pool,
    ProviderRef,
    ServiceRef,
)
from llm_api_mesh.plan.pod_access import PodAccess, share_pods
from support.apps import LLM_GATEWAY, Emit, Refusal, api
from support.specs import pool

KNOWN = Gateway(anonymous=True, service_account="istio-ingress/edge", http=PlainHttp())


def access(**changes: Any) -> list[PodAccess]:
    """Return the access to each pool of an API."""
    return list(api(MeshApp(), **changes).plan.pod_access.values())


@pytest.mark.parametrize(
    ("gateway", "account"),
    [
        (LLM_GATEWAY, "llm-gateway/llm-istio"),
        (LlmGatewayRef(namespace="edge", name="llm", selector={"a": "b"}, service_account="mine"), "edge/mine"),
        (KNOWN, "istio-ingress/edge"),
        (GatewayRef(namespace="a", name="b", service_account="istio-ingress/edge"), "istio-ingress/edge"),
    ],
)
def test_the_gateway_and_the_own_namespace_are_admitted(gateway: Any, account: str) -> None:
    """By default nobody else is."""
    (found,) = access(gateway=gateway)
    assert (found.service_accounts, found.namespaces, found.open_ports) == ((account,), ("ai",), ())


@pytest.mark.parametrize(
    "changes",
    [{}, {"gateway": GatewayRef(namespace="a", name="b")}, {"gateway": LLM_GATEWAY, "callers": ALL_CALLERS}],
)
def test_nobody_is_kept_out(tmp_path: Path, changes: dict[str, Any]) -> None:
    """If the API doesn't know its gateway's identity, which its pods would refuse, or if its team says so."""
    app = MeshApp(outdir=tmp_path)
    built = api(app, **changes)
    app.synth()
    assert not built.plan.pod_access
    assert built.peer_authentication is built.authorization_policy is None
    assert "security.istio.io" not in (tmp_path / "chat.k8s.yaml").read_text()


def test_named_callers_replace_the_own_namespace() -> None:
    """Each is a namespace or a service account; their order has no meaning."""
    runner = Caller(namespace="batch", service_account="runner")
    (found,) = access(gateway=KNOWN, callers=[runner, Caller(namespace="agents"), runner])
    assert found.service_accounts == ("istio-ingress/edge", "batch/runner")
    assert found.namespaces == ("agents",)
    (gateway_only,) = access(gateway=KNOWN, callers=[])
    assert (gateway_only.service_accounts, gateway_only.namespaces) == (("istio-ingress/edge",), ())


def test_each_pool_has_its_access() -> None:
    """A provider has no pods, and those of a Service that exists already have unknown labels."""
    first, second = pool(name="first"), pool(name="second", selector={"app": "second"}, open_ports=[9090, 9090])
    failover = Failover(backends=[first, second, ProviderRef(provider="openai", model="gpt")])
    service = Model(name="shared", backend=ServiceRef(name="shared", port=80))
    found = access(gateway=LLM_GATEWAY, backend=failover, models=[service])
    assert [(one.object_name, dict(one.selector), one.open_ports) for one in found] == [
        ("first", {"app": "chat"}, ()),
        ("second", {"app": "second"}, (9090,)),
    ]


def test_what_is_written(emit: Emit) -> None:
    """Both objects have fields of the connection only, so that they hold for any protocol, and in ambient mode."""
    changes: dict[str, Any] = {"gateway": KNOWN, "backend": pool(open_ports=[9090, 9091])}
    peers = emit("PeerAuthentication", **changes)["spec"]
    assert peers == {
        "selector": {"matchLabels": {"app": "chat"}},
        "mtls": {"mode": "STRICT"},
        "portLevelMtls": {"9090": {"mode": "PERMISSIVE"}, "9091": {"mode": "PERMISSIVE"}},
    }
    assert emit("AuthorizationPolicy", **changes)["spec"] == {
        "selector": {"matchLabels": {"app": "chat"}},
        "action": "ALLOW",
        "rules": [
            {
                "from": [
                    {"source": {"serviceAccounts": ["istio-ingress/edge"]}},
                    {"source": {"namespaces": ["ai"]}},
                ]
            },
            {"to": [{"operation": {"ports": ["9090", "9091"]}}]},
        ],
    }


def test_many_service_accounts(emit: Emit) -> None:
    """The API server admits sixteen in one source."""
    callers = [Caller(namespace="batch", service_account=f"runner-{number:02}") for number in range(20)]
    rules = emit("AuthorizationPolicy", gateway=KNOWN, callers=callers)["spec"]["rules"]
    sources = [one["source"]["serviceAccounts"] for one in rules[0]["from"]]
    assert [len(one) for one in sources] == [16, 5]


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        ({"a": "b"}, {"a": "b"}, True),
        ({"a": "b"}, {"a": "b", "c": "d"}, True),
        ({"a": "b", "c": "d"}, {"a": "b"}, True),
        ({"a": "b"}, {"a": "c"}, False),
        ({"a": "b"}, {"c": "d"}, False),
    ],
)
def test_which_selectors_share_pods(one: dict[str, str], other: dict[str, str], shared: bool) -> None:
    """Only those of which one includes the other certainly do."""
    assert share_pods(one, other) is shared


CALLERS = {"callers": [Caller(namespace="agents")]}
REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "unknown gateway": (CALLERS, "gateway.service_account: got callers at a gateway"),
    "open ports of an open API": ({"backend": pool(open_ports=[9090])}, "backend.open_ports: got open_ports"),
    "open API port": (
        {"gateway": KNOWN, "backend": Pool(selector={"a": "b"}, target_port=80, open_ports=[80])},
        "backend: got port 80 as target_port and in open_ports",
    ),
    "load balancer": (
        {"gateway": KNOWN, "backend": pool(service_type="LoadBalancer")},
        'backend.service_type: got "LoadBalancer"',
    ),
    "exported to others": (
        {"gateway": KNOWN, "export_to": [".", "agents", "ai"]},
        'export_to: got "agents", whose pods may not call the API. Add Caller(namespace="agents") to callers.',
    ),
    "root namespace": ({"gateway": KNOWN, "namespace": "istio-system"}, 'namespace: got "istio-system"'),
    "no pool": (
        {"gateway": KNOWN, "backend": ServiceRef(name="shared", port=80), **CALLERS},
        "callers: got callers without a Pool",
    ),
    "one pod, other ports": (
        {
            "gateway": LLM_GATEWAY,
            "backend": Failover(backends=[pool(name="one"), pool(name="two", open_ports=[9090])]),
        },
        "backend.backends[two].open_ports: got other ports than those of backend.backends[one]",
    ),
    "pods of an inference pool": (
        {
            "gateway": LLM_GATEWAY,
            "models": [Model(name="llama", backend=InferencePool(selector={"app": "chat"}, target_ports=[8000]))],
        },
        "backend: got pods of models[llama].backend, whose picker reads their metrics without mutual TLS.",
    ),
    "everyone and others": ({"gateway": KNOWN, "callers": [*ALL_CALLERS, *CALLERS["callers"]]}, "callers: got"),
    "an account of everyone": (
        {"gateway": KNOWN, "callers": [Caller(namespace="*", service_account="runner")]},
        'callers[0]: got service_account="runner" of all namespaces',
    ),
    "an account without namespace": (
        {"gateway": Gateway(anonymous=True, service_account="edge", http=PlainHttp())},
        'gateway.service_account: got "edge". Allowed: <namespace>/<name>',
    ),
    "labels without an account": (
        {"gateway": LlmGatewayRef(namespace="a", name="b", selector={"c": "d"})},
        "gateway: got selector without service_account",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_is_refused(refusal: Refusal, name: str) -> None:
    """What contradicts who may call the pods, or has no effect."""
    changes, message = REFUSED[name]
    assert any(problem.startswith(message) for problem in refusal(**changes)), refusal(**changes)


def test_everyone_may_have_what_others_may_not(tmp_path: Path) -> None:
    """An open API may have a Service with an address outside of the cluster, and routes for other namespaces."""
    app = MeshApp(outdir=tmp_path)
    outside = pool(service_type="LoadBalancer")
    api(app, gateway=LLM_GATEWAY, callers=ALL_CALLERS, backend=outside, export_to=["agents"])
    app.synth()
    assert (tmp_path / "chat.k8s.yaml").exists()
