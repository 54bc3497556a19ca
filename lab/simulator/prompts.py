"""The reading of prompts: one after another, at a rate for what isn't in the cache."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from lab.simulator.prefix_cache import Claim, PrefixCache, blocks


class TooLongError(Exception):
    """A prompt and its answer need more blocks than there are."""


class Prompts:
    """The prompts of one replica, in the order of their arrival.

    A server with chunked prefill gives the tokens of each step to the first prompts. So a prompt waits for those before
    it, and answers are generated meanwhile.
    """

    def __init__(self, cache: PrefixCache | None, tokens_per_second: float) -> None:
        """Read this number of tokens per second, or any number at once if it is 0."""
        self._cache = cache
        self._seconds_per_token = 1 / tokens_per_second if tokens_per_second else 0.0
        self._turn = asyncio.Lock()
        self._released = asyncio.Event()
        # The time at which the last prompt was due to be read. Late timers don't change it, so they cost no capacity.
        self._free_at = 0.0
        self.waiting = 0
        self.tokens = 0
        self.cached_tokens = 0

    @asynccontextmanager
    async def read(self, prompt: Sequence[str], answer: int, slowness: float) -> AsyncIterator[float]:
        """Wait until a prompt is read, and hold its blocks until its answer is complete.

        The value is the time at which the prompt was due to be read.
        """
        claim, computed = None, False
        self.waiting += 1
        waits = True
        try:
            asked = _now()
            async with self._turn:
                claim, begin = await self._claim(prompt, answer, asked)
                self.waiting -= 1
                waits = False
                self.tokens += len(prompt)
                self.cached_tokens += claim.cached_tokens
                due = begin + (len(prompt) - claim.cached_tokens) * self._seconds_per_token * slowness
                await self._compute_until(due)
            computed = True
            yield due
        finally:
            self.waiting -= waits
            if claim and self._cache:
                self._cache.release(claim, computed)
                self._released.set()

    async def _claim(self, prompt: Sequence[str], answer: int, asked: float) -> tuple[Claim, float]:
        """The blocks of a prompt, and the time at which the reading begins."""
        begin = max(asked, self._free_at)
        if self._cache is None:
            return Claim((), 0, 0), begin
        tokens, own = len(prompt), blocks(prompt)
        if not self._cache.fits(tokens + answer):
            raise TooLongError
        while (claim := self._cache.claim(own, tokens, answer)) is None:
            self._released.clear()
            await self._released.wait()
            begin = _now()
        return claim, begin

    async def _compute_until(self, due: float) -> None:
        self._free_at = due
        try:
            if (early := due - _now()) > 0:
                await asyncio.sleep(early)
        except asyncio.CancelledError:
            self._free_at = _now()  # the rest isn't computed
            raise


def _now() -> float:
    return asyncio.get_running_loop().time()
