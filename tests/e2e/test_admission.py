"""The API server admits the emitted YAML, checked by Istio's definitions and their CEL rules."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from cdk8s import ApiObject

from e2e.support.apis import mount_keys_of_examples
from e2e.support.folders import BROKEN, MESH
from e2e.support.llm_apis import ACCOUNT, LABELS, NAME, NAMESPACE, written_gateway
from lab.cluster.client import Object, Ref
from lab.cluster.environment import ClusterLab
from lab.environment import Lab
from lab.errors import RefusedError
from lab.istio.gateway import tls_secret
from lab.istio.istiod import IstiodSpec
from lab.machine.certificates import Certificate
from lab.waits import wait_for
from llm_api_mesh import Failover, LlmApiMesh, LlmGatewayRef, MeshApp, Model, Pool, ProviderRef
from llm_api_mesh.inspection.rules.sizes import LARGEST
from support import ROOT
from support.documents import CERT_MANAGER, FOLDER
from support.programs import ENVIRONMENTS, EXAMPLES, OLDER_RELEASE, run_program

LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration"

TEAMS, MODELS, HOSTED = 200, 300, 150
"""Teams of a gateway, and models of APIs whose largest object has almost the size that an object may have; those of the
second one have a hosted provider as well, and the headers that it doesn't get."""

NEWER = "http2KeepAlive"
"""A field of Istio 1.31 that Istio 1.30 doesn't have."""


@pytest.fixture(scope="module")
def examples_lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """A separate lab for the examples, some of which use names of dist/, with their certificates and key."""
    folder = tmp_path_factory.mktemp("certificates")
    with Lab(istiod_spec=IstiodSpec(deploys_gateways=True, inference_pools=True)) as lab:
        for domain in ("com", "org"):
            certificate = Certificate(folder, f"llm-example-{domain}", [f"llm.example.{domain}"])
            lab.cluster.apply(tls_secret(certificate))
        lab.cluster.define(FOLDER / CERT_MANAGER)
        mount_keys_of_examples(lab)
        yield lab


@pytest.fixture(scope="module")
def older() -> Iterator[ClusterLab]:
    """An API server with the definitions of the older release."""
    with ClusterLab(istio_release="1.30") as older:
        yield older


def _versions(lab: Lab, folder: Path) -> list[str]:
    # The generation, where there is one, because istiod writes into the status of some kinds.
    found = [item["metadata"] for item in lab.apply(folder)]
    return [str(metadata.get("generation", metadata["resourceVersion"])) for metadata in found]


def test_the_example_of_a_gateway_is_deployed(examples_lab: Lab, tmp_path: Path) -> None:
    """The API server admits all objects that istiod makes for the pods."""
    folder = run_program(EXAMPLES["llm_gateway"], tmp_path)
    examples_lab.apply(folder)
    for kind in ("ServiceAccount", "Deployment", "Service", "HorizontalPodAutoscaler", "PodDisruptionBudget"):
        ref = Ref(kind, "llm-gateway", "llm-istio")
        wait_for(f"istiod's {kind}", partial(examples_lab.cluster.find, ref))
    examples_lab.delete(folder)


# Argo CD's kinds aren't defined here: test_argocd_projects.py has Argo CD itself.
@pytest.mark.parametrize("name", sorted(EXAMPLES.keys() - {"argo_cd_projects"}))
def test_an_example_is_admitted_and_accepted(examples_lab: Lab, tmp_path: Path, name: str) -> None:
    """The API server admits an example, applying it again changes nothing, and no proxy rejects it."""
    folder = run_program(EXAMPLES[name], tmp_path)
    assert _versions(examples_lab, folder) == _versions(examples_lab, folder)
    examples_lab.assert_nothing_rejected()
    examples_lab.delete(folder)


@pytest.mark.parametrize("environment", ["dev", "prod"])
def test_an_environment_is_admitted_and_accepted(examples_lab: Lab, tmp_path: Path, environment: str) -> None:
    """The same holds for the folder of each environment."""
    folder = run_program(ENVIRONMENTS, tmp_path) / environment
    assert _versions(examples_lab, folder) == _versions(examples_lab, folder)
    examples_lab.assert_nothing_rejected()
    examples_lab.delete(folder)


def test_applying_twice_changes_nothing(lab: Lab) -> None:
    """Applying the folder again with `kubectl apply` leaves every version unchanged."""
    assert _versions(lab, MESH) == _versions(lab, MESH)


