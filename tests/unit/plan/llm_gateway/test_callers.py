"""How a gateway knows callers: which tokens it verifies, who needs none, and what it refuses at last."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from llm_api_mesh import (
    ANY_AUDIENCE,
    ApiKeys,
    ClientCertificates,
    ExistingPods,
    JwtRule,
    OpenAI,
    PlainHttp,
    RedirectToHttps,
    TokenHeader,
)
from support.apps import GatewayRefusal
from support.llm_gateways import KEY, find, patches, plain, script, upstream_filters, written
from support.tokens import KEY_SET

RULE = JwtRule(issuer="https://issuer.example.com", audiences=["llm"], jwks=KEY_SET)
TOKENS: dict[str, Any] = {"jwt_rules": [RULE]}
CLIENTS = ClientCertificates(credential_name="clients-cacert")
OPTIONAL = ClientCertificates(credential_name="clients-cacert", required=False)
SHARED = ExistingPods(selector={"a": "b"}, service_account="c", shared=True)
HOSTS = ["chat.example.com", "chat.example.com:80", "chat.example.com:443", "chat.example.com:8443"]


def test_without_rules_nobody_is_asked(tmp_path: Path) -> None:
    """No object and no filter of tokens is written."""
    text = str(written(tmp_path))
    assert "RequestAuthentication" not in text
    assert "llm-gateway/callers" not in text
    assert "x-llm-subject" not in text


def test_what_becomes_of_rules(tmp_path: Path) -> None:
    """One for each issuer, sorted; a token is read in the headers only."""
    other = JwtRule(
        issuer="https://a.example.com",
        audiences=ANY_AUDIENCE,
        jwks_uri="https://a.example.com/keys",
        from_headers=[TokenHeader(name="X-Token")],
        forward=True,
    )
    spec = find(written(tmp_path, jwt_rules=[RULE, other], team_claim="org.team"), "RequestAuthentication", "llm")[
        "spec"
    ]
    stated = [{"claim": "sub", "header": "x-llm-subject"}, {"claim": "org.team", "header": "x-llm-team"}]
    first, second = spec["jwtRules"]
    assert first == {
        "issuer": "https://a.example.com",
        "jwksUri": "https://a.example.com/keys",
        "fromHeaders": [{"name": "x-token"}],
        "forwardOriginalToken": True,
        "outputClaimToHeaders": stated,
    }
    assert (second["audiences"], second["outputClaimToHeaders"]) == (["llm"], stated)
    assert second["fromHeaders"] == [{"name": "authorization", "prefix": "Bearer "}]
    assert '"kid":"first"' in second["jwks"]


def test_every_host_needs_a_token(tmp_path: Path) -> None:
    """But for those that are named, with a port that a client may write, and the port that leads to HTTPS."""
    spec = find(written(tmp_path, **TOKENS), "AuthorizationPolicy", "llm-tokens")["spec"]
    nobody = [{"source": {"notRequestPrincipals": ["*"]}}]
    assert spec["action"] == "DENY"
    assert spec["rules"][0] == {"from": nobody, "to": [{"operation": {"notMethods": ["OPTIONS"]}}]}
    assert [one["when"][0]["key"] for one in spec["rules"][1:]] == [
        "request.headers[origin]",
        "request.headers[access-control-request-method]",
    ]
    ports: dict[str, Any] = {"http": RedirectToHttps(port=8080), "https_port": 8443}
    some = written(tmp_path / "some", **TOKENS, anonymous_hosts=["chat.example.com"], **ports)
    for one in find(some, "AuthorizationPolicy", "llm-tokens")["spec"]["rules"]:
        (to,) = one["to"]
        assert (to["operation"]["notHosts"], to["operation"]["notPorts"]) == (HOSTS, ["8080"])


@pytest.mark.parametrize("name", ["x-llm-model", "x_llm_model", "x-llm_team", "x_llm_subject"])
def test_no_client_states_anything(tmp_path: Path, name: str) -> None:
    """Neither with a token nor in another spelling."""
    rules = find(written(tmp_path, **TOKENS), "AuthorizationPolicy", "llm-headers")["spec"]["rules"]
    assert {"when": [{"key": f"request.headers[{name}]", "values": ["*"]}]} in rules


def test_no_pattern_excepts_a_host(tmp_path: Path) -> None:
    """A pattern would except hosts that the proxy serves as others: it compares what stands before the last colon."""
    options: dict[str, Any] = {"hosts": {"ai": ["*.example.com"]}, "anonymous_hosts": ["open.example.com"]}
    for known in (TOKENS, {"api_keys": ApiKeys(secret="api-keys")}):  # noqa: S106
        found = written(tmp_path / next(iter(known)), **known, http=PlainHttp(port=8080), **options)
        policies = [one for one in found if one["kind"] == "AuthorizationPolicy"]
        hosts = {host for one in policies for rule in one["spec"]["rules"] for host in _hosts(rule)}
        assert hosts == {"open.example.com", *(f"open.example.com:{port}" for port in (80, 443, 8080))}


def _hosts(rule: dict[str, Any]) -> list[str]:
    operations = [one["operation"] for one in rule.get("to", ())]
    return [host for one in operations for name in ("hosts", "notHosts") for host in one.get(name, ())]


def test_a_client_without_a_token_states_no_subject(tmp_path: Path) -> None:
    """With a token, the filter that verifies it writes the header anew."""
    rules = find(written(tmp_path, **TOKENS), "AuthorizationPolicy", "llm-headers")["spec"]["rules"]
    for name in ("x-llm-subject", "x-llm-team"):
        (found,) = [one for one in rules if one["when"][0]["key"] == f"request.headers[{name}]"]
        assert found["from"] == [{"source": {"notRequestPrincipals": ["*"]}}]


def refusals(folder: Path, **changes: Any) -> dict[str, Any]:
    """The policies of the last filter, on the routes of clients' ports."""
    (enabled,) = [
        one["patch"]["value"]["typed_per_filter_config"]
        for one in patches(written(folder, **TOKENS, **changes), "llm-routes")
        if one["applyTo"] == "ROUTE_CONFIGURATION"
    ]
    assert "llm-gateway/one-model" in enabled
    rules: dict[str, Any] = enabled["llm-gateway/callers"]["rbac"]["rules"]
    assert rules["action"] == "DENY"
    return dict(rules["policies"])


