"""What ``istioctl analyze`` has to say of what the construct emits: nothing that isn't meant to be so."""

from __future__ import annotations

from pathlib import Path

from e2e.support.folders import BROKEN, MESH
from e2e.support.meshes import example
from lab.environment import Lab
from lab.istio.analysis import Message, analyze, analyze_in_cluster
from support.programs import EXAMPLES, run_program

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


def test_what_is_said_of_a_failover_in_the_cluster(lab: Lab, tmp_path: Path) -> None:
    """Two things that are meant to be so, which analyze looks for only where it sees the gateway's Service.

    Hosts that are exported to the gateway's namespace are looked for in the VirtualService's own; and the port on which
    the gateway asks itself is in no Service.
    """
    azure = lab.provider("azure", hosts=["acme.openai.azure.com"], base_path="/openai/v1")
    with example(lab, tmp_path, "failover") as written:
        versions = [
            lab.app(f"llama-{version}", namespace="ai", labels={"app": "llama", "version": version})
            for version in ("v1", "v2")
        ]
        found = _news(analyze_in_cluster(lab.apiserver, written))
        lab.remove(*versions)
    lab.remove(azure)
    said = {
        (one.code, one.origin.split()[0], "llm-api-mesh.internal" in one.text, "port 15700" in one.text)
        for one in found
    }
    assert said == {("IST0101", "VirtualService", True, False), ("IST0162", "Gateway", False, True)}


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
