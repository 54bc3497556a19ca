"""Requests of many tenants, each with a key of its own, and the replicas that answer them."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from e2e.support.affinity import REPLICAS, api, one, prompt
from e2e.support.llm_gateways import HOST, Platform
from lab.apps.app import App
from lab.traffic.call import Answer

TENANTS = 200

# How many of some 25 keys of a replica that serves nobody may not be served either: retries look at five other places,
# which may all have this replica. With eight replicas that is a key at most, but for a few sets of addresses.
UNSERVED = 10

BUSY = {"concurrency": 200, "time_to_first_token": 0.5}
"""Replicas that take half a second for an answer, so that many requests are open at a time on a small machine."""
CLIENTS = 48
"""The requests that are open at a time: six for each of eight replicas."""

AT_HOME = 0.8
"""The least share of the requests under this load that the replica of their key answers. The lab had 0.89 to 0.91."""
HOT = 0
"""The tenant that may have a large share of all requests."""
HOT_SHARE = 0.3


@contextmanager
def replicas_behind(
    gateway: Platform,
    folder: Path,
    simulator: Mapping[str, float] | None = None,
    *,
    namespace: str = "ai",
    host: str = HOST,
    replicas: int = REPLICAS,
    **pool: Any,
) -> Iterator[App]:
    """Replicas of a test's own, behind an API with affinity."""
    labels = {"app": "mortal"}
    app = gateway.lab.app("mortal", namespace=namespace, labels=labels, replicas=replicas, simulator=simulator)
    try:
        with api(gateway, folder, namespace=namespace, host=host, pool={"selector": labels, **pool}):
            yield app
    finally:
        gateway.lab.remove(app)


@dataclass(frozen=True)
class Homes:
    """The replica of each tenant's requests."""

    of: tuple[str, ...]

    def moved(self, after: Homes, gone: str) -> int:
        """How many keys of other replicas than one have another replica now; those that moved to it aren't counted."""
        pairs = zip(self.of, after.of, strict=True)
        return sum(one != other for one, other in pairs if gone not in {one, other})

    def count(self, name: str) -> int:
        """How many keys a replica has."""
        return self.of.count(name)


def find_homes(gateway: Platform, *, unserved: int = 0, **options: Any) -> Homes:
    """The replica of each tenant; none for those that aren't served, of which there may be some."""
    answers = [one(gateway, prompt(number), **options) for number in range(TENANTS)]
    assert sum(answer.status != 200 for answer in answers) <= unserved
    return Homes(tuple(answer.replica if answer.status == 200 else "" for answer in answers))


def find_homes_fast(gateway: Platform, app: App, **options: Any) -> Homes:
    """The replica of each tenant, without waiting for slow answers."""
    for replica in app.replicas:
        replica.slow(factor=0.001)
    found = find_homes(gateway, **options)
    for replica in app.replicas:
        replica.slow(factor=1)
    return found


@dataclass(frozen=True)
class Sent:
    """A request of a tenant, and its answer."""

    tenant: int
    start: float
    answer: Answer


def offer(
    gateway: Platform,
    count: int,
    *,
    hot: float = 0.0,
    headers_of: Callable[[int], Mapping[str, str]] = lambda _: {},
    **options: Any,
) -> Callable[[], list[Sent]]:
    """Send requests of all tenants, so that some are always open; return what waits for their answers.

    The hot tenant has the share `hot` of the requests, and the others are equally frequent. `headers_of` has the
    headers of a tenant's requests.
    """
    weights = [(1 - hot) / (TENANTS - 1)] * TENANTS
    if hot:
        weights[HOT] = hot
    tenants = random.Random(1).choices(range(TENANTS), weights, k=count)  # noqa: S311 - no secret

    def send(tenant: int) -> Sent:
        start = time.monotonic()
        return Sent(tenant, start, one(gateway, prompt(tenant), headers=headers_of(tenant), **options))

    clients = ThreadPoolExecutor(CLIENTS)
    found = [clients.submit(send, tenant) for tenant in tenants]

    def wait() -> list[Sent]:
        clients.shutdown()
        return [each.result() for each in found]

    return wait


def at_home(sent: Sequence[Sent], known: Homes, *, without: Sequence[str] = ()) -> float:
    """The share of the requests that their own replica answered, but for the keys of some replicas."""
    of_others = [each for each in sent if known.of[each.tenant] not in without]
    return sum(each.answer.replica == known.of[each.tenant] for each in of_others) / len(of_others)


def share_of(sent: Sequence[Sent], name: str) -> float:
    """The share of the requests that a replica answered."""
    return Counter(each.answer.replica for each in sent)[name] / len(sent)


def statuses(sent: Sequence[Sent]) -> Counter[int]:
    """How often each status was the answer."""
    return Counter(each.answer.status for each in sent)
