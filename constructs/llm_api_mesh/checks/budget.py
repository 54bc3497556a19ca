"""Times that contradict each other: one hop would give up while another hop may still work."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from frozendict import frozendict

from llm_api_mesh.errors import Problem
from llm_api_mesh.plan.plan import Plan
from llm_api_mesh.plan.settings import Settings
from llm_api_mesh.spec.budget import Budget
from llm_api_mesh.spec.durations import istio_duration
from llm_api_mesh.spec.retries import Retries

# What each time waits for, as messages describe it.
_WAITS = frozendict(
    {
        "first_token": "until the model begins a stream",
        "whole_answer": "until an answer that isn't streamed is complete",
        "quick": "until the gateway ends a short answer",
        "generation": "until the gateway ends an answer",
    }
)


def check(plan: Plan) -> Iterator[Problem]:
    """Refuse a time that would cut another one off."""
    settings = plan.settings
    for path, short, long, fix in _pairs(settings.budget, settings.retries):
        if short[1] < long[1]:
            yield Problem(
                path=path,
                code="budget-conflict",
                given=f"{istio_duration(short[1])} {short[0]}",
                allowed=f"at least {istio_duration(long[1])}, the time {long[0]}",
                fix=fix,
            )
    yield from _connecting(settings)


def _connecting(settings: Settings) -> Iterator[Problem]:
    """Refuse a wait for a connection that leaves no time for an answer; the default always leaves time."""
    budget = settings.spec.budget
    if "connect_timeout" not in budget.model_fields_set:
        return
    connect = budget.connect_timeout
    for name, wait in settings.waits.items():
        if connect >= wait:
            yield Problem(
                path="budget.connect_timeout",
                code="budget-conflict",
                given=f"{istio_duration(connect)} for a connection to a backend",
                allowed=f"less than {istio_duration(wait)}, the time {_WAITS[name]} ({name})",
                fix="Remove connect_timeout: its default is half of that time, so that another replica can be tried.",
            )


def _pairs(budget: Budget, retries: Retries) -> Iterator[tuple[str, tuple[str, timedelta], tuple[str, timedelta], str]]:
    """Yield the time that must not be shorter, the one that must not be longer, and the fix."""
    yield from _killed(budget)
    if budget.generation is None:
        return
    whole = ("until the gateway ends an answer (generation)", budget.generation)
    if budget.first_token:
        yield "budget.generation", whole, ("until the model begins it (first_token)", budget.first_token), ""
    if budget.stream_silence:
        yield "budget.generation", whole, ("of silence within a stream (stream_silence)", budget.stream_silence), ""
    waits = retries.attempts * max(retries.longest_retry_after or timedelta(), 10 * retries.backoff)
    if retries.attempts:
        fix = "Lower retries.attempts or retries.longest_retry_after."
        yield "budget.generation", whole, ("for the waits of the retries alone", waits), fix


def _killed(budget: Budget) -> Iterator[tuple[str, tuple[str, timedelta], tuple[str, timedelta], str]]:
    """A pod that terminates must keep running until the answers that it is generating are complete."""
    if budget.grace_period is None:
        return
    end = ("until the kubelet kills a pod (grace_period)", budget.grace_period)
    fix = "Raise terminationGracePeriodSeconds of the pods, or a rollout cuts answers off."
    for name in ("generation", "first_token", "whole_answer"):
        if length := getattr(budget, name):
            yield "budget.grace_period", end, (f"{_WAITS[name]} ({name})", length), fix
