"""What callers get while a part fails: the keys of an issuer, istiod, and the identity of the gateway.

istiod fetches keys every 20 minutes, and identities last for a day. Here both take seconds.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from e2e.support.apis import api, host_of
from e2e.support.hostile.rows import FIRST, NO_TOKEN, TWO, code
from e2e.support.llm_gateways import REF, Platform, platform
from e2e.support.tokens import AUDIENCE, ISSUER, Issuer, bearer
from lab.apps.key_server import KeyServer
from lab.environment import Lab
from lab.errors import RejectedError
from lab.istio.gateway import Gateway as LabGateway
from lab.istio.istiod import IstiodSpec
from lab.istio.sidecar import AGENT_PORT
from lab.traffic.call import BROKEN
from lab.waits import wait_for
from llm_api_mesh import ALL_PATHS, Gateway, JwtRule, LlmApiMesh, MeshApp, PlainHttp, Pool

REFRESH_SECONDS = 3
"""How often istiod fetches keys."""
IDENTITY_SECONDS = 40
"""How long the certificate of the lab's own gateway is valid, of which the agent renews it after the half."""

FAILED = "pilot_jwks_resolver_network_fetch_fail_total"
FETCHED = "pilot_jwks_resolver_network_fetch_success_total"
NEXT = Issuer(kid="next")


@pytest.fixture(scope="module")
def separate() -> Iterator[Lab]:
    """A lab of its own."""
    environment = {"PILOT_JWT_PUB_KEY_REFRESH_INTERVAL": f"{REFRESH_SECONDS}s"}
    identity = {"SECRET_TTL": f"{IDENTITY_SECONDS}s"}
    with Lab(istiod_spec=IstiodSpec(environment=environment), gateway_environment=identity) as lab:
        yield lab


@pytest.fixture(scope="module")
def keys(separate: Lab) -> KeyServer:
    """The issuer's keys."""
    return separate.key_server("keys.example.com", FIRST.jwks)


@pytest.fixture(scope="module")
def gateway(separate: Lab, keys: KeyServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Platform]:
    """A gateway whose tokens istiod verifies by keys that it fetches, with an API."""
    folder = tmp_path_factory.mktemp("failing")
    rule = JwtRule(issuer=ISSUER, audiences=[AUDIENCE], jwks_uri=keys.url, jwks_over_plain_http=True)
    separate.app("two", namespace="bi", labels={"app": "two"})
    with platform(separate, folder, "dedicated", jwt_rules=[rule]) as running:
        app = MeshApp(outdir=folder / "api")
        ref = REF.model_copy(update={"knows_callers": True})
        pool = Pool(selector={"app": "two"}, target_port=8080)
        LlmApiMesh(app, "two", namespace="bi", hosts=[TWO], gateway=ref, backend=pool, paths=ALL_PATHS)
        app.synth()
        separate.apply(folder / "api")
        yield running


@pytest.fixture(autouse=True)
def served(gateway: Platform) -> Iterator[None]:
    """Before and after each test a caller with a token is served."""
    wait_for("the keys", lambda: status(gateway) == 200)
    yield
    wait_for("the keys", lambda: status(gateway) == 200)
    assert code(gateway.call(host=TWO)) == NO_TOKEN.answer


@pytest.fixture
def fresh(separate: Lab, gateway: Platform) -> None:
    """An istiod that has just fetched the keys. After a failure, the next fetch would be a minute later."""
    separate.istiod.kill()
    separate.istiod.start()
    separate.wait_applied()
    wait_for("the keys", lambda: status(gateway) == 200)


def status(gateway: Platform, issuer: Issuer = FIRST) -> int:
    """What a caller with a valid token of an issuer gets."""
    return gateway.call(host=TWO, headers=bearer(issuer.token(team="research"))).status


def _counted(lab: Lab, metric: str) -> float:
    return lab.istiod.metrics(metric).get(metric, 0)


def _wait_for_more(lab: Lab, metric: str, count: int) -> None:
    before = _counted(lab, metric)
    wait_for(metric, lambda: _counted(lab, metric) >= before + count, 60)


@pytest.mark.usefixtures("fresh")
@pytest.mark.parametrize("fault", ["refuses", "answers 404", "is silent"])
def test_keys_that_cannot_be_fetched_again_stay(separate: Lab, keys: KeyServer, gateway: Platform, fault: str) -> None:
    """Callers notice nothing, whatever istiod sends to the gateway meanwhile; strangers still don't get in."""
    {"refuses": keys.kill, "answers 404": keys.fail, "is silent": keys.vanish}[fault]()
    try:
        _wait_for_more(separate, FAILED, 2)
        separate.istiod.push_again()
        separate.wait_applied()
        assert status(gateway) == 200
        assert status(gateway, NEXT) == 401
    finally:
        if fault == "refuses":
            keys.start()
            keys.wait_ready()
        keys.answer(FIRST.jwks)
        keys.reappear()


