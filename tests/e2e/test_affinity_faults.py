"""Affinity while replicas die, join, are slow, drained or ejected, and while bodies, or all keys, can't be read."""

from __future__ import annotations

import gzip
import json
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
import yaml

from e2e.support import raw
from e2e.support.affinity import (
    KEYS,
    REPLICAS,
    api,
    forget_requests,
    keyed,
    one,
    prompt,
    received,
    replicas,
)
from e2e.support.keyed_load import (
    AT_HOME,
    BUSY,
    TENANTS,
    UNSERVED,
    Homes,
    at_home,
    find_homes,
    find_homes_fast,
    offer,
    replicas_behind,
    share_of,
)
from e2e.support.llm_gateways import HOST, NAMESPACE, Platform, platform
from lab.apps.app import App
from lab.apps.replica import Replica
from lab.environment import Lab
from lab.traffic.call import Answer
from lab.waits import wait_for
from llm_api_mesh import Ejection, Maglev, RingHash

ERRORS = r"llm-gateway/keys\.lua\.errors$"
CLUSTER = "outbound|80||chat.ai.svc.cluster.local"

# Of 200 keys, how many may move from one of seven replicas to another, if the eighth goes or joins. docs/affinity.md
# has these numbers.
MAGLEV, RING = 6, 40
ALGORITHMS = pytest.mark.parametrize(
    ("algorithm", "most_moved"), [(Maglev(), MAGLEV), (RingHash(), RING)], ids=["maglev", "ring"]
)
# Longer than it takes to look at all keys.
BRIEF = Ejection(base_time=timedelta(seconds=8), interval=timedelta(milliseconds=500))


@pytest.fixture(scope="module")
def gateway(shared_lab: Lab, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Platform]:
    """A gateway whose pods serve LLM APIs only."""
    folder = tmp_path_factory.mktemp("gateway")
    with platform(shared_lab, folder, "dedicated", as_told=True) as running:
        yield running


def _kill(lab: Lab, replica: Replica) -> None:
    """Kill a replica, and wait until the gateway has noticed the end of the connections that it had."""
    replica.kill()
    wait_for("the end of the broken connections", lambda: not lab.gateway.connections(replica.host.address))


@ALGORITHMS
def test_a_replica_dies_and_comes_back(
    gateway: Platform, tmp_path: Path, lab: Lab, algorithm: Maglev | RingHash, most_moved: int
) -> None:
    """A dead replica that is still listed takes no request along, and no other key moves; then few do."""
    keys = KEYS.model_copy(update={"algorithm": algorithm})
    with replicas_behind(gateway, tmp_path, load_balancer=keys, ejection=None) as app:
        before = find_homes(gateway)
        victim = app.replica(3)
        _kill(lab, victim)
        # The first attempt fails, and the retries of each key go to one other replica.
        during = find_homes(gateway, unserved=UNSERVED)
        assert before.moved(during, victim.name) == 0
        assert find_homes(gateway, unserved=UNSERVED) == during
        assert len({home for was, home in zip(before.of, during.of, strict=True) if was == victim.name}) > 1
        victim.restart()
        assert find_homes(gateway) == before
        app.remove_replica(3)
        lab.wait_applied()
        after = find_homes(gateway)
        assert after.count(victim.name) == 0
        assert before.moved(after, victim.name) <= most_moved
        (new,) = app.add()
        lab.wait_applied()
        joined = find_homes(gateway)
        assert after.moved(joined, new.name) <= most_moved
        assert TENANTS / REPLICAS / 3 < joined.count(new.name) < TENANTS / REPLICAS * 2.5


