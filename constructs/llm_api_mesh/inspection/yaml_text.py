"""Facts about a YAML file, found in its text without parsing it."""

from __future__ import annotations

import re

from llm_api_mesh.inspection.rules.ignored import IGNORED_FIELDS
from llm_api_mesh.inspection.rules.proxy_build import has_type
from llm_api_mesh.releases import IstioRelease

_TYPES = re.compile(r"""(?:@type|type_url|typeUrl)["']?: ["']?(?:[^\s"'/]*/)?([\w.]+)""")
_MARKS = sorted({field.mark for field in IGNORED_FIELDS})
_NAMES = re.compile(r"""^  name: ["']?([\w.-]+)""", re.MULTILINE)
_READ = re.compile(
    r"^apiVersion: (?:(?:extensions|networking|security|telemetry)\.istio|gateway\.networking\.k8s)\.io/", re.MULTILINE
)


def is_suspicious(text: str, release: IstioRelease) -> bool:
    """Return whether the text may contain a field that istiod ignores, or an extension that the proxy lacks."""
    return any(mark in text for mark in _MARKS) or any(
        not has_type(kind, release) for kind in set(_TYPES.findall(text))
    )


def count_objects(text: str) -> int:
    """Return the number of objects."""
    return text.count("\napiVersion: ") + text.startswith("apiVersion: ")


def has_object_to_read(text: str) -> bool:
    """Return whether an object is one of Istio's, or a route of the Gateway API."""
    return bool(_READ.search(text))


def object_names(text: str) -> set[str]:
    """Return the names of all objects, and possibly some other words."""
    return set(_NAMES.findall(text))
