"""The pages are correct: programs run, excerpts match, the reference follows from the code, and links work."""

from __future__ import annotations

import fnmatch
import re
import runpy
from pathlib import Path

import pytest
import reference
import yaml

import llm_api_mesh
from llm_api_mesh.spec.api import ApiSpec
from llm_api_mesh.spec.base import Spec
from llm_api_mesh.spec.llm_gateway import LlmGatewaySpec
from support import ROOT, documents
from support.gateway_changes import BESIDE, DEPLOYING, DRAINING, QUIET
from support.markdown import Block, blocks, every_heading
from support.programs import EXAMPLES, EXISTING

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
PROGRAMS = [
    pytest.param(block, id=f"{page.relative_to(ROOT).with_suffix('')}-{block.line}")
    for page in PAGES
    for block in blocks(page)
    if block.language == "python" and "import" in block.text and "app.synth()" in block.text
]


@pytest.mark.parametrize("program", PROGRAMS)
def test_program_runs(program: Block, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each whole program on a page runs, and writes sound YAML."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "program.py").write_text(program.text)
    _write_described(tmp_path)
    runpy.run_path("program.py")
    everything = [one for path in Path().rglob("*.k8s.yaml") for one in documents.load(path.read_text())]
    assert everything or "except MeshError" in program.text
    documents.assert_sound([one for one in everything if one["kind"] in documents.kinds()], EXISTING)


def _write_described(folder: Path) -> None:
    """Write the API that a page describes in YAML into the folder apis."""
    page = ROOT / "docs" / "files.md"
    (described,) = (block.text for block in blocks(page) if "apiVersion: llm-api-mesh/" in block.text)
    (folder / "apis").mkdir()
    (folder / "apis" / "chat.yaml").write_text(described)


def test_the_file_on_its_page_is_the_readme_s_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It gives the same bytes but for the first line, and names the published JSON Schema.

    The path to the schema is that from a folder of the repository.
    """
    monkeypatch.chdir(tmp_path)
    _write_described(tmp_path)
    (program,) = (block.text for block in blocks(ROOT / "docs" / "files.md") if block.language == "python")
    (tmp_path / "program.py").write_text(program)
    runpy.run_path("program.py")
    header, _, written = Path("dist/chat.k8s.yaml").read_text().partition("\n")
    assert written == (ROOT / "dist" / "chat.k8s.yaml").read_text().partition("\n")[2]
    assert "change apis/chat.yaml, not this file" in header
    first, _, _ = Path("apis/chat.yaml").read_text().partition("\n")
    assert (ROOT / "apis" / first.partition("schema=")[2]).resolve().exists()


def test_problems_of_files_are_as_on_their_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """docs/files.md shows what the API above it gives without its port, and with a weight as a text."""
    monkeypatch.chdir(tmp_path)
    _write_described(tmp_path)
    file = Path("apis/chat.yaml")
    wrong = file.read_text().replace("  target_port: 8080\n", "").replace("weight: 10}", 'weight: "10"}')
    file.write_text(wrong)
    app = llm_api_mesh.MeshApp()
    llm_api_mesh.add_files(app, "apis")
    with pytest.raises(llm_api_mesh.MeshError) as caught:
        app.synth()
    (shown,) = (block.text for block in blocks(ROOT / "docs" / "files.md") if block.language == "text")
    assert f"{caught.value}\n" == shown


def test_readme_shows_what_its_program_gives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The object on the README's first screen is one that the program above it writes."""
    monkeypatch.chdir(tmp_path)
    program, *_ = (block.text for block in blocks(ROOT / "README.md") if block.language == "python")
    (shown,) = (block.text for block in blocks(ROOT / "README.md") if block.language == "yaml")
    (tmp_path / "program.py").write_text(program)
    runpy.run_path("program.py")
    written = (tmp_path / "dist" / "chat.k8s.yaml").read_text()
    assert set(shown.split("---\n")) <= set(written.split("---\n"))


def test_readme_s_picture_has_the_program_s_names() -> None:
    """Every name in the README's picture of where a request goes is in the YAML of the program above it."""
    (picture,) = (block.text for block in blocks(ROOT / "README.md") if block.language == "text")
    written = (ROOT / "dist" / "chat.k8s.yaml").read_text()
    words = names(picture)
    assert words >= {"chat.example.com", "chat-versions", "x-llm-version", "v1", "v2"}
    assert missing(words, written) == set()
    for number in ("weight: 90", "weight: 10"):
        assert number in written


def test_readme_says_where_envoy_filters_are() -> None:
    """An API at a plain gateway has none, and one with models and a failover none in its own file and namespace."""
    apis = [*(ROOT / "dist").iterdir(), EXAMPLES["failover"].with_name("dist") / "chat.k8s.yaml"]
    for path in apis:
        objects = documents.load(path.read_text())
        assert "EnvoyFilter" not in {one["kind"] for one in objects}
        assert len({one["metadata"]["namespace"] for one in objects}) == 1
    gateway = documents.load((EXAMPLES["failover"].with_name("dist") / "llm.k8s.yaml").read_text())
    assert "EnvoyFilter" in {one["kind"] for one in gateway}


def test_readme_s_two_teams_agree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The API on the README's second screen is one that the gateway beside it serves, and both teams have a namespace.

    The API's program has a reference to the gateway. With the gateway's own one, every need of the API is checked.
    """
    monkeypatch.chdir(tmp_path)
    _, api, platform = (block.text for block in blocks(ROOT / "README.md") if block.language == "python")
    assert max(len(program.splitlines()) for program in (api, platform)) <= 10
    gateway = "gateway = LlmGateway(" + platform.partition("\nLlmGateway(")[2].removesuffix("app.synth()\n")
    one_program = platform.partition("LlmGateway(app")[0] + gateway + api.replace("app = MeshApp()\n", "")
    without_reference = re.sub(r"gateway = LlmGatewayRef.*\n", "", one_program)
    (tmp_path / "program.py").write_text(without_reference)
    runpy.run_path("program.py")
    written = {path.name: documents.load(path.read_text()) for path in Path("dist").iterdir()}
    namespaces = {name: {one["metadata"]["namespace"] for one in objects} for name, objects in written.items()}
    assert namespaces == {"chat.k8s.yaml": {"ai"}, "llm.k8s.yaml": {"llm-gateway"}}
    (tmp_path / "program.py").write_text(api)
    runpy.run_path("program.py")
    assert documents.load(Path("dist/chat.k8s.yaml").read_text()) == written["chat.k8s.yaml"]


def test_the_platform_s_page_gives_a_team_what_its_gateway_has(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The `LlmGatewayRef` on docs/platform-team.md has all that the gateway above it opens to the team."""
    monkeypatch.chdir(tmp_path)
    program, shown = (block.text for block in blocks(ROOT / "docs" / "platform-team.md") if block.language == "python")
    (tmp_path / "program.py").write_text(program.replace("\nLlmGateway(", "\ngateway = LlmGateway("))
    whole = runpy.run_path("program.py")["gateway"].ref
    (tmp_path / "reference.py").write_text(f"from llm_api_mesh import LlmGatewayRef\n{shown}")
    given = runpy.run_path("reference.py")["gateway"]
    assert given.hosts == {"ai": whole.hosts["ai"]}
    assert given.pod_labels == whole.pod_labels
    assert given.identity == whole.identity
    same = {name: getattr(whole, name) for name in ("hosts", "selector", "service_account")}
    assert given.model_copy(update=same) == whole


def test_readme_s_measured_claim_is_on_the_page_of_prefixes() -> None:
    """The README's two times of the first token, and the ratio of the loads, are those of the page's first tables."""
    page = (ROOT / "docs" / "prefix.md").read_text().partition("## Measurements")[2]
    highest, _, same = page.partition("The highest load")[2].partition("\nA: ")
    (ours, plain) = (_cells(same, name)[2].removesuffix(" s") for name in ("opening", "least-request"))
    (most, least) = (int(_cells(highest, name)[1].split()[0]) for name in ("opening", "least-request"))
    claim = (ROOT / "README.md").read_text().partition("## Measured")[2].replace("\n", " ")
    assert f"carries {most / least:.1f} times the load" in claim
    assert f"within {float(ours):.1f} s instead of {float(plain):.1f} s." in claim


def _cells(table: str, name: str) -> list[str]:
    line = next(line for line in table.splitlines() if line.startswith(f"| {name} |"))
    return [cell.strip() for cell in line.strip("|").split("|")]


def test_getting_started_shows_an_example_and_where_its_requests_go() -> None:
    """The program on the page is the example, and every name in the picture is in its YAML."""
    page = ROOT / "docs" / "getting-started.md"
    (program,) = (block.text for block in blocks(page) if block.language == "python")
    (picture,) = (block.text for block in blocks(page) if block.language == "text")
    assert program == EXAMPLES["failover"].read_text()
    assert len(program.splitlines()) <= 50
    words = names(picture) | {"v1", "v2"}
    assert words >= {"chat.example.com", "llama-3.3-70b", "chat-qwen", "acme.openai.azure.com", "model_not_found"}
    written = "".join(path.read_text() for path in sorted(EXAMPLES["failover"].with_name("dist").iterdir()))
    assert missing(words, written) == set()
    for number in ("weight: 90", "weight: 10", "tokens_per_fill: 60", 'x-llm-spill: "60"'):
        assert number in written


def names(picture: str) -> set[str]:
    """Return the names in a picture: words with a hyphen, a dot or an underscore, and versions."""
    return set(re.findall(r"\w+(?:[-._]\w+)+|\bv\d\b(?!/)", picture))


def missing(words: set[str], written: str) -> set[str]:
    return {word for word in words if not re.search(rf"\b{re.escape(word)}\b", written)}


def test_the_checklist_on_its_page_is_what_synth_prints(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """docs/timers.md shows what the example with a budget prints."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "main.py").write_text(EXAMPLES["budget"].read_text())
    runpy.run_path("main.py")
    (shown,) = (block.text for block in blocks(ROOT / "docs" / "timers.md") if block.language == "text")
    assert capsys.readouterr().out == shown


def test_every_error_of_the_gateway_is_on_its_page() -> None:
    """docs/answers.md has a row for each code that an example's gateway answers, and shows one answer as it is."""
    page = ROOT / "docs" / "answers.md"
    written = "".join(path.read_text() for path in (ROOT / "examples").glob("*/dist/*.yaml")).replace("\\", "")
    rows = re.findall(r"^\| \d+ \| `(\w+)` \|", page.read_text(), re.MULTILINE)
    assert set(rows) == set(re.findall(r'"code": "(\w+)"', written))
    (shown,) = (block.text for block in blocks(page) if block.language == "json")
    assert shown.strip() in " ".join(written.split())


def test_the_index_has_every_page() -> None:
    """docs/README.md links to each page beside it."""
    index = (ROOT / "docs" / "README.md").read_text()
    assert {page.name for page in (ROOT / "docs").glob("*.md")} - {"README.md"} <= set(
        re.findall(r"\]\(([\w-]+\.md)\)", index)
    )


def test_reference_is_made_from_the_code() -> None:
    """docs/reference.md is what `make reference` writes."""
    assert (ROOT / "docs" / "reference.md").read_text() == reference.page()


def test_reference_has_no_word_that_the_end_of_a_line_has_divided() -> None:
    """The lines of a docstring are joined by spaces, so none may end with the hyphen of a name."""
    assert re.findall(r"\S*\w- \w\S*", reference.page()) == []


def test_the_reference_has_every_type() -> None:
    """No type that a program can import is left out."""
    public = [getattr(llm_api_mesh, name) for name in llm_api_mesh.__all__]
    specifications = {kind for kind in public if isinstance(kind, type) and issubclass(kind, Spec)}
    assert specifications | {LlmGatewaySpec, ApiSpec} == set(reference.ORDER)
    assert len(reference.ORDER) == len(set(reference.ORDER))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT).with_suffix("")))
