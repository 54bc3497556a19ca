"""A picture as SVG: one file with its colors, for a light and for a dark surface."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

from llm_api_mesh.graphs.layout import LINE, PADDING, Layout, Line, Place, layout_of
from llm_api_mesh.graphs.picture import Picture

_BASELINE = 13
"""From the top of a line of text to where its letters stand."""


def style() -> str:
    """The colors and fonts of pictures."""
    return Path(__file__).with_name("picture.css").read_text(encoding="utf-8")


def svg_file(picture: Picture) -> str:
    """Write a picture as a file of SVG."""
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{"".join(_svg(picture, "p", alone=True))}'


def svg_element(picture: Picture, prefix: str) -> str:
    """Write a picture as an element of a page that has the style. The prefix makes its ids unique in the page."""
    return "".join(_svg(picture, prefix, alone=False))


def _svg(picture: Picture, prefix: str, *, alone: bool) -> Iterator[str]:
    layout = layout_of(picture)
    width, height = _number(layout.width), _number(layout.height)
    yield f'<svg xmlns="http://www.w3.org/2000/svg" class="picture" role="img" aria-labelledby="{prefix}-title" '
    yield f'viewBox="0 0 {width} {height}" width="{width}" height="{height}">\n'
    yield f'<title id="{prefix}-title">{escape(picture.title)}</title>\n'
    if alone:
        yield f"<style>\n{escape(style())}</style>\n"
        yield f'<rect class="paper" width="{width}" height="{height}"/>\n'
    yield f'<defs><marker id="{prefix}-head" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" '
    yield 'orient="auto"><path class="head" d="M0 0L8 4L0 8z"/></marker></defs>\n'
    yield from _content(layout, prefix)
    yield "</svg>\n"


def _content(layout: Layout, prefix: str) -> Iterator[str]:
    for line in layout.lines:
        yield _path(line, prefix)
    for place in layout.places:
        yield _box(place)
    for line in layout.lines:
        if line.label:
            yield _label(line)


def _path(line: Line, prefix: str) -> str:
    (x, y), (to_x, to_y) = line.start, line.end
    middle = _number((x + to_x) / 2)
    curve = f"M{_number(x)} {_number(y)}C{middle} {_number(y)} {middle} {_number(to_y)} {_number(to_x)} {_number(to_y)}"
    return f'<g class="arrow {line.arrow.kind}"><path d="{curve}" marker-end="url(#{prefix}-head)"/></g>\n'


def _label(line: Line) -> str:
    x, y = line.label_at
    top = y - len(line.label) * LINE / 2 + _BASELINE
    return f'<g class="arrow {line.arrow.kind}">{_text(line.label, x, top)}</g>\n'


def _box(place: Place) -> str:
    whole = f"<title>{escape('; '.join(place.box.lines))}</title>"
    rect = (
        f'<rect x="{_number(place.x)}" y="{_number(place.y)}" width="{_number(place.width)}" '
        f'height="{_number(place.height)}" rx="6"/>'
    )
    text = _text(place.lines, place.x + PADDING, place.y + PADDING + _BASELINE)
    return f'<g class="box {place.box.kind}">{whole}{rect}{text}</g>\n'


def _text(lines: tuple[str, ...], x: float, y: float) -> str:
    spans = "".join(
        f'<tspan x="{_number(x)}" y="{_number(y + index * LINE)}">{escape(line)}</tspan>'
        for index, line in enumerate(lines)
    )
    return f"<text>{spans}</text>"


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
