"""The objects that the package itself has declared in a chart, and whether the user has patched them."""

from __future__ import annotations

from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from cdk8s import ApiObject
from constructs import Construct

from llm_api_mesh.releases import IstioRelease


@dataclass
class ChartRecord:
    """The objects that resource modules have declared in a chart."""

    objects: list[ApiObject] = field(default_factory=list)
    patched: bool = False
    """Whether the user has patched one of them."""
    patch_release: IstioRelease | None = None
    """If set, patches are inspected at once, for this release: a plain `cdk8s.App` doesn't gather problems."""


_records: WeakKeyDictionary[Construct, ChartRecord] = WeakKeyDictionary()


def record_of(chart: Construct) -> ChartRecord:
    """Return the record of a chart, which is empty at first."""
    return _records.setdefault(chart, ChartRecord())
