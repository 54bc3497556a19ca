"""The simulated model server, on the loopback address and without a lab."""

from __future__ import annotations

import http.client
import json
import socket
import ssl
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from lab.machine.certificates import Certificate, trusting
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

    def control(self, method: str, path: str) -> Any:
        """Send a request to the control port."""
        return json.loads(_send(self.control_port, method, path).body)


@dataclass(frozen=True)
class Reply:
    """A complete answer."""

    status: int
    headers: dict[str, str]
    body: bytes


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
        start().post({"max_tokens": "many"})


def test_a_body_that_is_not_json_is_refused(start: Start) -> None:
    """A bad request gets an error in OpenAI's format."""
    reply = _send(start().port, "POST", "/v1/completions", "{")
    assert reply.status == 400
    assert json.loads(reply.body)["error"]["type"] == "invalid_request_error"


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
