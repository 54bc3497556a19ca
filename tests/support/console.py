"""Commands on pages with what they print: fenced blocks of the language `console`.

A line that begins with `$ ` is a command. The lines below it, up to the next command, are what it prints. `...` stands
for any text in a line, and alone in a line for any lines.
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
        shown = "".join(
            r"(?:.*\n)*?" if line == ANY else ".*".join(map(re.escape, line.split(ANY))) + r" *\n"
            for line in self.expected.strip().splitlines()
        )
        return re.fullmatch(shown, f"{printed.strip()}\n" if printed.strip() else "") is not None

    @property
    def shows_nothing(self) -> bool:
        """Whether the page leaves open what it prints."""
        return not self.expected.replace(ANY, "").strip()


def commands(text: str) -> Iterator[Command]:
    """Yield the commands of a block, with their output."""
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, _, expected = part.partition("\n")
        yield Command(command, expected)
