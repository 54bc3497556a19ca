"""Routes to a subset that no DestinationRule of the host has: Istio's proxies answer 503."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from llm_api_mesh.errors import Problem, listed, show
from llm_api_mesh.inspection.rules.fields import Object, name_of, resolved, value_at, values_at
from llm_api_mesh.nearest import nearest

_ROUTES = ("spec.http[]", "spec.tcp[]", "spec.tls[]")
_PERCENTAGES = ("percentage.value", "mirrorPercentage.value", "mirrorPercent", "mirror_percent")


class Subsets:
    """The subsets of DestinationRules, in which those of routes are looked up.

    A route has no problem if a rule for its host may be somewhere else, or if any rule here may give it the subset.
    """

    def __init__(self, objects: Iterable[Object]) -> None:
        """Read the DestinationRules among objects."""
        self._rules: defaultdict[str, list[Object]] = defaultdict(list)
        self._wide: list[Object] = []
        """Rules for many hosts, and rules whose namespace isn't known."""
        for one in objects:
            if one.get("kind") == "DestinationRule":
                host = value_at(one, "spec.host")
                self._rules[resolved(host, one)].append(one)
                if str(host).startswith("*") or value_at(one, "metadata.namespace") is None:
                    self._wide.append(one)

    def find(self, item: Object) -> Iterator[Problem]:
        """Find the missing subsets of an object's routes."""
        if item.get("kind") != "VirtualService":
            return
        for path, destination in _destinations(item):
            subset, host = value_at(destination, "subset"), value_at(destination, "host")
            if not subset or not host:
                continue
            rules = self._rules.get(resolved(host, item), [])
            if any(subset in _names(rule) for rule in [*rules, *self._wide]):
                continue
            if certain := [rule for rule in rules if _applies(rule, host, item)]:
                yield _missing(f"{path}.subset", str(subset), str(host), certain)


def _destinations(item: Object) -> Iterator[tuple[str, Any]]:
    """Yield the destinations that get requests, or copies of them."""
    for pattern in _ROUTES:
        for path, route in values_at(item, pattern):
            shares = list(values_at(route, "route[]"))
            for inner, one in shares:
                # With several destinations, one without a weight gets nothing.
                if len(shares) == 1 or value_at(one, "weight"):
                    yield f"{path}.{inner}.destination", value_at(one, "destination")
            if _share(route) != 0:
                yield f"{path}.mirror", value_at(route, "mirror")
            for inner, one in values_at(route, "mirrors[]"):
                if _share(one) != 0:
                    yield f"{path}.{inner}.destination", value_at(one, "destination")


def _share(value: Any) -> Any:
    """Return the percentage of the requests that are copied; None: all."""
    return next((found for path in _PERCENTAGES if (found := value_at(value, path)) is not None), None)


def _applies(rule: Object, host: Any, item: Object) -> bool:
    """Return whether a DestinationRule certainly applies: it is for all proxies, and its namespace is one that counts.

    Others may have a rule of their own for the host, which isn't here.
    """
    services = resolved(host, item).split(".")
    owner = services[1] if len(services) == 2 else None  # noqa: PLR2004  # <service>.<namespace>
    exported = [namespace for _, namespace in values_at(rule, "spec.exportTo[]")]
    return (
        value_at(rule, "metadata.namespace") in (value_at(item, "metadata.namespace"), owner)
        and (not exported or "*" in exported)
        and not value_at(rule, "spec.workloadSelector")
    )


def _names(rule: Object) -> list[Any]:
    return [name for _, name in values_at(rule, "spec.subsets[].name")]


def _missing(path: str, subset: str, host: str, rules: Sequence[Mapping[str, Any]]) -> Problem:
    names = sorted({str(name) for rule in rules for name in _names(rule)})
    where = listed(sorted({name_of(rule) for rule in rules}), "and")
    near = nearest(subset, names, alike=0.7)
    return Problem(
        path,
        "subset-missing",
        show(subset),
        f"{listed(list(map(show, names)))}, the subsets of {where}"
        if names
        else f"no subset, because {where} has none for {host}",
        f"Did you mean {show(near)}?" if near else f"Add the subset to {where}, or remove it here.",
    )
