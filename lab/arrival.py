"""Knowing that a change has arrived at every proxy.

Three steps, none of which guesses at a time:

1. istiod's stores hold what the API server holds: the same version of every Istio object, the
   same addresses of every Service.
2. istiod has computed a configuration from these stores. A marker, an object written only now,
   goes the same way and queues behind them.
3. Every proxy has it. istiod is asked to send its configuration once more, whole, to everyone,
   and each proxy must acknowledge a message that was sent after that, for every type it follows.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from lab.cluster import Cluster, Object, Ref
from lab.istiod import NAMESPACE, Istiod
from lab.pods import write_endpoints
from lab.proxy import Proxy
from lab.rejections import Rejections
from lab.waits import wait_for

_MARKER = "lab-marker"

# The only type of which istiod may have nothing to send: a Secret that a removed listener, which Envoy
# still drains, would like to have and that is gone. What lacks its Secret shows as warming.
_SECRETS = "type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.Secret"

# istiod's model.Healthy.
_HEALTHY = 1


class Arrival:
    """Follows one lab's changes on their way from the API server to the proxies."""

    def __init__(self, cluster: Cluster, istiod: Istiod) -> None:
        """Follow changes of this API server over this istiod."""
        self.rejections = Rejections(istiod)
        self._cluster = cluster
        self._istiod = istiod
        self._markers = 0
        self._versions: dict[Ref, str | None] = {}

    def expect(self, items: Iterable[Object]) -> None:
        """Expect istiod to know these objects, as the API server returned them."""
        for item in filter(_is_istios, items):
            self._versions[Ref.of(item)] = item["metadata"]["resourceVersion"]

    def expect_gone(self, items: Iterable[Object]) -> None:
        """Expect istiod to know that these objects are gone."""
        for item in filter(_is_istios, items):
            self._versions[Ref.of(item)] = None

    def wait(self, proxies: list[Proxy]) -> None:
        """Return when all proxies use the present state; raise when one of them refuses it."""
        self.rejections.resume(proxies)
        addresses = write_endpoints(self._cluster)
        wait_for("the objects at istiod", self._objects_known)
        wait_for("the endpoints at istiod", lambda: self._endpoints_known(addresses))
        marker = self._write_marker()
        wait_for("istiod's new configuration", lambda: self._marker_computed(marker))
        before = self._statuses()
        self._istiod.push_again()

        def acknowledged() -> bool:
            # A proxy that refuses never acknowledges: then there is nothing to wait for.
            self.rejections.assert_none(proxies)
            return _acknowledged(proxies, before, self._statuses())

        wait_for("every proxy's acknowledgement", acknowledged)
        wait_for("every proxy's warming", lambda: not any(p.warming() for p in proxies))
        self.rejections.assert_none(proxies)
        self.rejections.assert_nothing_dropped()

    def _objects_known(self) -> bool:
        known = {
            Ref.of(item): item["metadata"]["resourceVersion"]
            for item in filter(_is_istios, self._istiod.debug("configz"))
        }
        return all(_as_new(known.get(ref), version) for ref, version in self._versions.items())

    def _endpoints_known(self, addresses: dict[Ref, set[str]]) -> bool:
        shards = self._istiod.debug("endpointShardz")
        return all(_addresses(shards, ref) == found for ref, found in addresses.items())

    def _write_marker(self) -> str:
        self._markers += 1
        path = f"/marker-{self._markers}"
        self._cluster.apply(
            {
                "apiVersion": "security.istio.io/v1",
                "kind": "AuthorizationPolicy",
                "metadata": {"name": _MARKER, "namespace": NAMESPACE},
                "spec": {
                    # No pod has this label, so no proxy's configuration changes by the marker.
                    "selector": {"matchLabels": {_MARKER: "none"}},
                    "rules": [{"to": [{"operation": {"paths": [path]}}]}],
                },
            }
        )
        return path

    def _marker_computed(self, marker: str) -> bool:
        return marker in json.dumps(self._istiod.debug("authorizationz"))

    def _statuses(self) -> dict[str, Any]:
        return {entry["proxy"]: entry["resources"] for entry in self._istiod.debug("syncz")}


def _is_istios(item: Object) -> bool:
    return ".istio.io/" in str(item["apiVersion"])


def _as_new(known: str | None, expected: str | None) -> bool:
    """Whether istiod knows an object as it is now, or that it is gone."""
    if known is None or expected is None:
        return known is expected
    # A later version will do: istiod itself writes the status of a ServiceEntry, with the addresses that it allots.
    return int(known) >= int(expected)


def _acknowledged(proxies: list[Proxy], before: dict[str, Any], now: dict[str, Any]) -> bool:
    return all(proxy.node in now and _all_newer(before.get(proxy.node, {}), now[proxy.node]) for proxy in proxies)


def _all_newer(before: dict[str, Any], now: dict[str, Any]) -> bool:
    """Whether each type's last message was sent after the earlier look, and is acknowledged."""
    return all(
        status.get("acked") == status.get("sent")
        and (kind == _SECRETS or status.get("sent") != before.get(kind, {}).get("sent"))
        for kind, status in now.items()
    )


def _addresses(shards: Any, service: Ref) -> set[str]:
    """The ready addresses of a Service in what istiod prints of its endpoints."""
    host = f"{service.name}.{service.namespace}.svc.cluster.local"
    by_namespace = shards.get(host, {})
    return {
        address
        for namespace in by_namespace.values()
        for shard in namespace["Shards"].values()
        for endpoint in shard
        for address in endpoint["Addresses"]
        if endpoint["HealthStatus"] == _HEALTHY
    }
