"""An LLM gateway whose pods istiod deploys, by a Gateway of the Gateway API.

The lab has no controller that makes pods of a Deployment, so it starts a pod with the labels that istiod would give it.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from e2e.support.folders import GATEWAY_API, LLM_GATEWAY
from e2e.support.llm_gateways import Platform, platform, pools
from lab.apps.app import App
from lab.environment import Lab
from lab.traffic.call import Answer
from lab.waits import wait_for

# The agent of a pod that shuts down looks for open connections after this time.
AGENT_SECONDS = 5


@pytest.fixture(scope="module")
def apps() -> dict[str, App]:
    """The pools of the API; filled by the gateway's fixture."""
    return {}


@pytest.fixture(scope="module")
def gateway(apps: dict[str, App], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Platform]:
    """A gateway in a separate lab, because the definitions of the Gateway API change what istiod does."""
    folder = tmp_path_factory.mktemp("llm-gateway")
    with Lab() as lab:
        lab.cluster.define(GATEWAY_API)
        lab.cluster.define(LLM_GATEWAY / "gateway_class.yaml")
        wait_for("istiod's own class", lambda: "istio" in lab.cluster.kubectl("get", "gatewayclasses", "-o", "name"))
        # Before the platform's own objects, as Istio gives a name to the oldest.
        lab.cluster.require_namespace("thief")
        lab.apply(LLM_GATEWAY / "hostile_gateway.yaml")
        with platform(lab, folder, "deployed") as running, pools(lab, simulator={"median_tokens": 64}) as found:
            apps.update(found)
            running.apply_api(folder / "api")
            yield running


def test_models_failover_and_headers(gateway: Platform) -> None:
    """What existing pods do, deployed pods do as well: models, HTTPS, forged headers, the provider's own name."""
    assert gateway.call("qwen3-32b").replica == "qwen-0"
    assert gateway.call("qwen3-32b", tls=True).replica == "qwen-0"
    assert gateway.call("zz").json()["error"]["code"] == "model_not_found"
    assert gateway.call("zz", headers={"x-llm-gateway-model": "qwen3-32b"}).status == 403
    gateway.lab.assert_nothing_rejected()


def test_a_gateway_of_another_namespace_takes_no_host(gateway: Platform) -> None:
    """A Gateway of another namespace that selects the pods has no effect, even if it is older."""
    assert gateway.calls(count=10).statuses() == {200: 10}


def test_a_pod_ends_with_its_last_stream(gateway: Platform, apps: Mapping[str, App]) -> None:
    """A pod that shuts down serves its stream to the end. It ends then, long before `longest_generation`."""
    replica, pod = apps["qwen"].replica(0), gateway.gateway
    replica.slow(300)
    found: list[Answer] = []
    body = {"model": "qwen3-32b", "messages": [], "stream": True}
    thread = threading.Thread(target=lambda: found.append(gateway.call(body=body, timeout=60)))
    thread.start()
    wait_for("the stream", lambda: replica.load()["running"])
    pod.terminate()
    try:
        thread.join()
        wait_for("the end of the pod", lambda: not pod.running)
    finally:
        replica.heal()
        pod.kill()
        pod.start()
        pod.wait_ready()
        gateway.lab.wait_applied()
    (answer,) = found
    assert (answer.status, answer.error) == (200, "")
    assert answer.seconds > AGENT_SECONDS
    assert answer.body.rstrip().endswith(b"data: [DONE]")


def test_what_the_limit_of_a_failover_refuses_is_counted(
    gateway: Platform, apps: Mapping[str, App], tmp_path: Path
) -> None:
    """Deployed pods keep the counter of docs/platform-team.md, which Istio leaves out by default."""
    name = "spill.http_local_rate_limit.rate_limited"
    gateway.apply_api(tmp_path / "api", spill=6)
    apps["qwen"].replica(0).refuse(503)
    statuses = gateway.calls(count=9).statuses()
    apps["qwen"].replica(0).heal()
    assert statuses[200] == 6
    assert gateway.gateway.stats(rf"^{name}$") == {name: 3}
