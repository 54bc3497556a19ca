"""The authorizer that checks API keys, Open Policy Agent: its pods, its policy, and who may ask it.

It watches the folders of its policy and of the keys. A kubelet changes such a folder by a new link, which Open Policy
Agent notices, as it watches the folder itself. If it can't read the new files, it goes on with the old ones.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from cdk8s import ApiObject, ApiObjectMetadata
from cdk8s_plus_27 import k8s
from constructs import Construct

from llm_api_mesh.inspection.escape_hatch import EscapeHatch
from llm_api_mesh.plan.llm_gateway.authorizer import PORT, Authorizer
from llm_api_mesh.plan.llm_gateway.deployment import SPREAD
from llm_api_mesh.plan.llm_gateway.plan import GatewayPlan
from llm_api_mesh_crds.io.istio import networking as istio
from llm_api_mesh_crds.io.istio import security

FOLDER = Path(__file__).parent / "rego"

POLICY = "/run/policy"
"""Where the pods have the policy."""
KEYS = "/run/secrets/keys"
"""Where they have the keys."""
HEALTH_PORT = 8282

_METRICS = {
    "prometheus.io/path": "/metrics",
    "prometheus.io/port": str(HEALTH_PORT),
    "prometheus.io/scrape": "true",
}

_PLUGIN = "plugins.envoy_ext_authz_grpc"
_ANSWER = "llm/keys/answer"
_SCRIPTS = ("keys", "log")

# Long enough for the gateway's proxies to hear that a pod ends.
_SHUTDOWN_SECONDS = 5

_Policy = istio.DestinationRuleSpecTrafficPolicy
_Pool = istio.DestinationRuleSpecTrafficPolicyConnectionPool
_Tcp = istio.DestinationRuleSpecTrafficPolicyConnectionPoolTcp
_Tls = istio.DestinationRuleSpecTrafficPolicyTls
_Balancer = istio.DestinationRuleSpecTrafficPolicyLoadBalancer
_Locality = istio.DestinationRuleSpecTrafficPolicyLoadBalancerLocalityLbSetting
_Outliers = istio.DestinationRuleSpecTrafficPolicyOutlierDetection
_Mode = security.PeerAuthenticationSpecMtlsMode


class _AuthorizationPolicy(EscapeHatch, security.AuthorizationPolicy):
    pass


class _ConfigMap(EscapeHatch, k8s.KubeConfigMap):
    pass


class _Deployment(EscapeHatch, k8s.KubeDeployment):
    pass


class _DestinationRule(EscapeHatch, istio.DestinationRule):
    pass


class _PeerAuthentication(EscapeHatch, security.PeerAuthentication):
    pass


class _PodDisruptionBudget(EscapeHatch, k8s.KubePodDisruptionBudget):
    pass


class _Service(EscapeHatch, k8s.KubeService):
    pass


class _ServiceAccount(EscapeHatch, k8s.KubeServiceAccount):
    pass


def build(scope: Construct, plan: GatewayPlan) -> Mapping[str, ApiObject]:
    """Add the objects, if the gateway asks for API keys; return them by kind. What the pods need comes before them."""
    one = plan.authorizer
    if one is None:
        return {}
    name = one.object_name
    found: list[ApiObject] = [
        _ServiceAccount(scope, "AuthorizerServiceAccount", metadata=_named(one), automount_service_account_token=False),
        _ConfigMap(scope, "AuthorizerConfigMap", metadata=_named(one), data=_files(one)),
        _PeerAuthentication(
            scope, "AuthorizerPeerAuthentication", metadata=ApiObjectMetadata(name=name), spec=_mutual(one)
        ),
        _AuthorizationPolicy(
            scope, "AuthorizerAuthorizationPolicy", metadata=ApiObjectMetadata(name=name), spec=_admitted(one)
        ),
        _Service(scope, "AuthorizerService", metadata=_exported(one), spec=_service(one)),
        _DestinationRule(
            scope, "AuthorizerDestinationRule", metadata=ApiObjectMetadata(name=name), spec=_connections(one)
        ),
        _PodDisruptionBudget(
            scope,
            "AuthorizerPodDisruptionBudget",
            metadata=_named(one),
            spec=k8s.PodDisruptionBudgetSpec(
                max_unavailable=k8s.IntOrString.from_number(1),
                selector=k8s.LabelSelector(match_labels=dict(one.labels)),
            ),
        ),
        _Deployment(scope, "AuthorizerDeployment", metadata=_named(one), spec=_deployment(one)),
    ]
    return {item.kind: item for item in found}


def _named(one: Authorizer) -> k8s.ObjectMeta:
    return k8s.ObjectMeta(name=one.object_name)


def _exported(one: Authorizer) -> k8s.ObjectMeta:
    """Write the metadata of the Service, which only the gateway's namespace has to know."""
    return k8s.ObjectMeta(name=one.object_name, annotations={"networking.istio.io/exportTo": "."})


def _files(one: Authorizer) -> dict[str, str]:
    """Write the policy and its settings.

    With a file of settings, the data is never empty: Open Policy Agent would keep the last keys if it found no data.
    """
    settings = {"settings": {"team_claim": list(one.team_claim)}}
    return {
        **{f"{name}.rego": _source(name) for name in _SCRIPTS},
        "settings.json": json.dumps(settings) + "\n",
    }


@cache
def _source(name: str) -> str:
    return (FOLDER / f"{name}.rego").read_text(encoding="utf-8")


