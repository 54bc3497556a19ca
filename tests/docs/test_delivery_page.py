"""docs/delivery.md: what it shows is what the library writes."""

from __future__ import annotations

import re

import yaml

from support import ROOT, documents
from support.markdown import blocks
from support.programs import FLUX

PAGE = ROOT / "docs" / "delivery.md"
WRITTEN = ROOT / "examples" / "argo_cd_projects" / "dist" / "llm-argo-cd-ai.k8s.yaml"
CANARY = ROOT / "examples" / "argo_cd" / "dist" / "chat.k8s.yaml"


def test_the_application_is_the_one_that_a_gateway_writes() -> None:
    """The part of an Application that is written by hand has the options and the fields of the written one."""
    (text,) = (one.text for one in blocks(PAGE) if one.language == "yaml" and "ignoreDifferences" in one.text)
    shown = yaml.safe_load(text)["spec"]
    (written,) = (
        one["spec"]
        for one in documents.load(WRITTEN.read_text())
        if (one["kind"], one["metadata"]["name"]) == ("Application", "llm-ai")
    )
    assert shown["ignoreDifferences"] == written["ignoreDifferences"]
    assert shown["syncPolicy"]["syncOptions"] == written["syncPolicy"]["syncOptions"]


def test_flux_ignores_just_the_weights() -> None:
    """The part of a Kustomization is valid, and each of its paths leads to a weight of the object that it names."""
    (text,) = (one.text for one in blocks(PAGE) if one.language == "yaml" and "paths:" in one.text)
    part = yaml.safe_load(text)["spec"]
    (whole,) = (one for one in documents.load((FLUX / "ai.yaml").read_text()) if one["kind"] == "Kustomization")
    documents.assert_schema_valid({**whole, "spec": {**whole["spec"], **part}})
    (rule,) = part["ignore"]
    (found,) = (
        one
        for one in documents.load(CANARY.read_text())
        if (one["kind"], one["metadata"]["name"]) == (rule["target"]["kind"], rule["target"]["name"])
    )
    weights = []
    for pointer in rule["paths"]:
        value = found
        for key in pointer.split("/")[1:]:
            value = value[int(key)] if isinstance(value, list) else value[key]
        weights.append(value)
    assert weights == [one["weight"] for one in found["spec"]["http"][0]["route"]]
    assert len(found["spec"]["http"]) == 1


def test_each_sync_option_is_explained() -> None:
    """The table has every option of the written Applications, and no other."""
    options, found = set(), set()
    for one in documents.load(WRITTEN.read_text()):
        policy = one["spec"].get("syncPolicy", {})
        options |= {option.partition("=")[0] for option in policy.get("syncOptions", [])}
        options |= {f"automated.{name}" for name in policy.get("automated", {})}
        options |= {"retry.refresh"} if "retry" in policy else set()
    table = PAGE.read_text().partition("### Sync options")[2].partition("\n\nThere is")[0]
    for row in table.splitlines():
        if row.startswith("| `"):
            found |= set(re.findall(r"`([\w.]+)`", row.split("|")[1]))
    assert found == options
