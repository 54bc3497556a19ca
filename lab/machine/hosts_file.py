"""The names that programs of the lab can resolve: a hosts file that replaces the machine's, and no DNS server."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


class HostsFile:
    """The hosts file of a lab. Programs mount the file itself, so it is rewritten in place and never replaced."""

    def __init__(self, folder: Path) -> None:
        """Write the files to a folder, with the loopback address alone."""
        self.file = folder / "hosts"
        self.resolver = folder / "resolv.conf"
        # No DNS server listens at this address, so the lookup of a name that the hosts file lacks fails at once.
        self.resolver.write_text("nameserver 127.0.0.1\n")
        self._names = {"127.0.0.1": ["localhost"]}
        self._write()

    def add(self, address: str, names: Sequence[str]) -> None:
        """Let names resolve to an address."""
        self._names[address] = list(names)
        self._write()

    def remove(self, address: str) -> None:
        """Remove an address with its names."""
        del self._names[address]
        self._write()

    def _write(self) -> None:
        self.file.write_text("".join(f"{address} {' '.join(names)}\n" for address, names in self._names.items()))
