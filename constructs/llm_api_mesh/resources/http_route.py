"""A route of a VirtualService: what is done to the requests that meet its conditions."""

from __future__ import annotations

import re
from functools import lru_cache

from llm_api_mesh.plan.answers import Answer
from llm_api_mesh.plan.http_route import Copies, Destination, HttpRoute, Weighted
from llm_api_mesh.plan.retry_policy import RetryPolicy
from llm_api_mesh.resources.http_match import matches
from llm_api_mesh.spec.backends.base import Reach
from llm_api_mesh.spec.durations import istio_duration
from llm_api_mesh.spec.fault_drill import FaultDrill
from llm_api_mesh_crds.io.istio import networking as istio

_Http = istio.VirtualServiceSpecHttp
_Destination = istio.VirtualServiceSpecHttpRoute
_Mirror = istio.VirtualServiceSpecHttpMirrors
_Fault = istio.VirtualServiceSpecHttpFault
_Delay = istio.VirtualServiceSpecHttpFaultDelay
_Abort = istio.VirtualServiceSpecHttpFaultAbort
_Path = istio.VirtualServiceSpecHttpRewriteUriRegexRewrite
_Retries = istio.VirtualServiceSpecHttpRetries

# A struct's making has its types checked, and routes share many; a struct is never changed.
_remembered = lru_cache(maxsize=128)

_ALWAYS = 100  # percent


def http_route(route: HttpRoute) -> _Http:
    """Write it."""
    if route.answer and not route.to:
        return _answer(route, route.answer)
    return _Http(
        name=route.name,
        match=matches(route) or None,
        route=[_destination(one) for one in route.to] if isinstance(route.to, tuple) else None,
        delegate=istio.VirtualServiceSpecHttpDelegate(name=route.to.name) if isinstance(route.to, Weighted) else None,
        rewrite=_rewrite(route),
        headers=_headers(route.reach),
        timeout=istio_duration(route.timeout) if route.timeout else None,
        retries=_retries(route.retries),
        fault=_fault(route),
    )


def weighted(versions: Weighted) -> _Http:
    """Write the one route of an object that holds weights."""
    return _Http(
        route=[_destination(one) for one in versions.destinations],
        mirrors=[_mirror(copies) for copies in versions.copies] or None,
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
    request = response = None
    if reach.remove_headers or reach.set_headers:
        request = istio.VirtualServiceSpecHttpHeadersRequest(
            # Removed before the others are set.
            remove=list(reach.remove_headers) or None,
            set=dict(reach.set_headers) or None,
        )
    if reach.remove_response_headers:
        response = istio.VirtualServiceSpecHttpHeadersResponse(remove=list(reach.remove_response_headers))
    return istio.VirtualServiceSpecHttpHeaders(request=request, response=response) if request or response else None


def _answer(route: HttpRoute, answer: Answer) -> _Http:
    return _Http(
        name=route.name,
        match=matches(route) or None,
        direct_response=istio.VirtualServiceSpecHttpDirectResponse(
            status=int(answer.status), body=istio.VirtualServiceSpecHttpDirectResponseBody(string=answer.body)
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


def _abort(status: int, percent: float) -> _Abort:
    percentage = istio.VirtualServiceSpecHttpFaultAbortPercentage(value=percent)
    return _Abort(http_status=int(status), percentage=percentage)


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
