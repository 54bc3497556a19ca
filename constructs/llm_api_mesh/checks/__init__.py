"""Rules across several fields. A check yields problems and never raises.

Each check is listed with the fields that it reads: if one of these is faulty itself, the check is skipped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from llm_api_mesh.checks import (
    access,
    anonymous,
    argo_cd,
    attachment,
    balancing,
    budget,
    certificates,
    drills,
    egress,
    endpoints,
    expressions,
    failover,
    inference_pools,
    llm_gateway,
    mirrors,
    models,
    object_names,
    outbound,
    pod_access,
    pools,
    public_paths,
    releases,
    routes,
    service_refs,
    versions,
)
from llm_api_mesh.errors import Problem
from llm_api_mesh.plan.llm_gateway.plan import GatewayPlan
from llm_api_mesh.plan.plan import Plan

Check = Callable[[Plan], Iterator[Problem]]
GatewayCheck = Callable[[GatewayPlan], Iterator[Problem]]

API_CHECKS: tuple[tuple[frozenset[str], Check], ...] = (
    (frozenset({"backend", "endpoints", "models"}), balancing.check),
    (frozenset({"backend", "endpoints", "models"}), versions.check),
    (frozenset({"backend", "endpoints", "match", "model_from", "models", "routes"}), routes.check),
    (frozenset({"backend", "match", "model_from", "models", "routes"}), models.check),
    (frozenset({"backend", "endpoints", "models"}), pools.check),
    (
        frozenset({"backend", "endpoints", "match", "model_from", "models", "name", "paths", "routes"}),
        endpoints.check,
    ),
    (frozenset({"backend", "endpoints", "match", "model_from", "models", "paths", "routes"}), public_paths.check),
    (frozenset({"backend", "endpoints", "match", "model_from", "models", "paths", "routes"}), expressions.check),
    (
        frozenset({"backend", "callers", "endpoints", "export_to", "gateway", "models", "namespace"}),
        pod_access.check,
    ),
    (frozenset({"backend", "endpoints", "models", "outbound"}), outbound.check),
    (frozenset({"access", "backend", "endpoints", "gateway", "model_from", "models"}), access.check),
    (frozenset({"budget", "preset", "retries"}), budget.check),
    (frozenset({"backend", "endpoints", "mirrors", "models"}), mirrors.check),
    (frozenset({"backend", "endpoints", "mirrors", "models", "name", "namespace"}), inference_pools.check),
    (frozenset({"backend", "drills", "endpoints", "match", "model_from", "models", "routes"}), drills.check),
    (frozenset({"backend", "budget", "endpoints", "models", "preset"}), failover.check),
    (frozenset({"gateway"}), anonymous.check),
    (frozenset({"gateway", "hosts"}), certificates.check),
    (
        frozenset({"backend", "cluster_domain", "endpoints", "gateway", "models", "name", "namespace"}),
        object_names.check,
    ),
    (
        frozenset(
            {"backend", "budget", "endpoints", "export_to", "gateway", "models", "namespace", "preset", "retries"}
        ),
        service_refs.check,
    ),
    (frozenset({"istio"}), releases.check),
    (
        frozenset(
            {
                *("backend", "budget", "cluster_domain", "endpoints", "gateway", "hosts", "model_from", "models"),
                *("namespace", "preset", "retries"),
            }
        ),
        attachment.check,
    ),
    (
        frozenset({"drills", "endpoints", "gateway", "match", "model_from", "models", "routes"}),
        attachment.check_headers,
    ),
)

GATEWAY_CHECKS: tuple[tuple[frozenset[str], GatewayCheck], ...] = (
    (frozenset({"certificates", "hosts", "http"}), llm_gateway.check_certificates),
    (frozenset({"certificates", "client_certificates", "http", "min_tls_version"}), llm_gateway.check_tls),
    (frozenset({"http", "https_port", "certificates"}), llm_gateway.check_ports),
    (frozenset({"anonymous", "api_keys", "client_certificates", "jwt_rules", "pods"}), llm_gateway.check_anonymous),
    (frozenset({"anonymous_hosts", "api_keys", "hosts", "jwt_rules", "pods", "team_claim"}), llm_gateway.check_callers),
    (frozenset({"hosts", "pods"}), llm_gateway.check_hosts),
    (frozenset({"hosts", "inference_pools", "namespace", "pods", "pool_users", "providers"}), llm_gateway.check_users),
    (frozenset({"max_request_bytes", "pods"}), llm_gateway.check_memory),
    (frozenset({"choices", "max_load", "pods"}), llm_gateway.check_balancing),
    (frozenset({"pods", "providers"}), llm_gateway.check_keys),
    (frozenset({"egress_gateway", "forward_proxy", "namespace", "pods", "providers"}), egress.check),
    (
        frozenset({"argo_cd", "argo_cd_projects", "egress_gateway", "hosts", "namespace", "pods"}),
        argo_cd.check,
    ),
    (frozenset({"istio", "providers"}), llm_gateway.check_release),
    (frozenset({"inference_pools", "name", "providers"}), llm_gateway.check_names),
)
