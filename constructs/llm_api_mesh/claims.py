"""The names, ports and hosts that each API of an app claims, and which API claimed them first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from llm_api_mesh import gateway_pods
from llm_api_mesh.checks import attachment
from llm_api_mesh.checks.reach import Reach, same_pods, selector_of
from llm_api_mesh.errors import Problem, listed, show
from llm_api_mesh.gateway_pods import GatewayPods
from llm_api_mesh.plan.llm_gateway.plan import GATEWAY_PODS, GatewayPlan
from llm_api_mesh.plan.owned_objects import OwnedObject
from llm_api_mesh.plan.plan import Plan
from llm_api_mesh.plan.pod_access import share_pods
from llm_api_mesh.plan.target import LeafTarget
from llm_api_mesh.spec.caller import Caller
from llm_api_mesh.spec.gateway import Gateway, GatewayKey
from llm_api_mesh.spec.hosts import ANY_HOST, covers, overlap
from llm_api_mesh.spec.llm_gateway import ExistingPods, LlmGatewaySpec
from llm_api_mesh.spec.mesh import Mesh
from llm_api_mesh.spec.names import compatible

_NO_PODS: Mapping[GatewayKey, GatewayPods] = MappingProxyType({})


def conflicts_of_app(
    plans: Iterable[Plan], gateways: Iterable[GatewayPlan], pods: Mapping[GatewayKey, GatewayPods] = _NO_PODS
) -> list[Problem]:
    """Return the conflicts between the APIs and the LLM gateways of an app, which don't depend on their order.

    `pods` are those of Gateways that are neither an API's nor an LLM gateway's.
    """
    apis = sorted(plans, key=lambda plan: plan.spec.name)
    claims = Claims(pods)
    problems: list[Problem] = []
    for gateway in sorted(gateways, key=lambda plan: plan.spec.name):
        if found := claims.conflicts_of_gateway(gateway):
            problems += found
        else:
            claims.add_gateway(gateway)
    for plan in apis:
        if found := claims.conflicts(plan):
            problems += found
        else:
            claims.add(plan)
    return [*problems, *(problem for plan in apis for problem in claims.unserved(plan))]


def same_file(name: str) -> Problem:
    """Return the problem of an API or an LLM gateway, one of whose files is another construct's as well."""
    return Problem(
        mesh=name,
        path="name",
        code="mesh-duplicate",
        given=f'"{name}", which another chart of the app has',
        allowed="a name that no other chart has, because it is also the name of the file",
    )


