"""What a request gets: an answer of the gateway's own, backends in their order, or something that isn't read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal


@dataclass(frozen=True)
class Backend:
    """One backend of a route."""

    kind: Literal["Service", "provider", "external host", "InferencePool"]
    name: str
    """Namespace and name of the Service or pool, or the provider's name, or the host."""
    order: int = 1
    """Its place: the second one gets what the first one can't serve."""
    percent: float | None = None
    """Its share of the requests that reach its place; None: all of them."""
    subset: str = ""
    address: str = ""
    """The host outside of the cluster."""
    costs_money: bool = False
    """Whether a request leaves the cluster, for a host that may charge it."""
    model: str = ""
    """The name of the model that it gets instead of the client's; empty: the client's."""
    pods: Mapping[str, str] = field(default_factory=dict)
    """The labels by which its pods are selected."""
    note: str = ""
    source: str = ""
    """The object that says where it is."""

    @property
    def words(self) -> str:
        """It on one line."""
        where = [self.address if self.address != self.name else "", "costs money" if self.costs_money else ""]
        details = ", ".join(filter(None, (*where, f"as {self.model}" if self.model else "", self.note)))
        share = "" if self.percent is None else f" {self.percent:g} %"
        name = " ".join(filter(None, (self.kind, self.name, self.subset)))
        return f"{name}{share}{f' ({details})' if details else ''}"


@dataclass(frozen=True)
class Outcome:
    """What a request gets."""

    kind: Literal["refused", "answered", "served", "unread"]
    """`refused` by a policy, `answered` by a route of the gateway, `served` by backends, or not read."""
    status: int | None = None
    """The status; None if the backend decides, or if it is unknown."""
    backends: tuple[Backend, ...] = ()
    reason: str = ""
    source: str = ""
    """The object that decides."""
    route: str = ""
    """The name of the route."""
    is_early: bool = False
    """Whether the proxy answers without a route's filters: it has no route, or it answers a browser's preflight."""
    authorizer: str = ""
    """The external authorizer that must admit the request first; empty if there is none."""

    @property
    def words(self) -> str:
        """It on one line."""
        found = self._words
        return f"external authorizer {self.authorizer} decides; if it admits: {found}" if self.authorizer else found

    @property
    def _words(self) -> str:
        if self.kind == "unread":
            return f"not read: {self.reason}"
        if self.kind != "served" or not self.backends:
            return " ".join(filter(None, (str(self.status or ""), self.reason)))
        places: dict[int, list[str]] = {}
        for one in self.backends:
            places.setdefault(one.order, []).append(one.words)
        found = ", then ".join(" or ".join(some) for _, some in sorted(places.items()))
        return f"{found} ({self.reason})" if self.reason else found

    @property
    def reaches(self) -> frozenset[str]:
        """The backends that may get the request."""
        return frozenset(f"{one.kind} {one.name}" for one in self.backends) if self.kind == "served" else frozenset()

    @property
    def closed(self) -> bool:
        """Whether no backend certainly gets the request."""
        return self.kind in {"refused", "answered"}

    def behind(self, authorizer: str) -> Outcome:
        """The same, once an external authorizer has admitted the request."""
        return replace(self, authorizer=authorizer)


def unread(reason: str, source: str = "") -> Outcome:
    """An outcome that the folder does not show."""
    return Outcome("unread", reason=reason, source=source)
