"""The metadata of an API's object: its name, and its annotations for Argo CD."""

from __future__ import annotations

from cdk8s import ApiObjectMetadata

from llm_api_mesh.plan.argo_cd import Wave
from llm_api_mesh.plan.plan import Plan


def metadata(plan: Plan, name: str, wave: Wave = Wave.FIRST, namespace: str | None = None) -> ApiObjectMetadata:
    """Write the metadata of an object in its wave; without a namespace it gets that of the API."""
    return ApiObjectMetadata(name=name, namespace=namespace, annotations=dict(plan.annotations(wave)) or None)
