"""The recipe for an API that exists already on docs/recipes.md: each step, under load."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from lab.environment import Lab
from lab.traffic.load import Load
from lab.waits import wait_for
from support import ROOT
from support.markdown import blocks
from support.programs import run_program

PAGE = ROOT / "docs" / "recipes.md"
HOST, TRIAL = "llm.example.com", "trial.example.com"
OWN = "llm/ai/chat/"

_numbers = itertools.count()


@pytest.fixture(scope="module")
def separate() -> Iterator[Lab]:
    """A lab without other APIs, because those of dist/ have the names of the recipe's."""
    with Lab() as lab:
        yield lab


def _written(heading: str, folder: Path) -> Path:
    """Run the program below a heading of the page."""
    folder.mkdir()
    (text,) = (one.text for one in blocks(PAGE) if one.heading == heading and one.language == "python")
    (folder / "program.py").write_text(text)
    return run_program(folder / "program.py", folder)


def _virtual_service(file: Path, name: str, folder: Path) -> Path:
    """Write one VirtualService of a file into a file of its own."""
    objects = yaml.safe_load_all(file.read_text())
    (found,) = (one for one in objects if one["kind"] == "VirtualService" and one["metadata"]["name"] == name)
    alone = folder / f"only-{name}.yaml"
    alone.write_text(yaml.safe_dump(found))
    return alone


def _route(lab: Lab) -> str:
    """Send a request to the public host, and give the name of its route from the gateway's log."""
    path = f"/v1/models?number={next(_numbers)}"
    (answer,) = lab.call(host=HOST, path=path)
    assert answer.ok
    (line,) = wait_for("the line in the log", lambda: [one for one in lab.gateway.logs() if f" {path} " in one])
    return line.rsplit(" ", 1)[1]


def test_an_api_that_exists_moves_without_a_failed_request(separate: Lab, tmp_path: Path) -> None:
    """What the page says of each step is so: which routes serve the host, what gets 404, and the way back."""
    existing = tmp_path / "existing.yaml"
    (text,) = (one.text for one in blocks(PAGE) if one.language == "yaml")
    existing.write_text(text)
    separate.cluster.require_namespace("ai")
    separate.apply(existing)
    separate.app("llama", namespace="ai", labels={"app": "llama"}, port=8000, replicas=2)
    old = _virtual_service(existing, "llm", tmp_path)
    statuses = {path: separate.call(host=HOST, path=path).statuses() for path in ("/v1/models", "/metrics")}
    assert statuses == {"/v1/models": {200: 1}, "/metrics": {200: 1}}

    separate.apply(_written("1. Try it under another host", tmp_path / "trial"))
    statuses = {path: separate.call(host=TRIAL, path=path).statuses() for path in ("/v1/models", "/metrics")}
    assert statuses == {"/v1/models": {200: 1}, "/metrics": {404: 1}}
    assert not _route(separate).startswith(OWN)

    time.sleep(1.1)  # Kubernetes writes the age in whole seconds
    public = _written("2. Give it the public host", tmp_path / "public")
    with Load(lambda: separate.call(host=HOST, path="/v1/models"), per_second=50) as load:
        separate.apply(public)
        assert not _route(separate).startswith(OWN)
        separate.delete(old)
        assert _route(separate).startswith(OWN)
    assert load.answers.statuses() == {200: len(load.answers)}
    assert separate.call(host=HOST, path="/metrics").statuses() == {200: 1}

    time.sleep(1.1)
    separate.apply(old)
    assert _route(separate).startswith(OWN)
    separate.delete(_virtual_service(public / "chat.k8s.yaml", "chat", tmp_path))
    assert not _route(separate).startswith(OWN)

    separate.apply(public)
    separate.delete(old)
    closed = tmp_path / "closed"
    closed.mkdir()
    (program,) = (
        one.text for one in blocks(PAGE) if one.heading == "2. Give it the public host" and "import" in one.text
    )
    (closed / "program.py").write_text(program.replace(", paths=ALL_PATHS", ""))
    separate.apply(run_program(closed / "program.py", closed))
    statuses = {path: separate.call(host=HOST, path=path).statuses() for path in ("/v1/models", "/metrics")}
    assert statuses == {"/v1/models": {200: 1}, "/metrics": {404: 1}}
