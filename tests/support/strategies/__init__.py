"""Any valid API and any valid LLM gateway, as keywords of their constructs."""

from support.strategies.apis import apis, apps, cors_of_browsers, endpoints, gateways, models
from support.strategies.backends import backends, providers, service_refs
from support.strategies.llm_gateways import argo_cd_projects, egress_gateways, llm_gateways
from support.strategies.pools import pools
from support.strategies.requests import drills, matches
from support.strategies.times import times
from support.strategies.words import RESERVED, Keywords

__all__ = [
    "RESERVED",
    "Keywords",
    "apis",
    "apps",
    "argo_cd_projects",
    "backends",
    "cors_of_browsers",
    "drills",
    "egress_gateways",
    "endpoints",
    "gateways",
    "llm_gateways",
    "matches",
    "models",
    "pools",
    "providers",
    "service_refs",
    "times",
]
