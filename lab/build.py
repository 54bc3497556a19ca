"""Build the programs that the lab runs and the cache doesn't have: `python -m lab.build [TOOL ...]`."""

from __future__ import annotations

import sys
import time

from lab.errors import LabError
from lab.tools import cache
from lab.tools.builder import build
from lab.tools.versions import TOOLS


def main(arguments: list[str]) -> int:
    """Build all tools, or those that are named."""
    known = {tool.name: tool for tool in TOOLS}
    unknown = [name for name in arguments if name not in known]
    if unknown:
        print(f"lab: use one of {', '.join(known)}; unknown tool: {', '.join(unknown)}")
        return 2
    started = time.monotonic()
    try:
        build(tuple(known[name] for name in arguments) or TOOLS)
    except LabError as error:
        print(f"lab: {error}", file=sys.stderr)
        return 1
    print(f"lab: all programs are in {cache.root()} ({time.monotonic() - started:.0f} s)")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
