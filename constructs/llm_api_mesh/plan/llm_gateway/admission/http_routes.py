"""HTTPRoutes: only those to inference pools are the gateway's."""

from __future__ import annotations

from llm_api_mesh.plan.llm_gateway import names
from llm_api_mesh.plan.llm_gateway.admission.rule import Admission, Kind, Rule
from llm_api_mesh.plan.llm_gateway.admission.terms import cel_list, policy_name
from llm_api_mesh.spec.llm_gateway import LlmGatewaySpec


def derive(spec: LlmGatewaySpec) -> Admission:
    """Refuse HTTPRoutes that the gateway's Gateways wouldn't take.

    For one that leads to an inference pool, istiod adds a filter to all listeners of the pods nevertheless.
    """
    pools = f'(one.name == "{names.pools(spec.name)}" && object.metadata.namespace in {cel_list(spec.inference_pools)})'
    elsewhere = f'!has(one.namespace) || one.namespace != "{spec.namespace}"'
    other = f"!(one.name in {cel_list([spec.name, names.pools(spec.name)])})"
    rule = Rule(
        expression="!has(object.spec.parentRefs) || object.spec.parentRefs.all(one, "
        f"{elsewhere} || {other} || {pools})",
        message="The LLM gateway takes HTTPRoutes to inference pools only, of the namespaces in inference_pools.",
    )
    return Admission(
        object_name=policy_name(spec, "http-routes"),
        kinds=(Kind(group="gateway.networking.k8s.io", version="*", plural="httproutes"),),
        namespaces=(spec.namespace,),
        left_out=True,
        rules=(rule,),
    )
