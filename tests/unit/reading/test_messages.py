"""The messages about common mistakes: each text in full, as the user reads it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

import llm_api_mesh
from llm_api_mesh import (
    Budget,
    Certificate,
    ConsistentHash,
    Gateway,
    GatewayRef,
    LeastRequest,
    Locality,
    Match,
    OpenAI,
    Pool,
    Random,
    Retries,
    RoundRobin,
    Route,
    Version,
    WarmUp,
)
from support.apps import GatewayRefusal, Refusal
from support.specs import KEY, SECOND, compatible, hashed, offering, openai, routed, weighed

ANY: Any = llm_api_mesh
"""The package for values that type checkers refuse."""
ANY_LIST: Any = ["chat-tls"]
PODS = {"app": "chat"}


def pool(**fields: Any) -> Pool:
    return Pool(**{"selector": PODS, "target_port": 8080, **fields})


def version(**fields: Any) -> Version:
    return Version(**{"name": "v1", **fields})


ELSEWHERE = 'Write ProviderRef(provider="..."), and OpenAI(...) in the providers of the LlmGateway.'

INSTEAD = " If it is an LlmGateway, write LlmGatewayRef instead."
GATEWAY = "gateway: got {}. {} Allowed: Gateway(...), GatewayRef(...) or LlmGatewayRef(...). [type-wrong]"
BALANCERS = (
    "{} Allowed: LeastRequest(...), RoundRobin(...), Random(...), ConsistentHash(...) or Passthrough(...). [type-wrong]"
)

URL = (
    'providers[hosted].provider.url: got "{}". Allowed: an https URL with a host name, an optional port and '
    "an optional path, such as https://llm.example.net/v1. [provider-url]"
)

EXACT: dict[str, tuple[dict[str, Any], str]] = {
    # What an object would be written around, and what has another place
    "a provider as a backend": (
        {"backend": OpenAI(api_key=KEY)},
        (
            f'backend: got OpenAI(api_key=KeyFromFile(path="{KEY.path}")). {ELSEWHERE} '
            "Allowed: Pool(...), ServiceRef(...), Failover(...), ProviderRef(...), InferencePool(...) or "
            "InferencePoolRef(...). [type-wrong]"
        ),
    ),
    "the origins alone": (
        {"cors": ["https://a.example.com"]},
        (
            'cors: got ["https://a.example.com"]. Write Cors(allow_origins=["https://a.example.com"]). '
            "Allowed: Cors(...). [type-wrong]"
        ),
    ),
    "a path alone": (
        {"paths": ["/v1/x"]},
        'paths[0]: got "/v1/x". Write PublicPath(path="/v1/x"). Allowed: PublicPath(...). [type-wrong]',
    ),
    "a path that isn't one": (
        {"paths": ["v1/x"]},
        'paths[0]: got "v1/x". Allowed: PublicPath(...). [type-wrong]',
    ),
    "the Secret of a certificate alone": (
        {"gateway": Gateway(anonymous=True, certificates=ANY_LIST)},
        (
            'gateway.certificates[0]: got "chat-tls". Write Certificate(credential_name="chat-tls"). '
            "Allowed: Certificate(...). [type-wrong]"
        ),
    ),
    # A number has no last 0
    "release 1.30 as a number": (
        {"istio": 1.30},
        (
            'istio: got 1.3. Write "1.30" as a string, because a number loses its last 0. Allowed: "1.30" or "1.31". '
            "[field-invalid]"
        ),
    ),
    "release 1.3": (
        {"istio": "1.3"},
        'istio: got "1.3". Write "1.30". Allowed: "1.30" or "1.31". [field-invalid]',
    ),
    "release 1.31 as a number": (
        {"istio": 1.31},
        'istio: got 1.31. Write "1.31". Allowed: "1.30" or "1.31". [field-invalid]',
    ),
    # Gateways by a string
    "gateway by its name": (
        {"gateway": "shared-gateway"},
        GATEWAY.format(
            '"shared-gateway"',
            'To use an existing Gateway, write GatewayRef(namespace="...", name="shared-gateway").' + INSTEAD,
        ),
    ),
    "gateway by namespace and name": (
        {"gateway": "istio-ingress/shared"},
        GATEWAY.format(
            '"istio-ingress/shared"',
            'To use an existing Gateway, write GatewayRef(namespace="istio-ingress", name="shared").' + INSTEAD,
        ),
    ),
    "gateway by full name": (
        {"gateway": "shared.istio-ingress.svc.cluster.local"},
        GATEWAY.format(
            '"shared.istio-ingress.svc.cluster.local"',
            'To use an existing Gateway, write GatewayRef(namespace="istio-ingress", name="shared").' + INSTEAD,
        ),
    ),
    "all sidecars as a gateway": (
        {"gateway": "mesh"},
        GATEWAY.format(
            '"mesh"',
            'To use an existing Gateway, write GatewayRef(namespace="...", name="...").' + INSTEAD,
        ),
    ),
    # A class where an object is meant
    "class of a balancer": (
        {"backend": pool(load_balancer=RoundRobin)},
        "backend.load_balancer: got RoundRobin. " + BALANCERS.format("Write RoundRobin()."),
    ),
    "class of a balancer that needs a key": (
        {"backend": pool(load_balancer=ConsistentHash)},
        "backend.load_balancer: got ConsistentHash. " + BALANCERS.format("Write ConsistentHash(...)."),
    ),
    "class of a gateway": ({"gateway": Gateway}, GATEWAY.format("Gateway", "Write Gateway(...).")),
    "class of a reference": ({"gateway": GatewayRef}, GATEWAY.format("GatewayRef", "Write GatewayRef(...).")),
    "class of a budget": (
        {"budget": Budget},
        "budget: got Budget. Write Budget(). Allowed: Budget(...). [type-wrong]",
    ),
    # One where a list is meant
    "one version": (
        {"backend": pool(versions=Version(name="v1"))},
        'backend.versions: got Version(name="v1"). Write [Version(...)]. Allowed: a list. [type-wrong]',
    ),
    "one faulty version": (
        {"backend": pool(versions=Version(name="V1"))},
        'backend.versions: got Version(name="V1"). Write [Version(...)]. Allowed: a list. [type-wrong]',
    ),
    "versions by their names": (
        {"backend": pool(versions={"v1": Version(name="v1")})},
        (
            'backend.versions: got {"v1": Version(name="v1")}. Write [Version(name="v1", ...), ...]. '
            "Allowed: a list. [type-wrong]"
        ),
    ),
    "versions by their names, as plain data": (
        {"backend": {"kind": "Pool", "selector": PODS, "target_port": 8080, "versions": {"v1": {"weight": 1}}}},
        'backend.versions: got {"v1": {"weight": 1}}. Write [{"name": "v1", ...}, ...]. Allowed: a list. [type-wrong]',
    ),
    "the number of retries alone": (
        {"retries": 3},
        "retries: got 3. Write Retries(attempts=3). Allowed: Retries(...). [type-wrong]",
    ),
    # Mappings, each with its own example
    "headers as a list": (
        {"match": Match(headers=["x"])},  # type: ignore[arg-type]
        'match.headers: got ["x"]. Allowed: a mapping, such as {"x-llm-version": "v2"}. [type-wrong]',
    ),
    "query as a text": (
        {"match": Match(query="channel=beta")},  # type: ignore[arg-type]
        'match.query: got "channel=beta". Allowed: a mapping, such as {"channel": "beta"}. [type-wrong]',
    ),
    "selector as a text": (
        {"backend": pool(selector="app=chat")},
        'backend.selector: got "app=chat". Allowed: a mapping, such as {"app": "chat"}. [type-wrong]',
    ),
    # Numbers
    "port of a truth": (
        {"backend": pool(port=True)},
        "backend.port: got True. Allowed: a whole number. [type-wrong]",
    ),
}


@pytest.mark.parametrize(("changes", "text"), EXACT.values(), ids=EXACT)
def test_is_refused_in_these_words(refusal: Refusal, changes: dict[str, Any], text: str) -> None:
    """One mistake is one problem, and its text says what to write."""
    assert refusal(**changes) == [text]


def test_a_provider_needs_its_users(gateway_refusal: GatewayRefusal) -> None:
    """A provider alone doesn't say which namespaces may use it."""
    changes = {**offering(OpenAI(api_key=KEY)), "providers": {"openai": OpenAI(api_key=KEY)}}
    (problem,) = gateway_refusal(**changes)
    assert problem.startswith(f'providers[openai]: got OpenAI(api_key=KeyFromFile(path="{KEY.path}")). ')
    fix = "Write GatewayProvider(provider=OpenAI(...), namespaces=[...]). Allowed: GatewayProvider(...). [type-wrong]"
    assert problem.endswith(fix)


