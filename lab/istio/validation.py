"""Istio's validation of objects: the API server asks istiod about each of Istio's objects before it stores it."""

from __future__ import annotations

from lab.cluster.client import Cluster, Object, Ref

_REF = Ref("ValidatingWebhookConfiguration", "", "istiod-default-validator")
_GROUPS = ("security.istio.io", "networking.istio.io", "telemetry.istio.io", "extensions.istio.io")


def install(cluster: Cluster, address: str) -> None:
    """Write the configuration of Istio's base chart, but with istiod's address, as the lab has no kube-proxy.

    When istiod serves its validation, it adds its authority, and the API server then refuses what istiod can't check.
    """
    rule = {
        "operations": ["CREATE", "UPDATE"],
        "apiGroups": list(_GROUPS),
        "apiVersions": ["*"],
        "resources": ["*"],
    }
    webhook = {
        "name": "validation.istio.io",
        "clientConfig": {"url": f"https://{address}/validate"},
        "rules": [rule],
        "failurePolicy": "Ignore",
        "sideEffects": "None",
        "admissionReviewVersions": ["v1"],
    }
    configuration: Object = {
        "apiVersion": "admissionregistration.k8s.io/v1",
        "kind": _REF.kind,
        "metadata": {"name": _REF.name, "labels": {"app": "istiod", "istio": "istiod", "istio.io/rev": "default"}},
        "webhooks": [webhook],
    }
    cluster.apply(configuration)


def is_enforced(cluster: Cluster) -> bool:
    """Whether the API server refuses what istiod refuses."""
    return all(webhook["failurePolicy"] == "Fail" for webhook in cluster.get(_REF)["webhooks"])
