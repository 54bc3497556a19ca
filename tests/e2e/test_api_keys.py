"""API keys at a gateway: Open Policy Agent itself checks them, in pods with sidecars, as its Deployment says."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from e2e.support.api_keys import API_KEYS, AUTHORIZER, digest, extension_provider, new_key, secret, secret_of
from e2e.support.hostile.keys import ALICE, BOB, HOLDERS, LATER, LISTED, NO_KEY, OF_LLAMA, UNCHECKED, bearer, keys
from e2e.support.hostile.rows import (
    ANONYMOUS,
    FORGED,
    NOT_ALLOWED,
    NOT_FOUND,
    ORIGIN,
    PREFLIGHT,
    TWO,
    code,
)
from e2e.support.llm_gateways import HOST, HOSTS, NAMESPACE, REF, Platform, declared, platform
from e2e.support.tenants import destination, virtual_service
from lab.apps.app import App
from lab.apps.authorizer import Authorizer
from lab.cluster.client import Object
from lab.environment import Lab
from lab.istio.gateway import Gateway
from lab.istio.istiod import IstiodSpec
from lab.traffic.call import BROKEN, Answer
from lab.waits import wait_for
from llm_api_mesh import (
    ALL_PATHS,
    Cors,
    Failover,
    LlmApiMesh,
    MeshApp,
    Model,
    Pool,
    ProviderRef,
    TokenHolders,
)
from llm_api_mesh.plan.llm_gateway.headers import MODEL

BELOW_TWO = f"*.{TWO}"
FAIL_OPEN = "fail-open"
"""An extension provider as the checklist has it, but with `failOpen`."""
OPTIONS: dict[str, Any] = {
    "hosts": {**HOSTS, "bi": [TWO, BELOW_TWO]},
    "api_keys": API_KEYS,
    "anonymous_hosts": [ANONYMOUS],
}


def declare(folder: Path) -> Path:
    """Write three APIs: one whose models are for some callers, one for all with a key, and one for everybody."""
    app = MeshApp(outdir=folder)
    ref = REF.model_copy(update={"knows_callers": True})
    llama = Pool(name="llama", selector={"app": "llama"}, target_port=8080)
    azure = ProviderRef(provider="azure", model="gpt-4o-mini")
    LlmApiMesh(
        app,
        "chat",
        namespace="ai",
        hosts=[HOST],
        gateway=ref,
        cors=Cors(allow_origins=[ORIGIN]),
        models=[
            Model(
                name="gpt",
                backend=Pool(name="gpt", selector={"app": "gpt"}, target_port=8080),
                access=[TokenHolders(teams=["research", "ml"])],
            ),
            Model(
                name="llama",
                backend=Failover(backends=[llama, azure]),
                access=[TokenHolders(claims={"models": ["llama"]}), TokenHolders(claims={"org.tier": ["gold"]})],
            ),
            Model(name="open", backend=Pool(name="open", selector={"app": "open"}, target_port=8080)),
        ],
    )
    for name, namespace, hosts in (("two", "bi", [TWO, BELOW_TWO]), ("other", "other", [ANONYMOUS])):
        backend = Pool(selector={"app": name}, target_port=8080)
        LlmApiMesh(app, name, namespace=namespace, hosts=hosts, gateway=ref, backend=backend, paths=ALL_PATHS)
    app.synth()
    return folder


@dataclass(frozen=True)
class Keyed:
    """A gateway that asks for API keys, with its authorizer and three APIs."""

    platform: Platform
    authorizers: list[Authorizer]
    apps: Mapping[str, App]

    @property
    def lab(self) -> Lab:
        """The lab."""
        return self.platform.lab

    def call(self, model: str = "open", key: str = "", **options: Any) -> Answer:
        """Send one request, with a key if there is one."""
        headers = {**(bearer(key) if key else {}), **options.pop("headers", {})}
        return self.platform.call(model, headers=headers, **options)

    def received(self, name: str) -> list[dict[str, str]]:
        """The headers of the requests that a replica has received; it forgets them."""
        replica = self.apps[name].replica(0)
        found = [one["headers"] for one in replica.requests()]
        replica.clear_requests()
        return found

    def change(self, item: Object) -> None:
        """Change the Secret, and have the kubelets of both pods mount it again."""
        self.lab.cluster.apply(item)
        for one in self.authorizers:
            one.mount()

    def until(self, key: str, status: int) -> None:
        """Wait until both pods answer so to a key."""

        def same() -> bool:
            return self.platform.calls("open", headers=bearer(key), count=6).statuses() == {status: 6}

        wait_for(f"the status {status} for the key", same)


@pytest.fixture(scope="module")
def keyed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Keyed]:
    """The gateway in a lab of its own, as Istio's mesh configuration names the authorizer."""
    folder = tmp_path_factory.mktemp("api-keys")
    provider = extension_provider()
    is_open = {"name": FAIL_OPEN, "envoyExtAuthzGrpc": {**provider["envoyExtAuthzGrpc"], "failOpen": True}}
    spec = IstiodSpec(mesh_config={"extensionProviders": [provider, is_open]})
    with Lab(istiod_spec=spec) as lab, platform(lab, folder, "dedicated", **OPTIONS) as running:
        lab.cluster.apply(secret(HOLDERS))
        names = {"gpt": "ai", "llama": "ai", "open": "ai", "two": "bi", "other": "other"}
        apps = {name: lab.app(name, namespace=namespace, labels={"app": name}) for name, namespace in names.items()}
        authorizers = [lab.authorizer(NAMESPACE, AUTHORIZER, index=index) for index in range(2)]
        written = declare(folder / "apis")
        lab.apply(written)
        assert isinstance(running.gateway, Gateway)
        with lab.through(running.gateway):
            yield Keyed(running, authorizers, apps)
        lab.delete(written)
        lab.remove(*apps.values(), *authorizers)