def test_links_lead_somewhere(page: Path) -> None:
    """A relative link names a file of the repository, and a heading in it if it names one."""
    for target in re.findall(r"\]\((?!https?:)([^)]+)\)", page.read_text()):
        name, _, heading = target.partition("#")
        linked = page.parent / name if name else page
        assert linked.exists(), target
        if heading:
            assert heading in map(_anchor, every_heading(linked)), target


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT).with_suffix("")))
def test_no_text_is_taken_for_html(page: Path) -> None:
    """A word in angle brackets is in code: elsewhere a browser would take it for a tag, and not show it."""
    text = re.sub(r"^```.*?^```$|`[^`]*`", "", page.read_text(), flags=re.MULTILINE | re.DOTALL)
    assert set(re.findall(r"</?\w[^>\n]*>", text)) <= {"<br>"}


def _anchor(heading: str) -> str:
    """Return GitHub's anchor for a heading."""
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


def test_argo_cd_takes_just_these_files() -> None:
    """The pattern of the Application on docs/argo-cd.md matches every file that is written, and no other.

    The Application of one API differs from it in the name and the pattern only.
    """
    shown = (block.text for block in blocks(ROOT / "docs" / "argo-cd.md") if block.language == "yaml")
    of_all, of_one = map(yaml.safe_load, shown)
    pattern = of_all["spec"]["source"]["directory"]["include"]
    names = [path.name for path in (ROOT / "dist").iterdir()]
    assert fnmatch.filter(names, pattern) == names
    assert not fnmatch.filter(["README.md", "construct-metadata.json", "values.yaml"], pattern)
    of_all["metadata"]["name"] = "llm-api-chat"
    of_all["spec"]["source"]["directory"]["include"] = "chat.k8s.yaml"
    del of_all["spec"]["syncPolicy"]["syncOptions"]
    assert of_one == of_all


