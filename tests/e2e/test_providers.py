"""Hosted providers: what of a request reaches them, with which key, and that nobody else sees the key."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from e2e.support.folders import REGISTRY_ONLY
from e2e.support.keys import KEYS
from e2e.support.meshes import applied, declaration, example, host_of, mesh
from lab.apps.hosted_provider import HostedProvider
from lab.cluster import manifests
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
    Gemini,
    KeyFromEnvironment,
    KeyFromFile,
    MeshApp,
    Mistral,
    Model,
    OpenAI,
    OpenAICompatible,
    Pool,
    VertexAI,
)
from llm_api_mesh.spec.backends import AnyProvider

import pytest
import yaml

CHAT: Mapping[str, Any] = {"messages": []}
FROM_ENVIRONMENT = KeyFromEnvironment(variable="OPENAI_API_KEY")
KEY = KEYS["OPENAI_API_KEY"]

# What a caller may send of its own, in any spelling.
CALLERS = {
    "Authorization": "Bearer callers-own",
    "X-Api-Key": "callers-own",
    "API-KEY": "callers-own",
    "x-goog-api-key": "callers-own",
    "Cookie": "session=callers-own",
    "x-llm-google-token": "callers-own",
    "X-Amz-Security-Token": "callers-own",
    "x-forwarded-for": "192.0.2.1",
    "X-Real-IP": "192.0.2.1",
    "True-Client-IP": "192.0.2.1",
    "CF-Connecting-IP": "192.0.2.1",
    "traceparent": "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    "x-b3-traceid": "463ac35c9f6413ad48485a3953bb6124",
    "baggage": "tenant=callers-own",
}

Start = Callable[..., HostedProvider]


@pytest.fixture
def start(lab: Lab) -> Iterator[Start]:
    """Starts providers, which end with the test."""
    started: list[HostedProvider] = []

    def begin(name: str, host: str, base_path: str = "/v1", certificate: Certificate | None = None) -> HostedProvider:
        started.append(lab.provider(name, hosts=[host], base_path=base_path, certificate=certificate))
        return started[-1]

    yield begin
    lab.remove(*started)


@pytest.fixture
def openai(start: Start) -> HostedProvider:
    """OpenAI, as the lab has it."""
    return start("openai", "api.openai.com")


def ask(lab: Lab, name: str, **options: Any) -> Answer:
    """Send a chat through the gateway to a mesh, with everything that a caller may send of its own."""
    (answer,) = lab.call(**{"host": host_of(name), "body": CHAT, "headers": CALLERS, **options})
    return answer


def only_request(provider: HostedProvider) -> dict[str, Any]:
    """The one request that a provider got."""
    (request,) = provider.requests()
    return request


def test_the_provider_sees_its_own_host_and_key_and_nothing_of_the_caller_s(
    lab: Lab, tmp_path: Path, openai: HostedProvider
) -> None:
    """Host, path, body and key are right; credentials, cookies and addresses of the caller are gone.

    What identifies the request and its trace stays.
    """
    with example(lab, tmp_path, "provider_environment_key"):
        answer = ask(lab, "gpt", body={"model": "gpt-4o", "messages": []})
    request = only_request(openai)
    assert (answer.status, answer.replica) == (200, "openai")
    assert (request["method"], request["path"]) == ("POST", "/v1/chat/completions")
    assert request["body"] == {"model": "gpt-4o", "messages": []}
    headers = request["headers"]
    assert (headers.pop("host"), headers.pop("authorization")) == ("api.openai.com", f"Bearer {KEY}")
    of_the_trace = {"traceparent", "x-b3-traceid", "x-request-id"}
    assert headers.keys() == {"accept-encoding", "content-length", "content-type", *of_the_trace}


def test_a_stream_arrives_as_it_is_made(lab: Lab, tmp_path: Path, start: Start) -> None:
    """Events of a provider reach the client one by one."""
    start("openai", "api.openai.com").slow(200)
    with applied(lab, tmp_path, "gpt", backend=OpenAI(api_key=FROM_ENVIRONMENT)):
        answer = ask(lab, "gpt", body={"stream": True})
    assert answer.status == 200
    assert len(answer.events()) > 1
    assert answer.first_byte_seconds < answer.seconds / 2


def test_the_key_is_in_no_log_no_configuration_and_no_answer(lab: Lab, tmp_path: Path, openai: HostedProvider) -> None:
    """Neither the gateway's log and configuration, nor istiod's, nor the client's answer holds it."""
    file_key = "sk-lab-in-a-file"
    lab.gateway.volumes.write("hidden", {"key.yaml": sds_secret(file_key)})
    in_file = OpenAI(api_key=KeyFromFile(path="/var/run/secrets/hidden/key.yaml"))
    for backend, key in ((OpenAI(api_key=FROM_ENVIRONMENT), KEY), (in_file, file_key)):
        with applied(lab, tmp_path, "gpt", backend=backend):
            openai.clear_requests()
            answer = ask(lab, "gpt")
            assert only_request(openai)["headers"]["authorization"] == f"Bearer {key}"
            seen = (
                json.dumps(lab.gateway.whole_config()),
                "\n".join(lab.gateway.logs()),
                json.dumps(lab.istiod.debug("configz")),
                str(answer),
            )
            assert [key in text for text in seen] == [False] * len(seen)


