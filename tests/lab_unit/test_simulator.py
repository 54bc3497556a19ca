"""The simulated model server, on the loopback address and without a lab."""

from __future__ import annotations

import base64
import http.client
import json
import re
import socket
import ssl
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from lab.machine import namespaces
from lab.machine.certificates import Certificate, trusting
from lab.machine.http2 import Http2Connection
from lab.waits import wait_for

_REPOSITORY = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Simulator:
    """The two ports of a running simulator."""

    port: int
    control_port: int

    def post(self, body: dict[str, Any], path: str = "/v1/chat/completions") -> Reply:
        """Send a completion request."""
        return _send(self.port, "POST", path, json.dumps(body))

    def get(self, path: str) -> Reply:
        """Send a request without a body."""
        return _send(self.port, "GET", path)

    def events(self, body: dict[str, Any], path: str) -> list[tuple[str, dict[str, Any]]]:
        """The named events of a stream, each with its data."""
        text = self.post({**body, "stream": True}, path).body.decode()
        lines = [event.splitlines() for event in text.strip().split("\n\n")]
        return [(name.removeprefix("event: "), json.loads(data.removeprefix("data: "))) for name, data in lines]

    def control(self, method: str, path: str) -> Any:
        """Send a request to the control port."""
        return json.loads(_send(self.control_port, method, path).body)


@dataclass(frozen=True)
class Reply:
    """A complete answer."""

    status: int
    headers: dict[str, str]
    body: bytes

    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


Start = Callable[..., Simulator]


def _send(port: int, method: str, path: str, body: str = "") -> Reply:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=5)) as connection:
        connection.request(method, path, body)
        response = connection.getresponse()
        return Reply(response.status, dict(response.getheaders()), response.read())


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture
def start() -> Iterator[Start]:
    """Start simulators with settings; all end with the test."""
    with ExitStack() as stack:

        def begin(**settings: float | str) -> Simulator:
            simulator = Simulator(_free_port(), _free_port())
            ports = {"port": simulator.port, "control-port": simulator.control_port}
            flags = [f"--{k.replace('_', '-')}={v}" for k, v in {**ports, **settings}.items()]
            command = [sys.executable, "-m", "lab.simulator", "--replica=r", *flags]
            process = stack.enter_context(subprocess.Popen(command, cwd=_REPOSITORY))
            stack.callback(process.kill)
            wait_for("the simulator", lambda: simulator.control("GET", "/load"))
            return simulator

        yield begin


def test_the_same_seed_gives_the_same_answer(start: Start) -> None:
    """An answer depends only on seed and prompt, so every replica gives the same one."""
    chat = {"messages": [{"role": "user", "content": "hello"}]}
    settings = {"sigma_tokens": 0.8, "median_tokens": 20}
    one, same, other = start(seed=1, **settings), start(seed=1, **settings), start(seed=2)
    assert one.post(chat).body == same.post(chat).body != other.post(chat).body
    assert one.post(chat).body == one.post(chat).body


def test_a_stream_ends_with_usage_when_asked(start: Start) -> None:
    """The token counts are in the last chunk before the end, and only if the client asks for them."""
    simulator = start()
    ask = {"stream": True, "max_tokens": 3}
    plain = simulator.post(ask).body.decode()
    assert "usage" not in plain
    counted = simulator.post({**ask, "stream_options": {"include_usage": True}}).body.decode()
    *_, last, end = counted.strip().split("\n\n")
    assert json.loads(last.removeprefix("data: "))["usage"]["completion_tokens"] == 3
    assert end == "data: [DONE]"


def test_only_the_last_event_has_token_counts(start: Start) -> None:
    """With token counts at the end, every other event has `null` in their place, as at OpenAI."""
    body = {"stream": True, "max_tokens": 2, "stream_options": {"include_usage": True}}
    *others, last, _ = start().post(body).body.decode().strip().split("\n\n")
    assert [json.loads(one.removeprefix("data: "))["usage"] for one in others] == [None] * 3
    assert json.loads(last.removeprefix("data: "))["choices"] == []


