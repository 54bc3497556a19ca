"""The error that ends a measurement."""

from __future__ import annotations


class AnswerError(Exception):
    """A request without a fault failed, so the figures would be meaningless."""
