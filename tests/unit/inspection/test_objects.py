"""Each rule, with an object that breaks it and one that doesn't."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from llm_api_mesh.inspection.objects import inspect_objects
from llm_api_mesh.inspection.rules.ignored import IGNORED_FIELDS

HOST = "chat.ai.svc.cluster.local"


def thing(kind: str, spec: str, name: str = "own") -> dict[str, Any]:
    item: dict[str, Any] = {"kind": kind, "metadata": {"name": name, "namespace": "ai"}, "spec": yaml.safe_load(spec)}
    return item


def rule(policy: str, name: str = "own") -> dict[str, Any]:
    item = thing("DestinationRule", f"host: {HOST}", name)
    item["spec"]["trafficPolicy"] = yaml.safe_load(policy)
    return item


def route(text: str) -> dict[str, Any]:
    item = thing("VirtualService", "hosts: [chat.example.com]")
    item["spec"]["http"] = [yaml.safe_load(text)]
    return item


def patch(text: str) -> dict[str, Any]:
    item = thing("EnvoyFilter", "configPatches: []")
    item["spec"]["configPatches"] = [yaml.safe_load(text)]
    return item


def found(*objects: dict[str, Any], release: str = "1.31") -> list[str]:
    """The problems as `path [code]`."""
    problems = inspect_objects("chat", release, objects)  # type: ignore[arg-type]
    return [f"{problem.path.partition('.')[2]} [{problem.code}]" for problem in problems]


TO_CHAT = f"route: [{{destination: {{host: {HOST}}}}}]"
STICKY = rule("loadBalancer: {consistentHash: {useSourceIp: true}, localityLbSetting: {enabled: false}}")

IGNORED = {
    "status codes that eject": (
        rule("outlierDetection: {outlierDetectionHttpErrorCodes: [429]}"),
        "spec.trafficPolicy.outlierDetection.outlierDetectionHttpErrorCodes",
    ),
    "errors by their deprecated name": (
        thing("DestinationRule", "subsets: [{name: v1, trafficPolicy: {outlierDetection: {consecutiveErrors: 5}}}]"),
        "spec.subsets[0].trafficPolicy.outlierDetection.consecutiveErrors",
    ),
    "bootstrap": (
        patch("{applyTo: BOOTSTRAP, patch: {operation: MERGE, value: {}}}"),
        "spec.configPatches[0].applyTo",
    ),
    "waypoints": (
        patch("{applyTo: CLUSTER, match: {context: WAYPOINT}, patch: {operation: MERGE, value: {}}}"),
        "spec.configPatches[0].match.context",
    ),
    "match of waypoints": (
        patch("{applyTo: CLUSTER, match: {waypoint: {portNumber: 80}}, patch: {operation: MERGE, value: {}}}"),
        "spec.configPatches[0].match.waypoint",
    ),
    "filter class": (
        patch("{applyTo: HTTP_FILTER, patch: {operation: ADD, filterClass: AUTHZ, value: {}}}"),
        "spec.configPatches[0].patch.filterClass",
    ),
    "port name of a listener": (
        patch("{applyTo: LISTENER, match: {listener: {portName: http}}, patch: {operation: MERGE, value: {}}}"),
        "spec.configPatches[0].match.listener.portName",
    ),
    "endpoint of a Gateway": (
        thing("Gateway", "servers: [{defaultEndpoint: '127.0.0.1:80'}]"),
        "spec.servers[0].defaultEndpoint",
    ),
    "exponential delay": (
        route(f"{{fault: {{delay: {{exponentialDelay: 1s}}}}, {TO_CHAT}}}"),
        "spec.http[0].fault.delay.exponentialDelay",
    ),
    "HTTP/2 error": (
        route(f"{{fault: {{abort: {{http2Error: REFUSED_STREAM}}}}, {TO_CHAT}}}"),
        "spec.http[0].fault.abort.http2Error",
    ),
    "source subnet": (
        thing("VirtualService", "tcp: [{match: [{sourceSubnet: 10.0.0.0/8}]}]"),
        "spec.tcp[0].match[0].sourceSubnet",
    ),
    "key of a plugin": (thing("WasmPlugin", "verificationKey: key"), "spec.verificationKey"),
}


@pytest.mark.parametrize(("item", "path"), IGNORED.values(), ids=IGNORED)
def test_a_field_that_istiod_does_not_read(item: dict[str, Any], path: str) -> None:
    """The definition has the field and the API server admits it, but it has no effect."""
    assert found(item) == [f"{path} [field-ignored]"]


def test_every_field_of_the_table_has_its_case() -> None:
    """Each row of the table of ignored fields is tested."""
    seen = [path for _, path in IGNORED.values()]
    assert len(seen) == len(IGNORED_FIELDS)
    assert all(any(path.endswith(field.paths[0].rpartition(".")[2]) for path in seen) for field in IGNORED_FIELDS)


COMBINATIONS = {
    "server name without names": (
        rule("tls: {mode: SIMPLE, sni: a.example.com}"),
        "spec.trafficPolicy.tls.sni",
    ),
    "server name of a port": (
        rule("portLevelSettings: [{port: {number: 443}, tls: {mode: SIMPLE, sni: a.example.com}}]"),
        "spec.trafficPolicy.portLevelSettings[0].tls.sni",
    ),
    "retries by number beside a budget": (
        rule("{retryBudget: {percent: 20}, connectionPool: {http: {maxRetries: 3}}}"),
        "spec.trafficPolicy.connectionPool.http.maxRetries",
    ),
    "names of a certificate that isn't verified": (
        rule("tls: {mode: SIMPLE, sni: a, subjectAltNames: [a], insecureSkipVerify: true}"),
        "spec.trafficPolicy.tls.subjectAltNames",
    ),
    "a budget above a port": (
        rule("{retryBudget: {percent: 20}, portLevelSettings: [{port: {number: 80}, connectionPool: {}}]}"),
        "spec.trafficPolicy.portLevelSettings[0]",
    ),
    "warm-up with random": (
        rule("loadBalancer: {simple: RANDOM, warmup: {duration: 9s}}"),
        "spec.trafficPolicy.loadBalancer.warmup",
    ),
    "warm-up with a hash": (
        rule("loadBalancer: {consistentHash: {useSourceIp: true}, warmupDurationSecs: 9s}"),
        "spec.trafficPolicy.loadBalancer.warmupDurationSecs",
    ),
    "two warm-ups": (
        rule("loadBalancer: {simple: ROUND_ROBIN, warmup: {duration: 9s}, warmupDurationSecs: 9s}"),
        "spec.trafficPolicy.loadBalancer.warmupDurationSecs",
    ),
    "failover without ejection": (
        rule("loadBalancer: {localityLbSetting: {failover: [{from: eu, to: us}]}}"),
        "spec.trafficPolicy.loadBalancer.localityLbSetting.failover",
    ),
    "failover beside distribute": (
        rule("{loadBalancer: {localityLbSetting: {failoverPriority: [a], distribute: [{from: eu}]}}}"),
        "spec.trafficPolicy.loadBalancer.localityLbSetting.failoverPriority",
    ),
    "failover that is off": (
        rule("{outlierDetection: {}, loadBalancer: {zoneAwareLbSetting: {enabled: false, failoverPriority: [a]}}}"),
        "spec.trafficPolicy.loadBalancer.zoneAwareLbSetting.failoverPriority",
    ),
    "a hash beside ejection": (
        rule("{outlierDetection: {}, loadBalancer: {consistentHash: {useSourceIp: true}}}"),
        "spec.trafficPolicy.loadBalancer.consistentHash",
    ),
    "a port that drops blocks": (
        rule(
            "{loadBalancer: {simple: RANDOM}, outlierDetection: {},"
            "portLevelSettings: [{port: {number: 80}, connectionPool: {}}]}"
        ),
        "spec.trafficPolicy.portLevelSettings[0]",
    ),
    "a status code condition without a status": (
        route(f"{{retries: {{attempts: 1, retryOn: 'connect-failure,retriable-status-codes'}}, {TO_CHAT}}}"),
        "spec.http[0].retries.retryOn",
    ),
    "a backoff without attempts": (
        route(f"{{retries: {{attempts: 0, backoff: 1s}}, {TO_CHAT}}}"),
        "spec.http[0].retries.backoff",
    ),
    "permissions for web pages of no origin": (
        route(f"{{corsPolicy: {{allowMethods: [POST]}}, {TO_CHAT}}}"),
        "spec.http[0].corsPolicy",
    ),
    "unsupported operation": (
        patch("{applyTo: CLUSTER, patch: {operation: REPLACE, value: {}}}"),
        "spec.configPatches[0].patch.operation",
    ),
    "lists of a filter": (
        patch("{applyTo: HTTP_FILTER, patch: {operation: MERGE_AND_REPLACE_LIST, value: {}}}"),
        "spec.configPatches[0].patch.operation",
    ),
    "a sidecar's Gateway": (
        patch(
            "{applyTo: HTTP_ROUTE, match: {context: SIDECAR_OUTBOUND, routeConfiguration: {gateway: ai/chat}},"
            "patch: {operation: MERGE, value: {}}}"
        ),
        "spec.configPatches[0].match.routeConfiguration.gateway",
    ),
    "a field beside a transport socket": (
        patch(
            "{applyTo: CLUSTER, patch: {operation: MERGE, value: {transport_socket: {name: a}, connect_timeout: 1s}}}"
        ),
        "spec.configPatches[0].patch.value.connect_timeout",
    ),
    "a merge of ROUND_ROBIN": (
        patch("{applyTo: CLUSTER, patch: {operation: MERGE, value: {lb_policy: ROUND_ROBIN}}}"),
        "spec.configPatches[0].patch.value.lb_policy",
    ),
}


@pytest.mark.parametrize(("item", "path"), COMBINATIONS.values(), ids=COMBINATIONS)
def test_a_setting_that_another_one_cancels(item: dict[str, Any], path: str) -> None:
    """Each setting is right alone. Beside the other one it has no effect, or a different one."""
    assert found(item) == [f"{path} [combination-ignored]"]


def test_retries_to_the_replica_that_refused() -> None:
    """With consistentHash Istio doesn't apply its default, so each route needs retryIgnorePreviousHosts."""
    silent = route(f"{{retries: {{attempts: 2}}, {TO_CHAT}}}")
    assert found(STICKY, silent) == ["spec.http[0].retries [combination-ignored]"]
    assert found(STICKY, route(f"{{{TO_CHAT}}}")) == ["spec.http[0].retries [combination-ignored]"]
    assert found(STICKY, route(f"{{retries: {{attempts: 0}}, {TO_CHAT}}}")) == []
    assert found(STICKY, route(f"{{retries: {{attempts: 2, retryIgnorePreviousHosts: true}}, {TO_CHAT}}}")) == []
    assert found(silent) == []