@pytest.mark.parametrize(
    ("path", "limit", "place", "cut", "whole"),
    [
        ("/v1/chat/completions", "max_completion_tokens", "finish_reason", "length", "stop"),
        ("/v1/completions", "max_tokens", "finish_reason", "length", "stop"),
        ("/v1/responses", "max_output_tokens", "status", "incomplete", "completed"),
        ("/v1/messages", "max_tokens", "stop_reason", "max_tokens", "end_turn"),
    ],
)
def test_an_answer_says_whether_it_was_cut(
    start: Start, *, path: str, limit: str, place: str, cut: str, whole: str
) -> None:
    """The reason for the end of an answer tells whether the limit of the request has cut it."""
    simulator = start(median_tokens=8)
    for tokens, reason in ((3, cut), (20, whole)):
        answer = simulator.post({limit: tokens}, path).json()
        assert {**answer, **answer.get("choices", [{}])[0]}[place] == reason


def test_the_stream_of_a_response(start: Start) -> None:
    """The Responses API's events are numbered, and the last one has the whole response with its token counts."""
    body = {"model": "llama", "input": "hello there", "max_output_tokens": 2}
    simulator = start()
    events = simulator.events(body, "/v1/responses")
    assert [name for name, _ in events] == [
        "response.created",
        "response.in_progress",
        "response.output_item.added",
        "response.content_part.added",
        "response.output_text.delta",
        "response.output_text.delta",
        "response.output_text.done",
        "response.content_part.done",
        "response.output_item.done",
        "response.incomplete",
    ]
    assert [(data["type"], data["sequence_number"]) for _, data in events] == [
        (name, number) for number, (name, _) in enumerate(events)
    ]
    text = "".join(data["delta"] for name, data in events if name.endswith(".delta"))
    response = events[-1][1]["response"]
    assert response == simulator.post(body, "/v1/responses").json()
    assert response["output"][0]["content"][0]["text"] == text
    assert (response["model"], response["usage"]["output_tokens"]) == ("llama", 2)


def test_the_stream_of_a_response_begins_before_its_first_token(start: Start) -> None:
    """A response is created before the model has read the prompt, so a client soon gets its first event."""
    simulator = start(time_to_first_token=60)
    with closing(http.client.HTTPConnection("127.0.0.1", simulator.port, timeout=5)) as connection:
        connection.request("POST", "/v1/responses", '{"stream": true}')
        assert connection.getresponse().readline() == b"event: response.created\n"


def test_the_stream_of_a_message(start: Start) -> None:
    """The Messages API's events have their kinds as names, and the one before the last has the token counts."""
    body = {"model": "llama", "messages": [{"role": "user", "content": "hello"}], "max_tokens": 2}
    simulator = start()
    events = simulator.events(body, "/v1/messages")
    assert [name for name, _ in events] == [
        "message_start",
        "content_block_start",
        "ping",
        "content_block_delta",
        "content_block_delta",
        "content_block_stop",
        "message_delta",
        "message_stop",
    ]
    assert all(name == data["type"] for name, data in events)
    whole = simulator.post(body, "/v1/messages").json()
    text = "".join(data["delta"]["text"] for name, data in events if name == "content_block_delta")
    assert whole["content"] == [{"type": "text", "text": text}]
    assert events[-2][1]["usage"] == whole["usage"]
    assert events[-2][1]["delta"]["stop_reason"] == whole["stop_reason"] == "max_tokens"


@pytest.mark.parametrize("path", ["/v1/chat/completions", "/v1/completions", "/v1/responses", "/v1/messages"])
def test_a_stream_without_tokens_is_complete(start: Start, path: str) -> None:
    """An answer of no tokens is a stream with a beginning and an end."""
    body = {"stream": True, "max_tokens": 0, "max_output_tokens": 0}
    reply = start().post(body, path)
    assert (reply.status, reply.headers["content-type"]) == (200, "text/event-stream")
    assert reply.body.count(b"data: ") >= 2


