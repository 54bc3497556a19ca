"""Answers to questions about a request: yes, no, or unknown with a reason. Nothing unknown counts as yes or as no."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Unknown:
    """The objects of the folder don't answer the question."""

    reason: str


Verdict = bool | Unknown


def all_of(verdicts: Iterable[Verdict]) -> Verdict:
    """Whether all are true. One that is false decides, even if others are unknown."""
    unknown: Unknown | None = None
    for one in verdicts:
        if one is False:
            return False
        if isinstance(one, Unknown):
            unknown = unknown or one
    return unknown or True


def any_of(verdicts: Iterable[Verdict]) -> Verdict:
    """Whether one is true. One that is true decides, even if others are unknown."""
    unknown: Unknown | None = None
    for one in verdicts:
        if one is True:
            return True
        if isinstance(one, Unknown):
            unknown = unknown or one
    return unknown or False


def negated(verdict: Verdict) -> Verdict:
    """The opposite; unknown stays unknown."""
    return verdict if isinstance(verdict, Unknown) else not verdict
