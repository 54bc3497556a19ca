"""Istio VirtualServices: which requests go to which version, from the gateway and from callers in the mesh."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from llm_api_mesh.plan import names
from llm_api_mesh.plan.answers import Answer
from llm_api_mesh.plan.asked import HeaderValue
from llm_api_mesh.plan.legs import failovers
from llm_api_mesh.plan.retry_policy import RetryPolicy
from llm_api_mesh.plan.routes import (
    Copies,
    Destination,
    HttpRoute,
    Weighted,
    gateway_routes,
    in_mesh_routes,
    leg_routes,
    weighted,
)
from llm_api_mesh.resources import waves
from llm_api_mesh.resources.escape_hatch import EscapeHatch
from llm_api_mesh.spec.backends.base import Reach
from llm_api_mesh.spec.durations import istio_duration
from llm_api_mesh.spec.fault_drill import FaultDrill
from llm_api_mesh.spec.match import Match
from llm_api_mesh.spec.mesh import Mesh
from llm_api_mesh.spec.target import Target
from llm_api_mesh_crds.io.istio import networking as istio

from cdk8s import ApiObjectMetadata
from constructs import Construct

_Http = istio.VirtualServiceSpecHttp
_Match = istio.VirtualServiceSpecHttpMatch
_Destination = istio.VirtualServiceSpecHttpRoute
_Query = istio.VirtualServiceSpecHttpMatchQueryParams
_Mirror = istio.VirtualServiceSpecHttpMirrors
_Fault = istio.VirtualServiceSpecHttpFault
_Delay = istio.VirtualServiceSpecHttpFaultDelay
_Abort = istio.VirtualServiceSpecHttpFaultAbort
_Path = istio.VirtualServiceSpecHttpRewriteUriRegexRewrite
_Retries = istio.VirtualServiceSpecHttpRetries

# A struct's making has its types checked, and routes share many; a struct is never changed.
_remembered = lru_cache(maxsize=128)

_ALWAYS = 100  # percent
_ALL_SIDECARS = "mesh"  # Istio's word


class _VirtualService(EscapeHatch, istio.VirtualService):
    pass


def build(scope: Construct, mesh: Mesh) -> istio.VirtualService:
    """Add the routes of the requests that come in by the gateway."""
    gateway = mesh.gateway_key
    return _VirtualService(
        scope,
        "VirtualService",
        metadata=_metadata(mesh.name, waves.ROUTES),
        spec=istio.VirtualServiceSpec(
            hosts=list(mesh.hosts),
            gateways=[f"{gateway.namespace}/{gateway.name}"],
            http=[_route(route) for route in gateway_routes(mesh)],
        ),
    )


def build_in_mesh(scope: Construct, mesh: Mesh, target: Target) -> istio.VirtualService | None:
    """Add the same for callers in the mesh, who ask for a backend's Service; none where it has none."""
    service = target.service
    if service is None:
        return None
    return _VirtualService(
        scope,
        f"InMeshVirtualService{target.construct}",
        metadata=_metadata(names.in_mesh(service.name), waves.ROUTES),
        spec=istio.VirtualServiceSpec(
            hosts=[target.host],
            gateways=[_ALL_SIDECARS],
            http=[_route(route) for route in in_mesh_routes(mesh, target)],
        ),
    )


def build_legs(scope: Construct, mesh: Mesh) -> dict[str, istio.VirtualService]:
    """Add the routes of the gateway's second hop to each backend of a failover; give them by their names."""
    return {
        leg.object_name: _VirtualService(
            scope,
            f"VirtualService-{leg.object_name}",
            metadata=_metadata(leg.object_name, waves.SECOND_HOP),
            spec=istio.VirtualServiceSpec(
                hosts=list(mesh.hosts),
                gateways=[f"{mesh.namespace}/{leg.object_name}"],
                http=[_route(route) for route in leg_routes(mesh, leg)],
            ),
        )
        for failover in failovers(mesh)
        for leg in failover.legs
    }


def build_weighted(scope: Construct, target: Target) -> istio.VirtualService | None:
    """Add a backend's weights, to which the others delegate; none where there is one version."""
    versions = weighted(target)
    if versions is None:
        return None
    return _VirtualService(
        scope,
        f"VersionsVirtualService{target.construct}",
        metadata=_metadata(versions.name, waves.DELEGATES),
        spec=istio.VirtualServiceSpec(
            http=[
                _Http(
                    route=[_destination(one) for one in versions.destinations],
                    mirrors=[_mirror(copies) for copies in versions.copies] or None,
                )
            ]
        ),
    )


def _metadata(name: str, wave: Mapping[str, str]) -> ApiObjectMetadata:
    return ApiObjectMetadata(name=name, annotations=dict(wave))


def _route(route: HttpRoute) -> _Http:
    if route.answer and not route.to:
        return _answer(route.name, _matches(route), route.answer)
    return _Http(
        name=route.name,
        match=_matches(route) or None,
        route=[_destination(one) for one in route.to] if isinstance(route.to, tuple) else None,
        delegate=istio.VirtualServiceSpecHttpDelegate(name=route.to.name) if isinstance(route.to, Weighted) else None,
        rewrite=_rewrite(route),
        headers=_headers(route.reach),
        timeout=istio_duration(route.timeout) if route.timeout else None,
        retries=_retries(route.retries),
        fault=_fault(route),
    )


