"""Fields that the definitions of an older release don't have: its API server refuses or drops them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from llm_api_mesh.errors import Problem
from llm_api_mesh.inspection.rules.fields import TRAFFIC_POLICIES, Object, values_at
from llm_api_mesh.releases import IstioRelease, Since

_WITHOUT_PORTS = tuple(path for path in TRAFFIC_POLICIES if not path.endswith("[]"))


@dataclass(frozen=True, kw_only=True)
class NewerField:
    """A field, or a value of a field, that a release has added."""

    kind: str
    paths: tuple[str, ...]
    value: str | None = None
    """Only this value is new. None: the field is new."""
    release: IstioRelease = "1.31"

    @property
    def since(self) -> Since:
        """The release, and the name for messages."""
        return Since(self.release, self.value or self.paths[0].rpartition(".")[2])


NEWER_FIELDS = (
    NewerField(
        kind="DestinationRule",
        paths=tuple(f"{policy}.connectionPool.http.http2KeepAlive" for policy in TRAFFIC_POLICIES),
    ),
    NewerField(
        kind="DestinationRule",
        paths=tuple(f"{policy}.loadBalancer.zoneAwareLbSetting" for policy in TRAFFIC_POLICIES),
    ),
    NewerField(
        kind="DestinationRule",
        paths=tuple(f"{policy}.retryBudget.budgetInterval" for policy in _WITHOUT_PORTS),
    ),
    NewerField(
        kind="EnvoyFilter",
        paths=("spec.configPatches[].patch.operation",),
        value="MERGE_AND_REPLACE_LIST",
    ),
    NewerField(kind="Gateway", paths=("spec.servers[].tls.insecureSkipVerify",)),
    NewerField(
        kind="Sidecar",
        paths=(
            "spec.inboundConnectionPool.http.http2KeepAlive",
            "spec.ingress[].connectionPool.http.http2KeepAlive",
        ),
    ),
    NewerField(kind="Sidecar", paths=("spec.ingress[].tls.insecureSkipVerify",)),
    NewerField(kind="VirtualService", paths=("spec.http[].redirect.prefixRewrite",)),
)
"""Without the fields that istiod reads in no release yet: those are in the table of ignored fields."""


def find(item: Object, release: IstioRelease) -> Iterator[Problem]:
    """Find fields of an object that the release doesn't have."""
    for field in NEWER_FIELDS:
        if field.kind != item.get("kind") or not field.since.missing_in(release):
            continue
        for pattern in field.paths:
            for path, value in values_at(item, pattern):
                if field.value is None or field.value == value:
                    yield Problem(
                        path,
                        "istio-release",
                        f'{field.since.istio_field} with istio="{release}"',
                        f'istio="{field.release}" or newer, which adds {field.since.istio_field}',
                        f"Remove {field.since.istio_field}.",
                    )
