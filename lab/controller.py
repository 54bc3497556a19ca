"""The endpoint controller of a cluster, for tests in which others than the lab make Services."""

from __future__ import annotations

import threading
from types import TracebackType
from typing import Self

from lab import limits
from lab.cluster import Cluster
from lab.pods import write_endpoints


class EndpointController:
    """Keeps EndpointSlices in line with Services and Pods in the background."""

    def __init__(self, cluster: Cluster) -> None:
        """Look after this API server."""
        self._cluster = cluster
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
        """End."""
        self._end.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._end.wait(limits.POLL_SECONDS):
            write_endpoints(self._cluster)
