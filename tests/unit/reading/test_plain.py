"""Specifications as plain data: mappings, lists, strings and numbers, as a reader of YAML or JSON returns them."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import Any

import pytest

from llm_api_mesh import (
    Budget,
    ConsistentHash,
    Endpoint,
    Failover,
    KeyFromFile,
    OpenAI,
    Pool,
    ProviderRef,
    RoundRobin,
    Version,
    WarmUp,
)
from llm_api_mesh.reading import read, read_gateway
from support.apps import LLM_GATEWAY, PLAIN_GATEWAY
from support.specs import offering

POOL = {"kind": "Pool", "selector": {"app": "chat"}, "target_port": 8080}
BALANCERS = '"LeastRequest", "RoundRobin", "Random", "ConsistentHash" or "Passthrough"'


def problems(**changes: Any) -> list[str]:
    given = {"namespace": "ai", "hosts": ["chat.example.com"], "gateway": PLAIN_GATEWAY, "backend": POOL, **changes}
    _, found = read("chat", given)
    return [str(problem) for problem in found]


def pool(**fields: Any) -> dict[str, Any]:
    return {**POOL, **fields}


def test_a_mapping_is_the_object_of_its_kind() -> None:
    """A specification of plain data is equal to that of objects, and knows the same fields as given."""
    plain = {
        "namespace": "ai",
        "hosts": ["chat.example.com"],
        "gateway": {"kind": "Gateway", "anonymous": True, "http": {"kind": "PlainHttp"}},
        "backend": pool(
            load_balancer={"kind": "RoundRobin", "warmup": {"duration": "1m"}},
            versions=[{"name": "v1", "weight": 1}, {"kind": "Version", "name": "v2", "weight": 0}],
        ),
        "budget": MappingProxyType({"quick": "500ms"}),
    }
    objects = {
        "namespace": "ai",
        "hosts": ["chat.example.com"],
        "gateway": PLAIN_GATEWAY,
        "backend": Pool(
            selector={"app": "chat"},
            target_port=8080,
            load_balancer=RoundRobin(warmup=WarmUp(duration=timedelta(minutes=1))),
            versions=[Version(name="v1", weight=1), Version(name="v2", weight=0)],
        ),
        "budget": Budget(quick=timedelta(milliseconds=500)),
    }
    one, other = read("chat", plain)[0], read("chat", objects)[0]
    assert one
    assert other
    assert one.spec == other.spec
    assert repr(one.spec) == repr(other.spec)
    assert "kind" not in repr(one.spec)


def test_an_endpoint_is_plain_data() -> None:
    """An endpoint is a mapping like any part of an API, and a problem in it is found by its name."""
    given = {"name": "audio", "path_prefix": "/v1/audio/", "backend": pool(selector={"app": "whisper"})}
    plan, _ = read(
        "chat",
        {
            "namespace": "ai",
            "hosts": ["a.example.com"],
            "gateway": PLAIN_GATEWAY,
            "backend": POOL,
            "endpoints": [given],
        },
    )
    assert plan
    whisper = Pool(selector={"app": "whisper"}, target_port=8080)
    assert plan.spec.endpoints == (Endpoint(name="audio", path_prefix="/v1/audio/", backend=whisper),)
    assert problems(endpoints=[{**given, "prefix": "/"}]) == [
        (
            "endpoints[audio].prefix: unknown field prefix. Did you mean path_prefix? Allowed: access, backend, "
            "headers, method, mirrors, name, path, path_prefix, query, routes. [field-unknown]"
        )
    ]


def test_the_kind_is_not_a_field() -> None:
    """A user of Python never sees the kind: it isn't in a signature, a field or the set of given fields."""
    assert "kind" not in inspect.signature(Pool).parameters
    assert "kind" not in Pool.model_fields
    plan, _ = read("chat", {"namespace": "ai", "hosts": ["a.example.com"], "gateway": PLAIN_GATEWAY, "backend": POOL})
    assert plan
    assert isinstance(plan.spec.backend, Pool)
    assert plan.spec.backend.model_fields_set == {"selector", "target_port"}


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "no kind, clear by its fields": (
        {"backend": {"selector": {"app": "chat"}, "target_port": 8000}},
        (
            'backend.kind: missing. Add "kind": "Pool". Allowed: "Pool", "ServiceRef", "Failover", "ProviderRef", '
            '"InferencePool" or "InferencePoolRef". [field-required]'
        ),
    ),
    "no kind, and several that it could be": (
        {"backend": pool(load_balancer={})},
        f"backend.load_balancer.kind: missing. Allowed: {BALANCERS}. [field-required]",
    ),
    "a kind in other letters": (
        {"backend": pool(load_balancer={"kind": "round_robin"})},
        f'backend.load_balancer.kind: got "round_robin". Write "RoundRobin". Allowed: {BALANCERS}. [field-invalid]',
    ),
    "a kind by Istio's name": (
        {"backend": pool(load_balancer={"kind": "LEAST_CONN"})},
        f'backend.load_balancer.kind: got "LEAST_CONN". Write "LeastRequest". Allowed: {BALANCERS}. [field-invalid]',
    ),
    "a kind that there isn't": (
        {"backend": pool(load_balancer={"kind": "fastest"})},
        f'backend.load_balancer.kind: got "fastest". Allowed: {BALANCERS}. [field-invalid]',
    ),
    "a kind of thousands of digits": (
        {"backend": pool(load_balancer={"kind": 10**5000})},
        f"backend.load_balancer.kind: got a very long number. Allowed: {BALANCERS}. [field-invalid]",
    ),
    "a kind that isn't a text": (
        {"backend": pool(load_balancer={"kind": 1})},
        f"backend.load_balancer.kind: got 1. Allowed: {BALANCERS}. [field-invalid]",
    ),
    "a name instead of a mapping": (
        {"backend": pool(load_balancer="ROUND_ROBIN")},
        (
            'backend.load_balancer: got "ROUND_ROBIN". Write {"kind": "RoundRobin"}. Allowed: a mapping with "kind": '
            f"{BALANCERS}. [type-wrong]"
        ),
    ),
    "a name of what needs more": (
        {"backend": pool(load_balancer="ring_hash")},
        (
            'backend.load_balancer: got "ring_hash". Write {"kind": "ConsistentHash", ...}. Allowed: a mapping with '
            f'"kind": {BALANCERS}. [type-wrong]'
        ),
    ),
    "another kind where there is one": (
        {"backend": pool(versions=[{"kind": "Route", "name": "v1"}])},
        'backend.versions[v1].kind: got "Route". Write "Version", or remove kind. Allowed: "Version". [field-invalid]',
    ),
    "an unknown field": (
        {"backend": pool(versions=[{"name": "v1", "wieght": 1}])},
        (
            "backend.versions[v1].wieght: unknown field wieght. Did you mean weight? Allowed: concurrent_requests, "
            "ejection, labels, load_balancer, locality, name, replicas, weight. [field-unknown]"
        ),
    ),
    "a field that isn't a text": (
        {"backend": pool(versions=[{"name": "v1", 1: 1}])},
        "backend.versions[v1][1]: got 1. Allowed: a string as the name of a field. [type-wrong]",
    ),
    "a missing field": (
        {"backend": {"kind": "Failover", "backends": [POOL, {"kind": "ProviderRef"}]}},
        'backend.backends[1].provider: missing. Add "provider": ... Allowed: a string. [field-required]',
    ),
    "a field that has no effect": (
        {"backend": pool(load_balancer={"kind": "Random", "warmup": {"duration": "1m"}})},
        (
            "backend.load_balancer.warmup: got warmup. Use LeastRequest or RoundRobin, because Envoy warms up replicas "
            "only with these, or remove warmup. Allowed: Random(...) without warmup. [field-without-effect]"
        ),
    ),
    "an algorithm by another name": (
        {"backend": pool(lb="ROUND_ROBIN")},
        (
            'backend.lb: unknown field lb. Write "load_balancer": {"kind": "RoundRobin"}. Allowed: '
            "concurrent_requests, ejection, http2_keep_alive, load_balancer, locality, max_requests_per_connection, "
            "model, name, open_ports, port, port_name, protocol, replicas, selector, service_type, "
            "target_port, versions, weights_set_by. [field-unknown]"
        ),
    ),
    "a mapping instead of a list": (
        {"backend": pool(versions={"name": "v1"})},
        'backend.versions: got {"name": "v1"}. Write [{...}]. Allowed: a list. [type-wrong]',
    ),
    "a text instead of the one type": (
        {"backend": pool(load_balancer={"kind": "RoundRobin", "warmup": "1m"})},
        (
            'backend.load_balancer.warmup: got "1m". Write {"duration": "1m"}. '
            "Allowed: a mapping with the fields of WarmUp. [type-wrong]"
        ),
    ),
    "a key beside one that is named like a kind": (
        {"backend": pool(selector={"kind": "chat", "chat": 2})},
        'backend.selector.chat: got 2. Write "2". Allowed: a string. [type-wrong]',
    ),
    "a rule across fields": (
        {"backend": pool(load_balancer={"kind": "ConsistentHash"})},
        (
            'backend.load_balancer: got no key. For chat sessions, write {"kind": "ConsistentHash", "header": '
            '"x-session-id"}. Allowed: exactly one of header, cookie, source_ip, query_parameter, keys. [hash-key]'
        ),
    ),
    "a keyword with an object in its correction": (
        {"backend": pool(load_balancer={"kind": "ConsistentHash", "header": "x-session-id", "table_size": 7})},
        (
            'backend.load_balancer.table_size: got table_size. Write "algorithm": {"kind": "Maglev", "table_size": '
            "...}. Allowed: ConsistentHash(...) without table_size. [field-without-effect]"
        ),
    ),
    "a key that YAML has read as a truth": (
        {"retries": {True: [429]}},
        (
            'retries[1]: got True. Write "on" or "off" with quotes, which YAML takes for True and False without them. '
            "Allowed: a string as the name of a field. [type-wrong]"
        ),
    ),
    "half a character": (
        {"backend": pool(selector={"app": "\ud800"})},
        (
            'backend.selector: got value "\\ud800". Allowed: a label value of up to 63 letters, digits and inner - '
            "_ .. [label-invalid]"
        ),
    ),
}


