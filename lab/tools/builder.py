"""Build the programs that are missing from the user's cache.

Each file is built under a temporary name and then renamed, so every file in the cache is complete.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from lab.errors import LabError, MissingError
from lab.tools import cache
from lab.tools.versions import Command, ModuleFile, Tool

# Two compilers at a time and a low priority: the machine stays usable during a build.
GO_BUILD = ("nice", "-n", "10", "go", "build", "-p", "2", "-trimpath")

Output = TypeVar("Output", bound=Command | ModuleFile)


def build(tools: tuple[Tool, ...]) -> None:
    """Build the outputs of these tools that the cache doesn't have yet."""
    missing = [tool for tool in tools if not _complete(tool)]
    if not missing:
        return
    if shutil.which("go") is None:
        raise MissingError("Go 1.26 is missing", "see https://go.dev/doc/install")
    with build_lock():
        for tool in missing:
            _build_tool(tool)


def _missing(folder: Path, outputs: Sequence[Output]) -> list[Output]:
    return [output for output in outputs if not (folder / output.name).exists()]


def _complete(tool: Tool) -> bool:
    folder = cache.folder(tool)
    missing_commands = _missing(folder, tool.commands)
    return not missing_commands and not _missing(folder, tool.files)


def _build_tool(tool: Tool) -> None:
    destination = cache.folder(tool)
    destination.mkdir(parents=True, exist_ok=True)
    _go(tool, "go", "mod", "download")
    for file in _missing(destination, tool.files):
        with _renamed_when_complete(tool, destination / file.name) as temporary:
            shutil.copyfile(_module_file(tool, file), temporary)
            temporary.chmod(0o644)
    for command in _missing(destination, tool.commands):
        with _renamed_when_complete(tool, destination / command.name) as temporary:
            _compile(tool, command, temporary)


def _compile(tool: Tool, command: Command, output: Path) -> None:
    _go(tool, *GO_BUILD, f"-ldflags={tool.ldflags}", "-o", str(output), command.package)


def _module_file(tool: Tool, file: ModuleFile) -> Path:
    module = _go(tool, "go", "list", "-m", "-f", "{{.Dir}}", file.module).strip()
    return Path(module) / file.path


def _go(tool: Tool, *command: str) -> str:
    """Run a Go command in the tool's module; `-mod=readonly` keeps go.mod and go.sum as committed."""
    environment = {**os.environ, "GOFLAGS": "-mod=readonly -buildvcs=false", "CGO_ENABLED": "0"}
    done = subprocess.run(command, cwd=tool.source, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise LabError(f"{' '.join(command)} in {tool.source}:\n{done.stderr[-4000:]}")
    return done.stdout


@contextmanager
def _renamed_when_complete(tool: Tool, target: Path) -> Iterator[Path]:
    """Yield a temporary path, rename it to the target, and print one line of progress."""
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
def build_lock() -> Iterator[None]:
    """Allow one builder at a time; a second builder waits and then finds the work done."""
    cache.root().mkdir(parents=True, exist_ok=True)
    with (cache.root() / "build.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
