"""The workloads of the prefix benchmark: what requests have in common, and when they arrive.

All figures are production's; a scale makes them smaller and faster. The same seed gives the same requests.
"""

from __future__ import annotations

import itertools
import random
import string
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bench.measuring.arrivals import Arrival, chat_body
from bench.measuring.prefix.replicas import Scale, perfect

SESSION_HEADER = "x-session-id"

GROUPS = 150
SYSTEM_TOKENS = 6000
OWN_TOKENS = 1200
HOT_SHARE = 0.3

# Sessions of an agent or of a quick reader: four seconds between its turns.
TURNS = 6
THINK_SECONDS = 4.0
CHAT_SYSTEM_TOKENS = 1000
QUESTION_TOKENS = 1000
ANSWER_TOKENS = 200

# Every system prompt begins with the same words, such as a date and a role.
_PREAMBLE_TOKENS = 100
# The groups' first requests come at a rate that the replicas can serve, before the load.
_FILL_LOAD = 0.6
_RAMP_REQUESTS = 200
_RAMP_SECONDS = 10.0
_CHAT_WARM_SECONDS = 30.0

# Words of three letters, as a token of English text has four characters with the space.
_VOCABULARY = ["".join(letters) for letters in itertools.product(string.ascii_lowercase[:20], repeat=3)]


@dataclass(frozen=True)
class Load:
    """Requests in the order of their arrival; the first ones fill the caches and aren't measured."""

    arrivals: Sequence[Arrival]
    first: int
    """The index of the first measured request."""

    @property
    def begin(self) -> float:
        """The time of the first measured request."""
        return self.arrivals[self.first].at


@dataclass(frozen=True)
class _Prompt:
    messages: list[dict[str, str]]
    session: str = ""

    def arrive(self, at: float) -> Arrival:
        headers = ((SESSION_HEADER, self.session),) if self.session else ()
        return Arrival(at, chat_body(self.messages, stream=True), 0, headers)


class Workload(ABC):
    """A kind of traffic."""

    name: str
    text: str

    @property
    @abstractmethod
    def new_tokens(self) -> float:
        """The mean number of tokens of a request that no other request has."""

    @property
    def perfect(self) -> float:
        """The requests per second of perfect replicas, of which loads are a share."""
        return perfect(self.new_tokens)

    @abstractmethod
    def load(self, share: float, requests: int, seed: int, scale: Scale) -> Load:
        """A number of measured requests at a share of the perfect rate, by a Poisson process."""


class _Text:
    """Texts by name: the same seed and name give the same words."""

    def __init__(self, seed: int, scale: Scale) -> None:
        self._seed = seed
        self._scale = scale

    def of(self, name: str, tokens: int) -> str:
        """A text with a number of production's tokens."""
        chance = random.Random(f"{self._seed} {name}")  # noqa: S311 - a load, not a secret
        return " ".join(chance.choices(_VOCABULARY, k=self._scale.tokens(tokens)))


@dataclass(frozen=True)
class SharedPrompts(Workload):
    """Groups of requests with a long system prompt each, and requests that share nothing."""

    name: str
    text: str
    weights: Sequence[float] = ()
    unique_share: float = 0.0
    """The share of requests that have no system prompt, and as many tokens in all."""

    @property
    def new_tokens(self) -> float:
        """The question, and the whole prompt of requests that share nothing."""
        return OWN_TOKENS + self.unique_share * SYSTEM_TOKENS

    def load(self, share: float, requests: int, seed: int, scale: Scale) -> Load:
        """Each group once, then a rate that rises to the full one, then the measured requests."""
        chance = random.Random(seed)  # noqa: S311 - a load, not a secret
        draw = _Draw(self, _Text(seed, scale), chance)
        at = 0.0
        arrivals = []
        filling = _FILL_LOAD * perfect(SYSTEM_TOKENS + OWN_TOKENS)
        for group in range(len(self.weights)):
            at += chance.expovariate(filling)
            arrivals.append(draw.of_group(group).arrive(at / scale.speed))
        rate = share * self.perfect
        rising = min(_RAMP_REQUESTS, round(_RAMP_SECONDS * rate))
        for number in range(rising + requests):
            risen = min((1 + (number + 1) / (rising + 1)) / 2, 1)
            at += chance.expovariate(rate * risen)
            arrivals.append(draw.next().arrive(at / scale.speed))
        return Load(arrivals, len(arrivals) - requests)


