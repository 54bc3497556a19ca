"""Rules that no single field can know. A check yields problems and never raises.

Each is listed with the fields of the mesh that it reads: where one of these is faulty itself, the check is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from llm_api_mesh.checks import (
    balancing,
    budget,
    certificates,
    drills,
    failover,
    mirrors,
    models,
    names,
    releases,
    routes,
    versions,
)
from llm_api_mesh.errors import Problem
from llm_api_mesh.spec.mesh import Mesh

Check = Callable[[Mesh], Iterator[Problem]]

MESH_CHECKS: tuple[tuple[frozenset[str], Check], ...] = (
    (frozenset({"backend", "models"}), balancing.check),
    (frozenset({"backend", "models"}), versions.check),
    (frozenset({"backend", "match", "model_from", "models", "routes"}), routes.check),
    (frozenset({"backend", "match", "model_from", "models", "routes"}), models.check),
    (frozenset({"budget", "preset", "retries"}), budget.check),
    (frozenset({"backend", "mirrors", "models"}), mirrors.check),
    (frozenset({"backend", "drills", "match", "model_from", "models", "routes"}), drills.check),
    (frozenset({"backend", "budget", "models", "preset"}), failover.check),
    (frozenset({"gateway", "hosts"}), certificates.check),
    (frozenset({"backend", "cluster_domain", "gateway", "models", "name", "namespace"}), names.check),
    (frozenset({"istio"}), releases.check),
)
