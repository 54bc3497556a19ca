"""The checklist: settings that no object of an API can contain, with the numbers.

A setting is written as its reader writes it: as YAML, or as a variable.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta

from llm_api_mesh.plan import object_names
from llm_api_mesh.plan.plain_http import in_the_clear
from llm_api_mesh.plan.settings import Settings
from llm_api_mesh.plan.target import LeafTarget
from llm_api_mesh.plan.traffic_policy import BackendPolicies
from llm_api_mesh.releases import Since
from llm_api_mesh.spec.api import ApiSpec
from llm_api_mesh.spec.backends import Failover, ProviderRef, ServiceRef
from llm_api_mesh.spec.budget import Budget
from llm_api_mesh.spec.caller import ALL_CALLERS
from llm_api_mesh.spec.durations import istio_duration
from llm_api_mesh.spec.gateway import Gateway, GatewayRef
from llm_api_mesh.spec.locality import ZoneAware
from llm_api_mesh.spec.model import Model

_PROFILES = Since("1.31", "connectionSettings.profile")


def derive_checklist(
    settings: Settings, backends: Sequence[LeafTarget], policies: Mapping[LeafTarget, BackendPolicies]
) -> Iterator[str]:
    """Yield the settings that follow from the specification; none if it has no such numbers."""
    yield from _outer_load_balancer(settings.budget)
    if settings.spec.llm_gateway:
        yield from _drain_of_llm_gateway(settings.budget)
        yield from _pools_of_others(settings.spec, backends)
        yield from _names_of_models(settings.spec.models)
    else:
        if isinstance(settings.spec.gateway, Gateway):
            yield from _everyone(settings.spec.gateway)
        yield from _visibility()
        if isinstance(settings.spec.gateway, Gateway):
            yield NO_SCOPE
        yield from _silence(settings)
        yield from _drain(settings.budget)
    yield from _access(settings.spec, backends)
    yield from _drain_of_sidecars(settings, backends)
    yield from _limits(policies)
    yield from _zones(policies)
    yield from _weights(settings.spec, backends)


def _outer_load_balancer(budget: Budget) -> Iterator[str]:
    silence = _longest(budget.first_token, budget.stream_silence)
    if silence:
        yield (
            f"Load balancers in front of the gateway: idle timeout {istio_duration(silence)} or more "
            "(many have 60s), because a stream may be silent for so long."
        )


def _weights(api: ApiSpec, backends: Iterable[LeafTarget]) -> Iterator[str]:
    """Argo CD takes weights that somebody sets for a mistake, unless its Application names them."""
    for target in backends:
        if api.argo_cd and (manager := target.backend.weights_manager):
            name = f"{api.namespace}/{object_names.versions(target)}"
            yield f"Argo CD: ignore_weights_of: [{name}] for the team, or it undoes the weights that {manager} sets."


def _silence(settings: Settings) -> Iterator[str]:
    """Routes inherit the idle timeout of the gateway's pods, as a VirtualService has no field for it."""
    edge = "" if _PROFILES.missing_in(settings.spec.istio) else " (profile EDGE: 300s)"
    longest = settings.budget.generation
    wanted = f"to {istio_duration(longest)} or more" if longest else "higher than the time of the longest whole answer"
    yield (
        f"Gateway pods: if they have a stream_idle_timeout{edge}, set it {wanted}, or whole answers that take longer "
        "get 504."
    )


def _everyone(gateway: Gateway) -> Iterator[str]:
    """What an API's own Gateway leaves open. The owner of an existing one decides for it."""
    yield (
        "Callers: everyone who reaches the gateway may use the API. An LlmGateway requires tokens, keys or "
        "certificates of clients."
    )
    for item in in_the_clear(gateway.http):
        how = "Without http" if gateway.certificates else "With certificates instead of http"
        yield f"{item} {how}, the Gateway serves HTTPS only."


def _visibility() -> Iterator[str]:
    yield "Mesh configuration: if it sets default*ExportTo, the API's objects need exportTo, or clients get 404 or 503."


NO_SCOPE = (
    "istiod: no PILOT_SCOPE_GATEWAY_TO_NAMESPACE=true, unless the gateway's pods are in the API's namespace, "
    "or clients get 404. With this setting, write gateway: {kind: GatewayRef, ...} for a Gateway in the pods' "
    "namespace."
)
"""The item for an API's own Gateway, which is in the API's namespace. The pods are the gateway owner's."""


def _drain_of_llm_gateway(budget: Budget) -> Iterator[str]:
    if budget.generation:
        longest = istio_duration(budget.generation)
        yield f"LlmGateway: pods: {{kind: DeployedPods, longest_generation: {longest}}}, or a longer time."


