"""The root privilege that the lab's namespaces need: the machine's root, or root in a user namespace.

A user without root gets a user namespace with its own network and mounts, in which the lab works as it does for root.
Proxies run as a separate user, so the namespace needs a range of user ids: hence `newuidmap` and the user's line in
`/etc/subuid`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from lab.errors import LabError, MissingError
from lab.tools import cache

# Holds the user's id outside of the user namespace. Inside, the user is root.
USER_VARIABLE = "LLM_API_MESH_LAB_USER"

_UNSHARE = ("unshare", "--user", "--map-root-user", "--map-auto", "--net", "--mount")

# `ip netns` keeps the names of namespaces under /run, which belongs to the machine's root.
_PREPARE = 'mount -t tmpfs tmpfs /run && mkdir /run/netns && exec "$@"'


def user() -> int:
    """The id of the user to whom the lab belongs."""
    return int(os.environ.get(USER_VARIABLE, os.getuid()))


def require_root() -> None:
    """Raise unless this process is root; the message names the command that helps."""
    if os.geteuid() != 0:
        raise MissingError("the lab needs root", "python -m lab enter COMMAND")


def as_root(command: Sequence[str]) -> list[str]:
    """The command line that runs a command as root: the command itself, or the command inside a user namespace."""
    if os.geteuid() == 0:
        return list(command)
    cache.debian("newuidmap", "uidmap")
    if subprocess.run([*_UNSHARE, "true"], capture_output=True, check=False).returncode != 0:
        raise MissingError("the lab needs root, and the kernel permits no user namespaces", "run the lab as root")
    variable = f"{USER_VARIABLE}={os.getuid()}"
    return [*_UNSHARE, "env", variable, "sh", "-c", _PREPARE, "sh", *command]


def enter(command: Sequence[str]) -> None:
    """Replace this process by the command, run as root."""
    _become(as_root(command))


def join(process: int, command: Sequence[str]) -> None:
    """Replace this process by the command, run inside the user namespace of another process."""
    # Without --wd the command would start in the root folder.
    inside = ("--user", "--net", "--mount", "--preserve-credentials", f"--wd={Path.cwd()}")
    variable = f"{USER_VARIABLE}={os.getuid()}"
    _become(["nsenter", f"--target={process}", *inside, "env", variable, *command])


def _become(command: list[str]) -> None:
    program = shutil.which(command[0])
    if program is None:
        raise LabError(f"there is no program {command[0]}")
    os.execv(program, command)
