"""All kinds of backends."""

from __future__ import annotations

from hypothesis import strategies as st

from llm_api_mesh import (
    Anthropic,
    AzureOpenAI,
    Bedrock,
    Failover,
    Gemini,
    InferencePool,
    InferencePoolRef,
    KeyFromFile,
    Mistral,
    OpenAI,
    OpenAICompatible,
    Picker,
    Pool,
    ProviderRef,
    ServiceRef,
    Version,
    VertexAI,
)
from llm_api_mesh.spec.backends import AnyBackend
from llm_api_mesh.spec.backends.kinds import AnyAnswering
from llm_api_mesh.spec.backends.pods import Protocol
from llm_api_mesh.spec.providers import AnyProvider
from support.strategies import words
from support.strategies.pools import pools
from support.strategies.words import Keywords, built, either, labels

PROVIDERS = ("azure", "openai")
"""Names of providers that an LLM gateway has."""

model_names = st.from_regex(r"[A-Za-z]{1,5}([./:][a-z0-9]{1,5})?", fullmatch=True)
"""A backend's own name of a model."""

_keys = built(KeyFromFile, {"path": st.from_regex(r"/secrets/[a-z0-9]{1,8}/key\.yaml", fullmatch=True)})
_urls = st.sampled_from(
    ["https://llm.example.net/v1", "https://llm.example.net:8443/api/v1", "https://llm.example.net"]
)
_regions = st.sampled_from(["us-east-1", "eu-central-1", "us-gov-west-1"])
_locations = st.sampled_from(["global", "eu", "us", "europe-west4"])


def providers(istio: str) -> st.SearchStrategy[AnyProvider]:
    """A hosted provider, for a cluster with this Istio release."""
    common: Keywords = {"protocol": st.sampled_from(["http", "http2"])}
    keyed: Keywords = {"api_key": _keys}
    kinds: list[st.SearchStrategy[AnyProvider]] = [
        built(OpenAI, keyed, **common),
        built(Gemini, keyed, **common),
        built(Mistral, keyed, **common),
        built(Anthropic, keyed, api=st.sampled_from(["chat-completions", "messages"]), **common),
        built(AzureOpenAI, {"resource": labels, **keyed}, **common),
        built(OpenAICompatible, {"url": _urls, **keyed}, **common),
        built(Bedrock, {"region": _regions}, api_key=_keys, **common),
    ]
    if istio != "1.30":
        kinds.append(built(VertexAI, {"project": labels}, location=_locations, **common))
    return either(*kinds)


def provider_refs() -> st.SearchStrategy[ProviderRef]:
    """A provider of the API's LLM gateway."""
    return built(ProviderRef, {"provider": st.sampled_from(PROVIDERS)}, name=labels, model=st.none() | model_names)


ELSEWHERE = "elsewhere"
"""A namespace that no API has."""
_OF_SERVICES = frozenset({"selector", "target_port", "port_name", "service_type"})
_services = words.service_names.map(lambda name: name[:20].rstrip("-"))


@st.composite
def _own_service_refs(draw: st.DrawFn, istio: str, protocols: tuple[Protocol, ...]) -> ServiceRef:
    """A Service of the API's own namespace, with the policy of a pool."""
    pool = draw(pools(istio, protocols))
    given = {name: getattr(pool, name) for name in sorted(pool.model_fields_set - _OF_SERVICES)}
    return ServiceRef(**{"port": pool.port, **given, "name": pool.name or draw(_services)})


def service_refs(
    istio: str, protocols: tuple[Protocol, ...] = ("http", "h2c", "grpc")
) -> st.SearchStrategy[ServiceRef]:
    """A Service that exists already, in the API's own namespace or in another one."""
    elsewhere = {"name": _services, "port": words.ports, "namespace": st.just(ELSEWHERE)}
    named = built(
        ServiceRef, {**elsewhere, "model": st.none() | model_names}, protocol=st.sampled_from([*protocols[:2]])
    )
    return either(_own_service_refs(istio, protocols), built(ServiceRef, elsewhere), named)


