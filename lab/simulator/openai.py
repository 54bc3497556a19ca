"""The formats of OpenAI's API: read requests, write answers and stream events."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

# The paths after the base path, which is /v1 at OpenAI and differs at other providers.
CHAT = "/chat/completions"
COMPLETIONS = (CHAT, "/completions")

END_OF_STREAM = b"data: [DONE]\n\n"


class BadRequestError(Exception):
    """The body isn't a request of this API."""


@dataclass(frozen=True)
class Completion:
    """A request for a completion, of a chat or of a text."""

    chat: bool
    model: str
    prompt: str
    max_tokens: int | None
    stream: bool
    include_usage: bool

    @classmethod
    def read(cls, operation: str, body: bytes) -> Completion:
        """Read the body of a request; an empty body has the default options."""
        try:
            request = json.loads(body or b"{}")
            options = request.get("stream_options") or {}
        except (ValueError, AttributeError) as error:
            raise BadRequestError(str(error)) from None
        prompt = request.get("messages" if operation == CHAT else "prompt", "")
        return cls(
            chat=operation == CHAT,
            model=str(request.get("model", "simulated")),
            prompt=json.dumps(prompt),
            max_tokens=request.get("max_completion_tokens", request.get("max_tokens")),
            stream=bool(request.get("stream")),
            include_usage=bool(options.get("include_usage")),
        )

    def usage(self, completion_tokens: int) -> dict[str, int]:
        """The token counts; each word of a prompt counts as a token."""
        prompt_tokens = len(self.prompt.split())
        return {
            "prompt_tokens": prompt_tokens,
            "completion_tokens": completion_tokens,
            "total_tokens": prompt_tokens + completion_tokens,
        }

    def whole(self, tokens: list[str]) -> dict[str, Any]:
        """An answer that isn't streamed."""
        text = "".join(tokens)
        content = {"message": {"role": "assistant", "content": text}} if self.chat else {"text": text}
        choice = {"index": 0, "finish_reason": "stop", **content}
        return {
            **self._head("chat.completion"),
            "choices": [choice],
            "usage": self.usage(len(tokens)),
        }

    def event(self, token: str | None) -> bytes:
        """An event of a stream, with a token or with the reason for the end."""
        text = token or ""
        content = {"delta": {"content": text} if token else {}} if self.chat else {"text": text}
        choice = {"index": 0, "finish_reason": None if token else "stop", **content}
        return _event({**self._head("chat.completion.chunk"), "choices": [choice]})

    def usage_event(self, tokens: int) -> bytes:
        """The last event of a stream before its end, with the token counts."""
        head = self._head("chat.completion.chunk")
        return _event({**head, "choices": [], "usage": self.usage(tokens)})

    def _head(self, kind: str) -> dict[str, Any]:
        kind = kind if self.chat else "text_completion"
        return {"id": "cmpl-simulated", "object": kind, "created": 0, "model": self.model}


def models() -> dict[str, Any]:
    """The list of models."""
    return {"object": "list", "data": [{"id": "simulated", "object": "model", "owned_by": "lab"}]}


def error(message: str, kind: str) -> dict[str, Any]:
    """The body of an error."""
    return {"error": {"message": message, "type": kind}}


def _event(value: Mapping[str, Any]) -> bytes:
    return b"data: " + json.dumps(value).encode() + b"\n\n"
