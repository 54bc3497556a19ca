"""The traffic of a folder as data: entries, the kinds of requests at each, and the backends that these reach."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["Service", "provider", "external host", "InferencePool", "answer", "not read"]

MESH = "mesh"
"""The gateway of calls from pods of the mesh, which pass no gateway."""

REST_OF_REQUESTS = "all other requests"
"""A kind of requests: those that no earlier route takes."""
GOES = "goes to "
"""The beginning of what happens to a request that goes on to a backend."""


@dataclass(frozen=True, order=True)
class Setting:
    """A setting of a route or of a backend, in words."""

    name: str
    value: str


@dataclass(frozen=True, order=True)
class Target:
    """Where a request ends: a backend, or an answer of the gateway's own."""

    kind: Kind
    name: str
    """Namespace and name of the Service or pool, the provider's name, the host, the answer, or why it isn't read."""
    version: str = ""
    """The subset of the Service's pods, without the part of its name that says how they are balanced."""
    address: str = ""
    """The host outside of the cluster."""
    model: str = ""
    """The name of the model that the backend gets instead of the client's; empty: the client's."""
    costs_money: bool = False
    """Whether a request leaves the cluster, for a host that may charge it."""
    note: str = ""

    @property
    def is_backend(self) -> bool:
        """Whether the request goes on to a backend."""
        return self.kind not in {"answer", "not read"}

    @property
    def words(self) -> str:
        """It on one line."""
        if not self.is_backend:
            return self.name
        details = ", ".join(filter(None, (self.address if self.address != self.name else "", self.as_model, self.note)))
        version = f", version {self.version}" if self.version else ""
        return f"{self.kind} {self.name}{version}{f' ({details})' if details else ''}"

    @property
    def as_model(self) -> str:
        """The other name of the model, in words."""
        return f"as {self.model}" if self.model else ""

    @property
    def phrase(self) -> str:
        """What happens to a request, as the end of a sentence."""
        if self.kind == "answer":
            return f"gets {self.name}"
        return f"isn't read: {self.name}" if self.kind == "not read" else f"{GOES}{self.words}"


@dataclass(frozen=True, order=True)
class Share:
    """A part of requests."""

    target: Target
    percent: float
    """Of the requests that come to its split; 100: all of them."""
    set_by: str = ""
    """Who sets another percentage in the cluster; empty: nobody."""

    @property
    def words(self) -> str:
        """The percentage, and who sets another one."""
        return f"{self.percent:g} %{f' (until {self.set_by} sets it)' if self.set_by else ''}"


@dataclass(frozen=True)
class Split:
    """How the requests of one kind are divided."""

    order: int
    """1: these get the request first. A higher one gets what the ones before it can't serve."""
    when: str
    """A further condition; empty: all requests of the kind that no earlier split of this order takes."""
    shares: tuple[Share, ...]
    settings: tuple[Setting, ...] = ()
    """Those of this split alone, such as the retries within one backend of a failover."""
    sources: tuple[str, ...] = ()
    """The VirtualServices that it is read from."""


@dataclass(frozen=True)
class Rule:
    """One route: kinds of requests that are treated alike."""

    name: str
    """The name of the route; empty if it has none."""
    requests: tuple[str, ...]
    """Each kind of requests in words."""
    splits: tuple[Split, ...]
    copies: tuple[Share, ...]
    """Backends that get copies of requests, whose answers nobody sees."""
    settings: tuple[Setting, ...]
    source: str
    """The VirtualService."""

    @property
    def is_answered(self) -> bool:
        """Whether no backend gets a request."""
        return not any(share.target.is_backend for split in self.splits for share in split.shares)

    @property
    def sources(self) -> tuple[str, ...]:
        """All VirtualServices that it is read from."""
        return tuple(sorted({self.source, *(source for split in self.splits for source in split.sources)}))

    def parts(self, order: int) -> dict[str, tuple[Share, ...]]:
        """The shares at a place by their condition; under no condition if all have the same shares."""
        found = {split.when: split.shares for split in self.splits if split.order == order}
        return {"": next(iter(found.values()))} if len(set(found.values())) == 1 else found

    @property
    def orders(self) -> tuple[int, ...]:
        """The places of its backends, in their order."""
        return tuple(sorted({split.order for split in self.splits}))


@dataclass(frozen=True)
class Entry:
    """A host at a Gateway, or a Service that pods of the mesh call."""

    gateway: str
    """Namespace and name of the Gateway, or `mesh`."""
    host: str
    listeners: tuple[str, ...]
    """The ports with their protocols, in words; empty if the folder doesn't have the Gateway."""
    pods: str
    """The labels of the Gateway's pods; empty if the folder doesn't have the Gateway."""
    rules: tuple[Rule, ...]
    """In the order in which a proxy compares them."""
    public_paths: tuple[str, ...] | None
    """The methods and paths that are public; None: all, or another form of conditions."""
    namespaces: tuple[str, ...]
    """Those of its VirtualServices."""
    source: str
    """The Gateway object; empty if the folder doesn't have it."""

    @property
    def is_in_mesh(self) -> bool:
        """Whether calls come from pods of the mesh, past all gateways."""
        return self.gateway == MESH


@dataclass(frozen=True, order=True)
class Policy:
    """How connections to one backend are made, by a DestinationRule."""

    target: str
    """The backend in words."""
    settings: tuple[Setting, ...]
    source: str


@dataclass(frozen=True, order=True)
class NotRead:
    """An object, or a part of it, that may change where requests go, and why it isn't read."""

    source: str
    reason: str


@dataclass(frozen=True)
class Traffic:
    """Where requests go by the objects of a folder."""

    entries: tuple[Entry, ...]
    """By gateway and host."""
    policies: tuple[Policy, ...]
    """By backend."""
    not_read: tuple[NotRead, ...]
