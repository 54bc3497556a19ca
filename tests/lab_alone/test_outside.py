"""What a folder's YAML expects outside of the mesh is read from the YAML."""

from __future__ import annotations

from pathlib import Path

from lab.outside import variables
from programs import EXAMPLES, run_program


def test_every_variable_that_the_yaml_names_has_a_value(tmp_path: Path) -> None:
    """The gateway of a lab for a person has all keys that the routes name."""
    folder = run_program(EXAMPLES["provider_environment_key"], tmp_path)
    assert variables(folder).keys() == {"OPENAI_API_KEY"}
