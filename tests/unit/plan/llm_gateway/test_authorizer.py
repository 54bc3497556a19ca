"""What checks API keys, and what a gateway that asks for them refuses."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from llm_api_mesh import ApiKeys, ExistingPods, JwtRule, LlmGateway, MeshApp, RedirectToHttps
from support.apps import GatewayRefusal
from support.llm_gateways import find, patches, plain, script, written
from support.tokens import KEY_SET

KEYS: dict[str, Any] = {"api_keys": ApiKeys(secret="api-keys")}  # noqa: S106
HOSTS = ["chat.example.com", "chat.example.com:80", "chat.example.com:443"]


def gateway(name: str = "llm", **changes: Any) -> LlmGateway:
    return LlmGateway(MeshApp(), name, **plain({**KEYS, **changes}))


def test_what_istio_has_to_know() -> None:
    """The checklist has the lines of the mesh configuration: closed by default, and with a short timeout."""
    (line,) = [one for one in gateway().checklist if "extensionProviders" in one]
    entry = yaml.safe_load(line.removeprefix("istiod: ").partition(" in meshConfig")[0])
    assert entry == {
        "name": "llm-gateway-llm-keys",
        "envoyExtAuthzGrpc": {
            "service": "llm-authorizer.llm-gateway.svc.cluster.local",
            "port": 9191,
            "timeout": "1s",
            "statusOnError": "503",
        },
    }


def test_the_name_of_the_provider_is_a_label() -> None:
    """The control plane accepts no other names, and a name that was cut off could be another gateway's."""
    names = set()
    for namespace in ("a" * 63, "a" * 62 + "b"):
        authorizer = gateway("x" * 30, namespace=namespace).plan.authorizer
        assert authorizer
        names.add(authorizer.provider)
    assert len(names) == 2
    assert all(len(name) <= 63 for name in names)


def test_every_host_needs_a_key(tmp_path: Path) -> None:
    """But for those that are named, with a port of theirs, the port that leads to HTTPS, and preflights."""
    spec = find(written(tmp_path, **KEYS), "AuthorizationPolicy", "llm-keys")["spec"]
    assert (spec["action"], spec["provider"]) == ("CUSTOM", {"name": "llm-gateway-llm-keys"})
    assert spec["rules"] == [
        {"to": [{"operation": {"notMethods": ["OPTIONS"]}}]},
        {"when": [{"key": "request.headers[origin]", "notValues": ["*"]}]},
        {"when": [{"key": "request.headers[access-control-request-method]", "notValues": ["*"]}]},
    ]
    some = written(tmp_path / "some", **KEYS, anonymous_hosts=["chat.example.com"], http=RedirectToHttps(port=8080))
    for one in find(some, "AuthorizationPolicy", "llm-keys")["spec"]["rules"]:
        (to,) = one["to"]
        assert (to["operation"]["notHosts"], to["operation"]["notPorts"]) == (HOSTS, ["8080"])


@pytest.mark.parametrize("name", ["x-llm-subject", "x-llm-team"])
def test_nobody_states_a_caller_where_no_key_is_needed(tmp_path: Path, name: str) -> None:
    """The authorizer refuses the headers, but it isn't asked about preflights and for some hosts."""
    found = written(tmp_path, **KEYS, anonymous_hosts=["chat.example.com"])
    rules = [one for one in find(found, "AuthorizationPolicy", "llm-headers")["spec"]["rules"] if "to" in one]
    of_name = [one for one in rules if one["when"][-1] == {"key": f"request.headers[{name}]", "values": ["*"]}]
    assert [one["to"] for one in of_name] == [
        [{"operation": {"methods": ["OPTIONS"]}}],
        [{"operation": {"hosts": HOSTS}}],
    ]
    assert "notRequestPrincipals" not in str(found)


def test_the_last_filter_wants_a_proof(tmp_path: Path) -> None:
    """Only a request that the authorizer has let in has one, also if somebody deletes the policy."""
    (enabled,) = [
        one["patch"]["value"]["typed_per_filter_config"]
        for one in patches(written(tmp_path, **KEYS), "llm-routes")
        if one["applyTo"] == "ROUTE_CONFIGURATION"
    ]
    assert {"llm-gateway/key-holder", "llm-gateway/one-model"} <= enabled.keys()
    policies = enabled["llm-gateway/callers"]["rbac"]["rules"]["policies"]
    (principal,) = policies["ns[llm-gateway]-policy[llm-keys]-rule[preflight]"]["principals"]
    proof = principal["not_id"]["metadata"]
    assert (proof["filter"], proof["path"]) == ("envoy.filters.http.ext_authz", [{"key": "caller"}, {"key": "sub"}])


@pytest.mark.parametrize("known", [True, False])
def test_the_holder_takes_the_place_of_a_token(tmp_path: Path, known: bool) -> None:
    """The script copies what the authorizer knows, and has the route chosen anew."""
    (one,) = [
        one["patch"]["value"]
        for one in patches(written(tmp_path, **KEYS), "llm-listeners")
        if one["applyTo"] == "EXTENSION_CONFIG" and one["patch"]["value"]["name"] == "llm-gateway/key-holder"
    ]
    reader = script(one["typed_config"])
    claims, anew = reader.claims({"sub": "alice"} if known else None)
    assert (claims, anew) == ({"sub": "alice"}, True) if known else (None, False)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"pods": ExistingPods(selector={"a": "b"}, service_account="c", shared=True)},
            "api_keys: got api_keys on pods that serve other hosts as well",
        ),
        (
            {"jwt_rules": [JwtRule(issuer="https://issuer.example.com", audiences=["llm"], jwks=KEY_SET)]},
            "api_keys: got api_keys beside jwt_rules",
        ),
        ({"api_keys": ApiKeys(secret="Keys")}, 'api_keys.secret: got "Keys"'),  # noqa: S106
        ({"api_keys": ApiKeys(secret="keys", image="opa:latest")}, 'api_keys.image: got "opa:latest"'),  # noqa: S106
    ],
)
def test_what_is_refused(gateway_refusal: GatewayRefusal, changes: dict[str, Any], message: str) -> None:
    """Keys on pods of others, keys beside tokens, and faulty fields."""
    (problem,) = gateway_refusal(**plain({**KEYS, **changes}))
    assert problem.startswith(message)


def test_the_objects_have_names_of_their_own() -> None:
    """No other gateway of the app may be called as the authorizer."""
    owned = {(one.kind, one.name) for one in gateway().plan.owned_objects}
    assert {("Deployment", "llm-authorizer"), ("AuthorizationPolicy", "llm-keys")} <= owned
    assert "RequestAuthentication" not in {kind for kind, _ in owned}
