"""LLM gateways of the same app, which plain data names as `{kind: LlmGateway, name: ...}`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from llm_api_mesh.errors import NOTHING, Problem, show
from llm_api_mesh.spec.base import KIND
from llm_api_mesh.spec.llm_gateway_ref import LlmGatewayRef

_LLM_GATEWAY = "LlmGateway"
_OFFERED = (
    "namespace",
    "session_headers",
    "failover_backends",
    "spill_limits",
    "choices",
    "cluster_domain",
    "team_claim",
    "inference_pools",
)
"""The fields that a gateway and a reference to it have in common."""

ANY_LLM_GATEWAY = LlmGatewayRef(namespace="placeholder", name="placeholder", knows_callers=True)
"""In place of a gateway that isn't known, so that the API has no other problems because of it."""


def names_llm_gateway(options: Mapping[str, Any]) -> bool:
    """Return whether plain data names an LLM gateway of the same app as the gateway."""
    gateway = options.get("gateway")
    return isinstance(gateway, Mapping) and gateway.get(KIND) == _LLM_GATEWAY


def with_named_gateway(
    api: object, options: Mapping[str, Any], offered: Callable[[object], LlmGatewayRef | None]
) -> tuple[Mapping[str, Any], tuple[Problem, ...]]:
    """Replace the name of an LLM gateway by what an API has to know of it; say why if there is no such gateway.

    `offered` returns what an API has to know of a gateway with a name, if the app has it.
    """
    gateway = options["gateway"]
    problem = _misnamed(str(api), gateway)
    ref = None if problem else offered(gateway["name"])
    if ref:
        return {**options, "gateway": ref}, ()
    return {**options, "gateway": ANY_LLM_GATEWAY}, (problem or _unknown(str(api), gateway["name"]),)


def ref_of_refused(name: object, options: Mapping[str, Any]) -> LlmGatewayRef:
    """Return what a gateway with problems was meant to offer, so that its APIs have only their own problems."""
    offered: dict[str, Any] = {key: value for key, value in options.items() if key in _OFFERED}
    offered["knows_callers"] = bool(options.get("jwt_rules") or options.get("api_keys"))
    ref: object = LlmGatewayRef(**{**offered, "name": name})
    return ref if isinstance(ref, LlmGatewayRef) else LlmGatewayRef(namespace="placeholder", name="placeholder")


def _misnamed(api: str, gateway: Mapping[str, Any]) -> Problem | None:
    if others := sorted(str(field) for field in gateway.keys() - {KIND, "name"}):
        fix = "Write the others in the LlmGateway."
        return Problem(f"gateway.{others[0]}", "field-unknown", others[0], f"{KIND}, name", fix, api=api)
    if "name" not in gateway:
        return Problem("gateway.name", "field-required", NOTHING, "a string", 'Add "name": ...', api=api)
    return None


def _unknown(api: str, name: object) -> Problem:
    allowed = "the name of an LlmGateway that stands in the same files, or that the app has already"
    fix = "If another program declares it, write LlmGatewayRef."
    return Problem("gateway.name", "gateway-unknown", show(name), allowed, fix, api=api)