def test_a_preflight_that_nobody_answers_needs_a_token(tmp_path: Path) -> None:
    """The errors for clients know the refusal by the name of the policy."""
    name = "ns[llm-gateway]-policy[llm-tokens]-rule[preflight]"
    found = refusals(tmp_path)[name]
    assert found["permissions"] == [{"any": True}]
    assert "not_id" in found["principals"][0]
    some = refusals(tmp_path / "some", anonymous_hosts=["chat.example.com"], https_port=8443)[name]
    others = some["permissions"][0]["not_rule"]["or_rules"]["rules"]
    assert [one["header"]["string_match"] for one in others] == [{"exact": one, "ignore_case": True} for one in HOSTS]


def test_a_claim_is_one_line(tmp_path: Path) -> None:
    """Envoy would refuse the header on its way to a replica, and count an error of the replica."""
    found = refusals(tmp_path)["claims"]["permissions"]
    assert [one["header"]["name"] for one in found] == ["x-llm-subject", "x-llm-team"]
    assert {one["header"]["string_match"]["safe_regex"]["regex"] for one in found} == {
        r"(?s).*[\x00-\x08\x0a-\x1f\x7f].*"
    }


@pytest.mark.parametrize(
    ("body", "refused"),
    [
        ('{"model": "a"}', False),
        ('{"messages": [{"model": "b"}], "model": "a", "x": {"model": "c"}}', False),
        ("{}", False),
        ("no JSON", False),
        ('{"model": "a", "model": "a"}', True),
        ('{"model": "a", "Model": "b"}', True),
        ('{"model": "a", "m\\u006fdel": "b"}', True),
        ('\ufeff{"model": "a", "x": "\\"}{", "MODEL": 1}', True),
    ],
)
def test_a_body_names_one_model(tmp_path: Path, body: str, refused: bool) -> None:
    """Parsers differ in which one they take, and some compare names in any case."""
    (one,) = [
        one["patch"]["value"]
        for one in patches(written(tmp_path, **TOKENS), "llm-listeners")
        if one["applyTo"] == "EXTENSION_CONFIG" and one["patch"]["value"]["name"] == "llm-gateway/one-model"
    ]
    reader = script(one["typed_config"])
    _, _, status = reader.request({"content-type": "application/json"}, body.encode())
    assert status == ("400" if refused else "")


