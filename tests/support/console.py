"""Commands on pages with what they print: fenced blocks of the language `console`.

A line that begins with `$ ` is a command. The lines below it, up to the next command, are what it prints, with `...` in
place of any text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

ANY = "..."


@dataclass(frozen=True)
class Command:
    """A command, and what the page says that it prints."""

    text: str
    expected: str

    def prints(self, printed: str) -> bool:
        """Tell whether a text is what the page shows."""
        shown = ".*".join(map(re.escape, self.expected.strip().split(ANY)))
        return re.fullmatch(shown, printed.strip(), re.DOTALL) is not None

    @property
    def shows_nothing(self) -> bool:
        """Whether the page leaves open what it prints."""
        return not self.expected.replace(ANY, "").strip()


def commands(text: str) -> Iterator[Command]:
    """Yield the commands of a block, with their output."""
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, _, expected = part.partition("\n")
        yield Command(command, expected)
