"""What an app refuses as it is synthesized, for tests of the guard."""

from __future__ import annotations

from pathlib import Path

from conftest import Declare
from llm_api_mesh import MeshApp, MeshError, Problem

import pytest


def refused(declare: Declare, folder: Path) -> list[Problem]:
    """Synthesize; give the problems, which are the same where a text is asked for; nothing is written."""
    app = MeshApp(outdir=folder / "dist")
    declare(app)
    with pytest.raises(MeshError) as caught:
        app.synth()
    assert not (folder / "dist").exists()
    with pytest.raises(MeshError) as again:
        app.synth_yaml()
    assert again.value.problems == caught.value.problems
    return list(caught.value.problems)
