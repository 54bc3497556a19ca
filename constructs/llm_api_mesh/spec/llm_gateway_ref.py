"""What an API knows of the LLM gateway that it is behind."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Annotated, Self

from frozendict import frozendict
from pydantic import model_validator

from llm_api_mesh.errors import show
from llm_api_mesh.spec.base import List, Rule, Spec, refused
from llm_api_mesh.spec.consistent_hash import MAX_LOAD, MaxLoad
from llm_api_mesh.spec.hosts import ANY_HOST, Hosts
from llm_api_mesh.spec.load_balancer import ENVOYS_CHOICES, Choices
from llm_api_mesh.spec.match import header_name
from llm_api_mesh.spec.named_values import Named
from llm_api_mesh.spec.names import ALL_NAMESPACES, AnyNamespace, DnsLabel, DnsName, Domain, Selector
from llm_api_mesh.spec.numbers import AtLeastOne, whole
from llm_api_mesh.spec.token_holders import TEAM, TeamClaim

_MOST_BACKENDS = 9

# Of a Gateway of the Gateway API.
_MOST_LISTENERS = 64

# How the names of Gateways, ConfigMaps and files end that a gateway has beside those with its own name.
_BESIDE = r"(.+?)-(admission|authorizer|egress|overload|pools|pools-overload|redirect|slot-[0-9]+)"


def _gateway_name(name: str) -> str:
    """Refuse a name by which one gateway would be taken for a part of another one."""
    if found := re.fullmatch(_BESIDE, name):
        other, ending = found.groups()
        raise refused(
            "name-invalid",
            allowed="a name that doesn't end with -admission, -authorizer, -egress, -overload, -pools, "
            f"-redirect or -slot-<number>, because objects of a gateway {show(other)} have such names",
            fix=f"Write {show(f'{ending}-{other}')}.",
        )
    return name


def _in_order(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted(set(names)))


def _at_least_one(names: Sequence[str]) -> Sequence[str]:
    if not names:
        raise refused("field-invalid", allowed="at least one name")
    return names


def _a_listener_each(names: Sequence[str]) -> Sequence[str]:
    if len(names) > _MOST_LISTENERS:
        raise refused("field-invalid", given=f"{len(names)} namespaces", allowed=f"at most {_MOST_LISTENERS}")
    return names


def _hosts(hosts: Mapping[str, Sequence[str]]) -> Mapping[str, Sequence[str]]:
    if not hosts:
        raise refused(
            "host-invalid", allowed="at least one namespace with its hosts", fix='Write {"ai": ["chat.example.com"]}.'
        )
    for namespace, names in hosts.items():
        if ANY_HOST in names:
            raise refused(
                "host-invalid",
                given=f"{show(ANY_HOST)} for {namespace}",
                allowed='the hosts of the APIs, or wildcards such as "*.ai.example.com"',
            )
    return frozendict(dict(sorted(hosts.items())))


def _header_names(names: Sequence[str]) -> tuple[str, ...]:
    if not names:
        raise refused("header-name", allowed="at least one header")
    return tuple(dict.fromkeys(map(header_name, names)))


def _limits(limits: Sequence[int]) -> tuple[int, ...]:
    return tuple(sorted(set(limits)))


def _sorted(mapping: Mapping[str, Sequence[str]]) -> Mapping[str, Sequence[str]]:
    return frozendict(dict(sorted(mapping.items())))


ALL_POOL_USERS: Mapping[str, Sequence[str]] = frozendict({ALL_NAMESPACES: (ALL_NAMESPACES,)})
"""Every namespace, for the Services of all namespaces and for hosts that aren't Services."""


def _pool_users(users: Mapping[str, Sequence[str]]) -> Mapping[str, Sequence[str]]:
    if users == ALL_POOL_USERS:
        return ALL_POOL_USERS
    for namespace, others in users.items():
        if ALL_NAMESPACES in {namespace, *others}:
            raise refused(
                "field-invalid",
                given=f"{show(ALL_NAMESPACES)} for {show(namespace)}"
                if ALL_NAMESPACES in others
                else show(ALL_NAMESPACES),
                allowed="names of namespaces, or ALL_POOL_USERS alone, by which every namespace may use all pools",
            )
        if namespace in others:
            raise refused(
                "field-without-effect",
                given=f"{show(namespace)} as a user of its own pools",
                allowed="other namespaces, because each namespace may use its own pools",
            )
    return _sorted(users)


GatewayName = Annotated[DnsLabel, Rule(_gateway_name, **{"not": {"pattern": _BESIDE}})]
"""The name of an LLM gateway."""
HostsByNamespace = Annotated[Mapping[DnsLabel, Hosts], Rule(_hosts, minProperties=1)]
"""The hosts of each namespace."""
_Names = Annotated[List[DnsLabel], Rule(_in_order)]
Namespaces = Annotated[_Names, Rule(_at_least_one, minItems=1)]
"""One or more namespaces, sorted."""
PoolNamespaces = Annotated[_Names, Rule(_a_listener_each)]
"""Namespaces that may have inference pools, sorted."""
PoolUsers = Annotated[
    Mapping[AnyNamespace, Annotated[List[AnyNamespace], Rule(_in_order), Rule(_at_least_one, minItems=1)]],
    Rule(_pool_users),
    Named(among_items=False, ALL_POOL_USERS=ALL_POOL_USERS),
]
"""The other namespaces that may use the Services of a namespace."""
SessionHeaders = Annotated[List[str], Rule(_header_names, minItems=1)]
"""Headers with the key of a session, in their order."""
FailoverBackends = Annotated[int, whole(2, _MOST_BACKENDS)]
"""A number of backends of a failover."""
SpillLimits = Annotated[List[AtLeastOne], Rule(_limits)]
"""Limits of requests a minute, sorted."""

