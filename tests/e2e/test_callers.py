"""Who may come in and use which model: hostile and wrong requests at a gateway with `jwt_rules`."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import yaml
from cdk8s import JsonPatch

from e2e.support import raw
from e2e.support.hostile.page import rows
from e2e.support.hostile.rows import (
    ANONYMOUS,
    FIRST,
    FORGED,
    NO_TOKEN,
    NOT_ALLOWED,
    ORIGIN,
    PATH,
    PREFLIGHT,
    RULES,
    SECOND,
    SPEECH,
    TWO,
    body,
    code,
    now,
    team,
)
from e2e.support.llm_gateways import HOST, HOSTS, LABELS, REF, Platform, declared, platform
from e2e.support.tokens import Issuer, bearer
from lab.apps.app import App
from lab.environment import Lab
from lab.istio.gateway import Gateway
from lab.traffic.call import BROKEN
from llm_api_mesh import (
    ALL_PATHS,
    Cors,
    Endpoint,
    Failover,
    FaultDrill,
    LlmApiMesh,
    LlmGateway,
    MeshApp,
    Model,
    Pool,
    ProviderRef,
    TokenHolders,
    Version,
)

BELOW_TWO = f"*.{TWO}"
TOKENS: dict[str, Any] = {
    "hosts": {**HOSTS, "bi": [TWO, BELOW_TWO]},
    "jwt_rules": RULES,
    "anonymous_hosts": [ANONYMOUS],
}
"""The keywords of the gateway."""
JSON = ("content-type", "application/json")


def declare(folder: Path) -> Path:
    """Write three APIs: one whose models are for some callers, one for all with a token, and one for everybody."""
    app = MeshApp(outdir=folder)
    versions = [Version(name="v1", weight=50), Version(name="v2", weight=50)]
    gpt = Pool(name="gpt", selector={"app": "gpt"}, target_port=8080, versions=versions)
    llama = Pool(name="llama", selector={"app": "llama"}, target_port=8080)
    azure = ProviderRef(provider="azure", model="gpt-4o-mini")
    ref = REF.model_copy(update={"knows_callers": True})
    LlmApiMesh(
        app,
        "chat",
        namespace="ai",
        hosts=[HOST],
        gateway=ref,
        cors=Cors(allow_origins=[ORIGIN]),
        endpoints=[
            Endpoint(
                name="speech",
                path_prefix="/v1/audio/",
                backend=Pool(name="speech", selector={"app": "speech"}, target_port=8080),
                access=[TokenHolders(teams=["research"])],
            )
        ],
        drills=[FaultDrill(name="full", headers={"x-drill": "full"}, abort_status=429)],
        models=[
            Model(
                name="gpt",
                aliases=["gpt-large"],
                prefixes=["gpt-ft:"],
                patterns=["gpt[0-9]+b"],
                backend=gpt,
                access=[TokenHolders(teams=["research", "ml"])],
            ),
            Model(
                name="llama",
                backend=Failover(backends=[llama, azure]),
                access=[
                    TokenHolders(claims={"models": ["llama"]}),
                    TokenHolders(subjects=["root"], claims={"org.tier": ["gold"]}),
                    TokenHolders(claims={"[https://example.com/roles]": ["llama"]}),
                    TokenHolders(claims={"[kubernetes.io][namespace]": ["agents"]}),
                    TokenHolders(claims={"iss": [SECOND.name], "grade": ["llama"]}),
                    TokenHolders(claims={"scope": ["llama"]}),
                ],
            ),
            Model(
                name="open", prefixes=["gpt-"], backend=Pool(name="open", selector={"app": "open"}, target_port=8080)
            ),
        ],
    )
    for name, namespace, hosts in (("two", "bi", [TWO, BELOW_TWO]), ("other", "other", [ANONYMOUS])):
        backend = Pool(selector={"app": name}, target_port=8080)
        LlmApiMesh(app, name, namespace=namespace, hosts=hosts, gateway=ref, backend=backend, paths=ALL_PATHS)
    app.synth()
    return folder


@pytest.fixture(scope="module")
def apps(shared_lab: Lab) -> Iterator[dict[str, App]]:
    """The pools of the APIs."""
    names = {"gpt": "ai", "llama": "ai", "open": "ai", "speech": "ai", "two": "bi", "other": "other"}
    found = {
        name: shared_lab.app(name, namespace=namespace, labels={"app": name, "version": "v1"})
        for name, namespace in names.items()
    }
    found["gpt-v2"] = shared_lab.app("gpt-v2", namespace="ai", labels={"app": "gpt", "version": "v2"})
    yield found
    shared_lab.remove(*found.values())


@pytest.fixture(scope="module")
def gateway(shared_lab: Lab, apps: dict[str, App], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Platform]:
    """A gateway of an own set of pods that asks for tokens, with the APIs."""
    assert apps
    folder = tmp_path_factory.mktemp("callers")
    with platform(shared_lab, folder, "dedicated", **TOKENS) as running:
        written = declare(folder / "apis")
        shared_lab.apply(written)
        assert isinstance(running.gateway, Gateway)
        with shared_lab.through(running.gateway):
            yield running
        shared_lab.delete(written)


@pytest.mark.usefixtures("lab")
@pytest.mark.parametrize("name", rows())
def test_hostile_requests(gateway: Platform, apps: dict[str, App], name: str) -> None:
    """Each gets what it must get: an error in the format of the OpenAI API, and no backend hears of it."""
    for app in apps.values():
        app.replica(0).clear_requests()
    gateway.azure.clear_requests()
    row = rows()[name]
    answer = row.sent(gateway)
    assert code(answer) == row.gets.answer, (answer.body, answer.error)
    of_openai = row.gets.status >= 400 and not row.gets.of_envoy
    assert (answer.headers.get("content-type") == "application/json") == (of_openai or row.gets.served)
    assert "access-control-allow-origin" not in answer.headers
    seen = [request for app in apps.values() for request in app.replica(0).requests()]
    assert len(seen) == row.gets.served
    values = [value for request in seen for value in request["headers"].values()]
    assert "root" not in values
    assert all(value.isprintable() for value in values), values
    assert gateway.azure.requests() == []


def test_refusals_are_no_oracle(gateway: Platform) -> None:
    """A model of another team and one that doesn't exist get answers that differ in nothing but the date."""
    answers = [gateway.call(model, headers=team("sales")) for model in ("gpt", "gpt-large", "none")]
    kept = [
        (one.status, one.body, {name: value for name, value in one.headers.items() if name != "date"})
        for one in answers
    ]
    assert kept[0] == kept[1] == kept[2]


