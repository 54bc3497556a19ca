"""The Gateways of the slots, which serve the second hops of failovers."""

from __future__ import annotations

import ipaddress
from pathlib import Path

from support.llm_gateways import find, written

HOSTS = {"a": ["a.example.com", "*.a.example.com"], "b": ["b.example.com"]}


def test_addresses_are_loopback_and_unique(tmp_path: Path) -> None:
    """All addresses are loopback addresses where no other program listens, and all are different."""
    found = written(tmp_path, failover_backends=9)
    servers = [find(found, "Gateway", f"llm-slot-{slot}")["spec"]["servers"] for slot in range(9)]
    addresses = [server["bind"] for (server,) in servers]
    assert len(set(addresses)) == 9
    for address in addresses:
        assert ipaddress.ip_address(address).is_loopback
        assert not address.startswith("127.0.0.")


def test_an_address_is_that_of_its_place(tmp_path: Path) -> None:
    """More slots change no listener of those that are there."""
    two, nine = (written(tmp_path / str(number), failover_backends=number) for number in (2, 9))
    for slot in ("llm-slot-0", "llm-slot-1"):
        assert find(two, "Gateway", slot) == find(nine, "Gateway", slot)


def test_a_slot_serves_each_namespace_its_hosts(tmp_path: Path) -> None:
    """No namespace has routes on a second hop for a host that isn't its own."""
    found = written(tmp_path, hosts=HOSTS)
    (server,) = find(found, "Gateway", "llm-slot-1")["spec"]["servers"]
    assert server["hosts"] == ["a/*.a.example.com", "a/a.example.com", "b/b.example.com"]
    assert server["port"] == {"name": "http", "number": 15700, "protocol": "HTTP"}
