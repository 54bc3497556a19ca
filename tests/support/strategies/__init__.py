"""Any valid API, as keywords of `LlmApiMesh`."""

from support.strategies.backends import backends, providers
from support.strategies.meshes import apps, gateways, meshes, models
from support.strategies.pools import pools
from support.strategies.requests import drills, matches
from support.strategies.times import times
from support.strategies.words import RESERVED, Keywords

__all__ = [
    "RESERVED",
    "Keywords",
    "apps",
    "backends",
    "drills",
    "gateways",
    "matches",
    "meshes",
    "models",
    "pools",
    "providers",
    "times",
]
