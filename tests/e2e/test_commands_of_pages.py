"""Commands of pages that need a cluster and have no output there: kubectl takes them on the lab."""

from __future__ import annotations

from pathlib import Path

import pytest

from e2e.support.page_commands import Shell
from lab.environment import Lab
from lab.machine.certificates import Certificate
from support import ROOT
from support.console import Command
from support.markdown import blocks

PAGES = ("in-the-cluster", "providers", "service")
COMMANDS = [
    pytest.param(block.text, id=f"{page}-{block.line}")
    for page in PAGES
    for block in blocks(ROOT / "docs" / f"{page}.md")
    if block.language == "sh"
]


@pytest.mark.parametrize("text", COMMANDS)
def test_kubectl_takes_the_command(lab: Lab, tmp_path: Path, text: str) -> None:
    """The API server accepts what the command asks for; nothing stays, because each change is a dry run."""
    for namespace in ("istio-ingress", "llm-gateway", "ai"):
        lab.cluster.require_namespace(namespace)
    lab.cluster.apply(
        {
            "apiVersion": "v1",
            "kind": "Service",
            "metadata": {"name": "completions", "namespace": "ai"},
            "spec": {"ports": [{"port": 80}]},
        }
    )
    (tmp_path / "dist").symlink_to(ROOT / "dist")
    Certificate(tmp_path, "chat", ["chat.example.com"])
    trial = text.replace("kubectl apply ", "kubectl apply --dry-run=server ")
    trial = trial.replace("kubectl create ", "kubectl create --dry-run=server ")
    printed = Shell(lab, tmp_path).run(Command(f"set -e; KEY=sk-1; {trial}echo done", ""))
    assert "rror" not in printed
    assert printed.endswith("done\n")
