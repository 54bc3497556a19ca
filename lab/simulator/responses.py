"""OpenAI's Responses API."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Self

from lab.simulator.answers import Body, Generation, Short, as_text, event, limit, words

_ITEM = "msg_simulated"
_PLACE = {"item_id": _ITEM, "output_index": 0, "content_index": 0}

# The events before the first token: response.created, response.in_progress, and those of the message and its text.
_EVENTS_BEFORE_TOKENS = 4


def _prompt(request: Body) -> Any:
    return [request.get("instructions"), request.get("input", "")]


@dataclass(frozen=True)
class Response(Generation):
    """`POST /v1/responses`."""

    early = True

    @classmethod
    def of(cls, request: Body, model: str) -> Self:
        """Read a request."""
        return cls(
            model=model,
            prompt=as_text(_prompt(request)),
            max_tokens=limit(request, "max_output_tokens"),
            stream=bool(request.get("stream")),
        )

    def whole(self, tokens: Sequence[str]) -> Body:
        """An answer that isn't streamed, and the content of the last event of a stream."""
        cut = self.cut(tokens)
        status = "incomplete" if cut else "completed"
        return {
            **self._head(status),
            "incomplete_details": {"reason": "max_output_tokens"} if cut else None,
            "output": [_message(status, "".join(tokens))],
            "usage": {
                "input_tokens": self.prompt_tokens,
                "input_tokens_details": {"cached_tokens": 0, "cache_write_tokens": 0},
                "output_tokens": len(tokens),
                "output_tokens_details": {"reasoning_tokens": 0},
                "total_tokens": self.prompt_tokens + len(tokens),
            },
        }

    def beginning(self) -> Iterator[bytes]:
        """The empty response, its message and its text."""
        running = self._head("in_progress")
        empty = {**_message("in_progress", ""), "content": []}
        yield _event(0, "response.created", response=running)
        yield _event(1, "response.in_progress", response=running)
        yield _event(2, "response.output_item.added", output_index=0, item=empty)
        yield _event(3, "response.content_part.added", **_PLACE, part=_text(""))

    def token(self, index: int, token: str) -> bytes:
        """An event with a token."""
        return _event(_EVENTS_BEFORE_TOKENS + index, "response.output_text.delta", **_PLACE, delta=token, logprobs=[])

    def end(self, tokens: Sequence[str]) -> Iterator[bytes]:
        """The complete text, message and response."""
        number = _EVENTS_BEFORE_TOKENS + len(tokens)
        text = "".join(tokens)
        response = self.whole(tokens)
        yield _event(number, "response.output_text.done", **_PLACE, text=text, logprobs=[])
        yield _event(number + 1, "response.content_part.done", **_PLACE, part=_text(text))
        yield _event(number + 2, "response.output_item.done", output_index=0, item=response["output"][0])
        yield _event(number + 3, f"response.{response['status']}", response=response)

    def _head(self, status: str) -> dict[str, Any]:
        return {
            "id": "resp_simulated",
            "object": "response",
            "created_at": 0,
            "status": status,
            "model": self.model,
            "error": None,
            "incomplete_details": None,
            "instructions": None,
            "max_output_tokens": self.max_tokens,
            "metadata": {},
            "output": [],
            "parallel_tool_calls": True,
            "previous_response_id": None,
            "store": False,
            "temperature": 1.0,
            "tool_choice": "auto",
            "tools": [],
            "top_p": 1.0,
            "usage": None,
        }


@dataclass(frozen=True)
class InputTokens(Short):
    """`POST /v1/responses/input_tokens`."""

    tokens: int

    @classmethod
    def of(cls, request: Body, model: str) -> Self:
        """Count the tokens of a request for a response."""
        return cls(words(_prompt(request)))

    def whole(self) -> Body:
        """The answer."""
        return {"object": "response.input_tokens", "input_tokens": self.tokens}


def _message(status: str, text: str) -> dict[str, Any]:
    return {"id": _ITEM, "type": "message", "status": status, "role": "assistant", "content": [_text(text)]}


def _text(text: str) -> Body:
    return {"type": "output_text", "text": text, "annotations": [], "logprobs": []}


def _event(number: int, kind: str, **fields: Any) -> bytes:
    return event({"type": kind, "sequence_number": number, **fields}, kind)
