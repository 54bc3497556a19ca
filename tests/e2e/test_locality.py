"""Localities: which replicas serve the requests of a gateway in one zone, and which serve them when near ones fail."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from e2e.support.apis import applied, cluster_of, host_of
from e2e.support.chance import binomial_bounds
from lab.apps.app import App
from lab.cluster.pods import locality
from lab.environment import Lab
from lab.waits import wait_for
from llm_api_mesh import ConsistentHash, Ejection, Locality, Retries, RoundRobin, ZoneAware

NAME = "places"
HOST = host_of(NAME)

# The locality of the lab's gateway is eu/a.
NEAR, NEXT, FAR = "eu/a", "eu/b", "us/c"
REPLICAS = {NEAR: 1, NEXT: 2, FAR: 2}

# So that clients see the replicas' errors.
NO_RETRIES = Retries(attempts=0)


@contextmanager
def _localities(
    lab: Lab, folder: Path, replicas: Mapping[str, int] = REPLICAS, **pool: Any
) -> Iterator[dict[str, App]]:
    """A pool with a number of replicas in each locality."""
    with applied(lab, folder, NAME, pool=pool, retries=NO_RETRIES):
        apps = {
            place: lab.app(
                f"{NAME}-{place.replace('/', '-')}",
                namespace=NAME,
                labels={"app": NAME, **locality(place)},
                replicas=count,
            )
            for place, count in replicas.items()
        }
        try:
            yield apps
        finally:
            lab.remove(*apps.values())


def _shares(lab: Lab, count: int = 30) -> Counter[str]:
    """How many requests each locality has served; the empty name counts the others."""
    shares: Counter[str] = Counter()
    for answer in lab.call(host=HOST, count=count):
        _, region, zone, _ = answer.replica.split("-") if answer.ok and answer.status == 200 else ["", "", "", ""]
        shares["/".join(filter(None, (region, zone)))] += 1
    return shares


def _only(lab: Lab, place: str) -> bool:
    return _shares(lab, 10) == {place: 10}


def _refuse(app: App) -> None:
    for replica in app.replicas:
        replica.refuse(503)


def test_without_locality_settings_shares_are_equal(lab: Lab, tmp_path: Path) -> None:
    """Without locality settings all five replicas get equal shares, including the one in the gateway's zone."""
    with _localities(lab, tmp_path, load_balancer=RoundRobin()):
        assert _shares(lab, 50) == {NEAR: 10, NEXT: 20, FAR: 20}


def test_the_nearest_healthy_replicas_serve(lab: Lab, tmp_path: Path) -> None:
    """The gateway's zone gets all requests, then its region, even with most replicas failing, then the rest."""
    with _localities(lab, tmp_path, locality=Locality()) as apps:
        assert _shares(lab) == {NEAR: 30}
        _refuse(apps[NEAR])
        wait_for("failover of the zone", partial(_only, lab, NEXT))
        _refuse(apps[NEXT])
        wait_for("failover of the region", partial(_only, lab, FAR))


def test_half_of_the_replicas_ejected_is_not_enough_for_failover(lab: Lab, tmp_path: Path) -> None:
    """With `max_percent=50` the third of five failing replicas isn't ejected and fails most requests.

    So the default is 100 with locality settings.
    """
    with _localities(lab, tmp_path, locality=Locality(), ejection=Ejection(max_percent=50)) as apps:
        for place in (NEAR, NEXT):
            _refuse(apps[place])
        # The proxy's worker notices an ejection at most a second after it happens.
        wait_for("the effect of the ejections", lambda: _shares(lab, 60)[FAR])
        got = _shares(lab, 300)
        assert got.keys() == {"", FAR}
        # Envoy gives a priority 1.4 times the share of its healthy replicas: here one of two.
        assert got[""] in binomial_bounds(300, probability=0.7)


def test_a_named_region_takes_over(lab: Lab, tmp_path: Path) -> None:
    """A named region takes over, and other regions get no requests."""
    places = {NEAR: 1, "ap/d": 1, FAR: 1}
    with _localities(lab, tmp_path, places, locality=Locality(failover={"eu": "us"})) as apps:
        assert _shares(lab) == {NEAR: 30}
        _refuse(apps[NEAR])
        wait_for("failover of the region", partial(_only, lab, FAR))


def test_replicas_are_preferred_by_a_label(lab: Lab, tmp_path: Path) -> None:
    """Replicas that match the first label come first, in any locality."""
    preference = Locality(failover_priority=["topology.kubernetes.io/region=us"])
    with _localities(lab, tmp_path, locality=preference) as apps:
        assert _shares(lab) == {FAR: 30}
        _refuse(apps[FAR])
        wait_for("failover to the other region", lambda: _shares(lab, 10).keys() <= {NEAR, NEXT})


def test_localities_get_their_shares(lab: Lab, tmp_path: Path) -> None:
    """Each locality gets its share of 300 requests, and others get none; no ejection is needed."""
    shares = Locality(distribute={"eu/a/*": {"eu/a/*": 70, "us/*": 30}})
    with _localities(lab, tmp_path, locality=shares, ejection=None):
        got = _shares(lab, 300)
        assert got.keys() == {NEAR, FAR}
        assert got[NEAR] in binomial_bounds(300, probability=0.7)


def test_sessions_are_spread_over_all_localities(lab: Lab, tmp_path: Path) -> None:
    """A session's replica may be in any zone, so that gateways in all zones agree on it."""
    with _localities(lab, tmp_path, load_balancer=ConsistentHash(header="x-session-id")):
        calls = [lab.call(host=HOST, headers={"x-session-id": str(number)})[0].replica for number in range(60)]
        assert len(set(calls)) == 5


def test_zones_share_by_their_replicas(lab: Lab, tmp_path: Path) -> None:
    """With zone awareness the region's two zones share by their numbers of replicas."""
    with _localities(lab, tmp_path, locality=ZoneAware(min_cluster_size=1)):
        config = lab.gateway.clusters()[cluster_of(NAME)]["common_lb_config"]
        assert config["zone_aware_lb_config"] == {"min_cluster_size": "1"}
        got = _shares(lab, 300)
        assert got.keys() == {NEAR, NEXT}
        assert got[NEAR] in binomial_bounds(300, probability=1 / 3)
