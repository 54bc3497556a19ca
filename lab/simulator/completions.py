"""OpenAI's completions, of a chat or of a plain prompt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from lab.simulator.answers import Body, Generation, as_text, event, limit
from lab.simulator.errors import bad_request

_END_OF_STREAM = b"data: [DONE]\n\n"


@dataclass(frozen=True)
class _Completion(Generation):
    """The common part of both kinds of completions."""

    include_usage: bool

    prompt_key: ClassVar[str]
    kind: ClassVar[str]
    stream_kind: ClassVar[str]

    @classmethod
    def of(cls, request: Body, model: str) -> Self:
        """Read a request."""
        options = request.get("stream_options") or {}
        if not isinstance(options, dict):
            raise bad_request("stream_options must be an object.")
        return cls(
            model=model,
            prompt=as_text(request.get(cls.prompt_key, "")),
            max_tokens=limit(request, "max_completion_tokens", "max_tokens"),
            stream=bool(request.get("stream")),
            include_usage=bool(options.get("include_usage")),
        )

    def whole(self, tokens: Sequence[str]) -> Body:
        """An answer that isn't streamed."""
        choice = {"index": 0, "finish_reason": self._reason(tokens), "logprobs": None, **self._message("".join(tokens))}
        return {**self._head(self.kind), "choices": [choice], "usage": self._usage(tokens)}

    def beginning(self) -> Iterator[bytes]:
        """None: the first event has the first token."""
        return iter(())

    def token(self, index: int, token: str) -> bytes:
        """An event with a token."""
        return self._event(self._delta(index, token), None)

    def end(self, tokens: Sequence[str]) -> Iterator[bytes]:
        """The reason for the end, and the token counts if the client asks for them."""
        yield self._event(self._delta(len(tokens), ""), self._reason(tokens))
        if self.include_usage:
            yield event({**self._head(self.stream_kind), "choices": [], "usage": self._usage(tokens)})
        yield _END_OF_STREAM

    def _message(self, text: str) -> Body:
        return {"text": text}

    def _delta(self, index: int, text: str) -> Body:
        return {"text": text}

    def _event(self, content: Body, reason: str | None) -> bytes:
        choice = {"index": 0, "finish_reason": reason, "logprobs": None, **content}
        # If the counts come at the end, every other event has an empty count.
        counts = {"usage": None} if self.include_usage else {}
        return event({**self._head(self.stream_kind), "choices": [choice], **counts})

    def _reason(self, tokens: Sequence[str]) -> str:
        return "length" if self.cut(tokens) else "stop"

    def _usage(self, tokens: Sequence[str]) -> dict[str, int]:
        prompt = self.prompt_tokens
        return {"prompt_tokens": prompt, "completion_tokens": len(tokens), "total_tokens": prompt + len(tokens)}

    def _head(self, kind: str) -> dict[str, Any]:
        return {"id": "cmpl-simulated", "object": kind, "created": 0, "model": self.model}


class TextCompletion(_Completion):
    """`POST /v1/completions`."""

    prompt_key = "prompt"
    kind = stream_kind = "text_completion"


class ChatCompletion(_Completion):
    """`POST /v1/chat/completions`."""

    prompt_key = "messages"
    kind = "chat.completion"
    stream_kind = "chat.completion.chunk"

    def _message(self, text: str) -> Body:
        return {"message": {"role": "assistant", "content": text, "refusal": None}}

    def _delta(self, index: int, text: str) -> Body:
        role = {} if index else {"role": "assistant"}
        return {"delta": {**role, "content": text} if text else {}}
