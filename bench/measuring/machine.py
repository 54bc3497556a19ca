"""The conditions of a measurement, without which its figures mean little."""

from __future__ import annotations

import os
import platform
import re
import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Self


@dataclass(frozen=True)
class Machine:
    """The state of a machine at one time."""

    processor: str
    cores: int
    kernel: str
    moment: datetime
    load: float

    @classmethod
    def now(cls) -> Self:
        """The current state of this machine."""
        found = re.search(r"^model name\s*: (.+)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
        return cls(
            processor=found[1] if found else platform.machine(),
            cores=len(os.sched_getaffinity(0)),
            kernel=platform.release().partition("-")[0],
            moment=datetime.now(UTC),
            load=os.getloadavg()[0],
        )

    @property
    def name(self) -> str:
        """What doesn't change from one time to another."""
        return f"{self.processor}, {self.cores} cores, Linux {self.kernel}, Python {platform.python_version()}"

    def until(self, end: Machine) -> str:
        """One line about the machine and the time until another state."""
        minutes = (end.moment - self.moment).total_seconds() / 60
        return (
            f"{self.name}; "
            f"{self.moment:%Y-%m-%d %H:%M} UTC, {minutes:.0f} minutes; "
            f"load average {self.load:.1f} before and {end.load:.1f} at the end"
        )


def version_of(*command: str) -> str:
    """The first version number in the output of a program."""
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found = re.search(r"\d+\.\d+[\w.+~-]*", done.stdout + done.stderr)
    return found[0] if found else "?"
