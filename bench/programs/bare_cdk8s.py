"""The same APIs from the imported classes, without checks and types, and without removing files of deleted APIs."""

import sys
from collections.abc import Iterator
from functools import cache
from typing import Any

from cdk8s import ApiObjectMetadata, App, Chart
from cdk8s_plus_27 import k8s

from llm_api_mesh_crds.io.istio import networking as istio

Patch = istio.EnvoyFilterSpecConfigPatches
Operation = istio.EnvoyFilterSpecConfigPatchesPatchOperation

TESTERS, PRIMARY, IN_MESH = "testers", "primary/sticky", "primary"
GET = istio.VirtualServiceSpecHttpMatchMethod(exact="GET")
QUICK = (
    (istio.VirtualServiceSpecHttpMatchUri(exact="/health"), None),
    (istio.VirtualServiceSpecHttpMatchUri(exact="/v1/models"), GET),
    (istio.VirtualServiceSpecHttpMatchUri(prefix="/v1/models/"), GET),
    (istio.VirtualServiceSpecHttpMatchUri(exact="/v1/embeddings"), None),
    (istio.VirtualServiceSpecHttpMatchUri(exact="/tokenize"), None),
    (istio.VirtualServiceSpecHttpMatchUri(exact="/v1/messages/count_tokens"), None),
    (istio.VirtualServiceSpecHttpMatchUri(exact="/v1/responses/input_tokens"), None),
)
# The operations of the patches of routes.
LOAD_REPORTS = ["endpoint-load-metrics", "endpoint-load-metrics-bin"]
BACK_OFF = {"max_interval": "5s", "reset_headers": [{"format": "SECONDS", "name": "retry-after"}]}
RETRY_AFTER = Operation.MERGE, {"retry_policy": {"rate_limited_retry_back_off": BACK_OFF}}
KEY = {"header": {"header_name": "x-session-id"}}
STICKY = (
    Operation.MERGE_UNDERSCORE_AND_UNDERSCORE_REPLACE_UNDERSCORE_LIST,
    {"hash_policy": [KEY], "weighted_clusters": {"use_hash_policy": True}},
)


def api(app: App, name: str) -> None:
    """Add one API."""
    labels = {"app.kubernetes.io/managed-by": "llm-api-mesh", "app.kubernetes.io/name": name}
    chart = Chart(app, name, namespace="ai", labels=labels)
    service(chart, name)
    gateway(chart, name)
    destination_rule(chart, name)
    version_rule(chart, name, "v1")
    version_rule(chart, name, "v2")
    virtual_service(chart, name, "3", gateway_routes(name))
    weights = istio.VirtualServiceSpecHttp(route=[destination(name, "v1", 90), destination(name, "v2", 10)])
    virtual_service(chart, f"{name}-versions", "1", istio.VirtualServiceSpec(http=[weights]))
    virtual_service(chart, f"{name}-in-mesh", "3", in_mesh_routes(name))
    back_off = [route_patch(name, route, *RETRY_AFTER) for route in (TESTERS, PRIMARY)]
    envoy_filter(chart, f"ai-{name}-retry-after", back_off)
    sticky = [route_patch(name, f"{PRIMARY}{end}", *STICKY) for end in ("/quick", "")]
    envoy_filter(chart, f"ai-{name}-sticky-canary", sticky)


def service(chart: Chart, name: str) -> None:
    """Add the Service."""
    port = k8s.ServicePort(name="http", app_protocol="http", port=80, target_port=number(8080))
    spec = k8s.ServiceSpec(type="ClusterIP", selector={"app": name}, ports=[port])
    k8s.KubeService(chart, "Service", metadata=k8s.ObjectMeta(name=name, annotations=annotations()), spec=spec)


@cache  # each access is a call to Node.js
def number(port: int) -> k8s.IntOrString:
    """Convert a port to the type of Kubernetes."""
    return k8s.IntOrString.from_number(port)