def _pools_of_others(spec: ApiSpec, backends: Iterable[LeafTarget]) -> Iterator[str]:
    """What an LLM gateway must open that this program doesn't know well enough."""
    gateway = spec.llm_gateway
    if gateway is None or gateway.pool_users is not None or spec.namespace == gateway.namespace:
        return
    services = (target.backend for target in backends if isinstance(target.backend, ServiceRef))
    for owner in sorted({one.namespace for one in services if one.namespace} - {spec.namespace}):
        yield f"LlmGateway: pool_users: {{{owner}: [{spec.namespace}]}}, or requests for its Services get 403."


def _names_of_models(models: Iterable[Model]) -> Iterator[str]:
    """The names of a model that may not all be its provider's."""
    for model in models:
        backends = model.backend.backends if isinstance(model.backend, Failover) else (model.backend,)
        providers = [one.provider for one in backends if isinstance(one, ProviderRef) and one.model is None]
        if providers and (model.aliases or model.prefixes or model.patterns):
            yield (
                f'Provider {providers[0]}: it must know every name that clients write for the model "{model.name}", '
                "or they get its 404. If it knows one name only, the API's team writes this name as the model of the "
                "ProviderRef."
            )


def _access(spec: ApiSpec, backends: Sequence[LeafTarget]) -> Iterator[str]:
    """What keeps others from the pods. A user who writes ALL_CALLERS has decided."""
    own = [target for target in backends if target.pods]
    if own and spec.admitted is None and spec.callers != ALL_CALLERS:
        yield (
            "Pods: everyone in the cluster can call them past the gateway. With "
            f"{_with_account(spec.gateway)}, they admit only the gateway and the callers."
        )
    if own and spec.admitted != () and _is_for_some(spec):
        yield (
            "Pods: callers in the mesh need no token, because access holds at the gateway. With callers: [], "
            "the pods admit only the gateway."
        )
    if spec.admitted is None:
        return
    if own:
        yield "Model servers: a sidecar or ambient mode, or everyone in the cluster can call them past the gateway."
    if any(target.backend.picked for target in backends):
        yield (
            "Pods of inference pools: everyone in the cluster can call them past the gateway. A NetworkPolicy can "
            "admit only the gateway of inference pools, the pickers and Prometheus."
        )
    for target in backends:
        if not (target.pods or target.backend.picked or target.backend.belongs_to_gateway):
            yield (
                f"Pods behind {target.host}: the API doesn't know their labels, so their owner keeps others from them."
            )


def _with_account(gateway: object) -> str:
    """Return the gateway of an API with the identity of its pods."""
    given = f"namespace: {gateway.namespace}, name: {gateway.name}" if isinstance(gateway, GatewayRef) else "..."
    return f"gateway: {{kind: {type(gateway).__name__}, {given}, service_account: NAMESPACE/NAME}}"


def _is_for_some(spec: ApiSpec) -> bool:
    return any((spec.access, *(one.access for one in spec.models), *(one.access for one in spec.endpoints)))


def _drain_of_sidecars(settings: Settings, backends: Sequence[LeafTarget]) -> Iterator[str]:
    """Istio writes the Services and the policies of pods into the listeners of their sidecars."""
    longest = settings.budget.generation
    closed = settings.spec.admitted is not None and any(target.pods for target in backends)
    if closed or (longest and not all(target.backend.belongs_to_gateway for target in backends)):
        time = istio_duration(longest) if longest else "900s"
        known = "" if longest else ", with the time of the longest answer instead of 900s"
        yield (
            "Model servers with a sidecar: the annotation proxy.istio.io/config: "
            f"'{{drainDuration: {time}, terminationDrainDuration: {time}}}'{known}. Otherwise a rollout of these pods "
            "cuts answers off after 5s, and a change of their Services or policies, such as other callers, after 45s."
        )


def _drain(budget: Budget) -> Iterator[str]:
    if budget.generation:
        longest = istio_duration(budget.generation)
        yield (
            f"Gateway pods: the annotation proxy.istio.io/config: '{{terminationDrainDuration: {longest}}}' (Istio's "
            "default is 5s), and a longer terminationGracePeriodSeconds. Otherwise a rollout of the gateway cuts "
            "answers off."
        )


def _limits(policies: Mapping[LeafTarget, BackendPolicies]) -> Iterator[str]:
    for target, backend in policies.items():
        for version, policy in sorted(backend.in_force.items()):
            limit = policy.max_requests
            if limit:
                whom = f"version {version} of {target.host}" if version else target.host
                yield (
                    f"Gateway pods: each lets {limit} requests at a time pass to {whom}, "
                    f"so that two pods let {2 * limit} pass."
                )


def _zones(policies: Mapping[LeafTarget, BackendPolicies]) -> Iterator[str]:
    everywhere = [policy.locality for backend in policies.values() for policy in backend.in_force.values()]
    if any(isinstance(locality, ZoneAware) and locality.enabled for locality in everywhere):
        yield (
            "Gateway pods: the variable ISTIO_META_ENABLE_SELF_DISCOVERY=true; otherwise they don't know their own "
            "zones, and prefer none."
        )


def _longest(*lengths: timedelta | None) -> timedelta | None:
    return max((length for length in lengths if length), default=None)
