"""The shapes of keys, passwords and tokens: a text that has one is hidden in messages, and refused in every field."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

HIDDEN = "..."

_UNBROKEN = r"(?=[A-Za-z]*[0-9])[A-Za-z0-9]{16,}"

# By the beginnings that providers give to their keys.
_KEY = re.compile(
    r"(?<![A-Za-z0-9])(?:"
    r"sk-(?:proj|ant|svcacct|admin|or-v1|None)-[\w-]{4,}|"
    rf"(?:sk|xai|nvapi|pplx|csk|glpat)-{_UNBROKEN}[\w-]*|"
    r"(?:gsk|hf|r8|fw|ghp|gho|ghs|github_pat|glpat)_[A-Za-z0-9]{16,}\w*|"
    r"tgp_v1_[\w-]{16,}|"
    r"dapi[0-9a-f]{32}|"
    r"AIza[\w-]{30,}|"
    r"ya29\.[\w-]{16,}|"
    r"(?:AKIA|ASIA)[A-Z0-9]{16}|"
    r"ABSK[A-Za-z0-9+/=]{20,}|"
    r"eyJ[\w-]{8,}\.[\w-]{4,}(?:\.[\w-]+)?|"
    r"(?i:bearer|basic)\s+[^\s\"']+"
    r")"
)
# Long enough for a key, but also the shape of a hash, which may be part of a name.
_LONG = re.compile(
    r"(?<![A-Za-z0-9])(?:(?=[0-9]*[a-f])(?=[a-f]*[0-9])[0-9a-f]{32,}|(?=[0-9]*[A-F])(?=[A-F]*[0-9])[0-9A-F]{32,}|"
    r"(?=[A-Za-z0-9]*[0-9])(?=[A-Za-z0-9]*[a-z])(?=[A-Za-z0-9]*[A-Z])[A-Za-z0-9]{32,})(?![A-Za-z0-9])"
)
# What stands where a key would: in a URL, and behind the names of headers, parameters and fields.
_PASSWORD = re.compile(r"(?<![^\s/\"'=(])[^\s/:@\"']+:[^\s/@\"']+@")
_NAMED = re.compile(
    r"(?i)((?<![\w-])(?:api[_-]?key|x-api-key|x-goog-api-key|(?:proxy-)?authorization|password|access_token)"
    r"[\"']?\s*[:=]\s*[\"'])[^\"']+(?=[\"'])"
)
_PARAMETER = re.compile(r"(?i)([?&](?:api[_-]?)?(?:key|token)=)[^&\s\"']+")

HEADERS = frozenset({"api-key", "authorization", "proxy-authorization", "x-api-key", "x-auth-token", "x-goog-api-key"})
"""Headers whose whole value is a key."""
PARAMETERS = frozenset({"access_token", "api-key", "api_key", "apikey"})
"""Parameters of a query whose value is a key."""


def is_key(text: str) -> bool:
    """Tell whether a text has a key in it, by the beginning that providers give to their keys."""
    return bool(_KEY.search(text))


def keys_in(text: str) -> list[str]:
    """Return the keys in a text, a token also without the word before it, such as Bearer."""
    found = [match[0] for match in _KEY.finditer(text)]
    return [*found, *(key.split()[-1] for key in found)]


def hide(text: str) -> str:
    """Replace all that may be a key."""
    text = _PASSWORD.sub(f"{HIDDEN}@", text)
    text = _NAMED.sub(rf"\g<1>{HIDDEN}", text)
    text = _PARAMETER.sub(rf"\g<1>{HIDDEN}", text)
    return _LONG.sub(HIDDEN, _KEY.sub(HIDDEN, text))


def hide_all(value: Any) -> Any:
    """Return plain data in whose texts all is replaced that may be a key."""
    if isinstance(value, str):
        return hide(value)
    if isinstance(value, Mapping):
        return {name: hide_all(one) for name, one in value.items()}
    return [hide_all(one) for one in value] if isinstance(value, Sequence) else value