def _rewrite(route: HttpRoute) -> istio.VirtualServiceSpecHttpRewrite | None:
    folder = f"(?:{'|'.join(map(re.escape, route.folders))})" if route.folders else ""
    path = None
    if route.reach.base_path:
        path = _Path(match=f"^{folder}/v1/", rewrite=f"{route.reach.base_path}/")
    elif folder:
        path = _Path(match=f"^{folder}/", rewrite="/")
    if not route.reach.authority and not path:
        return None
    return istio.VirtualServiceSpecHttpRewrite(authority=route.reach.authority, uri_regex_rewrite=path)


def _headers(reach: Reach) -> istio.VirtualServiceSpecHttpHeaders | None:
    if not (reach.remove_headers or reach.set_headers or reach.remove_response_headers):
        return None
    return istio.VirtualServiceSpecHttpHeaders(
        request=istio.VirtualServiceSpecHttpHeadersRequest(
            # Removed before the others are set.
            remove=list(reach.remove_headers) or None,
            set=dict(reach.set_headers) or None,
        ),
        response=istio.VirtualServiceSpecHttpHeadersResponse(remove=list(reach.remove_response_headers))
        if reach.remove_response_headers
        else None,
    )


def _answer(name: str, match: Sequence[_Match], answer: Answer) -> _Http:
    return _Http(
        name=name,
        match=list(match) or None,
        direct_response=istio.VirtualServiceSpecHttpDirectResponse(
            status=int(answer.status), body=istio.VirtualServiceSpecHttpDirectResponseBody(string=answer.body)
        ),
        headers=istio.VirtualServiceSpecHttpHeaders(
            response=istio.VirtualServiceSpecHttpHeadersResponse(set={"content-type": "application/json"})
        ),
    )


def _abort(status: int, percent: float) -> _Abort:
    percentage = istio.VirtualServiceSpecHttpFaultAbortPercentage(value=percent)
    return _Abort(http_status=int(status), percentage=percentage)


def _matches(route: HttpRoute) -> list[_Match]:
    """The conditions of a route; more than one of a kind are alternatives."""
    if not route.headers:
        return [_match(match) for match in route.matches]
    return [_match(match, header) for header in route.headers for match in route.matches or (Match(),)]


@_remembered
def _match(match: Match, header: HeaderValue | None = None) -> _Match:
    uri = method = None
    if match.path or match.path_prefix:
        uri = istio.VirtualServiceSpecHttpMatchUri(exact=match.path, prefix=match.path_prefix)
    if match.method:
        method = istio.VirtualServiceSpecHttpMatchMethod(exact=match.method)
    headers = {
        # No condition on the value: Istio then asks for the header's presence.
        name: istio.VirtualServiceSpecHttpMatchHeaders(exact=value or None)
        for name, value in match.headers.items()
    }
    if header:
        condition = {} if header.kind == "present" else {header.kind: header.value}
        headers[header.header] = istio.VirtualServiceSpecHttpMatchHeaders(**condition)
    query = {name: _Query(exact=value or None) for name, value in match.query.items()}
    return _Match(uri=uri, method=method, headers=headers or None, query_params=query or None)


@_remembered
def _destination(destination: Destination) -> _Destination:
    return _Destination(
        destination=istio.VirtualServiceSpecHttpRouteDestination(
            host=destination.host,
            port=istio.VirtualServiceSpecHttpRouteDestinationPort(number=destination.port),
            subset=destination.subset,
        ),
        weight=destination.weight,
    )


def _mirror(copies: Copies) -> _Mirror:
    return _Mirror(
        destination=istio.VirtualServiceSpecHttpMirrorsDestination(
            host=copies.to.host,
            port=istio.VirtualServiceSpecHttpMirrorsDestinationPort(number=copies.to.port),
            subset=copies.to.subset,
        ),
        percentage=istio.VirtualServiceSpecHttpMirrorsPercentage(value=copies.percent),
    )


def _fault(route: HttpRoute) -> _Fault | None:
    if route.answer:
        return _Fault(abort=_abort(route.answer.status, _ALWAYS))  # the body is that of the proxy's own errors
    return _drilled(route.drill) if route.drill else None


def _drilled(drill: FaultDrill) -> _Fault:
    delay = abort = None
    if drill.delay is not None:
        percentage = istio.VirtualServiceSpecHttpFaultDelayPercentage(value=drill.percent)
        delay = _Delay(fixed_delay=istio_duration(drill.delay), percentage=percentage)
    if drill.abort_status is not None:
        abort = _abort(drill.abort_status, drill.percent)
    return _Fault(delay=delay, abort=abort)


@_remembered
def _retries(policy: RetryPolicy) -> _Retries:
    # Without a word about retries, Istio retries by conditions of its own.
    if policy.attempts == 0:
        return _Retries(attempts=0)
    return _Retries(
        attempts=policy.attempts,
        retry_on=",".join(map(str, policy.conditions)),
        backoff=istio_duration(policy.backoff) if policy.backoff else None,
        # Istio's default, but not where there is a consistent hash.
        retry_ignore_previous_hosts=True,
        per_try_timeout=istio_duration(policy.first_byte) if policy.first_byte else None,
        retry_remote_localities=True if policy.next_priority else None,
    )
