"""The oracle of the prefix benchmark, with replicas that are never asked."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pytest

from bench.measuring.arrivals import Arrival, chat_body
from bench.measuring.client import Target
from bench.measuring.outcomes import Outcome
from bench.measuring.prefix import oracle
from bench.measuring.prefix.oracle import Oracle
from lab.simulator.model import Settings

# A prompt of 1,000 words takes 10 s.
SETTINGS = Settings(prompt_tokens_per_second=100.0, cache_tokens=4800)
TARGETS = [Target("", "", port, "") for port in range(2)]


@dataclass
class Replicas:
    """The ports to which requests went; they are answered at the end."""

    ports: list[int] = field(default_factory=list)
    answered: asyncio.Event = field(default_factory=asyncio.Event)


def prompt(name: str, words: int = 1000) -> Arrival:
    return Arrival(0.0, chat_body([{"role": "user", "content": " ".join([name] * words)}]), 0)


async def ports(monkeypatch: pytest.MonkeyPatch, load: Sequence[Arrival], *, answered: bool) -> list[int]:
    """Where each request of a load goes, if the ones before it are answered or aren't."""
    replicas = Replicas()
    if answered:
        replicas.answered.set()

    class Client:
        def __init__(self, target: Target, timeout: float) -> None:
            del timeout
            self._port = target.port

        async def send(self, arrival: Arrival, due: float) -> Outcome:
            replicas.ports.append(self._port)
            await replicas.answered.wait()
            return Outcome(arrival.at, due, due)

        def close(self) -> None:
            pass

    monkeypatch.setattr(oracle, "Client", Client)
    sender = Oracle(TARGETS, 1.0, SETTINGS, load)
    tasks = []
    for arrival in load:
        tasks.append(asyncio.create_task(sender.send(arrival, 0.0)))
        await asyncio.sleep(0)
    replicas.answered.set()
    await asyncio.gather(*tasks)
    sender.close()
    return replicas.ports


def test_a_prompt_goes_where_it_is_cached_unless_the_queue_is_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second of two prompts goes to the idle replica, and then each to its own while the queues are equal."""
    load = [prompt(name) for name in ("a", "b", "a", "b")]
    assert asyncio.run(ports(monkeypatch, load, answered=True)) == [0, 1, 0, 1]


def test_a_queue_is_avoided_if_computing_again_is_faster(monkeypatch: pytest.MonkeyPatch) -> None:
    """A short prompt that is cached behind a long queue is computed by the other replica."""
    load = [prompt("a", 100), prompt("b", 50), prompt("c"), prompt("b", 50)]
    # The third prompt goes behind the shorter queue, where the second one is cached.
    assert asyncio.run(ports(monkeypatch, load, answered=False)) == [0, 1, 1, 0]


@pytest.mark.parametrize(("cache_tokens", "last"), [(100_000, 0), (4800, 1)])
def test_what_a_full_cache_forgets_isn_t_counted_on(
    cache_tokens: int, last: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A prompt goes to the replica that has it, and to the one with the shorter queue if that has forgotten it."""
    monkeypatch.setattr(sys.modules[__name__], "SETTINGS", replace(SETTINGS, cache_tokens=cache_tokens))
    fill = [prompt(str(number)) for number in range(12)]
    load = [prompt("a", 500), *fill, prompt("z", 100), prompt("a", 500)]
    found = asyncio.run(ports(monkeypatch, load, answered=True))
    assert (found[0], found[-1]) == (0, last)
