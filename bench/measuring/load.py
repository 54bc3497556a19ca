"""The two kinds of load.

An open loop sends requests when they are due, however slowly earlier ones are answered. Conversations wait for each
answer before they continue.
"""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable, Sequence
from typing import Protocol

from bench.measuring.arrivals import Arrival
from bench.measuring.client import Client, Target
from bench.measuring.outcomes import Outcome

# The time to create all tasks before the first request is due.
_LEAD_SECONDS = 0.1

# The time of an event in seconds, and what happens then.
Event = tuple[float, Callable[[], None]]


class Sender(Protocol):
    """What sends requests."""

    async def send(self, arrival: Arrival, due: float) -> Outcome:
        """Send a request that was due at this time of the event loop's clock."""

    def close(self) -> None:
        """Close all connections."""


def offer(
    target: Target,
    arrivals: Sequence[Arrival],
    timeout: float,
    events: Sequence[Event] = (),
) -> list[Outcome]:
    """Send all requests, trigger events at their times, and wait for every answer."""
    return offer_by(Client(target, timeout), arrivals, events)


def offer_by(sender: Sender, arrivals: Sequence[Arrival], events: Sequence[Event] = ()) -> list[Outcome]:
    """Let a sender send all requests, as `offer` does."""
    gc.collect()
    gc.disable()  # a collection during the load would add a latency that no proxy has caused
    try:
        return asyncio.run(_offer(sender, arrivals, events))
    finally:
        gc.enable()


def converse(
    target: Target, conversations: Sequence[Sequence[Arrival]], at_a_time: int, timeout: float
) -> list[Outcome]:
    """Send the requests of each conversation one after another, with `at_a_time` concurrent conversations."""
    return asyncio.run(_converse(Client(target, timeout), conversations, at_a_time))


async def _converse(client: Client, conversations: Sequence[Sequence[Arrival]], at_a_time: int) -> list[Outcome]:
    now = asyncio.get_running_loop().time
    free = asyncio.Semaphore(at_a_time)

    async def one(turns: Sequence[Arrival]) -> list[Outcome]:
        async with free:
            return [await client.send(turn, now()) for turn in turns]

    try:
        found = await asyncio.gather(*map(one, conversations))
    finally:
        client.close()
    return [outcome for outcomes in found for outcome in outcomes]


async def _offer(sender: Sender, arrivals: Sequence[Arrival], events: Sequence[Event]) -> list[Outcome]:
    start = asyncio.get_running_loop().time() + _LEAD_SECONDS

    async def send(arrival: Arrival) -> Outcome:
        due = start + arrival.at
        await _until(due)
        return await sender.send(arrival, due)

    async def happen(at: float, action: Callable[[], None]) -> None:
        await _until(start + at)
        await asyncio.to_thread(action)

    try:
        async with asyncio.TaskGroup() as group:
            for event in events:
                group.create_task(happen(*event))
            tasks = [group.create_task(send(arrival)) for arrival in arrivals]
    finally:
        sender.close()
    return [task.result() for task in tasks]


async def _until(moment: float) -> None:
    await asyncio.sleep(moment - asyncio.get_running_loop().time())
