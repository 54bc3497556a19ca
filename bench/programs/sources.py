"""The sources of the programs that write the same objects without LlmApiMesh: as a team would write them by hand.

Each function takes the objects of the API `api-0`, and gives a program that writes any number of such APIs. The values
are literals, in which the name of the API is replaced.
"""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Any

from cdk8s_plus_27 import k8s

from llm_api_mesh.manifests.structs import names_in_yaml, plain
from llm_api_mesh_crds.io.istio import networking, security

NAME = "api-0"

_WORD = re.compile(r"\w+")

_CDK8S = """\
import sys
from functools import cache

from cdk8s import App, ApiObjectMetadata, Chart
from cdk8s_plus_27 import k8s

from llm_api_mesh_crds.io.istio import networking, security


@cache  # each access is a call to Node.js
def number(port):
    return k8s.IntOrString.from_number(port)


def api(app, name):
    labels = {{"app.kubernetes.io/managed-by": "llm-api-mesh", "app.kubernetes.io/name": name}}
    chart = Chart(app, name, namespace="ai", labels=labels)
{objects}

app = App(outdir=sys.argv[2])
for index in range(int(sys.argv[1])):
    api(app, f"api-{{index}}")
app.synth()
"""
_PYYAML = """\
import sys
from pathlib import Path

import yaml


class Dumper(yaml.CSafeDumper):
    def ignore_aliases(self, data):
        return True  # people read these files


def api(name):
    return {objects}


folder = Path(sys.argv[2])
folder.mkdir(parents=True, exist_ok=True)
for index in range(int(sys.argv[1])):
    name = f"api-{{index}}"
    text = yaml.dump_all(api(name), Dumper=Dumper)
    (folder / f"{{name}}.k8s.yaml").write_text(text, encoding="utf-8")
"""


def with_cdk8s(objects: Iterable[Mapping[str, Any]]) -> str:
    """Return a program that creates the imported classes."""
    lines = [_declaration(index, one) for index, one in enumerate(objects)]
    return _CDK8S.format(objects="\n".join(f"    {line}" for line in lines))


def with_pyyaml(objects: Iterable[Mapping[str, Any]]) -> str:
    """Return a program that writes plain dicts by PyYAML's C emitter."""
    return _PYYAML.format(objects=_literal(list(objects)))


def _declaration(index: int, document: Mapping[str, Any]) -> str:
    kind, name = document["kind"], f"name={_literal(document['metadata']['name'])}"
    if document["apiVersion"] == "v1":
        module, prefix, metadata = k8s, "Kube", f"k8s.ObjectMeta({name})"
    else:
        module = networking if document["apiVersion"].startswith("networking") else security
        prefix, metadata = "", f"ApiObjectMetadata({name})"
    spec = _call(getattr(module, f"{kind}Spec"), document["spec"])
    return f'{_class(getattr(module, prefix + kind))}(chart, "{index}", metadata={metadata}, spec={spec})'


def _call(struct: type, value: Mapping[str, Any]) -> str:
    """Return the creation of a struct."""
    keywords = [
        f"{field}={_code(struct, field, value[name])}" for field, name in names_in_yaml(struct).items() if name in value
    ]
    return f"{_class(struct)}({', '.join(keywords)})"


def _code(struct: type, field: str, value: Any) -> str:
    """Return a value of a field: structs or members of an enum, alone, in a list or in a mapping, or a literal."""
    annotation = str(inspect.signature(struct).parameters[field].annotation)
    module = vars(sys.modules[struct.__module__])
    kind = next(
        (module[word] for word in _WORD.findall(annotation) if hasattr(module.get(word), "__jsii_type__")), None
    )
    if kind is None:
        return _literal(value)
    if isinstance(value, list):
        return f"[{', '.join(_one(kind, item) for item in value)}]"
    if "Mapping[" in annotation:
        return f"{{{', '.join(f'{_literal(key)}: {_one(kind, item)}' for key, item in value.items())}}}"
    return _one(kind, value)


def _one(kind: Any, value: Any) -> str:
    if kind is k8s.IntOrString:
        return f"number({value})"
    if issubclass(kind, Enum):
        return f"{_class(kind)}.{next(one for one in kind if plain(one) == value).name}"
    return _call(kind, value)


def _class(kind: type) -> str:
    return f"{kind.__module__.rpartition('.')[2]}.{kind.__name__}"


def _literal(value: object) -> str:
    """Return a literal, in which the name of the API is that of the loop."""
    if isinstance(value, dict):
        return f"{{{', '.join(f'{_literal(key)}: {_literal(item)}' for key, item in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_literal, value))}]"
    if not isinstance(value, str) or NAME not in value:
        return repr(value)
    return "f" + repr(value.replace("{", "{{").replace("}", "}}").replace(NAME, "{name}"))
