"""The prefix benchmark's balancers and its command: what it needs, measures in which order, and prints."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml

from bench import prefix
from bench.measuring import apis, cpu, overhead
from bench.measuring.origin import UNKNOWN, Origin
from bench.measuring.overhead import DIRECT, Overhead
from bench.measuring.prefix import stage as measuring
from bench.measuring.prefix.figures import Point, Run, Times, Used
from bench.measuring.prefix.loads import Extent
from bench.measuring.prefix.record import Record
from bench.measuring.prefix.replicas import Scale
from bench.measuring.prefix.results import WITHOUT_KEYS, Results
from bench.measuring.prefix.stage import Plan
from bench.measuring.prefix.workloads import SESSION_HEADER
from bench.peers.hashing import HashingHAProxy
from bench.peers.installed import Installed
from bench.peers.prefix import (
    BY_NAME,
    DEFAULT,
    OTHERS,
    AtPods,
    ByEvenPicker,
    ByPicker,
    Gateways,
    leave_out_keys,
    make,
    write_gateway,
)
from bench.peers.routers import VLLM, SGLang, StickyVLLM
from lab.errors import MissingError
from lab.tools import cache
from llm_api_mesh import LlmGatewayRef, MeshApp

ORIGIN = Origin("abc123", "two cores")
RUN = Run(Point(0.5, Used(100, 80, 1.0, 5.0, 10.0), Times(100, 0, 0, 0.123, 0.5)), 0.8, 0.5)
CONDITIONS = {"step": 0.1}


@pytest.fixture
def lab(tmp_path: Path) -> Any:
    """What peers need of a lab to be made."""
    return SimpleNamespace(state=SimpleNamespace(folder=tmp_path), hub=SimpleNamespace(namespace="hub"))


@pytest.fixture
def backends() -> Any:
    """Two replicas."""
    return SimpleNamespace(
        replicas=[SimpleNamespace(host=SimpleNamespace(address=f"10.77.0.{number}")) for number in (2, 3)]
    )


def test_names_are_unique_and_say_what_is_measured() -> None:
    """Each balancer has a name of its own on the command line."""
    assert len(BY_NAME) == len(DEFAULT) + len(OTHERS)


@pytest.mark.parametrize("name", [name for name, kind in BY_NAME.items() if issubclass(kind, AtPods)])
def test_apis_are_at_the_benchmark_s_gateway(name: str, tmp_path: Path, lab: Any, backends: Any) -> None:
    """Each API can be written, and uses the replicas that all balancers share."""
    pods: Any = [SimpleNamespace(host=SimpleNamespace(address=f"10.77.1.{number}")) for number in (2, 3)]
    other: Any = SimpleNamespace()
    peer = make(BY_NAME[name], lab, backends, Gateways(pods, other, other, 4.0))
    assert isinstance(peer, AtPods)
    app = MeshApp(outdir=tmp_path)
    peer.declare(app)
    apis.synthesize(app)
    items = [one for file in tmp_path.glob("*.yaml") for one in yaml.safe_load_all(file.read_text())]
    routes = [one["spec"].get("gateways") for one in items if one["kind"] == "VirtualService"]
    assert ["prefix/llm"] in routes
    pools = [one["spec"]["selector"]["matchLabels"] for one in items if one["kind"] == "InferencePool"]
    services = [one["spec"]["selector"] for one in items if one["kind"] == "Service" and "selector" in one["spec"]]
    assert {"app": "model"} in (pools if isinstance(peer, ByEvenPicker) else services)
    assert [target.address for target in peer.targets] == ["10.77.1.2", "10.77.1.3"][: peer.pods]


def test_the_pickers_differ_in_their_weights() -> None:
    """One has the weights of the inference extension, 3 for the prefix beside 2 and 2, and one this project's.

    The last score is for LoRA adapters, which the replicas don't have.
    """
    assert [float(weight) for weight in ByPicker.picker.weights.values()] == [2, 2, 3, 1]
    assert [float(weight) for weight in ByEvenPicker.picker.weights.values()] == [1, 1, 1, 1]


def test_the_cpu_time_of_a_picker_has_three_programs(
    lab: Any, backends: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The LLM gateway's proxy, the second Gateway's and the picker itself."""
    used = {("gateway", "envoy"): 1.0, ("second", "envoy"): 20.0, ("epp", "epp"): 300.0}
    monkeypatch.setattr(cpu, "seconds", lambda namespace, program: used[namespace, program])
    monkeypatch.setattr(ByEvenPicker.__base__, "start", lambda _: None)
    hosts: Any = [SimpleNamespace(host=SimpleNamespace(namespace=name)) for name in ("gateway", "second", "epp")]
    done: list[str] = []
    hosts[2].freeze = lambda: done.append("frozen")
    hosts[2].thaw = lambda: done.append("thawed")
    lab.picker = lambda *_: hosts[2]
    peer = ByEvenPicker(lab, backends, tmp_path, Gateways(hosts[:1], hosts[1], hosts[1], 4.0))
    peer.start()
    assert peer.cpu_seconds() == 321.0
    # It uses none while others are measured.
    with peer.awake():
        done.append("measured")
    assert done == ["frozen", "thawed", "measured", "frozen"]


