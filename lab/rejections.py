"""Noticing that a proxy refused a configuration, or istiod a part of one, by all that there is to see of it."""

from __future__ import annotations

from collections.abc import Iterable

from lab.errors import RejectedError
from lab.istiod import Istiod
from lab.proxy import Proxy
from lab.waits import wait_for

_ISTIODS_COUNTER = "pilot_total_xds_rejects"


class Rejections:
    """The refusals seen so far; the counters only grow, so only what is new counts."""

    def __init__(self, istiod: Istiod) -> None:
        """Begin with none."""
        self._istiod = istiod
        self._told = 0
        self._counted: dict[str, int] = {}
        self._reported = False
        self._dropped = 0

    def assert_none(self, proxies: Iterable[Proxy]) -> None:
        """Raise when istiod or a proxy counts a refusal that no earlier call has reported."""
        told, counted = self._told_to_istiod(), _counted_by(proxies)
        fresh = [name for name, count in counted.items() if count > self._counted.get(name, 0)]
        if told <= self._told and not fresh:
            # An istiod that was restarted counts from zero again.
            self._told, self._counted = told, counted
            return
        # A proxy counts a refusal before it tells istiod, which then knows the reason.
        expected = min(told, self._told) + len(fresh)
        wait_for("the proxy's reason", lambda: self._told_to_istiod() >= expected)
        self._reported = True
        self._note(proxies)
        raise RejectedError("; ".join([*fresh, *self._istiod.refusals()[-1:]]))

    def assert_nothing_dropped(self) -> None:
        """Raise when istiod left out a part of an EnvoyFilter that no earlier call has reported."""
        dropped = self._istiod.dropped()
        fresh, self._dropped = dropped[self._dropped :], len(dropped)
        if fresh:
            raise RejectedError(f"istiod leaves out a patch: {fresh[-1]}")

    def resume(self, proxies: Iterable[Proxy]) -> None:
        """After a report, take no notice of what the same configuration has still brought in."""
        if self._reported:
            self._reported = False
            self._note(proxies)

    def _note(self, proxies: Iterable[Proxy]) -> None:
        self._told, self._counted = self._told_to_istiod(), _counted_by(proxies)

    def _told_to_istiod(self) -> int:
        return int(self._istiod.metrics(_ISTIODS_COUNTER).get(_ISTIODS_COUNTER, 0))


def _counted_by(proxies: Iterable[Proxy]) -> dict[str, int]:
    return {f"{proxy.node} {name}": count for proxy in proxies for name, count in proxy.rejections().items()}
