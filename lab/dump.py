"""Write the logs, configurations and counters of a lab to a folder, to be read after a failed test."""

from __future__ import annotations

import json
import shutil
from contextlib import suppress
from pathlib import Path

from lab.environment import Lab

_PAGES = ("configz", "endpointShardz", "syncz", "push_status")


def dump(lab: Lab, folder: Path) -> None:
    """Write all logs, istiod's debug pages, and every proxy's configuration and counters to a folder.

    Programs that don't answer are left out, because a lab is dumped when something in it is broken.
    """
    for log in lab.state.folder.rglob("*.log"):
        target = folder / log.relative_to(lab.state.folder)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(log, target)
    for page in _PAGES:
        with suppress(OSError):
            _write(folder / "istiod" / f"{page}.json", lab.istiod.debug(page))
    for proxy in lab.proxies:
        with suppress(OSError):
            _write(folder / proxy.node / "config_dump.json", proxy.whole_config())
            _write(folder / proxy.node / "stats.json", proxy.stats())


def _write(file: Path, value: object) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(value, indent=1))
