"""What a user is told who hasn't all that the benchmark needs."""

from __future__ import annotations

from pathlib import Path

from bench import traffic
from lab import cache
from lab.errors import MissingError

import pytest


def test_all_missing_packages_are_named_at_once(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Before anything is started, in one line, each with the command that brings it."""

    def missing(command: str, package: str) -> Path:
        raise MissingError(f"{command} is missing", f"apt-get install {package}")

    monkeypatch.setattr(cache, "debian", missing)
    assert traffic.main(["--peers", "nginx", "haproxy"]) == 1
    assert capsys.readouterr().err == (
        "bench: nginx is missing; help: apt-get install nginx; haproxy is missing; help: apt-get install haproxy\n"
    )