def test_permissions_for_an_origin_have_an_effect() -> None:
    """They are found only without an origin."""
    assert found(route(f"{{corsPolicy: {{allowOrigins: [{{exact: 'https://a.example'}}]}}, {TO_CHAT}}}")) == []


def test_a_delegate_uses_the_retries_of_the_delegating_route() -> None:
    """The delegate's own routes need no retryIgnorePreviousHosts."""
    delegate = thing("VirtualService", f"http: [{{{TO_CHAT}}}]", "versions")
    assert found(STICKY, delegate) == []
    assert found(STICKY, delegate, route("{retries: {attempts: 2}, delegate: {name: versions}}")) == [
        "spec.http[0].retries [combination-ignored]"
    ]


KEYED = rule("loadBalancer: {consistentHash: {httpHeaderName: X-Key}, localityLbSetting: {enabled: false}}")


@pytest.mark.parametrize(
    ("http", "path"),
    [
        (f"{{headers: {{request: {{remove: [x-other, x-key]}}}}, {TO_CHAT}}}", "headers.request.remove[1]"),
        (
            f"{{route: [{{destination: {{host: {HOST}}}, headers: {{request: {{remove: [X-KEY]}}}}}}]}}",
            "route[0].headers.request.remove[0]",
        ),
        (f"{{headers: {{response: {{remove: [x-key]}}}}, {TO_CHAT}}}", None),
        (f"{{headers: {{request: {{remove: [x-other]}}}}, {TO_CHAT}}}", None),
        ("{headers: {request: {remove: [x-key]}}, route: [{destination: {host: other}}]}", None),
    ],
)
def test_a_hashed_header_that_is_removed(http: str, path: str | None) -> None:
    """A route changes headers before the proxy chooses a replica."""
    item = route(http)
    item["spec"]["http"][0]["retries"] = {"attempts": 0}
    assert found(KEYED, item) == ([f"spec.http[0].{path} [combination-ignored]"] if path else [])


