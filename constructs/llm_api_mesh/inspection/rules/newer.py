"""Fields that an older release's definitions don't have: its API server refuses them, or drops them without a word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from llm_api_mesh.inspection.rules.findings import POLICIES, Finding, Object, places
from llm_api_mesh.releases import IstioRelease, Since

_OF_ALL = tuple(path for path in POLICIES if not path.endswith("[]"))


@dataclass(frozen=True, kw_only=True)
class NewerField:
    """A field that came with a release, or one value of it."""

    kind: str
    paths: tuple[str, ...]
    value: str | None = None
    """Only this value is new; None: the field is."""
    release: IstioRelease = "1.31"

    @property
    def since(self) -> Since:
        """What is said of it."""
        return Since(self.release, self.value or self.paths[0].rpartition(".")[2])


NEWER_FIELDS = (
    NewerField(
        kind="DestinationRule",
        paths=tuple(f"{policy}.connectionPool.http.http2KeepAlive" for policy in POLICIES),
    ),
    NewerField(
        kind="DestinationRule",
        paths=tuple(f"{policy}.loadBalancer.zoneAwareLbSetting" for policy in POLICIES),
    ),
    NewerField(
        kind="DestinationRule",
        paths=tuple(f"{policy}.retryBudget.budgetInterval" for policy in _OF_ALL),
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
"""But for those that istiod reads in no release yet: they are among the ignored ones."""


def find(item: Object, release: IstioRelease) -> Iterator[Finding]:
    """Find fields of an object that its release doesn't have."""
    for field in NEWER_FIELDS:
        if field.kind != item.get("kind") or not field.since.missing_in(release):
            continue
        for pattern in field.paths:
            for path, value in places(item, pattern):
                if field.value is None or field.value == value:
                    yield Finding(
                        path=path,
                        code="istio-release",
                        given=f'{field.value or "it"} with istio="{release}"',
                        allowed=f'istio="{field.release}" or newer, which brings {field.since.istio_field}',
                    )
