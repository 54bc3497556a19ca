"""The texts of a specification: which fields have them, and where they stand in specifications with all of them."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_args

from llm_api_mesh import (
    ALL_PATHS,
    Anthropic,
    ApiKeys,
    ArgoCdProjects,
    ArgoCdSource,
    ArgoCdTeam,
    AzureOpenAI,
    Bedrock,
    Caller,
    Certificate,
    CertificateIssuer,
    ClientCertificates,
    DeployedPods,
    EgressGateway,
    ExistingPods,
    FaultDrill,
    ForwardProxy,
    Gateway,
    GatewayProvider,
    GatewayRef,
    Gemini,
    JwtRule,
    KeyFromFile,
    LlmGatewayRef,
    Mirror,
    Mistral,
    OpenAI,
    OpenAICompatible,
    PlainHttp,
    Pool,
    RedirectToHttps,
    TokenHeader,
    TokenHolders,
    Version,
    VertexAI,
)
from llm_api_mesh.reading.places import kinds_in
from llm_api_mesh.reading.plain import plain
from llm_api_mesh.spec.api import ApiSpec
from llm_api_mesh.spec.base import KIND, Spec
from llm_api_mesh.spec.llm_gateway import LlmGatewaySpec
from llm_api_mesh.spec.providers import AnyProvider
from support.apps import PLAIN_GATEWAY
from support.changes import kinds
from support.tokens import KEY_SET

Step = str | int
Keywords = Mapping[str, Any]

_REF = LlmGatewayRef(namespace="llm-gateway", name="llm")
_POOL = Pool(selector={"app": "chat"}, target_port=8080)
_TWO = [Version(name="v1", weight=90), Version(name="v2", weight=10)]


@dataclass(frozen=True)
class Place:
    """One text of a specification in plain data."""

    root: type[Spec]
    """`Mesh` or `LlmGatewaySpec`."""
    data: Keywords
    """The keywords of the construct, with its name."""
    path: tuple[Step, ...]
    """The steps to the text. The last step is a key if the text is a key of a mapping."""
    is_key: bool

    @property
    def text(self) -> str:
        """The text that stands there."""
        return str(self.path[-1]) if self.is_key else str(_at(self.data, self.path))

    def with_text(self, text: str) -> Keywords:
        """The same specification with another text in this place."""
        data = copy.deepcopy(dict(self.data))
        *before, last = self.path
        inside: Any = _at(data, before)
        if not self.is_key:
            inside[last] = text
            return data
        items = [(text if name == last else name, one) for name, one in inside.items()]
        inside.clear()
        inside.update(items)
        return data


def fields_with_texts() -> set[str]:
    """Every field of every public type that takes a text, as `Type.field`."""
    found: set[str] = set()
    waiting: list[type[Spec]] = [ApiSpec, LlmGatewaySpec]
    seen = set(waiting)
    while waiting:
        kind = waiting.pop()
        for name, field in kind.model_fields.items():
            if _has_text(field.annotation):
                found.add(f"{kind.__name__}.{name}")
            new = set(kinds_in(field.annotation)) - seen
            seen |= new
            waiting += new
    return found


def _has_text(annotation: Any) -> bool:
    return annotation is str or any(map(_has_text, get_args(annotation)))


def places(most: int = 2) -> Mapping[str, Sequence[Place]]:
    """Some places of each field, in different specifications; keys of mappings have places of their own."""
    found: dict[str, list[Place]] = {}
    for root, data in _specifications():
        for field, place in _texts(root, data):
            known = found.setdefault(field, [])
            if len(known) < most and all(one.data is not data for one in known):
                known.append(place)
    return found


def _texts(root: type[Spec], data: Keywords) -> Iterator[tuple[str, Place]]:
    for field, value in data.items():
        for name, path, is_key in _found(value, root, field, (field,)):
            yield (f"{name}, key" if is_key else name), Place(root, data, path, is_key)


def _found(
    value: Any, owner: type[Spec], field: str, path: tuple[Step, ...]
) -> Iterator[tuple[str, tuple[Step, ...], bool]]:
    """Yield the field, the path and the kind of each text in a value of a field."""
    if isinstance(value, Mapping) and KIND in value:
        kind = _TYPES[value[KIND]]
        for name, one in value.items():
            yield from _found(one, kind, name, (*path, name)) if name != KIND else ()
        return
    name = f"{owner.__name__}.{field}"
    if isinstance(value, Mapping):
        for key, one in value.items():
            yield from [(name, (*path, key), True)] if name in _KNOWN else []
            yield from _found(one, owner, field, (*path, key))
    elif isinstance(value, list):
        for index, one in enumerate(value):
            yield from _found(one, owner, field, (*path, index))
    elif isinstance(value, str) and name in _KNOWN:
        yield name, path, False


def _types() -> dict[str, type[Spec]]:
    found: dict[str, type[Spec]] = {}
    waiting: list[type[Spec]] = [ApiSpec, LlmGatewaySpec]
    while waiting:
        kind = waiting.pop()
        if kind.__name__ not in found:
            found[kind.__name__] = kind
            waiting += [one for field in kind.model_fields.values() for one in kinds_in(field.annotation)]
    return found


_TYPES = _types()
_KNOWN = fields_with_texts()


def _at(data: Any, path: Sequence[Step]) -> Any:
    for step in path:
        data = data[step]
    return data


def _specifications() -> Iterator[tuple[type[Spec], Keywords]]:
    """Specifications that together have a text in every field that takes one."""
    for states in kinds(_REF).values():
        yield from ((ApiSpec, plain(state)) for state in states)
    yield from ((ApiSpec, plain({"name": "chat", **_API, **own})) for own in _apis())
    yield from ((LlmGatewaySpec, plain({"name": "llm", **own})) for own in _gateways())


_API: Keywords = {"namespace": "ai", "hosts": ["chat.example.com"], "gateway": PLAIN_GATEWAY, "backend": _POOL}


def _apis() -> Iterator[Keywords]:
    """What only APIs at other gateways have, and numbers that may be texts."""
    certificate = Certificate(credential_name="chat", hosts=["chat.example.com"])
    account = "istio-ingress/gateway"
    own = Gateway(
        anonymous=True,
        name="public",
        selector={"a": "b"},
        service_account=account,
        certificates=[certificate],
        http=RedirectToHttps(),
    )
    yield {"gateway": own}
    yield {"gateway": GatewayRef(namespace="istio-ingress", name="public", service_account=account)}
    known = LlmGatewayRef(
        namespace="llm-gateway",
        name="llm",
        hosts={"ai": ["chat.example.com"]},
        providers={"azure": ["ai"]},
        inference_pools=["ai"],
        pool_users={"models": ["ai"]},
        knows_callers=True,
        team_claim="org.team",
        session_headers=["x-session-id"],
        cluster_domain="k8s.example.org",
        selector={"gateway": "llm"},
        service_account="llm",
    )
    access = [TokenHolders(teams=["research"], subjects=["alice"], claims={"realm_access.roles": ["chat"]})]
    yield {"gateway": known, "cluster_domain": "k8s.example.org", "access": access}
    yield {"gateway": _REF, "callers": [Caller(namespace="agents")], "export_to": ["agents"]}
    drill = FaultDrill(name="full", headers={"x-drill": "full"}, abort_status=429, percent="0.5%")
    copies = [Mirror(version="v2", percent="0.5%")]
    versions = Pool(selector={"app": "chat"}, target_port=8080, versions=_TWO, port_name="http-api")
    yield {"gateway": _REF, "backend": versions, "mirrors": copies, "drills": [drill], "paths": ALL_PATHS}


def _gateways() -> Iterator[Keywords]:
    """LLM gateways on pods of both kinds."""
    hosts = {"ai": ["chat.example.com"], "bi": ["*.bi.example.com"]}
    issuer = CertificateIssuer(name="letsencrypt", issuer_kind="ClusterIssuer", group="cert-manager.io")
    rules = [
        JwtRule(issuer="https://a.example.com", audiences=["llm"], jwks_uri="https://a.example.com/keys"),
        JwtRule(
            issuer="https://b.example.com",
            audiences=["llm"],
            jwks=KEY_SET,
            from_headers=[TokenHeader(name="x-token", prefix="JWT ")],
        ),
    ]
    yield {
        "namespace": "llm-gateway",
        "hosts": hosts,
        "certificates": [
            Certificate(credential_name="chat", hosts=["chat.example.com"], issuer=issuer),
            Certificate(credential_name="bi"),
        ],
        "client_certificates": ClientCertificates(credential_name="clients-cacert"),
        "min_tls_version": "1.3",
        "pods": DeployedPods(
            cpu_request="500m",
            cpu_limit="2",
            pod_labels={"azure.workload.identity/use": "true"},
            service_account_annotations={"eks.amazonaws.com/role-arn": "arn:aws:iam::123456789012:role/llm"},
            service_annotations={"example.com/scheme": "internal"},
            load_balancer_class="service.k8s.aws/nlb",
            load_balancer_source_ranges=["10.0.0.0/8"],
        ),
        "jwt_rules": rules,
        "anonymous_hosts": ["chat.example.com"],
        "team_claim": "org.team",
        "session_headers": ["x-session-id"],
        "providers": _providers(),
        "inference_pools": ["ai"],
        "pool_users": {"models": ["ai"]},
        "admission_policy": True,
        "cluster_domain": "cluster.local",
    }
    yield {
        "namespace": "llm-gateway",
        "hosts": hosts,
        "http": PlainHttp(),
        "pods": ExistingPods(selector={"gateway": "llm"}, service_account="llm"),
        "jwt_rules": rules[:1],
        "pool_users": {},
    }
    yield {
        "namespace": "llm-gateway",
        "hosts": hosts,
        "certificates": [Certificate(credential_name="chat")],
        "api_keys": ApiKeys(secret="keys", image="example.com/opa:1.18.1", cpu_request="500m", memory="512Mi"),  # noqa: S106
        "egress_gateway": EgressGateway(namespace="edge", service="egress", selector={"istio": "egress"}),
        "forward_proxy": ForwardProxy(host="proxy.example.com", port=3128),
        "providers": _providers(),
        "argo_cd": True,
        "argo_cd_projects": ArgoCdProjects(
            source=ArgoCdSource(
                repo_url="https://git.example.com/platform/llm.git", path="dist/prod", target_revision="prod"
            ),
            teams={
                "ai": ArgoCdTeam(
                    source=ArgoCdSource(repo_url="git@git.example.com:ai/apis.git"),
                    namespaces=["ai"],
                    groups=["team-ai"],
                    kinds=["autoscaling/HorizontalPodAutoscaler"],
                    ignore_weights_of=["ai/chat-versions"],
                )
            },
            groups=["team-platform"],
            namespace="gitops",
            server="https://10.1.2.3:6443",
        ),
    }


def _providers() -> Mapping[str, GatewayProvider]:
    def key(name: str) -> KeyFromFile:
        return KeyFromFile(path=f"/run/secrets/{name}/key.yaml")

    keyed: Mapping[str, AnyProvider] = {
        "anthropic": Anthropic(api_key=key("anthropic")),
        "azure": AzureOpenAI(resource="acme", api_key=key("azure")),
        "bedrock": Bedrock(region="eu-central-1", api_key=key("bedrock")),
        "gemini": Gemini(api_key=key("gemini")),
        "mistral": Mistral(api_key=key("mistral")),
        "openai": OpenAI(api_key=key("openai")),
        "other": OpenAICompatible(url="https://llm.example.net:8443/api/v1", api_key=key("other")),
    }
    found = {
        name: GatewayProvider(provider=provider, namespaces=["ai"], secret=f"key-of-{name}")
        for name, provider in keyed.items()
    }
    vertex = VertexAI(project="ours", location="europe-west4")
    return {**found, "vertex": GatewayProvider(provider=vertex, namespaces=["ai"])}
