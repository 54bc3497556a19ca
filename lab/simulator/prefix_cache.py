"""The KV cache of a replica: blocks of tokens, which later prompts with the same beginning use again.

It works as vLLM's: a block is identified by its tokens and all tokens before it, full blocks of prompts stay in the
cache until the room is needed, and the one that has been idle for longest goes first.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass

BLOCK_TOKENS = 16


@dataclass(frozen=True)
class Claim:
    """The blocks that one request holds."""

    shared: Sequence[int]
    """Those of its prompt that other requests may use as well, from the first one on."""
    own: int
    """The number of the others: the rest of the prompt, and the answer."""
    cached_tokens: int
    """The tokens of the prompt whose blocks were in the cache."""


class PrefixCache:
    """A number of blocks."""

    def __init__(self, tokens: int) -> None:
        """Start empty, with room for this number of tokens."""
        self.blocks = tokens // BLOCK_TOKENS
        self._own = 0
        # By block: the number of requests that hold it.
        self._held: dict[int, int] = {}
        # In the order in which they were released.
        self._idle: OrderedDict[int, None] = OrderedDict()

    @property
    def usage(self) -> float:
        """The share of the blocks that requests hold; idle blocks count as free, as in vLLM's metric."""
        return (len(self._held) + self._own) / self.blocks

    def cached_tokens(self, prompt: Sequence[int], tokens: int) -> int:
        """How many of a prompt's tokens needn't be computed; the last one always is, for the first of the answer."""
        found = 0
        for block in prompt[: (tokens - 1) // BLOCK_TOKENS]:
            if block not in self._held and block not in self._idle:
                break
            found += 1
        return found * BLOCK_TOKENS

    def fits(self, tokens: int) -> bool:
        """Whether a prompt and its answer would fit if no other request held a block."""
        return _blocks_of(tokens) <= self.blocks

    def claim(self, prompt: Sequence[int], tokens: int, answer: int) -> Claim | None:
        """Hold the blocks of a prompt with this number of tokens, and of its answer; None if there is no room now."""
        cached = self.cached_tokens(prompt, tokens)
        held = sum(block in self._held for block in prompt)
        wanted = _blocks_of(tokens + answer)
        if len(self._held) + self._own + wanted - held > self.blocks:
            return None
        for block in prompt:
            self._idle.pop(block, None)
            self._held[block] = self._held.get(block, 0) + 1
        claim = Claim(prompt, wanted - len(prompt), cached)
        self._own += claim.own
        while len(self._held) + self._own + len(self._idle) > self.blocks:
            self._idle.popitem(last=False)
        return claim

    def release(self, claim: Claim, computed: bool = True) -> None:
        """Let go of a request's blocks; those of a prompt that was computed stay in the cache."""
        self._own -= claim.own
        known = claim.cached_tokens // BLOCK_TOKENS
        # The end of a prompt is released first, because a block without those before it is useless.
        for index in range(len(claim.shared) - 1, -1, -1):
            block = claim.shared[index]
            self._held[block] -= 1
            if not self._held[block]:
                del self._held[block]
                if computed or index < known:
                    self._idle[block] = None

    def clear(self) -> None:
        """Forget all blocks that no request holds."""
        self._idle.clear()


def blocks(words: Sequence[str]) -> list[int]:
    """The full blocks of a prompt, each identified by its own tokens and all before it."""
    found = []
    before = 0
    for begin in range(0, len(words) - BLOCK_TOKENS + 1, BLOCK_TOKENS):
        before = hash((before, *words[begin : begin + BLOCK_TOKENS]))
        found.append(before)
    return found


def _blocks_of(tokens: int) -> int:
    return -(-tokens // BLOCK_TOKENS)
