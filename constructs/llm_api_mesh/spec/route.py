"""Routes that send some of the requests to one version."""

from __future__ import annotations

from typing import Annotated

from llm_api_mesh.spec.base import Rule, refused
from llm_api_mesh.spec.match import Conditions
from llm_api_mesh.spec.names import LABEL_MAX, DnsLabel, dns_label

PRIMARY = "primary"
"""Name of the route that spreads what no other route claims over the versions by weight."""
STICKY = "sticky"
"""What its name ends with while the key of a consistent hash chooses the version, too."""


# What follows the name of a route in the names of its twins.
_PARTS = ("drill", "quick", "sticky", "stream")


def _route_name(name: str) -> str:
    if name == PRIMARY:
        raise refused("route-duplicate", allowed=f"a name other than {PRIMARY}, which the weighted route has")
    if name in _PARTS:
        raise refused("route-duplicate", allowed=f"a name other than {', '.join(_PARTS)}, which are reserved")
    return dns_label(name)


class Route(Conditions):
    """Send the requests that match to one version, whatever the weights are.

    A route's place follows from its match, never from the order of declaration: exact paths come first, then longer
    prefixes, then a method, then more headers, then more query parameters, as in the Gateway API; the weighted route is
    the last.

    Becomes: `VirtualService.spec.http[]`.
    """

    name: Annotated[str, Rule(_route_name, pattern=r"[a-z0-9]([a-z0-9-]*[a-z0-9])?", maxLength=LABEL_MAX)]
    """A DNS label, unique in the mesh. Becomes: `http[].name: <namespace>/<mesh>/<name>`."""
    version: DnsLabel
    """Name of the version. Becomes: `http[].route[].destination.subset`."""
