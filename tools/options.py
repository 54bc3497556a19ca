"""Write the keywords of the constructs from the fields of their specifications.

Three places need them in their own form: a module with a `TypedDict` is what type checkers and editors take for each
keyword, another one has what an overlay can change, and the docstring of the constructor is what `help` and signature
help show.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from llm_api_mesh.reading.docs import field_docs
from llm_api_mesh.reading.places import container, kinds_in
from llm_api_mesh.spec.api import ApiSpec
from llm_api_mesh.spec.base import Spec
from llm_api_mesh.spec.llm_gateway import LlmGatewaySpec
from llm_api_mesh.spec.signatures import bare

PACKAGE = Path(__file__).parent.parent / "constructs" / "llm_api_mesh"
WIDTH = 120
CHANGES = PACKAGE / "spec" / "changes.py"


@dataclass(frozen=True)
class Keywords:
    """The keywords of one construct."""

    construct: str
    spec: type[Spec]
    options: str
    """Name of the `TypedDict`."""
    options_file: Path
    construct_file: Path


ALL = (
    Keywords("LlmApiMesh", ApiSpec, "LlmApiMeshOptions", PACKAGE / "options.py", PACKAGE / "llm_api_mesh.py"),
    Keywords(
        "LlmGateway", LlmGatewaySpec, "LlmGatewayOptions", PACKAGE / "gateway_options.py", PACKAGE / "llm_gateway.py"
    ),
)

# Unions and literals that have a name.
_NAMED = {"backend": "AnyBackend", "istio": "IstioRelease", "min_tls_version": "TlsVersion", "preset": "Preset"}

# Constructs that a user may give in place of what an API knows of them.
_CONSTRUCTS = {"LlmGatewayRef": ("LlmGateway", "llm_api_mesh.llm_gateway")}
_IMPORTS = {
    "AnyBackend": "llm_api_mesh.spec.backends",
    "IstioRelease": "llm_api_mesh.releases",
    "Preset": "llm_api_mesh.spec.presets",
    "TlsVersion": "llm_api_mesh.spec.llm_gateway",
}


def options(keywords: Keywords) -> str:
    """Return the text of the module with the `TypedDict`."""
    fields = _fields(keywords)
    types = {name: _with_constructs(_type(name, field.annotation)) for name, field in fields.items()}
    docs = field_docs(keywords.spec)
    body = "\n".join(
        f"    {name}: {f'Required[{types[name]}]' if field.is_required() else types[name]}\n{_docstring(docs[name])}"
        for name, field in fields.items()
    )
    imports = "\n".join(sorted(_imports(fields, types)))
    abc = ", ".join(name for name in ("Mapping", "Sequence") if any(name in text for text in types.values()))
    constructs = sorted(_CONSTRUCTS[ref] for ref in _CONSTRUCTS if any(ref in text for text in types.values()))
    # Only for type checkers: such a module imports cdk8s, and is imported when its construct is first used.
    lazy = "".join(f"    from {module} import {name}\n" for name, module in constructs)
    guarded = f"\n\nif TYPE_CHECKING:\n{lazy}".rstrip() if lazy else ""
    typing = ", ".join(filter(None, ("TYPE_CHECKING" if lazy else "", "Required", "TypedDict")))
    title = f"The keywords of `{keywords.construct}`, written by `make options` from the fields of the specification."
    return f'''"""{title}"""

from __future__ import annotations

from collections.abc import {abc}
from typing import {typing}

{imports}{guarded}


class {keywords.options}(TypedDict, total=False):
    """Keywords of `{keywords.construct}`."""

{body}
'''


def changes() -> str:
    """Return the text of the module with a `TypedDict` for what overlays of each construct can change."""
    of_all = {keywords: _fields(keywords) for keywords in ALL}
    types = {
        keywords: {name: _change(name, one) for name, one in fields.items()} for keywords, fields in of_all.items()
    }
    together = {
        f"{keywords.options}.{name}": one for keywords, fields in of_all.items() for name, one in fields.items()
    }
    texts = {f"{keywords.options}.{name}": text for keywords, found in types.items() for name, text in found.items()}
    imports = "\n".join(sorted(_imports(together, texts)))
    classes = "".join(_changes_of(keywords, found) for keywords, found in types.items())
    title = "What overlays can change, for type checkers, written by `make options` from the specification."
    return f'''"""{title}"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypedDict

{imports}

Changes = Mapping[str, object]
"""Changes in an object, in items of a list by their names, or in entries of a mapping."""
{classes}'''


def _changes_of(keywords: Keywords, types: Mapping[str, str]) -> str:
    body = "".join(f"    {name}: {text}\n" for name, text in types.items())
    return f'''

class {keywords.construct}Changes(TypedDict, total=False):
    """Fields of `{keywords.construct}` that an overlay changes, or to which it adds."""

{body}'''


def _change(name: str, field: Any) -> str:
    """Return the type of a field's new value, or of the changes in its value."""
    text = _type(name, field.annotation)
    inside = container(field.annotation)[0] or any(kinds_in(field.annotation))
    parts = [text, *(["Changes"] if inside else []), *(["None"] if type(None) in get_args(field.annotation) else [])]
    return " | ".join(parts)


def construct(keywords: Keywords, text: str) -> str:
    """Return the text of the construct's module with the keywords in the constructor's docstring."""
    docs = field_docs(keywords.spec)
    lines = [_argument("id", docs["name"]), *(_argument(name, docs[name]) for name in _fields(keywords))]
    arguments = "".join(f"{line}\n" for line in lines)
    pattern = r"(            scope: [^\n]*\n)(.*?)(\n        Raises:)"
    return re.sub(pattern, rf"\g<1>{_escaped(arguments)}\g<3>", text, flags=re.DOTALL)


def _fields(keywords: Keywords) -> dict[str, Any]:
    return {name: field for name, field in keywords.spec.model_fields.items() if name != "name"}


def _type(name: str, annotation: Any) -> str:
    if name in _NAMED:
        return _NAMED[name]
    members = (
        [one for one in get_args(annotation) if one is not type(None)] if type(None) in get_args(annotation) else []
    )
    text = str(bare(members[0] if members else annotation))
    text = re.sub(r"<class '([^']*)'>", r"\1", text)
    return re.sub(r"\b(?:\w+\.)+(\w+)", r"\1", text)


def _with_constructs(text: str) -> str:
    members = text.split(" | ")
    added = [name for ref, (name, _) in _CONSTRUCTS.items() if ref in members]
    return " | ".join(sorted([*members, *added])) if added else text


def _imports(fields: Mapping[str, Any], types: Mapping[str, str]) -> Iterator[str]:
    modules = dict(_IMPORTS)
    for field in fields.values():
        for kind in _classes(field.annotation):
            modules[kind.__name__] = kind.__module__
    used = set(re.findall(r"\w+", " ".join(types.values()))) & modules.keys()
    for module in {modules[name] for name in used}:
        names = sorted(name for name in used if modules[name] == module)
        line = f"from {module} import {', '.join(names)}"
        listed = "".join(f"    {name},\n" for name in names)
        yield line if len(line) <= WIDTH else f"from {module} import (\n{listed})"


def _classes(annotation: Any) -> Iterator[type]:
    if isinstance(annotation, type) and annotation.__module__.startswith("llm_api_mesh"):
        yield annotation
    for inner in get_args(annotation):
        yield from _classes(inner)


def _docstring(text: str) -> str:
    text = f'"""{text}"""'
    return textwrap.fill(text, WIDTH, initial_indent="    ", subsequent_indent="    ", **_WRAPPING)


def _argument(name: str, text: str) -> str:
    return textwrap.fill(f"{name}: {text}", WIDTH, initial_indent=" " * 12, subsequent_indent=" " * 16, **_WRAPPING)


_WRAPPING: dict[str, Any] = {"break_long_words": False, "break_on_hyphens": False}


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\")


if __name__ == "__main__":
    CHANGES.write_text(changes(), encoding="utf-8")
    for one in ALL:
        one.options_file.write_text(options(one), encoding="utf-8")
        written = construct(one, one.construct_file.read_text(encoding="utf-8"))
        one.construct_file.write_text(written, encoding="utf-8")