@pytest.mark.parametrize(
    ("model", "claims", "apps_of"),
    [
        ("gpt", {"team": "research"}, {"gpt", "gpt-v2"}),
        ("gpt-large", {"team": "ml"}, {"gpt", "gpt-v2"}),
        ("gpt-ft:mine", {"team": ["sales", "ml"]}, {"gpt", "gpt-v2"}),
        ("gpt70b", {"team": "ml"}, {"gpt", "gpt-v2"}),
        ("llama", {"models": ["open", "llama"]}, {"llama"}),
        ("llama", {"sub": "root", "org": {"tier": "gold"}}, {"llama"}),
        ("llama", {"https://example.com/roles": ["open", "llama"]}, {"llama"}),
        ("llama", {"kubernetes.io": {"namespace": "agents", "pod": {"name": "a"}}}, {"llama"}),
        ("llama", {"scope": "open llama"}, {"llama"}),
        ("open", {"team": "sales"}, {"open"}),
        ("gpt-other", {}, {"open"}),
    ],
)
def test_who_may_use_a_model(gateway: Platform, model: str, claims: Mapping[str, Any], apps_of: set[str]) -> None:
    """A caller with the claims reaches the model by each of its names, by HTTP/1.1 and by HTTP/2."""
    headers = bearer(FIRST.token(**claims))
    for http2 in (False, True):
        answers = gateway.calls(model, headers=headers, count=4, tls=http2, http2=http2)
        assert answers.statuses() == {200: 4}
        assert {name.rpartition("-")[0] for name in answers.replicas()} <= apps_of


def test_who_may_use_an_endpoint(gateway: Platform) -> None:
    """A caller with the claims reaches the endpoint, whatever model the body names, and another one doesn't."""
    for http2 in (False, True):
        for model in ("open", "gpt", "none"):
            answers = gateway.calls(model, path=SPEECH, headers=team("research"), tls=http2, http2=http2)
            assert {name.rpartition("-")[0] for name in answers.replicas()} == {"speech"}
            refused = gateway.call(model, path=SPEECH, headers=team("ml"), tls=http2, http2=http2)
            assert code(refused) == FORGED.answer


