"""Sample requests for a route: what a client must send so that the route takes it and no earlier one does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice, product
from typing import Any

from llm_api_mesh.access_tables.fields import mapping
from llm_api_mesh.access_tables.patterns import Pattern
from llm_api_mesh.access_tables.requests import CLAIMS, Claim, Request, claims_of
from llm_api_mesh.access_tables.routes import Match
from llm_api_mesh.secret_shapes import HEADERS

ANY_MODEL = "any-other-model"
"""The name of a model that a sample has where every name will do."""

_METHODS = ("POST", "GET", "DELETE", "PUT", "PATCH")
_CHAT = "/v1/chat/completions"
_PATHS = (_CHAT, "/v1/models", "/v1/embeddings", "/", "/another-path")
_ENDS = ("v1/chat/completions", "completions", "chat/completions", "speech", "v1/models", "any-other", "", "/x")
_MOST = 400


@dataclass(frozen=True)
class Conditions:
    """What the matches of an alternative ask of a request, and of its caller."""

    matches: tuple[Match, ...]
    written: Mapping[str, str]
    """The headers that the gateway writes, and from what."""

    def claims(self) -> Iterator[Claim]:
        """The conditions on claims that a caller must meet."""
        for match in self.matches:
            yield from claims_of(mapping(match, "headers"))

    def headers(self) -> dict[str, Pattern]:
        """The conditions on headers that the client sends."""
        return {
            name: Pattern.of(value)
            for name, value in self._fields("headers")
            if not name.startswith((CLAIMS, ":")) and name.lower() not in self.written
        }

    def written_headers(self) -> dict[str, Pattern]:
        """The conditions on headers that the gateway writes, apart from the model."""
        return {
            name.lower(): Pattern.of(value)
            for name, value in self._fields("headers")
            if self.written.get(name.lower(), "model") != "model"
        }

    def model(self) -> Pattern | None:
        """The condition on the model of the body."""
        found = [
            Pattern.of(value) for name, value in self._fields("headers") if self.written.get(name.lower()) == "model"
        ]
        return found[0] if found else None

    def words(self) -> str:
        """What a request is, in words."""
        parts = [self._path_words(), *self._model_words(), *self._header_words()]
        return ", ".join(filter(None, parts)) or "any other request"

    def requests(self) -> Iterator[Request]:
        """Requests that may meet all conditions."""
        headers, written, queries = self.headers(), self.written_headers(), self._queries()
        model = self.model()
        models = _model_samples(model) if model else [""]
        choices = product(
            models,
            self._paths(),
            self._methods(),
            product(*(list(one.samples()) for one in headers.values())),
            product(*(list(one.samples()) for one in written.values())),
            product(*(list(one.samples()) for one in queries.values())),
        )
        for name, path, method, some, others, values in islice(choices, _MOST):
            query = "&".join(f"{key}={value}" for key, value in zip(queries, values, strict=True))
            yield Request(
                method,
                f"{path}?{query}" if query else path,
                dict(zip(map(str.lower, headers), some, strict=True)),
                name,
                dict(zip(written, others, strict=True)),
            )

    def _methods(self) -> list[str]:
        found = [Pattern.of(match["method"]) for match in self.matches if "method" in match]
        return [one for pattern in found for one in pattern.samples()] or list(_METHODS)

    def _paths(self) -> list[str]:
        found = [Pattern.of(match["uri"]) for match in self.matches if "uri" in match]
        found += [Pattern.of(value) for name, value in self._fields("headers") if name == ":path"]
        if not found:
            return list(_PATHS)
        return [path for pattern in found for path in _path_samples(pattern)]

    def _queries(self) -> dict[str, Pattern]:
        return {name: Pattern.of(value) for name, value in self._fields("queryParams")}

    def _fields(self, name: str) -> Iterator[tuple[str, Any]]:
        for match in self.matches:
            yield from mapping(match, name).items()

    def _path_words(self) -> str:
        methods = [Pattern.of(match["method"]) for match in self.matches if "method" in match]
        paths = [Pattern.of(match["uri"]) for match in self.matches if "uri" in match]
        words = [*(one.value for one in methods), *(_path_text(one) for one in paths)]
        alone = methods and not paths and set().union(*self.matches) == {"method"}
        return f"any other {words[0]} request" if alone else " ".join(words)

    def _model_words(self) -> Iterator[str]:
        model = self.model()
        if model is None:
            return
        if model.kind == "present":
            yield "any other model"
        elif model.kind == "exact":
            yield f"model {model.value}"
        elif model.kind == "prefix":
            yield f"any other model that begins with {model.value}"
        else:
            yield f"any other model that {model.words}"

    def _header_words(self) -> Iterator[str]:
        for name, pattern in {**self.headers(), **self.written_headers()}.items():
            yield f"header {name} is a certain key" if name.lower() in HEADERS else f"header {name} {pattern.words}"
        for name, pattern in self._queries().items():
            yield f"parameter {name} {pattern.words}"
        for name, value in self._fields("withoutHeaders"):
            pattern = Pattern.of(value)
            if name == ":path":
                yield f"unless the path {pattern.words}"
            elif name == ":method":
                yield f"another method than {pattern.value.replace('|', ', ')}"
            elif name.startswith(CLAIMS):
                yield from ()
            else:
                yield f"unless header {name} {pattern.words}"
        for match in self.matches:
            if "port" in match:
                yield f"port {match['port']}"


def _model_samples(pattern: Pattern) -> list[str]:
    return [ANY_MODEL] if pattern.kind == "present" else list(pattern.samples())


def _path_samples(pattern: Pattern) -> list[str]:
    if pattern.kind == "prefix":
        return [f"{pattern.value}{end}" for end in _ENDS]
    return list(pattern.samples())


def _path_text(pattern: Pattern) -> str:
    return {"exact": pattern.value, "prefix": f"{pattern.value}..."}.get(pattern.kind, f"a path that {pattern.words}")
