"""Keys are never shown, whichever field they are written into, and are refused in every field."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

import llm_api_mesh
from llm_api_mesh import (
    Anthropic,
    ApiKeys,
    ArgoCdProjects,
    ArgoCdSource,
    ArgoCdTeam,
    AzureOpenAI,
    Bedrock,
    Caller,
    Certificate,
    ClientCertificates,
    ConsistentHash,
    Cookie,
    DeployedPods,
    EgressGateway,
    ExistingPods,
    Failover,
    FaultDrill,
    ForwardProxy,
    Gateway,
    GatewayProvider,
    GatewayRef,
    Gemini,
    InferencePool,
    InferencePoolRef,
    JwtRule,
    KeyFromFile,
    LlmGatewayRef,
    Match,
    Mirror,
    Mistral,
    Model,
    ModelFromHeader,
    ModelFromPath,
    OpenAI,
    OpenAICompatible,
    Outbound,
    Picker,
    PlainHttp,
    Pool,
    ProviderRef,
    PublicPath,
    Route,
    TokenHeader,
    TokenHolders,
    Version,
    VertexAI,
)
from llm_api_mesh.reading import read, read_gateway
from llm_api_mesh.reading.places import kinds_in
from llm_api_mesh.reading.schema import options_schema
from llm_api_mesh.spec.base import Spec
from llm_api_mesh.spec.llm_gateway import LlmGatewaySpec
from llm_api_mesh.spec.providers import AnyProvider
from support.apps import PLAIN_GATEWAY
from support.key_shapes import KEYS
from support.specs import offering

ANY: Any = llm_api_mesh
"""The package for values that type checkers refuse."""
NAMED = KeyFromFile(path="/run/secrets/llm/key.yaml")
KEYED: tuple[type[Any], ...] = (Anthropic, AzureOpenAI, Bedrock, Gemini, Mistral, OpenAI, OpenAICompatible)
NEEDED: dict[type[Any], dict[str, str]] = {
    AzureOpenAI: {"resource": "ours"},
    Bedrock: {"region": "us-east-1"},
    OpenAICompatible: {"url": "https://llm.example.net/v1"},
}


def problems_of(**changes: Any) -> str:
    """Read an API that is plain but for some keywords: the text of its problems, and their data."""
    plain: dict[str, Any] = {
        "namespace": "ai",
        "hosts": ["chat.example.com"],
        "gateway": PLAIN_GATEWAY,
        "backend": Pool(selector={"app": "chat"}, target_port=8080, versions=[Version(name="v1")]),
    }
    plan, problems = read(changes.pop("id", "chat"), plain | changes)
    assert plan is None
    assert problems
    return f"{llm_api_mesh.MeshError(problems)} {problems!r}"


def gateway_problems_of(**changes: Any) -> str:
    """Read an LLM gateway that is plain but for some keywords: the text of its problems, and their data."""
    plan, problems = read_gateway(changes.pop("id", "llm"), offering(OpenAI(api_key=NAMED)) | changes)
    assert plan is None
    assert problems
    return f"{llm_api_mesh.MeshError(problems)} {problems!r}"


def provider_problems_of(provider: object) -> str:
    """Read an LLM gateway with a hosted provider: the text of its problems, and their data."""
    return gateway_problems_of(**offering(provider))


def pool(**fields: Any) -> dict[str, Any]:
    return {"backend": Pool(**{"selector": {"app": "chat"}, "target_port": 8080, **fields})}


def inference_pool(**fields: Any) -> dict[str, Any]:
    return {"backend": InferencePool(**{"selector": {"app": "chat"}, "target_ports": [8080], **fields})}


# Each field that takes a text, with the text in it.


def _issued(**issuer: Any) -> Any:
    return ANY.Gateway(
        certificates=[Certificate(credential_name="a", issuer=ANY.CertificateIssuer(name="b", **issuer))]
    )


FIELDS: dict[str, Any] = {
    "id": lambda key: {"id": key},
    "LlmApiMesh.namespace": lambda key: {"namespace": key},
    "LlmApiMesh.hosts": lambda key: {"hosts": [key]},
    "LlmApiMesh.preset": lambda key: {"preset": key},
    "LlmApiMesh.cluster_domain": lambda key: {"cluster_domain": key},
    "LlmApiMesh.istio": lambda key: {"istio": key},
    "Pool.name": lambda key: pool(name=key),
    "Pool.model": lambda key: pool(model=key),
    "ProviderRef.provider": lambda key: {"backend": ProviderRef(provider=key)},
    "ProviderRef.model": lambda key: {"backend": ProviderRef(provider="a", model=key)},
    "InferencePool.model": lambda key: inference_pool(model=key),
    "InferencePool.name": lambda key: inference_pool(name=key),
    "InferencePool.selector": lambda key: inference_pool(selector={"app": key}),
    "InferencePool.failure_mode": lambda key: inference_pool(failure_mode=key),
    "InferencePoolRef.model": lambda key: {"backend": InferencePoolRef(name="a", model=key)},
    "Picker.image": lambda key: inference_pool(picker=Picker(image=key)),
    "Picker.model_server": lambda key: inference_pool(picker=Picker(model_server=key)),
    "Picker.cpu_request": lambda key: inference_pool(picker=Picker(cpu_request=key)),
    "Picker.memory": lambda key: inference_pool(picker=Picker(memory=key)),
    "Pool.selector": lambda key: pool(selector={"app": key}),
    "Pool.selector's keys": lambda key: pool(selector={key: "app"}),
    "Pool.protocol": lambda key: pool(protocol=key),
    "Pool.port_name": lambda key: pool(port_name=key),
    "Pool.weights_set_by": lambda key: pool(weights_set_by=key),
    "Version.name": lambda key: pool(versions=[Version(name=key)]),
    "Version.labels": lambda key: pool(versions=[Version(name="v1", labels={"version": key})]),
    "ConsistentHash.header": lambda key: pool(load_balancer=ConsistentHash(header=key)),
    "ConsistentHash.query_parameter": lambda key: pool(load_balancer=ConsistentHash(query_parameter=key)),
    "Cookie.name": lambda key: pool(load_balancer=ConsistentHash(cookie=Cookie(name=key))),
    "Cookie.path": lambda key: pool(load_balancer=ConsistentHash(cookie=Cookie(name="a", path=f"/{key}"))),
    "Gateway.service_account": lambda key: {
        "gateway": Gateway(anonymous=True, service_account=f"istio-ingress/{key}", http=PlainHttp())
    },
    "Gateway.name": lambda key: {"gateway": Gateway(anonymous=True, name=key, http=PlainHttp())},
    "Gateway.selector": lambda key: {"gateway": Gateway(anonymous=True, selector={"istio": key}, http=PlainHttp())},
    "LlmGatewayRef.team_claim": lambda key: {
        "gateway": LlmGatewayRef(namespace="llm-gateway", name="llm", team_claim=key)
    },
    "TokenHolders.teams": lambda key: {"access": [TokenHolders(teams=[key])]},
    "TokenHolders.subjects": lambda key: {"access": [TokenHolders(subjects=[key])]},
    "TokenHolders.claims": lambda key: {"access": [TokenHolders(claims={"a": [key]})]},
    "TokenHolders.claims' names": lambda key: {"access": [TokenHolders(claims={key: ["a"]})]},
    "Outbound.hosts": lambda key: {"outbound": Outbound(hosts=[key])},
    "Outbound.namespaces": lambda key: {"outbound": Outbound(namespaces=[key])},
    "Caller.namespace": lambda key: {"callers": [Caller(namespace=key)]},
    "Caller.service_account": lambda key: {"callers": [Caller(namespace="a", service_account=key)]},
    "CertificateIssuer.group": lambda key: {"gateway": _issued(group=key)},
    "CertificateIssuer.issuer_kind": lambda key: {"gateway": _issued(issuer_kind=key)},
    "Certificate.credential_name": lambda key: {
        "gateway": Gateway(anonymous=True, certificates=[Certificate(credential_name=key)])
    },
    "Certificate.hosts": lambda key: {
        "gateway": Gateway(anonymous=True, certificates=[Certificate(credential_name="a", hosts=[key])])
    },
    "GatewayRef.service_account": lambda key: {"gateway": GatewayRef(namespace="a", name="b", service_account=key)},
    "GatewayRef.name": lambda key: {"gateway": GatewayRef(namespace="a", name=key)},
    "GatewayRef.namespace": lambda key: {"gateway": GatewayRef(namespace=key, name="a")},
    "LlmGatewayRef.service_account": lambda key: {
        "gateway": LlmGatewayRef(namespace="a", name="b", service_account=key)
    },
    "LlmGatewayRef.cluster_domain": lambda key: {"gateway": LlmGatewayRef(namespace="a", name="b", cluster_domain=key)},
    "LlmGatewayRef.name": lambda key: {"gateway": LlmGatewayRef(namespace="a", name=key)},
    "LlmGatewayRef.namespace": lambda key: {"gateway": LlmGatewayRef(namespace=key, name="a")},
    "gateway": lambda key: {"gateway": key},
    "backend": lambda key: {"backend": key},
    "models": lambda key: {"models": key},
    "budget": lambda key: {"budget": key},
    "Match.path": lambda key: {"match": Match(path=f"/{key}")},
    "Match.path_prefix": lambda key: {"match": Match(path_prefix=f"/{key}")},
    "Match.method": lambda key: {"match": Match(method=key)},
    "Match.headers": lambda key: {"match": Match(headers={"x-key": key})},
    "Match.headers' names": lambda key: {"match": Match(headers={key: "a"})},
    "Match.query": lambda key: {"match": Match(query={"q": key})},
    "Match.query's names": lambda key: {"match": Match(query={key: "a"})},
    "PublicPath.path": lambda key: {"paths": [PublicPath(path=f"/{key}")]},
    "Route.name": lambda key: {"routes": [Route(name=key, headers={"x-a": "b"}, version="v1")]},
    "Route.version": lambda key: {"routes": [Route(name="a", headers={"x-a": "b"}, version=key)]},
    "Route.headers": lambda key: {"routes": [Route(name="a", headers={"authorization": key}, version="v1")]},
    "Mirror.version": lambda key: {"mirrors": [Mirror(version=key, percent=100)]},
    "FaultDrill.name": lambda key: {"drills": [FaultDrill(name=key, headers={"x-a": "b"}, abort_status=503)]},
    "FaultDrill.headers": lambda key: {"drills": [FaultDrill(name="a", headers={"x-a": key}, abort_status=503)]},
    "Model.name": lambda key: {
        "models": [Model(name=key, slug="a", backend=Pool(selector={"app": "a"}, target_port=8080))]
    },
    "Model.slug": lambda key: {
        "models": [Model(name="a", slug=key, backend=Pool(selector={"app": "a"}, target_port=8080))]
    },
    "Model.aliases": lambda key: {
        "models": [Model(name="a", aliases=[key], backend=Pool(selector={"app": "a"}, target_port=8080))]
    },
    "ModelFromHeader.name": lambda key: {"model_from": ModelFromHeader(name=key)},
    "ModelFromPath.prefix": lambda key: {"model_from": ModelFromPath(prefix=f"/{key}/")},
    "a field of a failover's backend": lambda key: {
        "backend": Failover(backends=[Pool(selector={"app": "a"}, target_port=8080), ProviderRef(provider=key)])
    },
    "a provider's key": lambda key: {"backend": ANY.OpenAI(api_key=key)},
    "plain data": lambda key: {"backend": {"kind": "OpenAI", "api_key": {"kind": "KeyFromFile", "path": key}}},
    "plain data's kind": lambda key: {"backend": {"kind": "OpenAI", "api_key": {"kind": key}}},
    "a part of another kind": lambda key: {"gateway": OpenAI(api_key=key)},
    "an unknown keyword": lambda key: {"gateway": ANY.OpenAI(apikey=key)},
    "a value by its position": lambda key: {"backend": ANY.OpenAI(key)},
    "a number's text": lambda key: pool(port=key),
    "a list's text": lambda key: pool(versions=key),
}


def _rules(**fields: Any) -> list[JwtRule]:
    return [JwtRule(**{"issuer": "https://issuer.example.com", "audiences": ["llm"], **fields})]


# The same for the fields of an LLM gateway.
SOURCE = ArgoCdSource(repo_url="https://git.example.com/a")


def delivered(**changes: Any) -> dict[str, Any]:
    """Keywords of a gateway with Argo CD's projects."""
    return {"argo_cd": True, "argo_cd_projects": ArgoCdProjects(**{"source": SOURCE, **changes})}


