"""The lab's errors: each says in one line what is wrong, and what helps where something does."""

from __future__ import annotations


class LabError(Exception):
    """Something in the lab didn't go as it must."""


class MissingError(LabError):
    """The machine lacks something; the message holds the command that brings it."""

    def __init__(self, what: str, command: str) -> None:
        super().__init__(f"{what}; help: {command}")


class RejectedError(LabError):
    """A proxy refused a configuration which istiod sent it."""


class NeverArrivedError(LabError):
    """A state that was waited for didn't come about in its time."""


class RefusedError(LabError):
    """The API server didn't admit an object; the message is the server's own."""
