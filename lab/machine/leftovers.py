"""Remove everything that belongs to a lab, by the lab's name alone, so that it works for a crashed lab too."""

from __future__ import annotations

import os
import signal
from contextlib import suppress
from functools import partial

from lab import limits
from lab.machine import network, processes, state
from lab.waits import wait_for


def remove(lab_id: str) -> None:
    """Kill every process in the lab's namespaces; delete the namespaces and the lab's files."""
    for namespace in network.namespaces_of(lab_id):
        wait_for(f"an empty {namespace}", partial(_emptied, namespace), limits.EXIT_SECONDS)
        processes.reap(namespace)
        network.delete_namespace(namespace)
    state.remove(lab_id)


def all_labs() -> list[str]:
    """The names of all labs that have a namespace or a folder."""
    return sorted(network.lab_ids() | state.lab_ids())


def crashed() -> list[str]:
    """The labs that have left something behind and that no process runs any more.

    The lock of a lab may be in a folder of another user. Then its processes tell: the kernel ends them with the lab.
    """
    return [name for name in all_labs() if state.owner(name) is None and not _has_processes(name)]


def _has_processes(lab_id: str) -> bool:
    return any(network.processes_in(namespace) for namespace in network.namespaces_of(lab_id))


def _emptied(namespace: str) -> bool:
    pids = network.processes_in(namespace)
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    return not pids
