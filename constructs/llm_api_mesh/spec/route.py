"""Routes that send some of the requests to one version."""

from __future__ import annotations

from typing import Annotated

from llm_api_mesh.spec.base import Rule, refused
from llm_api_mesh.spec.match import Conditions
from llm_api_mesh.spec.names import LABEL_MAX, DnsLabel, dns_label

PRIMARY = "primary"
"""Name of the weighted route, which spreads the requests that no other route matches over the versions."""

# Suffixes of a route's name in the names of routes that are derived from it.
_PARTS = ("drill", "quick", "stream")


def _route_name(name: str) -> str:
    if name == PRIMARY:
        raise refused("route-duplicate", allowed=f"a name other than {PRIMARY}, which the weighted route has")
    if name in _PARTS:
        raise refused("route-duplicate", allowed=f"a name other than {', '.join(_PARTS)}, which are reserved")
    return dns_label(name)


class Route(Conditions):
    """Send the requests that match to one version, regardless of the weights.

    The order of routes follows from their conditions, not from their order in the list: exact paths come first, then
    longer prefixes, then a method, then more headers, then more query parameters, as in the Gateway API. The weighted
    route is the last.

    Becomes: `VirtualService.spec.http[]`.
    """

    name: Annotated[str, Rule(_route_name, pattern=r"[a-z0-9]([a-z0-9-]*[a-z0-9])?", maxLength=LABEL_MAX)]
    """Name of the route: a DNS label that no other route of the API, model or endpoint has. Becomes: the last part of
    `http[].name`, such as `llm/<namespace>/<api>/<name>`."""
    version: DnsLabel
    """Name of the version. Becomes: `http[].route[].destination.subset`."""
