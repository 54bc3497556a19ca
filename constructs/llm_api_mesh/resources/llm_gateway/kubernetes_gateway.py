"""The pods that istiod deploys: a Gateway of the Gateway API, and the ConfigMap with what the pods need."""

from __future__ import annotations

from typing import Any

from cdk8s import ApiObjectMetadata, Yaml
from cdk8s_plus_27 import k8s
from constructs import Construct

from llm_api_mesh.inspection.escape_hatch import EscapeHatch
from llm_api_mesh.plan.llm_gateway.deployment import Deployment, Listener
from llm_api_mesh.plan.llm_gateway.plan import GatewayPlan
from llm_api_mesh.spec.durations import istio_duration
from llm_api_mesh_crds.io.k8s.networking import gateway as gateway_api

_CLASS = "istio"
_CONTAINER = "istio-proxy"

_Listener = gateway_api.GatewaySpecListeners
_Namespaces = gateway_api.GatewaySpecListenersAllowedRoutesNamespaces
_From = gateway_api.GatewaySpecListenersAllowedRoutesNamespacesFrom

# What tells how much has spilled over. Istio keeps few of Envoy's statistics by itself.
_STATISTICS = {"inclusionPrefixes": ["spill.http_local_rate_limit."]}
# A pod without connections ends at once. The proxy's agent reads this variable when it starts. istiod makes variables
# from the proxyMetadata of the mesh, but not from that of an annotation.
_ENVIRONMENT = [{"name": "EXIT_ON_ZERO_ACTIVE_CONNECTIONS", "value": "true"}]


class _Gateway(EscapeHatch, gateway_api.Gateway):
    pass


class _ConfigMap(EscapeHatch, k8s.KubeConfigMap):
    pass


def build_config(scope: Construct, plan: GatewayPlan) -> k8s.KubeConfigMap | None:
    """Add the ConfigMap, if istiod deploys the pods."""
    if plan.deployment is None:
        return None
    parts = {
        "deployment": _deployment(plan.deployment),
        "horizontalPodAutoscaler": {
            "spec": {"minReplicas": plan.deployment.min_replicas, "maxReplicas": plan.deployment.max_replicas}
        },
        "podDisruptionBudget": {"spec": {"minAvailable": 1}},
        "service": {"spec": {"type": plan.deployment.service_type}},
    }
    data = {key: Yaml.stringify(value) for key, value in parts.items()}
    return _ConfigMap(scope, "ConfigMap", metadata=k8s.ObjectMeta(name=plan.spec.name), data=data)


def build(scope: Construct, plan: GatewayPlan) -> gateway_api.Gateway | None:
    """Add the Gateway, if istiod deploys the pods."""
    if plan.deployment is None:
        return None
    name = plan.spec.name
    return _Gateway(
        scope,
        "KubernetesGateway",
        metadata=ApiObjectMetadata(name=name),
        spec=gateway_api.GatewaySpec(
            gateway_class_name=_CLASS,
            infrastructure=gateway_api.GatewaySpecInfrastructure(
                parameters_ref=gateway_api.GatewaySpecInfrastructureParametersRef(group="", kind="ConfigMap", name=name)
            ),
            listeners=[_listener(one) for one in plan.deployment.listeners],
        ),
    )


def _listener(one: Listener) -> _Listener:
    tls = None
    if one.credential_name:
        tls = gateway_api.GatewaySpecListenersTls(
            mode=gateway_api.GatewaySpecListenersTlsMode.TERMINATE,
            certificate_refs=[gateway_api.GatewaySpecListenersTlsCertificateRefs(name=one.credential_name)],
        )
    return _Listener(
        name=one.name,
        port=one.port,
        protocol="HTTPS" if tls else "HTTP",
        hostname=one.host,
        tls=tls,
        allowed_routes=gateway_api.GatewaySpecListenersAllowedRoutes(namespaces=_Namespaces(from_=_From.SAME)),
    )


def _deployment(deployment: Deployment) -> dict[str, Any]:
    """Write what is merged into the Deployment that istiod makes."""
    memory = {"memory": f"{deployment.memory_mebibytes}Mi"}
    # Istio's own limit, 1 GiB by default, may be less than the request, which Kubernetes refuses.
    resources = {"requests": memory, "limits": memory}
    container: dict[str, Any] = {"name": _CONTAINER, "env": _ENVIRONMENT, "resources": resources}
    pod: dict[str, Any] = {
        "terminationGracePeriodSeconds": int(deployment.grace_period.total_seconds()),
        "topologySpreadConstraints": [
            {
                "maxSkew": 1,
                "topologyKey": "topology.kubernetes.io/zone",
                "whenUnsatisfiable": "ScheduleAnyway",
                "labelSelector": {"matchLabels": dict(deployment.pod_labels)},
            }
        ],
    }
    if deployment.volumes:
        container["volumeMounts"] = [
            {"name": one.name, "mountPath": one.folder, "readOnly": True} for one in deployment.volumes
        ]
        pod["volumes"] = [{"name": one.name, "secret": {"secretName": one.secret}} for one in deployment.volumes]
    pod["containers"] = [container]
    annotations = {"proxy.istio.io/config": Yaml.stringify(_proxy(deployment))}
    return {"spec": {"template": {"metadata": {"annotations": annotations}, "spec": pod}}}


def _proxy(deployment: Deployment) -> dict[str, Any]:
    drain = istio_duration(deployment.drain)
    proxy: dict[str, Any] = {
        "drainDuration": drain,
        "terminationDrainDuration": drain,
        "proxyStatsMatcher": _STATISTICS,
    }
    if deployment.trusted_proxies:
        proxy["gatewayTopology"] = {"numTrustedProxies": deployment.trusted_proxies}
    return proxy
