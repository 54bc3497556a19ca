"""The places of values, by the paths that messages have."""

from __future__ import annotations

import pytest

from llm_api_mesh.files.nodes import find
from llm_api_mesh.files.yaml_reader import read_yaml

TEXT = """\
name: chat
hosts: [a.example.com, b.example.com]
gateway:
  certificates:
    - credential_name: one
    - hosts: [b.example.com]
      credential_name: two
backend:
  versions:
    - name: "0"
      labels: {app.kubernetes.io/version: "1"}
    - name: v1
      weight: 90
      weight.other: 1
    - weight:
models:
  - name: Qwen/Qwen3-32B
    backend: {kind: Pool}
providers:
  a[b].c: {url: "x"}
"""
(ROOT,) = read_yaml(TEXT, "apis.yaml").documents


@pytest.mark.parametrize(
    ("path", "position", "key"),
    [
        ("", (1, 1), (1, 1)),
        ("name", (1, 7), (1, 1)),
        ("hosts", (2, 1), (2, 1)),
        ("hosts[1]", (2, 24), (2, 24)),
        ("gateway.certificates[two]", (6, 7), (6, 7)),
        ("gateway.certificates[two].hosts[0]", (6, 15), (6, 15)),
        ("gateway.certificates[0].credential_name", (5, 24), (5, 7)),
        ("backend.versions[v1].weight", (13, 15), (13, 7)),
        ("backend.versions[v1].weight.other", (14, 21), (14, 7)),
        ("backend.versions[0].labels", (11, 7), (11, 7)),
        ("backend.versions[0].labels.app.kubernetes.io/version", (11, 43), (11, 16)),
        ("backend.versions[2].weight", (15, 7), (15, 7)),
        ("models[Qwen/Qwen3-32B].backend.kind", (18, 21), (18, 15)),
        ("providers[a[b].c].url", (20, 17), (20, 12)),
    ],
)
def test_places(path: str, position: tuple[int, int], key: tuple[int, int]) -> None:
    """A text or a number has its own place; a list, a mapping and an empty value that of the key."""
    found = find(ROOT, path)
    assert (found.position, found.key, found.whole) == (position, key, True)


@pytest.mark.parametrize(
    ("path", "position"),
    [
        ("namespace", (1, 1)),
        ("backend.target_port", (8, 1)),
        ("backend.versions[v1].ejection.max_time", (12, 7)),
        ("backend.versions[v2].weight", (9, 3)),
        ("DestinationRule/chat", (1, 1)),
    ],
)
def test_places_of_what_is_missing(path: str, position: tuple[int, int]) -> None:
    """They are those of the mapping in which the field is missing."""
    found = find(ROOT, path)
    assert (found.position, found.whole) == (position, False)
