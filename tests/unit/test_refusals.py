"""Inputs that went wrong in the field, and what this project says to them."""

from __future__ import annotations

from datetime import timedelta

from llm_api_mesh import (
    Certificate,
    ConsistentHash,
    Cookie,
    Gateway,
    GatewayRef,
    Http2KeepAlive,
    KeyFromEnvironment,
    KeyFromFile,
    LeastRequest,
    Match,
    OpenAI,
    OpenAICompatible,
    Pool,
    Random,
    Route,
    Version,
    VertexAI,
    WarmUp,
)
from support.apps import Refusal

import pytest

PODS = {"app": "chat"}
TWO = [Version(name="v1", weight=90), Version(name="v2", weight=10)]


def pool(**fields: object) -> Pool:
    return Pool(**{"selector": PODS, **fields})  # type: ignore[arg-type]


def openai(**fields: object) -> OpenAI:
    return OpenAI(**fields)  # type: ignore[arg-type]


def compatible(url: str) -> OpenAICompatible:
    return OpenAICompatible(url=url, api_key=KeyFromEnvironment(variable="LLM_API_KEY"))


def routed(**fields: object) -> dict[str, object]:
    route = Route(**{"name": "testers", "version": "v2", **fields})  # type: ignore[arg-type]
    return {"backend": pool(versions=TWO), "routes": [route]}


def weighed(*weights: object) -> dict[str, object]:
    versions = [
        Version(name=f"v{index}", **({} if weight is ... else {"weight": weight}))  # type: ignore[arg-type]
        for index, weight in enumerate(weights, 1)
    ]
    return {"backend": pool(versions=versions)}


