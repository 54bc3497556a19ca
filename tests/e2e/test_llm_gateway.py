"""An LLM gateway with APIs whose objects stand in their own namespaces."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from e2e.support.llm_gateways import FAILED_SCRIPTS, HOST, KEY, Platform, declared, platform, pools
from lab.apps.app import App
from lab.environment import Lab
from lab.traffic.call import Answer

FORM = pytest.mark.parametrize("gateway", ["dedicated", "shared"], indirect=True)
MEBIBYTE = 1024**2


@pytest.fixture(scope="module", params=["dedicated"])
def gateway(
    shared_lab: Lab, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Platform]:
    """The gateway, whose pods serve only LLM APIs or others as well."""
    folder = tmp_path_factory.mktemp("llm-gateway")
    with platform(shared_lab, folder, request.param, statistics=[FAILED_SCRIPTS]) as running:
        yield running


@pytest.fixture
def api(lab: Lab, gateway: Platform, tmp_path: Path) -> Iterator[Mapping[str, App]]:
    """The API with its pools; at the end of the test no script of the gateway may have failed."""
    path = gateway.apply_api(tmp_path / "api")
    with pools(lab, simulator={"median_tokens": 60}) as apps:
        yield apps
    assert not gateway.failed_scripts()
    lab.delete(path)


@FORM
def test_models_are_chosen_by_the_body(gateway: Platform, api: Mapping[str, App]) -> None:
    """A model's requests reach its pool, by HTTP and HTTPS; an unknown model is 404, and no model is 400."""
    assert gateway.call("qwen3-32b").replica == "qwen-0"
    assert gateway.call("qwen3-32b", tls=True).replica == "qwen-0"
    assert gateway.call("llama-3.3-70b").replica in {"llama-v1-0", "llama-v2-0"}
    assert _error(gateway.call("zz")) == (404, "model_not_found")
    for answer in (gateway.call(method="POST"), gateway.call(body=[1])):
        assert answer.status == 400
        assert answer.json()["error"]["param"] == "model"
    assert [one["id"] for one in gateway.call(method="GET", path="/v1/models").json()["data"]] == [
        "llama-3.3-70b",
        "qwen3-32b",
    ]
    assert gateway.call(method="GET", path="/metrics").status == 404
    headers = api["qwen"].replica(0).requests()[-1]["headers"]
    assert not [name for name in headers if name.startswith("x-llm-")]


@pytest.mark.usefixtures("api")
@pytest.mark.parametrize("http2", [False, True], ids=["HTTP/1.1", "HTTP/2"])
def test_a_request_on_the_connection_of_another_host_is_misdirected(gateway: Platform, http2: bool) -> None:
    """A browser that reuses a connection for all hosts of a certificate is told to open another one.

    The connection's own host has an API or none. What a host doesn't have is 404 on the host's own connection.
    """

    def call(host: str, server_name: str, **options: Any) -> Answer:
        return gateway.call(host=host, server_name=server_name, tls=True, http2=http2, **options)

    other = "two.example.com"
    for host, server_name in ((other, HOST), (HOST, other), (f"{HOST}:443", other)):
        assert _error(call(host, server_name)) == (421, "misdirected_request")
    for host in (HOST, f"{HOST}:443"):
        assert call(host, HOST).replica == "qwen-0"
        assert _error(call(host, HOST, path="/metrics")) == (404, None)
    assert _error(call(other, other)) == (404, None)
    assert _error(gateway.call(host=other, http2=http2)) == (404, None)


@FORM
@pytest.mark.usefixtures("api")
@pytest.mark.parametrize("header", ["model", "stream", "bucket"])
def test_headers_of_the_gateway_are_refused(gateway: Platform, header: str) -> None:
    """A client that sends a header which only the gateway writes gets 403 in the format of the OpenAI API."""
    assert _error(gateway.call("zz", headers={f"x-llm-gateway-{header}": "qwen3-32b"})) == (403, "forbidden")


@pytest.mark.parametrize("gateway", ["shared-https"], indirect=True)
def test_shared_pods_take_wildcards_by_https(
    lab: Lab, gateway: Platform, api: Mapping[str, App], tmp_path: Path
) -> None:
    """By HTTPS only, shared pods serve any host under a wildcard: models, errors and the step to the next backend."""
    lab.apply(declared(tmp_path / "wildcard", "shared-https", hosts={"ai": ["*.example.com"]}))
    assert gateway.call("qwen3-32b", tls=True).replica == "qwen-0"
    assert _error(gateway.call("zz", tls=True)) == (404, "model_not_found")
    api["qwen"].replica(0).kill()
    assert gateway.calls(count=5, tls=True).replicas() == {"azure": 5}
    lab.apply(declared(tmp_path / "as-before", "shared-https"))


@pytest.mark.parametrize("gateway", ["redirect"], indirect=True)
@pytest.mark.usefixtures("api")
def test_plain_http_leads_to_https(gateway: Platform) -> None:
    """Plain HTTP gets 308 to the same address by HTTPS, which serves the request."""
    answer = gateway.call()
    assert (answer.status, answer.headers["location"]) == (308, "https://chat.example.com/v1/chat/completions")
    assert gateway.call(tls=True).replica == "qwen-0"


