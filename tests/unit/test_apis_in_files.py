"""APIs and LLM gateways that files describe."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import pytest

from llm_api_mesh import LlmApiMesh, LlmGateway, MeshApp, MeshError, PlainHttp, Pool, Problem, Version, add_files
from llm_api_mesh.apis_in_files import app_of_changed_files
from llm_api_mesh.app import declared_apis
from support import api_files
from support.api_files import API, CHAT, GATEWAY, OWN, REF, write
from support.apps import api, content

CODE = CHAT.replace("chat", "code")
refused = partial(api_files.refused, MeshApp)


def synth(folder: Path, *paths: Path, **options: Any) -> dict[str, bytes]:
    """Declare what the files have, and give the bytes that are written below the first lines."""
    app = MeshApp(outdir=folder, **options)
    add_files(app, *paths)
    app.synth()
    return below_headers(folder)


def below_headers(folder: Path) -> dict[str, bytes]:
    """Give the bytes of the files but for their first lines, which say what to change."""
    return {name: text.partition(b"\n")[2] for name, text in content(folder).items()}


def test_a_file_is_the_same_as_a_program(tmp_path: Path) -> None:
    """The same fields give the same bytes, and a gateway and its API can be in one file."""
    versions = "  versions: [{name: v1, weight: 90}, {name: v2, weight: 10}]\n"
    backend = "backend:\n  kind: Pool\n  selector: {app: chat}\n  target_port: 8080\n" + versions
    text = CHAT.rpartition("backend:")[0] + backend + REF
    written = synth(tmp_path / "files", write(tmp_path, all=f"{GATEWAY}---\n{text}"))
    app = MeshApp(outdir=tmp_path / "program")
    gateway = LlmGateway(
        app, "llm", namespace="llm-gateway", hosts={"ai": ["chat.example.com"]}, http=PlainHttp(), anonymous=True
    )
    two = [Version(name="v1", weight=90), Version(name="v2", weight=10)]
    pool = Pool(selector={"app": "chat"}, target_port=8080, versions=two)
    LlmApiMesh(app, "chat", namespace="ai", hosts=["chat.example.com"], backend=pool, gateway=gateway)
    app.synth()
    assert below_headers(tmp_path / "program") == written


def test_the_order_and_the_division_of_files_do_not_matter(tmp_path: Path) -> None:
    """Files in any order, several files, and several documents in a file give the same bytes."""
    one = synth(tmp_path / "1", write(tmp_path, a=CHAT, b=CODE))
    apis = write(tmp_path / "other", all=f"\ufeff{CODE}---\n---\n{CHAT}...\n".replace("\n", "\r\n"))
    assert synth(tmp_path / "2", apis) == one
    folders = write(tmp_path / "third", z__a=CHAT, a__z=CODE)
    assert synth(tmp_path / "3", folders / "z" / "a.yaml", folders / "a") == one
    assert sorted(one) == ["chat.k8s.yaml", "code.k8s.yaml"]


@pytest.mark.parametrize(
    ("path", "said"), [("", "apis/c/chat.yaml"), ("c", "c/chat.yaml"), ("c/chat.yaml", "chat.yaml")]
)
def test_the_first_line_names_the_file(path: str, said: str, tmp_path: Path) -> None:
    """It is the path from the given folder on, with the folder's name, so that it is the same on every machine."""
    app = MeshApp(outdir=tmp_path / "dist")
    add_files(app, write(tmp_path, c__chat=CHAT) / path)
    app.synth()
    text = content(tmp_path / "dist")["chat.k8s.yaml"].decode()
    assert text.startswith(f"# chat.k8s.yaml, written by llm-api-mesh: change {said}, not this file.\n")


def test_all_files_of_a_document_name_it(tmp_path: Path) -> None:
    """Also those for another team, and none that a program declares."""
    gateway = f"{GATEWAY}admission_policy: true\n"
    chat = f"{API}gateway: {{kind: LlmGateway, name: llm}}\nretries: {{longest_retry_after: 5s}}\n"
    app = MeshApp(outdir=tmp_path / "dist")
    add_files(app, write(tmp_path, all=f"{chat}---\n{gateway}"))
    api(app, "code")
    app.synth()
    first = {name: text.partition(b"\n")[0].decode() for name, text in content(tmp_path / "dist").items()}
    assert {name for name, line in first.items() if "change apis/all.yaml, not this file" in line} == {
        *("chat.k8s.yaml", "chat-at-gateway.k8s.yaml", "llm.k8s.yaml", "llm-admission.k8s.yaml")
    }
    assert first["code.k8s.yaml"].endswith("change the program that describes it, not this file.")


