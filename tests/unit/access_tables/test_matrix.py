"""Who reaches what, read from hand-written YAML and from the examples'."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest
import yaml

from llm_api_mesh.access_tables import matrix_text, posture_text
from support import manifests
from support.manifests import ISSUER, cells, gateway, policy, route, service, virtual_service
from support.programs import EXAMPLES, golden_yaml

CLAIM = "@request.auth.claims[team]"
RESEARCH = {CLAIM: {"exact": "research"}}
CHAT = "any other request"
SECURED = ("identity", "security", "failover", "models", "llm_gateway")
REQUIRED_TWICE = ("AuthorizationPolicy llm-gateway/llm-tokens",)
"""The policy whose refusals a filter has as well."""


def test_without_a_policy_everyone_reaches_the_backend(tmp_path: Path) -> None:
    """A plain gateway without any policy is open."""
    folder = manifests.write(tmp_path, gateway("*/chat.example.com"), virtual_service(route("chat")), service("chat"))
    assert cells(folder) == {("anyone", CHAT): "ai/chat"}


def test_a_required_token_and_claims_of_routes(tmp_path: Path) -> None:
    """Callers are told apart by the claims in the routes, in the order of the routes."""
    folder = manifests.write(
        tmp_path,
        gateway("ai/chat.example.com"),
        virtual_service(route("large", {"headers": {**RESEARCH, "x-model": {"exact": "large"}}}), route("small")),
        manifests.authentication(),
        manifests.token_required(),
    )
    large = "header x-model is large"
    assert cells(folder) == {
        ("no token", large): "403",
        ("any valid token", large): "ai/small",
        ("token: team is research", large): "ai/large",
        ("no token", CHAT): "403",
        ("any valid token", CHAT): "ai/small",
        ("token: team is research", CHAT): "ai/small",
    }


def test_a_delegate_has_the_fault_of_the_route_that_names_it(tmp_path: Path) -> None:
    """A delegate's route gets the fields that it lacks, as istiod merges them; its own come first."""
    fault = {"abort": {"httpStatus": 503, "percentage": {"value": 100}}}
    objects = [gateway("ai/chat.example.com"), virtual_service({"delegate": {"name": "versions"}, "fault": fault})]
    inner = manifests.istio("VirtualService", "versions", {"http": [route("chat")]}, "ai")
    assert cells(manifests.write(tmp_path / "inherited", *objects, inner)) == {("anyone", CHAT): "503"}
    own = {**route("chat"), "fault": {"abort": {"httpStatus": 429, "percentage": {"value": 100}}}}
    inner = manifests.istio("VirtualService", "versions", {"http": [own]}, "ai")
    assert cells(manifests.write(tmp_path / "own", *objects, inner)) == {("anyone", CHAT): "429"}


def test_a_claim_that_a_route_excludes_is_a_kind_of_callers(tmp_path: Path) -> None:
    """A condition in withoutHeaders tells callers apart as well."""
    folder = manifests.write(
        tmp_path,
        gateway("ai/chat.example.com"),
        virtual_service(route("chat", {"withoutHeaders": RESEARCH})),
        manifests.authentication(),
        manifests.token_required(),
    )
    found = cells(folder)
    assert {caller: gets for (caller, _), gets in found.items()} == {
        "no token": "403",
        "any valid token": "ai/chat",
        "token: team is research": "404",
    }


def test_without_the_object_that_verifies_tokens_nobody_has_claims(tmp_path: Path) -> None:
    """The policy alone closes everything; without it as well, everyone is a caller without claims."""
    objects = [
        gateway("ai/chat.example.com"),
        virtual_service(route("large", {"headers": RESEARCH}), route("small")),
        manifests.token_required(),
    ]
    assert set(cells(manifests.write(tmp_path / "closed", *objects)).values()) == {"403"}
    assert set(cells(manifests.write(tmp_path / "open", *objects[:2])).values()) == {"ai/small"}


