"""The bodies of the benchmark of scripts that read bodies, and the report."""

from __future__ import annotations

import json

import pytest

from bench.measuring.keys import CONVERSATION, HUNDRED_KB, KEYS, MODELS, PLAIN, SIZES, SLOWEST, Case, Figures, bodies
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
    """A body of 100 kB whose keys take some milliseconds, and whose models take half of it."""
    plain = Overhead(latency=[0.002, 0.009, 0.002], cpu=[0.001, 0.002, 0.001])

    def with_script(milliseconds: float) -> Overhead:
        seconds = milliseconds / 1000
        return Overhead([each + 2 * seconds for each in plain.latency], [each + seconds for each in plain.cpu])

    return Case(name, HUNDRED_KB, Figures({PLAIN: plain, KEYS: with_script(slower), MODELS: with_script(slower / 2)}))


def test_the_report_has_a_row_for_each_body() -> None:
    """A row has medians, and what was added turn by turn; the slowest body must meet the target."""
    cases = [case(CONVERSATION, slower=0.1), case(str(Shape.ESCAPED), slower=0.4), case(SLOWEST, slower=2)]
    lines = markdown(cases).splitlines()
    assert lines[2] == (
        "| 100 kB, a long system prompt and an answer | 1.00 ms | 0.10 ms | 0.20 ms | 0.05 ms | 0.10 ms |"
    )
    assert lines[-1] == (
        "| added milliseconds of CPU time for the keys of 100 kB of any known shape | 0.3 | 2.00 missed |"
    )
