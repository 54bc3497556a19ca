"""Times and retries that don't contradict each other."""

from __future__ import annotations

from datetime import timedelta
from typing import get_args

from hypothesis import strategies as st

from llm_api_mesh import Budget, Retries
from llm_api_mesh.spec.presets import PRESETS, Preset
from support.strategies.words import Keywords, built, seconds, some

_conditions = st.sampled_from(
    [
        *("connect-failure", "refused-stream", "reset-before-request", "resource-exhausted", "unavailable"),
        *(425, 429, 503),
    ]
)
_shares: Keywords = {"budget_percent": st.integers(1, 100), "budget_minimum": st.integers(1, 2**32 - 1)}
_retries = st.one_of(
    built(Retries, {"attempts": st.just(0)}, **_shares),
    built(
        Retries,
        attempts=st.integers(1, 10),
        on=st.none() | st.lists(_conditions, min_size=1),
        backoff=seconds(0.001, 5),
        longest_retry_after=st.none() | seconds(1, 30),
        **_shares,
    ),
)


@st.composite
def times(draw: st.DrawFn, *, failover: bool) -> Keywords:
    """Keywords of an API: preset, budget and retries."""
    given = draw(some(preset=st.sampled_from(get_args(Preset))))
    preset = PRESETS[given.get("preset")]
    said = draw(st.booleans())
    own = draw(some(generation=st.none() | seconds(3600, 7200))) if said else {}
    generation = own.get("generation", preset.budget.generation)
    # A generation of a minute has no time for retries and long waits.
    short = generation is not None and generation < timedelta(hours=1)
    if draw(st.booleans()) and not short:
        given["retries"] = draw(_retries)
    if not said:
        return given
    own |= draw(
        some(
            first_token=st.none() | seconds(0.1, 29 if short else 60),
            quick=st.none() | seconds(0.1, 60),
            server_keep_alive=seconds(2, 90),
            grace_period=st.none() | seconds(7200, 9000),
        )
    )
    if failover:
        own |= draw(some(whole_answer=st.none() | seconds(0.1, 29 if short else 600)))
    if own.get("first_token"):
        own |= draw(some(stream_silence=st.none() | seconds(0.1, 29 if short else 120)))
    if draw(st.booleans()):
        waits = [own.get("first_token"), own.get("whole_answer"), own.get("quick"), generation]
        shortest = min([timedelta(minutes=1), *filter(None, waits)]) - timedelta(milliseconds=1)
        own["connect_timeout"] = draw(seconds(0.01, shortest.total_seconds()))
    return {**given, "budget": Budget(**own)}