def of_team(**changes: Any) -> dict[str, Any]:
    """Keywords of a gateway with a team."""
    source = ArgoCdSource(repo_url="https://git.example.com/b")
    return delivered(teams={"ai": ArgoCdTeam(**{"source": source, "namespaces": ["ai"], **changes})})


GATEWAY_FIELDS: dict[str, Any] = {
    "id": lambda key: {"id": key},
    "LlmGateway.namespace": lambda key: {"namespace": key},
    "LlmGateway.hosts": lambda key: {"hosts": {"ai": [key]}},
    "LlmGateway.hosts' namespaces": lambda key: {"hosts": {key: ["chat.example.com"]}},
    "LlmGateway.pool_users": lambda key: {"pool_users": {"ai": [key]}},
    "LlmGateway.pool_users' namespaces": lambda key: {"pool_users": {key: ["ai"]}},
    "LlmGateway.anonymous_hosts": lambda key: {"jwt_rules": _rules(), "anonymous_hosts": [key]},
    "ApiKeys.secret": lambda key: {"api_keys": ApiKeys(secret=key)},
    "ApiKeys.image": lambda key: {"api_keys": ApiKeys(secret="keys", image=key)},  # noqa: S106
    "ApiKeys.cpu_request": lambda key: {"api_keys": ApiKeys(secret="keys", cpu_request=key)},  # noqa: S106
    "ApiKeys.memory": lambda key: {"api_keys": ApiKeys(secret="keys", memory=key)},  # noqa: S106
    "LlmGateway.team_claim": lambda key: {"jwt_rules": _rules(), "team_claim": key},
    "JwtRule.issuer": lambda key: {"jwt_rules": _rules(issuer=key)},
    "JwtRule.audiences": lambda key: {"jwt_rules": _rules(audiences=[key])},
    "JwtRule.jwks_uri": lambda key: {"jwt_rules": _rules(jwks_uri=key)},
    "JwtRule.jwks": lambda key: {"jwt_rules": _rules(jwks=key)},
    "TokenHeader.prefix": lambda key: {"jwt_rules": _rules(from_headers=[TokenHeader(name="x-token", prefix=key)])},
    "LlmGateway.inference_pools": lambda key: {"inference_pools": [key]},
    "LlmGateway.session_headers": lambda key: {"session_headers": [key]},
    "LlmGateway.cluster_domain": lambda key: {"cluster_domain": key},
    "LlmGateway.istio": lambda key: {"istio": key},
    "LlmGateway.providers": lambda key: {
        "providers": {key: GatewayProvider(provider=OpenAI(api_key=NAMED), namespaces=["ai"])}
    },
    "http": lambda key: {"http": key},
    "pods": lambda key: {"pods": key},
    "providers": lambda key: {"providers": {"hosted": key}},
    "ArgoCdProjects.teams": lambda key: delivered(teams={key: ArgoCdTeam(source=SOURCE, namespaces=["ai"])}),
    "ArgoCdProjects.groups": lambda key: delivered(groups=[key]),
    "ArgoCdProjects.namespace": lambda key: delivered(namespace=key),
    "ArgoCdProjects.server": lambda key: delivered(server=key),
    "ArgoCdSource.repo_url": lambda key: delivered(source=ArgoCdSource(repo_url=key)),
    "ArgoCdSource.repo_url's user": lambda key: delivered(source=ArgoCdSource(repo_url=f"https://{key}@a.b/c")),
    "ArgoCdSource.repo_url's path": lambda key: delivered(source=ArgoCdSource(repo_url=f"https://a.b/{key}")),
    "ArgoCdSource.path": lambda key: delivered(source=ArgoCdSource(repo_url=SOURCE.repo_url, path=key)),
    "ArgoCdSource.target_revision": lambda key: delivered(
        source=ArgoCdSource(repo_url=SOURCE.repo_url, target_revision=key)
    ),
    "ArgoCdTeam.namespaces": lambda key: of_team(namespaces=[key]),
    "ArgoCdTeam.groups": lambda key: of_team(groups=[key]),
    "ArgoCdTeam.kinds": lambda key: of_team(kinds=[key]),
    "ArgoCdTeam.ignore_weights_of": lambda key: of_team(ignore_weights_of=[f"ai/{key}"]),
    "EgressGateway.namespace": lambda key: {"egress_gateway": EgressGateway(namespace=key)},
    "EgressGateway.service": lambda key: {"egress_gateway": EgressGateway(namespace="a", service=key)},
    "EgressGateway.selector": lambda key: {"egress_gateway": EgressGateway(namespace="a", selector={"istio": key})},
    "ForwardProxy.host": lambda key: {"forward_proxy": ForwardProxy(host=key, port=3128)},
    "ForwardProxy.host's password": lambda key: {"forward_proxy": ForwardProxy(host=f"http://me:{key}@a.b", port=1)},
    "CertificateIssuer.group": lambda key: {"certificates": _issued(group=key).certificates},
    "CertificateIssuer.issuer_kind": lambda key: {"certificates": _issued(issuer_kind=key).certificates},
    "ClientCertificates.credential_name": lambda key: {"client_certificates": ClientCertificates(credential_name=key)},
    "ExistingPods.service_account": lambda key: {"pods": ExistingPods(selector={"a": "b"}, service_account=key)},
    "min_tls_version": lambda key: {"min_tls_version": key},
    "Certificate.credential_name": lambda key: {"certificates": [Certificate(credential_name=key)]},
    "Certificate.hosts": lambda key: {"certificates": [Certificate(credential_name="a", hosts=[key])]},
    "ExistingPods.selector": lambda key: {
        "pods": ExistingPods(selector={"istio": key}, service_account="istio-ingressgateway")
    },
    "DeployedPods.cpu_request": lambda key: {"pods": DeployedPods(cpu_request=key)},
    "DeployedPods.cpu_limit": lambda key: {"pods": DeployedPods(cpu_limit=key)},
    "DeployedPods.pod_labels": lambda key: {"pods": DeployedPods(pod_labels={"a": key})},
    "DeployedPods.pod_labels' keys": lambda key: {"pods": DeployedPods(pod_labels={key: "a"})},
    "DeployedPods.service_account_annotations": lambda key: {
        "pods": DeployedPods(service_account_annotations={"a": key})
    },
    "DeployedPods.service_annotations": lambda key: {"pods": DeployedPods(service_annotations={"a": key})},
    "DeployedPods.service_annotations' keys": lambda key: {"pods": DeployedPods(service_annotations={key: "a"})},
    "DeployedPods.external_traffic_policy": lambda key: {"pods": DeployedPods(external_traffic_policy=key)},
    "DeployedPods.load_balancer_class": lambda key: {"pods": DeployedPods(load_balancer_class=key)},
    "DeployedPods.load_balancer_source_ranges": lambda key: {"pods": DeployedPods(load_balancer_source_ranges=[key])},
    "DeployedPods.service_type": lambda key: {"pods": DeployedPods(service_type=key)},
    "GatewayProvider.namespaces": lambda key: {
        "providers": {"hosted": GatewayProvider(provider=OpenAI(api_key=NAMED), namespaces=[key])}
    },
    "GatewayProvider.secret": lambda key: {
        "providers": {"hosted": GatewayProvider(provider=OpenAI(api_key=NAMED), namespaces=["ai"], secret=key)}
    },
    "GatewayProvider.provider": offering,
    "OpenAI.protocol": lambda key: offering(OpenAI(api_key=NAMED, protocol=key)),
    "OpenAI.api_key": lambda key: offering(OpenAI(api_key=key)),
    "KeyFromFile.path": lambda key: offering(OpenAI(api_key=KeyFromFile(path=key))),
    "KeyFromFile.path's folder": lambda key: offering(OpenAI(api_key=KeyFromFile(path=f"/{key}/key.yaml"))),
    "Anthropic.api": lambda key: offering(Anthropic(api_key=NAMED, api=key)),
    "AzureOpenAI.resource": lambda key: offering(AzureOpenAI(resource=key, api_key=NAMED)),
    "Bedrock.region": lambda key: offering(Bedrock(region=key)),
    "VertexAI.project": lambda key: offering(VertexAI(project=key)),
    "VertexAI.location": lambda key: offering(VertexAI(project="a", location=key)),
    "OpenAICompatible.url": lambda key: offering(OpenAICompatible(url=f"https://a.b/{key}", api_key=NAMED)),
    "OpenAICompatible.url's password": lambda key: offering(
        OpenAICompatible(url=f"https://me:{key}@a.b:99999/v1", api_key=NAMED)
    ),
    "OpenAICompatible.url's query": lambda key: offering(
        OpenAICompatible(url=f"https://a.b:99999/v1?key={key}", api_key=NAMED)
    ),
    "plain data": lambda key: offering({"kind": "OpenAI", "api_key": {"kind": "KeyFromFile", "path": key}}),
    "plain data's kind": lambda key: offering({"kind": "OpenAI", "api_key": {"kind": key}}),
    "a part of another kind": lambda key: {"pods": OpenAI(api_key=key)},
    "an unknown keyword": lambda key: offering(ANY.OpenAI(apikey=key)),
    "a value by its position": lambda key: offering(ANY.OpenAI(key)),
    "a number's text": lambda key: {"choices": key},
}


