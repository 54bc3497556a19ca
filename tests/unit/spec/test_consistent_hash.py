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
            "one of header, cookie, source_ip, query_parameter. [hash-key]"
        ),
    ),
    "hash with two keys": (
        {"backend": pool(load_balancer=ConsistentHash(query_parameter="s", cookie=Cookie(name="s")))},
        (
            "got cookie and query_parameter. For chat sessions, write "
            'ConsistentHash(header="x-session-id"). Allowed: exactly one of header, cookie, source_ip, '
            "query_parameter. [hash-key]"
        ),
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
        "Allowed: a parameter name of letters, digits and . _ ~ -. [field-invalid]",
    ),
    "empty key beside another": (
        {"backend": pool(load_balancer=ConsistentHash(header="x-session-id", query_parameter=""))},
        "letters, digits and . _ ~ -",
    ),
    "Maglev table that isn't a prime": (
        hashed(algorithm=Maglev(table_size=1000)),
        "got 1000. Write 997. Allowed: a prime number below 5000011. [hash-size]",
    ),
    "Maglev table of nothing": (
        hashed(algorithm=Maglev(table_size=0)),
        "Write 2. Allowed: a prime number below 5000011. [hash-size]",
    ),
    "Maglev table beyond Istio's bound": (
        hashed(algorithm=Maglev(table_size=5000011)),
        "Write 4999999. Allowed: a prime number below 5000011. [hash-size]",
    ),
    "ring of nothing": (hashed(algorithm=RingHash(minimum_ring_size=0)), "from 1 to 8388608. [hash-size]"),
}


@pytest.mark.parametrize(("changes", "text"), REFUSED.values(), ids=REFUSED)
def test_is_refused(refusal: Refusal, changes: dict[str, object], text: str) -> None:
    """Each faulty API has one problem, whose text says what is allowed."""
    (problem,) = refusal(**changes)
    assert text in problem
