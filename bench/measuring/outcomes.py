"""The outcome of one request, as its client saw it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Outcome:
    """The outcome of a request. Times count from when it was due, so that they include the wait for a late client."""

    at: float
    first_token: float
    end: float
    tokens: int = 0
    failure: str = ""

    @property
    def ok(self) -> bool:
        """Whether the client got the complete answer."""
        return not self.failure

    @property
    def cut(self) -> bool:
        """Whether the request failed after its first token, when no balancer can repeat it transparently."""
        return bool(self.failure) and self.tokens > 0

    @property
    def refused(self) -> bool:
        """Whether the request failed before its first token, when a balancer could have used another replica."""
        return bool(self.failure) and not self.tokens
