"""Notice that a proxy has rejected a configuration."""

from __future__ import annotations

from collections.abc import Iterable

from lab.errors import RejectedError
from lab.istio.istiod import Istiod
from lab.istio.proxy import Proxy
from lab.waits import wait_for

_ISTIOD_COUNTER = "pilot_total_xds_rejects"


class Rejections:
    """The rejections seen so far. The counters only grow, so a rejection shows as an increase."""

    def __init__(self, istiod: Istiod) -> None:
        """Start with no rejections."""
        self._istiod = istiod
        self._at_istiod = 0
        self._at_proxies: dict[str, int] = {}
        self._reported = False

    def assert_none(self, proxies: Iterable[Proxy]) -> None:
        """Raise if istiod or a proxy counts a rejection that no earlier call has reported."""
        at_istiod, at_proxies = self._count_at_istiod(), _counts_at(proxies)
        fresh = [name for name, count in at_proxies.items() if count > self._at_proxies.get(name, 0)]
        if at_istiod <= self._at_istiod and not fresh:
            # A restarted istiod counts from zero again.
            self._at_istiod, self._at_proxies = at_istiod, at_proxies
            return
        # A proxy counts a rejection before it sends the reason to istiod.
        expected = min(at_istiod, self._at_istiod) + len(fresh)
        wait_for("the proxy's reason for its rejection", lambda: self._count_at_istiod() >= expected)
        self._reported = True
        self._note(proxies)
        raise RejectedError("; ".join([*fresh, *self._istiod.rejections()[-1:]]))

    def resume(self, proxies: Iterable[Proxy]) -> None:
        """After a reported rejection, ignore further rejections of the same configuration."""
        if self._reported:
            self._reported = False
            self._note(proxies)

    def _note(self, proxies: Iterable[Proxy]) -> None:
        self._at_istiod, self._at_proxies = self._count_at_istiod(), _counts_at(proxies)

    def _count_at_istiod(self) -> int:
        return int(self._istiod.metrics(_ISTIOD_COUNTER).get(_ISTIOD_COUNTER, 0))


def _counts_at(proxies: Iterable[Proxy]) -> dict[str, int]:
    return {f"{proxy.node} {name}": count for proxy in proxies for name, count in proxy.rejections().items()}
