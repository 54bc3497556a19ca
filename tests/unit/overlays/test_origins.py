"""Where problems are of values that overlays have changed."""

from __future__ import annotations

import pytest

from llm_api_mesh import Problem
from llm_api_mesh.files.document import Document
from llm_api_mesh.files.yaml_reader import read_yaml
from llm_api_mesh.overlays.merging import merged
from llm_api_mesh.overlays.origins import GivenOverlay
from llm_api_mesh.spec.api import ApiSpec
from llm_api_mesh.spec.environment import LlmApiMeshOverlay

BASE = """\
name: chat
hosts:
  - a.example.com
  - b.example.com
  - c.example.com
backend:
  kind: Pool
  selector: {app: chat}
  versions:
    - {name: v1, weight: 90}
    - {name: v2, weight: 10}
budget: {}
"""
OVERLAY = """\
name: chat
environments: [dev]
change:
  backend:
    selector: {app: dev}
    versions:
      v2: {weight: 50}
  routes:
    - {name: r, version: v1}
remove:
  - hosts[b.example.com]
  - budget
add:
  hosts: [d.example.com]
  backend:
    versions:
      - {name: v3, weight: 1}
"""


def document(text: str, file: str) -> Document:
    (root,) = read_yaml(f"apiVersion: llm-api-mesh/v1\nkind: LlmApiMesh\n{text}", file).documents
    return Document(file, root)


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("hosts", "base:4:1"),
        ("hosts[0]", "base:5:5"),
        ("hosts[1]", "base:7:5"),
        ("hosts[2]", "overlay:16:11"),
        ("backend", "base:8:1"),
        ("backend.target_port", "base:8:1"),
        ("backend.selector", "base:10:3"),
        ("backend.selector.app", "overlay:7:21"),
        ("backend.selector[app]", "overlay:7:21"),
        ("backend.versions[v1].weight", "base:12:26"),
        ("backend.versions[v2].weight", "overlay:9:20"),
        ("backend.versions[v2].name", "base:13:14"),
        ("backend.versions[v3].weight", "overlay:19:28"),
        ("backend.versions[v3].labels", "overlay:19:9"),
        ("routes", "overlay:10:3"),
        ("routes[r].version", "overlay:11:26"),
        ("budget", "overlay:14:5"),
        ("budget.quick", "overlay:14:5"),
        ("models", "base:1:1"),
    ],
)
def test_places(path: str, place: str) -> None:
    """A value that an overlay has set is in the overlay, also if it is gone, and any other in the base."""
    base, overlay = document(BASE, "base"), document(OVERLAY, "overlay")
    fields = {name: value for name, value in overlay.root.data.items() if name not in {"apiVersion", "kind"}}
    given = GivenOverlay(LlmApiMeshOverlay(**fields), overlay)
    origins = merged(ApiSpec, "chat", base.fields, [given]).origins
    located = origins.located(Problem(path, "field-invalid", "given", "allowed", api="chat"), base)
    assert (str(located.source), located.path) == (place, path)


def test_an_overlay_of_a_program_has_no_place() -> None:
    """And neither has what a program declares."""
    overlay = LlmApiMeshOverlay(name="chat", environments=["dev"], change={"budget": {"quick": "1m"}})
    base = document(BASE, "base")
    origins = merged(ApiSpec, "chat", base.fields, [GivenOverlay(overlay)]).origins
    problem = Problem("budget.quick", "field-invalid", "given", "allowed", api="chat")
    assert origins.located(problem, base).source is None
    other = Problem("hosts", "field-invalid", "given", "allowed", api="chat")
    assert origins.located(other, None).source is None
    assert str(origins.located(other, base).source) == "base:4:1"
