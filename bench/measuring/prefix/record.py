"""A file with the finished runs of the prefix benchmark, from which a later start goes on.

It has a line of JSON for each run, which is written when the run is done, and before them one with the conditions. Runs
under other conditions can't be compared. Each run has its origin, so that the report can say whether all runs have the
same.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bench.measuring.errors import AnswerError
from bench.measuring.origin import UNKNOWN, Origin
from bench.measuring.overhead import Overhead
from bench.measuring.prefix.figures import Point, Run, Times, Used
from bench.measuring.prefix.results import Results

_CONDITIONS, _OVERHEAD = "conditions", "overhead"


class Record:
    """The file; without a path, nothing is kept."""

    def __init__(self, path: Path | None, conditions: Mapping[str, float]) -> None:
        self._path = path
        self._conditions = dict(conditions)

    def read(self, results: Results) -> None:
        """Add the runs that are in the file and among those to measure; begin the file if there is none.

        A line that isn't complete, because a run ended while it was written, is removed.
        """
        if self._path is None:
            return
        lines = list(_lines(self._path))
        if not lines:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._path.write_text("")
            self._add({_CONDITIONS: self._conditions})
            return
        first, *others = lines
        if first.get(_CONDITIONS) != self._conditions:
            raise AnswerError(f"{self._path} has runs with {first.get(_CONDITIONS)}, and not with {self._conditions}")
        self._path.write_text("".join(map(_line, lines)))
        for item in others:
            if _OVERHEAD in item:
                results.add_overhead({name: Overhead(**found) for name, found in item[_OVERHEAD].items()})
            else:
                origin = Origin(**item["origin"]) if "origin" in item else UNKNOWN
                results.add(item["workload"], item["peer"], item["seed"], _run(item["run"]), origin)

    def add(self, workload: str, peer: str, seed: int, run: Run, origin: Origin) -> None:
        """Write a run."""
        key = {"workload": workload, "peer": peer, "seed": seed}
        self._add({**key, "origin": asdict(origin), "run": asdict(run)})

    def add_overhead(self, found: Mapping[str, Overhead]) -> None:
        """Write the figures of single requests, which all balancers have together."""
        self._add({_OVERHEAD: {name: asdict(overhead) for name, overhead in found.items()}})

    def _add(self, item: Mapping[str, Any]) -> None:
        if self._path is not None:
            with self._path.open("a") as file:
                file.write(_line(item))


def _line(item: Mapping[str, Any]) -> str:
    return f"{json.dumps(item)}\n"


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    text = path.read_text() if path.exists() else ""
    whole, _, _ = text.rpartition("\n")
    yield from map(json.loads, whole.splitlines())


def _run(item: Mapping[str, Any]) -> Run:
    same = item["same"]
    point = Point(same["share"], Used(**same["used"]), Times(**same["times"]))
    return Run(point, item["highest"], item["machine"])
