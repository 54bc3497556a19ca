"""Argo CD's projects of a gateway: each owner has its own files and namespaces."""

from __future__ import annotations

from collections.abc import Iterator

from llm_api_mesh.errors import Problem, listed, show
from llm_api_mesh.nearest import nearest
from llm_api_mesh.plan.llm_gateway.plan import GatewayPlan
from llm_api_mesh.spec.argo_cd import ArgoCdProjects
from llm_api_mesh.spec.llm_gateway import LlmGatewaySpec


def check(plan: GatewayPlan) -> Iterator[Problem]:
    """Refuse projects without an order of their objects, and rights of a team in a namespace of somebody else."""
    spec, projects = plan.spec, plan.spec.argo_cd_projects
    if projects is None:
        return
    if not spec.argo_cd:
        yield Problem(
            path="argo_cd_projects",
            code="argo-cd-project",
            given="argo_cd_projects without argo_cd",
            allowed="argo_cd_projects together with argo_cd, because Argo CD would apply the objects in no order",
            fix="Add argo_cd=True.",
        )
    yield from _namespaces(spec, projects)
    yield from _sources(projects)


def _namespaces(spec: LlmGatewaySpec, projects: ArgoCdProjects) -> Iterator[Problem]:
    taken = {
        spec.namespace: "the gateway",
        projects.namespace: "Argo CD",
        **({spec.egress_gateway.namespace: "the egress gateway"} if spec.egress_gateway else {}),
    }
    for name, team in projects.teams.items():
        for namespace in team.namespaces:
            path = f"argo_cd_projects.teams[{name}].namespaces"
            if owner := taken.get(namespace):
                yield Problem(
                    path=path,
                    code="argo-cd-project",
                    given=f"{show(namespace)}, the namespace of {owner}",
                    allowed="namespaces that nobody else has, because a team may change every object there",
                )
            elif namespace not in spec.hosts and not spec.shared:
                near = nearest(namespace, spec.hosts, alike=0.5)
                yield Problem(
                    path=path,
                    code="argo-cd-project",
                    given=f"{show(namespace)}, which has no host at the gateway",
                    allowed=f"namespaces that have hosts: {listed(list(spec.hosts), 'and')}",
                    fix=f"Did you mean {show(near)}?" if near else "",
                )
            taken.setdefault(namespace, f"team {name}")
        for one in team.ignore_weights_of:
            if one.partition("/")[0] not in team.namespaces:
                yield Problem(
                    path=f"argo_cd_projects.teams[{name}].ignore_weights_of",
                    code="argo-cd-project",
                    given=show(one),
                    allowed=f"VirtualServices of the team's own namespaces: {listed(list(team.namespaces), 'and')}",
                )


def _sources(projects: ArgoCdProjects) -> Iterator[Problem]:
    """Refuse one folder for two owners: each project refuses the other one's objects, and Argo CD applies none."""
    owners = {(projects.source.repo_url, projects.source.path): "the gateway"}
    for name, team in projects.teams.items():
        source = (team.source.repo_url, team.source.path)
        if owner := owners.get(source):
            yield Problem(
                path=f"argo_cd_projects.teams[{name}].source",
                code="argo-cd-project",
                given=f"the folder {show(team.source.path)} of {owner}",
                allowed="a folder for each owner, because each project refuses the objects of the others",
            )
        owners.setdefault(source, f"team {name}")
