"""Names of models, as clients and backends write them."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import unquote

from llm_api_mesh.spec.base import Rule, refused
from llm_api_mesh.spec.values import YAML_SYNTAX

LONGEST = 256
PRINTABLE = r"[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?"
_WITHOUT_PERCENT = r"[\x21-\x24\x26-\x7e]([\x20-\x24\x26-\x7e]*[\x21-\x24\x26-\x7e])?"


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


def backend_model(name: str) -> str:
    """Accept such a name without `%`: a route sets a header to it, in which Envoy reads `%...%` as a command."""
    model_name(name)
    if "%" in name:
        near = unquote(name)
        raise refused(
            "model-name",
            allowed="a name without %, which the gateway's proxy would read as a command",
            fix=f'Write "{near}".' if near.isascii() and near.isprintable() and "%" not in near else "",
        )
    return name


BackendModel = Annotated[str, Rule(backend_model, pattern=_WITHOUT_PERCENT, maxLength=LONGEST)]
"""A backend's own name of a model: as `ModelName`, without `%`."""
