"""LLM gateways: what their objects say, and what is refused."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from cdk8s import App, JsonPatch

from llm_api_mesh import (
    ALL_POOL_USERS,
    AzureOpenAI,
    Bedrock,
    Certificate,
    DeployedPods,
    ExistingPods,
    ForwardProxy,
    Gateway,
    GatewayProvider,
    KeyFromFile,
    LlmApiMesh,
    LlmGateway,
    LlmGatewayRef,
    MeshApp,
    MeshError,
    OpenAI,
    PlainHttp,
    Pool,
    RedirectToHttps,
    VertexAI,
)
from llm_api_mesh.plan.llm_gateway import headers
from llm_api_mesh.spec.credentials import GOOGLE_HEADER
from support import documents
from support.apps import PLAIN_GATEWAY
from support.documents import Document
from support.llm_gateways import find, plain, written
from support.scripts import Script

KEY = KeyFromFile(path="/run/secrets/openai/key.yaml")
OPENAI = GatewayProvider(provider=OpenAI(api_key=KEY), namespaces=["ai"], secret="openai")  # noqa: S106
PODS = ExistingPods(selector={"gateway": "llm"}, service_account="llm-pods")
SHARED = ExistingPods(selector={"gateway": "llm"}, service_account="llm-pods", shared=True)


def problems(folder: Path, **changes: Any) -> list[str]:
    """Return the problems of a gateway, as its user reads them."""
    app = MeshApp(outdir=folder / "dist")
    LlmGateway(app, "llm", **plain(changes))
    with pytest.raises(MeshError) as caught:
        app.synth()
    assert not (folder / "dist").exists()
    return [str(problem) for problem in caught.value.problems]


def patches(found: list[Document]) -> list[Document]:
    return [patch for one in found if one["kind"] == "EnvoyFilter" for patch in one["spec"]["configPatches"]]


def test_everything_stands_in_the_gateway_s_namespace(tmp_path: Path) -> None:
    """No object is in istio-system, and each selects the gateway's own pods only."""
    found = written(tmp_path, providers={"openai": OPENAI})
    assert {one["metadata"]["namespace"] for one in found} == {"llm-gateway"}
    labels = {"gateway.networking.k8s.io/gateway-name": "llm"}
    for one in found:
        spec = one.get("spec", {})
        if one["kind"] == "EnvoyFilter":
            assert spec["workloadSelector"]["labels"] == labels
        if one["kind"] == "Gateway" and "istio.io" in one["apiVersion"]:
            assert spec["selector"] == labels


def test_https_alone_is_the_default(tmp_path: Path) -> None:
    """Without a request for plain HTTP there is one server for each host, with the first certificate that covers it."""
    hosts = {"ai": ["chat.example.com"], "b": ["*.b.example.com"], "c": ["*.b.example.com"]}
    certificates = [
        Certificate(credential_name="b", hosts=["*.b.example.com"]),
        Certificate(credential_name="all", hosts=["*.example.com"]),
    ]
    spec = find(written(tmp_path, hosts=hosts, certificates=certificates), "Gateway", "llm")["spec"]
    servers = [(one["hosts"], one["port"]["protocol"], one["tls"]["credentialName"]) for one in spec["servers"]]
    assert servers == [
        (["b/*.b.example.com", "c/*.b.example.com"], "HTTPS", "b"),
        (["ai/chat.example.com"], "HTTPS", "all"),
    ]


def test_plain_http_has_one_server(tmp_path: Path) -> None:
    """Plain HTTP must be selected by name. It lists all hosts at one server, and the checklist says what it means."""
    found = written(tmp_path, hosts={"a": ["a.ai", "b.ai"]}, certificates=..., http=PlainHttp(port=8080), pods=PODS)
    (server,) = find(found, "Gateway", "llm")["spec"]["servers"]
    assert server == {"hosts": ["a/a.ai", "a/b.ai"], "port": {"name": "http", "number": 8080, "protocol": "HTTP"}}
    gateway = LlmGateway(MeshApp(), "llm", **plain({"certificates": ..., "http": PlainHttp()}))
    assert any("in the clear" in item for item in gateway.checklist)


def test_the_redirect_names_the_port(tmp_path: Path) -> None:
    """The redirect keeps the method, by 308, and leads to the configured port of HTTPS."""
    found = written(tmp_path, http=RedirectToHttps(), https_port=8443)
    spec = find(found, "VirtualService", "llm-redirect")["spec"]
    assert spec["http"] == [{"name": "https", "redirect": {"port": 8443, "redirectCode": 308, "scheme": "https"}}]
    assert spec["hosts"] == ["chat.example.com"]
    assert spec["gateways"] == ["llm-gateway/llm-redirect"]


def test_a_new_host_changes_no_other_server(tmp_path: Path) -> None:
    """A server keeps its name and its content when hosts come, as a changed one would end its streams."""
    few = find(written(tmp_path / "few"), "Gateway", "llm")["spec"]["servers"]
    hosts = {"a": ["a.example.com"], "ai": ["chat.example.com", "b.example.com"]}
    more = find(written(tmp_path / "more", hosts=hosts), "Gateway", "llm")["spec"]["servers"]
    assert [one for one in more if one in few] == few
    assert len(more) == 3


def test_dedicated_pods_name_no_host(tmp_path: Path) -> None:
    """On pods for LLM APIs only, the patches are the same for any hosts."""
    few = written(tmp_path / "few", pods=PODS)
    more = written(tmp_path / "more", pods=PODS, hosts={"b": ["*.b.ai"], "c": ["c.ai", "d.ai"]})
    assert patches(few) == patches(more)
    assert "example.com" not in json.dumps(patches(few))


def test_shared_pods_name_no_host_by_https(tmp_path: Path) -> None:
    """On shared pods, patches of routes name the Gateway or a slot, and errors are only for routes of LLM APIs."""
    found = written(tmp_path, pods=SHARED, hosts={"a": ["a.ai", "*.b.ai"], "b": ["c.ai"]})
    (filters,) = (one for one in found if _has_routes(one))
    assert filters["metadata"]["name"] == "llm-routes"
    places = [_place(patch) for patch in filters["spec"]["configPatches"]]
    slots = [{"name": f"http.15700.127.0.1.{number}"} for number in (1, 2, 3)]
    assert places == [{"gateway": "llm-gateway/llm"}] * 3 + slots
    (first, *_) = _mappers(found)
    assert "!xds.route_name.startsWith('llm/')" in json.dumps(first)
    assert not {"request_headers_timeout", "request_timeout", "stream_idle_timeout"} & _connection_manager(found).keys()