def test_embeddings(start: Start) -> None:
    """Each input has a vector, the same on every replica, as numbers or in base64."""
    one, other = start(), start()
    body = {"model": "bge", "input": ["hello", "there"], "dimensions": 4}
    answer = one.post(body, "/v1/embeddings").json()
    assert answer == other.post(body, "/v1/embeddings").json()
    assert [(item["index"], len(item["embedding"])) for item in answer["data"]] == [(0, 4), (1, 4)]
    assert answer["usage"] == {"prompt_tokens": 2, "total_tokens": 2}
    encoded = one.post({**body, "input": "there", "encoding_format": "base64"}, "/v1/embeddings").json()
    vector = struct.unpack("<4f", base64.b64decode(encoded["data"][0]["embedding"]))
    assert list(vector) == answer["data"][1]["embedding"]
    assert len(one.post({"input": [1, 2, 3]}, "/v1/embeddings").json()["data"]) == 1


def test_an_embedding_takes_a_slot(start: Start) -> None:
    """The model computes embeddings, so that a full server refuses them."""
    simulator = start(concurrency=1, queue=0, time_to_first_token=0.5)
    with ThreadPoolExecutor(2) as pool:
        replies = list(pool.map(lambda _: simulator.post({}, "/v1/embeddings"), range(2)))
    assert sorted(reply.status for reply in replies) == [200, 429]


def test_tokens_are_counted_without_a_slot(start: Start) -> None:
    """Counts of tokens need no slot: a server that is busy still answers."""
    simulator = start(concurrency=1, queue=0, time_to_first_token=60)
    chat = [{"role": "user", "content": "hello there"}]
    with socket.create_connection(("127.0.0.1", simulator.port)) as client:
        client.sendall(b"POST /v1/completions HTTP/1.1\r\ncontent-length: 2\r\n\r\n{}")
        wait_for("the request's start", lambda: simulator.control("GET", "/load")["running"] == 1)
        tokens = simulator.post({"prompt": "one two three"}, "/tokenize").json()
        counted = simulator.post({"messages": chat}, "/v1/messages/count_tokens").json()
        input_tokens = simulator.post({"input": "hello"}, "/v1/responses/input_tokens").json()
    assert (tokens["count"], len(tokens["tokens"])) == (3, 3)
    assert counted["input_tokens"] > input_tokens["input_tokens"] > 0
    assert input_tokens["object"] == "response.input_tokens"


@pytest.mark.parametrize(
    "path",
    [
        "/v1/chat/completions",
        "/v1/completions",
        "/v1/responses",
        "/v1/responses/input_tokens",
        "/v1/embeddings",
        "/tokenize",
    ],
)
def test_a_server_has_its_models_only(start: Start, path: str) -> None:
    """A request for another model gets 404; without a name it is for the server's first model."""
    simulator = start(models="llama,Qwen/Qwen3-32B")
    reply = simulator.post({"model": "gpt-4o", "stream": True}, path)
    assert (reply.status, reply.json()["error"]["code"]) == (404, "model_not_found")
    assert [simulator.post(body, path).status for body in ({"model": "llama"}, {})] == [200, 200]


def test_without_names_a_server_has_every_model(start: Start) -> None:
    """By default the model of a request is that of its answer, under any name."""
    simulator = start()
    assert simulator.post({"model": "any"}).json()["model"] == "any"
    assert simulator.get("/v1/models/any").json()["id"] == "any"


def test_the_list_of_models(start: Start) -> None:
    """The models can be listed and retrieved by their names, including names with an encoded slash."""
    simulator = start(models="llama,Qwen/Qwen3-32B")
    assert [model["id"] for model in simulator.get("/v1/models").json()["data"]] == ["llama", "Qwen/Qwen3-32B"]
    for path in ("/v1/models/Qwen/Qwen3-32B", "/v1/models/Qwen%2FQwen3-32B"):
        assert simulator.get(path).json()["id"] == "Qwen/Qwen3-32B"
    missing = simulator.get("/v1/models/gpt-4o")
    assert (missing.status, missing.json()["error"]["code"]) == (404, "model_not_found")


