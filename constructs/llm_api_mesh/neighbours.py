"""The described files that may clash with some documents, found in the YAML that earlier calls have written.

To search the text of all written files takes far less time than to read all descriptions. Whether anything does clash,
the claims of the APIs say. A file too many only costs time; a file too few would hide a problem.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from llm_api_mesh.files.document import Document
from llm_api_mesh.output import YAML, described_in
from llm_api_mesh.spec.base import KIND
from llm_api_mesh.spec.hosts import ANY_HOST

_API = "LlmApiMesh"
_LLM_GATEWAYS = frozenset({"LlmGateway", "LlmGatewayRef"})
_NAMESPACE = "namespace"
_A_GATEWAY = "\nkind: Gateway\n"
_EVERY_HOST = ('"*"', '/*"')


def near(documents: Sequence[Document], folder: Path) -> set[str]:
    """Return what describes the written files of a folder that may clash with the documents."""
    tests = [_Test(one) for one in documents]
    found: set[str] = set()
    for path in folder.glob(f"*{YAML}"):
        written = path.read_text(encoding="utf-8")
        if any(test.meets(path.name, written) for test in tests) and (label := described_in(path)):
            found.add(label)
    return found


class _Test:
    """What a document has in common with whatever may clash with it."""

    def __init__(self, document: Document) -> None:
        gateway = document.fields.get("gateway")
        named: Mapping[str, Any] = gateway if isinstance(gateway, Mapping) else {}
        self._everything = document.kind != _API  # a gateway concerns all its APIs
        self._file = f"{named.get('name')}{YAML}"
        self._texts = {*_EVERY_HOST, *_of_namespaces(document.fields), *_of_hosts(document.fields.get("hosts"))}
        if named.get(KIND) not in _LLM_GATEWAYS:
            self._texts.add(_A_GATEWAY)  # Gateways of other files can have the same pods

    def meets(self, name: str, written: str) -> bool:
        """Return whether a written file may clash."""
        return self._everything or name == self._file or any(text in written for text in self._texts)


def _of_namespaces(value: object) -> Iterator[str]:
    """Yield what objects in the namespaces that a document names have, and references to their Services."""
    if isinstance(value, Mapping):
        for key, item in value.items():
            if key == _NAMESPACE and isinstance(item, str):
                yield f"\n  namespace: {item}\n"
                yield f".{item}.svc."
            yield from _of_namespaces(item)
    elif isinstance(value, list):
        for item in value:
            yield from _of_namespaces(item)


def _of_hosts(hosts: object) -> Iterator[str]:
    """Yield the hosts that a request for one of the given hosts may match, or parts of them."""
    for host in hosts if isinstance(hosts, list) else ():
        if isinstance(host, str):
            yield host.removeprefix(ANY_HOST)
            labels = host.split(".")
            yield from (".".join([ANY_HOST, *labels[start:]]) for start in range(1, len(labels)))
