"""Who reaches the pods of a Service past all gateways: identities, namespaces, and everyone with network access."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from llm_api_mesh.access_tables.fields import at, items, mapping, texts
from llm_api_mesh.access_tables.manifests import GATEWAY_API, Manifest
from llm_api_mesh.access_tables.mutual_tls import mode_of, ports_of
from llm_api_mesh.access_tables.outcomes import Outcome, unread
from llm_api_mesh.access_tables.places import public_gateways
from llm_api_mesh.access_tables.policies import Arrival, Identity, Policies
from llm_api_mesh.access_tables.selection import Pods
from llm_api_mesh.access_tables.tables import PodsTable
from llm_api_mesh.access_tables.verdicts import Unknown
from llm_api_mesh.access_tables.world import World

NOBODY = "everyone with network access, without an identity of the mesh"
OTHERS = "other pods of the mesh"
_SOMEONE = "someone"
_SOMEWHERE = "another-namespace"
_LOOPBACK = "llm-gateway/failover"


def pods_tables(world: World, models: Mapping[str, Iterable[str]]) -> tuple[PodsTable, ...]:
    """A table for each Service that selects pods. `models` has the requests at gateways that lead to each Service."""
    return tuple(
        _table(world, service, tuple(dict.fromkeys(models.get(f"{service.namespace}/{service.name}", ()))))
        for service in services_with_pods(world)
    )


def services_with_pods(world: World) -> Iterator[Manifest]:
    """The Services that select pods, apart from the lists of failovers."""
    for one in world.manifests.kind("Service"):
        if mapping(one.spec, "selector") and _LOOPBACK not in mapping(one.spec, "selector"):
            yield one


def pods_behind(world: World, service: Manifest) -> Pods:
    """The pods of a Service: those of a Deployment, if the folder has it."""
    selected = _texts(mapping(service.spec, "selector"))
    for one in world.manifests.kind("Deployment"):
        labels = _texts(mapping(one.spec, "template", "metadata", "labels"))
        if one.namespace == service.namespace and selected.items() <= labels.items():
            return Pods(service.namespace, labels, labels_are_all=True)
    return Pods(service.namespace, selected)


def _texts(labels: Mapping[str, object]) -> dict[str, str]:
    return {name: str(value) for name, value in labels.items()}


def _table(world: World, service: Manifest, models: tuple[str, ...]) -> PodsTable:
    pods = pods_behind(world, service)
    policies = world.policies(pods)
    ports = _ports(world, service, pods, policies)
    callers = _callers(world, service, policies)
    return PodsTable(
        service=service.ref,
        selector=_texts(mapping(service.spec, "selector")),
        models=models,
        ports=ports,
        callers={
            name: tuple(reached(world, pods, port, identity) for port in ports) for name, identity in callers.items()
        },
    )


def _ports(world: World, service: Manifest, pods: Pods, policies: Policies) -> tuple[str, ...]:
    """The ports of the Service, and those that a policy treats in another way."""
    own = [str(one.get("targetPort", one.get("port"))) for one in items(service.spec, "ports")]
    named = set(ports_of(world.manifests, pods))
    for policy, _ in policies.acting:
        for rule in items(policy.spec, "rules"):
            for one in items(rule, "to"):
                named |= {port for port in texts(mapping(one, "operation"), "ports") if "*" not in port}
    return tuple(dict.fromkeys([*own, *sorted(named)]))


def _callers(world: World, service: Manifest, policies: Policies) -> dict[str, Identity | None]:
    found: dict[str, Identity | None] = {}
    for account in _named(policies, "serviceAccounts"):
        namespace, _, name = account.rpartition("/")
        found[f"service account {account}{_of_gateway(world, account)}"] = Identity(namespace, name)
    for principal in _named(policies, "principals"):
        parts = principal.split("/")
        if "*" not in principal and parts[1::2] == ["ns", "sa"]:
            found[f"service account {parts[2]}/{parts[4]}"] = Identity(parts[2], parts[4])
    for namespace in _named(policies, "namespaces"):
        if "*" not in namespace:
            found[f"pods of the namespace {namespace}"] = Identity(namespace, _SOMEONE)
    found.setdefault(f"pods of the namespace {service.namespace}", Identity(service.namespace, _SOMEONE))
    found[OTHERS] = Identity(_SOMEWHERE, _SOMEONE)
    found[NOBODY] = None
    return found


def _named(policies: Policies, name: str) -> list[str]:
    both = (name, f"not{name[:1].upper()}{name[1:]}")
    return sorted(
        {
            value
            for policy, _ in policies.acting
            for rule in items(policy.spec, "rules")
            for one in items(rule, "from")
            for key in both
            for value in texts(mapping(one, "source"), key)
        }
    )


def _of_gateway(world: World, account: str) -> str:
    """Which Gateway of the folder has a service account, if the folder says so."""
    namespace, _, name = account.rpartition("/")
    for one in world.manifests.kind("Gateway", GATEWAY_API):
        if (one.namespace, f"{one.name}-istio") == (namespace, name):
            return f", the pods of {one.ref}"
    if any(one.namespace == namespace for one in public_gateways(world.manifests)):
        return ", in the namespace of a Gateway"
    return ""


def reached(world: World, pods: Pods, port: str, identity: Identity | None) -> Outcome:
    """What a caller gets at a port of pods that have a sidecar or are in ambient mode."""
    mode = mode_of(world.manifests, pods, port)
    if isinstance(mode, Unknown):
        return unread(mode.reason)
    if identity is None and mode.name == "STRICT":
        return Outcome("refused", reason="the connection breaks", source=mode.source)
    known = identity if mode.name != "DISABLE" else None
    arrival = Arrival(int(port) if port.isdigit() else 0, identity=known)
    policies = world.policies(pods)
    refusal = policies.refusal(arrival)
    if refusal is not None:
        return refusal
    authorizers = policies.authorizers(arrival)
    if isinstance(authorizers, Unknown):
        return unread(authorizers.reason)
    allowing = ", ".join(one.ref for one, _ in policies.of("ALLOW"))
    found = Outcome("served", reason="reaches them", source=allowing)
    return found.behind(" and ".join(authorizers)) if authorizers else found


def is_strict(world: World, pods: Pods, port: str) -> bool:
    """Whether a port of pods refuses connections without mutual TLS."""
    mode = mode_of(world.manifests, pods, port)
    return not isinstance(mode, Unknown) and mode.name == "STRICT"


def number(value: object) -> int:
    """A port as a number; 0 if it has a name."""
    return value if isinstance(value, int) else 0


def first_port(service: Manifest) -> str:
    """The port of the pods behind the first port of a Service."""
    ports = items(service.spec, "ports")
    return str(at(ports[0], "targetPort") or at(ports[0], "port")) if ports else ""
