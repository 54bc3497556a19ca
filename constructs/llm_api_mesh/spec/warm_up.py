"""How a new replica's share of the requests grows."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from llm_api_mesh.spec.base import Rule, Spec, refused
from llm_api_mesh.spec.durations import at_least

# Below 0.000001 YAML has 1e-7, which some readers take for a text.
_LEAST = 0.001
# A share in percent; and a larger aggression brings the proxy's sums of floats near infinity.
_MOST = 100


def _within_reason(number: float) -> float:
    if not _LEAST <= number <= _MOST:
        raise refused("field-invalid", allowed=f"a number from {_LEAST} to {_MOST}")
    return number


_Number = Annotated[float, Rule(_within_reason, minimum=_LEAST, maximum=_MOST)]


class WarmUp(Spec):
    """A new replica starts with a part of a full share, which grows: caches are cold, and kernels not compiled yet.

    Becomes: `loadBalancer.warmup`.
    """

    duration: Annotated[timedelta, at_least(timedelta(seconds=1))]
    """How long until the share is full; 1 s or more. Becomes: `warmup.duration`."""
    minimum_percent: _Number = 10
    """The first share, as a part of a full one. Default: 10 %. Becomes: `warmup.minimumPercent`."""
    aggression: _Number = 1
    """How the share grows: 1 evenly, 2 fast at first, 0.5 fast at the end. Default: 1. Becomes: `warmup.aggression`."""
