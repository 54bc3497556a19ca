"""What an API needs of its gateway is refused where the gateway doesn't have it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from llm_api_mesh import (
    ALL_POOL_USERS,
    Budget,
    ConsistentHash,
    Cookie,
    Ejection,
    Failover,
    FaultDrill,
    Gateway,
    GatewayProvider,
    GatewayRef,
    KeyFromFile,
    LeastRequest,
    LlmApiMesh,
    LlmGateway,
    LlmGatewayRef,
    Match,
    MeshApp,
    Model,
    ModelFromBody,
    ModelFromHeader,
    ModelFromPath,
    OpenAI,
    Passthrough,
    PlainHttp,
    Pool,
    ProviderRef,
    Retries,
    Route,
    ServiceRef,
    Version,
)
from support.apps import PLAIN_GATEWAY, Refusal, api, refused
from support.callers import open_unless_asking

AZURE = ProviderRef(provider="azure", model="gpt-4o-mini")
TWO = [Version(name="v1", weight=90), Version(name="v2", weight=10)]


def pool(**fields: Any) -> Pool:
    return Pool(**{"selector": {"app": "chat"}, "target_port": 8080, **fields})


POOL = pool()
THEIRS = ServiceRef(name="llama", namespace="models", port=8000)


def ref(**fields: Any) -> LlmGatewayRef:
    return LlmGatewayRef(namespace="llm-gateway", name="llm", **fields)


def sticky(**key: Any) -> Pool:
    return pool(load_balancer=ConsistentHash(**key), versions=TWO)


LACKING: dict[str, tuple[dict[str, Any], str]] = {
    "a host of another namespace": (
        {"gateway": ref(hosts={"other": ["chat.example.com"]})},
        (
            'hosts[0]: got "chat.example.com", which the LLM gateway "llm" doesn\'t serve '
            'for namespace "ai". The platform\'s team can add it to hosts["ai"] in the LlmGateway. '
            "If the gateway has it already, update LlmGatewayRef. "
            "Allowed: a host that the gateway "
            "serves for the API's namespace, "
            "which has no host. [gateway-host]"
        ),
    ),
    "a provider that isn't there": (
        {"gateway": ref(providers={"openai": ["ai"]}), "backend": AZURE},
        (
            'backend.provider: got "azure", which the LLM gateway "llm" doesn\'t have. '
            'The platform\'s team can add "azure" with namespaces=["ai"] to providers in the LlmGateway. '
            "If the gateway has it already, update LlmGatewayRef. "
            "Allowed: a provider that the "
            'namespace may use: "openai". [gateway-lacks]'
        ),
    ),
    "a provider of others": (
        {"gateway": ref(providers={"azure": ["research"]}), "backend": AZURE},
        (
            'backend.provider: got "azure", which the LLM gateway "llm" doesn\'t offer to '
            'namespace "ai". The platform\'s team can add "ai" to providers["azure"].namespaces in the LlmGateway. '
            "If the gateway has it already, update LlmGatewayRef. "
            "Allowed: no provider, because the gateway has none for the namespace. "
            "[gateway-lacks]"
        ),
    ),
    "a pool of others": (
        {"gateway": ref(pool_users={"models": ["bi"]}), "backend": THEIRS},
        (
            'backend.namespace: got "models", whose Services the LLM gateway "llm" doesn\'t offer to namespace "ai". '
            'The platform\'s team can add "ai" to pool_users["models"] in the LlmGateway. If the gateway has it '
            "already, update LlmGatewayRef. Allowed: a Service of the API's namespace, "
            "or of one whose Services the API's namespace may use. [gateway-lacks]"
        ),
    ),
    "a pool of others in a failover": (
        {"gateway": ref(pool_users={}), "backend": Failover(backends=[POOL, THEIRS])},
        (
            'backend.backends[llama].namespace: got "models", whose Services the LLM gateway "llm" doesn\'t offer to '
            'namespace "ai". The platform\'s team can add "ai" to pool_users["models"] in the LlmGateway. If the '
            "gateway has it already, update LlmGatewayRef. Allowed: a Service of the "
            "API's namespace, or of one whose Services the API's namespace may use. [gateway-lacks]"
        ),
    ),
    "more backends than slots": (
        {
            "gateway": ref(failover_backends=2),
            "backend": Failover(backends=[POOL, AZURE, ProviderRef(provider="b", model="m")]),
        },
        (
            "backend.backends: got 3 backends. The platform's team can raise failover_backends to 3 in the LlmGateway. "
            "If the gateway has it already, update LlmGatewayRef. "
            "Allowed: at most 2, as the LLM gateway "
            '"llm" says. [gateway-lacks]'
        ),
    ),
    "an unknown limit": (
        {"gateway": ref(), "backend": Failover(backends=[POOL, AZURE], spill_per_minute=61)},
        (
            "backend.spill_per_minute: got 61. The platform's team can add it to spill_limits in the LlmGateway. "
            "If the gateway has it already, update LlmGatewayRef. Allowed: "
            'a limit that the LLM gateway "llm" has: 10, 60 or 600. [gateway-lacks]'
        ),
    ),
    "another cluster domain": (
        {"gateway": ref(), "cluster_domain": "k8s.example.org"},
        (
            'cluster_domain: got "k8s.example.org". Allowed: the cluster domain of the LLM gateway "llm", '
            '"cluster.local". '
            "[gateway-lacks]"
        ),
    ),
    "a session by another header": (
        {"gateway": ref(), "backend": sticky(header="x-user")},
        (
            'backend.versions: got header="x-user", which should choose among versions as well. Write '
            'ConsistentHash(header="x-session-id"). The platform\'s team can add "x-user" to session_headers in the '
            "LlmGateway. If the gateway has it "
            "already, update LlmGatewayRef. Allowed: a header by which the LLM "
            'gateway "llm" chooses versions: '
            "x-session-id. [gateway-lacks]"
        ),
    ),
    "keys of prompts without a bound": (
        {
            "gateway": LlmGatewayRef(namespace="istio-ingress", name="llm", max_load=None),
            "backend": pool(load_balancer=ConsistentHash(keys=["opening"])),
        },
        (
            'backend.load_balancer.keys: got keys of prompts at the LLM gateway "llm", which doesn\'t bound the load. '
            "Add max_load=1.25 to the ConsistentHash, or use an LlmGateway with a max_load. Allowed: keys with a "
            "bound, because a key that many requests share would fill one replica. [gateway-lacks]"
        ),
    ),
    "a preset without a bound": (
        {"gateway": LlmGatewayRef(namespace="istio-ingress", name="llm", max_load=None), "preset": "agents"},
        (
            'preset: got "agents" at the LLM gateway "llm", which doesn\'t bound the load. Write '
            "load_balancer=ConsistentHash(keys=[...], max_load=1.25) in each pool, or use an LlmGateway with a "
            "max_load. Allowed: another preset, or another gateway, because a key that many requests share would fill "
            "one replica. [gateway-lacks]"
        ),
    ),
    "a header in keys by which no version is chosen": (
        {"gateway": ref(), "backend": sticky(header="x-user", keys=["header", "opening"])},
        (
            'backend.versions: got header="x-user", keys=["header", "opening"], which should choose among versions as '
            'well. Write ConsistentHash(header="x-session-id"). The platform\'s team can add '
            '"x-user" to session_headers in the LlmGateway. If the gateway has it already, update LlmGatewayRef. '
            'Allowed: a header by which the LLM gateway "llm" chooses versions: x-session-id. [gateway-lacks]'
        ),
    ),
    "Passthrough beside the gateway": (
        {
            "gateway": LlmGatewayRef(namespace="ai", name="llm"),
            "backend": pool(load_balancer=Passthrough()),
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
            "backend": pool(ejection=Ejection(max_time=timedelta(seconds=10))),
        },
        "backend.ejection.max_time: got 10s. Allowed: base_time, 30s, or longer. [field-invalid]",
    ),
}


@pytest.mark.parametrize(("changes", "text"), LACKING.values(), ids=LACKING)
def test_what_the_gateway_lacks_is_refused(refusal: Refusal, changes: dict[str, Any], text: str) -> None:
    """Each problem names the field, what the gateway offers, and what to write."""
    assert refusal(**changes) == [text]


@pytest.mark.parametrize("key", [{"cookie": Cookie(name="chat")}, {"source_ip": True}, {"query_parameter": "user"}])
def test_only_a_header_keeps_a_session_at_a_version(refusal: Refusal, key: dict[str, Any]) -> None:
    """The gateway makes the buckets of sessions from headers. With other keys, one version's replicas can be chosen."""
    (problem,) = refusal(gateway=ref(), backend=sticky(**key))
    assert problem.startswith(f"backend.versions: got {next(iter(key))}=")
    assert problem.endswith("[gateway-lacks]")


