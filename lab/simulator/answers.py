"""The server's answers: a generation, which can be a stream, or a short answer."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar, Self

from lab.simulator.errors import bad_request

Body = Mapping[str, Any]


def read(body: bytes) -> Body:
    """The JSON object in the body of a request; an empty body has the default options."""
    try:
        request = json.loads(body or b"{}")
    except ValueError as error:
        raise bad_request(str(error)) from None
    if not isinstance(request, dict):
        raise bad_request("The body must be a JSON object.")
    return request


def words(prompt: object) -> int:
    """The number of tokens of a prompt: each word counts as one token."""
    return len(as_text(prompt).split())


def as_text(prompt: object) -> str:
    """The text of a prompt of any form."""
    return json.dumps(prompt)


def limit(request: Body, *names: str) -> int | None:
    """The largest number of tokens of an answer, under the first of these names that the request has."""
    found = next((request[name] for name in names if name in request), None)
    if found is not None and not isinstance(found, int):
        raise bad_request(f"{names[-1]} must be a whole number.")
    return found


def event(data: Body, name: str = "") -> bytes:
    """An event of a stream, with a name if the API's events have names."""
    head = f"event: {name}\n" if name else ""
    return f"{head}data: {json.dumps(data)}\n\n".encode()


@dataclass(frozen=True)
class Generation(ABC):
    """A request whose answer is generated."""

    model: str
    prompt: str
    max_tokens: int | None
    stream: bool

    early: ClassVar[bool] = False
    """Whether a stream begins before the first token is generated."""

    @classmethod
    @abstractmethod
    def of(cls, request: Body, model: str) -> Self:
        """Read a request for this model."""

    @abstractmethod
    def whole(self, tokens: Sequence[str]) -> Body:
        """An answer that isn't streamed."""

    @abstractmethod
    def beginning(self) -> Iterator[bytes]:
        """The events of a stream before the first token."""

    @abstractmethod
    def token(self, index: int, token: str) -> bytes:
        """The event of a stream with this token."""

    @abstractmethod
    def end(self, tokens: Sequence[str]) -> Iterator[bytes]:
        """The events of a stream after the last token."""

    def cut(self, tokens: Sequence[str]) -> bool:
        """Whether the answer ends because it has as many tokens as the request allows."""
        return self.max_tokens is not None and len(tokens) >= self.max_tokens

    @cached_property
    def words(self) -> Sequence[str]:
        """The words of the prompt; each counts as one token."""
        return self.prompt.split()

    @property
    def prompt_tokens(self) -> int:
        """The number of tokens of the prompt."""
        return len(self.words)


class Short(ABC):
    """A request whose answer isn't generated."""

    computed: ClassVar[bool] = False
    """Whether the model computes it, in one of the server's slots."""

    @classmethod
    @abstractmethod
    def of(cls, request: Body, model: str) -> Self:
        """Read a request for this model."""

    @abstractmethod
    def whole(self) -> Body:
        """The answer."""
