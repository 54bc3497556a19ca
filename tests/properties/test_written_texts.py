"""No text of a specification becomes a part of a language: it is refused, or it is the same text in what is written.

The languages are YAML, also as the readers of Kubernetes know it, Lua, CEL, and the formats in which Envoy replaces
commands between percent signs.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import yaml
from cdk8s import Chart
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lupa.luajit21 import LuaRuntime

from llm_api_mesh import LlmApiMesh, LlmGateway, MeshApp, MeshError
from llm_api_mesh.spec.api import ApiSpec
from support import documents, emitted
from support.texts import Keywords, Place, fields_with_texts, places

PLACES = places()

# Whole attacks, and parts from which others are made.
ATTACKS = [
    'a"\nkind: Secret\nx: "',
    "a\n---\nkind: Secret",
    "a\u2028---\u2028{}",
    "a: b",
    "- a",
    "a #b",
    "&a *a !!python/object:os.system",
    "<<",
    "=",
    "|",
    "~",
    "null",
    "yes",
    "0o7",
    "0X1f",
    "0_x1F",
    "1e1_0",
    "1:30",
    "2001-01-01",
    "+_1",
    ".5",
    ']] os.execute("id") --[[',
    '" .. os.getenv("HOME") .. "',
    "\\",
    '\\"',
    "--",
    "' || true || '",
    '" || true || "',
    "')%%REQ(authorization)%",
    "%REQ(authorization)%",
    "%ENVIRONMENT(HOME)%",
    "%HOSTNAME%",
    "%UNKNOWN%",
    "%",
    "%%",
    "{{ .Values.key }}",
    "${HOME}",
    "$(HOME)",
    "`id`",
    "a\x00b",
    "a\x1b[2Kb",
    "a\x7fb",
    "a\x85b",
    "a\u2029  b",
    "\ufeffa",
    "a\u202eb",
    "\ud800",
    "(?:",
    ".*",
    "*",
    "../../etc/passwd",
    "x" * 300,
    "",
    " ",
    "a\tb",
    "\r\nx-evil: 1",
]
PARTS = ["a", "1", "0", ".", "-", "_", "/", ":", "=", "~", '"', "'", "\\", "%", "{", "}", "[", "]", "(", ")", "|", "*"]
PARTS += [" ", "#", "&", "!", ">", "<", "@", "`", "$", ",", ";", "?", "+", "^", "\n", "\r", "\t", "\x00", "\u2028", "é"]

# What some readers of YAML refuse, or take for the end of a line.
UNPRINTABLE = ("\x00", "\x1b", "\x7f", "\x85", "\u2028", "\u202e", "\ud800", "\ufeff", "\ufffe")

attacks = st.sampled_from(ATTACKS) | st.lists(st.sampled_from(PARTS), min_size=1, max_size=6).map("".join)
FORMS = ("alone", "before", "behind", "within")


@dataclass(frozen=True)
class Written:
    """What a construct writes."""

    texts: Mapping[str, str]
    """The files."""
    objects: Sequence[Any]
    """The objects as cdk8s has them, before they become YAML."""

    @cached_property
    def documents(self) -> list[Any]:
        """The objects as YAML 1.1 has them."""
        return [one for text in self.texts.values() for one in documents.load(text)]

    @cached_property
    def inner(self) -> list[tuple[str, str]]:
        """The YAML texts within objects."""
        return [one for document in self.documents for one in emitted.inner_documents(document)]

    @cached_property
    def skeletons(self) -> set[tuple[str, str]]:
        """The code in the objects, without quoted texts."""
        found = {
            (language, emitted.skeleton(language, text))
            for document in self.documents
            for language, text in emitted.codes(document)
        }
        return found - {("format", "")}

    @cached_property
    def leaves(self) -> set[str]:
        """All texts."""
        inner = (yaml.load(text, Loader=yaml.CSafeLoader) for _, text in self.inner)
        return {*emitted.leaves(self.documents), *(leaf for one in inner for leaf in emitted.leaves(one))}


def write(place: Place, keywords: Keywords) -> Written:
    """Declare the construct and synthesize it."""
    given = dict(keywords)
    name = given.pop("name")
    kind = LlmApiMesh if place.root is ApiSpec else LlmGateway
    with TemporaryDirectory() as folder:
        app = MeshApp(outdir=folder)
        kind(app, name, **given)
        app.synth()
        texts = {path.name: path.read_text() for path in sorted(Path(folder).iterdir())}
        charts = [one for one in app.node.find_all() if isinstance(one, Chart)]
        return Written(texts, [item for chart in charts for item in chart.to_json()])


@cache
def _base(specification: int) -> Written:
    place = next(place for some in PLACES.values() for place in some if id(place.data) == specification)
    return write(place, place.data)


def changed(old: str, text: str, form: str) -> str:
    """Put an attack into a text that is right."""
    half = len(old) // 2
    return {"alone": text, "before": text + old, "behind": old + text, "within": old[:half] + text + old[half:]}[form]


def assert_readable(error: MeshError) -> None:
    """Each problem is one line, below the name of its construct."""
    lines = str(error).split("\n")
    assert all(line.isprintable() for line in lines), lines
    assert len(lines) == len(error.problems) + len({problem.api for problem in error.problems})


def assert_exact(written: Written) -> None:
    """The files have the objects that were meant, for every reader of YAML."""
    assert Counter(map(_key, written.documents)) == Counter(map(_key, written.objects))
    for text in (*written.texts.values(), *(text for _, text in written.inner)):
        assert emitted.misread_scalars(text) == []


def _key(value: Any) -> str:
    """A text for plain data, in which 1 and 1.0 are the same."""
    if isinstance(value, Mapping):
        return f"{{{','.join(f'{key!r}:{_key(one)}' for key, one in sorted(value.items()))}}}"
    if isinstance(value, list):
        return f"[{','.join(map(_key, value))}]"
    return repr(float(value)) if isinstance(value, int | float) and not isinstance(value, bool) else repr(value)


def assert_no_code(written: Written, base: Written) -> None:
    """Scripts, expressions, formats and YAML texts are those of the right specification, but for what they quote."""
    assert written.skeletons <= base.skeletons
    for language, text in set(_codes(written)):
        if language == "lua":
            assert compiles(text)
    shapes = Counter((place, emitted.shape(yaml.load(text, Loader=yaml.CSafeLoader))) for place, text in written.inner)
    assert shapes == Counter(
        (place, emitted.shape(yaml.load(text, Loader=yaml.CSafeLoader))) for place, text in base.inner
    )


def assert_refused_or_kept(place: Place, new: str) -> None:
    """Either an error says so, each problem on one line, or the YAML has exactly this text and no other code."""
    try:
        written = write(place, place.with_text(new))
    except MeshError as error:
        assert_readable(error)
        return
    base = _base(id(place.data))
    assert_exact(written)
    assert_no_code(written, base)
    if place.text in base.leaves - written.leaves:
        assert {new, new.lower(), _in_one_form(new)} & written.leaves


@cache
def compiles(code: str) -> bool:
    """Whether it is a script of Lua."""
    return bool(LuaRuntime(encoding=None).compile(code.encode()))


def _codes(written: Written) -> Iterator[tuple[str, str]]:
    for document in written.documents:
        yield from emitted.codes(document)


def _in_one_form(text: str) -> str:
    """A JSON Web Key Set as the library writes it; any other text as it is."""
    try:
        return json.dumps(json.loads(text), separators=(",", ":"), sort_keys=True)
    except ValueError:
        return text


def test_every_field_has_a_place() -> None:
    """Each field of a public type that takes a text has one in a specification of `support/texts.py`.

    If this fails for a new field, add it there.
    """
    assert fields_with_texts() - {field.removesuffix(", key") for field in PLACES} == set()


def test_the_specifications_are_right() -> None:
    """Without an attack, each specification is written, and has no text that Kubernetes misreads."""
    for specification in {id(place.data) for some in PLACES.values() for place in some}:
        written = _base(specification)
        assert_exact(written)
        assert_no_code(written, written)


@pytest.mark.parametrize("field", PLACES)
@given(text=attacks, form=st.sampled_from(FORMS), choice=st.integers(0, 7))
@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
def test_a_text_is_refused_or_stays_a_text(field: str, text: str, form: str, choice: int) -> None:
    """Either an error says so, each problem on one line, or the YAML has exactly this text and no other code."""
    place = PLACES[field][choice % len(PLACES[field])]
    assert_refused_or_kept(place, changed(place.text, text, form))


@pytest.mark.parametrize("field", PLACES)
def test_unprintable_characters_are_refused_or_kept(field: str) -> None:
    """Each of them in each field: the YAML is one that all readers take."""
    for place, character in product(PLACES[field], UNPRINTABLE):
        assert_refused_or_kept(place, changed(place.text, character, "within"))
