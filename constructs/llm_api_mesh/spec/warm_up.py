"""How the share of a new replica grows."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from llm_api_mesh.spec.base import Rule, Spec, refused
from llm_api_mesh.spec.durations import between

# Smaller numbers than 0.000001 are written as 1e-7, which some readers of YAML take for text.
_LEAST = 0.001
# A share in percent. A larger aggression brings the proxy's sums of floats near infinity.
_MOST = 100


def _factor(number: float) -> float:
    if not _LEAST <= number <= _MOST:
        raise refused("field-invalid", allowed=f"a number from {_LEAST} to {_MOST}")
    return number


_Number = Annotated[float, Rule(_factor, minimum=_LEAST, maximum=_MOST)]


class WarmUp(Spec):
    """Start a new replica with a part of a full share, which grows while caches fill and kernels are compiled.

    Becomes: `loadBalancer.warmup`.
    """

    duration: Annotated[timedelta, between(timedelta(seconds=1), timedelta(hours=12))]
    """Time until the share is full; 1 s to 12 h. Becomes: `warmup.duration`."""
    minimum_percent: _Number = 10
    """First share as a percentage of a full share; 0.001 to 100. Default: 10. Becomes: `warmup.minimumPercent`."""
    aggression: _Number = 1
    """How the share grows, 0.001 to 100: 1 evenly, 2 faster at the start, 0.5 faster at the end. Default: 1. Becomes:
    `warmup.aggression`."""
