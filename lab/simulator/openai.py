"""The shapes of OpenAI's API: requests read, answers and stream events written."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

# What follows the base path, which is /v1 at OpenAI itself and something else at others.
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
        """Read a request's body; an empty one asks for the default."""
        try:
            asked = json.loads(body or b"{}")
            options = asked.get("stream_options") or {}
        except (ValueError, AttributeError) as error:
            raise BadRequestError(str(error)) from None
        prompt = asked.get("messages" if operation == CHAT else "prompt", "")
        return cls(
            chat=operation == CHAT,
            model=str(asked.get("model", "simulated")),
            prompt=json.dumps(prompt),
            max_tokens=asked.get("max_completion_tokens", asked.get("max_tokens")),
            stream=bool(asked.get("stream")),
            include_usage=bool(options.get("include_usage")),
        )

    def usage(self, completion_tokens: int) -> dict[str, int]:
        """The token counts; a prompt's tokens are its words."""
        prompt_tokens = len(self.prompt.split())
        return {
            "prompt_tokens": prompt_tokens,
            "completion_tokens": completion_tokens,
            "total_tokens": prompt_tokens + completion_tokens,
        }

    def whole(self, tokens: list[str]) -> dict[str, Any]:
        """An answer in one piece."""
        text = "".join(tokens)
        content = {"message": {"role": "assistant", "content": text}} if self.chat else {"text": text}
        choice = {"index": 0, "finish_reason": "stop", **content}
        return {
            **self._head("chat.completion"),
            "choices": [choice],
            "usage": self.usage(len(tokens)),
        }

    def event(self, token: str | None) -> bytes:
        """A stream's event with a token, or with the reason for its end."""
        text = token or ""
        content = {"delta": {"content": text} if token else {}} if self.chat else {"text": text}
        choice = {"index": 0, "finish_reason": None if token else "stop", **content}
        return _event({**self._head("chat.completion.chunk"), "choices": [choice]})

    def usage_event(self, tokens: int) -> bytes:
        """A stream's last event before its end, with the token counts."""
        head = self._head("chat.completion.chunk")
        return _event({**head, "choices": [], "usage": self.usage(tokens)})

    def _head(self, kind: str) -> dict[str, Any]:
        kind = kind if self.chat else "text_completion"
        return {"id": "cmpl-simulated", "object": kind, "created": 0, "model": self.model}


def models() -> dict[str, Any]:
    """The list of models."""
    return {"object": "list", "data": [{"id": "simulated", "object": "model", "owned_by": "lab"}]}


def error(message: str, kind: str) -> dict[str, Any]:
    """An error's body."""
    return {"error": {"message": message, "type": kind}}


def _event(value: Mapping[str, Any]) -> bytes:
    return b"data: " + json.dumps(value).encode() + b"\n\n"
