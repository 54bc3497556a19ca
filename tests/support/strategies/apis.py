"""Whole APIs, and all APIs of an app."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

from hypothesis import strategies as st

from llm_api_mesh import (
    ALL_CALLERS,
    ALL_PATHS,
    OPENAI_PATHS,
    Caller,
    Certificate,
    Cors,
    Endpoint,
    Failover,
    Gateway,
    GatewayRef,
    LlmGatewayRef,
    Match,
    Model,
    ModelFromBody,
    ModelFromHeader,
    ModelFromPath,
    Outbound,
    PlainHttp,
    Pool,
    RedirectToHttps,
)
from llm_api_mesh.checks import access as checks_of_access
from llm_api_mesh.checks import service_refs as checks_of_service_refs
from llm_api_mesh.plan.plan import Plan
from llm_api_mesh.releases import NEWEST, IstioRelease
from llm_api_mesh.spec.api import ApiSpec
from llm_api_mesh.spec.backends import AnyBackend
from llm_api_mesh.spec.base import Spec
from support.strategies import callers, requests, words
from support.strategies.attached import attached, needs_llm_gateway
from support.strategies.backends import backends, failovers, first, http, separate, service_refs
from support.strategies.plain import plain
from support.strategies.pools import pools
from support.strategies.times import times
from support.strategies.words import Keywords, built, either, some


def hosts(prefix: str) -> st.SearchStrategy[list[str]]:
    """Hosts that don't overlap each other, or the hosts of another prefix."""
    name = st.text(words.ALPHANUMERIC, min_size=1, max_size=8).map(lambda label: f"{label}.{prefix}.example.com")
    return st.lists(name, min_size=1, max_size=3, unique=True) | st.just([f"*.{prefix}.example.com"])


_origins = st.lists(st.sampled_from(["https://app.example.com", "http://localhost:3000"]), min_size=1, unique=True)
cors_of_browsers = either(
    built(Cors, {"allow_origins": st.just(["*"])}, max_age=words.seconds(1, 3600)),
    built(
        Cors,
        {"allow_origins": _origins},
        allow_headers=st.lists(words.header_names, max_size=3),
        expose_headers=st.lists(words.header_names, max_size=3),
        allow_credentials=st.booleans(),
        max_age=words.seconds(1, 3600),
    ),
)

# No port is HTTP in one API and HTTPS in another, which is refused if both have the same ingress.
_http_ports = st.just(80) | words.ports.filter(lambda port: port % 2 == 1 and port != 443)
_https_ports = st.just(443) | words.ports.filter(lambda port: port % 2 == 0 and port != 80)
_accounts = st.builds("{}/{}".format, words.labels, words.labels)
_shared = built(
    GatewayRef,
    {"namespace": words.labels, "name": words.labels.filter(lambda name: name != "mesh")},
    service_account=st.none() | _accounts,
)


@st.composite
def _own_gateways(draw: st.DrawFn, mesh_hosts: list[str]) -> Gateway:
    """A Gateway that the API creates, with or without certificates."""
    given = draw(
        some(
            name=st.none() | words.labels | st.just("mesh"),
            selector=words.label_maps,
            service_account=st.none() | _accounts,
        )
    )
    given["anonymous"] = True
    by_host = [Certificate(credential_name=f"certificate-{host.strip('*.')}", hosts=[host]) for host in mesh_hosts]
    certificates = draw(
        st.sampled_from([[], [Certificate(credential_name=f"all-{mesh_hosts[0].strip('*.')}")], by_host])
    )
    plain, redirect = st.builds(PlainHttp, port=_http_ports), st.builds(RedirectToHttps, port=_http_ports)
    if not certificates:
        return Gateway(**given, http=draw(plain))
    given |= {"certificates": certificates, **draw(some(https_port=_https_ports))}
    # Istio's redirect leads to port 443.
    http = plain | redirect if given.get("https_port", 443) == 443 else plain
    return Gateway(**given, **draw(some(http=st.none() | http)))


def gateways(mesh_hosts: list[str]) -> st.SearchStrategy[Gateway | GatewayRef]:
    """A gateway for the hosts: an existing one, or one that the API creates."""
    return either(_own_gateways(mesh_hosts), _shared)


@st.composite
def models(draw: st.DrawFn, istio: str, match: Match | None = None, default: Keywords | None = None) -> Keywords:
    """Keywords: models whose names contain different numbers, and where the gateway finds the model's name."""
    match, default = match or Match(), default or {}
    sources: list[Keywords] = [{}, {"model_from": ModelFromBody()}, {"model_from": ModelFromHeader(name="x.model")}]
    if not (match.path or match.path_prefix):
        sources += [{"model_from": ModelFromPath()}, {"model_from": ModelFromPath(prefix="/m/")}]
    source = draw(st.sampled_from(sources))
    source_type = type(source.get("model_from", ModelFromBody()))
    kinds: st.SearchStrategy[AnyBackend] = backends(istio)
    if source_type is ModelFromBody:
        kinds = either(http(istio), http(istio), failovers(istio))
    own = default.get("backend")
    scope = Match() if source_type is ModelFromPath else match
    found = []
    for index in range(draw(st.integers(0 if own else 1, 3))):
        given: Keywords = {"backend": separate(draw(kinds), f"model-{index}")}
        if own and not (source_type is ModelFromBody and own.speaks_grpc) and draw(st.integers(0, 3)) == 0:
            given = {"backend": own}
        given |= draw(requests.handled(first(given["backend"]), scope))
        if given["backend"] is own:
            # One backend for several models has the same mirrors for all of them.
            given["mirrors"] = default.get("mirrors", [])
        found.append(Model(**given, **draw(_model_names(index, source_type))))
    return {"models": found, **source} if found else {}