def test_clocks_may_differ_by_a_minute(gateway: Platform) -> None:
    """A token is accepted until a minute after it has expired, and from a minute before it is valid."""
    assert gateway.call("gpt", headers=team(exp=now(-30))).status == 200
    assert gateway.call("gpt", headers=team(nbf=now(30))).status == 200
    # Issuers must write `exp`.
    assert gateway.call("gpt", headers=team(exp=None)).status == 200


def test_both_issuers_are_known(gateway: Platform) -> None:
    """A token of the second issuer is as good, unless `access` names the issuer."""
    assert gateway.call("gpt", headers=bearer(SECOND.token(team="ml"))).status == 200
    answers = [gateway.call("llama", headers=bearer(one.token(grade="llama"))) for one in (FIRST, SECOND)]
    assert [code(one) for one in answers] == [NOT_ALLOWED.answer, (200, "")]


def test_what_backends_get_to_know(gateway: Platform, apps: dict[str, App]) -> None:
    """Subject, team and model, also on the second hop, whatever a client with a token writes; and no token."""
    for model, name in (("open", "open"), ("llama", "llama")):
        app = apps[name].replica(0)
        app.clear_requests()
        spoofed = {"x-llm-subject": "root", "X-LLM-TEAM": "root"}
        headers = {**team("sales", sub="bob", models=["llama"]), **spoofed}
        assert gateway.call(model, headers=headers).status == 200
        ((_, found),) = [(one["path"], one["headers"]) for one in app.requests()]
        stated = {name: value for name, value in found.items() if name.startswith("x-llm")}
        assert stated == {"x-llm-subject": "bob", "x-llm-team": "sales", "x-llm-model": model}
        assert "authorization" not in found


@pytest.mark.parametrize("claim", ["team", "sub"])
@pytest.mark.parametrize("value", ["a\r\nx-evil: 1", "a\nx-evil: 1", "a\rx-evil: 1", "a\x00"])
def test_a_claim_adds_no_header(gateway: Platform, apps: dict[str, App], claim: str, value: str) -> None:
    """A claim with line breaks becomes no second header: the gateway refuses it, and no replica counts as failing."""
    app = apps["open"].replica(0)
    app.clear_requests()
    claims: dict[str, Any] = {claim: value}
    for model in ("open", "llama"):
        assert gateway.call(model, headers=bearer(FIRST.token(models=["llama"], **claims))).status in {401, 403}
    assert app.requests() == []


@pytest.mark.parametrize(
    ("claims", "stated"),
    [
        ({"team": "b\u00f3b"}, "b\u00f3b".encode().decode("latin-1")),
        ({"team": "%HOSTNAME% ${x}"}, "%HOSTNAME% ${x}"),
        ({"team": ["ml", "sales"]}, base64.b64encode(b'["ml","sales"]').decode()),
        ({"team": 5}, "5"),
        ({}, None),
    ],
)
def test_a_claim_is_stated_as_it_is(
    gateway: Platform, apps: dict[str, App], claims: Mapping[str, Any], stated: str | None
) -> None:
    """A text as it is, a list as Base64 of its JSON; without the claim, no header, whatever the client sends."""
    app = apps["open"].replica(0)
    app.clear_requests()
    headers = {**bearer(FIRST.token(**claims)), "x-llm-team": "root"}
    assert gateway.call("open", headers=headers).status == 200
    (request,) = app.requests()
    assert request["headers"].get("x-llm-team") == stated


def test_no_provider_gets_a_token(gateway: Platform, apps: dict[str, App]) -> None:
    """The provider of a failover gets the gateway's key, and nothing of the caller."""
    apps["llama"].replica(0).refuse(503)
    gateway.azure.clear_requests()
    assert gateway.call("llama", headers=team(models="llama")).status == 200
    apps["llama"].replica(0).heal()
    (request,) = gateway.azure.requests()
    assert not [name for name in request["headers"] if name.startswith("x-llm")]
    assert "eyJ" not in str(request["headers"])


