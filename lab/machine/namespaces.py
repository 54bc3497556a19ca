"""Open sockets and run commands in another network namespace.

A socket stays in the network namespace in which its thread opened it. So a thread enters a namespace, opens a socket
and leaves, and the socket keeps sending from that namespace.
"""

from __future__ import annotations

import ctypes
import os
import socket
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

NAMED = Path("/run/netns")

_CLONE_NEWNET = 0x40000000
_libc = ctypes.CDLL(None, use_errno=True)


@contextmanager
def entered(namespace: str) -> Iterator[None]:
    """Put the calling thread, and no other thread, into a named network namespace."""
    home = os.open("/proc/thread-self/ns/net", os.O_RDONLY | os.O_CLOEXEC)
    try:
        target = os.open(NAMED / namespace, os.O_RDONLY | os.O_CLOEXEC)
        try:
            _set_namespace(target)
        finally:
            os.close(target)
        try:
            yield
        finally:
            _set_namespace(home)
    finally:
        os.close(home)


def connect(namespace: str, address: tuple[str, int], timeout: float) -> socket.socket:
    """Open a TCP connection from a named network namespace."""
    with entered(namespace):
        connection = socket.create_connection(address, timeout)
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return connection


def entering(namespace: str) -> tuple[str, str]:
    """The command-line prefix that runs a command in a network namespace."""
    return ("nsenter", f"--net={NAMED / namespace}")


def run(
    namespace: str, *command: str, text: str = "", environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a command in a network namespace, with a text as its standard input, and wait for its end."""
    return subprocess.run(
        [*entering(namespace), *command],
        env=environment,
        input=text,
        capture_output=True,
        text=True,
        check=False,
    )


def _set_namespace(descriptor: int) -> None:
    # os.setns exists only from Python 3.12 on.
    if _libc.setns(descriptor, _CLONE_NEWNET) != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"setns: {os.strerror(number)}")
