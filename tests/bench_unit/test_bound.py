"""The simulated bound, in cases whose result is known."""

from __future__ import annotations

import pytest

from bench.measuring.arrivals import Arrival, poisson
from bench.measuring.traffic.bound import join_the_shortest_queue
from lab.simulator.model import Settings

ONE_SLOT = Settings(time_to_first_token=1.0, tokens_per_second=1.0, concurrency=1)


def arrivals(*moments: float) -> list[Arrival]:
    return [Arrival(at, b"", tokens=3) for at in moments]


def test_one_replica_serves_in_order_of_arrival() -> None:
    """Each answer takes three seconds; the second and the third wait for those before them."""
    outcomes = join_the_shortest_queue(arrivals(0.0, 1.0, 2.0), ONE_SLOT, [1.0], seed=0)
    assert [outcome.first_token for outcome in outcomes] == [1.0, 3.0, 5.0]
    assert [outcome.end for outcome in outcomes] == [3.0, 5.0, 7.0]


def test_no_request_waits_while_a_replica_is_idle() -> None:
    """Three requests at the same time don't wait with three replicas."""
    outcomes = join_the_shortest_queue(arrivals(0.0, 0.0, 0.0), ONE_SLOT, [1.0, 1.0, 1.0], seed=0)
    assert [outcome.first_token for outcome in outcomes] == [1.0, 1.0, 1.0]


def test_a_slow_replica_is_slow_and_its_queue_counts() -> None:
    """When the third request arrives, the fast replica is idle again and the slow one isn't, in either order."""
    outcomes = join_the_shortest_queue(arrivals(0.0, 0.0, 4.0), ONE_SLOT, [1.0, 3.0], seed=0)
    assert sorted(outcome.first_token for outcome in outcomes[:2]) == [1.0, 3.0]
    assert outcomes[2].first_token == 1.0


def test_the_load_depends_on_the_seed_alone() -> None:
    """The same seed gives the same times, prompts and lengths; the rate is the given one."""
    settings = Settings(sigma_tokens=1.0)
    load = poisson(2000, 50.0, 7, settings)
    assert load == poisson(2000, 50.0, 7, settings)
    assert load != poisson(2000, 50.0, 8, settings)
    # Four standard deviations of the time that 2000 arrivals take.
    assert load[-1].at == pytest.approx(2000 / 50.0, rel=4 / 2000**0.5)
