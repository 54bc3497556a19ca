"""Environments, and the overlays that change APIs and LLM gateways in some of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any

from frozendict import frozendict

from llm_api_mesh.errors import show
from llm_api_mesh.releases import IstioRelease
from llm_api_mesh.spec.base import List, Rule, Spec, refused
from llm_api_mesh.spec.names import DnsLabel, Domain

if TYPE_CHECKING:
    from llm_api_mesh.spec.changes import LlmApiMeshChanges, LlmGatewayChanges


def _environments(names: Sequence[str]) -> tuple[str, ...]:
    if not names:
        raise refused("field-invalid", given="[]", allowed="at least one environment")
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise refused("field-invalid", given=f"{show(twice[0])} twice", allowed="each environment once")
    return tuple(names)


EnvironmentNames = Annotated[List[str], Rule(_environments, minItems=1, uniqueItems=True)]
"""Names of environments."""


class Environment(Spec):
    """A target of the same APIs and LLM gateways, such as `dev` or a cluster. Its YAML has a folder of its own.

    Becomes: the folder with the environment's name.
    """

    name: DnsLabel
    """Name of the environment. Becomes: the name of the folder."""
    istio: IstioRelease | None = None
    """The `istio` of all APIs and LLM gateways that don't set it. Default: the newest release, "1.31". Becomes: nothing
    by itself."""
    cluster_domain: Domain | None = None
    """The `cluster_domain` of all APIs, LLM gateways and `LlmGatewayRef`s that don't set it. Default: `cluster.local`.
    Becomes: the end of every `destination.host`."""
    argo_cd: bool | None = None
    """The `argo_cd` of all APIs and LLM gateways that don't set it. Default: False. Becomes: the annotations
    `argocd.argoproj.io/sync-wave` and `argocd.argoproj.io/sync-options`."""

    @property
    def defaults(self) -> Mapping[str, object]:
        """The keywords that the environment gives to each API and LLM gateway."""
        given = {"istio": self.istio, "cluster_domain": self.cluster_domain, "argo_cd": self.argo_cd}
        return {name: value for name, value in given.items() if value is not None}


class Overlay(Spec):
    """What differs in some environments from the specification that all of them have."""

    name: str
    """Name of what is changed. Becomes: nothing by itself."""
    environments: EnvironmentNames
    """The environments in which it is changed. Becomes: nothing by itself."""
    change: Mapping[str, Any] = frozendict({})
    """Fields with other values, as nested mappings from the outermost field on. An item of a list is named by its
    `name`: `{"backend": {"versions": {"v2": {"weight": 50}}}}`. A list, or an object of another kind, replaces the
    whole value. Default: none. Becomes: what the fields become."""
    remove: List[str] = ()
    """Fields, items and entries that aren't there, by their paths, such as `backend.versions[v1]`. They are removed
    after the changes. Default: none. Becomes: nothing by itself."""
    add: Mapping[str, Any] = frozendict({})
    """New items of lists and new entries of mappings, at the end, as nested mappings from the outermost field on, such
    as `{"models": [{...}]}`. Default: none. Becomes: what the fields become."""


class LlmApiMeshOverlay(Overlay):
    """What differs in some environments in an API. Two overlays can't change the same field of one environment.

    Becomes: nothing by itself.
    """

    if TYPE_CHECKING:
        change: LlmApiMeshChanges = {}
        add: LlmApiMeshChanges = {}


class LlmGatewayOverlay(Overlay):
    """What differs in some environments in an LLM gateway. Two overlays can't change the same field of one environment.

    Becomes: nothing by itself.
    """

    if TYPE_CHECKING:
        change: LlmGatewayChanges = {}
        add: LlmGatewayChanges = {}
