"""Kinds of backend, one module each. A new kind is a module here and a member of a union."""

from __future__ import annotations

from typing import Annotated

from pydantic import Tag

from llm_api_mesh.spec.backends.failover import Failover
from llm_api_mesh.spec.backends.inference_pool import InferencePool, InferencePoolRef
from llm_api_mesh.spec.backends.pool import Pool
from llm_api_mesh.spec.backends.provider_ref import ProviderRef
from llm_api_mesh.spec.backends.service_ref import ServiceRef
from llm_api_mesh.spec.base import one_of

AnyBackend = Annotated[
    Annotated[Pool, Tag("Pool")]
    | Annotated[ServiceRef, Tag("ServiceRef")]
    | Annotated[Failover, Tag("Failover")]
    | Annotated[ProviderRef, Tag("ProviderRef")]
    | Annotated[InferencePool, Tag("InferencePool")]
    | Annotated[InferencePoolRef, Tag("InferencePoolRef")],
    one_of(Pool, ServiceRef, Failover, ProviderRef, InferencePool, InferencePoolRef),
]
"""The kinds of backend that an API or a model can have."""

__all__ = ["AnyBackend", "Failover", "InferencePool", "InferencePoolRef", "Pool", "ProviderRef", "ServiceRef"]
