"""Start programs inside namespaces, so that no program outlives the lab.

Each program gets its own process namespace. The kernel kills the first process of the namespace when the lab's process
ends, in any way, and with the first process all others in the namespace, such as the Envoy of a pilot-agent. Each
program also gets its own mount namespace, in which `/etc/hosts` is the lab's file; the machine's file doesn't change.
"""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from lab import limits
from lab.errors import LabError
from lab.machine import namespaces, privilege
from lab.tools import cache

# Runs in the program's mount namespace. Its arguments: "SOURCE TARGET ... -- PROGRAM ARGUMENT ...".
_MOUNT_AND_EXEC = """
while [ "$1" != -- ]; do mount --bind "$1" "$2" || exit 1; shift 2; done
shift
exec "$@"
"""

_LOG_LINES_IN_ERRORS = 15

# The programs that this process has started and not waited for yet. Only a parent can wait for a child.
_children: set[Process] = set()

# The programs that every lab runs, and the Debian packages that contain them.
_TOOLS = {
    "etcd": "etcd-server",
    "ip": "iproute2",
    "iptables-restore": "iptables",
    "nsenter": "util-linux",
    "openssl": "openssl",
    "setpriv": "util-linux",
    "sysctl": "procps",
    "unshare": "util-linux",
    # The lab mounts its authority over a file of this package.
    "update-ca-certificates": "ca-certificates",
}


@dataclass(frozen=True)
class Program:
    """A program to start: its command line, where it runs, and as which user."""

    name: str
    arguments: tuple[str, ...]
    namespace: str
    folder: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    mounts: Mapping[Path, Path] = field(default_factory=dict)
    user: int = 0

    def command(self) -> list[str]:
        """The whole command line, with the wrappers that set up the namespaces."""
        mounts = [str(path) for pair in self.mounts.items() for path in pair]
        identity = (f"--reuid={self.user}", f"--regid={self.user}", "--clear-groups")
        return [
            *("setpriv", "--pdeathsig=KILL"),
            *namespaces.entering(self.namespace),
            *("unshare", "--mount", "--pid", "--fork", "--kill-child=KILL"),
            *("sh", "-c", _MOUNT_AND_EXEC, "sh", *mounts, "--"),
            # Set again, because the kernel clears the signal when a process changes its user.
            *("setpriv", *(identity if self.user else ()), "--pdeathsig=KILL"),
            *self.arguments,
        ]


class Process:
    """A running program.

    Start it from a thread that lives as long as the lab: the kernel takes the thread that started a program for its
    parent.
    """

    def __init__(self, program: Program) -> None:
        """Start the program, with its output in `NAME.log` in its folder."""
        self.program = program
        self.log = program.folder / f"{program.name}.log"
        with self.log.open("ab") as log:
            # Envoy opens /dev/stdout again, for the access log, so its user must own the file.
            os.fchown(log.fileno(), program.user, program.user)
            self._popen = subprocess.Popen(
                program.command(),
                cwd=program.folder,
                env={"PATH": _path(), "HOME": str(program.folder), **program.environment},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        _children.add(self)

    @property
    def running(self) -> bool:
        """Whether the program still runs."""
        return self._popen.poll() is None

    def require_running(self) -> None:
        """Raise, with the last lines of its log, if the program has ended."""
        if not self.running:
            lines = self.log.read_text(errors="replace").splitlines()
            end = "\n  ".join(lines[-_LOG_LINES_IN_ERRORS:])
            raise LabError(f"{self.program.name} ended ({self._popen.returncode}):\n  {end}")

    def kill(self) -> None:
        """End it as `kill -9` does, with every process that it started."""
        self._signal(signal.SIGKILL)
        self.wait()

    def terminate(self) -> None:
        """Send SIGTERM to the program itself, which may end its own processes in its own time."""
        # This process waits for the first process of the namespace, which is the program.
        waiting = self._popen.pid
        for child in Path(f"/proc/{waiting}/task/{waiting}/children").read_text().split():
            os.kill(int(child), signal.SIGTERM)

    def wait(self) -> None:
        """Wait for the end of a program that was killed."""
        self._popen.wait(limits.EXIT_SECONDS)
        _children.discard(self)

    def freeze(self) -> None:
        """Stop the process with SIGSTOP: its connections stay open, and it answers nothing."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let the process continue after `freeze`."""
        self._signal(signal.SIGCONT)

    def _signal(self, number: signal.Signals) -> None:
        if self.running:
            os.killpg(self._popen.pid, number)


def _path() -> str:
    return f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"


def reap(namespace: str) -> None:
    """Wait for the end of all killed programs that this process has started in a namespace."""
    for process in [child for child in _children if child.program.namespace == namespace]:
        process.wait()


def require_tools() -> None:
    """Raise if this process isn't root or a program that every lab needs is missing."""
    privilege.require_root()
    for command, package in _TOOLS.items():
        cache.debian(command, package)
