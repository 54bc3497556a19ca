"""Hosted providers of an LLM gateway: what they get of a request, with which key, and that only they get the key."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from e2e.support.apis import host_of
from e2e.support.folders import REGISTRY_ONLY
from e2e.support.llm_apis import (
    FAILED_LOOKUPS,
    NAME,
    NAMESPACE,
    applied_behind,
    declared_behind,
    pods,
    written_gateway,
)
from lab.apps.hosted_provider import HostedProvider
from lab.cluster import manifests
from lab.cluster.client import Ref
from lab.cluster.volumes import sds_secret
from lab.environment import Lab
from lab.errors import RejectedError
from lab.machine.certificates import Certificate
from lab.traffic.call import Answer
from lab.waits import wait_for
from llm_api_mesh import (
    Anthropic,
    AzureOpenAI,
    Bedrock,
    Failover,
    GatewayProvider,
    Gemini,
    KeyFromFile,
    LlmApiMesh,
    LlmGateway,
    LlmGatewayRef,
    MeshApp,
    Mistral,
    Model,
    OpenAI,
    OpenAICompatible,
    Pool,
    ProviderRef,
    Retries,
    VertexAI,
)
from llm_api_mesh.spec.providers import AnyProvider

CHAT: Mapping[str, Any] = {"messages": []}
KEY, OTHER_KEY = "sk-lab-of-the-platform", "sk-lab-of-another-account"
IN_FILE = KeyFromFile(path="/var/run/secrets/keys/key.yaml")
OTHER_IN_FILE = KeyFromFile(path="/var/run/secrets/keys/other.yaml")
HOSTED = ProviderRef(provider="hosted")
OPENAI = OpenAI(api_key=IN_FILE)
# The provider in the gateway's registry of services.
INTERNAL = "hosted.llm.llm-apis.llm-gateway.internal"

# What a caller may send, in any case.
CALLER_HEADERS = {
    "Authorization": "Bearer callers-own",
    "X-Api-Key": "callers-own",
    "API-KEY": "callers-own",
    "x-goog-api-key": "callers-own",
    "Ocp-Apim-Subscription-Key": "callers-own",
    "Cookie": "session=callers-own",
    "OpenAI-Organization": "callers-own",
    "OpenAI-Project": "callers-own",
    "anthropic-workspace-id": "callers-own",
    "sec-websocket-protocol": "realtime, openai-insecure-api-key.callers-own",
    "x-goog-user-project": "callers-own",
    "x-llm-google-token": "callers-own",
    "x-llm-upstream-model": "callers-own",
    "X-Amz-Security-Token": "callers-own",
    "x-forwarded-for": "192.0.2.1",
    "X-Real-IP": "192.0.2.1",
    "True-Client-IP": "192.0.2.1",
    "CF-Connecting-IP": "192.0.2.1",
    "traceparent": "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    "x-b3-traceid": "463ac35c9f6413ad48485a3953bb6124",
    "baggage": "tenant=callers-own",
    "x-envoy-peer-metadata": "callers-own",
}

Start = Callable[..., HostedProvider]


@pytest.fixture
def start(lab: Lab) -> Iterator[Start]:
    """Start providers, which are removed at the end of the test."""
    started: list[HostedProvider] = []

    def begin(name: str, host: str, base_path: str = "/v1", **options: Any) -> HostedProvider:
        started.append(lab.provider(name, hosts=[host], base_path=base_path, **options))
        return started[-1]

    yield begin
    lab.remove(*started)


@pytest.fixture
def openai(start: Start) -> HostedProvider:
    """The lab's OpenAI."""
    return start("openai", "api.openai.com")


def mount(lab: Lab, key: str, other: str = OTHER_KEY) -> None:
    """Mount the keys into the gateway's pods, or change them."""
    pods(lab).volumes.write("keys", {"key.yaml": sds_secret(key), "other.yaml": sds_secret(other)})


