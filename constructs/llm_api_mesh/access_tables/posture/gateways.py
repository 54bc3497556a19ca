"""What is open or closed at Gateways: encryption, certificates, tokens, headers, hosts, and where routes may lead."""

from __future__ import annotations

from collections.abc import Iterator

from llm_api_mesh.access_tables.answers import answer, last_refusal
from llm_api_mesh.access_tables.fields import items, text, texts
from llm_api_mesh.access_tables.outcomes import Outcome
from llm_api_mesh.access_tables.patches import PoolRights
from llm_api_mesh.access_tables.places import Place, places
from llm_api_mesh.access_tables.posture.lines import Setting, State
from llm_api_mesh.access_tables.requests import Caller, Request
from llm_api_mesh.access_tables.world import World, port_of

_ANYONE, _HOLDER = Caller("no token"), Caller("any valid token", {})
_VERSIONS = {"TLSV1_0": "1.0", "TLSV1_1": "1.1", "TLSV1_2": "1.2", "TLSV1_3": "1.3"}
_OLD = frozenset({"TLSV1_0", "TLSV1_1"})
_WITH_TLS = frozenset({"HTTPS", "TLS"})


def gateway_settings(world: World) -> Iterator[Setting]:
    """Yield a line for each topic of each host at a Gateway."""
    gateways: dict[str, list[Place]] = {}
    for place in places(world.manifests):
        if place.manifest is None:
            gateway = f"Gateway {place.gateway}"
            why = "the folder doesn't have this Gateway"
            yield Setting(f"{gateway}, {place.host}", "all", "unknown", why, ", ".join(s.ref for s in place.services))
            continue
        gateways.setdefault(place.manifest.ref, []).append(place)
        subject = f"{place.manifest.ref}, {place.host}, {place.protocol} {port_of(place.server)}"
        yield _encryption(world, place, subject, place.manifest.ref)
        if place.protocol in _WITH_TLS:
            yield _versions(place, subject, place.manifest.ref)
            yield _client_certificates(place, subject, place.manifest.ref)
        yield _hosts(place, subject, place.manifest.ref)
        yield _tokens(world, place, subject)
    for source, some in sorted(gateways.items()):
        yield from _headers(world, some, source)
        yield from _destinations(world, some[0], source)


def _encryption(world: World, place: Place, subject: str, source: str) -> Setting:
    topic, mode = "encryption", text(place.server, "tls", "mode")
    if place.protocol in _WITH_TLS:
        if "PASSTHROUGH" in mode:
            return Setting(subject, topic, "unknown", "TLS passes through to the backend, which must end it", source)
        secrets = [text(place.server, "tls", "credentialName"), *texts(place.server, "tls", "credentialNames")]
        names = ", ".join(filter(None, secrets)) or "files of the pods"
        return Setting(subject, topic, "closed", f"TLS, with the certificate of the Secret {names}", source)
    found = answer(world, place, Request(), _ANYONE)
    if found.kind == "answered" and found.reason.startswith("redirect to HTTPS"):
        return Setting(subject, topic, "closed", f"plain HTTP gets nothing but {found.status}, {found.reason}", source)
    return Setting(subject, topic, "open", "plain HTTP: keys and prompts cross the network in the clear", source)


def _versions(place: Place, subject: str, source: str) -> Setting:
    least = text(place.server, "tls", "minProtocolVersion")
    if not least or least == "TLS_AUTO":
        return Setting(
            subject, "TLS versions", "closed", "1.2 and 1.3, Istio's default unless the mesh sets 1.3", source
        )
    most = _VERSIONS.get(text(place.server, "tls", "maxProtocolVersion"), "1.3")
    oldest = _VERSIONS.get(least, least)
    versions = f"{oldest} only" if oldest == most else f"{oldest} to {most}"
    state: State = "open" if least in _OLD else "closed"
    return Setting(subject, "TLS versions", state, versions, source)


def _client_certificates(place: Place, subject: str, source: str) -> Setting:
    topic, tls = "client certificates", place.server.get("tls")
    secret = text(tls, "caCertCredentialName") or text(tls, "credentialName") or "files of the pods"
    known = {
        "MUTUAL": Setting(subject, topic, "closed", f"required, of an authority in the Secret {secret}", source),
        "ISTIO_MUTUAL": Setting(subject, topic, "closed", "required, of the mesh", source),
        "OPTIONAL_MUTUAL": Setting(
            subject, topic, "partly", f"not required; one of the Secret {secret} is verified", source
        ),
    }
    return known.get(text(tls, "mode"), Setting(subject, topic, "open", "not required", source))