def test_the_list_of_models_is_the_caller_s(gateway: Platform) -> None:
    """Each caller sees the models that it may use, and those that everybody may use."""

    def seen(**claims: Any) -> list[str]:
        answer = gateway.call(method="GET", path="/v1/models", headers=bearer(FIRST.token(**claims)))
        return [one["id"] for one in answer.json()["data"]]

    assert seen(team="sales") == ["open"]
    assert seen(team="ml") == ["gpt", "gpt-large", "open"]
    assert seen(models=["llama"]) == ["llama", "open"]
    assert seen(**{"https://example.com/roles": "llama"}) == ["llama", "open"]
    assert seen(sub="root") == ["open"]
    assert seen(sub="root", org={"tier": "gold"}) == ["llama", "open"]
    one = gateway.call(method="GET", path="/v1/models/gpt", headers=team())
    assert (one.status, one.json()["id"]) == (200, "gpt")


def test_preflights_need_no_token(gateway: Platform) -> None:
    """A browser asks first, without a token, and the proxy answers."""
    asks = {"origin": ORIGIN, "access-control-request-method": "POST"}
    answer = gateway.call(method="OPTIONS", headers=asks)
    assert (answer.status, answer.headers["access-control-allow-origin"]) == (200, ORIGIN)
    refused = gateway.call("gpt", headers={**team("sales"), "origin": ORIGIN})
    assert (code(refused), refused.headers["access-control-allow-origin"]) == (NOT_ALLOWED.answer, ORIGIN)


def test_hosts_without_tokens(gateway: Platform) -> None:
    """A host that is listed needs no token, another one does, also on the connection of the first one."""
    # Its backend answers preflights itself.
    assert gateway.call(host=ANONYMOUS, method="OPTIONS", headers=PREFLIGHT).status != 401
    assert gateway.call(host=ANONYMOUS).status == 200
    assert gateway.call(host=f"{ANONYMOUS}:80").status == 200
    assert code(gateway.call(host=TWO)) == NO_TOKEN.answer
    assert gateway.call(host=TWO, headers=team("sales")).status == 200
    for options in ({}, {"server_name": ANONYMOUS}):
        answer = gateway.call(host=HOST, tls=True, http2=True, **options)
        assert code(answer) == NO_TOKEN.answer


def _request(host: str, headers: Mapping[str, str]) -> list[raw.Header]:
    pseudo = {":method": "POST", ":scheme": "https", ":authority": host, ":path": PATH}
    return [*pseudo.items(), JSON, *headers.items()]


@pytest.mark.usefixtures("lab")
def test_each_request_of_a_connection_needs_its_token(gateway: Platform) -> None:
    """A valid token opens neither the connection nor another host on it, by HTTP/2 with TLS and without."""
    good = team()
    of_mail = team(aud="mail")
    with raw.connection_by_tls(gateway.lab, gateway.http2, TWO) as opened:
        http2 = raw.Http2(opened)
        answers = [
            code(http2.send(_request(host, headers), body()))
            for host, headers in ((TWO, good), (TWO, {}), (TWO, of_mail), (HOST, {}), (HOST, good), (TWO, good))
        ]
    refused = NO_TOKEN.answer
    assert answers == [(200, ""), refused, refused, refused, (421, "misdirected_request"), (200, "")]
    with raw.connection(gateway.lab) as opened:
        http2 = raw.Http2(opened)
        answers = [
            code(http2.send(_request(host, headers), body()))
            for host, headers in ((TWO, good), (HOST, {}), (ANONYMOUS, {}), (TWO, {}), (HOST, good))
        ]
    assert answers == [(200, ""), refused, (200, ""), refused, (200, "")]


def test_a_client_names_no_header_of_the_gateway_as_its_connection_s(gateway: Platform, apps: dict[str, App]) -> None:
    """A proxy removes the headers that `connection` names: those of the client, but not the gateway's statements."""
    app = apps["two"].replica(0)
    app.clear_requests()
    named = "close, x-llm-subject, x-llm-team, x-llm-model, x-llm-gateway-model"
    answer = gateway.call("m", host=TWO, headers={**team(), "connection": named})
    assert answer.status == 200
    (request,) = app.requests()
    stated = {name: value for name, value in request["headers"].items() if name.startswith("x-llm")}
    assert stated == {"x-llm-subject": "alice", "x-llm-team": "research", "x-llm-model": "m"}
    assert code(gateway.call("gpt", headers={**team("sales"), "connection": named})) == NOT_ALLOWED.answer
    assert code(gateway.call(host=TWO, headers={**team(), "connection": "authorization"})) == NO_TOKEN.answer