@contextmanager
def provided(
    lab: Lab,
    folder: Path,
    name: str,
    provider: AnyProvider,
    *,
    llm_gateway: Mapping[str, Any] | None = None,
    **options: Any,
) -> Iterator[None]:
    """Apply an API with its own hosted provider `hosted` behind an LLM gateway; delete both afterwards."""
    mount(lab, KEY)
    providers = {"hosted": GatewayProvider(provider=provider, namespaces=[name])}
    gateway = {"providers": providers, **(llm_gateway or {})}
    with applied_behind(lab, folder, name, llm_gateway=gateway, **{"backend": HOSTED, **options}):
        yield


def send_chat(lab: Lab, name: str, **options: Any) -> Answer:
    """Send a chat request to an API through the gateway, with all headers that a caller may send."""
    (answer,) = lab.call(**{"host": host_of(name), "body": CHAT, "headers": CALLER_HEADERS, **options})
    return answer


def only_request(provider: HostedProvider) -> dict[str, Any]:
    """The only request that a provider has received."""
    (request,) = provider.requests()
    return request


def test_the_provider_gets_its_host_and_key_and_no_credentials(
    lab: Lab, tmp_path: Path, openai: HostedProvider
) -> None:
    """Host, path, body and key are right; the caller's credentials, cookies and addresses are removed.

    Request ids and trace headers are kept.
    """
    with provided(lab, tmp_path, "gpt", OPENAI):
        answer = send_chat(lab, "gpt", body={"model": "gpt-4o", "messages": []})
    request = only_request(openai)
    assert (answer.status, answer.replica) == (200, "openai")
    assert (request["method"], request["path"]) == ("POST", "/v1/chat/completions")
    assert request["body"] == {"model": "gpt-4o", "messages": []}
    headers = request["headers"]
    assert (headers.pop("host"), headers.pop("authorization")) == ("api.openai.com", f"Bearer {KEY}")
    of_the_trace = {"traceparent", "x-b3-traceid", "x-request-id"}
    assert headers.keys() == {"accept-encoding", "content-length", "content-type", *of_the_trace}


def test_a_stream_arrives_token_by_token(lab: Lab, tmp_path: Path, start: Start) -> None:
    """The events of a provider reach the client one by one."""
    start("openai", "api.openai.com").slow(200)
    with provided(lab, tmp_path, "gpt", OPENAI):
        answer = send_chat(lab, "gpt", body={"stream": True})
    assert answer.status == 200
    assert len(answer.events()) > 1
    assert answer.first_byte_seconds < answer.seconds / 2


def test_the_key_is_in_no_log_no_configuration_and_no_answer(lab: Lab, tmp_path: Path, openai: HostedProvider) -> None:
    """The gateway's log and configuration, istiod's configuration and the client's answer don't contain the key."""
    with provided(lab, tmp_path, "gpt", OPENAI):
        answer = send_chat(lab, "gpt")
        assert only_request(openai)["headers"]["authorization"] == f"Bearer {KEY}"
        seen = (
            json.dumps(lab.gateway.whole_config()),
            "\n".join(lab.gateway.logs()),
            json.dumps(lab.istiod.debug("configz")),
            str(answer),
        )
        assert [KEY in text for text in seen] == [False] * len(seen)


def test_a_missing_key_is_an_error_of_the_gateway(lab: Lab, tmp_path: Path, openai: HostedProvider) -> None:
    """The client gets 500 in OpenAI's format, which names the provider, and the provider gets no request."""
    with provided(lab, tmp_path, "gpt", OPENAI):
        mount(lab, "")
        answer = wait_for("the error of the empty key", lambda: _unless(200, send_chat(lab, "gpt")))
        openai.clear_requests()
        assert send_chat(lab, "gpt").status == 500
    assert (answer.status, answer.headers["content-type"]) == (500, "application/json")
    error = answer.json()["error"]
    assert (error["code"], error["message"]) == ("provider_key_missing", "The gateway has no key for api.openai.com.")
    assert openai.requests() == []


