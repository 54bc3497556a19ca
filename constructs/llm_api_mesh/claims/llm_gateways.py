"""LLM gateways beside plain Gateways of the same pods, and what an API needs of the Gateway that it names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from llm_api_mesh import gateway_pods
from llm_api_mesh.checks import attachment
from llm_api_mesh.claims.owners import Owner, named
from llm_api_mesh.errors import Problem, listed, show
from llm_api_mesh.gateway_pods import KnownPods
from llm_api_mesh.plan.plan import Plan
from llm_api_mesh.spec.api import ApiSpec
from llm_api_mesh.spec.gateway import Gateway
from llm_api_mesh.spec.hosts import covers
from llm_api_mesh.spec.llm_gateway import ExistingPods, LlmGatewaySpec


class Neighbours:
    """The LLM gateways, and the APIs at plain Gateways, seen so far."""

    def __init__(self, pods: KnownPods) -> None:
        """Begin without any; `pods` says which Gateways share pods."""
        self._pods = pods
        self._plain: list[ApiSpec] = []
        self._gateways: list[LlmGatewaySpec] = []

    def add(self, api: ApiSpec) -> None:
        """Record an API."""
        if not api.llm_gateway:
            self._plain.append(api)

    def add_gateway(self, spec: LlmGatewaySpec) -> None:
        """Record an LLM gateway."""
        self._gateways.append(spec)

    def conflicts(self, api: ApiSpec) -> Iterator[Problem]:
        """Yield a problem for a plain Gateway with pods of an LLM gateway, if one of them would harm the other."""
        for spec in self._gateways:
            if self._changes_requests(spec, api):
                yield _dedicated("gateway", f"the pods of {named(spec)}", spec)
        for spec in self._gateways:
            for host, namespaces in _hosts_of_other_namespaces(api, spec):
                yield _of_other_namespaces(f"hosts[{api.hosts.index(host)}]", host, named(spec), namespaces)

    def conflicts_of_gateway(self, spec: LlmGatewaySpec) -> Iterator[Problem]:
        """Yield the same problems for an LLM gateway that is declared after the API."""
        for api in self._plain:
            if self._changes_requests(spec, api):
                yield _dedicated("pods", f"the pods of {named(api)}, which is at a plain Gateway", spec)
            for host, namespaces in _hosts_of_other_namespaces(api, spec):
                path = f"hosts[{namespaces[0]}][{spec.hosts[namespaces[0]].index(host)}]"
                yield _of_other_namespaces(path, host, named(api), [api.namespace])

    def _changes_requests(self, spec: LlmGatewaySpec, api: ApiSpec) -> bool:
        """Return whether an LLM gateway acts on the requests of an API at a plain Gateway of its pods."""
        pods = None if spec.shared or api.llm_gateway else self._pods.of(api)
        return pods is not None and pods.are_of(gateway_pods.of_llm_gateway(spec))


def unserved(plan: Plan, owner: Owner | None) -> Iterator[Problem]:
    """Yield a problem for what the Gateway in use doesn't serve, if `owner`, another construct, declares it."""
    api = plan.spec
    if isinstance(owner, LlmGatewaySpec) and api.llm_gateway:
        known = set(attachment.lacking(plan, api.llm_gateway))
        yield from (problem for problem in attachment.lacking(plan, owner.ref) if problem not in known)
        yield from attachment.differing(api.llm_gateway, owner.ref)
    if not isinstance(owner, ApiSpec) or isinstance(api.gateway, Gateway):
        return
    if api.namespace != owner.namespace:
        yield Problem(
            path="gateway.namespace",
            code="gateway-host",
            given=f'the Gateway of API "{owner.name}" in namespace "{owner.namespace}" for an API in namespace '
            f'"{api.namespace}"',
            allowed="a Gateway of the same namespace, because an API's own Gateway serves no other",
        )
    for index, host in enumerate(api.hosts):
        if not any(covers(served, host) for served in owner.hosts):
            yield Problem(
                path=f"hosts[{index}]",
                code="gateway-host",
                given=f'{show(host)} on the Gateway of API "{owner.name}"',
                allowed=f"a host that this Gateway serves: {', '.join(owner.hosts)}",
            )


def _dedicated(path: str, given: str, spec: LlmGatewaySpec) -> Problem:
    fix = f"Put the API behind {named(spec)}, or use other pods."
    if isinstance(spec.pods, ExistingPods):
        fix = f"Write pods=ExistingPods(..., shared=True) in {named(spec)}, or put the API behind it."
    return Problem(
        path=path,
        code="gateway-dedicated",
        given=given,
        allowed="pods of its own for an LLM gateway without shared=True, because it changes the requests of all hosts "
        "of its pods",
        fix=fix,
    )


def _hosts_of_other_namespaces(api: ApiSpec, spec: LlmGatewaySpec) -> Iterator[tuple[str, list[str]]]:
    """Return hosts of an API's own Gateway that an LLM gateway lists for other namespaces only, with those.

    Istio doesn't find that these servers have one host: by HTTPS, the pods then reject the whole port. It finds this if
    both list the host for one namespace, and leaves out the newer server.
    """
    own, pods = gateway_pods.of_api(api), gateway_pods.of_llm_gateway(spec)
    encrypted = spec.shared and spec.certificates and (spec.https_port, "HTTPS") in gateway_pods.own_ports(api)
    if not encrypted or own is None or not own.meets(pods):
        return
    for host in api.hosts:
        namespaces = [namespace for namespace, hosts in spec.hosts.items() if host in hosts]
        if namespaces and api.namespace not in namespaces:
            yield host, namespaces


def _of_other_namespaces(path: str, host: str, owner: str, namespaces: Sequence[str]) -> Problem:
    return Problem(
        path=path,
        code="host-claimed",
        given=f"{show(host)}, which {owner} has for {listed(namespaces, 'and')} on the same ingress gateway",
        allowed="one namespace for a host, because the pods reject all changes of a port on which two Gateways have a "
        "host for different namespaces by HTTPS",
        fix="Put the API behind the LLM gateway, or list its hosts for its own namespace.",
    )
