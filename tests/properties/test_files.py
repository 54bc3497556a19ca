"""Any valid API and any valid LLM gateway as a YAML file: the same specification and the same bytes as in a program."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from llm_api_mesh import (
    ALL_CALLERS,
    ALL_PATHS,
    ALL_POOL_USERS,
    ANY_AUDIENCE,
    OPENAI_PATHS,
    LlmApiMesh,
    LlmGateway,
    MeshApp,
    MeshError,
    add_files,
)
from llm_api_mesh.files.yaml_reader import read_yaml
from llm_api_mesh.reading.file_schema import file_schema
from llm_api_mesh.reading.plain import plain
from support import strategies
from support.golden import below_headers, read
from support.programs import EXAMPLES
from support.strategies import Keywords
from support.yaml_text import block, in_json

VALIDATOR = Draft202012Validator(file_schema())
WORDS = st.sampled_from(
    ["", "~", "null", "true", "on", "no", "1", "1e3", ".inf", "0x1F", "1.30", "<<", "=", "- a", "a: b"]
)
TEXTS = st.text(max_size=8) | WORDS
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=12,
)


@given(VALUES, st.sampled_from([block, in_json]))
@settings(max_examples=300)
def test_any_plain_data_reads_back_from_yaml(value: Any, write: Any) -> None:
    """Values of any type read back, in block style with few quotes and as JSON, and none is taken for another."""
    text = write({"value": value})
    found = read_yaml(text, "apis.yaml")
    assert found.problems == [], text
    assert [document.data for document in found.documents] == [{"value": value}]
    assert repr(found.documents[0].data) == repr({"value": value})


TEXT_OF_A_FILE = EXAMPLES["failover"].with_name("apis.yaml").read_text()
PIECES = st.sampled_from(
    [
        *("", " ", "  ", "\n", "\t", "- ", ": ", ":", "{", "}", "[", "]", ",", "#", "'", '"', "? ", "| ", "%", "@"),
        *("&a ", "*a", "!!str ", "---\n", "<<: ", "kind: ", "null", "on", "1e3", ".nan", "x"),
        *("\x00", "\u2028", "\ufeff", "\ud7ff"),
    ]
)


@given(st.text() | st.text(st.sampled_from("-:{}[],#'\"&*!|>?%@ \n\tab1"), max_size=40))
@settings(max_examples=500)
def test_any_text_is_read_or_refused(text: str) -> None:
    """No text makes the reader fail, and each problem is somewhere in the text."""
    for problem in read_yaml(text, "apis.yaml").problems:
        assert problem.source
        assert 1 <= problem.source.line <= text.count("\n") + text.count("\r") + 1


@given(st.integers(0, len(TEXT_OF_A_FILE)), st.integers(0, 12), PIECES)
@settings(max_examples=150)
def test_any_slip_in_a_file_is_read_or_refused(place: int, length: int, piece: str) -> None:
    """A file with a piece removed, replaced or added is what it says, or all of its problems have a place in it."""
    text = TEXT_OF_A_FILE[:place] + piece + TEXT_OF_A_FILE[place + length :]
    with TemporaryDirectory() as folder:
        file = Path(folder, "apis.yaml")
        file.write_text(text, encoding="utf-8", newline="")
        app = MeshApp(outdir=Path(folder, "dist"))
        add_files(app, file)
        try:
            app.synth_yaml()
        except MeshError as error:
            for problem in error.problems:
                assert problem.source, problem
                assert problem.source.file == file.as_posix()


NAMED: dict[str, dict[str, Any]] = {
    "audiences": {"ANY_AUDIENCE": ANY_AUDIENCE},
    "callers": {"ALL_CALLERS": ALL_CALLERS},
    "pool_users": {"ALL_POOL_USERS": ALL_POOL_USERS},
    "paths": {"ALL_PATHS": ALL_PATHS, "OPENAI_PATHS": OPENAI_PATHS},
}


def by_name(value: Any, key: str = "") -> Any:
    """Plain data in which each list or mapping that has a name stands by it."""
    if name := next((name for name, one in NAMED.get(key, {}).items() if value == plain(one)), ""):
        return name
    if isinstance(value, dict):
        return {field: by_name(one, field) for field, one in value.items()}
    return [by_name(one) for one in value] if isinstance(value, list) else value


def in_both_ways(construct: type[LlmApiMesh | LlmGateway], name: str, keywords: Keywords, write: Any) -> None:
    """Declare a construct in a program and in a file, and compare the specifications and the bytes.

    The file has the names of lists and mappings, and `test_plain_data.py` has the values themselves.
    """
    document = {"apiVersion": "llm-api-mesh/v1", "kind": construct.__name__, "name": name, **by_name(plain(keywords))}
    assert [error.message for error in VALIDATOR.iter_errors(document)] == []
    with TemporaryDirectory() as folder:
        program = MeshApp(outdir=Path(folder, "program"))
        declared = construct(program, name, **keywords)
        program.synth()
        file = Path(folder, "apis.yaml")
        file.write_text(write(document), encoding="utf-8")
        app = MeshApp(outdir=Path(folder, "files"))
        add_files(app, file)
        app.synth()
        (chart,) = (one for one in app.charts if isinstance(one, construct))
        assert chart.spec == declared.spec
        files, programs = read(Path(folder, "files")), read(Path(folder, "program"))
        assert below_headers(files) == below_headers(programs)


@given(strategies.apis(), st.sampled_from([block, in_json]))
@settings(max_examples=60)
def test_a_valid_api_in_a_file(keywords: Keywords, write: Any) -> None:
    """The JSON Schema takes it, its specification is equal, and so are the bytes of all files that are written."""
    in_both_ways(LlmApiMesh, "chat", keywords, write)


@given(strategies.llm_gateways(), st.sampled_from([block, in_json]))
@settings(max_examples=40)
def test_a_valid_gateway_in_a_file(keywords: Keywords, write: Any) -> None:
    """The same holds for LLM gateways."""
    in_both_ways(LlmGateway, "llm", keywords, write)