def _unless(status: int, answer: Answer) -> Answer | None:
    return None if answer.status == status else answer


@pytest.mark.parametrize("end", ["\n", "\r\n", " \n\n"], ids=["line feed", "both", "several"])
def test_a_line_break_at_the_end_of_a_key_is_removed(
    lab: Lab, tmp_path: Path, openai: HostedProvider, end: str
) -> None:
    """A key that a shell has written with a line break works at every attempt."""
    retries = Retries(attempts=1)
    mount(lab, KEY)
    with provided(lab, tmp_path, "gpt", OPENAI, retries=retries):
        mount(lab, f"{OTHER_KEY}{end}")
        wait_for("the new key", lambda: _unless(200, send_chat(lab, "gpt")) is None and _last_key(openai) != KEY)
        openai.clear_requests()
        openai.refuse(503)
        assert send_chat(lab, "gpt").status == 503
        openai.heal()
    assert [request["headers"]["authorization"] for request in openai.requests()] == [f"Bearer {OTHER_KEY}"] * 2


def _last_key(provider: HostedProvider) -> str:
    return str(provider.requests()[-1]["headers"]["authorization"]).removeprefix("Bearer ")


def test_a_line_break_within_a_key_is_an_error_of_the_gateway(lab: Lab, tmp_path: Path, openai: HostedProvider) -> None:
    """It would be a header of its own: the client gets 500 in OpenAI's format, and the provider gets no request."""
    with provided(lab, tmp_path, "gpt", OPENAI):
        mount(lab, "sk-lab\nx-injected: 1")
        answer = wait_for("the error of the broken key", lambda: _unless(200, send_chat(lab, "gpt")))
        openai.clear_requests()
        assert send_chat(lab, "gpt").status == 500
    assert (answer.status, answer.headers["content-type"]) == (500, "application/json")
    error = answer.json()["error"]
    assert error["code"] == "provider_key_invalid"
    assert error["message"] == "The gateway's key for api.openai.com has a control character."
    assert openai.requests() == []


def test_a_key_in_a_file_rotates(lab: Lab, tmp_path: Path, start: Start) -> None:
    """A new key is used without a restart; an empty one is an error in OpenAI's format."""
    provider = start("generic", "llm.example.net", "/api/v1")
    generic = OpenAICompatible(url="https://llm.example.net/api/v1", api_key=IN_FILE)

    def key_in_use() -> str:
        provider.clear_requests()
        status = send_chat(lab, "hosted").status
        return str(only_request(provider)["headers"]["authorization"]) if status == 200 else str(status)

    with provided(lab, tmp_path, "hosted", generic):
        assert key_in_use() == f"Bearer {KEY}"
        mount(lab, "second")
        wait_for("the second key", lambda: key_in_use() == "Bearer second")
        mount(lab, "")
        wait_for("the error of the empty key", lambda: key_in_use() == "500")
        assert send_chat(lab, "hosted").json()["error"]["code"] == "provider_key_missing"