def test_a_picker_reads_metrics_as_often_as_in_production(lab: Any, backends: Any, tmp_path: Path) -> None:
    """At four times the speed, 50 ms of production are 12.5 ms."""
    other: Any = SimpleNamespace(host=SimpleNamespace())
    peer = make(ByPicker, lab, backends, Gateways([other], other, other, 4.0))
    assert isinstance(peer, AtPods)
    app = MeshApp(outdir=tmp_path)
    peer.declare(app)
    apis.synthesize(app)
    items = [one for file in tmp_path.glob("*.yaml") for one in yaml.safe_load_all(file.read_text())]
    (deployment,) = [one for one in items if one["kind"] == "Deployment"]
    (container,) = deployment["spec"]["template"]["spec"]["containers"]
    assert container["args"][-1] == "--refresh-metrics-interval=12.5ms"


def test_a_gateway_without_keys_differs_in_nothing_else(tmp_path: Path) -> None:
    """Its file lacks the script that reads keys, and all that names it."""
    ref = LlmGatewayRef(namespace="edge", name="llm")
    for name in ("whole", "without"):
        write_gateway(tmp_path / name, ref, ["chat"])
    leave_out_keys(tmp_path / "without")
    whole, without = (_patches(tmp_path / name) for name in ("whole", "without"))
    assert len(whole) - len(without) == 2
    assert "llm-gateway/keys" in str(whole)
    assert "llm-gateway/keys" not in str(without)
    assert "llm-gateway/read" in str(without)
    with pytest.raises(ValueError, match="0 patches for keys"):
        leave_out_keys(tmp_path / "without")


def _patches(folder: Path) -> list[Any]:
    items = [one for file in folder.glob("*.yaml") for one in yaml.safe_load_all(file.read_text())]
    return [patch for one in items if one["kind"] == "EnvoyFilter" for patch in one["spec"]["configPatches"]]


def test_routers_know_all_replicas(lab: Any, backends: Any, tmp_path: Path) -> None:
    """The routers' command lines name each replica and the policy."""
    for kind, policy in ((SGLang, "cache_aware"), (VLLM, "cache_aware"), (StickyVLLM, "sticky_least_loaded")):
        command = kind(lab, backends, tmp_path).command()
        urls = command[command.index("--worker-urls") + 1 :]
        assert urls == ("http://10.77.0.2:8080", "http://10.77.0.3:8080")
        assert command[command.index("--policy") + 1] == policy
        assert kind.installed.version in command[0]