@pytest.mark.parametrize(
    ("rule", "gets"),
    [
        ({"to": [{"operation": {"hosts": ["CHAT.example.com", "chat.example.com:*"]}}]}, "403"),
        ({"to": [{"operation": {"notHosts": ["chat.example.com"]}}]}, "ai/chat"),
        ({"to": [{"operation": {"paths": ["/v1/*"], "methods": ["POST"]}}]}, "403"),
        ({"to": [{"operation": {"ports": ["8080"]}}]}, "ai/chat"),
        ({"from": [{"source": {"ipBlocks": ["10.0.0.0/8"]}}]}, "unread"),
        ({"from": [{"source": {"namespaces": ["ai"]}}]}, "ai/chat"),
        ({"when": [{"key": "request.headers[x-a]", "notValues": ["*"]}]}, "403"),
        ({"when": [{"key": "remote.ip", "values": ["10.0.0.0/8"]}]}, "unread"),
        (
            {"when": [{"key": "remote.ip", "values": ["1.1.1.1"]}], "to": [{"operation": {"methods": ["PUT"]}}]},
            "ai/chat",
        ),
        ({}, "403"),
    ],
)
def test_a_rule_that_denies(tmp_path: Path, rule: dict[str, Any], gets: str) -> None:
    """A rule closes if it certainly matches; what an address decides isn't read."""
    denies = policy("DENY", rule)
    folder = manifests.write(tmp_path, gateway("*/chat.example.com"), virtual_service(route("chat")), denies)
    assert cells(folder) == {("anyone", CHAT): gets}


def test_a_policy_that_allows_closes_the_rest(tmp_path: Path) -> None:
    """With an ALLOW policy, what no rule matches gets 403; with a second one, rules add up."""
    base = [gateway("*/chat.example.com"), virtual_service(route("chat"))]
    other = policy("ALLOW", {"to": [{"operation": {"paths": ["/health"]}}]})
    whole = policy("ALLOW", {}, name="all")
    assert set(cells(manifests.write(tmp_path / "a", *base, other)).values()) == {"403"}
    assert set(cells(manifests.write(tmp_path / "b", *base, other, whole)).values()) == {"ai/chat"}
    assert set(cells(manifests.write(tmp_path / "c", *base, policy("ALLOW"))).values()) == {"403"}


def test_a_policy_without_effect_closes_nothing(tmp_path: Path) -> None:
    """A policy of other pods, one of another namespace, and one that only writes a log."""
    elsewhere = {**policy("DENY", {}), "metadata": {"name": "policy", "namespace": "ai"}}
    dry = policy("DENY", {}, name="dry")
    dry["metadata"]["annotations"] = {"istio.io/dry-run": "true"}
    other = policy("DENY", {}, name="other", selector={"matchLabels": {"istio": "egressgateway"}})
    base = [gateway("*/chat.example.com"), virtual_service(route("chat"))]
    folder = manifests.write(tmp_path, *base, dry, other)
    assert set(cells(folder).values()) == {"ai/chat"}
    assert "AuthorizationPolicy edge/dry" in {one["object"] for one in manifests.matrix(folder)["not_read"]}
    # The pods of the Gateway may be in the namespace of this policy.
    assert set(cells(manifests.write(tmp_path / "elsewhere", *base, elsewhere)).values()) == {"unread"}


def test_a_policy_that_may_select_the_pods_is_not_read(tmp_path: Path) -> None:
    """The pods of a Gateway may have more labels than the Gateway's selector."""
    may = policy("DENY", {}, selector={"matchLabels": {"app": "gateway"}})
    folder = manifests.write(tmp_path, gateway("*/chat.example.com"), virtual_service(route("chat")), may)
    assert set(cells(folder).values()) == {"unread"}


