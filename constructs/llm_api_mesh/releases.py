"""The Istio releases that an API can target, and the fields that not all of them have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

IstioRelease = Literal["1.30", "1.31"]
"""`major.minor` of the Istio control plane that reads the YAML."""

NEWEST: IstioRelease = "1.31"


@dataclass(frozen=True)
class Since:
    """Marks a field of the specification whose Istio field `release` added."""

    release: IstioRelease
    istio_field: str

    def missing_in(self, target: IstioRelease) -> bool:
        """Return whether `target` is older than the release that added the field."""
        return order(target) < order(self.release)


def order(release: IstioRelease) -> tuple[int, ...]:
    """Return the sort key of a release."""
    return tuple(int(part) for part in release.split("."))
