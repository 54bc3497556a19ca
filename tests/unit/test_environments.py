"""Several environments: folders, overlays in programs and files, problems of all of them at once, differences."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import pytest

from llm_api_mesh import (
    Environment,
    Environments,
    LlmApiMesh,
    LlmApiMeshOverlay,
    LlmGateway,
    LlmGatewayOverlay,
    LlmGatewayRef,
    MeshApp,
    MeshError,
    PlainHttp,
    Pool,
    Version,
    add_files,
)
from llm_api_mesh.apis_in_files import app_of_files
from support import api_files
from support.api_files import GATEWAY, OWN, VERSION, write
from support.apps import PLAIN_GATEWAY, content

DEV = f"{VERSION}kind: Environment\nname: dev\n"
PROD = f"{VERSION}kind: Environment\nname: prod\n"
API = f"""\
{VERSION}kind: LlmApiMesh
name: chat
namespace: ai
hosts: [chat.example.com]
backend:
  kind: Pool
  selector: {{app: chat}}
  target_port: 8000
  versions: [{{name: v1, weight: 90}}, {{name: v2, weight: 10}}]
"""
"""An API without a gateway."""
CHAT = f"{API}{OWN}"
OVERLAY = f"{VERSION}kind: LlmApiMeshOverlay\nname: chat\nenvironments: [dev]\n"
TWO = [Version(name="v1", weight=90), Version(name="v2", weight=10)]
DECLARED: dict[str, Any] = {
    "namespace": "ai",
    "hosts": ["chat.example.com"],
    "gateway": PLAIN_GATEWAY,
    "backend": Pool(selector={"app": "chat"}, target_port=8000, versions=TWO),
}
refused = partial(api_files.refused, Environments)


def written(folder: Path, **files: str) -> dict[str, bytes]:
    """Write what the files have, and give the bytes by the paths from the folder dist on."""
    environments = Environments(outdir=folder / "dist")
    add_files(environments, write(folder, **files))
    environments.synth()
    return everything(folder / "dist")


def everything(folder: Path) -> dict[str, bytes]:
    """Give the content of all files below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def below_the_header(text: bytes) -> bytes:
    """Leave out the first line, which says what to change."""
    return text.partition(b"\n")[2]


