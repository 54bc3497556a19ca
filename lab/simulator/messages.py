"""Anthropic's Messages API, which vLLM serves as well."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Self

from lab.simulator.answers import Body, Generation, Short, as_text, event, limit, words


def _prompt(request: Body) -> Any:
    return [request.get("system"), request.get("messages", [])]


@dataclass(frozen=True)
class Message(Generation):
    """`POST /v1/messages`."""

    @classmethod
    def of(cls, request: Body, model: str) -> Self:
        """Read a request."""
        return cls(
            model=model,
            prompt=as_text(_prompt(request)),
            max_tokens=limit(request, "max_tokens"),
            stream=bool(request.get("stream")),
        )

    def whole(self, tokens: Sequence[str]) -> Body:
        """An answer that isn't streamed."""
        content = [{"type": "text", "text": "".join(tokens)}]
        return {**self._head(len(tokens)), "content": content, "stop_reason": self._reason(tokens)}

    def beginning(self) -> Iterator[bytes]:
        """The empty message and its text."""
        yield _event("message_start", message=self._head(0))
        yield _event("content_block_start", index=0, content_block={"type": "text", "text": ""})
        yield _event("ping")

    def token(self, index: int, token: str) -> bytes:
        """An event with a token."""
        return _event("content_block_delta", index=0, delta={"type": "text_delta", "text": token})

    def end(self, tokens: Sequence[str]) -> Iterator[bytes]:
        """The end of the text, the reason with the token counts, and the end of the message."""
        yield _event("content_block_stop", index=0)
        delta = {"stop_reason": self._reason(tokens), "stop_sequence": None}
        yield _event("message_delta", delta=delta, usage=self._usage(len(tokens)))
        yield _event("message_stop")

    def _reason(self, tokens: Sequence[str]) -> str:
        return "max_tokens" if self.cut(tokens) else "end_turn"

    def _usage(self, tokens: int) -> Body:
        return {"input_tokens": self.prompt_tokens, "output_tokens": tokens}

    def _head(self, tokens: int) -> dict[str, Any]:
        return {
            "id": "msg_simulated",
            "type": "message",
            "role": "assistant",
            "model": self.model,
            "content": [],
            "stop_reason": None,
            "stop_sequence": None,
            "usage": self._usage(tokens),
        }


@dataclass(frozen=True)
class TokenCount(Short):
    """`POST /v1/messages/count_tokens`."""

    tokens: int

    @classmethod
    def of(cls, request: Body, model: str) -> Self:
        """Count the tokens of a request for a message."""
        return cls(words(_prompt(request)))

    def whole(self) -> Body:
        """The answer."""
        return {"input_tokens": self.tokens}


def _event(kind: str, **fields: Any) -> bytes:
    return event({"type": kind, **fields}, kind)
