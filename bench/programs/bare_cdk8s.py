"""The same APIs from the imported classes, without checks and types, and without removing files of deleted APIs."""

import json
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from cdk8s import ApiObjectMetadata, App, Chart
from cdk8s_plus_27 import k8s

from llm_api_mesh_crds.io.istio import networking as istio

TESTERS, PRIMARY = "testers", "primary"
LOAD_REPORT = ["endpoint-load-metrics-format"]
# The route that answers 404 to requests for other paths than those of the OpenAI API.
NOT_PUBLIC: dict[str, Any] = json.loads(Path(__file__).with_name("not_public.json").read_text())


def api(app: App, name: str) -> None:
    """Add one API."""
    labels = {"app.kubernetes.io/managed-by": "llm-api-mesh", "app.kubernetes.io/name": name}
    chart = Chart(app, name, namespace="ai", labels=labels)
    service(chart, name)
    gateway(chart, name)
    destination_rule(chart, name)
    virtual_service(chart, name, gateway_routes(name))
    weights = istio.VirtualServiceSpecHttp(route=[destination(name, "v1", 90), destination(name, "v2", 10)])
    virtual_service(chart, f"{name}-versions", istio.VirtualServiceSpec(http=[weights]))
    virtual_service(chart, f"{name}-in-mesh", in_mesh_routes(name))


def service(chart: Chart, name: str) -> None:
    """Add the Service."""
    port = k8s.ServicePort(name="http", app_protocol="http", port=80, target_port=number(8080))
    spec = k8s.ServiceSpec(type="ClusterIP", selector={"app": name}, ports=[port])
    k8s.KubeService(chart, "Service", metadata=k8s.ObjectMeta(name=name), spec=spec)


@cache  # each access is a call to Node.js
def number(port: int) -> k8s.IntOrString:
    """Convert a port to the type of Kubernetes."""
    return k8s.IntOrString.from_number(port)


def gateway(chart: Chart, name: str) -> None:
    """Add the Gateway."""
    port = istio.GatewaySpecServersPort(number=80, name="http", protocol="HTTP")
    server = istio.GatewaySpecServers(port=port, hosts=[f"./{name}.example.com"])
    spec = istio.GatewaySpec(selector={"istio": "ingressgateway"}, servers=[server])
    istio.Gateway(chart, "Gateway", metadata=metadata(name), spec=spec)


def destination_rule(chart: Chart, name: str) -> None:
    """Add the DestinationRule."""
    connections = istio.DestinationRuleSpecTrafficPolicyConnectionPoolHttp(idle_timeout="4s")
    probes = istio.DestinationRuleSpecTrafficPolicyConnectionPoolTcpTcpKeepalive(time="30s", interval="10s", probes=3)
    handshakes = istio.DestinationRuleSpecTrafficPolicyConnectionPoolTcp(connect_timeout="2s", tcp_keepalive=probes)
    policy = istio.DestinationRuleSpecTrafficPolicy(
        connection_pool=istio.DestinationRuleSpecTrafficPolicyConnectionPool(http=connections, tcp=handshakes),
        load_balancer=istio.DestinationRuleSpecTrafficPolicyLoadBalancer(
            simple=istio.DestinationRuleSpecTrafficPolicyLoadBalancerSimple.LEAST_UNDERSCORE_REQUEST,
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
    subsets = [istio.DestinationRuleSpecSubsets(name=version, labels={"version": version}) for version in ("v1", "v2")]
    spec = istio.DestinationRuleSpec(host=service_host(name), subsets=subsets, traffic_policy=policy)
    istio.DestinationRule(chart, "DestinationRule", metadata=metadata(name), spec=spec)


def virtual_service(chart: Chart, name: str, spec: istio.VirtualServiceSpec) -> None:
    """Add a VirtualService."""
    istio.VirtualService(chart, f"VirtualService-{name}", metadata=metadata(name), spec=spec)


def gateway_routes(name: str) -> istio.VirtualServiceSpec:
    """Return the routes of requests that arrive at the gateway."""
    without_report = istio.VirtualServiceSpecHttpHeadersRequest(remove=LOAD_REPORT)
    headers = istio.VirtualServiceSpecHttpHeaders(request=without_report)
    http = [not_public(f"llm/ai/{name}/not-public:"), *routes(name, f"llm/ai/{name}", headers=headers)]
    return istio.VirtualServiceSpec(gateways=[f"ai/{name}"], hosts=[f"{name}.example.com"], http=http)


def in_mesh_routes(name: str) -> istio.VirtualServiceSpec:
    """Return the routes of callers in the mesh."""
    http = list(routes(name, f"llm/ai/{name}/in-mesh", port=80))
    return istio.VirtualServiceSpec(export_to=["."], gateways=["mesh"], hosts=[service_host(name)], http=http)


def not_public(name: str) -> istio.VirtualServiceSpecHttp:
    """Return the route that answers requests for other paths."""
    answer = NOT_PUBLIC["directResponse"]
    body = istio.VirtualServiceSpecHttpDirectResponseBody(**answer["body"])
    response = istio.VirtualServiceSpecHttpHeadersResponse(**NOT_PUBLIC["headers"]["response"])
    return istio.VirtualServiceSpecHttp(
        name=name,
        match=[_outside(**conditions) for conditions in NOT_PUBLIC["match"]],
        direct_response=istio.VirtualServiceSpecHttpDirectResponse(status=answer["status"], body=body),
        headers=istio.VirtualServiceSpecHttpHeaders(response=response),
    )


# The name of a field in YAML.
def _outside(withoutHeaders: Any, method: Any = None) -> istio.VirtualServiceSpecHttpMatch:  # noqa: N803
    without = {key: istio.VirtualServiceSpecHttpMatchWithoutHeaders(**one) for key, one in withoutHeaders.items()}
    exact = istio.VirtualServiceSpecHttpMatchMethod(**method) if method else None
    return istio.VirtualServiceSpecHttpMatch(method=exact, without_headers=without)


def routes(name: str, path: str, port: int | None = None, **options: Any) -> Iterator[istio.VirtualServiceSpecHttp]:
    """Return both routes."""
    testers = {"x-llm-version": istio.VirtualServiceSpecHttpMatchHeaders(exact="v2")}
    versions = istio.VirtualServiceSpecHttpDelegate(name=f"{name}-versions")
    for route, headers, to in (
        (TESTERS, testers, {"route": [destination(name, "v2")]}),
        (PRIMARY, None, {"delegate": versions}),
    ):
        match = [istio.VirtualServiceSpecHttpMatch(headers=headers, port=port)] if headers or port else None
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


def metadata(name: str) -> ApiObjectMetadata:
    """Return the metadata of an object."""
    return ApiObjectMetadata(name=name)


def service_host(name: str) -> str:
    """Return the full name of the Service."""
    return f"{name}.ai.svc.cluster.local"


app = App(outdir=sys.argv[2])
for index in range(int(sys.argv[1])):
    api(app, f"chat-{index}")
app.synth()