@pytest.mark.parametrize(
    ("mode", "body", "status", "kind"),
    [
        ("normal", {"model": "gpt-4o"}, 404, "not_found_error"),
        ("normal", {"model": 1}, 400, "invalid_request_error"),
        ("refuse?status=429", {}, 429, "rate_limit_error"),
        ("refuse?status=503", {}, 503, "api_error"),
        ("refuse?status=529", {}, 529, "overloaded_error"),
    ],
)
@pytest.mark.parametrize("path", ["/v1/messages", "/v1/messages/count_tokens"])
def test_errors_of_the_messages_api(
    start: Start, *, path: str, mode: str, body: dict[str, Any], status: int, kind: str
) -> None:
    """The Messages API has Anthropic's errors, including those that have no standard status."""
    simulator = start(models="llama")
    simulator.control("PUT", f"/mode/{mode}")
    reply = simulator.post(body, path)
    assert (reply.status, reply.json()["type"], reply.json()["error"]["type"]) == (status, "error", kind)


def test_the_queue_is_bounded(start: Start) -> None:
    """One request runs, one waits, and the third gets 429 with Retry-After."""
    simulator = start(concurrency=1, queue=1, time_to_first_token=0.5)
    with ThreadPoolExecutor(3) as pool:
        replies = list(pool.map(simulator.post, [{}] * 3))
    assert sorted(reply.status for reply in replies) == [200, 200, 429]
    assert [r.headers["retry-after"] for r in replies if r.status == 429] == ["1"]


def test_a_client_that_leaves_frees_its_slot(start: Start) -> None:
    """A request is cancelled when its client disconnects, as in a real model server."""
    simulator = start(concurrency=1, time_to_first_token=60)
    with socket.create_connection(("127.0.0.1", simulator.port)) as client:
        client.sendall(b"POST /v1/completions HTTP/1.1\r\ncontent-length: 2\r\n\r\n{}")
        wait_for("the request's start", lambda: simulator.control("GET", "/load")["running"] == 1)
    wait_for("the slot", lambda: simulator.control("GET", "/load")["running"] == 0)


def test_every_request_is_recorded(start: Start) -> None:
    """Method, path, headers, attempt and body can be read back, and cleared."""
    simulator = start()
    simulator.post({"prompt": "hello"}, "/v1/completions")
    (request,) = simulator.control("GET", "/requests")
    assert (request["method"], request["path"]) == ("POST", "/v1/completions")
    assert (request["attempt"], request["body"]) == (1, {"prompt": "hello"})
    assert simulator.control("DELETE", "/requests") == []


@pytest.mark.parametrize(
    ("mode", "error"),
    [("garbage", http.client.BadStatusLine), ("dying?tokens=0", ConnectionError)],
)
def test_a_faulty_mode_ends_with_normal(start: Start, mode: str, error: type[Exception]) -> None:
    """A fault lasts until the mode is normal again."""
    simulator = start()
    simulator.control("PUT", f"/mode/{mode}")
    with pytest.raises(error):
        simulator.post({})
    simulator.control("PUT", "/mode/normal")
    assert simulator.post({}).status == 200


def test_an_internal_error_breaks_the_connection(start: Start) -> None:
    """A request that the simulator can't handle doesn't leave its client waiting."""
    with pytest.raises(ConnectionError):
        start().post({"dimensions": "many"}, "/v1/embeddings")


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/v1/chat/completions", "max_completion_tokens"),
        ("/v1/completions", "max_tokens"),
        ("/v1/messages", "max_tokens"),
        ("/v1/responses", "max_output_tokens"),
    ],
)
def test_a_limit_that_is_no_number_is_refused(start: Start, path: str, name: str) -> None:
    """A bad limit is the client's error, as at vLLM and llama.cpp; null is no limit."""
    simulator = start()
    assert simulator.post({name: "many"}, path).status == 400
    assert simulator.post({name: None}, path).status == 200


