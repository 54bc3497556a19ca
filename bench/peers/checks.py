"""What a bare Envoy checks in requests: tokens, API keys, the model that a body names, and who may use it.

Tokens are verified as by Istio's objects: one filter verifies a token if there is one, and another one refuses requests
without a token. A proxy that knows tokens and models needs no script for the rest: its routes compare the model, and a
filter compares model and team.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from lab.traffic.tokens import AUDIENCE, Issuer

AUTHORIZER = "authorizer"
"""The name of the cluster with the authorizer of API keys."""

_TOKENS = "envoy.filters.http.jwt_authn"
_KEYS = "envoy.filters.http.ext_authz"
_PAYLOAD = "payload"
_BODY = "body"

Filters = tuple[dict[str, Any], ...]


@dataclass(frozen=True)
class Checks:
    """The filters of an Envoy, and the conditions of its routes."""

    filters: Filters = ()
    matches: tuple[dict[str, Any], ...] = ({"prefix": "/"},)
    """Each route leads to the same cluster; any other request gets 404."""

    def of_tokens(self, issuer: Issuer) -> Checks:
        """Require a token, and tell the cluster whose it is."""
        provider = {
            "issuer": issuer.name,
            "audiences": [AUDIENCE],
            "local_jwks": {"inline_string": issuer.jwks},
            "from_headers": [{"name": "authorization", "value_prefix": "Bearer "}],
            "payload_in_metadata": _PAYLOAD,
            "claim_to_headers": [
                {"claim_name": "sub", "header_name": "x-llm-subject"},
                {"claim_name": "team", "header_name": "x-llm-team"},
            ],
        }
        any_or_none = {"requires_any": {"requirements": [{"provider_name": "issuer"}, {"allow_missing": {}}]}}
        verified = {
            "providers": {"issuer": provider},
            "rules": [{"match": {"prefix": "/"}, "requires": any_or_none}],
        }
        without = {"not_id": {"metadata": {**_claim("iss"), "value": {"present_match": True}}}}
        required = _rules("DENY", {"without": {"permissions": [{"any": True}], "principals": [without]}})
        return self._with(http_filter("jwt_authn", "JwtAuthentication", verified), required)

    def of_keys(self) -> Checks:
        """Ask the authorizer about each request, and refuse those that it hasn't let in, as Istio's objects do."""
        asked = {
            "grpc_service": {"envoy_grpc": {"cluster_name": AUTHORIZER}, "timeout": "1s"},
            "transport_api_version": "V3",
        }
        holder = {"filter": _KEYS, "path": [{"key": "caller"}, {"key": "sub"}]}
        without = {"not_id": {"metadata": {**holder, "value": {"present_match": True}}}}
        required = _rules("DENY", {"without": {"permissions": [{"any": True}], "principals": [without]}})
        return self._with(http_filter("ext_authz", "ExtAuthz", asked), required)

    def of_models(self, names: Iterable[str]) -> Checks:
        """Read the model in each body, and have a route for each."""
        rule = {
            "selectors": [{"key": "model"}],
            "on_present": {"metadata_namespace": _BODY, "key": "model"},
            "on_missing": {"metadata_namespace": _BODY, "key": "model", "value": ""},
        }
        reader = http_filter("json_to_metadata", "JsonToMetadata", {"request_rules": {"rules": [rule]}})
        matches = tuple({"prefix": "/", "dynamic_metadata": [_model_is(name)]} for name in names)
        return Checks((*self.filters, reader), matches)

    def of_access(self, teams: Mapping[str, str]) -> Checks:
        """Admit the team of each model to it alone."""
        policies = {
            name: {
                "permissions": [{"metadata": _model_is(name)}],
                "principals": [{"metadata": {**_claim("team"), "value": {"string_match": {"exact": team}}}}],
            }
            for name, team in teams.items()
        }
        return self._with(_rules("ALLOW", policies))

    def _with(self, *filters: dict[str, Any]) -> Checks:
        return Checks((*self.filters, *filters), self.matches)


def _claim(name: str) -> dict[str, Any]:
    return {"filter": _TOKENS, "path": [{"key": _PAYLOAD}, {"key": name}]}


def _model_is(name: str) -> dict[str, Any]:
    return {"filter": _BODY, "path": [{"key": "model"}], "value": {"string_match": {"exact": name}}}


def _rules(action: str, policies: Mapping[str, Any]) -> dict[str, Any]:
    return http_filter("rbac", "RBAC", {"rules": {"action": action, "policies": policies}})


def http_filter(name: str, kind: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    """An HTTP filter of a listener."""
    typed = {"@type": f"type.googleapis.com/envoy.extensions.filters.http.{name}.v3.{kind}", **fields}
    return {"name": f"envoy.filters.http.{name}", "typed_config": typed}
