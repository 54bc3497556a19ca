"""What became of one request, as its client saw it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Outcome:
    """Times count from the moment when the request was due, so that waiting for a late client counts too."""

    at: float
    first_token: float
    end: float
    tokens: int = 0
    failure: str = ""

    @property
    def ok(self) -> bool:
        """Whether the whole answer came."""
        return not self.failure

    @property
    def cut(self) -> bool:
        """Whether it failed after its first token, where nobody can repeat it unseen."""
        return bool(self.failure) and self.tokens > 0

    @property
    def refused(self) -> bool:
        """Whether it failed before its first token: a balancer could have asked another replica."""
        return bool(self.failure) and not self.tokens
