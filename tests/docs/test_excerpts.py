"""Blocks on pages that aren't whole programs or objects: what each of them says is so."""

from __future__ import annotations

import ast
import hashlib
import inspect
import json
import os
import re
import runpy
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml

from lab.apps.app import App
from lab.apps.hosted_provider import HostedProvider
from lab.apps.key_server import KeyServer
from lab.apps.replica import Replica
from lab.cluster.volumes import Volumes
from lab.environment import Lab
from lab.istio.gateway import Gateway, GatewaySpec
from lab.machine.certificates import trusting
from lab.traffic.call import Answers
from llm_api_mesh import (
    ApiKeys,
    Certificate,
    ForwardProxy,
    GatewayProvider,
    KeyFromFile,
    LlmGateway,
    MeshApp,
    OpenAI,
)
from llm_api_mesh.access_tables import matrix_text, posture_text
from llm_api_mesh.plan.llm_gateway.authorizer import derive_authorizer
from llm_api_mesh.plan.llm_gateway.deployment import BOUND_STATISTIC
from llm_api_mesh.reading.file_format import KINDS
from llm_api_mesh.spec.llm_gateway import LlmGatewaySpec
from support import ROOT, documents
from support.markdown import blocks
from support.programs import golden_yaml


def only(page: str, language: str, heading: str = "") -> str:
    """Return the only block of a language below a heading of a page."""
    found = (one for one in blocks(ROOT / "docs" / f"{page}.md") if one.language == language)
    (text,) = (one.text for one in found if one.heading == heading)
    return text


def test_the_program_that_handles_problems_prints_what_is_below_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """docs/errors.md begins with a program that catches the error."""
    monkeypatch.chdir(tmp_path)
    Path("program.py").write_text(only("errors", "python"))
    runpy.run_path("program.py")
    assert capsys.readouterr().out == only("errors", "text")