@pytest.mark.usefixtures("api")
def test_long_bodies(gateway: Platform) -> None:
    """Bodies up to the limit pass, longer ones are 413, for known and for unknown models."""
    for size, statuses in ((0.9, (200, 404)), (3.9, (200, 404)), (4.5, (413, 413))):
        content = [{"role": "user", "content": "x" * int(size * MEBIBYTE)}]
        found = [gateway.call(body={"model": model, "messages": content}).status for model in ("qwen3-32b", "zz")]
        assert tuple(found) == statuses


@pytest.mark.usefixtures("api")
def test_sessions_keep_their_version(gateway: Platform, tmp_path: Path) -> None:
    """No session is split between versions, and none goes back to the old one when the canary grows."""
    few = _versions(gateway)
    before = gateway.gateway.drained()
    gateway.apply_api(tmp_path / "changed", canary=30)
    more = _versions(gateway)
    assert all(len(versions) == 1 for versions in (*few.values(), *more.values()))
    on_canary = [session for session, versions in few.items() if versions == {"v2"}]
    assert 0 < len(on_canary) < sum(versions == {"v2"} for versions in more.values()) < len(more)
    assert all(more[session] == {"v2"} for session in on_canary)
    assert gateway.gateway.drained() == before


def _versions(gateway: Platform) -> dict[str, set[str]]:
    return {
        f"session-{number}": {
            answer.version for answer in gateway.calls("llama-3.3-70b", session=f"session-{number}", count=3)
        }
        for number in range(60)
    }


@FORM
def test_a_provider_takes_over_by_its_own_model(gateway: Platform, api: Mapping[str, App]) -> None:
    """Without its pool, a model is served by the provider under the provider's name of it, and nothing else changes."""
    gateway.azure.clear_requests()
    api["qwen"].replica(0).kill()
    answers = gateway.calls(count=5)
    assert answers.statuses() == {200: 5}
    assert answers.replicas() == {"azure": 5}
    (request, *_) = gateway.azure.requests()
    assert request["path"] == "/openai/v1/chat/completions"
    assert request["headers"]["api-key"] == KEY
    assert request["body"] == {"model": "gpt-4o-mini", "messages": [{"role": "user", "content": 'say "model": "x"'}]}
    names = set(request["headers"])
    assert not names & {"authorization", "x-session-id", "x-forwarded-for"}
    assert not [name for name in names if re.match("x-(llm|envoy|forwarded)-", name)]
    long = {"messages": [{"role": "user", "content": "y" * 3 * MEBIBYTE}], "model": "qwen3-32b"}
    assert gateway.call(body=long).replica == "azure"
    assert gateway.azure.requests()[-1]["body"]["model"] == "gpt-4o-mini"


def test_a_retry_has_the_backend_s_name_of_the_model(
    lab: Lab, gateway: Platform, api: Mapping[str, App], tmp_path: Path
) -> None:
    """An attempt on another replica of a pool sends the pool's own name of the model, and the whole body."""
    name = "Qwen/Qwen3-32B-Instruct"
    gateway.apply_api(tmp_path / "changed", qwen_name=name)
    app = api["qwen"]
    app.add(2)
    lab.wait_applied()
    for index in (0, 1):
        app.replica(index).refuse(503)
    answers = gateway.calls(count=10)
    assert answers.statuses() == {200: 10}
    assert answers.replicas()["qwen-2"] > 0
    seen = [request["body"]["model"] for replica in app.replicas for request in replica.requests()]
    assert len(seen) > 10
    assert set(seen) == {name}


def test_streams_report_their_usage(gateway: Platform, api: Mapping[str, App], tmp_path: Path) -> None:
    """The gateway requests usage for streams, whatever the client says, and changes no other body."""
    gateway.apply_api(tmp_path / "changed", include_usage=True)
    pool = api["qwen"].replica(0)
    body = {"model": "qwen3-32b", "messages": [], "stream": True}
    answer = gateway.call(body=body)
    assert pool.requests()[-1]["body"] == {**body, "stream_options": {"include_usage": True}}
    assert b'"usage": {' in answer.body
    whole = {"model": "qwen3-32b", "messages": []}
    assert gateway.call(body=whole).replica == "qwen-0"
    assert pool.requests()[-1]["body"] == whole


def test_clients_cannot_choose_a_backend_s_model(gateway: Platform, api: Mapping[str, App]) -> None:
    """What only routes tell the gateway has no effect if a client sends it."""
    forged = {"x-llm-upstream-model": "expensive", "x-llm-include-usage": "true", "x-llm-spill": "none"}
    assert gateway.call(headers=forged).replica == "qwen-0"
    assert api["qwen"].replica(0).requests()[-1]["body"]["model"] == "qwen3-32b"


