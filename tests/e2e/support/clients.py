"""The clients of applications, as PyPI has them, in the lab's network and in an environment of their own."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Any

from lab.environment import Lab
from lab.machine import namespaces
from lab.tools.clients.environment import CLIENTS


@dataclass(frozen=True)
class ClientError:
    """An error that a client has raised: its kind, such as `NotFoundError`, and what it says of the answer."""

    kind: str
    message: str
    status_code: int | None
    code: str | None
    type: str | None
    param: str | None
    headers: dict[str, str]


@dataclass(frozen=True)
class Client:
    """OpenAI's or Anthropic's client for one host.

    It doesn't retry, and if it is strict it refuses answers without the shapes of its API.
    """

    name: str
    host: str
    requests: IO[str]
    replies: IO[str]
    strict: bool = True
    retries: int = 0

    def lenient(self) -> Client:
        """The client as applications have it, for answers of OpenAI that the client's own types don't describe."""
        return replace(self, strict=False)

    def retrying(self, retries: int) -> Client:
        """The client that tries again."""
        return replace(self, retries=retries)

    def answer(self, call: str, **options: Any) -> Any:
        """What a function of the client returns, such as `chat.completions.create`."""
        return self._fine(call, "answer", options)["answer"]

    def items(self, call: str, **options: Any) -> list[Any]:
        """The items of a list or of a stream."""
        items: list[Any] = self._fine(call, "items", options)["items"]
        return items

    def accumulated(self, call: str, **options: Any) -> tuple[list[Any], Any]:
        """The items of a stream, and the answer that the client makes of them."""
        reply = self._fine(call, "accumulated", options)
        return reply["items"], reply["answer"]

    @contextmanager
    def opened(self, call: str, **options: Any) -> Iterator[list[Any]]:
        """Open a stream; at the end the list has its items."""
        items: list[Any] = []
        self._fine(call, "open", options)
        yield items
        items.extend(self._fine(call, "rest", {})["items"])

    def error(self, call: str, **options: Any) -> ClientError:
        """The error that a function raises."""
        return _raised(self._reply(call, "answer", options))

    def broken(self, call: str, **options: Any) -> tuple[list[Any], ClientError]:
        """The items of a stream before its error, and the error."""
        reply = self._reply(call, "items", options)
        return reply["items"], _raised(reply)

    def _fine(self, call: str, take: str, options: dict[str, Any]) -> dict[str, Any]:
        reply = self._reply(call, take, options)
        assert reply["error"] is None, reply
        return reply

    def _reply(self, call: str, take: str, options: dict[str, Any]) -> dict[str, Any]:
        client = {"client": self.name, "host": self.host, "strict": self.strict, "retries": self.retries}
        self.requests.write(json.dumps({**client, "call": call, "take": take, "options": options}) + "\n")
        self.requests.flush()
        reply: dict[str, Any] = json.loads(self.replies.readline())
        return reply


def _raised(reply: dict[str, Any]) -> ClientError:
    assert reply["error"] is not None, reply
    return ClientError(**reply["error"])


class Clients:
    """The clients, as a process that calls them."""

    def __init__(self, lab: Lab, process: subprocess.Popen[str]) -> None:
        """Wrap the process, whose input and output are pipes."""
        assert process.stdin
        assert process.stdout
        self._lab = lab
        self._requests = process.stdin
        self._replies = process.stdout

    def openai(self, host: str) -> Client:
        """OpenAI's client."""
        return Client("openai", host, self._requests, self._replies)

    def anthropic(self, host: str) -> Client:
        """Anthropic's client."""
        return Client("anthropic", host, self._requests, self._replies)

    def litellm(self, host: str, which: str) -> Any:
        """What calls of LiteLLM's functions return: `all` of them, or the `error` of one."""
        ended = namespaces.run(
            self._lab.hub.namespace, *_program("litellm_calls.py"), self._lab.gateway.host.address, host, which
        )
        assert ended.returncode == 0, ended.stderr
        return json.loads(ended.stdout.splitlines()[-1])


@contextmanager
def clients_of(lab: Lab) -> Iterator[Clients]:
    """Start the process of the clients, and end it."""
    command = (*namespaces.entering(lab.hub.namespace), *_program("client_calls.py"), lab.gateway.host.address)
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield Clients(lab, process)


def _program(name: str) -> tuple[str, str]:
    CLIENTS.build()
    return str(CLIENTS.python), str(Path(__file__).with_name(name))
