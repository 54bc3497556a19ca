"""The CPU time of the whole machine, without that of programs that have asked to come after all others (`nice`)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path


def seconds() -> tuple[float, float]:
    """The busy and the total time of all cores, in any unit."""
    first, *_ = Path("/proc/stat").read_text().splitlines()
    _, niced, _, idle, waiting, *_ = counts = [float(count) for count in first.split()[1:]]
    return sum(counts) - niced - idle - waiting, sum(counts)


def used() -> Callable[[], float]:
    """Begin to measure; the result tells the share of the CPU time that has been used since then."""
    busy, total = seconds()

    def share() -> float:
        now_busy, now_total = seconds()
        return (now_busy - busy) / max(now_total - total, 1)

    return share