class Claims:
    """The names and hosts of the APIs seen so far."""

    def __init__(self, pods: Mapping[GatewayKey, GatewayPods] = _NO_PODS) -> None:
        """Begin with the pods of Gateways that are neither an API's nor an LLM gateway's."""
        self._pods = dict(pods)
        self._objects: dict[tuple[str, str, str], Mesh | LlmGatewaySpec] = {}
        self._ports: defaultdict[tuple[int, str], list[Mesh]] = defaultdict(list)
        self._hosts: defaultdict[str, list[Mesh]] = defaultdict(list)
        self._selectors: defaultdict[tuple[str, str, str], list[_Pool]] = defaultdict(list)
        self._reaches: defaultdict[tuple[str, ...], list[Reach]] = defaultdict(list)
        self._certificates: defaultdict[str, list[Mesh]] = defaultdict(list)
        self._plain: list[Mesh] = []
        self._dedicated: list[LlmGatewaySpec] = []
        self._shared: list[LlmGatewaySpec] = []

    def conflicts(self, plan: Plan) -> list[Problem]:
        """Yield a problem for each claim that another API has already made."""
        mesh = plan.spec
        found = [*self._objects_taken(plan.owned_objects), *self._ports_taken(mesh), *self._hosts_taken(mesh)]
        found += [*self._certificates_taken(mesh), *self._dedicated_to_llm_apis(mesh), *self._pods_shared(plan)]
        found += self._access_shared(plan)
        found += self._two_sidecars(plan)
        found += [
            _of_other_namespaces(f"hosts[{mesh.hosts.index(host)}]", host, _named(spec), namespaces)
            for spec in self._shared
            for host, namespaces in _hosts_of_other_namespaces(mesh, spec)
        ]
        return [problem.of(mesh.name) for problem in found]

    def add(self, plan: Plan) -> None:
        """Record the claims of an API."""
        mesh = plan.spec
        for owned in plan.owned_objects:
            self._objects[owned.key] = mesh
        if isinstance(mesh.gateway, Gateway) and (pods := gateway_pods.of_api(mesh)):
            self._pods[mesh.gateway_key] = pods
        for port, protocol in gateway_pods.own_ports(mesh):
            self._ports[port, protocol].append(mesh)
        for host in mesh.hosts:
            self._hosts[host].append(mesh)
        for name in _certificates(mesh):
            self._certificates[name].append(mesh)
        self._add_pods(plan)
        if not mesh.llm_gateway:
            self._plain.append(mesh)

    def _add_pods(self, plan: Plan) -> None:
        for pool in _pools(plan):
            for label in pool.selector.items():
                self._selectors[(plan.spec.namespace, *label)].append(pool)
        for target in plan.leaf_targets:
            for key in _pod_keys(target):
                self._reaches[key].append(Reach(plan.spec, target))

    def conflicts_of_gateway(self, plan: GatewayPlan) -> list[Problem]:
        """Give a problem for what an LLM gateway needs for itself and an API or another gateway has already."""
        found = [*self._objects_taken(plan.owned_objects), *self._neighbours(plan.spec)]
        return [problem.of(plan.spec.name) for problem in found]

    def add_gateway(self, plan: GatewayPlan) -> None:
        """Take the objects of an LLM gateway."""
        for owned in plan.owned_objects:
            self._objects[owned.key] = plan.spec
        self._pods[GatewayKey(plan.spec.namespace, plan.spec.name)] = gateway_pods.of_llm_gateway(plan.spec)
        (self._shared if plan.spec.shared else self._dedicated).append(plan.spec)

    def unserved(self, plan: Plan) -> Iterator[Problem]:
        """Yield a problem for what the Gateway in use doesn't serve, if another construct of the app declares it."""
        mesh = plan.spec
        owner = self._objects.get(("Gateway", *mesh.gateway_key))
        if isinstance(owner, LlmGatewaySpec) and mesh.llm_gateway:
            known = set(attachment.lacking(plan, mesh.llm_gateway))
            found = [problem for problem in attachment.lacking(plan, owner.ref) if problem not in known]
            found += attachment.differing(mesh.llm_gateway, owner.ref)
            yield from (problem.of(mesh.name) for problem in found)
        if not isinstance(owner, Mesh) or isinstance(mesh.gateway, Gateway):
            return
        if mesh.namespace != owner.namespace:
            yield Problem(
                mesh=mesh.name,
                path="gateway.namespace",
                code="gateway-host",
                given=f'the Gateway of API "{owner.name}" in namespace "{owner.namespace}" for an API in namespace '
                f'"{mesh.namespace}"',
                allowed="a Gateway of the same namespace, because an API's own Gateway serves no other",
            )
        for index, host in enumerate(mesh.hosts):
            if not any(covers(served, host) for served in owner.hosts):
                yield Problem(
                    mesh=mesh.name,
                    path=f"hosts[{index}]",
                    code="gateway-host",
                    given=f'{show(host)} on the Gateway of API "{owner.name}"',
                    allowed=f"a host that this Gateway serves: {', '.join(owner.hosts)}",
                )

    def _objects_taken(self, objects: Iterable[OwnedObject]) -> Iterator[Problem]:
        seen: set[str] = set()
        for kind, namespace, name, path, _ in objects:
            owner = self._objects.get((kind, namespace, name))
            if owner and path not in seen:  # all names that follow from one field are one conflict
                seen.add(path)
                if kind == GATEWAY_PODS:
                    yield _pods_taken(owner)
                    continue
                service = kind == "Service" and isinstance(owner, Mesh)
                yield Problem(
                    path=path,
                    code="service-claimed" if service else "name-taken",
                    given=f'{kind} "{name}" in namespace "{namespace}", which {_named(owner)} already has',
                    allowed="a Service for each API, because two policies for one Service would replace each other"
                    if service
                    else "one object for each kind, name and namespace",
                )

    def _ports_taken(self, mesh: Mesh) -> Iterator[Problem]:
        for port, protocol in gateway_pods.own_ports(mesh):
            other_protocol = "HTTPS" if protocol == "HTTP" else "HTTP"
            for other in self._ports[port, other_protocol]:
                if _share_pods(mesh, other):
                    yield Problem(
                        path=f"gateway.{protocol.lower()}_port",
                        code="port-claimed",
                        given=f'{port} for {protocol}, which API "{other.name}" uses for {other_protocol} on the same '
                        "ingress gateway",
                        allowed="one protocol for each port of a gateway, because Istio drops the other server",
                    )

    def _hosts_taken(self, mesh: Mesh) -> Iterator[Problem]:
        for index, host in enumerate(mesh.hosts):
            for claimed in sorted(self._near(host)):
                for other in self._hosts[claimed]:
                    if allowed := self._conflict(mesh, other, same_host=host == claimed):
                        yield Problem(
                            path=f"hosts[{index}]",
                            code="host-claimed",
                            given=f'"{host}", which overlaps with "{claimed}" of API "{other.name}" on the same '
                            "ingress gateway",
                            allowed=allowed,
                        )

    def _conflict(self, mesh: Mesh, other: Mesh, *, same_host: bool) -> str | None:
        """Return what has to change so that both APIs can serve one host; None if they already can."""
        if mesh.gateway_key == other.gateway_key:
            if not same_host:
                # The proxy takes the most specific host, and never tries the routes of the other one.
                return "hosts that don't include each other, because match can't divide them on one gateway"
            # Istio merges VirtualServices of one host in an undocumented order.
            meets = mesh.match.meets(other.match)
            return "a match that no request of the other API meets, as both are on one gateway" if meets else None
        one, two = self._pods_of(mesh), self._pods_of(other)
        if one and two and one.meets(two):
            return "one Gateway for each host: name the Gateway of one API in the other, and give each a match"
        return None

    def _pods_of(self, mesh: Mesh) -> GatewayPods | None:
        """Return the pods of the gateway in use, as far as they are known."""
        return self._pods.get(mesh.gateway_key) or gateway_pods.of_api(mesh)

    def _certificates_taken(self, mesh: Mesh) -> Iterator[Problem]:
        for name in _certificates(mesh):
            for other in self._certificates[name]:
                if _share_pods(mesh, other):
                    yield Problem(
                        path=f"gateway.certificates[{name}]",
                        code="certificate-host",
                        given=f'{show(name)}, which API "{other.name}" has at another Gateway of the same pods',
                        allowed="one Gateway for each certificate, because clients use one HTTP/2 connection for all "
                        "hosts of a certificate, and each Gateway answers 404 for the hosts of the other one",
                        fix="Use a certificate for each API, or one LlmGateway for both.",
                    )

    def _pods_shared(self, plan: Plan) -> Iterator[Problem]:
        """Yield a problem for pods that another API shares and keeps others from, or doesn't: policies add up."""
        for pool in _pools(plan):
            near = {
                other.mesh.name: other
                for label in pool.selector.items()
                for other in self._selectors.get((plan.spec.namespace, *label), ())
                if share_pods(pool.selector, other.selector) and other.access != pool.access
            }
            for other in near.values():
                yield Problem(
                    path=f"{pool.field}.selector",
                    code="callers-conflict",
                    given=f'the pods of API "{other.mesh.name}", which {_difference(pool, other)}',
                    allowed="the same callers and open_ports for pods that two APIs share, because for each pod Istio "
                    "adds up what both admit",
                    fix=_same_access(pool, other),
                )

    def _access_shared(self, plan: Plan) -> Iterator[Problem]:
        """Yield a problem for pods that one of two APIs keeps from some callers, and the other one doesn't."""
        for target in plan.leaf_targets:
            reach = Reach(plan.spec, target)
            found: dict[str, Problem] = {}
            near = (each for key in _pod_keys(target) for each in self._reaches.get(key, ()))
            for other in near:
                if other.mesh.name in found or not same_pods(target, other.target):
                    continue
                if problem := _of_access(reach, other):
                    found[other.mesh.name] = problem
            yield from found.values()

    def _two_sidecars(self, plan: Plan) -> Iterator[Problem]:
        """Yield a problem for pods that another API restricts as well: Istio takes one Sidecar for a pod."""
        if plan.outbound is None:
            return
        near = {
            other.mesh.name
            for pool in _pools(plan)
            for label in pool.selector.items()
            for other in self._selectors.get((plan.spec.namespace, *label), ())
            if share_pods(pool.selector, other.selector) and other.mesh.outbound is not None
        }
        for name in sorted(near):
            yield Problem(
                path="outbound",
                code="outbound-conflict",
                given=f'outbound for the pods of API "{name}", which has it as well',
                allowed="outbound in one of the APIs that share pods, because for each pod Istio takes one of its "
                "Sidecars",
                fix="Leave it out in one of them.",
            )

    def _dedicated_to_llm_apis(self, mesh: Mesh) -> Iterator[Problem]:
        """Yield a problem for a plain Gateway of pods on which an LLM gateway acts on all hosts."""
        for spec in self._dedicated:
            if not mesh.llm_gateway and self._shares_pods(mesh, spec):
                yield _of_dedicated("gateway", f"the pods of {_named(spec)}", spec)

    def _neighbours(self, spec: LlmGatewaySpec) -> Iterator[Problem]:
        """Yield the same problem for an LLM gateway that is declared after the API."""
        for mesh in self._plain:
            if not spec.shared and self._shares_pods(mesh, spec):
                yield _of_dedicated("pods", f"the pods of {_named(mesh)}, which is at a plain Gateway", spec)
            for host, namespaces in _hosts_of_other_namespaces(mesh, spec):
                path = f"hosts[{namespaces[0]}][{spec.hosts[namespaces[0]].index(host)}]"
                yield _of_other_namespaces(path, host, _named(mesh), [mesh.namespace])

    def _shares_pods(self, mesh: Mesh, spec: LlmGatewaySpec) -> bool:
        pods = self._pods_of(mesh)
        return pods is not None and pods.are_of(gateway_pods.of_llm_gateway(spec))

    def _near(self, host: str) -> Iterable[str]:
        """Return the claimed hosts that overlap with `host`, by lookup, because an app may have thousands of hosts."""
        if host.startswith(ANY_HOST):
            return [claimed for claimed in self._hosts if overlap(claimed, host)]
        labels = host.split(".")
        wildcards = (".".join(["*", *labels[index:]]) for index in range(1, len(labels) + 1))
        return [claimed for claimed in (host, *wildcards) if claimed in self._hosts]


