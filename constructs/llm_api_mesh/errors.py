"""Problems of APIs, as data and as text.

MeshError          the only exception: all problems of all APIs, found in one pass
  .problems        -> tuple[Problem, ...], ordered by API and field
      .code        -> a `Code`; docs/errors.md has a section for each
      .source      -> a `Source`: the file, line and column, if a file describes the API
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from llm_api_mesh.secret_shapes import hide

Code = Literal[
    "access-conflict",
    "api-version",
    "argo-cd-project",
    "argo-cd-source",
    "budget-conflict",
    "callers-anonymous",
    "callers-conflict",
    "certificate-host",
    "chart-duplicate",
    "claim-invalid",
    "client-certificates",
    "combination-ignored",
    "credentials-conflict",
    "drill-header",
    "environment-duplicate",
    "environment-unknown",
    "expression-size",
    "extension-missing",
    "failover-backends",
    "failover-model",
    "field-ignored",
    "field-invalid",
    "field-required",
    "field-unknown",
    "field-without-effect",
    "file-unreadable",
    "gateway-dedicated",
    "gateway-host",
    "gateway-lacks",
    "gateway-object",
    "gateway-unknown",
    "hash-key",
    "hash-size",
    "header-duplicate",
    "header-name",
    "header-value",
    "host-claimed",
    "host-invalid",
    "host-overlap",
    "istio-release",
    "key-source",
    "label-invalid",
    "listener-patch",
    "locality-conflict",
    "locality-ejection",
    "locality-place",
    "locality-shares",
    "match-conflict",
    "mirror-version",
    "model-duplicate",
    "model-name",
    "model-pattern",
    "model-source",
    "name-invalid",
    "name-taken",
    "name-too-long",
    "needs-environments",
    "needs-llm-gateway",
    "object-size",
    "outbound-conflict",
    "output-file",
    "overlay-conflict",
    "overlay-unknown",
    "patch-of-all-apis",
    "patch-without-effect",
    "path-invalid",
    "path-not-public",
    "port-claimed",
    "port-name",
    "port-range",
    "provider-url",
    "query-invalid",
    "retry-condition",
    "route-duplicate",
    "route-unreachable",
    "service-claimed",
    "service-loop",
    "shared-pods",
    "subset-missing",
    "type-wrong",
    "value-rejected",
    "version-duplicate",
    "version-labels",
    "version-unknown",
    "weight-invalid",
    "weight-missing",
    "weight-sum",
    "weight-zero",
    "weights-set-by",
    "yaml-feature",
    "yaml-syntax",
]
"""Stable: a code keeps its meaning, and is never reused for another one."""


_SENTENCES: frozenset[Code] = frozenset(
    {
        "callers-anonymous",
        "combination-ignored",
        "extension-missing",
        "field-ignored",
        "patch-without-effect",
        "yaml-syntax",
    }
)
"""Codes whose `given` describes the mistake, because the value alone doesn't show it."""

NOTHING = "nothing"
"""The given value of a field that is missing."""

# A string within Python's text of a list, a mapping or an object. Messages have double quotes everywhere.
_SINGLE = re.compile(r"""(?<![^\[({=:, ])'([^'"\\]*)'(?=[\])},:]|$)""")


@dataclass(frozen=True, order=True)
class Source:
    """Where in a file a problem is."""

    file: str
    """The path of the file, as the program has given it or its folder."""
    line: int
    """The line, from 1 on."""
    column: int
    """The character in the line, from 1 on."""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, order=True)