def gateway(chart: Chart, name: str) -> None:
    """Add the Gateway."""
    port = istio.GatewaySpecServersPort(number=80, name="http", protocol="HTTP")
    server = istio.GatewaySpecServers(port=port, hosts=[f"{name}.example.com"])
    spec = istio.GatewaySpec(selector={"istio": "ingressgateway"}, servers=[server])
    istio.Gateway(chart, "Gateway", metadata=metadata(name), spec=spec)


def destination_rule(chart: Chart, name: str) -> None:
    """Add the DestinationRule."""
    connections = istio.DestinationRuleSpecTrafficPolicyConnectionPoolHttp(idle_timeout="4s")
    probes = istio.DestinationRuleSpecTrafficPolicyConnectionPoolTcpTcpKeepalive(time="30s", interval="10s", probes=3)
    handshakes = istio.DestinationRuleSpecTrafficPolicyConnectionPoolTcp(connect_timeout="2s", tcp_keepalive=probes)
    maglev = istio.DestinationRuleSpecTrafficPolicyLoadBalancerConsistentHashMaglev(table_size=65537)
    policy = istio.DestinationRuleSpecTrafficPolicy(
        connection_pool=istio.DestinationRuleSpecTrafficPolicyConnectionPool(http=connections, tcp=handshakes),
        load_balancer=istio.DestinationRuleSpecTrafficPolicyLoadBalancer(
            consistent_hash=istio.DestinationRuleSpecTrafficPolicyLoadBalancerConsistentHash(
                http_header_name="x-session-id", maglev=maglev
            ),
            locality_lb_setting=istio.DestinationRuleSpecTrafficPolicyLoadBalancerLocalityLbSetting(enabled=False),
        ),
        outlier_detection=istio.DestinationRuleSpecTrafficPolicyOutlierDetection(
            base_ejection_time="30s",
            consecutive5_xx_errors=0,
            consecutive_gateway_errors=5,
            interval="5s",
            max_ejection_percent=50,
            min_health_percent=1,
        ),
        retry_budget=istio.DestinationRuleSpecTrafficPolicyRetryBudget(min_retry_concurrency=10, percent=20),
    )
    spec = istio.DestinationRuleSpec(host=service_host(name), traffic_policy=policy)
    istio.DestinationRule(chart, "DestinationRule", metadata=metadata(name), spec=spec)


def version_rule(chart: Chart, name: str, version: str) -> None:
    """Add the DestinationRule of a version."""
    subset = istio.DestinationRuleSpecSubsets(name=version, labels={"version": version})
    spec = istio.DestinationRuleSpec(host=service_host(name), subsets=[subset])
    own_name = f"{name}-version-{version}"
    istio.DestinationRule(chart, f"DestinationRule-{version}", metadata=metadata(own_name), spec=spec)


def virtual_service(chart: Chart, name: str, wave: str, spec: istio.VirtualServiceSpec) -> None:
    """Add a VirtualService."""
    istio.VirtualService(chart, f"VirtualService-{name}", metadata=metadata(name, wave), spec=spec)


def gateway_routes(name: str) -> istio.VirtualServiceSpec:
    """Return the routes of requests that arrive at the gateway."""
    without_reports = istio.VirtualServiceSpecHttpHeadersResponse(remove=LOAD_REPORTS)
    headers = istio.VirtualServiceSpecHttpHeaders(response=without_reports)
    http = list(routes(name, f"ai/{name}", PRIMARY, headers=headers))
    return istio.VirtualServiceSpec(gateways=[f"ai/{name}"], hosts=[f"{name}.example.com"], http=http)


def in_mesh_routes(name: str) -> istio.VirtualServiceSpec:
    """Return the routes of callers in the mesh."""
    http = list(routes(name, f"ai/{name}/in-mesh", IN_MESH))
    return istio.VirtualServiceSpec(gateways=["mesh"], hosts=[service_host(name)], http=http)


