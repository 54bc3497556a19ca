"""The order in which Argo CD applies objects; it prunes in the reverse order. Without a wave an object counts as 0."""

from __future__ import annotations

_ANNOTATION = "argocd.argoproj.io/sync-wave"

# After the Services and the subsets that they send requests to.
DELEGATES = {_ANNOTATION: "1"}
# After the delegates, and after the gateways.
ROUTES = {_ANNOTATION: "2"}
# After the routes that they patch, and gone before these.
PATCHES = {_ANNOTATION: "3"}