def _spoken(simulator: Simulator, *parts: str | bytes) -> bytes:
    """What the simulator writes until it closes the connection, after these bytes."""
    with socket.create_connection(("127.0.0.1", simulator.port), timeout=5) as client:
        for part in parts:
            client.sendall(part if isinstance(part, bytes) else part.replace("\n", "\r\n").encode())
        with client.makefile("rb") as answers:
            return answers.read()


def test_an_answer_to_head_has_no_body(start: Start) -> None:
    """It has the length that an answer to GET would have, and the next answer follows its head."""
    said = _spoken(start(), "HEAD /v1/models HTTP/1.1\n\n", "GET /health HTTP/1.1\nConnection: close\n\n")
    first, second, rest = said.split(b"\r\n\r\n")
    assert b"content-length: 0" not in first
    assert second.startswith(b"HTTP/1.1 200 OK")
    assert rest == b""


@pytest.mark.parametrize("request_line", ["GET /health HTTP/1.1\nConnection: close\n\n", "GET /health HTTP/1.0\n\n"])
def test_a_client_can_ask_for_the_end_of_its_connection(start: Start, request_line: str) -> None:
    """The answer says that it is the last, and the server closes the connection after it."""
    said = _spoken(start(keep_alive=60), request_line)
    assert b"connection: close" in said


def test_an_idle_connection_is_closed(start: Start) -> None:
    """Between requests the server waits for its keep-alive time, and not during an answer."""
    simulator = start(keep_alive=0.2, time_to_first_token=0.5)
    started = time.monotonic()
    chat = "POST /v1/chat/completions HTTP/1.1\ncontent-length: 2\n\n{}"
    said = _spoken(simulator, chat)
    assert said.startswith(b"HTTP/1.1 200 OK")
    assert b"connection: close" not in said
    assert 0.7 <= time.monotonic() - started < 3


def test_a_server_can_close_the_connection_after_a_stream(start: Start) -> None:
    """The head of a stream doesn't say so, and the connections of other answers stay open."""
    simulator = start(keep_alive=60, closes_streams=1)
    body = '{"stream": true}'
    said = _spoken(
        simulator,
        "GET /v1/models HTTP/1.1\n\n",
        f"POST /v1/completions HTTP/1.1\ncontent-length: {len(body)}\n\n{body}",
    )
    assert said.endswith(b"data: [DONE]\n\n\r\n0\r\n\r\n")
    assert b"connection: close" not in said


def test_the_trailers_of_a_body_are_no_request(start: Start) -> None:
    """A body in chunks may have trailers and extensions, after which the next request begins."""
    chunked = "POST /v1/completions HTTP/1.1\ntransfer-encoding: chunked\n\n2;name=value\n{}\n0\ntrailer: 1\n\n"
    said = _spoken(start(), chunked, "GET /health HTTP/1.0\n\n")
    assert said.count(b"HTTP/1.1 200 OK") == 2


@pytest.mark.parametrize(
    "said",
    [
        "nonsense\n\n",
        "PRI * HTTP/2.0\n\n",
        "POST / HTTP/1.1\ncontent-length: many\n\n",
        "POST / HTTP/1.1\ncontent-length: 2\ntransfer-encoding: chunked\n\n2\n{}\n0\n\n",
    ],
    ids=["no request", "HTTP/2", "no length", "two lengths"],
)
def test_bytes_that_are_no_request_are_refused(start: Start, said: str) -> None:
    """The server answers 400 and closes the connection."""
    assert _spoken(start(keep_alive=60), said).startswith(b"HTTP/1.1 400 Bad Request")


