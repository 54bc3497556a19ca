"""The processes of a program in a network namespace."""

from __future__ import annotations

from pathlib import Path

from lab.machine import network


def running(namespace: str, program: str) -> list[int]:
    """The identifiers of the processes; raise if there is none."""
    pids = [pid for pid in network.processes_in(namespace) if _name(pid) == program]
    if not pids:
        raise ProcessLookupError(f"no {program} runs in {namespace}")
    return pids


def _name(pid: int) -> str:
    return Path(f"/proc/{pid}/comm").read_text().strip()
