"""The format of files: its version, and the kinds of documents."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from llm_api_mesh.spec.api import ApiSpec
from llm_api_mesh.spec.base import Spec
from llm_api_mesh.spec.environment import Environment, LlmApiMeshOverlay, LlmGatewayOverlay
from llm_api_mesh.spec.llm_gateway import LlmGatewaySpec

API_VERSION = "apiVersion"
"""The key with the version of the format."""
VERSION = "llm-api-mesh/v1"
"""The version of the format. It takes new fields; a field that goes or changes its meaning makes another version."""
ENVIRONMENTS = "environments"
"""The key with the environments of an API or an LLM gateway."""
CONSTRUCTS: Mapping[str, type[Spec]] = MappingProxyType({"LlmApiMesh": ApiSpec, "LlmGateway": LlmGatewaySpec})
"""The constructs that a document describes, with their specifications."""
OVERLAYS: Mapping[str, type[Spec]] = MappingProxyType(
    {"LlmApiMesh": LlmApiMeshOverlay, "LlmGateway": LlmGatewayOverlay}
)
"""The constructs that an overlay changes, with the types of the overlays."""
_OF_ENVIRONMENTS: tuple[type[Spec], ...] = (Environment, *OVERLAYS.values())
KINDS: Mapping[str, type[Spec]] = MappingProxyType({**CONSTRUCTS, **{kind.__name__: kind for kind in _OF_ENVIRONMENTS}})
"""All kinds of documents."""