@pytest.fixture(autouse=True)
def _nothing_rejected(keyed: Keyed) -> Iterator[None]:
    """No proxy may have rejected a configuration."""
    yield
    keyed.lab.assert_nothing_rejected()


@pytest.mark.parametrize(
    "headers",
    [
        {"authorization": f"Bearer {ALICE}"},
        {"Authorization": f"bearer  {ALICE}"},
        {"api-key": ALICE},
        {"x-api-key": ALICE},
        {"x-api-key": ALICE, "authorization": f"Bearer {ALICE}"},
        {"x-api-key": ALICE, "authorization": "Basic YTpi"},
    ],
)
def test_a_key_in_each_header(keyed: Keyed, headers: Mapping[str, str]) -> None:
    """The backend gets to know the holder, and not the key, by HTTP/1.1 and by HTTP/2."""
    keyed.received("open")
    for http2 in (False, True):
        assert keyed.call(headers=headers, tls=http2, http2=http2).status == 200
        (found,) = keyed.received("open")
        stated = {name: value for name, value in found.items() if name.startswith("x-llm")}
        assert stated == {"x-llm-subject": "alice", "x-llm-team": "research", "x-llm-model": "open"}
        assert not {"authorization", "api-key", "x-api-key"} & found.keys()
        assert ALICE not in str(found)


def test_a_key_that_expires_later(keyed: Keyed) -> None:
    """It is valid, and without a team no header states one."""
    keyed.received("open")
    assert keyed.call(key=LATER).status == 200
    (found,) = keyed.received("open")
    assert (found["x-llm-subject"], "x-llm-team" in found) == ("erin", False)


@pytest.mark.parametrize("name", keys())
def test_hostile_requests(keyed: Keyed, name: str) -> None:
    """Each gets what it must get, in the format of the OpenAI API, and no backend hears of it."""
    for one in keyed.apps:
        keyed.received(one)
    row = keys()[name]
    answer = row.sent(keyed.platform)
    assert code(answer) == row.gets.answer, answer.body
    assert answer.headers["content-type"] == "application/json"
    if row.gets == NO_KEY:
        assert answer.headers["www-authenticate"] == "Bearer"
    assert [keyed.received(one) for one in keyed.apps] == [[]] * len(keyed.apps)


def test_the_answers_tell_what_is_wrong(keyed: Keyed) -> None:
    """A missing key, several keys and a wrong key have different texts; the proxy adds no second content type."""
    texts = [
        keyed.call(headers=headers).json()["error"]["message"]
        for headers in ({}, {"x-api-key": ALICE, "api-key": BOB}, bearer("sk-none"))
    ]
    assert texts == [
        "The request has no API key. Send one in the header authorization: Bearer <key>.",
        "The request has several API keys.",
        "The API key isn't valid.",
    ]