def test_a_load_balancing_policy_beside_a_bound() -> None:
    """Envoy refuses a cluster that has both, whichever patches they come from."""

    def of(host: str, value: str) -> dict[str, Any]:
        match = f"{{cluster: {{service: {host}}}}}" if host else "{}"
        return patch(f"{{applyTo: CLUSTER, match: {match}, patch: {{operation: MERGE, value: {value}}}}}")

    policy, bound = "{load_balancing_policy: {policies: []}}", "{common_lb_config: {consistent_hashing_lb_config: {}}}"
    problem = "spec.configPatches[0].patch.value.load_balancing_policy [combination-ignored]"
    assert found(of(HOST, policy), of("", bound)) == [problem]
    assert found(of(HOST, policy), of(HOST, "{commonLbConfig: {consistentHashingLbConfig: {}}}")) == [problem]
    assert found(of("", policy), of(HOST, bound)) == [problem]
    assert found(of(HOST, policy), of("other.ai.svc.cluster.local", bound)) == []
    assert found(of(HOST, policy), of("", "{common_lb_config: {}}")) == []
    assert found(of(HOST, bound)) == []


SET_STATE = """
applyTo: HTTP_FILTER
patch:
  operation: INSERT_BEFORE
  value:
    name: state
    typed_config:
      "@type": type.googleapis.com/envoy.extensions.filters.http.set_filter_state.v3.Config
      on_request_headers: [{object_key: my.key, factory_key: FACTORY}]
"""
BY_SCRIPT = """
applyTo: HTTP_FILTER
patch:
  operation: INSERT_BEFORE
  value:
    name: script
    typed_config:
      "@type": type.googleapis.com/envoy.extensions.filters.http.lua.v3.Lua
      default_source_code: {inline_string: 'handle:streamInfo():filterState():set("my.key", "FACTORY", key)'}
"""


