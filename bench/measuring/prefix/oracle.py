"""The oracle: a balancer that knows what each replica has in its cache and how long its queue is.

It keeps the same cache and the same queue for each replica as the replica itself, and sends a request straight to the
replica that will have read its prompt first.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence

from bench.measuring.arrivals import Arrival
from bench.measuring.client import Client, Target
from bench.measuring.outcomes import Outcome
from lab.simulator.answers import as_text
from lab.simulator.model import Settings
from lab.simulator.prefix_cache import Claim, PrefixCache, blocks


class _Known:
    """What the oracle knows of one replica."""

    def __init__(self, settings: Settings) -> None:
        self._cache = PrefixCache(settings.cache_tokens)
        self._seconds_per_token = 1 / settings.prompt_tokens_per_second
        self._free_at = 0.0

    def read_at(self, prompt: Sequence[int], tokens: int, now: float) -> float:
        """The time at which a prompt that arrives now will have been read."""
        new = tokens - self._cache.cached_tokens(prompt, tokens)
        return max(self._free_at, now) + new * self._seconds_per_token

    def take(self, prompt: Sequence[int], tokens: int, now: float) -> Claim | None:
        """Count a prompt among those of the replica."""
        self._free_at = self.read_at(prompt, tokens, now)
        return self._cache.claim(prompt, tokens, 0)

    def release(self, claim: Claim | None) -> None:
        """The prompt's answer is complete."""
        if claim:
            self._cache.release(claim)


class Oracle:
    """Sends each request of a load to the replica that answers first."""

    def __init__(self, targets: Sequence[Target], timeout: float, settings: Settings, load: Sequence[Arrival]) -> None:
        """Know the prompts of the load, as splitting them takes time."""
        self._clients = [Client(target, timeout) for target in targets]
        self._known = [_Known(settings) for _ in targets]
        self._prompts = {arrival.body: _prompt(arrival.body) for arrival in load}

    async def send(self, arrival: Arrival, due: float) -> Outcome:
        """Send a request."""
        now = asyncio.get_running_loop().time()
        prompt, tokens = self._prompts[arrival.body]
        times = [known.read_at(prompt, tokens, now) for known in self._known]
        best = times.index(min(times))
        claim = self._known[best].take(prompt, tokens, now)
        try:
            return await self._clients[best].send(arrival, due)
        finally:
            self._known[best].release(claim)

    def close(self) -> None:
        """Close all connections."""
        for client in self._clients:
            client.close()


def _prompt(body: bytes) -> tuple[list[int], int]:
    """The blocks and the number of the tokens of a request's prompt, as the simulator counts them."""
    words = as_text(json.loads(body)["messages"]).split()
    return blocks(words), len(words)
