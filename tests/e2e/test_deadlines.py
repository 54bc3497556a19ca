"""Short answers have deadlines, long answers have none."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cdk8s import JsonPatch

from e2e.support.apis import api, cluster_of, host_of
from e2e.support.clock import EARLY
from e2e.support.llm_apis import api_behind, applied_behind
from lab.apps.app import App
from lab.environment import Lab
from lab.traffic.call import BROKEN
from lab.waits import wait_for
from llm_api_mesh import OPENAI_PATHS, Budget, Ejection, LeastRequest, PublicPath, Retries

NAME = "deadlines"
HOST = host_of(NAME)
QUICK = timedelta(milliseconds=400)
PATHS = [*OPENAI_PATHS, PublicPath(path="/tokenize"), PublicPath(path="/v1/models/{*}")]


@pytest.fixture(scope="module")
def app(shared_lab: Lab, tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """One replica, with times as short as possible."""
    budget = Budget(quick=QUICK, server_keep_alive=timedelta(seconds=2))
    with api(shared_lab, tmp_path_factory.mktemp(NAME), NAME, replicas=1, budget=budget, paths=PATHS) as app:
        yield app


@pytest.mark.parametrize("served", [api, api_behind], ids=["a plain Gateway", "an LLM gateway"])
def test_a_stream_outlasts_every_time_in_the_yaml(lab: Lab, tmp_path: Path, served: Callable[..., Any]) -> None:
    """A stream of three seconds, with a second before each token, takes longer than any time in the YAML."""
    name = "patience"
    brief = timedelta(milliseconds=800)
    options: dict[str, Any] = {
        "budget": Budget(quick=QUICK, server_keep_alive=timedelta(seconds=2)),
        "pool": {"ejection": Ejection(base_time=brief, interval=brief)},
        "rule_patch": JsonPatch.replace(
            "/spec/trafficPolicy/connectionPool/tcp/tcpKeepalive", {"time": "1s", "interval": "1s", "probes": 1}
        ),
    }
    if served is api_behind:
        options["retries"] = Retries(longest_retry_after=timedelta(seconds=1))
    with served(lab, tmp_path, name, replicas=1, **options) as app:
        app.replica(0).slow(factor=2400)
        (answer,) = lab.call(host=host_of(name), body={"stream": True, "max_tokens": 3})
    assert answer.body.endswith(b"data: [DONE]\n\n")
    yaml = "".join(file.read_text() for file in (tmp_path / name).glob(f"{name}*"))
    found = re.findall(r": ([0-9.]+)(ms|s)$", yaml, re.MULTILINE)
    times = [float(number) / {"s": 1, "ms": 1000}[unit] for number, unit in found]
    assert len(times) >= 5
    assert answer.seconds > 3 > max(times)


@pytest.mark.parametrize(("path", "factor"), [("/v1/chat/completions", 2400), ("/v1/embeddings", 200)])
def test_clients_cannot_change_timeouts(lab: Lab, app: App, path: str, factor: float) -> None:
    """Clients can't change the timeout with Envoy's timeout headers."""
    app.replica(0).slow(factor)
    headers = {"x-envoy-upstream-rq-timeout-ms": "1", "x-envoy-upstream-rq-per-try-timeout-ms": "1"}
    answers = lab.call(host=HOST, path=path, body={"max_tokens": 1}, headers=headers)
    app.replica(0).heal()
    assert answers.statuses() == {200: 1}


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/v1/models", None),
        ("/v1/models/llama", None),
        ("/v1/embeddings", {}),
        ("/tokenize", {}),
        ("/v1/messages/count_tokens", {}),
        ("/v1/responses/input_tokens", {}),
    ],
)
def test_a_quick_endpoint_that_hangs_times_out(lab: Lab, app: App, path: str, body: object) -> None:
    """A request to a quick endpoint gets 504 within the deadline."""
    app.replica(0).hang()
    (answer,) = lab.call(host=HOST, path=path, body=body)
    app.replica(0).heal()
    assert answer.status == 504
    assert QUICK.total_seconds() - EARLY <= answer.seconds < 2


@pytest.mark.parametrize("path", ["/v1/chat/completions", "/v1/messages", "/v1/responses", "/v1/models/llama:predict"])
def test_a_generation_that_hangs_has_no_timeout(lab: Lab, app: App, path: str) -> None:
    """The gateway waits for a generation as long as the client does, also for KServe's below the path of the models."""
    app.replica(0).hang()
    answers = lab.call(host=HOST, path=path, body={}, timeout=1.5)
    app.replica(0).heal()
    assert answers.statuses() == {BROKEN: 1}


def test_without_a_timeout_the_proxy_has_none(lab: Lab, app: App) -> None:
    """Without a timeout in the VirtualService, the route's timeout is 0; with one, the route has it."""
    assert app.replicas
    (virtual_host,) = (one for one in lab.gateway.routes() if HOST in one["domains"])
    timeouts = {route["name"]: route["route"]["timeout"] for route in virtual_host["routes"] if "route" in route}
    assert timeouts == {f"llm/{NAME}/{NAME}/primary/quick": "0.400s", f"llm/{NAME}/{NAME}/primary": "0s"}


def test_an_idle_connection_is_closed_before_the_server_does(lab: Lab, app: App) -> None:
    """The gateway closes an idle connection a second before the server's keep-alive time is over."""
    assert lab.call(host=HOST, body={}).statuses() == {200: 1}
    address = app.replica(0).host.address
    assert lab.gateway.connections(address) == 1
    wait_for("the end of the idle connection", lambda: not lab.gateway.connections(address))


def test_a_generation_can_have_a_deadline(lab: Lab, tmp_path: Path) -> None:
    """The limit of a generation is the route's timeout."""
    budget = Budget(generation=timedelta(milliseconds=500), quick=timedelta(milliseconds=500))
    with api(lab, tmp_path, "bounded", replicas=1, budget=budget, retries=Retries(attempts=0)) as app:
        app.replica(0).hang()
        (answer,) = lab.call(host=host_of("bounded"), body={})
    assert answer.status == 504
    assert answer.seconds < 2


def test_other_clusters_keep_their_number_of_choices(lab: Lab, tmp_path: Path) -> None:
    """Only this API's cluster compares eight replicas; a cluster of another team keeps Envoy's default of two."""
    name = "choosy"
    with applied_behind(lab, tmp_path, name, pool={"load_balancer": LeastRequest(choices=8)}):
        clusters = lab.gateway.clusters()
    assert clusters[cluster_of(name)]["least_request_lb_config"] == {"choice_count": 8}
    others = [one for one in clusters if one.startswith("outbound|") and f"{name}." not in one]
    assert any("least_request_lb_config" not in clusters[one] for one in others)
