"""The resident memory of processes."""

from __future__ import annotations

import re
from pathlib import Path

from bench.measuring import processes

_RESIDENT = re.compile(r"^VmRSS:\s+(\d+) kB$", re.MULTILINE)


def resident(namespace: str, program: str) -> int:
    """The bytes of all processes of a program in a network namespace."""
    return sum(map(_bytes, processes.running(namespace, program)))


def _bytes(pid: int) -> int:
    found = _RESIDENT.search(Path(f"/proc/{pid}/status").read_text())
    if not found:
        raise ProcessLookupError(f"process {pid} has ended")
    return int(found[1]) * 1024