WRITTEN = [KEYS["OpenAI"], KEYS["Hugging Face"], KEYS["a bearer"]]


@pytest.mark.parametrize("key", WRITTEN)
@pytest.mark.parametrize("field", FIELDS)
def test_a_key_in_any_field_is_refused_and_not_shown(field: str, key: str) -> None:
    """No message, no path, no fix and no `repr` of a problem has the key or its part."""
    text = problems_of(**FIELDS[field](key))
    assert key not in text
    assert key.removeprefix("Bearer ")[3:] not in text


@pytest.mark.parametrize("key", WRITTEN)
@pytest.mark.parametrize("field", GATEWAY_FIELDS)
def test_a_key_in_any_field_of_a_gateway_is_refused_and_not_shown(field: str, key: str) -> None:
    """The same holds for an LLM gateway, which has the providers and their keys."""
    text = gateway_problems_of(**GATEWAY_FIELDS[field](key))
    assert key not in text
    assert key.removeprefix("Bearer ")[3:] not in text


@pytest.mark.parametrize("key", WRITTEN)
def test_a_key_has_one_problem(key: str) -> None:
    """A field that is refused anyway isn't reported a second time for the key in it."""
    for provider in (OpenAI(api_key=ANY.KeyFromFile(path=key)), ANY.OpenAI(api_key=key)):
        _, problems = read_gateway("llm", offering(provider))
        assert len(problems) == 1


