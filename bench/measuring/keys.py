"""The cost of the scripts that read bodies: the same requests through an Envoy with one of them and with none.

One bare Envoy has a listener for each, with the filters of the gateway. All of them read the model of each body, for
which they wait for the whole body. One also reads its keys, and one counts the models that it names. They take turns.
All answer by themselves, so that nothing else takes time.
"""

from __future__ import annotations

import json
import random
import socket
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from typing import Any

from bench.measuring import cpu
from bench.measuring.client import whole
from bench.measuring.errors import AnswerError
from bench.measuring.overhead import Overhead, difference
from bench.measuring.progress import say
from bench.measuring.shapes import MODEL, Shape, body
from lab.tools import cache
from lab.waits import wait_for
from llm_api_mesh.plan.llm_gateway.headers import OPENING
from llm_api_mesh.resources.llm_gateway.caller_filter import one_model
from llm_api_mesh.resources.llm_gateway.shared_filters import READ_FILTER, json_to_metadata, key_reader

KB, HUNDRED_KB, MB = 1_000, 100_000, 1_000_000
SIZES: Mapping[int, int] = {KB: 60, 10 * KB: 60, HUNDRED_KB: 30, MB: 6}
"""The size of a body in bytes, and the number of requests of that size in a turn."""

CONVERSATION = "a long system prompt and an answer"
"""The whole system prompt is a part of the key."""
SLOWEST = "made to be slow: parts"
"""As many parts of a message as the script reads, and as many again. No other body is known to take it longer."""
TOOLS = "made to be slow: empty tools"

PLAIN, KEYS, MODELS = "plain", "keys", "models"
"""The listeners: without a script, with the reader of keys, and with the one that counts the models of a body."""
SCRIPTS = (KEYS, MODELS)

_LISTENERS = (PLAIN, *SCRIPTS)
_TWO_MODELS = b'{"model":"a","model":"b"}'
_OPENING_CHARACTERS = 4096
# The gateway keeps bodies of up to 4 MiB.
_BUFFER_BYTES = 4 * 1024**2
_TIMEOUT_SECONDS = 10.0
_READ_SIZE = 65536
_WARM_UP = 2
_TYPES = "type.googleapis.com/envoy.extensions.filters"


@dataclass
class Figures:
    """The turns of each listener with a body, in seconds."""

    turns: Mapping[str, Overhead] = field(default_factory=lambda: {name: Overhead() for name in _LISTENERS})

    def added_latency(self, script: str) -> float:
        """The latency that a script adds to a request."""
        return difference(self.turns[script].latency, self.turns[PLAIN].latency)

    def added_cpu(self, script: str) -> float:
        """The CPU time that a script adds to a request."""
        return difference(self.turns[script].cpu, self.turns[PLAIN].cpu)


@dataclass(frozen=True)
class Case:
    """A body, and what was measured with it."""

    name: str
    size: int
    figures: Figures


def bodies(size: int) -> dict[str, bytes]:
    """Bodies of this size, by what most of each consists of."""
    return {
        CONVERSATION: _conversation(size),
        **{str(shape): body(shape, size) for shape in Shape},
        TOOLS: _slow(size, '"tools":[', "{}", "]}"),
        SLOWEST: _slow(size, '"messages":[{"role":"user","content":[', '{"text":"a"}', "]}]}"),
    }


def _conversation(size: int) -> bytes:
    def written(prompt: str) -> bytes:
        turns = [("system", prompt), ("user", "Is it?"), ("assistant", "Yes, it is."), ("user", "And why?")]
        messages = [{"role": role, "content": text} for role, text in turns]
        return json.dumps({"model": MODEL, "messages": messages, "max_tokens": 1}, separators=(",", ":")).encode()

    words = cycle("You answer the questions of the clients of a shop, in few words and with its rules. ")
    return written("".join(next(words) for _ in range(size - len(written("")))))


def _slow(size: int, start: str, piece: str, end: str) -> bytes:
    """A body of the same short piece, as often as there is room for it."""
    start = f'{{"model":"{MODEL}",{start}'
    count = (size - len(start) - len(end)) // (len(piece) + 1)
    return f"{start}{','.join([piece] * count)}{end}".encode().ljust(size)


def measure(sizes: Sequence[int], turns: int) -> list[Case]:
    """Measure a number of turns of each listener, with each body and each size."""
    given = {(size, name): text for size in sizes for name, text in bodies(size).items()}
    found = {key: Figures() for key in given}
    with _envoy() as running:
        _require_scripts(running)
        for turn in range(turns):
            say(f"turn {turn + 1} of {turns}")
            for key, text in given.items():
                # In random order, because each finds the memory in the state in which another one has left it.
                for listener in random.Random(f"{turn}-{key}").sample(_LISTENERS, len(_LISTENERS)):  # noqa: S311 - an order
                    running.take_turn(listener, text, SIZES[key[0]], found[key].turns[listener])
    return [Case(name, size, figures) for (size, name), figures in found.items()]