def test_shared_pods_change_only_listed_hosts_by_plain_http(tmp_path: Path) -> None:
    """By plain HTTP on shared pods, where all Gateways share their routes, patches name the port and a listed host."""
    hosts = {"a": ["a.ai", "b.ai"], "b": ["b.ai", "c.ai"]}
    found = written(tmp_path, pods=SHARED, hosts=hosts, http=PlainHttp(port=8080))
    (_, *filters) = (one for one in found if _has_routes(one))
    places = {one["metadata"]["name"]: [_place(patch) for patch in one["spec"]["configPatches"]] for one in filters}
    assert {name: [place["vhost"]["domainName"] for place in own] for name, own in places.items()} == {
        "llm-routes-a": ["a.ai", "a.ai", "b.ai", "b.ai"],
        "llm-routes-b": ["c.ai", "c.ai"],
    }
    assert {place["portNumber"] for own in places.values() for place in own} == {8080}


def _place(patch: Document) -> Document:
    """Where a patch of routes applies, without the kind of route."""
    place = dict(patch["match"]["routeConfiguration"])
    vhost = {key: value for key, value in place.pop("vhost", {}).items() if key != "route"}
    return {**place, **({"vhost": vhost} if vhost else {})}


def _has_routes(document: Document) -> bool:
    """Whether an object has the patches of routes of LLM APIs. The one of all listeners has a patch of all routes."""
    return document["metadata"]["name"] != "llm-listeners" and any(
        "routeConfiguration" in patch["match"] for patch in document.get("spec", {}).get("configPatches", ())
    )


def _mappers(found: list[Document]) -> list[Document]:
    return list(_connection_manager(found)["local_reply_config"]["mappers"])


def _connection_manager(found: list[Document]) -> Document:
    """What is added to the connection manager of every listener."""
    config: Document = next(
        patch["patch"]["value"]["typed_config"]
        for patch in patches(found)
        if "local_reply_config" in patch["patch"].get("value", {}).get("typed_config", {})
    )
    return config


def test_dedicated_pods_set_no_limit_to_silence(tmp_path: Path) -> None:
    """On pods for LLM APIs only, whatever the mesh says of idle streams, the listeners let a model think."""
    found = written(tmp_path, pods=PODS)
    assert _connection_manager(found)["stream_idle_timeout"] == "0s"
    assert "idle_timeout" not in json.dumps([one for one in found if _has_routes(one)])


def test_dedicated_pods_limit_the_arrival_of_requests(tmp_path: Path) -> None:
    """Nobody holds a request open that never ends; on pods with other hosts, their owner sets these times."""
    config = _connection_manager(written(tmp_path, pods=PODS))
    assert (config["request_headers_timeout"], config["request_timeout"]) == ("10s", "300s")


def test_no_object_grows_with_the_hosts_of_shared_pods(tmp_path: Path) -> None:
    """Six hundred hosts are divided among EnvoyFilters of at most 50 hosts, each small enough for kubectl apply."""
    hosts = {f"team-{team}": [f"a-rather-long-name-{n}.{team}.example.com" for n in range(60)] for team in range(10)}
    found = written(tmp_path, pods=SHARED, hosts=hosts, certificates=..., http=PlainHttp())
    names = [one["metadata"]["name"] for one in found if _has_routes(one)]
    assert len(names) == 1 + 20
    assert "llm-routes-team-3.2" in names
    assert max(len(json.dumps(one)) for one in found) < 200_000


def test_too_many_hosts_are_refused(tmp_path: Path) -> None:
    """A Gateway that kubectl couldn't apply isn't written."""
    (problem,) = problems(tmp_path, hosts={"ai": [f"{number}.chat.example.com" for number in range(2000)]})
    assert problem.startswith("Gateway/llm.spec: got ")
    assert problem.endswith("[object-size]")


def test_the_file_does_not_depend_on_apis(tmp_path: Path) -> None:
    """An API beside the gateway changes nothing in the gateway's file, and the gateway nothing in the API's."""
    alone, both = MeshApp(outdir=tmp_path / "alone"), MeshApp(outdir=tmp_path / "both")
    LlmGateway(alone, "llm", **plain({}))
    for app in (both,):
        LlmApiMesh(
            app,
            "chat",
            namespace="ai",
            hosts=["chat.example.com"],
            gateway=PLAIN_GATEWAY,
            backend=Pool(selector={"app": "chat"}, target_port=8080),
        )
        LlmGateway(app, "llm", **plain({}))
    alone.synth()
    both.synth()
    assert (tmp_path / "alone/llm.k8s.yaml").read_text() == (tmp_path / "both/llm.k8s.yaml").read_text()
    assert (tmp_path / "both/chat.k8s.yaml").exists()


def test_failovers_have_lists_of_slots(tmp_path: Path) -> None:
    """A list for each number of backends, whose addresses rank by the labels of those that come after them."""
    found = written(tmp_path, failover_backends=4, pods=PODS)
    slots = [one["metadata"]["name"] for one in found if one["metadata"]["name"].startswith("llm-slot-")]
    assert slots == ["llm-slot-0", "llm-slot-1", "llm-slot-2", "llm-slot-3"]
    priorities = find(found, "DestinationRule", "llm-failover-3")["spec"]["trafficPolicy"]["loadBalancer"]
    assert priorities["localityLbSetting"]["failoverPriority"] == [
        "llm-gateway/before-1=true",
        "llm-gateway/before-2=true",
    ]
    for index, before in enumerate(({"1", "2"}, {"1"}, set())):
        entry = find(found, "WorkloadEntry", f"llm-failover-3-{index}")["spec"]
        assert entry["address"] == f"127.0.1.{index + 1}"
        assert {name.rpartition("-")[2] for name in entry["labels"] if "before" in name} == before
    service = find(found, "Service", "llm-failover-3")
    assert service["metadata"]["annotations"] == {"networking.istio.io/exportTo": "."}
    assert service["spec"]["ports"][0]["targetPort"] == 15700


