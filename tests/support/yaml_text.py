"""Plain data as YAML: in block style with few quotes, and as JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from llm_api_mesh.files.scalars import meaning

_TEXT_OR_INFINITY = re.compile(r'(?P<text>"(?:[^"\\]|\\.)*")|Infinity')


def block(value: Any, indent: str = "") -> str:
    """Write plain data as YAML in block style, with quotes only where a text needs them."""
    inner = f"{indent}  "
    if isinstance(value, Mapping) and value:
        return "".join(f"\n{indent}{scalar(name, is_key=True)}: {block(one, inner)}" for name, one in value.items())
    if isinstance(value, Sequence) and not isinstance(value, str) and value:
        return "".join(f"\n{indent}- {block(one, inner)}" for one in value)
    return scalar(value)


def scalar(value: Any, *, is_key: bool = False) -> str:
    """Write a value, a text with quotes if it would be something else without them."""
    if isinstance(value, str) and value.isascii() and value.replace("-", "").replace(".", "").isalnum():
        return value if is_key or meaning(value) == value else in_json(value)
    return in_json(value)


def in_json(value: Any) -> str:
    """Write plain data as JSON without characters that YAML refuses."""
    text = _TEXT_OR_INFINITY.sub(
        lambda found: found["text"] or ".inf", json.dumps(value, ensure_ascii=False)
    )  # a text may have the word, too
    return re.sub("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]", lambda found: f"\\u{ord(found[0]):04x}", text)
