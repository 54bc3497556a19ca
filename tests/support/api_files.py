"""Files of APIs and LLM gateways in tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from llm_api_mesh import Environments, MeshApp, MeshError, add_files

VERSION = "apiVersion: llm-api-mesh/v1\n"
API = f"""\
{VERSION}kind: LlmApiMesh
name: chat
namespace: ai
hosts: [chat.example.com]
backend: {{kind: Pool, selector: {{app: chat}}, target_port: 8080}}
"""
"""An API without a gateway."""
OWN = "gateway: {kind: Gateway, anonymous: true, http: {kind: PlainHttp}}\n"
"""A Gateway of an API's own."""
CHAT = f"{API}{OWN}"
GATEWAY = f"""\
{VERSION}kind: LlmGateway
name: llm
namespace: llm-gateway
hosts: {{ai: [chat.example.com]}}
http: {{kind: PlainHttp}}
anonymous: true
"""
REF = "gateway: {kind: LlmGatewayRef, namespace: llm-gateway, name: llm}\n"
"""What API has behind GATEWAY, if this is in files of others."""


def write(folder: Path, **files: str) -> Path:
    """Write files with these names into the folder apis, and give the folder; `__` in a name is a slash."""
    apis = folder / "apis"
    for name, text in files.items():
        path = apis / f"{name.replace('__', '/')}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, newline="")
    return apis


def refused(
    kind: type[MeshApp | Environments], folder: Path, monkeypatch: pytest.MonkeyPatch, /, **files: str
) -> list[str]:
    """Return what synth() of such an app says of files, line by line; nothing is written."""
    write(folder, **files)
    monkeypatch.chdir(folder)
    app = kind()
    add_files(app, "apis")
    with pytest.raises(MeshError) as caught:
        app.synth()
    assert not (folder / "dist").exists()
    return str(caught.value).splitlines()
