"""A simulated model: the length of its answers, its speed, and its concurrency."""

from __future__ import annotations

import asyncio
import math
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

WORDS = ("the", "mesh", "routes", "every", "token", "to", "a", "replica", "that", "is", "ready")


@dataclass(frozen=True)
class Settings:
    """A replica's speed and capacity; the defaults are fast, for tests that don't measure time."""

    time_to_first_token: float = 0.001
    tokens_per_second: float = 2000.0
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
        self._tokens = 0
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
        """The numbers of running and waiting requests, and of tokens generated since the start."""
        return {"running": self._running, "waiting": self._waiting, "tokens": self._tokens}

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

    async def generate(self, tokens: list[str]) -> AsyncIterator[str]:
        """Yield each token when it is due; delays don't add up."""
        now = asyncio.get_running_loop().time
        due = now() + self._settings.time_to_first_token * self.slowness
        for token in tokens:
            if (early := due - now()) > 0:
                await asyncio.sleep(early)
            self._tokens += 1
            yield token
            due += self.slowness / self._settings.tokens_per_second