@pytest.mark.parametrize("url", ["https://*.openai.azure.com/openai/v1", "*.openai.azure.com"])
def test_a_provider_has_one_host(gateway_refusal: GatewayRefusal, url: str) -> None:
    """The host of a provider is resolved by its name."""
    assert gateway_refusal(**offering(compatible(url))) == [URL.format(url)]


@pytest.mark.parametrize(
    ("field", "value", "fix"),
    [
        ("algorithm", "ROUND_ROBIN", "Write load_balancer=RoundRobin()."),
        ("balancer", "LEAST_CONN", "Write load_balancer=LeastRequest()."),
        ("lb", "RANDOM", "Write load_balancer=Random()."),
        ("lb_policy", "round_robin", "Write load_balancer=RoundRobin()."),
        ("loadBalancer", "PASSTHROUGH", "Write load_balancer=Passthrough()."),
        ("algorithm", "ring_hash", "Write load_balancer=ConsistentHash(...)."),
        ("algorithm", RoundRobin, "Write load_balancer=RoundRobin()."),
        ("algorithm", RoundRobin(warmup=WarmUp(duration=timedelta(minutes=1))), "Write load_balancer=RoundRobin(...)."),
        ("algorithm", LeastRequest(), "Write load_balancer=LeastRequest()."),
        ("algorithm", "fastest", "Did you mean load_balancer?"),
    ],
)
def test_an_algorithm_by_another_keyword(refusal: Refusal, field: str, value: object, fix: str) -> None:
    """The message translates keywords of Istio and of other balancers into those of this project."""
    for place, changes in (
        ("backend", {"backend": pool(**{field: value})}),
        ("backend.versions[v1]", {"backend": pool(versions=[version(**{field: value})])}),
    ):
        (problem,) = refusal(**changes)
        assert problem.startswith(f"{place}.{field}: unknown field {field}. {fix} Allowed: ")
        assert problem.endswith(". [field-unknown]")


