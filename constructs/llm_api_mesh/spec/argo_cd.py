"""What Argo CD applies: its projects and Applications for the owners of an LLM gateway and of the APIs behind it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Annotated

from frozendict import frozendict

from llm_api_mesh.errors import show
from llm_api_mesh.spec.base import List, Rule, Spec, refused
from llm_api_mesh.spec.llm_gateway_ref import Namespaces
from llm_api_mesh.spec.names import DnsLabel
from llm_api_mesh.spec.values import YAML_SYNTAX

IN_CLUSTER = "https://kubernetes.default.svc"
"""The cluster in which Argo CD runs, in its own words."""

# A project takes a repository for a pattern, and one that begins with ! for a refusal.
_REPOSITORY = re.compile(r"(?:[a-z][a-z0-9+.-]*://|[\w.-]+@[\w.-]+:)[\w./:@~%+-]+", re.ASCII)
_WITH_SECRET = re.compile(r"https?://[^/]*@|[a-z]+://[^/@]*:[^/@]*@")
_PATH = r"(?!.*\.\.)[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*"
_REVISION = r"[A-Za-z0-9][A-Za-z0-9._/+~^-]*"
_SERVER = r"https://[A-Za-z0-9.:\[\]-]+(/[A-Za-z0-9._~/-]*)?"
_KIND = r"([a-z0-9-]+(\.[a-z0-9-]+)*/)?[A-Z][A-Za-z0-9]*"
_OBJECT = r"[a-z0-9]([a-z0-9-]*[a-z0-9])?/[a-z0-9]([a-z0-9.-]*[a-z0-9])?"
_GROUP = r"[^\s,\"'](?:(?:[^\s,\"']| )*[^\s,\"'])?"

# How the names end that a gateway's own projects have.
_OWN = r"argo-cd|(.+-)?at-gateway"


def _repository(url: str) -> str:
    if _WITH_SECRET.match(url):
        raise refused(
            "argo-cd-source",
            given="a URL with a user or a password",
            allowed="a URL without them, because everyone reads Applications; Argo CD has a Secret for each repository",
        )
    if not _REPOSITORY.fullmatch(url):
        raise refused(
            "argo-cd-source",
            allowed="the URL of one repository, such as https://git.example.com/ai/llm-apis.git or "
            "git@git.example.com:ai/llm-apis.git",
        )
    return url


def _matching(pattern: str, allowed: str) -> Rule:
    """Accept texts that match as a whole, and that every reader of YAML takes for the same text."""

    def check(text: str) -> str:
        if not text.isprintable() or text in YAML_SYNTAX or not re.fullmatch(pattern, text):
            raise refused("argo-cd-source", allowed=allowed)
        return text

    return Rule(check, pattern=pattern)


def _sorted(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted(set(texts)))


def _teams(teams: Mapping[str, ArgoCdTeam]) -> Mapping[str, ArgoCdTeam]:
    for name in teams:
        if re.fullmatch(_OWN, name):
            raise refused(
                "name-invalid",
                given=show(name),
                allowed="a name other than argo-cd that doesn't end with at-gateway, because other projects of the "
                "gateway have such names",
            )
    return frozendict(dict(sorted(teams.items())))


_Kind = Annotated[str, _matching(_KIND, "a kind with its group, such as autoscaling/HorizontalPodAutoscaler")]
_Group = Annotated[
    str,
    _matching(
        _GROUP,
        "the name of a group: printable characters without commas, quotes and spaces at the ends, other than "
        '"=" and "<<", which have a meaning in YAML',
    ),
]
_Object = Annotated[str, _matching(_OBJECT, "the namespace and the name of a VirtualService, such as ai/chat-versions")]
Objects = Annotated[List[_Object], Rule(_sorted)]
"""Objects by namespace and name, sorted."""
Kinds = Annotated[List[_Kind], Rule(_sorted)]
"""Kinds of objects with their groups, sorted."""
Groups = Annotated[List[_Group], Rule(_sorted)]
"""Groups of people, sorted."""


class ArgoCdSource(Spec):
    """The files of one owner in a Git repository.

    Becomes: `AppProject.spec.sourceRepos` and `Application.spec.source`.
    """

    repo_url: Annotated[str, Rule(_repository)]
    """URL of the repository, without a password. Becomes: `sourceRepos[]` and `source.repoURL`."""
    path: Annotated[str, _matching(_PATH, "a folder of the repository, such as dist or dist/prod")] = "dist"
    """Folder with the YAML files. Default: "dist". Becomes: `source.path`."""
    target_revision: Annotated[str, _matching(_REVISION, "a branch, a tag or a commit, such as main")] = "main"
    """Branch, tag or commit. Default: "main". Becomes: `source.targetRevision`."""


class ArgoCdTeam(Spec):
    """A team that has APIs behind the gateway. Its project has no right in the gateway's namespace.

    Becomes: an `AppProject` and an `Application` in the file `<gateway>-argo-cd-<team>.k8s.yaml`.
    """

    source: ArgoCdSource
    """The team's files. Becomes: `sourceRepos` and `source`."""
    namespaces: Namespaces
    """The team's own namespaces, which no other team has. Becomes: `AppProject.spec.destinations`."""
    groups: Groups = ()
    """Groups of people, as the company's login names them, who see the team's Applications and may sync them. Default:
    none. Becomes: `AppProject.spec.roles[].groups`."""
    outbound: bool = False
    """Whether the team's APIs may have `outbound`, whose ServiceEntries and Sidecars act on the team's namespaces.
    Default: False. Becomes: two kinds in `AppProject.spec.namespaceResourceWhitelist`."""
    kinds: Kinds = ()
    """More kinds of objects that the team's files hold, such as `autoscaling/HorizontalPodAutoscaler`. Default: none
    beside the kinds of APIs, and those of inference pools if the gateway's `inference_pools` has one of the namespaces.
    Becomes: `AppProject.spec.namespaceResourceWhitelist[]`."""
    ignore_weights_of: Objects = ()
    """VirtualServices, such as "ai/chat-versions", whose weights somebody sets in the cluster: those of backends with
    `weights_set_by`. Argo CD takes no notice of these weights, nor of the label by which Argo Rollouts marks the pods
    of a subset, and heals everything else. When it applies such an object, the weights are those of the file until they
    are set again. Default: none. Becomes: `Application.spec.ignoreDifferences`, with a path for the weights, and the
    sync option `ApplyOutOfSyncOnly=true`."""
    application_for_each_file: bool = False
    """Whether each file has an Application of its own, so that an API which waits or fails holds back no other API of
    the team. If a file goes, so do its Application and its objects, routes first. It needs the ApplicationSet
    controller, which is a part of Argo CD. Default: False, and one Application has all files. Becomes: an
    `ApplicationSet` in place of the `Application`, with Applications named `<gateway>-<team>.<file>`."""
    at_gateway: bool = False
    """Whether the team may have EnvoyFilters in the gateway's namespace, which some settings of APIs need. Each of them
    can change every API, so the gateway's owner has to start their sync. Default: False. Becomes: an `AppProject` and
    an `Application` more, without `syncPolicy.automated`."""


