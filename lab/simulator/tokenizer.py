"""vLLM's tokenizer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from lab.simulator.answers import Body, Short, words

_MAX_MODEL_LEN = 131_072


@dataclass(frozen=True)
class Tokenized(Short):
    """`POST /tokenize`, for a string or a chat."""

    tokens: int

    @classmethod
    def of(cls, request: Body, model: str) -> Self:
        """Count the tokens of a prompt."""
        return cls(words(request.get("messages", request.get("prompt", ""))))

    def whole(self) -> Body:
        """Arbitrary numbers of the tokens, and their count."""
        tokens = list(range(self.tokens))
        return {"count": self.tokens, "max_model_len": _MAX_MODEL_LEN, "tokens": tokens, "token_strs": None}
