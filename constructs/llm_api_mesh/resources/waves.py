"""The order in which Argo CD applies objects; it prunes in the reverse order. Without a wave an object counts as 0."""

from __future__ import annotations

_ANNOTATION = "argocd.argoproj.io/sync-wave"

# Patches of clusters, before the first request is routed there.
CLUSTERS = {_ANNOTATION: "1"}
# Patches of the second hop's listeners, before these get their first request.
LISTENERS = {_ANNOTATION: "1"}
# After the Services and the subsets that they send requests to.
DELEGATES = {_ANNOTATION: "1"}
# The gateway's second hop, after the delegates and before what leads there.
SECOND_HOP = {_ANNOTATION: "2"}
# After the second hop, the delegates and the gateways.
ROUTES = {_ANNOTATION: "3"}
# Patches of routes, after these, and gone before them.
PATCHES = {_ANNOTATION: "4"}
