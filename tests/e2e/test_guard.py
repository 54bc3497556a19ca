"""The inspection's table is right: a real istiod and a real Envoy treat each combination as the table says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

import pytest
import yaml

from lab.apps.app import App
from lab.environment import Lab
from lab.errors import RefusedError, RejectedError
from lab.machine.certificates import Certificate
from llm_api_mesh.inspection.objects import inspect_objects

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
        "metadata": {"name": NAME, "namespace": "istio-ingress"},
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
    """Apply objects that the construct would refuse."""
    lab.cluster.require_namespace(NAME)
    folder.mkdir(exist_ok=True)
    (folder / "objects.yaml").write_text(yaml.safe_dump_all([SERVICE, *objects]))
    try:
        lab.apply(folder)
        yield
    finally:
        lab.delete(folder)


def _cluster(lab: Lab, folder: Path, *objects: Mapping[str, Any]) -> dict[str, Any]:
    """The gateway's cluster of the Service together with these objects, without the cluster's metadata."""
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

# A policy with a field that has no effect, and the same policy without it.
POLICIES = {
    "statuses for ejection": (
        "outlierDetection: {consecutiveGatewayErrors: 5, outlierDetectionHttpErrorCodes: [429]}",
        "outlierDetection: {consecutiveGatewayErrors: 5}",
    ),
    "errors by their deprecated name": (
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
def test_an_ignored_field_has_no_effect(lab: Lab, tmp_path: Path, policy: str, without: str) -> None:
    """The API server admits the field, and the proxy's cluster is the same as without it."""
    assert _codes(SERVICE, _rule(policy)) & {"field-ignored", "combination-ignored"}
    assert _codes(SERVICE, _rule(without)) == set()
    assert _cluster(lab, tmp_path, _rule(policy)) == _cluster(lab, tmp_path, _rule(without))


MATCH = f"match: {{context: GATEWAY, cluster: {{service: {HOST}}}}}"
LATER = "value: {connect_timeout: 3s}"

# Patches of the cluster that have no effect.
PATCHES = {
    "replaced": f"{{applyTo: CLUSTER, {MATCH}, patch: {{operation: REPLACE, {LATER}}}}}",
    "for waypoints": (
        f"{{applyTo: CLUSTER, match: {{context: WAYPOINT, waypoint: {{portNumber: 80}}}},"
        f"patch: {{operation: MERGE, {LATER}}}}}"
    ),
    "for the bootstrap": "{applyTo: BOOTSTRAP, patch: {operation: MERGE, value: {stats_flush_interval: 3s}}}",
    "to the first algorithm": (
        f"{{applyTo: CLUSTER, {MATCH}, patch: {{operation: MERGE, value: {{lb_policy: ROUND_ROBIN}}}}}}"
    ),
}


@pytest.mark.parametrize("patch", PATCHES.values(), ids=PATCHES)
def test_an_ignored_patch_has_no_effect(lab: Lab, tmp_path: Path, patch: str) -> None:
    """The API server admits the EnvoyFilter, and the proxy's cluster is the same as without it."""
    patched = _filter(patch)
    assert _codes(patched) & {"field-ignored", "combination-ignored"}
    assert _cluster(lab, tmp_path, patched) == _cluster(lab, tmp_path)


def test_beside_a_transport_socket_other_fields_are_ignored(lab: Lab, tmp_path: Path) -> None:
    """If a patch has a transport socket, istiod applies only the socket."""
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
    """With sni alone, the certificate's name isn't verified; without sni, it is verified by default."""
    alone = _cluster(lab, tmp_path, _rule("tls: {mode: SIMPLE, sni: a.example.com}"))
    neither = _cluster(lab, tmp_path, _rule("tls: {mode: SIMPLE}"))
    both = _cluster(lab, tmp_path, _rule("tls: {mode: SIMPLE, sni: a.example.com, subjectAltNames: [a.example.com]}"))
    assert not {"auto_san_validation", "match_typed_subject_alt_names", "match_subject_alt_names"} & _field_names(alone)
    assert "auto_san_validation" in _field_names(neither)
    assert {"match_typed_subject_alt_names", "match_subject_alt_names"} & _field_names(both)


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
    """An impostor with a valid certificate for another host gets the request."""
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


