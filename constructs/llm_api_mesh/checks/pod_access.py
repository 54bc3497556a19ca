"""Who may call the pods of an API: callers that Istio can admit, and nothing that the API offers to anyone else."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from llm_api_mesh.errors import Problem, listed, show
from llm_api_mesh.plan.plan import Plan
from llm_api_mesh.plan.pod_access import share_pods
from llm_api_mesh.spec.backends.inference_pool import InferencePool
from llm_api_mesh.spec.caller import ALL_CALLERS

_ROOT = "istio-system"
"""Istio's root namespace, unless the mesh configuration names another one."""

_OPEN = "Write callers=ALL_CALLERS to admit everyone."


def check(plan: Plan) -> Iterator[Problem]:
    """Refuse callers that no object would admit, and offers to callers whom the pods would refuse."""
    if plan.spec.admitted is None:
        yield from _of_open_api(plan)
    else:
        yield from _of_closed_api(plan)


def _of_open_api(plan: Plan) -> Iterator[Problem]:
    spec = plan.spec
    if spec.callers is not None and spec.callers != ALL_CALLERS:
        yield Problem(
            path="gateway.service_account",
            code="field-required",
            given="callers at a gateway whose service account isn't known",
            allowed="both, because pods that admit only callers refuse the gateway",
            fix='Add service_account="<namespace>/<name>" to the Gateway.',
        )
    for target in plan.backends:
        if target.pods and target.pods.open_ports:
            yield Problem(
                path=f"{target.names.field}.open_ports",
                code="field-without-effect",
                given="open_ports of an API that keeps nobody from its pods",
                allowed="open_ports behind an LlmGateway, or with the service_account of a Gateway, without "
                "callers=ALL_CALLERS",
            )


def _of_closed_api(plan: Plan) -> Iterator[Problem]:
    spec = plan.spec
    if spec.callers is not None and not plan.pod_access:
        yield Problem(
            path="callers",
            code="field-without-effect",
            given="callers without a Pool",
            allowed="callers of an API with a Pool, because the API doesn't know the labels of other pods",
        )
    if plan.pod_access and spec.namespace == _ROOT:
        yield Problem(
            path="namespace",
            code="callers-conflict",
            given=f"{show(_ROOT)}, usually Istio's root namespace, where an AuthorizationPolicy acts on pods of all "
            "namespaces",
            allowed="another namespace for an API that keeps others from its pods",
            fix=_OPEN,
        )
    yield from _exported(plan)
    for target in plan.pod_access:
        if target.service and target.service.type == "LoadBalancer":
            yield Problem(
                path=f"{target.names.field}.service_type",
                code="callers-conflict",
                given='"LoadBalancer", by which clients outside of the mesh call the pods',
                allowed='"ClusterIP", because the pods admit only the gateway and the callers',
                fix=_OPEN,
            )
    yield from _picked(plan)
    for one, other in combinations(plan.pod_access.items(), 2):
        if share_pods(one[1].selector, other[1].selector) and one[1].open_ports != other[1].open_ports:
            yield Problem(
                path=f"{other[0].names.field}.open_ports",
                code="callers-conflict",
                given=f"other ports than those of {one[0].names.field}, which has the same pods",
                allowed="the same open_ports, because for each pod Istio takes one of its PeerAuthentications",
            )


def _picked(plan: Plan) -> Iterator[Problem]:
    """Refuse to close pods to the gateway of inference pools, and to the picker, which reads metrics in plain HTTP."""
    for target, access in plan.pod_access.items():
        for other in plan.backends:
            if isinstance(other.backend, InferencePool) and share_pods(access.selector, other.backend.selector):
                yield Problem(
                    path=target.names.field,
                    code="callers-conflict",
                    given=f"pods of {other.names.field}, whose picker reads their metrics without mutual TLS",
                    allowed="other pods for an API that keeps others from its pods",
                    fix=_OPEN,
                )


def _exported(plan: Plan) -> Iterator[Problem]:
    admitted = {one.namespace for one in plan.spec.admitted or ()}
    refused = [
        name for name in plan.spec.export_to if name not in {".", "*", plan.spec.namespace} and name not in admitted
    ]
    if plan.pod_access and refused:
        yield Problem(
            path="export_to",
            code="callers-conflict",
            given=f"{listed([show(name) for name in refused], 'and')}, whose pods may not call the API",
            allowed="namespaces of callers",
            fix=f"Add {', '.join(f'Caller(namespace={show(name)})' for name in refused)} to callers.",
        )