def test_a_missing_file_affects_only_its_provider(lab: Lab, tmp_path: Path, openai: HostedProvider) -> None:
    """Envoy rejects only that provider's cluster: its clients get 503, and other APIs work and can change."""
    mount(lab, KEY)
    missing = OpenAI(api_key=KeyFromFile(path="/var/run/secrets/not-mounted/key.yaml"))
    names = ("gpt", "unkeyed", "later")
    hosts = {name: [host_of(name)] for name in names}
    providers = {
        "hosted": GatewayProvider(provider=OPENAI, namespaces=["gpt", "later"]),
        "missing": GatewayProvider(provider=missing, namespaces=["unkeyed"]),
    }
    backends = {"gpt": HOSTED, "unkeyed": ProviderRef(provider="missing"), "later": HOSTED}
    folders = {name: tmp_path / name for name in (*names, "gateway")}
    for name in names:
        lab.cluster.require_namespace(name)
        app = MeshApp(outdir=folders[name])
        gateway = LlmGatewayRef(namespace=NAMESPACE, name=NAME)
        LlmApiMesh(app, name, namespace=name, hosts=hosts[name], gateway=gateway, backend=backends[name])
        app.synth()
    written_gateway(folders["gateway"], hosts=hosts, providers=providers)
    with lab.through(pods(lab)):
        try:
            for name in ("gateway", "gpt", "unkeyed", "later"):
                with pytest.raises(RejectedError, match="not-mounted"):
                    lab.apply(folders[name])
            assert [send_chat(lab, name).status for name in ("unkeyed", "gpt", "later")] == [503, 200, 200]
        finally:
            for name in ("gateway", *names):
                lab.delete(folders[name])
    assert len(openai.requests()) == 2


def test_without_envoy_filters_credentials_are_not_forwarded(lab: Lab, tmp_path: Path, openai: HostedProvider) -> None:
    """Without the gateway's patches, a provider gets neither the key nor the caller's credentials."""
    with provided(lab, tmp_path, "gpt", OPENAI):
        filters = [item for item in manifests.objects(tmp_path / "gpt") if item["kind"] == "EnvoyFilter"]
        (tmp_path / "filters.yaml").write_text(yaml.safe_dump_all(filters))
        lab.delete(tmp_path / "filters.yaml")
        send_chat(lab, "gpt")
    assert KEY not in str(openai.requests())
    for request in openai.requests():
        assert not {"authorization", "api-key", "cookie", "x-api-key", "x-goog-api-key"} & request["headers"].keys()


class Case(NamedTuple):
    """A provider with its host, path prefix and key header."""

    backend: AnyProvider
    host: str
    base_path: str
    header: str = "authorization"
    prefix: str = "Bearer "
    port: int = 443


