"""ServiceEntries: hosts that belong to the platform, or to Services."""

from __future__ import annotations

from llm_api_mesh.plan.llm_gateway.admission.rule import Admission, Kind, Rule
from llm_api_mesh.plan.llm_gateway.admission.terms import (
    NETWORKING,
    cel_list,
    escaped,
    not_exported,
    owners_of_pools,
    policy_name,
)
from llm_api_mesh.spec.backends.provider_ref import provider_domain
from llm_api_mesh.spec.llm_gateway import LlmGatewaySpec


def derive(spec: LlmGatewaySpec, teams: tuple[str, ...]) -> Admission:
    """Keep others from hosts of the gateway's providers and of teams' Services."""
    domain = provider_domain(spec.name, spec.namespace)
    # Istio gives a host to the oldest ServiceEntry, whatever namespace it is in.
    rules = [
        Rule(
            expression=f'object.spec.hosts.all(one, !one.endsWith(".{domain}"))',
            message="The hosts of the gateway's providers are the platform's.",
        )
    ]
    if owners := owners_of_pools(spec, teams):
        # Of any namespace: a host can look like the name of a Service of a team's.
        own = f"[.]({'|'.join(owners)})[.]svc[.]{escaped(spec.cluster_domain)}$"
        rules.append(
            Rule(
                expression=f'object.spec.hosts.all(one, !one.matches("{own}"))',
                message="The names of Services belong to the Services.",
            )
        )
        rules.append(
            Rule(
                expression=f"!(object.metadata.namespace in {cel_list(teams)}) || {not_exported(spec)}",
                message='A ServiceEntry must not be exported to the gateway. Set exportTo: ["."].',
            )
        )
    return Admission(
        object_name=policy_name(spec, "service-entries"),
        kinds=(Kind(group=NETWORKING, version="*", plural="serviceentries"),),
        namespaces=(spec.namespace,),
        left_out=True,
        rules=tuple(rules),
    )