@pytest.mark.parametrize("writer", [SET_STATE, BY_SCRIPT])
def test_a_hash_of_a_filter_state_without_a_hash(writer: str) -> None:
    """Only objects of one factory can be hashed; the inspection sees those of its own file."""
    hashed = patch(
        "{applyTo: HTTP_ROUTE, patch: {operation: MERGE, value:"
        " {route: {hash_policy: [{filter_state: {key: my.key}}]}}}}"
    )
    problem = "spec.configPatches[0].patch.value.route.hash_policy[0] [combination-ignored]"
    assert found(hashed, patch(writer.replace("FACTORY", "envoy.string"))) == [problem]
    assert found(hashed, patch(writer.replace("FACTORY", "envoy.hashable_string"))) == []
    assert found(hashed, patch(writer.replace("FACTORY", "envoy.string").replace("my.key", "another"))) == []
    assert found(hashed) == []


def test_a_load_balancing_policy_beside_locality_settings() -> None:
    """Envoy refuses a cluster that has both."""
    weighed = patch(
        f"{{applyTo: CLUSTER, match: {{cluster: {{service: {HOST}}}}},"
        "patch: {operation: MERGE, value: {load_balancing_policy: {policies: []}}}}"
    )
    path = "spec.configPatches[0].patch.value.load_balancing_policy [combination-ignored]"
    shares = rule("loadBalancer: {localityLbSetting: {distribute: [{from: eu}]}}")
    zones = rule("loadBalancer: {zoneAwareLbSetting: {enabled: false}}")
    off = rule("{outlierDetection: {}, loadBalancer: {localityLbSetting: {enabled: false}}}")
    assert found(weighed, shares) == [path]
    assert found(weighed, zones) == [path]
    assert found(weighed, off) == []
    subsets = subset("outlierDetection: {}", FAILOVER)
    assert found(weighed, subsets) == [path]
    for match, problems in (("{}", [path]), (f"{{name: outbound|80|v1|{HOST}}}", [path]), ("{service: a.b}", [])):
        weighed["spec"]["configPatches"][0]["match"]["cluster"] = yaml.safe_load(match)
        assert found(weighed, shares) == problems


