"""What the guard knows is so: istiod and Envoy do with each combination what its table says, on the real thing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

from lab.environment import Lab
from lab.errors import RejectedError
from lab.machine.certificates import Certificate
from llm_api_mesh.inspection.objects import inspect_objects

import pytest
import yaml

NAME = "guarded"
HOST = f"{NAME}.{NAME}.svc.cluster.local"
CLUSTER = f"outbound|80||{HOST}"
METADATA = {"name": NAME, "namespace": NAME}
SERVICE = {
    "apiVersion": "v1",
    "kind": "Service",
    "metadata": METADATA,
    "spec": {"selector": {"app": NAME}, "ports": [{"name": "http", "port": 80, "targetPort": 8080}]},
}


def _rule(policy: str, name: str = NAME) -> dict[str, Any]:
    return {
        "apiVersion": "networking.istio.io/v1",
        "kind": "DestinationRule",
        "metadata": {**METADATA, "name": name},
        "spec": {"host": HOST, "trafficPolicy": yaml.safe_load(policy)},
    }


def _filter(patch: str) -> dict[str, Any]:
    return {
        "apiVersion": "networking.istio.io/v1alpha3",
        "kind": "EnvoyFilter",
        "metadata": {"name": NAME, "namespace": "istio-system"},
        "spec": {
            "workloadSelector": {"labels": {"istio": "ingressgateway"}},
            "priority": 10,
            "configPatches": [yaml.safe_load(patch)],
        },
    }


def _route(http: str) -> dict[str, Any]:
    return {
        "apiVersion": "networking.istio.io/v1",
        "kind": "VirtualService",
        "metadata": METADATA,
        "spec": {"hosts": [f"{NAME}.example.com"], "gateways": [NAME], "http": [yaml.safe_load(http)]},
    }


GATEWAY = {
    "apiVersion": "networking.istio.io/v1",
    "kind": "Gateway",
    "metadata": METADATA,
    "spec": {
        "selector": {"istio": "ingressgateway"},
        "servers": [{"hosts": [f"{NAME}.example.com"], "port": {"name": "http", "number": 80, "protocol": "HTTP"}}],
    },
}


@contextmanager
def _objects(lab: Lab, folder: Path, objects: Sequence[Mapping[str, Any]]) -> Iterator[None]:
    """Apply what the construct would refuse, by hand."""
    lab.cluster.require_namespace(NAME)
    folder.mkdir(exist_ok=True)
    (folder / "objects.yaml").write_text(yaml.safe_dump_all([SERVICE, *objects]))
    try:
        lab.apply(folder)
        yield
    finally:
        lab.delete(folder)


def _cluster(lab: Lab, folder: Path, *objects: Mapping[str, Any]) -> dict[str, Any]:
    """The gateway's cluster of the Service beside these objects, but for where it comes from."""
    with _objects(lab, folder, objects):
        cluster = lab.gateway.clusters()[CLUSTER]
        return {name: value for name, value in cluster.items() if name != "metadata"}


def _only_route(lab: Lab) -> dict[str, Any]:
    (host,) = [host for host in lab.gateway.routes() if host["name"].startswith(f"{NAME}.example.com")]
    (route,) = host["routes"]
    found: dict[str, Any] = route
    return found


def _codes(*objects: Mapping[str, Any]) -> set[str]:
    return {problem.code for problem in inspect_objects(NAME, "1.31", objects)}


SHARES = "distribute: [{from: eu, to: {eu: 100}}]"
HASH = "consistentHash: {useSourceIp: true}, localityLbSetting: {enabled: false}"

# A policy with a field that does nothing, and the same without.
POLICIES = {
    "statuses that eject": (
        "outlierDetection: {consecutiveGatewayErrors: 5, outlierDetectionHttpErrorCodes: [429]}",
        "outlierDetection: {consecutiveGatewayErrors: 5}",
    ),
    "errors by their old name": (
        "outlierDetection: {consecutiveGatewayErrors: 5, consecutiveErrors: 1}",
        "outlierDetection: {consecutiveGatewayErrors: 5}",
    ),
    "two idle timeouts": (
        "connectionPool: {tcp: {idleTimeout: 9s}, http: {idleTimeout: 4s}}",
        "connectionPool: {http: {idleTimeout: 4s}}",
    ),
    "warm-up with random": (
        "loadBalancer: {simple: RANDOM, warmup: {duration: 9s}}",
        "loadBalancer: {simple: RANDOM}",
    ),
    "warm-up with a hash": (
        f"loadBalancer: {{{HASH}, warmup: {{duration: 9s}}}}",
        f"loadBalancer: {{{HASH}}}",
    ),
    "failover without ejection": (
        "loadBalancer: {simple: RANDOM, localityLbSetting: {failover: [{from: eu, to: us}]}}",
        "loadBalancer: {simple: RANDOM}",
    ),
    "failover beside shares": (
        f"loadBalancer: {{simple: RANDOM, localityLbSetting: {{failoverPriority: [a], {SHARES}}}}}",
        f"loadBalancer: {{simple: RANDOM, localityLbSetting: {{{SHARES}}}}}",
    ),
}


