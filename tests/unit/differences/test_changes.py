"""The sentences of differences."""

from __future__ import annotations

from typing import get_args

import pytest

from llm_api_mesh.differences.changes import Change, Topic


@pytest.mark.parametrize("topic", get_args(Topic))
@pytest.mark.parametrize(("old", "new"), [("goes to a", None), (None, "goes to b"), ("goes to a", "goes to b")])
def test_each_topic_has_sentences(topic: Topic, old: str | None, new: str | None) -> None:
    """Each says what is there, what is no longer there, or both."""
    change = Change("host", "requests", topic, "subject", old, new)
    assert change.words.strip()
    assert "None" not in change.words or topic == "target"


def test_requests_that_no_other_route_takes_are_not_named() -> None:
    """A sentence about them reads like one about the whole host."""
    assert Change("host", "all other requests", "setting", "a", "1", "2").about == ""
    assert Change("host", "model a", "setting", "a", "1", "2").about == "model a"
