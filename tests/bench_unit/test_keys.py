"""The bodies of the key reader's benchmark, and the report."""

from __future__ import annotations

import json

import pytest

from bench.measuring.keys import CONVERSATION, HUNDRED_KB, SIZES, SLOWEST, Case, Figures, bodies
from bench.measuring.overhead import Overhead
from bench.measuring.shapes import MODEL, Shape
from bench.reporting.keys import markdown


@pytest.mark.parametrize("size", SIZES)
def test_a_body_has_its_size(size: int) -> None:
    """Each body is JSON for a model, and of the exact size."""
    for name, text in bodies(size).items():
        assert len(text) == size, name
        assert json.loads(text)["model"] == MODEL


def case(name: str, *, slower: float) -> Case:
    """A body of 100 kB whose keys take some milliseconds."""
    plain = Overhead(latency=[0.002, 0.009, 0.002], cpu=[0.001, 0.002, 0.001])
    keys = Overhead(
        latency=[each + slower / 500 for each in plain.latency], cpu=[each + slower / 1000 for each in plain.cpu]
    )
    return Case(name, HUNDRED_KB, Figures(plain, keys))


def test_the_report_has_a_row_for_each_body() -> None:
    """A row has medians, and what was added turn by turn; the slowest usual body must meet the target."""
    cases = [case(CONVERSATION, slower=0.1), case(str(Shape.ESCAPED), slower=0.4), case(SLOWEST, slower=2)]
    lines = markdown(cases).splitlines()
    assert lines[2] == "| 100 kB, a long system prompt and an answer | 1.00 ms | 1.10 ms | 0.10 ms | 0.20 ms |"
    assert lines[-1] == "| added milliseconds of CPU time for 100 kB of any usual shape | 0.3 | 0.40 missed |"