def test_the_rights_of_both_teams_suffice() -> None:
    """Role and projects allow an API's team just the kinds and the namespace of its files.

    The Role is on docs/platform-team.md, and the projects are those that a gateway writes.

    The platform's team has every kind of the gateway's file, and the file with the settings of an API.
    """
    page = ROOT / "docs" / "platform-team.md"
    role, of_pools, of_outbound, _ = (
        list(yaml.safe_load_all(block.text)) for block in blocks(page) if block.language == "yaml"
    )
    folder = ROOT / "examples" / "argo_cd_projects" / "dist"
    argo_cd = {
        f"{one['kind']}/{one['metadata']['name']}": one
        for path in sorted(folder.glob("llm-argo-cd*"))
        for one in documents.load(path.read_text())
    }
    platform, settings, team = (argo_cd[f"AppProject/{name}"] for name in ("llm", "llm-ai-at-gateway", "llm-ai"))
    application = argo_cd["Application/llm-ai"]
    files = [
        path
        for path in (ROOT / "examples").glob("*/dist/*.yaml")
        if (path.parent / "llm.k8s.yaml").exists() and not path.name.startswith("llm-argo-cd")
    ]
    source = application["spec"]["source"]["directory"]
    of_team = [
        path
        for path in files
        if path.name not in {"llm.k8s.yaml", "llm-admission.k8s.yaml", "llm-egress.k8s.yaml"}
        and fnmatch.fnmatch(path.name, source["include"])
        and not fnmatch.fnmatch(path.name, source["exclude"])
    ]
    pools, outbound = (
        (ROOT / "examples" / name / "dist" / "chat.k8s.yaml").read_text() for name in ("inference_pools", "egress")
    )
    texts = [text for path in of_team if (text := path.read_text()) not in {pools, outbound}]
    objects = [one for text in texts for one in documents.load(text)]
    allowed = {(one["group"], one["kind"]) for one in team["spec"]["namespaceResourceWhitelist"]}
    assert {(_group(one), one["kind"]) for one in objects} == allowed
    assert role[1]["roleRef"]["name"] == role[0]["metadata"]["name"]
    rules = {(rule["apiGroups"][0], name) for rule in role[0]["rules"] for name in rule["resources"]}
    assert {(group, f"{kind.lower()}s".replace("ys", "ies")) for group, kind in allowed} == rules
    more = {(_group(one), f"{one['kind'].lower()}s") for one in documents.load(pools)} - rules
    given = {(rule["apiGroups"][0], name): rule["verbs"] for rule in of_pools[0]["rules"] for name in rule["resources"]}
    assert {one for one, verbs in given.items() if "create" in verbs} == more
    beside = {one["kind"] for one in documents.load(outbound)} - {kind for _, kind in allowed}
    assert [sorted(rule["resources"]) for rule in of_outbound[0]["rules"]] == [["serviceentries", "sidecars"]]
    assert beside == {"ServiceEntry", "Sidecar"}
    # Kubernetes refuses a Role with rights that its author doesn't have.
    of_pickers = next(one for one in documents.load(pools) if one["kind"] == "Role")["rules"]
    for rule in of_pickers:
        for name in rule["resources"]:
            assert set(given[rule["apiGroups"][0], name]) >= set(rule["verbs"])
    assert {one["metadata"]["namespace"] for one in objects} == {"ai"}
    assert [one["namespace"] for one in team["spec"]["destinations"]] == ["ai"]
    assert [one["namespace"] for one in platform["spec"]["destinations"]] == ["llm-gateway"]
    assert settings["spec"]["destinations"] == platform["spec"]["destinations"]
    assert [one["kind"] for one in settings["spec"]["namespaceResourceWhitelist"]] == ["EnvoyFilter"]
    rest = [one for path in set(files) - set(of_team) for one in documents.load(path.read_text())]
    of_cluster = {(_group(one), one["kind"]) for one in rest if "namespace" not in one["metadata"]}
    whitelist = platform["spec"]["clusterResourceWhitelist"]
    assert {(one["group"], one["kind"]) for one in whitelist} == of_cluster
    rows = [line for line in page.read_text().splitlines() if line.startswith("| the platform's team |")]
    plurals = {re.sub("(?<=[^a])y$", "ie", one["kind"]) + "s" for one in rest}
    assert plurals <= set(re.findall(r"\w+", " ".join(rows)))


