"""The mode of mutual TLS that PeerAuthentications set for pods: the most specific one decides."""

from __future__ import annotations

from dataclasses import dataclass

from llm_api_mesh.access_tables.fields import mapping, text
from llm_api_mesh.access_tables.manifests import ROOT_NAMESPACE, Manifest, Manifests
from llm_api_mesh.access_tables.selection import Pods, acts_on
from llm_api_mesh.access_tables.verdicts import Unknown

DEFAULT = "PERMISSIVE"
_UNSET = frozenset({"", "UNSET"})


@dataclass(frozen=True)
class Mode:
    """A mode, and the object that sets it."""

    name: str
    source: str
    """Empty: Istio's default."""


def mode_of(manifests: Manifests, pods: Pods, port: str) -> Mode | Unknown:
    """The mode at a port of pods."""
    levels: dict[int, Manifest] = {}
    for one in manifests.kind("PeerAuthentication"):
        acts = acts_on(one, pods)
        if isinstance(acts, Unknown):
            return acts
        if acts:
            level = _level(one)
            if level in levels:
                return Unknown(f"{levels[level].ref} and {one.ref} both act on the pods: the older one decides")
            levels[level] = one
    for level, one in sorted(levels.items()):
        of_port = text(mapping(one.spec, "portLevelMtls", port), "mode") if level == 0 else ""
        for mode in (of_port, text(one.spec, "mtls", "mode")):
            if mode not in _UNSET:
                return Mode(mode, one.ref)
    return Mode(DEFAULT, "")


def ports_of(manifests: Manifests, pods: Pods) -> frozenset[str]:
    """The ports that have a mode of their own."""
    found = (one for one in manifests.kind("PeerAuthentication") if acts_on(one, pods) is True)
    return frozenset(port for one in found for port in mapping(one.spec, "portLevelMtls"))


def _level(policy: Manifest) -> int:
    if mapping(policy.spec, "selector", "matchLabels"):
        return 0
    return 2 if policy.namespace == ROOT_NAMESPACE else 1
