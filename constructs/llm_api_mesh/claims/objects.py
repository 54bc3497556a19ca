"""The names of the objects that each API and each LLM gateway writes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from llm_api_mesh.claims.owners import Owner, named
from llm_api_mesh.errors import Problem
from llm_api_mesh.plan.llm_gateway.plan import GATEWAY_PODS
from llm_api_mesh.plan.owned_objects import OwnedObject
from llm_api_mesh.spec.api import ApiSpec
from llm_api_mesh.spec.gateway import GatewayKey


def same_file(name: str) -> Problem:
    """Return the problem of an API or an LLM gateway, one of whose files is another construct's as well."""
    return Problem(
        api=name,
        path="name",
        code="chart-duplicate",
        given=f'"{name}", which another chart of the app has',
        allowed="a name that no other chart has, because it is also the name of the file",
    )


class Objects:
    """The objects of the APIs and gateways seen so far."""

    def __init__(self) -> None:
        """Begin without any."""
        self._owners: dict[tuple[str, str, str], Owner] = {}

    def add(self, objects: Iterable[OwnedObject], owner: Owner) -> None:
        """Record the objects of an API or of a gateway."""
        for owned in objects:
            self._owners[owned.key] = owner

    def owner_of_gateway(self, key: GatewayKey) -> Owner | None:
        """Return who declares a Gateway."""
        return self._owners.get(("Gateway", *key))

    def conflicts(self, objects: Iterable[OwnedObject]) -> Iterator[Problem]:
        """Yield a problem for each object that another one has already."""
        seen: set[str] = set()
        for owned in objects:
            owner = self._owners.get(owned.key)
            if owner and owned.field not in seen:  # all names that follow from one field are one conflict
                seen.add(owned.field)
                yield _pods_taken(owner) if owned.kind == GATEWAY_PODS else _name_taken(owned, owner)


def _name_taken(owned: OwnedObject, owner: Owner) -> Problem:
    service = owned.kind == "Service" and isinstance(owner, ApiSpec)
    return Problem(
        path=owned.field,
        code="service-claimed" if service else "name-taken",
        given=f'{owned.kind} "{owned.name}" in namespace "{owned.namespace}", which {named(owner)} already has',
        allowed="a Service for each API, because two policies for one Service would replace each other"
        if service
        else "one object for each kind, name and namespace",
    )


def _pods_taken(owner: Owner) -> Problem:
    return Problem(
        path="pods",
        code="name-taken",
        given=f"the pods of {named(owner)}",
        allowed="one LlmGateway for each set of pods, because both would change the same listeners",
        fix="List all hosts in one LlmGateway, or use other pods.",
    )
