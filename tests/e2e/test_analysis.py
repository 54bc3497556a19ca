"""`istioctl analyze` reports nothing about the emitted YAML, except for messages that are expected."""

from __future__ import annotations

from pathlib import Path

import pytest

from e2e.support.apis import example
from e2e.support.folders import BROKEN, MESH
from lab.environment import Lab
from lab.istio.analysis import Message, analyze, analyze_in_cluster
from support.programs import EXAMPLES, run_program

# IST0133 is reported for every EnvoyFilter, to warn that it needs care at an upgrade. That is why each emitted
# EnvoyFilter is small, matches narrowly, and is checked against the extensions of Istio's proxy.
_EVERY_ENVOY_FILTER = ("IST0133", "EnvoyFilter")

_GATEWAY_ELSEWHERE = "the Gateway is the platform team's: it isn't in the folder, and so shows no hosts either"

_REFUSES_TCP = "a policy that refuses by fields of HTTP would refuse ports of TCP, which these pods lack"

# The messages that analyze reports for an example, and why they are expected. It reports exactly these.
SUPPRESSED: dict[str, dict[str, str]] = {
    "api_keys": {"IST0133": _REFUSES_TCP},
    "identity": {"IST0133": _REFUSES_TCP},
    "inference_pools": {"IST0128": "a picker makes its own certificate, which no authority has signed"},
    "shared_gateway": {"IST0101": _GATEWAY_ELSEWHERE, "IST0132": _GATEWAY_ELSEWHERE},
}


def _without_expected(messages: list[Message]) -> list[Message]:
    """The messages other than the one that is reported for every EnvoyFilter."""
    return [one for one in messages if (one.code, one.origin.split()[0]) != _EVERY_ENVOY_FILTER]


def test_the_folder_alone_is_clean() -> None:
    """Analyze reports nothing about the folder without a cluster."""
    assert _without_expected(analyze(MESH)) == []


@pytest.mark.usefixtures("llm_api", "chat_v1", "chat_v2")
def test_the_folder_in_the_cluster_is_clean(lab: Lab) -> None:
    """Analyze reports nothing about the applied folder in a cluster with its Pods."""
    assert _without_expected(analyze_in_cluster(lab.apiserver, MESH)) == []


def test_the_message_about_a_failover_in_the_cluster(lab: Lab, tmp_path: Path) -> None:
    """Two messages are expected, which analyze reports only if it sees the gateway's Service and the pods.

    The port of the second hop is in no Service, and the pods have no sidecar, so no policy acts on them.
    """
    azure = lab.provider("azure", hosts=["acme.openai.azure.com"], base_path="/openai/v1", models=["gpt-4o-mini"])
    with example(lab, tmp_path, "failover") as written:
        versions = [
            lab.app(f"llama-{version}", namespace="ai", labels={"app": "llama", "version": version})
            for version in ("v1", "v2")
        ]
        found = _without_expected(analyze_in_cluster(lab.apiserver, written))
        lab.remove(*versions)
    lab.remove(azure)
    reported = {(one.code, one.origin.split()[0], "port 15700" in one.text) for one in found}
    assert reported == {("IST0162", "Gateway", True), ("IST0127", "AuthorizationPolicy", False)}, found


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_is_clean(tmp_path: Path, name: str) -> None:
    """Analyze reports for an example exactly the messages in the table above."""
    found = _without_expected(analyze(run_program(EXAMPLES[name], tmp_path)))
    assert {message.code for message in found} == SUPPRESSED.get(name, {}).keys()


def test_every_suppression_belongs_to_an_example() -> None:
    """Every entry of the table belongs to an existing example."""
    assert SUPPRESSED.keys() <= EXAMPLES.keys()


def test_an_unknown_subset_is_reported() -> None:
    """The analysis can fail: it reports a subset that no DestinationRule defines."""
    (message,) = analyze(BROKEN / "unknown-subset.yaml")
    assert (message.code, message.level) == ("IST0101", "Error")
    assert "subset" in message.text
