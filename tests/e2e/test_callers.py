"""Who may come in and use which model: hostile and wrong requests at a gateway with `jwt_rules`."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml

from e2e.support import raw
from e2e.support.llm_gateways import HOST, LABELS, REF, Platform, declared, platform
from e2e.support.tokens import AUDIENCE, ISSUER, Issuer, bearer
from lab.apps.app import App
from lab.environment import Lab
from lab.istio.gateway import Gateway
from lab.traffic.call import Answer
from llm_api_mesh import (
    ALL_PATHS,
    Cors,
    Failover,
    FaultDrill,
    JwtRule,
    LlmApiMesh,
    MeshApp,
    Model,
    Pool,
    ProviderRef,
    TokenHolders,
    Version,
)

TWO, ANONYMOUS = "two.example.com", "other.example.com"
ORIGIN = "https://app.example.com"
PREFLIGHT = {"origin": ORIGIN, "access-control-request-method": "POST"}
FIRST, SECOND, STRANGER = Issuer(), Issuer("https://second.example.com", "second"), Issuer()
RULES = [
    JwtRule(issuer=ISSUER, audiences=[AUDIENCE], jwks=FIRST.jwks),
    JwtRule(issuer=SECOND.name, audiences=[AUDIENCE], jwks=SECOND.jwks),
]
NOT_ALLOWED = (403, "model_not_found")
NO_TOKEN = (401, "invalid_api_key")
FORGED = (403, "forbidden")
TWO_MODELS = (400, None)
NOT_FOUND = (404, None)
ANSWERED = (200, None)


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
                ],
            ),
            Model(
                name="open", prefixes=["gpt-"], backend=Pool(name="open", selector={"app": "open"}, target_port=8080)
            ),
        ],
    )
    for name, namespace, host in (("two", "bi", TWO), ("other", "other", ANONYMOUS)):
        backend = Pool(selector={"app": name}, target_port=8080)
        LlmApiMesh(app, name, namespace=namespace, hosts=[host], gateway=ref, backend=backend, paths=ALL_PATHS)
    app.synth()
    return folder


@pytest.fixture(scope="module")
def apps(shared_lab: Lab) -> Iterator[dict[str, App]]:
    """The pools of the APIs."""
    names = {"gpt": "ai", "llama": "ai", "open": "ai", "two": "bi", "other": "other"}
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
    with platform(
        shared_lab, folder, "dedicated", jwt_rules=RULES, anonymous_hosts=[ANONYMOUS], pool_users=None
    ) as running:
        written = declare(folder / "apis")
        shared_lab.apply(written)
        assert isinstance(running.gateway, Gateway)
        with shared_lab.through(running.gateway):
            yield running
        shared_lab.delete(written)


def team(name: object = "research", **claims: Any) -> dict[str, str]:
    """The header with a token of a caller of a team."""
    return bearer(FIRST.token(team=name, **claims))


def body(model: object = "gpt") -> bytes:
    """A generation."""
    return json.dumps({"model": model, "messages": [{"role": "user", "content": "hi"}]}).encode()


def code(answer: Answer) -> tuple[int, str | None]:
    """The status of an answer and the code of its error, which is in the format of the OpenAI API."""
    return answer.status, answer.json()["error"]["code"] if answer.status >= 400 else None


@dataclass(frozen=True)
class Hostile:
    """A request, and what it must get."""

    gets: tuple[int, str | None]
    headers: Mapping[str, str] = field(default_factory=dict)
    more: tuple[raw.Header, ...] = ()
    """Further headers as they are, in addition to others of the same name."""
    model: object = "gpt"
    content: bytes | None = None
    """A body; None: a generation by the model."""
    host: str = HOST
    method: str = "POST"
    path: str = "/v1/chat/completions"

    def sent(self, lab: Lab) -> Answer:
        """Send it by HTTP/1.1, byte by byte."""
        payload = self.content or (body(self.model) if self.method == "POST" else b"")
        headers = [*self.headers.items(), *self.more, ("content-length", str(len(payload)))]
        given = {"content-type": "application/json"} if payload else {}
        headers += [(name, value) for name, value in given.items() if name not in self.headers]
        return raw.send(lab, raw.head(self.host, headers, self.method, self.path) + payload)


def _now(seconds: int) -> int:
    return int(time.time()) + seconds


def hostile() -> Mapping[str, Hostile]:
    """All of them by name, with new tokens."""
    good = team()
    return {
        # Tokens.
        "no token": Hostile(NO_TOKEN),
        "an empty token": Hostile(NO_TOKEN, {"authorization": "Bearer "}),
        "a text that is no token": Hostile(NO_TOKEN, {"authorization": "Bearer a.b.c"}),
        "an API key in place of a token": Hostile(NO_TOKEN, {"authorization": "Bearer sk-none"}),
        "Basic in place of Bearer": Hostile(NO_TOKEN, {"authorization": f"Basic {FIRST.token(team='research')}"}),
        "a token that expired two minutes ago": Hostile(NO_TOKEN, team(exp=_now(-120))),
        "a token that is valid in two minutes": Hostile(NO_TOKEN, team(nbf=_now(120))),
        "a token for another service": Hostile(NO_TOKEN, team(aud="mail")),
        "a token without an audience": Hostile(NO_TOKEN, team(aud=None)),
        "a token of an unknown issuer": Hostile(NO_TOKEN, team(iss="https://evil.example.com")),
        "a token without an issuer": Hostile(NO_TOKEN, team(iss=None)),
        "a token with alg none": Hostile(NO_TOKEN, bearer(FIRST.unsigned(team="research"))),
        "HS256, signed with the public key": Hostile(NO_TOKEN, bearer(FIRST.signed_by_public_key(team="research"))),
        "a token signed by a stranger's key": Hostile(NO_TOKEN, bearer(STRANGER.token(team="research"))),
        "another issuer's kid": Hostile(NO_TOKEN, bearer(FIRST.token({"kid": SECOND.kid}, team="research"))),
        "one issuer's token in the other's name": Hostile(
            NO_TOKEN, bearer(SECOND.token({"kid": FIRST.kid}, team="research", iss=ISSUER))
        ),
        "two tokens, the second one wrong": Hostile(NO_TOKEN, good, (("Authorization", "Bearer a.b.c"),)),
        "two tokens, the first one wrong": Hostile(NO_TOKEN, {"authorization": "Bearer a.b.c"}, tuple(team().items())),
        "a token in the query": Hostile(
            NO_TOKEN, path=f"/v1/chat/completions?access_token={FIRST.token(team='research')}"
        ),
        "a token in a cookie": Hostile(NO_TOKEN, {"cookie": f"access_token={FIRST.token(team='research')}"}),
        # Models.
        "a model of another team": Hostile(NOT_ALLOWED, team("sales")),
        "an alias of it": Hostile(NOT_ALLOWED, team("sales"), model="gpt-large"),
        "a prefix of it": Hostile(NOT_ALLOWED, team("sales"), model="gpt-ft:mine"),
        "a pattern of it": Hostile(NOT_ALLOWED, team("sales"), model="gpt70b"),
        "two models, the first one of another team": Hostile(
            TWO_MODELS, team("sales"), content=b'{"model": "gpt", "model": "open"}'
        ),
        "two models, the second one of another team": Hostile(
            TWO_MODELS, team("sales"), content=b'{"model": "open", "m\\u006fdel": "gpt"}'
        ),
        "two models behind much text, the second one with a capital": Hostile(
            TWO_MODELS, team("sales"), content=b'{"model": "open", "x": "' + b"x" * 2**21 + b'", "Model": "gpt"}'
        ),
        "a token without a subject": Hostile(FORGED, team(sub=None)),
        "a token without a subject and a team": Hostile(NO_TOKEN, team(None, sub=None)),
        "a model that doesn't exist": Hostile(NOT_ALLOWED, team("sales"), model="none"),
        "a model without a team": Hostile(NOT_ALLOWED, team(None)),
        "a team whose name begins in the same way": Hostile(NOT_ALLOWED, team("research2")),
        "a team in upper case": Hostile(NOT_ALLOWED, team("RESEARCH")),
        "a team that is an object": Hostile(NOT_ALLOWED, team({"research": True})),
        "half of the claims": Hostile(NOT_ALLOWED, team(sub="root"), model="llama"),
        "a claim within others in place of one whose name has dots": Hostile(
            NOT_ALLOWED, team(None, **{"https://example": {"com/roles": "llama"}}), model="llama"
        ),
        "a claim whose name has dots in place of one within another": Hostile(
            NOT_ALLOWED, team(None, **{"kubernetes.io.namespace": "agents"}), model="llama"
        ),
        "a model of another team in a drill": Hostile(NOT_ALLOWED, {**team("sales"), "x-drill": "full"}),
        "its alias in a drill, with another model's prefix": Hostile(
            NOT_ALLOWED, {**team("sales"), "x-drill": "full"}, model="gpt-large"
        ),
        "the model in the query as well": Hostile(NOT_ALLOWED, team("sales"), path="/v1/chat/completions?model=open"),
        "the gateway's header for the model": Hostile(FORGED, {**team("sales"), "x-llm-gateway-model": "open"}),
        "a model of another team, described": Hostile(NOT_ALLOWED, team("sales"), method="GET", path="/v1/models/gpt"),
        "a model that doesn't exist, described": Hostile(
            NOT_ALLOWED, team("sales"), method="GET", path="/v1/models/none"
        ),
        # Statements of the gateway's.
        **{
            f"the header {name}": Hostile(FORGED, {**good, name: "root"})
            for name in ("x-llm-model", "X-LLM-Model", "x_llm_model", "x-llm_subject", "X_LLM_TEAM")
        },
        "the header x-llm-model, empty": Hostile(FORGED, {**good, "x-llm-model": ""}),
        "the header x-llm-model twice": Hostile(FORGED, good, (("x-llm-model", "a"), ("X-Llm-Model", "b"))),
        "the header x-llm-subject in a preflight": Hostile(
            FORGED,
            {"origin": ORIGIN, "access-control-request-method": "POST", "x-llm-subject": "root"},
            method="OPTIONS",
        ),
        # Paths and hosts.
        "two slashes": Hostile(NO_TOKEN, path="//v1/chat/completions"),
        "two dots": Hostile(NO_TOKEN, path="/v1/../v1/chat/completions"),
        "encoded dots": Hostile(NO_TOKEN, path="/v1/%2e%2e/v1/chat/completions"),
        "an encoded slash": Hostile(NO_TOKEN, path="/v1%2Fchat/completions"),
        "a semicolon": Hostile(NO_TOKEN, path="/v1/chat/completions;/open"),
        "a backslash": Hostile(NO_TOKEN, path="/v1\\chat\\completions"),
        "a path outside of the API": Hostile(NO_TOKEN, path="/metrics"),
        "a path outside of the API, with a token": Hostile(NOT_FOUND, good, path="/metrics"),
        "the host with a port": Hostile(NO_TOKEN, host=f"{HOST}:80"),
        "the host in upper case": Hostile(NO_TOKEN, host=HOST.upper()),
        "the host with a dot at its end": Hostile(NO_TOKEN, host=f"{HOST}."),
        "the host with another port": Hostile(NO_TOKEN, host=f"{HOST}:8080"),
        "the absolute form": Hostile(NO_TOKEN, path=f"http://{HOST}/v1/chat/completions"),
        "the absolute form, with a host without tokens": Hostile(
            NO_TOKEN, path=f"http://{HOST}/v1/chat/completions", host=ANONYMOUS
        ),
        "an unknown host": Hostile(NO_TOKEN, host="evil.example.com"),
        "no token in a preflight without an origin": Hostile(
            NO_TOKEN, {"access-control-request-method": "POST"}, method="OPTIONS"
        ),
        "OPTIONS without the rest of a preflight": Hostile(NO_TOKEN, {"origin": ORIGIN}, method="OPTIONS"),
        "a preflight at an API without cors, all of whose paths are public": Hostile(
            NO_TOKEN, PREFLIGHT, method="OPTIONS", host=TWO, path="/"
        ),
        "a preflight of another origin": Hostile(
            ANSWERED, {**PREFLIGHT, "origin": "https://evil.example.com"}, method="OPTIONS"
        ),
        "a preflight with a body": Hostile(
            NO_TOKEN, {**PREFLIGHT, "x-http-method-override": "POST"}, method="OPTIONS", host=TWO
        ),
        "a wrong token at a host without tokens": Hostile(NO_TOKEN, {"authorization": "Bearer a.b.c"}, host=ANONYMOUS),
        "a WebSocket": Hostile(
            NO_TOKEN,
            {
                "connection": "upgrade",
                "upgrade": "websocket",
                "sec-websocket-version": "13",
                "sec-websocket-key": "eA==",
            },
            method="GET",
            path="/v1/realtime?model=gpt",
        ),
    }


@pytest.mark.parametrize("name", hostile())
def test_hostile_requests(lab: Lab, gateway: Platform, apps: dict[str, App], name: str) -> None:
    """Each gets what it must get, in the format of the OpenAI API, and no backend hears of it."""
    for app in apps.values():
        app.replica(0).clear_requests()
    gateway.azure.clear_requests()
    row = hostile()[name]
    answer = row.sent(lab)
    assert code(answer) == row.gets, answer.body
    assert answer.headers.get("content-type") == ("application/json" if row.gets != ANSWERED else None)
    assert "access-control-allow-origin" not in answer.headers
    assert [app.replica(0).requests() for app in apps.values()] == [[]] * len(apps)
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


def test_clocks_may_differ_by_a_minute(gateway: Platform) -> None:
    """A token is accepted until a minute after it has expired, and from a minute before it is valid."""
    assert gateway.call("gpt", headers=team(exp=_now(-30))).status == 200
    assert gateway.call("gpt", headers=team(nbf=_now(30))).status == 200
    # Issuers must write `exp`.
    assert gateway.call("gpt", headers=team(exp=None)).status == 200


def test_both_issuers_are_known(gateway: Platform) -> None:
    """A token of the second issuer is as good, and the gateway states its subject."""
    assert gateway.call("gpt", headers=bearer(SECOND.token(team="ml"))).status == 200


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
    assert (code(refused), refused.headers["access-control-allow-origin"]) == (NOT_ALLOWED, ORIGIN)


def test_hosts_without_tokens(gateway: Platform) -> None:
    """A host that is listed needs no token, another one does, also on the connection of the first one."""
    # Its backend answers preflights itself.
    assert gateway.call(host=ANONYMOUS, method="OPTIONS", headers=PREFLIGHT).status != 401
    assert gateway.call(host=ANONYMOUS).status == 200
    assert gateway.call(host=f"{ANONYMOUS}:80").status == 200
    assert code(gateway.call(host=TWO)) == NO_TOKEN
    assert gateway.call(host=TWO, headers=team("sales")).status == 200
    for options in ({}, {"server_name": ANONYMOUS}):
        answer = gateway.call(host=HOST, tls=True, http2=True, **options)
        assert code(answer) == NO_TOKEN


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
        assert code(gateway.call()) == NO_TOKEN
        assert code(gateway.call(headers=bearer(thief.token(team="research")))) == NO_TOKEN
        assert gateway.call("gpt", headers=team()).status == 200


def test_without_the_gateway_s_filters_nobody_gets_in(
    lab: Lab, gateway: Platform, apps: dict[str, App], tmp_path: Path
) -> None:
    """Istio's own objects still require a token and refuse headers, and no claim becomes a second header."""
    options: dict[str, Any] = {"jwt_rules": RULES, "anonymous_hosts": [ANONYMOUS], "pool_users": None}
    text = (declared(tmp_path / "same", "dedicated", **options) / "llm.k8s.yaml").read_text()
    path = tmp_path / "filters.yaml"
    path.write_text(yaml.safe_dump_all([one for one in yaml.safe_load_all(text) if one["kind"] == "EnvoyFilter"]))
    app = apps["two"].replica(0)
    app.clear_requests()
    lab.delete(path)
    try:
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
    finally:
        lab.apply(path)
