"""The plan of an LLM gateway as text: YAML that shows the decisions, in the form of an API's plan."""

from __future__ import annotations

import json
from collections.abc import Mapping

from llm_api_mesh.plan.llm_gateway.authorizer import KEY_HEADERS, Authorizer
from llm_api_mesh.plan.llm_gateway.callers import Callers
from llm_api_mesh.plan.llm_gateway.certificates import IssuedCertificate
from llm_api_mesh.plan.llm_gateway.deployment import Deployment
from llm_api_mesh.plan.llm_gateway.egress import Egress
from llm_api_mesh.plan.llm_gateway.headers import STATED_MODEL
from llm_api_mesh.plan.llm_gateway.plan import GatewayPlan
from llm_api_mesh.plan.llm_gateway.pool_users import PoolRights
from llm_api_mesh.plan.llm_gateway.providers import ProviderPlan
from llm_api_mesh.plan.llm_gateway.replies import Reply
from llm_api_mesh.plan.llm_gateway.servers import GatewayObject, Server
from llm_api_mesh.plan.llm_gateway.slots import SlotList
from llm_api_mesh.plan.printing.values import set_fields, text
from llm_api_mesh.plan.printing.yaml import Value, yaml
from llm_api_mesh.spec.jwt_rule import JwtRule


def gateway_plan_text(plan: GatewayPlan) -> str:
    """Write a plan as YAML."""
    redirect = {plan.redirect.name: _servers(plan.redirect)} if plan.redirect else {}
    return yaml(
        {
            "llm_gateway": plan.spec.name,
            "namespace": plan.spec.namespace,
            "pods": text(plan.spec.selector),
            "istio": plan.spec.istio,
            "deployment": _deployment(plan.deployment) if plan.deployment else {},
            **(
                {"issued_certificates": {one.object_name: _issued(one) for one in plan.issued_certificates}}
                if plan.issued_certificates
                else {}
            ),
            "gateways": {plan.public_gateway.name: _servers(plan.public_gateway), **redirect},
            "slots": {slot.object_name: slot.address for slot in plan.slots},
            "lists": {one.host: _list(one) for one in plan.lists},
            "reading": {
                "ports": [str(port) for port in plan.client_ports],
                "objects": {
                    scope.object_name: _reach(plan) if scope.hosts is None else list(scope.hosts)
                    for scope in plan.route_scopes
                },
                "longest": plan.spec.max_request_bytes,
                "session_headers": list(plan.spec.session_headers),
                "opening_characters": plan.spec.opening_characters,
            },
            "spill_limits": [str(limit) for limit in plan.spec.spill_limits],
            "choices": plan.spec.choices,
            "max_load": f"{plan.spec.max_load_percent}%" if plan.spec.max_load_percent else "no bound",
            "providers": {provider.host: _provider(provider) for provider in plan.providers},
            **({"egress": _egress(plan.egress)} if plan.egress else {}),
            **({"callers": _callers(plan.callers)} if plan.callers else {}),
            **({"pool_users": _pool_users(plan.pool_users)} if plan.pool_users else {}),
            "local_replies": [f"unchanged if {plan.unchanged_replies}", *map(_reply, plan.replies)],
            "objects": _objects(plan),
            "checklist": list(plan.checklist),
        }
    )


def _reach(plan: GatewayPlan) -> str:
    return "all hosts by HTTPS" if plan.spec.shared else "all hosts"


def _deployment(deployment: Deployment) -> Mapping[str, Value]:
    return {
        **{
            name: value
            for name, value in set_fields(deployment).items()
            if name not in {"autoscaling", "listeners", "memory", "selector", "service", "volumes"}
        },
        "memory_mebibytes": set_fields(deployment.memory),
        "autoscaling": set_fields(deployment.autoscaling),
        "service": set_fields(deployment.service),
        "listeners": [f"{one.name}: {one.port} {one.credential_name or 'plain'}" for one in deployment.listeners],
        "volumes": {one.name: f"{one.secret} at {one.folder}" for one in deployment.volumes},
    }


