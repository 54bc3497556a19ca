"""A lab leaves nothing behind, however it ends, and doesn't affect a second one."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from lab import limits
from lab.apps.app import App
from lab.environment import Lab
from lab.machine import leftovers, network, state
from lab.traffic.call import BROKEN
from lab.waits import wait_for

_REPOSITORY = Path(__file__).resolve().parents[2]

_SCRIPT = """
import signal
from lab.environment import Lab
# A shell starts background jobs with SIGINT ignored, and children inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)
with Lab() as lab:
    print(lab.state.lab_id, flush=True)
    signal.pause()
"""


@pytest.fixture
def other() -> Iterator[subprocess.Popen[str]]:
    """A process that runs another lab and has printed the lab's name."""
    process = subprocess.Popen([sys.executable, "-c", _SCRIPT], stdout=subprocess.PIPE, text=True, cwd=_REPOSITORY)
    yield process
    process.kill()
    process.communicate()


def _name(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    return process.stdout.readline().strip()


def _processes(name: str) -> list[int]:
    return [p for space in network.namespaces_of(name) for p in network.processes_in(space)]


def _machine_state() -> tuple[list[str], str]:
    """What a lab must not change: the machine's interfaces and its hosts file."""
    interfaces = sorted(path.name for path in Path("/sys/class/net").iterdir())
    return interfaces, Path("/etc/hosts").read_text()


def test_an_interrupted_lab_leaves_nothing(other: subprocess.Popen[str]) -> None:
    """Ctrl-C ends the lab with all its processes, namespaces and files."""
    name = _name(other)
    assert _processes(name)
    other.send_signal(signal.SIGINT)
    other.wait(limits.START_SECONDS)
    assert network.namespaces_of(name) == []
    assert not state.folder_of(name).exists()


def test_a_killed_lab_leaves_no_process(other: subprocess.Popen[str]) -> None:
    """After `kill -9` the kernel ends every process; the rest can be removed by the lab's name."""
    name = _name(other)
    other.kill()
    other.wait()
    wait_for("the end of every process", lambda: not _processes(name), limits.EXIT_SECONDS)
    assert name in leftovers.crashed()
    leftovers.remove(name)
    assert network.namespaces_of(name) == []
    assert not state.folder_of(name).exists()


def test_two_labs_do_not_disturb_each_other(lab: Lab, llm_api: App) -> None:
    """While a second lab starts and ends, the first one serves its requests, and the machine is unchanged."""
    before = _machine_state()
    with Lab() as second:
        assert second.call(host="api.example.com").statuses() == {BROKEN: 1}
        assert lab.state.lab_id not in leftovers.crashed()
        assert _machine_state() == before
        assert lab.call(host="api.example.com", count=3).statuses() == {200: 3}
    assert lab.call(host="api.example.com", count=3).replicas().keys() == {replica.name for replica in llm_api.replicas}
    assert _machine_state() == before
