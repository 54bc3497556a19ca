"""A failover of pools."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from e2e.support.apis import host_of
from lab.apps.app import App
from lab.environment import Lab
from llm_api_mesh import Failover, Pool

NAME = "legs"
HOST = host_of(NAME)


@contextmanager
def pools(lab: Lab, count: int = 2) -> Iterator[list[App]]:
    """Run an app of one replica for each of the pools; remove them afterwards."""
    apps = [lab.app(name, namespace=NAME, labels={"app": name}) for name in _names(count)]
    try:
        yield apps
    finally:
        lab.remove(*apps)


def failover(count: int = 2, first: Pool | None = None, **options: Any) -> Failover:
    """A failover of `count` pools, of which the first can be given."""
    names = _names(count)
    others = [Pool(name=name, selector={"app": name}, target_port=8080) for name in names[1:]]
    return Failover(backends=[first or pool(), *others], **options)


def pool(**options: Any) -> Pool:
    """The first pool."""
    return Pool(selector={"app": _names(1)[0]}, target_port=8080, **options)


def _names(count: int) -> list[str]:
    return [f"legs-{index}" for index in range(count)]
