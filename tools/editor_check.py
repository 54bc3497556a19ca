"""Show what an editor shows of the public names: hover and signature help, from pyright's language server.

Needs basedpyright, which brings its language server and runs on Node.js: `pip install basedpyright`, and then
`python tools/editor_check.py`. It takes some seconds, prints each text, and ends with status 1 if one isn't ours.
"""

from __future__ import annotations

import json
import subprocess
import sys
from itertools import count
from pathlib import Path
from typing import IO, Any

ROOT = Path(__file__).parent.parent
PROGRAM = """\
from datetime import timedelta
from llm_api_mesh import Budget, LlmApiMesh, MeshApp, Pool

pool = Pool(selector={"app": "chat"}, target_port=8080)
LlmApiMesh(MeshApp(), "chat", namespace="ai", hosts=["a.example.com"], backend=pool)
Budget(quick=timedelta(seconds=1))
"""
# A place in the program, the method of the language server, and a string that the answer must contain.
CHECKS = (
    ("LlmApiMesh(", "hover", "Declare an LLM API behind Istio"),
    ('LlmApiMesh(MeshApp(), "chat", ', "signatureHelp", "Host names that clients use"),
    ("namespace=", "hover", "Namespace of all objects"),
    ("hosts=", "hover", "Host names that clients use"),
    ("Pool(", "hover", "Pods that serve a model"),
    ("Pool(", "signatureHelp", "Pods that serve a model"),
    ("selector=", "hover", "Labels of the pods"),
    ("Budget(", "signatureHelp", "The times that a team knows"),
    ("quick=", "hover", "Longest time of a short answer"),
)


class LanguageServer:
    """A language server, and one open program."""

    def __init__(self, command: list[str]) -> None:
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT)
        self._ids = count(1)
        folder = {"uri": ROOT.as_uri(), "name": ROOT.name}
        markdown = {"contentFormat": ["markdown"]}
        capabilities = {"workspace": {"configuration": True}, "textDocument": {"hover": markdown}}
        self.request(
            "initialize",
            {"processId": None, "rootUri": folder["uri"], "workspaceFolders": [folder], "capabilities": capabilities},
        )
        self._send({"method": "initialized", "params": {}})
        self._uri = (ROOT / "editor_check_program.py").as_uri()
        document = {"uri": self._uri, "languageId": "python", "version": 1, "text": PROGRAM}
        self._send({"method": "textDocument/didOpen", "params": {"textDocument": document}})

    def at(self, text: str, method: str) -> str:
        """Return what the server says about the first place of a string in the program, as one string."""
        line, row = next((line, row) for row, line in enumerate(PROGRAM.splitlines()) if text in line)
        column = line.index(text) + (len(text) if method == "signatureHelp" else 1)
        position = {"line": row, "character": column}
        return str(self.request(f"textDocument/{method}", {"textDocument": {"uri": self._uri}, "position": position}))

    def request(self, method: str, parameters: object) -> object:
        """Send a request, and answer the server's own requests until its answer comes."""
        number = next(self._ids)
        self._send({"id": number, "method": method, "params": parameters})
        while True:
            message = self._receive()
            if message.get("id") == number and "method" not in message:
                return message.get("result")
            if "id" in message:
                items = message.get("params", {}).get("items", [])
                analysis = {"extraPaths": ["constructs", "imports"]}
                settings = [{"pythonPath": sys.executable, "analysis": analysis} for _ in items]
                self._send({"id": message["id"], "result": settings or None})

    def stop(self) -> None:
        """End the server."""
        self.request("shutdown", None)
        self._send({"method": "exit"})
        self._process.wait()

    def _send(self, message: dict[str, Any]) -> None:
        content = json.dumps({"jsonrpc": "2.0", **message}).encode()
        stream = _opened(self._process.stdin)
        stream.write(b"Content-Length: %d\r\n\r\n%b" % (len(content), content))
        stream.flush()

    def _receive(self) -> dict[str, Any]:
        stream = _opened(self._process.stdout)
        length = 0
        while line := stream.readline().strip():
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        message: dict[str, Any] = json.loads(stream.read(length))
        return message


def _opened(stream: IO[bytes] | None) -> IO[bytes]:
    if stream is None:
        raise ValueError("the language server has no pipes")
    return stream


def main() -> int:
    """Check each place; return the exit status."""
    server = LanguageServer(["basedpyright-langserver", "--stdio"])
    status = 0
    for text, method, expected in CHECKS:
        shown = server.at(text, method)
        # Characters that a server escapes for Markdown.
        found = expected in shown.replace("\\\\", "").replace("&nbsp;", " ")
        print(f"{'ok ' if found else 'BAD'} {method} of {text}\n    {shown[:300]}")
        status |= not found
    server.stop()
    return status


if __name__ == "__main__":
    sys.exit(main())
