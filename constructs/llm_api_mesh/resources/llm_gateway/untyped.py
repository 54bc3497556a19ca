"""Objects of kinds that have no imported class."""

from __future__ import annotations

from typing import Any

from cdk8s import ApiObject, ApiObjectMetadata, JsonPatch
from constructs import Construct


def declare(scope: Construct, api_version: str, kind: str, name: str, spec: dict[str, Any]) -> ApiObject:
    """Add an object to a chart."""
    metadata = ApiObjectMetadata(name=name)
    one = ApiObject(scope, f"{kind}-{name}", api_version=api_version, kind=kind, metadata=metadata)
    one.add_json_patch(JsonPatch.add("/spec", spec))
    return one
