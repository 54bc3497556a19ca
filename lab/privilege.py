"""Root, which the lab's namespaces need: that of the machine, or that of a user namespace.

A user without root gets a user namespace with network and mounts of its own, in which the lab does
the same as it does for root. It needs a range of users there, since proxies have one of their own:
hence ``newuidmap`` and the user's line in ``/etc/subuid``.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from lab import cache
from lab.errors import LabError, MissingError

# Tells the inside who the user is outside: inside, everyone is root.
USER_VARIABLE = "LLM_API_MESH_LAB_USER"

_UNSHARE = ("unshare", "--user", "--map-root-user", "--map-auto", "--net", "--mount")

# `ip netns` keeps its names under /run, which belongs to the machine's root.
_PREPARE = 'mount -t tmpfs tmpfs /run && mkdir /run/netns && exec "$@"'


def user() -> int:
    """The user whom the lab belongs to."""
    return int(os.environ.get(USER_VARIABLE, os.getuid()))


def require_root() -> None:
    """Say how to get there when this process isn't root."""
    if os.geteuid() != 0:
        raise MissingError("the lab needs root", "python -m lab enter COMMAND")


def as_root(command: Sequence[str]) -> list[str]:
    """The command itself for root, and for others inside a user namespace."""
    if os.geteuid() == 0:
        return list(command)
    cache.debian("newuidmap", "uidmap")
    if subprocess.run([*_UNSHARE, "true"], capture_output=True, check=False).returncode != 0:
        raise MissingError("the lab needs root, and the kernel permits no user namespace", "run it as root")
    variable = f"{USER_VARIABLE}={os.getuid()}"
    return [*_UNSHARE, "env", variable, "sh", "-c", _PREPARE, "sh", *command]


def enter(command: Sequence[str]) -> None:
    """Become the command, as root; doesn't return."""
    _become(as_root(command))


def join(process: int, command: Sequence[str]) -> None:
    """Become the command, inside the user namespace of a process; doesn't return."""
    # Without a word on it the command would start in the root folder.
    inside = ("--user", "--net", "--mount", "--preserve-credentials", f"--wd={Path.cwd()}")
    variable = f"{USER_VARIABLE}={os.getuid()}"
    _become(["nsenter", f"--target={process}", *inside, "env", variable, *command])


def _become(command: list[str]) -> None:
    program = shutil.which(command[0])
    if program is None:
        raise LabError(f"there is no program {command[0]}")
    os.execv(program, command)