@pytest.mark.usefixtures("fresh")
def test_a_new_key_is_known_after_the_next_fetch(keys: KeyServer, gateway: Platform) -> None:
    """Until then its tokens get 401; afterwards those of the old key do, which the issuer no longer publishes."""
    assert status(gateway, NEXT) == 401
    started = time.monotonic()
    keys.answer(NEXT.jwks)
    try:
        wait_for("the new key", lambda: status(gateway, NEXT) == 200)
        assert time.monotonic() - started < REFRESH_SECONDS + 5
        assert status(gateway) == 401
    finally:
        keys.answer(FIRST.jwks)


@pytest.mark.usefixtures("fresh")
def test_an_answer_without_keys_is_rejected(separate: Lab, keys: KeyServer, gateway: Platform) -> None:
    """If the issuer's server answers 200 with something else, pods keep the keys, and a pod that starts serves nobody.

    istiod sends what it has got, and each pod rejects the listener.
    """
    pod = gateway.gateway
    assert isinstance(pod, LabGateway)
    keys.answer("<html>Sorry</html>")
    try:
        _wait_for_more(separate, FETCHED, 1)
        with pytest.raises(RejectedError):
            separate.wait_applied()
        assert status(gateway) == 200
        assert status(gateway, NEXT) == 401
        pod.kill()
        pod.start()
        wait_for("the agent", lambda: _readiness(separate, pod) == 503)
        assert status(gateway) == BROKEN
    finally:
        keys.answer(FIRST.jwks)
        separate.istiod.kill()
        separate.istiod.start()
        pod.wait_ready()
        separate.wait_applied()


def test_without_keys_at_its_start_istiod_lets_nobody_in(separate: Lab, keys: KeyServer, gateway: Platform) -> None:
    """A restarted istiod has no keys. It tries for some seconds, and then not before its next push."""
    assert status(gateway) == 200
    separate.istiod.kill()
    keys.kill()
    assert status(gateway) == 200
    separate.istiod.start()
    try:
        wait_for("the end of the keys", lambda: status(gateway) == 401)
        # One attempt, and then up to eight of the background.
        wait_for("the last attempt", lambda: _has_given_up(separate), 60)
    finally:
        keys.start()
        keys.wait_ready()
    before = keys.requests
    # The refresh of other keys would run several times.
    deadline = time.monotonic() + 3 * REFRESH_SECONDS
    while time.monotonic() < deadline:
        assert status(gateway) == 401
        time.sleep(0.5)
    assert keys.requests == before
    separate.istiod.push_again()
    wait_for("the keys", lambda: status(gateway) == 200)


def _has_given_up(lab: Lab) -> bool:
    """Whether istiod has made no attempt for two seconds, which are longer than the time between two attempts."""
    before = _counted(lab, FAILED)
    time.sleep(2)
    return before > 0 and _counted(lab, FAILED) == before


def test_tokens_are_verified_without_istiod(separate: Lab, gateway: Platform) -> None:
    """The gateway has the keys. A change of the keys, as any other change, arrives when istiod is back."""
    separate.istiod.kill()
    try:
        assert status(gateway) == 200
        assert code(gateway.call(host=TWO)) == NO_TOKEN.answer
        assert status(gateway, NEXT) == 401
    finally:
        separate.istiod.start()
        separate.wait_applied()


def test_a_pod_that_starts_without_istiod_serves_nobody(separate: Lab, gateway: Platform) -> None:
    """It isn't ready, so its Service doesn't lead there, and none of its ports for clients is open."""
    pod = gateway.gateway
    assert isinstance(pod, LabGateway)
    separate.istiod.kill()
    pod.kill()
    pod.start()
    try:
        wait_for("the agent", lambda: _readiness(separate, pod) == 503)
        for port in (80, 443):
            assert separate.call(host=TWO, to=pod.host.address, port=port).statuses() == {BROKEN: 1}
    finally:
        separate.istiod.start()
        pod.wait_ready()
        separate.wait_applied()


def _readiness(lab: Lab, pod: LabGateway) -> int:
    """What a kubelet gets from the agent."""
    return lab.call(host="probe", to=pod.host.address, port=AGENT_PORT, path="/healthz/ready")[0].status


def test_an_expired_identity_makes_no_connection(separate: Lab, tmp_path: Path) -> None:
    """Without istiod the gateway's certificate ends, and pods with a sidecar refuse it. Until then they are served.

    The proxy resumes sessions of TLS, without its certificate, so it reaches pods longer that it has reached before.
    """
    own = Gateway(anonymous=True, service_account="istio-ingress/istio-ingressgateway", http=PlainHttp())
    each = {"max_requests_per_connection": 1}

    def answered(name: str) -> int:
        return separate.call(host=host_of(name), body={"messages": []})[0].status

    with (
        api(separate, tmp_path, "known", replicas=1, sidecar=True, gateway=own, pool=each),
        api(separate, tmp_path, "new", replicas=1, sidecar=True, gateway=own, pool=each),
    ):
        assert answered("known") == 200
        separate.istiod.kill()
        end = time.monotonic() + IDENTITY_SECONDS + 5
        try:
            wait_for("the end of the certificate", lambda: time.monotonic() > end, 2 * IDENTITY_SECONDS)
            assert (answered("known"), answered("new")) == (200, 503)
        finally:
            separate.istiod.start()
        wait_for("a new certificate", lambda: answered("new") == 200, 60)
        separate.wait_applied()
