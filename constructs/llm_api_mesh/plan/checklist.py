"""What no object of a mesh can set: the numbers that the gateway's administrator has to see to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from llm_api_mesh.plan import request_body, settings
from llm_api_mesh.plan.legs import PORT, failovers
from llm_api_mesh.plan.policy import policies
from llm_api_mesh.plan.providers import providers
from llm_api_mesh.releases import Since
from llm_api_mesh.spec.budget import Budget
from llm_api_mesh.spec.credentials import AwsSignature, Credential, GoogleToken, KeyFromEnvironment
from llm_api_mesh.spec.durations import istio_duration
from llm_api_mesh.spec.locality import ZoneAware
from llm_api_mesh.spec.mesh import Mesh

_PROFILES = Since("1.31", "connectionSettings.profile")
# How long a silent stream lives in the EDGE profile.
_EDGE_TIMEOUT = timedelta(minutes=5)


def checklist(mesh: Mesh) -> list[str]:
    """The settings that follow from what the mesh's team knows; none where it says nothing."""
    budget = settings.budget(mesh)
    return [
        *_outer_load_balancer(budget),
        *_profile(mesh, budget),
        *_drain(budget),
        *_limits(mesh),
        *_zones(mesh),
        *_bodies(mesh),
        *_second_hop(mesh),
        *_credentials(mesh),
    ]


def _outer_load_balancer(budget: Budget) -> Iterator[str]:
    silence = _longest(budget.first_token, budget.stream_silence)
    if silence:
        yield (
            f"Load balancers in front of the gateway: idle timeout {istio_duration(silence)} or more "
            "(many have 60s), as a stream may be silent for so long."
        )


def _profile(mesh: Mesh, budget: Budget) -> Iterator[str]:
    longest = _longest(budget.first_token, budget.stream_silence, budget.generation)
    if not _PROFILES.missing_in(mesh.istio) and longest and longest >= _EDGE_TIMEOUT:
        yield (
            "Gateway pods with connectionSettings.profile EDGE: httpStreamIdleTimeout "
            f"{istio_duration(longest)} or more, instead of {istio_duration(_EDGE_TIMEOUT)}."
        )


def _drain(budget: Budget) -> Iterator[str]:
    if budget.generation:
        longest = istio_duration(budget.generation)
        yield (
            f"Gateway pods: terminationDrainDuration {longest} (Istio's default is 5s), and a longer "
            "terminationGracePeriodSeconds, or a rollout of the gateway cuts answers off."
        )
        yield (
            f"Model servers with a sidecar: terminationDrainDuration {longest} in their annotation "
            "proxy.istio.io/config, for the same reason."
        )


def _limits(mesh: Mesh) -> Iterator[str]:
    for target in mesh.backends:
        for version, policy in sorted(policies(mesh, target.backend).items()):
            limit = policy.max_requests
            if limit:
                whom = f"version {version} of {target.host}" if version else target.host
                yield (
                    f"Gateway pods: each lets {limit} requests at a time pass to {whom}, "
                    f"so that two pods let {2 * limit} pass."
                )


def _zones(mesh: Mesh) -> Iterator[str]:
    everywhere = [policy.locality for target in mesh.backends for policy in policies(mesh, target.backend).values()]
    if any(isinstance(locality, ZoneAware) and locality.enabled for locality in everywhere):
        yield (
            "Gateway pods: the variable ISTIO_META_ENABLE_SELF_DISCOVERY=true, or they don't know in which zones "
            "they are themselves, and no zone is preferred."
        )


def _bodies(mesh: Mesh) -> Iterator[str]:
    if longest := request_body.longest(mesh):
        yield (
            f"Gateway pods: memory for {longest} bytes (max_prompt_bytes) times the long prompts that arrive at a "
            "time; the listeners' own buffer limits need no change."
        )


def _second_hop(mesh: Mesh) -> Iterator[str]:
    if failovers(mesh):
        yield (
            f"Filters of your own on all of the gateway's listeners: leave port {PORT} out, on which the gateway asks "
            "itself, or each request passes them twice; a limiter there sends requests on to the next backend."
        )


def _credentials(mesh: Mesh) -> list[str]:
    lines = (
        f"Gateway pods: {_source(provider.credential)}, for {provider.service.address}." for provider in providers(mesh)
    )
    return list(dict.fromkeys(lines))


def _source(credential: Credential) -> str:
    if isinstance(credential, AwsSignature):
        return f"an AWS identity that may use {credential.service} in {credential.region}"
    if isinstance(credential, GoogleToken):
        return "a Google identity"
    if isinstance(credential.key, KeyFromEnvironment):
        return f"the variable {credential.key.variable}, from a Secret"
    return f"the file {credential.key.path}, from a mounted Secret and before the mesh is applied"


def _longest(*lengths: timedelta | None) -> timedelta | None:
    return max((length for length in lengths if length), default=None)
