"""The JSON Schema of files: one of each kind of document, and of the changes and additions of overlays.

An overlay has the fields of the construct that it changes, none of which is required. The schema of such a field
refers to that of the construct, so that its text and its rules are in the schema once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from llm_api_mesh.reading.docs import field_docs
from llm_api_mesh.reading.file_format import API_VERSION, CONSTRUCTS, ENVIRONMENTS, KINDS, OVERLAYS, VERSION
from llm_api_mesh.reading.places import container, kinds_in
from llm_api_mesh.reading.schema import DRAFT, Schema, definitions, object_schema, type_schema, types_in
from llm_api_mesh.spec.api import ApiSpec
from llm_api_mesh.spec.base import KIND, Spec

_LLM_GATEWAY = "NamedLlmGateway"
_NAMED_LLM_GATEWAY: Schema = {
    "title": _LLM_GATEWAY,
    "description": "An LLM gateway that stands in the same files.",
    "type": "object",
    "properties": {
        KIND: {"const": "LlmGateway"},
        "name": {"title": "Name", "description": "Name of the LLM gateway.", "type": "string"},
    },
    "required": [KIND, "name"],
    "additionalProperties": False,
}

_REF_TO_LLM_GATEWAY: Schema = {"$ref": f"#/$defs/{_LLM_GATEWAY}", "required": [KIND, "name"]}
_TITLES = {kind: name for name, kind in CONSTRUCTS.items()}


def file_schema() -> Schema:
    """Return the schema of a document of a file: an API, an LLM gateway, an environment or an overlay."""
    documents = {name: _document(name, kind) for name, kind in KINDS.items()}
    documents["LlmApiMesh"]["properties"]["gateway"]["oneOf"].append(_REF_TO_LLM_GATEWAY)
    for name, overlay in OVERLAYS.items():
        fields = documents[overlay.__name__]["properties"]
        fields["change"] = _head(fields["change"]) | _ref(f"{name}Changes")
        fields["add"] = _head(fields["add"]) | _ref(f"{name}Additions")
    kinds = {*CONSTRUCTS.values(), *(kind for root in CONSTRUCTS.values() for kind in types_in(root))}
    in_order = sorted(kinds, key=_title)
    return {
        "$schema": DRAFT,
        "title": VERSION,
        "description": "An API or an LLM gateway, from which llm-api-mesh writes Kubernetes and Istio objects, an "
        "environment of them, or what differs in an environment.",
        "oneOf": [_ref(name) for name in KINDS],
        "$defs": {
            **documents,
            _LLM_GATEWAY: _NAMED_LLM_GATEWAY,
            **definitions(*CONSTRUCTS.values()),
            **{f"{_title(kind)}Changes": _changes(kind) for kind in in_order},
            **{f"{_title(kind)}Additions": _additions(kind) for kind in in_order if _has_additions(kind)},
        },
    }


def _head(schema: Schema) -> Schema:
    return {name: schema[name] for name in ("title", "description")}


def _document(name: str, kind: type[Spec]) -> Schema:
    """Return the schema of the documents of one kind, whose name is the construct's."""
    whole = object_schema(kind)
    head = {
        API_VERSION: {"const": VERSION, "description": "Version of the format."},
        KIND: {"const": name, "description": "What the document describes."},
    }
    others = {field: one for field, one in whole["properties"].items() if field != KIND}
    if name in CONSTRUCTS:
        others[ENVIRONMENTS] = {
            "title": "Environments",
            "description": "The environments that have it. Default: all.",
            "type": "array",
            "items": {"type": "string"},
            "minItems": 1,
        }
    return {
        **whole,
        "title": name,
        "properties": {**head, **others},
        "required": [*head, *whole["required"]],
    }


def _changes(kind: type[Spec]) -> Schema:
    """Return the schema of what an overlay can change in an object."""
    fields = {name: _changed_field(kind, name) for name in _names(kind)}
    return _overlay_of(kind, fields, "Changes")