def test_every_text_has_its_field_above() -> None:
    """The fields of the JSON Schema that take free texts are those of the test."""
    named = {field.partition("'")[0].removesuffix("s") for field in FIELDS if "." in field} | {
        field.partition("'")[0] for field in FIELDS
    }
    elsewhere = {  # checked as labels and places of the same rules
        *("Model.patterns", "Model.prefixes", "ConsistentHash.cookie"),
    }
    for kind, schema in options_schema()["$defs"].items():
        for field, one in schema["properties"].items():
            text = one.get("type") == "string" and "examples" not in one and "enum" not in one
            if text and field not in {"kind", "name"}:
                assert f"{kind}.{field}" in named | elsewhere, f"{kind}.{field}"


def test_every_text_of_a_gateway_has_its_field_above() -> None:
    """The fields of a gateway that take free texts, in lists and mappings as well, are those of the test."""
    named = {field.partition("'")[0] for field in GATEWAY_FIELDS}
    kinds: list[type[Spec]] = [LlmGatewaySpec, *_parts(LlmGatewaySpec)]
    for kind in kinds:
        for field, one in kind.model_fields.items():
            if _has_text(one.annotation) and field != "name":
                assert f"{kind.__name__.removesuffix('Spec')}.{field}" in named, f"{kind.__name__}.{field}"


