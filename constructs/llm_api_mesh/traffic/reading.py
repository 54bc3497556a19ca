"""The objects of a folder -> its traffic."""

from __future__ import annotations

from llm_api_mesh.access_tables.manifests import Manifests
from llm_api_mesh.access_tables.not_read import not_read
from llm_api_mesh.access_tables.world import World
from llm_api_mesh.traffic.entries import entries_of
from llm_api_mesh.traffic.model import NotRead, Traffic
from llm_api_mesh.traffic.policies import policies_of
from llm_api_mesh.traffic.slots import taken_by_name

_READ_HERE = ("its routes of tcp aren't followed", "its routes of tls aren't followed")


def read_traffic(manifests: Manifests) -> Traffic:
    """Read where requests go from the objects of a folder."""
    world = World(manifests)
    problems = {NotRead(one.source, one.reason) for one in not_read(world) if one.reason not in _READ_HERE}
    problems |= set(taken_by_name(world))
    return Traffic(entries_of(world), policies_of(world), tuple(sorted(problems)))
