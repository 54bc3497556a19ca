"""Write the keywords of `LlmApiMesh` from the fields of the specification.

Two places need them in their own form: options.py is what type checkers and editors take for each keyword, and the
docstring of the constructor is what `help` and signature help show.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

from llm_api_mesh.reading.docs import field_docs
from llm_api_mesh.spec.mesh import Mesh
from llm_api_mesh.spec.signatures import bare

PACKAGE = Path(__file__).parent.parent / "constructs" / "llm_api_mesh"
OPTIONS = PACKAGE / "options.py"
CONSTRUCT = PACKAGE / "mesh.py"
WIDTH = 120

# Unions and literals that have a name.
_NAMED = {"backend": "AnyBackend", "istio": "IstioRelease", "preset": "Preset"}
_IMPORTS = {
    "AnyBackend": "llm_api_mesh.spec.backends",
    "IstioRelease": "llm_api_mesh.releases",
    "Preset": "llm_api_mesh.spec.presets",
}


def options() -> str:
    """Return the text of options.py."""
    types = {name: _type(name, field.annotation) for name, field in _fields().items()}
    body = "\n".join(
        f"    {name}: {f'Required[{types[name]}]' if field.is_required() else types[name]}\n{_docstring(name)}"
        for name, field in _fields().items()
    )
    imports = "\n".join(sorted(_imports(types)))
    return f'''"""The keywords of `LlmApiMesh`, written by `make options` from the fields of the specification."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Required, TypedDict

{imports}


class MeshOptions(TypedDict, total=False):
    """Keywords of `LlmApiMesh`."""

{body}
'''


def construct(text: str) -> str:
    """Return the text of mesh.py with the keywords in the constructor's docstring."""
    docs = field_docs(Mesh)
    lines = [_argument("id", docs["name"]), *(_argument(name, docs[name]) for name in _fields())]
    arguments = "".join(f"{line}\n" for line in lines)
    pattern = r"(            scope: [^\n]*\n)(.*?)(\n        Raises:)"
    return re.sub(pattern, rf"\g<1>{_escaped(arguments)}\g<3>", text, flags=re.DOTALL)


def _fields() -> dict[str, Any]:
    return {name: field for name, field in Mesh.model_fields.items() if name != "name"}


def _type(name: str, annotation: Any) -> str:
    if name in _NAMED:
        return _NAMED[name]
    members = (
        [one for one in get_args(annotation) if one is not type(None)] if type(None) in get_args(annotation) else []
    )
    text = str(bare(members[0] if members else annotation))
    text = re.sub(r"<class '([^']*)'>", r"\1", text)
    return re.sub(r"\b(?:\w+\.)+(\w+)", r"\1", text)


def _imports(types: Mapping[str, str]) -> Iterator[str]:
    modules = dict(_IMPORTS)
    for field in _fields().values():
        for kind in _classes(field.annotation):
            modules[kind.__name__] = kind.__module__
    used = set(re.findall(r"\w+", " ".join(types.values()))) & modules.keys()
    for module in {modules[name] for name in used}:
        yield f"from {module} import {', '.join(sorted(name for name in used if modules[name] == module))}"


def _classes(annotation: Any) -> Iterator[type]:
    if isinstance(annotation, type) and annotation.__module__.startswith("llm_api_mesh"):
        yield annotation
    for inner in get_args(annotation):
        yield from _classes(inner)


def _docstring(name: str) -> str:
    text = f'"""{field_docs(Mesh)[name]}"""'
    return textwrap.fill(text, WIDTH, initial_indent="    ", subsequent_indent="    ", **_WRAPPING)


def _argument(name: str, text: str) -> str:
    return textwrap.fill(f"{name}: {text}", WIDTH, initial_indent=" " * 12, subsequent_indent=" " * 16, **_WRAPPING)


_WRAPPING: dict[str, Any] = {"break_long_words": False, "break_on_hyphens": False}


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\")


if __name__ == "__main__":
    OPTIONS.write_text(options(), encoding="utf-8")
    CONSTRUCT.write_text(construct(CONSTRUCT.read_text(encoding="utf-8")), encoding="utf-8")
