"""Names of models, as clients and backends write them."""

from __future__ import annotations

from typing import Annotated

from llm_api_mesh.spec.base import Rule, refused
from llm_api_mesh.spec.values import YAML_SYNTAX

LONGEST = 256
PRINTABLE = r"[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?"


def model_name(name: str) -> str:
    """Accept printable ASCII characters, which a header can have."""
    if not name or len(name) > LONGEST or not name.isascii() or not name.isprintable() or name != name.strip():
        raise refused(
            "model-name", allowed=f"1 to {LONGEST} printable ASCII characters, without leading or trailing spaces"
        )
    if name in YAML_SYNTAX:
        raise refused("model-name", allowed='a name other than "=" and "<<", which have a meaning in YAML')
    return name


ModelName = Annotated[str, Rule(model_name, pattern=PRINTABLE, maxLength=LONGEST)]
"""The name of a model: 1 to 256 printable ASCII characters."""
