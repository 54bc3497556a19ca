"""Fields that Istio's definitions don't have."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import import_crds
import pytest
import yaml
from cdk8s import ApiObject, ApiObjectMetadata, Chart, JsonPatch

from llm_api_mesh import LlmApiMesh, MeshApp, MeshError, Pool
from llm_api_mesh.inspection.objects import inspect_objects
from llm_api_mesh.inspection.rules import unknown
from support import ROOT
from support.apps import PLAIN_GATEWAY
from support.documents import SCHEMAS

NETWORKING = "networking.istio.io/v1"


def item(kind: str, spec: str, version: str = NETWORKING) -> dict[str, Any]:
    return {"apiVersion": version, "kind": kind, "metadata": {"name": "own"}, "spec": yaml.safe_load(spec)}


def found(kind: str, spec: str, version: str = NETWORKING) -> list[str]:
    """The unknown fields, by their paths."""
    problems = inspect_objects("chat", "1.31", [item(kind, spec, version)])
    return [problem.path.partition(".")[2] for problem in problems if problem.code == "field-unknown"]


@pytest.mark.parametrize(
    ("kind", "spec", "path"),
    [
        ("VirtualService", "htttp: []", "spec.htttp"),
        ("VirtualService", "http: [{}, {timout: 5s}]", "spec.http[1].timout"),
        ("VirtualService", "http: [{match: [{headers: {x: {exakt: a}}}]}]", "spec.http[0].match[0].headers[x].exakt"),
        (
            "DestinationRule",
            "trafficPolicy: {tls: {subject_alt_names: [a]}}",
            "spec.trafficPolicy.tls.subject_alt_names",
        ),
        ("Gateway", "servers: [{tls: {mode: SIMPLE, credentialname: a}}]", "spec.servers[0].tls.credentialname"),
        ("ServiceEntry", "{hosts: [a], '1': 2}", "spec.1"),
        ("Sidecar", "egress: [{hosts: [a], ports: 1}]", "spec.egress[0].ports"),
        ("WorkloadEntry", "adress: 10.0.0.1", "spec.adress"),
    ],
)
def test_an_unknown_field(kind: str, spec: str, path: str) -> None:
    """It is found at any depth, in lists and in the values of mappings, and in each version of a kind."""
    for version in ("v1", "v1beta1", "v1alpha3"):
        assert found(kind, spec, f"networking.istio.io/{version}") == [path]


@pytest.mark.parametrize(
    ("kind", "spec", "path"),
    [
        ("AuthorizationPolicy", "rules: [{from: [{sources: {principals: [a]}}]}]", "spec.rules[0].from[0].sources"),
        ("PeerAuthentication", "portLevelMtls: {'8080': {mod: STRICT}}", "spec.portLevelMtls[8080].mod"),
        ("RequestAuthentication", "jwtRules: [{issuer: a, audience: [b]}]", "spec.jwtRules[0].audience"),
    ],
)
def test_an_unknown_field_of_a_policy(kind: str, spec: str, path: str) -> None:
    """Policies are checked, in which a dropped condition allows more."""
    assert found(kind, spec, "security.istio.io/v1") == [path]


def test_an_unknown_field_of_an_envoy_filter() -> None:
    """What Envoy gets is free, and everything around it isn't."""
    spec = "configPatches: [{applyTo: CLUSTER, patch: {operation: MERGE, value: {any: {thing: 1}}, valeu: {}}}]"
    assert found("EnvoyFilter", spec, "networking.istio.io/v1alpha3") == ["spec.configPatches[0].patch.valeu"]


@pytest.mark.parametrize(
    ("kind", "spec", "version"),
    [
        ("VirtualService", "http: [{headers: {request: {set: {x-any: a}}}}]", NETWORKING),
        ("DestinationRule", "subsets: [{name: v1, labels: {any: a}}]", NETWORKING),
        ("VirtualService", "http: [{match: [{queryParams: {any: {exact: a}}}]}]", NETWORKING),
        ("VirtualService", "[]", NETWORKING),
        ("VirtualService", "http: text", NETWORKING),
        ("VirtualService", "unknown: 1", "networking.istio.io/v2"),
        ("VirtualService", "unknown: 1", "example.com/v1"),
        ("Gateway", "unknown: 1", "gateway.networking.k8s.io/v1"),
        ("WorkloadGroup", "unknown: 1", NETWORKING),
        ("Telemetry", "unknown: 1", "telemetry.istio.io/v1"),
    ],
)
def test_what_is_not_known_passes(kind: str, spec: str, version: str) -> None:
    """Names that are free, kinds and versions whose fields aren't known, and values of other types."""
    assert found(kind, spec, version) == []