def test_an_api_names_the_gateway_in_its_files(tmp_path: Path) -> None:
    """In any order of documents, and the bytes are those with a reference."""
    named = API + "gateway: {kind: LlmGateway, name: llm}\n"
    files = [f"{named}---\n{GATEWAY}", f"{GATEWAY}---\n{named}", f"{GATEWAY}---\n{API}{REF}"]
    written = [synth(tmp_path / f"dist-{n}", write(tmp_path / str(n), all=text)) for n, text in enumerate(files)]
    assert written[0] == written[1] == written[2]


def test_an_api_knows_what_the_gateway_in_its_files_offers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a program, the API is checked by it, also if the gateway itself has a problem."""
    named = API.replace("chat", "code") + "gateway: {kind: LlmGateway, name: llm}\n"
    found = refused(tmp_path, monkeypatch, a=named, b=GATEWAY)
    assert [line.partition(": got")[0] for line in found[1:]] == ["  apis/a.yaml:5:9: hosts[0]"]
    found = refused(tmp_path, monkeypatch, a=named, b=GATEWAY.replace("llm-gateway", "LLM"))
    assert [line.partition(": got")[0] for line in found] == [
        "llm: 1 problem, nothing was written to dist",
        "  apis/b.yaml:4:12: namespace",
    ]


def test_a_gateway_that_is_not_in_the_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that no LlmGateway has is refused, at the name."""
    (_, line) = refused(tmp_path, monkeypatch, a=API + "gateway: {kind: LlmGateway, name: lmm}\n", b=GATEWAY)
    assert line.startswith('  apis/a.yaml:7:35: gateway.name: got "lmm". If another program declares it, write LlmGat')
    assert line.endswith("[gateway-unknown]")


def test_corrections_between_apis_are_in_the_form_of_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What two APIs or an API and a gateway have to change is written as in YAML."""
    account = 'service_account: "istio-system/istio"'
    closed = f"{API}gateway: {{kind: Gateway, anonymous: true, http: {{kind: PlainHttp}}, {account}}}\n"
    other = CHAT.replace("name: chat", "name: other", 1).replace("chat.example.com", "other.example.com")
    found = "\n".join(refused(tmp_path, monkeypatch, a=closed, b=other))
    assert 'or "callers": ALL_CALLERS in' in found
    pods = "pods: {kind: ExistingPods, selector: {istio: ingressgateway}, service_account: a}\n"
    plain = CHAT.replace("chat", "plain")
    found = "\n".join(refused(tmp_path, monkeypatch, a=f"{GATEWAY}{pods}", b=plain))
    assert 'Write "pods": {"kind": "ExistingPods", ..., "shared": true} in LLM gateway "llm"' in found
    assert "shared=True" not in found


def test_files_and_programs_share_an_app(tmp_path: Path) -> None:
    """A program may declare further APIs, and the app's own settings hold for files, too."""
    app = MeshApp(outdir=tmp_path / "dist", argo_cd=True)
    add_files(app, write(tmp_path, a=CHAT))
    api(app, "code")
    app.synth()
    written = content(tmp_path / "dist")
    assert sorted(written) == ["chat.k8s.yaml", "code.k8s.yaml"]
    assert b"argocd.argoproj.io/sync-wave" in written["chat.k8s.yaml"]


def test_a_program_can_patch_what_a_file_describes(tmp_path: Path) -> None:
    """The app's node has the construct by its name."""
    app = MeshApp(outdir=tmp_path / "dist")
    add_files(app, write(tmp_path, a=CHAT))
    chat = app.node.find_child("chat")
    assert isinstance(chat, LlmApiMesh)
    chat.virtual_service.metadata.add_label("team", "ai")
    app.synth()
    assert b"team: ai" in content(tmp_path / "dist")["chat.k8s.yaml"]


def test_all_problems_of_all_files_come_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each has its file, line and column: of the value, of an unknown field, or of the mapping that lacks one."""
    wrong = """\
apiVersion: llm-api-mesh/v1
kind: LlmApiMesh
name: wrong
namespace: AI
hosts:
  - chat.example.com:8443
backend:
  kind: Pool
  selector: {app: 1e3}
  versions:
    - name: v1
      wieght: 90