@pytest.mark.parametrize(("policy", "without"), POLICIES.values(), ids=POLICIES)
def test_a_field_changes_nothing(lab: Lab, tmp_path: Path, policy: str, without: str) -> None:
    """The API server admits the field, and the proxy's cluster is the same as without it."""
    assert _codes(SERVICE, _rule(policy)) & {"field-ignored", "combination-ignored"}
    assert _codes(SERVICE, _rule(without)) == set()
    assert _cluster(lab, tmp_path, _rule(policy)) == _cluster(lab, tmp_path, _rule(without))


MATCH = f"match: {{context: GATEWAY, cluster: {{service: {HOST}}}}}"
LATER = "value: {connect_timeout: 3s}"

# A patch of the cluster of which nothing comes.
PATCHES = {
    "replaced": f"{{applyTo: CLUSTER, {MATCH}, patch: {{operation: REPLACE, {LATER}}}}}",
    "of waypoints": (
        f"{{applyTo: CLUSTER, match: {{context: WAYPOINT, waypoint: {{portNumber: 80}}}},"
        f"patch: {{operation: MERGE, {LATER}}}}}"
    ),
    "of the bootstrap": "{applyTo: BOOTSTRAP, patch: {operation: MERGE, value: {stats_flush_interval: 3s}}}",
    "to the first algorithm": (
        f"{{applyTo: CLUSTER, {MATCH}, patch: {{operation: MERGE, value: {{lb_policy: ROUND_ROBIN}}}}}}"
    ),
}


@pytest.mark.parametrize("patch", PATCHES.values(), ids=PATCHES)
def test_a_patch_changes_nothing(lab: Lab, tmp_path: Path, patch: str) -> None:
    """The API server admits the EnvoyFilter, and the proxy's cluster is the same as without it."""
    patched = _filter(patch)
    assert _codes(patched) & {"field-ignored", "combination-ignored"}
    assert _cluster(lab, tmp_path, patched) == _cluster(lab, tmp_path)


def test_beside_a_socket_nothing_else_is_patched(lab: Lab, tmp_path: Path) -> None:
    """Of a patch with a transport socket istiod takes the socket alone."""
    raw = "type.googleapis.com/envoy.extensions.transport_sockets.raw_buffer.v3.RawBuffer"
    socket = f"{{name: envoy.transport_sockets.raw_buffer, typed_config: {{'@type': {raw}}}}}"
    value = f"{{connect_timeout: 3s, transport_socket: {socket}}}"
    patched = _filter(f"{{applyTo: CLUSTER, {MATCH}, patch: {{operation: MERGE, value: {value}}}}}")
    alone = _filter(f"{{applyTo: CLUSTER, {MATCH}, patch: {{operation: MERGE, value: {{connect_timeout: 3s}}}}}}")
    assert _codes(patched) == {"combination-ignored"}
    assert _codes(alone) == set()
    assert _cluster(lab, tmp_path, patched)["connect_timeout"] != "3s"
    assert _cluster(lab, tmp_path, alone)["connect_timeout"] == "3s"


def test_a_server_name_alone_verifies_no_name(lab: Lab, tmp_path: Path) -> None:
    """With sni alone the certificate's name is no longer compared with anything; without it, it is, by default."""
    alone = _cluster(lab, tmp_path, _rule("tls: {mode: SIMPLE, sni: a.example.com}"))
    neither = _cluster(lab, tmp_path, _rule("tls: {mode: SIMPLE}"))
    both = _cluster(lab, tmp_path, _rule("tls: {mode: SIMPLE, sni: a.example.com, subjectAltNames: [a.example.com]}"))
    assert not {"auto_san_validation", "match_typed_subject_alt_names", "match_subject_alt_names"} & _words(alone)
    assert "auto_san_validation" in _words(neither)
    assert {"match_typed_subject_alt_names", "match_subject_alt_names"} & _words(both)


