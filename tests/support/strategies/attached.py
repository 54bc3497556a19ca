"""APIs behind an LLM gateway: the same APIs, with providers that the gateway has."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from hypothesis import strategies as st

from llm_api_mesh import ConsistentHash, Failover, LlmGatewayRef, Pool, ProviderRef
from llm_api_mesh.spec.backends import PROVIDERS, AnyBackend
from support.strategies import words
from support.strategies.words import Keywords, some

_PROVIDERS = ("azure", "openai")
_model_names = st.from_regex(r"[A-Za-z]{1,5}([./:][a-z0-9]{1,5})?", fullmatch=True)


@st.composite
def attached(draw: st.DrawFn, api: Keywords) -> Keywords:
    """Keywords of the API behind an LLM gateway that offers what it needs."""
    given = {name: value for name, value in api.items() if name not in {"gateway", "max_prompt_bytes"}}
    if given.get("backend"):
        given["backend"] = _at_gateway(draw, given["backend"])
    if given.get("models"):
        # A model that shares the API's own backend still does.
        given["models"] = [
            model.model_copy(
                update={
                    "backend": given["backend"]
                    if model.backend == api.get("backend")
                    else _at_gateway(draw, model.backend)
                }
            )
            for model in given["models"]
        ]
    backends = list(_backends(given))
    if draw(st.booleans()) and not any(isinstance(one, Pool) and one.protocol == "grpc" for one in backends):
        given["include_usage"] = draw(st.booleans())
    headers = {header for one in backends for header in _session_headers(one)}
    if None in headers:
        return api
    limits = [one.spill_per_minute for one in backends if isinstance(one, Failover) and one.spill_per_minute]
    known: Keywords = {"spill_limits": st.just(limits)} if limits else {}
    if headers:
        known["session_headers"] = st.just(sorted(filter(None, headers)))
    ref = draw(
        some(
            {"namespace": st.just("llm-gateway"), "name": words.labels, **known},
            selector=words.label_maps,
            hosts=st.just({given["namespace"]: given["hosts"]}),
            failover_backends=st.integers(3, 5),
            providers=st.just({name: [given["namespace"]] for name in _PROVIDERS}),
        )
    )
    return given | {"gateway": LlmGatewayRef(**ref)}


def _at_gateway(draw: st.DrawFn, backend: AnyBackend, *, named: bool = False) -> AnyBackend:
    if isinstance(backend, Failover):
        return backend.model_copy(update={"backends": [_at_gateway(draw, one, named=True) for one in backend.backends]})
    model = draw(st.none() | _model_names)
    if isinstance(backend, PROVIDERS):
        name: Keywords = {"name": backend.label} if named or draw(st.booleans()) else {}
        renamed: Keywords = {"model": model} if model else {}
        return ProviderRef(provider=draw(st.sampled_from(_PROVIDERS)), **name, **renamed)
    if not isinstance(backend, Pool):
        return backend
    changes: Keywords = {} if backend.protocol == "grpc" else {"model": model}
    if backend.ejection and draw(st.booleans()):
        # Not shorter than the base time of any version.
        changes["ejection"] = backend.ejection.model_copy(update={"max_time": timedelta(hours=12)})
    return backend.model_copy(update=changes)


def _backends(api: Keywords) -> Iterator[AnyBackend]:
    for backend in filter(None, (api.get("backend"), *(model.backend for model in api.get("models", [])))):
        yield backend
        if isinstance(backend, Failover):
            yield from backend.backends


def _session_headers(backend: AnyBackend) -> Iterator[str | None]:
    """Yield the header whose key chooses the version; None for a key that isn't in a header."""
    if isinstance(backend, Pool) and len(backend.versions) > 1:
        for one in (version.load_balancer or backend.load_balancer for version in backend.versions if version.weight):
            if isinstance(one, ConsistentHash):
                yield one.header.lower() if one.header else None