def test_pages_of_all_origins_are_allowed(start: Start) -> None:
    """The server answers browsers as llama.cpp does, preflights as well, so a proxy must not pass these headers on."""
    simulator = start()
    page = "Origin: https://a.example\nConnection: close\n\n"
    for line in ("GET /v1/models", "GET /nothing"):
        assert b"access-control-allow-origin: https://a.example" in _spoken(simulator, f"{line} HTTP/1.1\n{page}")
    asked = f"OPTIONS /v1/completions HTTP/1.1\nAccess-Control-Request-Method: POST\n{page}"
    assert b"access-control-allow-headers: *" in _spoken(simulator, asked)


def test_a_body_that_is_not_json_is_refused(start: Start) -> None:
    """A bad request gets an error in OpenAI's format."""
    simulator = start()
    for body in ("{", "[]", '{"stream_options": 1}'):
        reply = _send(simulator.port, "POST", "/v1/completions", body)
        assert reply.status == 400
        assert reply.json()["error"]["type"] == "invalid_request_error"


def test_paths_have_the_base_path(start: Start) -> None:
    """A provider with another base path doesn't serve /v1."""
    simulator = start(base_path="/v1beta/openai")
    assert simulator.post({}, "/v1beta/openai/chat/completions").status == 200
    assert [simulator.post({}, path).status for path in ("/v1/chat/completions", "/chat/completions")] == [404, 404]


def test_the_api_by_tls(start: Start, tmp_path: Path) -> None:
    """A client that trusts the authority gets an answer under the name in the certificate."""
    authority = Certificate(tmp_path, "authority", ["authority.invalid"])
    served = Certificate(tmp_path, "provider", ["localhost"], authority)
    simulator = start(certificate=str(served.file), key=str(served.key))
    trust = trusting([authority])
    with closing(http.client.HTTPSConnection("localhost", simulator.port, timeout=5, context=trust)) as connection:
        connection.request("GET", "/v1/models")
        assert connection.getresponse().status == 200


def test_a_handshake_for_another_name_is_refused(start: Start, tmp_path: Path) -> None:
    """A server with several hosts refuses handshakes without one of their names."""
    authority = Certificate(tmp_path, "authority", ["authority.invalid"])
    served = Certificate(tmp_path, "provider", ["localhost"], authority)
    simulator = start(certificate=str(served.file), key=str(served.key), server_names="api.example.net")
    client = http.client.HTTPSConnection("localhost", simulator.port, timeout=5, context=trusting([authority]))
    with closing(client), pytest.raises(ssl.SSLError):
        client.request("GET", "/v1/models")


def test_a_cached_prompt_is_fast_and_counted(start: Start) -> None:
    """A prompt takes its tokens over the rate, and nearly nothing again until the cache is emptied."""
    simulator = start(cache_tokens=16_000, prompt_tokens_per_second=2000)
    chat = {"messages": [{"role": "system", "content": "rule " * 1000}], "max_tokens": 1}

    def seconds() -> float:
        begin = time.monotonic()
        assert simulator.post(chat).status == 200
        return time.monotonic() - begin

    assert seconds() > 0.5
    assert seconds() < 0.4
    simulator.control("DELETE", "/cache")
    assert seconds() > 0.5
    load = simulator.control("GET", "/load")
    assert load["prompt_tokens"] == 3 * 1004
    assert load["cached_tokens"] == 1004 // 16 * 16


def test_metrics_are_at_the_path_of_vllm(start: Start) -> None:
    """Prometheus reads them, and they aren't recorded as requests of clients."""
    simulator = start(cache_tokens=1600, models="llama")
    simulator.post({"model": "llama", "max_tokens": 3})
    reply = simulator.get("/metrics")
    assert reply.headers["content-type"] == "text/plain; version=0.0.4"
    lines = reply.body.decode().splitlines()
    assert 'vllm:num_requests_waiting{engine="0",model_name="llama"} 0.0' in lines
    assert 'vllm:generation_tokens_total{engine="0",model_name="llama"} 3.0' in lines
    assert 'vllm:cache_config_info{engine="0",block_size="16",num_gpu_blocks="100"} 1.0' in lines
    assert [one["path"] for one in simulator.control("GET", "/requests")] == ["/v1/chat/completions"]


