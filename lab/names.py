"""The lab's names: the hosts file that every program of the lab reads instead of the machine's, and no other source."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

# The namespace of Istio's control plane and of its gateways.
ISTIOS_NAMESPACE = "istio-system"


class Names:
    """The hosts file. It is written in place, since programs hold the file itself by a mount."""

    def __init__(self, folder: Path) -> None:
        """Begin with the loopback address, in files of a folder."""
        self.file = folder / "hosts"
        self.resolver = folder / "resolv.conf"
        # Nobody listens there, so a name that the hosts file hasn't is known at once not to be there.
        self.resolver.write_text("nameserver 127.0.0.1\n")
        self._lines = {"127.0.0.1": ["localhost"]}
        self._write()

    def add(self, address: str, names: Sequence[str]) -> None:
        """Have names resolve to an address."""
        self._lines[address] = list(names)
        self._write()

    def remove(self, address: str) -> None:
        """Forget an address."""
        del self._lines[address]
        self._write()

    def _write(self) -> None:
        self.file.write_text("".join(f"{address} {' '.join(names)}\n" for address, names in self._lines.items()))
