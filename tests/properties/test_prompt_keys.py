"""The script that reads the keys of prompts, compared with a model of it in Python."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Any

import pytest

from llm_api_mesh.plan.llm_gateway.headers import AGENT, BUCKET, CACHE_KEY, OPENING, RESERVED
from llm_api_mesh.resources.llm_gateway.shared_filters import AGENT_HEADERS, key_reader
from support.prompt_keys import Keys, agent_key, keys_of, session_bucket
from support.scripts import CountedScript, Script

BODIES = 2_000
CHARACTERS = 40
JSON = {"content-type": "application/json"}

SPACE = ["", "", " ", "\n  ", "\t", "\r\n"]
WORDS = [
    "you ",
    "are ",
    "helpful",
    "\\n",
    '\\"',
    "\\\\",
    "\\u00e9",
    "é",
    "\U0001f600",
    "{",
    "]",
    ",",
    '\\"role\\":',
    "x" * 50,
    "",
]
ROLES = ["system", "developer", "user", "user", "assistant", "tool", "model", ""]
OTHERS = ["1", "-0.5e3", "true", "null", "[]", "{}", "[1, 2]", '{"text":"in text"}', '"text"', '[{"a":["]"]}]']


@cache
def reader() -> Script:
    """The script, with a short opening."""
    return Script(_code())


def _code() -> str:
    code: str = key_reader(["x-session-id"], CHARACTERS)["typed_config"]["default_source_code"]["inline_string"]
    return code


def found(body: str | bytes, model: str = "m", headers: dict[str, str] = JSON) -> Keys:
    """The keys that the script writes."""
    data = body.encode() if isinstance(body, str) else body
    after, unchanged, status = reader().request(headers, data, model)
    assert unchanged == data
    assert not status
    return Keys(cache_key=after.get(CACHE_KEY), opening=after.get(OPENING), conversation=after.get(BUCKET))


@dataclass
class Bodies:
    """Random requests, in all formats."""

    random: Random

    def body(self) -> str:
        """One request."""
        members = [self._member('"model"', '"m"')]
        kind = self.random.choice(["chat", "responses", "messages", "prompt", "mixed", "mixed"])
        for name, value in (
            ("messages", self._messages),
            ("input", self._messages if self.random.random() < 0.7 else self._content),
            ("prompt", self._content),
            ("system", self._content),
            ("instructions", self._string),
            ("tools", self._tools),
            ("prompt_cache_key", self._string),
            ("stream", lambda: "true"),
        ):
            likely = (
                kind == "mixed"
                or name in (kind, "tools")
                or (kind, name)
                in {
                    ("chat", "messages"),
                    ("responses", "input"),
                    ("responses", "instructions"),
                    ("messages", "system"),
                }
            )
            if self.random.random() < (0.8 if likely and kind != "mixed" else 0.4 if likely else 0.05):
                members.append(self._member(self._key(name), self._odd(value())))
        self.random.shuffle(members)
        if self.random.random() < 0.1:
            members.append(self.random.choice(members))
        return f"{self._space()}{{{','.join(members)}}}{self._space()}"

    def _odd(self, value: str) -> str:
        return self.random.choice(OTHERS) if self.random.random() < 0.05 else value

    def _key(self, name: str) -> str:
        return json.dumps(name) if self.random.random() < 0.95 else f'"\\u00{ord(name[0]):02x}{name[1:]}"'

    def _member(self, key: str, value: str) -> str:
        return f"{self._space()}{key}{self._space()}:{self._space()}{value}{self._space()}"

    def _messages(self) -> str:
        messages = [self._odd(self._message()) for _ in range(self.random.randrange(6))]
        return f"[{self._space()}{','.join(messages)}]"

    def _message(self) -> str:
        members = [self._member('"role"', json.dumps(self.random.choice(ROLES)))]
        members.append(self._member('"content"', self._odd(self._content())))
        if self.random.random() < 0.2:
            members.append(self._member('"name"', self.random.choice(OTHERS)))
        self.random.shuffle(members)
        return f"{{{','.join(members)}}}"

    def _content(self) -> str:
        if self.random.random() < 0.6:
            return self._string()
        parts = [self._odd(self._part()) for _ in range(self.random.randrange(4))]
        return f"[{self._space()}{f'{self._space()},'.join(parts)}{self._space()}]"

    def _part(self) -> str:
        members = [self._member('"text"', self._odd(self._string()))]
        members.append(self._member('"type"', '"text"'))
        if self.random.random() < 0.3:
            members.append(self._member('"cache_control"', '{"type":"ephemeral"}'))
        self.random.shuffle(members)
        return f"{{{','.join(members)}}}"

    def _tools(self) -> str:
        return self.random.choice(
            ["[]", "[ ]", '[{"name":"f"}]', '[{"name":"f","parameters":{"a":"}]"}},{"name":"g"}]']
        )

    def _string(self) -> str:
        return f'"{"".join(self.random.choice(WORDS) for _ in range(self.random.randrange(8)))}"'

    def _space(self) -> str:
        return self.random.choice(SPACE)


@pytest.mark.parametrize("seed", range(4))
def test_the_script_reads_what_the_model_reads(seed: int) -> None:
    """In thousands of requests of all formats, the script finds the keys that the model finds."""
    bodies = Bodies(Random(seed))  # noqa: S311  # it keeps no secret
    with_opening = 0
    for _ in range(BODIES):
        body = bodies.body()
        wanted = keys_of(body, "m", CHARACTERS)
        assert found(body) == wanted, body
        with_opening += wanted.opening is not None
    assert BODIES / 5 < with_opening < BODIES * 0.95


@pytest.mark.parametrize("seed", range(2))
def test_broken_bodies_are_no_errors(seed: int) -> None:
    """A body that is cut or has a wrong byte changes nothing but its keys, and its rest isn't touched."""
    random = Random(seed)  # noqa: S311  # it keeps no secret
    bodies = Bodies(random)
    for _ in range(BODIES):
        body = bodies.body().encode()
        at = random.randrange(len(body) + 1)
        found(body[:at])
        found(body[:at] + bytes([random.choice(b'"\\{}[],:\x00\xff')]) + body[at + 1 :])