def test_adapters_are_in_the_metrics(start: Start) -> None:
    """Those that the lab has loaded; before that, the server has no LoRA."""
    simulator = start()
    assert "lora" not in simulator.get("/metrics").body.decode()
    for loaded in ("sql,search", ""):
        simulator.control("PUT", f"/adapters?loaded={loaded}")
        line = f'vllm:lora_requests_info{{max_lora="2",running_lora_adapters="{loaded}",waiting_lora_adapters=""}} 1.0'
        assert line in simulator.get("/metrics").body.decode().splitlines()


def test_a_prompt_that_never_has_room_is_refused(start: Start) -> None:
    """Prompt and answer together must fit into the cache; a smaller prompt is answered."""
    simulator = start(cache_tokens=160)
    assert simulator.post({"messages": [{"role": "user", "content": "word " * 200}]}).status == 400
    assert simulator.post({"messages": [{"role": "user", "content": "word " * 20}]}).status == 200


def test_events_may_have_several_tokens(start: Start) -> None:
    """The first token comes alone, and the others in events of the interval."""
    simulator = start(stream_interval=4)
    text = simulator.post({"stream": True, "max_tokens": 8, "messages": []}).body.decode()
    events = [json.loads(line.removeprefix("data: ")) for line in text.strip().split("\n\n")[:-1]]
    words = [event["choices"][0]["delta"].get("content", "").split() for event in events]
    assert [len(own) for own in words] == [1, 4, 3, 0]


def test_a_server_may_keep_few_requests(start: Start) -> None:
    """The last ones are kept; none at all for long loads."""
    few, none = start(recorded_requests=2), start(recorded_requests=0)
    for simulator, kept in ((few, ["/v1/models", "/health"]), (none, [])):
        for path in ("/health", "/v1/models", "/health"):
            simulator.get(path)
        assert [one["path"] for one in simulator.control("GET", "/requests")] == kept


def test_http2_answers_as_http1_does(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whole answers and streams, longer than what a client has room for at once; errors; and a broken stream."""
    monkeypatch.setattr(namespaces, "entered", lambda _: nullcontext())
    old, new = start(seed=1, tokens_per_second=1e6), start(seed=1, tokens_per_second=1e6, http2=1)
    client = Http2Connection("", "127.0.0.1", new.port, 10)

    def post(body: dict[str, Any], path: str = "/v1/chat/completions") -> tuple[int, bytes]:
        client.request("POST", path, json.dumps(body).encode(), {"host": "chat.example.com", "x-test": "a"})
        answer = client.getresponse()
        return answer.status, b"".join(iter(lambda: answer.read1(0), b""))

    prompt = "word " * 30_000
    for body in ({"max_tokens": 3}, {"max_tokens": 2000, "stream": True}):
        ask = {"messages": [{"role": "user", "content": prompt}], **body}
        status, answer = post(ask)
        assert (status, _without_time(answer)) == (200, _without_time(old.post(ask).body))
    assert post({}, "/v1/unknown")[0] == 404
    seen = new.control("GET", "/requests")[0]
    assert (seen["method"], seen["path"], seen["headers"]["host"], seen["headers"]["x-test"]) == (
        *("POST", "/v1/chat/completions"),
        *("chat.example.com", "a"),
    )
    new.control("PUT", "/mode/dying?tokens=2")
    with pytest.raises(ConnectionResetError):
        post({"messages": [], "max_tokens": 5, "stream": True})
    new.control("PUT", "/mode/normal")
    assert post({"messages": [], "max_tokens": 1})[0] == 200
    client.close()


def _without_time(answer: bytes) -> bytes:
    return re.sub(rb'"created": ?\d+', b"", answer)
