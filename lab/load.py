"""A steady load: requests at even intervals, as long as a test does something else."""

from __future__ import annotations

import threading
from collections.abc import Callable
from types import TracebackType
from typing import Self

from lab.call import Answers


class Load:
    """Sends one request after the other in the background; the answers are there afterwards."""

    def __init__(self, send: Callable[[], Answers], per_second: float) -> None:
        """Prepare a load of calls that each send one request."""
        self.answers = Answers()
        self._send = send
        self._interval = 1 / per_second
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._run)

    def __enter__(self) -> Self:
        """Begin."""
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End, and have all answers."""
        self._end.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._end.wait(self._interval):
            self.answers.extend(self._send())
