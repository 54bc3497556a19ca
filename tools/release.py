"""Build the wheel and the sdist into build/release, and check them. `make release` runs this and tests/installed.

The bytes depend on the files of the repository, the version of hatchling and nothing else: no clock, no Git, no folder.
So the sdist is enough to build the same wheel again, and this program does.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "build" / "release"
SUMS = "SHA256SUMS"
UNRELEASED = "unreleased"

# Semantic versions that are also versions of Python packages: 1.2.3, and 1.2.3rc1 before it.
_SEMANTIC = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(rc[1-9]\d*)?")
_HEADING = re.compile(r"^## (\S+), (.+)$", re.MULTILINE)


def main() -> int:
    """Build and check, and return the exit status."""
    version, (newest, state) = project_version(), newest_change((ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))
    tags = [tag for tag in _git("tag", "--points-at", "HEAD") if tag.startswith("v")]
    changed = [line.split(maxsplit=1)[1] for line in _git("status", "--porcelain")] if tags else []
    if found := list(faults(version, newest, state, tags, changed)):
        print(*found, sep="\n", file=sys.stderr)
        return 1
    with TemporaryDirectory() as folder:
        built = build(ROOT, Path(folder, "built"))
        rebuilt = build(unpacked(built[0], Path(folder, "unpacked")), Path(folder, "rebuilt"))
        for first, second in zip(built, rebuilt, strict=True):
            if first.read_bytes() != second.read_bytes():
                print(f"{first.name} has other bytes when it is built from the sdist", file=sys.stderr)
                return 1
        run(sys.executable, "-m", "twine", "check", "--strict", *built)
        run(sys.executable, "-m", "check_wheel_contents", built[1])
        shutil.rmtree(FOLDER, ignore_errors=True)
        FOLDER.mkdir(parents=True)
        for path in built:
            shutil.copy(path, FOLDER)
    sums = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}" for path in sorted(FOLDER.iterdir())]
    (FOLDER / SUMS).write_text("".join(f"{line}\n" for line in sums), encoding="utf-8")
    print(f"{version}, {'released' if tags else UNRELEASED}: {FOLDER.relative_to(ROOT)}", *sums, sep="\n  ")
    return 0


def project_version() -> str:
    """Return the version in pyproject.toml."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return str(project["version"])


def newest_change(changelog: str) -> tuple[str, str]:
    """Return the version of the changelog's first section, and its date or "unreleased"."""
    found = _HEADING.search(changelog)
    return (found[1], found[2]) if found else ("", "")


def faults(version: str, newest: str, state: str, tags: Sequence[str], changed: Sequence[str]) -> Iterator[str]:
    """Yield what contradicts the version.

    Args:
        version: The version in pyproject.toml.
        newest: The version of the changelog's first section.
        state: The date of this section, or "unreleased".
        tags: The tags of versions that the commit has. A commit with such a tag is a release.
        changed: The files that differ from the commit, if it is a release.
    """
    if not _SEMANTIC.fullmatch(version):
        yield f"pyproject.toml: {version} isn't a semantic version such as 1.2.3 or 1.2.3rc1"
    if newest != version:
        yield f"CHANGELOG.md: the first section is of {newest or 'no version'}, but pyproject.toml has {version}"
    if state != UNRELEASED and not _is_date(state):
        yield f'CHANGELOG.md: {version} has "{state}" instead of a date such as 2026-01-31 or "{UNRELEASED}"'
    if tags and list(tags) != [f"v{version}"]:
        yield f"the commit has the tag {', '.join(tags)}, but the version is {version}"
    if tags and state == UNRELEASED:
        yield f"CHANGELOG.md: {version} is {UNRELEASED}, but the commit has the tag {', '.join(tags)}"
    if changed:
        yield f"the commit is a release, but files differ from it: {', '.join(changed)}"


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def build(source: Path, folder: Path) -> tuple[Path, Path]:
    """Build an sdist, and a wheel from it, by the hatchling of this environment. Return both files."""
    uv = Path(sys.executable).with_name("uv")
    run(uv, "build", "--no-build-isolation", "--python", sys.executable, "--out-dir", folder, source)
    (sdist,), (wheel,) = folder.glob("*.tar.gz"), folder.glob("*.whl")
    return sdist, wheel


def unpacked(sdist: Path, folder: Path) -> Path:
    """Unpack an sdist, and return its folder."""
    with tarfile.open(sdist) as archive:
        archive.extractall(folder, filter="data")
    (only,) = folder.iterdir()
    return only


def run(*command: str | Path) -> None:
    """Run a command quietly; end the program with its output if it fails."""
    # Both would change what is built.
    environment = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "SOURCE_DATE_EPOCH"}}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}")


def _git(*arguments: str) -> list[str]:
    """Return the lines that Git prints; none outside of a repository."""
    done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S607
    return done.stdout.splitlines()


if __name__ == "__main__":
    sys.exit(main())