ONE_PROBLEM = {
    # Port names and protocols
    "port name httpport": (
        {"backend": pool(port_name="httpport")},
        (
            'Write "http-port". Allowed: "http" or "http-<suffix>", up to 15 lower-case letters, digits and '
            "inner hyphens. [port-name]"
        ),
    ),
    "port name of another protocol": ({"backend": pool(port_name="grpc")}, '"http" or "http-<suffix>"'),
    "port name of h2c": (
        {"backend": pool(protocol="h2c", port_name="http-web")},
        (
            'Write "http2-web". Allowed: "http2" or "http2-<suffix>", up to 15 lower-case letters, digits '
            "and inner hyphens. [port-name]"
        ),
    ),
    "port name too long": (
        {"backend": pool(port_name="http-" + "a" * 11)},
        (
            'Write "http". Allowed: "http" or "http-<suffix>", up to 15 lower-case letters, digits and '
            "inner hyphens. [port-name]"
        ),
    ),
    "protocol of TCP": ({"backend": pool(protocol="tcp")}, 'Allowed: "http", "h2c" or "grpc". [field-invalid]'),
    "port 0": ({"backend": pool(port=0)}, "backend.port: got 0. Allowed: 1 to 65535. [port-range]"),
    "port as text": ({"backend": pool(port="80")}, 'got "80". Write 80. Allowed: a whole number. [type-wrong]'),
    "gateway port": ({"gateway": Gateway(http_port=65536)}, "gateway.http_port: got 65536"),
    "one port for two protocols": (
        {"gateway": Gateway(http_port=443, certificates=[Certificate(credential_name="chat")])},
        (
            "gateway: got http_port=443 and https_port=443. Allowed: two different ports, because one port "
            "can't serve both HTTP and HTTPS. [port-range]"
        ),
    ),
    # Hosts
    "host with a port": ({"hosts": ["llm.example.com:8443"]}, "a host name without port"),
    "host with a path": (
        {"hosts": ["llm.example.com/v1"]},
        ('Write "llm.example.com", and put the path into match. Allowed: a host name without path. [host-invalid]'),
    ),
    "host with a dot behind": (
        {"hosts": ["llm.example.com."]},
        'Write "llm.example.com". Allowed: a host name without a trailing dot. [host-invalid]',
    ),
    "wildcard with a dot behind": ({"hosts": ["*.com."]}, "a host name without a trailing dot"),
    "host in upper case": (
        {"hosts": ["LLM.example.com"]},
        'Write "llm.example.com". Allowed: lower-case letters. [host-invalid]',
    ),
    "short host": (
        {"hosts": ["chat"]},
        'Write the full name: "chat.example.com". Allowed: a fully qualified name. [host-invalid]',
    ),
    "address as a host": ({"hosts": ["10.0.0.1"]}, "a name with a top-level domain, not an IP address"),
    "host with an empty label": ({"hosts": ["llm..com"]}, "labels of up to 63"),
    "host with an underscore": ({"hosts": ["my_llm.example.com"]}, "[host-invalid]"),
    "wildcard inside": (
        {"hosts": ["llm.*.com"]},
        ('List the hosts. Allowed: a star only as the whole first label, as in "*.example.com". [host-invalid]'),
    ),
    "wildcard in a label": (
        {"hosts": ["*foo.example.com"]},
        ('List the hosts. Allowed: a star only as the whole first label, as in "*.example.com". [host-invalid]'),
    ),
    "wildcard over a wildcard": ({"hosts": ["*.example.com", "*.a.example.com"]}, "[host-overlap]"),
    "any host and another": ({"hosts": ["*", "llm.example.com"]}, "[host-overlap]"),
    "one host twice": ({"hosts": ["llm.example.com", "llm.example.com"]}, "[host-overlap]"),
    "no host": (
        {"hosts": []},
        'To match every host, write hosts=["*"]. Allowed: at least one host name. [host-invalid]',
    ),
    "host as a text": ({"hosts": "llm.example.com"}, 'Write ["llm.example.com"]. Allowed: a list. [type-wrong]'),
    "number at a host's end": ({"hosts": ["a.1"]}, "a name with a top-level domain"),
    "host with port and path": ({"hosts": ["llm.example.com:8443/v1"]}, "[host-invalid]"),
    # Gateways
    "HTTPS without certificates": (
        {"gateway": Gateway(https_port=8443)},
        (
            "gateway: got https_port without certificates. Allowed: these fields together with "
            "certificates, because HTTPS needs a certificate. [field-without-effect]"
        ),
    ),
    "two certificates of one name": (
        {
            "hosts": ["a.example.com", "b.example.com"],
            "gateway": Gateway(
                certificates=[
                    Certificate(credential_name="c", hosts=["a.example.com"]),
                    Certificate(credential_name="c", hosts=["b.example.com"]),
                ]
            ),
        },
        (
            "List all its hosts in one Certificate. Allowed: each credential_name once, where dots and "
            "hyphens count as the same. [certificate-host]"
        ),
    ),
    "gateway as a text": (
        {"gateway": "shared-gateway"},
        (
            'To use an existing Gateway, write GatewayRef(namespace="...", name="shared-gateway"). Allowed: '
            "Gateway(...) or GatewayRef(...). [type-wrong]"
        ),
    ),
    "gateway by path": (
        {"gateway": GatewayRef(namespace="ai", name="istio-ingress/shared")},
        (
            'Write GatewayRef(namespace="istio-ingress", name="shared"). Allowed: the name without the '
            "namespace, which is a separate field. [name-invalid]"
        ),
    ),
    "gateway by full name": (
        {"gateway": GatewayRef(namespace="ai", name="shared.istio-ingress.svc.cluster.local")},
        (
            'Write GatewayRef(namespace="istio-ingress", name="shared"). Allowed: the name without the '
            "namespace, which is a separate field. [name-invalid]"
        ),
    ),
    "all sidecars as a gateway": (
        {"gateway": GatewayRef(namespace="ai", name="mesh")},
        '"mesh" is Istio\'s word for all sidecars. [name-invalid]',
    ),
    "gateway without namespace": ({"gateway": GatewayRef(name="shared")}, "gateway.namespace: missing"),  # type: ignore[call-arg]
    "two certificates for a host": (
        {"gateway": Gateway(certificates=[Certificate(credential_name="a"), Certificate(credential_name="b")])},
        'got "chat.example.com", which a has as "chat.example.com"',
    ),
    "certificate for a foreign host": (
        {
            "hosts": ["chat.example.com"],
            "gateway": Gateway(
                certificates=[
                    Certificate(credential_name="a"),
                    Certificate(credential_name="b", hosts=["llm.example.org"]),
                ]
            ),
        },
        ('gateway.certificates[b].hosts: got "llm.example.org". Allowed: "chat.example.com". [certificate-host]'),
    ),
    # Paths
    "star in a prefix": (
        {"match": Match(path_prefix="/v1/*")},
        (
            'Write path_prefix="/v1/". Allowed: a path without a star, because paths are compared '
            "literally. [path-invalid]"
        ),
    ),
    "star in a path": (
        {"match": Match(path="/v1/*/x")},
        (
            'Write path_prefix="/v1/". Allowed: a path without a star, because paths are compared '
            "literally. [path-invalid]"
        ),
    ),
    "no leading slash": (
        {"match": Match(path_prefix="v1/")},
        'Write "/v1/". Allowed: a path that starts with a slash. [path-invalid]',
    ),
    "query in a path": (
        {"match": Match(path="/v1?x=1")},
        ('Write "/v1". Allowed: a path without ? and #, because the query isn\'t part of it. [path-invalid]'),
    ),
    "dots in a path": ({"match": Match(path="/v1/../x")}, "a path without . and .. segments"),
    "letters beyond ASCII in a path": (
        {"match": Match(path="/\u00e9")},
        "Percent-encode the other characters. Allowed: printable ASCII without spaces. [path-invalid]",
    ),
    "space in a path": ({"match": Match(path="/v1 x")}, "[path-invalid]"),
    "path and prefix": ({"match": Match(path="/v1", path_prefix="/v1")}, "[match-conflict]"),
    # Names
    "name with a digit in front": (
        {"backend": pool(name="3b")},
        'Write "m-3b". Allowed: a name that starts with a letter, as Services require. [name-invalid]',
    ),
    "name too long": (
        {"namespace": "n" * 64},
        "Shorten it. Allowed: at most 63 characters (this name has 64). [name-too-long]",
    ),
    "namespace with a dot": (
        {"namespace": "ai.prod"},
        'Write "ai-prod". Allowed: lower-case letters, digits and inner hyphens. [name-invalid]',
    ),
    "version with a slash": (
        {"backend": pool(versions=[Version(name="granite-3b/code-instruct")])},
        ('Write "granite-3b-code-instruct". Allowed: lower-case letters, digits and inner hyphens. [name-invalid]'),
    ),
    "version with a dot": (
        {"backend": pool(versions=[Version(name="1.0")])},
        (
            'Write name="1-0" and keep the pods\' label: labels={"version": "1.0"}. Allowed: lower-case '
            "letters, digits and inner hyphens. [name-invalid]"
        ),
    ),
    "cluster domain too long": (
        {"cluster_domain": ".".join(["d" * 60] * 4)},
        ("Shorten the domain or the names. Allowed: at most 253 characters for a DNS name. [name-too-long]"),
    ),
    "cluster domain with a number at its end": (
        {"cluster_domain": "cluster.1"},
        (
            "labels of up to 63 lower-case letters, digits and inner hyphens, separated by dots, at most "
            "253 characters in total, with a last label that isn't a number"
        ),
    ),
    "version of another version's pods": (
        {
            "backend": pool(
                versions=[
                    Version(name="v1", weight=1, labels={"track": "a"}),
                    Version(name="v2", weight=1, labels={"track": "a", "gpu": "b"}),
                ]
            )
        },
        (
            "Allowed: a label with a different value for each version, because a pod could belong to both. "
            "[version-labels]"
        ),
    ),
    "cluster domain with a dot in front": ({"cluster_domain": ".cluster.local"}, "[name-invalid]"),
    "label key": ({"backend": pool(selector={"a b": "c"})}, 'got key "a b"'),
    "label value": ({"backend": pool(selector={"a": "-"})}, 'got value "-"'),
    # Weights: whole numbers, relative to each other
    "weight missing": (weighed(90, ...), "backend.versions[v2].weight: missing"),
    "weights of 0": (weighed(0, 0), "[weight-zero]"),
    "single weight of 0": (weighed(0), "[weight-zero]"),
    "weight below 0": (weighed(101, -1), "backend.versions[v2].weight: got -1"),
    "weight above the limit": (weighed(1, 1_000_001), "a whole number from 0 to 1000000. [weight-invalid]"),
    "weight as a text": (weighed(1, "10"), 'got "10". Write 10. Allowed: a whole number. [type-wrong]'),
    "weight as a truth": (weighed(1, True), "got True. Allowed: a whole number. [type-wrong]"),  # noqa: FBT003
    # Headers and routes
    "method as a header": (
        routed(headers={":method": "GET"}),
        "Use method. Allowed: a header other than Host and the pseudo-headers. [header-name]",
    ),
    "host as a header": (
        routed(headers={"Host": "a"}),
        ("Use hosts of LlmApiMesh. Allowed: a header other than Host and the pseudo-headers. [header-name]"),
    ),
    "space in a header's name": (
        routed(headers={"x llm": "a"}),
        'Write "x-llm". Allowed: letters, digits and hyphens. [header-name]',
    ),
    "letters that look like ASCII": (routed(headers={"x-\u212a": "a"}), "[header-name]"),
    "value that YAML merges by": (
        routed(headers={"x-llm": "<<"}),
        'Allowed: a value other than "=" and "<<", which have a meaning in YAML. [header-value]',
    ),
    "newline in a header's value": (routed(headers={"x-llm": "a\nb"}), "[header-value]"),
    "header value as a number": (routed(headers={"x-llm": 2}), 'got 2. Write "2". Allowed: a text. [type-wrong]'),
    "unknown version": (routed(headers={"x-llm": "a"}, version="v3"), '"v1" or "v2"'),
    "version of a pool without": (
        {"routes": [Route(name="testers", headers={"x-llm": "a"}, version="v2")]},
        ("Add versions to the backend. Allowed: a version of the backend, which has none. [version-unknown]"),
    ),
    "route without a match": (
        routed(),
        (
            'To send everything to "v2", set the other weights to 0. Allowed: conditions that leave some '
            "requests to the weighted route. [route-unreachable]"
        ),
    ),
    "route of every path": (
        routed(path_prefix="/"),
        (
            'To send everything to "v2", set the other weights to 0. Allowed: conditions that leave some '
            "requests to the weighted route. [route-unreachable]"
        ),
    ),
    "method in lower case": (
        routed(method="get"),
        (
            'Write "GET". Allowed: "CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT" or '
            '"TRACE". [field-invalid]'
        ),
    ),
    "route outside the mesh's part": (
        routed(headers={"x-a": "1"}) | {"match": Match(headers={"x-a": "2"})},
        "Allowed: conditions that some requests of the API can meet. [match-conflict]",
    ),
    # Balancers
    "hash without a key": (
        {"backend": pool(load_balancer=ConsistentHash())},
        (
            'got no key. For chat sessions, write ConsistentHash(header="x-session-id"). Allowed: exactly '
            "one of header, cookie, source_ip, query_parameter. [hash-key]"
        ),
    ),
    "hash with two keys": (
        {"backend": pool(load_balancer=ConsistentHash(query_parameter="s", cookie=Cookie(name="s")))},
        (
            "got cookie and query_parameter. For chat sessions, write "
            'ConsistentHash(header="x-session-id"). Allowed: exactly one of header, cookie, source_ip, '
            "query_parameter. [hash-key]"
        ),
    ),
    "hash on a bad header": ({"backend": pool(load_balancer=ConsistentHash(header="x session"))}, 'Write "x-session"'),
    "warm-up with random": (
        {"backend": pool(load_balancer=Random(warmup=timedelta(minutes=1)))},  # type: ignore[call-arg]
        (
            "Use LeastRequest or RoundRobin, with which alone Envoy warms up replicas, or remove warmup. "
            "Allowed: Random(...) without warmup. [field-without-effect]"
        ),
    ),
    "warm-up of nothing": (
        {"backend": pool(load_balancer=LeastRequest(warmup=WarmUp(duration=timedelta(0))))},
        "got 0s. Allowed: a duration from 1s to 292 years, in whole milliseconds. [field-invalid]",
    ),
    "warm-up in microseconds": (
        {"backend": pool(load_balancer=LeastRequest(warmup=WarmUp(duration=timedelta(seconds=2, microseconds=1))))},
        "Allowed: a duration from 1s to 292 years, in whole milliseconds. [field-invalid]",
    ),
    "warm-up without a unit": (
        {"backend": pool(load_balancer=LeastRequest(warmup=WarmUp(duration="30")))},  # type: ignore[arg-type]
        'Write "30s". Allowed: a duration such as "20s", "1m30s" or "500ms", or a timedelta. [field-invalid]',
    ),
    "cookie that lives less than nothing": (
        {"backend": pool(load_balancer=ConsistentHash(cookie=Cookie(name="s", ttl=timedelta(seconds=-1))))},
        "[field-invalid]",
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
    "PINGs on HTTP/1.1": (
        {"backend": pool(http2_keep_alive=Http2KeepAlive(interval=timedelta(seconds=9), timeout=timedelta(seconds=2)))},
        "HTTP/1.1 has no PINGs. [field-without-effect]",
    ),
    "cookie path without a made cookie": (
        {"backend": pool(load_balancer=ConsistentHash(cookie=Cookie(name="s", path="/")))},
        "path together with ttl",
    ),
    "cookie path that adds attributes": (
        {
            "backend": pool(
                load_balancer=ConsistentHash(cookie=Cookie(name="s", path="/; Secure", ttl=timedelta(hours=1)))
            )
        },
        "a path without semicolons",
    ),
    "hash on a bad parameter": (
        {"backend": pool(load_balancer=ConsistentHash(query_parameter="a b&c"))},
        "Allowed: a parameter name of letters, digits and . _ ~ -. [field-invalid]",
    ),
    "empty key beside another": (
        {"backend": pool(load_balancer=ConsistentHash(header="x-session-id", query_parameter=""))},
        "letters, digits and . _ ~ -",
    ),
    "longer than Go can count": (
        {"backend": pool(load_balancer=LeastRequest(warmup=WarmUp(duration=timedelta(days=400 * 365))))},
        "a duration from 1s to 292 years, in whole milliseconds",
    ),
    # Providers
    "a key itself": (
        {"backend": OpenAI(api_key=KeyFromEnvironment(variable="sk-proj-1234"))},
        (
            "backend.api_key.variable: got a text that isn't the name of a variable. Allowed: the "
            "variable's name and not the key itself: letters, digits and underscores, not a digit first. "
            "[key-source]"
        ),
    ),
    "a key as a text": ({"backend": openai(api_key="sk-proj-1234")}, "KeyFromEnvironment(...) or KeyFromFile(...)"),
    "no key": ({"backend": openai()}, "backend.api_key: missing"),
    "a relative file": (
        {"backend": OpenAI(api_key=KeyFromFile(path="key.yaml"))},
        (
            "Allowed: an absolute path to a .yaml or .json file in a folder: "
            '"/var/run/secrets/openai/key.yaml". [key-source]'
        ),
    ),
    "a file without an ending": (
        {"backend": OpenAI(api_key=KeyFromFile(path="/var/run/secrets/openai/key"))},
        'an absolute path to a .yaml or .json file in a folder: "/var/run/secrets/openai/key.yaml"',
    ),
    "a file above its folder": (
        {"backend": OpenAI(api_key=KeyFromFile(path="/secrets/../key.yaml"))},
        'an absolute path to a .yaml or .json file in a folder: "/var/run/secrets/openai/key.yaml"',
    ),
    "a provider in the clear": (
        {"backend": compatible("http://llm.example.net/v1")},
        (
            'Write "https://llm.example.net/v1". Allowed: an https URL with a host name, an optional port '
            "and a path, such as https://llm.example.net/v1. [provider-url]"
        ),
    ),
    "a provider without a path": (
        {"backend": compatible("https://llm.example.net/")},
        (
            'Write "https://llm.example.net/v1". Allowed: an https URL with a host name, an optional port '
            "and a path, such as https://llm.example.net/v1. [provider-url]"
        ),
    ),
    "a provider with a password": (
        {"backend": compatible("https://me:secret@llm.example.net/v1")},
        "got a URL with more than host, port and path",
    ),
    "a provider by address": ({"backend": compatible("https://192.0.2.1/v1")}, "a host name"),
    "a provider with a query": ({"backend": compatible("https://llm.example.net/v1?key=a")}, "[provider-url]"),
    "a provider of all hosts": ({"backend": compatible("https://*.example.net/v1")}, "[provider-url]"),
    "a provider at no port": ({"backend": compatible("https://llm.example.net:99999/v1")}, "[provider-url]"),
    "Vertex AI before access tokens": (
        {"backend": VertexAI(project="ours"), "istio": "1.30"},
        (
            'backend.project: got a field that Istio 1.30 doesn\'t have. Allowed: istio="1.31" or newer, '
            "which adds access tokens to Envoy's gcp_authn. [istio-release]"
        ),
    ),
    "verification switched off": (
        {"backend": openai(api_key=KeyFromEnvironment(variable="A"), insecure_skip_verify=True)},
        "unknown field insecure_skip_verify. Allowed: api_key, name, protocol. [field-unknown]",
    ),
    "a route to a provider's version": (
        {
            "backend": OpenAI(api_key=KeyFromEnvironment(variable="A")),
            "routes": [Route(name="a", version="v1", headers={"x-a": "b"})],
        },
        ("Add versions to the backend. Allowed: a version of the backend, which has none. [version-unknown]"),
    ),
    # Types and keywords
    "name as a keyword": (
        {"name": "other"},
        (
            "name: unknown field name. Allowed: backend, budget, cluster_domain, drills, gateway, hosts, "
            "istio, match, max_prompt_bytes, mirrors, model_from, models, namespace, preset, retries, "
            "routes. [field-unknown]"
        ),
    ),
    "weight of superscripts": (weighed(1, "\u00b2"), "a whole number. [type-wrong]"),
    "weight of thousands of digits": (weighed(1, 10**5000), "got a very long number"),
    "weight with a fraction of nothing": (weighed(1, 2.0), "Write 2. Allowed: a whole number. [type-wrong]"),
    "route as a match": ({"match": Route(name="a", version="v1")}, "match: got Route("),
    "keys that aren't texts": (
        {"backend": pool(selector={1: "a"})},
        'backend.selector[1]: got 1. Write "1". Allowed: a text. [type-wrong]',
    ),
    "unknown keyword": (
        {"host": ["a.example.com"]},
        (
            "Did you mean hosts? Allowed: backend, budget, cluster_domain, drills, gateway, hosts, istio, "
            "match, max_prompt_bytes, mirrors, model_from, models, namespace, preset, retries, routes. "
            "[field-unknown]"
        ),
    ),
    "no backend": ({"backend": ...}, "backend: missing"),
    "backend of nothing": (
        {"backend": None},
        "backend: missing. Add backend=... Allowed: a backend, or models. [field-required]",
    ),
    "routes as one route": (
        {"routes": Route(name="a", version="v1")},
        "Write [Route(...)]. Allowed: a list. [type-wrong]",
    ),
    "labels as a list": ({"backend": pool(selector=["app"])}, 'a mapping, such as {"app": "chat"}. [type-wrong]'),
    "unknown release": ({"istio": "1.29"}, '"1.30" or "1.31"'),
    "release as a number": ({"istio": 1.31}, 'Write "1.31". Allowed: "1.30" or "1.31". [field-invalid]'),
}


@pytest.mark.parametrize(("changes", "words"), ONE_PROBLEM.values(), ids=ONE_PROBLEM)
def test_is_refused_with_one_problem(refusal: Refusal, changes: dict[str, object], words: str) -> None:
    """Each input gives one problem, in words that tell what is allowed."""
    (problem,) = refusal(**changes)
    assert words in problem


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Chat", 'Write "chat". Allowed: lower-case letters, digits and inner hyphens. [name-invalid]'),
        ("", "[name-invalid]"),
        ("chat/v1", 'Write "chat-v1". Allowed: lower-case letters, digits and inner hyphens. [name-invalid]'),
        ("7b", 'Write "m-7b". Allowed: a name that starts with a letter, as Services require. [name-invalid]'),
        (7, 'Write "7". Allowed: a text. [type-wrong]'),
        (None, "[type-wrong]"),
        (
            "customer-facing-large-language-model-api-production-eu-west-blue",
            "Shorten it. Allowed: at most 63 characters (this name has 64). [name-too-long]",
        ),
    ],
)
def test_bad_mesh_name_is_refused(refusal: Refusal, name: object, words: str) -> None:
    """A construct's id that can't name a Service is refused before cdk8s sees it."""
    (problem,) = refusal(name)
    assert problem.startswith("name: got ")
    assert words in problem


def test_all_problems_come_at_once(refusal: Refusal) -> None:
    """Faulty fields on every level, and rules across the sound ones, are reported together."""
    problems = refusal(
        "Chat",
        hosts=["a:80"],
        namespace=...,
        backend=pool(versions=[Version(name="v1"), Version(name="v2", weight=1)]),
        gatway=None,
        routes=[Route(name="a", headers={"x-a": "1"}, version="v9")],
    )
    assert [problem.rpartition("[")[2].rstrip("]") for problem in problems] == [
        "weight-missing",
        "field-unknown",
        "host-invalid",
        "name-invalid",
        "field-required",
        "version-unknown",
    ]


def test_faulty_value_is_refused_once_for_each_field(refusal: Refusal) -> None:
    """A faulty value within a faulty value is not reported twice."""
    problems = refusal(backend=pool(port=True, versions=[Version(name="V", weight=1.5)]))  # type: ignore[arg-type]
    assert len(problems) == len(set(problems)) == 3