NAMED = {"alice": ALICE, "of two teams": LISTED, "bob": BOB, "expires later": LATER}
"""Keys by names, which are the same in each run."""


@pytest.mark.parametrize(
    ("model", "holder", "gets"),
    [
        ("gpt", "alice", (200, "")),
        ("gpt", "of two teams", (200, "")),
        ("gpt", "bob", NOT_ALLOWED.answer),
        ("gpt", "expires later", NOT_ALLOWED.answer),
        ("llama", "alice", (200, "")),
        ("llama", "of two teams", (200, "")),
        ("llama", "bob", NOT_ALLOWED.answer),
        ("open", "bob", (200, "")),
        ("none", "alice", NOT_ALLOWED.answer),
    ],
)
def test_who_may_use_a_model(keyed: Keyed, model: str, holder: str, gets: tuple[int, str | None]) -> None:
    """What the authorizer knows of a key decides as the claims of a token do, lists and claims in others included."""
    assert code(keyed.call(model, NAMED[holder])) == gets


def test_a_list_of_teams_is_stated(keyed: Keyed) -> None:
    """It is Base64 of its JSON, as with tokens."""
    keyed.received("open")
    assert keyed.call(key=LISTED).status == 200
    (found,) = keyed.received("open")
    assert found["x-llm-team"] == base64.b64encode(b'["ml","sales"]').decode()


def test_the_list_of_models_is_the_caller_s(keyed: Keyed) -> None:
    """A request without a body has the holder's rights as well."""

    def seen(key: str) -> list[str]:
        answer = keyed.call(key=key, method="GET", path="/v1/models")
        return [one["id"] for one in answer.json()["data"]]

    assert (seen(OF_LLAMA), seen(BOB)) == (["llama", "open"], ["open"])


def test_a_failover_gets_no_key(keyed: Keyed) -> None:
    """The second hop knows the holder, and the provider neither key nor holder."""
    keyed.received("llama")
    assert keyed.call("llama", ALICE).status == 200
    (found,) = keyed.received("llama")
    assert (found["x-llm-subject"], ALICE in str(found)) == ("alice", False)
    keyed.apps["llama"].replica(0).refuse(503)
    keyed.platform.azure.clear_requests()
    assert keyed.call("llama", ALICE).status == 200
    keyed.apps["llama"].replica(0).heal()
    (request,) = keyed.platform.azure.requests()
    assert not [name for name in request["headers"] if name.startswith("x-llm")]
    assert ALICE not in str(request)


def test_hosts_and_preflights_without_keys(keyed: Keyed) -> None:
    """They pass, also while no authorizer answers."""
    assert keyed.call(host=ANONYMOUS).status == 200
    assert keyed.call(host=f"{ANONYMOUS}:80").status == 200
    answer = keyed.call(method="OPTIONS", headers=PREFLIGHT)
    assert (answer.status, answer.headers["access-control-allow-origin"]) == (200, ORIGIN)


def test_keys_change_without_a_restart(keyed: Keyed) -> None:
    """A new key works, and a removed one doesn't; a Secret that can't be read changes nothing."""
    new = new_key()
    keyed.change(secret({**HOLDERS, new: {"sub": "frank"}}))
    keyed.until(new, 200)
    keyed.change(secret({key: holder for key, holder in HOLDERS.items() if key != BOB}))
    keyed.until(new, 401)
    keyed.until(BOB, 401)
    keyed.until(ALICE, 200)
    keyed.change(secret_of({"keys.json": "{"}))
    keyed.until(ALICE, 200)
    keyed.change(secret_of({"keys.json": "{}"}))
    keyed.until(ALICE, 401)
    holders = {digest(key): holder for key, holder in HOLDERS.items()}
    (first, of_first), *others = holders.items()
    keyed.change(secret_of({"a.yaml": yaml.safe_dump({first: of_first}), "b.yml": yaml.safe_dump(dict(others))}))
    keyed.until(ALICE, 200)
    keyed.until(BOB, 200)
    assert [one.log.count("Starting gRPC server") for one in keyed.authorizers] == [1, 1]


