"""Differences as text, Markdown and JSON."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from llm_api_mesh.differences.printing.json_text import differences_json
from llm_api_mesh.differences.printing.markdown import differences_markdown
from llm_api_mesh.differences.printing.text import differences_text, styled_lines
from llm_api_mesh.differences.report import Differences, compare
from support import manifests
from support.manifests import Object, gateway, istio, route, service, virtual_service
from support.programs import golden_yaml

WHERE = "chat.example.com at the Gateway edge/public"
MODELS = [{"headers": {"x-llm-gateway-model": {"exact": name}}} for name in "ab"]


def differences(folder: Path, old: list[Object], new: list[Object]) -> Differences:
    """What differs between objects."""
    return compare(manifests.write(folder / "old", *old), manifests.write(folder / "new", *new))


def plain(*routes: Object, host: str = "chat.example.com") -> list[Object]:
    """A Gateway with routes."""
    return [gateway(f"ai/{host}"), virtual_service(*routes, host=host), service("a"), service("b")]


def test_text(tmp_path: Path) -> None:
    """A summary, the words by host, and the objects with their fields."""
    found = differences(tmp_path, plain(route("a", timeout="300s")), plain(route("a", timeout="60s")))
    assert differences_text(found) == (
        f"From {tmp_path}/old to {tmp_path}/new, 1 object differs: 1 changed.\n"
        "\n"
        f"{WHERE}\n"
        "  ~ timeout of a request is 60 s instead of 300 s\n"
        "\n"
        "Objects\n"
        "  ~ VirtualService ai/chat\n"
        '      spec.http[a].timeout: "300s" -> "60s"\n'
    )
    assert [style for style, _ in styled_lines(found)] == [
        *("heading", "plain", "heading", "changed", "plain", "heading", "changed", "plain")
    ]


def test_equal_folders() -> None:
    """One line says so."""
    folder = golden_yaml("canary")
    found = compare(folder, folder)
    assert differences_text(found) == f"{folder} and {folder} have the same objects.\n"
    assert differences_markdown(found).count("\n") == 1


def test_what_several_requests_and_hosts_share_is_said_once(tmp_path: Path) -> None:
    """Kinds of requests with the same sentence stand in it together, and hosts with the same lines in one heading."""

    def both(backend: str) -> list[Object]:
        first = virtual_service(route(backend, *MODELS), route("a"))
        second = virtual_service(route(backend, *MODELS), route("a"), name="other", host="other.example.com")
        return [gateway("ai/*"), first, second, service("a"), service("b")]

    text = differences_text(differences(tmp_path, both("a"), both("b")))
    heading = f"{WHERE} and other.example.com at the Gateway edge/public"
    assert f"{heading}\n  ~ model a and model b: each goes to Service ai/b instead of Service ai/a\n" in text


def test_one_kind_of_requests_is_the_subject(tmp_path: Path) -> None:
    """The sentence begins with it."""
    old, new = plain(route("a", MODELS[0]), route("a")), plain(route("b", MODELS[0]), route("a"))
    text = differences_text(differences(tmp_path, old, new))
    assert "  ~ model a goes to Service ai/b instead of Service ai/a\n" in text


def test_keys_are_hidden_and_characters_that_command_a_terminal_are_escaped(tmp_path: Path) -> None:
    """In every format."""
    key = "sk-proj-abcdefghijklmnop"

    def with_path(path: str) -> list[Object]:
        return plain(route("a", {"headers": {"x-a": {"exact": f"{path}\x1b[31m {key}"}}}))

    found = differences(tmp_path, with_path("1"), with_path("2"))
    for text in (differences_text(found), differences_markdown(found), differences_json([found])):
        assert key not in text
        assert "\x1b" not in text


def test_long_values_are_cut_in_the_text_and_whole_in_json(tmp_path: Path) -> None:
    """The text shows their beginning, and how many lines a longer text has."""
    long = " ".join(["word"] * 100)

    def filters(code: str) -> list[Object]:
        return [istio("Telemetry", "t", {"code": code, "long": f"{code}{long}"})]

    found = differences(tmp_path, filters("a\nb\nc"), filters("a\nd\ne\nf"))
    text = differences_text(found)
    assert "spec.code: b and 1 more line -> d and 2 more lines" in text
    assert max(map(len, text.splitlines())) < 300
    (whole,) = json.loads(differences_json([found]))
    assert whole["objects"][0]["fields"][0] == {"path": "spec.code", "old": "b\nc", "new": "d\ne\nf"}


def test_problems_and_what_has_no_words(tmp_path: Path) -> None:
    """They have sections of their own."""
    ignored = {"outlierDetection": {"consecutiveErrors": 5}}
    rules = istio("DestinationRule", "a", {"host": "a", "trafficPolicy": ignored}, "ai")
    found = differences(tmp_path, plain(route("a")), [*plain(route("a")), rules, istio("Sidecar", "s", {})])
    text = differences_text(found)
    assert re.search(r"Problems that are new\n  \+ all.yaml: DestinationRule/a.*\[field-ignored\]", text)
    assert "Objects that differ, but not in these words\n    Sidecar edge/s" in text
    assert "Not read\n    Sidecar edge/s: it may close ways out of pods" in text


def test_markdown(tmp_path: Path) -> None:
    """Sentences as a list, objects folded, and no character of a name is markup."""
    old = plain(route("a"))
    found = differences(tmp_path, old, plain(route("b", {"uri": {"prefix": "/<b>*_```/"}}), route("a")))
    text = differences_markdown(found)
    assert "- new: /&lt;b&gt;\\*\\_\\`\\`\\`/... is new: goes to Service ai/b" in text
    assert "<details><summary>By object</summary>\n\n````diff\n! VirtualService ai/chat\n" in text
    assert text.endswith("\n````\n\n</details>\n")


def test_markdown_has_a_greatest_length(tmp_path: Path) -> None:
    """A comment that a code host would refuse is cut, with its blocks closed."""
    services = [service(f"service-{number}-{'x' * 200}") for number in range(400)]
    text = differences_markdown(differences(tmp_path, plain(route("a")), [*plain(route("a")), *services]))
    assert len(text) < 61_000
    assert text.count("```") == 2
    assert "</details>" in text
    assert "The rest is left out here" in text


def test_json_of_an_example_with_itself() -> None:
    """Every key is there, and every list is empty."""
    folder = golden_yaml("failover")
    (whole,) = json.loads(differences_json([compare(folder, folder)]))
    empty: dict[str, Any] = {"introduced": [], "fixed": [], "unchanged": []}
    assert whole == {
        "old": str(folder),
        "new": str(folder),
        "objects": [],
        "traffic": [],
        "access": [],
        "problems": empty,
        "not_in_words": [],
        "not_read": [],
    }


@pytest.mark.parametrize("write", [differences_text, differences_markdown, lambda one: differences_json([one])])
def test_the_same_differences_have_the_same_bytes(write: Any) -> None:
    """Nothing depends on the order in which something was found."""
    old, new = golden_yaml("models"), golden_yaml("failover")
    assert write(compare(old, new)) == write(compare(old, new))
