"""Request bodies of the OpenAI API in several shapes, each of an exact size.

JSON has no spaces between its parts, as OpenAI's clients write it.
"""

from __future__ import annotations

import base64
import json
import random
from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from itertools import cycle
from typing import Any

MODEL = "simulated"
"""The model's name in every body."""

Part = dict[str, Any]

# Each message has a fifth of the body, so four of them fit in.
_LONG_MESSAGES = 5
_SHORT_MESSAGE = (10, 120)
_NESTED_OBJECTS = 4
# For the names around an image, and the question after it.
_AROUND_IMAGE = 400
_TEXT = (
    "a and answer as be before by client each for gateway has if in is it list model name number of on one request "
    "returns service state text that the them time to token tools value when which with"
)
_WORDS = _TEXT.split()


class Shape(StrEnum):
    """What most of a body consists of."""

    LONG = "few long messages"
    SHORT = "many short messages"
    TOOLS = "tools with deep schemas"
    MODEL_LAST = "such tools, and `model` last"
    ESCAPED = "many quotes and backslashes"
    IMAGE = "an image in base64"


def body(shape: Shape, size: int) -> bytes:
    """A body of this shape and this size in bytes, for an answer of one token."""
    parts: list[Part] = []
    key, kind = _PARTS[shape]
    room = size - len(_written(shape, key, [], ""))
    for part in kind(random.Random(size), size):  # noqa: S311 - a text, not a secret
        room -= len(_dumped(part)) + 1
        if room < 0:
            break
        parts.append(part)
    around = len(_written(shape, key, parts, ""))
    return _written(shape, key, parts, "x" * (size - around))


def _written(shape: Shape, key: str, parts: list[Part], question: str) -> bytes:
    model = {"model": MODEL}
    messages = [*(parts if key == "messages" else ()), {"role": "user", "content": question}]
    rest: Part = {"max_tokens": 1, "messages": messages}
    if key != "messages":
        rest[key] = parts
    return _dumped({**rest, **model} if shape is Shape.MODEL_LAST else {**model, **rest})


def _dumped(value: Part) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()


def _prose(chance: random.Random, length: int) -> str:
    return " ".join(chance.choices(_WORDS, k=length // 4 + 1))[:length]


def _long(chance: random.Random, size: int) -> Iterator[Part]:
    for role in cycle(("user", "assistant")):
        yield {"role": role, "content": _prose(chance, size // _LONG_MESSAGES)}


def _short(chance: random.Random, _: int) -> Iterator[Part]:
    for role in cycle(("user", "assistant")):
        yield {"role": role, "content": _prose(chance, chance.randint(*_SHORT_MESSAGE))}


def _tools(chance: random.Random, _: int) -> Iterator[Part]:
    def schema(depth: int) -> Part:
        text = {"type": "string", "description": _prose(chance, 40)}
        if depth == 0:
            return text
        properties = {"options": schema(depth - 1), chance.choice(_WORDS): text}
        return {"type": "object", "properties": properties, "required": list(properties)}

    while True:
        function = {"name": chance.choice(_WORDS), "description": _prose(chance, 60)}
        yield {"type": "function", "function": {**function, "parameters": schema(_NESTED_OBJECTS)}}


def _escaped(chance: random.Random, _: int) -> Iterator[Part]:
    while True:
        lines = [rf'{{"path": "C:\{_prose(chance, 12)}", "text": "{_prose(chance, 20)}\n"}}' for _ in range(4)]
        yield {"role": "user", "content": "\n".join(lines)}


def _image(chance: random.Random, size: int) -> Iterator[Part]:
    data = base64.b64encode(chance.randbytes((size - _AROUND_IMAGE) // 4 * 3)).decode()
    url = {"type": "image_url", "image_url": {"url": f"data:image/png;base64,{data}"}}
    yield {"role": "user", "content": [url, {"type": "text", "text": "What is in this image?"}]}


_PARTS: Mapping[Shape, tuple[str, Callable[[random.Random, int], Iterator[Part]]]] = {
    Shape.LONG: ("messages", _long),
    Shape.SHORT: ("messages", _short),
    Shape.TOOLS: ("tools", _tools),
    Shape.MODEL_LAST: ("tools", _tools),
    Shape.ESCAPED: ("messages", _escaped),
    Shape.IMAGE: ("messages", _image),
}
"""The key whose list has the parts of a body, and the parts."""
