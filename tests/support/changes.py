"""APIs of every kind at an LLM gateway, each in several states, which together change every option of an API."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any

import llm_api_mesh
from llm_api_mesh import (
    ALL_CALLERS,
    ALL_PATHS,
    OPENAI_PATHS,
    Budget,
    Caller,
    ConsistentHash,
    Cookie,
    Cors,
    Ejection,
    Endpoint,
    Failover,
    FaultDrill,
    Gateway,
    Http2KeepAlive,
    InferencePool,
    InferencePoolRef,
    LeastRequest,
    LlmApiMesh,
    LlmGatewayRef,
    Locality,
    Maglev,
    Match,
    MeshApp,
    Mirror,
    Model,
    ModelFromBody,
    ModelFromHeader,
    ModelFromPath,
    Outbound,
    Passthrough,
    Picker,
    PlainHttp,
    Pool,
    ProviderRef,
    PublicPath,
    Random,
    Retries,
    RingHash,
    RoundRobin,
    Route,
    ServiceRef,
    TokenHolders,
    Version,
    WarmUp,
    ZoneAware,
)
from llm_api_mesh.spec.api import ApiSpec
from llm_api_mesh.spec.base import Spec

Keywords = Mapping[str, Any]

NAMESPACE, NEXT_NAMESPACE = "team", "team-two"
APP = {"app": "team"}
"""Labels of the pods behind all APIs that serve requests."""
ENTITLED = {"app": "entitled"}
"""Labels of the pods behind an API that some callers may not use: no API for all callers may have the same pods."""
PICKED = {"app": "picked"}
"""Labels of the pods of inference pools: no API may keep their gateway and their picker from them."""
VERSION = "v1"
PART = {"part": "one"}
"""Other labels that these pods have."""
MODEL = "llama"
PORT = 8080
PROVIDER, NEXT_PROVIDER = "azure", "mistral"
LIMITS = (60, 600)


def host_of(kind: str) -> str:
    """The host of the API of a kind."""
    return f"{kind}.example.com"


def _pool(**options: Any) -> Pool:
    return Pool(**{"selector": APP, "target_port": PORT, **options})


def _separate(name: str, **options: Any) -> Pool:
    return _pool(name=name, **options)


def _seconds(seconds: float) -> timedelta:
    return timedelta(seconds=seconds)


_V1, _V2 = Version(name=VERSION, weight=90), Version(name="v2", weight=10)
_SESSIONS = ConsistentHash(header="x-session-id")
_WARM_UP = WarmUp(duration=_seconds(30))
_LOCALITY = Locality(failover={"eu": "us"}, failover_priority=["rack"])
_EJECTION = Ejection(
    consecutive_gateway_errors=7,
    base_time=_seconds(20),
    max_time=_seconds(60),
    interval=_seconds(9),
    max_percent=40,
    min_health_percent=30,
)
_CONDITIONS: Keywords = {"method": "POST", "headers": {"x-tenant": "a"}, "query": {"tenant": "a"}}
_BY_PATH = {**_CONDITIONS, "path": "/v1/chat/completions"}
_BY_PREFIX = {**_CONDITIONS, "path_prefix": "/v1/chat/"}
_TO_V2 = [Route(name="to-v2", version="v2", **_BY_PATH)]
_COPIES = [Mirror(version="v2", percent=5)]


def _balanced() -> Iterator[Keywords]:
    """A pool, and all ways to choose one of its replicas."""
    warm = WarmUp(duration=_seconds(60), minimum_percent=20, aggression=2)
    yield {"backend": _pool()}
    yield {"backend": _pool(load_balancer=LeastRequest(choices=4, warmup=_WARM_UP), ejection=None)}
    yield {"backend": _pool(load_balancer=RoundRobin(warmup=warm), locality=_LOCALITY, ejection=_EJECTION)}
    shares = {"eu": {"eu": 80, "us": 20}}
    yield {"backend": _pool(load_balancer=Random(), locality=Locality(enabled=True, distribute=shares))}
    yield {"backend": _pool(load_balancer=Passthrough())}
    maglev = ConsistentHash(header="x-session-id", algorithm=Maglev(table_size=251))
    yield {"backend": _pool(load_balancer=maglev, locality=Locality(enabled=False))}
    cookie = Cookie(name="session", path="/", ttl=_seconds(60))
    ring = ConsistentHash(cookie=cookie, algorithm=RingHash(minimum_ring_size=64))
    yield {"backend": _pool(load_balancer=ring, locality=ZoneAware(min_cluster_size=2, enabled=True))}
    zones = ZoneAware(failover={"eu": "us"}, failover_priority=["rack"])
    yield {"backend": _pool(load_balancer=ConsistentHash(source_ip=True), locality=zones)}
    query = ConsistentHash(query_parameter="session")
    yield {"backend": _pool(load_balancer=query, locality=ZoneAware(enabled=False))}
    keys = ConsistentHash(header="x-user", keys=["header", "agent_session", "opening"], max_load=2.0)
    yield {"backend": _pool(load_balancer=keys)}


def _served() -> Iterator[Keywords]:
    """A pool, its Service, and how long its answers may take."""
    yield {"backend": _pool()}
    yield {"backend": _pool(model="team/llama", concurrent_requests=100, replicas=3), "include_usage": True}
    yield {"backend": _pool(selector={**APP, "version": VERSION}, port=8000, port_name="http-api")}
    yield {"backend": _pool(name="renamed", max_requests_per_connection=1)}
    yield {"backend": _pool(target_port=PORT + 1)}
    budget = Budget(
        first_token=_seconds(30),
        stream_silence=_seconds(40),
        generation=_seconds(4000),
        quick=_seconds(20),
        connect_timeout=_seconds(3),
        server_keep_alive=_seconds(50),
        grace_period=_seconds(5000),
    )
    retries = Retries(
        attempts=3,
        on=["connect-failure", 503],
        backoff=_seconds(0.2),
        longest_retry_after=_seconds(3),
        budget_percent=30,
        budget_minimum=20,
    )
    yield {"backend": _pool(), "budget": budget, "retries": retries}
    yield {"backend": _pool(), "preset": "completion-batch"}
    yield {"backend": _pool(), "preset": "agents"}
    yield {"backend": _pool(), "preset": "chat"}


def _canary() -> Iterator[Keywords]:
    """Versions, and the requests that each of them gets."""
    yield {"backend": _pool(versions=[Version(name=VERSION)])}
    yield {"backend": _pool(versions=[_V1, _V2]), "routes": _TO_V2, "mirrors": _COPIES}
    own = Version(
        name="v2",
        weight=30,
        labels={"version": "two"},
        load_balancer=RoundRobin(),
        locality=_LOCALITY,
        ejection=_EJECTION,
        concurrent_requests=50,
        replicas=2,
    )
    other = [Route(name="other", version=VERSION, **{**_BY_PREFIX, "method": "GET", "headers": {"x-tenant": "b"}})]
    copies = [Mirror(version=VERSION, percent=1)]
    yield {"backend": _pool(versions=[_V1, own]), "routes": other, "mirrors": copies}
    yield {"backend": _pool(versions=[_V1, _V2], load_balancer=_SESSIONS)}
    yield {"backend": _pool(versions=[_V1, _V2], weights_set_by="argo-rollouts")}
    yield {"backend": _pool(versions=[Version(name="v0", weight=1), Version(name="v2", weight=0)])}


def _models() -> Iterator[Keywords]:
    """Models and endpoints, each with a backend."""
    llama = Model(name=MODEL, backend=_separate("llama"))
    yield {"models": [llama]}
    other = Model(name="qwen", aliases=["qwen-3"], prefixes=["qwen/"], patterns=["qwen-[0-9]+"], backend=_separate("q"))
    yield {"models": [llama, other]}
    versions = _separate("q", versions=[_V1, _V2])
    routed = Model(name="qwen-4", slug="four", backend=versions, routes=_TO_V2, mirrors=_COPIES)
    yield {"models": [llama, routed], "backend": _separate("rest")}
    audio = Endpoint(name="audio", path="/v1/audio/speech", backend=_separate("audio"))
    yield {"models": [llama], "endpoints": [audio]}
    speech = Endpoint(name="speech", backend=versions, routes=_TO_V2, mirrors=_COPIES, **_BY_PREFIX)
    yield {"models": [llama], "endpoints": [speech]}
    yield {"models": [llama], "model_from": ModelFromHeader(name="x-model")}
    yield {"models": [llama], "model_from": ModelFromPath(prefix="/named/")}
    yield {"models": [llama], "model_from": ModelFromBody()}


def _failovers() -> Iterator[Keywords]:
    """Backends of which the next one takes over. The first has no pods."""
    first, second = _separate("none", selector={"app": "none"}), _separate("second")
    azure = ProviderRef(provider=PROVIDER, model="gpt-4o-mini")
    yield {"backend": Failover(backends=[first, second])}
    yield {"backend": Failover(backends=[first, second, azure], spill_per_minute=LIMITS[0])}
    mistral = ProviderRef(provider=NEXT_PROVIDER, name="paid", model="mistral-small")
    budget = Budget(first_token=_seconds(5), whole_answer=_seconds(50))
    yield {"backend": Failover(backends=[mistral, second], spill_per_minute=LIMITS[1]), "budget": budget}
    yield {"backend": second}


def _provider() -> Iterator[Keywords]:
    """A hosted provider."""
    yield {"backend": ProviderRef(provider=PROVIDER, model="gpt-4o-mini")}
    yield {"backend": ProviderRef(provider=PROVIDER, model="gpt-4o"), "include_usage": True}
    yield {"backend": ProviderRef(provider=NEXT_PROVIDER, model="mistral-small")}


def _inference_pools() -> Iterator[Keywords]:
    """Pods with pickers, and a pool that exists already."""
    plain: Keywords = {"selector": PICKED, "target_ports": [PORT]}
    yield {"backend": InferencePool(**plain)}
    picker = Picker(
        image="registry.example.com/epp:v1",
        model_server="sglang",
        queue_weight=2,
        kv_cache_weight=2,
        prefix_weight=3,
        lora_weight=2,
        cpu_request="2",
        memory="2Gi",
    )
    yield {"backend": InferencePool(**plain, model="team/llama", picker=picker)}
    other: Keywords = {"selector": {**PICKED, **PART}, "target_ports": [PORT, PORT + 1]}
    yield {"backend": InferencePool(**other, name="renamed", failure_mode="FailClose")}
    yield {"backend": InferencePool(**plain, versions=[_V1, _V2])}
    yield {"backend": InferencePoolRef(name="shared")}
    yield {"backend": InferencePoolRef(name="other", model="team/llama", failure_mode="FailClose")}


def _service() -> Iterator[Keywords]:
    """A Service that the API doesn't create."""
    plain: Keywords = {"name": "shared", "port": 80}
    yield {"backend": ServiceRef(**plain)}
    limits: Keywords = {"model": "team/llama", "concurrent_requests": 50, "replicas": 4}
    yield {"backend": ServiceRef(**plain, **limits, load_balancer=RoundRobin(), locality=_LOCALITY)}
    yield {"backend": ServiceRef(**plain, versions=[_V1, _V2], ejection=_EJECTION, max_requests_per_connection=1)}
    yield {"backend": ServiceRef(**plain, versions=[_V1, _V2], weights_set_by="argo-rollouts")}
    pings = Http2KeepAlive(interval=_seconds(30), timeout=_seconds(5))
    yield {"backend": ServiceRef(**plain, protocol="h2c", http2_keep_alive=pings)}
    yield {"backend": ServiceRef(name="elsewhere", namespace=NEXT_NAMESPACE, port=8000)}