CASES: Mapping[str, Case] = {
    "azure": Case(
        AzureOpenAI(resource="our-resource", api_key=IN_FILE),
        "our-resource.openai.azure.com",
        "/openai/v1",
        header="api-key",
        prefix="",
    ),
    "anthropic": Case(Anthropic(api_key=IN_FILE), "api.anthropic.com", "/v1"),
    "gemini": Case(Gemini(api_key=IN_FILE), "generativelanguage.googleapis.com", "/v1beta/openai"),
    "mistral": Case(Mistral(api_key=IN_FILE), "api.mistral.ai", "/v1"),
    "bedrock": Case(
        Bedrock(region="us-east-1", api_key=IN_FILE), "bedrock-runtime.us-east-1.amazonaws.com", "/openai/v1"
    ),
    "compatible": Case(
        OpenAICompatible(url="https://llm.example.net/api/v1", api_key=IN_FILE), "llm.example.net", "/api/v1"
    ),
    "another port": Case(
        OpenAICompatible(url="https://llm.example.net:8443/api/v1", api_key=IN_FILE),
        "llm.example.net",
        "/api/v1",
        port=8443,
    ),
    "no path": Case(OpenAICompatible(url="https://llm.example.net", api_key=IN_FILE), "llm.example.net", ""),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_each_provider_has_its_host_path_and_header(lab: Lab, tmp_path: Path, start: Start, case: Case) -> None:
    """The path prefix `/v1` is replaced by the provider's, and the key is in the header that the provider reads."""
    provider = start("somebody", case.host, case.base_path, port=case.port)
    with provided(lab, tmp_path, "elsewhere", case.backend):
        assert send_chat(lab, "elsewhere").status == 200
        assert send_chat(lab, "elsewhere", path="/v1/models?limit=3", body=None).status == 200
    chat, models = provider.requests()
    assert chat["path"] == f"{case.base_path}/chat/completions"
    assert models["path"] == f"{case.base_path}/models?limit=3"
    assert (chat["headers"]["host"], chat["headers"][case.header]) == (case.host, f"{case.prefix}{KEY}")
    assert "callers-own" not in str(chat["headers"])


def test_the_path_is_the_same_at_each_attempt(lab: Lab, tmp_path: Path, start: Start) -> None:
    """Attempts share the request's headers, and no attempt adds the provider's path to it again."""
    provider = start("generic", "llm.example.net", "/v1/v1")
    generic = OpenAICompatible(url="https://llm.example.net/v1/v1", api_key=IN_FILE)
    retries = Retries(attempts=2, backoff=timedelta(milliseconds=25))
    backend = ProviderRef(provider="hosted", model="theirs")
    with provided(lab, tmp_path, "again", generic, backend=backend, retries=retries):
        provider.refuse(503)
        assert send_chat(lab, "again", body={"model": "ours", "messages": []}).status == 503
        provider.heal()
    requests = provider.requests()
    assert [request["path"] for request in requests] == ["/v1/v1/chat/completions"] * 3
    assert [request["body"]["model"] for request in requests] == ["theirs"] * 3
    assert [request["headers"]["authorization"] for request in requests] == [f"Bearer {KEY}"] * 3
    assert {request["headers"]["host"] for request in requests} == {"llm.example.net"}


def test_a_name_that_does_not_resolve_is_looked_up_again_soon(lab: Lab, tmp_path: Path) -> None:
    """Until a provider's name resolves, clients get an error in OpenAI's format, and lookups are seconds apart."""

    def lookups() -> int:
        (failed,) = lab.gateway.stats(FAILED_LOOKUPS).values()
        return failed

    with provided(lab, tmp_path, "gpt", OPENAI):
        answer = send_chat(lab, "gpt")
        before = lookups()
        # Istio's default is one lookup a minute.
        wait_for("two more lookups", lambda: lookups() >= before + 2, 15)
    assert (answer.status, answer.json()["error"]["code"]) == (503, "unavailable")


def test_the_messages_api_of_anthropic_has_its_own_key_header(lab: Lab, tmp_path: Path, start: Start) -> None:
    """A native path is forwarded unchanged; other headers that the API needs come from the client."""
    provider = start("anthropic", "api.anthropic.com")
    with provided(lab, tmp_path, "claude", Anthropic(api="messages", api_key=IN_FILE)):
        send_chat(lab, "claude", path="/v1/messages", headers={**CALLER_HEADERS, "anthropic-version": "2023-06-01"})
    request = only_request(provider)
    assert request["path"] == "/v1/messages"
    assert (request["headers"]["x-api-key"], request["headers"]["anthropic-version"]) == (KEY, "2023-06-01")
    assert "authorization" not in request["headers"]


def test_requests_to_bedrock_are_signed(lab: Lab, tmp_path: Path, start: Start) -> None:
    """The gateway signs with its AWS identity, for the provider's host and path, with JSON and streams."""
    provider = start("bedrock", "bedrock-runtime.eu-central-1.amazonaws.com", "/openai/v1")
    with provided(lab, tmp_path, "signed", Bedrock(region="eu-central-1")):
        assert send_chat(lab, "signed").status == 200
        assert send_chat(lab, "signed", body={"stream": True}).events()
    first, second = provider.requests()
    for request in (first, second):
        signature = request["headers"]["authorization"]
        assert signature.startswith("AWS4-HMAC-SHA256 Credential=AKIALAB/")
        assert "/eu-central-1/bedrock/aws4_request" in signature
        signed = signature.partition("SignedHeaders=")[2].partition(",")[0].split(";")
        assert {"host", "x-amz-content-sha256", "x-amz-date"} <= set(signed)
        assert "x-amz-security-token" not in request["headers"]
    assert first["headers"]["authorization"] != second["headers"]["authorization"]


def test_signed_bodies_have_a_limit(lab: Lab, tmp_path: Path, start: Start) -> None:
    """Bodies are buffered to be signed, even beyond the proxy's own limit, up to the gateway's limit."""
    provider = start("bedrock", "bedrock-runtime.eu-central-1.amazonaws.com", "/openai/v1")
    for name, limit, statuses in (("signed", {}, [200, 413]), ("short", {"max_request_bytes": 1_500_000}, [413, 413])):
        with provided(lab, tmp_path, name, Bedrock(region="eu-central-1"), llm_gateway=limit):
            lengths = (2_000_000, 5_000_000)
            answers = [send_chat(lab, name, body={"messages": ["x" * length]}) for length in lengths]
        assert [answer.status for answer in answers] == statuses
        assert answers[-1].json()["error"]["code"] == "request_too_large"
    assert len(provider.requests()) == 1


def test_the_second_hop_signs_long_bodies(lab: Lab, tmp_path: Path, start: Start) -> None:
    """Behind a pool without replicas the provider gets the whole body, signed for its own host and path."""
    provider = start("bedrock", "bedrock-runtime.eu-central-1.amazonaws.com", "/openai/v1")
    hosted = ProviderRef(provider="hosted", model="gpt-4o-mini")
    backend = Failover(backends=[Pool(selector={"app": "spilt"}, target_port=8080), hosted])
    with provided(lab, tmp_path, "spilt", Bedrock(region="eu-central-1"), backend=backend):
        body = {"model": "llama", "messages": ["x" * 2_000_000]}
        assert send_chat(lab, "spilt", body=body).status == 200
    request = only_request(provider)
    assert request["path"] == "/openai/v1/chat/completions"
    assert request["headers"]["authorization"].startswith("AWS4-HMAC-SHA256 ")
    assert "callers-own" not in str(request["headers"])


def test_vertex_ai_gets_a_token_of_the_gateway(lab: Lab, tmp_path: Path, start: Start) -> None:
    """The node's metadata server gives the token; the caller's isn't forwarded, and without one it's an error."""
    base_path = "/v1/projects/ours/locations/europe-west4/endpoints/openapi"
    provider = start("vertex", "europe-west4-aiplatform.googleapis.com", base_path)
    backend = VertexAI(project="ours", location="europe-west4")
    # Before the gateway's cluster, as a proxy doesn't read the lab's names again after a failed lookup.
    metadata = lab.metadata_server("ya29.of-the-lab")
    try:
        with provided(lab, tmp_path, "vertex", backend):
            assert send_chat(lab, "vertex").status == 200
        request = only_request(provider)
        provider.clear_requests()
        metadata.kill()
        with provided(lab, tmp_path, "tokenless", backend):
            answer = send_chat(lab, "tokenless")
            assert (answer.status, answer.json()["error"]["code"]) == (500, "provider_key_missing")
            assert provider.requests() == []
    finally:
        lab.remove(metadata)
    assert request["path"] == f"{base_path}/chat/completions"
    assert request["headers"]["authorization"] == "Bearer ya29.of-the-lab"
    assert "callers-own" not in str(request["headers"])


def test_two_apis_can_share_a_provider(lab: Lab, tmp_path: Path, openai: HostedProvider) -> None:
    """Each API has the key of its own entry of the provider, and keeps it when the other entry is deleted."""
    mount(lab, KEY)
    entries = {
        "one": GatewayProvider(provider=OPENAI, namespaces=["one"]),
        "other": GatewayProvider(provider=OpenAI(api_key=OTHER_IN_FILE), namespaces=["other"]),
    }
    hosts = {name: [host_of(name)] for name in entries}

    def declare(app: MeshApp, gateway: LlmGateway) -> None:
        for name in entries:
            backend = ProviderRef(provider=name)
            LlmApiMesh(app, name, namespace=name, hosts=hosts[name], gateway=gateway, backend=backend)

    with declared_behind(lab, tmp_path / "both", declare, hosts=hosts, providers=entries):
        assert [send_chat(lab, name).status for name in ("one", "other")] == [200, 200]
        gone = [item for item in manifests.objects(tmp_path / "both") if _of_the_other(item)]
        assert gone
        (tmp_path / "gone.yaml").write_text(yaml.safe_dump_all(gone))
        lab.delete(tmp_path / "gone.yaml")
        assert send_chat(lab, "one").status == 200
    keys = [request["headers"]["authorization"] for request in openai.requests()]
    assert keys == [f"Bearer {KEY}", f"Bearer {OTHER_KEY}", f"Bearer {KEY}"]


def _of_the_other(item: Mapping[str, Any]) -> bool:
    return Ref.of(item).namespace == "other" or Ref.of(item).name == "llm-provider-other"


def test_other_backends_do_not_get_the_key(lab: Lab, tmp_path: Path, openai: HostedProvider) -> None:
    """A pool on the same gateway gets the client's request unchanged."""
    hosts = {name: [host_of(name)] for name in ("gpt", "ours")}
    pool = Pool(selector={"app": "ours"}, target_port=8080)

    def declare(app: MeshApp, gateway: LlmGateway) -> None:
        LlmApiMesh(app, "gpt", namespace="gpt", hosts=hosts["gpt"], gateway=gateway, backend=HOSTED)
        LlmApiMesh(app, "ours", namespace="ours", hosts=hosts["ours"], gateway=gateway, backend=pool)

    mount(lab, KEY)
    providers = {"hosted": GatewayProvider(provider=OPENAI, namespaces=["gpt"])}
    with declared_behind(lab, tmp_path / "both", declare, hosts=hosts, providers=providers):
        app = lab.app("ours", namespace="ours", labels={"app": "ours"})
        assert [send_chat(lab, name).status for name in ("gpt", "ours", "gpt")] == [200] * 3
        headers = app.replica(0).requests()[0]["headers"]
        lab.remove(app)
    assert KEY not in str(headers)
    assert headers["authorization"] == "Bearer callers-own"
    assert len(openai.requests()) == 2


def test_models_of_a_pool_and_of_providers(lab: Lab, tmp_path: Path, openai: HostedProvider) -> None:
    """On one host each model has its backend and its key, and the pool sees no key."""
    models = [
        Model(name="llama", backend=Pool(selector={"app": "both"}, target_port=8080)),
        Model(name="gpt-4o", backend=HOSTED),
        Model(name="o3", backend=ProviderRef(provider="other")),
    ]
    providers = {
        "hosted": GatewayProvider(provider=OPENAI, namespaces=["both"]),
        "other": GatewayProvider(provider=OpenAI(api_key=OTHER_IN_FILE), namespaces=["both"]),
    }
    with provided(lab, tmp_path, "both", OPENAI, llm_gateway={"providers": providers}, backend=None, models=models):
        pool = lab.app("both", namespace="both", labels={"app": "both"})
        for stream in (False, True):
            answers = [send_chat(lab, "both", body={"model": model.name, "stream": stream}) for model in models]
            assert [answer.replica for answer in answers] == ["both-0", "openai", "openai"]
        own = pool.replica(0).requests()
        lab.remove(pool)
    assert [request["headers"]["authorization"] for request in own] == ["Bearer callers-own"] * 2
    keys = [(request["body"]["model"], request["headers"]["authorization"]) for request in openai.requests()]
    assert keys == [("gpt-4o", f"Bearer {KEY}"), ("o3", f"Bearer {OTHER_KEY}")] * 2
    seen = [*own, *openai.requests()]
    assert not [name for request in seen for name in request["headers"] if name.startswith("x-llm-gateway-")]


_CERTIFICATES: Mapping[str, Callable[[Path, Certificate], Certificate]] = {
    "name": lambda folder, authority: Certificate(folder, "other", ["api.openai.com.example.net"], authority),
    "authority": lambda folder, _: Certificate(folder, "self-signed", ["api.openai.com"]),
    "expired": lambda folder, authority: Certificate(folder, "old", ["api.openai.com"], authority, expired=True),
}


@pytest.mark.parametrize("fault", _CERTIFICATES)
def test_a_wrong_certificate_is_refused(lab: Lab, tmp_path: Path, start: Start, fault: str) -> None:
    """A provider with another name or an unknown authority in its certificate, or an expired one, gets no request."""
    certificate = _CERTIFICATES[fault](tmp_path, lab.authority)
    impostor = start("impostor", "api.openai.com", certificate=certificate)
    with provided(lab, tmp_path, "gpt", OPENAI):
        path = f"/v1/chat/completions?fault={fault}"
        assert (send_chat(lab, "gpt", path=path).status, impostor.requests()) == (503, [])
        (line,) = wait_for("the line in the log", lambda: [line for line in lab.gateway.logs() if path in line])
    assert "CERTIFICATE_VERIFY_FAILED" in line


def test_without_names_no_name_would_be_verified(lab: Lab, tmp_path: Path) -> None:
    """What the inspection refuses: without both names, the certificate of any host would pass.

    Istio would verify the name that is called, by options of the cluster that the provider's EnvoyFilter replaces.
    """
    with provided(lab, tmp_path, "gpt", OPENAI):
        rules = [one for one in manifests.objects(tmp_path / "gpt") if one["kind"] == "DestinationRule"]
        (rule,) = [one for one in rules if one["spec"]["host"] == INTERNAL]
        for name in ("sni", "subjectAltNames"):
            del rule["spec"]["trafficPolicy"]["tls"][name]
        (tmp_path / "rule.yaml").write_text(yaml.safe_dump(rule))
        lab.apply(tmp_path / "rule.yaml")
        cluster = json.dumps(lab.gateway.clusters()[f"outbound|443||{INTERNAL}"])
    assert "combined_validation_context" in cluster
    assert "auto_san_validation" not in cluster
    assert "subject_alt_names" not in cluster


def test_http2_to_a_provider(lab: Lab, tmp_path: Path) -> None:
    """With `http2` the gateway speaks only HTTP/2, with the same filters, idle timeout and keep-alive."""
    with provided(lab, tmp_path, "gpt", OpenAI(api_key=IN_FILE, protocol="http2")):
        cluster = lab.gateway.clusters()[f"outbound|443||{INTERNAL}"]
    (options,) = cluster["typed_extension_protocol_options"].values()
    assert "http2_protocol_options" in options["explicit_http_config"]
    assert options["common_http_protocol_options"]["idle_timeout"] == "59s"
    assert cluster["transport_socket"]["typed_config"]["common_tls_context"]["alpn_protocols"] == ["h2"]
    assert cluster["upstream_connection_options"]["tcp_keepalive"]["keepalive_time"] == 30


def test_a_pod_reaches_the_provider_through_the_gateway_only(lab: Lab, tmp_path: Path, openai: HostedProvider) -> None:
    """With REGISTRY_ONLY other hosts get 502, including the provider's own host and the gateway's name for it."""
    locked = tmp_path / "locked.yaml"
    locked.write_text(REGISTRY_ONLY.read_text().replace("GATEWAY", pods(lab).host.address))
    lab.apply(locked)
    caller = lab.caller("pod", namespace="locked")
    try:
        with provided(lab, tmp_path, "gpt", OPENAI):
            assert send_chat(lab, "gpt", caller=caller).status == 200
            for host in ("api.openai.com", INTERNAL, "api.example.net"):
                assert send_chat(lab, "gpt", host=host, caller=caller, to=openai.host.address).status == 502
    finally:
        lab.remove(caller)
        lab.delete(locked)
    assert len(openai.requests()) == 1
