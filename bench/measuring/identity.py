"""The cost of keeping strangers out: the same requests with a protection and without it, beside bare Envoys.

Each protection is a step from one way to the next. The ways of the API and those of bare Envoys take turns, so a slow
period of the machine affects all of them alike.
"""

from __future__ import annotations

import random
import statistics
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

import yaml

from bench.measuring import cpu
from bench.measuring.apis import LLM_GATEWAY, NAMESPACE, PODS, applied, host_of, start_llm_gateway
from bench.measuring.client import Target
from bench.measuring.errors import AnswerError
from bench.measuring.overhead import Overhead, difference, take_turn
from bench.measuring.progress import say
from bench.measuring.shapes import MODEL, Shape, body
from bench.peers import two_envoys
from bench.peers.checks import Checks
from lab.apps.app import App
from lab.apps.authorizer import Authorizer
from lab.apps.caller import Caller
from lab.apps.replica import Replica
from lab.environment import Lab
from lab.istio.gateway import Gateway, GatewaySpec
from lab.machine.namespaces import connect
from lab.machine.network import Host
from lab.traffic.api_keys import new_key, secret
from lab.traffic.tokens import AUDIENCE, Issuer, bearer
from lab.waits import wait_for
from llm_api_mesh import ALL_CALLERS, ApiKeys, ExistingPods, JwtRule, LlmGatewayRef, Model, Pool, TokenHolders
from llm_api_mesh.plan.llm_gateway.authorizer import PORT as AUTHORIZER_PORT
from llm_api_mesh.plan.llm_gateway.authorizer import derive_authorizer
from llm_api_mesh.spec.llm_gateway import LlmGatewaySpec

KB, HUNDRED_KB = 1_000, 100_000
SIZES: Mapping[int, int] = {KB: 30, HUNDRED_KB: 15}
"""The size of a body in bytes, and the number of requests of that size in a turn."""

MODEL_PORT = 8080
IDENTITY = "x-forwarded-client-cert"
"""The header by which a model server sees that its proxy knows the caller."""

TEAMS: Mapping[str, str] = {"gpt-oss-120b": "sales", "llama-3.1-8b": "support", MODEL: "research"}
"""The models that requests may name, each with the team that may use it."""

_API_KEYS = ApiKeys(secret="api-keys")  # noqa: S106 - the name of a Secret
_AUTHORIZER = "llm-authorizer"
_OPA = "opa"
"""The program of an authorizer."""


@dataclass(frozen=True)
class _Edge:
    """An LLM gateway that knows callers, on its own pods."""

    name: str
    """The name of its namespace and service account, and the label of its pods."""

    @property
    def pods(self) -> ExistingPods:
        return ExistingPods(selector={"gateway": self.name}, service_account=self.name)

    @property
    def ref(self) -> LlmGatewayRef:
        return LlmGatewayRef(
            namespace=self.name,
            name="llm",
            selector=self.pods.selector,
            service_account=self.pods.service_account,
            knows_callers=True,
        )

    def start(self, lab: Lab, ways: Iterable[Way], **options: Any) -> Gateway:
        """Start its pods, and apply it with the hosts of some ways."""
        pods = lab.add_gateway(GatewaySpec(name=self.name, namespace=self.name, labels=self.pods.selector))
        start_llm_gateway(lab, map(api_name, ways), self.ref, self.pods, **options)
        return pods


_TOKENS, _KEYS = _Edge("llm-tokens"), _Edge("llm-keys")
_BARE_KEYS = _Edge("llm-bare-keys")
"""A gateway without pods, from whose objects the authorizer of a bare Envoy runs."""


class Way(StrEnum):
    """What a request passes."""

    GATEWAY = "gateway"
    SIDECAR = "sidecar"
    MUTUAL_TLS = "mutual-tls"
    TOKENS = "tokens"
    MODELS = "models"
    ACCESS = "access"
    KEYS = "keys"


WITH_TOKENS = (Way.TOKENS, Way.MODELS, Way.ACCESS)
"""The ways on which a request needs a token."""
_WITH_SIDECAR = (Way.SIDECAR, Way.MUTUAL_TLS)


