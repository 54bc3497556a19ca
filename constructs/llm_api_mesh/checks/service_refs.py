"""References to Services: in another namespace, an API can set routes, but no policy."""

from __future__ import annotations

import re
from collections.abc import Iterator

from llm_api_mesh.errors import Problem, show
from llm_api_mesh.plan.llm_gateway import names
from llm_api_mesh.plan.plan import Plan
from llm_api_mesh.plan.target import LeafTarget, Target
from llm_api_mesh.spec.backends import Failover, InferencePool, ServiceRef
from llm_api_mesh.spec.backends.service_ref import OF_POLICY

_OF_ALL_POLICIES = {"budget": ("connect_timeout", "server_keep_alive"), "retries": ("budget_percent", "budget_minimum")}


def check(plan: Plan) -> Iterator[Problem]:
    """Refuse fields that become a DestinationRule or routes for callers in the mesh, if Istio would read neither."""
    for target in plan.targets:
        yield from _fields(target)
    yield from _loops(plan)
    others = any(isinstance(leaf.backend, ServiceRef) and not leaf.has_policy for leaf in plan.leaf_targets)
    if others and not any(_has_objects(leaf) for leaf in plan.leaf_targets):
        yield from _of_api(plan)


def _has_objects(target: LeafTarget) -> bool:
    return target.has_policy or isinstance(target.backend, InferencePool)


def _loops(plan: Plan) -> Iterator[Problem]:
    """Refuse a Service that leads to the API's own gateway, whose routes would lead there again."""
    gateway = plan.spec.llm_gateway
    if gateway is None:
        return
    own = {names.pods(gateway.name), names.pods(names.pools(gateway.name))}
    for leaf in plan.leaf_targets:
        backend = leaf.backend
        if not isinstance(backend, ServiceRef) or (backend.namespace or plan.spec.namespace) != gateway.namespace:
            continue
        if backend.name in own or re.fullmatch(f"{re.escape(gateway.name)}-failover-[0-9]+", backend.name):
            yield Problem(
                path=f"{leaf.names.field}.name",
                code="service-loop",
                given=f"{show(backend.name)}, a Service of the LLM gateway {show(gateway.name)} itself",
                allowed="a Service with model servers, because a request that comes back to the gateway takes the same "
                "route again",
            )


def _fields(target: Target) -> Iterator[Problem]:
    # A failover changes the ejection of its backends, so the fields are those of the given ones.
    given = target.backend.backends if isinstance(target.backend, Failover) else (target.backend,)
    for leaf, backend in zip(target.leaves, given, strict=True):
        if isinstance(backend, ServiceRef) and not leaf.has_policy:
            for name in OF_POLICY:
                if name in backend.model_fields_set:
                    yield Problem(
                        path=f"{leaf.names.field}.{name}",
                        code="field-without-effect",
                        given=f"{name} of a Service in namespace {show(backend.namespace)}",
                        allowed=f"{name} of a Service in the API's namespace, {show(target.placement.namespace)}, "
                        "because Istio reads DestinationRules of no other",
                        fix="Ask the team of that namespace for a DestinationRule.",
                    )


def _of_api(plan: Plan) -> Iterator[Problem]:
    given = [
        f"{part}.{name}"
        for part, names in _OF_ALL_POLICIES.items()
        for name in names
        if name in getattr(plan.spec, part).model_fields_set
    ]
    for path in [*given, *(["export_to"] if "export_to" in plan.spec.model_fields_set else [])]:
        yield Problem(
            path=path,
            code="field-without-effect",
            given=f"{path.rpartition('.')[2]} without a Service in the API's namespace",
            allowed="this field for an API with a Pool, or with a ServiceRef of its own namespace, because routes at "
            "the gateway have no such field",
        )
