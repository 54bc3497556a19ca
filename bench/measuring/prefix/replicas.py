"""The replicas of the prefix benchmark: production's figures, and the scale at which two cores can simulate them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from lab.simulator.model import Settings

REPLICAS = 8

PRODUCTION = Settings(
    # A 70B model on one node: 12,000 tokens of prompts a second, room for 300,000 tokens, and 64 answers at a time, of
    # which a single one has 60 tokens a second, and each of 64 half as many.
    time_to_first_token=0.02,
    tokens_per_second=60.0,
    prompt_tokens_per_second=12_000.0,
    cache_tokens=300_000,
    concurrency=64,
    batch_slowdown=1 / 63,
    # Answers are short, because prompts are what is measured. Each has a twentieth of a usual prompt.
    median_tokens=100.0,
    sigma_tokens=0.5,
    # Larger than any queue here, so that a balancer that queues badly makes requests wait and not fail.
    queue=10_000,
    seed=1,
)

# A stream's tokens come in a few events, because the cost of each event isn't what is measured.
_EVENTS = 2


@dataclass(frozen=True)
class Scale:
    """How much faster and smaller the simulation is than production."""

    speed: float = 4.0
    """Times by which everything is faster."""
    shrink: int = 4
    """Times by which prompts, answers, caches and rates are smaller."""

    @property
    def settings(self) -> Settings:
        """The settings of a simulated replica, whose times are those of production divided by the speed."""
        rate = self.speed / self.shrink
        return replace(
            PRODUCTION,
            time_to_first_token=PRODUCTION.time_to_first_token / self.speed,
            tokens_per_second=PRODUCTION.tokens_per_second * rate,
            prompt_tokens_per_second=PRODUCTION.prompt_tokens_per_second * rate,
            cache_tokens=PRODUCTION.cache_tokens // self.shrink,
            median_tokens=PRODUCTION.median_tokens / self.shrink,
            stream_interval=round(PRODUCTION.median_tokens / self.shrink / _EVENTS),
        )

    def tokens(self, production: int) -> int:
        """A number of production's tokens in the simulation."""
        return production // self.shrink


def perfect(new_tokens: float) -> float:
    """The requests per second if no token was computed twice and no replica was ever idle, in production."""
    return REPLICAS * PRODUCTION.prompt_tokens_per_second / new_tokens
