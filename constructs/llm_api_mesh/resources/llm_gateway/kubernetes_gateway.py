"""The pods that istiod deploys: a Gateway of the Gateway API, and the ConfigMap with what the pods need."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cdk8s import ApiObject, ApiObjectMetadata, Yaml
from cdk8s_plus_27 import k8s
from constructs import Construct

from llm_api_mesh.inspection.escape_hatch import EscapeHatch
from llm_api_mesh.plan.llm_gateway import names, overload
from llm_api_mesh.plan.llm_gateway.deployment import (
    BOUND_STATISTIC,
    COUNTERS,
    LEAST_DRAIN,
    SPREAD,
    Autoscaling,
    Deployment,
    Listener,
    PodsService,
)
from llm_api_mesh.plan.llm_gateway.plan import GatewayPlan
from llm_api_mesh.spec.durations import istio_duration
from llm_api_mesh_crds.io.k8s.networking import gateway as gateway_api

_CLASS = "istio"
_CONTAINER = "istio-proxy"
_TLS_MODE = "gateway.istio.io/tls-terminate-mode"
_NAMESPACE = "kubernetes.io/metadata.name"

# A pod that ends waits for its last connection, for at most its grace period, and not for a fixed time.
_ENDING = {
    "EXIT_ON_ZERO_ACTIVE_CONNECTIONS": "true",
    "MINIMUM_DRAIN_DURATION": istio_duration(LEAST_DRAIN),
}

_Listener = gateway_api.GatewaySpecListeners
_Namespaces = gateway_api.GatewaySpecListenersAllowedRoutesNamespaces
_From = gateway_api.GatewaySpecListenersAllowedRoutesNamespacesFrom


class _Gateway(EscapeHatch, gateway_api.Gateway):
    pass


class _ConfigMap(EscapeHatch, k8s.KubeConfigMap):
    pass


def build_config(scope: Construct, plan: GatewayPlan) -> k8s.KubeConfigMap | None:
    """Add the ConfigMap, if istiod deploys the pods."""
    return _config(scope, "ConfigMap", plan.spec.name, plan.deployment) if plan.deployment else None


def build(scope: Construct, plan: GatewayPlan) -> gateway_api.Gateway | None:
    """Add the Gateway, if istiod deploys the pods."""
    return _gateway(scope, "KubernetesGateway", plan, plan.spec.name, plan.deployment) if plan.deployment else None


def build_pools(scope: Construct, plan: GatewayPlan) -> Mapping[str, ApiObject]:
    """Add the ConfigMap and the Gateway of inference pools, if there are any; return them by kind and name."""
    if plan.pools_gateway is None:
        return {}
    name, deployment = plan.pools_gateway.object_name, plan.pools_gateway.deployment
    return {
        f"ConfigMap/{name}": _config(scope, "ConfigMap-pools", name, deployment),
        f"Gateway/{name}": _gateway(scope, "KubernetesGateway-pools", plan, name, deployment),
    }


def _config(scope: Construct, construct: str, name: str, deployment: Deployment) -> k8s.KubeConfigMap:
    parts = {
        "deployment": _deployment(name, deployment),
        "horizontalPodAutoscaler": {"spec": _autoscaler(deployment.autoscaling)},
        # With a number of pods that must stay, a single pod would keep its node from being emptied.
        "podDisruptionBudget": {"spec": {"maxUnavailable": 1}},
        "service": _service(deployment.service),
    }
    if deployment.service_account_annotations:
        parts["serviceAccount"] = {"metadata": {"annotations": dict(deployment.service_account_annotations)}}
    data = {key: Yaml.stringify(value) for key, value in parts.items()}
    return _ConfigMap(scope, construct, metadata=k8s.ObjectMeta(name=name), data=data)


def _gateway(
    scope: Construct, construct: str, plan: GatewayPlan, name: str, deployment: Deployment
) -> gateway_api.Gateway:
    return _Gateway(
        scope,
        construct,
        metadata=ApiObjectMetadata(name=name),
        spec=gateway_api.GatewaySpec(
            gateway_class_name=_CLASS,
            # Without labels and annotations, istiod copies the Gateway's own to the pods, and each change of an
            # annotation, by whichever tool, would replace them.
            infrastructure=gateway_api.GatewaySpecInfrastructure(
                labels=dict(plan.labels),
                annotations={},
                parameters_ref=gateway_api.GatewaySpecInfrastructureParametersRef(
                    group="", kind="ConfigMap", name=name
                ),
            ),
            listeners=[_listener(one) for one in deployment.listeners],
        ),
    )


def _listener(one: Listener) -> _Listener:
    tls = None
    if one.credential_name:
        tls = gateway_api.GatewaySpecListenersTls(
            mode=gateway_api.GatewaySpecListenersTlsMode.TERMINATE,
            certificate_refs=[gateway_api.GatewaySpecListenersTlsCertificateRefs(name=one.credential_name)],
        )
    routes = _Namespaces(from_=_From.SAME)
    if one.namespace:
        tls = gateway_api.GatewaySpecListenersTls(
            mode=gateway_api.GatewaySpecListenersTlsMode.TERMINATE, options={_TLS_MODE: "ISTIO_MUTUAL"}
        )
        selector = gateway_api.GatewaySpecListenersAllowedRoutesNamespacesSelector(
            match_labels={_NAMESPACE: one.namespace}
        )
        routes = _Namespaces(from_=_From.SELECTOR, selector=selector)
    return _Listener(
        name=one.name,
        port=one.port,
        protocol="HTTPS" if tls else "HTTP",
        hostname=one.host,
        tls=tls,
        allowed_routes=gateway_api.GatewaySpecListenersAllowedRoutes(namespaces=routes),
    )


def _autoscaler(autoscaling: Autoscaling) -> dict[str, Any]:
    targets = {"cpu": autoscaling.cpu_percent, "memory": autoscaling.memory_percent}
    return {
        "minReplicas": autoscaling.min_replicas,
        "maxReplicas": autoscaling.max_replicas,
        "metrics": [
            {
                "type": "Resource",
                "resource": {"name": name, "target": {"type": "Utilization", "averageUtilization": percent}},
            }
            for name, percent in targets.items()
        ],
    }


def _service(service: PodsService) -> dict[str, Any]:
    spec: dict[str, Any] = {"type": service.type}
    if service.external_traffic_policy:
        spec["externalTrafficPolicy"] = service.external_traffic_policy
    if service.load_balancer_class:
        spec["loadBalancerClass"] = service.load_balancer_class
    if service.load_balancer_source_ranges:
        spec["loadBalancerSourceRanges"] = list(service.load_balancer_source_ranges)
    return {**({"metadata": {"annotations": dict(service.annotations)}} if service.annotations else {}), "spec": spec}


def _deployment(gateway: str, deployment: Deployment) -> dict[str, Any]:
    """Write what is merged into the Deployment that istiod makes."""
    variables = {**_ENDING, overload.VARIABLE: f"{overload.FOLDER}/{overload.FILE}"}
    container: dict[str, Any] = {
        "name": _CONTAINER,
        # Kubernetes refuses a request above its limit, so Istio's own limits can't stay.
        "resources": {
            "requests": {"cpu": deployment.cpu_request, "memory": f"{deployment.memory.request}Mi"},
            "limits": {"cpu": deployment.cpu_limit, "memory": f"{deployment.memory.limit}Mi"},
        },
        # The agent reads them only from its environment, and not from `proxyMetadata` of the annotation.
        "env": [{"name": name, "value": value} for name, value in variables.items()],
        "volumeMounts": [
            {"name": overload.VOLUME, "mountPath": overload.FOLDER, "readOnly": True},
            *({"name": one.name, "mountPath": one.folder, "readOnly": True} for one in deployment.volumes),
        ],
    }
    pod: dict[str, Any] = {
        "terminationGracePeriodSeconds": int(deployment.grace_period.total_seconds()),
        "topologySpreadConstraints": [
            {
                "maxSkew": 1,
                "topologyKey": key,
                "whenUnsatisfiable": "ScheduleAnyway",
                "labelSelector": {"matchLabels": dict(deployment.selector)},
            }
            for key in SPREAD
        ],
        "volumes": [
            # A pod waits for it, because without it nothing would bound its memory.
            {"name": overload.VOLUME, "configMap": {"name": names.overload(gateway)}},
            # A Secret that is missing takes away its provider only, and not every pod that starts.
            *({"name": one.name, "secret": {"secretName": one.secret, "optional": True}} for one in deployment.volumes),
        ],
        "containers": [container],
    }
    metadata: dict[str, Any] = {"annotations": {"proxy.istio.io/config": Yaml.stringify(_proxy(deployment))}}
    if deployment.pod_labels:
        metadata["labels"] = dict(deployment.pod_labels)
    return {"spec": {"template": {"metadata": metadata, "spec": pod}}}


def _proxy(deployment: Deployment) -> dict[str, Any]:
    proxy: dict[str, Any] = {
        "drainDuration": istio_duration(deployment.drain),
        "proxyStatsMatcher": {"inclusionRegexps": list(COUNTERS), "inclusionSuffixes": [BOUND_STATISTIC]},
    }
    if deployment.trusted_proxies:
        proxy["gatewayTopology"] = {"numTrustedProxies": deployment.trusted_proxies}
    return proxy