def routes(name: str, path: str, primary: str, **options: Any) -> Iterator[istio.VirtualServiceSpecHttp]:
    """Return both routes, each after a copy for the quick endpoints."""
    testers = {"x-llm-version": istio.VirtualServiceSpecHttpMatchHeaders(exact="v2")}
    versions = istio.VirtualServiceSpecHttpDelegate(name=f"{name}-versions")
    for route, headers, to in (
        (TESTERS, testers, {"route": [destination(name, "v2")]}),
        (primary, None, {"delegate": versions}),
    ):
        quick = [istio.VirtualServiceSpecHttpMatch(headers=headers, method=method, uri=uri) for uri, method in QUICK]
        match = [istio.VirtualServiceSpecHttpMatch(headers=headers)] if headers else None
        yield _route(f"{path}/{route}/quick", match=quick, timeout="30s", **options, **to)
        yield _route(f"{path}/{route}", match=match, **options, **to)


def _route(name: str, **options: Any) -> istio.VirtualServiceSpecHttp:
    retries = istio.VirtualServiceSpecHttpRetries(
        attempts=2,
        backoff="25ms",
        retry_ignore_previous_hosts=True,
        retry_on="connect-failure,refused-stream,reset-before-request,429,503",
    )
    return istio.VirtualServiceSpecHttp(name=name, retries=retries, **options)


def destination(name: str, subset: str, weight: int | None = None) -> istio.VirtualServiceSpecHttpRoute:
    """Return a destination of a route."""
    port = istio.VirtualServiceSpecHttpRouteDestinationPort(number=80)
    to = istio.VirtualServiceSpecHttpRouteDestination(host=service_host(name), port=port, subset=subset)
    return istio.VirtualServiceSpecHttpRoute(destination=to, weight=weight)


def envoy_filter(chart: Chart, name: str, patches: list[Patch]) -> None:
    """Add an EnvoyFilter for the gateway."""
    selector = istio.EnvoyFilterSpecWorkloadSelector(labels={"istio": "ingressgateway"})
    spec = istio.EnvoyFilterSpec(config_patches=patches, priority=10, workload_selector=selector)
    istio.EnvoyFilter(chart, f"EnvoyFilter-{name}", metadata=metadata(name, "1", "istio-system"), spec=spec)


def route_patch(name: str, route: str, operation: Operation, action: dict[str, Any]) -> Patch:
    """Return a patch of one of the gateway's routes."""
    virtual_host = istio.EnvoyFilterSpecConfigPatchesMatchRouteConfigurationVhost(
        domain_name=f"{name}.example.com",
        route=istio.EnvoyFilterSpecConfigPatchesMatchRouteConfigurationVhostRoute(name=f"ai/{name}/{route}"),
    )
    return Patch(
        apply_to=istio.EnvoyFilterSpecConfigPatchesApplyTo.HTTP_UNDERSCORE_ROUTE,
        match=istio.EnvoyFilterSpecConfigPatchesMatch(
            context=istio.EnvoyFilterSpecConfigPatchesMatchContext.GATEWAY,
            route_configuration=istio.EnvoyFilterSpecConfigPatchesMatchRouteConfiguration(vhost=virtual_host),
        ),
        patch=istio.EnvoyFilterSpecConfigPatchesPatch(operation=operation, value={"route": action}),
    )


def annotations(wave: str = "") -> dict[str, str]:
    """Return the annotation with an object's sync wave."""
    last = {"argocd.argoproj.io/sync-options": "PruneLast=true"}
    return {**({} if wave == "3" else last), **({"argocd.argoproj.io/sync-wave": wave} if wave else {})}


def metadata(name: str, wave: str = "", namespace: str | None = None) -> ApiObjectMetadata:
    """Return the metadata of an object with a sync wave."""
    return ApiObjectMetadata(name=name, namespace=namespace, annotations=annotations(wave))


def service_host(name: str) -> str:
    """Return the full name of the Service."""
    return f"{name}.ai.svc.cluster.local"


app = App(outdir=sys.argv[2])
for index in range(int(sys.argv[1])):
    api(app, f"chat-{index}")
app.synth()