def test_no_provider_gets_a_token(tmp_path: Path) -> None:
    """The headers in which callers have their tokens are removed on the way to every provider."""
    rule = RULE.model_copy(update={"from_headers": (TokenHeader(name="x-token"),), "forward": True})
    provider = {"provider": OpenAI(api_key=KEY), "namespaces": ["ai"], "secret": "openai"}
    found = upstream_filters(written(tmp_path, jwt_rules=[rule], providers={"one": provider}))
    removed = [one.get("remove") for one in found["clean"]["mutations"]["request_mutations"]]
    assert {"x-token", "authorization"} <= set(removed)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {**TOKENS, "pods": SHARED},
            "jwt_rules: got jwt_rules on pods that serve other hosts as well",
        ),
        (
            {"anonymous_hosts": ["chat.example.com"]},
            "anonymous_hosts: got anonymous_hosts without jwt_rules and api_keys",
        ),
        ({"team_claim": "org"}, "team_claim: got team_claim without jwt_rules and api_keys"),
        (
            {**TOKENS, "anonymous_hosts": ["other.example.com"]},
            'anonymous_hosts[0]: got "other.example.com", which the gateway doesn\'t serve',
        ),
        (
            {**TOKENS, "hosts": {"ai": ["*.example.com"]}, "anonymous_hosts": ["*.example.com"]},
            'anonymous_hosts[0]: got "*.example.com". List the hosts. Allowed: single hosts',
        ),
    ],
)
def test_what_is_refused(gateway_refusal: GatewayRefusal, changes: dict[str, Any], message: str) -> None:
    """Tokens of other tenants' requests, and what has no meaning without tokens."""
    (problem,) = gateway_refusal(**plain(changes))
    assert problem.startswith(message)


FOR_NOTHING = "the gateway asks its callers for nothing"
TO_ALL = (
    "Write anonymous=True if everyone who reaches the gateway may use all of its APIs, and what providers charge for."
)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {},
            (
                f"{FOR_NOTHING}. Write jwt_rules=[JwtRule(...)], api_keys=ApiKeys(...) or "
                f"client_certificates=ClientCertificates(...). {TO_ALL} Allowed: a token, a key or a certificate of "
                "every caller, or anonymous=True."
            ),
        ),
        (
            {"client_certificates": OPTIONAL},
            (
                f"{FOR_NOTHING} but optional certificates. Write jwt_rules=[JwtRule(...)], "
                f"api_keys=ApiKeys(...) or required=True in client_certificates. {TO_ALL}"
            ),
        ),
        (
            {"http": PlainHttp()},
            f"{FOR_NOTHING}. Write jwt_rules=[JwtRule(...)] or api_keys=ApiKeys(...). {TO_ALL}",
        ),
        (
            {"pods": SHARED},
            f"{FOR_NOTHING}. Write client_certificates=ClientCertificates(...). {TO_ALL}",
        ),
        ({"pods": SHARED, "http": PlainHttp()}, f"{FOR_NOTHING}. {TO_ALL}"),
        (
            {**TOKENS, "client_certificates": CLIENTS, "anonymous": True},
            (
                "anonymous=True beside jwt_rules and client_certificates. Remove anonymous, and list hosts that need "
                "no token in anonymous_hosts. Allowed: one of them, because nobody is anonymous"
            ),
        ),
        (
            {"api_keys": ApiKeys(secret="api-keys"), "anonymous": True},  # noqa: S106
            "anonymous=True beside api_keys. Remove anonymous, and list hosts that need no key in anonymous_hosts.",
        ),
        (
            {"client_certificates": CLIENTS, "anonymous": True},
            (
                "anonymous=True beside client_certificates. Remove anonymous, or write required=False in "
                "client_certificates to serve clients without one as well."
            ),
        ),
    ],
)
def test_who_lets_everyone_in_says_so(gateway_refusal: GatewayRefusal, changes: dict[str, Any], message: str) -> None:
    """The likely correction comes first, and nothing is suggested that would be refused."""
    (problem,) = gateway_refusal(**{**plain({}), "anonymous": False, **changes})
    assert problem.startswith(f"anonymous: {message}")
    assert problem.endswith("[callers-anonymous]")


@pytest.mark.parametrize("changes", [{**TOKENS}, {"client_certificates": CLIENTS}, {"api_keys": ApiKeys(secret="k")}])  # noqa: S106
def test_a_gateway_that_asks_every_caller_says_nothing_more(tmp_path: Path, changes: dict[str, Any]) -> None:
    """The safe way is the default."""
    assert written(tmp_path, **changes)


def test_letting_everyone_in_writes_nothing(tmp_path: Path) -> None:
    """With and without optional certificates; only what callers need is in the YAML."""
    text = str(written(tmp_path, anonymous=True, client_certificates=OPTIONAL))
    assert "anonymous" not in text
    assert "OPTIONAL_MUTUAL" in text


def test_plain_http_needs_tokens_too(tmp_path: Path) -> None:
    """Only a port that does nothing but lead to HTTPS needs none."""
    found = find(written(tmp_path, **TOKENS, http=PlainHttp()), "AuthorizationPolicy", "llm-tokens")
    assert "notPorts" not in str(found)