def test_each_environment_has_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without differences, the folders have the same bytes, which are those of an app without environments."""
    files = written(tmp_path, targets=f"{DEV}---\n{PROD}", chat=CHAT)
    assert sorted(files) == ["dev/chat.k8s.yaml", "prod/chat.k8s.yaml"]
    assert files["dev/chat.k8s.yaml"] == files["prod/chat.k8s.yaml"]
    said = capsys.readouterr().out.splitlines()
    assert f"wrote 6 objects in 1 file to {tmp_path}/dist/dev" in said
    assert f"wrote 6 objects in 1 file to {tmp_path}/dist/prod" in said
    app = MeshApp(outdir=tmp_path / "plain")
    add_files(app, tmp_path / "apis" / "chat.yaml")
    app.synth()
    assert below_the_header(content(tmp_path / "plain")["chat.k8s.yaml"]) == below_the_header(
        files["dev/chat.k8s.yaml"]
    )


def test_an_overlay_changes_named_fields_only(tmp_path: Path) -> None:
    """A field of an item has another value in one environment; the other environment keeps its bytes."""
    before = written(tmp_path / "1", targets=f"{DEV}---\n{PROD}", chat=CHAT)
    change = "change:\n  backend:\n    versions:\n      v1: {weight: 50}\n      v2: {weight: 50}\n"
    after = written(tmp_path / "2", targets=f"{DEV}---\n{PROD}", chat=CHAT, dev=f"{OVERLAY}{change}")
    assert after["prod/chat.k8s.yaml"] == before["prod/chat.k8s.yaml"]
    changed = before["dev/chat.k8s.yaml"].replace(b"weight: 90", b"weight: 50").replace(b"weight: 10", b"weight: 50")
    header = b"# chat.k8s.yaml, written by llm-api-mesh: change apis/chat.yaml or apis/dev.yaml, not this file.\n"
    assert after["dev/chat.k8s.yaml"] == header + below_the_header(changed)


def test_an_environment_is_added_without_changing_others(tmp_path: Path) -> None:
    """The files of the environments that are there already keep their bytes."""
    before = written(tmp_path, targets=DEV, chat=CHAT)
    after = written(tmp_path, targets=f"{PROD}istio: '1.30'\n---\n{DEV}", chat=CHAT)
    assert {name: text for name, text in after.items() if name.startswith("dev/")} == before


def test_what_an_environment_gives(tmp_path: Path) -> None:
    """An API has it unless its document or an overlay says something else."""
    dev = f'{DEV}istio: "1.30"\ncluster_domain: dev.internal\nargo_cd: true\n'
    own = CHAT.replace("chat", "own") + 'istio: "1.31"\nargo_cd: false\n'
    overlay = OVERLAY.replace("chat", "third") + "change: {cluster_domain: third.internal}\n"
    apis = write(tmp_path, targets=f"{dev}---\n{PROD}", a=CHAT, b=own, c=CHAT.replace("chat", "third"), d=overlay)
    environments = Environments(outdir=tmp_path / "dist")
    add_files(environments, apis)
    given = {
        (app.environment, chart.spec.name): (chart.spec.istio, chart.spec.cluster_domain, chart.spec.argo_cd)
        for app in environments
        for chart in app.charts
        if isinstance(chart, LlmApiMesh)
    }
    environments.synth()
    assert given == {
        ("dev", "chat"): ("1.30", "dev.internal", True),
        ("dev", "own"): ("1.31", "dev.internal", False),
        ("dev", "third"): ("1.30", "third.internal", True),
        ("prod", "chat"): ("1.31", "cluster.local", False),
        ("prod", "own"): ("1.31", "cluster.local", False),
        ("prod", "third"): ("1.31", "cluster.local", False),
    }


@pytest.mark.parametrize("own", [None, "own.internal"])
def test_a_reference_to_a_gateway_of_the_same_cluster(own: str | None, tmp_path: Path) -> None:
    """It has the environment's domain, in a file and in a program, unless it has its own."""
    domain = f", cluster_domain: {own}" if own else ""
    ref = f"gateway: {{kind: LlmGatewayRef, namespace: llm-gateway, name: llm{domain}}}\n"
    target = f"{DEV}cluster_domain: dev.internal\n"
    environments = Environments(outdir=tmp_path / "dist")
    add_files(environments, write(tmp_path, targets=target, chat=f"{API}{ref}"))
    fields: dict[str, Any] = {"cluster_domain": own} if own else {}
    gateway = LlmGatewayRef(namespace="llm-gateway", name="llm", **fields)
    code = {**DECLARED, "hosts": ["code.example.com"], "backend": Pool(selector={"app": "code"}, target_port=8000)}
    LlmApiMesh(environments["dev"], "code", **{**code, "gateway": gateway})
    if own:
        with pytest.raises(MeshError) as caught:
            environments.synth()
        assert {(problem.api, problem.code) for problem in caught.value.problems} == {
            ("chat", "gateway-lacks"),
            ("code", "gateway-lacks"),
        }
    else:
        environments.synth()