EJECTED = Ejection(max_time=timedelta(seconds=60))

PLAIN: dict[str, tuple[dict[str, Any], str, str]] = {
    "models by the body": (
        {"models": [Model(name="m", backend=pool(name="m"))]},
        "models: got models by the request's body at a plain Gateway.",
        (
            'ModelFromHeader(name="...") and ModelFromPath() work at a plain Gateway. Allowed: models by the '
            "request's body behind an LlmGateway, which reads bodies."
        ),
    ),
    "models by the body, in words": (
        {"models": [Model(name="m", backend=pool(name="m"))], "model_from": ModelFromBody()},
        "models: got models by the request's body at a plain Gateway.",
        "behind an LlmGateway, which reads bodies.",
    ),
    "usage of streams": (
        {"include_usage": True},
        "include_usage: got True at a plain Gateway.",
        "behind an LlmGateway, which writes into bodies.",
    ),
    "the time of a stream's first token": (
        {"budget": Budget(first_token=timedelta(seconds=30))},
        "budget.first_token: got 30s at a plain Gateway.",
        "behind an LlmGateway, which knows requests for streams.",
    ),
    "the longest wait that a backend asks for": (
        {"retries": Retries(longest_retry_after=timedelta(seconds=30))},
        "retries.longest_retry_after: got 30s at a plain Gateway.",
        "behind an LlmGateway, because the field needs an EnvoyFilter, which only the platform's team may add.",
    ),
    "a failover": (
        {"backend": Failover(backends=[pool(), pool(name="spare", selector={"app": "spare"})])},
        "backend: got a Failover at a plain Gateway.",
        "behind an LlmGateway, which has listeners for the backends.",
    ),
    "a failover of a model": (
        {
            "models": [
                Model(name="m", backend=Failover(backends=[pool(), pool(name="spare", selector={"app": "spare"})]))
            ],
            "model_from": ModelFromPath(),
            "backend": ...,
        },
        "models[m].backend: got a Failover at a plain Gateway.",
        "behind an LlmGateway, which has listeners for the backends.",
    ),
    "a provider of a gateway": (
        {"backend": AZURE},
        "backend: got a ProviderRef at a plain Gateway.",
        "behind an LlmGateway, which has the provider's address and key.",
    ),
    "a backend's name of a model": (
        {"backend": pool(model="Qwen/Qwen3-32B")},
        'backend.model: got "Qwen/Qwen3-32B" at a plain Gateway.',
        "behind an LlmGateway, which writes into bodies.",
    ),
    "sessions that keep their version": (
        {"backend": sticky(header="x-session-id")},
        "backend.versions: got weights beside a ConsistentHash at a plain Gateway.",
        "behind an LlmGateway, which chooses a version by the session.",
    ),
    "the longest ejection": (
        {"backend": pool(ejection=EJECTED)},
        "backend.ejection.max_time: got 60s at a plain Gateway.",
        "behind an LlmGateway, because the field needs an EnvoyFilter, which only the platform's team may add.",
    ),
    "the longest ejection of a version": (
        {"backend": pool(versions=[Version(name="v1", ejection=EJECTED)])},
        "backend.versions[v1].ejection.max_time: got 60s at a plain Gateway.",
        "behind an LlmGateway, because the field needs an EnvoyFilter, which only the platform's team may add.",
    ),
    "a limit of open requests": (
        {"backend": pool(concurrent_requests=8, replicas=2)},
        "backend.concurrent_requests: got a limit at a plain Gateway.",
        "behind an LlmGateway, which answers 429, where a plain Gateway answers 503.",
    ),
    "the callers' own balancing": (
        {"backend": pool(load_balancer=Passthrough())},
        "backend.load_balancer: got Passthrough at a plain Gateway.",
        "behind an LlmGateway, which has a DestinationRule that callers in the mesh don't see.",
    ),
    "a preset that balances by keys": (
        {"preset": "agents"},
        'preset: got "agents" at a plain Gateway.',
        "which reads the keys that the preset balances by, and bounds the load.",
    ),
    "keys that the gateway reads": (
        {
            "backend": pool(
                load_balancer=ConsistentHash(header="x-user", keys=["header", "agent_session", "opening"]),
            )
        },
        'backend.load_balancer.keys: got "agent_session" and "opening" at a plain Gateway.',
        "behind an LlmGateway, which reads bodies and bounds the load.",
    ),
    "a bound of the load": (
        {"backend": pool(load_balancer=ConsistentHash(header="x-session-id", max_load=1.5))},
        "backend.load_balancer.max_load: got 1.5 at a plain Gateway.",
        "behind an LlmGateway, because the field needs an EnvoyFilter, which only the platform's team may add.",
    ),
    "keys of a version": (
        {
            "backend": pool(
                versions=[Version(name="v1", load_balancer=ConsistentHash(keys=["prompt_cache_key"]))],
            )
        },
        'backend.versions[v1].load_balancer.keys: got "prompt_cache_key" at a plain Gateway.',
        "behind an LlmGateway, which reads bodies and bounds the load.",
    ),
    "more choices of least request": (
        {"backend": pool(load_balancer=LeastRequest(choices=8))},
        "backend.load_balancer.choices: got 8 at a plain Gateway.",
        "behind an LlmGateway, because the field needs an EnvoyFilter, which only the platform's team may add.",
    ),
}


