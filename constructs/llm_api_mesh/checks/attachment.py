"""What an API needs of its gateway, and what its LLM gateway doesn't offer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from llm_api_mesh.checks import plain_gateway
from llm_api_mesh.checks.drills import selecting_headers
from llm_api_mesh.checks.hashes import balancer_field, hashes
from llm_api_mesh.errors import Problem, listed, show
from llm_api_mesh.plan.llm_gateway.headers import SET_BY_ROUTES
from llm_api_mesh.plan.plan import Plan
from llm_api_mesh.plan.routing.session_affinity import version_key
from llm_api_mesh.spec.backends import ProviderRef, ServiceRef
from llm_api_mesh.spec.consistent_hash import MAX_LOAD, ConsistentHash
from llm_api_mesh.spec.hosts import covers
from llm_api_mesh.spec.llm_gateway_ref import ALL_POOL_USERS, LlmGatewayRef
from llm_api_mesh.spec.load_balancer import Passthrough


def check(plan: Plan) -> Iterator[Problem]:
    """Refuse what the gateway can't do, as far as it is known."""
    gateway = plan.spec.llm_gateway
    if gateway is None:
        yield from plain_gateway.needs(plan)
    else:
        yield from lacking(plan, gateway)
        yield from _at_llm_gateway(plan)


def check_headers(plan: Plan) -> Iterator[Problem]:
    """Refuse conditions on headers that an LLM gateway removes, which no request would meet."""
    if plan.spec.llm_gateway is None:
        return
    drills = ((f"drills[{drill.name}]", header) for drill in plan.drills for header in drill.headers)
    for where, header in (*selecting_headers(plan), *drills):
        if header in SET_BY_ROUTES:
            yield Problem(
                path=where,
                code="header-name",
                given=header,
                allowed="another header, because the LLM gateway removes this one from the requests of clients",
            )


def lacking(plan: Plan, gateway: LlmGatewayRef) -> Iterator[Problem]:
    """Refuse what an LLM gateway doesn't offer to the API."""
    yield from _hosts(plan, gateway)
    yield from _providers(plan, gateway)
    yield from _pools(plan, gateway)
    yield from _inference_pools(plan, gateway)
    yield from _failovers(plan, gateway)
    yield from _session_headers(plan, gateway)
    yield from _bounds(plan, gateway)
    if plan.spec.cluster_domain != gateway.cluster_domain:
        yield Problem(
            path="cluster_domain",
            code="gateway-lacks",
            given=show(plan.spec.cluster_domain),
            allowed=f"the cluster domain of the LLM gateway {show(gateway.name)}, {show(gateway.cluster_domain)}",
        )


def differing(given: LlmGatewayRef, gateway: LlmGatewayRef) -> Iterator[Problem]:
    """Refuse a reference that differs from its gateway in what the objects of an API follow from."""
    said, true = _decisive(given), _decisive(gateway)
    for field, value in said.items():
        if value != true[field]:
            yield Problem(
                path=f"gateway.{field}",
                code="gateway-lacks",
                given=f"{show(value)} for the LLM gateway {show(gateway.name)}, which this app declares with "
                f"{show(true[field])}",
                allowed="what the LlmGateway has, because the objects of the API follow from it",
                fix="Write the same in the LlmGatewayRef.",
            )


def _decisive(gateway: LlmGatewayRef) -> Mapping[str, object]:
    return {
        "selector": dict(gateway.pod_labels),
        "service_account": gateway.identity.rpartition("/")[2],
        "choices": gateway.choices,
        "max_load": gateway.max_load,
        "team_claim": gateway.team_claim,
    }


def _hosts(plan: Plan, gateway: LlmGatewayRef) -> Iterator[Problem]:
    if gateway.hosts is None:
        return
    served = gateway.hosts.get(plan.spec.namespace, ())
    for index, host in enumerate(plan.spec.hosts):
        if not any(covers(one, host) for one in served):
            here = listed([show(one) for one in served], "and") if served else "no host"
            yield Problem(
                path=f"hosts[{index}]",
                code="gateway-host",
                given=f"{show(host)}, which the LLM gateway {show(gateway.name)} doesn't serve for namespace "
                f"{show(plan.spec.namespace)}",
                allowed=f"a host that the gateway serves for the API's namespace, which has {here}",
                fix=_asked(f"add it to hosts[{show(plan.spec.namespace)}]"),
            )


def _providers(plan: Plan, gateway: LlmGatewayRef) -> Iterator[Problem]:
    if gateway.providers is None:
        return
    namespace = plan.spec.namespace
    for target in plan.leaf_targets:
        if not isinstance(target.backend, ProviderRef):
            continue
        provider = target.backend.provider
        users = gateway.providers.get(provider)
        if users is None or namespace not in users:
            allowed = sorted(name for name, others in gateway.providers.items() if namespace in others)
            missing = "doesn't have" if users is None else f"doesn't offer to namespace {show(namespace)}"
            yield Problem(
                path=f"{target.names.field}.provider",
                code="gateway-lacks",
                given=f"{show(provider)}, which the LLM gateway {show(gateway.name)} {missing}",
                allowed=f"a provider that the namespace may use: {listed([show(name) for name in allowed])}"
                if allowed
                else "no provider, because the gateway has none for the namespace",
                fix=_asked(
                    f"add {show(namespace)} to providers[{show(provider)}].namespaces"
                    if users
                    else f"add {show(provider)} with namespaces=[{show(namespace)}] to providers"
                ),
            )