class _Draw:
    """The prompts of one load."""

    def __init__(self, workload: SharedPrompts, text: _Text, chance: random.Random) -> None:
        self._workload = workload
        self._text = text
        self._chance = chance
        self._numbers = itertools.count()
        self._cumulated = list(itertools.accumulate(workload.weights))
        preamble = text.of("preamble", _PREAMBLE_TOKENS)
        self._systems = [
            f"{preamble} {text.of(f'system {group}', SYSTEM_TOKENS - _PREAMBLE_TOKENS)}"
            for group in range(len(workload.weights))
        ]

    def next(self) -> _Prompt:
        """The prompt of any group, or one that shares nothing."""
        if self._chance.random() < self._workload.unique_share:
            text = self._text.of(f"unique {next(self._numbers)}", SYSTEM_TOKENS + OWN_TOKENS)
            return _Prompt([{"role": "user", "content": text}])
        (group,) = self._chance.choices(range(len(self._systems)), cum_weights=self._cumulated)
        return self.of_group(group)

    def of_group(self, group: int) -> _Prompt:
        """The next prompt of a group."""
        question = self._text.of(f"question {next(self._numbers)}", OWN_TOKENS)
        messages = [{"role": "system", "content": self._systems[group]}, {"role": "user", "content": question}]
        return _Prompt(messages, f"group-{group}")


@dataclass(frozen=True)
class Chats(Workload):
    """Sessions with one short system prompt for all, whose requests have the whole conversation before them."""

    name: str
    text: str
    turns: int = TURNS

    @property
    def new_tokens(self) -> float:
        """A question, and the answer to the one before it."""
        return QUESTION_TOKENS + ANSWER_TOKENS * (self.turns - 1) / self.turns

    def load(self, share: float, requests: int, seed: int, scale: Scale) -> Load:
        """Sessions begin by a Poisson process; their turns don't wait for answers, as the load has an open loop."""
        chance = random.Random(seed)  # noqa: S311 - a load, not a secret
        text = _Text(seed, scale)
        rate = share * self.perfect
        end = _CHAT_WARM_SECONDS + 2 * requests / rate
        begins = 0.0
        turns: list[tuple[float, int, int]] = []
        for session in itertools.count():
            begins += chance.expovariate(rate / self.turns)
            if begins > end:
                break
            at = begins
            for turn in range(self.turns):
                turns.append((at, session, turn))
                at += chance.expovariate(1 / THINK_SECONDS)
        turns.sort()
        first = next(index for index, (at, _, _) in enumerate(turns) if at >= _CHAT_WARM_SECONDS)
        arrivals = [
            _Prompt(list(_conversation(text, session, turn)), f"session-{session}").arrive(at / scale.speed)
            for at, session, turn in turns[: first + requests]
        ]
        return Load(arrivals, first)


def _conversation(text: _Text, session: int, last: int) -> Iterator[dict[str, str]]:
    """The messages of a session until one of its questions."""
    yield {"role": "system", "content": text.of("system", CHAT_SYSTEM_TOKENS)}
    for turn in range(last + 1):
        yield {"role": "user", "content": text.of(f"question {session} {turn}", QUESTION_TOKENS)}
        if turn < last:
            yield {"role": "assistant", "content": text.of(f"answer {session} {turn}", ANSWER_TOKENS)}


_ZIPF = [1 / rank for rank in range(1, GROUPS + 1)]
_HOT = [HOT_SHARE * sum(_ZIPF[1:]) / (1 - HOT_SHARE), *_ZIPF[1:]]

WORKLOADS: tuple[Workload, ...] = (
    SharedPrompts("A", f"{GROUPS} system prompts, the most frequent one in 18% of the requests (Zipf)", _ZIPF),
    SharedPrompts("Au", f"{GROUPS} system prompts, all equally frequent", [1.0] * GROUPS),
    Chats("B", f"chats of {TURNS} turns, each with the conversation before it"),
    SharedPrompts("C", f"A, with the most frequent system prompt in {HOT_SHARE:.0%} of the requests", _HOT),
    SharedPrompts("M", "A, with 30% of requests that share nothing", _ZIPF, unique_share=0.3),
    SharedPrompts("D", "requests that share nothing", unique_share=1.0),
    SharedPrompts("O", "questions with one long system prompt for all", [1.0]),
    Chats("Q", "single questions with one short system prompt for all", turns=1),
)

BY_NAME = {workload.name: workload for workload in WORKLOADS}