def test_a_variable_that_is_not_set_is_an_error_of_the_gateway_s(
    lab: Lab, tmp_path: Path, openai: HostedProvider
) -> None:
    """The client gets 500 in OpenAI's shape, and the provider no request: least of all with the word `-` as a key."""
    with applied(lab, tmp_path, "gpt", backend=OpenAI(api_key=KeyFromEnvironment(variable="NO_SUCH_KEY"))):
        answer = ask(lab, "gpt")
    assert (answer.status, answer.headers["content-type"]) == (500, "application/json")
    assert answer.json()["error"]["code"] == "provider_key_missing"
    assert openai.requests() == []


def test_a_key_in_a_file_rotates(lab: Lab, tmp_path: Path, start: Start) -> None:
    """A new key is in use without a restart; an empty one is an error in OpenAI's shape."""
    provider = start("generic", "llm.example.net", "/api/v1")

    def key_in_use() -> str:
        provider.clear_requests()
        status = ask(lab, "hosted").status
        return str(only_request(provider)["headers"]["authorization"]) if status == 200 else str(status)

    lab.gateway.volumes.write("hosted", {"key.yaml": sds_secret("first")})
    with example(lab, tmp_path, "provider_file_key"):
        assert key_in_use() == "Bearer first"
        lab.gateway.volumes.write("hosted", {"key.yaml": sds_secret("second")})
        wait_for("the second key", lambda: key_in_use() == "Bearer second")
        lab.gateway.volumes.write("hosted", {"key.yaml": sds_secret("")})
        wait_for("the key's end", lambda: key_in_use() == "500")
        assert ask(lab, "hosted").json()["error"]["code"] == "provider_key_missing"


def test_a_file_that_is_not_mounted_costs_nobody_else(lab: Lab, tmp_path: Path, openai: HostedProvider) -> None:
    """Envoy refuses the cluster of that provider alone: its clients get 503, and other meshes work and change."""
    missing = OpenAI(api_key=KeyFromFile(path="/var/run/secrets/not-mounted/key.yaml"))
    folders = {}
    for name, backend in {"unkeyed": missing, "later": OpenAI(api_key=FROM_ENVIRONMENT)}.items():
        folders[name] = tmp_path / name
        app = MeshApp(outdir=folders[name])
        declaration(name, backend=backend)(app)
        app.synth()
    with applied(lab, tmp_path, "gpt", backend=OpenAI(api_key=FROM_ENVIRONMENT)):
        try:
            with pytest.raises(RejectedError, match=r"not-mounted/key\.yaml' does not exist"):
                lab.apply(folders["unkeyed"])
            with pytest.raises(RejectedError, match="not-mounted"):
                lab.apply(folders["later"])
            assert [ask(lab, name).status for name in ("unkeyed", "gpt", "later")] == [503, 200, 200]
        finally:
            lab.delete(folders["unkeyed"])
            lab.delete(folders["later"])
    assert len(openai.requests()) == 2


def test_without_envoy_filters_the_caller_s_credentials_stay_here(
    lab: Lab, tmp_path: Path, openai: HostedProvider
) -> None:
    """Where a patch isn't applied, the plain route still has the key and takes off what the caller showed."""
    with applied(lab, tmp_path, "gpt", backend=OpenAI(api_key=FROM_ENVIRONMENT)):
        filters = [item for item in manifests.objects(tmp_path / "gpt") if item["kind"] == "EnvoyFilter"]
        (tmp_path / "filters.yaml").write_text(yaml.safe_dump_all(filters))
        lab.delete(tmp_path / "filters.yaml")
        assert ask(lab, "gpt").status == 200
    headers = only_request(openai)["headers"]
    assert headers["authorization"] == f"Bearer {KEY}"
    assert not {"api-key", "cookie", "x-api-key", "x-goog-api-key"} & headers.keys()