def _callers() -> Iterator[Keywords]:
    """Who may call the pods past the gateway, and what they may call.

    Other labels select them than for the other APIs, whose callers stay.
    """
    part: Keywords = {"selector": PART}
    yield {"backend": _pool(**part)}
    yield {"backend": _pool(**part, open_ports=[PORT + 2]), "callers": [Caller(namespace="agents")]}
    yield {"backend": _pool(**part), "callers": [Caller(namespace="batch", service_account="runner")]}
    yield {"backend": _pool(**part, service_type="LoadBalancer"), "callers": ALL_CALLERS}
    yield {"backend": _pool(**part), "outbound": Outbound(namespaces=["agents"])}
    yield {"backend": _pool(**part), "outbound": Outbound(hosts=["weights.example.com"])}


def _access(gateway: LlmGatewayRef) -> Iterator[Keywords]:
    """Who may use the API, a model and an endpoint, at a gateway that verifies tokens."""
    knows = {"gateway": gateway.model_copy(update={"knows_callers": True})}
    llama = Model(name=MODEL, backend=_separate("llama", selector=ENTITLED).model_copy(update={"name": "own-llama"}))
    yield {"models": [llama]}
    speech = _separate("audio", selector=ENTITLED).model_copy(update={"name": "own-audio"})
    audio = Endpoint(name="audio", path="/v1/audio/speech", backend=speech)
    research = [TokenHolders(teams=["research"])]
    yield {**knows, "models": [llama], "endpoints": [audio], "access": research}
    named = [TokenHolders(subjects=["alice"], claims={"realm_access.roles": ["chat", "batch"]}), *research]
    for_some = [one.model_copy(update={"access": named}) for one in (llama, audio)]
    yield {**knows, "models": for_some[:1], "endpoints": for_some[1:], "access": [TokenHolders(teams=["ml"])]}