@pytest.mark.parametrize(("changes", "text"), WRONG.values(), ids=WRONG)
def test_wrong_data_is_refused_in_these_words(changes: dict[str, Any], text: str) -> None:
    """Each mistake is one problem, whose correction is plain data, too."""
    assert problems(**changes) == [text]


def test_all_mistakes_come_at_once() -> None:
    """Mistakes on every level, in mappings and in objects, are reported together."""
    found = problems(
        backend=pool(
            kind="Pool",
            port=True,
            versions=[{"name": "V1", "kind": "Route"}, Version(name="v2", weight=1.5)],  # type: ignore[arg-type]
            load_balancer={"kind": "LeastRequest", "choices": 1, "warmup": {"duration": 20}},
        ),
        budget={"quick": "20", "slow": "1s"},
    )
    assert [problem.partition(":")[0] for problem in found] == [
        "backend.load_balancer.choices",
        "backend.load_balancer.warmup.duration",
        "backend.port",
        "backend.versions[V1].kind",
        "backend.versions[V1].name",
        "backend.versions[v2].weight",
        "budget.quick",
        "budget.slow",
    ]


def test_a_provider_is_the_object_of_its_kind() -> None:
    """The providers of a gateway can be plain data, too."""
    hosted = {"kind": "OpenAI", "api_key": {"path": "/run/secrets/openai/key.yaml"}}
    given, key = offering(hosted), KeyFromFile(path="/run/secrets/openai/key.yaml")
    plan, _ = read_gateway("llm", given | {"providers": {"hosted": {"provider": hosted, "namespaces": ["ai"]}}})
    same, _ = read_gateway("llm", offering(OpenAI(api_key=key)))
    assert plan
    assert same
    assert plan.spec == same.spec


