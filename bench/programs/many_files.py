"""Files of many APIs: five backends each, one of them with two versions, behind one LLM gateway."""

from __future__ import annotations

from pathlib import Path

import yaml

TEAMS = 50
_VERSIONS = [{"name": "v1", "weight": 90}, {"name": "v2", "weight": 10}]


def write(folder: Path, number: int) -> Path:
    """Write a file for each API into folders of teams, and return the first file."""
    for index in range(number):
        team = folder / f"team-{index % TEAMS}"
        team.mkdir(parents=True, exist_ok=True)
        (team / f"api-{index}.yaml").write_text(_api(team.name, f"api-{index}"), encoding="utf-8")
    return folder / "team-0" / "api-0.yaml"


def _api(team: str, name: str) -> str:
    fields = {
        "apiVersion": "llm-api-mesh/v1",
        "kind": "LlmApiMesh",
        "name": name,
        "namespace": team,
        "hosts": [f"{name}.example.com"],
        "gateway": {"kind": "LlmGatewayRef", "namespace": "llm-gateway", "name": "llm"},
        "models": [{"name": f"{name}-m{number}", "backend": _pool(f"{name}-m{number}", number)} for number in range(5)],
    }
    return yaml.safe_dump(fields, sort_keys=False)


def _pool(name: str, number: int) -> dict[str, object]:
    pool: dict[str, object] = {"kind": "Pool", "selector": {"app": name}, "target_port": 8000}
    return pool if number else {**pool, "versions": _VERSIONS}
