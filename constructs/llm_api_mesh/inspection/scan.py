"""A look at a file's text, before anything is read in detail: hardly any file needs more."""

from __future__ import annotations

import re

from llm_api_mesh.inspection.rules.ignored import IGNORED_FIELDS
from llm_api_mesh.inspection.rules.proxy_build import has_type
from llm_api_mesh.releases import IstioRelease

_TYPES = re.compile(r"""(?:@type|type_url|typeUrl)["']?: ["']?(?:[^\s"'/]*/)?([\w.]+)""")
_MARKS = sorted({field.mark for field in IGNORED_FIELDS})
_NAMES = re.compile(r"""^  name: ["']?([\w.-]+)""", re.MULTILINE)
_ISTIOS = re.compile(r"^apiVersion: (?:extensions|networking)\.istio\.io/", re.MULTILINE)


def suspicious(text: str, release: IstioRelease) -> bool:
    """Tell whether a field that istiod doesn't read, or a type that a proxy doesn't know, may be in a YAML text."""
    return any(mark in text for mark in _MARKS) or any(
        not has_type(kind, release) for kind in set(_TYPES.findall(text))
    )


def count(text: str) -> int:
    """Count the objects in a file."""
    return text.count("\napiVersion: ") + text.startswith("apiVersion: ")


def of_istio(text: str) -> bool:
    """Tell whether there is any object of Istio's in a text."""
    return bool(_ISTIOS.search(text))


def names(text: str) -> set[str]:
    """Find the names of the objects in a text, and maybe some words more."""
    return set(_NAMES.findall(text))