def test_a_full_disk_changes_no_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All drafts are written before a file is replaced."""
    before = written(tmp_path, targets=f"{DEV}---\n{PROD}", chat=CHAT)
    real = Path.write_bytes

    def full(path: Path, data: bytes) -> int:
        if "prod" in path.parts:
            raise OSError("no space left on device")
        return real(path, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="no space"):
        written(tmp_path, targets=f"{DEV}---\n{PROD}", chat=CHAT.replace("weight: 90", "weight: 80"))
    assert everything(tmp_path / "dist") == before


def test_files_and_programs_give_the_same_bytes(tmp_path: Path) -> None:
    """The same overlays, in a program with objects and in files."""
    text = (
        f"{OVERLAY}change: {{hosts: [chat.dev.example.com], backend: {{versions: {{v2: {{weight: 5}}}}}}}}\n"
        "remove: ['backend.versions[v1]']\nadd: {backend: {versions: [{name: v3, weight: 95}]}}\n"
    )
    files = written(tmp_path / "files", targets=f"{DEV}argo_cd: true\n---\n{PROD}", chat=CHAT, dev=text)
    overlay = LlmApiMeshOverlay(
        name="chat",
        environments=["dev"],
        change={"hosts": ["chat.dev.example.com"], "backend": {"versions": {"v2": {"weight": 5}}}},
        remove=["backend.versions[v1]"],
        add={"backend": {"versions": [Version(name="v3", weight=95)]}},
    )
    environments = Environments(
        Environment(name="dev", argo_cd=True),
        Environment(name="prod"),
        overlays=[overlay],
        outdir=tmp_path / "program",
    )
    for app in environments:
        LlmApiMesh(app, "chat", **DECLARED)
    environments.synth()
    program = everything(tmp_path / "program")
    assert {name: below_the_header(text) for name, text in files.items()} == {
        name: below_the_header(text) for name, text in program.items()
    }
    assert b"chat.dev.example.com" in program["dev/chat.k8s.yaml"]
    assert b"sync-wave" in program["dev/chat.k8s.yaml"]
    assert b"sync-wave" not in program["prod/chat.k8s.yaml"]


def test_an_overlay_of_a_file_changes_what_a_program_declares(tmp_path: Path) -> None:
    """And the first line names both."""
    environments = Environments(Environment(name="dev"), outdir=tmp_path / "dist")
    add_files(environments, write(tmp_path, dev=f"{OVERLAY}change: {{hosts: [dev.example.com]}}\n"))
    for app in environments:
        LlmApiMesh(app, "chat", **DECLARED)
    environments.synth()
    text = everything(tmp_path / "dist")["dev/chat.k8s.yaml"].decode()
    assert "dev.example.com" in text
    assert text.startswith(
        "# chat.k8s.yaml, written by llm-api-mesh: change the program that describes it or apis/dev.yaml, not this"
    )


def test_an_api_of_some_environments(tmp_path: Path) -> None:
    """A document names the environments that have it; in a program, the app has the environment's name."""
    code = CHAT.replace("chat", "code") + "environments: [dev]\n"
    files = written(tmp_path / "1", targets=f"{DEV}---\n{PROD}", chat=CHAT, code=code)
    assert sorted(files) == ["dev/chat.k8s.yaml", "dev/code.k8s.yaml", "prod/chat.k8s.yaml"]
    environments = Environments(Environment(name="dev"), Environment(name="prod"), outdir=tmp_path / "2")
    for app in environments:
        if app.environment == "dev":
            LlmApiMesh(app, "chat", **DECLARED)
    environments.synth()
    assert sorted(everything(tmp_path / "2")) == ["dev/chat.k8s.yaml"]
    assert environments["dev"].environment == "dev"


def test_another_gateway_in_one_environment(tmp_path: Path) -> None:
    """An overlay changes the name of an API's LLM gateway."""
    other = GATEWAY.replace("name: llm", "name: other").replace("namespace: llm-gateway", "namespace: other")
    apis = f"{API}gateway: {{kind: LlmGateway, name: llm}}\n---\n{GATEWAY}---\n{other}"
    dev = f"{OVERLAY}change: {{gateway: {{name: other}}}}\n"
    files = written(tmp_path, targets=f"{DEV}---\n{PROD}", all=apis, dev=dev)
    assert b"- other/other" in files["dev/chat.k8s.yaml"]
    assert b"- llm-gateway/llm" in files["prod/chat.k8s.yaml"]


