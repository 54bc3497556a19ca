"""Pools: faulty fields are refused."""

from __future__ import annotations

from datetime import timedelta

import pytest

from llm_api_mesh import Http2KeepAlive, Pool
from support.apps import Refusal
from support.specs import PODS, pool

REFUSED: dict[str, tuple[dict[str, object], str]] = {
    "no port of the pods": (
        {"backend": Pool(selector=PODS)},  # type: ignore[call-arg]
        "backend.target_port: missing. Add target_port=... Allowed: a whole number. [field-required]",
    ),
    "no port of the pods in plain data": (
        {"backend": {"kind": "Pool", "selector": PODS}},
        'backend.target_port: missing. Add "target_port": ... Allowed: a whole number. [field-required]',
    ),
    "port name httpport": (
        {"backend": pool(port_name="httpport")},
        (
            'Write "http-port". Allowed: "http" or "http-<suffix>", up to 15 lower-case letters, digits and '
            "inner hyphens. [port-name]"
        ),
    ),
    "port name of another protocol": ({"backend": pool(port_name="grpc")}, '"http" or "http-<suffix>"'),
    "port name of h2c": (
        {"backend": pool(protocol="h2c", port_name="http-web")},
        (
            'Write "http2-web". Allowed: "http2" or "http2-<suffix>", up to 15 lower-case letters, digits '
            "and inner hyphens. [port-name]"
        ),
    ),
    "port name too long": (
        {"backend": pool(port_name="http-" + "a" * 11)},
        (
            'Write "http". Allowed: "http" or "http-<suffix>", up to 15 lower-case letters, digits and '
            "inner hyphens. [port-name]"
        ),
    ),
    "PINGs on HTTP/1.1": (
        {"backend": pool(http2_keep_alive=Http2KeepAlive(interval=timedelta(seconds=9), timeout=timedelta(seconds=2)))},
        "HTTP/1.1 has no PINGs. [field-without-effect]",
    ),
    "a limit of one replica only": (
        {"backend": Pool(selector=PODS, target_port=8080, concurrent_requests=8)},
        (
            "got concurrent_requests alone. Allowed: concurrent_requests together with replicas, because "
            "Istio's limit is for all replicas. [field-without-effect]"
        ),
    ),
}


@pytest.mark.parametrize(("changes", "text"), REFUSED.values(), ids=REFUSED)
def test_is_refused(refusal: Refusal, changes: dict[str, object], text: str) -> None:
    """Each faulty API has one problem, whose text says what is allowed."""
    (problem,) = refusal(**changes)
    assert text in problem