OUTSIDE = "api.example.net"
ENTRY = {
    "apiVersion": "networking.istio.io/v1",
    "kind": "ServiceEntry",
    "metadata": METADATA,
    "spec": {
        "hosts": [OUTSIDE],
        "ports": [{"name": "http", "number": 443, "protocol": "HTTP"}],
        "resolution": "DNS",
        "location": "MESH_EXTERNAL",
    },
}


@pytest.mark.parametrize(
    ("verified", "status"),
    [("sni: api.example.net", 200), ("sni: api.example.net, subjectAltNames: [api.example.net]", 503)],
    ids=["sni", "both"],
)
def test_with_a_server_name_alone_an_impostor_is_answered(lab: Lab, tmp_path: Path, verified: str, status: int) -> None:
    """Somebody with a certificate of their own, from a known authority, gets the request that was for another host."""
    rule = _rule(f"tls: {{mode: SIMPLE, caCertificates: system, {verified}}}")
    rule["spec"]["host"] = OUTSIDE
    route = _route(f"{{route: [{{destination: {{host: {OUTSIDE}, port: {{number: 443}}}}}}]}}")
    theirs = Certificate(tmp_path, "theirs", ["somebody.example.net"], lab.authority)
    impostor = lab.provider("impostor", hosts=[OUTSIDE], certificate=theirs)
    try:
        with _objects(lab, tmp_path / "objects", [GATEWAY, ENTRY, rule, route]):
            (answer,) = lab.call(host=f"{NAME}.example.com", body={})
    finally:
        lab.remove(impostor)
    assert answer.status == status
    assert bool(_codes(rule)) == (status == 200)


def test_names_of_a_certificate_that_is_not_verified_are_dropped(lab: Lab, tmp_path: Path) -> None:
    """With insecureSkipVerify no name is compared, whatever stands beside it."""
    rule = _rule("tls: {mode: SIMPLE, sni: a.example.com, subjectAltNames: [a.example.com], insecureSkipVerify: true}")
    assert _codes(rule) == {"combination-ignored"}
    names = {"auto_san_validation", "match_typed_subject_alt_names", "match_subject_alt_names", "trusted_ca"}
    assert not names & _words(_cluster(lab, tmp_path, rule))


def test_a_port_drops_what_stands_above_it(lab: Lab, tmp_path: Path) -> None:
    """A port's settings replace the policy's, block by block: there is no ejection any more."""
    port = "portLevelSettings: [{port: {number: 80}, connectionPool: {http: {idleTimeout: 4s}}}]"
    rule = _rule(f"{{outlierDetection: {{consecutiveGatewayErrors: 5}}, {port}}}")
    assert _codes(rule) == {"combination-ignored"}
    assert "outlier_detection" not in _cluster(lab, tmp_path, rule)


def test_a_port_has_no_retry_budget(lab: Lab, tmp_path: Path) -> None:
    """The policy's is dropped for it, and it can't have one of its own."""
    port = "portLevelSettings: [{port: {number: 80}, connectionPool: {http: {idleTimeout: 4s}}}]"
    rule = _rule(f"{{retryBudget: {{percent: 30}}, {port}}}")
    assert _codes(rule) == {"combination-ignored"}
    assert "retry_budget" not in _words(_cluster(lab, tmp_path, rule))


def test_a_subset_has_the_blocks_that_it_leaves_out(lab: Lab, tmp_path: Path) -> None:
    """A failover in a subset has its effect by the ejection that stands above it: the guard has nothing against it."""
    rule = _rule("outlierDetection: {consecutiveGatewayErrors: 5}")
    near = yaml.safe_load("loadBalancer: {simple: RANDOM, localityLbSetting: {failover: [{from: eu, to: us}]}}")
    rule["spec"]["subsets"] = [{"name": "v1", "labels": {"version": "v1"}, "trafficPolicy": near}]
    assert _codes(rule) == set()
    with _objects(lab, tmp_path, [rule]):
        cluster = lab.gateway.clusters()[f"outbound|80|v1|{HOST}"]
    assert "outlier_detection" in cluster
    assert "locality_weighted_lb_config" in _words(cluster)


def test_a_second_rule_s_policy_is_dropped(lab: Lab, tmp_path: Path) -> None:
    """Of two DestinationRules for a host one policy is in force."""
    first, second = _rule("loadBalancer: {simple: RANDOM}", "a"), _rule("outlierDetection: {interval: 9s}", "b")
    assert _codes(first, second) == {"combination-ignored"}
    cluster = _cluster(lab, tmp_path, first, second)
    assert (cluster["lb_policy"] == "RANDOM") != ("outlier_detection" in cluster)