def test_the_tables_of_access_in_a_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The program on the page prints both tables of a folder, and the reason if the folder has none."""
    monkeypatch.chdir(tmp_path)
    Path("program.py").write_text(only("access-tables", "python", "In a program"))
    shutil.copytree(golden_yaml("identity"), "dist")
    runpy.run_path("program.py")
    assert capsys.readouterr().out == f"{matrix_text(Path('dist'), 'markdown')}\n{posture_text(Path('dist'), 'json')}\n"
    shutil.rmtree("dist")
    Path("dist").mkdir()
    runpy.run_path("program.py")
    assert "decides who reaches what" in capsys.readouterr().out


def test_the_statistic_of_the_bound() -> None:
    """The annotation on docs/affinity.md keeps the statistic that deployed pods keep."""
    annotation = yaml.safe_load(only("affinity", "yaml", "The bound"))
    proxy = yaml.safe_load(annotation["proxy.istio.io/config"])
    assert proxy == {"proxyStatsMatcher": {"inclusionSuffixes": [BOUND_STATISTIC]}}


def test_the_log_of_affinity(tmp_path: Path) -> None:
    """The program on the page reads lines in the format above it, and prints the three shares."""
    mesh, telemetry = yaml.safe_load_all(only("affinity", "yaml", "How to tell"))
    (provider,) = mesh["extensionProviders"]
    assert telemetry["spec"]["accessLogging"] == [{"providers": [{"name": provider["name"]}]}]
    shape = provider["envoyFileAccessLog"]["logFormat"]["text"]

    def line(key: str, replica: str) -> str:
        values = {"REQ(:METHOD)": "POST", "REQ(x-llm-affinity)": key, "UPSTREAM_HOST": replica}
        return re.sub("%(.*?)%", lambda one: values[one[1]], shape)

    # Ten requests: two without a key, and eight with one, of which six are on the replica of their key.
    lines = [line(key, replica) for key, replica in zip("--11112222", "aaaaabbbba", strict=True)]
    (tmp_path / "log").write_text("".join([*lines, "another line\n", line("-", "-")]))
    program = only("affinity", "sh", "How to tell")
    done = subprocess.run(
        ["/bin/bash", "-c", f"{program.rstrip()} log"], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    shares = ["without a key: 0.2", "of the most frequent key: 0.5", "beyond their replica: 0.25"]
    assert done.stdout.splitlines() == shares


def test_a_new_api_key_and_its_line() -> None:
    """The command on docs/api-keys.md prints a key and its SHA-256, which the Secret above it has in this form."""
    command = only("api-keys", "sh", "The Secret")
    done = subprocess.run(["/bin/bash", "-c", command], capture_output=True, text=True, check=True)
    key, digest = done.stdout.splitlines()
    assert re.fullmatch(r"sk-[0-9a-f]{64}", key)
    assert digest == hashlib.sha256(key.encode()).hexdigest()
    secret = yaml.safe_load(only("api-keys", "yaml", "The Secret"))
    for text in secret["stringData"].values():
        for name, holder in yaml.safe_load(text).items():
            assert re.fullmatch(r"[0-9a-f]{64}", name)
            assert isinstance(holder["sub"], str)


def test_the_authorizer_in_the_mesh_configuration() -> None:
    """docs/api-keys.md shows the entry that the checklist of its gateway asks for."""
    keys = ApiKeys(secret="api-keys")  # noqa: S106  # the name of the Secret
    spec = LlmGatewaySpec(name="llm", namespace="llm-gateway", hosts={"ai": ["chat.example.com"]}, api_keys=keys)
    authorizer = derive_authorizer(spec)
    assert authorizer
    shown = yaml.safe_load(only("api-keys", "yaml", "What the platform's team adds"))
    assert shown == {"meshConfig": {"extensionProviders": [yaml.safe_load(authorizer.mesh_config)]}}


def test_the_tree_of_the_code() -> None:
    """Every file and folder in the tree on docs/architecture.md exists, and so does each in the picture of the data."""
    tree, flow = (one.text for one in blocks(ROOT / "docs" / "architecture.md") if one.language == "text")
    path: list[str] = []
    found = 0
    for line in tree.splitlines():
        named = re.match(r"( *)((?:[\w.-]+(?:/|\.\w+) ?)+)", line)
        if not named or len(named[1]) > 8:
            continue
        depth = len(named[1]) // 2
        for name in named[2].split():
            place = Path(ROOT, *path[:depth], name)
            assert place.exists(), place
            found += 1
        path = [*path[:depth], named[2].split()[0].rstrip("/")]
    assert found > 60
    package = ROOT / "constructs" / "llm_api_mesh"
    for name in re.findall(r"\w+(?:/|\.py)", flow):
        assert (package / name).exists(), name


PICTURES = {
    ("failover", "How it works"): {
        "127.0.1.1": "address: 127.0.1.1",
        "127.0.1.2": "address: 127.0.1.2",
        "15700": "15700",
    },
    ("inference-pools", "How it works"): {"llm-pools": "name: llm-pools", "443": "443", "HTTPRoute": "kind: HTTPRoute"},
    ("egress", "A forward proxy"): {"api.openai.com": "api.openai.com", "127.0.2.1": "127.0.2.1", "15701": "15701"},
}
"""For each picture the YAML of the names in it."""


@pytest.mark.parametrize("place", PICTURES)
def test_a_picture_has_the_names_of_the_yaml(place: tuple[str, str], tmp_path: Path) -> None:
    """What a picture names is in the YAML of an example, or of a gateway as the page describes it."""
    page, heading = place
    picture, names = only(page, "text", heading), PICTURES[place]
    folder = _forward_proxy(tmp_path) if page == "egress" else golden_yaml(page.replace("-", "_"))
    written = "".join(path.read_text() for path in sorted(folder.iterdir()))
    for name, text in names.items():
        assert name in picture
        assert text in written
    assert set(re.findall(r"\d+\.\d+\.\d+\.\d+|\b\d{5}\b", picture)) <= set(names)


def _forward_proxy(folder: Path) -> Path:
    """Write the YAML of a gateway that reaches its provider by a forward proxy."""
    app = MeshApp(outdir=folder / "dist")
    openai = OpenAI(api_key=KeyFromFile(path="/run/secrets/openai/key.yaml"))
    LlmGateway(
        app,
        "llm",
        namespace="llm-gateway",
        hosts={"ai": ["chat.example.com"]},
        certificates=[Certificate(credential_name="llm")],
        providers={"openai": GatewayProvider(provider=openai, namespaces=["ai"], secret="openai")},  # noqa: S106
        forward_proxy=ForwardProxy(host="proxy.example.com", port=3128),
        anonymous=True,
    )
    app.synth()
    return folder / "dist"


def test_the_schema_for_editors() -> None:
    """The setting on docs/files.md names a schema that is in this repository."""
    setting = json.loads(only("files", "json", "Editors"))
    ((schema, files),) = setting["yaml.schemas"].items()
    assert (ROOT / schema).exists()
    assert files.endswith("*.yaml")


def test_the_installation_without_make() -> None:
    """The commands on docs/getting-started.md install what the Makefile installs, with the same options."""
    page = ROOT / "docs" / "getting-started.md"
    texts = [one.text for one in blocks(page) if one.language == "sh" and not one.heading]
    shown = [line for text in texts for line in text.splitlines() if "/pip " in line]
    recipe = (ROOT / "Makefile").read_text().partition("$(READY): requirements.txt")[2].partition("\n\n")[0]
    used = [line.strip() for line in recipe.splitlines() if "/pip " in line]
    assert len(shown) == len(used) == 2
    for one, other in zip(shown, used, strict=True):
        quiet = {"--quiet", "--disable-pip-version-check"}
        assert one.split()[1:] == [word for word in other.split()[1:] if word not in quiet]


def test_a_volume_with_a_key() -> None:
    """The values on docs/providers.md are volumes of a Pod, and mount the Secret where the page's gateway reads it."""
    values = yaml.safe_load(only("providers", "yaml", "The key"))
    container = {"name": "istio-proxy", "image": "auto", "volumeMounts": values["volumeMounts"]}
    pod = {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {"name": "gateway"},
        "spec": {"containers": [container], "volumes": values["volumes"]},
    }
    kubernetes_validate.validate(pod, documents.KUBERNETES, strict=True)
    (mount,), (volume,) = values["volumeMounts"], values["volumes"]
    assert mount["name"] == volume["name"]
    program = only("providers", "python")
    assert f'path="{mount["mountPath"]}/key.yaml"' in program
    assert f'secret="{volume["secret"]["secretName"]}"' in program