gateway: {kind: Gateway, anonymous: true, http: {kind: PlainHttp}}
"""
    assert refused(tmp_path, monkeypatch, a=wrong, b=f"{CODE}---\n{CODE}", c="a: [", d="kind: LlmApiMash\n") == [
        "apis/c.yaml: 1 problem, nothing was written to dist",
        (
            "  apis/c.yaml:1:5: while parsing a flow node, did not find expected node content. Allowed: YAML 1.2. "
            "[yaml-syntax]"
        ),
        "apis/d.yaml: 3 problems, nothing was written to dist",
        (
            '  apis/d.yaml:1:1: apiVersion: missing. Add "apiVersion": "llm-api-mesh/v1". Allowed: "llm-api-mesh/v1". '
            "[api-version]"
        ),
        '  apis/d.yaml:1:1: name: missing. Add "name": ... Allowed: a string. [field-required]',
        (
            '  apis/d.yaml:1:7: kind: got "LlmApiMash". Write "LlmApiMesh". Allowed: "LlmApiMesh", "LlmGateway", '
            '"Environment", "LlmApiMeshOverlay" or "LlmGatewayOverlay". [field-invalid]'
        ),
        "code: 1 problem, nothing was written to dist",
        (
            '  apis/b.yaml:11:7: name: got "code", which another chart of the app has. Allowed: a name that no other '
            "chart has, because it is also the name of the file. [chart-duplicate]"
        ),
        "wrong: 5 problems, nothing was written to dist",
        (
            '  apis/a.yaml:4:12: namespace: got "AI". Write "ai". Allowed: lower-case letters, digits and inner '
            "hyphens. [name-invalid]"
        ),
        (
            '  apis/a.yaml:6:5: hosts[0]: got "chat.example.com:8443". Write "chat.example.com", and set the port in '
            'the Gateway: https_port, or "http": {"kind": "PlainHttp", "port": ...}. Allowed: a host name without '
            "port, because the Gateway has the port, and the Host header matches with or without it. [host-invalid]"
        ),
        (
            '  apis/a.yaml:7:1: backend.target_port: missing. Add "target_port": ... Allowed: a whole number. '
            "[field-required]"
        ),
        '  apis/a.yaml:9:19: backend.selector.app: got 1e3. Write "1e3" with quotes. Allowed: a string. [type-wrong]',
        (
            "  apis/a.yaml:12:7: backend.versions[v1].wieght: unknown field wieght. Did you mean weight? Allowed: "
            "concurrent_requests, ejection, labels, load_balancer, locality, name, replicas, weight. [field-unknown]"
        ),
    ]


def test_problems_between_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A problem of two APIs is at the field of the one that is reported, and one with a gateway at the API's."""
    talk = CHAT.replace("name: chat", "name: talk", 1)
    other = API.replace("chat", "other") + REF
    found = refused(tmp_path, monkeypatch, chat=CHAT, talk=talk, gateway=GATEWAY, other=other)
    assert [line.partition(": got")[0] for line in found] == [
        "other: 1 problem, nothing was written to dist",
        "  apis/other.yaml:5:9: hosts[0]",
        "talk: 1 problem, nothing was written to dist",
        "  apis/talk.yaml:5:9: hosts[0]",
    ]


def test_problems_as_data(tmp_path: Path) -> None:
    """A problem has its source as data. One of a program has none."""
    app = MeshApp(outdir=tmp_path / "dist")
    file = write(tmp_path, a=CHAT.replace("namespace: ai", "namespace: AI")) / "a.yaml"
    add_files(app, file)
    api(app, "code", hosts=[])
    with pytest.raises(MeshError) as caught:
        app.synth()
    sources = [(problem.api, problem.source) for problem in caught.value.problems]
    (_, source), (_, none) = sources
    assert source
    assert (source.file, source.line, source.column) == (file.as_posix(), 4, 12)
    assert none is None


AT_TOP: dict[str, tuple[str, list[str]]] = {
    "the shape of Kubernetes' objects": (
        "apiVersion: llm-api-mesh/v1\nkind: LlmApiMesh\nmetadata: {name: chat}\nspec: {}\n",
        [
            "3:1: metadata: unknown field metadata. Write name and namespace beside kind, without metadata.",
            "4:1: spec: unknown field spec. Write the fields beside kind, without spec.",
        ],
    ),
    "the keyword of programs": (
        CHAT.replace("name: chat", "id: chat", 1),
        ["1:1: name: missing. Add", "3:1: id: unknown field id. Did you mean name?"],
    ),
    "Python's own names": (f"{CHAT}self: 1\ncls: 2\nscope: 3\n", ["8:1: self", "9:1: cls", "10:1: scope"]),
    "nothing as a name": (
        CHAT.replace("name: chat", "name: null", 1),
        ['3:7: name: got null. Write "null" with quotes. Allowed: a string.'],
    ),
    "a number as a name": (
        CHAT.replace("name: chat", "name: 1e3", 1),
        ['3:7: name: got 1e3. Write "1e3" with quotes. Allowed: a string.'],
    ),
    "no value": (CHAT.replace("name: chat", "name:", 1), ["3:1: name: got null. Allowed: a string."]),
    "a release that has lost a digit": (
        f"{CHAT}istio: 1.30\n",
        ['8:8: istio: got 1.30. Write "1.30" as a string, because a number loses its last 0.'],
    ),
    "keywords in the form of files": (
        CHAT.partition("hosts")[0] + 'hosts: chat.example.com\nmodels: {name: m}\ngateway: "a/b"\n',
        [
            '5:8: hosts: got "chat.example.com". Write ["chat.example.com"].',
            '6:1: models: got {"name": "m"}. Write [{...}].',
            '7:10: gateway: got "a/b". To use an existing Gateway, write {"kind": "GatewayRef", "namespace": "a"',
        ],
    ),
    "no gateway": (API, ['1:1: gateway: missing. Add "gateway": ... Allowed: a mapping with "kind": ']),
    "no backend": (CHAT.partition("backend")[0] + OWN, ['1:1: backend: missing. Add "backend": ...']),
    "not a number": (f"{CHAT}preset: .nan\n", ["8:9: preset: got .nan."]),
}