def test_no_key_is_logged(keyed: Keyed) -> None:
    """Neither the authorizer nor a proxy on the key's way writes it into a log, whether the key is valid or not.

    A key in a query would stand in the gateway's log, as the row of hostile requests with one does.
    """
    proxies = [keyed.platform.gateway, *(one.proxy for one in keyed.authorizers if one.proxy)]
    assert len(proxies) == 1 + len(keyed.authorizers)
    wrong, path = new_key(), "/v1/chat/completions?from=a-tester"
    for _ in range(4):
        assert keyed.call(key=LATER, path=path).status == 200
        assert code(keyed.call(key=wrong, path=path)) == NO_KEY.answer

    def of_gateway() -> list[str]:
        return [line for line in keyed.platform.gateway.logs() if path in line]

    # Envoy writes its log once a second.
    wait_for("the requests in the gateway's log", lambda: len(of_gateway()) == 8)
    logs = [*(one.log for one in keyed.authorizers), *("\n".join(one.logs()) for one in proxies)]
    assert not [key for key in (LATER, wrong) if any(key in log for log in logs)]


def _policy(folder: Path, provider: str | None) -> Path:
    """The gateway's policy by which a key is required, perhaps with another extension provider."""
    text = (declared(folder, "dedicated", **OPTIONS) / "llm.k8s.yaml").read_text()
    (policy,) = [one for one in yaml.safe_load_all(text) if one.get("spec", {}).get("action") == "CUSTOM"]
    if provider:
        policy["spec"]["provider"]["name"] = provider
    path = folder / "policy.yaml"
    path.write_text(yaml.safe_dump(policy))
    return path


def test_a_request_without_a_route_gets_none_later(keyed: Keyed, tmp_path: Path) -> None:
    """Envoy asks nobody about it, and reads no model by which it could find a route, whatever the client sends."""
    keyed.received("two")
    path = tmp_path / "route.yaml"
    way = {"match": [{"headers": {MODEL: {"exact": "open"}}}], "route": [destination("two.bi.svc.cluster.local", 80)]}
    path.write_text(yaml.safe_dump(virtual_service("late", way, hosts=["thief.example.com"])))
    keyed.lab.apply(path)
    try:
        for headers in ({}, {"x-llm-subject": "root"}, bearer(ALICE)):
            assert code(keyed.call(host="thief.example.com", headers=headers)) == NOT_FOUND.answer
        assert code(keyed.call(host="thief.example.com", headers={MODEL: "open"})) == NO_KEY.answer
        assert code(keyed.call(host="thief.example.com", headers={**bearer(ALICE), MODEL: "open"})) == FORGED.answer
        assert keyed.received("two") == []
    finally:
        keyed.lab.delete(path)


def test_a_provider_that_istio_doesn_t_know(keyed: Keyed, tmp_path: Path) -> None:
    """Without the lines in the mesh configuration, every request that needs a key gets 503, and none gets in."""
    keyed.received("open")
    keyed.lab.apply(_policy(tmp_path / "other", "not-there"))
    try:
        assert code(keyed.call(key=ALICE)) == UNCHECKED.answer
        assert code(keyed.call()) == UNCHECKED.answer
        assert keyed.received("open") == []
        assert keyed.call(host=ANONYMOUS).status == 200
    finally:
        keyed.lab.apply(_policy(tmp_path / "own", None))
    keyed.until(ALICE, 200)


def test_without_the_policy_nobody_gets_in(keyed: Keyed, tmp_path: Path) -> None:
    """If somebody deletes the policy, the last filter refuses everybody, also with a header of the gateway's."""
    path = _policy(tmp_path, None)
    keyed.lab.delete(path)
    try:
        for headers in ({}, bearer(ALICE), {"x-llm-subject": "root"}):
            assert code(keyed.call(headers=headers)) == NO_KEY.answer
    finally:
        keyed.lab.apply(path)
    keyed.until(ALICE, 200)