SESSION_HEADERS = ("x-session-id",)
FAILOVER_BACKENDS = 3
SPILL_LIMITS = (10, 60, 600)


class LlmGatewayRef(Spec):
    """An `LlmGateway` that another program declares.

    It has what an API must know about the gateway. Its fields have the defaults of `LlmGateway`, so write only what
    differs. In a program that declares both, `LlmGateway.ref` is this reference.

    Becomes: `VirtualService.spec.gateways: [<namespace>/<name>]`.
    """

    namespace: DnsLabel
    """Namespace of the gateway. Becomes: the first part of `VirtualService.spec.gateways[]`, and
    `VirtualService.spec.exportTo`."""
    name: GatewayName
    """Name of the gateway. Becomes: the second part of `VirtualService.spec.gateways[]`."""
    hosts: HostsByNamespace | None = None
    """The hosts that each namespace may serve. Default: unknown, and not checked: the gateway answers 404 for a host
    that it doesn't have. Becomes: nothing."""
    providers: Annotated[Mapping[DnsLabel, Namespaces], Rule(_sorted)] | None = None
    """The names of the gateway's hosted providers, each with the namespaces that may use it. Default: unknown, and not
    checked: the gateway answers 403 to requests of another namespace. Becomes: nothing."""
    inference_pools: PoolNamespaces | None = None
    """The namespaces whose APIs may have inference pools. Default: unknown, and not checked: the gateway answers 503 to
    requests for a pool of another namespace. Becomes: nothing."""
    pool_users: PoolUsers | None = None
    """The other namespaces that may use the Services of a namespace. Default: unknown, and not checked: the gateway
    answers 403 to requests of a namespace that may not use a Service. Becomes: nothing."""
    knows_callers: bool = False
    """Whether the gateway has `jwt_rules` or `api_keys`, and so knows the claims of callers. Default: False. Becomes:
    nothing; an `access` of the API is refused without it."""
    team_claim: TeamClaim = TEAM
    """The claim with the caller's team. Default: `team`. Becomes: the claim in the conditions for
    `TokenHolders(teams=...)`."""
    session_headers: SessionHeaders = SESSION_HEADERS
    """The headers with the key of a session, by which the gateway chooses a version. Default: `x-session-id`. Becomes:
    nothing; a `ConsistentHash` of several versions must use one of them."""
    failover_backends: FailoverBackends = FAILOVER_BACKENDS
    """Largest number of backends of a `Failover`. Default: 3. Becomes: nothing; more backends are refused."""
    spill_limits: SpillLimits = SPILL_LIMITS
    """The limits of which `Failover.spill_per_minute` may be one. Default: 10, 60 and 600. Becomes: nothing; another
    limit is refused."""
    choices: Choices = ENVOYS_CHOICES
    """How many replicas least request compares, for all APIs of the gateway. Default: 2. Becomes: nothing; another
    number of a `LeastRequest` becomes an EnvoyFilter."""
    max_load: MaxLoad | None = MAX_LOAD
    """The bound of the load of replicas, for all APIs of the gateway. None: no bound, as on pods that serve other hosts
    as well. Default: 1.25. Becomes: nothing; another bound of a `ConsistentHash` becomes an EnvoyFilter."""
    cluster_domain: Domain = "cluster.local"
    """DNS domain of the gateway's cluster, which is also the API's. Default: `cluster.local`. Becomes: nothing; another
    domain of the API is refused."""
    selector: Selector | None = None
    """Labels of the gateway's pods. Default: those of pods that istiod deploys,
    `gateway.networking.k8s.io/gateway-name: <name>`. Becomes: `EnvoyFilter.spec.workloadSelector.labels`."""
    service_account: DnsName | None = None
    """Service account of the gateway's pods, in the gateway's namespace. Default: that of pods that istiod deploys,
    `<name>-istio`; for other pods there is none. Becomes:
    `AuthorizationPolicy.spec.rules[].from[].source.serviceAccounts`."""

    @model_validator(mode="after")
    def _identity_of_other_pods(self) -> Self:
        if self.selector and self.service_account is None:
            raise refused(
                "field-required",
                given="selector without service_account",
                allowed="both, because the pods of the API know the gateway by its service account",
                fix='Add service_account="...".',
            )
        return self

    @property
    def pod_labels(self) -> Mapping[str, str]:
        """Labels of the gateway's pods."""
        return self.selector or deployed_pods(self.name)

    @property
    def identity(self) -> str:
        """The gateway's service account, as `<namespace>/<name>`."""
        return f"{self.namespace}/{self.service_account or deployed_account(self.name)}"


def deployed_account(name: str) -> str:
    """Return the service account of the pods that istiod deploys for a gateway."""
    return f"{name}-istio"


def deployed_pods(name: str) -> Mapping[str, str]:
    """Return the labels of the pods that istiod deploys for a gateway."""
    return frozendict({"gateway.networking.k8s.io/gateway-name": name})
