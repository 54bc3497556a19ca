"""All differences between two folders."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

import pytest

from llm_api_mesh.access_tables.reading import UnreadableError
from llm_api_mesh.differences.report import compare
from support import manifests
from support.manifests import gateway, istio, route, service, virtual_service
from support.programs import EXAMPLES, golden_yaml

PLAIN = [gateway("ai/chat.example.com"), virtual_service(route("chat")), service("chat")]


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_and_itself(name: str) -> None:
    """There is no difference, and no problem in what this library writes."""
    found = compare(golden_yaml(name), golden_yaml(name))
    assert found.is_empty
    assert (found.traffic, found.access, found.introduced, found.fixed, found.unchanged) == ((), (), (), (), ())
    assert found.not_in_words == ()


def test_files_do_not_matter(tmp_path: Path) -> None:
    """The same objects in other files are no difference."""
    old = manifests.write(tmp_path / "old", *PLAIN)
    new = tmp_path / "new"
    for number, one in enumerate(PLAIN):
        manifests.write(new / str(number), one, name="one.yml")
    assert compare(old, new).is_empty


def test_an_object_that_no_sentence_is_about_is_named(tmp_path: Path) -> None:
    """An object of a kind without words, and a field without an effect on traffic."""
    old = manifests.write(tmp_path / "old", *PLAIN, istio("Telemetry", "t", {"a": 1}))
    labelled = {**PLAIN[2], "metadata": {**PLAIN[2]["metadata"], "labels": {"a": "b"}}}
    new = manifests.write(tmp_path / "new", *PLAIN[:2], labelled, istio("Telemetry", "t", {"a": 2}))
    found = compare(old, new)
    assert [one.ref for one in found.objects] == ["Service ai/chat", "Telemetry edge/t"]
    assert found.traffic == ()
    assert found.not_in_words == ("Service ai/chat", "Telemetry edge/t")


def test_problems_that_are_new_fixed_and_as_before(tmp_path: Path) -> None:
    """The rules for objects are applied to both folders."""

    def rules(name: str) -> manifests.Object:
        ignored = {"outlierDetection": {"consecutiveErrors": 5}}
        return istio("DestinationRule", name, {"host": name, "trafficPolicy": ignored}, "ai")

    old = manifests.write(tmp_path / "old", *PLAIN, rules("a"), rules("b"))
    new = manifests.write(tmp_path / "new", *PLAIN, rules("b"), rules("c"))
    found = compare(old, new)
    problems = {
        "c": found.introduced,
        "a": found.fixed,
        "b": found.unchanged,
    }
    for name, (one,) in problems.items():
        assert one.path.startswith(f"DestinationRule/{name}.spec.trafficPolicy.outlierDetection")
        assert (one.api, one.code) == ("all.yaml", "field-ignored")


def test_an_empty_folder(tmp_path: Path) -> None:
    """Everything is new."""
    (tmp_path / "empty").mkdir()
    found = compare(tmp_path / "empty", golden_yaml("canary"))
    assert {one.kind for one in found.objects} == {"added"}
    assert {one.topic for one in found.traffic} == {"entry"}


def test_a_folder_that_can_not_be_read(tmp_path: Path) -> None:
    """It is refused, as the tables of access refuse it."""
    with pytest.raises(UnreadableError, match="there is no such folder"):
        compare(tmp_path / "none", tmp_path)
    (tmp_path / "a.yaml").write_text("a: [")
    with pytest.raises(UnreadableError, match="it isn't YAML"):
        compare(tmp_path, tmp_path)


def test_the_other_way_round(tmp_path: Path) -> None:
    """Added and removed are exchanged."""
    new = Path(copytree(golden_yaml("models"), tmp_path / "new"))
    (new / "models.k8s.yaml").write_text((new / "models.k8s.yaml").read_text().replace("qwen3-", "qwen4-"))
    there, back = compare(golden_yaml("models"), new), compare(new, golden_yaml("models"))
    assert [(one.ref, one.kind) for one in there.objects] == [(one.ref, one.kind) for one in back.objects]
    assert {(one.request, one.topic, one.old, one.new) for one in there.traffic} == {
        (one.request, one.topic, one.new, one.old) for one in back.traffic
    }
    assert there.traffic
