"""The policies by which the Kubernetes API server refuses objects of teams, in a file of their own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from cdk8s import ApiObject
from constructs import Construct

from llm_api_mesh.plan.llm_gateway.admission.rule import Admission
from llm_api_mesh.plan.llm_gateway.plan import GatewayPlan
from llm_api_mesh.resources.llm_gateway.untyped import declare

_API = "admissionregistration.k8s.io/v1"
_POLICY = "ValidatingAdmissionPolicy"
_BINDING = "ValidatingAdmissionPolicyBinding"


def build(scope: Construct, plan: GatewayPlan) -> Mapping[str, ApiObject]:
    """Add the policies and their bindings; return them by kind and name."""
    return {f"{one.kind}/{one.name}": one for admission in plan.admissions for one in _both(scope, admission)}


def _both(scope: Construct, admission: Admission) -> Iterator[ApiObject]:
    yield declare(scope, _API, _POLICY, admission.object_name, _policy(admission))
    yield declare(scope, _API, _BINDING, admission.object_name, _binding(admission))


def _policy(admission: Admission) -> dict[str, Any]:
    conditions = [{"name": "at-the-gateway", "expression": admission.condition}] if admission.condition else []
    variables = [{"name": name, "expression": expression} for name, expression in admission.variables.items()]
    return {
        "failurePolicy": "Fail",
        "matchConstraints": {
            "resourceRules": [
                {
                    "apiGroups": [kind.group],
                    "apiVersions": [kind.version],
                    "operations": ["CREATE", "UPDATE"],
                    "resources": [kind.plural],
                }
                for kind in admission.kinds
            ]
        },
        **({"matchConditions": conditions} if conditions else {}),
        **({"variables": variables} if variables else {}),
        "validations": [{"expression": rule.expression, "message": rule.message} for rule in admission.rules],
    }


def _binding(admission: Admission) -> dict[str, Any]:
    names = {
        "key": "kubernetes.io/metadata.name",
        "operator": "NotIn" if admission.left_out else "In",
        "values": list(admission.namespaces),
    }
    return {
        "policyName": admission.object_name,
        "validationActions": ["Deny"],
        "matchResources": {"namespaceSelector": {"matchExpressions": [names]}},
    }
