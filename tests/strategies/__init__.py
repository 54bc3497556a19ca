"""Any valid mesh, as keywords of `LlmApiMesh`."""

from strategies.backends import backends, providers
from strategies.meshes import apps, gateways, meshes
from strategies.pools import pools
from strategies.requests import drills, matches
from strategies.times import times
from strategies.words import RESERVED, Keywords

__all__ = [
    "RESERVED",
    "Keywords",
    "apps",
    "backends",
    "drills",
    "gateways",
    "matches",
    "meshes",
    "pools",
    "providers",
    "times",
]