def test_deployed_pods_have_time_and_memory(tmp_path: Path) -> None:
    """The ConfigMap gives streams their time, bodies their memory twice, and keys their volume."""
    pods = DeployedPods(longest_generation=timedelta(minutes=30), concurrent_generations=100)
    data = config(tmp_path, pods=pods, providers={"openai": OPENAI}, max_request_bytes=2**20)
    template = data["deployment"]["spec"]["template"]
    proxy = yaml.safe_load(template["metadata"]["annotations"]["proxy.istio.io/config"])
    assert proxy == {
        "drainDuration": "1800s",
        "proxyStatsMatcher": {
            "inclusionRegexps": [
                r"extension_config_discovery\.http_filter\.llm-gateway/.*\.lua\.errors",
                r"spill\.http_local_rate_limit\..*",
                r"(envoy\.overload_actions|overload)\..*\.(active|count|pressure|shed_load_count)",
            ],
            "inclusionSuffixes": ["upstream_rq_active"],
        },
    }
    assert template["spec"]["terminationGracePeriodSeconds"] == 1860
    (container,) = template["spec"]["containers"]
    memory = 256 + 2 * 100
    assert container["resources"] == {
        "requests": {"cpu": "1", "memory": f"{memory}Mi"},
        "limits": {"cpu": "2", "memory": f"{memory * 5 // 4 + 128}Mi"},
    }
    assert {one["name"]: one["value"] for one in container["env"]} == {
        "EXIT_ON_ZERO_ACTIVE_CONNECTIONS": "true",
        "MINIMUM_DRAIN_DURATION": "20s",
        "ISTIO_BOOTSTRAP_OVERRIDE": "/run/llm-gateway/overload/custom_bootstrap.json",
    }
    assert container["volumeMounts"] == [
        {"name": "overload", "mountPath": "/run/llm-gateway/overload", "readOnly": True},
        {"name": "provider-openai", "mountPath": "/run/secrets/openai", "readOnly": True},
    ]
    assert template["spec"]["volumes"] == [
        {"name": "overload", "configMap": {"name": "llm-overload"}},
        {"name": "provider-openai", "secret": {"secretName": "openai", "optional": True}},
    ]
    file = find(written(tmp_path, pods=pods, max_request_bytes=2**20), "ConfigMap", "llm-overload")["data"]
    manager = json.loads(file["custom_bootstrap.json"])["overload_manager"]
    (monitor,) = manager["resource_monitors"]
    assert monitor["typed_config"]["max_heap_size_bytes"] == (memory - 64) * 2**20  # without the agent


def test_deployed_pods_by_default(tmp_path: Path) -> None:
    """The autoscaler measures CPU and memory, one pod at a time is evicted, and nothing else is set."""
    data = config(tmp_path)
    scaling = data["horizontalPodAutoscaler"]["spec"]
    assert (scaling["minReplicas"], scaling["maxReplicas"]) == (2, 6)
    assert {one["resource"]["name"]: one["resource"]["target"] for one in scaling["metrics"]} == {
        "cpu": {"type": "Utilization", "averageUtilization": 80},
        "memory": {"type": "Utilization", "averageUtilization": 80},
    }
    assert data["podDisruptionBudget"]["spec"] == {"maxUnavailable": 1}
    assert data["service"] == {"spec": {"type": "LoadBalancer", "externalTrafficPolicy": "Cluster"}}
    assert "serviceAccount" not in data
    template = data["deployment"]["spec"]["template"]
    assert template["metadata"].keys() == {"annotations"}
    spread = template["spec"]["topologySpreadConstraints"]
    assert [one["topologyKey"] for one in spread] == ["topology.kubernetes.io/zone", "kubernetes.io/hostname"]
    labels = [one["labelSelector"]["matchLabels"] for one in spread]
    assert labels == [{"gateway.networking.k8s.io/gateway-name": "llm"}] * 2


def test_what_the_platform_sets_of_deployed_pods(tmp_path: Path) -> None:
    """Each field has its place in the ConfigMap."""
    pods = DeployedPods(
        min_replicas=3,
        max_replicas=9,
        target_cpu_utilization_percentage=60,
        target_memory_utilization_percentage=70,
        cpu_request="500m",
        cpu_limit="1.5",
        pod_labels={"team": "ml"},
        service_account_annotations={"eks.amazonaws.com/role-arn": "arn:aws:iam::1:role/llm"},
        service_annotations={"example.com/scheme": "internal"},
        external_traffic_policy="Local",
        load_balancer_class="service.k8s.aws/nlb",
        load_balancer_source_ranges=["10.0.0.0/8", "2001:db8::/32"],
    )
    data = config(tmp_path, pods=pods)
    scaling = data["horizontalPodAutoscaler"]["spec"]
    assert (scaling["minReplicas"], scaling["maxReplicas"]) == (3, 9)
    assert [one["resource"]["target"]["averageUtilization"] for one in scaling["metrics"]] == [60, 70]
    template = data["deployment"]["spec"]["template"]
    (container,) = template["spec"]["containers"]
    assert {kind: amounts["cpu"] for kind, amounts in container["resources"].items()} == {
        "requests": "500m",
        "limits": "1.5",
    }
    assert template["metadata"]["labels"] == {"team": "ml"}
    assert data["serviceAccount"] == {
        "metadata": {"annotations": {"eks.amazonaws.com/role-arn": "arn:aws:iam::1:role/llm"}}
    }
    assert data["service"] == {
        "metadata": {"annotations": {"example.com/scheme": "internal"}},
        "spec": {
            "type": "LoadBalancer",
            "externalTrafficPolicy": "Local",
            "loadBalancerClass": "service.k8s.aws/nlb",
            "loadBalancerSourceRanges": ["10.0.0.0/8", "2001:db8::/32"],
        },
    }


def test_a_service_that_no_node_leads_to(tmp_path: Path) -> None:
    """A ClusterIP has no external traffic policy, which Kubernetes would refuse."""
    assert config(tmp_path, pods=DeployedPods(service_type="ClusterIP"))["service"] == {"spec": {"type": "ClusterIP"}}


def config(folder: Path, **changes: Any) -> dict[str, Any]:
    """The parts of the ConfigMap."""
    texts = find(written(folder, **changes), "ConfigMap", "llm")["data"]
    return {key: yaml.safe_load(text) for key, text in texts.items()}


def test_deployed_pods_have_a_kubernetes_gateway(tmp_path: Path) -> None:
    """It has a listener for each port, for a host that no client uses, and takes no routes of other namespaces."""
    spec = find(written(tmp_path, http=RedirectToHttps()), "Gateway", "llm", "gateway.networking.k8s.io")["spec"]
    assert spec["gatewayClassName"] == "istio"
    # Labels and annotations are given, so that istiod doesn't copy the Gateway's own to the pods.
    assert spec["infrastructure"] == {
        "annotations": {},
        "labels": {
            "app.kubernetes.io/component": "llm-gateway",
            "app.kubernetes.io/managed-by": "llm-api-mesh",
            "app.kubernetes.io/name": "llm",
        },
        "parametersRef": {"group": "", "kind": "ConfigMap", "name": "llm"},
    }
    assert [(one["port"], one["protocol"]) for one in spec["listeners"]] == [(80, "HTTP"), (443, "HTTPS")]
    assert {one["hostname"] for one in spec["listeners"]} == {"unused.llm.llm-gateway.llm-gateway.internal"}
    assert {one["allowedRoutes"]["namespaces"]["from"] for one in spec["listeners"]} == {"Same"}


