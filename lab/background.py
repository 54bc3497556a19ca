"""Something that is done again and again beside a test, until the test leaves its context."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from types import TracebackType
from typing import Self


class Background(ABC):
    """Repeats one step in a thread of its own."""

    def __init__(self, interval: float) -> None:
        """Prepare a step every so many seconds."""
        self._interval = interval
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
        """End, after the step that is under way."""
        self._end.set()
        self._thread.join()

    @abstractmethod
    def _step(self) -> None:
        """What is repeated."""

    def _run(self) -> None:
        while not self._end.wait(self._interval):
            self._step()
