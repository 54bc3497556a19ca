"""OpenAI's embeddings."""

from __future__ import annotations

import base64
import random
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

from lab.simulator.answers import Body, Short, as_text, words
from lab.simulator.errors import bad_request

_DIMENSIONS = 8


@dataclass(frozen=True)
class Embeddings(Short):
    """`POST /v1/embeddings`: the same vector for the same input, on every replica."""

    model: str
    inputs: Sequence[Any]
    dimensions: int
    encoding: str

    computed = True

    @classmethod
    def of(cls, request: Body, model: str) -> Self:
        """Read a request, for one input or several, of text or of tokens."""
        given = request.get("input", "")
        # A list of numbers is one input.
        several = isinstance(given, list) and not all(isinstance(one, int) for one in given)
        encoding = request.get("encoding_format", "float")
        if encoding not in {"float", "base64"}:
            raise bad_request("encoding_format must be float or base64.")
        return cls(
            model=model,
            inputs=given if several else [given],
            dimensions=int(request.get("dimensions") or _DIMENSIONS),
            encoding=encoding,
        )

    def whole(self) -> Body:
        """The vectors, as numbers or as base64 of their 32-bit floats."""
        tokens = sum(words(one) for one in self.inputs)
        return {
            "object": "list",
            "model": self.model,
            "data": [
                {"object": "embedding", "index": index, "embedding": self._vector(as_text(one))}
                for index, one in enumerate(self.inputs)
            ],
            "usage": {"prompt_tokens": tokens, "total_tokens": tokens},
        }

    def _vector(self, text: str) -> list[float] | str:
        chance = random.Random(text)
        packed = struct.pack(f"<{self.dimensions}f", *(chance.uniform(-1, 1) for _ in range(self.dimensions)))
        if self.encoding == "base64":
            return base64.b64encode(packed).decode()
        return list(struct.unpack(f"<{self.dimensions}f", packed))