def test_existing_pods_have_a_checklist(tmp_path: Path) -> None:
    """Nothing is deployed for existing pods, and their owner gets the numbers as a list."""
    found = written(tmp_path, pods=PODS)
    assert not [one for one in found if one["kind"] == "ConfigMap" or "k8s.io" in one["apiVersion"]]
    keywords = plain({"pods": PODS, "providers": {"openai": OPENAI}, "num_trusted_proxies": 1})
    text = "\n".join(LlmGateway(MeshApp(), "llm", **keywords).checklist)
    for word in (
        "drainDuration: 3600s and terminationDrainDuration: 3600s",
        "terminationGracePeriodSeconds: 3660",
        "EXIT_ON_ZERO_ACTIVE_CONNECTIONS=true and MINIMUM_DRAIN_DURATION=20s",
        "requests: {memory: 1056Mi}, limits: {memory: 1448Mi}",
        'requests: {cpu: "1"}',
        "80 % of CPU and 80 % of memory",
        "a PodDisruptionBudget with maxUnavailable: 1",
        "topology.kubernetes.io/zone and kubernetes.io/hostname",
        r"(envoy\.overload_actions|overload)\..*\.(active|count|pressure|shed_load_count)], inclusionSuffixes",
        "sidecar.istio.io/bootstrapOverride",
        f"max_heap_size_bytes: {(1056 - 64) * 2**20}",
        "inclusionSuffixes: [upstream_rq_active]",
        "gatewayTopology: {numTrustedProxies: 1}",
        "PILOT_SCOPE_GATEWAY_TO_NAMESPACE",
        "15700",
        "/run/secrets/openai/key.yaml, from the Secret openai",
    ):
        assert word in text


def test_choices_are_for_all_clusters(tmp_path: Path) -> None:
    """The number stands in one patch for all clusters, and Envoy's own number in none."""
    values = [patch["patch"].get("value") for patch in patches(written(tmp_path / "8", choices=8))]
    assert {"least_request_lb_config": {"choice_count": 8}} in values
    assert "choice_count" not in json.dumps(patches(written(tmp_path / "2")))


def test_trusted_proxies(tmp_path: Path) -> None:
    """The pods trust the proxies before them, and the second hop one more: the first hop."""
    found = written(tmp_path, num_trusted_proxies=2)
    deployment = yaml.safe_load(find(found, "ConfigMap", "llm")["data"]["deployment"])
    proxy = yaml.safe_load(deployment["spec"]["template"]["metadata"]["annotations"]["proxy.istio.io/config"])
    assert proxy["gatewayTopology"] == {"numTrustedProxies": 2}
    assert '"xff_num_trusted_hops": 3' in json.dumps(patches(found))


def test_another_cluster_domain(tmp_path: Path) -> None:
    """The hosts of the lists end with the cluster's domain."""
    found = written(tmp_path, cluster_domain="k8s.example.org")
    host = find(found, "DestinationRule", "llm-failover-2")["spec"]["host"]
    assert host == "llm-failover-2.llm-gateway.svc.k8s.example.org"


def test_a_provider_is_for_its_namespaces(tmp_path: Path) -> None:
    """Its cluster refuses all other namespaces before anything else, and rewrites the model before it signs."""
    aws = GatewayProvider(provider=Bedrock(region="eu-west-1"), namespaces=["b", "ai"])
    hosts = {"ai": ["chat.example.com"], "b": ["b.example.com"]}
    found = written(tmp_path, hosts=hosts, providers={"openai": OPENAI, "aws": aws})
    entry = find(found, "ServiceEntry", "llm-provider-aws")["spec"]
    assert entry["hosts"] == ["aws.llm.llm-gateway.llm-gateway.internal"]
    (patch,) = find(found, "EnvoyFilter", "llm-provider-aws")["spec"]["configPatches"]
    (options,) = patch["patch"]["value"]["typed_extension_protocol_options"].values()
    assert [one["name"] for one in options["http_filters"]] == [
        "llm-gateway/from",
        "llm-gateway/users",
        "llm-gateway/clean",
        "llm-gateway/rewrite",
        "llm-gateway/address",
        "llm-gateway/clean-own",
        "llm-gateway/sign",
        "llm-gateway/require-key",
        "envoy.filters.http.upstream_codec",
    ]
    users = re.findall(r"namespaces/([\w-]+)/virtual-service/", json.dumps(options))
    assert users == ["ai", "b"]


def test_copies_and_other_namespaces_do_not_use_a_provider(tmp_path: Path) -> None:
    """Only a route of a namespace that may use it leads there: the copy that a mirror makes has no route."""
    script = Script(_code(written(tmp_path, providers={"openai": OPENAI}), "llm-gateway/users"))
    of_namespace = "/apis/networking.istio.io/v1/namespaces/{}/virtual-service/chat"
    assert script.request({headers.FROM: of_namespace.format("ai")})[2] == ""
    for other in ("ai-2", "a", "AI", "x/namespaces/ai"):
        assert script.request({headers.FROM: of_namespace.format(other)})[2] == "403"
    assert script.request({headers.FROM: "-"})[2] == "403"
    assert script.request({})[2] == "403"


OWN_ADDRESSES = (
    *("127.0.0.1:15000", "127.0.1.2:15700", "0.0.0.0:15000", "[::1]:15000", "[::]:15000", "[::ffff:127.0.0.1]:15000"),
    *("/var/run/secrets/workload-spiffe-uds/socket", "@abstract", "169.254.169.254:80", "169.254.170.23:80"),
    *("[fe80::1]:80", "[fd00:ec2::254]:80", "168.63.129.16:80", "100.100.100.200:80"),
)


@pytest.mark.parametrize("address", OWN_ADDRESSES)
def test_no_route_leads_to_the_gateway_itself(tmp_path: Path, address: str) -> None:
    """Requests to the pod's own addresses and to a node's metadata servers are refused, by any name or Service."""
    script = Script(_code(written(tmp_path), "llm-gateway/own-addresses"))
    assert script.request({headers.TO: address})[2] == "403"