class _Pool(NamedTuple):
    """The pods behind a Service of an API, and who may reach them beside gateways."""

    mesh: Mesh
    field: str
    selector: Mapping[str, str]
    access: tuple[Sequence[Caller], tuple[int, ...]] | None
    """The callers and the open ports; None: the API keeps nobody from them."""


def _pools(plan: Plan) -> Iterator[_Pool]:
    admitted = plan.spec.admitted
    for target in plan.backends:
        if target.pods:
            access = None if admitted is None else (admitted, target.pods.open_ports)
            yield _Pool(plan.spec, target.names.field, target.pods.selector, access)


def _pod_keys(target: LeafTarget) -> Iterator[tuple[str, ...]]:
    """Give the keys by which backends with the same pods are found: the namespace, with each label or with the host."""
    namespace = target.placement.namespace
    yield from ((namespace, *label) for label in selector_of(target).items())
    if not target.backend.belongs_to_gateway:
        yield namespace, target.host


def _of_access(reach: Reach, other: Reach) -> Problem | None:
    """Return a problem if one of two APIs lets callers reach what the other one keeps from them."""
    if reach.surpasses(other):
        difference = "keeps some of these callers from them"
    elif other.surpasses(reach):
        difference = "lets other callers use them"
    else:
        return None
    return Problem(
        path=reach.target.names.field,
        code="access-conflict",
        given=f"the pods of {_named(other.mesh)}, which {difference}",
        allowed="the same access to the same models of pods that two APIs share, because callers whom one API refuses "
        "could use the other one",
        fix="Give both the same access, or pods of their own.",
    )


