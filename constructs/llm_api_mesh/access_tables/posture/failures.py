"""What happens when a part fails that no object stands for: istiod, an issuer's keys, Secrets, a key, a sidecar."""

from __future__ import annotations

from collections.abc import Iterator

from llm_api_mesh.access_tables.fields import items, text, texts
from llm_api_mesh.access_tables.manifests import Manifest
from llm_api_mesh.access_tables.places import public_gateways
from llm_api_mesh.access_tables.pod_rows import services_with_pods
from llm_api_mesh.access_tables.posture.lines import Failure, FailureState
from llm_api_mesh.access_tables.world import World

_PICKER = "endpointPickerRef"


def part_failures(world: World) -> Iterator[Failure]:
    """Yield a line for each part that may fail."""
    for gateway in public_gateways(world.manifests):
        yield Failure(
            f"istiod or the API server, for {gateway.ref}",
            "as before",
            "proxies keep what they have and answer as before; changes and new pods wait",
            gateway.ref,
        )
        yield from _secrets(gateway)
        yield from _keys(world, gateway)
    yield from _issuers(world)
    yield from _authorizers(world)
    yield from _pools(world)
    for service in services_with_pods(world):
        yield Failure(
            f"the sidecar of pods of {service.ref}, which are not in ambient mode either",
            "open",
            "everyone with network access reaches them, because no proxy applies the policies",
            service.ref,
        )


def _secrets(gateway: Manifest) -> Iterator[Failure]:
    own: set[str] = set()
    clients: set[str] = set()
    for server in items(gateway.spec, "servers"):
        tls = server.get("tls")
        own |= {text(tls, "credentialName"), *texts(tls, "credentialNames")}
        clients |= {text(tls, "caCertCredentialName")}
    for name in sorted(own - {""}):
        yield Failure(
            f"the Secret {name} with a certificate is missing",
            "closed",
            f"an error of TLS at the hosts with this certificate, in the namespace {gateway.namespace}",
            gateway.ref,
        )
    for name in sorted(clients - {""}):
        yield Failure(
            f"the Secret {name} with the authorities of clients is missing",
            "closed",
            "an error of TLS, with a certificate and without; a pod that runs goes on as before for 15 s",
            gateway.ref,
        )


def _issuers(world: World) -> Iterator[Failure]:
    for one in world.manifests.kind("RequestAuthentication"):
        for rule in items(one.spec, "jwtRules"):
            issuer = text(rule, "issuer")
            if text(rule, "jwks"):
                continue
            where = text(rule, "jwksUri") or f"the URL that {issuer} publishes"
            yield Failure(
                f"the keys of {issuer} can't be fetched from {where}",
                "closed",
                "401 for its tokens if istiod has never had the keys; with keys from before, as before",
                one.ref,
            )


def _authorizers(world: World) -> Iterator[Failure]:
    for one in world.manifests.kind("AuthorizationPolicy"):
        if text(one.spec, "action") == "CUSTOM":
            part = f"the external authorizer {text(one.spec, 'provider', 'name')} doesn't answer"
            behind = _refused_behind(world, one)
            if behind:
                yield Failure(part, "closed", behind, one.ref)
            else:
                words = "403, unless meshConfig.extensionProviders has failOpen or another statusOnError for it"
                yield Failure(part, "unknown", words, one.ref)


def _refused_behind(world: World, policy: Manifest) -> str:
    """What callers see if the gateway's filters refuse requests that no authorizer has let in; empty: they don't."""
    for gateway in public_gateways(world.manifests):
        patches = world.patches_of_gateway(gateway)
        for check in patches.last_checks:
            if check.asks_authorizer and check.policy == policy.name and gateway.namespace == policy.namespace:
                status, late = patches.unchecked or 403, patches.statuses.get(check.policy, 403)
                return f"{status}; {late} if meshConfig.extensionProviders has failOpen for it, by {check.source}"
    return ""


def _keys(world: World, gateway: Manifest) -> Iterator[Failure]:
    for host, patch in sorted(world.patches_of_gateway(gateway).clusters.items()):
        if patch.key_file:
            empty = "500 provider_key_missing" if patch.requires_key else "what the provider answers without a key"
            yield Failure(
                f"the key of {host} is missing in {patch.key_file}",
                "closed",
                f"{empty}; 503 if the file isn't there when a pod starts; the provider gets no request with a key",
                patch.source,
            )
        elif patch.signs or patch.takes_google_token:
            yield Failure(
                f"the cloud gives the gateway's pods no identity for {host}",
                "closed",
                "500 provider_key_missing, and the provider gets no request",
                patch.source,
            )


def _pools(world: World) -> Iterator[Failure]:
    for one in world.manifests.kind("InferencePool"):
        mode = text(one.spec, _PICKER, "failureMode") or "FailClose"
        words = {
            "FailOpen": "requests go to any pod of the pool, without the picker",
            "FailClose": "503, or the next backend of a failover",
        }.get(mode, mode)
        state: FailureState = "as before" if mode == "FailOpen" else "closed"
        yield Failure(f"the picker of {one.ref} doesn't answer", state, f"{mode}: {words}", one.ref)