class Case(NamedTuple):
    """A provider, and where and how it is asked."""

    backend: AnyProvider
    host: str
    base_path: str
    header: str = "authorization"
    prefix: str = "Bearer "


EVERYWHERE: Mapping[str, Case] = {
    "azure": Case(
        AzureOpenAI(resource="our-resource", api_key=FROM_ENVIRONMENT),
        "our-resource.openai.azure.com",
        "/openai/v1",
        header="api-key",
        prefix="",
    ),
    "anthropic": Case(Anthropic(api_key=FROM_ENVIRONMENT), "api.anthropic.com", "/v1"),
    "gemini": Case(Gemini(api_key=FROM_ENVIRONMENT), "generativelanguage.googleapis.com", "/v1beta/openai"),
    "mistral": Case(Mistral(api_key=FROM_ENVIRONMENT), "api.mistral.ai", "/v1"),
    "bedrock": Case(
        Bedrock(region="us-east-1", api_key=FROM_ENVIRONMENT), "bedrock-runtime.us-east-1.amazonaws.com", "/openai/v1"
    ),
    "compatible": Case(
        OpenAICompatible(url="https://llm.example.net/api/v1", api_key=FROM_ENVIRONMENT), "llm.example.net", "/api/v1"
    ),
}


@pytest.mark.parametrize("case", EVERYWHERE.values(), ids=EVERYWHERE)
def test_each_provider_has_its_host_its_path_and_its_header(lab: Lab, tmp_path: Path, start: Start, case: Case) -> None:
    """What clients ask of `/v1` is asked of the provider's own path, with the key in the header that it reads."""
    provider = start("somebody", case.host, case.base_path)
    with applied(lab, tmp_path, "elsewhere", backend=case.backend):
        assert ask(lab, "elsewhere").status == 200
        assert ask(lab, "elsewhere", path="/v1/models?limit=3", body=None).status == 200
    chat, models = provider.requests()
    assert chat["path"] == f"{case.base_path}/chat/completions"
    assert models["path"] == f"{case.base_path}/models?limit=3"
    assert (chat["headers"]["host"], chat["headers"][case.header]) == (case.host, f"{case.prefix}{KEY}")
    assert "callers-own" not in str(chat["headers"])


def test_anthropic_s_messages_have_the_key_in_a_header_of_their_own(lab: Lab, tmp_path: Path, start: Start) -> None:
    """A native path is passed as it is; what it needs besides the key, the client sends."""
    provider = start("anthropic", "api.anthropic.com")
    with applied(lab, tmp_path, "claude", backend=Anthropic(api="messages", api_key=FROM_ENVIRONMENT)):
        ask(lab, "claude", path="/v1/messages", headers={**CALLERS, "anthropic-version": "2023-06-01"})
    request = only_request(provider)
    assert request["path"] == "/v1/messages"
    assert (request["headers"]["x-api-key"], request["headers"]["anthropic-version"]) == (KEY, "2023-06-01")
    assert "authorization" not in request["headers"]


def test_bedrock_is_asked_with_a_signature(lab: Lab, tmp_path: Path, start: Start) -> None:
    """The gateway signs by its own AWS identity, over the provider's host and path, JSON and stream alike."""
    provider = start("bedrock", "bedrock-runtime.eu-central-1.amazonaws.com", "/openai/v1")
    with applied(lab, tmp_path, "signed", backend=Bedrock(region="eu-central-1")):
        assert ask(lab, "signed").status == 200
        assert ask(lab, "signed", body={"stream": True}).events()
    first, second = provider.requests()
    for request in (first, second):
        signature = request["headers"]["authorization"]
        assert signature.startswith("AWS4-HMAC-SHA256 Credential=AKIALAB/")
        assert "/eu-central-1/bedrock/aws4_request" in signature
        signed = signature.partition("SignedHeaders=")[2].partition(",")[0].split(";")
        assert {"host", "x-amz-content-sha256", "x-amz-date"} <= set(signed)
        assert "x-amz-security-token" not in request["headers"]
    assert first["headers"]["authorization"] != second["headers"]["authorization"]


