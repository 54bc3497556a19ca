"""DestinationRules: the memory that a consistent hash takes from the gateway."""

from __future__ import annotations

from llm_api_mesh.plan.llm_gateway.admission.rule import Admission, Kind, Rule
from llm_api_mesh.plan.llm_gateway.admission.terms import NETWORKING, not_exported, policy_name
from llm_api_mesh.plan.llm_gateway.admission.values import has_names
from llm_api_mesh.spec.consistent_hash import LARGEST_RING, LARGEST_TABLE
from llm_api_mesh.spec.llm_gateway import LlmGatewaySpec


def derive(spec: LlmGatewaySpec) -> Admission:
    """Bound the rings and tables that the gateway's pods build for each subset.

    Envoy allows a ring of 8,388,608 points, which takes 192 MiB, and three seconds of the proxy's main thread. istiod
    sends the gateway the Services of all namespaces, so this holds for namespaces without a host as well.
    """
    return Admission(
        object_name=policy_name(spec, "destination-rules"),
        kinds=(Kind(group=NETWORKING, version="*", plural="destinationrules"),),
        namespaces=(spec.namespace,),
        left_out=True,
        variables={
            "whole": "has(object.spec.trafficPolicy) ? [object.spec.trafficPolicy] : []",
            "subsets": "has(object.spec.subsets) ? "
            "object.spec.subsets.filter(one, has(one.trafficPolicy)).map(one, one.trafficPolicy) : []",
            "policies": "variables.whole + variables.subsets",
            # For each policy, a list: the policy itself, and those of single ports.
            "balanced": "variables.policies.map(one, [one]) + "
            "variables.policies.map(one, has(one.portLevelSettings) ? one.portLevelSettings : [])",
            "hashes": "variables.balanced.map(some, some.filter(one, "
            "has(one.loadBalancer) && has(one.loadBalancer.consistentHash)).map(one, one.loadBalancer.consistentHash))",
        },
        rules=(
            Rule(
                expression=f"{not_exported(spec)} || variables.hashes.all(some, some.all(one, "
                # The first one is an older form of the second one.
                f"{_at_most('one.minimumRingSize', LARGEST_RING)} && "
                f"(!has(one.ringHash) || {_at_most('one.ringHash.minimumRingSize', LARGEST_RING)}) && "
                f"(!has(one.maglev) || {_at_most('one.maglev.tableSize', LARGEST_TABLE)})))",
                message=f"A ring must have at most {LARGEST_RING} points, and a table {LARGEST_TABLE} entries, because "
                "they take the gateway's memory. This isn't so if exportTo keeps the DestinationRule from the gateway.",
            ),
            Rule(
                expression=f"{not_exported(spec)} || variables.hashes.all(some, some.all(one, {has_names()}))",
                message="The header, query parameter or cookie of a consistentHash must have a name that HTTP allows.",
            ),
        ),
    )


def _at_most(field: str, number: int) -> str:
    return f"(!has({field}) || {field} <= {number})"
