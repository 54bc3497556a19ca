"""Without the control plane, proxies keep serving; changes arrive when it is back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from e2e.support.folders import MESH
from lab.apps.app import App
from lab.environment import Lab
from lab.waits import wait_for

HOST = "api.example.com"


@pytest.fixture
def without_istiod(lab: Lab) -> Iterator[Lab]:
    """The lab without istiod."""
    lab.istiod.kill()
    yield lab
    lab.istiod.start()
    lab.wait_applied()


@pytest.fixture
def without_apiserver(lab: Lab) -> Iterator[Lab]:
    """The lab without the API server."""
    lab.apiserver.kill()
    yield lab
    lab.apiserver.start()
    lab.wait_applied()


@pytest.fixture
def without_a_replica(lab: Lab, llm_api: App) -> Iterator[Lab]:
    """The lab with a dead replica whose endpoint is still listed."""
    replica = llm_api.replica(0)
    replica.kill()
    # A request that meets the breaking connection itself may fail, as test_replica_faults.py shows.
    wait_for("the end of the broken connection", lambda: not lab.gateway.connections(replica.host.address))
    yield lab
    replica.restart()


def test_requests_are_served_without_istiod(without_istiod: Lab, llm_api: App) -> None:
    """The gateway keeps its configuration."""
    answers = without_istiod.call(host=HOST, count=60)
    assert answers.replicas() == {replica.name: 20 for replica in llm_api.replicas}


@pytest.mark.usefixtures("without_istiod")
def test_a_replica_may_die_without_istiod(without_a_replica: Lab) -> None:
    """Retries need no control plane: no request is lost when a replica dies."""
    # Too few requests to eject the replica, because an ejection would last into the next tests.
    assert without_a_replica.call(host=HOST, count=6).statuses() == {200: 6}


def test_requests_are_served_without_the_api_server(without_apiserver: Lab, llm_api: App) -> None:
    """No request needs the API server."""
    answers = without_apiserver.call(host=HOST, count=60)
    assert answers.replicas() == {replica.name: 20 for replica in llm_api.replicas}


def test_changes_arrive_after_a_restart(lab: Lab, llm_api: App) -> None:
    """Proxies reconnect to a restarted istiod, and get the next change from it."""
    lab.istiod.kill()
    lab.istiod.start()
    lab.apply(MESH)
    (added,) = llm_api.add()
    lab.wait_applied()
    assert added.name in lab.call(host=HOST, count=12).replicas()
    llm_api.remove_replica(3)
    lab.wait_applied()
