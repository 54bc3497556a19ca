"""One document of a file, such as an API, and the places of its fields."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from llm_api_mesh.errors import NOTHING, Problem, Source, listed, show
from llm_api_mesh.files.nodes import Node, Scalar, Table, find
from llm_api_mesh.reading.file_format import API_VERSION, CONSTRUCTS, ENVIRONMENTS, KINDS, VERSION
from llm_api_mesh.reading.suggestions import choice, in_form
from llm_api_mesh.spec.base import KIND

_AT_KEYS = frozenset({"field-unknown", "field-without-effect", "overlay-unknown"})
"""Codes of problems that are about the field and not about its value."""


@dataclass(frozen=True)
class Document:
    """An API, an LLM gateway, an environment or an overlay in a file."""

    file: str
    root: Node
    label: str = ""
    """The file's path from the folder that the program has given, which is the same wherever the folder is."""

    @property
    def place(self) -> Source:
        """Where the document begins."""
        return Source(self.file, *self.root.position)

    @property
    def name(self) -> object:
        """The name, which is a text unless it has a problem or is missing."""
        return self._at_top.get("name")

    @property
    def kind(self) -> str:
        """What it describes, if the document is readable."""
        return str(self._at_top[KIND])

    @property
    def is_construct(self) -> bool:
        """Whether it describes an API or an LLM gateway, if the document is readable."""
        return self.kind in CONSTRUCTS

    @property
    def environments(self) -> Sequence[str] | None:
        """The environments that have the construct; None: all of them."""
        found = self._at_top.get(ENVIRONMENTS)
        return found if isinstance(found, list) else None

    @property
    def fields(self) -> Mapping[str, Any]:
        """The fields as plain data: of a construct those beside its name."""
        head = {API_VERSION, KIND, *(["name", ENVIRONMENTS] if self.is_construct else [])}
        return {name: value for name, value in self._at_top.items() if name not in head}

    @cached_property
    def problems(self) -> Sequence[Problem]:
        """What is wrong with the version of the format, the kind and the name."""
        return tuple(map(self.located, self._problems()))

    @property
    def is_readable(self) -> bool:
        """Whether the fields can be read: the kind is known, and the version isn't another one."""
        version, kind = self._at_top.get(API_VERSION, VERSION), self._at_top.get(KIND)
        return version == VERSION and isinstance(kind, str) and kind in KINDS

    def located(self, problem: Problem) -> Problem:
        """Add the place of the field, and show its value as the file has it."""
        found = find(self.root, problem.path)
        position = found.key if problem.code in _AT_KEYS else found.position
        problem = replace(
            problem,
            source=Source(self.file, *position),
            allowed=in_form(_in_yaml(problem.allowed), plain=True),
            fix=in_form(problem.fix, plain=True),
        )
        if not isinstance(self.name, str):
            problem = replace(problem, api=self.file)
        return _as_written(problem, found.node) if found.whole and isinstance(found.node, Scalar) else problem

    @cached_property
    def _at_top(self) -> Mapping[str, Any]:
        return self.root.data if isinstance(self.root, Table) else {}

    def _problems(self) -> Iterator[Problem]:
        if not isinstance(self.root, Table):
            allowed = f"a mapping with {API_VERSION}, {KIND}, name and the fields of {listed(list(CONSTRUCTS))}"
            yield Problem("", "type-wrong", show(self.root.data), allowed)
            return
        api = str(self.name)
        version, kind = (self._at_top.get(name) for name in (API_VERSION, KIND))
        if version != VERSION:
            given = show(version) if API_VERSION in self._at_top else NOTHING
            yield Problem(API_VERSION, "api-version", given, show(VERSION), _fix(version, kind), api=api)
        if version not in (VERSION, None):
            return
        if KIND not in self._at_top:
            yield Problem(KIND, "field-required", NOTHING, _kinds(), api=api)
        elif not isinstance(kind, str) or kind not in KINDS:
            yield Problem(KIND, "field-invalid", show(kind), _kinds(), choice(list(KINDS), kind), api=api)
        of_other_kind = isinstance(kind, str) and kind in KINDS and kind not in CONSTRUCTS
        if of_other_kind:
            return
        if ENVIRONMENTS in self._at_top:
            yield from self._wrong_environments(api)
        if "name" not in self._at_top:
            yield Problem("name", "field-required", NOTHING, "a string", 'Add "name": ...', api=api)

    def _wrong_environments(self, api: str) -> Iterator[Problem]:
        names = self._at_top[ENVIRONMENTS]
        if not names or not isinstance(names, list):
            fix = f"Write [{show(names)}]." if names and isinstance(names, str) else "For all environments, remove it."
            yield Problem(ENVIRONMENTS, "type-wrong", show(names), "a list of environments", fix, api=api)
            return
        for index, name in enumerate(names):
            if not isinstance(name, str):
                path = f"{ENVIRONMENTS}[{index}]"
                yield Problem(path, "type-wrong", show(name), "a string", f'Write "{name}".', api=api)


def _kinds() -> str:
    return listed([show(kind) for kind in KINDS])


def _fix(version: object, kind: object) -> str:
    """Say what to do with another version of the format, or with an object of another kind."""
    if version is None:
        return f'Add "{API_VERSION}": {show(VERSION)}.'
    name = VERSION.partition("/")[0]
    if isinstance(version, str) and re.fullmatch(rf"{re.escape(name)}/v[0-9]+", version):
        return "Use a release of llm-api-mesh that has this version of the format."
    if isinstance(kind, str) and kind in KINDS:
        return f"Write {show(VERSION)}."
    return "Name the folder that has APIs only, or move objects of other kinds out of this one."


def _in_yaml(allowed: str) -> str:
    """Return what is allowed without the types of Python that no file has."""
    return "true or false" if allowed == "True or False" else allowed.removesuffix(", or a timedelta")


def _as_written(problem: Problem, scalar: Scalar) -> Problem:
    """Show a value that isn't a text as the file has it: `1e3` instead of 1000.0, and `null` instead of None."""
    if scalar.written is None or isinstance(scalar.value, str) or problem.given != show(scalar.value):
        return problem
    written = scalar.written or "null"
    fix = problem.fix.replace(f'"{scalar.value}"', f'"{written}"')
    if scalar.written and problem.allowed == "a string":
        fix = f'Write "{written}" with quotes.'
    return replace(problem, given=written, fix=fix)
