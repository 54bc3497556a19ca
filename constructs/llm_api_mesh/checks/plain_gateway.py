"""What a plain Gateway can't do: it has Istio's own features, and an LLM gateway has further ones."""

from __future__ import annotations

from collections.abc import Iterator

from llm_api_mesh.checks.hashes import balancer_field, hashes
from llm_api_mesh.errors import Problem, listed, show
from llm_api_mesh.plan.plan import Plan
from llm_api_mesh.plan.routing.session_affinity import version_key
from llm_api_mesh.plan.target import LeafTarget
from llm_api_mesh.spec.backends import Failover, ProviderRef
from llm_api_mesh.spec.durations import istio_duration
from llm_api_mesh.spec.load_balancer import ENVOYS_CHOICES, LeastRequest, Passthrough
from llm_api_mesh.spec.model_source import ModelFromBody

ANOTHER = "Write gateway=LlmGateway(...), or LlmGatewayRef(...) if another program declares it."
_PATCHED = "because the field needs an EnvoyFilter, which only the platform's team may add"


def needs(plan: Plan) -> Iterator[Problem]:
    """Refuse what only an LLM gateway has."""
    spec, settings = plan.spec, plan.settings
    if spec.models and isinstance(spec.model_from, ModelFromBody):
        fix = 'ModelFromHeader(name="...") and ModelFromPath() work at a plain Gateway.'
        yield _needed("models", "models by the request's body", "which reads bodies", fix)
    if spec.include_usage:
        yield _needed("include_usage", "True", "which writes into bodies")
    if settings.budget.first_token:
        yield _needed(
            "budget.first_token", istio_duration(settings.budget.first_token), "which knows requests for streams"
        )
    if settings.retries.longest_retry_after:
        longest = istio_duration(settings.retries.longest_retry_after)
        yield _needed("retries.longest_retry_after", longest, _PATCHED)
    for target in plan.targets:
        if isinstance(target.backend, Failover):
            yield _needed(target.names.field, "a Failover", "which has listeners for the backends")
    for target in plan.leaf_targets:
        yield from _of_backend(plan, target)
    yield from _of_keys(plan)


def _of_backend(plan: Plan, target: LeafTarget) -> Iterator[Problem]:
    field, backend = target.names.field, target.backend
    if isinstance(backend, ProviderRef):
        yield _needed(field, "a ProviderRef", "which has the provider's address and key")
        return
    if backend.picked:
        yield _needed(field, "an inference pool", "which has a gateway for them")
        return
    if backend.served_model:
        yield _needed(f"{field}.model", show(backend.served_model), "which writes into bodies")
    if version_key(target):
        yield _needed(f"{field}.versions", "weights beside a ConsistentHash", "which chooses a version by the session")
    for version, policy in sorted(plan.policies[target].in_force.items()):
        here = f"{field}.versions[{version}]" if version else field
        if policy.ejection and policy.ejection.max_time:
            yield _needed(f"{here}.ejection.max_time", istio_duration(policy.ejection.max_time), _PATCHED)
        if policy.max_requests:
            yield _needed(
                f"{here}.concurrent_requests", "a limit", "which answers 429, where a plain Gateway answers 503"
            )
        if isinstance(policy.load_balancer, Passthrough):
            yield _needed(
                f"{here}.load_balancer",
                "Passthrough",
                "which has a DestinationRule that callers in the mesh don't see",
            )
        choices = policy.load_balancer.choices if isinstance(policy.load_balancer, LeastRequest) else None
        if choices and choices != ENVOYS_CHOICES:
            yield _needed(f"{here}.load_balancer.choices", str(choices), _PATCHED)


def _of_keys(plan: Plan) -> Iterator[Problem]:
    if any(plan.is_of_preset(balancer) for _, _, balancer in hashes(plan)):
        yield _needed(
            "preset",
            show(plan.spec.preset),
            "which reads the keys that the preset balances by, and bounds the load",
            "Or leave it out: the default balances by least request.",
        )
    for target, subset, balancer in hashes(plan):
        if plan.is_of_preset(balancer):
            continue
        if balancer.read_by_gateway:
            keys = listed([show(one) for one in balancer.read_by_gateway], "and")
            yield _needed(balancer_field(target, subset, "keys"), keys, "which reads bodies and bounds the load")
        elif balancer.max_load:
            yield _needed(balancer_field(target, subset, "max_load"), str(balancer.max_load), _PATCHED)


def _needed(path: str, given: str, reason: str, fix: str = "") -> Problem:
    return Problem(
        path=path,
        code="needs-llm-gateway",
        given=f"{given} at a plain Gateway",
        allowed=f"{given} behind an LlmGateway, {reason}",
        fix=" ".join(filter(None, (ANOTHER, fix))),
    )