def test_without_the_gateway_s_filters_keys_are_required(keyed: Keyed, tmp_path: Path) -> None:
    """Istio's own objects and the authorizer require a key and state its holder, and no model is served."""
    text = (declared(tmp_path / "same", "dedicated", **OPTIONS) / "llm.k8s.yaml").read_text()
    path = tmp_path / "filters.yaml"
    path.write_text(yaml.safe_dump_all([one for one in yaml.safe_load_all(text) if one["kind"] == "EnvoyFilter"]))
    keyed.received("two")
    keyed.lab.delete(path)
    try:
        assert code(keyed.call(host=TWO)) == NO_KEY.answer
        assert keyed.call(key=ALICE, host=TWO, headers={"x-llm-subject": "root"}).status == 403
        assert keyed.call(key=ALICE, host=TWO, headers={"x_llm_subject": "root"}).status == 403
        assert keyed.received("two") == []
        assert keyed.call(key=ALICE, host=TWO).status == 200
        (found,) = keyed.received("two")
        assert (found["x-llm-subject"], ALICE in str(found)) == ("alice", False)
        for model in ("gpt", "open"):
            assert keyed.call(model, ALICE).status in {400, 403, 404}
    finally:
        keyed.lab.apply(path)
    keyed.until(ALICE, 200)


def test_only_the_gateway_asks_the_authorizer(keyed: Keyed) -> None:
    """A pod of another namespace gets 403, and one without a sidecar no connection."""
    lab = keyed.lab
    stranger = lab.caller("stranger", namespace="strangers")
    path = "/envoy.service.auth.v3.Authorization/Check"
    options: dict[str, Any] = {"host": f"{AUTHORIZER}.{NAMESPACE}", "path": path, "port": 9191}
    address = keyed.authorizers[0].host.address
    assert lab.call(to=address, caller=stranger, **options).statuses() in ({403: 1}, {BROKEN: 1})
    assert lab.call(to=address, **options).statuses() == {BROKEN: 1}
    lab.remove(stranger)


def test_one_authorizer_is_gone(keyed: Keyed) -> None:
    """The gateway soon leaves out a pod whose program has ended or hangs, before Kubernetes notices."""
    one = keyed.authorizers[0]
    for fault, heal in ((one.kill, one.restart), (one.freeze, one.thaw)):
        fault()
        keyed.until(ALICE, 200)
        heal()
    keyed.until(ALICE, 200)


def test_no_authorizer_answers(keyed: Keyed) -> None:
    """Nobody gets in: 503 at once if the programs have ended, and after a second if they hang. Others are served."""
    keyed.received("open")
    for one in keyed.authorizers:
        one.freeze()
    slow = keyed.call(key=ALICE)
    assert (code(slow), 0.9 < slow.seconds < 3) == (UNCHECKED.answer, True), slow.seconds
    assert keyed.call(host=ANONYMOUS).status == 200
    for one in keyed.authorizers:
        one.thaw()
    keyed.until(ALICE, 200)
    keyed.received("open")
    for one in keyed.authorizers:
        one.kill()
    assert code(keyed.call(key=ALICE)) == UNCHECKED.answer
    assert code(keyed.call()) == UNCHECKED.answer
    assert keyed.received("open") == []
    assert keyed.call(host=ANONYMOUS).status == 200
    for one in keyed.authorizers:
        one.restart()
    keyed.until(ALICE, 200)


def test_fail_open_lets_nobody_in(keyed: Keyed, tmp_path: Path) -> None:
    """The last filter knows no holder, and refuses the requests that Istio lets pass."""
    keyed.received("open")
    keyed.lab.apply(_policy(tmp_path / "open", FAIL_OPEN))
    try:
        keyed.until(ALICE, 200)
        for one in keyed.authorizers:
            one.kill()
        for headers in ({}, bearer(ALICE), {**bearer(ALICE), "x-llm-subject": "root"}):
            assert code(keyed.call(headers=headers)) == NO_KEY.answer
        assert {one["x-llm-subject"] for one in keyed.received("open")} == {"alice"}
    finally:
        for one in keyed.authorizers:
            one.restart()
        keyed.lab.apply(_policy(tmp_path / "own", None))
    keyed.until(ALICE, 200)


def test_a_pod_without_a_sidecar_gets_no_key(keyed: Keyed) -> None:
    """The gateway sends keys by mutual TLS only: without it, requests get 503."""
    lab = keyed.lab
    lab.remove(*keyed.authorizers)
    bare = lab.authorizer(NAMESPACE, AUTHORIZER, index=2, injected=False)
    try:
        assert code(keyed.call(key=ALICE)) == UNCHECKED.answer
    finally:
        lab.remove(bare)
        keyed.authorizers[:] = [lab.authorizer(NAMESPACE, AUTHORIZER, index=index) for index in range(2)]
    keyed.until(ALICE, 200)