def test_routes_lead_to_pods(tmp_path: Path) -> None:
    """Requests to the addresses of pods pass; without an address they don't."""
    script = Script(_code(written(tmp_path, pool_users=ALL_POOL_USERS), "llm-gateway/own-addresses"))
    for address in ("10.0.0.1:8080", "100.64.0.1:80", "[fd00:10::1]:8080", "[2001:db8::1]:80", "192.168.127.1:80"):
        assert script.request({headers.TO: address})[2] == ""
    assert script.request({})[2] == "403"


def test_a_client_chooses_nothing_that_routes_choose(tmp_path: Path) -> None:
    """The gateway removes the headers by which routes speak to it from the requests of clients."""
    code = json.dumps(patches(written(tmp_path)))
    for name in (headers.LEG, headers.SPILL, headers.FROM, headers.UPSTREAM_MODEL, headers.INCLUDE_USAGE):
        assert f'{{"remove": "{name}"}}' in code


def test_a_google_token_is_fetched_once(tmp_path: Path) -> None:
    """The listeners fetch tokens for clusters that require one, from a cluster to which no route leads."""
    google = GatewayProvider(provider=VertexAI(project="p"), namespaces=["ai"])
    found = written(tmp_path, providers={"vertex": google})
    assert [one["metadata"]["name"] for one in found if one["kind"] == "ServiceEntry"] == ["llm-provider-vertex"]
    (metadata,) = [
        one["patch"]["value"]
        for one in patches(found)
        if one["patch"]["operation"] == "ADD" and one["applyTo"] == "CLUSTER"
    ]
    assert not metadata["name"].startswith("outbound|")
    assert "'metadata.google.internal'" in str(metadata["load_assignment"])
    text = json.dumps(patches(found))
    assert "gcp_authn" in text
    # No token is fetched for a route that may not have it.
    filters = [one["patch"] for one in patches(found) if one["applyTo"] == "HTTP_FILTER"]
    inserted = [one["value"]["name"] for one in filters if one["operation"] == "INSERT_BEFORE"]
    assert inserted.index("llm-gateway/token-users") < inserted.index("llm-gateway/google-token")
    assert "outbound|443||vertex.llm.llm-gateway.llm-gateway.internal" in text
    assert "gcp_authn" not in json.dumps(patches(written(tmp_path / "without")))


def test_an_older_release_refuses_vertex_ai(tmp_path: Path) -> None:
    """Istio 1.30 has everything of a gateway but for Google's tokens."""
    written(tmp_path / "1.30", istio="1.30", providers={"openai": OPENAI})
    google = GatewayProvider(provider=VertexAI(project="p"), namespaces=["ai"])
    (problem,) = problems(tmp_path, istio="1.30", providers={"vertex": google})
    assert problem.startswith("providers[vertex].provider.project: got a field that Istio 1.30 doesn't have")


REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "no certificate": (
        {"certificates": ...},
        'hosts=["chat.example.com"]). Allowed: a certificate for each host, or http=PlainHttp(). [certificate-host]',
    ),
    "a certificate for other hosts": (
        {"certificates": [Certificate(credential_name="all"), Certificate(credential_name="b", hosts=["b.ai"])]},
        'certificates[b].hosts: got "b.ai". Allowed: hosts of the gateway, or wildcards over them. [certificate-host]',
    ),
    "one port": ({"http": PlainHttp(port=443)}, "https_port: got 443, which is also the port of plain HTTP."),
    "another namespace's host": (
        {"hosts": {"a": ["*.example.com"], "b": ["b.example.com"]}},
        'hosts[b][0]: got "b.example.com" beside "*.example.com" of a.',
    ),
    "all hosts": ({"hosts": {"ai": ["*"]}}, 'hosts: got "*" for ai.'),
    "no hosts": ({"hosts": {}}, "hosts: got {}."),
    "a list of hosts": ({"hosts": ["chat.example.com"]}, 'Allowed: a mapping, such as {"ai": ["chat.example.com"]}.'),
    "a host with a port": ({"hosts": {"ai": ["chat.example.com:443"]}}, "hosts.ai[0]: got"),
    "a wildcard by plain HTTP on shared pods": (
        {"pods": SHARED, "hosts": {"ai": ["*.example.com"]}, "http": PlainHttp()},
        'hosts[ai][0]: got "*.example.com". List the hosts, or serve HTTPS only.',
    ),
    "choices on shared pods": ({"pods": SHARED, "choices": 4}, "choices: got 4 on shared pods."),
    "a bound on shared pods": ({"pods": SHARED, "max_load": 1.5}, "max_load: got 1.5 on shared pods."),
    "no room for a bound": ({"max_load": 1}, "max_load: got 1. Allowed: a number from 1.05 to 10, with at most two"),
    "a bound with too many decimals": ({"max_load": 1.255}, "max_load: got 1.255."),
    "an opening that says nothing": ({"opening_characters": 63}, "Allowed: a whole number from 64 to 65536."),
    "a key without its Secret": (
        {"providers": {"openai": GatewayProvider(provider=OpenAI(api_key=KEY), namespaces=["ai"])}},
        "providers[openai].secret: missing. Add secret=... Allowed: the Secret that is mounted at /run/secrets/openai.",
    ),
    "a key by the name of a variable": (
        {
            "providers": {
                "openai": GatewayProvider(provider=OpenAI(api_key="OPENAI_API_KEY"), namespaces=["ai"])  # type: ignore[arg-type]
            }
        },
        (
            "providers[openai].provider.api_key: got a value that isn't shown, because it may be a key. "
            'Write KeyFromFile(path="..."). Allowed: KeyFromFile(...). [type-wrong]'
        ),
    ),
    "a small limit of bodies": (
        {"max_request_bytes": 1000},
        "max_request_bytes: got 1000. Allowed: a number of bytes from 1048576 (1 MiB) to 1073741824 (1 GiB)",
    ),
    "Vertex AI before access tokens": (
        {
            "providers": {"google": GatewayProvider(provider=VertexAI(project="ours"), namespaces=["ai"])},
            "istio": "1.30",
        },
        (
            "providers[google].provider.project: got a field that Istio 1.30 doesn't have. "
            'Allowed: istio="1.31" or newer, which adds access tokens to Envoy\'s gcp_authn. [istio-release]'
        ),
    ),
    "a provider without namespaces": (
        {"providers": {"openai": GatewayProvider(provider=OpenAI(api_key=KEY), namespaces=[])}},
        "providers[openai].namespaces: got []. Allowed: at least one name. [field-invalid]",
    ),
    "pools without users": (
        {"pool_users": {"research": []}},
        "pool_users.research: got []. Allowed: at least one name. [field-invalid]",
    ),
    "a namespace that uses its own pools": (
        {"pool_users": {"ai": ["ai", "research"]}},
        (
            'pool_users: got "ai" as a user of its own pools. Allowed: other namespaces, because each namespace may '
            "use its own pools. [field-without-effect]"
        ),
    ),
    "everyone for one namespace": (
        {"pool_users": {"research": ["*"]}},
        (
            'pool_users: got "*" for "research". Allowed: names of namespaces, or ALL_POOL_USERS alone, by which every '
            "namespace may use all pools. [field-invalid]"
        ),
    ),
    "everyone and others": ({"pool_users": {**ALL_POOL_USERS, "research": ["ai"]}}, 'pool_users: got "*" for "*".'),
    "all namespaces for one": ({"pool_users": {"*": ["ai"]}}, 'pool_users: got "*". Allowed: names of namespaces'),
    "no users at all": (
        {"pool_users": None},
        'pool_users: got None. Allowed: a mapping, such as {"research": ["ai"]}. [type-wrong]',
    ),
    "a user that is no namespace": ({"pool_users": {"research": ["Ai"]}}, "pool_users.research[0]: got"),
    "an unknown field": ({"host": ["a.ai"]}, "host: unknown field host. Did you mean hosts?"),
    "no namespace": ({"namespace": ...}, "namespace: missing. Add namespace=..."),
    "more pods than the most": ({"pods": DeployedPods(min_replicas=7)}, "pods: got min_replicas=7 and max_replicas=6."),
    "more CPU than the limit": (
        {"pods": DeployedPods(cpu_request="2500m")},
        'pods: got cpu_request="2500m" and cpu_limit="2". Allowed: a cpu_request that isn\'t larger than cpu_limit.',
    ),
    "CPU in another notation": (
        {"pods": DeployedPods(cpu_request="1 core")},
        'pods.cpu_request: got "1 core". Allowed: cores or millicores in the notation of Kubernetes',
    ),
    "a label of istiod": (
        {"pods": DeployedPods(pod_labels={"gateway.networking.k8s.io/gateway-name": "a"})},
        "pods: got pod_labels with gateway.networking.k8s.io/gateway-name. Allowed: labels that istiod doesn't set",
    ),
    "a label by which a sidecar would be injected": (
        {"pods": DeployedPods(pod_labels={"sidecar.istio.io/inject": "true"})},
        "pods: got pod_labels with sidecar.istio.io/inject. Allowed: labels that istiod doesn't set itself.",
    ),
    "a label of telemetry": (
        {"pods": DeployedPods(pod_labels={"service.istio.io/canonical-name": "a"})},
        "pods: got pod_labels with service.istio.io/canonical-name.",
    ),
    "memory that no node has": (
        {"pods": DeployedPods(concurrent_generations=10_000), "max_request_bytes": 1024**3},
        (
            "pods.concurrent_generations: got 10000 generations with max_request_bytes=1073741824, for which a pod "
            "needs 20,001 GiB of memory. Allowed: numbers for which a pod needs up to 1,024 GiB. [field-invalid]"
        ),
    ),
    "users as a list": (
        {"pool_users": ["ai"]},
        'pool_users: got ["ai"]. Allowed: a mapping, such as {"research": ["ai"]}. [type-wrong]',
    ),
    "annotations as a list": (
        {"pods": DeployedPods(service_annotations=["a"])},  # type: ignore[arg-type]
        'Allowed: a mapping, such as {"service.beta.kubernetes.io/aws-load-balancer-scheme": "internal"}. [type-wrong]',
    ),
    "a user of pools without a host": (
        {"pool_users": {"research": ["ia"]}},
        (
            'pool_users.research: got "ia", which has no host at the gateway. Did you mean "ai"? '
            "Allowed: namespaces that have hosts: ai. [field-without-effect]"
        ),
    ),
    "the gateway as a user of pools": (
        {"pool_users": {"ai": ["llm-gateway"]}},
        (
            'pool_users.ai: got "llm-gateway", the gateway\'s own namespace. Allowed: other namespaces, because the '
            "gateway's namespace may use all pools. [field-without-effect]"
        ),
    ),
    "a user of a provider without a host": (
        {"providers": {"openai": GatewayProvider(provider=OpenAI(api_key=KEY), namespaces=["ia"], secret="key")}},  # noqa: S106
        (
            'providers[openai].namespaces: got "ia", which has no host at the gateway. Did you mean "ai"? '
            "Allowed: namespaces that have hosts: ai. [field-without-effect]"
        ),
    ),
    "a key of an annotation": (
        {"pods": DeployedPods(service_annotations={"a b": "c"})},
        'pods.service_annotations: got key "a b". Allowed: an annotation\'s key: up to 63 letters',
    ),
    "a traffic policy without nodes": (
        {"pods": DeployedPods(service_type="ClusterIP", external_traffic_policy="Cluster")},
        (
            'pods: got external_traffic_policy with service_type="ClusterIP". '
            'Allowed: service_type="LoadBalancer" or "NodePort". [field-without-effect]'
        ),
    ),
    "a load balancer's addresses without one": (
        {"pods": DeployedPods(service_type="NodePort", load_balancer_source_ranges=["10.0.0.0/8"])},
        'pods: got load_balancer_source_ranges with service_type="NodePort". Allowed: service_type="LoadBalancer".',
    ),
    "an address inside of a range": (
        {"pods": DeployedPods(load_balancer_source_ranges=["10.0.0.1/8"])},
        (
            'pods.load_balancer_source_ranges[0]: got "10.0.0.1/8". Write "10.0.0.0/8". '
            'Allowed: a range of addresses such as "10.0.0.0/8"'
        ),
    ),
    "a class that isn't a name": (
        {"pods": DeployedPods(load_balancer_class="a b")},
        'pods.load_balancer_class: got "a b". Allowed: up to 63 letters',
    ),
    "a number that isn't one": (
        {"failover_backends": 1},
        "failover_backends: got 1. Allowed: a whole number from 2",
    ),
}