def test_an_external_authorizer_decides(tmp_path: Path) -> None:
    """A CUSTOM policy is named beside what follows if it admits, and DENY closes whatever it says."""
    custom = policy("CUSTOM", {}, name="keys", provider={"name": "api-keys"})
    base = [gateway("*/chat.example.com"), virtual_service(route("chat")), custom]
    named = "api-keys (AuthorizationPolicy edge/keys)"
    assert set(cells(manifests.write(tmp_path / "a", *base)).values()) == {f"{named}: ai/chat"}
    assert set(cells(manifests.write(tmp_path / "b", *base, policy("DENY", {}))).values()) == {"403"}
    settings = manifests.posture(tmp_path / "a")["settings"]
    (tokens,) = (one for one in settings if one["topic"] == "tokens of callers")
    assert (tokens["state"], named in tokens["text"]) == ("unknown", True)


def test_what_an_authorizer_knows_of_callers(tmp_path: Path) -> None:
    """It may state claims without a token, so routes with conditions on them aren't closed."""
    folder = manifests.write(
        tmp_path,
        gateway("ai/chat.example.com"),
        virtual_service(route("large", {"headers": RESEARCH}), {"directResponse": {"status": 403}}),
        policy("CUSTOM", {"to": [{"operation": {"notHosts": ["open.example.com"]}}]}, provider={"name": "keys"}),
    )
    decides = "keys (AuthorizationPolicy edge/policy)"
    assert cells(folder) == {
        ("anyone", CHAT): f"{decides}: 403",
        ("known to the authorizer: team is research", CHAT): f"{decides}: ai/large",
    }


def test_a_host_outside_costs_money(tmp_path: Path) -> None:
    """A ServiceEntry of the mesh's outside is marked, with weights, and one that isn't exported isn't seen."""
    entry = manifests.istio(
        "ServiceEntry", "vendor", {"hosts": ["api.vendor.example"], "location": "MESH_EXTERNAL"}, "edge"
    )
    both = [
        {"destination": {"host": "chat.ai.svc.cluster.local"}, "weight": 90},
        {"destination": {"host": "api.vendor.example"}, "weight": 10},
    ]
    routes = virtual_service({"route": both})
    folder = manifests.write(tmp_path, gateway("*/chat.example.com"), routes, service("chat"), entry)
    ((outcome,),) = [row["answers"].values() for row in manifests.matrix(folder)["places"][0]["rows"]]
    assert [(one["name"], one["percent"], one["costs_money"]) for one in outcome["backends"]] == [
        ("ai/chat", 90, False),
        ("api.vendor.example", 10, True),
    ]


@pytest.mark.parametrize(
    ("match", "reason"),
    [
        ({"uri": {"regex": r"/\p{Greek}+"}}, "no sample request reaches it"),
        ({"sourceLabels": {"app": "agent"}}, "no sample request reaches it"),
        ({"headers": {"x-a": {"suffix": "b"}}}, "no sample request reaches it"),
    ],
)
def test_a_route_that_is_not_read_is_named(tmp_path: Path, match: dict[str, Any], reason: str) -> None:
    """Nothing below such a route is read either, as it may take every request."""
    folder = manifests.write(
        tmp_path, gateway("*/chat.example.com"), virtual_service(route("odd", match), route("chat"))
    )
    found = manifests.matrix(folder)
    named = [one for one in found["not_read"] if one["object"] == "VirtualService ai/chat"]
    assert any("odd" in one["reason"] and reason in one["reason"] for one in named)
    assert set(cells(folder).values()) == {"unread"}


@pytest.mark.parametrize(("unmatched", "gets"), [("IGNORE", "200"), ("FORWARD", "ai/chat"), (None, "ai/chat")])
def test_a_preflight_of_a_browser(tmp_path: Path, unmatched: str | None, gets: str) -> None:
    """The gateway answers it by the route's corsPolicy, but one of another origin may go on to the backend."""
    names = ("origin", "access-control-request-method")
    match = {"method": {"exact": "OPTIONS"}, "headers": {name: {"regex": ".+"} for name in names}}
    cors = {
        "allowOrigins": [{"exact": "https://app.example.com"}],
        **({"unmatchedPreflights": unmatched} if unmatched else {}),
    }
    folder = manifests.write(
        tmp_path,
        gateway("ai/chat.example.com"),
        virtual_service(route("chat", match, corsPolicy=cors), route("chat")),
        service("chat"),
    )
    preflight = "OPTIONS, header access-control-request-method matches .+, header origin matches .+"
    assert cells(folder) == {("anyone", preflight): gets, ("anyone", CHAT): "ai/chat"}
    assert ("pages of https://app.example.com" in matrix_text(folder, "text")) is (unmatched == "IGNORE")


