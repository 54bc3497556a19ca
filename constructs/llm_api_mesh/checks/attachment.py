"""What an API needs of its gateway: a plain Gateway has Istio's own features, and an LLM gateway what it offers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from llm_api_mesh.errors import Problem, listed, show
from llm_api_mesh.plan.plan import Plan
from llm_api_mesh.plan.routing.session_affinity import version_key
from llm_api_mesh.spec.backends import PROVIDERS, ProviderRef
from llm_api_mesh.spec.hosts import covers
from llm_api_mesh.spec.llm_gateway_ref import LlmGatewayRef
from llm_api_mesh.spec.load_balancer import Passthrough

_ANOTHER = "Write gateway=LlmGateway(...), or LlmGatewayRef(...) if another program declares it."


def check(plan: Plan) -> Iterator[Problem]:
    """Refuse what the gateway can't do, as far as it is known."""
    gateway = plan.spec.llm_gateway
    if gateway is None:
        yield from _at_plain_gateway(plan)
    else:
        yield from lacking(plan, gateway)
        yield from _at_llm_gateway(plan)


def lacking(plan: Plan, gateway: LlmGatewayRef) -> Iterator[Problem]:
    """Refuse what an LLM gateway doesn't offer to the API."""
    yield from _hosts(plan, gateway)
    yield from _providers(plan, gateway)
    yield from _failovers(plan, gateway)
    yield from _session_headers(plan, gateway)


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
                fix=f"Add it to the gateway: hosts={{{show(plan.spec.namespace)}: [{show(host)}]}}.",
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
                allowed=f"a provider that the namespace may use: {listed([show(name) for name in allowed]) or 'none'}",
                fix="Ask the gateway's team to add the namespace to the provider." if users else "",
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
                fix="Set failover_backends of the gateway.",
            )
        limit = failover.spill_per_minute
        if limit is not None and limit not in gateway.spill_limits:
            yield Problem(
                path=f"{target.names.field}.spill_per_minute",
                code="gateway-lacks",
                given=str(limit),
                allowed=f"a limit that the LLM gateway {show(gateway.name)} has: {_numbers(gateway.spill_limits)}",
                fix="Choose one of them, or add this one to spill_limits of the gateway.",
            )


def _session_headers(plan: Plan, gateway: LlmGatewayRef) -> Iterator[Problem]:
    for target in plan.leaf_targets:
        key = version_key(target)
        if key and key.header not in gateway.session_headers:
            yield Problem(
                path=f"{target.names.field}.versions",
                code="gateway-lacks",
                given=f"{key.key}, which should choose among versions as well",
                allowed=f"a header by which the LLM gateway {show(gateway.name)} chooses versions: "
                f"{listed(gateway.session_headers)}",
                fix=f'Write ConsistentHash(header="{gateway.session_headers[0]}").',
            )


def _at_llm_gateway(plan: Plan) -> Iterator[Problem]:
    spec = plan.spec
    if spec.max_prompt_bytes is not None:
        yield Problem(
            path="max_prompt_bytes",
            code="field-without-effect",
            given=str(spec.max_prompt_bytes),
            allowed="max_request_bytes of the LLM gateway, which is for all APIs",
            fix="Remove it.",
        )
    for target in plan.leaf_targets:
        backend = target.backend
        if isinstance(backend, PROVIDERS):
            yield Problem(
                path=target.names.field,
                code="gateway-lacks",
                given=f"{type(backend).__name__}, whose key is the gateway's",
                allowed="a Pool or a ProviderRef",
                fix=f'Declare it by LlmGateway(providers={{"{backend.label}": GatewayProvider(...)}}), and write '
                f'ProviderRef(provider="{backend.label}").',
            )
        if isinstance(backend.load_balancer, Passthrough) and spec.pod_namespace == spec.namespace:
            yield Problem(
                path=f"{target.names.field}.load_balancer",
                code="gateway-lacks",
                given="Passthrough in the gateway's own namespace",
                allowed="another namespace, because gateway and callers have different DestinationRules",
            )


def _at_plain_gateway(plan: Plan) -> Iterator[Problem]:
    if plan.spec.include_usage:
        yield _needed("include_usage", "True", "include_usage changes request bodies")
    for target in plan.leaf_targets:
        field, backend = target.names.field, target.backend
        if isinstance(backend, ProviderRef):
            yield _needed(field, "a ProviderRef", "a ProviderRef names a provider of an LlmGateway")
        elif backend.served_model:
            yield _needed(f"{field}.model", show(backend.served_model), "a backend's name of a model changes bodies")
        for version, policy in sorted(plan.policies[target].in_force.items()):
            if policy.ejection and policy.ejection.max_time:
                here = f"{field}.versions[{version}]" if version else field
                yield _needed(f"{here}.ejection.max_time", "a time", "max_time is set by an EnvoyFilter")


def _needed(path: str, given: str, reason: str) -> Problem:
    return Problem(
        path=path,
        code="needs-llm-gateway",
        given=f"{given} at a plain Gateway",
        allowed=f"this at an LlmGateway, because {reason}",
        fix=_ANOTHER,
    )


def _numbers(numbers: Sequence[int]) -> str:
    return listed([str(number) for number in numbers]) or "none"