@dataclass(frozen=True)
class Step:
    """A protection, or what one needs: the way with it, and the way without it."""

    text: str
    without: Way
    protected: Way


STEPS = (
    Step("a proxy beside the model server", Way.GATEWAY, Way.SIDECAR),
    Step("mutual TLS, and only named callers", Way.SIDECAR, Way.MUTUAL_TLS),
    Step("tokens", Way.GATEWAY, Way.TOKENS),
    Step("routes by the model that the body names", Way.TOKENS, Way.MODELS),
    Step("access by team and model", Way.MODELS, Way.ACCESS),
    Step("API keys", Way.GATEWAY, Way.KEYS),
)
"""A further protection is a way and a step."""


def api_name(way: Way) -> str:
    """The name of the API whose requests go this way."""
    return f"identity-{way}"


@dataclass(frozen=True)
class Measured:
    """A way, the programs on it, and the model server at its end."""

    target: Target
    programs: tuple[tuple[Host, str], ...]
    """The proxies and the authorizer, each with its host."""
    replica: Replica

    def with_credential(self, credential: str) -> Measured:
        """The same, with a token or a key in each request; an empty one: without any."""
        headers = tuple(bearer(credential).items()) if credential else ()
        return replace(self, target=replace(self.target, headers=headers))

    def cpu_seconds(self) -> float:
        """The CPU time of all programs on the way."""
        return sum(cpu.seconds(host.namespace, name) for host, name in self.programs)


def _proxies(*hosts: Host) -> tuple[tuple[Host, str], ...]:
    return tuple((host, "envoy") for host in hosts)


@dataclass(frozen=True)
class _Credentials:
    """What callers send: of the team that may use the model, and of another one."""

    own: str
    of_others: str


@dataclass
class Figures:
    """The turns of a step, in seconds."""

    without: Overhead = field(default_factory=Overhead)
    protected: Overhead = field(default_factory=Overhead)

    @property
    def latency(self) -> float:
        """The median latency without the protection."""
        return statistics.median(self.without.latency)

    @property
    def added_latency(self) -> float:
        """The latency that the protection adds to a request."""
        return difference(self.protected.latency, self.without.latency)

    @property
    def added_cpu(self) -> float:
        """The CPU time that the protection adds to a request, over all programs on the way."""
        return difference(self.protected.cpu, self.without.cpu)


@dataclass(frozen=True)
class Case:
    """What a step costs with bodies of a size: the API's and that of bare Envoys."""

    step: Step
    size: int
    ours: Figures
    bare: Figures


def extension_provider() -> Any:
    """What Istio's mesh configuration must have for the gateway with API keys."""
    spec = LlmGatewaySpec(name="llm", namespace=_KEYS.name, hosts={NAMESPACE: [host_of("any")]}, api_keys=_API_KEYS)
    authorizer = derive_authorizer(spec)
    if authorizer is None:
        raise ValueError("the gateway asks for no API keys")
    return yaml.safe_load(authorizer.mesh_config)


def measure(lab: Lab, sizes: Sequence[int], turns: int) -> list[Case]:
    """Measure a number of turns of each way with each size."""
    issuer = Issuer()
    tokens = _Credentials(issuer.token(team=TEAMS[MODEL]), issuer.token(team="others"))
    keys = _Credentials(new_key(), new_key())
    for edge in (_KEYS, _BARE_KEYS):
        lab.cluster.require_namespace(edge.name)
        holders = {keys.own: {"sub": "alice", "team": TEAMS[MODEL]}, keys.of_others: {"sub": "bob", "team": "others"}}
        lab.cluster.apply(secret(_API_KEYS.secret, edge.name, holders))
    gateways = _start_gateways(lab, issuer)
    with ExitStack() as stack:
        ways = {
            (kind, way): stack.enter_context(started)
            for way in Way
            for kind, started in (("ours", _ours(lab, gateways[way], way)), ("bare", _bare(lab, way, issuer)))
        }
        # A token is a part of every request, so that all ways but that with keys have the same requests.
        credentials = {way: keys if way is Way.KEYS else tokens for way in Way}
        ways = {key: measured.with_credential(credentials[key[1]].own) for key, measured in ways.items()}
        for (_, way), measured in ways.items():
            _require_protection(measured, way, credentials[way].of_others)
        found = {(*key, size): Overhead() for key in ways for size in sizes}
        for turn in range(turns):
            say(f"turn {turn + 1} of {turns}")
            for size in sizes:
                text = body(Shape.LONG, size)
                # In random order, because each way finds the memory in the state in which another one has left it.
                for key in random.Random(f"{turn}-{size}").sample(sorted(ways), len(ways)):  # noqa: S311 - an order
                    measured = ways[key]
                    take_turn(measured.target, text, SIZES[size], measured.cpu_seconds, found[*key, size])
                    # The simulator keeps the bodies of requests.
                    measured.replica.clear_requests()
    return [
        Case(step, size, *(_figures(found, kind, step, size) for kind in ("ours", "bare")))
        for step in STEPS
        for size in sizes
    ]