@pytest.mark.parametrize(("changes", "text", "reason"), PLAIN.values(), ids=PLAIN)
@pytest.mark.parametrize(
    "at", [PLAIN_GATEWAY, GatewayRef(namespace="istio-ingress", name="shared")], ids=["own", "other"]
)
def test_a_plain_gateway_has_istio_s_own_features(
    refusal: Refusal, at: Gateway | GatewayRef, changes: dict[str, Any], text: str, reason: str
) -> None:
    """What only an LLM gateway can do is refused with the reason and with the way to one."""
    (found,) = refusal(gateway=at, **changes)
    assert found.startswith(f"{text} Write gateway=LlmGateway(...), or LlmGatewayRef(...) if another program declares ")
    assert found.endswith(f"{reason} [needs-llm-gateway]")


@pytest.mark.parametrize("case", PLAIN)
def test_an_llm_gateway_has_these_features(case: str, tmp_path: Path) -> None:
    """Each of them is accepted behind an LLM gateway."""
    changes, _, _ = PLAIN[case]
    app = MeshApp(outdir=tmp_path)
    given: dict[str, Any] = {key: None if value is ... else value for key, value in changes.items()}
    api(app, gateway=ref(), **given)
    app.synth()


@pytest.mark.parametrize("source", [ModelFromHeader(name="x-model"), ModelFromPath()])
def test_models_by_a_header_or_a_path_need_no_llm_gateway(
    tmp_path: Path, source: ModelFromHeader | ModelFromPath
) -> None:
    """Istio's own routes can match these."""
    app = MeshApp(outdir=tmp_path)
    api(app, models=[Model(name="m", backend=pool(name="m", selector={"app": "m"}))], model_from=source)
    app.synth()


