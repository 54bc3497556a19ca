"""How a new replica's share of the requests grows."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from llm_api_mesh.spec.base import Spec, refused
from llm_api_mesh.spec.durations import at_least

from pydantic import AfterValidator


def _minimum(percent: float) -> float:
    if not 0 < percent <= 100:  # noqa: PLR2004  # a percentage
        raise refused("field-invalid", allowed="a number above 0, up to 100")
    return percent


def _aggression(aggression: float) -> float:
    # Not above what keeps the proxy's sums of floats apart from infinity.
    if not 0 < aggression <= 100:  # noqa: PLR2004
        raise refused("field-invalid", allowed="a number above 0, up to 100")
    return aggression


class WarmUp(Spec):
    """A new replica starts with a part of a full share, which grows: caches are cold, and kernels not compiled yet.

    Becomes: `loadBalancer.warmup`.
    """

    duration: Annotated[timedelta, AfterValidator(at_least(timedelta(seconds=1)))]
    """How long until the share is full; 1 s or more. Becomes: `warmup.duration`."""
    minimum_percent: Annotated[float, AfterValidator(_minimum)] = 10
    """The first share, as a part of a full one. Default: 10 %. Becomes: `warmup.minimumPercent`."""
    aggression: Annotated[float, AfterValidator(_aggression)] = 1
    """How the share grows: 1 evenly, 2 fast at first, 0.5 fast at the end. Default: 1. Becomes: `warmup.aggression`."""