def test_the_answer_without_a_key() -> None:
    """docs/providers.md shows the answer as the script of the gateway writes it, with a provider's host in it."""
    shown = json.loads(only("providers", "json", "What a provider sees"))
    scripts = "".join(path.read_text() for path in (ROOT / "examples").glob("*/dist/llm.k8s.yaml"))
    rest = json.dumps(shown["error"] | {"message": ""}).partition('""')[2].rstrip("}")
    assert f'.", {rest.removeprefix(", ")}' in scripts.replace("\\", "")
    assert shown["error"]["message"].startswith("The gateway has no key for ")
    assert "The gateway has no key for " in scripts


KNOWN: dict[str, Any] = {
    "lab": Lab,
    "answers": Answers,
    "chat": App,
    "openai": HostedProvider,
    "keys": KeyServer,
    "Lab": Lab,
    "GatewaySpec": GatewaySpec,
    "trusting": trusting,
    "lab.gateway": Gateway,
    "lab.gateway.volumes": Volumes,
    "chat.replica(0)": Replica,
    "chat.replica(1)": Replica,
}
"""What the names in the programs on docs/lab.md are."""


@pytest.mark.parametrize("heading", ["In a test", "Statistics"])
def test_the_lab_has_what_its_page_calls(heading: str) -> None:
    """Each method on docs/lab.md exists, and has the parameters that the page gives."""
    calls = list(_calls(only("lab", "python", heading)))
    assert calls
    for function, call in calls:
        positions = [None] * len(call.args)
        names = {word.arg: None for word in call.keywords if word.arg}
        method = [None] if isinstance(call.func, ast.Attribute) else []
        inspect.signature(function).bind(*method, *positions, **names)


def _calls(text: str) -> Iterator[tuple[Any, ast.Call]]:
    """Yield the calls of a program that are the lab's."""
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.Call):
            continue
        if isinstance(node.func, ast.Attribute):
            owner = ast.unparse(node.func.value)
            assert owner in KNOWN, owner
            yield getattr(KNOWN[owner], node.func.attr), node
        else:
            yield KNOWN[ast.unparse(node.func)], node


def test_the_page_of_the_lab_names_faults_that_exist() -> None:
    """The comment beside the first fault lists methods of a replica."""
    (listed,) = re.findall(r"replica\(0\)\.kill\(\)  # (.*)", only("lab", "python", "In a test"))
    names = re.findall(r"\w+", listed)
    assert len(names) > 6
    assert [name for name in names if not hasattr(Replica, name)] == []


