"""What is open or closed on the way to hosts outside of the cluster: who may use them, keys and TLS."""

from __future__ import annotations

from collections.abc import Iterator

from llm_api_mesh.access_tables.fields import items, mapping, text, texts
from llm_api_mesh.access_tables.manifests import ISTIO, Manifest
from llm_api_mesh.access_tables.patches import ClusterPatch
from llm_api_mesh.access_tables.places import pods_of, public_gateways
from llm_api_mesh.access_tables.posture.lines import Setting
from llm_api_mesh.access_tables.routes import is_visible
from llm_api_mesh.access_tables.world import World

_NO_TLS = frozenset({"", "DISABLE"})


def provider_settings(world: World) -> Iterator[Setting]:
    """Yield a line for each topic of each host of a ServiceEntry."""
    for entry in world.manifests.kind("ServiceEntry", ISTIO):
        for host in texts(entry.spec, "hosts"):
            addresses = ", ".join(text(one, "address") for one in items(entry.spec, "endpoints")) or host
            subject = f"{entry.ref}, {addresses}"
            yield _seen(entry, subject)
            yield from _tls(world, entry, host, subject)
            patch = patch_of(world, entry, host)
            yield _users(patch, subject, entry.ref)
            if host.endswith(".llm-gateway.internal"):
                yield _key(patch, subject, entry.ref)


def patch_of(world: World, entry: Manifest, host: str) -> ClusterPatch | None:
    """What the EnvoyFilters of a gateway that sees a host do on the way there."""
    for gateway in public_gateways(world.manifests):
        pods = pods_of(world.manifests, gateway)
        if is_visible(entry, pods.namespace) and host in world.patches(pods).clusters:
            return world.patches(pods).clusters[host]
    return None


def _seen(entry: Manifest, subject: str) -> Setting:
    names = texts(entry.spec, "exportTo") or ["*"]
    if "*" in names:
        return Setting(subject, "who sees the host", "open", "the proxies of every namespace", entry.ref)
    seen = ", ".join(entry.namespace if one == "." else one for one in names)
    return Setting(subject, "who sees the host", "closed", f"the proxies of {seen} only", entry.ref)


def _tls(world: World, entry: Manifest, host: str, subject: str) -> Iterator[Setting]:
    topic = "TLS to the host"
    rules = [one for one in world.manifests.kind("DestinationRule", ISTIO) if text(one.spec, "host") == host]
    if not rules:
        protocols = {text(one, "protocol").upper() for one in items(entry.spec, "ports")}
        own = bool(protocols) and protocols <= {"HTTPS", "TLS"}
        if own:
            yield Setting(subject, topic, "unknown", "TLS of the caller's own, which no proxy reads", entry.ref)
        else:
            yield Setting(subject, topic, "open", "none", entry.ref)
    for rule in rules:
        tls = mapping(rule.spec, "trafficPolicy", "tls")
        mode = text(tls, "mode")
        verified = text(tls, "caCertificates") and tls.get("subjectAltNames")
        if mode in _NO_TLS:
            yield Setting(subject, topic, "open", "none", rule.ref)
        elif tls.get("insecureSkipVerify"):
            yield Setting(subject, topic, "open", "the certificate isn't verified", rule.ref)
        elif verified:
            names = ", ".join(texts(tls, "subjectAltNames"))
            yield Setting(subject, topic, "closed", f"the certificate must be for {names}", rule.ref)
        else:
            yield Setting(
                subject, topic, "partly", "the rule doesn't set both an authority and a name to verify", rule.ref
            )


def _users(patch: ClusterPatch | None, subject: str, source: str) -> Setting:
    topic = "who may use it"
    if patch is None or patch.users is None:
        return Setting(subject, topic, "open", "routes of every namespace at a gateway that sees the host", source)
    users = ", ".join(patch.users) or "no namespace"
    return Setting(subject, topic, "closed", f"routes of {users} only; others get 403", patch.source)


def _key(patch: ClusterPatch | None, subject: str, source: str) -> Setting:
    topic = "key"
    if patch is None or not (patch.key_file or patch.signs or patch.takes_google_token):
        return Setting(subject, topic, "closed", "no object adds one, so the provider refuses requests", source)
    identity = "AWS" if patch.signs else "Google"
    where = (
        f"the file {patch.key_file}, in {patch.key_header}" if patch.key_file else f"the gateway's {identity} identity"
    )
    return Setting(subject, topic, "closed", f"from {where}; callers' own keys are removed", patch.source)
