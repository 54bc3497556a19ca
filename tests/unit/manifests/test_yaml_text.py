"""The YAML text is what cdk8s writes, for any data."""

from __future__ import annotations

import pytest
from cdk8s import Yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from llm_api_mesh.manifests.structs import Plain
from llm_api_mesh.manifests.yaml_text import YamlTexts

# What a text has to be quoted for: words of YAML, numbers, indicators, and blanks in places that matter.
UNUSUAL = [
    *("", " ", "~", "null", "Null", "yes", "No", "TRUE", "on", "OFF", "y", "N", "<<", "=", "-", "?", ":", "---", "..."),
    *("0", "007", "0x1F", "0b1", "1e3", "1.5", ".5", ".inf", ".NaN", "1_000", "12:30", "2026-11-29", "1s", "5m", "5M"),
    *("e0", "E12", "e-1", "e1a", "e-", "e1-a"),
    *("a: b", "a:", ":a", "a #b", "#a", "*", "*.example.com", "&a", "!a", "|", ">", "%", "@", "`", "[a]", "{a}", ", a"),
    *(
        "'",
        '"',
        "it's",
        'say "it"',
        """both ' and \"""",
        "\\d+",
        "a\tb",
        "\ta",
        "a ",
        " a",
        "a\u00a0b",
        "é",
        "🙂",
        "\x7f",
    ),
    *(
        "a\nb",
        "a\nb\n",
        "a\n\n\nb\n\n",
        "\na",
        "a\n  b",
        "  a\nb",
        "a \nb",
        "a\n---\nb",
        "a\n...\nb",
        "a\n \n",
        "\n",
        "\r\n",
    ),
    *(
        "a,b",
        "connect-failure,503",
        "./chat.example.com",
        "/v1/",
        "^(?:a|b)$",
        "llm/ai/chat/rest:",
        "a" * 200,
        "a b " * 60,
    ),
    "x" * 50 + "\n" + "y" * 50 + "\n ",
]
# No field, label or header is named like the marker of a document, which cdk8s quotes at some depths only. cdk8s sorts
# keys by their UTF-16 code units, Python by code points: the same below the astral planes.
ASCII_KEYS = [one for one in UNUSUAL if one.isprintable() and one.isascii() and one not in ("---", "...")]
KEYS = st.one_of(st.sampled_from(ASCII_KEYS), st.from_regex("[a-z-]+|[0-9]{1,11}", fullmatch=True)).filter(
    lambda key: not key.startswith("---")
)
TEXTS = st.one_of(st.sampled_from(UNUSUAL), st.text(max_size=20))
NUMBERS = st.one_of(st.integers(-(2**53) + 1, 2**53 - 1), st.floats(-1e15, 1e15, allow_nan=False), st.booleans())
DATA = st.recursive(
    st.one_of(TEXTS, NUMBERS),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(KEYS, inner, max_size=4)),
    max_leaves=20,
)
FILES = st.lists(st.lists(st.dictionaries(KEYS, DATA, min_size=1, max_size=4), min_size=1, max_size=3), max_size=3)


def _by_cdk8s(documents: list[Plain]) -> str:
    return str(Yaml.stringify(*map(_sorted, documents)))


def _sorted(value: Plain) -> Plain:
    if isinstance(value, dict):
        return {key: _sorted(value[key]) for key in sorted(value)}  # as cdk8s does, before JavaScript moves indices
    return [_sorted(item) for item in value] if isinstance(value, list) else value


@given(FILES)
@example([[{"b": UNUSUAL, "a": [{"c": one, "d": [one, [one]]} for one in UNUSUAL]}]])
@example([[dict.fromkeys(ASCII_KEYS, "a")]])
@settings(max_examples=200)
def test_any_data(files: list[list[Plain]]) -> None:
    """Files are those of cdk8s, byte for byte, in any order and however often they are written."""
    texts = YamlTexts()
    expected = [_by_cdk8s(documents) for documents in files]
    assert texts.write(files) == expected
    assert texts.write(files[::-1]) == expected[::-1]


@pytest.mark.parametrize("value", [{}, [], [{}], [[]], [[1, 2], [3]], [{"a": [], "b": {}}], {"a": {"b": [{"c": 1}]}}])
def test_structure(value: Plain) -> None:
    """Empty and nested lists and mappings are written as cdk8s does."""
    assert YamlTexts().write([[{"k": value}]]) == [_by_cdk8s([{"k": value}])]


@pytest.mark.parametrize("number", [0, -1, 1.0, 0.5, 1e15, 1e-7, True, False, 100.0])
def test_numbers(number: float) -> None:
    """A number has JavaScript's form: a whole number has no fraction."""
    assert YamlTexts().write([[{"k": [number]}]]) == [_by_cdk8s([{"k": [number]}])]


def test_unusual_texts_need_one_call(monkeypatch: pytest.MonkeyPatch) -> None:
    """Node.js is asked once for all files, and not again for the same texts."""
    calls: list[int] = []
    ask = Yaml.stringify

    def counted(*documents: object) -> object:
        calls.append(len(documents))
        return ask(*documents)

    monkeypatch.setattr(Yaml, "stringify", counted)
    texts = YamlTexts()
    texts.write([[{"a": "*"}], [{"a": "b: c", "*": "*"}]])
    texts.write([[{"*": "*", "a": "b: c"}]])
    assert calls == [3]
