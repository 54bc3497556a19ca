"""The plan of one LLM gateway: everything that follows from its specification, each derived once when it is needed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from llm_api_mesh.plan.argo_cd import Wave
from llm_api_mesh.plan.llm_gateway import names
from llm_api_mesh.plan.llm_gateway.admission import derive_admission
from llm_api_mesh.plan.llm_gateway.admission.rule import Admission
from llm_api_mesh.plan.llm_gateway.argo_cd import ArgoCdFile, derive_argo_cd_files
from llm_api_mesh.plan.llm_gateway.authorizer import KINDS as AUTHORIZER_KINDS
from llm_api_mesh.plan.llm_gateway.authorizer import Authorizer, derive_authorizer
from llm_api_mesh.plan.llm_gateway.callers import Callers, derive_callers
from llm_api_mesh.plan.llm_gateway.certificates import IssuedCertificate, derive_issued_certificates
from llm_api_mesh.plan.llm_gateway.checklist import derive_checklist
from llm_api_mesh.plan.llm_gateway.deployment import Deployment, derive_deployment
from llm_api_mesh.plan.llm_gateway.egress import Egress, derive_egress
from llm_api_mesh.plan.llm_gateway.pool_users import PoolRights, derive_pool_users
from llm_api_mesh.plan.llm_gateway.pools_gateway import PoolsGateway, derive_pools_gateway
from llm_api_mesh.plan.llm_gateway.providers import (
    ExternalHost,
    KeyVolume,
    ProviderPlan,
    derive_key_volumes,
    derive_provider_plans,
)
from llm_api_mesh.plan.llm_gateway.replies import Reply, derive_replies, unchanged
from llm_api_mesh.plan.llm_gateway.routes import RouteScope, client_ports, derive_route_scopes
from llm_api_mesh.plan.llm_gateway.servers import (
    GatewayObject,
    derive_public_gateway,
    derive_redirect,
    derive_slot_gateways,
)
from llm_api_mesh.plan.llm_gateway.slots import Slot, SlotList, derive_lists, derive_slots
from llm_api_mesh.plan.owned_objects import OwnedObject
from llm_api_mesh.spec.llm_gateway import LlmGatewaySpec

GATEWAY_PODS = "Set of gateway pods"
"""The kind of what an LLM gateway owns beside its objects."""

# Beside a body, a cluster's buffer holds the head of the request.
_HEAD = 64 * 1024


@dataclass(frozen=True, eq=False)
class GatewayPlan:
    """The decisions for one LLM gateway. As of an API's plan, checks use it before the specification is known sound."""

    spec: LlmGatewaySpec

    @property
    def labels(self) -> Mapping[str, str]:
        """The labels of every object."""
        return {
            "app.kubernetes.io/component": "llm-gateway",
            "app.kubernetes.io/managed-by": "llm-api-mesh",
            "app.kubernetes.io/name": self.spec.name,
        }

    def annotations(self, kind: str, name: str) -> Mapping[str, str]:
        """The annotations of an object for Argo CD.

        What protects a Gateway is created before it and removed after it. Clients' Gateways come last, and with them
        the Certificates: Argo CD waits until one is issued, and its issuer may send a request to the gateway for it.
        """
        if kind not in {"Certificate", "Gateway", "VirtualService"}:
            wave = Wave.FIRST
        else:
            beside = (names.pools(self.spec.name), names.egress(self.spec.name))
            inner = {*(slot.object_name for slot in self.slots), *beside}
            wave = Wave.SECOND_HOP if name in inner else Wave.ROUTES
        return wave.annotations if self.spec.argo_cd else {}

    @cached_property
    def public_gateway(self) -> GatewayObject:
        """The Istio Gateway that the APIs' VirtualServices attach to."""
        return derive_public_gateway(self.spec)

    @cached_property
    def issued_certificates(self) -> tuple[IssuedCertificate, ...]:
        """The certificates that cert-manager gets."""
        return tuple(derive_issued_certificates(self.spec))

    @cached_property
    def redirect(self) -> GatewayObject | None:
        """The Istio Gateway of plain HTTP that leads to HTTPS."""
        return derive_redirect(self.spec)

    @cached_property
    def slots(self) -> tuple[Slot, ...]:
        """The listeners for the backends of failovers."""
        return derive_slots(self.spec)

    @cached_property
    def slot_gateways(self) -> tuple[GatewayObject, ...]:
        """The Istio Gateways of the slots."""
        return tuple(derive_slot_gateways(self.spec, self.slots))

    @cached_property
    def lists(self) -> tuple[SlotList, ...]:
        """The lists of slots, to which the routes of failovers lead."""
        return tuple(derive_lists(self.spec, self.slots))

    @cached_property
    def client_ports(self) -> tuple[int, ...]:
        """The ports on which clients send requests to APIs."""
        return client_ports(self.spec)

    @cached_property
    def route_scopes(self) -> tuple[RouteScope, ...]:
        """The routes that are changed, one EnvoyFilter each."""
        return tuple(derive_route_scopes(self.spec))

    @cached_property
    def replies(self) -> tuple[Reply, ...]:
        """What clients get instead of the proxy's own errors."""
        return tuple(derive_replies(self.spec, self.callers))

    @property
    def unchanged_replies(self) -> str:
        """The CEL expression for answers that stay as they are."""
        return unchanged(self.spec)

    @property
    def cluster_buffer(self) -> int:
        """Bytes that a cluster holds of a request whose body is rewritten."""
        return self.spec.max_request_bytes + _HEAD

    @cached_property
    def egress(self) -> Egress | None:
        """The listener through which requests to providers leave; None: they leave directly."""
        return derive_egress(self.spec)

    @property
    def egress_file(self) -> str | None:
        """Name of the file with what an egress gateway needs; None: the gateway has none."""
        return self.egress.object_name if self.egress and not self.egress.own else None

    @cached_property
    def providers(self) -> tuple[ProviderPlan, ...]:
        """The hosted providers."""
        return tuple(derive_provider_plans(self.spec, self.egress))

    @cached_property
    def callers(self) -> Callers | None:
        """How the gateway knows its callers; None: it doesn't."""
        return derive_callers(self.spec, self.authorizer)

    @cached_property
    def authorizer(self) -> Authorizer | None:
        """What checks API keys; None: no request needs one."""
        return derive_authorizer(self.spec)

    @cached_property
    def pool_users(self) -> PoolRights | None:
        """Who may use the pools of other namespaces; None: everyone."""
        return derive_pool_users(self.spec)

    @property
    def external_hosts(self) -> tuple[ExternalHost, ...]:
        """All hosts outside of the cluster to which routes may lead."""
        return tuple(provider.external_host for provider in self.providers)

    @property
    def takes_google_tokens(self) -> bool:
        """Whether the gateway authenticates to a provider by Google access tokens."""
        return any(provider.takes_google_token for provider in self.providers)

    @cached_property
    def key_volumes(self) -> tuple[KeyVolume, ...]:
        """The Secrets that deployed pods mount."""
        return tuple(derive_key_volumes(self.spec))

    @cached_property
    def deployment(self) -> Deployment | None:
        """The pods that istiod deploys; None: they are there already."""
        return derive_deployment(self.spec, self._public_gateways, self.key_volumes)

    @cached_property
    def pools_gateway(self) -> PoolsGateway | None:
        """The gateway of inference pools; None: no namespace may have pools."""
        return derive_pools_gateway(self.spec)

    @cached_property
    def admissions(self) -> tuple[Admission, ...]:
        """What the Kubernetes API server refuses to the teams."""
        pools = [self.pools_gateway.host] if self.pools_gateway else []
        return tuple(derive_admission(self.spec, [*(one.host for one in self.lists), *pools]))

    @property
    def admission_file(self) -> str | None:
        """Name of the file with these rules; None: there are none."""
        return names.admission(self.spec.name) if self.spec.admission_policy else None

    @property
    def own_files(self) -> tuple[str, ...]:
        """Names of the files with the objects of the gateway."""
        return tuple(filter(None, (self.spec.name, self.admission_file, self.egress_file)))

    @property
    def files_beside(self) -> tuple[str, ...]:
        """Names of all files but the one that has the gateway's own name."""
        return (*self.own_files[1:], *(one.name for one in self.argo_cd_files))

    @cached_property
    def argo_cd_files(self) -> tuple[ArgoCdFile, ...]:
        """The files with Argo CD's projects and Applications."""
        return tuple(derive_argo_cd_files(self.spec, self.own_files, self._own_objects))

    @cached_property
    def owned_objects(self) -> tuple[OwnedObject, ...]:
        """The objects by name, which no API and no other gateway may have."""
        return (*self._own_objects, *(one for file in self.argo_cd_files for one in file.owned))

    @cached_property
    def checklist(self) -> tuple[str, ...]:
        """What the platform's team has to see to."""
        return tuple(derive_checklist(self.spec, self.providers, self.authorizer, self.egress))

    @cached_property
    def _own_objects(self) -> tuple[OwnedObject, ...]:
        return tuple(self._owned())

    @property
    def _public_gateways(self) -> tuple[GatewayObject, ...]:
        return (self.public_gateway, self.redirect) if self.redirect else (self.public_gateway,)

    def _owned(self) -> Iterator[OwnedObject]:
        of_parts = (*self._names_of_providers(), *self._names_of_lists(), *self._names_of_pools())
        for kind, name in (*self._names(), *of_parts):
            yield OwnedObject(kind, self.spec.namespace, name, "name")
        yield from self._of_egress()
        for kind, name in self._names_of_admissions():
            yield OwnedObject(kind, "", name, "admission_policy")
        yield self._pods(self.spec.selector)
        if self.pools_gateway:
            yield self._pods(self.pools_gateway.deployment.selector)

    def _pods(self, selector: Mapping[str, str]) -> OwnedObject:
        pods = ",".join(f"{name}={value}" for name, value in selector.items())
        return OwnedObject(GATEWAY_PODS, self.spec.namespace, pods, "pods")

    def _names(self) -> Iterator[tuple[str, str]]:
        name = self.spec.name
        yield "AuthorizationPolicy", f"{name}-headers"
        if self.callers:
            yield "AuthorizationPolicy", self.callers.policy_name
            if self.callers.rules:
                yield "RequestAuthentication", self.callers.object_name
        if self.authorizer:
            for kind in AUTHORIZER_KINDS:
                yield kind, self.authorizer.object_name
        yield "EnvoyFilter", f"{name}-clusters"
        yield "EnvoyFilter", f"{name}-listeners"
        for gateway in (*self._public_gateways, *self.slot_gateways):
            yield "Gateway", gateway.name
        for certificate in self.issued_certificates:
            yield "Certificate", certificate.object_name
        if self.redirect:
            yield "VirtualService", self.redirect.name
        for scope in self.route_scopes:
            yield "EnvoyFilter", scope.object_name
        if self.deployment:
            yield "ConfigMap", name
            yield "ConfigMap", names.overload(name)
            yield "KubernetesGateway", name
            yield "Service", names.pods(name)

    def _names_of_admissions(self) -> Iterator[tuple[str, str]]:
        for one in self.admissions:
            for kind in ("ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding"):
                yield kind, one.object_name

    def _names_of_providers(self) -> Iterator[tuple[str, str]]:
        for provider in self.providers:
            for kind in ("DestinationRule", "EnvoyFilter", "ServiceEntry"):
                yield kind, provider.object_name

    def _of_egress(self) -> Iterator[OwnedObject]:
        if self.egress is None:
            return
        found = [("Gateway", self.egress.object_name), ("VirtualService", self.egress.object_name)]
        if tunnel := self.egress.tunnel:
            found += [("DestinationRule", tunnel.object_name), ("ServiceEntry", tunnel.object_name)]
        else:
            found += [("ServiceEntry", host.object_name) for host in self.egress.hosts]
        field = "forward_proxy" if self.egress.own else "egress_gateway"
        for kind, name in found:
            yield OwnedObject(kind, self.egress.namespace, name, field)

    def _names_of_lists(self) -> Iterator[tuple[str, str]]:
        for one in self.lists:
            for kind in ("DestinationRule", "Service"):
                yield kind, one.object_name
            for slot in one.slots:
                yield "WorkloadEntry", one.address_name(slot)

    def _names_of_pools(self) -> Iterator[tuple[str, str]]:
        if self.pools_gateway:
            name = self.pools_gateway.object_name
            for kind in ("AuthorizationPolicy", "ConfigMap", "DestinationRule", "EnvoyFilter", "KubernetesGateway"):
                yield kind, name
            yield "ConfigMap", names.overload(name)
            yield "Service", names.pods(name)