def test_a_second_rule_for_a_host() -> None:
    """Istio reads only the subsets of the second DestinationRule for a host."""
    first, second = rule("loadBalancer: {simple: RANDOM}", "first"), rule("loadBalancer: {simple: RANDOM}", "second")
    (problem,) = inspect_objects("chat", "1.31", [first, second])
    assert problem.path == "DestinationRule/second.spec.trafficPolicy"


SHORT_HOSTS = ["chat", "chat.ai", "chat.ai.svc", "chat.ai.svc.cluster.local"]


@pytest.mark.parametrize("host", SHORT_HOSTS)
def test_a_second_rule_by_a_short_host(host: str) -> None:
    """A Service has one DestinationRule, however its host is written."""
    policy = {"loadBalancer": {"simple": "RANDOM"}}
    rules = [
        {
            "kind": "DestinationRule",
            "metadata": {"name": name, "namespace": "ai"},
            "spec": {"host": written, "trafficPolicy": policy},
        }
        for name, written in (("chat", "chat.ai.svc.cluster.local"), ("own", host))
    ]
    (problem,) = inspect_objects("chat", "1.31", rules)
    assert problem.path == "DestinationRule/own.spec.trafficPolicy"
    rules[1]["spec"] = {"host": "chat.team.svc", "trafficPolicy": policy}
    assert inspect_objects("chat", "1.31", rules) == []


@pytest.mark.parametrize("host", SHORT_HOSTS)
@pytest.mark.parametrize("gateways", [{}, {"gateways": ["mesh"]}, {"gateways": ["ai/edge", "mesh"]}], ids=str)
def test_a_second_virtual_service_for_callers_in_the_mesh(host: str, gateways: dict[str, Any]) -> None:
    """Sidecars use one VirtualService for a host (IST0109): the retries of the other one are gone."""
    services: list[dict[str, Any]] = [
        {
            "kind": "VirtualService",
            "metadata": {"name": name, "namespace": "ai"},
            "spec": {"hosts": [written], "http": [{"retries": {"attempts": 0}}], **where},
        }
        for name, written, where in (
            ("chat-in-mesh", "chat.ai.svc.cluster.local", {"gateways": ["mesh"]}),
            ("own", host, gateways),
        )
    ]
    (problem,) = inspect_objects("chat", "1.31", services)
    assert problem.path == "VirtualService/own.spec.hosts[0]"
    services[1]["spec"]["gateways"] = ["ai/edge"]
    assert inspect_objects("chat", "1.31", services) == []


IDLE = rule("connectionPool: {tcp: {idleTimeout: 9s}, http: {idleTimeout: 4s}}")


@pytest.mark.parametrize(
    ("ports", "wrong"),
    [
        ("[{name: http-web}, {name: web, appProtocol: kubernetes.io/h2c}]", True),
        ("[{name: http}, {name: tcp-raw}]", False),
        ("[{name: https}]", False),
        ("[{name: web}]", False),
    ],
)
def test_two_idle_timeouts(ports: str, *, wrong: bool) -> None:
    """HTTP ports use the idle timeout of http, and TCP ports that of tcp."""
    service = {"kind": "Service", "metadata": {"name": "chat", "namespace": "ai"}}
    spec = {"spec": yaml.safe_load(f"ports: {ports}")}
    path = "spec.trafficPolicy.connectionPool.tcp.idleTimeout [combination-ignored]"
    assert found({**service, **spec}, IDLE) == ([path] if wrong else [])
    assert found(IDLE) == []