def test_the_largest_objects_can_be_applied_client_side(older: ClusterLab, tmp_path: Path) -> None:
    """`kubectl apply` stores an object in an annotation, whose limit is above the largest object that is written."""
    hosts = {"large": [f"model-{number:04}.{'a' * 50}.example.com" for number in range(3120)]}
    objects = older.admit(written_gateway(tmp_path, hosts=hosts, istio="1.30"))
    sizes = [len(one["metadata"]["annotations"][LAST_APPLIED]) for one in objects]
    assert LARGEST - 8192 < max(sizes) < LARGEST


def test_a_large_api_passes_the_admission_policy_of_many_teams(older: ClusterLab, tmp_path: Path) -> None:
    """The API server refuses an object for which a rule takes too long."""
    teams = {f"team-{number:03}": [f"team-{number:03}.example.com"] for number in range(TEAMS)}
    hosts = {"ai": ["large.example.com"], **teams}
    users = {team: ["ai"] for team in teams}
    gateway: dict[str, Any] = {"istio": "1.30", "admission_policy": True, "pool_users": users}
    policy = written_gateway(tmp_path / "gateway", hosts=hosts, **gateway) / "llm-admission.k8s.yaml"
    names = [f"model-{number:03}" for number in range(MODELS)]
    models = [Model(name=name, backend=Pool(name=name, selector=LABELS, target_port=8080)) for name in names]
    ref = LlmGatewayRef(namespace=NAMESPACE, name=NAME, selector=LABELS, service_account=ACCOUNT, pool_users=users)
    large = LlmApiMesh(MeshApp(), "large", namespace="ai", hosts=hosts["ai"], gateway=ref, models=models, istio="1.30")
    routes = large.virtual_service.to_json()
    azure = ProviderRef(provider="azure", model="gpt-4o-mini")
    hosted = [
        Model(
            name=name,
            backend=Failover(backends=[Pool(name=name, selector=LABELS, target_port=8080), azure]),
        )
        for name in names[:HOSTED]
    ]
    two = LlmApiMesh(MeshApp(), "hosted", namespace="ai", hosts=hosts["ai"], gateway=ref, models=hosted, istio="1.30")
    written = [one for one in two.node.find_all() if isinstance(one, ApiObject)]
    second_hops = [one.to_json() for one in written if one.kind == "VirtualService" and "-slot-" in one.name]
    command = copy.deepcopy(routes)
    command["spec"]["http"][-1]["headers"] = {"request": {"set": {"x-a": "%HOSTNAME%"}}}

    def refused(item: Object) -> str:
        path = tmp_path / "routes.json"
        path.write_text(json.dumps(item))
        try:
            older.cluster.kubectl("apply", "--dry-run=server", "-f", str(path))
        except RefusedError as error:
            return str(error)
        return ""

    older.cluster.require_namespace("ai")
    older.cluster.kubectl("apply", "-f", str(policy))
    try:
        wait_for("the admission policy", lambda: "A header's value must not contain %" in refused(command))
        assert refused(routes) == ""
        assert [refused(one) for one in second_hops] == ["", ""]
    finally:
        older.cluster.kubectl("delete", "-f", str(policy))


def test_a_zero_timeout_is_refused(lab: Lab) -> None:
    """The API server's validation rules are in force: `timeout: 0s` isn't admitted."""
    with pytest.raises(RefusedError, match="must be a valid duration greater than 1ms"):
        lab.apply(BROKEN / "zero-timeout.yaml")


def test_the_older_release_admits_its_yaml(older: ClusterLab, tmp_path: Path) -> None:
    """The definitions of Istio 1.30 admit the example for 1.30, and the repository's APIs declared for 1.30."""
    program = tmp_path / "repository" / "program.py"
    program.parent.mkdir()
    program.write_text((ROOT / "main.py").read_text().replace("namespace=", 'istio="1.30", namespace='))
    assert older.admit(run_program(program, program.parent))
    assert older.admit(run_program(EXAMPLES[OLDER_RELEASE], tmp_path))


def test_the_older_release_refuses_a_newer_field(older: ClusterLab, tmp_path: Path) -> None:
    """The API server of 1.30 refuses a field that the construct refuses for 1.30, too."""
    folder = run_program(EXAMPLES["grpc"], tmp_path)
    assert NEWER in (folder / "triton.k8s.yaml").read_text()
    with pytest.raises(RefusedError, match=NEWER):
        older.admit(folder)
