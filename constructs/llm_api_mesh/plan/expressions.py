"""Regular expressions for one of several texts or paths, none of which is longer than Istio allows."""

from __future__ import annotations

import os.path
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from llm_api_mesh.spec.re2 import LONGEST

Path = tuple[str, str]
"""A literal text, and the template of the rest of a path."""


def one_of_texts(texts: Iterable[str]) -> str:
    """Write an expression for any of some texts."""
    return f"(?:{'|'.join(map(re.escape, sorted(texts)))})"


def groups(texts: Iterable[str], longest: int = LONGEST) -> Iterator[tuple[str, ...]]:
    """Divide texts into groups, so that the alternatives of a group fit into one expression."""
    group: list[str] = []
    size = 0
    for text in sorted(texts):
        more = len(re.escape(text)) + 1
        if group and size + more > longest + 1:  # the last alternative has no bar behind it
            yield tuple(group)
            group, size = [], 0
        group.append(text)
        size += more
    if group:
        yield tuple(group)


@dataclass(frozen=True, kw_only=True)
class Others:
    """The requests that have none of some paths, among the requests whose path begins in a certain way."""

    among: str = ""
    """Expression for the paths, with the query, that these requests have; empty: any path."""
    path: str
    """Expression for the paths, with the query, that they don't have."""


def others(paths: Sequence[Path], write: Callable[[Iterable[Path]], str], beginning: str = "") -> Iterator[Others]:
    """Give the conditions, any of which a request meets that has none of some paths.

    One condition can have one expression for what a path must not be. If that for all paths is too long, each condition
    is for requests whose paths begin alike, and has only the paths that begin so.

    Args:
        paths: The paths.
        write: Writes the expression for some of them.
        beginning: The text with which the paths of the requests begin.
    """
    among = _begins(beginning) if beginning else ""
    longer = [one for one in paths if len(_literal(one)) > len(beginning)]
    shared = os.path.commonprefix([_literal(one) for one in longer])  # noqa: RUF071 - of characters
    here, by_next = [], defaultdict[str, list[Path]](list)
    for one in paths:
        if len(literal := _literal(one)) > max(len(shared), len(beginning)):
            by_next[literal[len(shared)]].append(one)
        else:
            here.append(one)
    if len(whole := write(paths)) <= LONGEST or not by_next:
        yield Others(among=among, path=whole)
        return
    yield Others(among=among, path="|".join((_begins(shared, sorted(by_next)), *([write(here)] if here else []))))
    # The others of these end here.
    wild = [one for one in here if "{" in one[1]]
    for following in _fitting(by_next, wild, write):
        found = [*wild, *(one for each in following for one in by_next[each])]
        if len(following) == 1:
            yield from others(found, write, shared + following[0])
        else:
            yield Others(among=_begins(shared, following), path=write(found))


def _fitting(
    by_next: Mapping[str, Sequence[Path]], wild: Sequence[Path], write: Callable[[Iterable[Path]], str]
) -> Iterator[Sequence[str]]:
    """Group the characters that follow, so that the paths of each group fit into one expression."""
    group: list[str] = []
    for one in sorted(by_next):
        found = [*wild, *(path for each in (*group, one) for path in by_next[each])]
        if group and len(write(found)) > LONGEST:
            yield tuple(group)
            group = []
        group.append(one)
    yield tuple(group)


def _literal(path: Path) -> str:
    before, template = path
    return before + template.partition("{")[0]


def _begins(text: str, following: Sequence[str] = ()) -> str:
    """Write an expression for the paths that begin with a text, and perhaps with one of some characters behind it."""
    characters = "".join(map(re.escape, following))
    return f"{re.escape(text)}{f'[{characters}]' if len(following) > 1 else characters}.*"
