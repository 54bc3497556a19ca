"""The lab's network: a hub namespace with a bridge, and a namespace for each test host.

The bridge is in the hub namespace, not in the machine's. So the lab adds no interface, address or route to the machine,
no packet can leave the lab, every lab can use the same addresses and ports, and deleting the namespaces removes
everything.
"""

from __future__ import annotations

import subprocess
from dataclasses import dataclass

from lab.errors import LabError
from lab.machine import namespaces
from lab.tools import cache

PREFIX = "llm-lab"

_BRIDGE = "bridge0"
_SUBNET = "10.77"
_HUB_ADDRESS = f"{_SUBNET}.0.1"


@dataclass(frozen=True)
class Host:
    """A test host: a network namespace with one address on the lab's bridge."""

    name: str
    namespace: str
    address: str


class Network:
    """The namespaces of one lab."""

    def __init__(self, lab_id: str) -> None:
        """Make the hub, in which the control plane runs."""
        self._lab_id = lab_id
        self._last_number = 1
        self.hub = Host("hub", self._namespace("hub"), _HUB_ADDRESS)
        _ip(None, f"netns add {self.hub.namespace}")
        _ip(
            self.hub.namespace,
            "link set lo up",
            # Without these options the first packets would wait for the spanning tree protocol.
            f"link add {_BRIDGE} type bridge stp_state 0 forward_delay 0",
            f"address add {self.hub.address}/16 dev {_BRIDGE}",
            f"link set {_BRIDGE} up",
        )

    def add_host(self, name: str) -> Host:
        """Make a host that reaches the hub and all other hosts."""
        self._last_number += 1
        number = self._last_number
        host = Host(name, self._namespace(name), f"{_SUBNET}.{number // 250}.{number % 250 + 1}")
        _ip(None, f"netns add {host.namespace}")
        _ip(
            self.hub.namespace,
            f"link add port{number} type veth peer name eth0 netns {host.namespace}",
            f"link set port{number} master {_BRIDGE}",
            f"link set port{number} up",
        )
        _ip(
            host.namespace,
            "link set lo up",
            f"address add {host.address}/16 dev eth0",
            "link set eth0 up",
            # Service addresses have no route. A sidecar intercepts their packets, but only if the kernel has a
            # route by which it could send them.
            f"route add default via {self.hub.address}",
        )
        return host

    def remove_host(self, host: Host) -> None:
        """Remove a host whose processes have ended."""
        _ip(None, f"netns delete {host.namespace}")

    def _namespace(self, name: str) -> str:
        return f"{PREFIX}-{self._lab_id}-{name}"


def filter_packets(host: Host, table: str, *rules: str) -> None:
    """Replace the rules in a host's iptables table."""
    program = str(cache.debian("iptables-restore", "iptables"))
    done = namespaces.run(host.namespace, program, text="\n".join((f"*{table}", *rules, "COMMIT", "")))
    if done.returncode != 0:
        raise LabError(f"iptables-restore in {host.name}: {done.stderr.strip()}")


def vanish(host: Host) -> None:
    """Drop every packet to and from a host, as if its node had gone: connections are neither accepted nor refused."""
    filter_packets(host, "filter", "-A INPUT -i eth0 -j DROP", "-A OUTPUT -o eth0 -j DROP")


def reappear(host: Host) -> None:
    """Stop dropping packets after `vanish`."""
    filter_packets(host, "filter")


def namespaces_of(lab_id: str) -> list[str]:
    """The namespaces of a lab, which may have crashed."""
    prefix = f"{PREFIX}-{lab_id}-"
    if not namespaces.NAMED.is_dir():
        return []
    return sorted(p.name for p in namespaces.NAMED.iterdir() if p.name.startswith(prefix))


def lab_ids() -> set[str]:
    """The names of all labs that have a namespace on this machine."""
    if not namespaces.NAMED.is_dir():
        return set()
    names = [path.name for path in namespaces.NAMED.iterdir()]
    return {name.removeprefix(f"{PREFIX}-").split("-")[0] for name in names if name.startswith(PREFIX)}


def processes_in(namespace: str) -> list[int]:
    """The processes that run in a namespace."""
    return [int(pid) for pid in _ip(None, f"netns pids {namespace}").split()]


def delete_namespace(namespace: str) -> None:
    """Delete a namespace with all its interfaces."""
    _ip(None, f"netns delete {namespace}")


def _ip(namespace: str | None, *commands: str) -> str:
    """Run `ip` commands as one batch, in a namespace or outside of all."""
    program = str(cache.debian("ip", "iproute2"))
    where = ["-n", namespace] if namespace else []
    done = subprocess.run(
        [program, *where, "-batch", "-"],
        input="\n".join(commands) + "\n",
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise LabError(f"ip {' '.join(where)}: {done.stderr.strip()}")
    return done.stdout
