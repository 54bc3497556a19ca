"""The documents of files and folders."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from llm_api_mesh.errors import Problem
from llm_api_mesh.files.document import Document
from llm_api_mesh.files.folders import texts
from llm_api_mesh.files.yaml_reader import read_yaml


class Documents(NamedTuple):
    """What files have."""

    files: int
    documents: Sequence[Document]
    """The documents whose kind and version are known."""
    problems: Sequence[Problem]
    """The problems of the files, and of all other documents."""

    @property
    def are_of_environments(self) -> bool:
        """Whether some document is for environments."""
        return any(not one.is_construct or one.environments is not None for one in self.documents)


def read_documents(
    paths: Iterable[Path], advance: Callable[[], None] = lambda: None, only: Collection[Path] | None = None
) -> Documents:
    """Read the documents of files, and of all files in folders, or only of some files in them.

    `advance` is called after each file.
    """
    documents: list[Document] = []
    problems: list[Problem] = []
    files = 0
    for file, text, problem, label in (one for path in paths for one in texts(path, only)):
        found = read_yaml(text, file)
        problems += [problem] if problem else found.problems
        documents += [Document(file, root, label) for root in found.documents]
        files += 1
        advance()
    for document in documents:
        if not document.is_readable or not document.is_construct:
            problems += document.problems
    return Documents(files, [one for one in documents if one.is_readable], problems)
