"""Who may use an API and its models: a gateway that knows callers, and no way around a model's access."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from llm_api_mesh.checks.plain_gateway import ANOTHER
from llm_api_mesh.checks.reach import Names, is_within, same_pods
from llm_api_mesh.errors import Problem, show
from llm_api_mesh.plan.plan import Plan
from llm_api_mesh.plan.target import LeafTarget, Target
from llm_api_mesh.spec.api import ApiSpec
from llm_api_mesh.spec.backends import ProviderRef
from llm_api_mesh.spec.model import Model
from llm_api_mesh.spec.model_source import ModelFromBody
from llm_api_mesh.spec.token_holders import SUBJECT, TokenHolders


def check(plan: Plan) -> Iterator[Problem]:
    """Refuse access that nothing enforces, or that a caller gets around."""
    gateway = plan.spec.llm_gateway
    for path, holders in _all(plan.spec):
        if gateway is None:
            yield Problem(
                path=path,
                code="needs-llm-gateway",
                given="access at a plain Gateway",
                allowed="access behind an LlmGateway with jwt_rules or api_keys, which knows its callers",
                fix=ANOTHER,
            )
        elif not gateway.knows_callers:
            yield Problem(
                path=path,
                code="gateway-lacks",
                given=f"access at the LLM gateway {show(gateway.name)}, which doesn't know callers",
                allowed="access behind an LlmGateway with jwt_rules or api_keys",
                fix="The platform's team can add jwt_rules or api_keys to the LlmGateway. If the gateway has them "
                "already, write LlmGatewayRef(knows_callers=True).",
            )
        else:
            yield from _twice(path, holders, gateway.team_claim)
    yield from _models(plan.spec)
    yield from _ways_around(plan.targets)


def _all(spec: ApiSpec) -> Iterator[tuple[str, Sequence[TokenHolders]]]:
    """The fields with access that are set."""
    if spec.access:
        yield "access", spec.access
    for model in spec.models:
        if model.access:
            yield f"models[{model.name}].access", model.access
    for endpoint in spec.endpoints:
        if endpoint.access:
            yield f"endpoints[{endpoint.name}].access", endpoint.access


def _twice(path: str, access: Sequence[TokenHolders], team_claim: str) -> Iterator[Problem]:
    for index, holders in enumerate(access):
        if holders.teams is None:
            continue
        as_subject = team_claim == SUBJECT and holders.subjects is not None
        if as_subject or team_claim in holders.claims:
            other = "subjects" if as_subject else "claims"
            yield Problem(
                path=f"{path}[{index}].{other}",
                code="claim-invalid",
                given=f"teams and {other} with {show(team_claim)}, which is the claim of teams at the gateway",
                allowed="one of them",
            )


def _models(spec: ApiSpec) -> Iterator[Problem]:
    if isinstance(spec.model_from, ModelFromBody):
        return
    for model in spec.models:
        if model.access:
            yield Problem(
                path=f"models[{model.name}].access",
                code="model-source",
                given=f"access to a model beside {type(spec.model_from).__name__}",
                allowed="access to a model with ModelFromBody(), because a client can name one model to the gateway "
                "and another one to the backend",
                fix="Write access=... of the API.",
            )


def _ways_around(targets: Sequence[Target]) -> Iterator[Problem]:
    """Refuse a backend that serves a model to callers who may not use the model."""
    for restricted in targets:
        model = restricted.model
        if model is None or not restricted.access:
            continue
        for other in targets:
            if not is_within(other.access, restricted.access) and (found := _shared(restricted, other, model)):
                yield Problem(
                    path=other.names.field,
                    code="access-conflict",
                    given=f"a backend that also serves the model {show(model.name)}, which fewer callers may use",
                    allowed=found,
                    fix="Give both the same access, or a backend each.",
                )


def _shared(restricted: Target, other: Target, model: Model) -> str | None:
    """What is allowed instead, if callers get the model by the other target; None: they don't."""
    pairs = [(one, two) for one in restricted.leaves for two in other.leaves if _same_backend(one, two)]
    if not pairs:
        return None
    if other.model is None:
        what = "an endpoint" if other.endpoint else "the API's own backend"
        return f"another backend for {what}, whose requests may name any model, or none"
    named = Names.of(other.model)
    own_names = {one.backend.served_model for one, two in pairs if not two.backend.served_model}
    found = [name for name in own_names if name and name not in model.names and named.include(name)]
    return f"names that don't match {show(min(found))}, the backend's own name of this model" if found else None


def _same_backend(one: LeafTarget, other: LeafTarget) -> bool:
    if isinstance(one.backend, ProviderRef) and isinstance(other.backend, ProviderRef):
        return one.backend.provider == other.backend.provider
    return same_pods(one, other)