def is_elsewhere(backend: AnyBackend) -> bool:
    """Return whether it is a Service of another namespace, whose policy no API sets."""
    return isinstance(backend, ServiceRef) and backend.namespace == ELSEWHERE


_weights = st.integers(0, 3) | st.sampled_from([0.5, 1.25])
_pickers = built(
    Picker,
    {},
    prefix_weight=st.integers(1, 3),
    lora_weight=_weights,
    image=st.sampled_from(["registry.example.com/epp:v1", "epp@sha256:0123456789abcdef"]),
    model_server=st.sampled_from(["vllm", "sglang", "trtllm-serve"]),
    queue_weight=_weights,
    kv_cache_weight=_weights,
    cpu_request=st.sampled_from(["500m", "2"]),
    memory=st.sampled_from(["512Mi", "2Gi"]),
)
_modes = st.sampled_from(["FailOpen", "FailClose"])
_shares = st.sampled_from(
    [
        (),
        (Version(name="v1"),),
        (Version(name="v1", weight=90), Version(name="v2", weight=10, labels={"version": "two"})),
    ]
)


def inference_pools() -> st.SearchStrategy[InferencePool | InferencePoolRef]:
    """Pods with a picker, and a pool that exists already."""
    new: Keywords = {
        "selector": words.label_maps,
        "target_ports": st.lists(words.ports, min_size=1, max_size=3, unique=True),
    }
    options: Keywords = {"model": st.none() | model_names, "failure_mode": _modes}
    return either(
        built(InferencePool, new, name=_services, versions=_shares, picker=_pickers, **options),
        built(InferencePoolRef, {"name": _services}, **options),
    )


def http(istio: str) -> st.SearchStrategy[AnyAnswering]:
    """Backends that answer HTTP, without failovers."""
    protocols: tuple[Protocol, ...] = ("http", "h2c")
    with_pods = (pools(istio, protocols), service_refs(istio, protocols))
    return either(*with_pods, *with_pods, provider_refs(), inference_pools())


def failovers(istio: str) -> st.SearchStrategy[Failover]:
    """A failover of two or three backends with different names."""
    backends = st.lists(http(istio), min_size=2, max_size=3, unique_by=lambda one: one.label or "pool")
    return built(Failover, {"backends": backends.map(_with_models)}, spill_per_minute=st.none() | st.integers(1, 100))


def _with_models(backends: list[AnyAnswering]) -> list[AnyAnswering]:
    """Beside a pool or another provider, a provider has its own name of the model."""
    if len({one.provider if isinstance(one, ProviderRef) else None for one in backends}) == 1:
        return backends
    named = {"model": "gpt-4o-mini"}
    return [
        one.model_copy(update=named) if isinstance(one, ProviderRef) and one.model is None else one for one in backends
    ]


def backends(istio: str) -> st.SearchStrategy[AnyBackend]:
    """Backends of any kind."""
    return either(*[pools(istio)] * 3, service_refs(istio), provider_refs(), inference_pools(), failovers(istio))


def first(backend: AnyBackend) -> AnyBackend:
    """Return the backend whose versions the routes name: the first of a failover."""
    return backend.backends[0] if isinstance(backend, Failover) else backend


def separate(backend: AnyBackend, app: str) -> AnyBackend:
    """Return the same backend with other pods and another Service."""
    if isinstance(backend, Pool):
        named = {"name": f"{app}-{backend.name}"} if backend.name else {}
        return backend.model_copy(update={"selector": {**backend.selector, "app": app}, **named})
    if isinstance(backend, InferencePool):
        named = {"name": f"{app}-{backend.name}"} if backend.name else {}
        return backend.model_copy(update={"selector": {**backend.selector, "app": app}, **named})
    if isinstance(backend, InferencePoolRef) or (isinstance(backend, ServiceRef) and not is_elsewhere(backend)):
        return backend.model_copy(update={"name": f"{app}-{backend.name}"})
    if isinstance(backend, Failover):
        return backend.model_copy(update={"backends": [separate(one, app) for one in backend.backends]})
    return backend