def test_names_of_a_certificate_that_is_not_verified_are_refused(lab: Lab, tmp_path: Path) -> None:
    """With insecureSkipVerify no name is verified, so Istio refuses names beside it."""
    rule = _rule("tls: {mode: SIMPLE, sni: a.example.com, subjectAltNames: [a.example.com], insecureSkipVerify: true}")
    assert _codes(rule) == {"combination-ignored"}
    with pytest.raises(RefusedError, match="when InsecureSkipVerify is set"):
        _cluster(lab, tmp_path, rule)


def test_port_settings_replace_those_of_the_policy(lab: Lab, tmp_path: Path) -> None:
    """The settings of a port replace those of the policy, block by block: the ejection is gone."""
    port = "portLevelSettings: [{port: {number: 80}, connectionPool: {http: {idleTimeout: 4s}}}]"
    rule = _rule(f"{{outlierDetection: {{consecutiveGatewayErrors: 5}}, {port}}}")
    assert _codes(rule) == {"combination-ignored"}
    assert "outlier_detection" not in _cluster(lab, tmp_path, rule)


def test_a_port_has_no_retry_budget(lab: Lab, tmp_path: Path) -> None:
    """A port drops the policy's retry budget, and can't have its own."""
    port = "portLevelSettings: [{port: {number: 80}, connectionPool: {http: {idleTimeout: 4s}}}]"
    rule = _rule(f"{{retryBudget: {{percent: 30}}, {port}}}")
    assert _codes(rule) == {"combination-ignored"}
    assert "retry_budget" not in _field_names(_cluster(lab, tmp_path, rule))


def test_a_subset_inherits_missing_blocks(lab: Lab, tmp_path: Path) -> None:
    """A failover in a subset has an effect with the ejection of the rule, so the inspection accepts it."""
    rule = _rule("outlierDetection: {consecutiveGatewayErrors: 5}")
    near = yaml.safe_load("loadBalancer: {simple: RANDOM, localityLbSetting: {failover: [{from: eu, to: us}]}}")
    rule["spec"]["subsets"] = [{"name": "v1", "labels": {"version": "v1"}, "trafficPolicy": near}]
    assert _codes(rule) == set()
    with _objects(lab, tmp_path, [rule]):
        cluster = lab.gateway.clusters()[f"outbound|80|v1|{HOST}"]
    assert "outlier_detection" in cluster
    assert "locality_weighted_lb_config" in _field_names(cluster)


def test_the_policy_of_a_second_rule_is_dropped(lab: Lab, tmp_path: Path) -> None:
    """Only one policy of two DestinationRules for a host is in force."""
    first, second = _rule("loadBalancer: {simple: RANDOM}", "a"), _rule("outlierDetection: {interval: 9s}", "b")
    assert _codes(first, second) == {"combination-ignored"}
    cluster = _cluster(lab, tmp_path, first, second)
    assert (cluster["lb_policy"] == "RANDOM") != ("outlier_detection" in cluster)


def test_a_retry_budget_needs_no_connection_pool(lab: Lab, tmp_path: Path) -> None:
    """Istiod assumes an empty connection pool, so the inspection accepts a retry budget alone."""
    rule = _rule("retryBudget: {percent: 30}")
    assert _codes(rule) == set()
    (threshold,) = _cluster(lab, tmp_path, rule)["circuit_breakers"]["thresholds"]
    assert threshold["retry_budget"]["budget_percent"] == {"value": 30}


TO_HOST = f"route: [{{destination: {{host: {HOST}}}}}]"


def test_with_a_hash_a_retry_uses_the_same_replica(lab: Lab, tmp_path: Path) -> None:
    """By default, Istio retries on other replicas. With a hash it doesn't, unless the route requests it."""
    sticky = _rule(f"loadBalancer: {{{HASH}}}")
    default = _route(f"{{retries: {{attempts: 2, retryOn: '503'}}, {TO_HOST}}}")
    explicit = _route(f"{{retries: {{attempts: 2, retryOn: '503', retryIgnorePreviousHosts: true}}, {TO_HOST}}}")
    assert _codes(sticky, default) == {"combination-ignored"}
    assert _codes(sticky, explicit) == set()
    for objects, skips in (([sticky, default], False), ([sticky, explicit], True), ([default], True)):
        with _objects(lab, tmp_path, [GATEWAY, *objects]):
            assert ("retry_host_predicate" in _only_route(lab)["route"]["retry_policy"]) == skips


