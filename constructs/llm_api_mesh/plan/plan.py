"""The plan of one API: everything that follows from its specification, each derived once and only when it is needed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

from llm_api_mesh.plan import object_names
from llm_api_mesh.plan.argo_cd import Wave
from llm_api_mesh.plan.attachment import Attachment, derive_attachment
from llm_api_mesh.plan.checklist import derive_checklist
from llm_api_mesh.plan.envoy_patches import EnvoyPatches
from llm_api_mesh.plan.failover import Leg, derive_legs
from llm_api_mesh.plan.inference_pools import PoolPlan, derive_pools
from llm_api_mesh.plan.outbound import OutboundPlan, derive_outbound
from llm_api_mesh.plan.owned_objects import OwnedObject, derive_owned_objects
from llm_api_mesh.plan.pod_access import PodAccess, derive_pod_access
from llm_api_mesh.plan.public_paths import PublicPaths, derive_public_paths
from llm_api_mesh.plan.routing.access import Alternatives, allowed
from llm_api_mesh.plan.routing.backend_routes import BackendRoutes
from llm_api_mesh.plan.routing.cors import with_cors
from llm_api_mesh.plan.routing.destinations import Hashes, spread
from llm_api_mesh.plan.routing.direct_responses import DirectResponse, derive_closed, derive_refusals
from llm_api_mesh.plan.routing.drills import in_order, with_twins
from llm_api_mesh.plan.routing.endpoint_routes import behind_endpoints, routes_to_endpoints
from llm_api_mesh.plan.routing.gateway_routes import direct_response_routes, routes_to_backend, routes_to_models
from llm_api_mesh.plan.routing.http_route import HttpRoute, Spread
from llm_api_mesh.plan.routing.in_mesh import in_mesh_routes
from llm_api_mesh.plan.routing.model_list import derive_model_list
from llm_api_mesh.plan.routing.routes import Routes
from llm_api_mesh.plan.routing.second_hop import leg_routes
from llm_api_mesh.plan.routing.streams import split_streams
from llm_api_mesh.plan.servers import Server, derive_servers
from llm_api_mesh.plan.settings import Settings
from llm_api_mesh.plan.target import LeafTarget, Target, derive_targets, unique_backends
from llm_api_mesh.plan.traffic_policy import BackendPolicies, TrafficPolicy, at_gateway, derive_policies
from llm_api_mesh.spec.api import ApiSpec
from llm_api_mesh.spec.consistent_hash import ConsistentHash, load_percent
from llm_api_mesh.spec.fault_drill import FaultDrill
from llm_api_mesh.spec.load_balancer import ENVOYS_CHOICES, Passthrough
from llm_api_mesh.spec.presets import PRESETS


@dataclass(frozen=True, eq=False)
class Plan:
    """The decisions for one API.

    Checks also use the plan of a specification that may still have problems. So nothing is derived before it is needed,
    and a check must only use what is defined for any specification: `routes` and `patches` are not.
    """

    spec: ApiSpec

    @property
    def labels(self) -> Mapping[str, str]:
        """The labels of every object."""
        # Not app.kubernetes.io/instance: Argo CD may use that label to track the objects that it owns.
        return {"app.kubernetes.io/managed-by": "llm-api-mesh", "app.kubernetes.io/name": self.spec.name}

    def annotations(self, wave: Wave) -> Mapping[str, str]:
        """The annotations of an object in a wave of Argo CD."""
        return wave.annotations if self.spec.argo_cd else {}

    @property
    def rule_for_each_version(self) -> bool:
        """Whether each version has a DestinationRule of its own: Argo CD prunes whole objects only."""
        return self.spec.argo_cd

    @cached_property
    def settings(self) -> Settings:
        """The budget, retries and ejections in force."""
        return Settings(self.spec)

    def is_of_preset(self, balancer: ConsistentHash) -> bool:
        """Return whether a load balancer is that of the preset, and not one that its user has written."""
        return balancer is PRESETS[self.spec.preset].load_balancer

    @cached_property
    def targets(self) -> tuple[Target, ...]:
        """The API's own backend, and that of each model and each endpoint, with their requests."""
        return derive_targets(self.spec)

    @cached_property
    def callers(self) -> Mapping[Target, Alternatives]:
        """Who may use each target at the gateway."""
        return {target: allowed(self.spec, target.access) for target in self.targets}

    @cached_property
    def leaf_targets(self) -> tuple[LeafTarget, ...]:
        """The targets whose backends answer by themselves; a failover is replaced by its backends."""
        return tuple(leaf for target in self.targets for leaf in target.leaves)

    @cached_property
    def backends(self) -> tuple[LeafTarget, ...]:
        """The first leaf target of each backend."""
        return unique_backends(self.leaf_targets)

    @cached_property
    def policies(self) -> Mapping[LeafTarget, BackendPolicies]:
        """The traffic policies of each leaf target."""
        return {leaf: derive_policies(self.settings, leaf.backend) for leaf in self.leaf_targets}

    @cached_property
    def backend_policies(self) -> Mapping[LeafTarget, BackendPolicies]:
        """The traffic policies of each backend whose policy the API sets."""
        return {backend: self.policies[backend] for backend in self.backends if backend.has_policy}

    @cached_property
    def pod_access(self) -> Mapping[LeafTarget, PodAccess]:
        """Who may reach the pods of each backend; none if the API keeps nobody from them."""
        return dict(derive_pod_access(self.spec, self.backends))

    @cached_property
    def outbound(self) -> OutboundPlan | None:
        """What the pods may call; None: the API doesn't restrict them."""
        return derive_outbound(self.spec, self.backends)

    @cached_property
    def policies_at_gateway(self) -> Mapping[LeafTarget, TrafficPolicy]:
        """The policies of backends that the proxies of an LLM gateway balance in another way than their callers do."""
        return {
            target: at_gateway(policies.whole)
            for target, policies in self.backend_policies.items()
            if self.spec.llm_gateway and isinstance(policies.whole.load_balancer, Passthrough)
        }

    @cached_property
    def inference_pools(self) -> tuple[PoolPlan, ...]:
        """The inference pools to which routes lead, each with its route at the gateway of pools."""
        return tuple(derive_pools(self.settings, self.leaf_targets))

    @cached_property
    def legs(self) -> tuple[Leg, ...]:
        """The backends of all failovers, each with its slot."""
        return tuple(derive_legs(self.targets))

    @cached_property
    def attachment(self) -> Attachment:
        """Which Gateways the VirtualServices attach to, and which namespaces see them."""
        return derive_attachment(self.spec, self.legs)

    @cached_property
    def servers(self) -> tuple[Server, ...]:
        """The servers of the API's own Gateway; none if the API uses an existing one."""
        return tuple(derive_servers(self.spec))

    @cached_property
    def drills(self) -> tuple[FaultDrill, ...]:
        """The fault drills in the order in which the proxy tries them."""
        return in_order(self.spec.drills)

    @cached_property
    def public(self) -> PublicPaths:
        """The paths that clients may request."""
        return derive_public_paths(self.spec, self.leaf_targets)

    @cached_property
    def closed(self) -> tuple[DirectResponse, ...]:
        """The gateway's errors for paths that aren't public."""
        return tuple(derive_closed(self.spec, self.public))

    @cached_property
    def model_list(self) -> tuple[DirectResponse, ...]:
        """The gateway's answers to requests for the list of models, and for one of them."""
        return tuple(derive_model_list(self.spec, self.public, self.callers))

    @cached_property
    def refusals(self) -> tuple[DirectResponse, ...]:
        """The gateway's errors for requests that no backend gets."""
        return tuple(derive_refusals(self.spec, self.public))

    @cached_property
    def hashes(self) -> Mapping[str, Hashes]:
        """The consistent hashes of each backend, by host."""
        found = {target: policies.hashes for target, policies in self.backend_policies.items()}
        return {target.host: Hashes(by_subset=found.get(target, {})) for target in self.backends}

    @cached_property
    def spreads(self) -> Mapping[str, Spread]:
        """The destinations of each backend that has several versions or gets requests without a key, by host."""
        found = {target.host: spread(target, self.hashes[target.host]) for target in self.backends}
        return {host: one for host, one in found.items() if one}

    @cached_property
    def routes(self) -> Routes:
        """The routes of all VirtualServices."""
        routes = BackendRoutes(self.settings, self.public, self.spreads, self.hashes, self.callers)
        return Routes(
            gateway=self._gateway_routes(routes),
            legs=self._second_hops(routes),
            in_mesh={
                target.host: in_mesh_routes(routes, self.drills, target, self._sharing[target.host])
                for target in self.backends
                if target.service_name
            },
        )

    @cached_property
    def patches(self) -> EnvoyPatches:
        """The values that EnvoyFilters set."""
        gateway = self.spec.llm_gateway
        choices = gateway.choices if gateway else ENVOYS_CHOICES
        load = load_percent(gateway.max_load) if gateway else None
        return EnvoyPatches(
            backend_policies=self.backend_policies, routes=self.routes, gateway_choices=choices, gateway_load=load
        )

    @cached_property
    def owned_objects(self) -> tuple[OwnedObject, ...]:
        """The objects by name; no other API may have these names."""
        policies = {target: self.backend_policies.get(target) for target in self.backends}
        return tuple(derive_owned_objects(self.spec, policies, self.legs, self.inference_pools, self.outbound))

    @cached_property
    def checklist(self) -> tuple[str, ...]:
        """The settings that the platform's team or the gateway's owner has to make."""
        return tuple(derive_checklist(self.settings, self.backends, self.backend_policies))

    @cached_property
    def _sharing(self) -> Mapping[str, Sequence[LeafTarget]]:
        """The leaf targets with one backend, by its host."""
        found: defaultdict[str, list[LeafTarget]] = defaultdict(list)
        for leaf in self.leaf_targets:
            found[leaf.host].append(leaf)
        return found

    def _gateway_routes(self, routes: BackendRoutes) -> tuple[HttpRoute, ...]:
        answers = partial(direct_response_routes, self.spec, self.targets)
        others = (
            *routes_to_models(self.spec, self.targets, routes),
            *answers(self.model_list),
            *routes_to_backend(self.targets, routes, self.model_list),
            *answers(self.refusals),
        )
        found = (*routes_to_endpoints(self.targets, routes), *behind_endpoints(self.targets, others))
        timed = tuple(one for route in found for one in split_streams(self.settings, route))
        # What isn't public comes before everything else, so that no other route has to know it.
        return with_cors(self.spec, self.public, self.targets, (*answers(self.closed), *with_twins(self.drills, timed)))

    def _second_hops(self, routes: BackendRoutes) -> Mapping[str, tuple[HttpRoute, ...]]:
        found: dict[str, tuple[HttpRoute, ...]] = {}
        for leg in sorted(self.legs, key=lambda leg: leg.slot):
            name = object_names.slot(self.spec, leg.slot)
            found[name] = (*found.get(name, ()), *leg_routes(routes, self.drills, leg))
        # Fault drills come before all other routes, of all failovers.
        return {name: tuple(sorted(each, key=lambda route: route.drill is None)) for name, each in found.items()}
