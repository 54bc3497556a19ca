"""The workloads of the prefix benchmark: what their requests share, when they come, and that a seed fixes both."""

from __future__ import annotations

import json
from collections import Counter
from itertools import pairwise
from typing import Any

import pytest

from bench.measuring.arrivals import Arrival
from bench.measuring.prefix.replicas import PRODUCTION, Scale
from bench.measuring.prefix.workloads import (
    BY_NAME,
    GROUPS,
    OWN_TOKENS,
    SESSION_HEADER,
    SYSTEM_TOKENS,
    WORKLOADS,
    Workload,
)
from lab.simulator.answers import as_text

SCALE = Scale(speed=4.0, shrink=4)


def messages(arrival: Arrival) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(arrival.body)["messages"]
    return found


def session(arrival: Arrival) -> str:
    return dict(arrival.headers).get(SESSION_HEADER, "")


def measured(name: str, share: float = 0.5, requests: int = 1000, seed: int = 1) -> list[Arrival]:
    load = BY_NAME[name].load(share, requests, seed, SCALE)
    return list(load.arrivals[load.first :])


@pytest.mark.parametrize("workload", WORKLOADS, ids=lambda workload: workload.name)
def test_a_seed_fixes_the_load(workload: Workload) -> None:
    """The same seed gives the same bytes at the same times, and another seed gives others."""
    one, same, other = (workload.load(0.5, 300, seed, SCALE) for seed in (1, 1, 2))
    assert one == same
    assert not {arrival.body for arrival in one.arrivals} & {arrival.body for arrival in other.arrivals}


@pytest.mark.parametrize("workload", WORKLOADS, ids=lambda workload: workload.name)
@pytest.mark.parametrize("share", [0.3, 0.9])
def test_requests_come_at_the_rate_of_the_load(workload: Workload, share: float) -> None:
    """The measured requests have the rate of the share, faster by the scale, in the order of their times."""
    arrivals = measured(workload.name, share, 1500)
    assert len(arrivals) == 1500
    assert all(one.at <= other.at for one, other in pairwise(arrivals))
    rate = 1500 / (arrivals[-1].at - arrivals[0].at)
    # The six turns of a chat come together, so that the rate of chats varies more.
    assert rate == pytest.approx(share * workload.perfect * SCALE.speed, rel=0.2 if workload.name == "B" else 0.1)


@pytest.mark.parametrize("workload", WORKLOADS, ids=lambda workload: workload.name)
def test_new_tokens_are_those_that_no_request_had_before(workload: Workload) -> None:
    """An unlimited cache of whole prompts leaves as many tokens to compute as the workload says."""
    load = workload.load(0.5, 600, 1, SCALE)
    seen: set[int] = set()
    new = 0
    for index, arrival in enumerate(load.arrivals):
        before = 0
        for word in as_text(messages(arrival)).split():
            before = hash((before, word))
            new += index >= load.first and before not in seen
            seen.add(before)
    # A chat's answers are counted in the next question.
    assert new / 600 * SCALE.shrink == pytest.approx(workload.new_tokens, rel=0.08)


def test_groups_have_their_shares() -> None:
    """Zipf's most frequent group has 18%, equal ones a part of 150, and the hot one 30%."""
    shares = {}
    for name in ("A", "Au", "C"):
        counts = Counter(map(session, measured(name, requests=3000)))
        shares[name] = max(counts.values()) / 3000
        assert len(counts) > GROUPS * 0.8
    assert shares["A"] == pytest.approx(0.18, abs=0.02)
    assert shares["Au"] < 0.02
    assert shares["C"] == pytest.approx(0.3, abs=0.02)


def test_requests_of_a_group_share_the_system_prompt_alone() -> None:
    """A group's requests have one system prompt of the stated length, and a question of their own."""
    arrivals = measured("Au")
    by_group: dict[str, set[str]] = {}
    for arrival in arrivals:
        system, question = messages(arrival)
        assert len(system["content"].split()) == SYSTEM_TOKENS // SCALE.shrink
        assert len(question["content"].split()) == OWN_TOKENS // SCALE.shrink
        by_group.setdefault(session(arrival), set()).add(system["content"])
    assert {len(systems) for systems in by_group.values()} == {1}
    assert len({messages(arrival)[1]["content"] for arrival in arrivals}) == len(arrivals)


def test_every_group_has_had_a_request_before_the_measured_ones() -> None:
    """The caches are filled before the measurement begins."""
    load = BY_NAME["A"].load(0.5, 10, 1, SCALE)
    assert {session(arrival) for arrival in load.arrivals[: load.first]} == {f"group-{n}" for n in range(GROUPS)}


def test_what_shares_nothing_has_no_system_prompt_and_no_session() -> None:
    """All of D, and three in ten of M, have one message of their own and no header."""
    for name, share in (("D", 1.0), ("M", 0.3)):
        arrivals = measured(name, requests=1500)
        alone = [arrival for arrival in arrivals if len(messages(arrival)) == 1]
        assert len(alone) / 1500 == pytest.approx(share, abs=0.04)
        assert not any(map(session, alone))
        assert {len(messages(one)[0]["content"].split()) for one in alone} == {
            (SYSTEM_TOKENS + OWN_TOKENS) // SCALE.shrink
        }


def test_a_turn_repeats_the_conversation() -> None:
    """Each request of a session begins with all messages of the one before it."""
    last: dict[str, list[dict[str, Any]]] = {}
    followed = 0
    for arrival in BY_NAME["B"].load(0.5, 1000, 1, SCALE).arrivals:
        said = messages(arrival)
        before = last.get(session(arrival), [])
        assert said[: len(before)] == before
        followed += bool(before)
        last[session(arrival)] = said
    assert followed > 700


def test_the_scale_keeps_the_proportions() -> None:
    """A prompt takes the same time in production's seconds, and as large a share of the cache."""
    for scale in (Scale(1, 1), SCALE, Scale(2, 8)):
        settings = scale.settings
        seconds = scale.tokens(SYSTEM_TOKENS) / settings.prompt_tokens_per_second * scale.speed
        assert seconds == pytest.approx(SYSTEM_TOKENS / PRODUCTION.prompt_tokens_per_second)
        assert settings.cache_tokens / scale.tokens(SYSTEM_TOKENS) == pytest.approx(50)
        answer = settings.median_tokens / settings.tokens_per_second * scale.speed
        assert answer == pytest.approx(PRODUCTION.median_tokens / PRODUCTION.tokens_per_second)