def _chat(*messages: tuple[str, Any], **others: Any) -> str:
    return json.dumps({"messages": [{"role": role, "content": text} for role, text in messages], **others})


@pytest.mark.parametrize("seed", range(2))
def test_later_messages_never_change_a_key(seed: int) -> None:
    """Once an assistant has spoken, whatever comes later leaves the key; the bucket is the same from the start."""
    random = Random(seed)  # noqa: S311  # it keeps no secret
    for number in range(300):
        start = [("system", f"You are number {number}. " * random.randrange(5)), ("user", f"Question {number}")]
        first = found(_chat(*start))
        talk = [*start, ("assistant", "Yes.")]
        second = found(_chat(*talk, tools=[{"name": "f"}]))
        for _ in range(4):
            talk.append((random.choice(["user", "assistant", "tool", "system"]), "more " * random.randrange(2000)))
            assert found(_chat(*talk)) == second
        assert first.conversation == second.conversation
        system = len(start[0][1])
        assert (first.opening == second.opening) == (0 < system < CHARACTERS)


def test_what_a_first_turn_shares_is_its_key() -> None:
    """Behind a long system prompt, the user's text means nothing, nor what comes after the first characters."""
    system = "You are a helpful assistant of the house."
    assert len(system) >= CHARACTERS
    key = found(_chat(("system", system), ("user", "One"))).opening
    assert key
    assert found(_chat(("system", system), ("user", "Another"))).opening == key
    assert found(_chat(("system", f"{system}, and more"), ("user", "One"), tools=[{"name": "f"}])).opening == key
    assert found(_chat(("system", f"A{system}"), ("user", "One"))).opening != key
    assert found(_chat(("system", system), ("user", "One")), model="n").opening != key


