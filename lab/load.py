"""A steady load: requests at even intervals, as long as a test does something else."""

from __future__ import annotations

from collections.abc import Callable

from lab.background import Background
from lab.call import Answers


class Load(Background):
    """Sends one request after the other in the background; the answers are there afterwards."""

    def __init__(self, send: Callable[[], Answers], per_second: float) -> None:
        """Prepare a load of calls that each send one request."""
        super().__init__(1 / per_second)
        self.answers = Answers()
        self._send = send

    def _step(self) -> None:
        self.answers.extend(self._send())