def _mutual(one: Authorizer) -> security.PeerAuthenticationSpec:
    return security.PeerAuthenticationSpec(
        selector=security.PeerAuthenticationSpecSelector(match_labels=dict(one.labels)),
        mtls=security.PeerAuthenticationSpecMtls(mode=_Mode.STRICT),
    )


def _admitted(one: Authorizer) -> security.AuthorizationPolicySpec:
    """Admit the gateway only: whoever could ask could try keys."""
    source = security.AuthorizationPolicySpecRulesFromSource(service_accounts=[one.gateway_account])
    return security.AuthorizationPolicySpec(
        selector=security.AuthorizationPolicySpecSelector(match_labels=dict(one.labels)),
        action=security.AuthorizationPolicySpecAction.ALLOW,
        rules=[security.AuthorizationPolicySpecRules(from_=[security.AuthorizationPolicySpecRulesFrom(source=source)])],
    )


def _service(one: Authorizer) -> k8s.ServiceSpec:
    port = k8s.ServicePort(name="grpc", app_protocol="grpc", port=PORT, target_port=k8s.IntOrString.from_number(PORT))
    return k8s.ServiceSpec(type="ClusterIP", selector=dict(one.labels), ports=[port])


def _connections(one: Authorizer) -> istio.DestinationRuleSpec:
    """Send keys by mutual TLS only, and soon leave out a pod that doesn't answer."""
    return istio.DestinationRuleSpec(
        host=one.host,
        export_to=["."],
        traffic_policy=_Policy(
            connection_pool=_Pool(tcp=_Tcp(connect_timeout="500ms")),
            load_balancer=_Balancer(locality_lb_setting=_Locality(enabled=False)),
            outlier_detection=_Outliers(
                consecutive5_xx_errors=0,
                consecutive_gateway_errors=3,
                interval="1s",
                base_ejection_time="5s",
                max_ejection_percent=50,
                # If all pods seem to fail, all get requests.
                min_health_percent=50,
            ),
            tls=_Tls(mode=istio.DestinationRuleSpecTrafficPolicyTlsMode.ISTIO_UNDERSCORE_MUTUAL),
        ),
    )


def _deployment(one: Authorizer) -> k8s.DeploymentSpec:
    labels = dict(one.labels)
    spread = [
        k8s.TopologySpreadConstraint(
            max_skew=1,
            topology_key=key,
            when_unsatisfiable="ScheduleAnyway",
            label_selector=k8s.LabelSelector(match_labels=labels),
        )
        for key in SPREAD
    ]
    return k8s.DeploymentSpec(
        replicas=one.keys.replicas,
        selector=k8s.LabelSelector(match_labels=labels),
        template=k8s.PodTemplateSpec(
            # The gateway sends no key to a pod without a sidecar, which admits nobody but the gateway. Its agent reads
            # the metrics by these annotations, and gives them to Prometheus.
            metadata=k8s.ObjectMeta(labels={**labels, "sidecar.istio.io/inject": "true"}, annotations=_METRICS),
            spec=k8s.PodSpec(
                service_account_name=one.object_name,
                automount_service_account_token=False,
                security_context=k8s.PodSecurityContext(
                    run_as_non_root=True, seccomp_profile=k8s.SeccompProfile(type="RuntimeDefault")
                ),
                topology_spread_constraints=spread,
                containers=[_container(one)],
                volumes=[
                    k8s.Volume(name="policy", config_map=k8s.ConfigMapVolumeSource(name=one.object_name)),
                    k8s.Volume(name="keys", secret=k8s.SecretVolumeSource(secret_name=one.keys.secret)),
                ],
            ),
        ),
    )


def _container(one: Authorizer) -> k8s.Container:
    port = k8s.IntOrString.from_number(HEALTH_PORT)
    memory = k8s.Quantity.from_string(one.keys.memory)
    return k8s.Container(
        name="opa",
        image=one.keys.image,
        args=[
            "run",
            "--server",
            # The API that shows data and policy, for the pod itself only.
            "--addr=localhost:8181",
            f"--diagnostic-addr=:{HEALTH_PORT}",
            "--disable-telemetry",
            f"--shutdown-wait-period={_SHUTDOWN_SECONDS}",
            "--watch",
            # The folders to which a kubelet's links lead.
            "--ignore=.*",
            f"--set={_PLUGIN}.addr=:{PORT}",
            f"--set={_PLUGIN}.path={_ANSWER}",
            f"--set={_PLUGIN}.skip-request-body-parse=true",
            POLICY,
            f"keys:{KEYS}",
        ],
        ports=[
            k8s.ContainerPort(name="grpc", container_port=PORT),
            k8s.ContainerPort(name="health", container_port=HEALTH_PORT),
        ],
        liveness_probe=k8s.Probe(
            http_get=k8s.HttpGetAction(path="/health", port=port), initial_delay_seconds=5, period_seconds=10
        ),
        readiness_probe=k8s.Probe(http_get=k8s.HttpGetAction(path="/health?plugins", port=port), period_seconds=2),
        resources=k8s.ResourceRequirements(
            requests={"cpu": k8s.Quantity.from_string(one.keys.cpu_request), "memory": memory},
            limits={"memory": memory},
        ),
        security_context=k8s.SecurityContext(
            allow_privilege_escalation=False,
            capabilities=k8s.Capabilities(drop=["ALL"]),
            read_only_root_filesystem=True,
        ),
        volume_mounts=[
            k8s.VolumeMount(name="policy", mount_path=POLICY, read_only=True),
            k8s.VolumeMount(name="keys", mount_path=KEYS, read_only=True),
        ],
    )
