"""The bodies of the rewriter's benchmark, the scanner alone, and the report."""

from __future__ import annotations

import json

import pytest

from bench.measuring.overhead import Overhead
from bench.measuring.rewriter import HUNDRED_KB, KB, MB, SERVED, SIZES, Case, Figures, Scanner
from bench.measuring.shapes import MODEL, Shape, body
from bench.reporting.rewriter import markdown


@pytest.mark.parametrize("shape", Shape)
@pytest.mark.parametrize("size", SIZES)
def test_a_body_has_its_size_and_its_shape(size: int, shape: Shape) -> None:
    """A body has the exact size, and what its shape promises is most of it."""
    text = body(shape, size)
    assert len(text) == size
    read = json.loads(text)
    assert read["model"] == MODEL
    assert list(read)[-1 if shape is Shape.MODEL_LAST else 0] == "model"
    *parts, question = read["messages"]
    assert len(question["content"]) < size / 2
    assert parts or read["tools"]


def test_shapes_differ_in_what_the_scanner_meets() -> None:
    """Short messages and tools have many quotes, escaped text has many backslashes, and the others have few of both."""
    quotes = {shape: body(shape, HUNDRED_KB).count(b'"') for shape in Shape}
    backslashes = {shape: body(shape, HUNDRED_KB).count(b"\\") for shape in Shape}
    assert [shape for shape in Shape if quotes[shape] < 100] == [Shape.LONG, Shape.IMAGE]
    assert [shape for shape in Shape if backslashes[shape] > 10_000] == [Shape.ESCAPED]


@pytest.mark.parametrize("shape", Shape)
def test_the_scanner_alone_writes_the_name(shape: Shape) -> None:
    """The script that is timed alone changes the model and nothing else, and its time is that of one body."""
    scanner, text = Scanner(), body(shape, 10 * KB)
    new = scanner.rewritten(text, 2)
    assert new == text.replace(f'"model":"{MODEL}"'.encode(), f'"model":"{SERVED}"'.encode())
    assert 0 < scanner.seconds(text, 1) < 1


def case(size: int, shape: Shape, *, slower: float) -> Case:
    """A body whose rewriting takes some milliseconds."""
    plain = Overhead(latency=[0.002, 0.009, 0.002], cpu=[0.001, 0.002, 0.001])
    named = Overhead(
        latency=[each + slower / 1000 for each in plain.latency], cpu=[each + slower / 2000 for each in plain.cpu]
    )
    return Case(shape, size, Figures(plain, named, [0.0001, 0.0003, 0.0002]))


def test_the_report_has_a_row_for_each_body() -> None:
    """A row has medians, what was added turn by turn, and the ratio of CPU times."""
    lines = markdown([case(3 * MB, Shape.IMAGE, slower=2)]).splitlines()
    assert lines[2:] == [
        "| 3,000 kB, an image in base64 | 2.00 ms | 4.00 ms | 2.00 ms | 1.00 ms | 2.00 ms | 1.00 ms | 2.00 | 0.20 ms |"
    ]


def test_the_slowest_shape_must_meet_the_target() -> None:
    """The target is for 100 kB, and the shape that costs most counts."""
    cases = [
        case(HUNDRED_KB, Shape.LONG, slower=0.2),
        case(HUNDRED_KB, Shape.ESCAPED, slower=1.5),
        case(MB, Shape.LONG, slower=3),
    ]
    assert markdown(cases).splitlines()[-2:] == [
        "| added milliseconds of latency for 100 kB of any shape | 1 | 1.50 missed |",
        "| added milliseconds of CPU time for 100 kB of any shape | 1 | 0.75 met |",
    ]
