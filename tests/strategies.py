"""Any valid mesh, as keywords of `LlmApiMesh`."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import Any, get_args

from llm_api_mesh import (
    Anthropic,
    AzureOpenAI,
    Bedrock,
    Budget,
    Certificate,
    ConsistentHash,
    Cookie,
    Ejection,
    Failover,
    FaultDrill,
    Gateway,
    GatewayRef,
    Gemini,
    Http2KeepAlive,
    KeyFromEnvironment,
    KeyFromFile,
    LeastRequest,
    Locality,
    Maglev,
    Match,
    Mirror,
    Mistral,
    Model,
    ModelFromBody,
    ModelFromHeader,
    ModelFromPath,
    OpenAI,
    OpenAICompatible,
    Pool,
    Random,
    Retries,
    RingHash,
    RoundRobin,
    Route,
    Version,
    VertexAI,
    WarmUp,
    ZoneAware,
)
from llm_api_mesh.spec.backends import AnyBackend, AnyProvider
from llm_api_mesh.spec.backends.pool import Protocol
from llm_api_mesh.spec.load_balancer import LoadBalancer
from llm_api_mesh.spec.presets import Preset

from hypothesis import strategies as st

Keywords = dict[str, Any]

RESERVED = frozenset({"drill", "primary", "quick", "sticky", "stream"})
"""What no route may be called."""

_ALPHANUMERIC = "abcdefghijklmnopqrstuvwxyz0123456789"

labels = st.from_regex(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?", fullmatch=True)
service_names = st.from_regex(r"[a-z]([a-z0-9-]{0,30}[a-z0-9])?", fullmatch=True)
ports = st.integers(1, 65535)
label_maps = st.dictionaries(
    st.from_regex(r"([a-z]{1,5}\.io/)?[A-Za-z0-9]([A-Za-z0-9_.-]{0,20}[A-Za-z0-9])?", fullmatch=True).filter(
        lambda key: key != "version"
    ),
    st.from_regex(r"([A-Za-z0-9]([A-Za-z0-9_.-]{0,20}[A-Za-z0-9])?)?", fullmatch=True),
    min_size=1,
    max_size=3,
)
header_names = st.from_regex(r"[Xx]-[A-Za-z0-9_-]{1,12}", fullmatch=True)
header_values = st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), max_size=12).filter(
    lambda value: value not in {"=", "<<"}
)
query_names = st.from_regex(r"[a-z]{1,6}(\[\])?", fullmatch=True)
query_values = st.from_regex(r"([A-Za-z0-9_.-]|%20){0,8}", fullmatch=True)
paths = st.from_regex(r"/(v1|v2)(/[a-z]{1,6}){0,2}/?", fullmatch=True)
durations = st.integers(1, 10**7).map(lambda milliseconds: timedelta(milliseconds=milliseconds))
warmups = st.none() | st.builds(
    WarmUp,
    duration=durations.map(lambda length: length + timedelta(seconds=1)),
    minimum_percent=st.integers(1, 100),
    aggression=st.sampled_from([0.5, 1, 2]),
)
algorithms = st.builds(Maglev, table_size=st.sampled_from([251, 65537])) | st.builds(
    RingHash, minimum_ring_size=st.integers(1, 4096)
)


def hosts(prefix: str) -> st.SearchStrategy[list[str]]:
    """Hosts of which none includes another, and which no other prefix gives."""
    name = st.text(_ALPHANUMERIC, min_size=1, max_size=8).map(lambda label: f"{label}.{prefix}.example.com")
    return st.lists(name, min_size=1, max_size=3, unique=True) | st.just([f"*.{prefix}.example.com"])


keyless = st.one_of(
    st.builds(LeastRequest, warmup=warmups),
    st.builds(RoundRobin, warmup=warmups),
    st.builds(Random),
)
balancers = st.one_of(
    keyless,
    st.builds(ConsistentHash, header=header_names, algorithm=algorithms),
    st.builds(ConsistentHash, source_ip=st.just(value=True)),
    st.builds(ConsistentHash, query_parameter=st.text(_ALPHANUMERIC, min_size=1)),
    st.builds(
        ConsistentHash,
        cookie=st.builds(Cookie, name=header_names)
        | st.builds(Cookie, name=header_names, path=st.none() | paths, ttl=durations),
    ),
)


regions = st.sampled_from(["eu", "us", "ap"])
failovers = st.dictionaries(regions, regions).map(
    lambda pairs: {one: other for one, other in pairs.items() if one != other}
)
localities = st.one_of(
    st.builds(Locality, enabled=st.booleans()),
    st.builds(Locality, failover=failovers, failover_priority=st.sampled_from([[], ["tier=own", "rack"]])),
    st.builds(Locality, distribute=st.dictionaries(regions, st.just({"eu/a": 30, "eu/b/*": 70}))),
)
zones = st.builds(ZoneAware, min_cluster_size=st.none() | st.integers(1, 9), failover=failovers)
ejections = st.builds(Ejection, max_percent=st.integers(1, 100), consecutive_gateway_errors=st.integers(1, 9))
overrides: st.SearchStrategy[Keywords] = st.fixed_dictionaries(
    {},
    optional={
        "load_balancer": keyless,
        "locality": localities,
        "ejection": ejections,
    },
)


@st.composite
def versions(draw: st.DrawFn, balancer: LoadBalancer) -> list[Version]:
    """Versions of one pool: none, one or several, with weights as these and the balancer need them."""
    names = draw(st.lists(labels, max_size=4, unique=True))
    if not names:
        return []
    if len(names) == 1:
        return [Version(name=names[0], weight=draw(st.none() | st.integers(1, 100)), **draw(overrides))]
    given = [draw(overrides) for _ in names]
    own = [one.get("load_balancer", balancer) for one in given]
    keyed = [one for one in own if isinstance(one, ConsistentHash)]
    if keyed:
        # One key for all of them, and weights in percent.
        key = balancer if isinstance(balancer, ConsistentHash) else keyed[0]
        given = [{**one, "load_balancer": key} if one.get("load_balancer") in keyed else one for one in given]
        bounds = sorted(draw(st.lists(st.integers(0, 100), min_size=len(names) - 1, max_size=len(names) - 1)))
        weights = [upper - lower for lower, upper in pairwise([0, *bounds, 100])]
    else:
        weights = draw(st.lists(st.integers(0, 1000), min_size=len(names), max_size=len(names)).filter(any))
    return [Version(name=name, weight=weight, **one) for name, weight, one in zip(names, weights, given, strict=True)]


@st.composite
def pools(draw: st.DrawFn, istio: str) -> Pool:
    """A pool for a cluster of the release."""
    protocol: Protocol = draw(st.sampled_from(get_args(Protocol)))
    keep_alive = draw(st.booleans()) if protocol != "http" and istio == "1.31" else False
    suffix = draw(st.none() | st.text(_ALPHANUMERIC, min_size=1, max_size=6))
    prefix = {"http": "http", "h2c": "http2", "grpc": "grpc"}[protocol]
    balancer = draw(balancers)
    limit = draw(st.sampled_from([{}, {"concurrent_requests": 8, "replicas": 3}]))
    return Pool(
        **limit,
        name=draw(st.none() | service_names),
        selector=draw(label_maps),
        port=draw(ports),
        target_port=draw(ports),
        protocol=protocol,
        port_name=None if suffix is None else f"{prefix}-{suffix}",
        service_type=draw(st.sampled_from(["ClusterIP", "LoadBalancer"])),
        load_balancer=balancer,
        locality=draw(localities if istio == "1.30" else localities | zones),
        ejection=draw(ejections),
        versions=draw(versions(balancer)),
        http2_keep_alive=Http2KeepAlive(interval=draw(durations), timeout=draw(durations)) if keep_alive else None,
    )


keys = st.builds(KeyFromEnvironment, variable=st.from_regex(r"[A-Z][A-Z0-9_]{0,12}", fullmatch=True)) | st.builds(
    KeyFromFile, path=st.from_regex(r"/secrets/[a-z0-9]{1,8}/key\.yaml", fullmatch=True)
)


def providers(istio: str) -> st.SearchStrategy[AnyProvider]:
    """A hosted provider for a cluster of the release."""
    common: Keywords = {"name": st.none() | labels, "protocol": st.sampled_from(["http", "http2"])}
    keyed: Keywords = {**common, "api_key": keys}
    urls = st.sampled_from(["https://llm.example.net/v1", "https://llm.example.net:8443/api/v1"])
    kinds: list[st.SearchStrategy[AnyProvider]] = [
        st.builds(OpenAI, **keyed),
        st.builds(Gemini, **keyed),
        st.builds(Mistral, **keyed),
        st.builds(Anthropic, api=st.sampled_from(["chat-completions", "messages"]), **keyed),
        st.builds(AzureOpenAI, resource=labels, **keyed),
        st.builds(OpenAICompatible, url=urls, **keyed),
        st.builds(Bedrock, region=labels, **{**common, "api_key": st.none() | keys}),
    ]
    if istio != "1.30":
        kinds.append(st.builds(VertexAI, project=labels, location=labels, **common))
    return st.one_of(kinds)


@st.composite
def failovers_to(draw: st.DrawFn, istio: str) -> Failover:
    """Two or three backends, each with a name of its own."""
    http = pools(istio).filter(lambda pool: pool.protocol != "grpc")
    backends = draw(
        st.lists(http | providers(istio), min_size=2, max_size=3, unique_by=lambda one: one.label or "pool")
    )
    return Failover(backends=backends, spill_per_minute=draw(st.none() | st.integers(1, 100)))


@st.composite
def gateways(draw: st.DrawFn, mesh_hosts: list[str]) -> Gateway | GatewayRef:
    """A gateway for the hosts: referenced, or the mesh's own, with or without certificates."""
    if draw(st.booleans()):
        return GatewayRef(namespace=draw(labels), name=draw(labels.filter(lambda name: name != "mesh")))
    # No port is HTTP in one mesh and HTTPS in another: that is refused where both are on one ingress.
    http_port = draw(ports.filter(lambda port: port % 2 == 1))
    https_port = draw(ports.filter(lambda port: port % 2 == 0))
    by_host = [Certificate(credential_name=f"certificate-{host.strip('*.')}", hosts=[host]) for host in mesh_hosts]
    certificates = draw(st.sampled_from([[], [Certificate(credential_name="all")], by_host]))
    https: Keywords = {"https_port": https_port, "https_redirect": draw(st.booleans())} if certificates else {}
    return Gateway(
        name=draw(st.none() | labels | st.just("mesh")),
        selector=draw(label_maps),
        http_port=http_port,
        certificates=certificates,
        **https,
    )