@ALGORITHMS
def test_a_replica_is_ejected_and_comes_back(
    gateway: Platform, tmp_path: Path, lab: Lab, algorithm: Maglev | RingHash, most_moved: int
) -> None:
    """While a replica is ejected, few keys of others move; afterwards all keys are where they were."""
    keys = KEYS.model_copy(update={"algorithm": algorithm})
    with replicas_behind(gateway, tmp_path, load_balancer=keys, ejection=BRIEF) as app:
        before = find_homes(gateway)
        victim = app.replica(3)
        victim.refuse(503)
        # 503 is retried.
        wait_for(
            "the ejection", lambda: bool(find_homes(gateway, unserved=UNSERVED)) and lab.gateway.ejected(CLUSTER) == 1
        )
        during = find_homes(gateway)
        assert lab.gateway.ejected(CLUSTER) == 1
        assert during.count(victim.name) == 0
        assert before.moved(during, victim.name) <= most_moved
        victim.heal()
        wait_for("the end of the ejection", lambda: not lab.gateway.ejected(CLUSTER), 30)
        assert find_homes(gateway) == before


def test_a_replica_is_drained_while_it_serves_streams(gateway: Platform, tmp_path: Path, lab: Lab) -> None:
    """The streams of a replica that leaves the endpoints go on to their end, and its keys move; others don't."""
    with replicas_behind(gateway, tmp_path, SLOW_STREAMS) as app:
        before = find_homes(gateway)
        leaving = app.replica(3)
        with _streams(gateway, app, before) as streams:
            leaving.set_ready(ready=False)
            lab.wait_applied()
            during = find_homes(gateway)
            assert during.count(leaving.name) == 0
            assert before.moved(during, leaving.name) <= MAGLEV
            assert not any(stream.done() for stream in streams)
        assert all(_is_whole(stream.result()) for stream in streams)
        leaving.set_ready(ready=True)
        lab.wait_applied()
        assert find_homes(gateway) == before


def test_a_replica_dies_while_it_serves_streams(gateway: Platform, tmp_path: Path, lab: Lab) -> None:
    """Only the streams of the dead replica break, all other requests are served, and no other key moves."""
    with replicas_behind(gateway, tmp_path, SLOW_STREAMS, ejection=None) as app:
        before = find_homes(gateway)
        victim = app.replica(3)
        with _streams(gateway, app, before) as streams:
            _kill(lab, victim)
            # Envoy closes a broken stream's connection with a delay.
            wait_for("the end of its streams", lambda: sum(stream.done() for stream in streams) == STREAMS)
            during = find_homes(gateway, unserved=UNSERVED)
            assert before.moved(during, victim.name) == 0
            assert sum(stream.done() for stream in streams) == STREAMS
            victim.restart()
            assert find_homes(gateway) == before
        answers = [stream.result() for stream in streams]
        assert all(_is_whole(answer) == (answer.replica != victim.name) for answer in answers)


# A first token, and so an answer of one token, comes at once.
SLOW_STREAMS = {"concurrency": 200, "time_to_first_token": 1e-6, "median_tokens": 60}
STREAMS = 3


@contextmanager
def _streams(gateway: Platform, app: App, homes: Homes) -> Iterator[list[Future[Answer]]]:
    """Streams of some keys of each replica, which end soon after the context."""
    for replica in app.replicas:
        replica.slow(factor=2000)
    with ThreadPoolExecutor(STREAMS * REPLICAS) as clients:
        streams = []
        for count in range(STREAMS):
            for replica in app.replicas:
                tenants = [tenant for tenant, home in enumerate(homes.of) if home == replica.name]
                body = prompt(tenants[count], stream=True) | {"max_tokens": 60}
                streams.append(clients.submit(one, gateway, body))
                wait_for("the stream", partial(_runs, replica, count + 1))
        yield streams
        for replica in app.replicas:
            replica.slow(factor=1)


def _runs(replica: Replica, count: int) -> bool:
    return replica.load()["running"] == count


def _is_whole(answer: Answer) -> bool:
    return answer.ok and answer.body.endswith(b"data: [DONE]\n\n")


def test_a_slow_replica_keeps_a_part_of_its_requests(gateway: Platform, tmp_path: Path) -> None:
    """A replica that takes ten times as long gets far fewer requests; the other keys stay as they do without it."""
    with replicas_behind(gateway, tmp_path, BUSY) as app:
        known = find_homes_fast(gateway, app)
        slow = app.replica(3)
        usual = offer(gateway, 480)()
        slow.slow(factor=10)
        during = offer(gateway, 480)()
    assert {each.answer.status for each in (*usual, *during)} == {200}
    shares = [share_of(sent, slow.name) for sent in (usual, during)]
    kept = [at_home(sent, known, without=[slow.name]) for sent in (usual, during)]
    assert shares[1] < shares[0] / 2, shares
    assert min(kept) > AT_HOME, kept