def test_haproxy_hashes_the_session_with_a_bound(
    lab: Any, backends: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """HAProxy's configuration has the header's hash, and the same bound as this project's."""
    monkeypatch.setattr(cache, "debian", lambda command, _: Path(command))
    HashingHAProxy(lab, backends, tmp_path).command()
    text = (tmp_path / "haproxy.cfg").read_text()
    assert f"balance hdr({SESSION_HEADER})" in text
    assert "hash-balance-factor 125" in text
    assert "leastconn" not in text


def test_missing_packages_are_named_before_anything_is_installed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The error is one line with the command that installs what is missing."""

    def missing(command: str, package: str) -> Path:
        raise MissingError(f"{command} is missing", f"apt-get install {package}")

    monkeypatch.setattr(cache, "debian", missing)
    monkeypatch.setattr(Installed, "prepare", lambda _: pytest.fail("something was installed"))
    assert prefix.main(["--peers", "haproxy", "sglang"]) == 1
    assert capsys.readouterr().err == "bench: haproxy is missing; help: apt-get install haproxy\n"


def test_a_quick_run_is_shorter_and_options_win() -> None:
    """`--quick` changes what isn't given."""
    full, quick = prefix.parsed([]), prefix.parsed(["--quick", "--seeds", "7"])
    assert quick.requests < full.requests
    assert quick.step > full.step
    assert (full.seeds, quick.seeds) == ([1, 2, 3], [7])


def test_what_is_done_is_printed_when_a_run_ends_early(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """After Ctrl-C, the tables have the runs that were measured until then."""

    def measure(*found: Any) -> None:
        found[3].add("A", "oracle", 1, RUN)
        raise KeyboardInterrupt

    monkeypatch.setattr(prefix, "Lab", lambda **_: nullcontext())
    monkeypatch.setattr(prefix, "_measure", measure)
    with pytest.raises(KeyboardInterrupt):
        prefix.main(["--peers", "oracle", "--workloads", "A", "B", "--seeds", "1", "2"])
    lines = capsys.readouterr().out.splitlines()
    assert any(line.startswith("1 of 4 runs, 0 earlier: one for each workload, balancer and seed") for line in lines)
    assert "| oracle | 80 | 1 of 4 | 50% |" in lines
    assert "| oracle | 0.12 s | 0.50 s | 80% | 0 of 100 | 10.00 ms | 50% |" in lines


def test_a_run_measures_every_workload_with_every_balancer(
    measured: list[tuple[str, str, int, float | None]], tmp_path: Path
) -> None:
    """Each seed begins with another balancer, and its search begins at the result of the seed before."""
    results = Results(["one", "other"], ["A", "D"], [1, 2])
    measure(results, Record(None, {}))
    assert measured == [
        *(("A", "one", 1, None), ("A", "other", 1, None), ("D", "one", 1, None), ("D", "other", 1, None)),
        *(("A", "other", 2, 0.3), ("A", "one", 2, 0.3), ("D", "other", 2, 0.3), ("D", "one", 2, 0.3)),
    ]
    assert {seed: run.highest for seed, run in results.of("D", "other").items()} == {1: 0.3, 2: 0.3}
    assert not list(tmp_path.iterdir())


def test_a_run_goes_on_after_what_is_in_its_file(
    measured: list[tuple[str, str, int, float | None]], tmp_path: Path
) -> None:
    """Runs and single requests that are kept aren't measured again; half a line is no run."""
    file = tmp_path / "new" / "prefix.jsonl"
    first, again, more = (Results(["one", "other"], ["A"], seeds) for seeds in ([1], [1], [1, 2]))
    for results in (first, again):
        record = Record(file, CONDITIONS)
        record.read(results)
        measure(results, record, turns=3)
    assert again.runs == first.runs
    assert again.overhead == first.overhead != {}
    assert [run[:3] for run in measured] == [("-", "-", 0), ("A", "one", 1), ("A", "other", 1)]
    measured.clear()
    text = file.read_text()
    file.write_text(text[: text.index('"other", "seed"') + 8])
    record = Record(file, CONDITIONS)
    record.read(more)
    measure(more, record, turns=3)
    assert [run[:3] for run in measured] == [("A", "other", 1), ("A", "other", 2), ("A", "one", 2)]
    assert [json.loads(line)["seed"] for line in file.read_text().splitlines()[2:]] == [1, 1, 2, 2]


def test_another_balancer_in_a_file_has_its_single_requests_beside_all_others(
    measured: list[tuple[str, str, int, float | None]], tmp_path: Path
) -> None:
    """They are compared turn by turn, so all balancers are measured once more; what isn't asked for is left out."""
    for peers in (["one"], ["one", "other"], ["other"]):
        record, results = Record(tmp_path / "prefix.jsonl", CONDITIONS), Results(peers, ["A"], [1])
        record.read(results)
        measure(results, record, turns=3)
        assert results.overhead.keys() == {DIRECT, WITHOUT_KEYS, *peers}
        assert len(results.runs) == len(peers)
    assert [run[:3] for run in measured] == [("-", "-", 0), ("A", "one", 1), ("-", "-", 0), ("A", "other", 1)]


def test_runs_under_other_conditions_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file of quick runs isn't gone on with by full ones."""
    file = tmp_path / "prefix.jsonl"
    Record(file, CONDITIONS).read(Results([], [], []))
    before = file.read_text()
    assert prefix.main(["--peers", "oracle", "--results", str(file)]) == 1
    assert capsys.readouterr().err.startswith(f"bench: {file} has runs with {{'step': 0.1}}, and not with ")
    assert file.read_text() == before


def test_a_file_with_all_runs_is_printed_without_a_lab(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The tables of what is kept take no time."""
    monkeypatch.setattr(prefix, "Lab", pytest.fail)
    file = tmp_path / "prefix.jsonl"
    options = ["--quick", "--peers", "oracle", "--workloads", "A", "--results", str(file)]
    given = prefix.parsed(options)
    record = Record(file, {name: getattr(given, name) for name in ("step", "requests", "seconds", "speed")})
    record.read(Results([], [], []))
    record.add("A", "oracle", 1, RUN, ORIGIN)
    assert prefix.main(options) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("Code abc123; two cores; .\n")
    assert "1 of 1 runs, 1 earlier: " in printed


def test_single_requests_that_are_missing_in_a_file_are_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So are those of a file in which no gateway without keys was measured beside the others."""
    started: list[Results] = []
    monkeypatch.setattr(prefix, "_start", lambda *given: started.append(given[2]))
    file = tmp_path / "prefix.jsonl"
    options = ["--quick", "--peers", "session", "--workloads", "A", "--results", str(file)]
    given = prefix.parsed(options)
    record = Record(file, {name: getattr(given, name) for name in ("step", "requests", "seconds", "speed")})
    record.read(Results([], [], []))
    record.add("A", "session", 1, RUN, ORIGIN)
    for names, starts in (([DIRECT, "session"], 1), ([DIRECT, "session", WITHOUT_KEYS], 0)):
        record.add_overhead({name: Overhead([0.1], [0.1]) for name in names})
        started.clear()
        assert prefix.main(options) == 0
        assert len(started) == starts
    file.write_text("".join(line for line in file.read_text().splitlines(keepends=True) if "overhead" not in line))
    assert prefix.main([*options, "--turns", "0"]) == 0
    assert not started


@pytest.mark.usefixtures("measured")
def test_runs_have_their_origin(tmp_path: Path) -> None:
    """Each run is kept with the code, the machine and the program; those of an earlier file are unknown."""
    file = tmp_path / "prefix.jsonl"
    results, again = (Results(["one", "other"], ["A"], [1]) for _ in range(2))
    record = Record(file, CONDITIONS)
    record.read(results)
    measure(results, record)
    lines = [json.loads(line) for line in file.read_text().splitlines()]
    assert [line["origin"] for line in lines[1:]] == [{"code": "abc123", "machine": "two cores", "version": "1.0"}] * 2
    del lines[1]["origin"]
    file.write_text("".join(f"{json.dumps(line)}\n" for line in lines))
    Record(file, CONDITIONS).read(again)
    assert again.runs == results.runs
    assert again.origins == {("A", "one", 1): UNKNOWN, ("A", "other", 1): ORIGIN.of("1.0")}


def test_the_origin_is_a_commit() -> None:
    """It has the commit of the sources and the machine."""
    found = Origin.here()
    assert re.fullmatch(r"[0-9a-f]{12}( with changes)?|unknown", found.code)
    assert "cores" in found.machine


def measure(results: Results, record: Record, turns: int = 0) -> None:
    """Measure what is missing, with balancers that aren't any."""
    peers: Any = [
        SimpleNamespace(name=name, replica_targets=[], awake=nullcontext, version=lambda: "1.0")
        for name in (*results.peers, WITHOUT_KEYS)
    ]
    plan = Plan(0.1, Extent(100, 1.0, Scale()), turns, ORIGIN, peers[-1:])
    measuring.run(peers[:-1], [], plan, results, record)


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str, int, float | None]]:
    """What is measured: workload, balancer, seed and guess; single requests have no workload."""
    order: list[tuple[str, str, int, float | None]] = []
    current: list[tuple[str, str, int]] = []

    def point(peer: Any, _: Any, offer: Any) -> Point:
        current.append((offer.workload.name, peer.name, offer.seed))
        return RUN.same

    def search(carries: Callable[[float], bool], _: float, guess: float | None, known: tuple[float, bool]) -> float:
        order.append((*current[-1], guess))
        assert known == (RUN.same.share, True)
        assert carries(0.3)
        return 0.3

    def single(peers: Any, *_: Any) -> dict[str, Overhead]:
        order.append(("-", "-", 0, None))
        return {DIRECT: Overhead([0.1], []), **{peer.name: Overhead([0.2], [0.1]) for peer in peers}}

    monkeypatch.setattr(measuring, "measure", point)
    monkeypatch.setattr(measuring, "carries", lambda *_: True)
    monkeypatch.setattr(measuring, "highest", search)
    monkeypatch.setattr(overhead, "measure", single)
    return order