def _pools(plan: Plan, gateway: LlmGatewayRef) -> Iterator[Problem]:
    namespace = plan.spec.namespace
    if gateway.pool_users in {None, ALL_POOL_USERS} or namespace == gateway.namespace:
        return
    for target in plan.leaf_targets:
        owner = target.backend.namespace if isinstance(target.backend, ServiceRef) else None
        if owner and owner != namespace and namespace not in gateway.pool_users.get(owner, ()):
            yield Problem(
                path=f"{target.names.field}.namespace",
                code="gateway-lacks",
                given=f"{show(owner)}, whose Services the LLM gateway {show(gateway.name)} doesn't offer to namespace "
                f"{show(namespace)}",
                allowed="a Service of the API's namespace, or of one whose Services the API's namespace may use",
                fix=_asked(f"add {show(namespace)} to pool_users[{show(owner)}]"),
            )


def _inference_pools(plan: Plan, gateway: LlmGatewayRef) -> Iterator[Problem]:
    if gateway.inference_pools is None or plan.spec.namespace in gateway.inference_pools:
        return
    for target in plan.leaf_targets:
        if target.backend.picked:
            namespaces = [show(name) for name in gateway.inference_pools]
            yield Problem(
                path=target.names.field,
                code="gateway-lacks",
                given=f"an inference pool in namespace {show(plan.spec.namespace)}, for which the LLM gateway "
                f"{show(gateway.name)} serves none",
                allowed=f"inference pools of {listed(namespaces, 'and')}" if namespaces else "a Pool or a ServiceRef",
                fix=_asked(f"add {show(plan.spec.namespace)} to inference_pools"),
            )


def _failovers(plan: Plan, gateway: LlmGatewayRef) -> Iterator[Problem]:
    for target in plan.targets:
        failover = target.failover
        if failover is None:
            continue
        if len(failover.backends) > gateway.failover_backends:
            yield Problem(
                path=f"{target.names.field}.backends",
                code="gateway-lacks",
                given=f"{len(failover.backends)} backends",
                allowed=f"at most {gateway.failover_backends}, as the LLM gateway {show(gateway.name)} says",
                fix=_asked(f"raise failover_backends to {len(failover.backends)}"),
            )
        limit = failover.spill_per_minute
        if limit is not None and limit not in gateway.spill_limits:
            yield Problem(
                path=f"{target.names.field}.spill_per_minute",
                code="gateway-lacks",
                given=str(limit),
                allowed=f"a limit that the LLM gateway {show(gateway.name)} has: {_numbers(gateway.spill_limits)}",
                fix=_asked("add it to spill_limits"),
            )


def _session_headers(plan: Plan, gateway: LlmGatewayRef) -> Iterator[Problem]:
    for target in plan.leaf_targets:
        key = version_key(target)
        if key and not _chooses_version(key, gateway):
            yield Problem(
                path=f"{target.names.field}.versions",
                code="gateway-lacks",
                given=f"{key.key}, which should choose among versions as well",
                allowed=f"a header by which the LLM gateway {show(gateway.name)} chooses versions: "
                f"{listed(gateway.session_headers)}",
                fix=f"Write ConsistentHash(header={show(gateway.session_headers[0])})."
                + (
                    f" {_asked(f'add {show(key.header)} to session_headers')}"
                    if key.header and key.header not in gateway.session_headers
                    else ""
                ),
            )


def _chooses_version(key: ConsistentHash, gateway: LlmGatewayRef) -> bool:
    """Whether the gateway makes a bucket from the session that this key means."""
    return key.header in gateway.session_headers if key.header else bool(key.keys)


def _bounds(plan: Plan, gateway: LlmGatewayRef) -> Iterator[Problem]:
    if gateway.max_load is not None:
        return
    if any(plan.is_of_preset(balancer) for _, _, balancer in hashes(plan)):
        yield Problem(
            path="preset",
            code="gateway-lacks",
            given=f"{show(plan.spec.preset)} at the LLM gateway {show(gateway.name)}, which doesn't bound the load",
            allowed="another preset, or another gateway, because a key that many requests share would fill one replica",
            fix=f"Write load_balancer=ConsistentHash(keys=[...], max_load={MAX_LOAD}) in each pool, or use an "
            "LlmGateway with a max_load.",
        )
    for target, subset, balancer in hashes(plan):
        if balancer.read_by_gateway and balancer.max_load is None and not plan.is_of_preset(balancer):
            yield Problem(
                path=balancer_field(target, subset, "keys"),
                code="gateway-lacks",
                given=f"keys of prompts at the LLM gateway {show(gateway.name)}, which doesn't bound the load",
                allowed="keys with a bound, because a key that many requests share would fill one replica",
                fix=f"Add max_load={MAX_LOAD} to the ConsistentHash, or use an LlmGateway with a max_load.",
            )


def _at_llm_gateway(plan: Plan) -> Iterator[Problem]:
    gateway = plan.spec.llm_gateway
    for target in plan.leaf_targets:
        shares = gateway and gateway.namespace == plan.spec.namespace
        if isinstance(target.backend.load_balancer, Passthrough) and shares:
            yield Problem(
                path=f"{target.names.field}.load_balancer",
                code="gateway-lacks",
                given="Passthrough in the gateway's own namespace",
                allowed="another namespace, because gateway and callers have different DestinationRules",
            )


def _asked(change: str) -> str:
    """Say who can change the gateway, and what else may be wrong: the reference to it."""
    return f"The platform's team can {change} in the LlmGateway. If the gateway has it already, update LlmGatewayRef."


def _numbers(numbers: Sequence[int]) -> str:
    return listed([str(number) for number in numbers]) or "none"
