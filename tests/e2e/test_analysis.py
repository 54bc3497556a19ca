"""``istioctl analyze`` has nothing to say of what the construct emits."""

from __future__ import annotations

from pathlib import Path

from e2e.folders import BROKEN, MESH
from lab.analysis import Message, analyze, analyze_in_cluster
from lab.environment import Lab
from programs import EXAMPLES, run_program

import pytest

# IST0133 warns of every EnvoyFilter, whatever it holds: that these need care at an upgrade, which is why each is small,
# matched narrowly and checked against the extensions of Istio's proxy.
_EVERY_ENVOY_FILTER = ("IST0133", "EnvoyFilter")

_ELSEWHERE = "the Gateway is the platform team's: it isn't in the folder, and so shows no hosts either"

# What analyze reports of an example, and why that is right: no more and no less than this.
SUPPRESSED: dict[str, dict[str, str]] = {
    "shared_gateway": {"IST0101": _ELSEWHERE, "IST0132": _ELSEWHERE},
}


def _news(messages: list[Message]) -> list[Message]:
    """What isn't said of every EnvoyFilter."""
    return [one for one in messages if (one.code, one.origin.split()[0]) != _EVERY_ENVOY_FILTER]


def test_the_folder_alone_is_clean() -> None:
    """Analyze finds nothing in the folder as it lies in a repository."""
    assert _news(analyze(MESH)) == []


@pytest.mark.usefixtures("llm_api", "chat_v1", "chat_v2")
def test_the_folder_in_the_cluster_is_clean(lab: Lab) -> None:
    """Analyze finds nothing in the applied folder, beside the pods that run behind it."""
    assert _news(analyze_in_cluster(lab.apiserver, MESH)) == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_is_clean(tmp_path: Path, name: str) -> None:
    """Analyze reports of an example what the table above holds for it, and nothing else."""
    found = _news(analyze(run_program(EXAMPLES[name], tmp_path)))
    assert {message.code for message in found} == SUPPRESSED.get(name, {}).keys()


def test_every_suppression_is_an_example_s() -> None:
    """The table has no entry for an example that is gone."""
    assert SUPPRESSED.keys() <= EXAMPLES.keys()


def test_an_unknown_subset_is_reported() -> None:
    """The analysis can fail: it reports a subset that no DestinationRule defines."""
    (message,) = analyze(BROKEN / "unknown-subset.yaml")
    assert (message.code, message.level) == ("IST0101", "Error")
    assert "subset" in message.text
