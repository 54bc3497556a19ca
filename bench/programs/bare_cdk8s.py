"""The same meshes from the imported classes, by hand: no checks, no types of ours, and files of removed meshes stay."""

import sys

from llm_api_mesh_crds.io.istio import networking as istio

from cdk8s import ApiObjectMetadata, App, Chart
from cdk8s_plus_27 import k8s

app = App(outdir=sys.argv[2])
for number in range(int(sys.argv[1])):
    name = f"chat-{number}"
    host = f"{name}.ai.svc.cluster.local"
    labels = {"app.kubernetes.io/managed-by": "llm-api-mesh", "app.kubernetes.io/name": name}
    chart = Chart(app, name, namespace="ai", labels=labels)
    k8s.KubeService(
        chart,
        "Service",
        metadata=k8s.ObjectMeta(name=name),
        spec=k8s.ServiceSpec(
            type="ClusterIP",
            selector={"app": name},
            ports=[
                k8s.ServicePort(
                    name="http", app_protocol="http", port=80, target_port=k8s.IntOrString.from_number(8080)
                )
            ],
        ),
    )
    istio.Gateway(
        chart,
        "Gateway",
        metadata=ApiObjectMetadata(name=name),
        spec=istio.GatewaySpec(
            selector={"istio": "ingressgateway"},
            servers=[
                istio.GatewaySpecServers(
                    port=istio.GatewaySpecServersPort(number=80, name="http", protocol="HTTP"),
                    hosts=[f"{name}.example.com"],
                )
            ],
        ),
    )
    istio.DestinationRule(
        chart,
        "DestinationRule",
        metadata=ApiObjectMetadata(name=name),
        spec=istio.DestinationRuleSpec(
            host=host,
            traffic_policy=istio.DestinationRuleSpecTrafficPolicy(
                load_balancer=istio.DestinationRuleSpecTrafficPolicyLoadBalancer(
                    consistent_hash=istio.DestinationRuleSpecTrafficPolicyLoadBalancerConsistentHash(
                        http_header_name="x-session-id",
                        maglev=istio.DestinationRuleSpecTrafficPolicyLoadBalancerConsistentHashMaglev(table_size=65537),
                    )
                )
            ),
            subsets=[
                istio.DestinationRuleSpecSubsets(name="v1", labels={"version": "v1"}),
                istio.DestinationRuleSpecSubsets(name="v2", labels={"version": "v2"}),
            ],
        ),
    )
    port = istio.VirtualServiceSpecHttpRouteDestinationPort(number=80)
    v1 = istio.VirtualServiceSpecHttpRouteDestination(host=host, port=port, subset="v1")
    v2 = istio.VirtualServiceSpecHttpRouteDestination(host=host, port=port, subset="v2")
    istio.VirtualService(
        chart,
        "VirtualService",
        metadata=ApiObjectMetadata(name=name, annotations={"argocd.argoproj.io/sync-wave": "1"}),
        spec=istio.VirtualServiceSpec(
            hosts=[f"{name}.example.com"],
            gateways=[f"ai/{name}"],
            http=[
                istio.VirtualServiceSpecHttp(
                    name=f"ai/{name}/testers",
                    match=[
                        istio.VirtualServiceSpecHttpMatch(
                            headers={"x-llm-version": istio.VirtualServiceSpecHttpMatchHeaders(exact="v2")}
                        )
                    ],
                    route=[istio.VirtualServiceSpecHttpRoute(destination=v2)],
                ),
                istio.VirtualServiceSpecHttp(
                    name=f"ai/{name}/primary",
                    route=[
                        istio.VirtualServiceSpecHttpRoute(destination=v1, weight=90),
                        istio.VirtualServiceSpecHttpRoute(destination=v2, weight=10),
                    ],
                ),
            ],
        ),
    )
app.synth()