def test_a_stream_without_a_first_token_goes_to_the_next_backend(gateway: Platform, api: Mapping[str, App]) -> None:
    """A stream waits for the first token only as long as its route says, while a whole answer takes its time."""
    api["qwen"].replica(0).hang()
    answer = gateway.call(body={"model": "qwen3-32b", "messages": [], "stream": True})
    assert (answer.status, answer.replica) == (200, "azure")
    assert answer.seconds < 2
    assert gateway.call(timeout=2).error


def test_a_failover_has_a_limit(gateway: Platform, api: Mapping[str, App], tmp_path: Path) -> None:
    """Requests beyond the limit that the route names are 429 with Retry-After; an unknown limit lets nothing pass."""
    api["qwen"].replica(0).kill()
    # The gateway doesn't have 7, which the API's program can't know.
    for limit, statuses in ((6, {200: 6, 429: 4}), (7, {429: 10}), (None, {200: 10})):
        gateway.apply_api(tmp_path / str(limit), spill=limit)
        answers = gateway.calls(count=10)
        assert answers.statuses() == statuses
        refused = [answer for answer in answers if answer.status == 429]
        assert {(answer.headers["retry-after"], answer.json()["error"]["code"]) for answer in refused} <= {
            ("10", "spill_limit")
        }


@FORM
def test_another_namespace_does_not_use_the_provider_and_the_pool(
    lab: Lab, gateway: Platform, api: Mapping[str, App], tmp_path: Path
) -> None:
    """Neither its own routes to them nor a forged way through another API's failover gets an answer."""
    gateway.azure.clear_requests()
    api["qwen"].replica(0).clear_requests()
    thief = gateway.apply("thief", tmp_path)
    for path, status in (("/provider", 403), ("/list", 404), ("/slots", 403), ("/pool", 403)):
        assert gateway.call("qwen3-32b", host="thief.example.com", path=path).status == status
    assert gateway.azure.requests() == []
    assert api["qwen"].replica(0).requests() == []
    lab.delete(thief)


@pytest.mark.parametrize("gateway", ["shared"], indirect=True)
@pytest.mark.usefixtures("api")
def test_a_neighbour_on_shared_pods_notices_nothing(lab: Lab, gateway: Platform, tmp_path: Path) -> None:
    """A host that isn't listed keeps its body and its errors, and a header of a similar name."""
    gateway_file = gateway.apply("neighbour_gateway", tmp_path)
    path = gateway.apply("neighbour", tmp_path, {"llm-gateway/llm": "llm-gateway/neighbour"})
    app = lab.app("other", namespace="other", labels={"app": "other"})
    assert gateway.call("zz", host="other.example.com", headers={"x-llm-model": "kept"}).replica == "other-0"
    request = app.replica(0).requests()[-1]
    assert request["headers"]["x-llm-model"] == "kept"
    assert [name for name in request["headers"] if name.startswith("x-llm")] == ["x-llm-model"]
    unknown = gateway.call("zz", host="unknown.example.com")
    assert (unknown.status, unknown.body) == (404, b"")
    app.replica(0).kill()
    assert b"error" not in gateway.call("zz", host="other.example.com").body.partition(b"{")[2]
    lab.remove(app)
    lab.delete(path)
    lab.delete(gateway_file)


@pytest.mark.parametrize("gateway", ["shared"], indirect=True)
def test_where_the_routes_of_a_neighbour_may_lead(
    lab: Lab, gateway: Platform, api: Mapping[str, App], tmp_path: Path
) -> None:
    """To the Services of every namespace that has no host of the gateway, as before, and not to those of an API."""
    api["qwen"].replica(0).clear_requests()
    service = tmp_path / "service.yaml"
    service.write_text(
        "apiVersion: v1\nkind: Service\nmetadata: {name: shop, namespace: shop}\n"
        "spec: {selector: {app: shop}, ports: [{name: http, port: 80, targetPort: 8080}]}\n"
    )
    routes = "".join(
        f"  - match: [{{uri: {{prefix: /{name}}}}}]\n    route: [{{destination: {{host: {name}.svc.cluster.local}}}}]\n"
        for name in ("shop.shop", "chat-qwen.ai")
    )
    lab.cluster.require_namespace("shop")
    lab.apply(service)
    gateway_file = gateway.apply("neighbour_gateway", tmp_path)
    replaced = {"llm-gateway/llm": "llm-gateway/neighbour", "  http:\n": f"  http:\n{routes}"}
    path = gateway.apply("neighbour", tmp_path, replaced)
    shop = lab.app("shop", namespace="shop", labels={"app": "shop"})
    assert gateway.call("zz", host="other.example.com", path="/shop.shop").replica == "shop-0"
    assert gateway.call("zz", host="other.example.com", path="/chat-qwen.ai").status == 403
    assert api["qwen"].replica(0).requests() == []
    lab.remove(shop)
    for file in (path, gateway_file, service):
        lab.delete(file)


def _error(answer: Answer) -> tuple[int, str | None]:
    assert answer.headers["content-type"] == "application/json"
    return answer.status, answer.json()["error"]["code"]
