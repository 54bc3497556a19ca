"""The search for the highest load."""

from __future__ import annotations

import pytest

from bench.measuring.prefix.search import HIGHEST, LOWEST, highest

STEP = 0.05
CAPACITIES = [0.01, 0.05, 0.0501, 0.33, 0.5, 0.97, 1.29, 5.0]
GUESSES = [None, 0.05, 0.3, 0.52, 1.29, 3.0]


@pytest.mark.parametrize("guess", GUESSES)
@pytest.mark.parametrize("capacity", CAPACITIES)
def test_the_search_finds_the_last_load_that_is_carried(capacity: float, guess: float | None) -> None:
    """The result is at most one step below the capacity, from any guess, and no load is tried twice."""
    tried: list[float] = []

    def carries(load: float) -> bool:
        tried.append(load)
        return load <= capacity

    found = highest(carries, STEP, guess)
    assert len(tried) == len(set(tried))
    if capacity < LOWEST:
        assert found == 0
    elif capacity > HIGHEST:
        assert HIGHEST / (1 + STEP) < found <= HIGHEST
    else:
        assert capacity / (1 + STEP) < found <= capacity


def test_a_good_guess_takes_two_loads() -> None:
    """If the guess is right, the load after it is the only other one that is tried."""
    tried = []

    def carries(load: float) -> bool:
        tried.append(load)
        return load <= 0.5

    again = highest(carries, STEP, highest(lambda load: load <= 0.5, STEP))
    assert len(tried) == 2
    assert again == tried[0]


@pytest.mark.parametrize("guess", GUESSES)
@pytest.mark.parametrize("capacity", CAPACITIES)
def test_what_is_known_is_not_tried_again(capacity: float, guess: float | None) -> None:
    """The result is the same, and only loads on the other side of the known one are tried."""
    tried: list[float] = []
    known = (0.5, capacity >= 0.5)

    def carries(load: float) -> bool:
        tried.append(load)
        return load <= capacity

    assert highest(carries, STEP, guess, known) == highest(lambda load: load <= capacity, STEP)
    assert all((load > 0.5) == known[1] for load in tried)
    assert len(tried) == len(set(tried))


def test_all_searches_try_the_same_loads() -> None:
    """Two balancers of nearly the same capacity get the same figure."""
    assert highest(lambda load: load <= 0.500, STEP) == highest(lambda load: load <= 0.505, STEP, guess=0.7)