def _parts(kind: type[Spec]) -> Iterator[type[Spec]]:
    for field in kind.model_fields.values():
        for part in kinds_in(field.annotation):
            yield part
            yield from _parts(part)


def _has_text(annotation: Any) -> bool:
    return annotation is str or any(map(_has_text, get_args(annotation)))


@pytest.mark.parametrize("kind", KEYED)
@pytest.mark.parametrize("key", ["sk-proj-1234", "plain-old-secret", "hunter2", b"hunter2", ["hunter2"], 12345678901])
def test_a_key_in_place_of_its_place(kind: type[Any], key: object) -> None:
    """What stands in `api_key` isn't shown, of any shape and type, and the fix says what to write."""
    text = provider_problems_of(kind(api_key=key, **NEEDED.get(kind, {})))
    assert "hunter2" not in text
    assert "plain-old" not in text
    assert "12345678901" not in text
    assert "providers[hosted].provider.api_key: got a value that isn't shown, because it may be a key" in text
    assert 'Write KeyFromFile(path="...").' in text


PATHS = [
    *KEYS.values(),
    "hf_AbC",
    "gsk_abc",
    "0123456789abcdef0123456789abcdef",
    "ABCDEF0123456789ABCDEF0123456789",
    "OPENAI_API_KEY",
    "openai/key.yaml",
    "/key.yaml",
    "",
    "$OPENAI_API_KEY",
    "${OPENAI_API_KEY}",
]


