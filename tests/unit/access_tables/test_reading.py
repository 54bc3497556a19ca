"""Folders and files that can't be read are refused by their place, and without their values."""

from __future__ import annotations

from pathlib import Path

import pytest

from llm_api_mesh.access_tables.reading import UnreadableError, read_folder
from support.api_files import CHAT
from support.manifests import gateway, route, virtual_service, write

SECRET = "sk-proj-0123456789abcdef"  # noqa: S105

OBJECT = """apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: chat, namespace: ai}
spec:
"""


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (f"kind: A\nkey: {SECRET}: {SECRET}\n", "a.yaml:2: it isn't YAML: mapping values are not allowed"),
        (f"a: [{SECRET}\n", "a.yaml:2: it isn't YAML"),
        ("a: {{ .Values.a }}\n", "a.yaml:1: it has a key that isn't a text"),
        ("a: 1\nb: 2\na: 3\n", "a.yaml:3: it has a key that stands twice"),
        ("a: &a [*a]\n", "a.yaml:1: it has a value that contains itself"),
        ("a: &a {b: 1}\nc: {<<: *a}\n", "a.yaml:2: it has a merge key"),
        ("a: '\x01'\n", "a.yaml: it isn't YAML: it has a character that YAML doesn't allow"),
        ("- 1\n", "a.yaml, document 1: it isn't a Kubernetes object: it has no kind"),
        ("kind: Service\n", "a.yaml, document 1: it isn't a Kubernetes object: it has no metadata.name"),
        (f"{OBJECT}  http: none\n", "a.yaml, document 1: VirtualService ai/chat: spec.http isn't a list"),
        (f"{OBJECT}  http: [1]\n", "VirtualService ai/chat: spec.http[0] isn't a mapping"),
        (f"{OBJECT}  http: [{{match: {{}}}}]\n", "VirtualService ai/chat: spec.http[0].match isn't a list"),
        (OBJECT.replace("spec:", "spec: []"), "VirtualService ai/chat: spec isn't a mapping"),
        (f"a: {'[' * 5000}\n", "a.yaml:1: it isn't YAML: exceeded maximum nesting depth"),
    ],
)
def test_a_broken_file(tmp_path: Path, text: str, message: str) -> None:
    """The message has the file, the line and what is wrong, and no value."""
    (tmp_path / "a.yaml").write_text(text)
    with pytest.raises(UnreadableError) as caught:
        read_folder(tmp_path)
    assert message in str(caught.value)
    assert SECRET not in str(caught.value)


def test_other_encodings(tmp_path: Path) -> None:
    """A byte order mark is fine, another encoding isn't."""
    (tmp_path / "a.yaml").write_bytes(b"\xef\xbb\xbfkind: Service\nmetadata: {name: a}\n")
    assert [one.ref for one in read_folder(tmp_path).everything] == ["Service default/a"]
    (tmp_path / "b.yaml").write_bytes("kind: Ä".encode("latin-1"))
    with pytest.raises(UnreadableError, match="it isn't UTF-8"):
        read_folder(tmp_path)


def test_folders_without_objects(tmp_path: Path) -> None:
    """A folder that doesn't exist, one without YAML, and one whose objects decide nothing."""
    with pytest.raises(UnreadableError, match="there is no such folder"):
        read_folder(tmp_path / "none")
    with pytest.raises(UnreadableError, match="no object in its 0 YAML files"):
        read_folder(tmp_path)
    (tmp_path / "a.yaml").write_text("kind: ConfigMap\nmetadata: {name: a}\n---\n")
    with pytest.raises(UnreadableError, match="no object in its 1 YAML files decides who reaches what"):
        read_folder(tmp_path)


def test_an_object_in_two_files(tmp_path: Path) -> None:
    """Which of the two is applied isn't known."""
    write(tmp_path, gateway("*"), name="a.yaml")
    write(tmp_path, gateway("other/*"), name="b.yaml")
    with pytest.raises(UnreadableError, match=r"b.yaml: Gateway edge/public is also in .*a.yaml"):
        read_folder(tmp_path)


def test_folders_of_two_environments(tmp_path: Path) -> None:
    """They have the same objects in files of the same name, and one of the folders can be read."""
    write(tmp_path / "dev", gateway("*"), name="chat.k8s.yaml")
    write(tmp_path / "prod", gateway("*"), name="chat.k8s.yaml")
    with pytest.raises(UnreadableError, match=r"Name one of the two folders, such as .*prod, or remove"):
        read_folder(tmp_path)
    assert read_folder(tmp_path / "dev").everything


def test_a_description_of_an_api_is_no_object(tmp_path: Path) -> None:
    """The text says that its objects have to be written first."""
    (tmp_path / "chat.yaml").write_text(CHAT)
    with pytest.raises(UnreadableError, match=r"it describes the LlmApiMesh chat\. Run synth, and name the folder"):
        read_folder(tmp_path)


def test_lists_and_folders_are_read(tmp_path: Path) -> None:
    """A List has its items, and files of inner folders are read; JSON is YAML."""
    write(
        tmp_path / "inner", {"apiVersion": "v1", "kind": "List", "items": [gateway("*"), virtual_service(route("a"))]}
    )
    (tmp_path / "a.json").write_text('{"kind": "Namespace", "metadata": {"name": "ai"}}')
    found = [one.ref for one in read_folder(tmp_path).everything]
    assert found == ["Gateway edge/public", "Namespace ai", "VirtualService ai/chat"]