def _difference(pool: _Pool, other: _Pool) -> str:
    if other.access is None:
        return "keeps nobody from them"
    return "keeps others from them" if pool.access is None else "has other callers or open_ports"


def _same_access(pool: _Pool, other: _Pool) -> str:
    """Say how both could admit the same callers."""
    for opened, closed in ((pool, other), (other, pool)):
        if opened.access is None and closed.access is not None and opened.mesh.gateway_identity is None:
            return (
                f"Write the service_account of the gateway's pods in the Gateway of {_named(opened.mesh)}, or "
                f"callers=ALL_CALLERS in {_named(closed.mesh)}."
            )
    return "Write the same callers and open_ports in both."


def _pods_taken(owner: Mesh | LlmGatewaySpec) -> Problem:
    return Problem(
        path="pods",
        code="name-taken",
        given=f"the pods of {_named(owner)}",
        allowed="one LlmGateway for each set of pods, because both would change the same listeners",
        fix="List all hosts in one LlmGateway, or use other pods.",
    )


def _of_dedicated(path: str, given: str, spec: LlmGatewaySpec) -> Problem:
    fix = f"Put the API behind {_named(spec)}, or use other pods."
    if isinstance(spec.pods, ExistingPods):
        fix = f"Write pods=ExistingPods(..., shared=True) in {_named(spec)}, or put the API behind it."
    return Problem(
        path=path,
        code="gateway-dedicated",
        given=given,
        allowed="pods of its own for an LLM gateway without shared=True, because it changes the requests of all hosts "
        "of its pods",
        fix=fix,
    )


