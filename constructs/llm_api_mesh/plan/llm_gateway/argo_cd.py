"""Argo CD's projects and Applications: a file for the owner of the gateway, and one for each team.

A project allows the kinds of objects that the owner's files hold, in the owner's namespaces, from the owner's
repository. A team's project names neither the gateway's namespace nor Argo CD's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from llm_api_mesh.plan import object_names
from llm_api_mesh.plan.llm_gateway import names
from llm_api_mesh.plan.owned_objects import OwnedObject
from llm_api_mesh.spec.argo_cd import IN_CLUSTER, ArgoCdProjects, ArgoCdSource, ArgoCdTeam
from llm_api_mesh.spec.llm_gateway import LlmGatewaySpec

_FIELD = "argo_cd_projects"
_WRITTEN = "*.k8s.yaml"
"""The files that a program of llm-api-mesh writes."""
_AT_GATEWAY = f"*{object_names.at_gateway('')}.k8s.yaml"


class Kind(NamedTuple):
    """A kind of objects."""

    group: str
    kind: str


_ISTIO = "networking.istio.io"
_SECURITY = "security.istio.io"
_KUBERNETES_GATEWAY = "KubernetesGateway"
"""What owned objects call a Gateway of the Gateway API, because Istio has a kind with the same name."""

_GROUPS = {
    "AuthorizationPolicy": _SECURITY,
    "Certificate": "cert-manager.io",
    "ConfigMap": "",
    "Deployment": "apps",
    "DestinationRule": _ISTIO,
    "EnvoyFilter": _ISTIO,
    "Gateway": _ISTIO,
    _KUBERNETES_GATEWAY: "gateway.networking.k8s.io",
    "PeerAuthentication": _SECURITY,
    "PodDisruptionBudget": "policy",
    "RequestAuthentication": _SECURITY,
    "Service": "",
    "ServiceAccount": "",
    "ServiceEntry": _ISTIO,
    "ValidatingAdmissionPolicy": "admissionregistration.k8s.io",
    "ValidatingAdmissionPolicyBinding": "admissionregistration.k8s.io",
    "VirtualService": _ISTIO,
    "WorkloadEntry": _ISTIO,
}
_OF_APIS = (
    Kind("", "Service"),
    Kind(_ISTIO, "DestinationRule"),
    Kind(_ISTIO, "VirtualService"),
    Kind(_SECURITY, "AuthorizationPolicy"),
    Kind(_SECURITY, "PeerAuthentication"),
)
_OF_POOLS = (
    Kind("", "ServiceAccount"),
    Kind("apps", "Deployment"),
    Kind("gateway.networking.k8s.io", "HTTPRoute"),
    Kind("inference.networking.k8s.io", "InferencePool"),
    Kind("rbac.authorization.k8s.io", "Role"),
    Kind("rbac.authorization.k8s.io", "RoleBinding"),
)
_OF_OUTBOUND = (Kind(_ISTIO, "ServiceEntry"), Kind(_ISTIO, "Sidecar"))
_AT_THE_GATEWAY = (Kind(_ISTIO, "EnvoyFilter"),)
_WEIGHTS = ".spec.http[].route[].weight"
_MARK_OF_ROLLOUTS = '.spec.subsets[]?.labels["rollouts-pod-template-hash"]'
"""The label by which Argo Rollouts tells the pods of two versions apart."""
_ARGO = "argoproj.io"


class Ignored(NamedTuple):
    """Fields of an object, or of all objects of a kind in a namespace, that somebody else sets in the cluster."""

    kind: Kind
    namespace: str
    name: str | None
    """None: all of the kind."""
    path: str
    """As an expression of jq."""


@dataclass(frozen=True, kw_only=True)
class ArgoCdProject:
    """A project with one Application of the same name, or with one for each file."""

    name: str
    description: str
    source: ArgoCdSource
    include: str
    """Files of the source, as a glob of Argo CD."""
    exclude: str | None
    server: str
    namespaces: tuple[str, ...]
    kinds: tuple[Kind, ...]
    cluster_kinds: tuple[Kind, ...]
    groups: tuple[str, ...]
    automated: bool
    """Whether a commit is synced without anybody."""
    ignored: tuple[Ignored, ...] = ()
    """Fields that somebody else sets in the cluster."""
    for_each_file: bool = False
    """Whether each file has an Application of its own."""

    @property
    def objects(self) -> tuple[Kind, Kind]:
        """The kinds of its objects."""
        return Kind(_ARGO, "AppProject"), Kind(_ARGO, "ApplicationSet" if self.for_each_file else "Application")


@dataclass(frozen=True, kw_only=True)
class ArgoCdFile:
    """A file for Argo CD's administrator."""

    name: str
    namespace: str
    """Namespace of Argo CD."""
    projects: tuple[ArgoCdProject, ...]

    @property
    def owned(self) -> Iterator[OwnedObject]:
        """The objects by name, which no other gateway may have."""
        for one in self.projects:
            for kind in one.objects:
                yield OwnedObject(kind.kind, self.namespace, one.name, _FIELD)


