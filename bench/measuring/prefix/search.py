"""The search for the highest load that a balancer carries."""

from __future__ import annotations

from collections.abc import Callable

LOWEST, HIGHEST = 0.05, 1.3


def highest(
    carries: Callable[[float], bool], step: float, guess: float | None = None, known: tuple[float, bool] | None = None
) -> float:
    """The highest load for which `carries` holds; 0 if it doesn't hold for the lowest one.

    It assumes that whoever carries a load carries every lower one. The loads are powers of `1 + step`, so two searches
    try the same loads. With a guess, the search begins there and goes further away from it in each step. What is
    `known` is a load, and whether it is carried.
    """
    loads = [LOWEST]
    while loads[-1] * (1 + step) <= HIGHEST:
        loads.append(loads[-1] * (1 + step))
    # All loads before `low` are carried, and none from `high` on.
    low, high = 0, len(loads)
    if known:
        share, carried = known
        low, high = (
            (sum(load <= share for load in loads), high) if carried else (0, sum(load < share for load in loads))
        )
    probe = (low + high) // 2
    if guess is not None:
        probe = min(range(low, high), key=lambda index: abs(loads[index] - guess), default=low)
    width = 1
    while low < high:
        if carries(loads[probe]):
            low = probe + 1
            following = probe + width
        else:
            high = probe
            following = probe - width
        width *= 2
        probe = following if guess is not None and low <= following < high else (low + high) // 2
    return loads[low - 1] if low else 0.0