def test_a_gateway_and_its_apis(tmp_path: Path) -> None:
    """Overlays change an LLM gateway, too, and an API follows the gateway of its environment."""
    gateway = "gateway: {kind: LlmGateway, name: llm}\n"
    overlays = (
        f"{OVERLAY}change: {{hosts: {{chat.example.com: chat.dev.example.com}}}}\n---\n{VERSION}"
        "kind: LlmGatewayOverlay\nname: llm\nenvironments: [dev]\nchange: {hosts: {ai: [chat.dev.example.com]}}\n"
    )
    files = written(tmp_path, targets=f"{DEV}---\n{PROD}", all=f"{API}{gateway}---\n{GATEWAY}", dev=overlays)
    assert b"- ai/chat.dev.example.com" in files["dev/llm.k8s.yaml"]
    assert b"- llm-gateway/llm" in files["dev/chat.k8s.yaml"]
    assert b"dev.example.com" not in files["prod/llm.k8s.yaml"] + files["prod/chat.k8s.yaml"]
    overlay = LlmGatewayOverlay(name="llm", environments=["dev"], change={"hosts": {"ai": ["chat.dev.example.com"]}})
    environments = Environments(Environment(name="dev"), overlays=[overlay], outdir=tmp_path / "program")
    hosts = {"ai": ["chat.example.com"]}
    LlmGateway(environments["dev"], "llm", namespace="llm-gateway", hosts=hosts, http=PlainHttp(), anonymous=True)
    environments.synth()
    program = everything(tmp_path / "program")
    assert below_the_header(program["dev/llm.k8s.yaml"]) == below_the_header(files["dev/llm.k8s.yaml"])


def test_all_problems_of_all_environments_come_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each says in which environments it is, and has the place of the overlay or of the base that wrote the value."""
    code = CHAT.replace("chat", "code").replace("namespace: ai", "namespace: AI")
    versions = "    versions:\n      v3: {weight: 1}\n      v2: {weight: 20}\n"
    dev = f"{OVERLAY}change:\n  backend:\n    target_port: x\n{versions}"
    prod = OVERLAY.replace("dev", "prod") + "change: {backend: {slector: {}}}\nremove: [cros, backend.target_port]\n"
    other = OVERLAY.replace("chat", "caht").replace("[dev]", "[prud, prod]")
    texts = {"chat": CHAT, "code": code, "dev": dev, "prod": prod, "x": other}
    found = refused(tmp_path, monkeypatch, targets=f"{DEV}---\n{PROD}", **texts)
    assert [line.partition(" Allowed: ")[0] for line in found] == [
        "caht: 2 problems, nothing was written to dist",
        ('  apis/x.yaml:3:1: in prod: name: got "caht", which is no API of the environment. Did you mean chat?'),
        '  apis/x.yaml:4:16: environments[0]: got "prud". Write "prod".',
        "chat: 5 problems, nothing was written to dist",
        '  apis/dev.yaml:7:18: in dev: backend.target_port: got "x".',
        (
            '  apis/dev.yaml:9:7: in dev: backend.versions[v3]: got "v3", which backend.versions doesn\'t have. Write '
            "what is new under add."
        ),
        "  apis/prod.yaml:5:20: in prod: backend.slector: unknown field slector. Did you mean selector?",
        '  apis/prod.yaml:6:10: in prod: cros: got "cros", which chat doesn\'t set.',
        '  apis/prod.yaml:6:16: in prod: backend.target_port: missing. Add "target_port": ...',
        "code: 1 problem, nothing was written to dist",
        '  apis/code.yaml:4:12: in dev and prod: namespace: got "AI". Write "ai".',
    ]


def test_problems_as_data(tmp_path: Path) -> None:
    """A problem has its environments as data."""
    environments = Environments(outdir=tmp_path / "dist")
    add_files(environments, write(tmp_path, targets=f"{DEV}---\n{PROD}", chat=CHAT.replace("name: v1", "name: v2")))
    with pytest.raises(MeshError) as caught:
        environments.synth()
    assert {problem.environments for problem in caught.value.problems} == {("dev", "prod")}
    assert caught.value.folder == str(tmp_path / "dist")


def test_a_problem_between_apis_of_one_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An overlay gives two APIs one host in dev only, and the problem is in the overlay."""
    code = CHAT.replace("chat", "code")
    overlay = OVERLAY.replace("name: chat", "name: code") + "change:\n  hosts:\n    - chat.example.com\n"
    found = refused(tmp_path, monkeypatch, targets=f"{DEV}---\n{PROD}", chat=CHAT, code=code, dev=overlay)
    assert [line.partition(", which")[0] for line in found] == [
        "code: 1 problem, nothing was written to dist",
        '  apis/dev.yaml:7:7: in dev: hosts[0]: got "chat.example.com"',
    ]