def _grpc() -> Iterator[Keywords]:
    """Pods that speak HTTP/2."""
    yield {"backend": _pool(protocol="h2c")}
    pings = Http2KeepAlive(interval=_seconds(30), timeout=_seconds(5))
    yield {"backend": _pool(protocol="h2c", http2_keep_alive=pings)}
    yield {
        "backend": _pool(protocol="grpc", http2_keep_alive=Http2KeepAlive(interval=_seconds(90), timeout=_seconds(9)))
    }


def _requests() -> Iterator[Keywords]:
    """The requests that the API serves, and those that it answers otherwise."""
    plain: Keywords = {"backend": _pool()}
    yield plain
    yield {**plain, "cors": Cors(allow_origins=["https://app.example.com"])}
    cors = Cors(
        allow_origins=["https://other.example.com"],
        allow_headers=["authorization"],
        expose_headers=["x-request-id"],
        allow_credentials=True,
        max_age=_seconds(60),
    )
    yield {**plain, "cors": cors, "match": Match(**_BY_PREFIX), "paths": ALL_PATHS}
    slow = FaultDrill(name="slow", headers={"x-drill": "slow"}, delay=_seconds(1))
    full = FaultDrill(name="full", headers={"x-drill": "full"}, abort_status=429, percent=50)
    yield {**plain, "match": Match(**_BY_PATH), "paths": ALL_PATHS, "drills": [slow]}
    yield {**plain, "drills": [full, slow], "paths": [PublicPath(path="/v1/rerank", methods=["POST"])]}
    rerank = PublicPath(path="/v1/score/{*}", methods=["POST", "GET"])
    yield {**plain, "paths": [*OPENAI_PATHS, rerank], "export_to": ["*"]}