def test_on_shared_pods_a_user_may_have_no_llm_api(tmp_path: Path) -> None:
    """Its hosts are at another Gateway of these pods."""
    pods = ExistingPods(selector={"istio": "edge"}, service_account="istio-ingressgateway", shared=True)
    provider = GatewayProvider(provider=OpenAI(api_key=KEY), namespaces=["web"])
    assert written(tmp_path, pods=pods, pool_users={"ai": ["web"]}, providers={"openai": provider})


@pytest.mark.parametrize("case", REFUSED)
def test_what_can_not_work_is_refused(tmp_path: Path, case: str) -> None:
    """Each mistake is named with its field and with the way out, before anything is written."""
    changes, text = REFUSED[case]
    (problem,) = problems(tmp_path, **changes)
    assert text in problem


def test_all_problems_come_at_once(tmp_path: Path) -> None:
    """The problems of a gateway and of an API are reported together."""
    app = MeshApp(outdir=tmp_path / "dist")
    LlmGateway(app, "llm", **plain({"certificates": ..., "https_port": 0}))
    LlmApiMesh(
        app,
        "chat",
        namespace="ai",
        hosts=["chat"],
        gateway=PLAIN_GATEWAY,
        backend=Pool(selector={"app": "chat"}, target_port=8080),
    )
    with pytest.raises(MeshError) as caught:
        app.synth()
    assert [(one.api, one.path) for one in caught.value.problems] == [
        ("chat", "hosts[0]"),
        ("llm", "certificates"),
        ("llm", "https_port"),
    ]


def test_two_gateways_for_one_set_of_pods_are_refused(tmp_path: Path) -> None:
    """Each would patch what the other has; two deployed gateways stand side by side, for an update without a drain."""
    app = MeshApp(outdir=tmp_path / "dist")
    LlmGateway(app, "one", **plain({"pods": PODS}))
    LlmGateway(app, "two", **plain({"pods": PODS}))
    with pytest.raises(MeshError, match='got the pods of LLM gateway "one"'):
        app.synth()
    app = MeshApp(outdir=tmp_path / "dist")
    LlmGateway(app, "llm", **plain({}))
    LlmGateway(app, "llm-2", **plain({}))
    app.synth()
    assert len(list((tmp_path / "dist").iterdir())) == 2


def test_no_gateway_has_the_name_of_another_one_s_object(tmp_path: Path) -> None:
    """Such a Gateway would replace the other one, and the admission policy would take it for a part of the other."""
    proxy = ForwardProxy(host="proxy.example.com", port=3128)
    beside = {"providers": {"openai": OPENAI}, "forward_proxy": proxy}
    options = {"http": RedirectToHttps(), "admission_policy": True, "inference_pools": ["ai"], **beside}
    plan = LlmGateway(MeshApp(), "llm", **plain(options)).plan
    named_after_gateways = {"ConfigMap", "Gateway", "KubernetesGateway"}
    taken = {owned.name for owned in plan.owned_objects if owned.kind in named_after_gateways} - {"llm"}
    assert plan.admission_file
    for name in sorted([*taken, plan.admission_file]):
        app = MeshApp(outdir=tmp_path / "dist")
        LlmGateway(app, name, **plain({}))
        with pytest.raises(MeshError) as caught:
            app.synth()
        (problem,) = caught.value.problems
        ending = name.removeprefix("llm-")
        assert problem.given == f'"{name}"'
        assert problem.fix == f'Write "{ending}-llm".'
    LlmGateway(MeshApp(), "slot-1", **plain({}))


@pytest.mark.parametrize("name", ["llm-slot-1", "llm-pools", "llm-redirect", "llm-admission", "llm-egress"])
def test_no_api_refers_to_a_part_of_a_gateway(tmp_path: Path, name: str) -> None:
    """A reference follows the rule of the gateway itself."""
    app = MeshApp(outdir=tmp_path / "dist")
    api = {"namespace": "ai", "hosts": ["a.example.com"], "backend": Pool(selector={"app": "a"}, target_port=8080)}
    LlmApiMesh(app, "chat", **api, gateway=LlmGatewayRef(namespace="llm-gateway", name=name))  # type: ignore[arg-type]
    with pytest.raises(MeshError, match=f'gateway.name: got "{name}"'):
        app.synth()


def test_names_of_an_api_in_the_gateway_s_namespace(tmp_path: Path) -> None:
    """An API and a gateway that would write one object are refused, in a plain App as well."""
    api = {
        "namespace": "llm-gateway",
        "hosts": ["b.example.com"],
        "backend": Pool(selector={"app": "a"}, target_port=8080),
        "gateway": Gateway(anonymous=True, name="llm", http=PlainHttp()),
    }
    app = MeshApp(outdir=tmp_path / "dist")
    LlmGateway(app, "llm", **plain({"pods": PODS}))
    LlmApiMesh(app, "api", **api)  # type: ignore[arg-type]
    with pytest.raises(MeshError, match="name-taken"):
        app.synth()
    other = App()
    LlmGateway(other, "llm", **plain({"pods": PODS}))
    with pytest.raises(MeshError, match="name-taken"):
        LlmApiMesh(other, "api", **api)  # type: ignore[arg-type]


def test_a_plain_app_raises_at_once() -> None:
    """In a plain App, a faulty gateway raises its problems where it is declared."""
    with pytest.raises(MeshError, match="certificate-host"):
        LlmGateway(App(), "llm", **plain({"certificates": ...}))


def test_an_object_can_be_patched(tmp_path: Path) -> None:
    """Objects are attributes; a patch is written, and one without an effect is refused."""
    app = MeshApp(outdir=tmp_path / "dist")
    gateway = LlmGateway(app, "llm", **plain({"pods": PODS}))
    gateway.gateway.add_json_patch(JsonPatch.add("/spec/servers/0/name", "first"))
    app.synth()
    assert "name: first" in (tmp_path / "dist" / "llm.k8s.yaml").read_text()
    with pytest.raises(MeshError, match="patch-without-effect"):
        gateway.gateway.add_json_patch(JsonPatch.add("/spec/colour", "blue"))


def test_an_attribute_of_a_faulty_gateway_raises_its_problems() -> None:
    """A program that goes on with a faulty gateway gets the problems, not an AttributeError."""
    gateway = LlmGateway(MeshApp(), "llm", **plain({"certificates": ...}))
    with pytest.raises(MeshError, match="certificate-host"):
        _ = gateway.gateway