@pytest.mark.parametrize(
    ("changes", "field", "fix"),
    [
        (
            {"gateway": Gateway(anonymous=True, certificates=[Certificate(name="a")])},  # type: ignore[call-arg]
            "name",
            "Did you mean credential_name? ",
        ),
        ({"budget": Budget(timeout="1s")}, "timeout", ""),  # type: ignore[call-arg]
    ],
)
def test_a_word_of_a_field_s_name(refusal: Refusal, changes: dict[str, object], field: str, fix: str) -> None:
    """A word of a required field's name stands for the field. Of other names, a word may mean something else."""
    (problem,) = [problem for problem in refusal(**changes) if "field-unknown" in problem]
    assert f".{field}: unknown field {field}. {fix}Allowed: " in problem


def test_a_word_of_a_provider_s_field(gateway_refusal: GatewayRefusal) -> None:
    """The same holds for the fields of a provider."""
    given = offering(OpenAI(key="sk"))  # type: ignore[call-arg]
    (problem,) = [problem for problem in gateway_refusal(**given) if "field-unknown" in problem]
    assert "providers[hosted].provider.key: unknown field key. Did you mean api_key? Allowed: " in problem


def test_an_algorithm_as_a_keyword_of_the_api(refusal: Refusal) -> None:
    """The message says that the load balancer belongs to the pool."""
    (problem,) = refusal(algorithm="ROUND_ROBIN")
    assert problem.endswith(
        "Write load_balancer=RoundRobin() in the Pool. Allowed: access, argo_cd, backend, budget, callers, "
        "cluster_domain, cors, drills, endpoints, export_to, gateway, hosts, include_usage, istio, match, mirrors, "
        "model_from, models, namespace, outbound, paths, preset, retries, routes. [field-unknown]"
    )


