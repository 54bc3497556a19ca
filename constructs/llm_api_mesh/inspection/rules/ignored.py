"""Fields that the definitions have and istiod doesn't read, by release."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from llm_api_mesh.inspection.rules.findings import POLICIES, Finding, Object, places
from llm_api_mesh.releases import IstioRelease

_BOTH: tuple[IstioRelease, ...] = ("1.30", "1.31")


@dataclass(frozen=True, kw_only=True)
class IgnoredField:
    """A field without effect, or one value of it."""

    kind: str
    paths: tuple[str, ...]
    releases: tuple[IstioRelease, ...]
    instead: str
    value: str | None = None
    """Only this value has no effect; None: no value has any."""

    @property
    def mark(self) -> str:
        """What is surely in the YAML where this is."""
        return self.value or self.paths[0].rpartition(".")[2].removesuffix("[]")


def _of_policies(field: str) -> tuple[str, ...]:
    return tuple(f"{policy}.{field}" for policy in POLICIES)


IGNORED_FIELDS = (
    IgnoredField(
        kind="DestinationRule",
        paths=_of_policies("outlierDetection.outlierDetectionHttpErrorCodes"),
        releases=_BOTH,  # new in the definitions of 1.31; the code came later, on the branch that becomes 1.32
        instead="consecutiveGatewayErrors, which counts 502, 503 and 504",
    ),
    IgnoredField(
        kind="DestinationRule",
        paths=_of_policies("outlierDetection.consecutiveErrors"),
        releases=_BOTH,
        instead="consecutiveGatewayErrors",
    ),
    IgnoredField(
        kind="EnvoyFilter",
        paths=("spec.configPatches[].applyTo",),
        value="BOOTSTRAP",
        releases=_BOTH,
        instead="the annotation sidecar.istio.io/bootstrapOverride of the proxy's pod",
    ),
    IgnoredField(
        kind="EnvoyFilter",
        paths=("spec.configPatches[].match.context",),
        value="WAYPOINT",
        releases=_BOTH,
        instead="context: SIDECAR_INBOUND, by which a waypoint's listeners are patched, too",
    ),
    IgnoredField(
        kind="EnvoyFilter",
        paths=("spec.configPatches[].match.waypoint",),
        releases=_BOTH,
        instead="match.listener with context: SIDECAR_INBOUND, which is a waypoint's, too",
    ),
    IgnoredField(
        kind="EnvoyFilter",
        paths=("spec.configPatches[].patch.filterClass",),
        releases=_BOTH,
        instead="operation: INSERT_BEFORE or INSERT_AFTER, and the filter's name in match.listener",
    ),
    IgnoredField(
        kind="EnvoyFilter",
        paths=("spec.configPatches[].match.listener.portName",),
        releases=_BOTH,
        instead="match.listener.portNumber",
    ),
    IgnoredField(
        kind="Gateway",
        paths=("spec.servers[].defaultEndpoint",),
        releases=_BOTH,
        instead="a VirtualService, which says where requests go",
    ),
    IgnoredField(
        kind="VirtualService",
        paths=("spec.http[].fault.delay.exponentialDelay",),
        releases=_BOTH,
        instead="fault.delay.fixedDelay",
    ),
    IgnoredField(
        kind="VirtualService",
        paths=("spec.http[].fault.abort.http2Error",),
        releases=_BOTH,
        instead="fault.abort.httpStatus",
    ),
    IgnoredField(
        kind="VirtualService",
        paths=("spec.tcp[].match[].sourceSubnet",),
        releases=_BOTH,
        instead="match.sourceLabels, or an AuthorizationPolicy",
    ),
    IgnoredField(
        kind="WasmPlugin",
        paths=("spec.verificationKey",),
        releases=_BOTH,
        instead="sha256, by which the plugin's file is verified",
    ),
)


def find(item: Object, release: IstioRelease) -> Iterator[Finding]:
    """Find fields of an object that its istiod doesn't read."""
    for field in IGNORED_FIELDS:
        if field.kind != item.get("kind") or release not in field.releases:
            continue
        for pattern in field.paths:
            for path, value in places(item, pattern):
                if field.value is None or field.value == value:
                    what = f"{value}, which" if field.value else "a field that"
                    yield Finding(
                        path=path,
                        code="field-ignored",
                        given=f"{what} Istio {release} never looks at",
                        allowed=field.instead,
                    )
