"""Pools and their versions."""

from __future__ import annotations

from itertools import pairwise
from typing import get_args

from hypothesis import strategies as st

from llm_api_mesh import ConsistentHash, Http2KeepAlive, Passthrough, Pool, Version
from llm_api_mesh.spec.backends.pods import Protocol
from llm_api_mesh.spec.load_balancer import LoadBalancer
from support.strategies import balancing, words
from support.strategies.words import Keywords, built, either, some

_limits = some({"concurrent_requests": st.integers(1, 100), "replicas": st.integers(1, 100)})
_no_limit = some()
_one_limit = some(concurrent_requests=st.integers(1, 100), replicas=st.integers(1, 100))


@st.composite
def placed(draw: st.DrawFn, istio: str, above: Keywords | None = None) -> Keywords:
    """Keywords of locality and ejection that agree with each other, and with those of the pool for a version."""
    still = balancing.shared_out if istio == "1.30" else balancing.shared_out | balancing.zones
    moving = balancing.taking_over if istio == "1.30" else balancing.taking_over | balancing.zones_taking_over
    found = draw(some(locality=either(still, moving), ejection=either(st.none(), balancing.ejections)))
    whole = {**(above or {}), **found}
    # Without ejection, no other place can take over.
    if "ejection" in whole and whole["ejection"] is None and "locality" in whole:
        found["locality"] = draw(still)
    return found


@st.composite
def versions(draw: st.DrawFn, istio: str, pool: Keywords) -> list[Version]:
    """Versions of one pool: none, one or several, with weights that suit the load balancers."""
    names = draw(st.lists(words.labels, max_size=4, min_size=draw(st.integers(0, 2)), unique=True))
    given = [draw(_own(istio, pool, index)) for index in range(len(names))]
    if len(names) == 1:
        return [Version(name=names[0], **draw(some(weight=st.none() | st.integers(1, 100))), **given[0])]
    weights = draw(_weights(given, pool.get("load_balancer"))) if names else []
    return [Version(name=name, weight=weight, **one) for name, weight, one in zip(names, weights, given, strict=True)]


@st.composite
def _own(draw: st.DrawFn, istio: str, pool: Keywords, index: int) -> Keywords:
    """Keywords that a version sets for itself."""
    distinct = st.just({"version": f"{index}.0"}) | st.just({"version": f"{index}.0", "of-the-version": "yes"})
    return {
        **draw(some(labels=st.none() | distinct, load_balancer=either(st.none(), balancing.keyless))),
        **draw(placed(istio, pool)),
        # A limit needs both fields; the version may take one of them from the pool.
        **draw(_one_limit if "replicas" in pool else _no_limit | _limits),
    }


@st.composite
def _weights(draw: st.DrawFn, given: list[Keywords], balancer: LoadBalancer | None) -> list[int]:
    """Weights, in percent if a key chooses the version; all versions with a key have the same key."""
    count = len(given)
    shared = draw(either(st.none(), balancing.keyed))
    for one in given:
        if shared and draw(st.booleans()):
            one["load_balancer"] = balancer if isinstance(balancer, ConsistentHash) else shared
    if any(isinstance(one.get("load_balancer") or balancer, ConsistentHash) for one in given):
        bounds = sorted(draw(st.lists(st.integers(0, 100), min_size=count - 1, max_size=count - 1)))
        return [upper - lower for lower, upper in pairwise([0, *bounds, 100])]
    return draw(st.lists(st.integers(0, 1000), min_size=count, max_size=count).filter(any))


@st.composite
def pools(draw: st.DrawFn, istio: str, protocols: tuple[Protocol, ...] = get_args(Protocol)) -> Pool:
    """A pool, for a cluster with this Istio release."""
    given = draw(
        some(
            {"selector": words.label_maps, "target_port": words.ports},
            name=st.none() | words.service_names,
            port=words.ports,
            service_type=st.sampled_from(["ClusterIP", "LoadBalancer"]),
            load_balancer=balancing.balancers,
            max_requests_per_connection=st.integers(1, 1000),
        )
    )
    given |= draw(placed(istio)) | draw(_no_limit | _limits) | draw(_spoken(istio, protocols))
    if isinstance(given.get("load_balancer"), Passthrough):
        return Pool(**given)
    given |= draw(either(st.just({}), *[some({"versions": versions(istio, given)})] * 3))
    if _has_weights(given):
        given |= draw(some(weights_set_by=st.none() | st.sampled_from(["argo-rollouts", "our-controller"])))
    return Pool(**given)


def _has_weights(given: Keywords) -> bool:
    """Tell whether a controller could set the weights: those of two versions that no key chooses."""
    found = given.get("versions", ())
    balancers = [given.get("load_balancer"), *(one.load_balancer for one in found)]
    # With some presets, no load balancer is a ConsistentHash as well.
    keyed = balancers[0] is None or any(isinstance(one, ConsistentHash) for one in balancers)
    return len(found) == 2 and not keyed


@st.composite
def _spoken(draw: st.DrawFn, istio: str, protocols: tuple[Protocol, ...]) -> Keywords:
    """Keywords of the protocol, and those that depend on it."""
    given = draw(some(protocol=st.sampled_from(protocols)))
    protocol = given.get("protocol", "http")
    prefix = {"http": "http", "h2c": "http2", "grpc": "grpc"}[protocol]
    suffixes = st.text(words.ALPHANUMERIC, min_size=1, max_size=6)
    given |= draw(some(port_name=st.none() | suffixes.map(lambda suffix: f"{prefix}-{suffix}")))
    if protocol != "http" and istio == "1.31":
        pings = built(Http2KeepAlive, {"interval": words.durations, "timeout": words.durations})
        given |= draw(some(http2_keep_alive=pings))
    return given
