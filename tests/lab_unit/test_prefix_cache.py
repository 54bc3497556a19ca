"""The simulator's prefix cache, its reading of prompts and its slots, in virtual time and compared with arithmetic."""

from __future__ import annotations

import asyncio
import random
import selectors
import statistics
from collections.abc import Coroutine, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import accumulate, pairwise
from typing import Any, TypeVar

import pytest

from lab.simulator.metrics import exposition
from lab.simulator.model import Model, Settings
from lab.simulator.prefix_cache import BLOCK_TOKENS, PrefixCache, blocks
from lab.simulator.prompts import TooLongError

Result = TypeVar("Result")

# Prompts of 1,600 tokens take 2 s; the answers of ten tokens begin at once, and have a token each 0.1 s.
SETTINGS = Settings(
    time_to_first_token=0.0,
    tokens_per_second=10.0,
    prompt_tokens_per_second=800.0,
    cache_tokens=16_000,
    concurrency=64,
)


class _VirtualTime(asyncio.SelectorEventLoop):
    """An event loop whose clock jumps to the next timer."""

    def __init__(self) -> None:
        self._moment = 0.0
        loop = self

        class _Selector(selectors.SelectSelector):
            def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
                loop._moment += timeout or 0.0
                return super().select(0)

        super().__init__(_Selector())

    def time(self) -> float:
        return self._moment


def run(work: Coroutine[Any, Any, Result]) -> Result:
    """The result of a coroutine that takes no real time."""
    with asyncio.Runner(loop_factory=_VirtualTime) as runner:
        return runner.run(work)


def prompt(name: str, tokens: int = 1600) -> list[str]:
    """A prompt that shares nothing with one of another name."""
    return [f"{name}{number}" for number in range(tokens)]


async def ask(model: Model, words: Sequence[str], answer: int = 10, at: float = 0.0) -> list[float]:
    """The times of the events of an answer."""
    now = asyncio.get_running_loop().time
    await asyncio.sleep(at)
    async with model.slot():
        return [now() async for _ in model.generate(words, ["a "] * answer)]


async def ask_all(*requests: Coroutine[Any, Any, list[float]]) -> list[float]:
    """The times of the first tokens."""
    return [times[0] for times in await asyncio.gather(*requests)]


def test_a_prompt_takes_its_tokens_over_the_rate() -> None:
    """Without cached tokens, the first token comes after the prompt's tokens divided by the rate."""
    times = run(ask(Model(SETTINGS), prompt("a")))
    assert times == pytest.approx([2.0 + index * 0.1 for index in range(10)])


def test_a_cached_prompt_takes_the_time_of_its_rest() -> None:
    """The same prompt again computes its last block alone, and a longer one what is new."""
    model = Model(SETTINGS)
    first = prompt("a")
    longer = [*first, *prompt("b", 800)]
    times = run(ask_all(ask(model, first), ask(model, first, at=10.0), ask(model, longer, at=20.0)))
    assert times == pytest.approx([2.0, 10.0 + BLOCK_TOKENS / 800, 21.0])
    assert model.load()["cached_tokens"] == 1600 - BLOCK_TOKENS + 1600
    assert model.load()["prompt_tokens"] == 1600 + 1600 + 2400


def test_prompts_wait_for_those_before_them() -> None:
    """Three prompts at once are read one after another, and answers are generated meanwhile."""
    model = Model(SETTINGS)
    asked = [ask(model, prompt(name), answer=1) for name in "abc"]
    assert run(ask_all(*asked)) == pytest.approx([2.0, 4.0, 6.0])


def test_a_prompt_that_waits_finds_what_those_before_it_have_computed() -> None:
    """The cache is looked up when the reading begins, so that of two equal prompts one is computed."""
    model = Model(SETTINGS)
    times = run(ask_all(*[ask(model, prompt("a")) for _ in range(2)]))
    assert times == pytest.approx([2.0, 2.0 + BLOCK_TOKENS / 800])


def test_requests_queue_when_the_slots_are_full() -> None:
    """With one slot, a request waits until the one before it is complete."""
    model = Model(replace(SETTINGS, concurrency=1))
    asked = [ask(model, prompt(name)) for name in "ab"]
    assert run(ask_all(*asked)) == pytest.approx([2.0, 2.0 + 0.9 + 2.0])


def test_requests_wait_for_room_in_the_cache() -> None:
    """Of prompts that don't have room beside each other, the second one is read when the first is answered."""
    model = Model(replace(SETTINGS, cache_tokens=3200))
    asked = [ask(model, prompt(name, 2000)) for name in "ab"]
    assert run(ask_all(*asked)) == pytest.approx([2.5, 2.5 + 0.9 + 2.5])
    with pytest.raises(TooLongError):
        run(ask(model, prompt("c", 4000)))


