"""A document: its version, its kind, its name, and where its problems are."""

from __future__ import annotations

import pytest

from llm_api_mesh import Problem
from llm_api_mesh.errors import Code
from llm_api_mesh.files.document import Document
from llm_api_mesh.files.yaml_reader import read_yaml

RIGHT = """\
apiVersion: llm-api-mesh/v1
kind: LlmApiMesh
name: chat
namespace: ai
budget: {quick: 1e3, generation: null}
argo_cd:
"""


def document(text: str) -> Document:
    (root,) = read_yaml(text, "apis/chat.yaml").documents
    return Document("apis/chat.yaml", root)


def test_a_document_is_a_construct() -> None:
    """It has the construct's kind, name and keywords."""
    right = document(RIGHT)
    assert right.problems == ()
    assert right.is_readable
    assert (right.kind, right.name) == ("LlmApiMesh", "chat")
    assert right.fields == {"namespace": "ai", "budget": {"quick": 1000.0, "generation": None}, "argo_cd": None}


KINDS = 'Allowed: "LlmApiMesh", "LlmGateway", "Environment", "LlmApiMeshOverlay" or "LlmGatewayOverlay". [field-{}]'
VERSION = 'Allowed: "llm-api-mesh/v1". [api-version]'
MOVE = "Name the folder that has APIs only, or move objects of other kinds out of this one."
WRONG: dict[str, tuple[str, str, list[str], bool]] = {
    "no version": (
        "apiVersion: llm-api-mesh/v1\n",
        "",
        [f'1:1: apiVersion: missing. Add "apiVersion": "llm-api-mesh/v1". {VERSION}'],
        True,
    ),
    "a later version": (
        "mesh/v1",
        "mesh/v2",
        [
            (
                '1:13: apiVersion: got "llm-api-mesh/v2". Use a release of llm-api-mesh that has this version of the '
                f"format. {VERSION}"
            )
        ],
        False,
    ),
    "another object, whose kind and name aren't judged": (
        RIGHT,
        "apiVersion: v1\nkind: Service\nmetadata: {name: chat}\n",
        [f'1:13: apiVersion: got "v1". {MOVE} {VERSION}'],
        False,
    ),
    "a version that is a number, of a kind of ours": (
        "llm-api-mesh/v1",
        "1.0",
        [f'1:13: apiVersion: got 1.0. Write "llm-api-mesh/v1". {VERSION}'],
        False,
    ),
    "no kind": ("kind: LlmApiMesh\n", "", [f"1:1: kind: missing. {KINDS.format('required')}"], False),
    "a kind with a typing error": (
        "LlmApiMesh",
        "LlmApiMash",
        [f'2:7: kind: got "LlmApiMash". Write "LlmApiMesh". {KINDS.format("invalid")}'],
        False,
    ),
    "a kind that is a list": (
        "kind: LlmApiMesh",
        "kind: [LlmApiMesh]",
        [f'2:1: kind: got ["LlmApiMesh"]. Write "LlmApiMesh". {KINDS.format("invalid")}'],
        False,
    ),
    "no name": (
        "name: chat\n",
        "",
        ['1:1: name: missing. Add "name": ... Allowed: a string. [field-required]'],
        True,
    ),
    "neither version nor name": (
        "apiVersion: llm-api-mesh/v1\nkind: LlmApiMesh\nname: chat",
        "kind: LlmApiMesh",
        [
            f'1:1: apiVersion: missing. Add "apiVersion": "llm-api-mesh/v1". {VERSION}',
            '1:1: name: missing. Add "name": ... Allowed: a string. [field-required]',
        ],
        True,
    ),
    "a list": (
        RIGHT,
        "[1]",
        [
            (
                "1:1: got [1]. Allowed: a mapping with apiVersion, kind, name and the fields of LlmApiMesh or "
                "LlmGateway. [type-wrong]"
            )
        ],
        False,
    ),
}