def test_a_faulty_source_of_models_has_no_second_problem(refusal: Refusal) -> None:
    """Whether the models need an LLM gateway is known once the source is right."""
    (found,) = refusal(models=[Model(name="m", backend=pool(name="m"))], model_from=ModelFromHeader(name="a b"))
    assert found.startswith('model_from.name: got "a b".')


REMOVED: dict[str, tuple[dict[str, Any], str]] = {
    "a model's source": (
        {"models": [Model(name="m", backend=AZURE)], "model_from": ModelFromHeader(name="X-LLM-Upstream-Model")},
        "model_from: got x-llm-upstream-model.",
    ),
    "the API's match": ({"match": Match(headers={"x-llm-leg": ""})}, "match: got x-llm-leg."),
    "a route": (
        {"backend": pool(versions=TWO), "routes": [Route(name="a", headers={"X-LLM-Spill": "10"}, version="v2")]},
        "routes[a]: got x-llm-spill.",
    ),
    "a drill": (
        {"drills": [FaultDrill(name="a", headers={"x-llm-from": "a"}, abort_status=503)]},
        "drills[a]: got x-llm-from.",
    ),
}


@pytest.mark.parametrize(("changes", "text"), REMOVED.values(), ids=REMOVED)
def test_a_header_that_the_gateway_removes_selects_nothing(
    refusal: Refusal, tmp_path: Path, changes: dict[str, Any], text: str
) -> None:
    """No request would meet the condition behind an LLM gateway. At a plain Gateway it is a header like others."""
    (found,) = refusal(gateway=ref(), **changes)
    assert found == (
        f"{text} Allowed: another header, because the LLM gateway removes this one from the requests of clients. "
        "[header-name]"
    )
    app = MeshApp(outdir=tmp_path / "plain")
    api(
        app,
        **{**changes, "models": [Model(name="m", backend=pool(name="m", selector={"app": "m"}))]}
        if "models" in changes
        else changes,
    )
    app.synth()


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
    return LlmGateway(app, "llm", **open_unless_asking({**keywords, **changes}))


