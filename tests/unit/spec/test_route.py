"""Routes: reserved names are refused."""

from __future__ import annotations

import pytest

from support.apps import Refusal
from support.specs import routed


@pytest.mark.parametrize("name", ["drill", "quick", "stream"])
def test_a_reserved_name(refusal: Refusal, name: str) -> None:
    """Such a route could have the same name as the twin of another route."""
    (problem,) = refusal(**routed(name=name, headers={"x-route": name}))
    assert f'routes[{name}].name: got "{name}". Allowed: a name other than drill, quick, stream' in problem
    assert "[route-duplicate]" in problem