def test_only_the_spec_is_checked() -> None:
    """The API server writes everything else."""
    written = {**item("VirtualService", "hosts: [a]"), "status": {"any": 1}, "any": 1}
    written["metadata"] |= {"managedFields": [{"any": 1}], "any": 1}
    assert inspect_objects("chat", "1.31", [written]) == []


def test_the_message() -> None:
    """It has the field that was probably meant, and all fields of the place."""
    (problem,) = inspect_objects("chat", "1.31", [item("VirtualService", "http: [{mirrors: [{destnation: {}}]}]")])
    assert problem.text == (
        "VirtualService/own.spec.http[0].mirrors[0].destnation: unknown field destnation. Did you mean destination? "
        "Allowed: destination, percentage. [field-unknown]"
    )


def names(schema: dict[str, Any], path: str = "spec") -> Iterator[str]:
    """Yield the paths of all fields of a schema."""
    for name, inner in schema.get("properties", {}).items():
        yield f"{path}.{name}"
        yield from names(inner, f"{path}.{name}")
    for free in (schema.get("items"), schema.get("additionalProperties")):
        if isinstance(free, dict):
            yield from names(free, f"{path}[]")


def value(path: str) -> Any:
    """Return an object with a field at a path."""
    head, _, rest = path.partition(".")
    inner = value(rest) if rest else {}
    for _ in range(head.count("[]")):
        inner = [inner]
    return {head.removesuffix("[]"): inner}


@pytest.mark.parametrize("release", SCHEMAS)
def test_all_fields_of_both_releases_are_known(release: str) -> None:
    """The table has the fields of the older release, too."""
    text = (ROOT / "imports" / "schemas" / SCHEMAS[release]).read_text()
    number = 0
    for crd in yaml.load_all(text, Loader=yaml.CSafeLoader):
        schema = crd["spec"]["versions"][0]["schema"]["openAPIV3Schema"]["properties"]["spec"]
        for path in names(schema):
            if "[]" in path and any(free in path for free in ("eaders[]", "queryParams[]", "portLevelMtls[]")):
                continue  # mappings, of which other tests have examples
            whole = {
                "apiVersion": f"{crd['spec']['group']}/v1",
                "kind": crd["spec"]["names"]["kind"],
                "metadata": {"name": "own"},
                **value(path),
            }
            assert list(unknown.find(whole)) == []
            number += 1
    assert number > 700


def test_the_table_is_that_of_the_definitions() -> None:
    """`make imports` writes it."""
    schema = import_crds.SCHEMAS / f"{import_crds.NEWEST}.yaml"
    assert (import_crds.GENERATED / "istio_fields.json").read_text() == import_crds.istio_fields(schema.read_text())


@pytest.mark.parametrize("group", ["networking", "security"])
def test_an_object_of_one_s_own(tmp_path: Path, group: str) -> None:
    """An app refuses it, in a chart beside the APIs, too."""
    kind = {"networking": "VirtualService", "security": "AuthorizationPolicy"}[group]
    app = MeshApp(outdir=str(tmp_path / "dist"))
    pool = Pool(selector={"app": "chat"}, target_port=8080)
    LlmApiMesh(app, "chat", namespace="ai", hosts=["chat.example.com"], gateway=PLAIN_GATEWAY, backend=pool)
    own = ApiObject(
        Chart(app, "own"),
        "own",
        api_version=f"{group}.istio.io/v1",
        kind=kind,
        metadata=ApiObjectMetadata(name="own", namespace="web"),
    )
    own.add_json_patch(JsonPatch.add("/spec", {"selektor": {}}))
    with pytest.raises(MeshError) as caught:
        app.synth()
    (problem,) = caught.value.problems
    assert (problem.api, problem.path, problem.code) == ("own", f"{kind}/own.spec.selektor", "field-unknown")