@st.composite
def _model_names(draw: st.DrawFn, index: int, source: type[Spec]) -> Keywords:
    """Keywords of one model: its names."""
    names = draw(st.lists(st.from_regex(r"[A-Za-z]{1,5}([.:][a-z0-9]{1,5})?", fullmatch=True), max_size=3, unique=True))
    known = [f"{name}-{index}" for name in names or ["model"]]
    others = {"prefixes": [f"{index}-", f"{index}."], "patterns": [f".*[/]{index}", f"{index}[ab]"]}
    if source is ModelFromPath:
        others = {}
    return draw(
        some(
            {"name": st.just(known[0])},
            slug=st.none() | st.just(f"slug-{index}"),
            aliases=st.just(known[1:]),
            **{name: st.just(values) for name, values in others.items()},
        )
    )


_simple_pools = built(Pool, {"selector": words.label_maps, "target_port": words.ports}, name=words.service_names)


@st.composite
def endpoints(draw: st.DrawFn, istio: str, given: Keywords | None = None) -> list[Endpoint]:
    """Endpoints that the API's `match` and no other endpoint or route takes all requests of."""
    given = given or {}
    match, own = given.get("match", Match()), given.get("backend")
    kinds: st.SearchStrategy[AnyBackend] = either(http(istio), backends(istio))
    if given and not needs_llm_gateway(given):
        # The API stays one for a plain Gateway.
        kinds = _simple_pools
    found: list[Endpoint] = []
    for index in range(draw(st.integers(0, 2))):
        backend = separate(draw(kinds), f"endpoint-{index}")
        if own and draw(st.integers(0, 3)) == 0:
            backend = own
        place = draw(requests.places(f"/v1/chat/completions/e{index}"))
        scope = Match(**place).intersection(match)
        if scope is None or scope.covers(match):
            continue
        handled = draw(requests.handled(first(backend), scope))
        if backend is own:
            # One backend has the same mirrors everywhere.
            handled["mirrors"] = given.get("mirrors", [])
        found.append(Endpoint(name=f"endpoint-{index}", backend=backend, **place, **handled))
    return found


def _paths(given: Keywords) -> st.SearchStrategy[Keywords]:
    """Keywords of an API: its public paths, which its conditions on requests can meet."""
    models = given.get("models", [])
    endpoints = given.get("endpoints", [])
    conditions = given.get("match", Match()) != Match() or given.get("routes") or any(one.routes for one in models)
    backends = [given.get("backend"), *(one.backend for one in (*models, *endpoints))]
    if conditions or endpoints or len({leaf.speaks_grpc for one in backends for leaf in _leaves(one)}) > 1:
        return st.just({"paths": ALL_PATHS})
    return some(paths=st.just(ALL_PATHS) | st.just([*OPENAI_PATHS]) | requests.public_paths())


def _leaves(backend: AnyBackend | None) -> Sequence[AnyBackend]:
    if isinstance(backend, Failover):
        return backend.backends
    return [backend] if backend else []


@st.composite
def apis(draw: st.DrawFn, name: str = "chat") -> Keywords:
    """Keywords of one API. Two APIs with different names never make the same claim."""
    # Hypothesis draws simple values more often for what is drawn last.
    is_plain = draw(st.booleans())
    takes_over = draw(st.booleans()) and not is_plain
    given = draw(times(failover=takes_over))
    own_hosts = draw(hosts(name))
    given |= draw(
        some(
            {
                "namespace": st.sampled_from([f"ai-{name}", f"ml-{name}"]),
                "hosts": st.just(own_hosts),
                "gateway": gateways(own_hosts),
            },
            istio=st.sampled_from(get_args(IstioRelease)),
            match=requests.matches(),
            cors=st.none() | cors_of_browsers,
            cluster_domain=st.sampled_from(["cluster.local", "k8s.example.org"]),
            drills=requests.drills(),
            export_to=st.just(["*"]) | st.lists(words.labels | st.just("."), min_size=1, max_size=3),
            argo_cd=st.booleans(),
        )
    )
    istio, match = given.get("istio", NEWEST), given.get("match", Match())
    with_pods: st.SearchStrategy[AnyBackend] = either(pools(istio), service_refs(istio))
    others = with_pods if is_plain else either(st.none(), *[backends(istio)] * 3)
    kinds = failovers(istio) if takes_over else others
    # A pool without a name has the API's name, so no other pool of the failover has it.
    backend = draw(
        kinds.filter(lambda one: not isinstance(one, Failover) or name not in {each.label for each in one.backends})
    )
    if backend:
        given |= {"backend": backend, **draw(requests.handled(first(backend), match))}
    given |= draw(models(istio, match, given)) if backend is None or draw(st.booleans()) else {}
    given = plain(given) if is_plain else given
    given |= draw(some(endpoints=endpoints(istio, given)))
    given = _with_effect(given)
    given = draw(attached(given)) if needs_llm_gateway(given) or draw(st.integers(0, 3)) == 3 else given
    given = draw(_restricted(draw(_accessed(draw(_entitled(given))))))
    return given | draw(_paths(given))


