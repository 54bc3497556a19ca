"""What a policy of the Kubernetes API server consists of."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of objects, as the API server names it."""

    group: str
    version: str
    plural: str


@dataclass(frozen=True, kw_only=True)
class Rule:
    """What must be true of an object."""

    expression: str
    message: str


@dataclass(frozen=True, kw_only=True)
class Admission:
    """The rules for the objects of some kinds."""

    object_name: str
    """Name of the policy and of its binding. They belong to the cluster, so it has the namespace of the gateway."""
    kinds: tuple[Kind, ...]
    namespaces: tuple[str, ...]
    """The namespaces whose objects are checked, or that are left out."""
    left_out: bool = False
    condition: str = ""
    """What is true of the objects that are checked; empty: all."""
    variables: dict[str, str] = field(default_factory=dict)
    """Expressions for later ones, in their order."""
    rules: tuple[Rule, ...]
