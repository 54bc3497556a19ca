"""The order in which Argo CD applies objects, and in which it removes them. Without a wave an object counts as 0.

What routes refer to comes before them, and goes when everything else has come and gone: by itself Argo CD would remove
it in the wave in which it came, while the routes that no longer need it still stand.
"""

from __future__ import annotations

from collections.abc import Mapping

from cdk8s import ApiObjectMetadata

_WAVE = "argocd.argoproj.io/sync-wave"
_GOES_LAST = {"argocd.argoproj.io/sync-options": "PruneLast=true"}

# Patches without which the DestinationRule that they complete would be a fault.
COMPLETIONS = {**_GOES_LAST, _WAVE: "-1"}
# Refers to nothing that comes later.
FIRST = _GOES_LAST
# All other patches, before the first request meets what they are for. A patch of a route waits for it, by its name.
PATCHES = {**_GOES_LAST, _WAVE: "1"}
# After the Services and the subsets that they send requests to.
DELEGATES = {**_GOES_LAST, _WAVE: "1"}
# The gateway's second hop, after the delegates and before what leads there.
SECOND_HOP = {**_GOES_LAST, _WAVE: "2"}
# After the second hop, the delegates, the gateways and the patches.
ROUTES = {_WAVE: "3"}


def metadata(name: str, wave: Mapping[str, str] = FIRST, namespace: str | None = None) -> ApiObjectMetadata:
    """Write the metadata of an object that comes and goes in its wave; without a namespace it stands in the mesh's."""
    return ApiObjectMetadata(name=name, namespace=namespace, annotations=dict(wave))