def _identity(gateway: LlmGatewayRef) -> Iterator[Keywords]:
    """Where the API is, what it is called, and which gateway it has."""
    plain: Keywords = {"backend": _pool()}
    yield {**plain, "gateway": Gateway(anonymous=True, service_account="istio-ingress/istio-ingress", http=PlainHttp())}
    yield plain
    yield {**plain, "hosts": [host_of("identity"), host_of("identity-two")]}
    yield {**plain, "name": "identity-renamed"}
    yield {**plain, "namespace": NEXT_NAMESPACE}
    yield {**plain, "istio": "1.30", "argo_cd": True}
    domain = "k8s.example.org"
    yield {**plain, "cluster_domain": domain, "gateway": gateway.model_copy(update={"cluster_domain": domain})}


def kinds(gateway: LlmGatewayRef) -> Mapping[str, Sequence[Keywords]]:
    """The states of an API of each kind, one after the other; keywords of `LlmApiMesh`, with the name."""
    states = {
        "balanced": _balanced(),
        "served": _served(),
        "canary": _canary(),
        "models": _models(),
        "failover": _failovers(),
        "provider": _provider(),
        "service": _service(),
        "inference-pool": _inference_pools(),
        "grpc": _grpc(),
        "callers": _callers(),
        "access": _access(gateway),
        "requests": _requests(),
        "identity": _identity(gateway),
    }
    return {
        kind: [
            {"name": kind, "namespace": NAMESPACE, "hosts": [host_of(kind)], "gateway": gateway, **one} for one in each
        ]
        for kind, each in states.items()
    }


