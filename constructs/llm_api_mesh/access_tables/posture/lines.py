"""The lines of the posture table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

State = Literal["closed", "open", "partly", "unknown"]

FailureState = Literal["closed", "open", "as before", "changes", "unknown"]


@dataclass(frozen=True)
class Setting:
    """What is open or closed, and why."""

    subject: str
    """The Gateway, host, provider, Service or policy."""
    topic: str
    state: State
    text: str
    source: str
    """The object it was read from, or whose absence it was read from."""


@dataclass(frozen=True)
class Failure:
    """What happens when a part fails or is missing."""

    part: str
    state: FailureState
    """Whether callers who are refused otherwise get in, and whether others are refused."""
    text: str
    """What a caller sees, and why."""
    source: str


@dataclass(frozen=True)
class Posture:
    """What is open or closed, and what happens when a part fails."""

    settings: tuple[Setting, ...]
    failures: tuple[Failure, ...]