class ArgoCdProjects(Spec):
    """The projects and Applications by which Argo CD applies the gateway and the APIs behind it.

    Becomes: `AppProject` and `Application` objects for Argo CD's administrator, in the file
    `<gateway>-argo-cd.k8s.yaml`, and in one more for each team.
    """

    source: ArgoCdSource
    """The gateway's own files. Becomes: `sourceRepos` and `source` of the platform's project and Application."""
    teams: Annotated[Mapping[DnsLabel, ArgoCdTeam], Rule(_teams, propertyNames={"not": {"pattern": _OWN}})] = (
        frozendict({})
    )
    """The teams by their names. Default: none. Becomes: an `AppProject` and an `Application` each, named
    `<gateway>-<team>`."""
    groups: Groups = ()
    """Groups of people who see the gateway's Application and may sync it, and those of the teams' EnvoyFilters.
    Default: none. Becomes: `AppProject.spec.roles[].groups`."""
    namespace: DnsLabel = "argocd"
    """Namespace of Argo CD. Default: "argocd". Becomes: `metadata.namespace` of the projects and Applications."""
    server: Annotated[str, _matching(_SERVER, "the https:// address of a cluster")] = IN_CLUSTER
    """Address of the cluster with the gateway and the APIs, as Argo CD knows it. Default:
    "https://kubernetes.default.svc", the cluster of Argo CD. Becomes: `destination.server`."""
    app_of_apps: bool = False
    """Whether Argo CD applies the projects and Applications, too. Then whoever can push to the repository of `source`
    has all rights of Argo CD, because a project can give any. Default: False, and Argo CD's administrator applies the
    files. Becomes: an `AppProject` and an `Application` named `<gateway>-argo-cd`."""
