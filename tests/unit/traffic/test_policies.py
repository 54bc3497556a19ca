"""How connections to backends are made."""

from __future__ import annotations

from support.manifests import istio, service
from support.traffic import traffic


def test_services_destination_rules_and_subsets() -> None:
    """Each has its pods and all of its settings, with the object that they are read from."""
    policy = {"connectionPool": {"http": {"http2MaxRequests": 5}}}
    subset = {"name": "v1", "labels": {"version": "v1"}, "trafficPolicy": {"tls": {"mode": "DISABLE"}}}
    rules = istio("DestinationRule", "r", {"host": "chat", "trafficPolicy": policy, "subsets": [subset]}, "ai")
    outside = istio("DestinationRule", "o", {"host": "api.example.com"}, "ai")
    chat = service("chat")
    chat["spec"]["type"] = "ClusterIP"
    chat["spec"]["ports"][0]["appProtocol"] = "http"
    found = {
        (one.target, one.source): {each.name: each.value for each in one.settings}
        for one in traffic(chat, rules, outside).policies
    }
    assert found == {
        ("Service ai/chat", "DestinationRule ai/r"): {"most requests at once": "5"},
        ("Service ai/chat", "Service ai/chat"): {
            "pods": "app=chat",
            "port 80": "port 8000 of the pods, http",
            "type": "ClusterIP",
        },
        ("Service ai/chat, subset v1", "DestinationRule ai/r"): {"TLS to the backend": "no", "pods": "version=v1"},
        ("api.example.com", "DestinationRule ai/o"): {},
    }
