"""What a change of the gateway's own file ends: parts of listeners that change, with their streams, or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from e2e.support.kubectl import Kubectl, written
from e2e.support.llm_gateways import HOST, HOSTS, NAMESPACE, Platform, declared, platform
from lab.environment import Lab
from lab.istio.gateway import tls_secret
from lab.machine.certificates import Certificate, trusting
from lab.waits import wait_for
from support.gateway_changes import CERTIFICATE, DRAINING, QUIET, changes

# What drains does so until the end of the tests, and is counted.
LONG_DRAIN = {"drainDuration": "3600s"}
GAUGES = ("total_filter_chains_draining", "total_listeners_draining")


@pytest.fixture(scope="module")
def gateway(shared_lab: Lab, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Platform]:
    """The gateway before a change, and the certificate of a later one."""
    folder = tmp_path_factory.mktemp("llm-gateway")
    with platform(shared_lab, folder, "dedicated", proxy_config=LONG_DRAIN) as running:
        other = Certificate(folder, CERTIFICATE, sorted({HOST, *(host for hosts in HOSTS.values() for host in hosts)}))
        shared_lab.cluster.apply(tls_secret(other, NAMESPACE))
        yield running


@pytest.mark.parametrize("option", [*QUIET, *DRAINING])
def test_what_a_change_of_the_gateway_ends(lab: Lab, gateway: Platform, tmp_path: Path, option: str) -> None:
    """Some options change parts of listeners, whose streams end after the drain time; the others end no stream."""
    before = _draining(gateway)
    apply = Kubectl(lab, tmp_path / "applied")
    apply(written(declared(tmp_path / "changed", "dedicated", **changes(HOSTS)[option])))
    after = _draining(gateway)
    apply(written(declared(tmp_path / "as-before", "dedicated")))
    assert (after > before) == (option in DRAINING), (before, after)


def test_a_renewed_certificate_ends_no_stream(lab: Lab, gateway: Platform, tmp_path: Path) -> None:
    """The proxy gets a Secret's new certificate apart from the listeners."""
    before = _draining(gateway)
    renewed = Certificate(tmp_path, "llm", [HOST])
    lab.cluster.apply(tls_secret(renewed, NAMESPACE))
    wait_for("the new certificate", lambda: _serves(gateway, renewed))
    assert _draining(gateway) == before


def _serves(gateway: Platform, certificate: Certificate) -> bool:
    (answer,) = gateway.lab.call(host=HOST, to=gateway.gateway.host.address, tls=trusting([certificate]))
    return not answer.error


def _draining(gateway: Platform) -> int:
    """The number of listeners, and of parts of listeners, that close their connections."""
    names = "|".join(GAUGES)
    return sum(gateway.gateway.stats(rf"^listener_manager\.({names})$").values())