def test_a_retry_budget_needs_no_connection_pool(lab: Lab, tmp_path: Path) -> None:
    """Istiod takes an empty one for granted: so the guard has nothing against it."""
    rule = _rule("retryBudget: {percent: 30}")
    assert _codes(rule) == set()
    (threshold,) = _cluster(lab, tmp_path, rule)["circuit_breakers"]["thresholds"]
    assert threshold["retry_budget"]["budget_percent"] == {"value": 30}


TO_HOST = f"route: [{{destination: {{host: {HOST}}}}}]"


def test_with_a_hash_a_retry_goes_where_it_came_from(lab: Lab, tmp_path: Path) -> None:
    """Istio's default leaves out replicas that were tried; beside a hash it doesn't, unless the route says it."""
    sticky = _rule(f"loadBalancer: {{{HASH}}}")
    silent = _route(f"{{retries: {{attempts: 2, retryOn: '503'}}, {TO_HOST}}}")
    said = _route(f"{{retries: {{attempts: 2, retryOn: '503', retryIgnorePreviousHosts: true}}, {TO_HOST}}}")
    assert _codes(sticky, silent) == {"combination-ignored"}
    assert _codes(sticky, said) == set()
    for objects, skips in (([sticky, silent], False), ([sticky, said], True), ([silent], True)):
        with _objects(lab, tmp_path, [GATEWAY, *objects]):
            assert ("retry_host_predicate" in _only_route(lab)["route"]["retry_policy"]) == skips


def test_an_error_of_http2_is_never_made(lab: Lab, tmp_path: Path) -> None:
    """The definition has the field, and the route has no fault."""
    fault = _route(f"{{fault: {{abort: {{http2Error: REFUSED_STREAM, percentage: {{value: 100}}}}}}, {TO_HOST}}}")
    assert _codes(fault) == {"field-ignored"}
    with _objects(lab, tmp_path, [GATEWAY, fault]):
        assert "abort" not in str(_only_route(lab).get("typed_per_filter_config"))


EJECTS = "outlierDetection: {consecutiveGatewayErrors: 5}"

# Settings of places, and whether Envoy refuses a policy of its own beside them.
PLACES = {
    "shares": (f"loadBalancer: {{simple: RANDOM, localityLbSetting: {{{SHARES}}}}}", True),
    "regions": (
        f"{{{EJECTS}, loadBalancer: {{simple: RANDOM, localityLbSetting: {{failover: [{{from: eu, to: us}}]}}}}}}",
        True,
    ),
    "labels": (
        f"{{{EJECTS}, loadBalancer: {{simple: RANDOM, localityLbSetting: {{failoverPriority: [rack]}}}}}}",
        True,
    ),
    "zones": ("loadBalancer: {simple: RANDOM, zoneAwareLbSetting: {enabled: true}}", True),
    "zones that are off": ("loadBalancer: {simple: RANDOM, zoneAwareLbSetting: {enabled: false}}", True),
    "places": (f"{{{EJECTS}, loadBalancer: {{simple: RANDOM, localityLbSetting: {{enabled: true}}}}}}", False),
    "none": (f"{{{EJECTS}, loadBalancer: {{simple: RANDOM, localityLbSetting: {{enabled: false}}}}}}", False),
}


@pytest.mark.parametrize(("policy", "refused"), PLACES.values(), ids=PLACES)
def test_envoy_refuses_a_policy_of_its_own_beside_places(
    lab: Lab, tmp_path: Path, policy: str, *, refused: bool
) -> None:
    """The gateway refuses the cluster where the guard says so before it is written, and nowhere else."""
    kind = "type.googleapis.com/envoy.extensions.load_balancing_policies.random.v3.Random"
    random = f"{{name: envoy.load_balancing_policies.random, typed_config: {{'@type': {kind}}}}}"
    value = f"{{load_balancing_policy: {{policies: [{{typed_extension_config: {random}}}]}}}}"
    patch = _filter(f"{{applyTo: CLUSTER, {MATCH}, patch: {{operation: MERGE, value: {value}}}}}")
    rule = _rule(policy)
    assert _codes(patch) == set()
    assert _codes(patch, rule) == ({"combination-ignored"} if refused else set())
    with pytest.raises(RejectedError) if refused else nullcontext(), _objects(lab, tmp_path, [patch, rule]):
        pass


def _words(value: Any) -> set[str]:
    """Every field's name in a configuration."""
    if isinstance(value, list):
        return {word for one in value for word in _words(one)}
    if isinstance(value, dict):
        return {*value, *(word for one in value.values() for word in _words(one))}
    return set()
