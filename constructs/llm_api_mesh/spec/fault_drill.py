"""Faults that a client asks for, to see what it does about them."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Self

from llm_api_mesh.spec.base import Rule, Spec, refused
from llm_api_mesh.spec.durations import at_least
from llm_api_mesh.spec.match import Headers, Match
from llm_api_mesh.spec.names import DnsLabel
from llm_api_mesh.spec.numbers import Percent

from pydantic import model_validator

_LOWEST, _HIGHEST = 400, 599


def _status(status: int) -> int:
    if not _LOWEST <= status <= _HIGHEST:
        raise refused("field-invalid", allowed=f"an error status from {_LOWEST} to {_HIGHEST}")
    return status


def _some(headers: Headers) -> Headers:
    if not headers:
        raise refused(
            "drill-header",
            allowed="at least one header, because a drill only applies to requests that ask for it",
            fix='Write headers={"x-drill": "..."}.',
        )
    return headers


class FaultDrill(Spec):
    """Delay or refuse the requests whose headers ask for it, and no others.

    Such a request is like any other but for the fault: it takes the route, the version and the deadline that it would
    have without these headers. The gateway answers by itself, so that a drill ejects no replica and is not retried;
    callers in the mesh get the same from their own proxy.

    Becomes: `VirtualService.spec.http[].fault` of a twin of each route, asked before all others.
    """

    name: DnsLabel
    """A DNS label, unique in the mesh. Becomes: `http[].name: <name of the route>/drill/<name>`."""
    headers: Annotated[Headers, Rule(_some, minProperties=1)]
    """The headers that ask for it, one or more; no route may ask for one of them. Becomes: `match[].headers`."""
    delay: Annotated[timedelta, at_least(timedelta(milliseconds=1))] | None = None
    """How long the request is held before it goes on; the route's timeout begins after that. Default: not at all.
    Becomes: `fault.delay.fixedDelay`."""
    abort_status: Annotated[int, Rule(_status, minimum=_LOWEST, maximum=_HIGHEST)] | None = None
    """Status of an answer that the proxy gives instead of a replica, after the delay if there is one. Default: the
    replica answers. Becomes: `fault.abort.httpStatus`."""
    percent: Percent = 100
    """How many of these requests have the fault; delay and abort are drawn one by one. Default: 100, all. Becomes:
    `fault.delay.percentage.value` and `fault.abort.percentage.value`."""

    @model_validator(mode="after")
    def _some_fault(self) -> Self:
        if self.delay is None and self.abort_status is None:
            raise refused(
                "field-required", given="neither delay nor abort_status", allowed="delay, abort_status or both"
            )
        return self

    @property
    def match(self) -> Match:
        """The requests that ask for it."""
        return Match(headers=self.headers)
