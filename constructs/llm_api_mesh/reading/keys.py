"""Keys that somebody has written into a specification, which would stand in the YAML for all to read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from llm_api_mesh.errors import Problem
from llm_api_mesh.reading.texts import WrittenText
from llm_api_mesh.secret_shapes import HIDDEN, hide, is_key, keys_in

_SHORTEST = 4  # shorter texts are no keys, and would be hidden in the middle of other words


@dataclass(frozen=True)
class WrittenKey:
    """A key, and the field that has it."""

    path: str
    text: str
    header: bool = False
    """Whether it is the value of a header or a parameter that has keys."""

    @property
    def problem(self) -> Problem:
        """Why the key is refused."""
        allowed = "a text without a key, because everybody who can read the YAML would have it"
        fix = "Leave the value empty, which matches any value." if self.header else "Put keys into Secrets."
        return Problem(self.path, "key-source", "a key, which isn't shown", allowed, fix)


def written_keys(texts: Iterable[WrittenText]) -> list[WrittenKey]:
    """Find the keys among the texts of a specification."""
    return [WrittenKey(one.path, one.text, one.of_key) for one in texts if one.of_key or is_key(one.text)]


def without_keys(problem: Problem, keys: Sequence[WrittenKey]) -> Problem:
    """Hide in a problem the keys, and all that may be one."""
    texts = (problem.api, problem.path, problem.given, problem.allowed, problem.fix)
    api, path, given, allowed, fix = (_hidden(text, keys) for text in texts)
    return replace(problem, api=api, path=path, given=given, allowed=allowed, fix=fix)


def _hidden(text: str, keys: Sequence[WrittenKey]) -> str:
    for key in keys:
        for written in (key.text, *keys_in(key.text)):
            if len(written) >= _SHORTEST:
                text = text.replace(written, HIDDEN)
    return hide(text)
