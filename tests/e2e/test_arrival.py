"""The lab notices when a change has arrived, including the first change and the removal of the last object."""

from __future__ import annotations

from pathlib import Path

from e2e.support.folders import MESH
from e2e.support.llm_apis import declared_behind, pods
from lab.environment import Lab
from lab.waits import wait_for


def test_a_lab_notices_first_and_last_objects() -> None:
    """The removal of the last object removes its listener, too; objects that are applied afterwards arrive again."""
    with Lab() as lab:
        for _ in range(2):
            lab.apply(MESH)
            assert lab.call(host="chat.example.com").statuses() == {503: 1}
            lab.delete(MESH)
            assert lab.gateway.routes() == []


def test_a_lab_notices_changes_after_the_last_listener_has_drained(lab: Lab, tmp_path: Path) -> None:
    """A gateway without listeners has no routes, and the lab doesn't wait for any."""
    with declared_behind(lab, tmp_path, lambda *_: None, hosts={"drained": ["drained.example.com"]}):
        assert lab.gateway.config_dump("dynamic_route_configs")
    wait_for("the end of its listener", lambda: not pods(lab).config_dump("dynamic_route_configs"))
    lab.wait_applied()
