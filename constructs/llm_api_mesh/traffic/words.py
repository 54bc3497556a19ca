"""The conditions of a route in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from llm_api_mesh.access_tables.fields import mapping, texts
from llm_api_mesh.access_tables.patterns import Pattern
from llm_api_mesh.access_tables.requests import CLAIMS, claim_path
from llm_api_mesh.access_tables.routes import Match
from llm_api_mesh.plan.llm_gateway.headers import AGENT, BUCKET, CACHE_KEY, MODEL, OPENING, STREAM, STREAMED
from llm_api_mesh.secret_shapes import HEADERS
from llm_api_mesh.traffic.model import REST_OF_REQUESTS

_ANYTHING = (".+", ".*")
_KEYS = {
    AGENT: "the session of an agent",
    BUCKET: "a known conversation",
    CACHE_KEY: "a prompt_cache_key",
    OPENING: "the beginning of a conversation",
}
_READ = frozenset(
    {"gateways", "headers", "ignoreUriCase", "method", "name", "port", "queryParams", "statPrefix", "uri"}
    | {"withoutHeaders"}
)


def in_words(matches: Iterable[Match]) -> str:
    """The conditions of matches that a request meets all."""
    return ", ".join(_parts(tuple(matches)))


def request_in_words(match: Match) -> str:
    """A kind of requests."""
    words = in_words((match,)) or REST_OF_REQUESTS
    return f"{words} requests" if set(match) == {"method"} else words


def pattern_in_words(pattern: Pattern) -> str:
    """A condition on a text, in full length."""
    if pattern.kind == "regex" and pattern.value in _ANYTHING:
        return "is there"
    return f"matches {pattern.value}" if pattern.words.startswith("matches ") else pattern.words


def _parts(matches: tuple[Match, ...]) -> Iterator[str]:
    methods = [Pattern.of(match["method"]) for match in matches if "method" in match]
    paths = [
        Pattern.of(match["uri"], ignores_case=bool(match.get("ignoreUriCase"))) for match in matches if "uri" in match
    ]
    yield from filter(None, [" ".join([*map(_method, methods), *map(_path, paths)])])
    for match in matches:
        yield from _of_headers(mapping(match, "headers"))
        for name, value in mapping(match, "queryParams").items():
            yield f"parameter {name} {pattern_in_words(Pattern.of(value))}"
        yield from _without(mapping(match, "withoutHeaders"))
        if "port" in match:
            yield f"port {match['port']}"
        if "gateways" in match:
            yield f"at {' or '.join(texts(match, 'gateways'))}"
        for name in sorted(match.keys() - _READ):
            yield f"{name} {pattern_in_words(Pattern.of(match[name]))}"


def _method(pattern: Pattern) -> str:
    return pattern.value if pattern.kind == "exact" else f"method {pattern_in_words(pattern)}"


def _path(pattern: Pattern) -> str:
    found = {"exact": pattern.value, "prefix": f"{pattern.value}..."}
    case = " in any case" if pattern.ignores_case else ""
    return f"{found.get(pattern.kind, f'path {pattern_in_words(pattern)}')}{case}"


def _of_headers(headers: Mapping[str, object]) -> Iterator[str]:
    for name, value in sorted(headers.items(), key=lambda one: one[0].lower() != MODEL):
        pattern = Pattern.of(value)
        if name.lower() == MODEL:
            yield _model(pattern)
        elif name.lower() == STREAM and pattern == Pattern("exact", STREAMED):
            yield "streams"
        elif name.lower() in _KEYS and pattern.kind == "present":
            yield f"with {_KEYS[name.lower()]}"
        elif pattern_in_words(pattern) == "is there":
            yield f"with {_name(name)}"
        else:
            yield f"{_name(name)} {_value(name, pattern)}"


def _without(headers: Mapping[str, object]) -> Iterator[str]:
    for name, value in headers.items():
        pattern = Pattern.of(value)
        if name.lower() in _KEYS and pattern.kind == "present":
            yield f"without {_KEYS[name.lower()]}"
        elif pattern_in_words(pattern) == "is there":
            yield f"without {_name(name)}"
        elif name == ":method":
            yield f"another method than {pattern.value.replace('|', ', ')}"
        else:
            yield f"unless {_name(name)} {_value(name, pattern)}"


def _model(pattern: Pattern) -> str:
    if pattern.kind == "exact":
        return f"model {pattern.value}"
    if pattern.kind == "present":
        return "any other model"
    words = pattern_in_words(pattern)
    return f"a model that {words.removeprefix('is ') if pattern.kind == 'unread' else words}"


def _name(header: str) -> str:
    if header.startswith(CLAIMS):
        return f"the caller's {'.'.join(claim_path(header))}"
    return {":path": "the path", ":authority": "the host"}.get(header, f"header {header}")


def _value(header: str, pattern: Pattern) -> str:
    return "is a certain key" if header.lower() in HEADERS else pattern_in_words(pattern)