def _hosts_of_other_namespaces(mesh: Mesh, spec: LlmGatewaySpec) -> Iterator[tuple[str, list[str]]]:
    """Return hosts of an API's own Gateway that an LLM gateway lists for other namespaces only, with those.

    Istio doesn't find that these servers have one host: by HTTPS, the pods then reject the whole port. It finds this if
    both list the host for one namespace, and leaves out the newer server.
    """
    own, pods = gateway_pods.of_api(mesh), gateway_pods.of_llm_gateway(spec)
    encrypted = spec.shared and spec.certificates and (spec.https_port, "HTTPS") in gateway_pods.own_ports(mesh)
    if not encrypted or own is None or not own.meets(pods):
        return
    for host in mesh.hosts:
        namespaces = [namespace for namespace, hosts in spec.hosts.items() if host in hosts]
        if namespaces and mesh.namespace not in namespaces:
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


def _named(owner: Mesh | LlmGatewaySpec) -> str:
    return f'{"API" if isinstance(owner, Mesh) else "LLM gateway"} "{owner.name}"'


def _certificates(mesh: Mesh) -> list[str]:
    """Return the Secrets with the certificates of the API's own Gateway."""
    if not isinstance(mesh.gateway, Gateway):
        return []
    return [certificate.credential_name for certificate in mesh.gateway.certificates]


def _share_pods(mesh: Mesh, other: Mesh) -> bool:
    one, two = mesh.gateway, other.gateway
    return isinstance(one, Gateway) and isinstance(two, Gateway) and compatible(one.selector, two.selector)
