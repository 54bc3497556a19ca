"""YAML text of plain data, byte for byte as cdk8s writes it.

Only the structure is written here, and texts that are plain words beyond doubt. How any other text or number is
written, cdk8s itself says, once for all files in one call to Node.js.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from cdk8s import Yaml

from llm_api_mesh.manifests.structs import Plain

_WORD = re.compile(r"(?![Ee]-?[0-9]+\Z)[A-Za-z/][A-Za-z0-9_./-]*(?:,[A-Za-z0-9_./-]+)*|[0-9]+(?:ms|s|m|h)")
"""A text that every YAML parser takes for a text, apart from the words below. Some take e1 for a number."""
_OTHERS = frozenset({"n", "no", "null", "off", "on", "y", "yes", "true", "false"})

_INDEX = re.compile(r"0|[1-9][0-9]*")
_INDICES = 2**32 - 1

_SEPARATOR = "---\n"
_BETWEEN = re.compile(r"^---\n", re.MULTILINE)
_STEP = "  "


class YamlTexts:
    """Writes files, and remembers how unusual texts are written."""

    def __init__(self) -> None:
        self._keys: dict[str, str] = {}
        self._texts: dict[str | float, str] = {}

    def write(self, files: Sequence[Sequence[Plain]]) -> list[str]:
        """Write files, each with several documents."""
        self._learn(files)
        return [_SEPARATOR.join(map(self._document, documents)) for documents in files]

    def _learn(self, files: Iterable[Iterable[Plain]]) -> None:
        """Let cdk8s write all keys and texts that are new and aren't plain words."""
        keys: dict[str, None] = {}
        texts: dict[str | float, None] = {}
        for documents in files:
            for document in documents:
                self._gather(document, keys, texts)
        if not keys and not texts:
            return
        parts = _BETWEEN.split(Yaml.stringify(*({key: 0} for key in keys), *({"k": text} for text in texts)))
        self._keys |= {key: part.removesuffix(": 0\n") for key, part in zip(keys, parts[: len(keys)], strict=True)}
        self._texts |= {
            text: part.removeprefix("k: ").removesuffix("\n")
            for text, part in zip(texts, parts[len(keys) :], strict=True)
        }

    def _gather(self, value: Plain, keys: dict[str, None], texts: dict[str | float, None]) -> None:
        """Note the keys and the texts that cdk8s has to write."""
        if isinstance(value, dict):
            for key, item in value.items():
                if not _is_word(key) and key not in self._keys:
                    keys[key] = None
                self._gather(item, keys, texts)
        elif isinstance(value, list):
            for item in value:
                self._gather(item, keys, texts)
        elif isinstance(value, str):
            if not _is_word(value) and value not in self._texts:
                texts[value] = None
        elif isinstance(value, float) and not _is_whole(value):
            texts[value] = None

    def _document(self, document: Plain) -> str:
        lines: list[str] = []
        self._mapping(document, "", "", lines)
        return "\n".join([*lines, ""])

    def _mapping(self, mapping: dict[str, Plain], first: str, indent: str, lines: list[str]) -> None:
        """Write a mapping that isn't empty. Its first line begins with `first`."""
        begin = first
        for key in sorted(mapping, key=_order):
            self._value(f"{begin}{key if _is_word(key) else self._keys[key]}:", mapping[key], indent, lines)
            begin = indent

    def _list(self, items: list[Plain], first: str, indent: str, lines: list[str]) -> None:
        """Write a list that isn't empty. Its first line begins with `first`."""
        begin = first
        for item in items:
            inner = f"{indent}{_STEP}"
            if isinstance(item, dict) and item:
                self._mapping(item, f"{begin}- ", inner, lines)
            elif isinstance(item, list) and item:
                self._list(item, f"{begin}- ", inner, lines)
            else:
                self._value(f"{begin}-", item, indent, lines)
            begin = indent

    def _value(self, begin: str, value: Plain, indent: str, lines: list[str]) -> None:
        """Write what follows a key or a dash."""
        inner = f"{indent}{_STEP}"
        if isinstance(value, dict) and value:
            lines.append(begin)
            self._mapping(value, inner, inner, lines)
        elif isinstance(value, list) and value:
            lines.append(begin)
            self._list(value, inner, inner, lines)
        else:
            head, *others = self._scalar(value).split("\n")
            lines.append(f"{begin} {head}")
            lines += [f"{indent}{line}" if line else line for line in others]

    def _scalar(self, value: Plain) -> str:
        if isinstance(value, str):
            return value if _is_word(value) else self._texts[value]
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, float):
            return str(int(value)) if _is_whole(value) else self._texts[value]
        return str(value) if isinstance(value, int) else ("{}" if isinstance(value, dict) else "[]")


def _order(key: str) -> tuple[int, str]:
    """Return the place of a key: cdk8s sorts keys as texts, but JavaScript puts the indices of arrays before them."""
    return (int(key) if _INDEX.fullmatch(key) and int(key) < _INDICES else _INDICES, key)


def _is_whole(number: float) -> bool:
    """Return whether JavaScript writes a number without a fraction and without an exponent."""
    return number.is_integer() and 0 < number < _INDICES


def _is_word(text: str) -> bool:
    return _WORD.fullmatch(text) is not None and text.lower() not in _OTHERS