def test_behind_a_short_system_prompt_the_user_s_text_counts() -> None:
    """A short system prompt is in all caches. The first request has the key of its conversation, and so the next."""
    system = "You are helpful."
    key = found(_chat(("system", system), ("user", "One"))).opening
    assert key
    assert found(_chat(("system", system), ("user", "One"), ("assistant", "Yes"), ("user", "More"))).opening == key
    assert found(_chat(("system", system), ("user", "Another"))).opening != key
    tools = [{"name": "f"}]
    assert found(_chat(("system", system), ("user", "One"), tools=tools)).opening == key
    assert (
        found(_chat(("user", "One"), tools=tools)).opening == found(_chat(("user", "One"), ("assistant", ""))).opening
    )
    long = [{"name": "f" * CHARACTERS}]
    assert found(_chat(("system", system), ("user", "One"), tools=long)).opening != key
    assert found(_chat(("system", system))).opening is not None


def test_one_opening_has_one_key_in_all_its_forms() -> None:
    """A text and a list with the same text, spaces, the order of members and marks of caches make no difference."""
    key = found(_chat(("system", "Be brief."), ("user", "Hi"), ("assistant", "Yes"))).opening
    part = {"type": "text", "text": "Be brief.", "cache_control": {"type": "ephemeral"}}
    user = [{"cache_control": {"type": "ephemeral"}, "text": "Hi", "type": "text"}]
    assert found(_chat(("system", [part]), ("user", user), ("assistant", "Yes"))).opening == key
    assert found(_chat(("developer", "Be brief."), ("user", "Hi"), ("assistant", ""), ("user", "Go"))).opening == key
    turns = [{"content": user, "role": "user"}, {"content": "Yes", "role": "assistant"}]
    assert found(json.dumps({"messages": turns, "system": [part]}, indent=2)).opening == key
    items = [{"role": "user", "content": "Hi"}, {"type": "function_call", "name": "f"}]
    assert found(json.dumps({"input": items, "instructions": "Be brief."})).opening == key


@pytest.mark.parametrize(
    "body",
    [
        _chat(("user", "Hi")),
        _chat(("system", ""), ("user", "Hi"), tools=[]),
        _chat(("user", "Hi"), ("user", "Hello?")),
        json.dumps({"input": "Hi", "model": "m"}),
        json.dumps({"input": ["embed", "these"]}),
        json.dumps({"prompt": "short"}),
        json.dumps({"prompt": []}),
        json.dumps({"model": "m"}),
        json.dumps([{"role": "system", "content": "x"}]),
        '{"messages":[{"role":"system","content":"x"}]',
        '{"messages":[{"role":"system","content":"x"}]} {}',
        "no JSON",
        "",
    ],
)
def test_without_an_opening_there_is_no_key(body: str) -> None:
    """One turn without a system prompt and tools shares nothing; and what is no JSON object is not read."""
    assert found(body).opening is None


def test_a_completion_s_key_is_the_beginning_of_a_long_prompt() -> None:
    """The first characters of a prompt, or of the first one of a list; also if it consists of numbers of tokens."""
    key = found(json.dumps({"prompt": "x" * CHARACTERS})).opening
    assert key
    assert found(json.dumps({"prompt": "x" * CHARACTERS + "y"})).opening == key
    assert found(json.dumps({"prompt": ["x" * CHARACTERS + "y", "z"]})).opening == key
    assert found(json.dumps({"prompt": "x" * (CHARACTERS - 1)})).opening is None
    tokens = found(json.dumps({"prompt": list(range(100))})).opening
    assert tokens
    assert found(json.dumps({"prompt": list(range(200))})).opening == tokens


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"content-type": "text/plain"},
        {"content-type": "application/json-lines"},
        {**JSON, "content-encoding": "gzip"},
    ],
    ids=["no type", "text", "another type", "compressed"],
)
def test_only_readable_json_is_read(headers: dict[str, str]) -> None:
    """Another content type and a compressed body have no keys."""
    assert found(_chat(("system", "x"), ("user", "y"), ("assistant", "z")), headers=headers) == Keys()