class Problem:
    """One problem of one API, and how to fix it."""

    api: str = field(default="", kw_only=True)
    """Name of the API, which is the id of its `LlmApiMesh`. It is the path of a file if the problem belongs to no API.
    Empty until the reader of the API adds it."""
    path: str
    """The field, starting at the API's keywords: `backend.versions[v2].weight`. Empty if a whole file is meant."""
    code: Code
    """Stable error code."""
    given: str
    """The given value as text, or what is wrong with it."""
    allowed: str
    """The values that are allowed."""
    fix: str = ""
    """The most likely correction. Empty if `allowed` is enough."""
    source: Source | None = field(default=None, kw_only=True, compare=False)
    """Where the field is, if the API is described in a file. None: in a program."""

    environments: tuple[str, ...] = field(default=(), kw_only=True)
    """The environments that have the problem. Empty without `Environments`, and if these themselves have it."""

    def of(self, api: str) -> Problem:
        """Return the same problem with the name of its API."""
        return replace(self, api=api)

    def __str__(self) -> str:
        return f"{self.source}: {self.text}" if self.source else self.text

    @property
    def text(self) -> str:
        """The problem on one line, without its place in a file."""
        fix = f" {self.fix}" if self.fix else ""
        where = f"in {listed(self.environments, 'and')}: " if self.environments else ""
        where += f"{self.path}: " if self.path else ""
        return on_one_line(hide(f"{where}{self._found}.{fix} Allowed: {self.allowed}. [{self.code}]"))

    @property
    def _found(self) -> str:
        if self.given == NOTHING:
            return "missing"
        if self.code in _SENTENCES:
            return self.given
        return f"unknown field {self.given}" if self.code == "field-unknown" else f"got {self.given}"


# With SystemExit as second base, a program that doesn't catch the error ends with status 1 and prints the text below
# to stderr, without a traceback. For a program that catches it, it is an ordinary Exception.
class MeshError(Exception, SystemExit):
    """APIs have problems. It is raised with all problems at once, before anything is written."""

    problems: tuple[Problem, ...]
    """All problems, ordered by API and field, and those in files by line."""

    folder: str
    """The folder to which nothing was written. Empty if no folder is concerned."""

    def __init__(self, problems: Iterable[Problem], folder: str = "") -> None:
        self.problems = ordered(problems)
        self.folder = folder
        super().__init__(str(self))
        self.code = str(self)  # an uncaught SystemExit prints it; any text makes the status 1

    def __reduce__(self) -> tuple[type[MeshError], tuple[tuple[Problem, ...], str]]:
        return MeshError, (self.problems, self.folder)

    def __str__(self) -> str:
        lines: list[str] = []
        for api, problems in by_api(self.problems).items():
            lines.append(self.heading(api, len(problems)))
            lines.extend(f"  {problem}" for problem in problems)
        return "\n".join(lines)

    def heading(self, api: str, number: int) -> str:
        """The line above the problems of an API."""
        where = f" to {self.folder}" if self.folder else ""
        return f"{on_one_line(api)}: {counted(number, 'problem')}, nothing was written{where}"


def ordered(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return problems ordered by API and field, and those in files by line."""
    return tuple(sorted(problems, key=_order))


def by_api(problems: Iterable[Problem]) -> dict[str, list[Problem]]:
    """Return problems by the names of their APIs, in their order."""
    found: dict[str, list[Problem]] = {}
    for problem in problems:
        found.setdefault(problem.api, []).append(problem)
    return found


def _order(problem: Problem) -> tuple[str, tuple[Source, ...], Problem]:
    return problem.api, (problem.source,) if problem.source else (), problem


def on_one_line(text: str) -> str:
    """Write what isn't printable as Python's escapes: no name breaks the line of a message or commands a terminal."""
    return "".join(one if one.isprintable() else one.encode("unicode_escape").decode() for one in text)


def counted(number: int, what: str) -> str:
    """Return a number of things: `1 file`, `2 files`."""
    return f"{number} {what}{'' if number == 1 else 's'}"


def listed(items: Sequence[str], word: str = "or") -> str:
    """Join texts as in a sentence: `a, b or c`."""
    return f" {word} ".join(filter(None, [", ".join(items[:-1]), *items[-1:]]))


def show(value: object) -> str:
    """Write a value as Python source on one line. Long values are cut, and what may be a key is hidden."""
    longest = 100
    if isinstance(value, type):
        return value.__name__
    try:
        text = json.dumps(value, ensure_ascii=False) if isinstance(value, str) else _SINGLE.sub(r'"\1"', repr(value))
    except ValueError:  # Python doesn't convert numbers of thousands of digits
        return "a very long number"
    # JSON can contain a lone surrogate, which no file can.
    text = hide(text.encode("utf-8", "backslashreplace").decode())
    return text if len(text) <= longest else f"{text[:longest]}..."