def test_a_replica_dies_and_another_joins_under_load(gateway: Platform, tmp_path: Path, lab: Lab) -> None:
    """Only requests of the dead replica fail, hardly any later one, and none when one joins; other keys stay there."""
    with replicas_behind(gateway, tmp_path, BUSY) as app:
        known = find_homes_fast(gateway, app)
        victim = app.replica(3)
        usual = offer(gateway, 480)()
        wait = offer(gateway, 480)
        wait_for("requests at the replica", lambda: victim.load()["running"] > 2)
        had = victim.load()["running"]
        _kill(lab, victim)
        dead = time.monotonic()
        during = wait()
        app.remove_replica(3)
        lab.wait_applied()
        wait = offer(gateway, 480)
        (new,) = app.add()
        lab.wait_applied()
        joined = wait()
    failed = [each for each in during if not each.answer.ok]
    assert {each.answer.status for each in (*usual, *joined)} == {200}
    assert len({each.tenant for each in failed if each.start >= dead}) <= UNSERVED
    # It may have got some more before it died.
    assert 0 < sum(each.start < dead for each in failed) <= had + 8
    assert new.name in {each.answer.replica for each in joined}
    kept = {
        name: at_home(sent, known, without=[victim.name])
        for name, sent in (("usual", usual), ("dead", during), ("joined", joined))
    }
    assert min(kept["usual"], kept["dead"]) > AT_HOME, kept
    # The new replica gets an eighth of the keys.
    assert kept["joined"] > AT_HOME - 1 / REPLICAS, kept


@pytest.fixture(scope="module")
def chat(gateway: Platform) -> Iterator[App]:
    """The replicas of the API."""
    app = gateway.lab.app("cached", namespace="ai", labels={"app": "cached"}, replicas=REPLICAS)
    yield app
    gateway.lab.remove(app)


@pytest.fixture
def served(gateway: Platform, chat: App, tmp_path: Path, lab: Lab) -> Iterator[App]:
    """The replicas, behind the API."""
    assert lab
    with api(gateway, tmp_path):
        yield chat


JSON = [("content-type", "application/json")]


@pytest.mark.usefixtures("served")
def test_what_can_t_be_read_goes_on_without_a_key(chat: App, lab: Lab) -> None:
    """A body that is malformed, compressed or of another type gets the server's answer."""
    good = json.dumps(prompt(1)).encode()
    forget_requests(chat)
    broken = {
        "cut": raw.whole(HOST, good[:-20], JSON),
        "cut, in chunks": raw.chunked(HOST, [good[:50], good[50:-20]], JSON),
        "no JSON": raw.whole(HOST, b"x" * 100, JSON),
        "bytes": raw.whole(HOST, bytes(range(256)) * 20, JSON),
        "a list": raw.whole(HOST, b"[" + good + b"]", JSON),
        "compressed": raw.whole(HOST, gzip.compress(good), [*JSON, ("content-encoding", "gzip")]),
        "compressed in another way": raw.whole(HOST, good, [*JSON, ("content-encoding", "br")]),
        "of another type": raw.whole(HOST, good, [("content-type", "text/plain")]),
    }
    statuses = {name: raw.send(lab, request).status for name, request in broken.items()}
    # Of the replica, which can't read these.
    readable = {"compressed in another way": 200, "of another type": 200}
    assert statuses == dict.fromkeys(broken, 400) | readable
    assert len(received(chat)) == len(broken)
    assert not keyed(chat)


@pytest.mark.usefixtures("served")
def test_a_body_over_the_limit_is_refused(chat: App, lab: Lab) -> None:
    """A body that is longer than `max_request_bytes` gets 413, whether its length is announced or not."""
    forget_requests(chat)
    body = json.dumps(prompt(1, "x" * 5 * 1024**2)).encode()
    assert raw.send(lab, raw.whole(HOST, body, JSON)).status == 413
    with raw.connection(lab) as opened:
        # The gateway answers before all of it is sent.
        with suppress(OSError):
            opened.sendall(raw.chunked(HOST, [body], JSON))
        assert raw.read(opened).status == 413
    assert not received(chat)


