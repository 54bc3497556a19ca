"""Fields that the definitions have and istiod doesn't read, by release."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from llm_api_mesh.errors import Problem
from llm_api_mesh.inspection.rules.fields import TRAFFIC_POLICIES, Object, values_at
from llm_api_mesh.releases import IstioRelease

_BOTH: tuple[IstioRelease, ...] = ("1.30", "1.31")


@dataclass(frozen=True, kw_only=True)
class IgnoredField:
    """A field without effect, or a value without effect."""

    kind: str
    paths: tuple[str, ...]
    releases: tuple[IstioRelease, ...]
    instead: str
    value: str | None = None
    """Only this value has no effect. None: no value has an effect."""

    @property
    def mark(self) -> str:
        """A string that every YAML with this field or value contains."""
        return self.value or self.field

    @property
    def field(self) -> str:
        """The last step of the field's paths."""
        return self.paths[0].rpartition(".")[2].removesuffix("[]")


def _in_policies(field: str) -> tuple[str, ...]:
    return tuple(f"{policy}.{field}" for policy in TRAFFIC_POLICIES)


IGNORED_FIELDS = (
    IgnoredField(
        kind="DestinationRule",
        paths=_in_policies("outlierDetection.outlierDetectionHttpErrorCodes"),
        releases=_BOTH,  # new in the definitions of 1.31; the code came later, on the branch that becomes 1.32
        instead="consecutiveGatewayErrors, which counts 502, 503 and 504",
    ),
    IgnoredField(
        kind="DestinationRule",
        paths=_in_policies("outlierDetection.consecutiveErrors"),
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
        instead="context: SIDECAR_INBOUND, which also patches the listeners of waypoints",
    ),
    IgnoredField(
        kind="EnvoyFilter",
        paths=("spec.configPatches[].match.waypoint",),
        releases=_BOTH,
        instead="match.listener with context: SIDECAR_INBOUND, which also matches waypoints",
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
        instead="a VirtualService, which routes the requests",
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
        instead="sha256, which verifies the file of the plugin",
    ),
)


def find(item: Object, release: IstioRelease) -> Iterator[Problem]:
    """Find fields of an object that istiod of the release doesn't read."""
    for field in IGNORED_FIELDS:
        if field.kind != item.get("kind") or release not in field.releases:
            continue
        for pattern in field.paths:
            for path, value in values_at(item, pattern):
                if field.value is None or field.value == value:
                    what = f"{field.field}: {value}" if field.value else field.field
                    yield Problem(
                        path,
                        "field-ignored",
                        f"Istio {release} ignores {what}",
                        "fields that istiod reads",
                        f"Use {field.instead}.",
                    )