@st.composite
def _entitled(draw: st.DrawFn, given: Keywords) -> Keywords:
    """Keywords of the API, perhaps at a gateway that knows callers, and with who may use it."""
    gateway = given.get("gateway")
    if not isinstance(gateway, LlmGatewayRef) or draw(st.booleans()):
        return given
    knows: Keywords = {"knows_callers": True, **draw(some(team_claim=callers.team_claims))}
    known = {**given, "gateway": gateway.model_copy(update=knows), **draw(some(access=callers.accesses))}
    in_body = isinstance(given.get("model_from", ModelFromBody()), ModelFromBody)
    for_some: Keywords = {
        field: [one.model_copy(update=draw(some(access=callers.accesses))) for one in given[field]]
        for field in (("endpoints", "models") if in_body else ("endpoints",))
        if field in given
    }
    entitled: Keywords = {**known, **for_some}
    # A backend of several models may be a way around the access to one of them.
    return known if any(checks_of_access.check(Plan(ApiSpec(**entitled, name="chat")))) else entitled


_callers = built(Caller, {"namespace": words.labels}, service_account=st.none() | words.labels)


@st.composite
def _accessed(draw: st.DrawFn, given: Keywords) -> Keywords:
    """Keywords of the API with who may call its pods, which are those to whom it offers itself."""
    spec = ApiSpec(**given, name="chat")
    pools = [target for target in Plan(spec).backends if target.pods]
    if spec.gateway_identity is None or not pools:
        return given | draw(some(callers=st.just(ALL_CALLERS)))
    if (
        any(target.service and target.service.type == "LoadBalancer" for target in pools)
        or draw(st.integers(0, 3)) == 0
    ):
        return given | {"callers": ALL_CALLERS}
    exported = [Caller(namespace=name) for name in given.get("export_to", ()) if name not in {".", "*"}]
    given = given | draw(some(callers=st.lists(_callers, max_size=3)))
    if exported:
        given["callers"] = [*exported, *given.get("callers", [])]
    served = {target.service.target_port for target in pools if target.service}
    ports = draw(st.just([]) | st.lists(words.ports.filter(lambda port: port not in served), max_size=2))
    return _with_open_ports(given, ports) if ports else given


_outside = st.sampled_from(["huggingface.co", "models.example.com", "a.b.example.org"])
_outbound = built(Outbound, hosts=st.lists(_outside, max_size=2), namespaces=st.lists(words.labels, max_size=2))


@st.composite
def _restricted(draw: st.DrawFn, given: Keywords) -> Keywords:
    """Keywords of the API, perhaps with what its pods may call."""
    has_pods = any(target.pods for target in Plan(ApiSpec(**given, name="chat")).backends)
    return given | draw(some(outbound=st.none() | _outbound)) if has_pods else given


def _with_open_ports(given: Keywords, ports: list[int]) -> Keywords:
    """Open the ports of all pools, which may have pods in common."""
    changed = dict(given)
    if given.get("backend"):
        changed["backend"] = _opened(given["backend"], ports)
    for field in {"models", "endpoints"} & given.keys():
        changed[field] = [one.model_copy(update={"backend": _opened(one.backend, ports)}) for one in given[field]]
    return changed


def _opened(backend: AnyBackend, ports: list[int]) -> AnyBackend:
    if isinstance(backend, Failover):
        return backend.model_copy(update={"backends": [_opened(one, ports) for one in backend.backends]})
    return backend.model_copy(update={"open_ports": ports}) if isinstance(backend, Pool) else backend


def _with_effect(given: Keywords) -> Keywords:
    """Remove the fields that have no effect if all backends are Services of other namespaces."""
    problems = checks_of_service_refs.check(Plan(ApiSpec(**given, name="chat")))
    paths = [problem.path.rpartition(".") for problem in problems]
    kept = {name: value for name, value in given.items() if ("", "", name) not in paths}
    for part in {part for part, _, _ in paths} - {""}:
        idle = {name for inside, _, name in paths if inside == part}
        spec = given[part]
        kept[part] = type(spec)(**{name: getattr(spec, name) for name in sorted(spec.model_fields_set - idle)})
    return kept


@st.composite
def apps(draw: st.DrawFn, most: int = 4) -> dict[str, Keywords]:
    """The APIs of one app, by name."""
    short = words.service_names.map(lambda name: name[:10].rstrip("-"))
    names = draw(st.lists(short, min_size=1, max_size=most, unique=True))
    return {name: draw(apis(name)) for name in names}
