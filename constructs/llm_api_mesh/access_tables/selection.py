"""Which pods a policy acts on, as far as labels tell."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from llm_api_mesh.access_tables.fields import items, mapping, text
from llm_api_mesh.access_tables.manifests import GATEWAY_API, ROOT_NAMESPACE, Manifest
from llm_api_mesh.access_tables.verdicts import Unknown, Verdict, all_of

GATEWAY_NAME = "gateway.networking.k8s.io/gateway-name"
"""The label of pods that istiod deploys for a Gateway of the Gateway API."""


_ADDED = re.compile(rf"(?!{re.escape(GATEWAY_NAME)}$)(.*(istio|k8s)\.io/|(app|istio|version)$)")
"""Labels that Istio and Kubernetes may add to any pods."""


@dataclass(frozen=True)
class Pods:
    """Pods of which some labels are known: they may have further ones, unless the folder has what creates them."""

    namespace: str
    labels: Mapping[str, str]
    namespace_is_known: bool = True
    """Whether the pods are certainly in the namespace. A Gateway can select pods of another one."""
    labels_are_all: bool = False
    """Whether these are all labels of the pods, apart from those that Istio and Kubernetes may add."""


def selects(labels: Mapping[str, object], pods: Pods) -> Verdict:
    """Whether labels select pods."""
    return all_of(_has(name, str(value), pods) for name, value in sorted(labels.items()))


def acts_on(policy: Manifest, pods: Pods) -> Verdict:
    """Whether a policy of Istio's security API acts on pods."""
    found = _by_selection(policy, pods)
    if policy.namespace in {pods.namespace, ROOT_NAMESPACE}:
        return found
    if pods.namespace_is_known or found is False:
        return False
    return Unknown(f"{policy.ref} acts on the pods if they are in its namespace")


def _by_selection(policy: Manifest, pods: Pods) -> Verdict:
    targets = [*items(policy.spec, "targetRefs"), *filter(None, [mapping(policy.spec, "targetRef")])]
    if targets:
        return _targeted(policy, targets, pods)
    found = selects(mapping(policy.spec, "selector", "matchLabels"), pods)
    return Unknown(f"{policy.ref}: {found.reason}") if isinstance(found, Unknown) else found


def _targeted(policy: Manifest, targets: list[Mapping[str, object]], pods: Pods) -> Verdict:
    for one in targets:
        if (text(one, "group"), text(one, "kind")) == (GATEWAY_API, "Gateway"):
            if pods.labels.get(GATEWAY_NAME) == text(one, "name"):
                return True
        else:
            return Unknown(f"{policy.ref} is for a {text(one, 'kind')}, which isn't read")
    return False


def _has(name: str, value: str, pods: Pods) -> Verdict:
    if name in pods.labels:
        return str(pods.labels[name]) == value
    if pods.labels_are_all and not _ADDED.match(name):
        return False
    return Unknown(f"pods with the label {name}: {value} may be among them")