def subset(above: str, policy: str) -> dict[str, Any]:
    item = rule(above)
    item["spec"]["subsets"] = [{"name": "v1", "trafficPolicy": yaml.safe_load(policy)}]
    return item


FAILOVER = "loadBalancer: {localityLbSetting: {failoverPriority: [a]}}"
HASHED = "loadBalancer: {consistentHash: {useSourceIp: true}}"
IN_SUBSET = "spec.subsets[0].trafficPolicy"


def test_a_subset_inherits_blocks() -> None:
    """An inherited block can be what another one needs, and what cancels another one."""
    assert found(subset("outlierDetection: {}", FAILOVER)) == []
    assert found(subset(HASHED, "outlierDetection: {}")) == [
        f"{IN_SUBSET}.loadBalancer.consistentHash [combination-ignored]"
    ]
    assert found(subset("outlierDetection: {}", HASHED)) == [
        f"{IN_SUBSET}.loadBalancer.consistentHash [combination-ignored]"
    ]
    assert found(subset(f"{{outlierDetection: {{}}, {HASHED}}}", "connectionPool: {}")) == [
        "spec.trafficPolicy.loadBalancer.consistentHash [combination-ignored]"
    ]


def test_a_port_of_a_subset_inherits_nothing_but_the_retry_budget() -> None:
    """Istio applies no other block of the host to the port."""
    ports = "portLevelSettings: [{port: {number: 80}, loadBalancer: {simple: RANDOM}}]"
    assert found(subset("outlierDetection: {interval: 9s}", ports)) == [
        f"{IN_SUBSET}.portLevelSettings[0] [combination-ignored]"
    ]
    assert found(subset("retryBudget: {percent: 20}", ports)) == []


@pytest.mark.parametrize("apart", ["{exportTo: [.]}", "{workloadSelector: {matchLabels: {app: caller}}}"])
def test_a_rule_for_other_callers_is_not_a_second_one(apart: str) -> None:
    """Istio doesn't merge rules for other proxies or namespaces."""
    second = rule("loadBalancer: {simple: RANDOM}", "second")
    second["spec"].update(yaml.safe_load(apart))
    assert found(rule("loadBalancer: {simple: RANDOM}"), second) == []


SOUND = [
    rule("loadBalancer: {zoneAwareLbSetting: {failoverPriority: [a]}}"),  # Istio orders zones without an ejection, too
    rule("{tls: {mode: SIMPLE}, portLevelSettings: [{port: {number: 80}, tls: {mode: DISABLE}}]}"),
    rule("tls: {mode: SIMPLE, sni: a.example.com, subjectAltNames: [a.example.com]}"),
    rule("tls: {mode: ISTIO_MUTUAL, sni: a.example.com}"),
    rule("{retryBudget: {percent: 20}}"),  # Istio assumes an empty connectionPool
    rule("loadBalancer: {simple: LEAST_REQUEST, warmup: {duration: 9s}}"),
    route(f"{{retries: {{attempts: 1, retryOn: '429,retriable-status-codes'}}, {TO_CHAT}}}"),
    route(f"{{fault: {{abort: {{httpStatus: 503}}}}, {TO_CHAT}}}"),
    patch("{applyTo: VIRTUAL_HOST, patch: {operation: REPLACE, value: {}}}"),
    patch("{applyTo: HTTP_ROUTE, patch: {operation: MERGE_AND_REPLACE_LIST, value: {}}}"),
    thing("ConfigMap", "defaultEndpoint: 1"),
    {"kind": "List"},
]


@pytest.mark.parametrize("item", SOUND, ids=range(len(SOUND)))
def test_a_setting_with_an_effect_passes(item: dict[str, Any]) -> None:
    """Each object is close to one that is refused."""
    assert found(item) == []


def test_the_names_of_a_service_entry_are_enough() -> None:
    """If the policy has no names, Istio verifies those of the host's ServiceEntry."""
    entry = thing("ServiceEntry", f"{{hosts: [{HOST}], subjectAltNames: [a.example.com]}}")
    assert found(rule("tls: {mode: SIMPLE, sni: a.example.com}"), entry) == []
