"""The targets of an LlmGateway with many APIs, and whether they are met."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bench.measuring.scale.figures import Case, Figure, Variant, clusters, istiod_cpu, listeners, memory, push, routes
from bench.measuring.targets import Target

MEBIBYTE = 1024**2

# With one API, most of each figure is constant.
_LISTENERS_AT = 200
_SEVERAL = 50

_LARGEST_OBJECT = 262_144
_RATIO = 1.5
# For the noise of two measurements. With 1, 50 and 500 APIs, a quadratic figure would have 11.
_LINEAR = 1.25


def targets(cases: Sequence[Case]) -> Iterator[Target]:
    """The targets, for the cases of one kind of hosts."""
    several = [case for case in cases if case.apis >= _SEVERAL]
    for case in several:
        if case.apis == _LISTENERS_AT:
            mebibytes = listeners(case.variants[Variant.PATCHED]) / MEBIBYTE
            yield Target(f"listeners of {case.apis} APIs, MiB", 1, mebibytes)
    if several:
        yield Target("memory / without patches", _RATIO, max(ratio(case, memory) for case in several))
        yield Target("push of a change / without patches", _RATIO, max(ratio(case, push) for case in several))
        yield Target("istiod's CPU time / without patches", _RATIO, max(ratio(case, istiod_cpu) for case in several))
    if len(cases) > len(several) > 1:
        growing = {"routes": routes, "clusters": clusters, "memory": memory, "istiod's CPU time": istiod_cpu}
        for name, figure in growing.items():
            yield Target(f"growth of {name}, later / earlier", _LINEAR, _growth(cases, figure))
    yield Target("largest object of the gateway, bytes", _LARGEST_OBJECT, max(case.largest_object for case in cases))


def ratio(case: Case, figure: Figure) -> float:
    """A figure with patches, relative to the one without."""
    return figure(case.variants[Variant.PATCHED]) / figure(case.variants[Variant.PLAIN])


def _growth(cases: Sequence[Case], figure: Figure) -> float:
    """What each of the last APIs adds, relative to each of the first ones."""
    points = [(case.apis, figure(case.variants[Variant.PATCHED])) for case in cases]
    (first, low), (middle, between), (last, high) = points[0], points[1], points[-1]
    return ((high - between) / (last - middle)) / ((between - low) / (middle - first))