def test_nothing_is_written_if_one_environment_has_a_problem(tmp_path: Path) -> None:
    """The folders of all environments stay as they are."""
    before = written(tmp_path, targets=f"{DEV}---\n{PROD}", chat=CHAT)
    overlay = f"{OVERLAY}change: {{hosts: []}}\n"
    other = OVERLAY.replace("dev", "prod") + "change: {hosts: [other.example.com]}\n"
    with pytest.raises(MeshError):
        written(tmp_path, targets=f"{DEV}---\n{PROD}", chat=CHAT, a=overlay, b=other)
    assert everything(tmp_path / "dist") == before


def test_a_foreign_file_in_one_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No environment is written, and the file stays."""
    monkeypatch.chdir(tmp_path)
    foreign = tmp_path / "dist" / "prod" / "chat.k8s.yaml"
    foreign.parent.mkdir(parents=True)
    foreign.write_text("mine\n")
    environments = Environments()
    add_files(environments, write(tmp_path, targets=f"{DEV}---\n{PROD}", chat=CHAT))
    with pytest.raises(MeshError, match=r"in prod: file: got dist/prod/chat\.k8s\.yaml, which this app didn't write"):
        environments.synth()
    assert everything(tmp_path / "dist") == {"prod/chat.k8s.yaml": b"mine\n"}


def test_a_file_that_cannot_be_read_makes_no_overlay_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the file has isn't known, so an overlay of it isn't called superfluous."""
    found = refused(tmp_path, monkeypatch, targets=DEV, chat="a: [", dev=f"{OVERLAY}remove: [cors]\n")
    assert [line.partition(": ")[0] for line in found] == ["apis/chat.yaml", "  apis/chat.yaml:1:5"]


def test_a_conflict_of_two_overlays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Overlays have no order, so two of them can't say what one value is."""
    one = OVERLAY.replace("[dev]", "[dev, prod]") + "change: {hosts: [a.example.com]}\n"
    other = f"{OVERLAY}change: {{hosts: {{chat.example.com: b.example.com}}}}\n"
    found = refused(tmp_path, monkeypatch, targets=f"{DEV}---\n{PROD}", chat=CHAT, a=one, b=other)
    assert [line.partition(" Leave")[0] for line in found] == [
        "chat: 1 problem, nothing was written to dist",
        (
            "  apis/b.yaml:5:10: in dev: hosts: got a value that another overlay, at apis/a.yaml:1:1, changes or "
            "removes as well."
        ),
    ]


WRONG: dict[str, tuple[dict[str, str], str]] = {
    "an overlay of the other kind": (
        {"x": OVERLAY.replace("LlmApiMesh", "LlmGateway") + "remove: [hosts]\n"},
        '  apis/x.yaml:3:1: in dev: name: got "chat", which is no LLM gateway of the environment. Write Llm',
    ),
    "an overlay without environments": (
        {"x": OVERLAY.replace("environments: [dev]\n", "")},
        '  apis/x.yaml:1:1: environments: missing. Add "environments": ...',
    ),
    "an overlay of no environment": (
        {"x": OVERLAY.replace("[dev]", "[]")},
        "  apis/x.yaml:4:1: environments: got []. Allowed: at least one environment.",
    ),
    "an environment twice in an overlay": (
        {"x": OVERLAY.replace("[dev]", "[dev, dev]")},
        '  apis/x.yaml:4:1: environments: got "dev" twice. Allowed: each environment once.',
    ),
    "a field of an API beside change": (
        {"x": f"{OVERLAY}hosts: [a.example.com]\n"},
        "  apis/x.yaml:5:1: hosts: unknown field hosts.",
    ),
    "an environment that is called otherwise": (
        {"x": DEV.replace("dev", "Dev")},
        '  apis/x.yaml:3:7: name: got "Dev". Write "dev".',
    ),
    "an environment without a name": (
        {"x": DEV.replace("name: dev\n", "")},
        '  apis/x.yaml:1:1: name: missing. Add "name": ...',
    ),
    "an environment twice": (
        {"x": DEV},
        '  apis/x.yaml:3:7: name: got "dev". Allowed: one Environment for each name',
    ),
    "an environment of an API that is a text": (
        {"x": CHAT.replace("chat", "code") + "environments: dev\n"},
        '  apis/x.yaml:12:15: in dev and prod: environments: got "dev". Write ["dev"].',
    ),
    "an environment of an API that isn't there": (
        {"x": CHAT.replace("chat", "code") + "environments: [prod, dve]\n"},
        '  apis/x.yaml:12:22: environments[1]: got "dve". Write "dev".',
    ),
    "an LLM gateway that isn't there": (
        {"x": API.replace("chat", "code") + "gateway: {kind: LlmGateway, name: llm}\n"},
        '  apis/x.yaml:11:35: in dev and prod: gateway.name: got "llm". If another program declares it, write Llm',
    ),
    "an LLM gateway with other fields": (
        {"x": API.replace("chat", "code") + f"gateway: {{kind: LlmGateway, name: llm, namespace: a}}\n---\n{GATEWAY}"},
        "  apis/x.yaml:11:40: in dev and prod: gateway.namespace: unknown field namespace.",
    ),
    "an LLM gateway without its name": (
        {"x": API.replace("chat", "code") + "gateway: {kind: LlmGateway}\n"},
        '  apis/x.yaml:11:1: in dev and prod: gateway.name: missing. Add "name": ...',
    ),
}


