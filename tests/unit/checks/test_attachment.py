"""What an API needs of its gateway is refused where the gateway doesn't have it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from llm_api_mesh import (
    ConsistentHash,
    Ejection,
    Failover,
    GatewayProvider,
    KeyFromEnvironment,
    KeyFromFile,
    LlmApiMesh,
    LlmGateway,
    LlmGatewayRef,
    MeshApp,
    Model,
    OpenAI,
    Passthrough,
    PlainHttp,
    Pool,
    ProviderRef,
    Version,
)
from support.apps import Refusal, api, refused

AZURE = ProviderRef(provider="azure")
POOL = Pool(selector={"app": "chat"}, target_port=8080)
TWO = [Version(name="v1", weight=90), Version(name="v2", weight=10)]


def ref(**fields: Any) -> LlmGatewayRef:
    return LlmGatewayRef(namespace="llm-gateway", name="llm", **fields)


def sticky(**key: Any) -> Pool:
    return Pool(selector={"app": "chat"}, target_port=8080, load_balancer=ConsistentHash(**key), versions=TWO)


LACKING: dict[str, tuple[dict[str, Any], str]] = {
    "a host of another namespace": (
        {"gateway": ref(hosts={"other": ["chat.example.com"]})},
        (
            'hosts[0]: got "chat.example.com", which the LLM gateway "llm" doesn\'t serve '
            'for namespace "ai". Add it to the '
            'gateway: hosts={"ai": ["chat.example.com"]}. Allowed: a host that the gateway '
            "serves for the API's namespace, "
            "which has no host. [gateway-host]"
        ),
    ),
    "a provider that isn't there": (
        {"gateway": ref(providers={"openai": ["ai"]}), "backend": AZURE},
        (
            'backend.provider: got "azure", which the LLM gateway "llm" doesn\'t have. '
            "Allowed: a provider that the "
            'namespace may use: "openai". [gateway-lacks]'
        ),
    ),
    "a provider of others": (
        {"gateway": ref(providers={"azure": ["research"]}), "backend": AZURE},
        (
            'backend.provider: got "azure", which the LLM gateway "llm" doesn\'t offer to '
            'namespace "ai". Ask the gateway\'s '
            "team to add the namespace to the provider. Allowed: a provider that the namespace may use: none. "
            "[gateway-lacks]"
        ),
    ),
    "more backends than slots": (
        {"gateway": ref(failover_backends=2), "backend": Failover(backends=[POOL, AZURE, ProviderRef(provider="b")])},
        (
            "backend.backends: got 3 backends. Set failover_backends of the gateway. "
            "Allowed: at most 2, as the LLM gateway "
            '"llm" says. [gateway-lacks]'
        ),
    ),
    "an unknown limit": (
        {"gateway": ref(), "backend": Failover(backends=[POOL, AZURE], spill_per_minute=61)},
        (
            "backend.spill_per_minute: got 61. Choose one of them, or add this one to "
            "spill_limits of the gateway. Allowed: "
            'a limit that the LLM gateway "llm" has: 10, 60 or 600. [gateway-lacks]'
        ),
    ),
    "a session by another header": (
        {"gateway": ref(), "backend": sticky(header="x-user")},
        (
            "backend.versions: got header='x-user', which should choose among versions as well. Write "
            'ConsistentHash(header="x-session-id"). Allowed: a header by which the LLM '
            'gateway "llm" chooses versions: '
            "x-session-id. [gateway-lacks]"
        ),
    ),
    "a provider with a key": (
        {"gateway": ref(), "backend": OpenAI(api_key=KeyFromEnvironment(variable="KEY"))},
        (
            'backend: got OpenAI, whose key is the gateway\'s. Declare it by LlmGateway(providers={"openai": '
            'GatewayProvider(...)}), and write ProviderRef(provider="openai"). Allowed: a Pool or a ProviderRef. '
            "[gateway-lacks]"
        ),
    ),
    "a limit of bodies": (
        {"gateway": ref(), "max_prompt_bytes": 2**21},
        (
            "max_prompt_bytes: got 2097152. Remove it. Allowed: max_request_bytes of the LLM "
            "gateway, which is for all APIs. "
            "[field-without-effect]"
        ),
    ),
    "Passthrough beside the gateway": (
        {
            "gateway": LlmGatewayRef(namespace="ai", name="llm"),
            "backend": Pool(selector={"app": "chat"}, target_port=8080, load_balancer=Passthrough()),
        },
        (
            "backend.load_balancer: got Passthrough in the gateway's own namespace. Allowed: "
            "another namespace, because "
            "gateway and callers have different DestinationRules. [gateway-lacks]"
        ),
    ),
    "an ejection that ends before its time": (
        {
            "gateway": ref(),
            "backend": Pool(
                selector={"app": "chat"}, target_port=8080, ejection=Ejection(max_time=timedelta(seconds=10))
            ),
        },
        "backend.ejection.max_time: got 10s. Allowed: base_time, 30s, or longer. [field-invalid]",
    ),
}


@pytest.mark.parametrize(("changes", "text"), LACKING.values(), ids=LACKING)
def test_what_the_gateway_lacks_is_refused(refusal: Refusal, changes: dict[str, Any], text: str) -> None:
    """Each problem names the field, what the gateway offers, and what to write."""
    assert refusal(**changes) == [text]


PLAIN: dict[str, tuple[dict[str, Any], str]] = {
    "a provider of a gateway": ({"backend": AZURE}, "backend: got a ProviderRef at a plain Gateway."),
    "a backend's name of a model": (
        {"backend": Pool(selector={"app": "chat"}, target_port=8080, model="Qwen/Qwen3-32B")},
        'backend.model: got "Qwen/Qwen3-32B" at a plain Gateway.',
    ),
    "usage of streams": ({"include_usage": True}, "include_usage: got True at a plain Gateway."),
    "the longest ejection": (
        {
            "backend": Pool(
                selector={"app": "chat"}, target_port=8080, ejection=Ejection(max_time=timedelta(seconds=60))
            )
        },
        "backend.ejection.max_time: got a time at a plain Gateway.",
    ),
}


@pytest.mark.parametrize(("changes", "text"), PLAIN.values(), ids=PLAIN)
def test_a_plain_gateway_has_istio_s_own_features(refusal: Refusal, changes: dict[str, Any], text: str) -> None:
    """What changes bodies or needs a key is refused with the way to an LLM gateway."""
    (found,) = refusal(**changes)
    assert found.startswith(f"{text} Write gateway=LlmGateway(...), or LlmGatewayRef(...) if another program declares ")
    assert found.endswith("[needs-llm-gateway]")


def test_what_isn_t_known_isn_t_checked(tmp_path: Path) -> None:
    """A reference without hosts and providers accepts all of them."""
    app = MeshApp(outdir=tmp_path)
    api(app, gateway=ref(), backend=AZURE)
    app.synth()


def gateway(app: MeshApp, **changes: Any) -> LlmGateway:
    openai = OpenAI(api_key=KeyFromFile(path="/run/secrets/openai/key.yaml"))
    keywords: dict[str, Any] = {
        "namespace": "llm-gateway",
        "hosts": {"ai": ["chat.example.com"]},
        "http": PlainHttp(),
        "providers": {"openai": GatewayProvider(provider=openai, namespaces=["ai"], secret="openai")},  # noqa: S106
    }
    return LlmGateway(app, "llm", **{**keywords, **changes})


def test_the_gateway_of_the_same_program_is_checked(tmp_path: Path) -> None:
    """The construct itself says what it offers."""

    def declare(app: MeshApp) -> None:
        api(app, "code", gateway=gateway(app), backend=AZURE)

    found = [(problem.mesh, problem.path, problem.code) for problem in refused(declare, tmp_path)]
    assert found == [("code", "backend.provider", "gateway-lacks"), ("code", "hosts[0]", "gateway-host")]


def test_a_reference_that_differs_from_the_gateway_is_refused(tmp_path: Path) -> None:
    """If the app has the gateway, a reference can't promise what the gateway lacks; a problem comes once."""
    two = Failover(backends=[POOL, ProviderRef(provider="openai")], spill_per_minute=7)

    def declare(app: MeshApp) -> None:
        gateway(app)
        api(app, gateway=ref(spill_limits=[7], providers={"azure": ["ai"]}), backend=two)

    found = [(problem.path, problem.given) for problem in refused(declare, tmp_path)]
    assert found == [
        (
            "backend.backends[1].provider",
            '"openai", which the LLM gateway "llm" doesn\'t have',
        ),
    ]


def test_a_reference_that_promises_too_much_is_refused(tmp_path: Path) -> None:
    """The limits of the declared gateway hold."""
    two = Failover(backends=[POOL, ProviderRef(provider="openai")], spill_per_minute=7)

    def declare(app: MeshApp) -> None:
        gateway(app)
        api(app, gateway=ref(spill_limits=[7]), backend=two)

    found = [(problem.path, problem.given, problem.code) for problem in refused(declare, tmp_path)]
    assert found == [("backend.spill_per_minute", "7", "gateway-lacks")]


def test_a_refused_gateway_gives_its_apis_no_problems(tmp_path: Path) -> None:
    """The problems of the gateway are those that are reported."""

    def declare(app: MeshApp) -> None:
        faulty = gateway(app, hosts={"ai": ["Chat.example.com"]}, spill_limits=[7], failover_backends=4)
        many: list[Any] = [POOL, *(ProviderRef(provider=name) for name in "abc")]
        LlmApiMesh(
            app,
            "chat",
            namespace="ai",
            hosts=["chat.example.com"],
            gateway=faulty,
            models=[Model(name="m", backend=Failover(backends=many, spill_per_minute=7))],
        )

    assert {problem.mesh for problem in refused(declare, tmp_path)} == {"llm"}
