"""What an API may have at a plain Gateway: Istio's own features."""

from __future__ import annotations

from typing import TypeVar

from llm_api_mesh import ConsistentHash, Ejection, LeastRequest, Passthrough, Pool, RoundRobin, ServiceRef
from llm_api_mesh.spec.backends import AnyBackend
from llm_api_mesh.spec.base import Spec
from llm_api_mesh.spec.load_balancer import LoadBalancer
from support.strategies.backends import is_elsewhere
from support.strategies.words import Keywords

_Kind = TypeVar("_Kind", bound=Spec)


def plain(api: Keywords) -> Keywords:
    """Keywords of the API, whose own backend has pods, without what takes an LLM gateway."""
    kept = dict(api)
    if "budget" in kept:
        kept["budget"] = _without(kept["budget"], "first_token", "stream_silence")
    if "retries" in kept:
        kept["retries"] = _without(kept["retries"], "longest_retry_after")
    kept["backend"] = _backend(kept["backend"])
    models = [one for one in kept.pop("models", []) if isinstance(one.backend, Pool | ServiceRef)]
    source = kept.pop("model_from", None)
    if models and source:
        others = [one.model_copy(update={"backend": _backend(one.backend)}) for one in models]
        kept |= {"models": others, "model_from": source}
    return kept


def _backend(backend: AnyBackend) -> AnyBackend:
    if not isinstance(backend, Pool | ServiceRef) or is_elsewhere(backend):
        return backend
    several = len(backend.versions) > 1
    versions = tuple(_changed(version, several=several) for version in backend.versions)
    return _changed(backend, several=several).model_copy(update={"versions": versions} if versions else {})


def _changed(spec: _Kind, *, several: bool) -> _Kind:
    """The pool, the Service or the version, with its own balancer and ejection."""
    rest = _without(spec, "model", "concurrent_requests", "replicas")
    changes: Keywords = {}
    for name in rest.model_fields_set & {"load_balancer", "ejection"}:
        value = getattr(rest, name)
        if isinstance(value, Ejection):
            changes[name] = _without(value, "max_time")
        elif value:
            changes[name] = _balancer(value, several=several)
    return rest.model_copy(update=changes)


def _balancer(balancer: LoadBalancer, *, several: bool) -> LoadBalancer:
    if isinstance(balancer, Passthrough) or (several and isinstance(balancer, ConsistentHash)):
        return RoundRobin()
    return _without(balancer, "choices") if isinstance(balancer, LeastRequest) else balancer


def _without(spec: _Kind, *names: str) -> _Kind:
    return type(spec)(**{name: getattr(spec, name) for name in sorted(spec.model_fields_set - set(names))})