def test_what_is_signed_has_a_longest_length(lab: Lab, tmp_path: Path, start: Start) -> None:
    """Bodies are held whole to be signed: longer ones than the proxy's own limit, and not more than the mesh's."""
    provider = start("bedrock", "bedrock-runtime.eu-central-1.amazonaws.com", "/openai/v1")
    for name, limit, statuses in (("signed", {}, [200, 413]), ("short", {"max_prompt_bytes": 1_500_000}, [413, 413])):
        with applied(lab, tmp_path, name, backend=Bedrock(region="eu-central-1"), **limit):
            lengths = (2_000_000, 5_000_000)
            answers = [ask(lab, name, body={"messages": ["x" * length]}) for length in lengths]
        assert [answer.status for answer in answers] == statuses
        assert answers[-1].json()["error"]["code"] == "request_too_large"
    assert len(provider.requests()) == 1


def test_a_failover_s_second_hop_signs_long_bodies_too(lab: Lab, tmp_path: Path, start: Start) -> None:
    """Behind a pool without replicas the provider gets the whole body, by its own host and path, and signed."""
    provider = start("bedrock", "bedrock-runtime.eu-central-1.amazonaws.com", "/openai/v1")
    backend = Failover(backends=[Pool(selector={"app": "spilt"}), Bedrock(region="eu-central-1")])
    with applied(lab, tmp_path, "spilt", backend=backend):
        assert ask(lab, "spilt", body={"messages": ["x" * 2_000_000]}).status == 200
    request = only_request(provider)
    assert request["path"] == "/openai/v1/chat/completions"
    assert request["headers"]["authorization"].startswith("AWS4-HMAC-SHA256 ")
    assert "callers-own" not in str(request["headers"])


def test_vertex_ai_is_asked_with_a_token_of_the_gateway_s_identity(lab: Lab, tmp_path: Path, start: Start) -> None:
    """The node's metadata server gives the token; a caller's own doesn't pass, and without any it is an error."""
    base_path = "/v1/projects/ours/locations/europe-west4/endpoints/openapi"
    provider = start("vertex", "europe-west4-aiplatform.googleapis.com", base_path)
    backend = VertexAI(project="ours", location="europe-west4")
    with applied(lab, tmp_path, "tokenless", backend=backend):
        answer = ask(lab, "tokenless")
        assert (answer.status, answer.json()["error"]["code"]) == (500, "provider_key_missing")
        assert provider.requests() == []
    metadata = lab.metadata_server("ya29.of-the-lab")
    with applied(lab, tmp_path, "vertex", backend=backend):
        assert ask(lab, "vertex").status == 200
    lab.remove(metadata)
    request = only_request(provider)
    assert request["path"] == f"{base_path}/chat/completions"
    assert request["headers"]["authorization"] == "Bearer ya29.of-the-lab"
    assert "callers-own" not in str(request["headers"])


def test_two_meshes_with_one_provider_do_not_clash(lab: Lab, tmp_path: Path, openai: HostedProvider) -> None:
    """Each has its own key, and the other's isn't touched when one goes."""
    other = OpenAI(api_key=KeyFromEnvironment(variable="FALLBACK_API_KEY"))
    keys = []
    with applied(lab, tmp_path, "one", backend=OpenAI(api_key=FROM_ENVIRONMENT)):
        with applied(lab, tmp_path, "other", backend=other):
            assert [ask(lab, name).status for name in ("one", "other")] == [200, 200]
        assert ask(lab, "one").status == 200
    keys = [request["headers"]["authorization"] for request in openai.requests()]
    assert keys == [f"Bearer {KEY}", f"Bearer {KEYS['FALLBACK_API_KEY']}", f"Bearer {KEY}"]


def test_another_backend_never_sees_a_provider_s_key(lab: Lab, tmp_path: Path, openai: HostedProvider) -> None:
    """A pool on the same gateway gets what the client sent, as it did before."""
    with (
        mesh(lab, tmp_path, "ours", replicas=1) as app,
        applied(lab, tmp_path, "gpt", backend=OpenAI(api_key=FROM_ENVIRONMENT)),
    ):
        assert [ask(lab, name).status for name in ("gpt", "ours", "gpt")] == [200] * 3
        headers = app.replica(0).requests()[0]["headers"]
    assert KEY not in str(headers)
    assert headers["authorization"] == "Bearer callers-own"
    assert len(openai.requests()) == 2


