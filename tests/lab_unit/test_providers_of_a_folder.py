"""The hosted providers that a folder of YAML expects are read from the YAML."""

from __future__ import annotations

from lab.cli.backends import hosts
from lab.cli.providers import providers, variables
from lab.cluster import manifests
from support.programs import golden_yaml


def test_every_variable_has_a_value() -> None:
    """Every environment variable that the routes name has a value."""
    folder = golden_yaml("provider_environment_key")
    assert variables(folder).keys() == {"OPENAI_API_KEY"}


def test_the_provider_of_a_failover_is_listed_once() -> None:
    """Loopback addresses aren't providers, and a provider behind two models is listed once; clients use one host."""
    folder = golden_yaml("failover")
    assert list(providers(manifests.objects(folder))) == ["acme.openai.azure.com"]
    assert hosts(folder) == ["chat.example.com"]
