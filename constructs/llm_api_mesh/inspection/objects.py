"""All that the guard knows, asked of the objects of one file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from llm_api_mesh.errors import Problem
from llm_api_mesh.inspection.rules import (
    destination_rules,
    envoy_filters,
    ignored,
    newer,
    proxy_build,
    virtual_services,
)
from llm_api_mesh.inspection.rules.findings import Finding, Object, at, name_of, policies
from llm_api_mesh.plan.plan import Plan
from llm_api_mesh.releases import IstioRelease
from llm_api_mesh.spec.mesh import Mesh

# Istio's root namespace by default: what is there holds for all namespaces.
_EVERYWHERE = "istio-system"


def inspect_objects(
    name: str, release: IstioRelease, objects: Sequence[Object], mesh: Mesh | None = None
) -> list[Problem]:
    """Give a problem for each field of a file's objects that doesn't do what it says; `mesh` is whose file it is."""
    found = [(name_of(item), one) for item in objects for one in _in_object(item, release, objects, mesh)]
    found += [("DestinationRule", one) for one in (_unruled(objects, mesh) if mesh else ())]
    return [_problem(name, item, one) for item, one in found]


def inspect_fields(name: str, release: IstioRelease, item: Object) -> list[Problem]:
    """Give those that there are whatever stands beside the object."""
    return [_problem(name, name_of(item), one) for one in _in_fields(item, release)]


def _problem(name: str, item: str, found: Finding) -> Problem:
    return Problem(
        mesh=name,
        path=f"{item}.{found.path}",
        code=found.code,
        given=found.given,
        allowed=found.allowed,
        fix=found.fix,
    )


def _in_fields(item: Object, release: IstioRelease) -> Iterator[Finding]:
    yield from ignored.find(item, release)
    yield from newer.find(item, release)
    if item.get("kind") == "EnvoyFilter":
        yield from proxy_build.find(item, release)


def _in_object(item: Object, release: IstioRelease, objects: Sequence[Object], mesh: Mesh | None) -> Iterator[Finding]:
    yield from _in_fields(item, release)
    kind = item.get("kind")
    if kind == "DestinationRule":
        yield from destination_rules.find(item, objects)
        if mesh:
            yield from _unverified(item, mesh)
    elif kind == "VirtualService":
        yield from virtual_services.find(item, objects)
    elif kind == "EnvoyFilter":
        yield from envoy_filters.find(item, objects)
        if mesh:
            yield from _elsewhere(item, mesh)


def _unverified(item: Object, mesh: Mesh) -> Iterator[Finding]:
    """A provider's key goes to nobody whose certificate isn't looked at."""
    address = _addresses(mesh).get(at(item, "spec.host"))
    for policy in policies(item) if address else ():
        tls: Any = policy.in_force.get("tls") or {}
        if tls.get("mode") not in {"SIMPLE", "MUTUAL"} or tls.get("insecureSkipVerify"):
            yield _open_to_anybody(f"{policy.path}.tls", "tls that verifies no certificate", str(address))


def _unruled(objects: Sequence[Object], mesh: Mesh) -> Iterator[Finding]:
    """Nor to anybody without TLS, which a DestinationRule brings."""
    ruled = {at(one, "spec.host") for one in objects if one.get("kind") == "DestinationRule" and policies(one)}
    for host, address in _addresses(mesh).items():
        if host not in ruled:
            yield _open_to_anybody("spec.host", f"no rule for {host}, and so no TLS", address)


def _addresses(mesh: Mesh) -> dict[str, str]:
    """The providers' own names, by those in Istio's registry."""
    externals = ((target.host, target.backend.external_service) for target in Plan(mesh).backends)
    return {host: service.address for host, service in externals if service}


def _open_to_anybody(path: str, given: str, address: str) -> Finding:
    return Finding(
        path=path,
        code="combination-ignored",
        given=f"{given}, on the way of the key for {address}: whoever answers in its place would get the key",
        allowed="tls with mode: SIMPLE, sni and subjectAltNames",
    )


def _elsewhere(item: Object, mesh: Mesh) -> Iterator[Finding]:
    """An EnvoyFilter for the mesh's gateway is of no use in a namespace where no pod of it is."""
    namespace = at(item, "metadata.namespace")
    labels: Any = at(item, "spec.workloadSelector.labels") or {}
    patches = at(item, "spec.configPatches") or ()
    for_gateway = any(at(patch, "match.context") == "GATEWAY" for patch in patches)
    # With other labels, or none, it is for another gateway.
    own = isinstance(labels, Mapping) and mesh.gateway.selector.items() <= labels.items()
    if for_gateway and own and namespace not in {mesh.gateway.pod_namespace, _EVERYWHERE}:
        yield Finding(
            path="metadata.namespace",
            code="combination-ignored",
            given=f"{namespace}, where no pod of the gateway is that it is for, and so nothing to patch",
            allowed=f"the namespace of these pods: {mesh.gateway.pod_namespace}",
        )
