"""All rules for the objects of one file."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from llm_api_mesh.errors import Problem
from llm_api_mesh.inspection.rules import (
    destination_rules,
    envoy_filters,
    gateway_patches,
    http_routes,
    ignored,
    newer,
    pool_services,
    provider_tls,
    proxy_build,
    rejected_values,
    sizes,
    unknown,
    virtual_services,
)
from llm_api_mesh.inspection.rules.fields import Object, name_of
from llm_api_mesh.inspection.rules.subsets import Subsets
from llm_api_mesh.plan.llm_gateway.plan import GatewayPlan
from llm_api_mesh.plan.plan import Plan
from llm_api_mesh.releases import IstioRelease
from llm_api_mesh.spec.llm_gateway_ref import LlmGatewayRef


def inspect_objects(
    name: str,
    release: IstioRelease,
    objects: Sequence[Object],
    plan: Plan | None = None,
    gateway: GatewayPlan | None = None,
) -> list[Problem]:
    """Return a problem for each field that doesn't do what it seems to do.

    Args:
        name: Name of the file's API, or of its chart.
        release: Istio release of the cluster.
        objects: All objects of the file.
        plan: Plan of the API, if the file is an API's.
        gateway: Plan of the LLM gateway, if the file is a gateway's.
    """
    found = [problem for item in objects for problem in _in(item, _by_object(item, release, objects, plan))]
    if gateway:
        found += provider_tls.find_missing(objects, gateway)
    return [problem.of(name) for problem in found]


def inspect_of_api(name: str, objects: Iterable[Object], plan: Plan) -> list[Problem]:
    """Return the problems of objects that only an API's own file can have."""
    found = [problem for item in objects for problem in _in(item, gateway_patches.find_for_all_apis(item, plan.spec))]
    return [problem.of(name) for problem in found]


def inspect_at_gateway(name: str, objects: Iterable[Object]) -> list[Problem]:
    """Return the problems of objects that only the file of an API for the gateway's namespace can have."""
    return [problem.of(name) for item in objects for problem in _in(item, gateway_patches.find_other_kind(item))]


def inspect_own(name: str, objects: Iterable[Object], gateways: Collection[LlmGatewayRef]) -> list[Problem]:
    """Return the problems of objects in a user's own chart, beside APIs at LLM gateways of other programs."""
    return [
        problem.of(name)
        for item in objects
        for gateway in gateways
        for problem in _in(item, gateway_patches.find_in_own_chart(item, gateway))
    ]


def inspect_providers(name: str, objects: Iterable[Object], gateways: Iterable[GatewayPlan]) -> list[Problem]:
    """Return the problems of objects of any chart that weaken the TLS to the providers of an LLM gateway."""
    found = (problem for item in objects for plan in gateways for problem in _in(item, provider_tls.find(item, plan)))
    return [problem.of(name) for problem in found]


def inspect_files(files: Mapping[str, Sequence[Object]], release: IstioRelease) -> Iterator[tuple[str, list[Problem]]]:
    """Yield each file's name with the problems of its objects, whoever has written them.

    Settings of two objects are compared if one file has both. The subsets of routes are looked up in all files.
    """
    subsets = Subsets(one for objects in files.values() for one in objects)
    for name, objects in files.items():
        yield name, [*inspect_objects(name, release, objects), *inspect_subsets(name, objects, subsets)]


def inspect_subsets(name: str, objects: Iterable[Object], known: Subsets) -> list[Problem]:
    """Return the problems of routes to subsets, given those of all files."""
    return [problem.of(name) for item in objects for problem in _in(item, known.find(item))]


def inspect_fields(name: str, release: IstioRelease, item: Object) -> list[Problem]:
    """Return the problems of single fields, which don't depend on other fields or objects."""
    return [problem.of(name) for problem in _in(item, _by_field(item, release))]


def _in(item: Object, problems: Iterable[Problem]) -> Iterator[Problem]:
    for problem in problems:
        yield replace(problem, path=f"{name_of(item)}.{problem.path}")


def _by_field(item: Object, release: IstioRelease) -> Iterator[Problem]:
    yield from unknown.find(item)
    yield from ignored.find(item, release)
    yield from newer.find(item, release)
    if item.get("kind") == "EnvoyFilter":
        yield from proxy_build.find(item, release)


def _by_object(item: Object, release: IstioRelease, objects: Sequence[Object], plan: Plan | None) -> Iterator[Problem]:
    yield from _by_field(item, release)
    yield from sizes.find(item, of_api=plan is not None)
    kind = item.get("kind")
    if kind == "DestinationRule":
        yield from destination_rules.find(item, objects)
        yield from pool_services.find(item)
    elif kind == "HTTPRoute":
        yield from http_routes.find(item)
    elif kind == "VirtualService":
        yield from virtual_services.find(item, objects)
        if plan and plan.spec.llm_gateway:
            yield from virtual_services.find_commands(item)
            yield from virtual_services.find_large_expressions(item)
            yield from rejected_values.find(item)
    elif kind == "EnvoyFilter":
        yield from envoy_filters.find(item, objects)
        if plan:
            yield from gateway_patches.find(item, plan.spec)
