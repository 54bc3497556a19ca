"""A sidecar: a proxy on the host of a program, to which iptables redirects the host's traffic."""

from __future__ import annotations

import json
from collections.abc import Mapping

from lab.cluster.context import LabContext
from lab.cluster.pods import Pod
from lab.istio.proxy import PROXY_USER, Proxy
from lab.machine.network import Host, filter_packets

# The label tells istiod that a Pod accepts mutual TLS.
LABELS = {"security.istio.io/tlsMode": "istio"}

AGENT_PORT = 15020
"""Port of the agent, on which it answers for the probes of the kubelet and for Prometheus."""
PROBE = "/app-health/model-server/readyz"
"""The agent's path for the readiness of a model server."""

_INBOUND = 15006
_OUTBOUND = 15001
_OWN_PORTS = (15000, 15004, 15006, AGENT_PORT, 15021, 15090)


def add_sidecar(
    context: LabContext,
    host: Host,
    pod: Pod,
    excluded_ports: tuple[int, ...] = (),
    *,
    environment: Mapping[str, str] | None = None,
    proxy_config: Mapping[str, object] | None = None,
) -> Proxy:
    """Start a sidecar for a Pod; connections to the excluded ports bypass it."""
    sidecar = Proxy("sidecar", context, host, pod, environment=environment, proxy_config=proxy_config)
    _capture(host, excluded_ports)
    sidecar.start()
    return sidecar


def of_model_server(port: int) -> Mapping[str, str]:
    """What Istio's injection writes into the agent's environment for a probe and for annotations of Prometheus."""
    probe = {"httpGet": {"path": "/health", "port": port, "scheme": "HTTP"}, "timeoutSeconds": 1}
    return {
        "ISTIO_KUBE_APP_PROBERS": json.dumps({PROBE: probe}),
        "ISTIO_PROMETHEUS_ANNOTATIONS": json.dumps({"scrape": "true", "path": "/metrics", "port": str(port)}),
    }


def _capture(host: Host, excluded_ports: tuple[int, ...]) -> None:
    # The rules of Istio's init container, without those for cases that the lab doesn't have.
    excluded = ",".join(map(str, (*_OWN_PORTS, *excluded_ports)))
    filter_packets(
        host,
        "nat",
        f"-A PREROUTING -p tcp -m multiport --dports {excluded} -j RETURN",
        f"-A PREROUTING -p tcp -j REDIRECT --to-ports {_INBOUND}",
        f"-A OUTPUT -m owner --uid-owner {PROXY_USER} -j RETURN",
        "-A OUTPUT -o lo -j RETURN",
        f"-A OUTPUT -p tcp -j REDIRECT --to-ports {_OUTBOUND}",
    )
