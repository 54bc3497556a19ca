"""How a request asks for a model, in the order in which that is looked at: names, longer prefixes, patterns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from llm_api_mesh.spec.match import Match
from llm_api_mesh.spec.mesh import Mesh
from llm_api_mesh.spec.model_source import MODEL_HEADER, ModelFromBody, ModelFromHeader, ModelFromPath
from llm_api_mesh.spec.target import Target


@dataclass(frozen=True, kw_only=True)
class HeaderValue:
    """A condition on a header beyond those of a Match."""

    header: str
    kind: Literal["exact", "prefix", "regex", "present"]
    value: str = ""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Some ways to ask for one model, which are looked at together."""

    target: Target
    name: str
    """What tells the routes from the model's others: empty for its names."""
    headers: tuple[HeaderValue, ...] = ()
    """Any of these."""
    folders: tuple[str, ...] = ()
    """Any of these in front of the backend's own path."""

    def outside(self, match: Match) -> Iterator[Match]:
        """What a client asks for where the backend is to get a request of the match."""
        if not self.folders:
            yield match
        for folder in self.folders:
            yield Match(
                path=f"{folder}{match.path}" if match.path else None,
                path_prefix=None if match.path else f"{folder}{match.path_prefix or '/'}",
                method=match.method,
                headers=match.headers,
                query=match.query,
            )


def model_header(mesh: Mesh) -> str | None:
    """The header in which the routes find the model; None where it is in the path."""
    if isinstance(mesh.model_from, ModelFromHeader):
        return mesh.model_from.name
    return MODEL_HEADER if isinstance(mesh.model_from, ModelFromBody) else None


def asked(mesh: Mesh) -> list[Asked]:
    """The ways to ask for the mesh's models."""
    header = model_header(mesh)
    targets = [target for target in mesh.targets if target.model]
    if header is None:
        return [Asked(target=target, name="", folders=tuple(_folders(mesh, target))) for target in targets]
    return [*_by_name(targets, header), *_by_prefix(targets, header), *_by_pattern(targets, header)]


def _folders(mesh: Mesh, target: Target) -> Iterator[str]:
    if target.model and isinstance(mesh.model_from, ModelFromPath):
        for name in target.model.names:
            yield f"{mesh.model_from.prefix}{name}"


def _by_name(targets: list[Target], header: str) -> Iterator[Asked]:
    for target in targets:
        if target.model:
            values = (HeaderValue(header=header, kind="exact", value=name) for name in target.model.names)
            yield Asked(target=target, name="", headers=tuple(values))


def _by_prefix(targets: list[Target], header: str) -> Iterator[Asked]:
    prefixes = [(prefix, target) for target in targets if target.model for prefix in target.model.prefixes]
    for prefix, target in sorted(prefixes, key=lambda pair: (-len(pair[0]), pair[0])):
        yield Asked(
            target=target,
            name=f"{prefix}*",
            headers=(HeaderValue(header=header, kind="prefix", value=prefix),),
        )


def _by_pattern(targets: list[Target], header: str) -> Iterator[Asked]:
    for target in targets:
        if target.model and target.model.patterns:
            values = (HeaderValue(header=header, kind="regex", value=pattern) for pattern in target.model.patterns)
            yield Asked(target=target, name="patterns", headers=tuple(values))