@pytest.mark.parametrize("busy", [0.5, 0.8])
def test_a_queue_of_random_arrivals_is_as_long_as_in_theory(busy: float) -> None:
    """Prompts that arrive by a Poisson process wait as the formula of Pollaczek and Khinchine says, within 5 %.

    With equal prompts this is the queue M/D/1. The highest load of the prefix benchmark rests on it.
    """
    seconds = 2.0
    tokens = round(seconds * SETTINGS.prompt_tokens_per_second / 100)
    model = Model(replace(SETTINGS, prompt_tokens_per_second=tokens / seconds, cache_tokens=0, concurrency=10**6))
    chance = random.Random(1)  # noqa: S311 - arrivals, not a secret
    arrivals = list(accumulate(chance.expovariate(busy / seconds) for _ in range(20_000)))
    words = prompt("a", tokens)
    firsts = run(ask_all(*[ask(model, words, answer=1, at=at) for at in arrivals]))
    waits = [first - at - seconds for first, at in zip(firsts, arrivals, strict=True)]
    assert statistics.fmean(waits) == pytest.approx(busy * seconds / 2 / (1 - busy), rel=0.05)


def test_tokens_come_more_slowly_in_a_larger_batch() -> None:
    """With a slowdown of a tenth, each of eleven answers takes twice the time."""
    model = Model(replace(SETTINGS, batch_slowdown=0.1, prompt_tokens_per_second=0.0))

    async def all_at_once() -> list[list[float]]:
        return await asyncio.gather(*[ask(model, prompt("a"), answer=5) for _ in range(11)])

    for times in run(all_at_once()):
        # The first token of the first answer comes before there are others.
        assert [later - earlier for earlier, later in pairwise(times[1:])] == pytest.approx([0.2] * 3)


def test_events_of_several_tokens_come_when_the_last_would() -> None:
    """With an interval of three, ten tokens come in four events, and the answer is as long."""
    model = Model(replace(SETTINGS, stream_interval=3))
    assert len(run(ask(model, prompt("a")))) == 4
    assert model.load()["tokens"] == 10


def test_a_client_that_leaves_frees_what_it_held() -> None:
    """A cancelled request computes no longer, keeps no blocks that it hasn't computed, and no slot."""
    model = Model(SETTINGS)

    async def leave() -> list[float]:
        request = asyncio.create_task(ask(model, prompt("a")))
        await asyncio.sleep(1.0)
        request.cancel()
        with suppress(asyncio.CancelledError):
            await request
        return await ask(model, prompt("a"))

    assert run(leave())[0] == pytest.approx(3.0)
    assert model.load() == {
        "running": 0,
        "waiting": 0,
        "tokens": 10,
        "prompt_tokens": 3200,
        "cached_tokens": 0,
    }


def test_the_block_that_was_idle_for_longest_goes_first() -> None:
    """A full cache forgets the prompt that was used least recently, the end of it before its beginning."""
    cache = PrefixCache(tokens=10 * BLOCK_TOKENS)
    names = {name: prompt(name, 4 * BLOCK_TOKENS) for name in "abc"}

    def use(name: str) -> None:
        claim = cache.claim(blocks(names[name]), len(names[name]), 0)
        assert claim
        cache.release(claim)

    def found(name: str) -> int:
        return cache.cached_tokens(blocks(names[name]), len(names[name]) + 1) // BLOCK_TOKENS

    for name in "abac":
        use(name)
    assert [found(name) for name in "abc"] == [4, 2, 4]
    cache.clear()
    assert [found(name) for name in "abc"] == [0, 0, 0]


def test_blocks_in_use_stay() -> None:
    """What a request holds isn't forgotten, and counts as used; what others hold is shared."""
    cache = PrefixCache(tokens=10 * BLOCK_TOKENS)
    words = prompt("a", 6 * BLOCK_TOKENS)
    first = cache.claim(blocks(words), len(words), BLOCK_TOKENS)
    second = cache.claim(blocks(words), len(words), BLOCK_TOKENS)
    assert first
    assert second
    assert second.cached_tokens == 5 * BLOCK_TOKENS
    assert cache.usage == pytest.approx(0.8)
    other = prompt("b", 3 * BLOCK_TOKENS)
    assert cache.claim(blocks(other), len(other), 0) is None
    cache.release(second)
    assert cache.claim(blocks(other), len(other), 0)


def test_a_block_is_known_by_all_before_it() -> None:
    """Equal tokens behind a different beginning are another block, and a block that isn't full is none."""
    one, other = [*prompt("a", 16), *prompt("c", 24)], [*prompt("b", 16), *prompt("c", 24)]
    assert len(blocks(one)) == 2
    assert not set(blocks(one)) & set(blocks(other))
    assert blocks(one) == blocks(one[:35])


def test_metrics_have_the_names_that_pickers_read() -> None:
    """Requests that run and wait, the share of the cache that is in use, and the counters of the prefix cache."""
    model = Model(SETTINGS)

    async def page() -> str:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(ask(model, prompt(name))) for name in "abc"]
            await asyncio.sleep(2.5)
            text = exposition("m", model.load(), model.cache)
            for task in tasks:
                task.cancel()
        return text

    values = dict(line.rsplit(" ", 1) for line in run(page()).splitlines() if not line.startswith("#"))
    labels = '{engine="0",model_name="m"}'
    assert values[f"vllm:num_requests_running{labels}"] == "2.0"
    assert values[f"vllm:num_requests_waiting{labels}"] == "1.0"
    assert float(values[f"vllm:kv_cache_usage_perc{labels}"]) == pytest.approx(2 * 101 / 1000)
    assert values[f"vllm:prefix_cache_queries_total{labels}"] == "3200.0"
    assert values[f"vllm:prefix_cache_hits_total{labels}"] == "0.0"
    assert values['vllm:cache_config_info{engine="0",block_size="16",num_gpu_blocks="1000"}'] == "1.0"
