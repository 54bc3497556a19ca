"""The way of a gateway's requests to providers: something must go there, and by its name alone."""

from __future__ import annotations

from collections.abc import Iterator

from llm_api_mesh.errors import Problem, show
from llm_api_mesh.plan.llm_gateway.plan import GatewayPlan
from llm_api_mesh.spec.names import compatible


def check(plan: GatewayPlan) -> Iterator[Problem]:
    """Refuse a way without providers, one through the gateway itself, and hosts that their names don't tell apart."""
    spec, egress = plan.spec, plan.egress
    if egress is None:
        return
    for field in ("egress_gateway", "forward_proxy"):
        if getattr(spec, field) and not spec.providers:
            yield Problem(
                path=field,
                code="field-without-effect",
                given=f"{field} without providers",
                allowed=f"{field} together with providers",
            )
    if not egress.own and egress.namespace == spec.namespace and compatible(egress.selector, spec.selector):
        yield Problem(
            path="egress_gateway.selector",
            code="field-invalid",
            given="labels of the gateway's own pods",
            allowed="the labels of other pods, because the port of an egress gateway passes on TLS of any client",
        )
    ports = {one.address: one for one in egress.hosts}
    for provider in plan.providers:
        first = ports[provider.service.address]
        if provider.service.port != first.port:
            yield Problem(
                path=f"providers[{provider.name}].provider",
                code="provider-url",
                given=f"port {provider.service.port} of {show(first.address)}, of which provider {show(first.name)} "
                f"has port {first.port}",
                allowed="one port for each host behind an egress gateway or a forward proxy, because TLS names the "
                "host and not the port",
            )