def test_a_model_is_the_mesh_s_own_or_a_provider_s(lab: Lab, tmp_path: Path, openai: HostedProvider) -> None:
    """On one host each model has its backend and its key, and the pool sees neither."""
    models = [
        Model(name="llama", backend=Pool(selector={"app": "both"})),
        Model(name="gpt-4o", backend=OpenAI(api_key=FROM_ENVIRONMENT)),
        Model(name="o3", backend=OpenAI(api_key=KeyFromEnvironment(variable="FALLBACK_API_KEY"))),
    ]
    with applied(lab, tmp_path, "both", backend=None, models=models):
        pool = lab.app("both", namespace="both", labels={"app": "both"})
        for stream in (False, True):
            answers = [ask(lab, "both", body={"model": model.name, "stream": stream}) for model in models]
            assert [answer.replica for answer in answers] == ["both-0", "openai", "openai"]
        own = pool.replica(0).requests()
        lab.remove(pool)
    assert [request["headers"]["authorization"] for request in own] == ["Bearer callers-own"] * 2
    keys = [(request["body"]["model"], request["headers"]["authorization"]) for request in openai.requests()]
    assert keys == [("gpt-4o", f"Bearer {KEY}"), ("o3", f"Bearer {KEYS['FALLBACK_API_KEY']}")] * 2
    assert not any("x-llm-model" in request["headers"] for request in openai.requests())


@pytest.mark.parametrize(("fault", "counter"), [("name", "fail_verify_san"), ("authority", "fail_verify_error")])
def test_a_certificate_that_is_not_the_provider_s_is_refused(
    lab: Lab, tmp_path: Path, start: Start, fault: str, counter: str
) -> None:
    """Neither another name nor an authority that the gateway doesn't trust gets a request."""
    certificate = (
        Certificate(tmp_path, "other", ["api.openai.com.example.net"], lab.authority)
        if fault == "name"
        else Certificate(tmp_path, "self-signed", ["api.openai.com"])
    )
    impostor = start("impostor", "api.openai.com", certificate=certificate)
    with applied(lab, tmp_path, "gpt", backend=OpenAI(api_key=FROM_ENVIRONMENT)):
        assert (ask(lab, "gpt").status, impostor.requests()) == (503, [])
        assert sum(lab.gateway.stats(rf"openai\.gpt\.gpt\..*ssl\.{counter}$").values()) > 0


def test_http2_is_offered_where_it_is_asked_for(lab: Lab, tmp_path: Path) -> None:
    """With `http2` the gateway speaks nothing else, filters and idle timeout included; its node is asked after, too."""
    backend = OpenAI(api_key=FROM_ENVIRONMENT, protocol="http2")
    with applied(lab, tmp_path, "gpt", backend=backend):
        cluster = lab.gateway.clusters()["outbound|443||openai.gpt.gpt.llm-api-mesh.internal"]
    (options,) = cluster["typed_extension_protocol_options"].values()
    assert "http2_protocol_options" in options["explicit_http_config"]
    assert options["common_http_protocol_options"]["idle_timeout"] == "59s"
    assert cluster["transport_socket"]["typed_config"]["common_tls_context"]["alpn_protocols"] == ["h2"]
    assert cluster["upstream_connection_options"]["tcp_keepalive"]["keepalive_time"] == 30


def test_a_pod_reaches_the_provider_by_the_gateway_and_nothing_else(
    lab: Lab, tmp_path: Path, openai: HostedProvider
) -> None:
    """With REGISTRY_ONLY another host gets 502, and so do the provider's own and the mesh's names for it."""
    locked = tmp_path / "locked.yaml"
    locked.write_text(REGISTRY_ONLY.read_text().replace("GATEWAY", lab.gateway.host.address))
    lab.apply(locked)
    caller = lab.caller("pod", namespace="locked")
    try:
        with applied(lab, tmp_path, "gpt", backend=OpenAI(api_key=FROM_ENVIRONMENT)):
            assert ask(lab, "gpt", caller=caller).status == 200
            for host in ("api.openai.com", "openai.gpt.gpt.llm-api-mesh.internal", "api.example.net"):
                assert ask(lab, "gpt", host=host, caller=caller, to=openai.host.address).status == 502
    finally:
        lab.remove(caller)
        lab.delete(locked)
    assert len(openai.requests()) == 1
