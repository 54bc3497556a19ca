"""HTTPRoutes that would lose the picker of an inference pool, each beside one that keeps it."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from llm_api_mesh.inspection.objects import inspect_objects

POOL = "{group: inference.networking.k8s.io, kind: InferencePool, name: chat}"
EMPTY = "{group: inference.networking.k8s.io, kind: InferencePool, name: old, weight: 0}"
SERVICE = "{name: chat, port: 80}"
CORS = "{type: CORS, cors: {allowOrigins: ['https://app.example.com']}}"
HEADERS = "{type: RequestHeaderModifier, requestHeaderModifier: {set: [{name: a, value: b}]}}"
TO_POOL = f"{{type: RequestMirror, requestMirror: {{backendRef: {POOL}}}}}"
TO_SERVICE = f"{{type: RequestMirror, requestMirror: {{backendRef: {SERVICE}}}}}"
GATEWAY = "{name: llm-pools, namespace: llm-gateway}"
CALLERS = "{group: '', kind: Service, name: chat}"


def found(rule: str, parents: str = GATEWAY) -> list[str]:
    """The problems as `path [code]`."""
    item: dict[str, Any] = {
        "apiVersion": "gateway.networking.k8s.io/v1",
        "kind": "HTTPRoute",
        "metadata": {"name": "own", "namespace": "ai"},
        "spec": yaml.safe_load(f"{{parentRefs: [{parents}], rules: [{{backendRefs: [{SERVICE}]}}, {rule}]}}"),
    }
    problems = inspect_objects("chat", "1.31", [item])
    return [f"{problem.path.partition('.')[2]} [{problem.code}]" for problem in problems]


@pytest.mark.parametrize(
    ("rule", "path"),
    [
        (f"{{backendRefs: [{POOL}], filters: [{HEADERS}, {CORS}]}}", "spec.rules[1].filters[1].type"),
        (f"{{backendRefs: [{POOL}, {SERVICE}]}}", "spec.rules[1].backendRefs"),
        (f"{{backendRefs: [{SERVICE}, {POOL}]}}", "spec.rules[1].backendRefs"),
        (f"{{backendRefs: [{POOL}, {POOL}]}}", "spec.rules[1].backendRefs"),
        (
            f"{{backendRefs: [{SERVICE}], filters: [{TO_POOL}]}}",
            "spec.rules[1].filters[0].requestMirror.backendRef",
        ),
    ],
)
def test_a_rule_without_the_picker(rule: str, path: str) -> None:
    """CORS, another backend, and a copy: istiod reports none of them."""
    assert found(rule) == [f"{path} [combination-ignored]"]


@pytest.mark.parametrize(
    "rule",
    [
        f"{{backendRefs: [{POOL}]}}",
        f"{{backendRefs: [{POOL}, {EMPTY}]}}",
        f"{{backendRefs: [{POOL}], filters: [{HEADERS}, {TO_SERVICE}], timeouts: {{request: 9s}}}}",
        f"{{backendRefs: [{SERVICE}, {SERVICE}], filters: [{CORS}]}}",
        f"{{backendRefs: [{SERVICE}, {EMPTY}], filters: [{CORS}]}}",
        "{filters: [{type: RequestRedirect, requestRedirect: {scheme: https}}]}",
    ],
)
def test_a_rule_with_the_picker_or_without_a_pool(rule: str) -> None:
    """Other filters leave the picker in force, and Services have none; a backend of weight 0 gets no request."""
    assert found(rule) == []


def test_callers_in_the_mesh() -> None:
    """Their sidecars have no filter that asks pickers."""
    problem = "spec.parentRefs[1].kind [combination-ignored]"
    assert found(f"{{backendRefs: [{POOL}]}}", f"{GATEWAY}, {CALLERS}") == [problem]
    assert found(f"{{backendRefs: [{SERVICE}]}}", f"{GATEWAY}, {CALLERS}") == []


def test_only_routes_are_read() -> None:
    """Another kind may have fields of the same names, and a route may be incomplete."""
    rules = {"rules": [None, {"backendRefs": [None], "filters": [None]}], "parentRefs": [None]}
    for kind in ("HTTPRoute", "GRPCRoute"):
        assert inspect_objects("chat", "1.31", [{"kind": kind, "metadata": {"name": "own"}, "spec": rules}]) == []
