"""What holds for all valid LLM gateways."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from llm_api_mesh import ArgoCdProjects, LlmApiMesh, LlmGateway, MeshApp
from llm_api_mesh.inspection.charts import inspect
from llm_api_mesh.plan.printing.gateway_plan_text import gateway_plan_text
from llm_api_mesh.releases import NEWEST
from support import documents, strategies
from support.documents import Document
from support.strategies import Keywords


@given(strategies.llm_gateways())
@settings(max_examples=60)
def test_what_a_valid_gateway_writes(keywords: Keywords) -> None:
    """Every object is valid for the Istio release, claimed, small enough for kubectl, and has an effect in every field.

    The printed plan is the same each time.
    """
    with TemporaryDirectory() as folder:
        app = MeshApp(outdir=folder)
        gateway = LlmGateway(app, "llm", **keywords)
        app.synth()
        files = [Path(folder, f"{name}.k8s.yaml") for name in ("llm", "llm-egress")]
        written = [one for file in files if file.exists() for one in documents.load(file.read_text())]
        delivered = [one for file in Path(folder).glob("llm-argo-cd*") for one in documents.load(file.read_text())]
        cluster = [one for file in Path(folder).glob("llm-admission*") for one in documents.load(file.read_text())]
    if delivered:
        _assert_delivered(delivered, written, cluster, keywords["argo_cd_projects"])
    written += delivered
    for document in written:
        documents.assert_schema_valid(document, keywords.get("istio", NEWEST))
    documents.assert_sound(written)
    assert not inspect([gateway], {}, {gateway: gateway.plan})
    claimed = {owned.key for owned in gateway.plan.owned_objects}
    for document in written:
        kind = "KubernetesGateway" if "k8s.io" in document["apiVersion"] else document["kind"]
        assert (kind, document["metadata"]["namespace"], document["metadata"]["name"]) in claimed
    assert gateway_plan_text(gateway.plan) == gateway_plan_text(gateway.plan)


def _assert_delivered(
    delivered: list[Document], written: list[Document], cluster: list[Document], projects: ArgoCdProjects
) -> None:
    """Check that each owner has rights for its own files, and that no team has any in a namespace of the platform."""
    found = {(one["kind"], one["metadata"]["name"]): one["spec"] for one in delivered}
    names = {name for _, name in found}
    assert {name for kind, name in found if kind == "AppProject"} == names
    assert len(found) == 2 * len(names)
    own = found["AppProject", "llm"]
    assert _allowed(own["namespaceResourceWhitelist"]) == _kinds(written)
    assert _allowed(own["clusterResourceWhitelist"]) == _kinds(cluster)
    of_platform = {one["metadata"]["namespace"] for one in written}
    assert {one["namespace"] for one in own["destinations"]} == of_platform
    for name in projects.teams:
        project = found["AppProject", f"llm-{name}"]
        assert project["clusterResourceWhitelist"] == []
        assert not {one["namespace"] for one in project["destinations"]} & {*of_platform, projects.namespace}
    for (kind, _), spec in found.items():
        if kind != "AppProject":
            application = spec["template"]["spec"] if kind == "ApplicationSet" else spec
            paths = {path for one in application.get("ignoreDifferences", []) for path in one["jqPathExpressions"]}
            assert paths <= {".spec.http[].route[].weight", '.spec.subsets[]?.labels["rollouts-pod-template-hash"]'}


def _kinds(found: list[Document]) -> set[tuple[str, str]]:
    return {(one["apiVersion"].rpartition("/")[0], one["kind"]) for one in found}


def _allowed(whitelist: list[Document]) -> set[tuple[str, str]]:
    return {(one["group"], one["kind"]) for one in whitelist}


@given(strategies.llm_gateways(), strategies.apis(), st.randoms(use_true_random=False))
@settings(max_examples=20)
def test_order_and_apis_change_nothing(keywords: Keywords, api: Keywords, random: Random) -> None:
    """The order of keywords and of declarations has no meaning, and an API changes nothing in the gateway's file."""
    order = list(keywords.items())
    random.shuffle(order)
    assert _text(keywords, {}) == _text(dict(order), {"chat": api})


def _text(keywords: Keywords, apis: dict[str, Any]) -> str:
    with TemporaryDirectory() as folder:
        app = MeshApp(outdir=folder)
        for name, api in apis.items():
            LlmApiMesh(app, name, **api)
        LlmGateway(app, "llm", **keywords)
        app.synth()
        return Path(folder, "llm.k8s.yaml").read_text()


@given(st.integers(1, 6), st.integers(1, 60), st.booleans())
@settings(max_examples=15)
def test_no_object_grows_beyond_kubectl(teams: int, hosts: int, shared: bool) -> None:
    """Whatever the number of hosts, an object stays small, or is refused."""
    listed = {f"team-{team}": [f"host-{one}.{team}.example.com" for one in range(hosts)] for team in range(teams)}
    with TemporaryDirectory() as folder:
        app = MeshApp(outdir=folder)
        pods = {"kind": "ExistingPods", "selector": {"gateway": "llm"}, "service_account": "llm", "shared": shared}
        certificates = [{"credential_name": "all"}]
        LlmGateway(app, "llm", namespace="llm", hosts=listed, pods=pods, certificates=certificates, anonymous=True)  # type: ignore[arg-type]
        app.synth()
        written = documents.load(Path(folder, "llm.k8s.yaml").read_text())
    assert max(len(json.dumps(document)) for document in written) < documents.LARGEST
