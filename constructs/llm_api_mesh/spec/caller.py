"""Who may call the pods of an API past its gateway."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Self

from pydantic import model_validator

from llm_api_mesh.errors import show
from llm_api_mesh.spec.base import List, Rule, Spec, refused
from llm_api_mesh.spec.named_values import Named
from llm_api_mesh.spec.names import (
    ALL_NAMESPACES,
    DNS_NAME,
    LABEL_MAX,
    NAME_MAX,
    AnyNamespace,
    DnsName,
    is_dns_label,
    is_dns_name,
)


class Caller(Spec):
    """Pods that may call the pods of an API past its gateway: all pods of a namespace, or those of a service account.

    Istio knows a caller by the certificate of its sidecar, or of ztunnel in ambient mode.

    Becomes: `AuthorizationPolicy.spec.rules[].from[].source`.
    """

    namespace: AnyNamespace
    """Namespace of the callers; `*` is everyone, as in `ALL_CALLERS`. Becomes: `source.namespaces`, or the first part
    of `source.serviceAccounts`."""
    service_account: DnsName | None = None
    """Service account of the callers. Default: all of the namespace. Becomes: the second part of
    `source.serviceAccounts`."""

    @model_validator(mode="after")
    def _account_of_one_namespace(self) -> Self:
        if self.service_account and self.namespace == ALL_NAMESPACES:
            raise refused(
                "field-without-effect",
                given=f"service_account={show(self.service_account)} of all namespaces",
                allowed="the service account of one namespace",
            )
        return self


ALL_CALLERS: tuple[Caller, ...] = (Caller(namespace=ALL_NAMESPACES),)
"""Everyone who reaches the pods, in the mesh or not: the API writes nothing that keeps callers out."""


def _callers(callers: Sequence[Caller]) -> tuple[Caller, ...]:
    if set(ALL_CALLERS) & set(callers) and len(callers) > 1:
        raise refused("field-invalid", allowed="ALL_CALLERS alone, because it means everyone")
    return tuple(sorted(set(callers), key=lambda one: (one.namespace, one.service_account or "")))


Callers = Annotated[List[Caller], Rule(_callers), Named(among_items=True, ALL_CALLERS=ALL_CALLERS)]
"""Callers, sorted."""


def _account(name: str) -> str:
    namespace, _, account = name.partition("/")
    if not (is_dns_label(namespace) and is_dns_name(account)):
        raise refused("name-invalid", allowed=f"<namespace>/<name>, where the name has {DNS_NAME}")
    return name


_LABEL = r"[a-z0-9]([a-z0-9-]*[a-z0-9])?"

ServiceAccount = Annotated[
    str, Rule(_account, pattern=rf"{_LABEL}/{_LABEL}(\.{_LABEL})*", maxLength=LABEL_MAX + 1 + NAME_MAX)
]
"""A service account in Istio's notation, `<namespace>/<name>`."""
