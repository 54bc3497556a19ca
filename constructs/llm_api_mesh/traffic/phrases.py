"""What happens to requests, as parts of sentences."""

from __future__ import annotations

from collections.abc import Iterable

from llm_api_mesh.traffic.model import Entry, Rule, Share

_GOES = "goes to "


def place_in_words(entry: Entry) -> str:
    """Where requests come in."""
    return f"calls in the mesh of {entry.host}" if entry.is_in_mesh else f"{entry.host} at the Gateway {entry.gateway}"


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
            found.append(f"{_GOES}{' or '.join(f'{one.target.words} ({one.percent:g} %)' for one in shares)}")
    return ", or ".join(found)


def fallbacks(rule: Rule) -> str | None:
    """The backends that get what the first one can't serve, in their order."""
    places = [phrase(rule.parts(order).values()).removeprefix(_GOES) for order in rule.orders if order > 1]
    return ", then ".join(places) or None
