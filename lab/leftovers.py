"""Removing all of a lab by its name alone: a crashed lab goes as wholly as a stopped one."""

from __future__ import annotations

import os
import signal
from contextlib import suppress
from functools import partial

from lab import limits, network, processes, state
from lab.waits import wait_for


def remove(lab_id: str) -> None:
    """Kill every process in the lab's namespaces; delete these and the lab's files."""
    for namespace in network.namespaces_of(lab_id):
        wait_for(f"an empty {namespace}", partial(_emptied, namespace), limits.EXIT_SECONDS)
        processes.reap(namespace)
        network.delete_namespace(namespace)
    state.remove(lab_id)


def all_labs() -> list[str]:
    """The names of all labs that have a namespace or a folder."""
    return sorted(network.lab_ids() | state.lab_ids())


def crashed() -> list[str]:
    """The labs which left something behind and that nobody runs any more.

    A lab whose lock lies elsewhere is told by its processes: the kernel ends them with the lab.
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
