"""The messages to a user who lacks programs that the benchmark needs."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench import traffic
from bench.peers.litellm import LiteLLM
from lab.errors import MissingError
from lab.tools import cache


def test_all_missing_packages_are_named_at_once(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """All missing packages are named in one line before anything is installed or started, each with its command."""

    def missing(command: str, package: str) -> Path:
        raise MissingError(f"{command} is missing", f"apt-get install {package}")

    monkeypatch.setattr(cache, "debian", missing)

    def install() -> None:
        pytest.fail("something was installed")

    monkeypatch.setattr(LiteLLM, "prepare", install)
    assert traffic.main(["--peers", "litellm", "nginx", "haproxy"]) == 1
    assert capsys.readouterr().err == (
        "bench: nginx is missing; help: apt-get install nginx; haproxy is missing; help: apt-get install haproxy\n"
    )


def test_a_stage_of_our_own_needs_no_other_balancer(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stage without other balancers doesn't look for them; here the start of the lab ends the run."""

    def no_lab() -> None:
        raise MissingError("a lab is missing", "make lab")

    monkeypatch.setattr(traffic, "Lab", no_lab)
    monkeypatch.setattr(cache, "debian", pytest.fail)
    assert traffic.main(["--stages", "canary"]) == 1
