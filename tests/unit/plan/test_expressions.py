"""Expressions are divided so that none is longer than Istio allows, and together they say the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from random import Random

import pytest

from llm_api_mesh import OPENAI_PATHS
from llm_api_mesh.plan.expressions import Others, Path, groups, others
from llm_api_mesh.plan.public_paths import paths_regex
from llm_api_mesh.spec.re2 import LONGEST

OPENAI = [one.path for one in OPENAI_PATHS]
TEAMS = [f"/v1/internal/teams/{number:03}/classify" for number in range(100)]
MODELS = [f"/models/meta-llama/Llama-3.{number}B-Instruct" for number in range(200)]


def behind(texts: Sequence[str], templates: Sequence[str]) -> list[Path]:
    """Each template behind each of some texts."""
    return [(text, template) for text in texts for template in templates]


CASES: dict[str, list[Path]] = {
    "few paths": behind([""], OPENAI),
    "a hundred paths": behind([""], [*OPENAI, *TEAMS]),
    "paths with a first segment of any name": behind([""], [*OPENAI, *TEAMS, "/v1/{*}/x", "/{*}/health"]),
    "paths of which one begins another": behind([""], [f"/v1/{'a' * number}" for number in range(1, 100)]),
    "the rest of a path": behind([""], [*TEAMS, "/v1/internal/{**}"]),
    "two hundred models": behind(["", *MODELS], OPENAI),
    "models with many paths": behind(["", *MODELS[:5]], [*OPENAI, *TEAMS]),
}


def requests(paths: Sequence[Path], random: Random) -> Iterator[str]:
    """Paths of requests, some of which are among the given ones."""
    for text, template in random.sample(paths, min(len(paths), 300)):
        path = text + template.replace("{**}", "a/b").replace("{*}", "x1")
        yield from (path, f"{path}?q=1", f"{path}x", path[:-1], f"{path}/", path.replace("/v1", "/v2"), f"{path}/../x")
        yield path[: random.randint(1, len(path))]
    yield from ("*", "/", "", "/v1", "/metrics", "/v1/x?y")


@pytest.mark.parametrize("paths", CASES.values(), ids=CASES)
def test_the_conditions_say_what_one_expression_would(paths: list[Path]) -> None:
    """A request meets one of them exactly if it has none of the paths."""
    found = list(others(paths, paths_regex))
    assert max(len(text) for one in found for text in (one.among, one.path)) <= LONGEST
    whole = re.compile(paths_regex(paths))
    for path in requests(paths, Random(1)):  # noqa: S311 - no secret
        assert any(meets(one, path) for one in found) is not bool(whole.fullmatch(path)), path


def meets(one: Others, path: str) -> bool:
    """Whether a request meets a condition."""
    return bool((not one.among or re.fullmatch(one.among, path)) and not re.fullmatch(one.path, path))


def test_what_fits_is_one_expression() -> None:
    """And the order of the paths has no meaning."""
    (one,) = others(CASES["few paths"], paths_regex)
    assert one == Others(path=paths_regex(CASES["few paths"]))
    assert list(others(TEAMS_OF_ALL, paths_regex)) == list(others(TEAMS_OF_ALL[::-1], paths_regex))


TEAMS_OF_ALL = CASES["a hundred paths"]


def test_paths_behind_any_segment_cannot_be_divided() -> None:
    """They begin alike. The checks refuse such an expression."""
    (one,) = others(behind([""], [f"/{{*}}/{'a' * 20}{number}" for number in range(90)]), paths_regex)
    assert len(one.path) > LONGEST


def test_groups_of_texts() -> None:
    """Each group has as many as fit, with what stands between them and escapes."""
    texts = [f"user.{number:03}" for number in range(300)]
    found = list(groups(texts))
    assert sorted(text for group in found for text in group) == texts
    sizes = [len("|".join(map(re.escape, group))) for group in found]
    assert max(sizes) <= LONGEST
    assert all(size > LONGEST - 20 for size in sizes[:-1])
    assert list(groups([])) == []
    assert list(groups(["a" * 1000, "b" * 23])) == [("a" * 1000, "b" * 23)]
    assert list(groups(["a" * 1000, "b" * 24])) == [("a" * 1000,), ("b" * 24,)]
