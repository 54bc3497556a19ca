"""A sidecar: a proxy beside a program on its host, with the host's traffic sent through it."""

from __future__ import annotations

from lab.ground import Ground
from lab.network import Host, filter_packets
from lab.pods import Pod
from lab.proxy import PROXY_USER, Proxy

# istiod reads from this label that a pod takes mutual TLS.
LABELS = {"security.istio.io/tlsMode": "istio"}

_INBOUND = 15006
_OUTBOUND = 15001
_OWN_PORTS = (15000, 15004, 15006, 15020, 15021, 15090)


def add_sidecar(ground: Ground, host: Host, pod: Pod, untouched_ports: tuple[int, ...] = ()) -> Proxy:
    """Start a sidecar for a pod; the lab still reaches the untouched ports directly."""
    sidecar = Proxy("sidecar", ground, host, pod)
    _capture(host, untouched_ports)
    sidecar.start()
    return sidecar


def _capture(host: Host, untouched_ports: tuple[int, ...]) -> None:
    # The rules that Istio's init container sets, less those for cases that the lab hasn't.
    untouched = ",".join(map(str, (*_OWN_PORTS, *untouched_ports)))
    filter_packets(
        host,
        "nat",
        f"-A PREROUTING -p tcp -m multiport --dports {untouched} -j RETURN",
        f"-A PREROUTING -p tcp -j REDIRECT --to-ports {_INBOUND}",
        f"-A OUTPUT -m owner --uid-owner {PROXY_USER} -j RETURN",
        "-A OUTPUT -o lo -j RETURN",
        f"-A OUTPUT -p tcp -j REDIRECT --to-ports {_OUTBOUND}",
    )
