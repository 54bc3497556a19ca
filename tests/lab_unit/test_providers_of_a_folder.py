"""What a folder's YAML expects outside of the mesh is read from the YAML."""

from __future__ import annotations

from pathlib import Path

from lab.cli.backends import hosts
from lab.cli.providers import providers, variables
from lab.cluster import manifests
from support.programs import EXAMPLES, run_program


def test_every_variable_that_the_yaml_names_has_a_value(tmp_path: Path) -> None:
    """The gateway of a lab for a person has all keys that the routes name."""
    folder = run_program(EXAMPLES["provider_environment_key"], tmp_path)
    assert variables(folder).keys() == {"OPENAI_API_KEY"}


def test_of_a_failover_the_provider_is_outside_and_is_there_once(tmp_path: Path) -> None:
    """Its loopback addresses are nobody's, and a provider behind two models is one; clients have one host to ask."""
    folder = run_program(EXAMPLES["failover"], tmp_path)
    assert list(providers(manifests.objects(folder))) == ["acme.openai.azure.com"]
    assert hosts(folder) == ["chat.example.com"]