def test_an_http2_error_fault_is_refused(lab: Lab, tmp_path: Path) -> None:
    """The definition has the field, but Istio has no such fault."""
    fault = _route(f"{{fault: {{abort: {{http2Error: REFUSED_STREAM, percentage: {{value: 100}}}}}}, {TO_HOST}}}")
    assert _codes(fault) == {"field-ignored"}
    with pytest.raises(RefusedError, match="not supported yet"), _objects(lab, tmp_path, [GATEWAY, fault]):
        pass


EJECTS = "outlierDetection: {consecutiveGatewayErrors: 5}"

# Locality settings, and whether Envoy rejects a `load_balancing_policy` beside them.
LOCALITIES = {
    "distribute": (f"loadBalancer: {{simple: RANDOM, localityLbSetting: {{{SHARES}}}}}", True),
    "failover": (
        f"{{{EJECTS}, loadBalancer: {{simple: RANDOM, localityLbSetting: {{failover: [{{from: eu, to: us}}]}}}}}}",
        True,
    ),
    "failover priority": (
        f"{{{EJECTS}, loadBalancer: {{simple: RANDOM, localityLbSetting: {{failoverPriority: [rack]}}}}}}",
        True,
    ),
    "zones": ("loadBalancer: {simple: RANDOM, zoneAwareLbSetting: {enabled: true}}", True),
    "disabled zones": ("loadBalancer: {simple: RANDOM, zoneAwareLbSetting: {enabled: false}}", True),
    "enabled": (f"{{{EJECTS}, loadBalancer: {{simple: RANDOM, localityLbSetting: {{enabled: true}}}}}}", False),
    "disabled": (f"{{{EJECTS}, loadBalancer: {{simple: RANDOM, localityLbSetting: {{enabled: false}}}}}}", False),
}


@pytest.mark.parametrize(("policy", "refused"), LOCALITIES.values(), ids=LOCALITIES)
def test_envoy_rejects_a_policy_beside_locality_settings(
    lab: Lab, tmp_path: Path, policy: str, *, refused: bool
) -> None:
    """The gateway rejects the cluster exactly where the inspection refuses the combination."""
    kind = "type.googleapis.com/envoy.extensions.load_balancing_policies.random.v3.Random"
    random = f"{{name: envoy.load_balancing_policies.random, typed_config: {{'@type': {kind}}}}}"
    value = f"{{load_balancing_policy: {{policies: [{{typed_extension_config: {random}}}]}}}}"
    patch = _filter(f"{{applyTo: CLUSTER, {MATCH}, patch: {{operation: MERGE, value: {value}}}}}")
    rule = _rule(policy)
    assert _codes(patch) == set()
    assert _codes(patch, rule) == ({"combination-ignored"} if refused else set())
    with pytest.raises(RejectedError) if refused else nullcontext(), _objects(lab, tmp_path, [patch, rule]):
        pass


MAGLEV = "type.googleapis.com/envoy.extensions.load_balancing_policies.maglev.v3.Maglev"


def test_envoy_rejects_a_policy_beside_a_bound(lab: Lab, tmp_path: Path) -> None:
    """The gateway rejects a cluster with both, from two patches; it accepts each of them alone."""
    maglev = f"{{name: envoy.load_balancing_policies.maglev, typed_config: {{'@type': {MAGLEV}}}}}"
    value = f"{{load_balancing_policy: {{policies: [{{typed_extension_config: {maglev}}}]}}}}"
    policy = f"{{applyTo: CLUSTER, {MATCH}, patch: {{operation: MERGE, value: {value}}}}}"
    factor = "{common_lb_config: {consistent_hashing_lb_config: {hash_balance_factor: 125}}}"
    bound = f"{{applyTo: CLUSTER, {MATCH}, patch: {{operation: MERGE, value: {factor}}}}}"
    both = _filter(policy)
    both["spec"]["configPatches"].append(yaml.safe_load(bound))
    assert _codes(both) == {"combination-ignored"}
    with pytest.raises(RejectedError), _objects(lab, tmp_path, [both]):
        pass
    for number, alone in enumerate((policy, bound)):
        assert _codes(_filter(alone)) == set()
        with _objects(lab, tmp_path / f"{number}", [_filter(alone)]):
            pass


