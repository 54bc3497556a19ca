"""The control plane goes away: the proxies serve on, and changes arrive once it is back."""

from __future__ import annotations

from collections.abc import Iterator

from e2e.support.folders import MESH
from lab.apps.app import App
from lab.environment import Lab
from lab.waits import wait_for

import pytest

HOST = "api.example.com"


@pytest.fixture
def without_istiod(lab: Lab) -> Iterator[Lab]:
    """The lab while istiod is gone."""
    lab.istiod.kill()
    yield lab
    lab.istiod.start()
    lab.wait_applied()


@pytest.fixture
def without_apiserver(lab: Lab) -> Iterator[Lab]:
    """The lab while the API server is gone."""
    lab.apiserver.kill()
    yield lab
    lab.apiserver.start()
    lab.wait_applied()


@pytest.fixture
def without_a_replica(lab: Lab, llm_api: App) -> Iterator[Lab]:
    """The lab while a replica is dead that is still listed."""
    replica = llm_api.replica(0)
    replica.kill()
    # A request that meets the breaking connection itself may fail: see the tests of replicas' faults.
    wait_for("the broken connection's end", lambda: not lab.gateway.connections(replica.host.address))
    yield lab
    replica.restart()


def test_requests_pass_without_istiod(without_istiod: Lab, llm_api: App) -> None:
    """The gateway goes on with the configuration that it has."""
    answers = without_istiod.call(host=HOST, count=60)
    assert answers.replicas() == {replica.name: 20 for replica in llm_api.replicas}


@pytest.mark.usefixtures("without_istiod")
def test_a_replica_may_die_without_istiod(without_a_replica: Lab) -> None:
    """Retries need no control plane: no request is lost with the replica."""
    # So few that the replica isn't ejected, which would last into the next tests.
    assert without_a_replica.call(host=HOST, count=6).statuses() == {200: 6}


def test_requests_pass_without_the_api_server(without_apiserver: Lab, llm_api: App) -> None:
    """Nothing on a request's way asks the API server."""
    answers = without_apiserver.call(host=HOST, count=60)
    assert answers.replicas() == {replica.name: 20 for replica in llm_api.replicas}


def test_changes_arrive_after_a_restart(lab: Lab, llm_api: App) -> None:
    """A restarted istiod takes the proxies up again and passes the next change on to them."""
    lab.istiod.kill()
    lab.istiod.start()
    lab.apply(MESH)
    (added,) = llm_api.add()
    lab.wait_applied()
    assert added.name in lab.call(host=HOST, count=12).replicas()
    llm_api.remove_replica(3)
    lab.wait_applied()
