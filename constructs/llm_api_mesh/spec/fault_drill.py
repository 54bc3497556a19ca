"""Faults that a client requests, to test how it handles them."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Self

from pydantic import model_validator

from llm_api_mesh.spec.base import Rule, Spec, refused
from llm_api_mesh.spec.durations import between
from llm_api_mesh.spec.match import Headers, Match
from llm_api_mesh.spec.names import DnsLabel
from llm_api_mesh.spec.numbers import Percent

_LOWEST, _HIGHEST = 400, 599


def _status(status: int) -> int:
    if not _LOWEST <= status <= _HIGHEST:
        raise refused("field-invalid", allowed=f"an error status from {_LOWEST} to {_HIGHEST}")
    return status


def _some(headers: Headers) -> Headers:
    if not headers:
        raise refused(
            "drill-header",
            allowed="at least one header, because a drill only applies to requests that select it",
            fix='Write headers={"x-drill": "..."}.',
        )
    return headers


class FaultDrill(Spec):
    """Delay or refuse the requests that select the drill by a header, and no other requests.

    Apart from the fault, such a request takes the route, version and deadline that it would have without these headers.
    The proxy itself answers, so a drill ejects no replica and isn't retried. Callers in the mesh get the same faults
    from their own proxy.

    Becomes: `VirtualService.spec.http[].fault` of a copy of each route, before all other routes to backends.
    """

    name: DnsLabel
    """Name of the drill: a DNS label that no other drill of the API has. Becomes: `http[].name: <name of the
    route>/drill/<name>`."""
    headers: Annotated[Headers, Rule(_some, minProperties=1)]
    """Headers of the requests that get the fault, one or more. No route may match one of these headers. Becomes:
    `match[].headers`."""
    delay: Annotated[timedelta, between(timedelta(milliseconds=1), timedelta(hours=1))] | None = None
    """How long the proxy holds the request before it goes on; 1 ms to 1 h. The timeout of the route starts afterwards.
    Default: no delay. Becomes: `fault.delay.fixedDelay`."""
    abort_status: Annotated[int, Rule(_status, minimum=_LOWEST, maximum=_HIGHEST)] | None = None
    """Status, 400 to 599, with which the proxy answers instead of a replica, after the delay if there is one. Default:
    a replica answers. Becomes: `fault.abort.httpStatus`."""
    percent: Percent = 100
    """Percentage of these requests that get the fault; from 1 to 100, or less as a text such as "0.05%". Delay and
    abort are drawn independently. Default: 100. Becomes: `fault.delay.percentage.value` and
    `fault.abort.percentage.value`."""

    @model_validator(mode="after")
    def _some_fault(self) -> Self:
        if self.delay is None and self.abort_status is None:
            raise refused(
                "field-required", given="neither delay nor abort_status", allowed="delay, abort_status or both"
            )
        return self

    @property
    def match(self) -> Match:
        """The requests that select the drill."""
        return Match(headers=self.headers)
