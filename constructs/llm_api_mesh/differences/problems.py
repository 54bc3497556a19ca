"""The problems of the objects of a folder, by the rules for objects that no specification describes."""

from __future__ import annotations

from llm_api_mesh.access_tables.manifests import Manifests
from llm_api_mesh.errors import Problem
from llm_api_mesh.inspection.objects import inspect_objects
from llm_api_mesh.releases import IstioRelease

_NAME = "app.kubernetes.io/name"


def problems_of(manifests: Manifests, release: IstioRelease) -> tuple[Problem, ...]:
    """The problems of all objects. Those with one name of an API or a gateway are inspected together."""
    groups: dict[str, list[dict[str, object]]] = {}
    for one in manifests.everything:
        groups.setdefault(str(one.labels.get(_NAME, one.namespace)), []).append(dict(one.whole))
    found = (problem for name, objects in groups.items() for problem in inspect_objects(name, release, objects))
    return tuple(sorted(set(found)))