def _figures(found: Mapping[tuple[str, Way, int], Overhead], kind: str, step: Step, size: int) -> Figures:
    return Figures(found[kind, step.without, size], found[kind, step.protected, size])


def _start_gateways(lab: Lab, issuer: Issuer) -> Mapping[Way, Gateway]:
    """Three LLM gateways for the APIs of all ways: one requires nothing, one tokens, and one API keys."""
    others = [way for way in Way if way not in (*WITH_TOKENS, Way.KEYS)]
    start_llm_gateway(lab, map(api_name, others), pods=PODS.model_copy(update={"shared": False}))
    rule = JwtRule(issuer=issuer.name, audiences=[AUDIENCE], jwks=issuer.jwks)
    with_tokens = _TOKENS.start(lab, WITH_TOKENS, jwt_rules=[rule])
    with_keys = _KEYS.start(lab, [Way.KEYS], api_keys=_API_KEYS)
    return {**dict.fromkeys(others, lab.gateway), **dict.fromkeys(WITH_TOKENS, with_tokens), Way.KEYS: with_keys}


@contextmanager
def _ours(lab: Lab, gateway: Gateway, way: Way) -> Iterator[Measured]:
    """An API behind an LLM gateway, whose pods have a sidecar or none."""
    name = api_name(way)
    labels = {"app": name}
    callers: dict[str, Any] = {} if way is Way.MUTUAL_TLS else {"callers": ALL_CALLERS}
    if way is Way.SIDECAR:
        _without_tls(lab, name, labels)
    app = lab.app(name, namespace=NAMESPACE, labels=labels, port=MODEL_PORT, sidecar=way in _WITH_SIDECAR)
    backend = _backend(way, Pool(name=name, selector=labels, target_port=MODEL_PORT))
    ref = {**dict.fromkeys(WITH_TOKENS, _TOKENS.ref), Way.KEYS: _KEYS.ref}.get(way, LLM_GATEWAY)
    authorizers = [lab.authorizer(_KEYS.name, _AUTHORIZER)] if way is Way.KEYS else []
    with applied(lab, name, gateway=ref, **backend, **callers) as target:
        replica = app.replica(0)
        proxies = _proxies(gateway.host, *((replica.host,) if replica.proxy else ()))
        asked = [pair for one in authorizers for pair in ((one.host, "envoy"), (one.host, _OPA))]
        yield Measured(replace(target, address=gateway.host.address), (*proxies, *asked), replica)
    lab.remove(app, *authorizers)


def _backend(way: Way, pool: Pool) -> dict[str, Any]:
    """A pool for all requests, or for those of some models, which perhaps only their teams may use."""
    if way not in {Way.MODELS, Way.ACCESS}:
        return {"backend": pool}
    access = {name: [TokenHolders(teams=[team])] if way is Way.ACCESS else None for name, team in TEAMS.items()}
    return {"models": [Model(name=name, backend=pool, access=access[name]) for name in TEAMS]}