@dataclass(frozen=True)
class _Envoy:
    """A running Envoy, and the ports of its listeners."""

    pid: int
    ports: Mapping[str, int]

    def take_turn(self, listener: str, text: bytes, requests: int, into: Overhead) -> None:
        """Send a request several times, and record the median latency and the CPU time of each."""
        for _ in self.send(listener, text, _WARM_UP):
            pass
        before = cpu.of_process(self.pid)
        latencies = [seconds for seconds, _ in self.send(listener, text, requests)]
        into.cpu.append((cpu.of_process(self.pid) - before) / requests)
        into.latency.append(statistics.median(latencies))

    def send(self, listener: str, text: bytes, count: int) -> Iterator[tuple[float, bytes]]:
        """The seconds of each request, one after another on one connection, and its answer."""
        head = f"POST / HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: {len(text)}\r\n\r\n"
        request = head.encode() + text
        with socket.create_connection(("127.0.0.1", self.ports[listener]), _TIMEOUT_SECONDS) as connection:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            for _ in range(count):
                begin = time.perf_counter()
                connection.sendall(request)
                received = b""
                while not whole(received):
                    received += _part(connection, received)
                yield time.perf_counter() - begin, received


def _part(connection: socket.socket, received: bytes) -> bytes:
    part = connection.recv(_READ_SIZE)
    if not part or not (received + part).startswith(b"HTTP/1.1 200 "[: len(received + part)]):
        raise AnswerError(f"Envoy answered {received + part!r}")
    return part


def _require_scripts(running: _Envoy) -> None:
    """Raise unless each listener does what its script does, and nothing else."""
    text = _conversation(KB)
    found = {}
    for listener in _LISTENERS:
        ((_, answer),) = running.send(listener, text, 1)
        found[listener] = (b"\r\nx-key: " in answer, _refuses_two_models(running, listener))
    if found != {PLAIN: (False, False), KEYS: (True, False), MODELS: (False, True)}:
        raise AnswerError(f"keys found, and two models refused: {found}")


def _refuses_two_models(running: _Envoy, listener: str) -> bool:
    try:
        for _ in running.send(listener, _TWO_MODELS, 1):
            pass
    except AnswerError as error:
        if "HTTP/1.1 400 " not in str(error):
            raise
        return True
    return False


@contextmanager
def _envoy() -> Iterator[_Envoy]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        bootstrap = {
            "admin": {"address": _ADDRESS},
            "static_resources": {"listeners": [_listener(one) for one in _LISTENERS]},
        }
        (folder / "envoy.json").write_text(json.dumps(bootstrap))
        command = [
            *(str(cache.envoy()), "-c", str(folder / "envoy.json"), "--admin-address-path", str(folder / "admin")),
            *("--concurrency", "1", "--disable-hot-restart", "-l", "error"),
        ]
        with subprocess.Popen(command) as process:
            try:
                yield _Envoy(process.pid, wait_for("Envoy's listeners", lambda: _ports(folder / "admin")))
            finally:
                process.terminate()


def _ports(admin: Path) -> Mapping[str, int]:
    """The ports of the listeners; none if Envoy isn't ready."""
    if not admin.exists() or ":" not in admin.read_text():
        return {}
    address, port = admin.read_text().rsplit(":", 1)
    with socket.create_connection((address, int(port)), _TIMEOUT_SECONDS) as connection:
        connection.sendall(b"GET /listeners?format=json HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")
        received = b""
        while part := connection.recv(_READ_SIZE):
            received += part
    text = received[received.index(b"{") : received.rindex(b"}") + 1]
    listeners = json.loads(text)["listener_statuses"]
    found = {one["name"]: int(one["local_address"]["socket_address"]["port_value"]) for one in listeners}
    return found if found.keys() == set(_LISTENERS) and all(found.values()) else {}


# A free port.
_ADDRESS = {"socket_address": {"address": "127.0.0.1", "port_value": 0}}


def _listener(name: str) -> dict[str, Any]:
    scripts = {KEYS: key_reader(["x-session-id"], _OPENING_CHARACTERS), MODELS: one_model()}
    filters = [
        {"name": READ_FILTER, "typed_config": json_to_metadata()},
        *([scripts[name]] if name in scripts else []),
        {"name": "router", "typed_config": {"@type": f"{_TYPES}.http.router.v3.Router"}},
    ]
    answer = {
        "match": {"prefix": "/"},
        "direct_response": {"status": 200, "body": {"inline_string": "read"}},
        "response_headers_to_add": [{"header": {"key": "x-key", "value": f"%REQ({OPENING})%"}}],
    }
    manager = {
        "@type": f"{_TYPES}.network.http_connection_manager.v3.HttpConnectionManager",
        "stat_prefix": name,
        "route_config": {"virtual_hosts": [{"name": "all", "domains": ["*"], "routes": [answer]}]},
        "http_filters": filters,
    }
    return {
        "name": name,
        "address": _ADDRESS,
        "per_connection_buffer_limit_bytes": _BUFFER_BYTES,
        "filter_chains": [{"filters": [{"name": "http", "typed_config": manager}]}],
    }