@st.composite
def routes(draw: st.DrawFn, pool: AnyBackend) -> list[Route]:
    """Routes to the pool's versions, each told apart by its own header value."""
    if not pool.versions:
        return []
    names = draw(st.lists(labels.filter(lambda name: name not in RESERVED), max_size=4, unique=True))
    return [
        Route(
            name=name,
            version=draw(st.sampled_from([version.name for version in pool.versions])),
            path_prefix=draw(st.none() | paths),
            method=draw(st.sampled_from([None, "GET", "POST"])),
            headers={
                "x-route": str(index),
                **draw(st.dictionaries(header_names.map(str.lower), header_values, max_size=2)),
            },
            query=draw(st.dictionaries(query_names, query_values, max_size=2)),
        )
        for index, name in enumerate(names)
    ]


@st.composite
def mirrors(draw: st.DrawFn, pool: AnyBackend) -> list[Mirror]:
    """Copies for some of several versions."""
    if len(pool.versions) <= 1:
        return []
    names = draw(st.lists(st.sampled_from([version.name for version in pool.versions]), max_size=2, unique=True))
    return [Mirror(version=name, percent=draw(st.integers(1, 10**6)) / 10**4) for name in names]


@st.composite
def drills(draw: st.DrawFn) -> list[FaultDrill]:
    """Drills, each told apart by its own header value."""
    faults: st.SearchStrategy[Keywords] = st.sampled_from(
        [
            {"delay": timedelta(seconds=1)},
            {"abort_status": 503},
            {"delay": timedelta(milliseconds=1500), "abort_status": 429},
        ]
    )
    names = draw(st.lists(labels, max_size=2, unique=True))
    return [FaultDrill(name=name, headers={"x.drill": name}, **draw(faults)) for name in names]


