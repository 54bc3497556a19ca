"""The lab knows when a change has arrived: also the first one, and the last object's end."""

from __future__ import annotations

from e2e.support.folders import MESH
from lab.environment import Lab


def test_a_lab_fills_and_empties() -> None:
    """With the last object its listener goes too; what is applied afterwards arrives again."""
    with Lab() as lab:
        for _ in range(2):
            lab.apply(MESH)
            assert lab.call(host="chat.example.com").statuses() == {503: 1}
            lab.delete(MESH)
            assert lab.gateway.routes() == []
