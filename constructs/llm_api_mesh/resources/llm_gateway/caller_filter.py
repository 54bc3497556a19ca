"""The filters at a gateway that knows callers: they refuse what Istio's objects can't refuse.

Istio's policies stand before the filter that answers preflights, so they let requests pass that look like one, without
a token. The last filter stands behind it, and refuses those that are left. The routes of clients' ports have its rules,
so that the second hops, whose requests have no token, have none.
"""

from __future__ import annotations

from typing import Any

from llm_api_mesh.plan.llm_gateway.callers import AUTHORIZED, CLAIMS, HOLDER, VERIFIED, Callers
from llm_api_mesh.resources.llm_gateway.patches import HTTP_FILTERS, http, lua
from llm_api_mesh.resources.llm_gateway.scripts import script

_NAME = "llm-gateway/callers"
_ONE_MODEL = "llm-gateway/one-model"
_KEY_HOLDER = "llm-gateway/key-holder"

# Control characters but the tab: Envoy sends no header that has one, and would count an error of the replica.
_NO_HEADER = r"(?s).*[\x00-\x08\x0a-\x1f\x7f].*"


def one_model() -> dict[str, Any]:
    """Return the filter by which a body names one model, which routes enable."""
    return lua(script("json_scan", "one_model"), _ONE_MODEL)


def key_holder() -> dict[str, Any]:
    """Return the filter by which the conditions of routes hold for API keys as for tokens, which routes enable."""
    values = {"AUTHORIZED": AUTHORIZED, "HOLDER": HOLDER, "VERIFIED": VERIFIED, "CLAIMS": CLAIMS}
    return lua(script("key_holder", **values), _KEY_HOLDER)


def caller_filter() -> dict[str, Any]:
    """Return the filter, which refuses nothing by itself."""
    return http("rbac", "RBAC", {}, _NAME)


def caller_refusals(callers: Callers, namespace: str) -> dict[str, Any]:
    """Return its rules for routes, and the configuration by which they enable the other filters."""
    policies = {
        # The errors for clients know it by the name of the policy that requires tokens or keys.
        f"ns[{namespace}]-policy[{callers.policy_name}]-rule[preflight]": _unproven(callers),
        "claims": {
            "permissions": [_header(header, {"safe_regex": {"regex": _NO_HEADER}}) for _, header in callers.statements],
            "principals": [{"any": True}],
        },
    }
    rules = {"rules": {"action": "DENY", "policies": policies}}
    return {
        _NAME: {"@type": f"{HTTP_FILTERS}.rbac.v3.RBACPerRoute", "rbac": rules},
        **{name: _enabled() for name in (_ONE_MODEL, *([_KEY_HOLDER] if callers.authorizer else []))},
    }


def _enabled() -> dict[str, Any]:
    return {"@type": f"{HTTP_FILTERS}.lua.v3.LuaPerRoute", "filter_context": {}}


def _unproven(callers: Callers) -> dict[str, Any]:
    place, path = callers.proof
    proof = {"filter": place, "path": [{"key": one} for one in path]}
    hosts = [_header(":authority", {"exact": one, "ignore_case": True}) for one in callers.anonymous_hosts]
    needed = {"not_rule": {"or_rules": {"rules": hosts}}} if hosts else {"any": True}
    return {
        "permissions": [needed],
        "principals": [{"not_id": {"metadata": {**proof, "value": {"present_match": True}}}}],
    }


def _header(name: str, match: dict[str, Any]) -> dict[str, Any]:
    return {"header": {"name": name, "string_match": match}}
