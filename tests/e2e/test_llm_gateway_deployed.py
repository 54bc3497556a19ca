"""An LLM gateway whose pods istiod deploys, by a Gateway of the Gateway API.

istiod makes the Deployment and the other objects from the templates of Istio's charts, and the API server admits them.
The lab runs the pods as the Deployment says.
"""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from e2e.support.folders import LLM_GATEWAY
from e2e.support.keyed_load import AT_HOME, BUSY, at_home, find_homes_fast, offer, replicas_behind, statuses
from e2e.support.llm_gateways import (
    DEPLOYED,
    HOST,
    KEY,
    NAMESPACE,
    Platform,
    platform,
    pools,
)
from lab.apps.app import App
from lab.cluster.client import Object, Ref
from lab.environment import Lab
from lab.istio.deployed_gateway import DeployedGateway
from lab.istio.istiod import IstiodSpec
from lab.traffic.call import Answer
from lab.waits import wait_for
from llm_api_mesh import DeployedPods

LONGEST = 40
PODS = DeployedPods(
    longest_generation=timedelta(seconds=LONGEST),
    concurrent_generations=100,
    min_replicas=3,
    max_replicas=9,
    target_cpu_utilization_percentage=70,
    target_memory_utilization_percentage=75,
    cpu_request="500m",
    cpu_limit="3",
    pod_labels={"azure.workload.identity/use": "true"},
    service_account_annotations={"eks.amazonaws.com/role-arn": "arn:aws:iam::123456789012:role/llm"},
    service_annotations={"service.beta.kubernetes.io/aws-load-balancer-scheme": "internal"},
    external_traffic_policy="Local",
    load_balancer_class="service.k8s.aws/nlb",
    load_balancer_source_ranges=["10.0.0.0/8"],
)
# Proxies in front of the gateway.
PROXIES = 2

# By its defaults, istiod merges no Gateway of another namespace into the listeners of deployed pods. Where an older
# compatibilityVersion has switched that off, the scope of all Gateways does the same.
DEFAULTS = IstiodSpec(deploys_gateways=True)
OLDER = IstiodSpec(
    deploys_gateways=True,
    environment={
        "PILOT_ENABLE_STRICT_GATEWAY_MERGING": "false",
        "PILOT_SCOPE_GATEWAY_TO_NAMESPACE": "true",
    },
)


@contextmanager
def running(folder: Path, istiod: IstiodSpec) -> Iterator[Platform]:
    """Run a gateway with one pod, and its API, in a lab of its own."""
    with Lab(istiod_spec=istiod) as lab:
        # Before the platform's own objects, as Istio gives a name to the oldest.
        lab.cluster.require_namespace("thief")
        lab.apply(LLM_GATEWAY / "hostile_gateway.yaml")
        with platform(lab, folder, "deployed", pods=PODS, num_trusted_proxies=PROXIES) as gateway:
            gateway.apply_api(folder / "api")
            yield gateway


@pytest.fixture(scope="module")
def gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Platform]:
    """A gateway of an istiod with its defaults."""
    with running(tmp_path_factory.mktemp("llm-gateway"), DEFAULTS) as gateway:
        yield gateway


@pytest.fixture(scope="module")
def apps(gateway: Platform) -> Iterator[dict[str, App]]:
    """The pools of the API, with answers that are long if a replica is slow."""
    with pools(gateway.lab, simulator={"median_tokens": 240}) as running:
        yield running


@pytest.fixture(scope="module")
def pod(gateway: Platform) -> DeployedGateway:
    """The gateway's pod."""
    assert isinstance(gateway.gateway, DeployedGateway)
    return gateway.gateway


def rendered(gateway: Platform, kind: str) -> Object:
    """What istiod has made for the gateway, as the API server has it."""
    ref = Ref(kind, NAMESPACE, DEPLOYED)
    return wait_for(f"istiod's {kind}", lambda: gateway.lab.cluster.find(ref))


@pytest.mark.usefixtures("apps")
def test_models_failover_and_headers(gateway: Platform) -> None:
    """What existing pods do, deployed pods do as well: models, HTTPS, forged headers, the provider's own name."""
    assert gateway.call("qwen3-32b").replica == "qwen-0"
    assert gateway.call("qwen3-32b", tls=True).replica == "qwen-0"
    assert gateway.call("zz").json()["error"]["code"] == "model_not_found"
    assert gateway.call("zz", headers={"x-llm-gateway-model": "qwen3-32b"}).status == 403
    gateway.lab.assert_nothing_rejected()


@pytest.mark.usefixtures("apps")
def test_a_gateway_of_another_namespace_takes_no_host(gateway: Platform) -> None:
    """A Gateway of another namespace that selects the pods has no effect, even if it is older."""
    assert gateway.calls(count=10).statuses() == {200: 10}


def test_with_an_older_compatibility_version_the_scope_of_gateways_protects(tmp_path: Path) -> None:
    """It switches off what protects deployed pods, and the setting from the checklist does the same."""
    with running(tmp_path, OLDER) as gateway, pools(gateway.lab):
        assert gateway.calls(count=10).statuses() == {200: 10}


