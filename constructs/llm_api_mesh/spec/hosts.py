"""Host names that clients use, as Istio's Gateway and VirtualService allow them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Annotated

from llm_api_mesh.errors import show
from llm_api_mesh.spec.base import Rule, refused
from llm_api_mesh.spec.names import DNS_NAME, is_dns_name, is_domain

ANY_HOST = "*"


_SHAPES = (
    (
        re.compile(r"[a-zA-Z]+://(?P<host>[^/:]*).*"),
        "a host name without scheme, port and path",
        'Write "{host}".',
    ),
    (
        re.compile(r"(?P<host>[^/:]+):\d*"),
        "a host name without port, because the Gateway has the port, and the Host header matches with or without it",
        'Write "{host}", and set the port in the Gateway: https_port, or http=PlainHttp(port=...).',
    ),
    (re.compile(r"(?P<host>[^/]+)/.*"), "a host name without path", 'Write "{host}", and put the path into match.'),
    (re.compile(r"(?P<host>.+)\."), "a host name without a trailing dot", 'Write "{host}".'),
    (re.compile(r"(?P<host>[^/:]*[A-Z][^/:]*)"), "lower-case letters", 'Write "{host}".'),
)


def _is_host(name: str) -> bool:
    return "." in name and is_domain(name.removeprefix("*."))


def covers(host: str, other: str) -> bool:
    """Return whether `host` includes every name of `other`; either may be a wildcard."""
    return host in {other, ANY_HOST} or (host.startswith("*.") and other.removeprefix("*").endswith(host[1:]))


def overlap(one: str, other: str) -> bool:
    """Return whether one host of a request can match both. Wildcards that overlap include each other."""
    return covers(one, other) or covers(other, one)


def host_name(host: str) -> str:
    """Accept a fully qualified name, a wildcard such as `*.example.com`, or `*`."""
    if host == ANY_HOST:
        return host
    for shape, allowed, fix in _SHAPES:
        if found := shape.fullmatch(host):
            near = found["host"].lower()
            raise refused("host-invalid", allowed=allowed, fix=fix.format(host=near) if _is_host(near) else "")
    name = host.removeprefix("*.")
    if "*" in name:
        raise refused(
            "host-invalid", allowed='a star only as the whole first label, as in "*.example.com"', fix="List the hosts."
        )
    if not is_dns_name(name):
        raise refused("host-invalid", allowed=DNS_NAME)
    if not is_domain(name):
        raise refused("host-invalid", allowed="a name with a top-level domain, not an IP address")
    if "." not in name and not host.startswith("*."):
        # Istio completes a short name with the namespace of the VirtualService.
        raise refused(
            "host-invalid", allowed="a fully qualified name", fix=f'Write the full name: "{host}.example.com".'
        )
    return host


def _hosts(hosts: Sequence[str]) -> tuple[str, ...]:
    if not hosts:
        raise refused("host-invalid", allowed="at least one host name", fix='To match every host, write hosts=["*"].')
    ordered = tuple(sorted(hosts))
    for index, host in enumerate(ordered):
        for other in ordered[index + 1 :]:
            if overlap(host, other):
                raise refused(
                    "host-overlap",
                    given=f"{show(host)} and {show(other)}",
                    allowed="hosts that don't include each other",
                    fix="Keep one of them.",
                )
    return ordered


_LABEL = r"[a-z0-9]([a-z0-9-]*[a-z0-9])?"

Hosts = Annotated[
    Sequence[Annotated[str, Rule(host_name, pattern=rf"\*|(\*|{_LABEL})(\.{_LABEL})+")]],
    Rule(_hosts, minItems=1, uniqueItems=True),
]
"""One or more hosts, sorted, because their order has no meaning."""