def _servers(gateway: GatewayObject) -> list[str]:
    return [_server(server) for server in gateway.servers]


def _server(server: Server) -> str:
    parts = (
        f"{server.port_name}:",
        str(server.port),
        server.credential_name or "plain",
        ",".join(server.hosts),
        _tls(server),
    )
    return " ".join(filter(None, parts))


def _tls(server: Server) -> str:
    version = f"TLS {server.min_tls_version}" if server.min_tls_version else ""
    clients = server.client_certificates
    asked = ("clients by " if clients.required else "clients perhaps by ") + clients.credential_name if clients else ""
    return " ".join(filter(None, (version, asked)))


def _issued(one: IssuedCertificate) -> str:
    return f"{','.join(one.dns_names)} by {one.issuer.issuer_kind} {one.issuer.name} of {one.issuer.group}"


def _list(one: SlotList) -> Mapping[str, Value]:
    return {"object": one.object_name, "slots": [slot.address for slot in one.slots]}


def _provider(provider: ProviderPlan) -> Mapping[str, Value]:
    return {
        "object": provider.object_name,
        "address": f"{provider.service.address}:{provider.service.port}",
        "users": list(provider.users),
        "credential": text(provider.credential),
        "policy": set_fields(provider.policy),
    }


def _egress(egress: Egress) -> Mapping[str, Value]:
    tunnel = egress.tunnel
    return {
        "namespace": egress.namespace,
        "pods": text(egress.selector),
        "listener": f"{egress.address}:{egress.port}",
        "hosts": [f"{one.address}:{one.port}" for one in egress.hosts],
        "tunnel": f"{tunnel.host} at {tunnel.address}:{tunnel.port}" if tunnel else "",
    }


def _callers(callers: Callers) -> Mapping[str, Value]:
    keys = callers.authorizer
    credentials: Mapping[str, Value] = (
        {"keys": _authorizer(keys)} if keys else {"tokens": {rule.issuer: _jwt_rule(rule) for rule in callers.rules}}
    )
    port = [f"port {callers.anonymous_port}"] if callers.anonymous_port else []
    return {
        **credentials,
        f"without_{'key' if keys else 'token'}": [*callers.hosts, *port],
        "stated": {STATED_MODEL: "model of the body", **{header: claim for claim, header in callers.statements}},
    }


def _authorizer(authorizer: Authorizer) -> Mapping[str, Value]:
    return {
        "in": list(KEY_HEADERS),
        "object": authorizer.object_name,
        "asked_by": authorizer.gateway_account,
        "extension_provider": authorizer.mesh_config,
        **set_fields(authorizer.keys),
    }


def _jwt_rule(rule: JwtRule) -> str:
    parts = (
        f"for {','.join(rule.audiences)}",
        "keys here" if rule.jwks else f"keys from {rule.jwks_uri or 'the issuer'}",
        "in " + ",".join(one.name for one in rule.from_headers),
        "passed on" if rule.forward else "",
    )
    return " ".join(filter(None, parts))


def _pool_users(pools: PoolRights) -> Mapping[str, Value]:
    listed = {namespace: ", ".join(("itself", *users)) for namespace, users in pools.users.items()}
    return {**listed, "all others": "everyone" if pools.others is None else "itself"}


def _reply(reply: Reply) -> str:
    parts = (
        f"{int(reply.status)}{' and above' if reply.and_above else ''}",
        ",".join(reply.flags),
        f"if {reply.condition}" if reply.condition else "",
        f"-> {int(reply.new_status)}" if reply.new_status else "",
        f"Retry-After {reply.retry_after}" if reply.retry_after else "",
        json.loads(reply.body)["error"]["message"],
    )
    return " ".join(part for part in parts if part)


def _objects(plan: GatewayPlan) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for owned in sorted(plan.owned_objects):
        found.setdefault(owned.kind, []).append(owned.name)
    return found
