"""Names that are put together from several fields."""

from __future__ import annotations

from collections.abc import Iterator

from llm_api_mesh.errors import Problem
from llm_api_mesh.spec.mesh import Mesh
from llm_api_mesh.spec.names import NAME_MAX


def check(mesh: Mesh) -> Iterator[Problem]:
    """Refuse names that get too long, rather than cut or hash them."""
    for host in (one.host for target in mesh.targets for one in (target, *target.ways) if len(one.host) > NAME_MAX):
        yield Problem(
            mesh=mesh.name,
            path="cluster_domain",
            code="name-too-long",
            given=f'"{host}" ({len(host)} characters)',
            allowed=f"{NAME_MAX} characters for a DNS name",
            fix="Shorten the domain or the names.",
        )
