"""The folders and files of YAML that the tests apply."""

from __future__ import annotations

from pathlib import Path

from support import ROOT

MESH = ROOT / "dist"
MESH_FOR_ARGO_CD = ROOT / "examples" / "argo_cd" / "dist"

_FIXTURES = Path(__file__).parents[1] / "fixtures"
BROKEN = _FIXTURES / "broken"
MUTUAL_EVERYWHERE = _FIXTURES / "mutual_everywhere.yaml"
PLATFORM = _FIXTURES / "platform"
REGISTRY_ONLY = _FIXTURES / "registry_only.yaml"
SMALL_BUFFERS = _FIXTURES / "small_buffers.yaml"
TOKENS = _FIXTURES / "tokens.yaml"
LLM_GATEWAY = _FIXTURES / "llm_gateway"
