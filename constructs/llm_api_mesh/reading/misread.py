"""Texts that the YAML reader of Kubernetes takes for numbers, although cdk8s writes them as texts.

cdk8s quotes what YAML 1.1 calls a number. The reader of `kubectl` and Argo CD knows more notations: those of Go, and
underscores anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from llm_api_mesh.errors import Problem, show
from llm_api_mesh.reading.texts import WrittenText

_OF_GO = re.compile(
    r"[-+]?(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|[0-9]+|(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?)"
)
_QUOTED = re.compile(
    r"[-+]?(0b[01_]+|0x[0-9a-fA-F_]+|[0-9][0-9_]*|([0-9][0-9_]*)?(\.[0-9_]*)?[eE][-+]?[0-9]+|([0-9][0-9_]*)?\.[0-9_]*)"
)


def is_misread(text: str) -> bool:
    """Return whether Kubernetes would get a number in place of the text."""
    return bool(_OF_GO.fullmatch(text.replace("_", ""))) and not _QUOTED.fullmatch(text)


def misread_texts(texts: Iterable[WrittenText]) -> Iterator[Problem]:
    """Refuse such texts."""
    for one in texts:
        if is_misread(one.text):
            allowed = "another text, because the YAML reader of Kubernetes takes this one for a number"
            yield Problem(one.path, "field-invalid", show(one.text), allowed)