@st.composite
def models(draw: st.DrawFn, istio: str) -> Keywords:
    """Models, each told apart by a number in all that it is asked by, and where they are looked for."""
    source = draw(st.sampled_from([ModelFromBody(), ModelFromHeader(name="x.model"), ModelFromPath(prefix="/m/")]))
    by_path = isinstance(source, ModelFromPath)
    some = st.integers(0, 2) if by_path else st.integers(0, 3)
    found = []
    for index in range(draw(some)):
        pool = draw(pools(istio).filter(lambda pool: pool.protocol != "grpc"))
        names = draw(
            st.lists(st.from_regex(r"[A-Za-z]{1,5}([.:][a-z0-9]{1,5})?", fullmatch=True), max_size=3, unique=True)
        )
        known = [f"{name}-{index}" for name in names or ["model"]]
        others: Keywords = {} if by_path else {"prefixes": [f"{index}-"], "patterns": [f".*[/]{index}"]}
        found.append(
            Model(
                name=known[0],
                slug=draw(st.sampled_from([None, f"slug-{index}"])),
                aliases=known[1:],
                backend=pool.model_copy(update={"name": f"model-{index}"}),
                routes=draw(routes(pool)),
                mirrors=draw(mirrors(pool)),
                **others,
            )
        )
    return {"models": found, "model_from": source} if found else {}


