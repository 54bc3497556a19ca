"""The API server admits what the construct emits, by the real definitions and their CEL rules."""

from __future__ import annotations

from pathlib import Path

from e2e.folders import BROKEN, MESH
from lab.admission import ClusterLab
from lab.environment import Lab
from lab.errors import RefusedError
from programs import EXAMPLES, OLDER_RELEASE, run_program

import pytest


@pytest.mark.parametrize("name", [name for name in EXAMPLES if name != OLDER_RELEASE])
def test_an_example_is_admitted_and_accepted(lab: Lab, tmp_path: Path, name: str) -> None:
    """The API server admits an example, a second time without a change, and no proxy rejects it."""
    folder = run_program(EXAMPLES[name], tmp_path)
    versions = [[item["metadata"]["resourceVersion"] for item in lab.apply(folder)] for _ in range(2)]
    assert versions[0] == versions[1]
    lab.assert_nothing_rejected()
    lab.delete(folder)


def test_applying_twice_changes_nothing(lab: Lab) -> None:
    """The second ``kubectl apply --server-side`` of the folder leaves every version as it is."""
    first = lab.apply(MESH)
    second = lab.apply(MESH)
    assert [item["metadata"]["resourceVersion"] for item in second] == [
        item["metadata"]["resourceVersion"] for item in first
    ]


def test_a_zero_timeout_is_refused(lab: Lab) -> None:
    """A rule that only the API server knows is in force: ``timeout: 0s`` isn't admitted."""
    with pytest.raises(RefusedError, match="must be a valid duration greater than 1ms"):
        lab.apply(BROKEN / "zero-timeout.yaml")


def test_the_older_release_admits_what_is_made_for_it(tmp_path: Path) -> None:
    """The definitions of Istio 1.30 admit the example for 1.30, and dist/, which needs nothing newer."""
    example = run_program(EXAMPLES[OLDER_RELEASE], tmp_path)
    with ClusterLab(istio_release="1.30") as older:
        assert older.admit(MESH)
        assert older.admit(example)
