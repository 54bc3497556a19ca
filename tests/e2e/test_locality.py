"""Where replicas are: who gets the requests of a gateway in one zone, and who when the near ones fail."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from e2e.support.chance import binomial_bounds
from e2e.support.meshes import applied, cluster_of, host_of
from lab.apps.app import App
from lab.cluster.pods import locality
from lab.environment import Lab
from lab.waits import wait_for
from llm_api_mesh import ConsistentHash, Ejection, Locality, Retries, RoundRobin, ZoneAware

NAME = "places"
HOST = host_of(NAME)

# The lab's gateway stands in eu/a.
NEAR, NEXT, FAR = "eu/a", "eu/b", "us/c"
REPLICAS = {NEAR: 1, NEXT: 2, FAR: 2}

# As the replicas' own errors are to be seen.
NEVER_AGAIN = Retries(attempts=0)


@contextmanager
def _places(lab: Lab, folder: Path, replicas: Mapping[str, int] = REPLICAS, **pool: Any) -> Iterator[dict[str, App]]:
    """A pool with so many replicas in each place."""
    with applied(lab, folder, NAME, pool=pool, retries=NEVER_AGAIN):
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
    """How many requests each place has served, and under an empty name how many nobody has."""
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


def test_no_replica_is_nearer_than_another(lab: Lab, tmp_path: Path) -> None:
    """Without a word about locality the one replica of the gateway's zone gets one share of five, as all others do."""
    with _places(lab, tmp_path, load_balancer=RoundRobin()):
        assert _shares(lab, 50) == {NEAR: 10, NEXT: 20, FAR: 20}


def test_near_replicas_serve_until_they_fail(lab: Lab, tmp_path: Path) -> None:
    """The gateway's zone gets everything, then its region, also where that has most of the replicas, then the rest."""
    with _places(lab, tmp_path, locality=Locality()) as apps:
        assert _shares(lab) == {NEAR: 30}
        _refuse(apps[NEAR])
        wait_for("the zone's failover", partial(_only, lab, NEXT))
        _refuse(apps[NEXT])
        wait_for("the region's failover", partial(_only, lab, FAR))


def test_half_of_the_replicas_is_not_enough_to_leave_a_region(lab: Lab, tmp_path: Path) -> None:
    """With `max_percent=50` the third failing replica of five stays in the way: so the default is 100 here."""
    with _places(lab, tmp_path, locality=Locality(), ejection=Ejection(max_percent=50)) as apps:
        for place in (NEAR, NEXT):
            _refuse(apps[place])
        for _ in range(4):
            _shares(lab, 60)
        assert _shares(lab) == {"": 30}


def test_a_region_is_taken_over_by_the_one_that_was_named(lab: Lab, tmp_path: Path) -> None:
    """With a region to go to, others get nothing."""
    places = {NEAR: 1, "ap/d": 1, FAR: 1}
    with _places(lab, tmp_path, places, locality=Locality(failover={"eu": "us"})) as apps:
        assert _shares(lab) == {NEAR: 30}
        _refuse(apps[NEAR])
        wait_for("the region's failover", partial(_only, lab, FAR))


def test_replicas_are_preferred_by_a_label(lab: Lab, tmp_path: Path) -> None:
    """Whoever agrees in the first label comes first, wherever it is."""
    preference = Locality(failover_priority=["topology.kubernetes.io/region=us"])
    with _places(lab, tmp_path, locality=preference) as apps:
        assert _shares(lab) == {FAR: 30}
        _refuse(apps[FAR])
        wait_for("the others' turn", lambda: _shares(lab, 10).keys() <= {NEAR, NEXT})


def test_shares_of_places_are_kept(lab: Lab, tmp_path: Path) -> None:
    """Of 300 requests a place gets its share, and one that isn't named nothing; no ejection is needed."""
    shares = Locality(distribute={"eu/a/*": {"eu/a/*": 70, "us/*": 30}})
    with _places(lab, tmp_path, locality=shares, ejection=None):
        got = _shares(lab, 300)
        assert got.keys() == {NEAR, FAR}
        assert got[NEAR] in binomial_bounds(300, probability=0.7)


def test_sessions_are_spread_over_all_places(lab: Lab, tmp_path: Path) -> None:
    """A session's replica may be in any zone, so that it is the same for a gateway in any zone."""
    with _places(lab, tmp_path, load_balancer=ConsistentHash(header="x-session-id")):
        calls = [lab.call(host=HOST, headers={"x-session-id": str(number)})[0].replica for number in range(60)]
        assert len(set(calls)) == 5


def test_a_zone_gets_what_its_replicas_can_serve(lab: Lab, tmp_path: Path) -> None:
    """Zone-aware: the region's two zones share by their replicas, as the gateway doesn't know of gateways elsewhere."""
    with _places(lab, tmp_path, locality=ZoneAware(min_cluster_size=1)):
        config = lab.gateway.clusters()[cluster_of(NAME)]["common_lb_config"]
        assert config["zone_aware_lb_config"] == {"min_cluster_size": "1"}
        got = _shares(lab, 300)
        assert got.keys() == {NEAR, NEXT}
        assert got[NEAR] in binomial_bounds(300, probability=1 / 3)
