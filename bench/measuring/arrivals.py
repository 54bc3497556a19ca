"""When requests arrive and how long their answers are: the same for each peer, by a seed."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from typing import Any

from lab.simulator.model import Model, Settings


@dataclass(frozen=True)
class Arrival:
    """One request: when it is sent, in seconds from the start, what it says, and how many tokens it gets."""

    at: float
    body: bytes
    tokens: int
    headers: tuple[tuple[str, str], ...] = ()


def poisson(count: int, per_second: float, seed: int, settings: Settings) -> list[Arrival]:
    """Arrivals of many clients that don't know of each other: a Poisson process.

    The simulator chooses an answer's length by the prompt alone, so the lengths are known here before anyone asks.
    """
    chance = random.Random(seed)  # noqa: S311 - a load, not a secret
    model = Model(settings)
    arrivals = []
    at = 0.0
    for number in range(count):
        at += chance.expovariate(per_second)
        messages = [{"role": "user", "content": f"Question {number} of load {seed}."}]
        tokens = len(model.answer(json.dumps(messages), None))
        arrivals.append(Arrival(at, chat_body(messages, stream=True), tokens))
    return arrivals


def chat_body(messages: list[dict[str, str]], **options: Any) -> bytes:
    """A request's body as OpenAI's API has it."""
    return json.dumps({"model": "simulated", "messages": messages, **options}).encode()
