"""Argo CD's projects and Applications, in files of their own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from cdk8s import ApiObject
from constructs import Construct

from llm_api_mesh.plan.llm_gateway.argo_cd import ArgoCdFile, ArgoCdProject, Ignored, Kind
from llm_api_mesh.resources.llm_gateway.untyped import declare

_API = "argoproj.io/v1alpha1"
_ROLE = "owner"
_REMOVES_OBJECTS = "resources-finalizer.argocd.argoproj.io"


def build(scope: Construct, file: ArgoCdFile) -> Mapping[str, ApiObject]:
    """Add the objects of a file; return them by kind and name."""
    return {f"{one.kind}/{one.name}": one for project in file.projects for one in _both(scope, project)}


def _both(scope: Construct, project: ArgoCdProject) -> Iterator[ApiObject]:
    yield declare(scope, _API, "AppProject", project.name, _project(project))
    if project.for_each_file:
        one = declare(scope, _API, "ApplicationSet", project.name, _application_set(project))
        # Its end would be the end of all its Applications with their objects.
        one.metadata.add_annotation("argocd.argoproj.io/sync-options", "Prune=false")
        yield one
    else:
        yield declare(scope, _API, "Application", project.name, _application(project))


def _project(project: ArgoCdProject) -> dict[str, Any]:
    rights = [f"p, proj:{project.name}:{_ROLE}, applications, {verb}, {project.name}/*, allow" for verb in _VERBS]
    role = {"name": _ROLE, "policies": rights, "groups": list(project.groups)}
    return {
        "description": project.description,
        "sourceRepos": [project.source.repo_url],
        "destinations": [{"server": project.server, "namespace": one} for one in project.namespaces],
        "clusterResourceWhitelist": _whitelist(project.cluster_kinds),
        "namespaceResourceWhitelist": _whitelist(project.kinds),
        **({"roles": [role]} if project.groups else {}),
    }


_VERBS = ("get", "sync")


def _whitelist(kinds: Sequence[Kind]) -> list[dict[str, str]]:
    return [{"group": one.group, "kind": one.kind} for one in kinds]


def _application_set(project: ArgoCdProject) -> dict[str, Any]:
    """Write a template of Applications, whose names no Application of another project has: these have no dot."""
    source = project.source
    folder = "" if source.path == "." else f"{source.path}/"
    # For Git, an asterisk stands for folders, too.
    excluded = [f"{folder}*/*", *([f"{folder}{project.exclude}"] if project.exclude else [])]
    files = [{"path": f"{folder}{project.include}"}, *({"path": one, "exclude": True} for one in excluded)]
    of_files = {"repoURL": source.repo_url, "revision": source.target_revision, "files": files}
    name = f'{project.name}.{{{{ .path.filename | trimSuffix ".k8s.yaml" }}}}'
    return {
        "goTemplate": True,
        "goTemplateOptions": ["missingkey=error"],
        "generators": [{"git": of_files}],
        "template": {
            "metadata": {"name": name, "finalizers": [_REMOVES_OBJECTS]},
            "spec": _application(replace(project, include="{{ .path.filename }}", exclude=None)),
        },
    }


def _application(project: ArgoCdProject) -> dict[str, Any]:
    source = project.source
    return {
        "project": project.name,
        "source": {
            "repoURL": source.repo_url,
            "targetRevision": source.target_revision,
            "path": source.path,
            "directory": {"include": project.include, **({"exclude": project.exclude} if project.exclude else {})},
        },
        "destination": {"server": project.server, "namespace": project.namespaces[0]},
        "syncPolicy": {
            **({"automated": {"prune": True, "selfHeal": True}} if project.automated else {}),
            "retry": _RETRY,
            **({"syncOptions": [_ONLY_WHAT_DIFFERS]} if project.ignored else {}),
        },
        **({"ignoreDifferences": [_ignored(one) for one in project.ignored]} if project.ignored else {}),
    }


def _ignored(one: Ignored) -> dict[str, Any]:
    return {
        "group": one.kind.group,
        "kind": one.kind.kind,
        **({"name": one.name} if one.name else {}),
        "namespace": one.namespace,
        "jqPathExpressions": [one.path],
    }


# A sync of other objects leaves the ones alone whose weights somebody has set. RespectIgnoreDifferences isn't there: it
# would apply all routes as they are in the cluster, so a change of a route in Git or by hand would stay as it is.
_ONLY_WHAT_DIFFERS = "ApplyOutOfSyncOnly=true"
# A commit that is refused doesn't hold back the next one: each attempt takes the newest commit.
_RETRY = {"limit": 5, "refresh": True, "backoff": {"duration": "5s", "factor": 2, "maxDuration": "3m"}}
