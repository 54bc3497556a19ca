"""Models that clients ask for by name, each with what answers for it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Annotated

from llm_api_mesh.errors import show
from llm_api_mesh.spec.backends import AnyBackend
from llm_api_mesh.spec.base import List, Rule, Spec, refused
from llm_api_mesh.spec.mirror import Mirror
from llm_api_mesh.spec.names import DnsLabel
from llm_api_mesh.spec.re2 import re2
from llm_api_mesh.spec.route import Route
from llm_api_mesh.spec.values import YAMLS_OWN

_LONGEST = 256
_EVERY_OTHER = "To serve every other model, set backend."


def _model_name(name: str) -> str:
    if not name or len(name) > _LONGEST or not name.isascii() or not name.isprintable() or name != name.strip():
        raise refused(
            "model-name", allowed=f"1 to {_LONGEST} printable ASCII characters, without leading or trailing spaces"
        )
    if name in YAMLS_OWN:
        raise refused("model-name", allowed='a name other than "=" and "<<", which have a meaning in YAML')
    return name


def _prefix(prefix: str) -> str:
    if prefix.endswith("*"):
        near = prefix.rstrip("*")
        raise refused(
            "model-name", allowed="a prefix without a star, because prefixes are compared literally", fix=_write(near)
        )
    return _model_name(prefix)


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


_PRINTABLE = r"[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?"

ModelName = Annotated[str, Rule(_model_name, pattern=_PRINTABLE, maxLength=_LONGEST)]
_Names = Annotated[Sequence[ModelName], Rule(_set, uniqueItems=True)]
_Prefixes = Annotated[
    Sequence[Annotated[str, Rule(_prefix, pattern=_PRINTABLE, maxLength=_LONGEST)]], Rule(_set, uniqueItems=True)
]
_Patterns = Annotated[Sequence[Annotated[str, Rule(_pattern, format="regex")]], Rule(_set, uniqueItems=True)]


class Model(Spec):
    """A model by the names that clients ask for it, and the backend that answers.

    A name that stands here goes before a prefix, a longer prefix before a shorter one, and these before patterns. The
    backend gets the name as the client wrote it.

    Becomes: `VirtualService.spec.http[]` with a condition on the model.
    """

    name: ModelName
    """The model's name, compared to the letter. Becomes: `match[].headers.x-llm-model.exact`."""
    slug: DnsLabel | None = None
    """The name in names of objects and routes. Default: the name in lower case, with a hyphen for whatever isn't a
    letter or digit. Becomes: `http[].name: <namespace>/<mesh>/<slug>/...`, and `metadata.name: <mesh>-<slug>` of the
    backend's objects."""
    aliases: _Names = ()
    """Other names of it: a LoRA adapter is one, too. Default: none. Becomes: as for `name`."""
    prefixes: _Prefixes = ()
    """How other names of it begin, to the letter. Default: none. Becomes: `match[].headers.x-llm-model.prefix`."""
    patterns: _Patterns = ()
    """RE2 expressions, each for whole names. Default: none. Becomes: `match[].headers.x-llm-model.regex`."""
    backend: AnyBackend
    """What answers. Becomes: `http[].route[].destination`."""
    routes: List[Route] = ()
    """Requests for this model that go to one version of its backend. Default: none. Becomes: `http[]`, before the
    model's weighted route."""

    mirrors: List[Mirror] = ()
    """Copies of requests for this model to a version of its backend. Default: none. Becomes: `http[].mirrors[]`."""

    @property
    def key(self) -> str:
        """Its name in names of objects and routes."""
        return self.slug or re.sub(r"[^a-z0-9]+", "-", self.name.lower()).strip("-")

    @property
    def names(self) -> tuple[str, ...]:
        """Every name of it that is known."""
        return (self.name, *self.aliases)
