"""The order in which Argo CD applies objects, and in which it removes them. An object without a wave is in wave 0.

Objects that routes refer to are applied before the routes, and removed after everything else. By default, Argo CD would
remove an object in its own wave, while the routes to it still exist.
"""

from __future__ import annotations

from collections.abc import Mapping

from cdk8s import ApiObjectMetadata

_WAVE = "argocd.argoproj.io/sync-wave"
_GOES_LAST = {"argocd.argoproj.io/sync-options": "PruneLast=true"}

# Patches without which a DestinationRule would fail requests.
COMPLETIONS = {**_GOES_LAST, _WAVE: "-1"}
# Objects that refer to nothing in a later wave.
FIRST = _GOES_LAST
# All other patches, which come before the first request to what they patch. A patch of a route waits for the route,
# which it finds by name.
PATCHES = {**_GOES_LAST, _WAVE: "1"}
# VirtualServices with weights, after the Services and the subsets that they send requests to.
DELEGATES = {**_GOES_LAST, _WAVE: "1"}
# The gateway's second hop, after the delegates and before the routes that lead there.
SECOND_HOP = {**_GOES_LAST, _WAVE: "2"}
# All other routes, after the second hop, the delegates, the gateways and the patches.
ROUTES = {_WAVE: "3"}


def metadata(name: str, wave: Mapping[str, str] = FIRST, namespace: str | None = None) -> ApiObjectMetadata:
    """Write the metadata of an object in its wave; without a namespace it gets that of the API."""
    return ApiObjectMetadata(name=name, namespace=namespace, annotations=dict(wave))