def test_a_huge_body_has_the_keys_of_its_beginning() -> None:
    """Of a body of several MiB, the first MiB is read: what comes later, or is cut, means nothing."""
    start = [("system", "Be brief."), ("user", "Hi")]
    key = found(_chat(*start, ("assistant", "Yes"))).opening
    assert found(_chat(*start, ("assistant", "Yes"), ("user", "x" * 3_000_000))).opening == key
    system = ("system", "Be brief. " * CHARACTERS)
    huge = found(_chat(system, ("user", "x" * 3_000_000)))
    assert huge.opening == found(_chat(system, ("user", "y"))).opening
    assert found(json.dumps({"prompt": "x" * 3_000_000})).opening == found(json.dumps({"prompt": "x" * 50})).opening


def test_headers_name_a_session() -> None:
    """The bucket is of a session header, else of an agent's, else of the conversation; forged keys are removed."""
    body = _chat(("system", "Be brief."), ("user", "Hi")).encode()
    forged = {name: "forged" for name in RESERVED if name in {AGENT, BUCKET, CACHE_KEY, OPENING}}
    script = reader()
    after, _, _ = script.request({**forged, AGENT_HEADERS[1]: "two", AGENT_HEADERS[0]: "one"}, None, "m")
    assert after[AGENT] == agent_key("m", "one")
    assert after[BUCKET] == session_bucket("one")
    assert not {CACHE_KEY, OPENING} & after.keys()
    after, _, _ = script.request({**JSON, "x-session-id": "s", AGENT_HEADERS[1]: "two"}, body, "m")
    assert after[BUCKET] == session_bucket("s")
    assert after[AGENT] == agent_key("m", "two")
    after, _, _ = script.request({**JSON, "x-session-id": ""}, body, "m")
    assert after[BUCKET] == keys_of(body.decode(), "m", CHARACTERS).conversation


def test_buckets_are_even() -> None:
    """The sessions of numbered clients, and conversations that differ in one character, are spread evenly."""
    for name in ("user-{}", "{}", "00000000-0000-4000-8000-{:012}"):
        buckets = [int(session_bucket(name.format(number))) for number in range(20_000)]
        for start in range(0, 1000, 100):
            assert 1_800 < sum(start <= one < start + 100 for one in buckets) < 2_200


# What is before the pieces of a body, each piece, what is between two of them, and what is after them.
_CODE = 'Some text about it.\\n\\"Quoted\\" words; and code: x = {\\"a\\": 1}\\n'
_TOOL = '{"type":"function","function":{"name":"f","parameters":{"properties":{"a":{"type":"string"}}}}}'
_IN_MESSAGE = ('{"messages":[{', ",", "}]}")
_IN_CONTENT = ('{"messages":[{"role":"user","content":[', ",", "]}]}")
_ESCAPE = "\\u0061"
_ESCAPED = f'"{_ESCAPE}":1'
_HUNDRED = ",".join([_ESCAPED] * 100)
SLOW = {
    "one question": ('{"messages":[{"role":"user","content":"', _CODE, "", '"}]}'),
    "tools": ('{"messages":[],"tools":[', _TOOL, ",", "]}"),
    "empty tools": ('{"messages":[],"tools":[', "{}", ",", "]}"),
    "messages": ('{"messages":[', "{}", ",", "]}"),
    "parts": (_IN_CONTENT[0], "{}", *_IN_CONTENT[1:]),
    "parts with a text": (_IN_CONTENT[0], '{"text":"a"}', *_IN_CONTENT[1:]),
    "texts as parts": (_IN_CONTENT[0], '"a"', *_IN_CONTENT[1:]),
    "members": ("{", '"a":1', ",", "}"),
    "members of a message": (_IN_MESSAGE[0], '"a":1', *_IN_MESSAGE[1:]),
    "names with escapes": (_IN_MESSAGE[0], _ESCAPED, *_IN_MESSAGE[1:]),
    "such names in many messages": ('{"messages":[', f"{{{_HUNDRED}}}", ",", "]}"),
    "long names with escapes": (_IN_MESSAGE[0], f'"{_ESCAPE * 16}":1', *_IN_MESSAGE[1:]),
    "a name of escapes": ('{"', _ESCAPE, "", '":1}'),
    "members of a part": ('{"messages":[{"content":[{', '"a":1', ",", "}]}]}"),
    "tokens": ('{"prompt":[', "1", ",", "]}"),
    "brackets": ('{"x":', "[", "", ""),
    "lists": ('{"x":[', "[]", ",", "]}"),
    "quotes": ('{"system":"', '\\"', "", '"}'),
    "backslashes": ('{"system":"', "\\\\", "", '"}'),
    "spaces": (_IN_MESSAGE[0] + '"a":1', " ", "", "}]}"),
    "spaces around members": (_IN_MESSAGE[0], '          "a"          :          1', *_IN_MESSAGE[1:]),
}