BY_HEADER = _rule("loadBalancer: {consistentHash: {httpHeaderName: x-key}, localityLbSetting: {enabled: false}}")
NO_RETRIES = "retries: {attempts: 0}"


@pytest.fixture
def replicas(lab: Lab) -> Iterator[App]:
    """Some replicas of the Service."""
    app = lab.app(NAME, namespace=NAME, labels={"app": NAME}, replicas=4)
    yield app
    lab.remove(app)


@pytest.mark.usefixtures("replicas")
def test_a_hashed_header_that_is_removed(lab: Lab, tmp_path: Path) -> None:
    """A route removes headers before the choice of the replica, so the requests of one key are spread."""
    kept = _route(f"{{{NO_RETRIES}, {TO_HOST}}}")
    removed = _route(f"{{{NO_RETRIES}, headers: {{request: {{remove: [x-key]}}}}, {TO_HOST}}}")
    assert _codes(BY_HEADER, kept) == set()
    assert _codes(BY_HEADER, removed) == {"combination-ignored"}
    for route, spread in ((kept, False), (removed, True)):
        with _objects(lab, tmp_path, [GATEWAY, BY_HEADER, route]):
            answers = lab.call(host=f"{NAME}.example.com", path="/v1/models", headers={"x-key": "one"}, count=24)
        assert (len(answers.replicas()) > 1) == spread


SET_STATE = """
applyTo: HTTP_FILTER
match:
  context: GATEWAY
  listener:
    filterChain:
      filter:
        name: envoy.filters.network.http_connection_manager
        subFilter: {name: envoy.filters.http.router}
patch:
  operation: INSERT_BEFORE
  value:
    name: guarded
    typed_config:
      "@type": type.googleapis.com/envoy.extensions.filters.http.set_filter_state.v3.Config
      on_request_headers:
        - {object_key: guarded.key, factory_key: FACTORY, format_string: {text_format_source: {inline_string: one}}}
"""
HASH_STATE = f"""
applyTo: HTTP_ROUTE
match: {{context: GATEWAY, routeConfiguration: {{vhost: {{domainName: {NAME}.example.com, route: {{name: hashed}}}}}}}}
patch: {{operation: MERGE, value: {{route: {{hash_policy: [{{filter_state: {{key: guarded.key}}}}]}}}}}}
"""


@pytest.mark.usefixtures("replicas")
@pytest.mark.parametrize(("factory", "hashed"), [("envoy.hashable_string", True), ("envoy.string", False)])
def test_a_hash_of_a_filter_state(lab: Lab, tmp_path: Path, factory: str, *, hashed: bool) -> None:
    """Envoy hashes only objects of one factory; requests with another object are spread."""
    patched = _filter(SET_STATE.replace("FACTORY", factory))
    patched["spec"]["configPatches"].append(yaml.safe_load(HASH_STATE))
    assert _codes(patched) == (set() if hashed else {"combination-ignored"})
    route = _route(f"{{name: hashed, {NO_RETRIES}, {TO_HOST}}}")
    with _objects(lab, tmp_path, [GATEWAY, BY_HEADER, route, patched]):
        answers = lab.call(host=f"{NAME}.example.com", path="/v1/models", count=24)
    assert (len(answers.replicas()) == 1) == hashed


def _field_names(value: Any) -> set[str]:
    """The names of all fields in a configuration."""
    if isinstance(value, list):
        return {word for one in value for word in _field_names(one)}
    if isinstance(value, dict):
        return {*value, *(word for one in value.values() for word in _field_names(one))}
    return set()
