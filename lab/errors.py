"""The errors of the lab. Each message says in one line what is wrong, and where possible what helps."""

from __future__ import annotations


class LabError(Exception):
    """Something in the lab failed."""


class MissingError(LabError):
    """The machine lacks something; the message holds the command that installs it."""

    def __init__(self, what: str, command: str) -> None:
        super().__init__(f"{what}; help: {command}")


class RejectedError(LabError):
    """A proxy rejected a configuration that istiod sent."""


class TimedOutError(LabError):
    """A state didn't come about in time."""


class RefusedError(LabError):
    """The API server didn't admit an object; the message is the server's."""