def test_no_backend_gets_an_internal_header(tmp_path: Path) -> None:
    """The script on the way to a backend removes every header by which gateway and routes speak to each other."""
    script = Script(_code(written(tmp_path), "llm-gateway/rewrite"))
    names = [value for name, value in vars(headers).items() if name.isupper() and str(value).startswith("x-llm-")]
    internal = dict.fromkeys(names, "x")
    found, body, _ = script.request(
        {**internal, "content-type": "application/json", ":path": "/v1/chat/completions", "content-length": "13"},
        b'{"model":"a"}',
    )
    # The proxy reads the first one again for the choice of each retry, and backends get the others.
    assert {name for name in found if name.startswith("x-llm")} == {headers.AFFINITY, *headers.STATEMENTS}
    assert body == b'{"model":"x"}'
    assert found["content-length"] == "13"


@pytest.mark.parametrize(
    ("headers_", "body", "result"),
    [
        ({}, b'{"model":"a"}', (b'{"model":"a"}', "")),
        ({"content-type": "text/plain"}, b'{"model":"a"}', (b'{"model":"a"}', "")),
        ({"content-type": "application/json; charset=utf-8"}, b'{"model":"a"}', (b'{"model":"b"}', "")),
        ({"content-type": "application/json"}, b"[1]", (b"[1]", "400")),
        ({"content-type": "application/json"}, None, (None, "")),
    ],
)
def test_only_json_is_rewritten(
    tmp_path: Path, headers_: dict[str, str], body: bytes | None, result: tuple[bytes | None, str]
) -> None:
    """Bodies of other types go on as they are; JSON in which the name can't be replaced is refused."""
    script = Script(_code(written(tmp_path), "llm-gateway/rewrite"))
    _, text, status = script.request({headers.UPSTREAM_MODEL: "b", **headers_}, body)
    assert (text, status) == result


def test_a_second_attempt_has_the_same_name(tmp_path: Path) -> None:
    """An attempt gets the headers that the first one has left, and the client's body again."""
    script = Script(_code(written(tmp_path), "llm-gateway/rewrite"))
    json_type = {"content-type": "application/json", ":path": "/v1/completions"}
    sent, first, _ = script.request({**json_type, headers.UPSTREAM_MODEL: "long-name"}, b'{"model":"a"}')
    again, second, _ = script.again(sent, b'{"model":"a"}')
    assert first == second == b'{"model":"long-name"}'
    assert again == sent
    _, other, _ = script.request(json_type, b'{"model":"a"}')
    assert other == b'{"model":"a"}'


def test_a_google_token_replaces_the_client_s(tmp_path: Path) -> None:
    """Every attempt has the gateway's token, and the provider gets no other header with it."""
    google = GatewayProvider(provider=VertexAI(project="p"), namespaces=["ai"])
    script = Script(_code(written(tmp_path, providers={"vertex": google}), "llm-gateway/token"))
    sent, _, _ = script.request({GOOGLE_HEADER: "token"})
    assert sent == {"authorization": "Bearer token"}
    assert script.again({})[0] == sent
    assert script.request({})[0] == {}


def test_sessions_have_buckets(tmp_path: Path) -> None:
    """A key always has the same three digits, spread evenly; the first of the headers counts, and no client's own."""
    script = Script(_code(written(tmp_path, session_headers=["X-User", "x-session-id"]), "llm-gateway/keys"))
    found = [script.request({"x-session-id": f"s{number}"})[0][headers.BUCKET] for number in range(3000)]
    assert all(re.fullmatch("[0-9]{3}", bucket) for bucket in found)
    assert 230 < sum(bucket < "100" for bucket in found) < 370
    both = script.request({"x-user": "s1", "x-session-id": "s2"})[0]
    assert both[headers.BUCKET] == found[1]
    assert headers.BUCKET not in script.request({headers.BUCKET: "000"})[0]


def test_a_request_without_a_key_is_refused(tmp_path: Path) -> None:
    """A provider gets no request without a key, and none with an empty one."""
    azure = GatewayProvider(
        provider=AzureOpenAI(resource="acme", api_key=KEY),
        namespaces=["ai"],
        secret="azure",  # noqa: S106
    )
    script = Script(_code(written(tmp_path, providers={"azure": azure}), "llm-gateway/require-key"))
    assert script.request({"api-key": "key"})[2] == ""
    assert script.request({"api-key": ""})[2] == "500"
    assert script.request({})[2] == "500"


def test_a_key_has_no_line_break(tmp_path: Path) -> None:
    """A line break at the end of a key is removed, and one within it is an error, so no header follows the key."""
    key = OpenAI(api_key=KEY)
    openai = GatewayProvider(provider=key, namespaces=["ai"], secret="openai")  # noqa: S106
    script = Script(_code(written(tmp_path, providers={"openai": openai}), "llm-gateway/require-key"))
    for end in ("", "\n", "\r\n", " \n\n"):
        headers, _, status = script.request({"authorization": f"Bearer key{end}"})
        assert (headers["authorization"], status) == ("Bearer key", "")
    for refused in ("key\nx-other: 1", "\nkey", "ke\0y", "\n"):
        assert script.request({"authorization": f"Bearer {refused}\n"})[2] == "500"


def _code(found: list[Document], name: str) -> str:
    """Find the source of a Lua filter, wherever it stands."""

    def search(value: Any) -> str | None:
        if isinstance(value, dict):
            if value.get("name") == name and "typed_config" in value:
                return str(value["typed_config"]["default_source_code"]["inline_string"])
            return next((one for item in value.values() if (one := search(item))), None)
        if isinstance(value, list):
            return next((one for item in value if (one := search(item))), None)
        return None

    code = search(found)
    assert code
    return code


def test_for_argo_cd_what_protects_a_gateway_comes_first(tmp_path: Path) -> None:
    """Filters and policies are created before the Gateways and removed after them; clients' Gateways come last."""
    found = written(tmp_path, argo_cd=True, http=RedirectToHttps())
    waves = {
        (one["kind"], one["metadata"]["name"]): one["metadata"]["annotations"].get(documents.WAVE, "0") for one in found
    }
    later = {key: wave for key, wave in waves.items() if wave != "0"}
    last = [("Gateway", "llm"), ("Gateway", "llm-redirect"), ("VirtualService", "llm-redirect")]
    assert later == {
        **dict.fromkeys([("Gateway", f"llm-slot-{slot}") for slot in range(3)], "2"),
        **dict.fromkeys(last, "3"),
    }
    kept = {one["kind"] for one in found if documents.OPTIONS in one["metadata"]["annotations"]}
    assert {"AuthorizationPolicy", "EnvoyFilter"} <= kept
    assert not any("argocd" in str(one["metadata"]) for one in written(tmp_path))