def test_a_missing_token_is_asked_for(gateway: Platform) -> None:
    """The answer says which scheme the gateway knows."""
    assert gateway.call().headers["www-authenticate"] == "Bearer"
    assert gateway.call(headers={"authorization": "Bearer a.b.c"}).headers["www-authenticate"].startswith("Bearer")


@contextmanager
def _applied(lab: Lab, folder: Path, *objects: Mapping[str, Any]) -> Iterator[None]:
    path = folder / "objects.yaml"
    path.write_text(yaml.safe_dump_all(objects))
    lab.apply(path)
    yield
    lab.delete(path)


@contextmanager
def _without(lab: Lab, folder: Path, *missing: str) -> Iterator[None]:
    """Delete some of the gateway's objects, by kind or by kind and name; restore them afterwards."""
    text = (declared(folder / "whole", "dedicated", **TOKENS) / "llm.k8s.yaml").read_text()
    objects = [
        one
        for one in yaml.safe_load_all(text)
        if {one["kind"], f"{one['kind']}/{one['metadata']['name']}"} & set(missing)
    ]
    assert len(objects) >= len(missing)
    path = folder / "missing.yaml"
    path.write_text(yaml.safe_dump_all(objects))
    lab.delete(path)
    try:
        yield
    finally:
        lab.apply(path)


def test_a_team_s_own_policies_open_nothing(lab: Lab, gateway: Platform, tmp_path: Path) -> None:
    """A team's RequestAuthentication and AuthorizationPolicy act on the pods of its own namespace only."""
    thief = Issuer("https://thief.example.com", "thief")
    selector = {"matchLabels": LABELS}
    rule = {"issuer": thief.name, "jwks": thief.jwks}
    group = "security.istio.io/v1"
    objects = [
        {
            "apiVersion": group,
            "kind": "RequestAuthentication",
            "metadata": {"name": "thief", "namespace": "ai"},
            "spec": {"selector": selector, "jwtRules": [rule]},
        },
        {
            "apiVersion": group,
            "kind": "AuthorizationPolicy",
            "metadata": {"name": "thief", "namespace": "ai"},
            "spec": {"selector": selector, "action": "ALLOW", "rules": [{}]},
        },
    ]
    with _applied(lab, tmp_path, *objects):
        assert code(gateway.call()) == NO_TOKEN.answer
        assert code(gateway.call(headers=bearer(thief.token(team="research")))) == NO_TOKEN.answer
        assert gateway.call("gpt", headers=team()).status == 200


def test_without_the_gateway_s_filters_nobody_gets_in(
    lab: Lab, gateway: Platform, apps: dict[str, App], tmp_path: Path
) -> None:
    """Istio's own objects still require a token and refuse headers, and no claim becomes a second header."""
    app = apps["two"].replica(0)
    app.clear_requests()
    with _without(lab, tmp_path, "EnvoyFilter"):
        assert gateway.call(host=TWO).status == 403
        assert gateway.call(host=TWO, headers=team(aud="mail")).status == 403
        assert gateway.call(host=TWO, headers={**team(), "x-llm-model": "a"}).status == 403
        for name, sub in (("a\r\nx-evil: 1", "alice"), ("a", "a\rx-evil: 1")):
            assert gateway.call(host=TWO, headers=team(name, sub=sub)).status in {403, 503}
        assert app.requests() == []
        for model in ("gpt", "open"):
            assert gateway.call(model, headers=team()).status in {400, 403, 404}
        assert gateway.call(host=TWO, headers={**team("sales"), "x-llm-team": "root"}).status == 200
        (request,) = app.requests()
        assert request["headers"]["x-llm-team"] == "sales"


@pytest.mark.usefixtures("lab")
def test_a_request_within_another_one(gateway: Platform, apps: dict[str, App]) -> None:
    """A request in the body of another one is its body, and one that follows on the connection needs its own token."""
    app = apps["two"].replica(0)
    app.clear_requests()
    good, hidden = [*team().items(), JSON], raw.head(TWO, [("content-length", "0")], "GET", "/metrics")
    raw.send(gateway.lab, raw.whole(TWO, hidden, good))
    assert [one["path"] for one in app.requests()] == [PATH]
    app.clear_requests()
    with raw.connection(gateway.lab) as opened:
        opened.sendall(raw.whole(TWO, body(), good) + hidden)
        data = b""
        while len(statuses := re.findall(rb"HTTP/1\.1 ([0-9]+) ", data)) < 2:
            part = opened.recv(raw.SIZE)
            assert part, data
            data += part
    assert statuses == [b"200", b"401"]
    assert [one["path"] for one in app.requests()] == [PATH]


