"""Load balancing algorithms of a DestinationRule, one class each, so that a mix can't be written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar

from llm_api_mesh.spec.base import Spec, one_of
from llm_api_mesh.spec.consistent_hash import NO_WARM_UP, ConsistentHash
from llm_api_mesh.spec.numbers import whole
from llm_api_mesh.spec.warm_up import WarmUp

from frozendict import frozendict
from pydantic import Tag

_FEWEST_CHOICES = 2
_MOST_CHOICES = 64


class LeastRequest(Spec):
    """Send each request to the replica that has the fewest open ones, of some that are picked at random.

    The default: generations differ in length by orders of magnitude, and only a count of what is still running
    keeps a slow replica from getting the same share as a fast one.

    Becomes: `loadBalancer.simple: LEAST_REQUEST`.
    """

    choices: Annotated[int, whole(_FEWEST_CHOICES, _MOST_CHOICES)] = 8
    """How many replicas are picked. Envoy's own 2 leaves a slow replica of eight three times the wait that 8 do.
    Default: 8. Becomes: `least_request_lb_config.choice_count` of the gateway's cluster, by an EnvoyFilter; with 2
    there is none."""

    warmup: WarmUp | None = None
    """How a new replica's share grows. Default: the full share at once. Becomes: `loadBalancer.warmup`."""


class RoundRobin(Spec):
    """Send requests to the replicas in turn. Becomes: `loadBalancer.simple: ROUND_ROBIN`."""

    warmup: WarmUp | None = None
    """How a new replica's share grows. Default: the full share at once. Becomes: `loadBalancer.warmup`."""


class Random(Spec):
    """Send each request to a replica picked at random. Becomes: `loadBalancer.simple: RANDOM`."""

    no_effect: ClassVar[Mapping[str, str]] = frozendict({"warmup": NO_WARM_UP})


class Passthrough(Spec):
    """Leave callers in the mesh the address that they ask for: Kubernetes, or the caller itself, picks the replica.

    What comes in by the gateway asks for the gateway's address, so the gateway spreads it by least request. Becomes:
    `loadBalancer.simple: PASSTHROUGH`, and an EnvoyFilter for the gateway's clusters.
    """

    no_effect: ClassVar[Mapping[str, str]] = frozendict({"warmup": NO_WARM_UP})


KINDS = (LeastRequest, RoundRobin, Random, ConsistentHash, Passthrough)

_Any = (
    Annotated[LeastRequest, Tag("LeastRequest")]
    | Annotated[RoundRobin, Tag("RoundRobin")]
    | Annotated[Random, Tag("Random")]
    | Annotated[ConsistentHash, Tag("ConsistentHash")]
    | Annotated[Passthrough, Tag("Passthrough")]
)

LoadBalancer = Annotated[_Any, one_of(*KINDS)]
LoadBalancerOrNone = Annotated[_Any | Annotated[None, Tag("NoneType")], one_of(*KINDS)]
