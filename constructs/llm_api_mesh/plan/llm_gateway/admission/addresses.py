"""Services and their addresses: a name of a team's Service leads to the pods of this Service."""

from __future__ import annotations

from llm_api_mesh.plan.llm_gateway.admission.rule import Admission, Kind, Rule
from llm_api_mesh.plan.llm_gateway.admission.terms import NETWORKING, policy_name
from llm_api_mesh.spec.llm_gateway import LlmGatewaySpec


def derive_services(spec: LlmGatewaySpec, owners: tuple[str, ...]) -> Admission:
    """Refuse Services that are another name of any host."""
    rule = Rule(
        expression='!has(object.spec.type) || object.spec.type != "ExternalName"',
        message="A Service must not have the type ExternalName, by which a route leads to any name.",
    )
    return Admission(
        object_name=policy_name(spec, "services"),
        kinds=(Kind(group="", version="v1", plural="services"),),
        namespaces=owners,
        rules=(rule,),
    )


def derive(spec: LlmGatewaySpec, owners: tuple[str, ...]) -> Admission:
    """Leave the addresses of Services to Kubernetes' own controllers."""
    user = "request.userInfo.username"
    of_kubernetes = f'{user}.startsWith("system:serviceaccount:kube-system:")'
    rule = Rule(
        expression=f'{user} == "system:kube-controller-manager" || {of_kubernetes}',
        message="The addresses of a Service are those of the Pods that its selector selects.",
    )
    return Admission(
        object_name=policy_name(spec, "addresses"),
        kinds=(
            Kind(group="", version="v1", plural="endpoints"),
            Kind(group="discovery.k8s.io", version="*", plural="endpointslices"),
            Kind(group=NETWORKING, version="*", plural="workloadentries"),
        ),
        namespaces=owners,
        rules=(rule,),
    )
