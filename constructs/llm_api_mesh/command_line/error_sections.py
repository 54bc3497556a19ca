"""The sections of docs/errors.md, which the wheel has as well."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from llm_api_mesh.command_line.packaged import ERRORS, packaged

_HEADING = re.compile(r"^## (.*)$", re.MULTILINE)


class Section(NamedTuple):
    """What the page says about an error code."""

    code: str
    text: str
    """Markdown, without the heading."""

    @property
    def paragraph(self) -> str:
        """What the code means, on one line."""
        return " ".join(self.text.partition("\n\n")[0].split())


def read_sections() -> Mapping[str, Section]:
    """Return the sections by their codes, in the order of the page."""
    _, *parts = _HEADING.split(packaged(ERRORS).read_text(encoding="utf-8"))
    pairs = zip(parts[::2], parts[1::2], strict=True)
    return {code: Section(code, text.strip()) for code, text in pairs}
