"""Copies of requests for a version that doesn't answer clients."""

from __future__ import annotations

from llm_api_mesh.spec.base import Spec
from llm_api_mesh.spec.names import DnsLabel
from llm_api_mesh.spec.numbers import Percent


class Mirror(Spec):
    """Send copies of requests to a version, and discard its answers.

    A copy costs as much as the request: a mirrored completion is generated to its end, even if the client of the
    original disconnects. All requests that the weights spread are copied, including those to short endpoints, so that
    the version gets the mix of requests that it would get later. Requests of a `Route` aren't copied.

    Becomes: `VirtualService.spec.http[].mirrors[]`, on weighted routes.
    """

    version: DnsLabel
    """Name of the version that gets the copies, usually of weight 0. Becomes: `mirrors[].destination.subset`."""
    percent: Percent
    """Percentage of the requests that are copied; from 1 to 100, or less as a text such as "0.05%", with at most four
    decimals. Becomes: `mirrors[].percentage.value`."""
