"""The script that writes a backend's name of a model into JSON bodies, compared with Python's json."""

from __future__ import annotations

import json
from random import Random
from typing import Any

import pytest

from support.scripts import rewrite

MODELS = [None, "gpt-4o-mini", 'a"b\\c\n', "m\u00e9ta/llama 3"]
BODIES = 2_000

SPACE = ["", " ", "\n", "\t", "\r\n", "  "]
PIECES = ['"', "\\", "/", "\n", "\t", "{", "}", "[", "]", ",", ":", "model", '"model":"x"', "é", "\U0001f600", "\u2028"]
PIECES += ["a", "b", " ", "\x7f", "\\u0065", "stream"]
KEYS = ["model", "Model", "models", "mode", "stream", "stream_options", "include_usage", "messages", "", "model ", "a"]
NUMBERS = ["0", "-1", "1e999", "123456789012345678901234567890", "-0.5E-10", "1.0"]
OPTIONS = ["{}", "{ }", '{"include_usage":false}', '{"include_usage" : true}', '{"a":{"include_usage":1}}', "null", "3"]
OPTIONS += ['{"include\\u005fusage": null}', "[]"]

SPECIAL = [
    b'{"mod\\u0065l":"x"}',
    b'{"mod\\u0065l":"x","model":"y"}',
    b'{"model":"a","model":"b"}',
    b'{"model":null}',
    b'{"model":{"model":"x"}}',
    b'{"model":1}',
    b'{"model":"x"}trailing',
    b'{"model":"\\\\"}',
    b'{"model":"\\\\\\""}',
    b'{"a":"\\\\","model":"x"}',
    b'{"model" : "x" ,}',
    b'{"model":"x",,"a":1}',
    b'{"a":' + b"[" * 300 + b"]" * 300 + b',"model":"x"}',
    b'{"n":' + b"9" * 100_000 + b',"model":"x"}',
    b'{"x":NaN,"model":"x"}',
    b'{\x0b"model":"x"}',
    b'\x0b{"model":"x"}',
]


class Pairs(list[tuple[str, Any]]):
    """A JSON object with the order of its keys, and with keys that occur twice."""


class Number(str):
    """A number as it is written."""

    __slots__ = ()


class Bodies:
    """Random bodies, valid and not."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)  # noqa: S311  # it keeps no secret

    def body(self) -> bytes:
        """One body; most are valid."""
        text = f"{self._space()}{self._object(0)}{self._space()}"
        body, kind = text.encode(), self.random.random()
        if kind < 0.05:
            return b"\xef\xbb\xbf" + body
        if kind < 0.08:
            return self.random.choice([b"[1]", b'"model"', b"3", b"null", b"", b" ", b'[{"model":"x"}]', b"{", b"}"])
        if kind < 0.10:
            return text.encode("utf-16")
        if kind < 0.20:
            return body[: self.random.randrange(len(body) + 1)]
        if kind < 0.30:
            at, wrong = self.random.randrange(len(body) + 1), self.random.choice([*b'"\\{},:[]\x00\x0b'])
            return body[:at] + bytes([wrong]) + body[at + self.random.randrange(2) :]
        return body

    def _space(self) -> str:
        return self.random.choice(SPACE) if self.random.random() < 0.4 else ""

    def _text(self) -> str:
        return "".join(self.random.choice(PIECES) for _ in range(self.random.randrange(12)))

    def _string(self, text: str) -> str:
        """One of the ways to write a text as a JSON string."""
        return f'"{"".join(map(self._character, text))}"'

    def _character(self, one: str) -> str:
        kind = self.random.random()
        if one in '"\\':
            return f"\\{one}" if kind < 0.8 else f"\\u{ord(one):04x}"
        if ord(one) < 32:
            return {"\n": "\\n", "\t": "\\t"}.get(one, f"\\u{ord(one):04x}")
        if kind < 0.04 and ord(one) < 0x10000:
            return f"\\u{ord(one):04x}" if kind < 0.02 else f"\\u{ord(one):04X}"
        return "\\/" if one == "/" and kind < 0.3 else one

    def _value(self, depth: int) -> str:
        kind = self.random.random()
        if depth > 4 or kind < 0.45:
            return self._string(self._text())
        if kind < 0.55:
            return self.random.choice(NUMBERS)
        if kind < 0.65:
            return self.random.choice(["true", "false", "null"])
        if kind < 0.82:
            items = [f"{self._space()}{self._value(depth + 1)}" for _ in range(self.random.randrange(4))]
            return f"[{','.join(items)}{self._space()}]"
        return self._object(depth + 1)

    def _object(self, depth: int) -> str:
        members = ",".join(self._member(depth) for _ in range(self.random.randrange(7)))
        return f"{{{members or self._space()}}}"

    def _member(self, depth: int) -> str:
        key = self.random.choice(KEYS) if self.random.random() < 0.8 else self._text()
        value = self._value(depth)
        if depth == 0 and key == "model" and self.random.random() < 0.9:
            value = self._string(self.random.choice(["llama", self._text()]))
        elif depth == 0 and key == "stream":
            value = self.random.choice(["true", "true", "false", "null", "1"])
        elif depth == 0 and key == "stream_options":
            value = self.random.choice(OPTIONS)
        return f"{self._space()}{self._string(key)}{self._space()}:{self._space()}{value}{self._space()}"


def read(body: bytes) -> Any:
    """Read a body without losing anything of it."""
    return json.loads(body, object_pairs_hook=Pairs, parse_int=Number, parse_float=Number)


def expected(pairs: Pairs, model: str | None, *, usage: bool) -> Pairs | None:
    """Return what the new body must contain; None: the body isn't rewritten."""
    found = Pairs(pairs)
    if model is not None:
        if any(key == "model" and type(value) is not str for key, value in found):
            return None
        if not any(key == "model" for key, _ in found):
            found.insert(0, ("model", model))
        found[:] = [(key, model if key == "model" else value) for key, value in found]
    streams = [value for key, value in found if key == "stream"]
    if usage and streams and streams[-1] is True:
        places = [index for index, (key, _) in enumerate(found) if key == "stream_options"]
        if places:
            found[places[-1]] = ("stream_options", with_usage(found[places[-1]][1]))
        else:
            found.append(("stream_options", with_usage(None)))
    return found


