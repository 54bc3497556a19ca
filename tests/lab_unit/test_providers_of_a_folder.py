"""The hosted providers that a folder of YAML expects are read from the YAML."""

from __future__ import annotations

from lab.cli.backends import hosts
from lab.cli.providers import base_path, providers
from lab.cluster import manifests
from support.programs import golden_yaml


def test_a_provider_has_the_base_path_of_its_script() -> None:
    """The gateway's script on the cluster of a provider says what it writes instead of /v1."""
    found = {
        address: base_path(objects, address)
        for objects in map(manifests.objects, map(golden_yaml, ("failover", "provider_file_key")))
        for address in providers(objects)
    }
    assert found == {"acme.openai.azure.com": "/openai/v1", "llm.example.net": "/api/v1"}


def test_the_provider_of_a_failover_is_listed_once() -> None:
    """Loopback addresses aren't providers, and a provider behind two models is listed once; clients use one host."""
    folder = golden_yaml("failover")
    assert list(providers(manifests.objects(folder))) == ["acme.openai.azure.com"]
    assert hosts(folder) == ["chat.example.com"]
