"""YAML texts: what their documents have, and each trap with its answer."""

from __future__ import annotations

from typing import Any

import pytest

from llm_api_mesh.files.nodes import Table
from llm_api_mesh.files.yaml_reader import read_yaml


def data(text: str) -> list[Any]:
    """Return the data of all documents of a sound text."""
    read = read_yaml(text, "apis.yaml")
    assert read.problems == []
    return [document.data for document in read.documents]


def refused(text: str) -> list[str]:
    """Return the problems of a text."""
    return [str(problem) for problem in read_yaml(text, "apis.yaml").problems]


def test_values() -> None:
    """Mappings, lists and values in block and flow style are plain data."""
    text = """\
# A comment.
name: chat            # another one
on: [connect-failure, 429]
text: |
  two
  lines
folded: >-
  one
  line
"quoted": "on"
empty:
nested: {a: [{b: 1.5}], 'c': true}
"""
    assert data(text) == [
        {
            "name": "chat",
            "on": ["connect-failure", 429],
            "text": "two\nlines\n",
            "folded": "one line",
            "quoted": "on",
            "empty": None,
            "nested": {"a": [{"b": 1.5}], "c": True},
        }
    ]


def test_json_is_yaml() -> None:
    """A text of JSON is read as well."""
    assert data('{"name": "chat", "hosts": ["a.example.com"], "port": 80, "x": null}') == [
        {"name": "chat", "hosts": ["a.example.com"], "port": 80, "x": None}
    ]


def test_keys_are_texts() -> None:
    """A key is a text as it is written, as in JSON."""
    assert data("on: 1\nnull: 2\n1e3: 3\ntrue: 4\n~: 5\n'': 6") == [
        {"on": 1, "null": 2, "1e3": 3, "true": 4, "~": 5, "": 6}
    ]


def test_quotes_make_texts() -> None:
    """A value with quotes is a text, whatever it looks like."""
    assert data('["1", \'true\', "null", "1e3", \'\']') == [["1", "true", "null", "1e3", ""]]


def test_several_documents() -> None:
    """Each document counts; those without values, as between two lines ---, are left out."""
    assert data("---\na: 1\n---\n# only a comment\n---\nb: 2\n...\n---\n") == [{"a": 1}, {"b": 2}]
    assert data("") == []
    assert data("# nothing\n") == []


def test_line_ends() -> None:
    """Line ends of Windows and of old Macs are line ends, in values of several lines as well."""
    assert data("a: |\r\n  one\r\n  two\r\nb: 1\r\n") == [{"a": "one\ntwo\n", "b": 1}]
    (document,) = read_yaml("a: 1\r\nb:\r\n  c: 2\r\n", "apis.yaml").documents
    assert isinstance(document, Table)
    assert document.keys == {"a": (1, 1), "b": (2, 1)}
    assert document.fields["b"].position == (3, 3)


def test_places_count_characters() -> None:
    """A place has the line and the character, both from 1 on, also behind characters of several bytes."""
    (document,) = read_yaml('---\n"ü€😀": {a: b}\n', "apis.yaml").documents
    assert isinstance(document, Table)
    assert document.keys == {"ü€😀": (2, 1)}
    assert document.fields["ü€😀"].position == (2, 8)


def test_version_1_2_may_be_named() -> None:
    """The line %YAML 1.2 says what holds anyway."""
    assert data("%YAML 1.2\n---\na: on\n") == [{"a": "on"}]