def _hosts(place: Place, subject: str, source: str) -> Setting:
    allowed = [
        one.rpartition("/")[0] or "*"
        for one in texts(place.server, "hosts")
        if _may_be(one.rpartition("/")[2].lower(), place.host)
    ]
    if "*" in allowed:
        return Setting(subject, "who may serve the host", "open", "VirtualServices of every namespace", source)
    own = place.pods.namespace
    names = sorted({own if one == "." else one for one in allowed})
    return Setting(subject, "who may serve the host", "closed", f"VirtualServices of {', '.join(names)} only", source)


def _may_be(listed: str, host: str) -> bool:
    return listed == host or (listed.startswith("*") and host.endswith(listed[1:]))


def _tokens(world: World, place: Place, subject: str) -> Setting:
    topic, found = "tokens of callers", answer(world, place, Request(), _ANYONE)
    rules = world.tokens(place.pods).rules
    verified = ", ".join(dict.fromkeys(one.ref for one, _ in rules))
    source = found.source or (place.manifest.ref if place.manifest else "")
    if found.authorizer:
        return Setting(subject, topic, "unknown", f"external authorizer {found.authorizer} decides", found.authorizer)
    if found.kind == "refused":
        return Setting(subject, topic, "closed", f"required: {found.status} without a valid one", source)
    if found.kind == "unread":
        return Setting(subject, topic, "unknown", found.reason, source)
    if found.is_early and (later := last_refusal(world, place)):
        why = f"required by every route: {later.status} without a valid one"
        return Setting(subject, topic, "closed", why, later.source)
    if found.reason.startswith("redirect"):
        return Setting(subject, topic, "closed", "not required, as nothing is served here but a redirect", source)
    why = "; one that a request has must be valid" if verified else ", and no RequestAuthentication verifies any"
    return Setting(subject, topic, "open", f"not required{why}", verified or source)


def _headers(world: World, some: list[Place], source: str) -> Iterator[Setting]:
    """By which headers a client could pose as another one, or as the gateway."""
    patches, tokens = world.patches(some[0].pods), world.tokens(some[0].pods)
    stated = {
        text(one, "header").lower(): rule.ref
        for rule, spec in tokens.rules
        for one in items(spec, "outputClaimToHeaders")
    }
    for name in sorted({*patches.written, *stated}):
        request = Request(headers={name: "forged"})
        found = [(one, answer(world, place, request, one)) for place in some for one in (_ANYONE, _HOLDER)]
        yield _header(name, found, stated.get(name, ""), patches.writers.get(name, ""), source)


def _header(name: str, found: list[tuple[Caller, Outcome]], by_token: str, by_filter: str, source: str) -> Setting:
    topic = f"header {name} of a client"
    admitted = [caller for caller, outcome in found if outcome.kind != "refused"]
    if not admitted:
        return Setting(source, topic, "closed", f"refused: {found[0][1].status}", found[0][1].source)
    if by_token and all(one.claims is not None for one in admitted):
        return Setting(source, topic, "closed", "replaced by the claim of the token; refused without one", by_token)
    if by_filter:
        return Setting(source, topic, "partly", "replaced by the gateway, and not refused", by_filter)
    return Setting(source, topic, "open", "accepted: backends may believe it", source)


def _users(rights: PoolRights) -> str:
    """Say which routes may lead to Services of other namespaces. Namespaces with equal users come together."""
    if not rights.users and not rights.others and rights.others is not None:
        return "routes may lead only to Services of their own namespace"
    owners: dict[str, list[str]] = {}
    for name, some in sorted(rights.users.items()):
        owners.setdefault(", ".join(some) or "nobody else", []).append(name)
    users = [f"{some} for those of {', '.join(names)}" for some, names in owners.items()]
    others = "everyone" if rights.others is None else ", ".join(rights.others) or "nobody else"
    return f"beside their own namespace, routes may lead there of: {'; '.join([*users, f'{others} for all others'])}"


def _destinations(world: World, place: Place, source: str) -> Iterator[Setting]:
    """Where routes may lead, on the pods of an LLM gateway."""
    patches = world.patches(place.pods)
    rights = patches.pools
    topic = "Services of other namespaces"
    if rights is None:
        yield Setting(source, topic, "open", "routes of every namespace may lead to every Service", source)
    else:
        state: State = "partly" if rights.others is None else "closed"
        yield Setting(source, topic, state, _users(rights), rights.source)
    topic = "addresses of the gateway's own pod and of clouds' metadata servers"
    if patches.own_addresses:
        yield Setting(source, topic, "closed", "403 for routes that lead there", patches.own_addresses)
    else:
        yield Setting(source, topic, "open", "routes may lead there", source)
