"""Models that clients request by name, each with its backend."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Annotated

from llm_api_mesh.errors import show
from llm_api_mesh.spec.backends import AnyBackend
from llm_api_mesh.spec.base import List, Rule, Spec, refused
from llm_api_mesh.spec.mirror import Mirrors
from llm_api_mesh.spec.model_name import LONGEST, PRINTABLE, ModelName, model_name
from llm_api_mesh.spec.names import DnsLabel
from llm_api_mesh.spec.re2 import re2
from llm_api_mesh.spec.route import Route
from llm_api_mesh.spec.token_holders import Access

_EVERY_OTHER = "To serve every other model, set backend."


def _prefix(prefix: str) -> str:
    if prefix.endswith("*"):
        near = prefix.rstrip("*")
        raise refused(
            "model-name", allowed="a prefix without a star, because prefixes are compared literally", fix=_write(near)
        )
    return model_name(prefix)


def _pattern(pattern: str) -> str:
    if not re.search(r"[][()*+?{}|.^$]|\\[A-Za-z0-9]", re.sub(r"\\[^A-Za-z0-9]", "", pattern)):
        near = pattern.replace("\\", "")
        raise refused("model-pattern", allowed="a pattern that can match more than one name", fix=_alias(near))
    if re.fullmatch(r"\^?\.\*\$?", pattern):
        raise refused("model-pattern", allowed="a pattern that doesn't match every name", fix=_EVERY_OTHER)
    return re2(pattern)


def _write(near: str) -> str:
    return f"Write {show(near)}." if near else _EVERY_OTHER


def _alias(literal: str) -> str:
    return f"Write aliases=[{show(literal)}] instead." if literal else ""


def _set(values: Sequence[str]) -> tuple[str, ...]:
    for value in values:
        if values.count(value) > 1:
            raise refused("model-duplicate", given=f"{show(value)} twice", allowed="each value once")
    return tuple(sorted(values))


_Names = Annotated[Sequence[ModelName], Rule(_set, uniqueItems=True)]
_Prefixes = Annotated[
    Sequence[Annotated[str, Rule(_prefix, pattern=PRINTABLE, maxLength=LONGEST)]], Rule(_set, uniqueItems=True)
]
_Patterns = Annotated[Sequence[Annotated[str, Rule(_pattern, format="regex")]], Rule(_set, uniqueItems=True)]


class Model(Spec):
    """A model with the names by which clients request it, and its backend.

    Exact names come before prefixes, longer prefixes before shorter ones, and prefixes before patterns. The backend
    gets the name as the client wrote it, unless the backend has a `model` of its own.

    Becomes: `VirtualService.spec.http[]` with a condition on the model.
    """

    name: ModelName
    """Name of the model, compared literally: 1 to 256 printable ASCII characters. Becomes:
    `match[].headers.x-llm-gateway-model.exact`."""
    slug: DnsLabel | None = None
    """Name of the model in names of objects and routes: a DNS label. Default: the name in lower case, with hyphens in
    place of other characters than letters and digits. Becomes: `http[].name: llm/<namespace>/<api>/<slug>/...`, and
    `metadata.name: <api>-<slug>` of the objects of a backend without a name."""
    aliases: _Names = ()
    """Other names of the model, such as those of LoRA adapters. Default: none. Becomes: see `name`."""
    prefixes: _Prefixes = ()
    """Beginnings of other names of the model, compared literally. Default: none. Becomes:
    `match[].headers.x-llm-gateway-model.prefix`."""
    patterns: _Patterns = ()
    """RE2 expressions that match other names of the model as a whole, of at most 1,024 characters. The numbers in their
    `{n}` and `{n,m}` add up to at most 200, and stand after a character or class. Default: none. Becomes:
    `match[].headers.x-llm-gateway-model.regex`."""
    backend: AnyBackend
    """Backend of the model: a `Pool`, a `ServiceRef`, a `ProviderRef`, an `InferencePool`, an `InferencePoolRef` or a
    `Failover`. Becomes: `http[].route[].destination`."""
    routes: List[Route] = ()
    """Requests for this model that go to one version of its backend. Default: none. Becomes: `http[]`, before the
    weighted route of the model."""

    mirrors: Mirrors = ()
    """Versions of the backend that get copies of requests for this model, at most 10. Default: none. Becomes:
    `http[].mirrors[]`."""
    access: Access | None = None
    """Who may use the model, by all of its names; others get the same 403 as for a model that doesn't exist. It needs
    `ModelFromBody()` and an `LlmGateway` with `jwt_rules` or `api_keys`. Default: the `access` of the API. Becomes:
    `match[].headers` of the model's routes, and a `directResponse`."""

    @property
    def key(self) -> str:
        """Name of the model in names of objects and routes."""
        return self.slug or re.sub(r"[^a-z0-9]+", "-", self.name.lower()).strip("-")

    @property
    def names(self) -> tuple[str, ...]:
        """All exact names of the model."""
        return (self.name, *self.aliases)