def test_a_delegate_that_is_elsewhere_is_not_read(tmp_path: Path) -> None:
    """Its routes may be anything."""
    routes = virtual_service({"name": "to", "delegate": {"name": "other", "namespace": "bi"}})
    found = manifests.matrix(manifests.write(tmp_path, gateway("*/chat.example.com"), routes))
    (one,) = found["not_read"]
    assert one["reason"] == "route to: the delegate bi/other isn't in the folder"


def test_a_delegate_s_routes_are_followed(tmp_path: Path) -> None:
    """Conditions of both VirtualServices must be met."""
    delegate = virtual_service(route("v2", {"headers": {"x-v": {"exact": "2"}}}), route("v1"), name="versions")
    del delegate["spec"]["hosts"], delegate["spec"]["gateways"]
    root = virtual_service({"match": [{"uri": {"prefix": "/v1/"}}], "delegate": {"name": "versions"}})
    folder = manifests.write(tmp_path, gateway("*/chat.example.com"), root, delegate)
    assert cells(folder) == {("anyone", "/v1/..., header x-v is 2"): "ai/v2", ("anyone", "/v1/..."): "ai/v1"}


def test_two_virtual_services_of_a_host(tmp_path: Path) -> None:
    """They are merged by age, so a request that both take isn't read; other requests are."""
    first = virtual_service(route("a", {"uri": {"prefix": "/a/"}}), name="first")
    second = virtual_service(route("b", {"uri": {"prefix": "/b/"}}), name="second")
    third = virtual_service(route("all"), name="third")
    folder = manifests.write(tmp_path / "one", gateway("*/chat.example.com"), first, second, third)
    assert set(cells(folder).values()) == {"ai/a", "ai/b", "ai/all"}
    again = virtual_service(route("c", {"uri": {"prefix": "/a/"}}), name="again")
    found = manifests.matrix(manifests.write(tmp_path / "two", gateway("*/chat.example.com"), first, again))
    assert {one["object"] for one in found["not_read"]} == {"VirtualService ai/again", "VirtualService ai/first"}


def test_a_virtual_service_without_effect(tmp_path: Path) -> None:
    """One of another namespace than the Gateway's host, and one that isn't exported, serve nobody."""
    cases: list[tuple[str, str, dict[str, Any]]] = [
        ("namespace", "bi/chat.example.com", {}),
        ("export", "*/chat.example.com", {"exportTo": ["."]}),
    ]
    for name, hosts, spec in cases:
        folder = manifests.write(tmp_path / name, gateway(hosts), virtual_service(route("chat"), **spec))
        assert cells(folder) == {("anyone", "any request"): "404"}


def test_a_gateway_of_another_folder(tmp_path: Path) -> None:
    """Who gets in isn't known, and the table says so."""
    found = manifests.matrix(manifests.write(tmp_path, virtual_service(route("chat"))))
    (place,) = found["places"]
    assert [one["name"] for one in place["callers"]] == ["anyone whom the gateway admits"]
    assert "who gets in isn't known" in place["notes"][0]


