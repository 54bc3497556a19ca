"""The manifests of described objects, as cdk8s makes them: objects get the labels and the namespace of their chart."""

from __future__ import annotations

from functools import cache
from typing import Any

from cdk8s import ApiObject

from llm_api_mesh.described import Described, DescribedFile
from llm_api_mesh.manifests.structs import Plain, plain

_KNOWN = ("llm_api_mesh_crds_", "cdk8s-plus-27.k8s.KubeService")
"""How the names of the classes begin whose manifests can be made here."""


def is_known(file: DescribedFile) -> bool:
    """Return whether the manifests of all objects of a file can be made here."""
    return all(_imported(item.kind).__jsii_type__.startswith(_KNOWN) for item in file.objects)


def manifests(file: DescribedFile) -> list[Plain]:
    """Return the manifests of all objects of a file."""
    return [_manifest(file, item) for item in file.objects]


def _manifest(file: DescribedFile, item: Described[ApiObject]) -> Plain:
    version, kind = _version_and_kind(_imported(item.kind))
    fields = {name: plain(value) for name, value in item.keywords.items() if value is not None}
    metadata = {"namespace": file.namespace, **fields.pop("metadata")}
    metadata["labels"] = {**file.labels, **metadata.get("labels", {})}
    return {"apiVersion": version, "kind": kind, "metadata": metadata, **fields}


@cache
def _imported(kind: type[ApiObject]) -> Any:
    """Return the imported class under a class of this package."""
    return next(one for one in kind.__mro__ if "__jsii_declared_type__" in vars(one))


@cache
def _version_and_kind(kind: Any) -> tuple[str, str]:
    found = kind.GVK  # a call to Node.js
    return found.api_version, found.kind
