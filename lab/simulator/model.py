"""A simulated model: the length of its answers, its speed, and its concurrency."""

from __future__ import annotations

import asyncio
import math
import random
from collections.abc import AsyncGenerator, AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

from lab.simulator.prefix_cache import PrefixCache
from lab.simulator.prompts import Prompts

WORDS = ("the", "mesh", "routes", "every", "token", "to", "a", "replica", "that", "is", "ready")


@dataclass(frozen=True)
class Settings:
    """A replica's speed and capacity; the defaults are fast, for tests that don't measure time."""

    # With a rate for prompts, the time to the first token is added to that of the prompt.
    time_to_first_token: float = 0.001
    tokens_per_second: float = 2000.0
    # The rate for tokens of prompts that aren't in the cache; 0: prompts take no time.
    prompt_tokens_per_second: float = 0.0
    # The size of the KV cache in tokens; 0: nothing is cached, and any number of tokens has room.
    cache_tokens: int = 0
    # What each further answer adds to the time of a token, as a share of the time for a single answer.
    batch_slowdown: float = 0.0
    # The tokens in an event of a stream after the first token, as vLLM's option of this name.
    stream_interval: int = 1
    # The number of generated tokens is log-normal, like the lengths of real answers.
    median_tokens: float = 8.0
    sigma_tokens: float = 0.0
    concurrency: int = 64
    queue: int = 256
    seed: int = 0


class QueueFullError(Exception):
    """All slots are taken and the queue is full."""


class Model:
    """The slots and the speed of one replica."""

    def __init__(self, settings: Settings) -> None:
        """Start without requests."""
        self._settings = settings
        self._slots = asyncio.Semaphore(settings.concurrency)
        self._running = 0
        self._waiting = 0
        self._generating = 0
        self._tokens = 0
        self.cache = PrefixCache(settings.cache_tokens) if settings.cache_tokens else None
        self._prompts = Prompts(self.cache, settings.prompt_tokens_per_second)
        self.slowness = 1.0

    @asynccontextmanager
    async def slot(self) -> AsyncIterator[None]:
        """Hold one of the slots; wait for it in the queue, or raise if the queue is full."""
        if self._slots.locked() and self._waiting >= self._settings.queue:
            raise QueueFullError
        self._waiting += 1
        try:
            await self._slots.acquire()
        finally:
            self._waiting -= 1
        self._running += 1
        try:
            yield
        finally:
            self._running -= 1
            self._slots.release()

    def load(self) -> dict[str, int]:
        """The numbers of running and waiting requests, and of tokens since the start.

        As at vLLM, a request runs from the time at which its prompt is read.
        """
        return {
            "running": self._running - self._prompts.waiting,
            "waiting": self._waiting + self._prompts.waiting,
            "tokens": self._tokens,
            "prompt_tokens": self._prompts.tokens,
            "cached_tokens": self._prompts.cached_tokens,
        }

    def forget(self) -> None:
        """Empty the cache, except for the blocks that requests hold."""
        if self.cache:
            self.cache.clear()

    def answer(self, prompt: str, max_tokens: int | None) -> list[str]:
        """The tokens of an answer, which are the same for the same prompt and seed on every replica."""
        choice = random.Random(f"{self._settings.seed}:{prompt}")
        mean = math.log(self._settings.median_tokens)
        length = max(1, round(choice.lognormvariate(mean, self._settings.sigma_tokens)))
        if max_tokens is not None:
            length = min(length, max_tokens)
        return [f"{choice.choice(WORDS)} " for _ in range(length)]

    async def read_prompt(self) -> None:
        """Wait for the time that the model needs for a prompt without an answer."""
        await asyncio.sleep(self._settings.time_to_first_token * self.slowness)

    async def generate(self, prompt: Sequence[str], tokens: Sequence[str]) -> AsyncGenerator[Sequence[str], None]:
        """Read a prompt, and yield the tokens of each event when they are due; delays don't add up."""
        now = asyncio.get_running_loop().time
        async with self._prompts.read(prompt, len(tokens), self.slowness) as read:
            due = read + self._settings.time_to_first_token * self.slowness
            self._generating += 1
            try:
                for part in self._parts(tokens):
                    if (early := due - now()) > 0:
                        await asyncio.sleep(early)
                    self._tokens += len(part)
                    yield part
                    due += len(part) * self._seconds_per_token()
            finally:
                self._generating -= 1

    def _parts(self, tokens: Sequence[str]) -> Iterator[Sequence[str]]:
        """The tokens of each event of a stream."""
        if tokens:
            yield tokens[:1]
        interval = self._settings.stream_interval
        yield from (tokens[begin : begin + interval] for begin in range(1, len(tokens), interval))

    def _seconds_per_token(self) -> float:
        slower = 1 + self._settings.batch_slowdown * (self._generating - 1)
        return self.slowness * slower / self._settings.tokens_per_second
