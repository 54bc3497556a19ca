"""How requests are spread over replicas."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar

from frozendict import frozendict
from pydantic import Tag

from llm_api_mesh.spec.base import Spec, one_of
from llm_api_mesh.spec.consistent_hash import NO_WARM_UP, ConsistentHash
from llm_api_mesh.spec.numbers import whole
from llm_api_mesh.spec.warm_up import WarmUp

_FEWEST_CHOICES = 2
_MOST_CHOICES = 64

Choices = Annotated[int, whole(_FEWEST_CHOICES, _MOST_CHOICES)]
"""A number of replicas that least request compares."""

ENVOYS_CHOICES = 2
"""The number that Envoy compares without a setting."""


class LeastRequest(Spec):
    """Send each request to the least busy of some replicas that are picked at random.

    This is the default, because generations differ in length by orders of magnitude. Only a count of the open requests
    keeps a slow replica from getting as many requests as a fast one.

    Becomes: `loadBalancer.simple: LEAST_REQUEST`.
    """

    choices: Choices | None = None
    """Number of replicas that are picked, 2 to 64. With 2, a slow replica out of eight makes requests wait three
    times as long as with 8. Default: the number of the LLM gateway, which is 2 unless the platform's team sets another;
    at a plain gateway, Envoy's own 2. Becomes: `least_request_lb_config.choice_count` of the gateway's cluster, by an
    EnvoyFilter; nothing if the gateway has the number already."""

    warmup: WarmUp | None = None
    """How the share of a new replica grows. Default: a full share at once. Becomes: `loadBalancer.warmup`."""


class RoundRobin(Spec):
    """Send requests to the replicas in turn. Becomes: `loadBalancer.simple: ROUND_ROBIN`."""

    warmup: WarmUp | None = None
    """How the share of a new replica grows. Default: a full share at once. Becomes: `loadBalancer.warmup`."""


class Random(Spec):
    """Send each request to a random replica. Becomes: `loadBalancer.simple: RANDOM`."""

    no_effect: ClassVar[Mapping[str, str]] = frozendict({"warmup": NO_WARM_UP})


class Passthrough(Spec):
    """Let callers in the mesh reach the address that they request: Kubernetes, or the caller, picks the replica.

    Requests through the gateway have the gateway's address, so the gateway spreads them by least request.

    Becomes: `loadBalancer.simple: PASSTHROUGH`, and a second DestinationRule that only the gateway sees.
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
