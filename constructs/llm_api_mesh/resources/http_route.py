"""A route of a VirtualService: what the proxy does with the requests that match."""

from __future__ import annotations

from functools import lru_cache

from llm_api_mesh.plan.expressions import one_of_texts
from llm_api_mesh.plan.header_commands import ORIGIN
from llm_api_mesh.plan.llm_gateway.headers import AFFINITY
from llm_api_mesh.plan.routing.direct_responses import DirectResponse
from llm_api_mesh.plan.routing.http_route import Copies, Destination, HttpRoute, Spread
from llm_api_mesh.plan.routing.retry_policy import RetryPolicy
from llm_api_mesh.resources.http_match import matches, of_choice
from llm_api_mesh.spec.cors import ANY_ORIGIN, Cors
from llm_api_mesh.spec.durations import istio_duration
from llm_api_mesh.spec.fault_drill import FaultDrill
from llm_api_mesh.spec.numbers import as_percentage
from llm_api_mesh_crds.io.istio import networking as istio

_Http = istio.VirtualServiceSpecHttp
_Destination = istio.VirtualServiceSpecHttpRoute
_Headers = istio.VirtualServiceSpecHttpRouteHeaders
_RequestHeaders = istio.VirtualServiceSpecHttpRouteHeadersRequest
_Mirror = istio.VirtualServiceSpecHttpMirrors
_Fault = istio.VirtualServiceSpecHttpFault
_Delay = istio.VirtualServiceSpecHttpFaultDelay
_Abort = istio.VirtualServiceSpecHttpFaultAbort
_Path = istio.VirtualServiceSpecHttpRewriteUriRegexRewrite
_Origins = istio.VirtualServiceSpecHttpCorsPolicyAllowOrigins
_Retries = istio.VirtualServiceSpecHttpRetries

# Creating a struct checks all types, and routes share many structs. A struct is never changed.
_remembered = lru_cache(maxsize=128)

_ALWAYS = 100  # percent

_CORS_HEADERS = ("access-control-allow-credentials", "access-control-allow-origin", "access-control-expose-headers")


def http_route(route: HttpRoute) -> _Http:
    """Write a route."""
    if route.response and not route.to:
        return _direct_response(route, route.response)
    return _Http(
        name=route.name,
        match=matches(route) or None,
        route=[_destination(one) for one in route.to] if isinstance(route.to, tuple) else None,
        delegate=istio.VirtualServiceSpecHttpDelegate(name=route.to.name) if isinstance(route.to, Spread) else None,
        rewrite=_rewrite(route),
        headers=_headers(route),
        cors_policy=_cors_policy(route, route.cors) if route.cors and not route.response else None,
        timeout=istio_duration(route.timeout) if route.timeout else None,
        retries=_retries(route.retries),
        fault=_fault(route),
    )


def spread(one: Spread) -> list[_Http]:
    """Write the routes of an object that spreads the requests for a backend."""
    mirrors = [_mirror(copies) for copies in one.copies] or None
    return [
        _Http(
            match=[match] if (match := of_choice(choice)) else None,
            route=[_destination(to) for to in choice.to],
            mirrors=mirrors,
        )
        for choice in one.choices
    ]


def _rewrite(route: HttpRoute) -> istio.VirtualServiceSpecHttpRewrite | None:
    if not route.path_prefixes:
        return None
    match = f"^{one_of_texts(route.path_prefixes)}/"
    return istio.VirtualServiceSpecHttpRewrite(uri_regex_rewrite=_Path(match=match, rewrite="/"))


def _headers(route: HttpRoute) -> istio.VirtualServiceSpecHttpHeaders | None:
    changes, request, response = route.rewrite, None, None
    if changes.remove_headers or changes.set_headers:
        request = istio.VirtualServiceSpecHttpHeadersRequest(
            remove=list(changes.remove_headers) or None, set=dict(changes.set_headers) or None
        )
    if route.response and route.cors:
        response = istio.VirtualServiceSpecHttpHeadersResponse(set=_cors_headers(route.cors))
    elif route.cors and not route.preflight:
        # Many model servers allow all pages. The proxy removes their headers before it writes those of the policy.
        response = istio.VirtualServiceSpecHttpHeadersResponse(remove=list(_CORS_HEADERS))
    return istio.VirtualServiceSpecHttpHeaders(request=request, response=response) if request or response else None


def _cors_policy(route: HttpRoute, cors: Cors) -> istio.VirtualServiceSpecHttpCorsPolicy:
    origins = [
        _Origins(regex=".*") if origin == ANY_ORIGIN else _Origins(exact=origin) for origin in cors.allow_origins
    ]
    # What only the answer to a preflight has is on the route for preflights.
    answered = bool(route.preflight)
    return istio.VirtualServiceSpecHttpCorsPolicy(
        allow_origins=origins,
        allow_methods=list(route.preflight) or None,
        allow_headers=list(cors.allow_headers) if answered else None,
        expose_headers=list(cors.expose_headers) or None,
        max_age=istio_duration(cors.max_age) if answered else None,
        allow_credentials=cors.allow_credentials or None,
        # The backend gets no preflight, not even one of another origin.
        unmatched_preflights=istio.VirtualServiceSpecHttpCorsPolicyUnmatchedPreflights.IGNORE,
    )


def _cors_headers(cors: Cors) -> dict[str, str]:
    """Write the headers with which a browser shows an answer of the proxy itself to the page."""
    headers = {"access-control-allow-origin": ORIGIN, "vary": "origin"}
    if cors.expose_headers:
        headers["access-control-expose-headers"] = ",".join(cors.expose_headers)
    if cors.allow_credentials:
        headers["access-control-allow-credentials"] = "true"
    return headers


def _direct_response(route: HttpRoute, response: DirectResponse) -> _Http:
    return _Http(
        name=route.name,
        match=matches(route) or None,
        direct_response=istio.VirtualServiceSpecHttpDirectResponse(
            status=int(response.status), body=istio.VirtualServiceSpecHttpDirectResponseBody(string=response.body)
        ),
        headers=istio.VirtualServiceSpecHttpHeaders(
            response=istio.VirtualServiceSpecHttpHeadersResponse(
                set={"content-type": "application/json", **(_cors_headers(route.cors) if route.cors else {})}
            )
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
        headers=_headers_of_destination(destination),
    )


def _headers_of_destination(destination: Destination) -> _Headers | None:
    values = {AFFINITY: destination.affinity, ":authority": destination.authority}
    given = {name: value for name, value in values.items() if value}
    return _Headers(request=_RequestHeaders(set=given)) if given else None


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