def _impatient(gateway: LlmGateway) -> None:
    """Shorten the times within which a request must have arrived."""
    patches = gateway.listener_filters.to_json()["spec"]["configPatches"]
    (index,) = (place for place, one in enumerate(patches) if "request_headers_timeout" in str(one))
    config = f"/spec/configPatches/{index}/patch/value/typed_config"
    gateway.listener_filters.add_json_patch(
        JsonPatch.replace(f"{config}/request_headers_timeout", "1s"),
        JsonPatch.replace(f"{config}/request_timeout", "3s"),
    )


def test_a_request_that_arrives_slowly_is_ended(
    lab: Lab, gateway: Platform, apps: dict[str, App], tmp_path: Path
) -> None:
    """A head and a body that don't arrive in time get 408, and an answer takes its time."""
    lab.apply(declared(tmp_path / "impatient", "dedicated", _impatient, **TOKENS))
    try:
        good = [*team().items(), JSON]
        half = raw.head(HOST, [*good, ("content-length", "1000")]) + b'{"model": "gpt", '
        for slow in (raw.head(HOST, good)[:-2], half):
            with raw.connection(lab) as opened:
                opened.sendall(slow)
                assert code(raw.read(opened)) == (408, "request_timeout")
        apps["two"].replica(0).hang()
        answer = gateway.call(host=TWO, headers=team(), timeout=5)
        assert (answer.status, answer.error[:12]) == (BROKEN, "TimeoutError")
        apps["two"].replica(0).heal()
    finally:
        lab.apply(declared(tmp_path / "patient", "dedicated", **TOKENS))


def test_without_the_rules_for_tokens_nobody_gets_in(lab: Lab, gateway: Platform, tmp_path: Path) -> None:
    """Without its RequestAuthentication the gateway knows no token, and still requires one."""
    with _without(lab, tmp_path, "RequestAuthentication/llm"):
        assert code(gateway.call(host=TWO)) == NO_TOKEN.answer
        assert code(gateway.call(host=TWO, headers=team())) == NO_TOKEN.answer
        assert gateway.call(host=ANONYMOUS).status == 200


def test_without_the_policy_for_tokens_a_filter_requires_them(lab: Lab, gateway: Platform, tmp_path: Path) -> None:
    """Of the two that require a token, each suffices."""
    with _without(lab, tmp_path, "AuthorizationPolicy/llm-tokens"):
        assert code(gateway.call(host=TWO)) == NO_TOKEN.answer
        assert gateway.call(host=TWO, headers=team()).status == 200


def test_without_the_policy_for_headers_most_are_replaced(
    lab: Lab, gateway: Platform, apps: dict[str, App], tmp_path: Path
) -> None:
    """Filters write the gateway's own headers in place of a client's; only spellings with underscores get through."""
    app = apps["two"].replica(0)
    app.clear_requests()
    forged = {"x-llm-model": "root", "x-llm-subject": "root", "x-llm-gateway-model": "open", "x_llm_team": "root"}
    with _without(lab, tmp_path, "AuthorizationPolicy/llm-headers"):
        assert code(gateway.call("gpt", headers={**team("sales"), "x-llm-gateway-model": "open"})) == NOT_ALLOWED.answer
        assert gateway.call("m", host=TWO, headers={**team(), **forged}).status == 200
    (request,) = app.requests()
    stated = {name: value for name, value in request["headers"].items() if name.startswith(("x-llm", "x_llm"))}
    expected = {"x-llm-subject": "alice", "x-llm-team": "research", "x-llm-model": "m", "x_llm_team": "root"}
    assert stated == expected


def test_without_all_of_these_objects_everybody_gets_in(lab: Lab, gateway: Platform, tmp_path: Path) -> None:
    """What is left is a Gateway with routes, so who may delete objects of its namespace decides who gets in."""
    with _without(lab, tmp_path, "RequestAuthentication", "AuthorizationPolicy", "EnvoyFilter"):
        assert gateway.call(host=TWO).status == 200
        assert gateway.call("gpt").status in {400, 403, 404}