def test_the_gateway_of_the_same_program_is_checked(tmp_path: Path) -> None:
    """The construct itself says what it offers."""

    def declare(app: MeshApp) -> None:
        api(app, "code", gateway=gateway(app), backend=AZURE)

    found = [(problem.api, problem.path, problem.code) for problem in refused(declare, tmp_path)]
    assert found == [("code", "backend.provider", "gateway-lacks"), ("code", "hosts[0]", "gateway-host")]


def test_the_pools_of_the_gateway_of_the_same_program_are_checked(tmp_path: Path) -> None:
    """Also if the reference of the API doesn't say who may use which pools."""

    def declare(app: MeshApp) -> None:
        gateway(app, hosts={"ai": ["chat.example.com"], "bi": ["bi.example.com"]}, pool_users={"models": ["bi"]})
        api(app, gateway=ref(), backend=THEIRS)

    found = [(problem.api, problem.path, problem.code) for problem in refused(declare, tmp_path)]
    assert found == [("chat", "backend.namespace", "gateway-lacks")]


def test_pools_of_others_are_closed_by_default(tmp_path: Path) -> None:
    """Whatever the reference of the API promises."""

    def declare(app: MeshApp) -> None:
        gateway(app)
        api(app, gateway=ref(pool_users=ALL_POOL_USERS), backend=THEIRS)

    found = [(problem.api, problem.path, problem.code) for problem in refused(declare, tmp_path)]
    assert found == [("chat", "backend.namespace", "gateway-lacks")]


@pytest.mark.parametrize(
    "options",
    [
        {"gateway": ref(pool_users={"models": ["ai"]})},
        {"gateway": ref(pool_users=ALL_POOL_USERS)},
        {"gateway": ref()},
        {"gateway": LlmGatewayRef(namespace="ai", name="llm", pool_users={})},
        {"gateway": ref(pool_users={}), "backend": ServiceRef(name="llama", namespace="ai", port=8000)},
        {"gateway": ref(pool_users={}), "backend": POOL},
    ],
    ids=["listed", "everyone", "unknown", "the gateway's namespace", "its own namespace", "a pool"],
)
def test_a_pool_that_the_namespace_may_use(tmp_path: Path, options: dict[str, Any]) -> None:
    """A namespace needs no entry for its own pools, and the gateway's namespace needs none at all."""
    app = MeshApp(outdir=tmp_path / "dist")
    api(app, **{"backend": THEIRS, **options})
    app.synth()


def test_a_reference_that_differs_from_the_gateway_is_refused(tmp_path: Path) -> None:
    """If the app has the gateway, a reference can't promise what the gateway lacks; a problem comes once."""
    two = Failover(backends=[POOL, ProviderRef(provider="openai", model="m")], spill_per_minute=7)

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
    two = Failover(backends=[POOL, ProviderRef(provider="openai", model="m")], spill_per_minute=7)

    def declare(app: MeshApp) -> None:
        gateway(app)
        api(app, gateway=ref(spill_limits=[7]), backend=two)

    found = [(problem.path, problem.given, problem.code) for problem in refused(declare, tmp_path)]
    assert found == [("backend.spill_per_minute", "7", "gateway-lacks")]


def test_a_refused_gateway_gives_its_apis_no_problems(tmp_path: Path) -> None:
    """The problems of the gateway are those that are reported."""

    def declare(app: MeshApp) -> None:
        faulty = gateway(app, hosts={"ai": ["Chat.example.com"]}, spill_limits=[7], failover_backends=4)
        many: list[Any] = [POOL, *(ProviderRef(provider=name, model="m") for name in "abc")]
        LlmApiMesh(
            app,
            "chat",
            namespace="ai",
            hosts=["chat.example.com"],
            gateway=faulty,
            models=[Model(name="m", backend=Failover(backends=many, spill_per_minute=7))],
        )

    assert {problem.api for problem in refused(declare, tmp_path)} == {"llm"}
