"""The places of boxes and arrows."""

from __future__ import annotations

import pytest

from llm_api_mesh.graphs.layout import CHARACTER, PADDING, layout_of, wrapped
from llm_api_mesh.graphs.picture import joined, pictures_of
from support.programs import EXAMPLES, golden_yaml
from support.traffic import traffic_in


@pytest.mark.parametrize("name", EXAMPLES)
def test_boxes_of_an_example_do_not_overlap(name: str) -> None:
    """They are inside of the picture, their labels inside of them, and arrows go from left to right."""
    layout = layout_of(joined(pictures_of(traffic_in(golden_yaml(name)))))
    for index, one in enumerate(layout.places):
        assert one.x >= 0
        assert one.y >= 0
        assert one.x + one.width <= layout.width
        assert one.y + one.height <= layout.height
        assert max(map(len, one.lines)) * CHARACTER <= one.width - 2 * PADDING
        for other in layout.places[index + 1 :]:
            apart = one.y + one.height <= other.y or other.y + other.height <= one.y
            assert apart or one.x + one.width <= other.x or other.x + other.width <= one.x
    assert all(line.start[0] < line.end[0] for line in layout.lines)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", [""]),
        ("short", ["short"]),
        ("two words here", ["two words", "here"]),
        ("chat.example.com", ["chat.", "example.", "com"]),
        ("x" * 25, ["x" * 10, "x" * 10, "x" * 5]),
        (f"a {'x' * 12} b", ["a", "x" * 10, "xx b"]),
    ],
)
def test_labels_are_wrapped(text: str, lines: list[str]) -> None:
    """At spaces and punctuation if there are any, and no character is lost."""
    found = wrapped(text, 10)
    assert found == lines
    assert "".join(found).replace(" ", "") == text.replace(" ", "")
