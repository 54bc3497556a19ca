"""A bare Envoy with a hand-written configuration: the gateway's binary without a control plane."""

from __future__ import annotations

import json
from typing import Any

from bench.peers.peer import MODEL_PORT, PORT, Standalone
from lab.tools import cache
from lab.tools.versions import ENVOY_VERSION

_TYPES = "type.googleapis.com/envoy.extensions"
_CLUSTER = "model"

_RETRY_POLICY = {
    # A request is retried elsewhere if the replica has received it without starting an answer, as with nginx and
    # HAProxy.
    "retry_on": "connect-failure,refused-stream,reset",
    "num_retries": 2,
    "retry_host_predicate": [
        {
            "name": "envoy.retry_host_predicates.previous_hosts",
            "typed_config": {"@type": f"{_TYPES}.retry.host.previous_hosts.v3.PreviousHostsPredicate"},
        }
    ],
    "host_selection_retry_max_attempts": 5,
}

# Envoy permits three concurrent retries by default, fewer than one dead replica causes. Istio sets the same limit as
# here.
_NO_LIMIT = 2**32 - 1
_THRESHOLDS = dict.fromkeys(("max_connections", "max_pending_requests", "max_requests", "max_retries"), _NO_LIMIT)


class Envoy(Standalone):
    """Least request with two choices, and retries."""

    name = "envoy"
    program = "envoy"

    @classmethod
    def require(cls) -> None:
        """Envoy is a part of the lab."""
        cache.envoy()

    @classmethod
    def version(cls) -> str:
        """The version of the PyPI package."""
        return f"Envoy {ENVOY_VERSION}"

    def command(self) -> tuple[str, ...]:
        """Write the bootstrap and return the command line."""
        file = self.folder / "envoy.json"
        file.write_text(json.dumps(self._bootstrap()))
        # One worker, like the lab's gateway. Hot restart would need shared memory of the whole machine.
        return (str(cache.envoy()), "-c", str(file), "--concurrency", "1", "--disable-hot-restart", "-l", "warning")

    def _bootstrap(self) -> dict[str, Any]:
        filters = [{"name": "envoy.filters.network.http_connection_manager", "typed_config": _connection_manager()}]
        listener = {
            "name": "http",
            "address": _address("0.0.0.0", PORT),  # noqa: S104 - inside a namespace of the lab
            "filter_chains": [{"filters": filters}],
        }
        endpoints = [{"endpoint": {"address": _address(address, MODEL_PORT)}} for address in self.addresses]
        cluster = {
            "name": _CLUSTER,
            "type": "STATIC",
            "connect_timeout": "1s",
            "lb_policy": "LEAST_REQUEST",
            "circuit_breakers": {"thresholds": [_THRESHOLDS]},
            "load_assignment": {"cluster_name": _CLUSTER, "endpoints": [{"lb_endpoints": endpoints}]},
        }
        return {"static_resources": {"listeners": [listener], "clusters": [cluster]}}


def _connection_manager() -> dict[str, Any]:
    route = {
        "match": {"prefix": "/"},
        # No limit for the whole answer, because a stream can last long.
        "route": {"cluster": _CLUSTER, "timeout": "0s", "retry_policy": _RETRY_POLICY},
    }
    router = {"@type": f"{_TYPES}.filters.http.router.v3.Router"}
    return {
        "@type": f"{_TYPES}.filters.network.http_connection_manager.v3.HttpConnectionManager",
        "stat_prefix": "ingress",
        "stream_idle_timeout": "0s",
        "route_config": {"virtual_hosts": [{"name": "all", "domains": ["*"], "routes": [route]}]},
        "http_filters": [{"name": "envoy.filters.http.router", "typed_config": router}],
    }


def _address(address: str, port: int) -> dict[str, Any]:
    return {"socket_address": {"address": address, "port_value": port}}
