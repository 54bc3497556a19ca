"""Mutual TLS between real proxies: which clients may reach a replica with a sidecar."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from e2e.support.apis import api, host_of
from e2e.support.folders import MTLS
from lab.apps.app import App
from lab.environment import Lab
from lab.traffic.call import BROKEN

NAME = "private"


@pytest.fixture(scope="module")
def app(shared_lab: Lab, tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """A replica whose sidecar accepts only mutual TLS, and only from the gateway."""
    folder: Path = tmp_path_factory.mktemp(NAME)
    with api(shared_lab, folder, NAME, replicas=1, sidecar=True) as app:
        shared_lab.apply(MTLS)
        yield app
        shared_lab.delete(MTLS)


def test_the_gateway_is_admitted_by_its_identity(lab: Lab, app: App) -> None:
    """A request through the gateway reaches the replica with the gateway's certificate."""
    app.replica(0).clear_requests()
    assert lab.call(host=host_of(NAME), count=5).statuses() == {200: 5}
    certificate = app.replica(0).requests()[0]["headers"]["x-forwarded-client-cert"]
    assert certificate.endswith("spiffe://cluster.local/ns/istio-ingress/sa/istio-ingressgateway")


def test_a_client_without_identity_is_refused(lab: Lab, app: App) -> None:
    """A plain request to the Pod's address fails, because the sidecar accepts only TLS."""
    answers = lab.call(host=host_of(NAME), to=app.replica(0).host.address, port=8080)
    assert answers.statuses() == {BROKEN: 1}


def test_a_caller_with_another_identity_is_forbidden(lab: Lab, app: App) -> None:
    """A caller with another identity passes TLS and gets 403 by the policy."""
    app.replica(0).clear_requests()
    caller = lab.caller("stranger", namespace=NAME)
    address = lab.service_address(NAME, NAME)
    answers = lab.call(host=f"{NAME}.{NAME}.svc.cluster.local", to=address, caller=caller)
    lab.remove(caller)
    assert answers.statuses() == {403: 1}
    assert app.replica(0).requests() == []
