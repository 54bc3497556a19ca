"""Traffic of hand-written YAML and of the examples, as short texts."""

from __future__ import annotations

from pathlib import Path

from llm_api_mesh.access_tables.manifests import Manifests, manifest
from llm_api_mesh.access_tables.reading import read_objects
from llm_api_mesh.traffic.model import Entry, Rule, Traffic
from llm_api_mesh.traffic.phrases import rule_in_words
from llm_api_mesh.traffic.reading import read_traffic
from support.manifests import Object


def traffic_in(folder: Path) -> Traffic:
    """The traffic of a folder."""
    return read_traffic(Manifests.of(read_objects(folder)))


def traffic(*objects: Object) -> Traffic:
    """The traffic of objects."""
    return read_traffic(Manifests.of(map(manifest, objects)))


def entry(found: Traffic, host: str = "chat.example.com") -> Entry:
    """The only entry of a host."""
    (one,) = [one for one in found.entries if one.host == host]
    return one


def words(found: Traffic, host: str = "chat.example.com") -> dict[str, str]:
    """What happens to each kind of requests of a host."""
    return {request: rule_in_words(rule) for rule in entry(found, host).rules for request in rule.requests}


def rule(found: Traffic, request: str, host: str = "chat.example.com") -> Rule:
    """The rule of a kind of requests."""
    return next(one for one in entry(found, host).rules if request in one.requests)


def settings(found: Rule) -> dict[str, str]:
    """The settings of a rule."""
    return {one.name: one.value for one in found.settings}
