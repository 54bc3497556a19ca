"""The posture of a folder."""

from __future__ import annotations

from llm_api_mesh.access_tables.manifests import Manifests
from llm_api_mesh.access_tables.posture.admission import admission_settings
from llm_api_mesh.access_tables.posture.failures import part_failures
from llm_api_mesh.access_tables.posture.gateways import gateway_settings
from llm_api_mesh.access_tables.posture.lines import Posture, Setting
from llm_api_mesh.access_tables.posture.pods import pod_settings
from llm_api_mesh.access_tables.posture.providers import provider_settings
from llm_api_mesh.access_tables.posture.removal import removal_failures
from llm_api_mesh.access_tables.world import World


def derive_posture(manifests: Manifests) -> Posture:
    """Read what is open or closed, and what happens when a part fails, from the objects of a folder."""
    world = World(manifests)
    failures = (*part_failures(world), *removal_failures(world, _settings))
    return Posture(_settings(world), tuple(dict.fromkeys(failures)))


def _settings(world: World) -> tuple[Setting, ...]:
    found = (
        *gateway_settings(world),
        *provider_settings(world),
        *pod_settings(world),
        *admission_settings(world),
    )
    return tuple(dict.fromkeys(found))
