"""The prefix benchmark's balancers and its command: what it needs, measures in which order, and prints."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml

from bench import prefix
from bench.measuring import apis
from bench.measuring.prefix import stage as measuring
from bench.measuring.prefix.figures import Point, Runs, Times, Used
from bench.measuring.prefix.loads import Extent
from bench.measuring.prefix.replicas import Scale
from bench.measuring.prefix.stage import Plan, Results
from bench.measuring.prefix.workloads import BY_NAME as BY_WORKLOAD
from bench.measuring.prefix.workloads import SESSION_HEADER
from bench.peers.hashing import HashingHAProxy
from bench.peers.installed import Installed
from bench.peers.prefix import BY_NAME, DEFAULT, AtPods, ByEvenPicker, Gateways, make
from bench.peers.routers import VLLM, SGLang, StickyVLLM
from lab.errors import MissingError
from lab.tools import cache
from llm_api_mesh import MeshApp


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
    assert len(BY_NAME) == len(DEFAULT)


@pytest.mark.parametrize("name", [name for name, kind in BY_NAME.items() if issubclass(kind, AtPods)])
def test_apis_are_at_the_benchmark_s_gateway(name: str, tmp_path: Path, lab: Any, backends: Any) -> None:
    """Each API can be written, and uses the replicas that all balancers share."""
    pods = [SimpleNamespace(host=SimpleNamespace(address=f"10.77.1.{number}")) for number in (2, 3)]
    gateways = Gateways(pods, of_pools=SimpleNamespace())  # type: ignore[arg-type]
    peer = make(BY_NAME[name], lab, backends, gateways)
    assert isinstance(peer, AtPods)
    app = MeshApp(outdir=tmp_path)
    peer.declare(app)
    apis.synthesize(app)
    items = [one for file in tmp_path.glob("*.yaml") for one in yaml.safe_load_all(file.read_text())]
    routes = [one["spec"].get("gateways") for one in items if one["kind"] == "VirtualService"]
    assert ["prefix/llm"] in routes
    kind = "InferencePool" if isinstance(peer, ByEvenPicker) else "Service"
    pools = [one["spec"]["selector"] for one in items if one["kind"] == kind and "selector" in one["spec"]]
    assert pools == [{"matchLabels": {"app": "model"}} if kind == "InferencePool" else {"app": "model"}]
    assert [target.address for target in peer.targets] == ["10.77.1.2", "10.77.1.3"][: peer.pods]


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
    """After Ctrl-C, the tables have the workloads that were measured until then."""
    times = Times(100, 0, 0.123, 0.5)

    def measure(*found: Any) -> None:
        point = Point(0.5, Used(100, 80, 1.0, 5.0, 10.0), times)
        found[-1].runs["A"] = {"oracle": Runs([point], [0.8], [0.5])}
        raise KeyboardInterrupt

    monkeypatch.setattr(prefix, "Lab", lambda **_: nullcontext())
    monkeypatch.setattr(prefix, "_measure", measure)
    with pytest.raises(KeyboardInterrupt):
        prefix.main(["--peers", "oracle", "--workloads", "A", "B"])
    assert "| oracle | 0.12 s | 0.50 s | 80% | 0 of 100 |" in capsys.readouterr().out


def test_a_run_measures_every_workload_with_every_balancer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each seed begins with another balancer, and its search begins at the result of the seed before."""
    order: list[tuple[str, int]] = []
    guesses: list[float | None] = []
    point = Point(0.5, Used(100, 80, 1.0, 5.0, 10.0), Times(100, 0, 0.1, 0.5))

    def measure(peer: Any, _: Any, offer: Any) -> Point:
        order.append((peer.name, offer.seed))
        return point

    def search(carries: Callable[[float], bool], _: float, guess: float | None) -> float:
        guesses.append(guess)
        assert carries(0.3)
        return 0.3

    monkeypatch.setattr(measuring, "measure", measure)
    monkeypatch.setattr(measuring, "carries", lambda *_: True)
    monkeypatch.setattr(measuring, "highest", search)
    peers: Any = [SimpleNamespace(name=name) for name in ("one", "other")]
    results = Results(["one", "other"])
    plan = Plan([BY_WORKLOAD["A"], BY_WORKLOAD["D"]], [1, 2], 0.1, Extent(100, 1.0, Scale()), 0)
    measuring.run(peers, [], plan, results)
    assert order[:4] == [("one", 1), ("other", 1), ("other", 2), ("one", 2)]
    assert guesses[:4] == [None, None, 0.3, 0.3]
    assert {name: found.highest for name, found in results.runs["D"].items()} == {"one": [0.3] * 2, "other": [0.3] * 2}
