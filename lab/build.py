"""Build the programs, and install the clients, that the cache doesn't have: `python -m lab.build [TOOL ...]`.

The real model server is installed only if it is named.
"""

from __future__ import annotations

import sys
import time

from lab.errors import LabError
from lab.tools import cache
from lab.tools.builder import build
from lab.tools.clients.environment import CLIENTS
from lab.tools.real_model_server.environment import REAL_MODEL_SERVER
from lab.tools.versions import TOOLS


def main(arguments: list[str]) -> int:
    """Build all tools that every test needs, or those that are named."""
    usual = [*(tool.name for tool in TOOLS), CLIENTS.name]
    known = [*usual, REAL_MODEL_SERVER.name]
    wanted = arguments or usual
    unknown = [name for name in wanted if name not in known]
    if unknown:
        print(f"lab: use one of {', '.join(known)}; unknown tool: {', '.join(unknown)}")
        return 2
    started = time.monotonic()
    try:
        build(tuple(tool for tool in TOOLS if tool.name in wanted))
        for environment in (CLIENTS, REAL_MODEL_SERVER):
            if environment.name in wanted:
                environment.build()
    except LabError as error:
        print(f"lab: {error}", file=sys.stderr)
        return 1
    print(f"lab: all programs are in {cache.root()} ({time.monotonic() - started:.0f} s)")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
