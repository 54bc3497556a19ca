"""The bound: what a perfect balancer would reach on the same arrivals, by simulation.

It knows at each moment how many requests every replica holds, queued ones too, and sends each new one to the replica
with the fewest: join the shortest queue. It costs no time. Like the proxies it doesn't know beforehand how long an
answer will be, or which replica is slow.
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
    """One model server: slots, and a queue in front of them in order of arrival."""

    settings: Settings
    slowness: float
    ends: list[float] = field(default_factory=list)
    slots: list[float] = field(default_factory=list)

    def held(self, now: float) -> int:
        """How many requests it holds."""
        while self.ends and self.ends[0] <= now:
            heapq.heappop(self.ends)
        return len(self.ends)

    def take(self, arrival: Arrival) -> Outcome:
        """Queue a request; when it ends is known at once, since later ones don't overtake it."""
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
    """What each request would see; of replicas that hold equally many, one is chosen by chance."""
    chance = random.Random(seed)  # noqa: S311 - ties, not secrets
    replicas = [_Replica(settings, factor) for factor in slowness]
    outcomes = []
    for arrival in arrivals:
        held = [replica.held(arrival.at) for replica in replicas]
        shortest = [replica for replica, count in zip(replicas, held, strict=True) if count == min(held)]
        outcomes.append(chance.choice(shortest).take(arrival))
    return outcomes
