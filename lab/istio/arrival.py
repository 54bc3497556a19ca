"""Wait until a change has arrived at every proxy.

Three steps, none of which guesses a time:

1. istiod's stores hold the state of the API server: the same version of every Istio object, and the same addresses of
   every Service.
2. istiod has computed a configuration from these stores. The lab writes a marker object and waits until istiod has
   processed it, because istiod processes changes in their order.
3. Every proxy has the configuration. The lab lets istiod send the whole configuration to every proxy again, and waits
   until each proxy has acknowledged a message that was sent after that, for every resource type it subscribes to.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from lab.cluster.client import Cluster, Object, Ref
from lab.cluster.endpoints import write_endpoints
from lab.errors import TimedOutError
from lab.istio.inference_pools import unresolved
from lab.istio.istiod import NAMESPACE, Istiod
from lab.istio.proxy import Proxy
from lab.istio.rejections import Rejections
from lab.waits import wait_for

MARKER = "lab-marker"

# Types for which istiod may have nothing to send. A removed listener that Envoy still drains can subscribe to a Secret
# that no longer exists; an active listener without its Secret shows as warming, and so does one without its routes. A
# gateway whose listeners have all drained subscribes to no routes. And a gateway that gets only the clusters of its
# routes has no endpoints if it has no routes.
_SECRETS = "type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.Secret"
_ROUTES = "type.googleapis.com/envoy.config.route.v3.RouteConfiguration"
_ENDPOINTS = "type.googleapis.com/envoy.config.endpoint.v3.ClusterLoadAssignment"

_LOOPBACK = "127."

# istiod's model.Healthy.
_HEALTHY = 1


class Arrival:
    """Follows the changes of one lab from the API server to the proxies."""

    def __init__(self, cluster: Cluster, istiod: Istiod, *, inference_pools: bool = False) -> None:
        """Follow the changes of this API server through this istiod, perhaps with routes to inference pools."""
        self._inference_pools = inference_pools
        self.rejections = Rejections(istiod)
        self._cluster = cluster
        self._istiod = istiod
        self._markers = 0
        self._versions: dict[Ref, str | None] = {}

    def expect(self, items: Iterable[Object]) -> None:
        """Expect these objects at istiod, in the versions that the API server has returned."""
        for item in filter(_is_istio_object, items):
            self._versions[Ref.of(item)] = item["metadata"]["resourceVersion"]

    def expect_gone(self, items: Iterable[Object]) -> None:
        """Expect istiod to have removed these objects."""
        for item in filter(_is_istio_object, items):
            self._versions[Ref.of(item)] = None

    def expect_current(self, items: Iterable[Object]) -> None:
        """Expect what the API server has of these objects now, after another program has written or removed them."""
        for item in filter(_is_istio_object, items):
            found = self._cluster.find(Ref.of(item))
            self._versions[Ref.of(item)] = found["metadata"]["resourceVersion"] if found else None

    def wait(self, proxies: list[Proxy]) -> None:
        """Return when all proxies use the current state; raise if a proxy rejects it."""
        self.rejections.resume(proxies)
        if self._inference_pools:
            # istiod makes a Service for a pool as soon as a route leads there.
            wait_for("the routes to inference pools", lambda: not list(unresolved(self._cluster)))
        addresses = write_endpoints(self._cluster)
        wait_for("the objects at istiod", self._has_objects)
        wait_for("the endpoints at istiod", lambda: self._has_endpoints(addresses))
        marker = self._write_marker()
        wait_for("istiod's new configuration", lambda: self._has_marker(marker))
        before = self._statuses()
        self._istiod.push_again()

        def acknowledged() -> bool:
            # A proxy that rejects the configuration never acknowledges it.
            self.rejections.assert_none(proxies)
            return not list(_unacknowledged(proxies, before, self._statuses()))

        try:
            wait_for("every proxy's acknowledgement", acknowledged)
        except TimedOutError as error:
            missing = ", ".join(_unacknowledged(proxies, before, self._statuses()))
            raise TimedOutError(f"{error}: {missing}") from error
        wait_for("every proxy's warming", lambda: not any(p.warming() for p in proxies))
        self.rejections.assert_none(proxies)

    def _has_objects(self) -> bool:
        known = {
            # istiod makes some objects itself, without a version.
            Ref.of(item): item["metadata"].get("resourceVersion", "0")
            for item in filter(_is_istio_object, self._istiod.debug("configz"))
        }
        return all(_is_current(known.get(ref), version) for ref, version in self._versions.items())

    def _has_endpoints(self, addresses: dict[Ref, set[str]]) -> bool:
        shards = self._istiod.debug("endpointShardz")
        return all(_addresses(shards, ref) == found for ref, found in addresses.items())

    def _write_marker(self) -> str:
        self._markers += 1
        path = f"/marker-{self._markers}"
        self._cluster.apply(
            {
                "apiVersion": "security.istio.io/v1",
                "kind": "AuthorizationPolicy",
                "metadata": {"name": MARKER, "namespace": NAMESPACE},
                "spec": {
                    # No Pod has this label, so the marker changes no proxy's configuration.
                    "selector": {"matchLabels": {MARKER: "none"}},
                    "rules": [{"to": [{"operation": {"paths": [path]}}]}],
                },
            }
        )
        return path

    def _has_marker(self, marker: str) -> bool:
        return marker in json.dumps(self._istiod.debug("authorizationz"))

    def _statuses(self) -> dict[str, Any]:
        # A proxy that has just connected has nothing yet.
        return {one["proxy"]: one["resources"] for one in self._istiod.debug("syncz") if "resources" in one}


def _is_istio_object(item: Object) -> bool:
    return ".istio.io/" in str(item["apiVersion"])


def _is_current(known: str | None, expected: str | None) -> bool:
    """Whether istiod has an object in at least the expected version, or doesn't have a removed one."""
    if known is None or expected is None:
        return known is expected
    # A later version is fine: istiod writes the addresses that it allocates into the status of a ServiceEntry.
    return int(known) >= int(expected)


