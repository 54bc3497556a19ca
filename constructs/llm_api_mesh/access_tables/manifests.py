"""The objects of a folder, in an order that doesn't depend on its files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from llm_api_mesh.access_tables.fields import mapping

ISTIO = "networking.istio.io"
SECURITY = "security.istio.io"
GATEWAY_API = "gateway.networking.k8s.io"
ROOT_NAMESPACE = "istio-system"
"""Istio's root namespace, unless the mesh has another one. Its policies act on the pods of all namespaces."""

_OF_CLUSTER = frozenset(
    {
        "ClusterRole",
        "ClusterRoleBinding",
        "CustomResourceDefinition",
        "GatewayClass",
        "Namespace",
        "ValidatingAdmissionPolicy",
        "ValidatingAdmissionPolicyBinding",
    }
)


@dataclass(frozen=True, order=True)
class Manifest:
    """An object as its file has it."""

    kind: str
    group: str
    namespace: str
    name: str
    whole: Mapping[str, Any] = field(compare=False, repr=False)

    @property
    def spec(self) -> Mapping[str, Any]:
        """Its specification."""
        return mapping(self.whole, "spec")

    @property
    def labels(self) -> Mapping[str, Any]:
        """Its labels."""
        return mapping(self.whole, "metadata", "labels")

    @property
    def annotations(self) -> Mapping[str, Any]:
        """Its annotations."""
        return mapping(self.whole, "metadata", "annotations")

    @property
    def ref(self) -> str:
        """Its kind, namespace and name. Istio and the Gateway API both have a kind Gateway."""
        kind = f"{self.kind}.{self.group}" if (self.kind, self.group) == ("Gateway", GATEWAY_API) else self.kind
        return f"{kind} {f'{self.namespace}/' if self.namespace else ''}{self.name}"


def manifest(whole: Mapping[str, Any]) -> Manifest:
    """The object of a YAML document that has a kind and a name."""
    group, slash, _ = str(whole.get("apiVersion", "")).partition("/")
    metadata = mapping(whole, "metadata")
    kind = str(whole["kind"])
    namespace = "" if kind in _OF_CLUSTER else str(metadata.get("namespace") or "default")
    return Manifest(kind, group if slash else "", namespace, str(metadata["name"]), whole)


@dataclass(frozen=True)
class Manifests:
    """All objects of a folder."""

    everything: tuple[Manifest, ...]

    @classmethod
    def of(cls, found: Iterable[Manifest]) -> Manifests:
        """The objects in their order."""
        return cls(tuple(sorted(found)))

    def kind(self, kind: str, group: str | None = None) -> tuple[Manifest, ...]:
        """The objects of a kind, by namespace and name."""
        found = self._by_kind.get(kind, ())
        return tuple(one for one in found if group is None or one.group == group)

    def find(self, kind: str, namespace: str, name: str, group: str | None = None) -> Manifest | None:
        """The object with a name, if the folder has it."""
        found = self._by_name.get((kind, namespace, name), ())
        return next((one for one in found if group is None or one.group == group), None)

    def without(self, removed: Manifest) -> Manifests:
        """The same objects but one."""
        return Manifests(tuple(one for one in self.everything if one != removed))

    @cached_property
    def _by_kind(self) -> Mapping[str, tuple[Manifest, ...]]:
        found: dict[str, list[Manifest]] = {}
        for one in self.everything:
            found.setdefault(one.kind, []).append(one)
        return {kind: tuple(some) for kind, some in found.items()}

    @cached_property
    def _by_name(self) -> Mapping[tuple[str, str, str], tuple[Manifest, ...]]:
        found: dict[tuple[str, str, str], list[Manifest]] = {}
        for one in self.everything:
            found.setdefault((one.kind, one.namespace, one.name), []).append(one)
        return {name: tuple(some) for name, some in found.items()}
