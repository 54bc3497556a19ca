"""Builds what is missing of the lab into the user's cache: ``python -m lab.build [tool ...]``.

Each part is built to a temporary name and then renamed, so what stands in the cache is whole.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from lab import cache
from lab.errors import LabError, MissingError
from lab.versions import TOOLS, Command, ModuleFile, Tool

# Two compilers at a time and a low priority: a build leaves the machine usable.
GO_BUILD = ("nice", "-n", "10", "go", "build", "-p", "2", "-trimpath")

Part = TypeVar("Part", bound=Command | ModuleFile)


def build(tools: tuple[Tool, ...] = TOOLS) -> None:
    """Build what is missing of these tools; what is there already costs nothing."""
    missing = [tool for tool in tools if not _complete(tool)]
    if not missing:
        return
    if shutil.which("go") is None:
        raise MissingError("Go 1.26 is missing", "see https://go.dev/doc/install")
    with _only_builder():
        for tool in missing:
            _build_tool(tool)


def _missing(folder: Path, parts: Sequence[Part]) -> list[Part]:
    return [part for part in parts if not (folder / part.name).exists()]


def _complete(tool: Tool) -> bool:
    folder = cache.folder(tool)
    missing_commands = _missing(folder, tool.commands)
    return not missing_commands and not _missing(folder, tool.files)


def _build_tool(tool: Tool) -> None:
    destination = cache.folder(tool)
    destination.mkdir(parents=True, exist_ok=True)
    _go(tool, "go", "mod", "download")
    for file in _missing(destination, tool.files):
        with _part(tool, destination / file.name) as temporary:
            shutil.copyfile(_module_file(tool, file), temporary)
            temporary.chmod(0o644)
    for command in _missing(destination, tool.commands):
        with _part(tool, destination / command.name) as temporary:
            _compile(tool, command, temporary)


def _compile(tool: Tool, command: Command, output: Path) -> None:
    _go(tool, *GO_BUILD, f"-ldflags={tool.ldflags}", "-o", str(output), command.package)


def _module_file(tool: Tool, file: ModuleFile) -> Path:
    module = _go(tool, "go", "list", "-m", "-f", "{{.Dir}}", file.module).strip()
    return Path(module) / file.path


def _go(tool: Tool, *command: str) -> str:
    """Run a Go command in the tool's module, which must stay as it is committed."""
    environment = {**os.environ, "GOFLAGS": "-mod=readonly -buildvcs=false", "CGO_ENABLED": "0"}
    done = subprocess.run(command, cwd=tool.source, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise LabError(f"{' '.join(command)} in {tool.source}:\n{done.stderr[-4000:]}")
    return done.stdout


@contextmanager
def _part(tool: Tool, target: Path) -> Iterator[Path]:
    """Yield a temporary path that becomes the target, with one line of progress."""
    temporary = target.with_name(f".{target.name}.{os.getpid()}")
    started = time.monotonic()
    try:
        yield temporary
        temporary.rename(target)
    finally:
        temporary.unlink(missing_ok=True)
    seconds = time.monotonic() - started
    megabytes = target.stat().st_size / 1e6
    print(f"lab: {tool.name}: {target.name}  {seconds:.0f} s, {megabytes:.1f} MB", flush=True)


@contextmanager
def _only_builder() -> Iterator[None]:
    """Let one builder at a time work in the cache; a second one waits and finds the work done."""
    cache.root().mkdir(parents=True, exist_ok=True)
    with (cache.root() / "build.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def main(arguments: list[str]) -> int:
    """Build all tools, or those that are named."""
    known = {tool.name: tool for tool in TOOLS}
    unknown = [name for name in arguments if name not in known]
    if unknown:
        print(f"lab: no such tool: {', '.join(unknown)}; there are {', '.join(known)}")
        return 2
    started = time.monotonic()
    try:
        build(tuple(known[name] for name in arguments) or TOOLS)
    except LabError as error:
        print(f"lab: {error}", file=sys.stderr)
        return 1
    print(f"lab: all parts are in {cache.root()} ({time.monotonic() - started:.0f} s)")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
