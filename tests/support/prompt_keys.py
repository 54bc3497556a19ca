"""What the gateway's reader of keys should find in a body, by Python's own JSON parser."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from json import decoder, scanner
from typing import Any

_MASK = 0xFFFFFFFF
_START = (0x6C6C6D2D, 0x6B657973)
_ROUNDS = 12

# The type checker doesn't know all of what these modules have.
_PYTHON: Any = decoder
_SCANNER: Any = scanner


@dataclass(frozen=True)
class Node:
    """A value of a JSON text, and how it is written."""

    value: Any
    raw: str

    @property
    def text(self) -> str | None:
        """What is between the quotes of a string."""
        return self.raw[1:-1] if isinstance(self.value, str) else None


class _Decoder(json.JSONDecoder):
    """A decoder whose strings, objects and lists keep how they are written."""

    def __init__(self) -> None:
        super().__init__(strict=False)
        self.parse_int: Any = partial(Node, 0)
        self.parse_float: Any = partial(Node, 0)
        self.parse_string: Any = _kept(_PYTHON.scanstring)
        self.parse_array: Any = _kept(_PYTHON.JSONArray)
        self.parse_object: Any = _kept(_PYTHON.JSONObject)
        self.scan_once: Any = _SCANNER.py_make_scanner(self)


def _kept(parse: Callable[..., tuple[Any, int]]) -> Callable[..., tuple[Node, int]]:
    def parsed(state: Any, *rest: Any) -> tuple[Node, int]:
        text, start = state if isinstance(state, tuple) else (state, rest[0])
        value, end = parse(state, *rest)
        return Node(value, text[start - 1 : end]), end

    return parsed


def parsed(text: str) -> Node | None:
    """Parse a text that is one JSON object; None: it isn't one."""
    try:
        found = _Decoder().decode(text.removeprefix("\ufeff"))
    except ValueError:
        return None
    return found if isinstance(found, Node) and isinstance(found.value, dict) else None


@dataclass(frozen=True)
class Keys:
    """The keys in a body; None: it has no such key."""

    cache_key: str | None = None
    opening: str | None = None
    conversation: str | None = None
    """Its bucket."""


def keys_of(body: str, model: str, characters: int) -> Keys:
    """Return the keys of a body."""
    found = parsed(body)
    if not found:
        return Keys()
    members = found.value
    named = members.get("prompt_cache_key")
    cache_key = _hash(2, model, named.text) if isinstance(named, Node) and named.text else None
    opening, conversation = _of_prompt(members, model, characters)
    return Keys(
        cache_key=_hex(cache_key) if cache_key else None,
        opening=_hex(opening) if opening else None,
        conversation=bucket(conversation) if conversation else None,
    )


def agent_key(model: str, session: str) -> str:
    """Return the key of an agent's session."""
    return _hex(_hash(3, model, session))


def session_bucket(session: str) -> str:
    """Return the bucket of a session that a header names."""
    return bucket(_hash(1, "", session))


def bucket(hashed: tuple[int, int]) -> str:
    """Return the three digits of a hash."""
    return f"{(hashed[0] & 0x7FFFFFFF) % 1000:03}"


_Hash = tuple[int, int]


def _of_prompt(members: dict[str, Any], model: str, characters: int) -> tuple[_Hash | None, _Hash | None]:
    messages = members.get("messages")
    if not _has_messages(messages):
        messages = members.get("input")
    if messages is None or not _has_messages(messages):
        texts = _texts(members.get("prompt"))
        long = texts and len(texts[0].encode()) >= characters
        return (_beginning(model, texts[:1], characters) if long else None), None
    system = [*_texts(members.get("system")), *_texts(members.get("instructions"))]
    leading, user, spoken = _read(messages)
    system += leading
    conversation = None
    if user is not None and any(user):
        state = _fed(_started(5, model), system)
        conversation = _finished(_fed(_mixed(*state, len(system)), user))
    if spoken:
        return conversation, conversation
    tools = members.get("tools")
    if isinstance(tools, Node) and isinstance(tools.value, list) and tools.value:
        system = [*system, tools.raw]
    shared = sum(len(text.encode()) for text in system)
    if conversation and 0 < shared < characters:
        return conversation, conversation
    return (_beginning(model, system, characters) if shared else None), conversation


def _has_messages(found: Any) -> bool:
    return isinstance(found, Node) and isinstance(found.value, list | str)


def _read(messages: Node) -> tuple[list[str], list[str] | None, bool]:
    """Return the texts of the system before the user's, those of the user's first message, and whether others spoke."""
    if messages.text is not None:
        return [], [messages.text], False
    system: list[str] = []
    user: list[str] | None = None
    spoken = False
    for one in messages.value[:100]:
        if not isinstance(one, Node) or not isinstance(one.value, dict):
            break
        role = one.value.get("role")
        content = _texts(one.value.get("content"))
        raw = role.raw if isinstance(role, Node) else None
        if raw in {'"system"', '"developer"'}:
            if user is None and not spoken:
                system += content
        elif raw == '"user"':
            user = content if user is None else user
        else:
            spoken = True
    return system, user, spoken


def _texts(content: Any) -> list[str]:
    """Return the texts of a content: a string, or a list of parts."""
    if not isinstance(content, Node):
        return []
    if content.text is not None:
        return [content.text]
    if isinstance(content.value, list) and content.value and _is_number(content.value[0]):
        return [content.raw[1:-1]]
    return [_part(one) for one in content.value] if isinstance(content.value, list) else []


def _is_number(one: Any) -> bool:
    return isinstance(one, Node) and one.value == 0


def _part(one: Any) -> str:
    if not isinstance(one, Node):
        return json.dumps(one)
    if isinstance(one.value, dict):
        text = one.value.get("text")
        return text.text if isinstance(text, Node) and text.text is not None else one.raw
    return one.raw if one.text is None else one.text


def _beginning(model: str, texts: Iterable[str], characters: int) -> _Hash:
    state, left = _started(4, model), characters
    for text in texts:
        part = text.encode()[:left]
        state = _fed(state, [part])
        left -= len(part)
        if not left:
            break
    return _finished(state)


def _hash(kind: int, model: str, text: str) -> _Hash:
    return _finished(_fed(_started(kind, model), [text]))


def _started(kind: int, model: str) -> _Hash:
    return _fed(_mixed(*_START, kind), [model])


def _fed(state: _Hash, texts: Sequence[str | bytes]) -> _Hash:
    for text in texts:
        data = text.encode() if isinstance(text, str) else text
        whole = len(data) // 4 * 4
        for at in range(0, whole, 4):
            state = _mixed(*state, int.from_bytes(data[at : at + 4], "little"))
        for byte in data[whole:]:
            state = _mixed(*state, byte)
        state = _mixed(*state, len(data))
    return state


def _mixed(a: int, b: int, number: int) -> _Hash:
    a = (_rotated(a ^ number, 13) + b) & _MASK
    return a, _rotated(b, 17) ^ a


def _rotated(number: int, by: int) -> int:
    number &= _MASK
    return (number << by | number >> (32 - by)) & _MASK


def _finished(state: _Hash) -> _Hash:
    for one in range(1, _ROUNDS + 1):
        state = _mixed(*state, one)
    return state


def _hex(hashed: _Hash) -> str:
    return f"{hashed[0]:08x}{hashed[1]:08x}"