def test_weights_with_fractions(refusal: Refusal) -> None:
    """Weights are whole numbers: each that isn't one is named."""
    versions = [Version(name="v1", weight=90.5), Version(name="v2", weight=9.5)]  # type: ignore[arg-type]
    assert refusal(backend=pool(versions=versions)) == [
        "backend.versions[v1].weight: got 90.5. Allowed: a whole number. [type-wrong]",
        "backend.versions[v2].weight: got 9.5. Allowed: a whole number. [type-wrong]",
    ]


POSITIONS: dict[str, tuple[dict[str, Any], str]] = {
    "a version": (
        {"backend": pool(versions=[ANY.Version("v1", 10)])},
        (
            'backend.versions[v1]: got "v1", 10 without a keyword. Write Version(name="v1", weight=10). '
            "Allowed: keywords. [type-wrong]"
        ),
    ),
    "a version and a keyword": (
        {"backend": pool(versions=[ANY.Version("v1", weight=10)])},
        (
            'backend.versions[v1]: got "v1" without a keyword. Write Version(name="v1", weight=10). Allowed: keywords. '
            "[type-wrong]"
        ),
    ),
    "more values than fields": (
        {"backend": pool(load_balancer=ANY.RoundRobin(1, 2))},
        (
            "backend.load_balancer: got 1, 2 without a keyword. Write RoundRobin(warmup=1). Allowed: keywords. "
            "[type-wrong]"
        ),
    ),
    "a type without fields": (
        {"backend": pool(load_balancer=ANY.Random(1))},
        "backend.load_balancer: got 1 without a keyword. Write Random(). Allowed: keywords. [type-wrong]",
    ),
    "a gateway by namespace and name": (
        {"gateway": ANY.GatewayRef("istio-ingress/shared")},
        (
            'gateway: got "istio-ingress/shared" without a keyword. Write GatewayRef(namespace="istio-ingress", '
            'name="shared"). Allowed: keywords. [type-wrong]'
        ),
    ),
    "a gateway by two values": (
        {"gateway": ANY.GatewayRef("istio-ingress", "shared")},
        (
            'gateway: got "istio-ingress", "shared" without a keyword. Write GatewayRef(namespace="istio-ingress", '
            'name="shared"). Allowed: keywords. [type-wrong]'
        ),
    ),
}


@pytest.mark.parametrize(("changes", "text"), POSITIONS.values(), ids=POSITIONS)
def test_values_without_keywords_are_problems_like_others(refusal: Refusal, changes: dict[str, Any], text: str) -> None:
    """The problem has the field, and shows what was meant, by keywords: no traceback of Python."""
    assert refusal(**changes) == [text]


def test_the_place_of_a_key_by_its_position(gateway_refusal: GatewayRefusal) -> None:
    """What stands there may be a key, so it isn't shown."""
    (problem,) = gateway_refusal(**offering(openai(api_key=ANY.KeyFromFile("hunter2"))))
    assert problem == (
        "providers[hosted].provider.api_key: got a value that isn't shown, because it may be a key. "
        "Write KeyFromFile(path=...). Allowed: keywords. [type-wrong]"
    )


