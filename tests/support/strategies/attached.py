"""The gateway of an API: a plain one if it has what the API needs, or an LLM gateway that offers it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from hypothesis import strategies as st

from llm_api_mesh import ALL_POOL_USERS, ConsistentHash, Failover, LlmGatewayRef, Pool, ServiceRef, Version
from llm_api_mesh.checks import attachment
from llm_api_mesh.plan.plan import Plan
from llm_api_mesh.spec.api import ApiSpec
from llm_api_mesh.spec.backends import AnyBackend
from llm_api_mesh.spec.consistent_hash import HEADER, Key
from llm_api_mesh.spec.load_balancer import LoadBalancer
from llm_api_mesh.spec.presets import PRESETS
from support.strategies import words
from support.strategies.backends import ELSEWHERE, PROVIDERS, is_elsewhere, model_names
from support.strategies.words import Keywords, either, some

_READ: list[Key] = ["prompt_cache_key", "agent_session", "opening"]
_read = st.permutations(_READ).flatmap(lambda keys: st.integers(1, 3).map(lambda count: keys[:count]))
_hashes = either(
    st.just(ConsistentHash(header="x-session-id")),
    _read.map(lambda keys: ConsistentHash(keys=keys)),
    _read.map(lambda keys: ConsistentHash(header="x-session-id", keys=[*keys, HEADER], max_load=1.5)),
)


def needs_llm_gateway(api: Keywords) -> bool:
    """Return whether a plain Gateway lacks what the API needs."""
    spec = ApiSpec(**api, name="chat")
    return any(problem.code == "needs-llm-gateway" for problem in attachment.check(Plan(spec)))


@st.composite
def attached(draw: st.DrawFn, api: Keywords) -> Keywords:
    """Keywords of the API behind an LLM gateway that offers what it needs."""
    given = {name: value for name, value in api.items() if name != "gateway"}
    if given.get("backend"):
        given["backend"] = _at_gateway(draw, given["backend"])
    for field in ("models", "endpoints"):
        if given.get(field):
            # What shares the API's own backend still does.
            given[field] = [
                one.model_copy(
                    update={
                        "backend": given["backend"]
                        if one.backend == api.get("backend")
                        else _at_gateway(draw, one.backend)
                    }
                )
                for one in given[field]
            ]
    backends = list(_backends(given))
    if draw(st.booleans()) and not any(
        isinstance(one, Pool | ServiceRef) and one.protocol == "grpc" for one in backends
    ):
        given["include_usage"] = draw(st.booleans())
    headers = {header for one in backends for header in _session_headers(one)}
    limits = [one.spill_per_minute for one in backends if isinstance(one, Failover) and one.spill_per_minute]
    known: Keywords = {"spill_limits": st.just(limits)} if limits else {}
    free: Keywords = {"session_headers": st.just(["x-user"])}
    if headers:
        known, free = {**known, "session_headers": st.just(sorted(headers))}, {}
    needs_bound = isinstance(PRESETS[given.get("preset")].load_balancer, ConsistentHash) or any(
        _is_read(one) for one in backends
    )
    free_load = st.nothing() if needs_bound else st.none()
    free["max_load"] = free_load | st.sampled_from([1.1, 1.25, 2.0])
    domain = given.get("cluster_domain", "cluster.local")
    (free if domain == "cluster.local" else known)["cluster_domain"] = st.just(domain)
    ref = draw(
        some(
            {"namespace": st.just("llm-gateway"), "name": words.labels, **known},
            choices=st.integers(2, 9),
            hosts=st.just({given["namespace"]: given["hosts"]}),
            failover_backends=st.integers(3, 5),
            inference_pools=st.just([given["namespace"]]),
            pool_users=st.sampled_from([ALL_POOL_USERS, {ELSEWHERE: [given["namespace"]]}]),
            providers=st.just({name: [given["namespace"]] for name in PROVIDERS}),
            **free,
        )
    )
    ref |= draw(_other_pods)
    return given | {"gateway": LlmGatewayRef(**ref)}


_other_pods = either(
    st.just({}),
    some({"service_account": words.labels}),
    some({"selector": words.label_maps, "service_account": words.labels}),
)


def _at_gateway(draw: st.DrawFn, backend: AnyBackend) -> AnyBackend:
    if isinstance(backend, Failover):
        return backend.model_copy(update={"backends": [_at_gateway(draw, one) for one in backend.backends]})
    if not isinstance(backend, Pool | ServiceRef) or is_elsewhere(backend):
        return backend
    changes: Keywords = {} if backend.protocol == "grpc" else {"model": draw(st.none() | model_names)}
    if backend.ejection and draw(st.booleans()):
        # Not shorter than the base time of any version.
        changes["ejection"] = backend.ejection.model_copy(update={"max_time": timedelta(hours=12)})
    if len(backend.versions) > 1:
        hashed = draw(_hashes)
        changes["load_balancer"] = _instead(hashed, backend.load_balancer)
        changes["versions"] = [_version_with(hashed, version) for version in backend.versions]
    elif isinstance(backend.load_balancer, ConsistentHash) and draw(st.booleans()):
        changes["load_balancer"] = draw(_hashes)
    return backend.model_copy(update=changes)


def _version_with(hashed: ConsistentHash, version: Version) -> Version:
    if version.load_balancer is None:
        return version
    return version.model_copy(update={"load_balancer": _instead(hashed, version.load_balancer)})


def _instead(hashed: ConsistentHash, balancer: LoadBalancer) -> LoadBalancer:
    """Return a balancer whose key is one by which the gateway chooses versions, instead of another hash."""
    if not isinstance(balancer, ConsistentHash):
        return balancer
    algorithm: Keywords = {"algorithm": balancer.algorithm} if "algorithm" in balancer.model_fields_set else {}
    return hashed.model_copy(update=algorithm)


def _backends(api: Keywords) -> Iterator[AnyBackend]:
    handled = (*api.get("models", []), *api.get("endpoints", []))
    for backend in filter(None, (api.get("backend"), *(one.backend for one in handled))):
        yield backend
        if isinstance(backend, Failover):
            yield from backend.backends


def _is_read(backend: AnyBackend) -> bool:
    """Return whether the gateway reads a key of the backend."""
    if not isinstance(backend, Pool | ServiceRef):
        return False
    balancers = (backend.load_balancer, *(version.load_balancer for version in backend.versions))
    return any(isinstance(one, ConsistentHash) and bool(one.read_by_gateway) for one in balancers)


def _session_headers(backend: AnyBackend) -> Iterator[str]:
    """Yield the header whose key chooses the version."""
    if isinstance(backend, Pool | ServiceRef) and len(backend.versions) > 1:
        for one in (version.load_balancer or backend.load_balancer for version in backend.versions if version.weight):
            if isinstance(one, ConsistentHash) and one.header:
                yield one.header.lower()
