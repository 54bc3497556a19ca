"""Conditions on requests, and how two sets of requests relate."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Literal

from frozendict import frozendict
from pydantic import ValidationInfo, field_validator

from llm_api_mesh.errors import show
from llm_api_mesh.spec.base import Rule, Spec, refused
from llm_api_mesh.spec.values import YAML_SYNTAX, Query, both, cover

Method = Literal["CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE"]

HEADER_PATTERN = r"[A-Za-z0-9!#$%&'*+.^_`|~-]+"
_TOKEN = re.compile(HEADER_PATTERN)
_INSTEAD = {
    ":method": "Use method.",
    ":path": "Use path or path_prefix.",
    ":authority": "Use hosts of LlmApiMesh.",
    "host": "Use hosts of LlmApiMesh.",
    ":scheme": "Use certificates of the Gateway, which decide between http and https.",
}


def token(name: str) -> str:
    """Accept the name of a header or cookie: a token of RFC 9110."""
    if not _TOKEN.fullmatch(name):
        near = re.sub(r"[^A-Za-z0-9_-]+", "-", name).strip("-")
        raise refused(
            "header-name",
            given=show(name),
            allowed="letters, digits and hyphens",
            fix=f'Write "{near}".' if near else "",
        )
    return name


def header_name(name: str) -> str:
    """Accept the name of a header, and return it as HTTP/2 writes it: in lower case."""
    if name.lower() in _INSTEAD:
        raise refused(
            "header-name",
            given=show(name),
            allowed="a header other than Host and the pseudo-headers",
            fix=_INSTEAD[name.lower()],
        )
    return token(name).lower()


def _headers(headers: Mapping[str, str]) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for name, value in headers.items():
        lower = header_name(name)
        if lower in found:
            raise refused("header-duplicate", given=show(name), allowed="each header once, because case doesn't matter")
        if not value.isprintable() or not value.isascii() or value != value.strip():
            raise refused(
                "header-value",
                given=f"{show(value)} for {name}",
                allowed="printable ASCII without leading or trailing spaces, or an empty string to match any value",
            )
        if value in YAML_SYNTAX:
            raise refused(
                "header-value",
                given=f"{show(value)} for {name}",
                allowed='a value other than "=" and "<<", which have a meaning in YAML',
            )
        found[lower] = value
    return frozendict(dict(sorted(found.items())))


def request_path(path: str) -> str:
    """Accept a path as a request has it: absolute, percent-encoded and without the query."""
    if not path.startswith("/"):
        near = f"/{path}"
        raise refused("path-invalid", allowed="a path that starts with a slash", fix=_write(near))
    if "*" in path:
        near = path[: path.index("*")].rpartition("/")[0] + "/"
        fix = f'Write path_prefix="{near}".'
        raise refused("path-invalid", allowed="a path without a star, because paths are compared literally", fix=fix)
    if query := re.search(r"[?#]", path):
        near = path[: query.start()]
        raise refused(
            "path-invalid", allowed="a path without ? and #, because the query isn't part of it", fix=_write(near)
        )
    if re.search(r"[^\x21-\x7e]", path):
        raise refused(
            "path-invalid", allowed="printable ASCII without spaces", fix="Percent-encode the other characters."
        )
    if re.search(r"/\.\.?(/|$)", path):
        raise refused("path-invalid", allowed="a path without . and .. segments, because proxies resolve them first")
    return path


def _write(near: str) -> str:
    return f'Write "{near}".' if re.fullmatch(r"/[\w./-]*", near, re.ASCII) else ""


def _any(prefix: str) -> str | None:
    return None if prefix == "/" else prefix  # every path starts with a slash, so this is any path


_REQUEST_PATH = r"/[\x21\x22\x24-\x29\x2b-\x3e\x40-\x7e]*"  # without * # ?
_HEADER_VALUE = r"([\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?)?"

Path = Annotated[str, Rule(request_path, pattern=_REQUEST_PATH)]
PathPrefix = Annotated[str, Rule(request_path, pattern=_REQUEST_PATH), Rule(_any)]
Headers = Annotated[
    Mapping[str, str],
    Rule(
        _headers,
        propertyNames={"pattern": HEADER_PATTERN},
        additionalProperties={"type": "string", "pattern": _HEADER_VALUE},
    ),
]
HeaderName = Annotated[str, Rule(header_name, pattern=HEADER_PATTERN)]


class Conditions(Spec):
    """Conditions on a request. Sets of requests can be compared by their conditions."""

    path: Path | None = None
    """The whole path, without the query. Default: any path. Becomes: `match[].uri.exact`."""
    path_prefix: PathPrefix | None = None
    """The beginning of the path, compared literally: write `/v1/`, because `/v1` also matches `/v10`. Default: any
    path. Becomes: `match[].uri.prefix`."""
    method: Method | None = None
    """HTTP method. Default: any method. Becomes: `match[].method.exact`."""
    headers: Headers = frozendict({})
    """Names and whole values of headers. An empty value matches any value of the header. The case of names doesn't
    matter. Default: any headers. Becomes: `match[].headers`."""
    query: Query = frozendict({})
    """Names and whole values of query parameters, as the request writes them. An empty value matches any value. If a
    request has a parameter twice, the first one counts. Default: any query. Becomes: `match[].queryParams`."""

    @field_validator("path_prefix")
    @classmethod
    def _one_path(cls, prefix: str | None, info: ValidationInfo) -> str | None:
        if prefix is not None and info.data.get("path") is not None:
            raise refused(
                "match-conflict",
                given=f'path_prefix="{prefix}" together with path="{info.data["path"]}"',
                allowed="either path or path_prefix",
            )
        return prefix

    @property
    def conditions(self) -> str:
        """The conditions as their user writes them."""
        given = (
            ("path", self.path),
            ("path_prefix", self.path_prefix),
            ("method", self.method),
            ("headers", dict(self.headers)),
            ("query", dict(self.query)),
        )
        return ", ".join(f"{name}={value!r}" for name, value in given if value) or "no condition"

    @property
    def precedence(self) -> tuple[object, ...]:
        """Sort key: the more specific conditions first, by the rules of the Gateway API."""
        return (
            self.path is None,
            -len(self.path or self.path_prefix or ""),
            self.method is None,
            -len(self.headers),
            -len(self.query),
            list(self.headers.values()).count(""),  # a given value is more specific than any value
            list(self.query.values()).count(""),
            self.path or self.path_prefix or "",
            self.method or "",
            tuple(self.headers.items()),
            tuple(self.query.items()),
        )

    def covers(self, other: Conditions) -> bool:
        """Return whether every request that meets `other` meets these conditions as well."""
        if self.path is not None and self.path != other.path:
            return False
        if self.path_prefix is not None and not (other.path or other.path_prefix or "/").startswith(self.path_prefix):
            return False
        if self.method is not None and self.method != other.method:
            return False
        return cover(self.headers, other.headers) and cover(self.query, other.query)

    def meets(self, other: Conditions) -> bool:
        """Return whether one request can meet both conditions."""
        return self.intersection(other) is not None

    def intersection(self, outer: Conditions) -> Match | None:
        """Return the requests that meet both conditions; None if there are none."""
        mine, theirs = self._any_path, outer._any_path
        inner, wide = (mine, theirs) if theirs.covers(mine) else (theirs, mine)
        if not wide.covers(inner):
            return None
        if self.method and outer.method and self.method != outer.method:
            return None
        headers, query = both(self.headers, outer.headers), both(self.query, outer.query)
        if headers is None or query is None:
            return None
        return Match(
            path=inner.path,
            path_prefix=inner.path_prefix,
            method=self.method or outer.method,
            headers=headers,
            query=query,
        )

    @property
    def _any_path(self) -> Match:
        return Match(path=self.path, path_prefix=self.path_prefix)


class Match(Conditions):
    """The requests that meet all given conditions; without conditions, all requests.

    Becomes: `VirtualService.spec.http[].match[]`.
    """