# For each byte of a body: instructions, and bytes that Lua's own functions look at.
MOST_STEPS, MOST_BYTES_READ = 35, 4
# For a body of any length: 100 names of the request, 1,000 of its messages, and 100 roles; and those with escapes.
MOST_NAMES, MOST_DECODED = 1_250, 160
# The further instructions for all members and parts that are read, of which there are at most as many.
STEPS_BESIDE = 1_000_000


@cache
def counted(*, has_words: bool) -> CountedScript:
    """The script, whose work is counted."""
    return CountedScript(_code(), has_words=has_words)


def slow_body(name: str, size: int) -> bytes:
    """A body that is made to be slow, of about this size."""
    start, piece, between, end = SLOW[name]
    return f"{start}{between.join([piece] * (size // len(piece + between)))}{end}".encode()


@pytest.mark.parametrize("has_words", [True, False], ids=["words", "bytes"])
@pytest.mark.parametrize("name", SLOW)
def test_the_work_is_bounded(name: str, has_words: bool) -> None:
    """However a body is made, the work grows at most in proportion to its length, and few of its names are read.

    A name takes far longer than as many bytes that are passed over, which the number of instructions doesn't show.
    """
    script = counted(has_words=has_words)
    for size in (20_000, 200_000):
        body = slow_body(name, size)
        found = script.work(JSON, body, "m")
        assert found.steps <= MOST_STEPS * len(body) + STEPS_BESIDE, found
        assert found.bytes <= MOST_BYTES_READ * len(body), found
        assert found.names <= MOST_NAMES, found
        assert found.decoded <= MOST_DECODED, found


def test_the_counts_are_of_what_was_done() -> None:
    """More bytes take more steps, eight at a time take fewer, and names are counted."""
    body = _chat(("system", "x" * 800), ("user", "y")).encode()
    longer = _chat(("system", "x" * 8_000), ("user", "y")).encode()
    words, single = (counted(has_words=has_words).work(JSON, body, "m") for has_words in (True, False))
    assert 500 < words.steps < single.steps
    assert single.steps < counted(has_words=False).work(JSON, longer, "m").steps / 5
    # The name of the list, those of both messages, and both roles.
    assert words.names == single.names >= 7
    assert counted(has_words=False).work(JSON, b'{"\\u006dodel":1}', "m").decoded == 1


def test_many_members_are_too_many() -> None:
    """Messages with some hundred members have a key. With thousands, or with many escaped names, they have none."""
    user = '{"role":"user","content":"Hi"},{"role":"assistant","content":"Yes"}'

    def conversation(members: int, name: str = "a") -> str | None:
        several = ",".join([f'"{name}":1'] * members)
        return found(f'{{"messages":[{{{several},"role":"system","content":"Be brief."}},{user}]}}').conversation

    usual = conversation(1)
    assert usual
    assert conversation(900) == conversation(40, _ESCAPE) == usual
    assert conversation(1100) is conversation(60, _ESCAPE) is None
    parts = [{"type": "text", "text": f"Document {number}"} for number in range(400)]
    assert found(_chat(("user", parts), ("assistant", "Yes"))).conversation
