"""Small apps of the tests: what they write and what they refuse."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import pytest

from llm_api_mesh import (
    ALL_PATHS,
    Gateway,
    LlmApiMesh,
    LlmGateway,
    LlmGatewayRef,
    MeshApp,
    MeshError,
    PlainHttp,
    Pool,
    Problem,
)
from support import documents
from support.callers import open_unless_asking

if TYPE_CHECKING:
    from constructs import Construct  # its import starts Node.js, which llm_api_mesh has to choose first

Declare = Callable[[MeshApp], object]
"""Declares APIs in an app."""
Synth = Callable[[Declare], dict[str, str]]
"""The fixture `synth`: synthesizes what a function declares, and gives the text of each file."""
Emit = Callable[..., dict[str, Any]]
"""The fixture `emit`: synthesizes an API that is plain but for the given keywords, with all paths, and gives an
object of a kind.

Without a name, it gives the object that has the API's name, or else the first one.
"""
Refusal = Callable[..., list[str]]
"""The fixture `refusal`: declares an API that is plain but for the given keywords, and gives its problems as text."""
GatewayRefusal = Callable[..., list[str]]
"""The fixture `gateway_refusal`: declares an LLM gateway with the given keywords, and gives its problems as text."""

Text = TypeVar("Text", str, dict[str, str])

OPEN: dict[str, Any] = {"paths": ALL_PATHS}
"""The keyword of an API without the route that closes paths, which most tests are not about."""

PLAIN_GATEWAY = Gateway(anonymous=True, http=PlainHttp())
"""An API's own Gateway, which needs no Secret."""

LLM_GATEWAY = LlmGatewayRef(namespace="llm-gateway", name="llm")
"""The gateway of APIs that need an LLM gateway. It accepts every host and every provider."""


def api(scope: Construct, name: str = "chat", **changes: object) -> LlmApiMesh:
    """Declare an API that is plain but for the given keywords, with a host and pods of its name."""
    right = {
        "namespace": "ai",
        "hosts": [f"{name}.example.com"],
        "gateway": PLAIN_GATEWAY,
        "backend": Pool(selector={"app": name}, target_port=8080),
        **OPEN,
    }
    return LlmApiMesh(scope, name, **(right | changes))


def write(folder: Path, *names: str) -> None:
    """Synthesize APIs with these names into a folder."""
    app = MeshApp(outdir=folder)
    for name in names:
        api(app, name)
    app.synth()


def content(folder: Path) -> dict[str, bytes]:
    """Return the bytes of each file of a folder."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def synthesize(declare: Declare, folder: Path) -> dict[str, str]:
    """Synthesize an app into a folder, and give the text of each file."""
    app = MeshApp(outdir=folder)
    declare(app)
    app.synth()
    return _readable({path.name: path.read_text() for path in sorted(folder.iterdir())})


def emitter(folder: Path) -> Emit:
    """Return the fixture `emit`, which synthesizes once for each set of keywords."""
    known: list[tuple[dict[str, object], list[str]]] = []

    def written(changes: dict[str, object]) -> list[str]:
        for given, texts in known:
            if given == changes:
                return texts
        files = synthesize(lambda app: LlmApiMesh(app, "chat", **_plain(changes)), folder)
        known.append((changes, list(files.values())))
        return list(files.values())

    def emit(kind: str, /, named: str = "", **changes: object) -> dict[str, Any]:
        listed = [one for text in written(changes) for one in documents.load(text) if one["kind"] == kind]
        found = {one["metadata"]["name"]: one for one in listed}
        return found[named] if named else found.get("chat") or next(iter(found.values()))

    return emit


def refusal(folder: Path, api: object = "chat", /, **changes: object) -> list[str]:
    """Declare an API that is valid but for the given keywords, and give the problems as its user reads them."""
    app = MeshApp(outdir=folder)
    LlmApiMesh(app, api, **_plain(changes))  # type: ignore[arg-type]
    with pytest.raises(MeshError) as caught:
        app.synth()
    assert not folder.exists()
    return [_readable(str(problem)) for problem in caught.value.problems]


def gateway_refusal(folder: Path, /, **given: object) -> list[str]:
    """Declare an LLM gateway, and give the problems as its user reads them."""
    app = MeshApp(outdir=folder)
    LlmGateway(app, "llm", **open_unless_asking(given))
    with pytest.raises(MeshError) as caught:
        app.synth()
    assert not folder.exists()
    return [_readable(str(problem)) for problem in caught.value.problems]


def refused(declare: Declare, folder: Path) -> list[Problem]:
    """Synthesize an app, and give its problems: the same for files and for text, and nothing is written."""
    app = MeshApp(outdir=folder / "dist")
    declare(app)
    with pytest.raises(MeshError) as caught:
        app.synth()
    assert not (folder / "dist").exists()
    with pytest.raises(MeshError) as again:
        app.synth_yaml()
    assert again.value.problems == caught.value.problems
    return list(caught.value.problems)


def _plain(changes: dict[str, object]) -> dict[str, Any]:
    """Keywords of a plain API with some changes; `...` leaves a keyword out."""
    plain = {
        "namespace": "ai",
        "hosts": ["chat.example.com"],
        "gateway": PLAIN_GATEWAY,
        "backend": Pool(selector={"app": "chat"}, target_port=8080),
        **OPEN,
    }
    return {key: value for key, value in (plain | changes).items() if value is not ...}


def _readable(text: Text) -> Text:
    """Check that no name of a generated class, such as ROUND_UNDERSCORE_ROBIN, is in a text."""
    assert "_UNDERSCORE_" not in str(text)
    return text
