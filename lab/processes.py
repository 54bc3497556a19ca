"""Starting programs inside namespaces so that none of them can outlive the lab.

Each program gets a process namespace of its own, whose first process the kernel kills when the lab
dies, however it dies; with the first process die all others in there (pilot-agent's Envoy). It
also gets a mount namespace, so that its ``/etc/hosts`` is the lab's and the machine's stays as is.
"""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from lab import cache, limits, namespaces, privilege
from lab.errors import LabError

# Runs in the program's own mount namespace: "SOURCE TARGET ... -- PROGRAM ARGUMENT ...".
_MOUNT_AND_EXEC = """
while [ "$1" != -- ]; do mount --bind "$1" "$2" || exit 1; shift 2; done
shift
exec "$@"
"""

_LOG_LINES_IN_ERRORS = 15

# What this process has started and not waited for yet: a child's end is its parent's to take note of.
_children: set[Process] = set()

# The programs that a lab runs, and the Debian packages that bring them.
_TOOLS = {
    "etcd": "etcd-server",
    "ip": "iproute2",
    "iptables-restore": "iptables",
    "nsenter": "util-linux",
    "openssl": "openssl",
    "setpriv": "util-linux",
    "sysctl": "procps",
    "unshare": "util-linux",
    # Its file is where the lab's own authority is mounted.
    "update-ca-certificates": "ca-certificates",
}


@dataclass(frozen=True)
class Program:
    """What to start and where."""

    name: str
    arguments: tuple[str, ...]
    namespace: str
    folder: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    mounts: Mapping[Path, Path] = field(default_factory=dict)
    user: int = 0

    def command(self) -> list[str]:
        """The whole command line, from the outermost wrapper to the program."""
        mounts = [str(path) for pair in self.mounts.items() for path in pair]
        identity = (f"--reuid={self.user}", f"--regid={self.user}", "--clear-groups")
        return [
            *("setpriv", "--pdeathsig=KILL"),
            *namespaces.entering(self.namespace),
            *("unshare", "--mount", "--pid", "--fork", "--kill-child=KILL"),
            *("sh", "-c", _MOUNT_AND_EXEC, "sh", *mounts, "--"),
            # Again: the kernel forgets the signal when a process changes its user.
            *("setpriv", *(identity if self.user else ()), "--pdeathsig=KILL"),
            *self.arguments,
        ]


class Process:
    """A running program.

    Start it from a thread that lives as long as the lab: to the kernel a program's parent is the
    thread that started it.
    """

    def __init__(self, program: Program) -> None:
        """Start the program; its output goes to ``NAME.log`` in its folder."""
        self.program = program
        self.log = program.folder / f"{program.name}.log"
        with self.log.open("ab") as log:
            # Envoy opens its standard output anew, by the name /dev/stdout, for the access log.
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
        """Whether the program hasn't ended."""
        return self._popen.poll() is None

    def require_running(self) -> None:
        """Raise with the log's end when the program has ended."""
        if not self.running:
            lines = self.log.read_text(errors="replace").splitlines()
            end = "\n  ".join(lines[-_LOG_LINES_IN_ERRORS:])
            raise LabError(f"{self.program.name} ended ({self._popen.returncode}):\n  {end}")

    def kill(self) -> None:
        """End it as ``kill -9`` does, with everything it started."""
        self._signal(signal.SIGKILL)
        self.wait()

    def wait(self) -> None:
        """Wait for the end of a program that ends, and take note of it."""
        self._popen.wait(limits.EXIT_SECONDS)
        _children.discard(self)

    def freeze(self) -> None:
        """Stop it from running: connections to it stay open and nothing answers."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on after ``freeze``."""
        self._signal(signal.SIGCONT)

    def _signal(self, number: signal.Signals) -> None:
        if self.running:
            os.killpg(self._popen.pid, number)


def _path() -> str:
    return f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"


def reap(namespace: str) -> None:
    """Wait for all that this process has started in a namespace, once it was killed."""
    for process in [child for child in _children if child.program.namespace == namespace]:
        process.wait()


def require_tools() -> None:
    """Say what is missing of what every lab needs on its machine."""
    privilege.require_root()
    for command, package in _TOOLS.items():
        cache.debian(command, package)