PROVIDERS: dict[str, tuple[OpenAI, str]] = {
    "a key as a text": (
        openai(api_key="sk-proj-1234"),
        'Write KeyFromFile(path="..."). Allowed: KeyFromFile(...). [type-wrong]',
    ),
    "no key": (openai(), "providers[hosted].provider.api_key: missing"),
    "verification switched off": (
        openai(api_key=KEY, insecure_skip_verify=True),
        "unknown field insecure_skip_verify. Allowed: api_key, protocol. [field-unknown]",
    ),
}


@pytest.mark.parametrize(("provider", "text"), PROVIDERS.values(), ids=PROVIDERS)
def test_a_provider_is_refused(gateway_refusal: GatewayRefusal, provider: OpenAI, text: str) -> None:
    """Each faulty provider has one problem, whose text says what is allowed."""
    (problem,) = gateway_refusal(**offering(provider))
    assert text in problem


REFUSED: dict[str, tuple[dict[str, object], str]] = {
    "protocol of TCP": ({"backend": pool(protocol="tcp")}, 'Allowed: "http", "h2c" or "grpc". [field-invalid]'),
    "port as text": ({"backend": pool(port="80")}, 'got "80". Write 80. Allowed: a whole number. [type-wrong]'),
    "host as a text": ({"hosts": "llm.example.com"}, 'Write ["llm.example.com"]. Allowed: a list. [type-wrong]'),
    "gateway as a text": (
        {"gateway": "shared-gateway"},
        (
            'To use an existing Gateway, write GatewayRef(namespace="...", name="shared-gateway").'
            + INSTEAD
            + " Allowed: "
            "Gateway(...), GatewayRef(...) or LlmGatewayRef(...). [type-wrong]"
        ),
    ),
    "gateway without namespace": ({"gateway": GatewayRef(name="shared")}, "gateway.namespace: missing"),  # type: ignore[call-arg]
    "weight as a text": (weighed(1, "10"), 'got "10". Write 10. Allowed: a whole number. [type-wrong]'),
    "weight as a truth": (weighed(1, True), "got True. Allowed: a whole number. [type-wrong]"),  # noqa: FBT003
    "header value as a number": (routed(headers={"x-llm": 2}), 'got 2. Write "2". Allowed: a string. [type-wrong]'),
    "method in lower case": (
        routed(method="get"),
        (
            'Write "GET". Allowed: "CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT" or '
            '"TRACE". [field-invalid]'
        ),
    ),
    "warm-up with random": (
        {"backend": pool(load_balancer=Random(warmup=timedelta(minutes=1)))},  # type: ignore[call-arg]
        (
            "Use LeastRequest or RoundRobin, because Envoy warms up replicas only with these, or remove warmup. "
            "Allowed: Random(...) without warmup. [field-without-effect]"
        ),
    ),
    "balancer's old name": (
        {"backend": pool(load_balancer="LEAST_CONN")},
        (
            "Write LeastRequest(). Allowed: LeastRequest(...), RoundRobin(...), Random(...), "
            "ConsistentHash(...) or Passthrough(...). [type-wrong]"
        ),
    ),
    "balancer as a text": (
        {"backend": pool(load_balancer="ROUND_ROBIN")},
        (
            "Write RoundRobin(). Allowed: LeastRequest(...), RoundRobin(...), Random(...), "
            "ConsistentHash(...) or Passthrough(...). [type-wrong]"
        ),
    ),
    "name as a keyword": (
        {"name": "other"},
        (
            "name: unknown field name. Allowed: access, argo_cd, backend, budget, callers, cluster_domain, cors, "
            "drills, endpoints, export_to, gateway, hosts, include_usage, "
            "istio, match, mirrors, model_from, models, namespace, outbound, paths, preset, retries, "
            "routes. [field-unknown]"
        ),
    ),
    "kind as a keyword": ({"kind": "Mesh"}, "kind: unknown field kind. Allowed: access, argo_cd, backend, "),
    "namespace as a number of thousands of digits": (
        {"namespace": 10**5000},
        "namespace: got a very long number. Allowed: a string. [type-wrong]",
    ),
    "an object with mappings in another's place": (
        {"gateway": pool(locality=Locality(distribute={"eu": {"eu": 100}}))},
        'got Pool(selector={"app": "chat"}, target_port=8080, locality=Locality(distribute={"eu": {"eu": 100}})).',
    ),
    "weight of superscripts": (weighed(1, "\u00b2"), "a whole number. [type-wrong]"),
    "weight with a fraction of nothing": (weighed(1, 2.0), "Write 2. Allowed: a whole number. [type-wrong]"),
    "route as a match": ({"match": Route(name="a", version="v1")}, "match: got Route("),
    "keys that aren't texts": (
        {"backend": pool(selector={1: "a"})},
        'backend.selector[1]: got 1. Write "1". Allowed: a string. [type-wrong]',
    ),
    "unknown keyword": (
        {"host": ["a.example.com"]},
        (
            "Did you mean hosts? Allowed: access, argo_cd, backend, budget, callers, cluster_domain, cors, drills, "
            "endpoints, export_to, gateway, hosts, include_usage, istio, "
            "match, mirrors, model_from, models, namespace, outbound, paths, preset, retries, routes. "
            "[field-unknown]"
        ),
    ),
    "routes as one route": (
        {"routes": Route(name="a", version="v1")},
        "Write [Route(...)]. Allowed: a list. [type-wrong]",
    ),
    "labels as a list": ({"backend": pool(selector=["app"])}, 'a mapping, such as {"app": "chat"}. [type-wrong]'),
    "unknown release": ({"istio": "1.29"}, '"1.30" or "1.31"'),
    "release as a number": ({"istio": 1.31}, 'Write "1.31". Allowed: "1.30" or "1.31". [field-invalid]'),
    "a limit on each try": (
        {"retries": Retries(attempts=2, per_try_timeout=60 * SECOND)},  # type: ignore[call-arg]
        "so longer generations would fail",
    ),
    "an unknown preset": (
        {"preset": "chats"},
        'Write "chat". Allowed: "agents", "chat", "completion-batch" or "embeddings". [field-invalid]',
    ),
    "ring size where Istio once had it": (
        hashed(minimum_ring_size=1024),
        (
            "Write algorithm=RingHash(minimum_ring_size=...): the default algorithm, Maglev, has no ring. "
            "Allowed: ConsistentHash(...) without minimum_ring_size. [field-without-effect]"
        ),
    ),
    "algorithm as a text": (
        hashed(algorithm="ring_hash"),
        "Write RingHash(). Allowed: Maglev(...) or RingHash(...). [type-wrong]",
    ),
    "warm-up with a hash": (
        hashed(warmup=WarmUp(duration=timedelta(minutes=1))),
        (
            "Use LeastRequest or RoundRobin, because Envoy warms up replicas only with these, or remove warmup. "
            "Allowed: ConsistentHash(...) without warmup. [field-without-effect]"
        ),
    ),
    "warm-up as a time": (
        {"backend": pool(load_balancer=LeastRequest(warmup=timedelta(minutes=1)))},  # type: ignore[arg-type]
        "Allowed: WarmUp(...). [type-wrong]",
    ),
}


@pytest.mark.parametrize(("changes", "text"), REFUSED.values(), ids=REFUSED)
def test_is_refused(refusal: Refusal, changes: dict[str, object], text: str) -> None:
    """Each faulty API has one problem, whose text says what is allowed."""
    (problem,) = refusal(**changes)
    assert text in problem
