"""Kinds of backend, one module each; a new kind is a module here and a member of `AnyBackend`."""

from __future__ import annotations

from llm_api_mesh.spec.backends.pool import Pool

AnyBackend = Pool
"""What `Mesh.backend` takes."""

__all__ = ["AnyBackend", "Pool"]
