"""The order in which Argo CD applies objects, and in which it removes them.

Objects that routes refer to are applied before the routes, and removed after everything else. By default, Argo CD would
remove an object in its own wave, while the routes to it still exist.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum

_WAVE = "argocd.argoproj.io/sync-wave"
_GOES_LAST = {"argocd.argoproj.io/sync-options": "PruneLast=true"}


class Wave(IntEnum):
    """A step of a sync."""

    COMPLETIONS = -1
    """Patches without which a DestinationRule would fail requests."""
    FIRST = 0
    """Objects that refer to nothing in a later wave. It is the wave of objects without an annotation."""
    PATCHES = 1
    """All other patches, which come before the first request to what they patch. A patch of a route waits for the
    route, which it finds by name."""
    WEIGHTS = 1
    """VirtualServices with weights, after the Services and the subsets that they send requests to."""
    SECOND_HOP = 2
    """The gateway's second hop, after the weights and before the routes that lead there."""
    ROUTES = 3
    """All other routes, after the second hop, the weights, the gateways and the patches."""

    @property
    def annotations(self) -> Mapping[str, str]:
        """The annotations of an object in the wave."""
        last = {} if self == Wave.ROUTES else _GOES_LAST
        return last if self == Wave.FIRST else {**last, _WAVE: str(self.value)}