def _without_tls(lab: Lab, name: str, labels: Mapping[str, str]) -> None:
    """Turn mutual TLS off for pods, until the end of the lab: without this, Istio uses it whenever it can."""
    file = lab.state.folder / f"{name}.yaml"
    spec = {"selector": {"matchLabels": labels}, "mtls": {"mode": "DISABLE"}}
    metadata = {"name": name, "namespace": NAMESPACE}
    written = {"apiVersion": "security.istio.io/v1", "kind": "PeerAuthentication", "metadata": metadata, "spec": spec}
    file.write_text(yaml.safe_dump(written))
    lab.cluster.require_namespace(NAMESPACE)
    lab.apply(file)


@contextmanager
def _bare(lab: Lab, way: Way, issuer: Issuer) -> Iterator[Measured]:
    """One bare Envoy, or two: the second one is beside the model server, or beside the authorizer."""
    name = f"bare-{way}"
    app = lab.app(name, namespace="peers", labels={"app": name}, port=MODEL_PORT)
    first = lab.caller(f"{name}-gateway", "peers", sidecar=False)
    replica = app.replica(0)
    folder = lab.state.folder / name
    folder.mkdir()
    identities = two_envoys.Identities.made(folder) if way in {Way.MUTUAL_TLS, Way.KEYS} else None
    to = two_envoys.Server(replica.host.address, MODEL_PORT)
    programs = _proxies(first.host)
    authorizer = None
    members: list[Caller | App | Authorizer] = [first, app]
    if way in _WITH_SIDECAR:
        two_envoys.start_second(replica.host, folder / "second", MODEL_PORT, identities)
        _wait_for_port(lab, replica.host)
        to = two_envoys.Server(replica.host.address, two_envoys.PORT, identities)
        programs += _proxies(replica.host)
    elif way is Way.KEYS:
        start_llm_gateway(lab, [name], _BARE_KEYS.ref, _BARE_KEYS.pods, api_keys=_API_KEYS)
        asked = lab.authorizer(_BARE_KEYS.name, _AUTHORIZER, injected=False)
        members.append(asked)
        two_envoys.start_second(asked.host, folder / "second", AUTHORIZER_PORT, identities, http2=True)
        _wait_for_port(lab, asked.host)
        authorizer = two_envoys.Server(asked.host.address, two_envoys.PORT, identities, http2=True)
        programs += (*_proxies(asked.host), (asked.host, _OPA))
    two_envoys.start_first(first.host, folder / "first", to, _checks(way, issuer), authorizer)
    _wait_for_port(lab, first.host)
    yield Measured(Target(lab.hub.namespace, first.host.address, two_envoys.PORT, name), programs, replica)
    lab.remove(*members)


def _checks(way: Way, issuer: Issuer) -> Checks:
    """What the first Envoy of a way checks."""
    found = Checks()
    if way is Way.KEYS:
        found = found.of_keys()
    if way in WITH_TOKENS:
        found = found.of_tokens(issuer)
    if way in {Way.MODELS, Way.ACCESS}:
        found = found.of_models(TEAMS)
    return found.of_access(TEAMS) if way is Way.ACCESS else found


def _wait_for_port(lab: Lab, host: Host) -> None:
    def answers() -> bool:
        connect(lab.hub.namespace, (host.address, two_envoys.PORT), 1).close()
        return True

    wait_for(f"the Envoy of {host.name}", answers)


def _require_protection(measured: Measured, way: Way, credential_of_others: str) -> None:
    """Raise unless a way has the protections that its name says, and no others."""
    served = _is_served(measured)
    requests = measured.replica.requests()
    identity = requests[-1]["headers"].get(IDENTITY) if requests else None
    found = {
        "serves the request": served,
        "shows the caller to the model server": identity is not None,
        "refuses a request without a token and a key": not _is_served(measured.with_credential("")),
        "refuses another team": not _is_served(measured.with_credential(credential_of_others)),
    }
    measured.replica.clear_requests()
    knows_callers = way in (*WITH_TOKENS, Way.KEYS)
    if tuple(found.values()) != (True, way is Way.MUTUAL_TLS, knows_callers, way is Way.ACCESS):
        raise AnswerError(f"{measured.target}: {found}")


def _is_served(measured: Measured) -> bool:
    try:
        take_turn(measured.target, body(Shape.LONG, KB), 1, lambda: 0.0, Overhead(), warm_up=0)
    except AnswerError:
        return False
    return True