def _unacknowledged(proxies: list[Proxy], before: dict[str, Any], now: dict[str, Any]) -> Iterator[str]:
    """Yield the proxies, with the types whose last message was sent before the earlier status or isn't acknowledged."""
    for proxy in proxies:
        if proxy.node not in now:
            yield f"{proxy.node} isn't connected"
        for kind, status in now.get(proxy.node, {}).items():
            sent, earlier = status.get("sent"), before.get(proxy.node, {}).get(kind, {}).get("sent")
            if status.get("acked") != sent:
                yield f"{proxy.node} hasn't acknowledged {kind}"
            elif sent == earlier and not _may_lack(proxy, kind):
                yield f"{proxy.node} wasn't sent {kind}"


def _may_lack(proxy: Proxy, kind: str) -> bool:
    """Whether istiod may have nothing of a type for a proxy."""
    if kind == _ENDPOINTS:
        return not any(cluster.get("type") == "EDS" for cluster in proxy.clusters().values())
    if kind == _ROUTES:
        return not proxy.config_dump("dynamic_route_configs")
    return kind == _SECRETS


def _addresses(shards: Any, service: Ref) -> set[str]:
    """The ready addresses of a Service on istiod's debug page of endpoints."""
    host = f"{service.name}.{service.namespace}.svc.cluster.local"
    # A ServiceEntry of another namespace may have the same host.
    own = shards.get(host, {}).get(service.namespace, {"Shards": {}})
    return {
        address
        for shard in own["Shards"].values()
        for endpoint in shard
        for address in endpoint["Addresses"]
        # Loopback addresses come from WorkloadEntries, and all others from Pods.
        if endpoint["HealthStatus"] == _HEALTHY and not address.startswith(_LOOPBACK)
    }
