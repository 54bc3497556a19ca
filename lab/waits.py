"""Wait for a state: read it repeatedly until it is there, or until the time is over."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from lab import limits
from lab.errors import TimedOutError

Found = TypeVar("Found")


def wait_for(what: str, probe: Callable[[], Found | None], seconds: float = limits.ARRIVAL_SECONDS) -> Found:
    """Call the probe until it returns something true, and return that.

    A refused or broken connection means that the server isn't ready yet. Any other error of the probe ends the wait.
    """
    deadline = time.monotonic() + seconds
    while True:
        reason = ""
        try:
            if found := probe():
                return found
        except OSError as error:
            reason = f" (last error: {error})"
        if time.monotonic() > deadline:
            raise TimedOutError(f"{what}: not within {seconds:.0f} s{reason}")
        time.sleep(limits.POLL_SECONDS)
