"""The two servers of a replica: the API for clients, and the control interface for the lab."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import Mapping, Sequence
from contextlib import aclosing
from http import HTTPStatus
from typing import Any
from urllib.parse import unquote

from lab.simulator.answers import Generation, Short, read
from lab.simulator.completions import ChatCompletion, TextCompletion
from lab.simulator.embeddings import Embeddings
from lab.simulator.errors import ApiError, queue_full, too_long, unknown_path
from lab.simulator.http1 import Connection, Request
from lab.simulator.messages import Message, TokenCount
from lab.simulator.metrics import exposition
from lab.simulator.model import Model, QueueFullError
from lab.simulator.prompts import TooLongError
from lab.simulator.responses import InputTokens, Response
from lab.simulator.served_models import ServedModels
from lab.simulator.tokenizer import Tokenized

MODES = ("normal", "slow", "hang", "garbage", "dying", "refuse")

# Enough for any test, and bounded, so that a load of hours doesn't fill the memory.
MAX_RECORDED_REQUESTS = 100_000

# vLLM's own path, which has no base path. Pickers read it many times a second.
_METRICS = "/metrics"

_RETRY_AFTER_SECONDS = 1

# By default, vLLM and llama.cpp allow the pages of all origins.
_PREFLIGHT = {
    "access-control-allow-credentials": "true",
    "access-control-allow-methods": "GET, POST, DELETE, OPTIONS",
    "access-control-allow-headers": "*",
}

# The paths after the base path, which is /v1 at OpenAI and differs at other providers.
_OPERATIONS: Mapping[str, type[Generation | Short]] = {
    "/chat/completions": ChatCompletion,
    "/completions": TextCompletion,
    "/embeddings": Embeddings,
    "/messages": Message,
    "/messages/count_tokens": TokenCount,
    "/responses": Response,
    "/responses/input_tokens": InputTokens,
}


class Replica:
    """A model server with its faults and its record of requests."""

    def __init__(
        self,
        model: Model,
        name: str,
        version: str,
        base_path: str,
        served: Sequence[str],
        *,
        recorded: int = MAX_RECORDED_REQUESTS,
    ) -> None:
        """Serve a model under a replica's name and version, at paths below the base path.

        `served` holds the names of models for which it answers; without names it answers for any. The replica keeps the
        last `recorded` requests.
        """
        self._model = model
        self._operations = {base_path + path: operation for path, operation in _OPERATIONS.items()}
        # vLLM's own path, which has no base path.
        self._operations["/tokenize"] = Tokenized
        self._models = f"{base_path}/models"
        self._messages = f"{base_path}/messages"
        self._served = ServedModels(served)
        self._identity = {"x-replica": name, "x-version": version}
        self._mode = "normal"
        self._tokens_before_break = 0
        self._refusal = 503
        self._refusal_retry_after = str(_RETRY_AFTER_SECONDS)
        self._requests: deque[Request] = deque(maxlen=recorded)
        self._adapters: list[str] | None = None  # without LoRA

    async def serve_api(self, request: Request, connection: Connection) -> None:
        """Answer a client according to the current mode."""
        if request.path != _METRICS:
            self._requests.append(request)
        if self._mode == "hang":
            await asyncio.Event().wait()
        elif self._mode == "garbage":
            connection.write_raw(b"\x00\xff this is not HTTP \xff\x00\r\n\r\n")
            connection.close()
        else:
            try:
                await self._answer(request, connection)
            except ApiError as error:
                self._fail(request, connection, error)

    async def serve_control(self, request: Request, connection: Connection) -> None:
        """Answer the lab: `/requests`, `/load`, `/cache`, `/adapters` and `/mode/MODE`."""
        mode = request.path.removeprefix("/mode/")
        if request.method == "PUT" and mode in MODES:
            self._mode = mode
            self._model.slowness = float(request.query.get("factor", "1"))
            self._tokens_before_break = int(request.query.get("tokens", "0"))
            self._refusal = int(request.query.get("status", "503"))
            self._refusal_retry_after = request.query.get("retry-after", str(_RETRY_AFTER_SECONDS))
            connection.respond_json(200, {}, {"mode": mode})
        elif request.path == "/load":
            connection.respond_json(200, {}, self._model.load())
        elif request.path == "/requests":
            if request.method == "DELETE":
                self._requests.clear()
            connection.respond_json(200, {}, [_record(one) for one in self._requests])
        elif request.path == "/adapters" and request.method == "PUT":
            self._adapters = list(filter(None, request.query.get("loaded", "").split(",")))
            connection.respond_json(200, {}, {})
        elif request.path == "/cache" and request.method == "DELETE":
            self._model.forget()
            connection.respond_json(200, {}, {})
        else:
            connection.respond_json(404, {}, {"error": f"no such page: {request.path}"})

    async def _answer(self, request: Request, connection: Connection) -> None:
        if self._mode == "refuse":
            # A server that is full, is starting, or rejects its caller.
            raise ApiError(self._refusal, "server_error", f"refused with {self._refusal}")
        headers = self._headers(request)
        if request.method == "OPTIONS" and "access-control-request-method" in request.headers:
            connection.respond(200, {**headers, **_PREFLIGHT}, b"")
        elif request.path == "/health":
            connection.respond(200, headers, b"")
        elif request.path == _METRICS:
            text = exposition(self._served.first, self._model.load(), self._model.cache, self._adapters)
            connection.respond(200, {**headers, "content-type": "text/plain; version=0.0.4"}, text.encode())
        elif request.path == self._models:
            connection.respond_json(200, headers, self._served.list())
        elif request.path.startswith(f"{self._models}/"):
            # Names have slashes, which some clients encode.
            name = unquote(request.path.removeprefix(f"{self._models}/"))
            connection.respond_json(200, headers, self._served.one(name))
        elif operation := self._operations.get(request.path):
            await self._operate(operation, request, connection)
        else:
            raise unknown_path(request.path)

    async def _operate(self, operation: type[Generation | Short], request: Request, connection: Connection) -> None:
        body = read(request.body)
        parsed = operation.of(body, self._served.named(body))
        if isinstance(parsed, Short) and not parsed.computed:
            connection.respond_json(200, self._headers(request), parsed.whole())
            return
        try:
            async with self._model.slot():
                headers = {**self._headers(request), **self._load_report(request)}
                if isinstance(parsed, Generation):
                    await self._generate(parsed, connection, headers)
                else:
                    await self._model.read_prompt()
                    connection.respond_json(200, headers, parsed.whole())
        except QueueFullError:
            raise queue_full() from None
        except TooLongError:
            raise too_long() from None

    def _fail(self, request: Request, connection: Connection, error: ApiError) -> None:
        """Answer with an error in the format of the API that the client uses."""
        full = error.status == HTTPStatus.TOO_MANY_REQUESTS
        wait = self._refusal_retry_after if self._mode == "refuse" else str(_RETRY_AFTER_SECONDS) if full else None
        headers = {**self._headers(request), **({"retry-after": wait} if wait else {})}
        anthropic = request.path.startswith(self._messages)
        connection.respond_json(error.status, headers, error.for_anthropic() if anthropic else error.for_openai())

    def _headers(self, request: Request) -> dict[str, str]:
        """What every answer has: the replica's identity, and the page of another origin, which may read the answer."""
        origin = request.headers.get("origin")
        return {**self._identity, **({"access-control-allow-origin": origin} if origin else {})}

    def _load_report(self, request: Request) -> dict[str, str]:
        """The load, in the header that vLLM uses, if the balancer has requested it."""
        if request.headers.get("endpoint-load-metrics-format") != "TEXT":
            return {}
        running = self._model.load()["running"]
        return {"endpoint-load-metrics": f"TEXT named_metrics.num_requests_running={running}"}

    async def _generate(self, generation: Generation, connection: Connection, headers: Mapping[str, str]) -> None:
        """Write the tokens of an answer as they are generated; in the mode `dying` break the connection among them."""
        tokens = self._model.answer(generation.prompt, generation.max_tokens)
        started = generation.stream and generation.early
        if started:
            _begin(generation, connection, headers)
        written = 0
        async with aclosing(self._model.generate(generation.words, tokens)) as parts:
            async for part in parts:
                if self._mode == "dying" and written <= self._tokens_before_break < written + len(part):
                    connection.abort()
                    return
                if generation.stream:
                    if not started:
                        _begin(generation, connection, headers)
                        started = True
                    connection.write_chunk(generation.token(written, "".join(part)))
                written += len(part)
        if not generation.stream:
            connection.respond_json(200, headers, generation.whole(tokens))
            return
        if not started:  # the answer has no token
            _begin(generation, connection, headers)
        for event in generation.end(tokens):
            connection.write_chunk(event)
        connection.end_stream()


def _begin(generation: Generation, connection: Connection, headers: Mapping[str, str]) -> None:
    connection.start_stream({**headers, "content-type": "text/event-stream"})
    for event in generation.beginning():
        connection.write_chunk(event)


def _record(request: Request) -> dict[str, Any]:
    try:
        body = json.loads(request.body)
    except ValueError:
        body = request.body.decode(errors="replace")
    return {
        "method": request.method,
        "path": request.target,
        "headers": dict(request.headers),
        "attempt": int(request.headers.get("x-envoy-attempt-count", "1")),
        "body": body,
    }
