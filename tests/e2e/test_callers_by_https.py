"""A gateway with `jwt_rules` whose plain HTTP only leads to HTTPS, and with tokens in a header of their own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from e2e.support.llm_gateways import HOST, REF, Platform, platform
from e2e.support.tokens import AUDIENCE, ISSUER, Issuer
from lab.apps.app import App
from lab.environment import Lab
from lab.istio.gateway import Gateway
from llm_api_mesh import JwtRule, LlmApiMesh, MeshApp, Pool, ProviderRef, TokenHeader

FIRST = Issuer()
HEADERS = [TokenHeader(name="authorization", prefix="Bearer "), TokenHeader(name="x-token")]
RULE = JwtRule(issuer=ISSUER, audiences=[AUDIENCE], jwks=FIRST.jwks, from_headers=HEADERS, forward=True)
NAME = "by-https"
TEAM = "urn/team"
HOSTED = "two.example.com"


@pytest.fixture(scope="module")
def app(shared_lab: Lab) -> Iterator[App]:
    """The pool of an API."""
    running = shared_lab.app(NAME, namespace="ai", labels={"app": NAME})
    yield running
    shared_lab.remove(running)


@pytest.fixture(scope="module")
def gateway(shared_lab: Lab, app: App, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Platform]:
    """The gateway, with an API of a pool and one of a provider."""
    assert app.replicas
    folder = tmp_path_factory.mktemp("callers")
    options: dict[str, Any] = {"jwt_rules": [RULE], "team_claim": f"[{TEAM}]"}
    with platform(shared_lab, folder, "redirect", **options) as running:
        program = MeshApp(outdir=folder / "apis")
        backend = Pool(selector={"app": NAME}, target_port=8080)
        LlmApiMesh(program, "chat", namespace="ai", hosts=[HOST], gateway=REF, backend=backend)
        hosted = ProviderRef(provider="azure", model="gpt-4o-mini")
        LlmApiMesh(program, "two", namespace="bi", hosts=[HOSTED], gateway=REF, backend=hosted)
        program.synth()
        shared_lab.apply(folder / "apis")
        assert isinstance(running.gateway, Gateway)
        with shared_lab.through(running.gateway):
            yield running
        shared_lab.delete(folder / "apis")


def test_the_way_to_https_needs_no_token(gateway: Platform) -> None:
    """Plain HTTP does nothing but lead to HTTPS, where a token is required."""
    assert gateway.call().status == 308
    assert gateway.call(tls=True).status == 401
    assert gateway.call(tls=True, headers={"authorization": f"Bearer {FIRST.token()}"}).status == 200


def test_a_token_of_another_header(gateway: Platform, app: App) -> None:
    """With `forward`, a pool gets the token; a second one must be valid as well."""
    app.replica(0).clear_requests()
    token = FIRST.token()
    assert gateway.call(tls=True, headers={"x-token": token}).status == 200
    assert gateway.call(tls=True, headers={"x-token": token, "authorization": "Bearer a.b.c"}).status == 401
    (request,) = app.replica(0).requests()
    assert request["headers"]["x-token"] == token


def test_a_team_whose_claim_has_a_slash(gateway: Platform, app: App) -> None:
    """Its name stands in brackets, and the gateway states it as any other."""
    app.replica(0).clear_requests()
    claims: dict[str, Any] = {TEAM: "research", "team": "sales"}
    token = FIRST.token(**claims)
    assert gateway.call(tls=True, headers={"x-token": token}).status == 200
    (request,) = app.replica(0).requests()
    assert request["headers"]["x-llm-team"] == "research"


def test_no_provider_gets_a_token_of_any_header(gateway: Platform) -> None:
    """Not even with `forward`."""
    gateway.azure.clear_requests()
    token = FIRST.token()
    for headers in ({"x-token": token}, {"authorization": f"Bearer {token}"}):
        assert gateway.call("gpt-4o-mini", host=HOSTED, tls=True, headers=headers).status == 200
    assert not [one for one in gateway.azure.requests() if "eyJ" in str(one["headers"])]
    gateway.azure.clear_requests()