@pytest.mark.parametrize(("text", "beginnings"), AT_TOP.values(), ids=AT_TOP)
def test_slips_at_the_top_of_a_document(
    text: str, beginnings: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each is found where it is, with a correction in the form of a file."""
    found = [line.removeprefix("  apis/a.yaml:") for line in refused(tmp_path, monkeypatch, a=text)[1:]]
    for begin in beginnings:
        assert any(line.startswith(begin) for line in found), found


def test_yaml_s_words_need_no_quotes_where_they_are_texts(tmp_path: Path) -> None:
    """`on` is the field of retries, and a text among others."""
    text = f"{CHAT}retries: {{on: [429], attempts: 2}}\nmatch: {{headers: {{x-debug: on, null: yes}}}}\n"
    written = synth(tmp_path / "dist", write(tmp_path, a=text))["chat.k8s.yaml"].decode()
    assert 'exact: "on"' in written
    assert 'exact: "yes"' in written


def test_a_key_in_a_file_is_not_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A message hides it as it does for a program."""
    key = "sk-proj-abcdefgh12345678"
    text = GATEWAY + f"providers:\n  openai: {{namespaces: [ai], provider: {{kind: OpenAI, api_key: {key}}}}}\n"
    found = "\n".join(refused(tmp_path, monkeypatch, a=text))
    assert key not in found
    assert "apis/a.yaml:9:64: providers[openai].provider.api_key: got a value that isn't shown" in found


WRITE = 'Write add_files(app, "apis").'


def test_the_arguments_of_the_function(tmp_path: Path) -> None:
    """Wrong arguments are a MeshError at once, without a traceback of Python."""
    app = MeshApp(outdir=tmp_path)
    for arguments, text in (
        ((app,), f"paths: missing. {WRITE} Allowed: files and folders. [field-required]"),
        (("apis",), f'app: got "apis". {WRITE} Allowed: a MeshApp or Environments. [type-wrong]'),
        ((app, "a", 1), f"paths: got 1. {WRITE} Allowed: the path of a file or a folder. [type-wrong]"),
    ):
        with pytest.raises(MeshError) as caught:
            add_files(*arguments)
        (problem,) = caught.value.problems
        assert isinstance(problem, Problem)
        assert str(problem) == text


def test_a_folder_that_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is a problem like any other: synth() reports it, together with those of other files."""
    monkeypatch.chdir(tmp_path)
    app = MeshApp()
    add_files(app, "apsi")
    with pytest.raises(MeshError) as caught:
        app.synth()
    assert str(caught.value) == (
        "apsi: 1 problem, nothing was written to dist\n"
        "  got no file or folder of this name. Allowed: a YAML file, or a folder with *.yaml or *.yml files. "
        "[file-unreadable]"
    )


def test_an_api_of_a_program_in_place_of_a_removed_one_of_a_file(tmp_path: Path) -> None:
    """Its problems have no place in the file."""
    app = MeshApp(outdir=tmp_path / "dist")
    add_files(app, write(tmp_path, a=CHAT))
    assert app.node.try_remove_child("chat")
    api(app, "chat", hosts=["x.example.com"])
    api(app, "b", hosts=["x.example.com"])
    with pytest.raises(MeshError) as caught:
        app.synth()
    assert [problem.source for problem in caught.value.problems] == [None]


def test_only_what_is_written_has_objects(tmp_path: Path) -> None:
    """Beside a changed file, the others are checked and nothing more: to describe their objects would take time."""
    apis = write(tmp_path, chat=CHAT, code=CHAT.replace("chat", "code"))
    synth(tmp_path / "dist", apis)
    app = app_of_changed_files([apis], {apis / "chat.yaml"}, tmp_path / "dist")
    assert isinstance(app, MeshApp)
    assert {"chat", "code"} <= declared_apis(app).sources().keys()
    assert [file.name for file in declared_apis(app).described()] == ["chat"]
    app.synth()
