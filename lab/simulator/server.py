"""The two servers of a replica: the API for clients, and the control interface for the lab."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import Mapping
from typing import Any

from lab.simulator import openai
from lab.simulator.http1 import Connection, Request
from lab.simulator.model import Model, QueueFullError
from lab.simulator.openai import Completion

MODES = ("normal", "slow", "hang", "garbage", "dying", "refuse")

# Enough for any test, and bounded, so that a load of hours doesn't fill the memory.
_MAX_RECORDED_REQUESTS = 100_000

_RETRY_AFTER_SECONDS = 1


class Replica:
    """A model server with its faults and its record of requests."""

    def __init__(self, model: Model, name: str, version: str, base_path: str) -> None:
        """Serve a model under a replica's name and version, at paths below the base path."""
        self._model = model
        self._completions = {base_path + operation: operation for operation in openai.COMPLETIONS}
        self._models = f"{base_path}/models"
        self._identity = {"x-replica": name, "x-version": version}
        self._mode = "normal"
        self._tokens_before_break = 0
        self._refusal = 503
        self._refusal_retry_after = str(_RETRY_AFTER_SECONDS)
        self._requests: deque[dict[str, Any]] = deque(maxlen=_MAX_RECORDED_REQUESTS)

    async def serve_api(self, request: Request, connection: Connection) -> None:
        """Answer a client according to the current mode."""
        self._requests.append(_record(request))
        if self._mode == "hang":
            await asyncio.Event().wait()
        elif self._mode == "garbage":
            connection.write_raw(b"\x00\xff this is not HTTP \xff\x00\r\n\r\n")
            connection.close()
        elif self._mode == "refuse":
            self._refuse(connection)
        elif request.path in self._completions:
            await self._complete(request, connection)
        elif request.path == self._models:
            connection.respond_json(200, self._identity, openai.models())
        elif request.path == "/health":
            connection.respond(200, self._identity, b"")
        else:
            body = openai.error(f"no such path: {request.path}", "not_found_error")
            connection.respond_json(404, self._identity, body)

    async def serve_control(self, request: Request, connection: Connection) -> None:
        """Answer the lab: `/requests`, `/load` and `/mode/MODE`."""
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
            connection.respond_json(200, {}, list(self._requests))
        else:
            connection.respond_json(404, {}, {"error": f"no such page: {request.path}"})

    def _refuse(self, connection: Connection) -> None:
        """Answer with an error, as a server does that is full, is starting, or rejects its caller."""
        headers = {**self._identity, "retry-after": self._refusal_retry_after}
        body = openai.error(f"refused with {self._refusal}", "server_error")
        connection.respond_json(self._refusal, headers, body)

    async def _complete(self, request: Request, connection: Connection) -> None:
        try:
            completion = Completion.read(self._completions[request.path], request.body)
            async with self._model.slot():
                await self._generate(completion, connection, {**self._identity, **self._load_report(request)})
        except openai.BadRequestError as problem:
            body = openai.error(str(problem), "invalid_request_error")
            connection.respond_json(400, self._identity, body)
        except QueueFullError:
            headers = {**self._identity, "retry-after": str(_RETRY_AFTER_SECONDS)}
            body = openai.error("the queue is full", "rate_limit_error")
            connection.respond_json(429, headers, body)

    def _load_report(self, request: Request) -> dict[str, str]:
        """The load, in the header that vLLM uses, if the balancer has requested it."""
        if request.headers.get("endpoint-load-metrics-format") != "TEXT":
            return {}
        running = self._model.load()["running"]
        return {"endpoint-load-metrics": f"TEXT named_metrics.num_requests_running={running}"}

    async def _generate(self, completion: Completion, connection: Connection, headers: Mapping[str, str]) -> None:
        """Write the tokens of an answer as they are generated; in the mode `dying` break the connection among them."""
        tokens = self._model.answer(completion.prompt, completion.max_tokens)
        written = 0
        async for token in self._model.generate(tokens):
            if self._mode == "dying" and written == self._tokens_before_break:
                connection.abort()
                return
            if completion.stream:
                if written == 0:
                    kind = {"content-type": "text/event-stream"}
                    connection.start_stream({**headers, **kind})
                connection.write_chunk(completion.event(token))
            written += 1
        if not completion.stream:
            connection.respond_json(200, headers, completion.whole(tokens))
            return
        connection.write_chunk(completion.event(None))
        if completion.include_usage:
            connection.write_chunk(completion.usage_event(len(tokens)))
        connection.write_chunk(openai.END_OF_STREAM)
        connection.end_stream()


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
