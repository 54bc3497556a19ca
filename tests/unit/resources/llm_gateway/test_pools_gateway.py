"""The gateway of inference pools."""

from __future__ import annotations

from pathlib import Path

import yaml

from llm_api_mesh import DeployedPods, ExistingPods
from support.llm_gateways import find, patches, written

HOSTS = {"ai": ["chat.example.com"], "bi": ["two.example.com"]}
DOMAIN = "pools.llm.llm-gateway.llm-gateway.internal"
GATEWAY_API = "gateway.networking.k8s.io"


def test_there_is_none_without_pools(tmp_path: Path) -> None:
    """Nothing of a gateway without inference pools has its name."""
    assert not [one for one in written(tmp_path) if "pools" in one["metadata"]["name"]]


def test_each_namespace_has_its_listener(tmp_path: Path) -> None:
    """With hosts that no other namespace can take, by Istio's mutual TLS."""
    found = written(tmp_path, hosts=HOSTS, inference_pools=["bi", "ai"])
    spec = find(found, "Gateway", "llm-pools", GATEWAY_API)["spec"]
    assert spec["gatewayClassName"] == "istio"
    assert [one["name"] for one in spec["listeners"]] == ["ai", "bi"]
    assert spec["listeners"][0] == {
        "name": "ai",
        "port": 443,
        "protocol": "HTTPS",
        "hostname": f"*.ai.{DOMAIN}",
        "tls": {"mode": "Terminate", "options": {"gateway.istio.io/tls-terminate-mode": "ISTIO_MUTUAL"}},
        "allowedRoutes": {
            "namespaces": {
                "from": "Selector",
                "selector": {"matchLabels": {"kubernetes.io/metadata.name": "ai"}},
            }
        },
    }


def test_a_subset_names_the_listener(tmp_path: Path) -> None:
    """The server name of a namespace's subset is one of the hosts of its listener."""
    found = written(tmp_path, hosts=HOSTS, inference_pools=["ai", "bi"])
    spec = find(found, "DestinationRule", "llm-pools")["spec"]
    assert spec["host"] == "llm-pools-istio.llm-gateway.svc.cluster.local"
    assert spec["exportTo"] == ["."]
    names = {one["name"]: one["trafficPolicy"]["tls"] for one in spec["subsets"]}
    assert names == {name: {"mode": "ISTIO_MUTUAL", "sni": f"any.{name}.{DOMAIN}"} for name in HOSTS}


def test_only_the_llm_gateway_may_call_it(tmp_path: Path) -> None:
    """By the identity of pods of the gateway's namespace."""
    spec = find(written(tmp_path, inference_pools=["ai"]), "AuthorizationPolicy", "llm-pools")["spec"]
    assert spec == {
        "selector": {"matchLabels": {"gateway.networking.k8s.io/gateway-name": "llm-pools"}},
        "action": "ALLOW",
        "rules": [{"from": [{"source": {"namespaces": ["llm-gateway"]}}]}],
    }


def test_its_pods(tmp_path: Path) -> None:
    """They are like those of the gateway, but with an address within the cluster only."""
    pods = DeployedPods(min_replicas=3, service_annotations={"example.com/public": "true"})
    data = find(written(tmp_path / "one", pods=pods, inference_pools=["ai"]), "ConfigMap", "llm-pools")["data"]
    assert yaml.safe_load(data["service"]) == {"spec": {"type": "ClusterIP"}}
    assert yaml.safe_load(data["horizontalPodAutoscaler"])["spec"]["minReplicas"] == 3
    volumes = yaml.safe_load(data["deployment"])["spec"]["template"]["spec"]["volumes"]
    assert volumes == [{"name": "overload", "configMap": {"name": "llm-pools-overload"}}]
    existing = written(
        tmp_path / "two",
        pods=ExistingPods(selector={"app": "gateway"}, service_account="gateway"),
        inference_pools=["ai"],
    )
    assert find(existing, "Gateway", "llm-pools", GATEWAY_API)
    assert find(existing, "ConfigMap", "llm-pools-overload")
    defaults = find(existing, "ConfigMap", "llm-pools")["data"]
    assert yaml.safe_load(defaults["horizontalPodAutoscaler"])["spec"]["minReplicas"] == 2


def test_what_is_missing_is_503(tmp_path: Path) -> None:
    """A failover goes on after 503: without the pool, its route, its replicas or its picker."""
    found = written(tmp_path, inference_pools=["ai"])
    (manager,) = [one for one in patches(found, "llm-pools") if one["applyTo"] == "NETWORK_FILTER"]
    config = manager["patch"]["value"]["typed_config"]
    statuses = {
        one["filter"]["status_code_filter"]["comparison"]["value"]["default_value"]: one.get("status_code")
        for one in config["local_reply_config"]["mappers"]
    }
    assert statuses == {429: None, 400: None, 504: None, 404: 503, 500: 503}
    assert config["stream_idle_timeout"] == "0s"


def test_the_way_there(tmp_path: Path) -> None:
    """The gateway writes the model's name and whose route led there, after all that a route can do."""
    found = written(tmp_path, inference_pools=["ai"])
    (patch,) = [
        one
        for one in patches(found, "llm-clusters")
        if one["match"].get("cluster", {}).get("service") == "llm-pools-istio.llm-gateway.svc.cluster.local"
    ]
    (options,) = patch["patch"]["value"]["typed_extension_protocol_options"].values()
    names = [one["name"] for one in options["http_filters"]]
    assert names == ["llm-gateway/rewrite", "llm-gateway/from", "envoy.filters.http.upstream_codec"]


def test_argo_cd_applies_it_before_the_gateway_of_clients(tmp_path: Path) -> None:
    """In the wave of the second hops."""
    found = written(tmp_path, inference_pools=["ai"], argo_cd=True)
    wave = "argocd.argoproj.io/sync-wave"
    assert find(found, "Gateway", "llm-pools", GATEWAY_API)["metadata"]["annotations"][wave] == "2"
    assert wave not in find(found, "EnvoyFilter", "llm-pools")["metadata"]["annotations"]
