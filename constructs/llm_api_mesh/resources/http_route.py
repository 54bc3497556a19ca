"""A route of a VirtualService: what the proxy does with the requests that match."""

from __future__ import annotations

import re
from functools import lru_cache

from llm_api_mesh.plan.routing.direct_responses import DirectResponse
from llm_api_mesh.plan.routing.http_route import Copies, Destination, HttpRoute, Weighted
from llm_api_mesh.plan.routing.retry_policy import RetryPolicy
from llm_api_mesh.plan.routing.rewrite import Rewrite
from llm_api_mesh.resources.http_match import matches, of_condition
from llm_api_mesh.spec.durations import istio_duration
from llm_api_mesh.spec.fault_drill import FaultDrill
from llm_api_mesh.spec.numbers import as_percentage
from llm_api_mesh_crds.io.istio import networking as istio

_Http = istio.VirtualServiceSpecHttp
_Destination = istio.VirtualServiceSpecHttpRoute
_Mirror = istio.VirtualServiceSpecHttpMirrors
_Fault = istio.VirtualServiceSpecHttpFault
_Delay = istio.VirtualServiceSpecHttpFaultDelay
_Abort = istio.VirtualServiceSpecHttpFaultAbort
_Path = istio.VirtualServiceSpecHttpRewriteUriRegexRewrite
_Retries = istio.VirtualServiceSpecHttpRetries

# Creating a struct checks all types, and routes share many structs. A struct is never changed.
_remembered = lru_cache(maxsize=128)

_ALWAYS = 100  # percent


def http_route(route: HttpRoute) -> _Http:
    """Write a route."""
    if route.response and not route.to:
        return _direct_response(route, route.response)
    return _Http(
        name=route.name,
        match=matches(route) or None,
        route=[_destination(one) for one in route.to] if isinstance(route.to, tuple) else None,
        delegate=istio.VirtualServiceSpecHttpDelegate(name=route.to.name) if isinstance(route.to, Weighted) else None,
        rewrite=_rewrite(route),
        headers=_headers(route.rewrite),
        timeout=istio_duration(route.timeout) if route.timeout else None,
        retries=_retries(route.retries),
        fault=_fault(route),
    )


def weighted(versions: Weighted) -> list[_Http]:
    """Write the routes of an object that holds weights."""
    mirrors = [_mirror(copies) for copies in versions.copies] or None
    chosen = [
        _Http(match=[of_condition(condition)], route=[_destination(one)], mirrors=mirrors)
        for condition, one in versions.by_bucket
    ]
    return [*chosen, _Http(route=[_destination(one) for one in versions.destinations], mirrors=mirrors)]


def _rewrite(route: HttpRoute) -> istio.VirtualServiceSpecHttpRewrite | None:
    prefix = f"(?:{'|'.join(map(re.escape, route.path_prefixes))})" if route.path_prefixes else ""
    path = None
    if route.rewrite.base_path is not None:
        path = _Path(match=f"^{prefix}/v1/", rewrite=f"{route.rewrite.base_path}/")
    elif prefix:
        path = _Path(match=f"^{prefix}/", rewrite="/")
    if not route.rewrite.authority and not path:
        return None
    return istio.VirtualServiceSpecHttpRewrite(authority=route.rewrite.authority, uri_regex_rewrite=path)


def _headers(changes: Rewrite) -> istio.VirtualServiceSpecHttpHeaders | None:
    request = response = None
    if changes.remove_headers or changes.set_headers:
        request = istio.VirtualServiceSpecHttpHeadersRequest(
            # The proxy removes headers before it sets others.
            remove=list(changes.remove_headers) or None,
            set=dict(changes.set_headers) or None,
        )
    if changes.remove_response_headers:
        response = istio.VirtualServiceSpecHttpHeadersResponse(remove=list(changes.remove_response_headers))
    return istio.VirtualServiceSpecHttpHeaders(request=request, response=response) if request or response else None


def _direct_response(route: HttpRoute, response: DirectResponse) -> _Http:
    return _Http(
        name=route.name,
        match=matches(route) or None,
        direct_response=istio.VirtualServiceSpecHttpDirectResponse(
            status=int(response.status), body=istio.VirtualServiceSpecHttpDirectResponseBody(string=response.body)
        ),
        headers=istio.VirtualServiceSpecHttpHeaders(
            response=istio.VirtualServiceSpecHttpHeadersResponse(set={"content-type": "application/json"})
        ),
    )


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
    if route.response:
        return _Fault(abort=_abort(route.response.status, _ALWAYS))  # the body is that of the proxy's own errors
    return _drilled(route.drill) if route.drill else None


def _drilled(drill: FaultDrill) -> _Fault:
    delay = abort = None
    if drill.delay is not None:
        percentage = istio.VirtualServiceSpecHttpFaultDelayPercentage(value=as_percentage(drill.percent))
        delay = _Delay(fixed_delay=istio_duration(drill.delay), percentage=percentage)
    if drill.abort_status is not None:
        abort = _abort(drill.abort_status, as_percentage(drill.percent))
    return _Fault(delay=delay, abort=abort)


def _abort(status: int, percent: float) -> _Abort:
    percentage = istio.VirtualServiceSpecHttpFaultAbortPercentage(value=percent)
    return _Abort(http_status=int(status), percentage=percentage)


@_remembered
def _retries(policy: RetryPolicy) -> _Retries:
    # Without this field, Istio retries by its own conditions.
    if policy.attempts == 0:
        return _Retries(attempts=0)
    return _Retries(
        attempts=policy.attempts,
        retry_on=",".join(map(str, policy.conditions)),
        backoff=istio_duration(policy.backoff) if policy.backoff else None,
        # This is Istio's default, except with a consistent hash.
        retry_ignore_previous_hosts=True,
        per_try_timeout=istio_duration(policy.first_byte) if policy.first_byte else None,
        retry_remote_localities=True if policy.next_priority else None,
    )