def derive_argo_cd_files(
    spec: LlmGatewaySpec, own_files: Iterable[str], own_objects: Iterable[OwnedObject]
) -> Iterator[ArgoCdFile]:
    """Yield the file of the gateway's owner, and that of each team."""
    projects = spec.argo_cd_projects
    if projects is None:
        return
    own = (_of_gateway(spec, projects, own_files, own_objects), *_of_all(spec, projects))
    yield ArgoCdFile(name=names.argo_cd(spec.name), namespace=projects.namespace, projects=own)
    for name, team in projects.teams.items():
        yield ArgoCdFile(
            name=names.argo_cd_of(spec.name, name),
            namespace=projects.namespace,
            projects=tuple(_of_team(spec, projects, name, team)),
        )


def _of_gateway(
    spec: LlmGatewaySpec, projects: ArgoCdProjects, files: Iterable[str], objects: Iterable[OwnedObject]
) -> ArgoCdProject:
    held = {one for one in objects if one.kind in _GROUPS}
    namespaces = {one.namespace for one in held if one.namespace} - {spec.namespace}
    return ArgoCdProject(
        name=spec.name,
        description=f"LLM gateway {spec.namespace}/{spec.name}",
        source=projects.source,
        include=_any_of([f"{file}.k8s.yaml" for file in files]),
        exclude=None,
        server=projects.server,
        namespaces=(spec.namespace, *sorted(namespaces)),
        kinds=_kinds(one.kind for one in held if one.namespace),
        cluster_kinds=_kinds(one.kind for one in held if not one.namespace),
        groups=tuple(projects.groups),
        automated=True,
    )


def _of_all(spec: LlmGatewaySpec, projects: ArgoCdProjects) -> Iterator[ArgoCdProject]:
    """Yield the project of the projects themselves, if Argo CD applies these, too."""
    if projects.app_of_apps:
        file = names.argo_cd(spec.name)
        kinds = {Kind(_ARGO, "AppProject"), Kind(_ARGO, "Application")}
        if any(team.application_for_each_file for team in projects.teams.values()):
            kinds.add(Kind(_ARGO, "ApplicationSet"))
        yield ArgoCdProject(
            name=file,
            description=f"Projects and Applications of LLM gateway {spec.namespace}/{spec.name}",
            source=projects.source,
            include=_any_of([f"{file}.k8s.yaml", f"{file}-*.k8s.yaml"]),
            exclude=None,
            server=IN_CLUSTER,
            namespaces=(projects.namespace,),
            kinds=tuple(sorted(kinds)),
            cluster_kinds=(),
            groups=(),
            automated=True,
        )


def _of_team(spec: LlmGatewaySpec, projects: ArgoCdProjects, name: str, team: ArgoCdTeam) -> Iterator[ArgoCdProject]:
    pools = _OF_POOLS if set(team.namespaces) & set(spec.inference_pools) else ()
    more = [Kind(*text.rpartition("/")[::2]) for text in team.kinds]
    yield ArgoCdProject(
        name=f"{spec.name}-{name}",
        description=f"LLM APIs of {name} behind {spec.namespace}/{spec.name}",
        source=team.source,
        include=_WRITTEN,
        exclude=_AT_GATEWAY,
        server=projects.server,
        namespaces=tuple(team.namespaces),
        kinds=tuple(sorted({*_OF_APIS, *pools, *(_OF_OUTBOUND if team.outbound else ()), *more})),
        cluster_kinds=(),
        groups=tuple(team.groups),
        automated=True,
        ignored=tuple(_ignored(team)),
        for_each_file=team.application_for_each_file,
    )
    if team.at_gateway:
        yield ArgoCdProject(
            name=object_names.at_gateway(f"{spec.name}-{name}"),
            description=f"Settings of {name}'s LLM APIs at {spec.namespace}/{spec.name}",
            source=team.source,
            include=_AT_GATEWAY,
            exclude=None,
            server=projects.server,
            namespaces=(spec.namespace,),
            kinds=_AT_THE_GATEWAY,
            cluster_kinds=(),
            groups=tuple(projects.groups),
            automated=False,
        )


def _ignored(team: ArgoCdTeam) -> Iterator[Ignored]:
    objects = [tuple(text.split("/")) for text in team.ignore_weights_of]
    for namespace in sorted({namespace for namespace, _ in objects}):
        yield Ignored(Kind(_ISTIO, "DestinationRule"), namespace, None, _MARK_OF_ROLLOUTS)
    for namespace, name in objects:
        yield Ignored(Kind(_ISTIO, "VirtualService"), namespace, name, _WEIGHTS)


def _any_of(files: list[str]) -> str:
    return files[0] if len(files) == 1 else "{" + ",".join(files) + "}"


def _kinds(owned: Iterable[str]) -> tuple[Kind, ...]:
    return tuple(sorted({Kind(_GROUPS[one], "Gateway" if one == _KUBERNETES_GATEWAY else one) for one in owned}))
