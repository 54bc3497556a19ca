"""The gateway of inference pools: a second Gateway, because istiod adds a filter to all listeners of pods with a pool.

istiod adds the filter when the first HTTPRoute leads to a pool, and removes it after the last one. So these pods serve
inference pools only, and the listeners of the LLM gateway stay as they are. Requests come from the LLM gateway alone,
by mutual TLS.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from http import HTTPStatus

from llm_api_mesh.plan.llm_gateway import names
from llm_api_mesh.plan.llm_gateway.deployment import Deployment, Listener, PodsService, deployment_of
from llm_api_mesh.plan.llm_gateway.replies import Reply
from llm_api_mesh.plan.openai_error import error_body
from llm_api_mesh.spec.backends.inference_pool import PORT
from llm_api_mesh.spec.gateway import GatewayKey
from llm_api_mesh.spec.llm_gateway import DeployedPods, LlmGatewaySpec
from llm_api_mesh.spec.llm_gateway_ref import deployed_pods


@dataclass(frozen=True, kw_only=True)
class PoolsOf:
    """The pools of one namespace."""

    namespace: str
    hosts: str
    """The hosts that HTTPRoutes of the namespace may have."""
    server_name: str
    """The name by which the LLM gateway chooses the namespace when it connects."""


@dataclass(frozen=True, kw_only=True)
class PoolsGateway:
    """The gateway of inference pools."""

    object_name: str
    host: str
    """Fully qualified name of its Service."""
    deployment: Deployment
    namespaces: tuple[PoolsOf, ...]
    replies: tuple[Reply, ...]


def derive_pools_gateway(spec: LlmGatewaySpec) -> PoolsGateway | None:
    """Return the gateway, if any namespace may have pools."""
    if not spec.inference_pools:
        return None
    key = GatewayKey(spec.namespace, spec.name)
    pools = tuple(
        PoolsOf(
            namespace=namespace,
            hosts=names.pool_hosts(key, namespace),
            server_name=f"any.{names.pool_domain(key, namespace)}",
        )
        for namespace in spec.inference_pools
    )
    return PoolsGateway(
        object_name=names.pools(spec.name),
        host=names.pools_host(key, spec.cluster_domain),
        deployment=_deployment(spec, pools),
        namespaces=pools,
        replies=tuple(_replies()),
    )


def _deployment(spec: LlmGatewaySpec, pools: tuple[PoolsOf, ...]) -> Deployment:
    pods = spec.pods if isinstance(spec.pods, DeployedPods) else DeployedPods()
    listeners = tuple(
        Listener(name=one.namespace, port=PORT, host=one.hosts, credential_name=None, namespace=one.namespace)
        for one in pools
    )
    return replace(
        deployment_of(pods, spec.max_request_bytes, listeners),
        service=PodsService(
            type="ClusterIP",
            annotations={},
            external_traffic_policy=None,
            load_balancer_class=None,
            load_balancer_source_ranges=(),
        ),
        service_account_annotations={},
        selector=deployed_pods(names.pools(spec.name)),
    )


def _replies() -> Iterator[Reply]:
    """Return the replies in the order in which the proxy looks for them.

    A failover goes on after 429, 503 and 504. So what is missing here is 503: the pool, its route, or its picker.
    """
    yield Reply(
        status=HTTPStatus.TOO_MANY_REQUESTS,
        body=error_body(
            "The model is serving as many requests as it can. Please try again.", "rate_limit_error", code="overloaded"
        ),
        retry_after=1,
    )
    yield Reply(
        status=HTTPStatus.BAD_REQUEST,
        body=error_body("The request body isn't what the endpoint takes.", "invalid_request_error"),
    )
    yield Reply(
        status=HTTPStatus.GATEWAY_TIMEOUT,
        body=error_body("The model didn't answer in time.", "server_error", code="timeout"),
    )
    unavailable = error_body("The model isn't available. Please try again.", "server_error", code="unavailable")
    yield Reply(status=HTTPStatus.NOT_FOUND, new_status=HTTPStatus.SERVICE_UNAVAILABLE, body=unavailable)
    yield Reply(
        status=HTTPStatus.INTERNAL_SERVER_ERROR,
        and_above=True,
        new_status=HTTPStatus.SERVICE_UNAVAILABLE,
        body=unavailable,
    )
