"""Models: unique names, and for each model some requests that can reach it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from llm_api_mesh.errors import NOTHING, Problem, listed, show
from llm_api_mesh.plan import object_names
from llm_api_mesh.plan.plan import Plan
from llm_api_mesh.spec.api import ApiSpec
from llm_api_mesh.spec.match import Match
from llm_api_mesh.spec.model import Model
from llm_api_mesh.spec.model_source import ModelFromBody, ModelFromPath
from llm_api_mesh.spec.names import LABEL_MAX, is_dns_label

_IN_PATH = re.compile(r"[\w.~:@!$&'()+,;=-]+(/[\w.~:@!$&'()+,;=-]+)*", re.ASCII)


def check(plan: Plan) -> Iterator[Problem]:
    """Refuse models that no request can reach, or that Istio couldn't distinguish."""
    api = plan.spec
    if not api.models:
        yield from _without_models(api)
        return
    models = sorted(api.models, key=lambda model: model.name)
    for one, other in combinations(models, 2):
        yield from _distinct(one, other)
    for model in models:
        yield from _reachable(api, model)
        yield from _short(api, model)
        if isinstance(api.model_from, ModelFromPath):
            yield from _in_path(api, model)
        if isinstance(api.model_from, ModelFromBody) and model.backend.speaks_grpc:
            given = f'the backend of "{model.name}", which speaks gRPC'
            yield Problem("model_from", "model-source", given, "ModelFromHeader(...), because gRPC has no JSON bodies")
    yield from _prefix_in_match(api)
    if api.backend is None and api.routes:
        given = "routes without backend"
        yield Problem(
            "routes", "field-without-effect", given, "routes of a model, because routes lead to versions of a backend"
        )


def _without_models(api: ApiSpec) -> Iterator[Problem]:
    if api.backend is None:
        yield Problem("backend", "field-required", NOTHING, "a backend, or models", "Add backend=...")
    if "model_from" in api.model_fields_set:
        yield Problem(
            "model_from", "field-without-effect", "model_from without models", "model_from together with models"
        )


def _distinct(one: Model, other: Model) -> Iterator[Problem]:
    path = f"models[{other.name}]"
    if one.key == other.key:
        given = (
            f'"{other.key}", which model "{one.name}" already has'
            if one.name != other.name
            else f'"{other.name}" twice'
        )
        yield Problem(f"{path}.slug", "model-duplicate", given, "a different slug for each model", "Add a slug.")
    for what in ("names", "prefixes", "patterns"):
        for value in sorted(set(getattr(one, what)) & set(getattr(other, what))):
            given = f'{show(value)}, which model "{one.name}" already has'
            field = "aliases" if what == "names" else what
            yield Problem(f"{path}.{field}", "model-duplicate", given, "each name, prefix and pattern once")


def _reachable(api: ApiSpec, model: Model) -> Iterator[Problem]:
    """Report a prefix that another prefix of the same model includes. Across models, the longer prefix comes first."""
    path = f"models[{model.name}]"
    if model.name in model.aliases:
        yield Problem(f"{path}.aliases", "model-duplicate", show(model.name), "names other than the model's name")
    for prefix in model.prefixes:
        if wider := next((other for other in model.prefixes if other != prefix and prefix.startswith(other)), None):
            # The longer prefix has an effect if another model's prefix lies between the two.
            others = (between for other in api.models if other is not model for between in other.prefixes)
            if not any(prefix.startswith(between) and between.startswith(wider) for between in others):
                given = f"{show(prefix)} and {show(wider)}"
                yield Problem(
                    f"{path}.prefixes",
                    "field-without-effect",
                    given,
                    "only the shorter prefix, which includes the longer",
                )


def _short(api: ApiSpec, model: Model) -> Iterator[Problem]:
    path = f"models[{model.name}]"
    name = f"{api.name}-{model.key}"
    if not model.key or not is_dns_label(model.key):
        allowed = f"a slug of up to {LABEL_MAX} lower-case letters, digits and inner hyphens"
        yield Problem(path, "name-invalid", f"{show(model.key)} as slug", allowed, "Add a slug.")
    elif model.key in object_names.RESERVED:
        allowed = f"a slug other than {listed(sorted(object_names.RESERVED), 'and')}, which are reserved"
        yield Problem(path, "route-duplicate", f'"{model.key}" as slug', allowed, "Add a slug.")
    elif len(name) > LABEL_MAX:
        allowed = f"at most {LABEL_MAX} characters (this name has {len(name)})"
        yield Problem(path, "name-too-long", f'"{name}"', allowed, "Add a shorter slug.")


def _in_path(api: ApiSpec, model: Model) -> Iterator[Problem]:
    path = f"models[{model.name}]"
    for field in ("prefixes", "patterns"):
        if getattr(model, field):
            allowed = "name and aliases only, because a path doesn't show where the model's name ends"
            yield Problem(f"{path}.{field}", "model-source", f"{field} with ModelFromPath", allowed)
    for name in model.names:
        if not _IN_PATH.fullmatch(name) or {".", ".."} & set(name.split("/")):
            allowed = "a name that needs no encoding in a path"
            yield Problem(path, "model-source", f"{show(name)} with ModelFromPath", allowed)
    names = sorted(name for other in api.models for name in other.names)
    for name in model.names:
        if inner := next((other for other in names if other.startswith(f"{name}/")), None):
            given = f"{show(inner)} below {show(name)}"
            yield Problem(path, "model-source", given, "names that aren't the beginning of another name's path")


def _prefix_in_match(api: ApiSpec) -> Iterator[Problem]:
    if isinstance(api.model_from, ModelFromPath) and not api.match.meets(Match(path_prefix=api.model_from.prefix)):
        given = f'prefix="{api.model_from.prefix}" together with match: {api.match.conditions}'
        yield Problem("model_from", "match-conflict", given, "a prefix that some requests of the API can have")