@pytest.mark.parametrize(("files", "beginning"), WRONG.values(), ids=WRONG)
def test_slips(files: dict[str, str], beginning: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each is found where it is, and is the only problem."""
    _, *found = refused(tmp_path, monkeypatch, targets=f"{DEV}---\n{PROD}", chat=CHAT, **files)
    assert len(found) == 1, found
    assert found[0].startswith(beginning), found


def message(caught: pytest.ExceptionInfo[MeshError]) -> str:
    (problem,) = caught.value.problems
    return str(problem)


def test_the_arguments() -> None:
    """Wrong arguments are a MeshError at once."""
    wrong: list[tuple[tuple[Any, ...], dict[str, Any], str]] = [
        (("dev",), {}, 'environments: got "dev". Write Environment(name="dev"). Allowed: Environment(...).'),
        ((), {"overlays": "dev"}, 'overlays: got "dev". Allowed: a list.'),
        ((), {"overlays": [1]}, "overlays: got 1. Allowed: LlmApiMeshOverlay(...) or LlmGatewayOverlay(...)."),
        ((), {"outdir": 1}, "outdir: got 1. Allowed: the path of a folder, or None."),
    ]
    for environments, keywords, text in wrong:
        with pytest.raises(MeshError) as caught:
            Environments(*environments, **keywords)
        assert message(caught) == f"{text} [type-wrong]"


def test_faulty_environments_and_overlays_of_a_program(tmp_path: Path) -> None:
    """They are reported together, in the form of a program, with the problems of the APIs."""
    overlay: Any = LlmApiMeshOverlay(name="chat", environment=["dev"])  # type: ignore[call-arg]
    environments = Environments(
        Environment(name="dev"), Environment(name="Prod"), overlays=[overlay], outdir=tmp_path / "dist"
    )
    for app in environments:
        LlmApiMesh(app, "chat", **{**DECLARED, "hosts": []})
    with pytest.raises(MeshError) as caught:
        environments.synth()
    assert [str(problem).partition(" Allowed")[0] for problem in caught.value.problems] == [
        'name: got "Prod". Write "prod".',
        "environment: unknown field environment. Did you mean environments?",
        'in dev: hosts: got []. To match every host, write hosts=["*"].',
    ]


def test_an_environment_that_is_not_there() -> None:
    """The message has the nearest name."""
    environments = Environments(Environment(name="dev"))
    with pytest.raises(MeshError) as caught:
        _ = environments["dve"]
    assert message(caught) == 'name: got "dve". Write "dev". Allowed: "dev". [environment-unknown]'


def test_no_environments(tmp_path: Path) -> None:
    """At least one is needed."""
    with pytest.raises(MeshError, match="environments: missing"):
        Environments(outdir=tmp_path).synth()
    environments = Environments(overlays=[LlmApiMeshOverlay(name="chat", environments=["dev"])], outdir=tmp_path)
    with pytest.raises(MeshError) as caught:
        environments.synth()
    (alone,) = caught.value.problems  # and no problem of each name
    assert alone.path == "environments"


def test_one_environment_is_not_written_alone() -> None:
    """The app of an environment has no synth() of its own."""
    environments = Environments(Environment(name="dev"))
    with pytest.raises(MeshError) as caught:
        environments["dev"].synth()
    assert message(caught).startswith("synth: got synth() of the environment dev alone. Write environments.synth().")


def test_files_after_the_first_use_of_an_app(tmp_path: Path) -> None:
    """They are refused, because the app would lack what they have."""
    environments = Environments(Environment(name="dev"), outdir=tmp_path / "dist")
    assert [app.environment for app in environments] == ["dev"]
    with pytest.raises(MeshError, match="Call add_files first"):
        add_files(environments, write(tmp_path, a=CHAT))


@pytest.mark.parametrize(
    ("text", "given"),
    [
        (DEV, 'a.yaml:2:7: kind: got "Environment"'),
        (f"{OVERLAY}remove: [cors]\n", 'a.yaml:2:7: kind: got "LlmApiMeshOverlay"'),
        (f"{CHAT}environments: [dev]\n", 'a.yaml:12:1: environments: got ["dev"]'),
    ],
)
def test_an_app_without_environments(text: str, given: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A MeshApp refuses what only several environments have, and so does the app of an environment."""
    monkeypatch.chdir(tmp_path)
    Path("a.yaml").write_text(text)
    app = MeshApp()
    add_files(app, "a.yaml")
    with pytest.raises(MeshError) as caught:
        app.synth()
    assert message(caught).startswith(f'{given}. Write add_files(environments, "apis"), and call environments.synth().')
    assert message(caught).endswith("[needs-environments]")


def test_the_differences_of_two_environments(tmp_path: Path) -> None:
    """They are listed by field, first what the environments give to all."""
    change = "{hosts: [chat.dev.example.com], budget: {quick: 1m}, backend: {versions: {v2: {weight: 5}}}}"
    add = "{backend: {versions: [{name: v3, weight: 95}]}}"
    overlay = f"{OVERLAY}change: {change}\nremove: ['backend.versions[v1]']\nadd: {add}\n"
    code = CHAT.replace("chat", "code") + "environments: [prod]\n"
    same = CHAT.replace("chat", "same")
    apis = write(tmp_path, targets=f"{DEV}argo_cd: true\n---\n{PROD}", a=CHAT, b=code, c=same, d=overlay)
    environments = Environments(outdir=tmp_path / "dist")
    add_files(environments, apis)
    assert environments.differences("dev", "prod") == (
        "what the environments give to all\n"
        "  argo_cd: true in dev, false in prod\n"
        "chat\n"
        '  hosts: ["chat.dev.example.com"] in dev, ["chat.example.com"] in prod\n'
        "  backend.versions[v2].weight: 5 in dev, 10 in prod\n"
        '  backend.versions[v3]: only in dev, {"kind": "Version", "name": "v3", "weight": 95}\n'
        '  backend.versions[v1]: only in prod, {"kind": "Version", "name": "v1", "weight": 90}\n'
        "  budget.quick: 60s in dev, none in prod\n"
        "code: only in prod\n"
    )
    assert environments.differences("prod", "prod") == ""
    environments.synth()


def test_no_differences_of_what_has_problems(tmp_path: Path) -> None:
    """The problems of both environments come instead."""
    environments = Environments(outdir=tmp_path / "dist")
    add_files(
        environments, write(tmp_path, targets=f"{DEV}---\n{PROD}", a=CHAT.replace("namespace: ai", "namespace: AI"))
    )
    with pytest.raises(MeshError, match="in dev and prod: namespace: got"):
        environments.differences("dev", "prod")


def test_an_app_of_files(tmp_path: Path) -> None:
    """It has environments if a document needs them."""
    assert isinstance(app_of_files([write(tmp_path / "1", a=CHAT)], outdir=tmp_path / "dist"), MeshApp)
    found = app_of_files([write(tmp_path / "2", a=CHAT, b=DEV)], outdir=tmp_path / "dist")
    assert isinstance(found, Environments)
    found.synth()
    assert sorted(everything(tmp_path / "dist")) == ["dev/chat.k8s.yaml"]