@pytest.mark.parametrize("path", PATHS)
def test_a_path_is_the_path_of_a_file(path: str) -> None:
    """What isn't an absolute path of a file may be a key, so it isn't shown."""
    text = provider_problems_of(OpenAI(api_key=KeyFromFile(path=path)))
    assert "provider.api_key.path: got a string that isn't the path of such a file" in text
    assert not path or f'"{path}"' not in text


@pytest.mark.parametrize("path", ["/run/secrets/openai/key.yaml", "/var/run/secrets/openai/key.json", "/a/b.yaml"])
def test_paths_of_files(path: str) -> None:
    """Usual paths are accepted."""
    plan, problems = read_gateway("llm", offering(OpenAI(api_key=KeyFromFile(path=path))))
    assert (plan is not None, problems) == (True, ())


@given(st.text(min_size=6, max_size=40))
def test_no_text_is_shown_in_place_of_a_key(text: str) -> None:
    """Whatever is written there: the fields of keys show nothing of it, apart from words that they always show."""
    forms: tuple[Callable[[str], AnyProvider], ...] = (
        lambda key: ANY.OpenAI(api_key=key),
        lambda key: OpenAI(api_key=KeyFromFile(path=key.lower() + " ")),
        lambda key: OpenAI(api_key=KeyFromFile(path=key)),
    )
    for form in forms:
        _, problems = read_gateway("llm", offering(form(text)))
        _, always = read_gateway("llm", offering(form("-- --")))
        assert problems
        for problem in problems:
            assert text not in problem.given or any(text in one.given for one in always)
        assert f"{text!r}" not in repr(form(text))


