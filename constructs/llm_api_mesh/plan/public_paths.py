"""What an API serves to the public: the regular expressions of its paths, and which conditions its clients can meet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from llm_api_mesh.plan.expressions import Path, one_of_texts
from llm_api_mesh.plan.target import LeafTarget
from llm_api_mesh.spec.api import ApiSpec
from llm_api_mesh.spec.match import Conditions
from llm_api_mesh.spec.public_path import ALL_PATHS, GRPC_PATHS, OPENAI_PATHS, REST, SEGMENT, PublicPath

# A segment that begins with a dot could be `..`, and an encoded slash or backslash could end a segment, for a server
# that decodes the path.
_SEGMENT = r"[^/.%?\\][^/%?\\]*"
# Slashes may be encoded, as in names of models, but neither dots nor backslashes nor percent signs.
_REST = r"(?:(?:[^/.%?\\]|%(?:[346-9A-Fa-f]|2[0-46-9A-Da-d]|5[0-9ABDEFabdef]))\.*(?:/|%2[Ff])?)*"
_QUERY = r"(?:\?.*)?"
# What stands for a segment and for the rest while an expression is read.
_MARKS = {REST: "\ue001", SEGMENT: "\ue000"}
_MOST = 10_000

_OPEN = ALL_PATHS[0]


@dataclass(frozen=True)
class PublicPaths:
    """The public paths of one API."""

    paths: tuple[PublicPath, ...]

    @cached_property
    def all(self) -> bool:
        """Whether every path is public."""
        return any(one.path == _OPEN.path and one.methods == _OPEN.methods for one in self.paths)

    @cached_property
    def methods(self) -> tuple[str, ...]:
        """The methods of all paths."""
        return tuple(sorted({method for one in self.paths for method in one.methods}))

    def templates(self, method: str) -> tuple[str, ...]:
        """The templates of the paths with a method."""
        return tuple(sorted({one.path for one in self.paths if method in one.methods}))

    def meets(self, conditions: Conditions) -> bool:
        """Return whether a request for a public path can meet conditions."""
        return self.all or any(
            conditions.method in {None, *one.methods} and _meets(one, conditions) for one in self.paths
        )


def derive_public_paths(api: ApiSpec, leaves: Iterable[LeafTarget]) -> PublicPaths:
    """Return the paths that the API's user gives, or the defaults of what its backends speak."""
    grpc = all(leaf.backend.speaks_grpc for leaf in leaves)
    return PublicPaths(tuple(api.paths or (GRPC_PATHS if grpc else OPENAI_PATHS)))


def paths_regex(paths: Iterable[Path]) -> str:
    """Write one RE2 expression for paths with the query: a template each, perhaps behind a literal text."""
    by_text: dict[str, set[str]] = {}
    for text, template in paths:
        by_text.setdefault(text, set()).add(template)
    by_templates: dict[tuple[str, ...], list[str]] = {}
    for text, templates in sorted(by_text.items()):
        by_templates.setdefault(tuple(sorted(templates)), []).append(text)
    return f"{_joined([_behind(texts, templates) for templates, texts in by_templates.items()])}{_QUERY}"


@lru_cache(maxsize=1024)
def templates_of(expression: str) -> tuple[str, ...] | None:
    """Read an expression that `paths_regex` has written: the paths, sorted. None: it has another form."""
    if not expression.endswith(_QUERY):
        return None
    text = expression.removesuffix(_QUERY).replace(_REST, _MARKS[REST]).replace(_SEGMENT, _MARKS[SEGMENT])
    try:
        found, rest = _alternatives(text)
    except (RecursionError, ValueError):
        return None
    if rest:
        return None
    named = (one.replace(_MARKS[REST], REST).replace(_MARKS[SEGMENT], SEGMENT) for one in found)
    return tuple(sorted(set(named)))


def _alternatives(text: str) -> tuple[list[str], str]:
    """Read all texts of an expression up to a closing bracket, and what is left."""
    whole: list[str] = []
    parts = [""]
    while text and text[0] != ")":
        if text[0] == "|":
            whole, parts, text = [*whole, *parts], [""], text[1:]
            continue
        more, text = _element(text)
        parts = [before + one for before in parts for one in more]
        if len(whole) + len(parts) > _MOST:
            raise ValueError(text)
    return [*whole, *parts], text


def _element(text: str) -> tuple[list[str], str]:
    """Read a character or a group, and what is left."""
    if text.startswith("(?:"):
        inner, rest = _alternatives(text.removeprefix("(?:"))
        if not rest:
            raise ValueError(text)
        optional = rest.startswith(")?")
        return (["", *inner], rest[2:]) if optional else (inner, rest[1:])
    if text[0] == "\\" and len(text) > 1 and not text[1].isalnum():
        return [text[1]], text[2:]
    if text[0] in "\\.^$*+?{}[]()":
        raise ValueError(text)
    return [text[0]], text[1:]


def _behind(texts: Sequence[str], templates: Sequence[str]) -> str:
    """Write an expression for templates behind any of some texts, of which one may be empty."""
    by_folder: dict[str, list[str]] = {}
    for template in templates:
        folder, slash, rest = template[1:].partition("/")
        is_folder = slash and folder not in {SEGMENT, REST}
        by_folder.setdefault(folder if is_folder else "", []).append(rest if is_folder else template[1:])
    parts = [
        _joined([_written(one) for one in rests], f"/{re.escape(folder)}/" if folder else "/")
        for folder, rests in by_folder.items()
    ]
    given = [text for text in texts if text]
    before = f"{one_of_texts(given)}{'?' if '' in texts else ''}" if given else ""
    return f"{before}{_joined(parts)}"


def _joined(expressions: Sequence[str], before: str = "") -> str:
    return f"{before}{expressions[0]}" if len(expressions) == 1 else f"{before}(?:{'|'.join(expressions)})"


@lru_cache(maxsize=256)
def _written(template: str) -> str:
    parts = {SEGMENT: _SEGMENT, REST: _REST}
    return "/".join(parts.get(segment) or re.escape(segment) for segment in template.split("/"))


def _meets(one: PublicPath, conditions: Conditions) -> bool:
    if conditions.path is not None:
        return bool(re.fullmatch(f"/{_written(one.path[1:])}", conditions.path))
    return conditions.path_prefix is None or _can_begin(one.segments, conditions.path_prefix)


def _can_begin(template: Sequence[str], prefix: str) -> bool:
    """Return whether a path of the template can begin with a prefix."""
    segments = prefix.removeprefix("/").split("/")
    last = len(segments) - 1
    for index, segment in enumerate(segments):
        if index == len(template):
            return False
        part = template[index]
        if part == REST:
            rest = "/".join(segments[index:])
            # A prefix may end within a percent-encoded character.
            return any(re.fullmatch(_REST, rest + more) for more in ("", "x", "0", "20", "F"))
        if index < last and not (re.fullmatch(_SEGMENT, segment) if part == SEGMENT else part == segment):
            return False
        if index == last:
            return not segment or bool(re.fullmatch(_SEGMENT, segment) if part == SEGMENT else part.startswith(segment))
    return True
