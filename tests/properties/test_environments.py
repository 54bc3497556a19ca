"""Any valid API and any valid LLM gateway become any other by an overlay, in a program as in files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from llm_api_mesh import (
    Environment,
    Environments,
    LlmApiMesh,
    LlmApiMeshOverlay,
    LlmGateway,
    LlmGatewayOverlay,
    MeshApp,
    add_files,
)
from llm_api_mesh.overlays.merging import merged
from llm_api_mesh.overlays.origins import GivenOverlay
from llm_api_mesh.reading.file_schema import file_schema
from llm_api_mesh.reading.plain import plain
from llm_api_mesh.spec.api import ApiSpec
from llm_api_mesh.spec.llm_gateway import LlmGatewaySpec
from support import strategies
from support.golden import below_headers, read
from support.overlays import overlay
from support.strategies import Keywords
from support.yaml_text import block, in_json

VALIDATOR = Draft202012Validator(file_schema())
VERSION = {"apiVersion": "llm-api-mesh/v1"}
OVERLAYS = {LlmApiMesh: LlmApiMeshOverlay, LlmGateway: LlmGatewayOverlay}


def by_an_overlay(
    construct: type[LlmApiMesh | LlmGateway], name: str, one: Keywords, other: Keywords, write: Any
) -> None:
    """Declare a construct with an overlay for a second environment, and compare it with the other one itself."""
    difference = overlay(plain(one), plain(other))
    kind = OVERLAYS[construct]
    documents: list[Mapping[str, Any]] = [
        {**VERSION, "kind": "Environment", "name": "first"},
        {**VERSION, "kind": "Environment", "name": "second"},
        {**VERSION, "kind": construct.__name__, "name": name, **plain(one)},
        {**VERSION, "kind": kind.__name__, "name": name, "environments": ["second"], **difference},
    ]
    for document in documents:
        assert [error.message for error in VALIDATOR.iter_errors(document)] == []
    with TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for environment, keywords in (("first", one), ("second", other)):
            app = MeshApp(outdir=folder / "alone" / environment)
            construct(app, name, **keywords)
            app.synth()
        file = folder / "apis.yaml"
        file.write_text("\n---\n".join(map(write, documents)), encoding="utf-8")
        in_files = Environments(outdir=folder / "files")
        add_files(in_files, file)
        in_program = Environments(
            Environment(name="first"),
            Environment(name="second"),
            overlays=[kind(name=name, environments=["second"], **difference)],
            outdir=folder / "program",
        )
        for app in in_program:
            construct(app, name, **one)
        for environments, way in ((in_files, "files"), (in_program, "program")):
            environments.synth()
            for environment in ("first", "second"):
                alone = below_headers(read(folder / "alone" / environment))
                assert below_headers(read(folder / way / environment)) == alone
        specs = [chart.spec for app in in_program for chart in app.charts if isinstance(chart, LlmApiMesh | LlmGateway)]
        assert (in_program.differences("first", "second") == "") == (specs[0] == specs[1])


def merged_as(
    spec: type[ApiSpec | LlmGatewaySpec],
    kind: type[LlmApiMeshOverlay | LlmGatewayOverlay],
    one: Keywords,
    other: Keywords,
) -> None:
    """Merge the overlay with objects and with plain data, and compare the specifications."""
    difference = overlay(plain(one), plain(other))
    document = {**VERSION, "kind": kind.__name__, "name": "chat", "environments": ["dev"], **difference}
    assert [error.message for error in VALIDATOR.iter_errors(document)] == []
    given_overlay = GivenOverlay(kind(name="chat", environments=["dev"], **difference))
    for options in (one, plain(one)):
        found = merged(spec, "chat", options, [given_overlay])
        assert found.problems == ()
        assert spec(**{"name": "chat", **found.options}) == spec(**{"name": "chat", **other})


@given(strategies.apis(), strategies.apis())
@settings(max_examples=150)
def test_the_specification_of_an_api_becomes_that_of_another(one: Keywords, other: Keywords) -> None:
    """The smallest overlay between two APIs is valid for the JSON Schema, and gives the other one."""
    merged_as(ApiSpec, LlmApiMeshOverlay, one, other)


@given(strategies.llm_gateways(), strategies.llm_gateways())
@settings(max_examples=100)
def test_the_specification_of_a_gateway_becomes_that_of_another(one: Keywords, other: Keywords) -> None:
    """The same holds for LLM gateways."""
    merged_as(LlmGatewaySpec, LlmGatewayOverlay, one, other)


@given(strategies.apis(), strategies.apis(), st.sampled_from([block, in_json]))
@settings(max_examples=15)
def test_an_api_becomes_another(one: Keywords, other: Keywords, write: Any) -> None:
    """The JSON Schema takes the overlay, and the bytes are those of the other API; the first environment keeps its."""
    by_an_overlay(LlmApiMesh, "chat", one, other, write)


@given(strategies.llm_gateways(), strategies.llm_gateways(), st.sampled_from([block, in_json]))
@settings(max_examples=10)
def test_a_gateway_becomes_another(one: Keywords, other: Keywords, write: Any) -> None:
    """The same holds for LLM gateways."""
    by_an_overlay(LlmGateway, "llm", one, other, write)
