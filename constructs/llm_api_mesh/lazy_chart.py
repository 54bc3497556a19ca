"""Charts that pass their objects to Node.js only if something needs them there.

To pass the objects of an API to Node.js, and to get their YAML back, takes most of the time of a synthesis. Without
patches and objects of one's own, nothing needs them there: the YAML is written from their descriptions.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cdk8s import Chart
from constructs import Construct, Node
from jsii import JSIIMeta

from llm_api_mesh.described import DescribedFile


def tree(scope: Construct) -> Node:
    """Return the tree below a construct as it is, without the objects that wait."""
    found: Node = Construct.node.fget(scope)  # type: ignore[attr-defined]
    return found


class _Made(JSIIMeta):
    """The class of lazy charts: it notes when a chart is made, because jsii reads the reference as it makes one."""

    def __call__(self, *positional: Any, **keywords: Any) -> Any:
        """Make a chart."""
        chart: LazyChart = super().__call__(*positional, **keywords)
        chart.is_made = True
        return chart


class LazyChart(Chart, metaclass=_Made):
    """A chart whose objects may wait: they are described, and Node.js doesn't have them.

    Whatever asks Node.js for the chart, or passes the chart to it, reads jsii's reference to the chart. Then the
    objects are declared first.
    """

    _reference: Any
    is_made = False
    """Whether jsii knows the chart."""
    _file: DescribedFile | None = None
    _declare_waiting: Callable[[], None]

    def wait(self, file: DescribedFile, declare: Callable[[], None]) -> None:
        """Describe the objects, which `declare` declares."""
        self._file = file
        self._declare_waiting = declare

    @property
    def described(self) -> DescribedFile | None:
        """The file with the objects that wait; None: no object waits."""
        return self._file

    def declare_objects(self) -> None:
        """Pass the objects that wait to Node.js."""
        if self._file:
            self._file = None
            self._declare_waiting()

    @property
    def __jsii_ref__(self) -> Any:
        """What jsii passes to Node.js in place of the chart."""
        if self.is_made:
            self.declare_objects()
        return self._reference

    @__jsii_ref__.setter
    def __jsii_ref__(self, reference: Any) -> None:
        self._reference = reference
