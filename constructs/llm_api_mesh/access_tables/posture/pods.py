"""What is open or closed at the pods behind Services, for those that have a sidecar or are in ambient mode."""

from __future__ import annotations

from collections.abc import Iterator

from llm_api_mesh.access_tables.mutual_tls import mode_of
from llm_api_mesh.access_tables.outcomes import Outcome
from llm_api_mesh.access_tables.pod_rows import NOBODY, OTHERS, pods_behind, pods_tables, services_with_pods
from llm_api_mesh.access_tables.posture.lines import Setting, State
from llm_api_mesh.access_tables.selection import Pods
from llm_api_mesh.access_tables.tables import PodsTable
from llm_api_mesh.access_tables.verdicts import Unknown
from llm_api_mesh.access_tables.world import World


def pod_settings(world: World) -> Iterator[Setting]:
    """Yield two lines for each port of the pods of a Service."""
    tables = {table.service: table for table in pods_tables(world, {})}
    for service in services_with_pods(world):
        table = tables[service.ref]
        for index, port in enumerate(table.ports):
            subject = f"{service.ref}, port {port} of its pods"
            yield _mutual_tls(world, subject, port, pods_behind(world, service), service.ref)
            yield _admitted(subject, table, index, service.ref)


def _mutual_tls(world: World, subject: str, port: str, pods: Pods, source: str) -> Setting:

    topic, mode = "mutual TLS", mode_of(world.manifests, pods, port)
    if isinstance(mode, Unknown):
        return Setting(subject, topic, "unknown", mode.reason, source)
    words = {"STRICT": "required", "PERMISSIVE": "not required", "DISABLE": "off"}.get(mode.name, mode.name)
    state: State = "closed" if mode.name == "STRICT" else "open"
    default = "" if mode.source else ": no PeerAuthentication selects the pods, and this is Istio's default"
    return Setting(subject, topic, state, f"{mode.name}, {words}{default}", mode.source or source)


def _admitted(subject: str, table: PodsTable, index: int, source: str) -> Setting:
    topic, found = "who is admitted", {name: some[index] for name, some in table.callers.items()}
    if any(one.kind == "unread" for one in found.values()):
        reason = next(one.reason for one in found.values() if one.kind == "unread")
        return Setting(subject, topic, "unknown", reason, source)
    if found[NOBODY].kind == "served":
        return Setting(subject, topic, "open", "everyone with network access", _source(found[NOBODY], source))
    if found[OTHERS].kind == "served":
        return Setting(subject, topic, "partly", "every pod of the mesh", _source(found[NOBODY], source))
    admitted = [name for name, one in found.items() if one.kind == "served"]
    listed = "; ".join(admitted) or "nobody"
    return Setting(subject, topic, "closed", listed, _source(found[OTHERS], source))


def _source(outcome: Outcome, default: str) -> str:
    return outcome.source or default