def test_the_deployment(gateway: Platform) -> None:
    """It has the resources, the spread and the time to end, and keeps what istiod's template has beside them."""
    spec = rendered(gateway, "Deployment")["spec"]["template"]["spec"]
    (container,) = spec["containers"]
    memory = 256 + 2 * 100 * 4
    assert container["resources"] == {
        "requests": {"cpu": "500m", "memory": f"{memory}Mi"},
        "limits": {"cpu": "3", "memory": f"{memory * 5 // 4 + 128}Mi"},
    }
    assert spec["terminationGracePeriodSeconds"] == LONGEST + 60
    assert [one["topologyKey"] for one in spec["topologySpreadConstraints"]] == [
        "topology.kubernetes.io/zone",
        "kubernetes.io/hostname",
    ]
    variables = {one["name"]: one.get("value") for one in container["env"]}
    assert variables["EXIT_ON_ZERO_ACTIVE_CONNECTIONS"] == "true"
    assert {"PROXY_CONFIG", "CA_ADDR", "ISTIO_CPU_LIMIT"} <= variables.keys()
    mounts = {one["mountPath"] for one in container["volumeMounts"]}
    assert {"/run/secrets/azure", "/var/run/secrets/tokens", "/etc/istio/pod"} <= mounts


def test_the_autoscaler_and_the_disruption_budget(gateway: Platform) -> None:
    """They are for the Deployment and its pods."""
    autoscaler = rendered(gateway, "HorizontalPodAutoscaler")["spec"]
    assert autoscaler["scaleTargetRef"] == {"apiVersion": "apps/v1", "kind": "Deployment", "name": DEPLOYED}
    assert (autoscaler["minReplicas"], autoscaler["maxReplicas"]) == (3, 9)
    targets = {
        one["resource"]["name"]: one["resource"]["target"]["averageUtilization"] for one in autoscaler["metrics"]
    }
    assert targets == {"cpu": 70, "memory": 75}
    budget = rendered(gateway, "PodDisruptionBudget")["spec"]
    assert budget["maxUnavailable"] == 1
    selector = budget["selector"]["matchLabels"]
    assert selector == rendered(gateway, "Deployment")["spec"]["selector"]["matchLabels"]
    assert selector.items() <= labels_of_the_pod(gateway).items()


def test_the_service_and_the_service_account(gateway: Platform) -> None:
    """The Service selects the pods and has what clouds read; the pods have their labels and their account."""
    service = rendered(gateway, "Service")
    assert service["metadata"]["annotations"] == {"service.beta.kubernetes.io/aws-load-balancer-scheme": "internal"}
    spec = service["spec"]
    assert (spec["type"], spec["externalTrafficPolicy"]) == ("LoadBalancer", "Local")
    assert spec["loadBalancerClass"] == "service.k8s.aws/nlb"
    assert spec["loadBalancerSourceRanges"] == ["10.0.0.0/8"]
    assert {one["port"] for one in spec["ports"]} >= {80, 443}
    labels = labels_of_the_pod(gateway)
    assert spec["selector"].items() <= labels.items()
    assert labels["azure.workload.identity/use"] == "true"
    account = rendered(gateway, "ServiceAccount")
    assert account["metadata"]["annotations"] == {
        "eks.amazonaws.com/role-arn": "arn:aws:iam::123456789012:role/llm",
    }
    template = rendered(gateway, "Deployment")["spec"]["template"]
    assert template["spec"]["serviceAccountName"] == DEPLOYED
    assert not template["metadata"]["annotations"].keys() & service["metadata"]["annotations"].keys()


def labels_of_the_pod(gateway: Platform) -> dict[str, str]:
    """The labels of the pod in the API server."""
    labels: dict[str, str] = gateway.lab.cluster.get(gateway.gateway.pod.ref)["metadata"]["labels"]
    return labels


def test_the_gateway_s_own_annotations_do_not_replace_pods(gateway: Platform) -> None:
    """A tool that annotates the Gateway changes no pod, although istiod copies annotations by default."""
    cluster = gateway.lab.cluster
    before = rendered(gateway, "Deployment")["metadata"]["generation"]
    cluster.kubectl("annotate", "-n", NAMESPACE, "gateways.gateway.networking.k8s.io/llm", "example.com/tool=1")
    # A later change of the Service shows that istiod has seen both.
    old = cluster.get(Ref("ConfigMap", NAMESPACE, "llm"))["data"]["service"]
    service = yaml.safe_load(old)
    service["metadata"]["annotations"]["example.com/seen"] = "1"

    def change(text: str) -> None:
        patch = json.dumps({"data": {"service": text}})
        cluster.kubectl("patch", "-n", NAMESPACE, "configmap/llm", "--type=merge", "-p", patch)

    def seen() -> bool:
        return "example.com/seen" in rendered(gateway, "Service")["metadata"]["annotations"]

    change(yaml.safe_dump(service))
    wait_for("the Service", seen)
    assert rendered(gateway, "Deployment")["metadata"]["generation"] == before
    change(old)
    wait_for("the Service", lambda: not seen())