def test_pods_past_the_gateways(tmp_path: Path) -> None:
    """Without policies everyone reaches them; with them, those who are named."""
    selector = {"selector": {"matchLabels": {"app": "chat"}}}
    strict = manifests.istio("PeerAuthentication", "chat", {**selector, "mtls": {"mode": "STRICT"}}, "ai")
    rule = {"from": [{"source": {"serviceAccounts": ["edge/public"], "namespaces": ["ai"]}}]}
    named = {"from": [{"source": {"serviceAccounts": ["edge/public"]}}, {"source": {"namespaces": ["agents"]}}]}
    allow = manifests.istio("AuthorizationPolicy", "chat", {**selector, "rules": [named]}, "ai")

    def reached(name: str, *objects: Any) -> dict[str, str]:
        (table,) = manifests.matrix(manifests.write(tmp_path / name, service("chat"), *objects))["pods"]
        return {
            caller: "breaks" if outcome["8000"]["kind"] == "refused" and not outcome["8000"]["status"] else gets
            for caller, outcome in table["answers"].items()
            for gets in [manifests.short(outcome["8000"])]
        }

    assert rule
    assert set(reached("open").values()) == {"admitted"}
    everyone = "everyone with network access, without an identity of the mesh"
    assert reached("strict", strict)[everyone] == "breaks"
    assert reached("both", strict, allow) == {
        "service account edge/public": "admitted",
        "pods of the namespace agents": "admitted",
        "pods of the namespace ai": "403",
        "other pods of the mesh": "403",
        everyone: "breaks",
    }
    assert reached("policy", allow)[everyone] == "403"


def test_identity_says_who_may_use_which_model() -> None:
    """The rows of the example: by token, by claims, and what strangers get."""
    found = cells(golden_yaml("identity"), "models.example.com")
    large, small, other = "model gpt-oss-120b", "model llama-3.1-8b", "any other model"
    batch = "token: env is production and sub is batch-runner"
    assert {caller for caller, _ in found} == {"no token", "any valid token", "token: team is ml or research", batch}
    assert [found["no token", kind] for kind in (large, small, other)] == ["401"] * 3
    assert [found["any valid token", kind] for kind in (large, small, other)] == [
        "403",
        "ai/models-llama-3-1-8b",
        "403",
    ]
    for caller in ("token: team is ml or research", batch):
        assert found[caller, large] == found[caller, "model large"] == "ai/models-gpt-oss-120b"
    assert set(cells(golden_yaml("identity"), "status.example.com").values()) == {"404"}


def test_a_failover_shows_its_order_and_what_costs_money() -> None:
    """The pods first, then the provider."""
    (place,) = (one for one in manifests.matrix(golden_yaml("failover"))["places"])
    (row,) = (one for one in place["rows"] if "llm/ai/chat/llama/primary" in one["routes"])
    (outcome,) = row["answers"].values()
    assert [
        (one["order"], one["name"], one["pods"].get("version", ""), one["costs_money"]) for one in outcome["backends"]
    ] == [
        (1, "ai/chat-llama", "v1", False),
        (1, "ai/chat-llama", "v2", False),
        (2, "azure", "", True),
    ]


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_route_of_an_example_is_read(name: str) -> None:
    """No route of an example is missing from its matrix."""
    found = manifests.matrix(golden_yaml(name))
    own = {one["object"] for one in found["not_read"] if one["object"].startswith("VirtualService")}
    assert own == ({"VirtualService istio-egress/llm-egress"} if name == "egress" else set())  # it passes TLS on
    http = [place for place in found["places"] if "egress" not in place["gateway"]]
    assert http
    assert "unread" not in {
        outcome["kind"] for place in http for row in place["rows"] for outcome in row["answers"].values()
    }


@pytest.mark.parametrize("name", ["failover", "identity", "security"])
def test_the_order_of_files_and_objects_changes_no_byte(name: str, tmp_path: Path) -> None:
    """The same objects in other files and in another order give the same tables."""
    objects = [
        one for path in golden_yaml(name).iterdir() for one in yaml.load_all(path.read_text(), Loader=yaml.CSafeLoader)
    ]
    random.Random(name).shuffle(objects)  # noqa: S311
    for index, one in enumerate(objects):
        manifests.write(tmp_path / str(index % 3), one, name=f"{index}.yml")
    for form in ("text", "markdown", "json"):
        assert matrix_text(tmp_path, form) == matrix_text(golden_yaml(name), form)
    assert posture_text(tmp_path) == posture_text(golden_yaml(name))


