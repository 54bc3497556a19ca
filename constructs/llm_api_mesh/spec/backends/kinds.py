"""The list of all kinds of backend that answer requests by themselves.

`Failover` needs this list, so it isn't in it.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Tag

from llm_api_mesh.spec.backends.inference_pool import InferencePool, InferencePoolRef
from llm_api_mesh.spec.backends.pool import Pool
from llm_api_mesh.spec.backends.provider_ref import ProviderRef
from llm_api_mesh.spec.backends.service_ref import ServiceRef
from llm_api_mesh.spec.base import one_of

AnyAnswering = Annotated[
    Annotated[Pool, Tag("Pool")]
    | Annotated[ServiceRef, Tag("ServiceRef")]
    | Annotated[ProviderRef, Tag("ProviderRef")]
    | Annotated[InferencePool, Tag("InferencePool")]
    | Annotated[InferencePoolRef, Tag("InferencePoolRef")],
    one_of(Pool, ServiceRef, ProviderRef, InferencePool, InferencePoolRef),
]
"""The kinds of backend that a `Failover` can have."""
