"""The YAML files of a folder, read without any code of their own; what can't be read is refused by file and line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml
from yaml.constructor import SafeConstructor

from llm_api_mesh.access_tables.manifests import Manifest, Manifests, manifest
from llm_api_mesh.access_tables.shapes import misshapen
from llm_api_mesh.secret_shapes import hide

_ENDINGS = frozenset({".json", ".yaml", ".yml"})
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C library is ten times as fast, and not everywhere
_TAG = "tag:yaml.org,2002:"
_DESCRIPTIONS = "llm-api-mesh/"
"""How the apiVersion of a document begins that describes an API or an LLM gateway and is no object."""

KINDS = frozenset(
    {
        "AuthorizationPolicy",
        "Gateway",
        "PeerAuthentication",
        "RequestAuthentication",
        "Service",
        "ServiceEntry",
        "VirtualService",
    }
)
"""The kinds of objects that decide who reaches what. A folder without any of them has no tables."""


class UnreadableError(Exception):
    """A folder has no objects to read, or a file of it is broken. The text names the file and no value of it."""


def read_folder(folder: Path) -> Manifests:
    """Read all files of a folder that end with .json, .yaml or .yml, and those of its folders.

    Raises:
        UnreadableError: If the folder doesn't exist, a file is broken, two files have the same object, or no object
            decides who reaches what.
    """
    found = read_objects(folder)
    if KINDS.isdisjoint(one.kind for one in found):
        raise UnreadableError(
            f"{folder}: no object in its {len(files_of(folder))} YAML files decides who reaches what. "
            f"Such objects are of the kinds {', '.join(sorted(KINDS))}."
        )
    return Manifests.of(found)


def read_objects(folder: Path) -> dict[Manifest, Path]:
    """Read all objects of a folder, each with its file, whatever they decide.

    Raises:
        UnreadableError: If the folder doesn't exist, a file is broken, or two files have the same object.
    """
    if not folder.is_dir():
        raise UnreadableError(f"{folder}: there is no such folder. Run synth first, or name the folder that it wrote.")
    return read_files(files_of(folder))


def files_of(folder: Path) -> list[Path]:
    """Return all files of a folder and of its folders that can have objects, ordered by path."""
    return sorted(path for path in folder.rglob("*") if path.suffix in _ENDINGS and path.is_file())


def read_files(files: Iterable[Path]) -> dict[Manifest, Path]:
    """Read the objects of files, each with its file.

    Raises:
        UnreadableError: If a file is broken, or two files have the same object.
    """
    found: dict[Manifest, Path] = {}
    for path in files:
        for one in _objects(path):
            if one in found:
                fix = _one_of(path, found[one])
                raise UnreadableError(f"{path}: {one.ref} is also in {found[one]}. {fix}")
            found[one] = path
    return found


def _one_of(path: Path, other: Path) -> str:
    """Say what to do with an object of two files: files of one name in two folders are those of two environments."""
    if path.name == other.name:
        return f"Name one of the two folders, such as {path.parent}, or remove one of the two objects."
    return "Remove one of the two."


def _objects(path: Path) -> Iterator[Manifest]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
        documents = [_Values(path).value(node) for node in yaml.compose_all(text, Loader=_LOADER)]
    except UnicodeDecodeError:
        raise UnreadableError(f"{path}: it isn't UTF-8.") from None
    except RecursionError:
        raise UnreadableError(f"{path}: its values are nested too deeply.") from None
    except yaml.MarkedYAMLError as error:
        # Not the text of the error: it shows the line, which may have a secret.
        line = f"{error.problem_mark.line + 1}" if error.problem_mark else "?"
        raise UnreadableError(f"{path}:{line}: it isn't YAML: {hide(error.problem or 'unknown error')}.") from None
    except yaml.YAMLError:
        raise UnreadableError(f"{path}: it isn't YAML: it has a character that YAML doesn't allow.") from None
    for number, document in enumerate(documents, start=1):
        if document is not None:
            yield from _of_document(document, f"{path}, document {number}")


def _of_document(document: Any, place: str) -> Iterator[Manifest]:
    if not isinstance(document, Mapping) or not isinstance(document.get("kind"), str):
        raise UnreadableError(f"{place}: it isn't a Kubernetes object: it has no kind.")
    if str(document.get("apiVersion")).startswith(_DESCRIPTIONS):
        raise UnreadableError(
            f"{place}: it describes the {document['kind']} {document.get('name')}. Run synth, and name the folder that "
            "it writes."
        )
    if document["kind"].endswith("List") and isinstance(document.get("items"), list):
        for number, one in enumerate(document["items"], start=1):
            yield from _of_document(one, f"{place}, item {number}")
        return
    metadata = document.get("metadata")
    if not isinstance(metadata, Mapping) or not metadata.get("name"):
        raise UnreadableError(f"{place}: it isn't a Kubernetes object: it has no metadata.name.")
    one = manifest(document)
    for problem in misshapen(document):
        raise UnreadableError(f"{place}: {one.ref}: {problem}.")
    yield one


class _Values:
    """The values of YAML's nodes. A key that stands twice is refused, because readers differ in which one they take."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._scalars = SafeConstructor()
        self._known: dict[int, Any] = {}
        self._open: set[int] = set()

    def value(self, node: yaml.Node | None) -> Any:
        if node is None:
            return None
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node)
        if id(node) not in self._known:
            if id(node) in self._open:
                raise self._broken(node, "a value that contains itself")
            self._open.add(id(node))
            self._known[id(node)] = self._collection(node)
            self._open.remove(id(node))
        return self._known[id(node)]

    def _collection(self, node: yaml.Node) -> Any:
        if isinstance(node, yaml.SequenceNode):
            return [self.value(one) for one in node.value]
        found: dict[str, Any] = {}
        assert isinstance(node, yaml.MappingNode)  # noqa: S101  # there is no other kind of node
        for key, one in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise self._broken(key, "a key that isn't a text")
            if key.value in found:
                raise self._broken(key, "a key that stands twice")
            found[key.value] = self.value(one)
        if "<<" in found:
            raise self._broken(node, "a merge key, which isn't read")
        return found

    def _scalar(self, node: yaml.ScalarNode) -> Any:
        kind = node.tag.removeprefix(_TAG)
        try:
            if kind == "int":
                return self._scalars.construct_yaml_int(node)
            if kind == "float":
                return self._scalars.construct_yaml_float(node)
        except ValueError:
            raise self._broken(node, "a number that can't be read") from None
        if kind == "bool":
            return node.value.lower() in {"on", "true", "yes"}
        return None if kind == "null" else node.value

    def _broken(self, node: yaml.Node, what: str) -> UnreadableError:
        return UnreadableError(f"{self._path}:{node.start_mark.line + 1}: it has {what}.")
