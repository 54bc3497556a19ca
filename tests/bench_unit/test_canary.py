"""The computation of cache misses from the requests that the replicas served."""

from __future__ import annotations

import json
from itertools import pairwise

from bench.measuring.traffic import canary
from bench.measuring.traffic.canary import Caches, Served


def served(*turns: tuple[int, str, str]) -> list[Served]:
    """Turns of one session, each with its replica and version."""
    return [Served("one", turn, replica, version) for turn, replica, version in turns]


def test_a_session_that_stays_misses_nothing() -> None:
    """The first turn has no history, and the replica has the history of the other turns."""
    found = Caches.of(served((0, "a", "v1"), (1, "a", "v1"), (2, "a", "v1")))
    assert found == Caches(sessions=1, on_both_versions=0, later_turns=2, missed=0, history=3, computed_again=0)


def test_a_replica_that_lacks_turns_computes_them_again() -> None:
    """A replica that never saw the session computes all turns, and another one those since its last turn."""
    found = Caches.of(served((0, "a", "v1"), (1, "a", "v1"), (2, "b", "v1"), (3, "a", "v1")))
    assert (found.later_turns, found.missed) == (3, 2)
    assert (found.history, found.computed_again) == (1 + 2 + 3, 2 + 1)


def test_a_session_on_both_versions_is_split() -> None:
    """A session is split once if it changes versions at all; changing replicas within a version isn't a split."""
    split = served((0, "a", "v1"), (1, "b", "v2"), (2, "a", "v1"))
    whole = [Served("other", turn, replica, "v1") for turn, replica in enumerate("ab")]
    assert (Caches.of(split).on_both_versions, Caches.of(whole).on_both_versions) == (1, 0)
    assert Caches.of([*split, *whole]).sessions == 2


def test_each_turn_repeats_what_was_said() -> None:
    """A turn repeats the messages of the previous turn and adds an answer and a question, so its number can be read."""
    (turns, *others) = canary.conversations()
    assert len(others) + 1 == canary.SESSIONS
    conversations = [json.loads(turn.body)["messages"] for turn in turns]
    assert [len(messages) // 2 for messages in conversations] == list(range(canary.TURNS))
    for before, after in pairwise(conversations):
        assert after[: len(before)] == before
