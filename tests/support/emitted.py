"""What is in emitted YAML beside data: scripts, expressions and formats, each without the texts that it quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

import yaml

from llm_api_mesh.reading.misread import is_misread

_DOUBLE = r'"(?:[^"\\\n]|\\.)*"'
_SINGLE = r"'(?:[^'\\\n]|\\.)*'"
_QUOTED = re.compile(rf"r?{_DOUBLE}|r?{_SINGLE}")
_QUOTED_IN_LUA = re.compile(rf"{_DOUBLE}|{_SINGLE}")
# Several quoted texts, alone or as entries of a mapping, are as one.
_LISTED = re.compile(r'""(?:, "")+')
_ENTRIES = re.compile(r'(\[?""\]? ?[=:] (?:\{ "" \}|""))(?:, \1)+')

# Strings that have YAML of their own.
_YAML_ARGUMENT = "--config-text"
_YAML_ANNOTATION = "proxy.istio.io/config"


def codes(document: object, within: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """Yield each text of an object that something interprets, with the language: `lua`, `cel` or `format`."""
    if isinstance(document, Mapping):
        for key, value in document.items():
            if key == "default_source_code":
                yield "lua", value["inline_string"]
            elif key == "expression" and isinstance(value, str):
                yield "cel", value
            elif key == "text_format_source":
                yield "format", value["inline_string"]
            elif key == "header" and isinstance(value, Mapping) and "value" in value:
                yield "format", value["value"]
            elif key in {"add", "set"} and "headers" in within:
                yield from (("format", one) for one in value.values())
            else:
                yield from codes(value, (*within, str(key)))
    elif isinstance(document, Sequence) and not isinstance(document, str):
        for value in document:
            yield from codes(value, within)


def skeleton(language: str, text: str) -> str:
    """The code without the texts that it quotes."""
    if language == "format" and "%" not in text:
        return ""
    bare = (_QUOTED_IN_LUA if language == "lua" else _QUOTED).sub('""', text)
    return _ENTRIES.sub(r"\1", _LISTED.sub('""', bare))


_REGO = ".rego"
"""How the names of files of Open Policy Agent's language end."""


def inner_documents(document: object) -> Iterator[tuple[str, str]]:
    """Yield each YAML text in an object, with its place."""
    if not isinstance(document, Mapping):
        return
    if document.get("kind") == "ConfigMap":
        for key, text in document["data"].items():
            if key.endswith(_REGO):
                continue
            yield f"ConfigMap.{key}", text
            yield from _annotated(yaml.load(text, Loader=yaml.CSafeLoader))
    if document.get("kind") == "Deployment":
        for container in document["spec"]["template"]["spec"]["containers"]:
            arguments = container.get("args", [])
            yield from (("Deployment.args", text) for name, text in pairwise(arguments) if name == _YAML_ARGUMENT)


def _annotated(value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for key, one in value.items():
            if key == _YAML_ANNOTATION:
                yield _YAML_ANNOTATION, one
            else:
                yield from _annotated(one)
    elif isinstance(value, list):
        for one in value:
            yield from _annotated(one)


def shape(value: object) -> str:
    """The types in plain data, without names and order."""
    if isinstance(value, Mapping):
        return f"{{{','.join(sorted(map(shape, value.values())))}}}"
    if isinstance(value, list):
        return f"[{','.join(sorted(map(shape, value)))}]"
    return type(value).__name__


def leaves(value: object) -> Iterator[str]:
    """All texts in plain data, keys of mappings included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield str(key)
            yield from leaves(one)
    elif isinstance(value, Sequence):
        for one in value:
            yield from leaves(one)


def misread_scalars(text: str) -> list[str]:
    """The unquoted texts of a YAML file that Kubernetes would read as numbers, although PyYAML doesn't."""
    plain = (
        event.value
        for event in yaml.parse(text, Loader=yaml.CSafeLoader)
        if isinstance(event, yaml.ScalarEvent) and event.style is None
    )
    return [one for one in plain if is_misread(one)]
