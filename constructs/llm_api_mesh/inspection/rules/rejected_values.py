"""Values of a VirtualService that Istio's validation accepts, and that make the proxy reject the routes of all APIs."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping
from typing import Any

from llm_api_mesh.errors import Problem, listed, show
from llm_api_mesh.inspection.rules.fields import Object, values_at
from llm_api_mesh.plan.llm_gateway.admission.values import (
    HEADER_NAME,
    LARGEST_SUM,
    LONGEST_PARAMETER,
    MOST_HEADERS,
    REDIRECTS,
)

_ROUTES = "spec.http[]"
_TEXTS = (
    *("rewrite.uri", "rewrite.authority", "rewrite.uriRegexRewrite.rewrite"),
    *("redirect.uri", "redirect.authority", "redirect.prefixRewrite"),
)
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def find(item: Object) -> Iterator[Problem]:
    """Find them in a VirtualService at an LLM gateway."""
    yield from _headers(item)
    yield from _texts(item)
    yield from _numbers(item)


def _texts(item: Object) -> Iterator[Problem]:
    for text in _TEXTS:
        for path, value in values_at(item, f"{_ROUTES}.{text}"):
            if _CONTROL.search(str(value)):
                yield _rejected(path, show(value), "a text without control characters")
    for path, conditions in values_at(item, f"{_ROUTES}.match[].queryParams"):
        for name in conditions if isinstance(conditions, Mapping) else ():
            if not 1 <= len(str(name)) <= LONGEST_PARAMETER:
                yield _rejected(path, show(name), f"names of 1 to {LONGEST_PARAMETER} characters")


def _numbers(item: Object) -> Iterator[Problem]:
    for path, status in values_at(item, f"{_ROUTES}.redirect.redirectCode"):
        if status not in REDIRECTS:
            yield _rejected(path, show(status), listed([str(one) for one in REDIRECTS[1:]]))
    for path, routes in values_at(item, f"{_ROUTES}.route"):
        total = sum(_weight(one) for one in routes) if isinstance(routes, list) else 0
        if total > LARGEST_SUM:
            yield _rejected(path, f"weights that add up to {total:,}", f"a sum of at most {LARGEST_SUM:,}")


def _headers(item: Object) -> Iterator[Problem]:
    places = (f"{_ROUTES}.headers", f"{_ROUTES}.route[].headers")
    for place, section, operation in itertools.product(places, ("request", "response"), ("set", "add", "remove")):
        for path, names in values_at(item, f"{place}.{section}.{operation}"):
            if not isinstance(names, Mapping | list):
                continue
            if len(names) > MOST_HEADERS:
                yield _rejected(path, f"{len(names)} headers", f"at most {MOST_HEADERS} headers")
            for name in names:
                if not re.fullmatch(HEADER_NAME, str(name)):
                    yield _rejected(path, show(name), "names of headers that HTTP allows")


def _weight(one: Any) -> int:
    weight = one.get("weight") if isinstance(one, Mapping) else None
    return weight if isinstance(weight, int) else 0


def _rejected(path: str, given: str, allowed: str) -> Problem:
    allowed = f"{allowed}: the proxy rejects the routes of all APIs if one has another value"
    return Problem(path=path, code="value-rejected", given=given, allowed=allowed)