def _changed_field(kind: type[Spec], name: str) -> Schema:
    annotation = kind.model_fields[name].annotation
    form, inner = container(annotation)
    there = _ref(f"{_title(kind)}/properties/{name}")
    if form == "list":
        return _described(kind, name) | {"anyOf": [there, _entries(_changed(inner))]}
    others = [{"type": "null"}] if _takes_nothing(annotation) else []
    if form == "mapping":
        return _described(kind, name) | _any([_entries(_changed(inner)), *others])
    kinds = list(kinds_in(annotation))
    if not kinds:
        return there
    named = [_REF_TO_LLM_GATEWAY] if (kind, name) == (ApiSpec, "gateway") else []
    return _described(kind, name) | _any([*(_ref(f"{_title(one)}Changes") for one in kinds), *named, *others])


def _takes_nothing(annotation: Any) -> bool:
    """Return whether None is a value of the field."""
    return annotation is type(None) or any(
        _takes_nothing(one) for one in get_args(annotation) if get_origin(annotation) in {Annotated, Union, UnionType}
    )


def _changed(annotation: Any) -> Schema:
    """Return the schema of the change of an item or an entry."""
    form, inner = container(annotation)
    if form == "list":
        return {"anyOf": [type_schema(annotation), _entries(_changed(inner))]}
    if form == "mapping":
        return _entries(_changed(inner))
    kinds = list(kinds_in(annotation))
    return _any([_ref(f"{_title(one)}Changes") for one in kinds]) if kinds else type_schema(annotation)


def _additions(kind: type[Spec]) -> Schema:
    """Return the schema of what an overlay can add to the lists and mappings of an object."""
    fields = {name: _added_field(kind, name) for name in _names(kind) if _takes_additions(kind, name)}
    return _overlay_of(kind, fields, "Additions")


def _added_field(kind: type[Spec], name: str) -> Schema:
    annotation = kind.model_fields[name].annotation
    form, inner = container(annotation)
    inside = _added(inner if form else annotation)
    if not form:
        return _described(kind, name) | _any(inside)
    whole = _ref(f"{_title(kind)}/properties/{name}")
    return _described(kind, name) | _any([whole, *([_entries(_any(inside))] if inside else [])])


def _added(annotation: Any) -> list[Schema]:
    """Return the schemas of what can be added within an item, an entry or an object."""
    form, _ = container(annotation)
    if form:
        return [type_schema(annotation)]
    return [_ref(f"{_title(one)}Additions") for one in kinds_in(annotation) if _has_additions(one)]


def _has_additions(kind: type[Spec]) -> bool:
    return any(_takes_additions(kind, name) for name in _names(kind))


def _takes_additions(kind: type[Spec], name: str) -> bool:
    annotation = kind.model_fields[name].annotation
    return bool(container(annotation)[0]) or any(map(_has_additions, kinds_in(annotation)))


def _names(kind: type[Spec]) -> Iterator[str]:
    """Yield the fields of an object; the name of a construct is that of its overlay."""
    return (name for name in kind.model_fields if name != "name" or kind not in _TITLES)


def _overlay_of(kind: type[Spec], fields: Schema, what: str) -> Schema:
    title = _title(kind)
    named = {} if kind in _TITLES else {KIND: {"const": title}}
    return {
        "title": f"{title}{what}",
        "description": f"{what} of an overlay in the {title}.",
        "type": "object",
        "properties": {**named, **fields},
        "additionalProperties": False,
    }


def _described(kind: type[Spec], name: str) -> Schema:
    return {"title": name.replace("_", " ").capitalize(), "description": field_docs(kind)[name]}


def _entries(value: Schema) -> Schema:
    return {"type": "object", "additionalProperties": value}


def _any(schemas: Sequence[Schema]) -> Schema:
    return schemas[0] if len(schemas) == 1 else {"anyOf": schemas}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _title(kind: type[Spec]) -> str:
    return _TITLES.get(kind, kind.__name__)