def hosts() -> Mapping[str, Sequence[str]]:
    """The hosts that the gateway has to list for each namespace."""
    known = LlmGatewayRef(namespace="any", name="any")
    found: dict[str, list[str]] = {}
    for states in kinds(known).values():
        for state in states:
            found.setdefault(state["namespace"], []).extend(state["hosts"])
    return {namespace: sorted(set(names)) for namespace, names in found.items()}


def declare(app: MeshApp, state: Keywords) -> LlmApiMesh:
    """Declare an API in a state."""
    keywords = dict(state)
    return LlmApiMesh(app, keywords.pop("name"), **keywords)


# What isn't an option of an API at an LLM gateway.
_NO_OPTIONS = {
    *("ALL_CALLERS", "ALL_PATHS", "ALL_POOL_USERS", "ANY_AUDIENCE", "OPENAI_PATHS"),
    *("Code", "MeshApp", "MeshError", "Problem", "Source", "add_files"),
}
_PLAIN_GATEWAY = {"Gateway", "GatewayRef"}
_OF_THE_GATEWAY = {
    "ApiKeys",
    "ArgoCdProjects",
    "ArgoCdSource",
    "ArgoCdTeam",
    "Certificate",
    "CertificateIssuer",
    "ClientCertificates",
    "DeployedPods",
    "EgressGateway",
    "ExistingPods",
    "ForwardProxy",
    "GatewayProvider",
    "JwtRule",
    "KeyFromFile",
    "LlmGateway",
    "LlmGatewayRef",
    "PlainHttp",
    "RedirectToHttps",
    "TokenHeader",
}
_ENVIRONMENTS = {"Environment", "Environments", "LlmApiMeshOverlay", "LlmGatewayOverlay"}
_PROVIDERS = {"Anthropic", "AzureOpenAI", "Bedrock", "Gemini", "Mistral", "OpenAI", "OpenAICompatible", "VertexAI"}
_NOT_OF_APIS = _NO_OPTIONS | _PLAIN_GATEWAY | _OF_THE_GATEWAY | _ENVIRONMENTS | _PROVIDERS


def options() -> set[str]:
    """Every option of an API, as `Type.field`, and every type of which one is the value."""
    names = set()
    for name in set(llm_api_mesh.__all__) - _NOT_OF_APIS:
        kind = getattr(llm_api_mesh, name)
        spec = ApiSpec if kind is LlmApiMesh else kind
        names |= {name} | {f"{name}.{field}" for field in spec.model_fields}
    return names


def changed(before: object, after: object) -> set[str]:
    """The options in which a value differs from an earlier one, or that it has in addition."""
    if before == after:
        return set()
    if isinstance(after, Spec):
        name = "LlmApiMesh" if isinstance(after, ApiSpec) else type(after).__name__
        same = type(before) is type(after)
        fields = [
            field
            for field in (type(after).model_fields if same else after.model_fields_set)
            if not same or getattr(before, field) != getattr(after, field)
        ]
        inner = (changed(getattr(before, field, None) if same else None, getattr(after, field)) for field in fields)
        return {name, *(f"{name}.{field}" for field in fields)}.union(*inner)
    if isinstance(after, tuple):
        earlier = before if isinstance(before, tuple) else ()
        pairs = zip([*earlier, *[None] * len(after)], after, strict=False)
        return set().union(*(changed(*pair) for pair in pairs))
    return set()
