"""Build the programs, and install the clients, that the cache doesn't have: `python -m lab.build [TOOL ...]`."""

from __future__ import annotations

import sys
import time

from lab.errors import LabError
from lab.tools import cache
from lab.tools.builder import build
from lab.tools.clients import environment
from lab.tools.versions import TOOLS


def main(arguments: list[str]) -> int:
    """Build all tools, or those that are named."""
    known = [*(tool.name for tool in TOOLS), environment.NAME]
    wanted = arguments or known
    unknown = [name for name in wanted if name not in known]
    if unknown:
        print(f"lab: use one of {', '.join(known)}; unknown tool: {', '.join(unknown)}")
        return 2
    started = time.monotonic()
    try:
        build(tuple(tool for tool in TOOLS if tool.name in wanted))
        if environment.NAME in wanted:
            environment.build()
    except LabError as error:
        print(f"lab: {error}", file=sys.stderr)
        return 1
    print(f"lab: all programs are in {cache.root()} ({time.monotonic() - started:.0f} s)")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
