"""Copies of requests, for a version on which no answer depends yet."""

from __future__ import annotations

from llm_api_mesh.spec.base import Spec
from llm_api_mesh.spec.names import DnsLabel
from llm_api_mesh.spec.numbers import Percent


class Mirror(Spec):
    """Send copies of requests to a version, too, and drop its answers.

    A copy costs what the request costs: a mirrored completion is generated to its end, even if the client of the
    original goes. Copied is what the weights would have spread, short endpoints included, so that the version gets the
    mix of requests that it would get; requests of a `Route` aren't, as they ask for a version.

    Becomes: `VirtualService.spec.http[].mirrors[]`, beside the weights.
    """

    version: DnsLabel
    """Name of the version that gets the copies; usually of weight 0. Becomes: `mirrors[].destination.subset`."""
    percent: Percent
    """Of how many requests there is a copy. Becomes: `mirrors[].percentage.value`."""
