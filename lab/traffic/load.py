"""A steady load: requests at even intervals while a test does something else."""

from __future__ import annotations

from collections.abc import Callable

from lab.background import Background
from lab.traffic.call import Answers


class Load(Background):
    """Sends one request after another in the background and keeps the answers."""

    def __init__(self, send: Callable[[], Answers], per_second: float) -> None:
        """Prepare a load of calls that each send one request."""
        super().__init__(self._send_once, 1 / per_second)
        self.answers = Answers()
        self._send = send

    def _send_once(self) -> None:
        self.answers.extend(self._send())