@pytest.mark.parametrize("name", SECURED)
def test_nothing_is_closed_by_an_object_that_is_missing(name: str, tmp_path: Path) -> None:
    """Without the object that refuses, no cell is refused by it."""
    before = manifests.matrix(golden_yaml(name))
    sources = {outcome["read_from"] for outcome in _outcomes(before) if outcome["kind"] == "refused"}
    for index, source in enumerate(sorted(sources)):
        folder = _without(name, source, tmp_path / str(index))
        refused = {one["read_from"] for one in _outcomes(manifests.matrix(folder)) if one["kind"] == "refused"}
        assert source not in refused
        (failure,) = (
            one for one in manifests.posture(golden_yaml(name))["failures"] if one["part"] == f"{source} is missing"
        )
        assert failure["state"] == ("as before" if source in REQUIRED_TWICE else "open")


def _outcomes(found: Any) -> list[Any]:
    at_gateways = [one for place in found["places"] for row in place["rows"] for one in row["answers"].values()]
    return [
        *at_gateways,
        *(one for table in found["pods"] for ports in table["answers"].values() for one in ports.values()),
    ]


def _without(name: str, source: str, folder: Path) -> Path:
    kind, _, place = source.partition(" ")
    namespace, _, removed = place.rpartition("/")
    for path in golden_yaml(name).iterdir():
        kept = [
            one
            for one in yaml.load_all(path.read_text(), Loader=yaml.CSafeLoader)
            if (one["kind"], one["metadata"].get("namespace", ""), one["metadata"]["name"])
            != (kind, namespace, removed)
        ]
        manifests.write(folder, *kept, name=path.name)
    return folder


def test_without_the_filter_that_reads_models_nobody_reaches_one(tmp_path: Path) -> None:
    """A client can't write the header instead, as long as the policy refuses it."""
    folder = _without("models", "EnvoyFilter istio-ingress/llm-listeners", tmp_path)
    (place,) = manifests.matrix(folder)["places"]
    (row,) = (one for one in place["rows"] if "llm/ai/models/qwen/primary" in one["routes"])
    (outcome,) = row["answers"].values()
    assert (outcome["status"], outcome["read_from"]) == (403, "AuthorizationPolicy istio-ingress/llm-headers")
    (failure,) = (
        one
        for one in manifests.posture(golden_yaml("models"))["failures"]
        if one["part"] == "EnvoyFilter istio-ingress/llm-listeners is missing"
    )
    assert "becomes 400" in failure["text"]


def test_no_key_is_shown(tmp_path: Path) -> None:
    """Neither a key in a condition, nor a password in a URL, nor the content of a Secret or of a key set."""
    key = "sk-proj-0123456789abcdef"
    folder = manifests.write(
        tmp_path,
        gateway("*/chat.example.com"),
        virtual_service(
            route("chat", {"headers": {"x-api-key": {"exact": "hunter2"}}}),
            route("other", {"headers": {"x-other": {"exact": key}}}),
        ),
        manifests.authentication(jwks='{"keys": [{"kty": "oct", "k": "c2VjcmV0LW9mLXRoZS1wbGF0Zm9ybQ"}]}'),
        {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "a"}, "stringData": {"key": "hunter3"}},
    )
    for form in ("text", "markdown", "json"):
        shown = matrix_text(folder, form) + posture_text(folder, form)
        assert [one for one in ("hunter2", "hunter3", key, "c2VjcmV0") if one in shown] == []


def test_the_json_has_a_sample_request_for_each_row() -> None:
    """Programs can send each of them."""
    found = json.loads(matrix_text(golden_yaml("models"), "json"))
    samples = [one for place in found["places"] for row in place["rows"] for one in row["requests"]]
    assert {"kind": "model gpt-4o-mini", "method": "POST", "model": "gpt-4o-mini"}.items() <= next(
        one for one in samples if one["model"] == "gpt-4o-mini"
    ).items()
    assert (
        next(one for one in samples if one["kind"].startswith("any other model that begins"))["model"] == "qwen3-other"
    )
    assert ISSUER not in json.dumps(found)