@pytest.mark.parametrize(
    "value",
    [
        ANY.OpenAI(api_key="sk-proj-1234"),
        ANY.OpenAI(apikey="plain-1234"),
        OpenAI(api_key=KeyFromFile(path="sk-proj-1234")),
        KeyFromFile(path="plain-1234"),
        Route(name="a", headers={"authorization": "Bearer plain-1234"}, version="v1"),
        Match(headers={"authorization": "plain-1234"}),
        Match(query={"api_key": "plain-1234"}),
        OpenAICompatible(url="https://me:plain-1234@a.b/v1", api_key=NAMED),
    ],
)
def test_no_repr_shows_a_key(value: object) -> None:
    """Debuggers, logs and pytest show values by `repr`."""
    assert "1234" not in repr(value)


def test_a_header_of_credentials_is_only_matched_with_any_value() -> None:
    """A whole value of such a header is a key, of any shape; that the header is there can be matched."""
    text = problems_of(match=Match(headers={"Authorization": "hunter2"}))
    assert "hunter2" not in text
    assert "match.headers: got a key, which isn't shown. Leave the value empty, which matches any value." in text
    plan, _ = read(
        "chat",
        {
            "namespace": "ai",
            "hosts": ["a.example.com"],
            "gateway": PLAIN_GATEWAY,
            "backend": Pool(selector={"app": "chat"}, target_port=8080),
            "match": Match(headers={"authorization": ""}),
        },
    )
    assert plan is not None


PROGRAM = """
from llm_api_mesh import *
app = MeshApp()
gateway = LlmGateway(
    app,
    "llm",
    namespace="llm-gateway",
    hosts={{"ai": ["chat.example.com"]}},
    http=PlainHttp(),
    providers={{"openai": GatewayProvider(provider={}, namespaces=["ai"])}},
    anonymous=True,
)
LlmApiMesh(app, "chat", namespace="ai", hosts=["chat.example.com"], gateway=gateway, backend={})
app.synth()
"""


@pytest.mark.parametrize("provider", ['OpenAI(api_key="sk-proj-1234")', 'OpenAI("sk-proj-1234")', '"sk-proj-1234"'])
def test_a_program_prints_no_key(provider: str, tmp_path: Path) -> None:
    """Neither its problems nor a traceback, which would have the line of the program."""
    (tmp_path / "main.py").write_text(PROGRAM.format(provider, provider))
    done = subprocess.run([sys.executable, "main.py"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "chat: " in done.stderr
    assert "llm: " in done.stderr
    assert "1234" not in done.stdout + done.stderr
