"""How and when Node.js is started. Each program runs in a separate process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def run(program: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a program with nothing on PATH but the folder."""
    environment = {name: value for name, value in os.environ.items() if name != "JSII_NODE"}
    return subprocess.run(
        [sys.executable, "-c", program],
        cwd=folder,
        env={**environment, "PATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )


STARTED = """
import threading
from llm_api_mesh import LlmApiMesh
import jsii
print(*(thread.name for thread in threading.enumerate()))
print(jsii._runtime.kernel.provider._process._process.poll())
"""


def test_node_is_started_once(tmp_path: Path) -> None:
    """The thread in which it starts is over by the end of the import, and what it started is what cdk8s uses."""
    done = run(STARTED, tmp_path)
    assert (done.stdout, done.stderr) == ("MainThread process.stderr_sink\nNone\n", "")


def test_a_node_that_does_not_start_fails_the_import(tmp_path: Path) -> None:
    """The import that needs Node.js fails, and the thread that starts Node.js prints nothing."""
    node = tmp_path / "node"
    node.write_text("#!/bin/sh\necho v24.1.0\n")
    node.chmod(0o755)
    program = "try: from llm_api_mesh import LlmApiMesh\nexcept Exception: print('refused')"
    done = run(program, tmp_path)
    assert done.stdout == "refused\n"
    assert "in thread" not in done.stderr
