"""The folder of a running lab, and the lock that tells other processes whether the lab still runs."""

from __future__ import annotations

import fcntl
import os
import secrets
import shutil
import tempfile
from pathlib import Path

from lab.errors import LabError
from lab.machine import privilege


def root() -> Path:
    """The folder of this user's labs, which the user of the proxies can enter too."""
    return Path(tempfile.gettempdir()) / f"llm-api-mesh-lab-{privilege.user()}"


def new_id() -> str:
    """A random short name for a lab."""
    return secrets.token_hex(3)


def lab_ids() -> set[str]:
    """The names of all labs that have a folder here."""
    if not root().is_dir():
        return set()
    return {folder.name for folder in root().iterdir() if folder.is_dir()}


def folder_of(lab_id: str) -> Path:
    """The folder of one lab."""
    return root() / lab_id


def remove(lab_id: str) -> None:
    """Remove a lab's files, the lock last, because the lock marks the files as used."""
    shutil.rmtree(folder_of(lab_id), ignore_errors=True)
    _lock_file(lab_id).unlink(missing_ok=True)


class State:
    """The folder of a running lab.

    The lab's process holds a lock beside the folder. The kernel releases the lock when the process ends, in any way, so
    a lab whose lock is free has crashed.
    """

    def __init__(self, lab_id: str) -> None:
        """Make the folder and take the lock."""
        self.lab_id = lab_id
        self.folder = folder_of(lab_id)
        self.folder.mkdir(parents=True, exist_ok=True)
        if root().stat().st_uid != os.getuid():
            raise LabError(f"remove {root()} or run the lab as its owner: the folder belongs to another user")
        self._lock = _lock_file(lab_id).open("w")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise LabError(f"run `python -m lab down` first: lab {lab_id} is running already") from None
        self._lock.write(str(os.getpid()))
        self._lock.flush()

    def close(self) -> None:
        """Release the lock."""
        self._lock.close()


def owner(lab_id: str) -> int | None:
    """The process that runs a lab, or None if the lab has crashed."""
    try:
        with _lock_file(lab_id).open() as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return int(_lock_file(lab_id).read_text())
    except FileNotFoundError:
        pass
    return None


def _lock_file(lab_id: str) -> Path:
    return root() / f"{lab_id}.lock"