def seconds(least: float, most: float) -> st.SearchStrategy[timedelta]:
    """Times in whole milliseconds."""
    return st.integers(int(least * 1000), int(most * 1000)).map(lambda number: timedelta(milliseconds=number))


retries = st.one_of(
    st.just(Retries()),
    st.just(Retries(attempts=0)),
    st.builds(
        Retries,
        attempts=st.integers(1, 10),
        on=st.none() | st.lists(st.sampled_from(["connect-failure", "refused-stream", 425, 429, 503]), min_size=1),
        backoff=seconds(0.001, 5),
        longest_retry_after=seconds(1, 30),
        budget_percent=st.integers(1, 100),
    ),
)


@st.composite
def budgets(draw: st.DrawFn, *, failover: bool) -> Budget:
    """Times that don't contradict each other, nor any retries."""
    first_token = draw(st.none() | seconds(0.01, 60))
    return Budget(
        first_token=first_token,
        whole_answer=draw(st.none() | seconds(0.01, 600)) if failover else None,
        stream_silence=draw(st.none() | seconds(0.01, 120)) if first_token else None,
        generation=draw(st.none() | seconds(3600, 7200)),
        quick=draw(seconds(0.01, 60)),
        server_keep_alive=draw(seconds(2, 90)),
        grace_period=draw(st.none() | seconds(7200, 9000)),
    )


@st.composite
def meshes(draw: st.DrawFn, name: str = "chat") -> Keywords:
    """Keywords of one mesh; meshes of different names never claim the same."""
    istio = draw(st.sampled_from(["1.30", "1.31"]))
    backend: AnyBackend = draw(pools(istio) | providers(istio) | failovers_to(istio))
    pool = backend.backends[0] if isinstance(backend, Failover) else backend
    own_hosts = draw(hosts(name))
    named = draw(models(istio))
    alone = bool(named) and draw(st.booleans())
    return {
        **named,
        "namespace": f"{draw(st.sampled_from(['ai', 'ml']))}-{name}",
        "hosts": own_hosts,
        **({} if alone else {"backend": backend, "routes": draw(routes(pool)), "mirrors": draw(mirrors(pool))}),
        "gateway": draw(gateways(own_hosts)),
        "max_prompt_bytes": draw(st.none() | st.just(2**23)),
        "drills": draw(drills()),
        "preset": draw(st.sampled_from(get_args(Preset))),
        "retries": draw(retries),
        "budget": draw(budgets(failover=isinstance(backend, Failover) and not alone)),
        "match": draw(st.sampled_from([Match(), Match(headers={"x-tenant": "a"})])),
        "cluster_domain": draw(st.sampled_from(["cluster.local", "k8s.example.org"])),
        "istio": istio,
    }


@st.composite
def apps(draw: st.DrawFn, most: int = 4) -> dict[str, Keywords]:
    """Meshes of one app, by name."""
    names = draw(
        st.lists(service_names.map(lambda name: name[:10].rstrip("-")), min_size=1, max_size=most, unique=True)
    )
    return {name: draw(meshes(name)) for name in names}
