"""What happens to requests, as parts of sentences."""

from __future__ import annotations

from collections.abc import Iterable

from llm_api_mesh.traffic.model import GOES, Entry, Rule, Share


def place_in_words(entry: Entry) -> str:
    """Where requests come in."""
    return f"calls in the mesh of {entry.host}" if entry.is_in_mesh else host_at_gateway(entry.host, entry.gateway)


def host_at_gateway(host: str, gateway: str) -> str:
    """A host that clients call."""
    return f"{host} at the Gateway {gateway}"


def rule_in_words(rule: Rule) -> str:
    """What happens to the requests of a rule, as the end of a sentence."""
    chain = fallbacks(rule)
    return f"{phrase(rule.parts(1).values())}{f', and falls back to {chain}' if chain else ''}"


def phrase(parts: Iterable[tuple[Share, ...]]) -> str:
    """What happens to requests with these shares, as the end of a sentence."""
    found = []
    for shares in dict.fromkeys(parts):
        if len(shares) == 1:
            found.append(shares[0].target.phrase)
        else:
            found.append(f"{GOES}{' or '.join(map(_part, shares))}")
    return ", or ".join(found)


def _part(share: Share) -> str:
    percentage = f", {share.words}" if share.set_by else f" ({share.words})"
    return f"{share.target.words}{percentage}"


def fallbacks(rule: Rule) -> str | None:
    """The backends that get what the first one can't serve, in their order."""
    places = [phrase(rule.parts(order).values()).removeprefix(GOES) for order in rule.orders if order > 1]
    return ", then ".join(places) or None
