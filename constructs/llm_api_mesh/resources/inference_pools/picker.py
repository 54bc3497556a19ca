"""The picker of an inference pool: its pod, what it may read, and how the gateway reaches it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cdk8s import ApiObject, Yaml
from cdk8s_plus_27 import k8s

from llm_api_mesh.described import Described
from llm_api_mesh.inspection.escape_hatch import EscapeHatch
from llm_api_mesh.plan.argo_cd import Wave
from llm_api_mesh.plan.inference_pools import PICKER_PORT, NewPool, PoolPlan
from llm_api_mesh.plan.plan import Plan
from llm_api_mesh.resources.metadata import metadata
from llm_api_mesh.spec.durations import istio_duration
from llm_api_mesh.spec.picker import Picker
from llm_api_mesh_crds.io.istio import networking as istio

_HEALTH_PORT = 9003
_METRICS_PORT = 9090
_HEALTH = "inference-extension"  # the name by which the picker reports its health
_STARTS = 60  # probes, for two minutes

_RULES = (
    ("", ("pods",)),
    ("inference.networking.k8s.io", ("inferencepools",)),
    # It looks for these only if the cluster has them.
    ("inference.networking.x-k8s.io", ("inferencemodelrewrites", "inferenceobjectives")),
)

_Policy = istio.DestinationRuleSpecTrafficPolicy
_ConnectionPool = istio.DestinationRuleSpecTrafficPolicyConnectionPool
_Tcp = istio.DestinationRuleSpecTrafficPolicyConnectionPoolTcp
_Tls = istio.DestinationRuleSpecTrafficPolicyTls


class _ServiceAccount(EscapeHatch, k8s.KubeServiceAccount):
    pass


class _Role(EscapeHatch, k8s.KubeRole):
    pass


class _RoleBinding(EscapeHatch, k8s.KubeRoleBinding):
    pass


class _Service(EscapeHatch, k8s.KubeService):
    pass


class _Deployment(EscapeHatch, k8s.KubeDeployment):
    pass


class _DestinationRule(EscapeHatch, istio.DestinationRule):
    pass


def build(plan: Plan) -> Mapping[str, Described[ApiObject]]:
    """Describe the objects of the pickers of all pools that the API brings itself, by kind and name."""
    found: dict[str, Described[ApiObject]] = {}
    for one in plan.inference_pools:
        if one.new:
            found |= {f"{kind}/{one.picker}": item for kind, item in _objects(plan, one, one.new).items()}
    return found


def _objects(plan: Plan, one: PoolPlan, new: NewPool) -> dict[str, Described[ApiObject]]:
    ending, name = one.id_suffix, one.picker

    def named() -> k8s.ObjectMeta:
        return k8s.ObjectMeta(name=name, annotations=dict(plan.annotations(Wave.FIRST)) or None)

    subject = k8s.Subject(kind="ServiceAccount", name=name, namespace=one.namespace)
    role = k8s.RoleRef(api_group="rbac.authorization.k8s.io", kind="Role", name=name)
    return {
        "ServiceAccount": Described(_ServiceAccount, f"PickerServiceAccount{ending}", metadata=named()),
        "Role": Described(_Role, f"PickerRole{ending}", metadata=named(), rules=[_reads(*rule) for rule in _RULES]),
        "RoleBinding": Described(
            _RoleBinding, f"PickerRoleBinding{ending}", metadata=named(), role_ref=role, subjects=[subject]
        ),
        "Service": Described(_Service, f"PickerService{ending}", metadata=named(), spec=_service(one)),
        "DestinationRule": Described(
            _DestinationRule,
            f"PickerDestinationRule{ending}",
            metadata=metadata(plan, name),
            spec=istio.DestinationRuleSpec(host=one.picker_host, traffic_policy=_connections(one)),
        ),
        "Deployment": Described(
            _Deployment, f"PickerDeployment{ending}", metadata=named(), spec=_deployment(one, new.picker)
        ),
    }


def _reads(group: str, resources: tuple[str, ...]) -> k8s.PolicyRule:
    return k8s.PolicyRule(api_groups=[group], resources=list(resources), verbs=["get", "list", "watch"])


def _labels(one: PoolPlan) -> dict[str, str]:
    return {"inference-pool-picker": one.pool}


def _service(one: PoolPlan) -> k8s.ServiceSpec:
    port = k8s.ServicePort(
        name="http2-picker",
        app_protocol="kubernetes.io/h2c",
        port=PICKER_PORT,
        target_port=k8s.IntOrString.from_number(PICKER_PORT),
    )
    return k8s.ServiceSpec(type="ClusterIP", selector=_labels(one), ports=[port])


def _connections(one: PoolPlan) -> istio.DestinationRuleSpecTrafficPolicy:
    """Write how the gateway connects: the picker makes its own certificate, which no authority has signed."""
    return _Policy(
        connection_pool=_ConnectionPool(tcp=_Tcp(connect_timeout=istio_duration(one.connect_timeout))),
        tls=_Tls(mode=istio.DestinationRuleSpecTrafficPolicyTlsMode.SIMPLE, insecure_skip_verify=True),
    )


def _deployment(one: PoolPlan, picker: Picker) -> k8s.DeploymentSpec:
    labels = _labels(one)
    probe: dict[str, Any] = {"grpc": k8s.GrpcAction(port=_HEALTH_PORT, service=_HEALTH)}
    container = k8s.Container(
        name="epp",
        image=picker.image,
        args=[
            "--pool-name",
            one.pool,
            "--pool-namespace",
            one.namespace,
            # Whoever reads metrics would need a right of the whole cluster.
            "--metrics-endpoint-auth=false",
            "--tracing=false",
            "--config-text",
            _config(picker),
        ],
        ports=[
            k8s.ContainerPort(name=name, container_port=port)
            for name, port in (("picker", PICKER_PORT), ("health", _HEALTH_PORT), ("metrics", _METRICS_PORT))
        ],
        # It isn't alive before it knows its pool, which may be applied later.
        startup_probe=k8s.Probe(**probe, period_seconds=2, failure_threshold=_STARTS),
        liveness_probe=_liveness(probe),
        readiness_probe=k8s.Probe(**probe, period_seconds=2, timeout_seconds=1, failure_threshold=3),
        resources=k8s.ResourceRequirements(
            requests={
                "cpu": k8s.Quantity.from_string(picker.cpu_request),
                "memory": k8s.Quantity.from_string(picker.memory),
            },
            limits={"memory": k8s.Quantity.from_string(picker.memory)},
        ),
        security_context=k8s.SecurityContext(
            allow_privilege_escalation=False,
            capabilities=k8s.Capabilities(drop=["ALL"]),
            read_only_root_filesystem=True,
        ),
    )
    return k8s.DeploymentSpec(
        # What it remembers of prompts is in its memory, so a second one would choose other replicas.
        replicas=1,
        strategy=k8s.DeploymentStrategy(type="Recreate"),
        selector=k8s.LabelSelector(match_labels=labels),
        template=k8s.PodTemplateSpec(
            # The gateway connects by the picker's own TLS, which a sidecar would take for its own.
            metadata=k8s.ObjectMeta(labels={**labels, "sidecar.istio.io/inject": "false"}),
            spec=k8s.PodSpec(
                service_account_name=one.picker,
                security_context=k8s.PodSecurityContext(
                    run_as_non_root=True, seccomp_profile=k8s.SeccompProfile(type="RuntimeDefault")
                ),
                containers=[container],
            ),
        ),
    )


def _liveness(probe: Mapping[str, Any]) -> k8s.Probe:
    """Write how a picker that hangs is found and killed, within 20 seconds. Until then, requests wait for it."""
    return k8s.Probe(
        **probe, period_seconds=5, timeout_seconds=2, failure_threshold=3, termination_grace_period_seconds=1
    )


def _config(picker: Picker) -> str:
    """Write the picker's configuration. A change of it replaces the pod, because it is an argument."""
    weights = {name: float(weight) for name, weight in picker.weights.items() if weight}
    plugins: list[dict[str, Any]] = [{"type": name} for name in weights]
    plugins.append({"type": "metrics-data-source"})
    plugins.append({"type": "core-metrics-extractor", "parameters": {"defaultEngine": picker.model_server}})
    profile = [{"pluginRef": name, "weight": weight} for name, weight in weights.items()]
    config = {
        "apiVersion": "inference.networking.x-k8s.io/v1alpha1",
        "kind": "EndpointPickerConfig",
        "plugins": plugins,
        "schedulingProfiles": [{"name": "default", "plugins": profile}],
    }
    return str(Yaml.stringify(config))