@pytest.mark.parametrize(("old", "new", "problems", "readable"), WRONG.values(), ids=WRONG)
def test_a_wrong_head(old: str, new: str, problems: list[str], readable: bool) -> None:
    """Version, kind and name are judged first. Fields are only read if the first two are known."""
    wrong = document(RIGHT.replace(old, new, 1))
    assert [str(problem) for problem in wrong.problems] == [f"apis/chat.yaml:{text}" for text in problems]
    assert wrong.is_readable is readable


@pytest.mark.parametrize(
    ("path", "code", "place"),
    [
        ("namespace", "name-invalid", "4:12"),
        ("namespace", "field-unknown", "4:1"),
        ("budget", "budget-conflict", "5:1"),
        ("budget.first_token", "field-required", "5:1"),
        ("hosts", "field-required", "1:1"),
    ],
)
def test_a_problem_gets_its_place(path: str, code: Code, place: str) -> None:
    """It is that of the value, of the field, or of the mapping without the field."""
    located = document(RIGHT).located(Problem(path, code, "given", "allowed", api="chat"))
    assert str(located.source) == f"apis/chat.yaml:{place}"
    assert located.api == "chat"


@pytest.mark.parametrize(
    ("problem", "given", "fix"),
    [
        (
            Problem("budget.quick", "type-wrong", "1000.0", "a string", 'Write "1000.0".'),
            "1e3",
            'Write "1e3" with quotes.',
        ),
        (Problem("budget.quick", "type-wrong", "1000.0", "text"), "1e3", ""),
        (Problem("budget.generation", "type-wrong", "None", "a string"), "null", 'Write "null" with quotes.'),
        (Problem("argo_cd", "type-wrong", "None", "True or False"), "null", ""),
        (Problem("budget.quick", "field-invalid", "too much", "less", "Write 1."), "too much", "Write 1."),
    ],
)
def test_a_value_is_shown_as_the_file_has_it(problem: Problem, given: str, fix: str) -> None:
    """A number or nothing is shown in YAML's words, and as a text if a text is needed."""
    located = document(RIGHT).located(problem)
    assert (located.given, located.fix) == (given, fix)


@pytest.mark.parametrize(
    ("allowed", "shown"),
    [
        ("True or False", "true or false"),
        ('a duration such as "20s", or a timedelta', 'a duration such as "20s"'),
        ("a string", "a string"),
    ],
)
def test_what_is_allowed_is_in_yaml_s_words(allowed: str, shown: str) -> None:
    """No message about a file names a type that only Python has."""
    assert document(RIGHT).located(Problem("argo_cd", "type-wrong", "1", allowed)).allowed == shown


def test_a_problem_of_a_document_without_a_name_is_one_of_the_file() -> None:
    """The file stands in place of the name."""
    nameless = document(RIGHT.replace("name: chat", "name: null"))
    assert nameless.located(Problem("name", "type-wrong", "None", "a string", api="None")).api == "apis/chat.yaml"


def test_an_overlay_is_no_construct() -> None:
    """Its name is one of its fields, and what is wrong with these is left to their reader."""
    overlay = document("apiVersion: llm-api-mesh/v1\nkind: LlmApiMeshOverlay\nname: chat\nenvironments: dev\n")
    assert not overlay.is_construct
    assert overlay.problems == ()
    assert overlay.fields == {"name": "chat", "environments": "dev"}


@pytest.mark.parametrize(
    ("environments", "said"),
    [
        ("dev", '7:15: environments: got "dev". Write ["dev"].'),
        ("[]", "7:1: environments: got []. For all environments, remove it."),
        ("[dev, 1]", '7:21: environments[1]: got 1. Write "1" with quotes.'),
        ("null", "7:15: environments: got null. For all environments, remove it."),
    ],
)
def test_wrong_environments(environments: str, said: str) -> None:
    """The environments of an API are a list of texts."""
    (problem,) = document(f"{RIGHT}environments: {environments}\n").problems
    assert str(problem).startswith(f"apis/chat.yaml:{said}")


def test_the_environments_of_an_api() -> None:
    """They are none of its fields."""
    found = document(f"{RIGHT}environments: [dev]\n")
    assert found.environments == ["dev"]
    assert "environments" not in found.fields
    assert document(RIGHT).environments is None
