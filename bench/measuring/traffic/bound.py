"""The bound: the result of a perfect balancer with the same arrivals, by simulation.

The balancer always knows how many requests every replica holds, queued ones included, and sends each new request to the
replica with the fewest (join the shortest queue). It takes no time. Like the proxies, it doesn't know the length of an
answer in advance, or which replica is slow.
"""

from __future__ import annotations

import heapq
import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from bench.measuring.arrivals import Arrival
from bench.measuring.outcomes import Outcome
from lab.simulator.model import Settings


@dataclass
class _Replica:
    """One model server: its slots, and a queue in order of arrival."""

    settings: Settings
    slowness: float
    ends: list[float] = field(default_factory=list)
    slots: list[float] = field(default_factory=list)

    def held(self, now: float) -> int:
        """The number of requests that the replica holds."""
        while self.ends and self.ends[0] <= now:
            heapq.heappop(self.ends)
        return len(self.ends)

    def take(self, arrival: Arrival) -> Outcome:
        """Queue a request; its end is known at once, because later requests don't overtake it."""
        full = len(self.slots) == self.settings.concurrency
        begin = max(arrival.at, heapq.heappop(self.slots)) if full else arrival.at
        first = begin + self.settings.time_to_first_token * self.slowness
        end = first + (arrival.tokens - 1) / self.settings.tokens_per_second * self.slowness
        heapq.heappush(self.slots, end)
        heapq.heappush(self.ends, end)
        return Outcome(arrival.at, first - arrival.at, end - arrival.at, arrival.tokens)


def join_the_shortest_queue(
    arrivals: Sequence[Arrival], settings: Settings, slowness: Sequence[float], seed: int
) -> list[Outcome]:
    """The outcome of each request; of replicas that hold equally many, a random one gets the request."""
    chance = random.Random(seed)  # noqa: S311 - ties, not secrets
    replicas = [_Replica(settings, factor) for factor in slowness]
    outcomes = []
    for arrival in arrivals:
        held = [replica.held(arrival.at) for replica in replicas]
        shortest = [replica for replica, count in zip(replicas, held, strict=True) if count == min(held)]
        outcomes.append(chance.choice(shortest).take(arrival))
    return outcomes