def with_usage(options: Any) -> Pairs:
    """Return the options of a stream with `include_usage`."""
    if not isinstance(options, Pairs):
        return Pairs([("include_usage", True)])
    found = Pairs((key, True if key == "include_usage" else value) for key, value in options)
    if not any(key == "include_usage" for key, _ in found):
        found.append(("include_usage", True))
    return found


def same(one: Any, other: Any) -> bool:
    """Tell whether two bodies contain the same."""
    if type(one) is not type(other):
        return False
    if isinstance(one, Pairs):
        return [key for key, _ in one] == [key for key, _ in other] and all(
            same(mine, theirs) for (_, mine), (_, theirs) in zip(one, other, strict=True)
        )
    if isinstance(one, list):
        return len(one) == len(other) and all(map(same, one, other))
    return bool(one == other or one != one)  # noqa: PLR0124  # not a number


def check(body: bytes, model: str | None, *, usage: bool) -> None:
    """Check what the script makes of a body."""
    found = rewrite(body, model, usage=usage)
    try:
        pairs = read(body)
    except (ValueError, RecursionError):
        return
    if not isinstance(pairs, Pairs) or body[:2] in {b"\xff\xfe", b"\xfe\xff"} or b"\0" in body[:4]:
        assert found is None
        return
    wanted = expected(pairs, model, usage=usage)
    if wanted is None:
        assert found is None
        return
    assert found is not None
    assert same(read(found), wanted), (body, found)
    if model is None and same(wanted, pairs):
        assert found == body
    if model and not usage:
        assert_rest_unchanged(body, found, model, added=not any(key == "model" for key, _ in pairs))


def assert_rest_unchanged(body: bytes, found: bytes, model: str, *, added: bool) -> None:
    """Check that every part of the new body that isn't the model stands in the old one, in the same order."""
    parts = found.split(json.dumps(model, ensure_ascii=False).replace("\\n", "\\u000a").encode())
    if added:
        parts[0] = parts[0].removesuffix(b'"model":')
        parts[1] = parts[1].removeprefix(b",")
    at = 0
    for part in parts:
        at = body.index(part, at) + len(part)


@pytest.mark.parametrize("seed", range(4))
def test_only_the_model_of_a_body_changes(seed: int) -> None:
    """Of thousands of bodies, exactly the top-level model and include_usage change, and every other byte stays."""
    bodies = Bodies(seed)
    for _ in range(BODIES):
        check(bodies.body(), bodies.random.choice(MODELS), usage=bodies.random.random() < 0.4)


@pytest.mark.parametrize("body", SPECIAL, ids=range(len(SPECIAL)))
def test_bodies_that_mislead(body: bytes) -> None:
    """Escaped keys, keys that occur twice, deep nesting and long numbers are read as by Python's json."""
    for model in MODELS:
        for usage in (False, True):
            check(body, model, usage=usage)
