"""Istio's validation of objects, which the API server asks before it stores one."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from lab.environment import Lab
from lab.errors import RefusedError


def virtual_service(**match: object) -> str:
    """A VirtualService with one condition."""
    route = {"match": [match], "route": [{"destination": {"host": "chat"}}]}
    spec = {"hosts": ["chat.example.com"], "http": [route]}
    metadata = {"name": "own", "namespace": "ai"}
    return yaml.safe_dump(
        {"apiVersion": "networking.istio.io/v1", "kind": "VirtualService", "metadata": metadata, "spec": spec}
    )


def test_istio_refuses_what_it_cannot_use(lab: Lab, tmp_path: Path) -> None:
    """The definitions of Istio's objects alone would admit this."""
    file = tmp_path / "own.yaml"
    file.write_text(virtual_service(uri={"regex": "a" * 1025}))
    with pytest.raises(RefusedError, match="regex is too large, max length allowed is 1024"):
        lab.apply(file)
    file.write_text(virtual_service(uri={"regex": "a" * 1024}))
    lab.apply(file)
    lab.delete(file)
