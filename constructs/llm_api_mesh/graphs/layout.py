"""The places of boxes and arrows: a column for each kind of box, in the order of the routes.

The columns are given, so that nothing has to be guessed: the same picture always has the same places. Only the order of
the backends is chosen: by the middle of the boxes that lead to them, so that few arrows cross.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from llm_api_mesh.graphs.picture import Arrow, Box, BoxKind, Picture

LINE = 18
"""The height of a line of text, in pixels."""
CHARACTER = 7.4
"""The greatest usual width of a character, in pixels."""
PADDING = 10

_COLUMNS: Mapping[BoxKind, int] = {"client": 0, "host": 1, "requests": 2}
_BACKENDS = 3
_WIDTHS = (110, 230, 310, 290)
_GAPS = (36, 48, 160)
_BETWEEN = 16
_MARGIN = 16
_LABEL = 20
"""The most characters of a line of an arrow's label."""
_PARTS = re.compile(r"(?<=[ /.,:_=|-])")


@dataclass(frozen=True)
class Place:
    """A box with its place."""

    box: Box
    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]

    @property
    def middle(self) -> float:
        """The height of its middle."""
        return self.y + self.height / 2


@dataclass(frozen=True)
class Line:
    """An arrow with its ends, and its label in lines."""

    arrow: Arrow
    start: tuple[float, float]
    end: tuple[float, float]
    label: tuple[str, ...]
    label_at: tuple[float, float]
    """The middle of the label."""


@dataclass(frozen=True)
class Layout:
    """A picture with places."""

    width: float
    height: float
    places: tuple[Place, ...]
    lines: tuple[Line, ...]


def layout_of(picture: Picture) -> Layout:
    """Place the boxes and the arrows of a picture."""
    columns: list[list[Box]] = [[], [], [], []]
    for box in picture.boxes:
        columns[_COLUMNS.get(box.kind, _BACKENDS)].append(box)
    before = _before(picture.arrows)
    places: dict[str, Place] = {}
    for place in _stacked(columns[2], 2, {}):
        places[place.box.name] = place
    wanted = {
        box.name: _mean([places[one].middle for one in before.get(box.name, ()) if one in places]) for box in columns[3]
    }
    ordered = sorted(columns[3], key=lambda box: wanted[box.name])
    places |= {place.box.name: place for place in _stacked(ordered, 3, wanted)}
    after = _before([Arrow(arrow.end, arrow.start) for arrow in picture.arrows])
    for column in (1, 0):
        wanted = {box.name: _mean([places[one].middle for one in after.get(box.name, ())]) for box in columns[column]}
        places |= {place.box.name: place for place in _stacked(columns[column], column, wanted)}
    placed = tuple(places[box.name] for box in picture.boxes)
    width = sum(_WIDTHS) + sum(_GAPS) + 2 * _MARGIN
    height = max(place.y + place.height for place in placed) + _MARGIN
    return Layout(width, height, placed, tuple(_lines(picture.arrows, places)))


def wrapped(text: str, most: int) -> list[str]:
    """Divide a text into lines, at spaces and punctuation if there are any."""
    lines: list[str] = []
    line = ""
    for part in _PARTS.split(text):
        rest = part
        if line and len(line) + len(rest.rstrip()) > most:
            lines.append(line)
            line = ""
        while len(rest.rstrip()) > most:
            lines.append(rest[:most])
            rest = rest[most:]
        line += rest
    return [one.rstrip() for one in (*lines, line) if one.strip()] or [""]


def _stacked(boxes: Sequence[Box], column: int, wanted: Mapping[str, float]) -> Iterator[Place]:
    """Boxes of a column below each other, each as near to its wanted middle as those above it let it."""
    x = _MARGIN + sum(_WIDTHS[:column]) + sum(_GAPS[:column])
    bottom = float(_MARGIN - _BETWEEN)
    for box in boxes:
        most = math.floor((_WIDTHS[column] - 2 * PADDING) / CHARACTER)
        lines = tuple(line for text in box.lines for line in wrapped(text, most))
        height = len(lines) * LINE + 2 * PADDING
        y = max(bottom + _BETWEEN, wanted.get(box.name, 0) - height / 2)
        yield Place(box, x, round(y, 1), _WIDTHS[column], height, lines)
        bottom = y + height


def _before(arrows: Sequence[Arrow]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for arrow in arrows:
        found.setdefault(arrow.end, []).append(arrow.start)
    return found


def _mean(numbers: Sequence[float]) -> float:
    return sum(numbers) / len(numbers) if numbers else 0.0


def _lines(arrows: Sequence[Arrow], places: Mapping[str, Place]) -> Iterator[Line]:
    starts: dict[int, float] = {}
    ends: dict[int, float] = {}
    for outgoing, found in ((True, starts), (False, ends)):
        by_box: dict[str, list[int]] = {}
        for index, arrow in enumerate(arrows):
            by_box.setdefault(arrow.start if outgoing else arrow.end, []).append(index)
        for name, some in by_box.items():
            place = places[name]
            others = [places[arrows[one].end if outgoing else arrows[one].start].middle for one in some]
            for rank, (_, index) in enumerate(sorted(zip(others, some, strict=True)), start=1):
                found[index] = place.y + place.height * rank / (len(some) + 1)
    taken: list[tuple[float, float, float, float]] = []
    for index, arrow in enumerate(arrows):
        start = (places[arrow.start].x + places[arrow.start].width, round(starts[index], 1))
        end = (places[arrow.end].x, round(ends[index], 1))
        label = tuple(line for text in arrow.label for line in wrapped(text, _LABEL))
        yield Line(arrow, start, end, label, _label_at(start, end, label, taken))


def _label_at(
    start: tuple[float, float],
    end: tuple[float, float],
    label: Sequence[str],
    taken: list[tuple[float, float, float, float]],
) -> tuple[float, float]:
    """A place on the curve where a label covers no other one, if there is one."""
    width = max(map(len, label), default=0) * CHARACTER
    height = len(label) * LINE
    for part in (0.5, 0.62, 0.4, 0.72, 0.3, 0.5):
        x, y = _on_curve(start, end, part)
        area = (x - width / 2, y - height / 2, x + width / 2, y + height / 2)
        if not any(_overlap(area, one) for one in taken):
            break
    if label:
        taken.append(area)
    return round(x, 1), round(y, 1)


def _on_curve(start: tuple[float, float], end: tuple[float, float], part: float) -> tuple[float, float]:
    """A point of the curve that leaves and reaches its boxes horizontally."""
    middle = (start[0] + end[0]) / 2
    rest = 1 - part
    x = rest**3 * start[0] + 3 * rest**2 * part * middle + 3 * rest * part**2 * middle + part**3 * end[0]
    y = (rest**3 + 3 * rest**2 * part) * start[1] + (3 * rest * part**2 + part**3) * end[1]
    return x, y


def _overlap(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
