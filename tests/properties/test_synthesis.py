"""What holds for all valid apps."""

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

from hypothesis import given, settings
from hypothesis import strategies as st

from llm_api_mesh import LlmApiMesh, MeshApp, ServiceRef
from llm_api_mesh.inspection.charts import inspect
from llm_api_mesh.inspection.shortcut import may_have_problems
from llm_api_mesh.releases import NEWEST
from llm_api_mesh.spec.base import Spec
from support import documents, strategies
from support.strategies import Keywords

# Fields whose order has a meaning.
ORDERED = frozenset({"backends", "failover_priority", "keys"})

RENDER = """
import pickle, sys
from pathlib import Path
from llm_api_mesh import LlmApiMesh, MeshApp
for number, apis in enumerate(pickle.loads(Path(sys.argv[1]).read_bytes())):
    app = MeshApp(outdir=Path(sys.argv[2], str(number)))
    for name, keywords in apis.items():
        LlmApiMesh(app, name, **keywords)
    app.synth()
"""


def synthesize(apis: dict[str, Keywords]) -> dict[str, bytes]:
    with TemporaryDirectory() as folder:
        app = MeshApp(outdir=folder)
        for name, keywords in apis.items():
            LlmApiMesh(app, name, **keywords)
        app.synth()
        return {path.name: path.read_bytes() for path in Path(folder).iterdir()}


@given(strategies.apps())
@settings(max_examples=60)
def test_what_a_valid_app_writes(apis: dict[str, Keywords]) -> None:
    """Every file is valid for its Istio release and in the order of the waves, and all files agree with each other.

    The inspection finds no problem, as every field that is written has its effect. Its shortcut sees from the YAML
    that nothing has changed.
    Each object is among those that the API claims, so that no other API may write it.
    """
    with TemporaryDirectory() as folder:
        app = MeshApp(outdir=folder)
        built = {name: LlmApiMesh(app, name, **keywords) for name, keywords in apis.items()}
        app.synth()
        texts = {path.name: path.read_text() for path in Path(folder).iterdir()}
        declared = set(app.node.find_all())  # Node.js has all objects now
        app.synth()
        assert {path.name: path.read_text() for path in Path(folder).iterdir()} == texts

    at_gateways = {
        name: f"{name}-at-gateway.k8s.yaml" for name, api in built.items() if api.at_gateway not in {api, None}
    }
    assert sorted(texts) == sorted([*(f"{name}.k8s.yaml" for name in apis), *at_gateways.values()])
    everything = []
    for name, api in built.items():
        text = texts[f"{name}.k8s.yaml"]
        written = documents.load(text)
        documents.assert_in_order(written)
        if name in at_gateways:
            beside = documents.load(texts[at_gateways[name]])
            assert {one["metadata"]["namespace"] for one in written} == {api.spec.namespace}
            assert {(one["kind"], one["metadata"]["namespace"]) for one in beside} == {("EnvoyFilter", "llm-gateway")}
            written = [*beside, *written]
        for document in written:
            documents.assert_schema_valid(document, apis[name].get("istio", NEWEST))
        everything += written
        assert not inspect({api: None, api.at_gateway or api: None}, {api: api.plan})
        assert not may_have_problems(api, api.spec.istio, text, declared)
        assert_claimed(api, written)
    leaves = [leaf for api in built.values() for leaf in api.plan.leaf_targets]
    documents.assert_sound(everything, {leaf.host for leaf in leaves if isinstance(leaf.backend, ServiceRef)})


def assert_claimed(api: LlmApiMesh, written: list[documents.Document]) -> None:
    claims = [owned.key for owned in api.plan.owned_objects]
    for document in written:
        found = document["kind"], document["metadata"]["namespace"], document["metadata"]["name"]
        assert any(claim[:2] == found[:2] and fnmatch(found[2], claim[2]) for claim in claims), found


@given(strategies.apps(most=3), strategies.apis("zz-newcomer"), st.randoms(use_true_random=False))
@settings(max_examples=40)
def test_order_and_neighbours_change_nothing(apis: dict[str, Keywords], newcomer: Keywords, random: Random) -> None:
    """APIs, and all that they contain, may be declared in any order, except for lists whose order has a meaning.

    Another API adds its file and changes no other file.
    """
    before = synthesize(apis)
    order = list(apis)
    random.shuffle(order)
    again = {name: redeclared(apis[name], random) for name in order}

    after = synthesize({"zz-newcomer": newcomer, **again})

    assert {name: after[name] for name in before} == before
    assert set(after) - set(before) <= {"zz-newcomer.k8s.yaml", "zz-newcomer-at-gateway.k8s.yaml"}


def redeclared(value: Any, random: Random) -> Any:
    """Return an equal value whose parts are declared in another order."""
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
    """Return the same items in the same order, each declared in another order."""
    return [redeclared(item, random) for item in value]


@given(st.lists(strategies.apps(most=6), min_size=4, max_size=4))
@settings(max_examples=2)  # the first example is the simplest one
def test_hash_seed_changes_nothing(several: list[dict[str, Keywords]]) -> None:
    """Two processes with different hash seeds, of which one declares the APIs backwards, write the same bytes."""
    backwards = [{name: apis[name] for name in reversed(apis)} for apis in several]
    written = []
    for seed, declared in (("1", several), ("4242", backwards)):
        with TemporaryDirectory() as folder:
            pickled = Path(folder, "apis")
            pickled.write_bytes(pickle.dumps(declared))
            subprocess.run(
                [sys.executable, "-c", RENDER, pickled, Path(folder, "dist")],
                env={**os.environ, "PYTHONHASHSEED": seed},
                check=True,
            )
            files = sorted(Path(folder, "dist").rglob("*.yaml"))
            written.append({path.relative_to(folder): path.read_bytes() for path in files})

    names = [path for path in written[0] if "-at-gateway" not in path.name]
    assert len(names) == sum(map(len, several))
    assert written[0] == written[1]
