"""A Git repository, in which a test commits the files that Argo CD syncs."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path

from lab.tools import cache


class GitRepository:
    """A repository with one branch, `main`."""

    def __init__(self, folder: Path) -> None:
        """Create an empty repository in a folder."""
        self._folder = folder
        self._git("init", "--quiet", "--initial-branch=main", str(folder))

    @property
    def url(self) -> str:
        """The URL for Argo CD."""
        return f"file://{self._folder}"

    def commit(self, files: Mapping[str, str]) -> str:
        """Commit a tree with exactly these files; return the commit's hash."""
        self._git("rm", "--quiet", "-r", "--ignore-unmatch", ".")
        for name, text in files.items():
            (self._folder / name).write_text(text)
        self._git("add", "--all")
        self._git("commit", "--quiet", "--allow-empty", "--message=Change")
        return self._head()

    def revert(self) -> str:
        """Revert the last commit; return the new commit's hash."""
        self._git("revert", "--no-edit", "HEAD")
        return self._head()

    def changed_lines(self) -> tuple[int, int]:
        """The numbers of lines that the last commit has added and removed."""
        counts = self._git("diff", "--numstat", "HEAD~1").splitlines()
        pairs = [line.split("\t")[:2] for line in counts]
        return sum(int(added) for added, _ in pairs), sum(int(removed) for _, removed in pairs)

    def _head(self) -> str:
        return self._git("rev-parse", "HEAD").strip()

    def _git(self, *arguments: str) -> str:
        identity = ("-c", "user.name=lab", "-c", "user.email=lab@lab.invalid")
        command = [str(cache.debian("git", "git")), *identity, *arguments]
        done = subprocess.run(command, cwd=self._folder, capture_output=True, text=True, check=True)
        return done.stdout
