"""examples/flux: the files by which Flux applies a gateway and the APIs of a team."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from support import ROOT, documents
from support.documents import Document
from support.programs import FLUX as FOLDER

OWNERS = {"ai": "llm-ai", "platform": "llm"}
"""The files, each with the project of Argo CD that has the same rights."""


def load(file: Path) -> list[Document]:
    return documents.load(file.read_text())


def kind(found: list[Document], name: str) -> Document:
    (one,) = [item for item in found if item["kind"] == name]
    return one


def plurals(rules: list[Document]) -> set[tuple[str, str]]:
    return {(group, plural) for rule in rules for group in rule["apiGroups"] for plural in rule["resources"]}


def allowed(whitelist: list[Document]) -> set[tuple[str, str]]:
    """The kinds of a project by the names that a Role has for them."""
    plural = {
        "AuthorizationPolicy": "authorizationpolicies",
        "ValidatingAdmissionPolicy": "validatingadmissionpolicies",
    }
    plural |= {"WorkloadEntry": "workloadentries"}
    return {(one["group"], plural.get(one["kind"], f"{one['kind'].lower()}s")) for one in whitelist}


@pytest.mark.parametrize("owner", OWNERS)
def test_flux_accepts_the_files(owner: str) -> None:
    """Each object of Flux is valid by its definition, and Kubernetes' own by theirs."""
    for one in load(FOLDER / f"{owner}.yaml"):
        if documents.is_delivery(one) or one["kind"] in documents.kinds():
            documents.assert_schema_valid(one)
        else:
            assert one["kind"] in {"ClusterRole", "ClusterRoleBinding"}


@pytest.mark.parametrize("owner", OWNERS)
def test_the_rights_are_those_of_argo_cd_s_project(owner: str) -> None:
    """Both ways give an owner the same kinds in the same namespace, from the same repository."""
    found = load(FOLDER / f"{owner}.yaml")
    name = OWNERS[owner]
    file = "llm-argo-cd" if owner == "platform" else f"llm-argo-cd-{owner}"
    text = (ROOT / "examples" / "argo_cd_projects" / "dist" / f"{file}.k8s.yaml").read_text()
    (project,) = (
        one["spec"]
        for one in yaml.safe_load_all(text)
        if (one["kind"], one["metadata"]["name"]) == ("AppProject", name)
    )
    assert plurals(kind(found, "Role")["rules"]) == allowed(project["namespaceResourceWhitelist"])
    of_cluster = [one for one in found if one["kind"] == "ClusterRole"]
    assert plurals([rule for one in of_cluster for rule in one["rules"]]) == allowed(
        project["clusterResourceWhitelist"]
    )
    (destination,) = project["destinations"]
    places = {one["metadata"]["namespace"] for one in found if not one["kind"].startswith("Cluster")}
    assert places == {destination["namespace"]}
    assert [kind(found, "GitRepository")["spec"]["url"]] == project["sourceRepos"]


@pytest.mark.parametrize("owner", OWNERS)
def test_the_kustomization_has_the_rights_of_its_account(owner: str) -> None:
    """It refers to objects of its own namespace, removes what is gone, and changes no namespace."""
    found = load(FOLDER / f"{owner}.yaml")
    spec = kind(found, "Kustomization")["spec"]
    account = kind(found, "ServiceAccount")["metadata"]["name"]
    assert spec["serviceAccountName"] == account
    assert spec["sourceRef"] == {"kind": "GitRepository", "name": kind(found, "GitRepository")["metadata"]["name"]}
    assert (spec["prune"], spec["force"]) == (True, False)
    assert "targetNamespace" not in spec
    (subject,) = kind(found, "RoleBinding")["subjects"]
    assert (subject["kind"], subject["name"]) == ("ServiceAccount", account)
    assert kind(found, "RoleBinding")["roleRef"]["name"] == kind(found, "Role")["metadata"]["name"]


def test_the_role_of_a_team_is_the_same_on_both_ways() -> None:
    """It is that of docs/platform-team.md, whose rights the lab has tried."""
    page = (ROOT / "docs" / "platform-team.md").read_text()
    (role, *_) = yaml.safe_load_all(page.partition("```yaml\n")[2].partition("```")[0])
    assert kind(load(FOLDER / "ai.yaml"), "Role") == role
