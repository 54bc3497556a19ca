"""Copies of requests for a version that doesn't answer clients."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from llm_api_mesh.spec.base import List, Rule, Spec, refused
from llm_api_mesh.spec.names import DnsLabel
from llm_api_mesh.spec.numbers import Percent

MOST_COPIES = 10
"""The largest number of copies of a request. While a version doesn't take its copy, the proxy keeps the body for it, in
memory that all APIs share."""


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


def _few(mirrors: Sequence[Mirror]) -> Sequence[Mirror]:
    if len(mirrors) > MOST_COPIES:
        raise refused("field-invalid", given=f"{len(mirrors)} mirrors", allowed=f"at most {MOST_COPIES} mirrors")
    return mirrors


Mirrors = Annotated[List[Mirror], Rule(_few, maxItems=MOST_COPIES)]
"""The versions that get copies of the same requests."""
