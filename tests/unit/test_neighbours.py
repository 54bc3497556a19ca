"""Which other files are read if only some files are written."""

from __future__ import annotations

from pathlib import Path

import pytest

from llm_api_mesh import MeshError
from llm_api_mesh.apis_in_files import app_of_changed_files, app_of_files
from llm_api_mesh.files.documents import read_documents
from llm_api_mesh.neighbours import near
from support.api_files import API, CHAT, GATEWAY, REF, VERSION, write
from support.apps import content

BEHIND = f"{API}{REF}"
OF_ANOTHER_TEAM = BEHIND.replace("chat", "rank").replace("namespace: ai", "namespace: ml")
NEW_OF_TEAM = OF_ANOTHER_TEAM.replace("rank", "new")
PORT = "gateway: {kind: Gateway, anonymous: true, http: {kind: PlainHttp, port: 443}}\n"
HTTPS = "gateway: {kind: Gateway, anonymous: true, certificates: [{credential_name: a}]}\n"


def _named(text: str, name: str, host: str = "") -> str:
    """Give an API another name and another host."""
    return text.replace("name: chat", f"name: {name}").replace("chat.example.com", host or f"{name}.example.com")


def _near(folder: Path, text: str, **others: str) -> set[str]:
    """Return the names of the files that are read beside a changed one."""
    apis = write(folder, **others)
    app_of_files([apis], folder / "dist").synth()
    changed = write(folder, changed=text) / "changed.yaml"
    return {Path(label).stem for label in near(read_documents([changed]).documents, folder / "dist")}


@pytest.mark.parametrize(
    ("text", "others", "found"),
    [
        (_named(BEHIND, "new"), {"chat": BEHIND, "rank": OF_ANOTHER_TEAM}, {"chat"}),
        (_named(OF_ANOTHER_TEAM, "new"), {"chat": BEHIND, "rank": OF_ANOTHER_TEAM}, {"rank"}),
        (_named(BEHIND, "new", "rank.example.com"), {"rank": OF_ANOTHER_TEAM}, {"rank"}),
        (_named(BEHIND, "new", "'*.example.com'"), {"rank": OF_ANOTHER_TEAM}, {"rank"}),
        (_named(BEHIND, "new", "'*.example.org'"), {"rank": OF_ANOTHER_TEAM}, set()),
        (_named(BEHIND, "new"), {"rank": OF_ANOTHER_TEAM.replace("rank.example.com", "'*.example.com'")}, {"rank"}),
        (_named(BEHIND, "new"), {"rank": OF_ANOTHER_TEAM.replace("rank.example.com", "'*'")}, {"rank"}),
        (BEHIND, {"llm": GATEWAY}, {"llm"}),
        (BEHIND.replace("LlmGatewayRef, namespace: llm-gateway", "LlmGateway"), {"llm": GATEWAY}, {"llm"}),
        (GATEWAY, {"chat": BEHIND, "rank": OF_ANOTHER_TEAM}, {"chat", "rank"}),
        (
            _named(CHAT, "new").replace("namespace: ai", "namespace: ml"),
            {"chat": CHAT, "rank": OF_ANOTHER_TEAM},
            {"chat", "rank"},
        ),
        (
            _named(BEHIND, "new").replace(
                "kind: Pool, selector: {app: chat}, target_port: 8080", "kind: ServiceRef, name: rank, namespace: ml"
            ),
            {"rank": OF_ANOTHER_TEAM},
            {"rank"},
        ),
    ],
    ids=[
        "namespace",
        "namespace of others",
        "host",
        "wildcard over a host",
        "another wildcard",
        "host below a wildcard",
        "every host",
        "gateway",
        "gateway by its name",
        "APIs of a gateway",
        "Gateways with the same pods",
        "Service of another namespace",
    ],
)
def test_what_may_clash(tmp_path: Path, text: str, others: dict[str, str], found: set[str]) -> None:
    """These are files with the same namespaces, hosts or gateways, and no others."""
    assert _near(tmp_path, text, **others) == found


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (_named(BEHIND, "new", "rank.example.com"), "host-claimed"),
        (_named(BEHIND, "new", "'*.example.com'"), "host-claimed"),
        (OF_ANOTHER_TEAM.replace("rank.example.com", "new.example.com"), "chart-duplicate"),
        (f"{NEW_OF_TEAM}callers: []\n".replace("app: new", "app: rank"), "callers-conflict"),
        (NEW_OF_TEAM.replace("name: new", "name: rank-in-mesh"), "name-taken"),
        (f"{_named(API, 'new')}{HTTPS}".replace("app: chat", "app: new"), "port-claimed"),
    ],
)
def test_clashes_are_found(tmp_path: Path, text: str, code: str) -> None:
    """Whatever is refused with all files is refused with the changed one, in the same words, and nothing is written."""
    apis = write(tmp_path, rank=OF_ANOTHER_TEAM, plain=f"{_named(API, 'plain')}{PORT}")
    app_of_files([apis], tmp_path / "dist").synth()
    before = content(tmp_path / "dist")
    changed = write(tmp_path, changed=text) / "changed.yaml"
    with pytest.raises(MeshError) as whole:
        app_of_files([apis], tmp_path / "dist").synth()
    with pytest.raises(MeshError) as part:
        app_of_changed_files([apis], [changed], tmp_path / "dist").synth()
    assert code in {problem.code for problem in part.value.problems}
    assert str(part.value) == str(whole.value)
    assert content(tmp_path / "dist") == before


def test_files_of_environments(tmp_path: Path) -> None:
    """Environments are written as a whole, because a change of an environment concerns all of its APIs."""
    environment = f"{VERSION}kind: Environment\nname: dev\n"
    apis = write(tmp_path, chat=CHAT, code=_named(CHAT, "code").replace("app: chat", "app: code"), dev=environment)
    app_of_changed_files([apis], [apis / "chat.yaml", apis / "dev.yaml"], tmp_path / "dist").synth()
    assert {path.name for path in (tmp_path / "dist").rglob("*.yaml")} == {"chat.k8s.yaml", "code.k8s.yaml"}
