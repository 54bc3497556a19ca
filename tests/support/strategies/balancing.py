"""Load balancers, localities and ejection."""

from __future__ import annotations

from hypothesis import strategies as st

from llm_api_mesh import (
    ConsistentHash,
    Cookie,
    Ejection,
    LeastRequest,
    Locality,
    Maglev,
    Passthrough,
    Random,
    RingHash,
    RoundRobin,
    WarmUp,
    ZoneAware,
)
from support.strategies.words import ALPHANUMERIC, built, durations, either, header_names, paths, seconds

_numbers = st.integers(1, 9) | st.just(2**32 - 1)
_warmups = built(
    WarmUp,
    {"duration": seconds(1, 10**4)},
    minimum_percent=st.integers(1, 100) | st.sampled_from([0.001, 12.5]),
    aggression=st.sampled_from([0.001, 0.5, 1, 2, 100]),
)
_algorithms = built(Maglev, table_size=st.sampled_from([251, 65537])) | built(
    RingHash, minimum_ring_size=st.integers(1, 4096)
)

keyless = either(
    built(LeastRequest, choices=st.integers(2, 64), warmup=_warmups),
    built(RoundRobin, warmup=_warmups),
    st.just(Random()),
)
"""Load balancers that a version can have beside any load balancers of other versions."""

_cookies = built(Cookie, {"name": header_names}) | built(Cookie, {"name": header_names, "ttl": durations}, path=paths)
keyed = either(
    built(ConsistentHash, {"header": header_names}, algorithm=_algorithms),
    built(ConsistentHash, {"source_ip": st.just(value=True)}, algorithm=_algorithms),
    built(ConsistentHash, {"query_parameter": st.text(ALPHANUMERIC, min_size=1, max_size=9)}, algorithm=_algorithms),
    *[built(ConsistentHash, {"cookie": _cookies}, algorithm=_algorithms)] * 2,  # the rarest ones of whole APIs
)
balancers = either(keyless, keyless, keyed, st.just(Passthrough()))
"""Load balancers of a pool. A pool with the last one has no versions."""

_regions = st.sampled_from(["eu", "us", "ap"])
_failovers = st.dictionaries(_regions, _regions, min_size=1).map(
    lambda pairs: {one: other for one, other in pairs.items() if one != other}
)
_priorities = st.sampled_from([[], ["tier=own", "rack"], ["rack", "tier=own"]])
_shares = st.sampled_from([{"eu/a": 30, "eu/b/*": 70}, {"us": 50, "ap": 1, "eu": 49}, {"*": 100}])

shared_out = st.one_of(
    st.just(Locality(enabled=False)),
    built(Locality, {"distribute": st.dictionaries(_regions, _shares, min_size=1)}, enabled=st.just(value=True)),
)
"""Localities in which no place takes over from another."""
taking_over = built(Locality, enabled=st.just(value=True), failover=_failovers, failover_priority=_priorities)
zones = st.just(ZoneAware(enabled=False)) | built(ZoneAware, min_cluster_size=_numbers)
"""Localities in which no place takes over from another, for Istio 1.31."""
zones_taking_over = built(
    ZoneAware,
    enabled=st.just(value=True),
    min_cluster_size=_numbers,
    failover=_failovers,
    failover_priority=_priorities,
)

ejections = built(
    Ejection,
    consecutive_gateway_errors=_numbers,
    base_time=durations,
    interval=durations,
    max_percent=st.none() | st.integers(1, 100),
    min_health_percent=st.integers(0, 100),
)
