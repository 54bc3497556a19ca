"""What the proxy of deployed pods does before its memory is full: a ConfigMap that Istio's agent adds to its bootstrap.

Istio has no field for it. The listeners that Kubernetes and Prometheus ask aren't affected, because Istio's bootstrap
exempts them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from cdk8s import ApiObject
from cdk8s_plus_27 import k8s
from constructs import Construct

from llm_api_mesh.inspection.escape_hatch import EscapeHatch
from llm_api_mesh.plan.llm_gateway import names
from llm_api_mesh.plan.llm_gateway.deployment import MEBIBYTE, Deployment
from llm_api_mesh.plan.llm_gateway.overload import FILE
from llm_api_mesh.plan.llm_gateway.plan import GatewayPlan

_HEAP = "envoy.resource_monitors.fixed_heap"
_HEAP_CONFIG = "type.googleapis.com/envoy.extensions.resource_monitors.fixed_heap.v3.FixedHeapConfig"

# It costs 0.2 % of a core.
_REFRESH = "0.05s"

# Shares of the heap. The free memory is given back, then requests that begin are refused, then those whose body
# arrives by HTTP/1.1. Streams under way have sent their bodies.
_SHRINK = 0.8
_REFUSE = 0.9
_ABORT = 0.95

# By HTTP/2 the proxy can't tell them apart. So the streams with the most memory are reset first, and those with less
# than 256 KiB never: 4 MiB from 94 % on, 2 MiB from 95 %, and 256 KiB from 99 %.
_LEAST_POWER = 18
_RESET = {"scaling_threshold": 0.9, "saturation_threshold": 1}

# The allocator keeps freed memory for good by default, and the autoscaler would keep the pods of a burst.
_RELEASE = {"bytes_to_release": 8 * MEBIBYTE, "memory_release_interval": "1s"}


class _ConfigMap(EscapeHatch, k8s.KubeConfigMap):
    pass


def build(scope: Construct, plan: GatewayPlan) -> k8s.KubeConfigMap | None:
    """Add the ConfigMap, if istiod deploys the pods."""
    if plan.deployment is None:
        return None
    return _config(scope, "ConfigMap-overload", names.overload(plan.spec.name), plan.deployment)


def build_pools(scope: Construct, plan: GatewayPlan) -> Mapping[str, ApiObject]:
    """Add the ConfigMap for the pods of inference pools, if there are any; return it by kind and name."""
    if plan.pools_gateway is None:
        return {}
    name = names.overload(plan.pools_gateway.object_name)
    return {f"ConfigMap/{name}": _config(scope, "ConfigMap-pools-overload", name, plan.pools_gateway.deployment)}


def _config(scope: Construct, construct: str, name: str, deployment: Deployment) -> k8s.KubeConfigMap:
    added = {"memory_allocator_manager": _RELEASE, "overload_manager": _manager(deployment.memory.heap)}
    data = {FILE: f"{json.dumps(added, indent=2)}\n"}
    return _ConfigMap(scope, construct, metadata=k8s.ObjectMeta(name=name), data=data)


def _manager(heap_mebibytes: int) -> dict[str, Any]:
    heap = {"@type": _HEAP_CONFIG, "max_heap_size_bytes": heap_mebibytes * MEBIBYTE}
    return {
        "refresh_interval": _REFRESH,
        "resource_monitors": [{"name": _HEAP, "typed_config": heap}],
        "buffer_factory_config": {"minimum_account_to_track_power_of_two": _LEAST_POWER},
        "actions": [
            _at("envoy.overload_actions.shrink_heap", _above(_SHRINK)),
            _at("envoy.overload_actions.stop_accepting_requests", _above(_REFUSE)),
            _at("envoy.overload_actions.reset_high_memory_stream", {"scaled": _RESET}),
        ],
        "loadshed_points": [_at("envoy.load_shed_points.http1_server_abort_dispatch", _above(_ABORT))],
    }


def _above(share: float) -> dict[str, Any]:
    return {"threshold": {"value": share}}


def _at(name: str, trigger: Mapping[str, Any]) -> dict[str, Any]:
    return {"name": name, "triggers": [{"name": _HEAP, **trigger}]}