@pytest.mark.usefixtures("apps")
def test_the_running_proxy(pod: DeployedGateway) -> None:
    """The drain time, the number of threads and the trusted proxies of the Deployment arrive in Envoy."""
    options = pod.server_info()["command_line_options"]
    assert options["drain_time"] == f"{LONGEST}s"
    assert options["concurrency"] == 3
    managers = [
        one["typed_config"]
        for listener in pod.config_dump("dynamic_listeners")
        for chain in listener["active_state"]["listener"]["filter_chains"]
        for one in chain["filters"]
        if one["name"] == "envoy.filters.network.http_connection_manager"
    ]
    # The second hop trusts one more, the first hop.
    assert {one.get("xff_num_trusted_hops") for one in managers} == {PROXIES, PROXIES + 1}
    assert pod.pod.service_account == DEPLOYED


def test_the_provider_s_key_comes_from_the_mounted_secret(gateway: Platform, apps: dict[str, App]) -> None:
    """The file of the key is the Secret's, and a failover to the provider carries the key."""
    gateway.azure.clear_requests()
    apps["qwen"].replica(0).kill()
    try:
        assert gateway.call().replica == "azure"
    finally:
        apps["qwen"].replica(0).restart()
    (request,) = gateway.azure.requests()
    assert request["headers"]["api-key"] == KEY


def test_the_counters(gateway: Platform, apps: dict[str, App], pod: DeployedGateway) -> None:
    """The counters of cut streams and of refused failovers are kept, and Envoy's others aren't."""
    apps["qwen"].replica(0).kill()
    try:
        assert gateway.call().replica == "azure"
    finally:
        apps["qwen"].replica(0).restart()
    found = pod.stats()
    assert {
        "listener_manager.listener_in_place_updated",
        "listener_manager.total_filter_chains_draining",
    } <= found.keys()
    assert [name for name in found if re.fullmatch(r"spill\.http_local_rate_limit\.(enabled|ok)", name)]
    assert not [name for name in found if name.startswith("http.") and name.endswith("downstream_rq_total")]


def test_what_the_limit_of_a_failover_refuses_is_counted(
    gateway: Platform, apps: dict[str, App], pod: DeployedGateway, tmp_path: Path
) -> None:
    """Deployed pods keep the counter of docs/platform-team.md, which Istio leaves out by default."""
    name = "spill.http_local_rate_limit.rate_limited"
    gateway.apply_api(tmp_path / "limited", spill=6)
    apps["qwen"].replica(0).refuse(503)
    try:
        statuses = gateway.calls(count=9).statuses()
    finally:
        apps["qwen"].replica(0).heal()
        gateway.apply_api(tmp_path / "as-before")
    assert statuses[200] == 6
    assert pod.stats(rf"^{name}$") == {name: 3}


def test_keys_keep_their_replicas_under_load(gateway: Platform, pod: DeployedGateway, tmp_path: Path) -> None:
    """Deployed pods keep the statistic of the bound: under load, most requests reach the replica of their key."""
    host = "two.example.com"
    with replicas_behind(gateway, tmp_path, BUSY, namespace="bi", host=host) as app:
        known = find_homes_fast(gateway, app, host=host)
        sent = offer(gateway, 480, host=host)()
        kept = pod.stats(r"^cluster\.outbound\|80\|\|chat\.bi\.")
    assert statuses(sent) == {200: 480}
    assert at_home(sent, known) > AT_HOME
    # Istio leaves out all others.
    assert [name.rpartition(".")[2] for name in kept] == ["upstream_rq_active"]


def test_a_stream_outlasts_its_pod_s_termination(gateway: Platform, apps: dict[str, App]) -> None:
    """A pod that ends serves its stream to the end, longer than Istio's own 5 s, and then ends without delay."""
    second = gateway.lab.deployed_gateway(NAMESPACE, DEPLOYED, index=1)
    apps["qwen"].replica(0).slow(200)  # 24 seconds
    found: list[Answer] = []
    body: dict[str, Any] = {"model": "qwen3-32b", "messages": [], "stream": True}

    def stream() -> None:
        found.extend(gateway.lab.call(HOST, body=body, to=second.host.address, timeout=60))

    thread = threading.Thread(target=stream)
    thread.start()
    wait_for("the stream", lambda: apps["qwen"].replica(0).load()["running"] == 1)
    second.terminate()
    thread.join()
    ended = time.monotonic()
    (answer,) = found
    assert answer.ok
    assert len(answer.events()) >= 240
    assert answer.seconds > 20
    wait_for("the end of the pod", lambda: not second.running)
    assert time.monotonic() - ended < 5
    apps["qwen"].replica(0).heal()
    gateway.lab.remove(second)
