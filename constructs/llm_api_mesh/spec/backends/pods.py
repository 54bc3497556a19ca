"""What the kinds of backend with pods in the cluster have in common."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from llm_api_mesh.spec.base import refused
from llm_api_mesh.spec.ejection import Ejection
from llm_api_mesh.spec.http2 import Http2KeepAlive
from llm_api_mesh.spec.version import Version

Protocol = Literal["http", "h2c", "grpc"]

# If nothing takes over from a backend, some replicas are kept even if they fail.
_ALL_MAY_GO = {"max_percent": 100, "min_health_percent": 0}


def by_name(versions: Sequence[Version]) -> tuple[Version, ...]:
    """Sort versions, so that the order of declaration doesn't change the YAML."""
    return tuple(sorted(versions, key=lambda version: version.name))


def check_keep_alive(keep_alive: Http2KeepAlive | None, protocol: Protocol) -> None:
    """Refuse PINGs on HTTP/1.1."""
    if keep_alive and protocol == "http":
        raise refused(
            "field-without-effect",
            given='http2_keep_alive with protocol="http"',
            allowed='http2_keep_alive with protocol="h2c" or "grpc", because HTTP/1.1 has no PINGs',
        )


def check_limit(concurrent_requests: int | None, replicas: int | None) -> None:
    """Refuse half a limit."""
    fields = {"concurrent_requests": concurrent_requests, "replicas": replicas}
    given = [name for name, value in fields.items() if value is not None]
    if len(given) == 1:
        raise refused(
            "field-without-effect",
            given=f"{given[0]} alone",
            allowed="concurrent_requests together with replicas, because Istio's limit is for all replicas",
        )


def limit(concurrent_requests: int | None, replicas: int | None) -> int | None:
    """Return the number of requests that all replicas together serve at a time; None: unknown."""
    return None if concurrent_requests is None or replicas is None else concurrent_requests * replicas


def replaceable(ejection: Ejection | None) -> Ejection | None:
    """Return the ejection that may take all replicas away, unless its user has set another bound."""
    if ejection is None:
        return None
    update = {name: value for name, value in _ALL_MAY_GO.items() if name not in ejection.model_fields_set}
    return ejection.model_copy(update=update) if update else ejection
