"""What ends a measurement."""

from __future__ import annotations


class AnswerError(Exception):
    """A plain request wasn't answered as it must be, so that its figures would say nothing."""
