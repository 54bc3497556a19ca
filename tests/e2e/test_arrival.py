"""The lab notices when a change has arrived, including the first change and the removal of the last object."""

from __future__ import annotations

from e2e.support.folders import MESH
from lab.environment import Lab


def test_a_lab_notices_first_and_last_objects() -> None:
    """The removal of the last object removes its listener, too; objects that are applied afterwards arrive again."""
    with Lab() as lab:
        for _ in range(2):
            lab.apply(MESH)
            assert lab.call(host="chat.example.com").statuses() == {503: 1}
            lab.delete(MESH)
            assert lab.gateway.routes() == []