def _group(one: documents.Document) -> str:
    """Return the API group of an object."""
    group, slash, _ = str(one["apiVersion"]).partition("/")
    return group if slash else ""


def test_the_counters_to_watch_are_those_of_deployed_pods() -> None:
    """docs/platform-team.md shows existing pods the counters that deployed pods have."""
    *_, shown = (block.text for block in blocks(ROOT / "docs" / "platform-team.md") if block.language == "yaml")
    (config,) = (
        one
        for one in documents.load((EXAMPLES["llm_gateway"].with_name("dist") / "llm.k8s.yaml").read_text())
        if (one["kind"], one["metadata"]["name"]) == ("ConfigMap", "llm")
    )
    annotations = yaml.safe_load(config["data"]["deployment"])["spec"]["template"]["metadata"]["annotations"]
    proxy = yaml.safe_load(annotations["proxy.istio.io/config"])
    assert yaml.safe_load(shown) == {"proxyStatsMatcher": proxy["proxyStatsMatcher"]}


def test_the_changes_of_a_gateway_that_end_streams_are_those_of_the_tests() -> None:
    """The table on docs/llm-gateway.md has the options that the lab changes, in the rows of what they end."""
    lines = (ROOT / "docs" / "llm-gateway.md").read_text().splitlines()
    for row, options in {"no stream ends": (*QUIET, *BESIDE, *DEPLOYING), "streams end": DRAINING}.items():
        (line,) = (line for line in lines if line.startswith(f"| {row} |"))
        assert sorted(re.findall(r"`(\w+)`", line.split("|")[2])) == sorted(options)
