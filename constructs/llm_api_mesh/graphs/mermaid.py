"""A picture as a flowchart of Mermaid, which GitHub and GitLab draw in Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from llm_api_mesh.graphs.picture import Arrow, ArrowKind, Box, Picture, joined

MOST_ARROWS, MOST_CHARACTERS = 500, 50_000
"""What Mermaid draws at most, unless its settings say otherwise."""

_ARROWS: dict[ArrowKind, str] = {"copy": "-.->", "fallback": "-.->", "first": "-->", "idle": "-.->"}
_ARROW = re.compile(r"\s+[\w-]+ (-->|-\.->)")
_SHAPES = {"client": ("([", "])"), "host": ("[[", "]]"), "requests": ("[", "]"), "answer": ("(", ")")}
_BACKEND = ("[(", ")]")
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .,/:_-")


def mermaid(pictures: Sequence[Picture]) -> str:
    """Write pictures as one flowchart, each in a frame of its own if there are several."""
    if len(pictures) == 1:
        return "".join(f"{line}\n" for line in ("flowchart LR", *_lines(pictures[0], "  ")))
    whole = joined(pictures)
    boxes = {box.name: box for box in whole.boxes}
    lines = ["flowchart LR"]
    for index, picture in enumerate(pictures):
        lines.append(f'  subgraph s{index}["{_escaped(picture.title)}"]')
        lines += [_box(boxes[f"p{index}-{one.name}"], "    ") for one in picture.boxes]
        lines.append("  end")
    lines += [_arrow(one, "  ") for one in whole.arrows]
    return "".join(f"{line}\n" for line in lines)


def is_too_large(text: str) -> bool:
    """Whether Mermaid refuses to draw a flowchart, unless its settings say otherwise."""
    arrows = sum(bool(_ARROW.match(line)) for line in text.splitlines())
    return arrows > MOST_ARROWS or len(text) > MOST_CHARACTERS


def _lines(picture: Picture, indent: str) -> Iterator[str]:
    yield from (_box(one, indent) for one in picture.boxes)
    yield from (_arrow(one, indent) for one in picture.arrows)


def _box(one: Box, indent: str) -> str:
    before, after = _SHAPES.get(one.kind, _BACKEND)
    return f'{indent}{one.name}{before}"{"<br>".join(map(_escaped, one.lines))}"{after}'


def _arrow(one: Arrow, indent: str) -> str:
    label = f'|"{"<br>".join(map(_escaped, one.label))}"|' if one.label else ""
    return f"{indent}{one.start} {_ARROWS[one.kind]}{label} {one.end}"


def _escaped(text: str) -> str:
    """A text in which no character means something to Mermaid or in Markdown."""
    return "".join(one if one in _PLAIN else f"#{ord(one)};" for one in text)
