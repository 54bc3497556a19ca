"""Session keys and their algorithms: faulty fields are refused."""

from __future__ import annotations

from datetime import timedelta

import pytest

from llm_api_mesh import ConsistentHash, Cookie, Maglev, RingHash
from support.apps import Refusal
from support.specs import hashed, pool

REFUSED: dict[str, tuple[dict[str, object], str]] = {
    "hash without a key": (
        {"backend": pool(load_balancer=ConsistentHash())},
        (
            'got no key. For chat sessions, write ConsistentHash(header="x-session-id"). Allowed: exactly '
            "one of header, cookie, source_ip, query_parameter, keys. [hash-key]"
        ),
    ),
    "hash with two keys": (
        {"backend": pool(load_balancer=ConsistentHash(query_parameter="s", cookie=Cookie(name="s")))},
        (
            "got cookie and query_parameter. For chat sessions, write "
            'ConsistentHash(header="x-session-id"). Allowed: exactly one of header, cookie, source_ip, '
            "query_parameter, keys. [hash-key]"
        ),
    ),
    "keys beside an address": (
        {"backend": pool(load_balancer=ConsistentHash(source_ip=True, keys=["opening"]))},
        "got source_ip and keys.",
    ),
    "a cookie and keys": (
        {"backend": pool(load_balancer=ConsistentHash(cookie=Cookie(name="s"), keys=["opening"]))},
        "got cookie and keys.",
    ),
    "no keys": ({"backend": pool(load_balancer=ConsistentHash(keys=[]))}, "at least one key, and each key once"),
    "a key twice": (
        {"backend": pool(load_balancer=ConsistentHash(keys=["opening", "opening"]))},
        "at least one key, and each key once. [hash-key]",
    ),
    "a header that isn't named": (
        {"backend": pool(load_balancer=ConsistentHash(keys=["header", "opening"]))},
        'got "header" in keys without header. Add header="x-session-id". Allowed: the name of the header. [hash-key]',
    ),
    "a header without a place": (
        {"backend": pool(load_balancer=ConsistentHash(header="x-user", keys=["opening"]))},
        (
            'got header without "header" in keys. Write keys=["header", "opening"] if the header comes first. Allowed: '
            "the place of the header in keys. [hash-key]"
        ),
    ),
    "a header that no expression can name": (
        {"backend": pool(load_balancer=ConsistentHash(header="x'y", keys=["header", "opening"]))},
        'got "x\'y". Allowed: letters, digits and . _ - in the name of a key. [header-name]',
    ),
    "an unknown key": (
        {"backend": pool(load_balancer=ConsistentHash(keys=["openings"]))},  # type: ignore[list-item]
        '"opening"',
    ),
    "cookie path without a made cookie": (
        {"backend": pool(load_balancer=ConsistentHash(cookie=Cookie(name="s", path="/")))},
        "path together with ttl",
    ),
    "cookie path that adds attributes": (
        {
            "backend": pool(
                load_balancer=ConsistentHash(cookie=Cookie(name="s", path="/; Secure", ttl=timedelta(hours=1)))
            )
        },
        "a path without semicolons",
    ),
    "hash on a bad parameter": (
        {"backend": pool(load_balancer=ConsistentHash(query_parameter="a b&c"))},
        "Allowed: a parameter name of 1 to 256 letters, digits and . _ ~ -. [field-invalid]",
    ),
    "empty key beside another": (
        {"backend": pool(load_balancer=ConsistentHash(header="x-session-id", query_parameter=""))},
        "letters, digits and . _ ~ -",
    ),
    "Maglev table that isn't a prime": (
        hashed(algorithm=Maglev(table_size=1000)),
        "got 1000. Write 997. Allowed: a prime number up to 655373. [hash-size]",
    ),
    "Maglev table of nothing": (
        hashed(algorithm=Maglev(table_size=0)),
        "Write 2. Allowed: a prime number up to 655373. [hash-size]",
    ),
    "Maglev table that takes the memory of others": (
        hashed(algorithm=Maglev(table_size=655379)),
        "Write 655373. Allowed: a prime number up to 655373. [hash-size]",
    ),
    "ring of nothing": (hashed(algorithm=RingHash(minimum_ring_size=0)), "from 1 to 65536. [hash-size]"),
    "ring that takes the memory of others": (
        hashed(algorithm=RingHash(minimum_ring_size=65537)),
        "from 1 to 65536. [hash-size]",
    ),
}


@pytest.mark.parametrize(("changes", "text"), REFUSED.values(), ids=REFUSED)
def test_is_refused(refusal: Refusal, changes: dict[str, object], text: str) -> None:
    """Each faulty API has one problem, whose text says what is allowed."""
    (problem,) = refusal(**changes)
    assert text in problem
