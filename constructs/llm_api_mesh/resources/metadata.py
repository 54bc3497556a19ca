"""The metadata of an API's object: its name, and its annotations for Argo CD."""

from __future__ import annotations

from collections.abc import Mapping

from cdk8s import ApiObjectMetadata
from frozendict import frozendict

from llm_api_mesh.plan.argo_cd import Wave
from llm_api_mesh.plan.plan import Plan


def metadata(
    plan: Plan,
    name: str,
    wave: Wave = Wave.FIRST,
    namespace: str | None = None,
    annotations: Mapping[str, str] = frozendict({}),
) -> ApiObjectMetadata:
    """Write the metadata of an object in its wave; without a namespace it gets that of the API."""
    found = {**plan.annotations(wave), **annotations}
    return ApiObjectMetadata(name=name, namespace=namespace, annotations=found or None)
