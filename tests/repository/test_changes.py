"""The changes with which tests in the lab change every option of an API and of a gateway."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from llm_api_mesh import LlmGatewayRef, MeshApp
from llm_api_mesh.spec.llm_gateway import LlmGatewaySpec
from support.changes import changed, declare, kinds, options
from support.gateway_changes import ANOTHER, BESIDE, DEPLOYING, DRAINING, QUIET, changes

REF = LlmGatewayRef(namespace="llm-gateway", name="llm")


def test_every_option_changes(tmp_path: Path) -> None:
    """Each option of an API, and each type of a value, differs between two states of some API.

    If this fails, give an API in `tests/support/changes.py` a state in which the new option differs.
    """
    found = set()
    for kind, states in kinds(REF).items():
        specs = [
            declare(MeshApp(outdir=tmp_path / f"{kind}-{place}"), state).plan.spec for place, state in enumerate(states)
        ]
        for before, after in pairwise(specs):
            found |= changed(before, after)
    assert options() - found == set()


def test_every_option_of_a_gateway_changes() -> None:
    """Each option either ends streams or doesn't, and a test in the lab changes it.

    Those that only add files for another program leave the gateway's own as they are.
    """
    assert sorted([*QUIET, *DRAINING, *DEPLOYING, *BESIDE, *ANOTHER]) == sorted(LlmGatewaySpec.model_fields)
    assert changes({"ai": [], "bi": []}).keys() == {*QUIET, *DRAINING, *DEPLOYING}
