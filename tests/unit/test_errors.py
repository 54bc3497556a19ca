"""The error with all problems, and values as text."""

from __future__ import annotations

import pickle

import cdk8s
import pytest

from llm_api_mesh import Match, MeshError, Problem, Source, Version
from llm_api_mesh.errors import listed, on_one_line, show
from support.apps import Refusal, api
from support.specs import pool


def test_error_is_an_exception_and_an_exit() -> None:
    """`except Exception` catches it; an uncaught error ends the program with status 1 and its text."""
    with pytest.raises(Exception, match="hosts") as caught:
        api(cdk8s.App(), hosts=[])
    assert isinstance(caught.value, SystemExit)
    assert caught.value.code == str(caught.value)


def test_error_survives_a_process_boundary() -> None:
    """An error survives pickling, with its problems."""
    with pytest.raises(MeshError) as caught:
        api(cdk8s.App(), hosts=[])
    again = pickle.loads(pickle.dumps(caught.value))  # noqa: S301
    assert again.problems == caught.value.problems


PROBLEMS = [
    Problem("b", "field-unknown", "b", "a", api="chat", source=Source("apis/chat.yaml", 12, 3)),
    Problem("c", "field-unknown", "c", "a", api="chat", source=Source("apis/chat.yaml", 5, 3)),
    Problem("", "yaml-syntax", "no YAML", "YAML 1.2", api="apis/a.yaml", source=Source("apis/a.yaml", 1, 1)),
    Problem("d", "type-wrong", "1", "a string", api="chat"),
]


def test_a_problem_in_a_file_begins_with_its_place() -> None:
    """Problems in files are ordered by line, and behind those of programs. A problem of a whole file has no field."""
    error = MeshError(PROBLEMS, "dist")
    assert str(error) == (
        "apis/a.yaml: 1 problem, nothing was written to dist\n"
        "  apis/a.yaml:1:1: no YAML. Allowed: YAML 1.2. [yaml-syntax]\n"
        "chat: 3 problems, nothing was written to dist\n"
        "  d: got 1. Allowed: a string. [type-wrong]\n"
        "  apis/chat.yaml:5:3: c: unknown field c. Allowed: a. [field-unknown]\n"
        "  apis/chat.yaml:12:3: b: unknown field b. Allowed: a. [field-unknown]"
    )
    again = pickle.loads(pickle.dumps(error))  # noqa: S301
    assert [problem.source for problem in again.problems] == [problem.source for problem in error.problems]


@pytest.mark.parametrize(
    ("items", "text"), [([], ""), (["a"], "a"), (["a", "b"], "a or b"), (["a", "b", "c"], "a, b or c")]
)
def test_a_list_reads_like_a_sentence(items: list[str], text: str) -> None:
    """The last two items are joined by a word."""
    assert listed(items) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\nb", r"a\nb"),
        ("\x1b[2K", r"\x1b[2K"),
        ("a\u2028b", r"a\u2028b"),
        ("\ud800", r"\ud800"),
        ("\u202e", r"\u202e"),
        ("ü", "ü"),
    ],
)
def test_a_message_has_one_line(text: str, shown: str) -> None:
    """No text of a user breaks a line or commands the terminal that shows the message."""
    assert on_one_line(text) == shown


def test_a_name_breaks_no_line(refusal: Refusal) -> None:
    """Names of mappings and of parts, which stand in the path of a problem, are on its line as well."""
    for changes in (
        {"backend": pool(selector={"a\nb": "c"})},
        {"backend": pool(versions=[Version(name="v\x1b[2K")])},
        {"match": Match(headers={"x-a": "b\r\nc"})},
        {"un\nknown": 1},
    ):
        (problem,) = refusal(**changes)
        assert problem.isprintable()


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ('say "hi"', r'"say \"hi\""'),
        ("ü", '"ü"'),
        (int, "int"),
        ("a" * 200, f'"{"a" * 99}...'),
    ],
)
def test_a_value_is_shown_as_source(value: object, text: str) -> None:
    """A value is written on one line, as a user could have written it, and cut if it is long."""
    assert show(value) == text
