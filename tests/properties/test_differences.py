"""What holds for the traffic of all valid apps, and for the differences between any two of them."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings

from llm_api_mesh import LlmApiMesh, LlmGatewayRef, MeshApp
from llm_api_mesh.access_tables.manifests import Manifests
from llm_api_mesh.access_tables.reading import read_objects
from llm_api_mesh.differences.report import compare
from llm_api_mesh.graphs.drawing import GRAPH_FORMATS, drawn
from llm_api_mesh.traffic.model import Traffic
from llm_api_mesh.traffic.reading import read_traffic
from support import strategies
from support.changes import declare, kinds
from support.strategies import Keywords

REF = LlmGatewayRef(namespace="llm-gateway", name="llm")


def write(apis: dict[str, Keywords], folder: Path) -> Path:
    """Write the YAML of APIs into a folder."""
    app = MeshApp(outdir=folder)
    for name, keywords in apis.items():
        LlmApiMesh(app, name, **keywords)
    app.synth()
    return folder


def traffic_in(folder: Path) -> Traffic:
    """The traffic of a folder."""
    return read_traffic(Manifests.of(read_objects(folder)))


def assert_read(found: Traffic) -> None:
    """Check that every route is read, and that each request ends somewhere."""
    for entry in found.entries:
        for rule in entry.rules:
            assert rule.requests
            assert rule.splits
            for split in rule.splits:
                assert sum(share.percent for share in split.shares) == pytest.approx(100, abs=0.1)
                assert [share for share in split.shares if share.target.kind == "not read"] == []


@given(strategies.apps())
@settings(max_examples=30)
def test_the_traffic_of_a_valid_app(apis: dict[str, Keywords]) -> None:
    """All of it is read, drawn in each format, and the same folder has no differences."""
    with TemporaryDirectory() as folder:
        write(apis, Path(folder))
        found = traffic_in(Path(folder))
        assert_read(found)
        assert all(drawn(found, form, "Title") for form in GRAPH_FORMATS)
        same = compare(Path(folder), Path(folder))
        assert (same.is_empty, same.traffic, same.access, same.not_in_words) == (True, (), (), ())


@given(strategies.apps(most=2), strategies.apps(most=2))
@settings(max_examples=20)
def test_the_other_way_round(old: dict[str, Keywords], new: dict[str, Keywords]) -> None:
    """What is added there is removed here, object by object and sentence by sentence."""
    with TemporaryDirectory() as folder:
        before, after = write(old, Path(folder, "old")), write(new, Path(folder, "new"))
        there, back = compare(before, after), compare(after, before)
    opposite = {"added": "removed", "removed": "added", "changed": "changed"}
    assert {(one.ref, one.kind) for one in there.objects} == {(one.ref, opposite[one.kind]) for one in back.objects}
    said = {(one.request, one.topic, one.subject, one.old, one.new) for one in (*there.traffic, *there.access)}
    assert said == {(one.request, one.topic, one.subject, one.new, one.old) for one in (*back.traffic, *back.access)}
    assert (there.introduced, there.fixed, set(there.not_in_words)) == (
        *(back.fixed, back.introduced, set(back.not_in_words)),
    )


TOLD = {"DestinationRule", "Gateway", "Service", "ServiceEntry", "VirtualService"}
"""Kinds of objects of an API whose changes are said in words. In the mesh, a route may change in its name alone."""


@pytest.mark.parametrize("kind", kinds(REF))
def test_every_option_of_an_api_has_words(kind: str, tmp_path: Path) -> None:
    """Each change of an option that changes a route or a Gateway is said in words, and all of it is read."""
    folders = []
    for place, state in enumerate(kinds(REF)[kind]):
        if "cluster_domain" in state:  # another ending of the same names
            continue
        app = MeshApp(outdir=tmp_path / str(place))
        declare(app, state)
        app.synth()
        folders.append(tmp_path / str(place))
        assert_read(traffic_in(folders[-1]))
    for before, after in pairwise(folders):
        found = compare(before, after)
        silent = [one for one in found.not_in_words if one.partition(" ")[0] in TOLD and not one.endswith("-in-mesh")]
        assert silent == [], (before, after)
