"""Where a lab keeps its files while it runs, and how others see whether it still runs."""

from __future__ import annotations

import fcntl
import os
import secrets
import shutil
import tempfile
from pathlib import Path

from lab import privilege
from lab.errors import LabError


def root() -> Path:
    """The folder of this user's labs, which also the proxies' own user can enter."""
    return Path(tempfile.gettempdir()) / f"llm-api-mesh-lab-{privilege.user()}"


def new_id() -> str:
    """A short name that no other lab on the machine has."""
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
    """Remove a lab's files; the lock last, since it says that they are still in use."""
    shutil.rmtree(folder_of(lab_id), ignore_errors=True)
    _lock_file(lab_id).unlink(missing_ok=True)


class State:
    """The folder of a running lab.

    Its process holds a lock beside it. The kernel gives the lock up when the process ends, in
    whatever way, so a lab whose lock is free has crashed.
    """

    def __init__(self, lab_id: str) -> None:
        """Make the folder and take the lock."""
        self.lab_id = lab_id
        self.folder = folder_of(lab_id)
        self.folder.mkdir(parents=True, exist_ok=True)
        if root().stat().st_uid != os.getuid():
            raise LabError(f"{root()} belongs to another user")
        self._lock = _lock_file(lab_id).open("w")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise LabError(f"lab {lab_id} runs already; python -m lab down ends it") from None
        self._lock.write(str(os.getpid()))
        self._lock.flush()

    def close(self) -> None:
        """Give the lock up."""
        self._lock.close()


def owner(lab_id: str) -> int | None:
    """The process that runs a lab, or nothing when the lab has crashed."""
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
