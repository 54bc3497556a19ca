"""The plan as text: YAML that shows the decisions, stable from run to run, and much shorter than the objects."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields

from llm_api_mesh.plan.envoy_patches import EnvoyPatches
from llm_api_mesh.plan.inference_pools import PoolPlan
from llm_api_mesh.plan.outbound import OutboundPlan
from llm_api_mesh.plan.plan import Plan
from llm_api_mesh.plan.printing.values import set_fields, text
from llm_api_mesh.plan.printing.yaml import Value, yaml
from llm_api_mesh.plan.routing.http_route import Choice, Destination, HttpRoute, Spread
from llm_api_mesh.plan.routing.model_match import HeaderValue
from llm_api_mesh.plan.routing.outside import Outside
from llm_api_mesh.plan.routing.retry_policy import RetryPolicy
from llm_api_mesh.plan.routing.rewrite import Rewrite
from llm_api_mesh.plan.servers import Server
from llm_api_mesh.plan.target import LeafTarget, Target
from llm_api_mesh.plan.traffic_policy import BackendPolicies, TrafficPolicy
from llm_api_mesh.spec.match import Match
from llm_api_mesh.spec.public_path import OPENAI_PATHS, PublicPath

_CONDITIONS = {"exact": "=", "prefix": "^=", "regex": "~=", "present": ""}


@dataclass(frozen=True)
class _Names:
    """Short names of retries and rewrites that many routes share."""

    retries: Mapping[RetryPolicy, str]
    rewrites: Mapping[Rewrite, str]


def plan_text(plan: Plan) -> str:
    """Write a plan as YAML."""
    names = _names(plan)
    return yaml(
        {
            "api": plan.spec.name,
            "namespace": plan.spec.namespace,
            "labels": dict(plan.labels),
            "hosts": list(plan.spec.hosts),
            "gateway": plan.attachment.public,
            "export_to": list(plan.attachment.export_to),
            "servers": [_server(server) for server in plan.servers],
            "istio": plan.spec.istio,
            "budget": set_fields(plan.settings.budget) | {"connect_timeout": text(plan.settings.connect_timeout)},
            "targets": {target.names.field: _target(target) for target in plan.targets},
            "backends": {target.host: _backend(plan, target) for target in plan.backends},
            **(
                {"inference_pools": {one.host: _pool(one) for one in plan.inference_pools}}
                if plan.inference_pools
                else {}
            ),
            **({"outbound": _outbound(plan.outbound)} if plan.outbound else {}),
            "slots": [f"{leg.slot} {leg.failover}: {leg.target.host}" for leg in plan.legs],
            "second_hops": dict(plan.attachment.second_hops),
            "paths": list(_paths(plan.public.paths)),
            "drills": {drill.name: text(drill) for drill in plan.drills},
            "retries": {name: _retries(policy) for policy, name in names.retries.items()},
            "rewrites": {name: set_fields(rewrite) for rewrite, name in names.rewrites.items()},
            "direct_responses": {
                response.name: _body(response.body) for response in (*plan.closed, *plan.model_list, *plan.refusals)
            },
            "routes": {name: _routes(routes, names) for name, routes in _virtual_services(plan)},
            "envoy_filters": envoy_filters(plan.patches),
            "objects": _objects(plan),
            "checklist": list(plan.checklist),
        }
    )


def _paths(paths: Sequence[PublicPath]) -> Iterator[str]:
    """The public paths, with one word for those of the OpenAI API."""
    openai = set(OPENAI_PATHS) <= set(paths)
    if openai:
        yield "the OpenAI API's"
    yield from (one.conditions for one in paths if not openai or one not in OPENAI_PATHS)


def _target(target: Target) -> Mapping[str, Value]:
    return {
        "routes": target.names.routes,
        "to": target.host,
        "scope": "" if target.scope == Match() else _match(target.scope),
    }


def _backend(plan: Plan, target: LeafTarget) -> Mapping[str, Value]:
    service = target.service
    spread = plan.spreads.get(target.host)
    policies = plan.backend_policies.get(target)
    at_gateway = plan.policies_at_gateway.get(target)
    access = plan.pod_access.get(target)
    return {
        "field": target.names.field,
        "objects": target.objects if target.has_policy or target.backend.picked else "",
        "service": f"{service.name} {service.port} -> {service.target_port} {service.port_name}" if service else "",
        "access": set_fields(access) if access else "",
        "policy": set_fields(policies.whole) if policies else _others(target),
        "at_gateway": text(at_gateway.load_balancer) if at_gateway else "",
        "versions": dict(_versions(policies)) if policies else {},
        "spread": _spread(spread) if spread else {},
    }


def _pool(one: PoolPlan) -> Mapping[str, Value]:
    new = one.new
    return {
        "pool": one.pool,
        "route": one.route,
        "shadow": one.shadow,
        "pods": f"{text(new.selector)} {','.join(map(str, new.target_ports))}" if new else "",
        "fails_open": one.fails_open,
        "picker": set_fields(new.picker) if new else {},
    }


def _outbound(one: OutboundPlan) -> Mapping[str, Value]:
    return {
        "hosts": list(one.hosts),
        "egress": list(one.egress),
        "sidecars": {each.object_name: text(each.selector) for each in one.sidecars},
    }


def _others(target: LeafTarget) -> str:
    """Whose policy a backend has if it isn't the API's."""
    if target.backend.picked:
        return "the picker's"
    return "the gateway's" if target.backend.belongs_to_gateway else "that of its namespace"


def _server(server: Server) -> str:
    tls = f" with {server.credential_name}" if server.credential_name else ""
    redirect = " redirects to HTTPS" if server.https_redirect else ""
    return f"{server.protocol} {server.name} {server.port} for {','.join(server.hosts)}{tls}{redirect}"


def _versions(policies: BackendPolicies) -> Iterator[tuple[str, Value]]:
    for version, own in policies.versions:
        yield version.name, _changes(policies.whole, own) if own else "the backend's policy"


def _changes(whole: TrafficPolicy, own: TrafficPolicy) -> Mapping[str, str]:
    return {
        field.name: text(getattr(own, field.name))
        for field in fields(own)
        if getattr(own, field.name) != getattr(whole, field.name)
    }


def _spread(spread: Spread) -> Mapping[str, Value]:
    return {
        "object": spread.name,
        **({"weights_set_by": spread.weights_set_by} if spread.weights_set_by else {}),
        "choices": [_choice(one) for one in spread.choices],
        "copies": {str(one.to.subset): f"{text(one.percent)}%" for one in spread.copies},
    }


def _choice(choice: Choice) -> str:
    conditions = [*map(_condition, choice.conditions), *(f"without {_condition(one)}" for one in choice.without)]
    weights = any(one.weight is not None for one in choice.to)
    to = ", ".join(_chosen(one, weights=weights) for one in choice.to)
    return f"{' and '.join(conditions) or 'other requests'} -> {to}"


def _chosen(one: Destination, *, weights: bool) -> str:
    parts = (one.authority or one.subset or "all", str(one.weight) if weights else "", one.affinity or "")
    return " ".join(filter(None, parts))


def _virtual_services(plan: Plan) -> Iterator[tuple[str, tuple[HttpRoute, ...]]]:
    yield "gateway", plan.routes.gateway
    for name, routes in plan.routes.legs.items():
        yield f"second hop {name}", routes
    for host, routes in plan.routes.in_mesh.items():
        yield f"in mesh {host}:{routes[0].port}", routes


def _names(plan: Plan) -> _Names:
    retries: dict[RetryPolicy, str] = {}
    rewrites: dict[Rewrite, str] = {}
    for _, routes in _virtual_services(plan):
        for route in routes:
            if route.retries.attempts:
                retries.setdefault(route.retries, f"r{len(retries) + 1}")
            if route.rewrite != Rewrite():
                rewrites.setdefault(route.rewrite, f"w{len(rewrites) + 1}")
    return _Names(retries, rewrites)


def _retries(policy: RetryPolicy) -> Mapping[str, Value]:
    return {**set_fields(policy), "conditions": ",".join(map(str, policy.conditions))}


def _routes(routes: Iterable[HttpRoute], names: _Names) -> list[str]:
    return [" ".join(_route(route, names)) for route in routes]


def _route(route: HttpRoute, names: _Names) -> Iterator[str]:
    yield f"{route.name}:"
    yield from _requests(route)
    yield "->"
    yield from _to(route)
    if route.rewrite in names.rewrites:
        yield f"rewrite={names.rewrites[route.rewrite]}"
    if route.path_prefixes:
        yield f"strip={'|'.join(route.path_prefixes)}"
    if route.timeout:
        yield f"timeout={text(route.timeout)}"
    if route.retries.attempts:
        yield f"retries={names.retries[route.retries]}"
    if route.silence:
        yield f"silence={text(route.silence)}"
    if route.drill:
        yield f"fault={route.drill.name}"


def _requests(route: HttpRoute) -> Iterator[str]:
    if route.headers:
        yield "|".join(map(_condition, route.headers))
    yield from map(_condition, route.conditions)
    yield from (f"without {_condition(one)}" for one in route.without)
    if route.alternatives:
        yield " or ".join(" and ".join(map(_condition, some)) for some in route.alternatives)
    if route.outside:
        yield " or ".join(dict.fromkeys(map(_outside, route.outside)))
    if route.matches or not (route.headers or route.alternatives or route.outside):
        yield " or ".join(map(_match, route.matches)) or "any request"


def _condition(one: HeaderValue) -> str:
    return f"{one.header}{_CONDITIONS[one.kind]}{one.value}"


def _outside(outside: Outside) -> str:
    """The requests without the paths, which are among those of the plan."""
    path = "outside paths" if outside.path else ""
    others = f"not {'|'.join(outside.methods)}" if outside.methods else ""
    return " ".join(filter(None, (outside.method, path, others)))


def _match(match: Match) -> str:
    path = match.path or (f"{match.path_prefix}*" if match.path_prefix else "")
    headers = [f"{name}={value}" if value else name for name, value in match.headers.items()]
    query = [f"?{name}={value}" if value else f"?{name}" for name, value in match.query.items()]
    return " ".join(filter(None, (match.method, path, *headers, *query)))


def _to(route: HttpRoute) -> Iterator[str]:
    if route.response:
        yield f"status {int(route.response.status)}"
    if isinstance(route.to, Spread):
        yield route.to.name
    elif route.to:
        yield ",".join(map(_destination, route.to))


def _destination(one: Destination) -> str:
    subset = f"/{one.subset}" if one.subset else ""
    return f"{one.host}:{one.port}{subset}" + (f" as {one.authority}" if one.authority else "")


def _body(body: str) -> str:
    """An error, or the ids of one model or several, in the format of the OpenAI API."""
    content = json.loads(body)
    error = content.get("error")
    if error is None:
        return text([one["id"] for one in content.get("data", [content])])
    return f"{' '.join(filter(None, (error['type'], error['code'], error['param'])))}: {error['message']}"


def envoy_filters(patches: EnvoyPatches) -> Mapping[str, Value]:
    """The content of each EnvoyFilter, by its purpose; empty if the API doesn't need the EnvoyFilter."""
    return {
        "least-request": [text(one) for one in patches.least_request],
        "max-load": [text(one) for one in patches.max_load],
        "retry-after": _number_of_routes(patches.retry_after),
        "return-time": {host: text(longest) for host, longest in patches.return_time.items()},
        "stream-silence": _number_of_routes(patches.stream_silence),
    }


def _number_of_routes(routes: tuple[object, ...]) -> Mapping[str, Value]:
    return {"routes": len(routes)} if routes else {}


def _objects(plan: Plan) -> Mapping[str, Mapping[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = {}
    for owned in sorted(owned for owned in plan.owned_objects if not owned.exists):
        found.setdefault(owned.namespace, {}).setdefault(owned.kind, []).append(owned.name)
    return found
