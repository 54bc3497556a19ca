"""The loads of the prefix benchmark: which requests count, and when a load is given up."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from bench.measuring.arrivals import Arrival
from bench.measuring.outcomes import Outcome
from bench.measuring.prefix import loads as prefix_loads
from bench.measuring.prefix.figures import LIMIT_SECONDS, Times, late
from bench.measuring.prefix.loads import Extent, InTurn, Offer, carries, measure
from bench.measuring.prefix.replicas import Scale
from bench.measuring.prefix.workloads import BY_NAME

SPEED = 1000.0
REQUESTS = 200
OFFER = Offer(BY_NAME["A"], 0.5, 1, Extent(REQUESTS, 0.0, Scale(SPEED, 4)))
# By body; 0 is the first measured request. On a busy machine they aren't sent in their order.
INDICES = {arrival.body: index - OFFER.load.first for index, arrival in enumerate(OFFER.load.arrivals)}
IN_TIME, LATE = LIMIT_SECONDS * 0.9 / SPEED, LIMIT_SECONDS * 1.1 / SPEED

Answer = Callable[[int], Outcome]


class _Stub:
    """A balancer, a replica and a sender in one, which counts what happens."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.sent = 0
        self.done: list[str] = []

    async def send(self, arrival: Arrival, due: float) -> Outcome:
        del due
        self.sent += 1
        return self.answer(INDICES.get(arrival.body, 0))

    def close(self) -> None:
        self.done.append("closed")

    def settle(self) -> None:
        self.done.append("settled")

    def cpu_seconds(self) -> float:
        return self.sent * 0.001

    def load(self) -> dict[str, int]:
        return {"running": 0, "waiting": 0, "prompt_tokens": self.sent * 100, "cached_tokens": self.sent * 25}

    def clear_cache(self) -> None:
        self.done.append("emptied")


def with_late_ones(number: int) -> Answer:
    """This number of the first measured requests are late."""
    return lambda index: after(LATE if 0 <= index < number else IN_TIME)


@pytest.fixture
def stub(monkeypatch: pytest.MonkeyPatch) -> Callable[[Answer], Any]:
    """Make a stub the sender of all requests."""

    def make(answer: Answer) -> Any:
        found = _Stub(answer)
        monkeypatch.setattr(prefix_loads, "_sender", lambda *_: found)
        return found

    return make


def after(seconds: float, failure: str = "") -> Outcome:
    return Outcome(0.0, seconds, seconds, 4, failure)


def test_one_request_in_a_hundred_may_be_late(stub: Callable[[Answer], Any]) -> None:
    """Of 200 measured requests two may be late; with a third one, the load isn't carried."""
    for number, carried in ((2, True), (3, False)):
        peer = stub(with_late_ones(number))
        assert carries(peer, [peer], OFFER) is carried
        assert peer.done == ["settled", "emptied", "closed"]


def test_failed_requests_are_late(stub: Callable[[Answer], Any]) -> None:
    """A request without an answer counts as one that comes too late."""
    peer = stub(lambda index: after(0.0, "503" if index >= 0 else ""))
    assert not carries(peer, [peer], OFFER)
    assert late(after(0.0, "503"), SPEED)
    assert not late(after(IN_TIME), SPEED)


def test_a_load_that_is_too_high_ends_early(stub: Callable[[Answer], Any]) -> None:
    """The rest of the load isn't sent when it is clear that it isn't carried."""
    # It lasts so long that even a busy machine doesn't send all of it at once.
    offer = replace(OFFER, extent=Extent(10 * REQUESTS, 0.0, Scale(SPEED / 10, 4)))
    peer = stub(lambda _: after(10 * LATE))
    assert not carries(peer, [peer], offer)
    assert peer.sent < len(offer.load.arrivals) / 2


def test_requests_that_fill_the_caches_may_be_late(stub: Callable[[Answer], Any]) -> None:
    """The requests before the measured ones don't count."""
    peer = stub(lambda index: after(LATE if index < 0 else IN_TIME))
    assert carries(peer, [peer], OFFER)


def test_other_errors_end_the_benchmark(stub: Callable[[Answer], Any]) -> None:
    """An error of the benchmark itself isn't taken for a load that is too high."""

    def fail(index: int) -> Outcome:
        raise KeyError(index)

    peer = stub(fail)
    with pytest.raises(ExceptionGroup):
        carries(peer, [peer], OFFER)


def test_figures_are_those_of_the_measured_requests(stub: Callable[[Answer], Any]) -> None:
    """Times are production's, and counters count from the first measured request on."""
    peer = stub(lambda index: after(1.0 if index < 0 else index / SPEED / 100, "cut" if index == 7 else ""))
    point = measure(peer, [peer], OFFER)
    assert point.times.requests == REQUESTS
    assert point.times.failed == 1
    assert point.times.first_token_p50 == pytest.approx(1.0, abs=0.02)
    assert point.times.first_token_p99 == pytest.approx(1.97, abs=0.02)
    assert point.cached == pytest.approx(0.25)
    assert 0 < point.cpu_per_request <= 0.001 * (REQUESTS + OFFER.load.first) / REQUESTS


def test_a_load_lasts_for_a_number_of_requests_and_of_seconds() -> None:
    """At a high rate the seconds decide, so that a queue that grows has the time to be too long."""
    for share, requests in ((0.1, 100), (0.5, 400)):
        load = Offer(BY_NAME["A"], share, 1, Extent(100, 10.0, Scale())).load
        assert len(load.arrivals) - load.first == requests


def test_times_without_answers() -> None:
    """If all requests fail, there are no times."""
    times = Times.of([after(0.0, "503")] * 3, SPEED)
    assert (times.requests, times.failed) == (3, 3)
    assert times.first_token_p50 != times.first_token_p50


def test_targets_take_turns() -> None:
    """With two gateway pods, every other request goes to the second one."""
    senders = [_Stub(lambda _: after(0.0)) for _ in range(2)]
    in_turn = InTurn(senders)

    async def send() -> None:
        for _ in range(5):
            await in_turn.send(Arrival(0.0, b"", 0), 0.0)

    asyncio.run(send())
    assert [sender.sent for sender in senders] == [3, 2]
