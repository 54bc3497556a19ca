"""The client recognizes complete answers and tokens, and classifies incomplete answers."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from bench.measuring.arrivals import Arrival
from bench.measuring.client import Client, Target, tokens_in, whole
from bench.measuring.outcomes import Outcome
from lab.machine import namespaces

HEAD = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n"
TOKEN = b'data: {"choices": [{"delta": {"content": "word "}}]}\n\n'
END = b"data: [DONE]\n\n"


def chunk(data: bytes) -> bytes:
    return b"%x\r\n%s\r\n" % (len(data), data)


STREAM = HEAD + chunk(TOKEN) + chunk(TOKEN) + chunk(END) + chunk(b"")


def test_only_all_of_a_stream_is_whole() -> None:
    """A stream is complete only with its last byte, however the network cuts it."""
    assert not any(whole(STREAM[:length]) for length in range(len(STREAM)))
    assert whole(STREAM)


def test_an_answer_of_known_length() -> None:
    """An answer of known length is complete with its last byte, in any case of the header."""
    answer = b"HTTP/1.1 503 no\r\nContent-Length: 3\r\n\r\nabc"
    assert whole(answer)
    assert not whole(answer[:-1])


def test_tokens_are_counted_in_both_ways_of_writing_json() -> None:
    """An empty token, as in the event with the role, doesn't count."""
    assert tokens_in(STREAM) == 2
    assert tokens_in(b'{"content":"a"} {"content":""} {"content": ""}') == 1


@contextmanager
def here(namespace: str) -> Iterator[None]:
    """Replace the network namespace, so that the test needs no root."""
    del namespace
    yield


async def outcome_of(answer: bytes, monkeypatch: pytest.MonkeyPatch) -> Outcome:
    """The outcome of a request to a server that writes this data and closes."""
    monkeypatch.setattr(namespaces, "entered", here)

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(1024)
        writer.write(answer)
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        sender = Client(Target("", "127.0.0.1", port, "host"), timeout=5.0)
        outcome = await sender.send(Arrival(0.0, b"{}", tokens=2), asyncio.get_running_loop().time())
        sender.close()
    return outcome


@pytest.mark.parametrize(
    ("answer", "failure", "refused", "cut"),
    [
        (STREAM, "", False, False),
        (HEAD + chunk(TOKEN), "cut", False, True),
        (HEAD, "cut", True, False),
        (b"", "broken", True, False),
        (b"HTTP/1.1 503 no\r\ncontent-length: 0\r\n\r\n", "503", True, False),
    ],
)
def test_outcomes(answer: bytes, failure: str, refused: bool, cut: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """A failure differs from an answer, and one before the first token from one after it."""
    outcome = asyncio.run(outcome_of(answer, monkeypatch))
    assert (outcome.failure, outcome.refused, outcome.cut) == (failure, refused, cut)
    assert outcome.ok == (not failure)


def test_a_request_that_is_given_up_closes_its_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    """The server notices at once that nobody waits for the answer."""
    monkeypatch.setattr(namespaces, "entered", here)

    async def give_up() -> None:
        noticed = asyncio.Event()

        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await reader.read()
            noticed.set()
            writer.close()

        server = await asyncio.start_server(serve, "127.0.0.1", 0)
        async with server:
            port = server.sockets[0].getsockname()[1]
            sender = Client(Target("", "127.0.0.1", port, "host"), timeout=60.0)
            request = asyncio.create_task(sender.send(Arrival(0.0, b"{}", tokens=2), 0.0))
            await asyncio.sleep(0.1)
            request.cancel()
            await asyncio.wait_for(noticed.wait(), 5.0)

    asyncio.run(give_up())
