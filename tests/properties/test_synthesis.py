"""What holds for every valid mesh."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Mapping, Sequence
from fnmatch import fnmatch
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from llm_api_mesh import LlmApiMesh, MeshApp
from llm_api_mesh.inspection.charts import inspect
from llm_api_mesh.inspection.shortcut import may_have_problems
from llm_api_mesh.releases import NEWEST
from llm_api_mesh.spec.base import Spec
from support import documents, strategies
from support.strategies import Keywords

from hypothesis import given, settings
from hypothesis import strategies as st

# The order of these is what they say.
ORDERED = frozenset({"backends", "failover_priority"})

RENDER = """
import pickle, sys
from llm_api_mesh import LlmApiMesh, MeshApp
app = MeshApp(outdir=sys.argv[2])
for name, keywords in pickle.load(open(sys.argv[1], "rb")).items():
    LlmApiMesh(app, name, **keywords)
app.synth()
"""


def synthesize(meshes: dict[str, Keywords]) -> dict[str, bytes]:
    with TemporaryDirectory() as folder:
        app = MeshApp(outdir=folder)
        for name, keywords in meshes.items():
            LlmApiMesh(app, name, **keywords)
        app.synth()
        return {path.name: path.read_bytes() for path in Path(folder).iterdir()}


@given(strategies.apps())
@settings(max_examples=60)
def test_a_valid_mesh_gives_valid_yaml(meshes: dict[str, Keywords]) -> None:
    """Every file is valid against the CRDs of its Istio release and in the order of the waves, and all files agree."""
    files = synthesize(meshes)

    assert sorted(files) == sorted(f"{name}.k8s.yaml" for name in meshes)
    everything = []
    for name, keywords in meshes.items():
        written = documents.load(files[f"{name}.k8s.yaml"].decode())
        documents.assert_in_order(written)
        for document in written:
            documents.assert_schema_valid(document, keywords.get("istio", NEWEST))
        everything += written
    documents.assert_sound(everything)


@given(strategies.apps())
@settings(max_examples=40)
def test_the_inspection_finds_nothing_in_an_unchanged_api(meshes: dict[str, Keywords]) -> None:
    """Every field that resource modules write has its effect. The shortcut sees from the YAML that nothing changed."""
    with TemporaryDirectory() as folder:
        app = MeshApp(outdir=folder)
        built = {name: LlmApiMesh(app, name, **keywords) for name, keywords in meshes.items()}
        app.synth()
        texts = {name: Path(folder, f"{name}.k8s.yaml").read_text() for name in meshes}
        declared = set(app.node.find_all())
    for name, mesh in built.items():
        assert not inspect([mesh], {mesh: mesh.plan})
        assert not may_have_problems(mesh, mesh.spec.istio, texts[name], declared)


@given(strategies.apps(most=2))
@settings(max_examples=40)
def test_every_object_is_claimed(meshes: dict[str, Keywords]) -> None:
    """What a mesh writes, no other mesh may write: each object is among those that it takes for itself."""
    app = MeshApp()
    for name, keywords in meshes.items():
        mesh = LlmApiMesh(app, name, **keywords)
        claimed = [owned.key for owned in mesh.plan.owned_objects]
        for document in mesh.to_json():
            found = document["kind"], document["metadata"]["namespace"], document["metadata"]["name"]
            assert any(claim[:2] == found[:2] and fnmatch(found[2], claim[2]) for claim in claimed), found


@given(strategies.apps(), st.randoms(use_true_random=False))
@settings(max_examples=40)
def test_order_of_declaration_changes_nothing(meshes: dict[str, Keywords], random: Random) -> None:
    """Meshes, and whatever stands in them, may be declared in any order, but for what is an order itself."""
    order = list(meshes)
    random.shuffle(order)

    again = {name: redeclared(meshes[name], random) for name in order}

    assert synthesize(again) == synthesize(meshes)


def redeclared(value: Any, random: Random) -> Any:
    """The same, with all that it is made of in another order."""
    if isinstance(value, Spec):
        given = {name: getattr(value, name) for name in sorted(value.model_fields_set)}
        kept = {name: redeclared_items(given.pop(name), random) for name in sorted(ORDERED & given.keys())}
        return type(value)(**redeclared(given, random), **kept)
    if isinstance(value, Mapping):
        items = [(key, redeclared(item, random)) for key, item in value.items()]
        random.shuffle(items)
        return dict(items)
    if isinstance(value, list | tuple):
        several = redeclared_items(value, random)
        random.shuffle(several)
        return several
    return value


def redeclared_items(value: Sequence[Any], random: Random) -> list[Any]:
    """The same items in the same order, each declared in another one."""
    return [redeclared(item, random) for item in value]


@given(strategies.apps(most=3), strategies.meshes("zz-newcomer"))
@settings(max_examples=30)
def test_another_mesh_changes_no_file(meshes: dict[str, Keywords], newcomer: Keywords) -> None:
    """Adding a mesh adds its file and touches nothing else."""
    before = synthesize(meshes)
    after = synthesize({"zz-newcomer": newcomer, **meshes})

    assert {name: after[name] for name in before} == before
    assert set(after) - set(before) == {"zz-newcomer.k8s.yaml"}


@given(strategies.apps(most=6))
@settings(max_examples=4)
def test_hash_seed_changes_nothing(meshes: dict[str, Keywords]) -> None:
    """Two processes with different hash seeds, the second told the meshes backwards, write the same bytes."""
    written = []
    for seed, order in (("1", list(meshes)), ("4242", list(meshes)[::-1])):
        with TemporaryDirectory() as folder:
            pickled = Path(folder, "meshes")
            pickled.write_bytes(pickle.dumps({name: meshes[name] for name in order}))
            subprocess.run(
                [sys.executable, "-c", RENDER, pickled, Path(folder, "dist")],
                env={**os.environ, "PYTHONHASHSEED": seed},
                check=True,
            )
            written.append({path.name: path.read_bytes() for path in Path(folder, "dist").iterdir()})

    assert written[0] == written[1]
