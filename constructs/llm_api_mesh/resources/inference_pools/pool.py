"""An inference pool, the route to it, and the connections to its pods."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cdk8s import ApiObject, ApiObjectMetadata

from llm_api_mesh.described import Described
from llm_api_mesh.inspection.escape_hatch import EscapeHatch
from llm_api_mesh.plan.argo_cd import Wave
from llm_api_mesh.plan.inference_pools import (
    ANOTHER_ATTEMPT,
    ATTEMPT,
    PICKED_PATHS,
    PICKER_PORT,
    SHADOW_PORT,
    NewPool,
    PoolPlan,
)
from llm_api_mesh.plan.llm_gateway import names
from llm_api_mesh.plan.llm_gateway.headers import FROM
from llm_api_mesh.plan.plan import Plan
from llm_api_mesh.plan.traffic_policy import TCP_KEEP_ALIVE
from llm_api_mesh.resources.metadata import metadata
from llm_api_mesh.spec.durations import istio_duration
from llm_api_mesh.spec.gateway import GatewayKey
from llm_api_mesh_crds.io.istio import networking as istio
from llm_api_mesh_crds.io.k8s.networking import gateway as gateway_api
from llm_api_mesh_crds.io.k8s.networking import inference

_GROUP = "inference.networking.k8s.io"

_Match = gateway_api.HttpRouteSpecRulesMatches
_Header = gateway_api.HttpRouteSpecRulesMatchesHeaders
_Path = gateway_api.HttpRouteSpecRulesMatchesPath
_Backend = gateway_api.HttpRouteSpecRulesBackendRefs
_Rule = gateway_api.HttpRouteSpecRules
_Picker = inference.InferencePoolSpecEndpointPickerRef
_FailureMode = inference.InferencePoolSpecEndpointPickerRefFailureMode
_Policy = istio.DestinationRuleSpecTrafficPolicy
_ConnectionPool = istio.DestinationRuleSpecTrafficPolicyConnectionPool


class _HttpRoute(EscapeHatch, gateway_api.HttpRoute):
    pass


class _InferencePool(EscapeHatch, inference.InferencePool):
    pass


class _DestinationRule(EscapeHatch, istio.DestinationRule):
    pass


def build(plan: Plan) -> Mapping[str, Described[ApiObject]]:
    """Describe the objects of all pools but those of the pickers, by kind and name."""
    found: dict[str, Described[ApiObject]] = {}
    for one in plan.inference_pools:
        if one.new:
            found[f"InferencePool/{one.pool}"] = _pool(plan, one, one.new)
            found[f"DestinationRule/{one.shadow}"] = _connections(plan, one)
    for one in plan.inference_pools:
        found[f"HTTPRoute/{one.route}"] = _route(plan, one)
    return found


def _pool(plan: Plan, one: PoolPlan, new: NewPool) -> Described[inference.InferencePool]:
    return Described(
        _InferencePool,
        f"InferencePool{one.id_suffix}",
        metadata=metadata(plan, one.pool),
        spec=inference.InferencePoolSpec(
            selector=inference.InferencePoolSpecSelector(match_labels=dict(new.selector)),
            target_ports=[inference.InferencePoolSpecTargetPorts(number=port) for port in new.target_ports],
            endpoint_picker_ref=_Picker(
                name=one.picker,
                port=inference.InferencePoolSpecEndpointPickerRefPort(number=PICKER_PORT),
                failure_mode=_FailureMode.FAIL_OPEN if new.fails_open else _FailureMode.FAIL_CLOSE,
            ),
        ),
    )


def _connections(plan: Plan, one: PoolPlan) -> Described[istio.DestinationRule]:
    """Limit the idle time of connections to the pods. istiod replaces a load balancer; no route leads to subsets."""
    keep_alive = istio.DestinationRuleSpecTrafficPolicyConnectionPoolTcpTcpKeepalive(
        time=istio_duration(TCP_KEEP_ALIVE.time),
        interval=istio_duration(TCP_KEEP_ALIVE.interval),
        probes=TCP_KEEP_ALIVE.probes,
    )
    return Described(
        _DestinationRule,
        f"DestinationRule{one.id_suffix}-pool",
        metadata=metadata(plan, one.shadow),
        spec=istio.DestinationRuleSpec(
            host=one.shadow_host,
            traffic_policy=_Policy(
                connection_pool=_ConnectionPool(
                    http=istio.DestinationRuleSpecTrafficPolicyConnectionPoolHttp(
                        idle_timeout=istio_duration(one.idle_timeout)
                    ),
                    tcp=istio.DestinationRuleSpecTrafficPolicyConnectionPoolTcp(
                        connect_timeout=istio_duration(one.connect_timeout), tcp_keepalive=keep_alive
                    ),
                )
            ),
        ),
    )


def _route(plan: Plan, one: PoolPlan) -> Described[gateway_api.HttpRoute]:
    gateway = plan.spec.gateway_key
    return Described(
        _HttpRoute,
        f"HTTPRoute{one.id_suffix}",
        metadata=_metadata(plan, one),
        spec=gateway_api.HttpRouteSpec(
            hostnames=[one.host],
            parent_refs=[_parent(gateway, one.namespace)],
            rules=list(_rules(one)),
        ),
    )


def _metadata(plan: Plan, one: PoolPlan) -> ApiObjectMetadata:
    return metadata(plan, one.route, Wave.WEIGHTS)


def _parent(gateway: GatewayKey, namespace: str) -> gateway_api.HttpRouteSpecParentRefs:
    return gateway_api.HttpRouteSpecParentRefs(
        namespace=gateway.namespace, name=names.pools(gateway.name), section_name=namespace
    )


def _rules(one: PoolPlan) -> Iterator[_Rule]:
    """Ask the picker about bodies that it can read, and let Istio's own Service spread all other requests in turn.

    The gateway has noted in a header whose VirtualService led here, so no other namespace can use the pool.

    A pool that fails open goes on without the picker at the second attempt. By itself, the proxy can't: it has sent the
    body to the picker when it notices that the picker is gone.
    """
    origin, again = _header(FROM, one.routes_from), _header(ATTEMPT, ANOTHER_ATTEMPT)
    shadow = _Backend(name=one.shadow, port=SHADOW_PORT)
    if one.fails_open:
        yield _Rule(matches=_picked(origin, again), backend_refs=[shadow])
    pool = _Backend(group=_GROUP, kind="InferencePool", name=one.pool)
    yield _Rule(matches=_picked(origin), backend_refs=[pool])
    yield _Rule(matches=[_Match(headers=[origin])], backend_refs=[shadow])


def _header(name: str, pattern: str) -> _Header:
    return _Header(name=name, type=gateway_api.HttpRouteSpecRulesMatchesHeadersType.REGULAR_EXPRESSION, value=pattern)


def _picked(*headers: _Header) -> list[_Match]:
    """Match whole paths: Istio tries a regular expression after the prefix of all paths, which is another rule's."""
    exact = gateway_api.HttpRouteSpecRulesMatchesPathType.EXACT
    return [_Match(path=_Path(type=exact, value=path), headers=list(headers)) for path in PICKED_PATHS]