ALIASES = "Allowed: values that are written out, so that each has one place. [yaml-feature]"
REFUSED: dict[str, tuple[str, list[str]]] = {
    "a key twice": (
        "a: 1\nb: 2\na: 3\n",
        [
            (
                'apis.yaml:3:1: got the key "a" for the second time. Allowed: each key once in a mapping; line 1 has '
                "it as well. [yaml-feature]"
            )
        ],
    ),
    "a key twice, written in two ways": (
        "x: {a: 1, 'a': 2}\n",
        [
            (
                'apis.yaml:1:11: got the key "a" for the second time. Allowed: each key once in a mapping; line 1 has '
                "it as well. [yaml-feature]"
            )
        ],
    ),
    "an anchor and an alias": (
        "a: &pool {b: 1}\nc: *pool\n",
        [
            f"apis.yaml:1:4: got the anchor &pool. Remove &pool. {ALIASES}",
            f"apis.yaml:2:4: got the alias *pool. Write the value here. {ALIASES}",
        ],
    ),
    "a merge key": (
        "a: &pool {b: 1}\nc:\n  <<: *pool\n",
        [
            f"apis.yaml:1:4: got the anchor &pool. Remove &pool. {ALIASES}",
            f"apis.yaml:3:7: got the alias *pool. Write the value here. {ALIASES}",
        ],
    ),
    "an alias as a key": (
        "*a : 1\n",
        [f"apis.yaml:1:1: got the alias *a. Write the value here. {ALIASES}"],
    ),
    "a tag": (
        "a: !!str 1\n",
        [
            (
                "apis.yaml:1:4: got the tag tag:yaml.org,2002:str. For a text, use quotes. Allowed: values without "
                "tags. [yaml-feature]"
            )
        ],
    ),
    "a tag of an application": (
        "a: !Ref {b: 1}\n",
        [
            "apis.yaml:1:4: got the tag !Ref. For a text, use quotes. Allowed: values without tags. [yaml-feature]",
        ],
    ),
    "a template": (
        "name: {{ name }}\n",
        [
            (
                "apis.yaml:1:8: got a mapping or a list as a key. Render a template before it is read, or write "
                "{{...}} with quotes. Allowed: a text as a key. [yaml-feature]"
            )
        ],
    ),
    "YAML 1.1": (
        "%YAML 1.1\n---\na: on\n",
        ["apis.yaml:1:1: got YAML 1.1. Remove the line %YAML. Allowed: YAML 1.2. [yaml-feature]"],
    ),
    "a tab": (
        "a:\n\tb: 1\n",
        [
            (
                "apis.yaml:2:1: while scanning for the next token, found character that cannot start any token. Indent "
                "with spaces, because YAML allows no tabs there. Allowed: YAML 1.2. [yaml-syntax]"
            )
        ],
    ),
    "a colon in a value": (
        "a: b: c\n",
        [
            (
                "apis.yaml:1:5: mapping values are not allowed in this context. If the value has a colon and a space, "
                "write it with quotes. Otherwise indent the key as those beside it. Allowed: YAML 1.2. [yaml-syntax]"
            )
        ],
    ),
    "a host that begins with an asterisk": (
        "a: [*.example.com]\n",
        [
            (
                "apis.yaml:1:6: while scanning an alias, did not find expected alphabetic or numeric character. Write "
                "a value that begins with * or & with quotes. Allowed: YAML 1.2. [yaml-syntax]"
            )
        ],
    ),
    "a list that doesn't end": (
        "a: [1, 2\n",
        [
            (
                "apis.yaml:2:1: while parsing a flow sequence, did not find expected ',' or ']'. Allowed: YAML 1.2. "
                "[yaml-syntax]"
            )
        ],
    ),
    "a control character": (
        "a: 1\nb: \x07\n",
        [
            (
                'apis.yaml:2:4: the file has the character \\u0007. Write "\\u0007" with double quotes, or remove it. '
                "Allowed: characters that can be printed, and line ends. [yaml-syntax]"
            )
        ],
    ),
    "a line separator, which YAML 1.1 takes for a line end": (
        "a: x\u2028y\n",
        [
            (
                'apis.yaml:1:5: the file has the character \\u2028. Write "\\u2028" with double quotes, or remove it. '
                "Allowed: characters that can be printed, and line ends. [yaml-syntax]"
            )
        ],
    ),
}


@pytest.mark.parametrize(("text", "problems"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused(text: str, problems: list[str]) -> None:
    """Each problem has its place, and its document isn't read."""
    assert refused(text) == problems
    assert read_yaml(text, "apis.yaml").documents == []


def test_a_syntax_error_ends_the_file() -> None:
    """Documents before it are read, and their problems are reported, too."""
    read = read_yaml("a: 1\n---\nb: 1\nb: 2\n---\nc: 1\nc: [\n", "apis.yaml")
    assert [document.data for document in read.documents] == [{"a": 1}]
    assert [(problem.code, str(problem.source)) for problem in read.problems] == [
        ("yaml-feature", "apis.yaml:4:1"),
        ("yaml-feature", "apis.yaml:7:1"),
        ("yaml-syntax", "apis.yaml:8:1"),
    ]


def test_values_within_values_end_somewhere() -> None:
    """Neither a deep value nor one without an end is more than one problem."""
    (deep,) = refused("[" * 900)
    assert deep == (
        "apis.yaml:1:51: got more than 50 levels of values within values. Allowed: 50 levels. [yaml-feature]"
    )
    for many in ("[", "{a: ", "- ", "? "):
        assert len(refused(many * 100_000)) == 1


def test_aliases_of_aliases_make_no_large_value() -> None:
    """A billion laughs are problems, and no value."""
    lines = ["a0: &a0 [lol, lol]", *(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 40))]
    read = read_yaml("\n".join(lines), "apis.yaml")
    assert read.documents == []
    assert {problem.code for problem in read.problems} == {"yaml-feature"}