def test_the_comparison_has_the_measured_figures() -> None:
    """What docs/comparison.md calls measured is in the tables of docs/traffic.md."""
    tables = (ROOT / "docs" / "traffic.md").read_text().partition("## Measurements")[2].partition("Single requests")[2]
    claim = " ".join((ROOT / "docs" / "comparison.md").read_text().split())
    for name in ("litellm", "ours"):
        row = next(line for line in tables.splitlines() if line.startswith(f"| {name} |"))
        _, _, added, _, _, used, *_ = [cell.strip().removesuffix(" µs") for cell in row.strip("|").split("|")]
        for microseconds in (added, used):
            assert f"{float(microseconds) / 1000:.1f} ms" in claim
    version = re.search(r"LiteLLM ([\d.]+);", (ROOT / "docs" / "traffic.md").read_text())
    assert version
    assert f"LiteLLM {version[1]} on two cores" in claim


def _run_as_shown(commands: str, folder: Path) -> str:
    """Run commands in a shell that has this project's program."""
    programs = folder / "programs"
    programs.mkdir()
    program = programs / "llm-api-mesh"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m llm_api_mesh "$@"\n')
    program.chmod(0o755)
    done = subprocess.run(
        ["/bin/bash", "-euc", commands],
        cwd=folder / "project",
        env={**os.environ, "PATH": f"{programs}:{os.environ['PATH']}"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


def test_the_commands_of_the_readme(tmp_path: Path) -> None:
    """In an empty folder, the README's commands make a project, write its YAML and find nothing wrong in it."""
    found = (one.text for one in blocks(ROOT / "README.md") if one.language == "sh" and "llm-api-mesh init" in one.text)
    (tmp_path / "project").mkdir()
    _run_as_shown(next(found), tmp_path)
    assert list((tmp_path / "project" / "dist").glob("*.k8s.yaml"))


def test_the_comment_for_a_pull_request(tmp_path: Path) -> None:
    """The commands on docs/diff.md write what differs from another branch."""
    project = tmp_path / "project"
    for folder in (tmp_path / "base", project):
        shutil.copytree(ROOT / "dist", folder / "dist")
    file = project / "dist" / "chat.k8s.yaml"
    file.write_text(file.read_text().replace("weight: 90", "weight: 80").replace("weight: 10", "weight: 20"))
    _run_as_shown(only("diff", "sh", "For a pull request"), tmp_path)
    assert "20 %" in (project / "comment.md").read_text()


def test_the_kinds_of_files_of_two_owners() -> None:
    """The list on docs/environments.md has kinds of documents that files can have, each in the fitting folder."""
    kinds = dict(re.findall(r"^(\S+) +kind: (\w+)", only("environments", "text", "Two owners"), re.MULTILINE))
    assert set(kinds.values()) <= set(KINDS)
    assert kinds["platform/llm.yaml"] == "LlmGateway"
    assert kinds["apis/chat.yaml"] == "LlmApiMesh"


def test_the_drain_of_pods() -> None:
    """The annotation on docs/security.md is what the checklist of an API with such a longest answer asks for."""
    annotations = yaml.safe_load(only("security", "yaml", "Streams to pods with a sidecar"))["metadata"]["annotations"]
    proxy = yaml.safe_load(annotations["proxy.istio.io/config"])
    assert proxy.keys() == {"drainDuration", "terminationDrainDuration"}
    (checklist,) = (one.text for one in blocks(ROOT / "docs" / "timers.md") if one.language == "text")
    for name, value in proxy.items():
        assert re.search(rf"{name}.*\b{value}", checklist), name


def test_the_addresses_of_the_project() -> None:
    """What docs/releasing.md adds to pyproject.toml is TOML, and in the tables that a build reads."""
    added = tomllib.loads(only("releasing", "toml", "Before the first version on a package index"))
    assert {"Homepage", "Documentation", "Changelog"} <= added["project"]["urls"].keys()
    built = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["hatch"]["metadata"]["hooks"]
    for hook, settings in added["tool"]["hatch"]["metadata"]["hooks"].items():
        assert settings.keys() <= built[hook].keys()