def test_a_key_as_a_text_is_refused_with_the_data_to_write() -> None:
    """The fix is plain data as well, and the text isn't shown."""
    hosted = {"kind": "OpenAI", "api_key": "sk-proj-1234"}
    _, found = read_gateway("llm", offering(hosted))
    assert "; ".join(map(str, found)) == (
        "providers[hosted].provider.api_key: got a value that isn't shown, because it may be a key. "
        'Write {"kind": "KeyFromFile", "path": "..."}. Allowed: a mapping with the fields of KeyFromFile. [type-wrong]'
    )


def test_objects_and_data_mix() -> None:
    """A mapping may hold objects, and a list both."""
    plan, _ = read(
        "chat",
        {
            "namespace": "ai",
            "hosts": ["chat.example.com"],
            "gateway": LLM_GATEWAY,
            "backend": {
                "kind": "Failover",
                "backends": [
                    Pool(
                        selector={"app": "chat"}, target_port=8080, load_balancer=ConsistentHash(header="x-session-id")
                    ),
                    {"kind": "ProviderRef", "provider": "openai", "model": "gpt-4o-mini"},
                ],
            },
        },
    )
    assert plan
    assert isinstance(plan.spec.backend, Failover)
    assert [type(backend) for backend in plan.spec.backend.backends] == [Pool, ProviderRef]


@pytest.mark.parametrize("data", [{"gateway": "istio-ingress/shared"}, {"gateway": {"kind": "gateway_ref"}}])
def test_a_gateway_by_name(data: Mapping[str, Any]) -> None:
    """The keywords of the construct are Python's, so a text there is answered with an object; a kind with a kind."""
    (problem,) = problems(**data)
    assert "GatewayRef" in problem.partition("Allowed")[0]
