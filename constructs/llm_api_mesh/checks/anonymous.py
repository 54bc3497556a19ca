"""Rules for a gateway that lets everyone in."""

from __future__ import annotations

from collections.abc import Iterator

from llm_api_mesh.errors import Problem
from llm_api_mesh.plan.plan import Plan
from llm_api_mesh.spec.gateway import Gateway


def check(plan: Plan) -> Iterator[Problem]:
    """Refuse an API's own Gateway that lets everyone in without saying so."""
    gateway = plan.spec.gateway
    if isinstance(gateway, Gateway) and not gateway.anonymous:
        yield Problem(
            path="gateway.anonymous",
            code="callers-anonymous",
            given="the Gateway asks its callers for nothing",
            allowed="anonymous=True, or instead of the Gateway an LlmGateway or LlmGatewayRef, which can require a "
            "token, a key or a certificate",
            fix="Write anonymous=True if everyone who reaches the Gateway may use the API.",
        )
