"""What a check has found, as SARIF."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator

from support import ROOT
from support.api_files import CHAT
from support.command_line import FAULTY, PROBLEM, invoke

SCHEMA = (
    ROOT
    / "tools"
    / "node_modules"
    / "@microsoft"
    / "sarif-matcher-utils"
    / "lib"
    / "schemas"
    / ("sarif-2.1.0-rtm.5.json")
)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def sarif(*arguments: str | Path) -> dict[str, Any]:
    """Return the SARIF log of a check, which has one run."""
    log: dict[str, Any] = json.loads(invoke("check", *arguments, "--format", "sarif").stdout)
    return log


def only_result(*arguments: str | Path) -> dict[str, Any]:
    """Return the only result of a check."""
    (run,) = sarif(*arguments)["runs"]
    (result,) = run["results"]
    found: dict[str, Any] = result
    return found


def test_a_result() -> None:
    """It has its code, the section of the code, and the place."""
    Path("apis.yaml").write_text(FAULTY)
    result = only_result("apis.yaml")
    assert result["ruleId"] == "type-wrong"
    assert result["message"]["text"] == f"chat: {PROBLEM.partition(': ')[2]}"
    (location,) = result["locations"]
    assert location["physicalLocation"] == {
        "artifactLocation": {"uri": "apis.yaml"},
        "region": {"startLine": 6, "startColumn": 59},
    }
    assert location["logicalLocations"] == [{"fullyQualifiedName": "chat.backend.target_port"}]
    (rule,) = sarif("apis.yaml")["runs"][0]["tool"]["driver"]["rules"]
    assert rule["id"] == "type-wrong"
    assert rule["help"]["markdown"] in (ROOT / "docs" / "errors.md").read_text()


@pytest.mark.skipif(not SCHEMA.exists(), reason="the schema of SARIF isn't there: make check-imports installs it")
def test_it_is_valid() -> None:
    """Logs with problems of files, of objects and of programs, with a failure and with nothing follow the schema."""
    validator = Draft4Validator(json.loads(SCHEMA.read_text()))
    Path("apis.yaml").write_text(FAULTY)
    Path("right.yaml").write_text(CHAT)
    Path("main.py").write_text("raise ValueError('mine')\n")
    rule = "apiVersion: networking.istio.io/v1\nkind: DestinationRule\nmetadata: {name: a, namespace: b}\nspec: "
    Path("objects.yaml").write_text(f"{rule}{{trafficPolicy: {{outlierDetection: {{consecutiveErrors: 1}}}}}}\n")
    results = []
    for name in ("apis.yaml", "objects.yaml", "main.py", "right.yaml"):
        log = sarif(name)
        assert [error.message for error in validator.iter_errors(log)] == []
        results.append(len(log["runs"][0]["results"]))
    assert results == [1, 1, 0, 0]
    log["runs"][0]["result"] = []
    assert not validator.is_valid(log)


def test_a_problem_that_has_moved_is_the_same() -> None:
    """Its fingerprint doesn't depend on the line, but on the field and the code."""
    Path("apis.yaml").write_text(FAULTY)
    before = only_result("apis.yaml")
    Path("apis.yaml").write_text(f"# moved\n{FAULTY}")
    moved = only_result("apis.yaml")
    assert moved["locations"] != before["locations"]
    assert moved["partialFingerprints"] == before["partialFingerprints"]
    Path("apis.yaml").write_text(FAULTY.replace('"8080"', "0"))
    assert only_result("apis.yaml")["partialFingerprints"] != before["partialFingerprints"]


def test_paths(folder: Path) -> None:
    """They are those from the folder of the command, as a code host knows them; others are addresses of files."""
    Path("a b").mkdir()
    Path("a b/ü.yaml").write_text(FAULTY)
    place = only_result(folder / "a b" / "ü.yaml")["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place == {"uri": "a%20b/%C3%BC.yaml"}


def test_a_program() -> None:
    """Its problems have no line, so they are shown at its first one, and a failure is a notification."""
    Path("main.py").write_text("from llm_api_mesh import LlmApiMesh, MeshApp\nMeshApp('out')\n")
    assert only_result("main.py")["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "main.py"},
        "region": {"startLine": 1, "startColumn": 1},
    }
    Path("main.py").write_text("raise ValueError('mine')\n")
    (invocation,) = sarif("main.py")["runs"][0]["invocations"]
    assert invocation["executionSuccessful"] is False
    assert "ValueError: mine" in invocation["toolExecutionNotifications"][0]["message"]["text"]


def test_nothing_is_wrong() -> None:
    """The log has a run without results, so that a code host closes earlier ones."""
    Path("apis.yaml").write_text(CHAT)
    (run,) = sarif("apis.yaml")["runs"]
    assert (run["results"], run["tool"]["driver"]["rules"]) == ([], [])
    assert run["invocations"][0]["executionSuccessful"] is True
