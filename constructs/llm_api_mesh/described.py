"""Descriptions of objects and files: what an API's chart will contain, before anything passes it to Node.js."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from cdk8s import ApiObject
from constructs import Construct

Kind_co = TypeVar("Kind_co", bound=ApiObject, covariant=True)


class Described(Generic[Kind_co]):
    """An object of a chart: the imported class, the id in the chart, and the class' keywords."""

    def __init__(self, kind: type[Kind_co], id: str, **keywords: Any) -> None:  # noqa: A002  # cdk8s' word
        self.kind = kind
        self.id = id
        self.keywords: Mapping[str, Any] = keywords

    def declare(self, chart: Construct) -> Kind_co:
        """Add the object to its chart."""
        return self.kind(chart, self.id, **self.keywords)


@dataclass(frozen=True)
class DescribedFile:
    """A chart whose objects are described."""

    name: str
    """The name of the chart and of its file."""
    namespace: str
    labels: Mapping[str, str]
    objects: Sequence[Described[ApiObject]]
