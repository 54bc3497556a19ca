"""Objects that `kubectl apply` and Argo CD can't apply client-side: they store the whole object in an annotation."""

from __future__ import annotations

import json
from collections.abc import Iterator

from llm_api_mesh.errors import Problem
from llm_api_mesh.inspection.rules.fields import Object

LARGEST = 262_144
"""Bytes of all annotations of an object, by Kubernetes."""

# Beside the object, the annotations hold their own names and what Argo CD adds.
_RESERVE = 4096

_OF_API = "Divide the models among several APIs with hosts of their own."
_OF_GATEWAY = {
    "ConfigMap": "List fewer providers, or divide them among several LlmGateways.",
    "EnvoyFilter": "List wildcards such as *.ai.example.com instead of hosts and fewer users in pool_users, or divide "
    "the namespaces among several LlmGateways.",
    "Gateway": "List wildcards such as *.ai.example.com instead of hosts, or divide the hosts among several "
    "LlmGateways.",
    "ValidatingAdmissionPolicy": "List fewer users in pool_users, or divide the namespaces among several LlmGateways.",
}


def find(item: Object, *, of_api: bool) -> Iterator[Problem]:
    """Yield a problem if the object is too large. Its file may be an API's."""
    size = len(json.dumps(item, ensure_ascii=False, separators=(",", ":")).encode())
    if size > LARGEST - _RESERVE:
        yield Problem(
            "spec" if "spec" in item else "data",
            "object-size",
            f"{size:,} bytes",
            f"up to {LARGEST - _RESERVE:,} bytes, because clients that apply an object store it in an annotation",
            _OF_API if of_api else _OF_GATEWAY.get(str(item.get("kind")), ""),
        )