@pytest.mark.usefixtures("served")
@pytest.mark.parametrize("size", [1_000_000, 1_100_000, 3_000_000])
def test_a_long_body_has_the_key_of_its_beginning(gateway: Platform, chat: App, size: int) -> None:
    """Only the first MiB is read: what a conversation begins with is usually there, and otherwise there is no key."""
    home = set(replicas(gateway, [prompt(1, "Hi", "Yes", "Go on")]))
    assert set(replicas(gateway, [prompt(1, "Hi", "Yes", "x" * size)] * 2)) == home
    forget_requests(chat)
    late = {"user": "x" * size, **prompt(1, "Hi", "Yes", "Go on")}
    assert one(gateway, late).status == 200
    assert len(received(chat)) == 1
    assert len(keyed(chat)) == (size < 1024**2)


@pytest.mark.usefixtures("served")
def test_a_slow_body_has_its_key(gateway: Platform, lab: Lab) -> None:
    """A body that comes in many pieces has its key, as the gateway waits for the body anyway; others don't wait."""
    home = set(replicas(gateway, [prompt(1, "Hi", "Yes", "Go on")]))
    body = json.dumps(prompt(1, "Hi", "Yes")).encode()
    size = len(body) // 100 + 1
    with raw.connection(lab) as opened:
        opened.sendall(raw.head(HOST, [*JSON, ("content-length", str(len(body)))]))
        for start in range(0, len(body), size):
            time.sleep(0.02)
            opened.sendall(body[start : start + size])
            if start == 50 * size:
                assert one(gateway, prompt(1, "Hi", "Yes", "Go on")).seconds < 1
        answer = raw.read(opened)
    assert (answer.status, {answer.replica}) == (200, home)


@pytest.mark.usefixtures("served")
def test_a_body_that_never_ends_reaches_no_replica(gateway: Platform, chat: App, lab: Lab) -> None:
    """A client that stops in the middle of a body takes no replica's time."""
    forget_requests(chat)
    with raw.connection(lab) as opened:
        opened.sendall(raw.head(HOST, [*JSON, ("content-length", "1000")]) + b'{"messages": [')
        assert one(gateway, prompt(1)).status == 200
    assert len(received(chat)) == 1


@pytest.mark.usefixtures("served")
def test_a_reader_that_fails_is_counted(gateway: Platform, tmp_path: Path, lab: Lab) -> None:
    """If the script fails, requests are served without a key, and a counter shows it."""
    home = one(gateway, prompt(1)).replica
    before = sum(lab.gateway.stats(ERRORS).values())
    filters = gateway.lab.cluster.kubectl("get", "envoyfilter", "-n", NAMESPACE, "llm-listeners", "-o", "yaml")
    good = yaml.safe_load(filters)
    good = {key: good[key] for key in ("apiVersion", "kind", "spec")} | {
        "metadata": {"name": "llm-listeners", "namespace": NAMESPACE}
    }
    broken = json.loads(json.dumps(good))
    for patch in broken["spec"]["configPatches"]:
        value = patch["patch"].get("value", {})
        if patch["applyTo"] == "EXTENSION_CONFIG" and value["name"] == "llm-gateway/keys":
            value["typed_config"]["default_source_code"]["inline_string"] = _FAILS
    (tmp_path / "broken.yaml").write_text(yaml.safe_dump(broken))
    (tmp_path / "good.yaml").write_text(yaml.safe_dump(good))
    try:
        lab.apply(tmp_path / "broken.yaml")
        answers = [one(gateway, prompt(1)) for _ in range(30)]
        assert {answer.status for answer in answers} == {200}
        assert len({answer.replica for answer in answers}) > REPLICAS / 2
        assert sum(lab.gateway.stats(ERRORS).values()) >= before + 30
    finally:
        lab.apply(tmp_path / "good.yaml")
    assert one(gateway, prompt(1)).replica == home


_FAILS = "function envoy_on_request(handle) local body = handle:body() error('broken') end"
