"""No two objects or routes have the same name, with any names of routes, models, drills, versions and backends."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from llm_api_mesh import (
    ALL_PATHS,
    Budget,
    Certificate,
    ConsistentHash,
    Endpoint,
    Failover,
    FaultDrill,
    LeastRequest,
    LlmApiMesh,
    LlmGatewayRef,
    MeshApp,
    MeshError,
    Model,
    Pool,
    ProviderRef,
    Retries,
    Route,
    Version,
)
from llm_api_mesh.spec.backends import AnyBackend
from llm_api_mesh.spec.names import is_dns_label
from support import documents
from support.strategies import RESERVED

# Words from which names of objects and routes are composed, and names that resemble them.
WORDS = st.sampled_from(
    [
        *("a", "drill", "failover", "in-mesh", "models", "no-model", "not-found", "openai", "patterns", "pool"),
        *("primary", "quick", "sticky", "stream", "unknown-model", "v1", "version", "versions"),
        *("compressed", "unlisted-model"),
    ]
)
NAMES = WORDS | st.tuples(WORDS, WORDS).map("-".join)
SOME = st.lists(NAMES, max_size=2, unique=True)
ROUTES = st.lists(NAMES.filter(lambda name: name not in RESERVED), max_size=3, unique=True)
KEY = ConsistentHash(header="x-session-id")
VERSIONS = [[], [Version(name="v1")], [Version(name="v1", weight=60), Version(name="v2", weight=40)]]


@st.composite
def pools(draw: st.DrawFn, app: str) -> Pool:
    """A pool with versions, and possibly with session affinity."""
    return Pool(
        name=draw(st.none() | NAMES),
        selector={"app": app},
        target_port=8080,
        load_balancer=KEY if draw(st.booleans()) else LeastRequest(),
        versions=draw(st.sampled_from(VERSIONS)),
    )


@st.composite
def backends(draw: st.DrawFn, app: str) -> AnyBackend:
    """A pool, or a failover that begins with a pool."""
    pool = draw(pools(app))
    provider = ProviderRef(provider="openai", name=draw(st.none() | NAMES))
    several = Failover(backends=[pool, draw(pools(f"{app}-spare")), provider])
    return several if draw(st.booleans()) else pool


def _routes(backend: AnyBackend, names: list[str]) -> list[Route]:
    pool = backend.backends[0] if isinstance(backend, Failover) else backend
    return [
        Route(name=name, headers={"x-route": str(index)}, version="v1")
        for index, name in enumerate(names if pool.versions else [])
    ]


@st.composite
def models(draw: st.DrawFn, name: str) -> Model:
    """A model with every kind of name."""
    backend = draw(backends(f"model-{name}"))
    return Model(
        name=name,
        slug=name,
        prefixes=[f"{name}:"],
        patterns=[f"{name}.+"],
        backend=backend,
        routes=_routes(backend, draw(ROUTES)),
    )


@st.composite
def endpoints(draw: st.DrawFn, name: str) -> Endpoint:
    """An endpoint with routes."""
    backend = draw(backends(f"endpoint-{name}"))
    return Endpoint(name=name, path=f"/v1/{name}", backend=backend, routes=_routes(backend, draw(ROUTES)))


@st.composite
def apis(draw: st.DrawFn) -> dict[str, Any]:
    """An API in which many names are alike."""
    backend = draw(backends("rest"))
    return {
        "namespace": "ai",
        "hosts": ["chat.example.com"],
        "gateway": LlmGatewayRef(namespace="llm-gateway", name="llm"),
        "backend": backend,
        "routes": _routes(backend, draw(ROUTES)),
        "models": [draw(models(name)) for name in draw(SOME)],
        "endpoints": [draw(endpoints(name)) for name in draw(SOME)],
        "paths": ALL_PATHS,
        "drills": [FaultDrill(name=name, headers={"x-drill": name}, abort_status=503) for name in draw(SOME)],
        "budget": draw(st.sampled_from([Budget(), Budget(first_token=timedelta(seconds=1))])),
        "retries": draw(st.sampled_from([Retries(), Retries(attempts=0)])),
    }


@given(apis())
@settings(max_examples=200)
def test_no_two_things_have_one_name(keywords: dict[str, Any]) -> None:
    """Routes and objects have different names, or the API is refused."""
    with TemporaryDirectory() as folder:
        app = MeshApp(outdir=folder)
        LlmApiMesh(app, "chat", **keywords)
        try:
            app.synth()
        except MeshError:
            return
        (file,) = Path(folder).iterdir()
        documents.assert_sound(documents.load(file.read_text()))


# Names that are substrings of each other in many ways.
CLOSE = st.lists(st.sampled_from(["a", "-", "b"]), min_size=1, max_size=6).map("".join).filter(is_dns_label)


@given(st.tuples(CLOSE, CLOSE), st.tuples(CLOSE, CLOSE))
@settings(max_examples=500)
def test_no_two_https_servers_have_one_port_name(one: tuple[str, str], other: tuple[str, str]) -> None:
    """Two APIs or two certificates never have the same port name."""
    names = {Certificate(credential_name=credential).port_name(api) for api, credential in (one, other)}
    assert len(names) == len({one, other})
    assert all(map(is_dns_label, names))
