"""The arrivals of requests and the lengths of their answers, which are the same for each peer with the same seed."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from typing import Any

from lab.simulator.model import Model, Settings


@dataclass(frozen=True)
class Arrival:
    """One request: its time in seconds from the start, its body, and the number of tokens in its answer."""

    at: float
    body: bytes
    tokens: int
    headers: tuple[tuple[str, str], ...] = ()


def poisson(count: int, per_second: float, seed: int, settings: Settings) -> list[Arrival]:
    """Arrivals from many independent clients: a Poisson process.

    The simulator chooses the length of an answer by the prompt alone, so the lengths are known before the requests are
    sent.
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
    """The body of a request of the OpenAI API."""
    return json.dumps({"model": "simulated", "messages": messages, **options}).encode()
