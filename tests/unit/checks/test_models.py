"""Models that no request can reach, or that Istio couldn't distinguish, are refused."""

from __future__ import annotations

import re
from typing import Any

import pytest

from llm_api_mesh import (
    Failover,
    Match,
    Model,
    ModelFromBody,
    ModelFromHeader,
    ModelFromPath,
    Pool,
    ProviderRef,
    Route,
    ServiceRef,
)
from support.apps import LLM_GATEWAY, Emit, Refusal

LLAMA = Pool(selector={"app": "llama"}, target_port=8080)
QWEN = Pool(selector={"app": "qwen"}, target_port=8080)
NAMED = Pool(name="named", selector={"app": "named"}, target_port=8080)


def model(name: str = "llama", **fields: object) -> Model:
    pool = Pool(selector={"app": re.sub(r"[^a-z]", "", name) or "other"}, target_port=8080)
    return Model(**{"name": name, "backend": pool, **fields})  # type: ignore[arg-type]


REFUSED = {
    "no name": (
        {"models": [model("")]},
        (
            'models[0].name: got "". Allowed: 1 to 256 printable ASCII characters, without leading or '
            "trailing spaces. [model-name]"
        ),
    ),
    "a space at the end": ({"models": [model("a ")]}, "[model-name]"),
    "a letter beyond ASCII": ({"models": [model("ä")]}, "[model-name]"),
    "an escaped name of a backend's": (
        {"backend": Pool(selector={"app": "a"}, target_port=8080, model="Qwen%2FQwen3")},
        (
            'backend.model: got "Qwen%2FQwen3". Write "Qwen/Qwen3". Allowed: a name without %, which the gateway\'s '
            "proxy would read as a command. [model-name]"
        ),
    ),
    "a command as a backend's name": (
        {"models": [model(backend=Failover(backends=[LLAMA, ProviderRef(provider="a", model="%HOSTNAME%")]))]},
        (
            'models[llama].backend.backends[1].model: got "%HOSTNAME%". Allowed: a name without %, which the '
            "gateway's proxy would read as a command. [model-name]"
        ),
    ),
    "a lone percent sign in the name of a Service's model": (
        {"backend": ServiceRef(name="a", port=80, model="100%")},
        'backend.model: got "100%". Allowed: a name without %',
    ),
    "a star in a prefix": (
        {"models": [model(prefixes=["x-*"])]},
        ('Write "x-". Allowed: a prefix without a star, because prefixes are compared literally. [model-name]'),
    ),
    "a prefix of anything": (
        {"models": [model(prefixes=["*"])]},
        (
            "To serve every other model, set backend. Allowed: a prefix without a star, because prefixes "
            "are compared literally. [model-name]"
        ),
    ),
    "an empty prefix": ({"models": [model(prefixes=[""])]}, "[model-name]"),
    "a pattern of anything": ({"models": [model(patterns=[".*"])]}, "To serve every other model, set backend."),
    "a pattern that is a name": (
        {"models": [model(patterns=[r"a\.b"])]},
        ('Write aliases=["a.b"] instead. Allowed: a pattern that can match more than one name. [model-pattern]'),
    ),
    "a broken pattern": (
        {"models": [model(patterns=["a("])]},
        "a valid RE2 expression (error: missing ), unterminated subpattern at position 1)",
    ),
    "a set in a set that doesn't end": ({"models": [model(patterns=["[[a-z"])]}, "a valid RE2 expression"),
    "a look-ahead": ({"models": [model(patterns=["a(?=b).*"])]}, "RE2 syntax, which has no look-ahead and look-behind"),
    "a look-behind": (
        {"models": [model(patterns=["(?<!a)b.*"])]},
        "RE2 syntax, which has no look-ahead and look-behind",
    ),
    "a possessive quantifier": ({"models": [model(patterns=["a++b"])]}, "possessive quantifiers. [model-pattern]"),
    "a reference": ({"models": [model(patterns=[r"(a|b)\1.*"])]}, "which has no references to groups"),
    "a named reference": (
        {"models": [model(patterns=["(?P<x>a.)(?P=x)"])]},
        "RE2 syntax, which has no references to groups",
    ),
    "a comment": ({"models": [model(patterns=["a(?#x).*"])]}, "RE2 syntax, which has no comments"),
    "too many repetitions": (
        {"models": [model(patterns=["a{1,150}.{51}"])]},
        "got 201 counted repetitions. Use * or +. Allowed: numbers in {n} and {n,m} with a sum of at most 200",
    ),
    "a repeated group": (
        {"models": [model(patterns=["(a|b){2}"])]},
        "Write the group several times, or use *. Allowed: no \\x, and {n} only after a character or class",
    ),
    "a long pattern": (
        {"models": [model(patterns=["a|" * 513])]},
        "got 1,026 characters. Divide it into several patterns. Allowed: at most 1,024 characters, the limit of Istio",
    ),
    "a pattern beyond ASCII": ({"models": [model(patterns=["ä.*"])]}, "printable ASCII. [model-pattern]"),
    "an alias twice": (
        {"models": [model(aliases=["a", "a"])]},
        'got "a" twice. Allowed: each value once. [model-duplicate]',
    ),
    "an alias of its own name": ({"models": [model(aliases=["llama"])]}, "names other than the model's name"),
    "one name for two": (
        {"models": [model("a"), model("b", aliases=["a"])]},
        (
            'models[b].aliases: got "a", which model "a" already has. Allowed: each name, prefix and '
            "pattern once. [model-duplicate]"
        ),
    ),
    "one prefix for two": (
        {"models": [model("a", prefixes=["x-"]), model("b", prefixes=["x-"])]},
        'models[b].prefixes: got "x-", which model "a" already has',
    ),
    "one pattern for two": (
        {"models": [model("a", patterns=["x.*"]), model("b", patterns=["x.*"])]},
        'models[b].patterns: got "x.*", which model "a" already has',
    ),
    "one slug for two": (
        {"models": [model("a.b", backend=LLAMA), model("a-b", backend=QWEN)]},
        (
            'models[a.b].slug: got "a-b", which model "a-b" already has. Add a slug. Allowed: a different '
            "slug for each model. [model-duplicate]"
        ),
    ),
    "a prefix within another": (
        {"models": [model(prefixes=["x-", "x-long-"])]},
        ('got "x-long-" and "x-". Allowed: only the shorter prefix, which includes the longer. [field-without-effect]'),
    ),
    "a name without letters": (
        {"models": [model("?", backend=LLAMA)]},
        (
            'models[?]: got "" as slug. Add a slug. Allowed: a slug of up to 63 lower-case letters, digits '
            "and inner hyphens. [name-invalid]"
        ),
    ),
    "a long name": (
        {"models": [model("a" * 60, backend=LLAMA)]},
        "Add a shorter slug. Allowed: at most 63 characters (this name has 65). [name-too-long]",
    ),
    "the pods of two models": (
        {"models": [model("a", backend=LLAMA), model("b", backend=LLAMA)]},
        (
            "got the pods of models[a].backend behind another Service. Set the same name on the Pool in "
            "both places. Allowed: one name for each backend. [service-claimed]"
        ),
    ),
    "one name for two pools": (
        {"models": [model("a", backend=NAMED), model("b", backend=NAMED.model_copy(update={"port": 81}))]},
        'a different backend with the name of models[a].backend, "named.ai.svc.cluster.local"',
    ),
    "gRPC and bodies": (
        {"models": [model(backend=Pool(selector={"app": "a"}, target_port=8080, protocol="grpc"))]},
        "Allowed: ModelFromHeader(...), because gRPC has no JSON bodies. [model-source]",
    ),
    "prefixes in a path": (
        {"models": [model(prefixes=["x-"])], "model_from": ModelFromPath()},
        (
            "models[llama].prefixes: got prefixes with ModelFromPath. Allowed: name and aliases only, "
            "because a path doesn't show where the model's name ends. [model-source]"
        ),
    ),
    "a name that no path has": (
        {"models": [model("a b")], "model_from": ModelFromPath()},
        "Allowed: a name that needs no encoding in a path. [model-source]",
    ),
    "a name below another": (
        {"models": [model("a", backend=LLAMA), model("a/b", backend=QWEN)], "model_from": ModelFromPath()},
        ('got "a/b" below "a". Allowed: names that aren\'t the beginning of another name\'s path. [model-source]'),
    ),
    "a path outside of the API's match": (
        {"models": [model()], "model_from": ModelFromPath(), "match": Match(path_prefix="/v1/")},
        "model_from: got prefix=\"/models/\" together with match: path_prefix='/v1/'",
    ),
    "a prefix that is no folder": (
        {"models": [model()], "model_from": ModelFromPath(prefix="/models")},
        'a name between two slashes, such as "/models/". [path-invalid]',
    ),
    "the gateway's header": (
        {"models": [model()], "model_from": ModelFromHeader(name="X-LLM-Gateway-Model")},
        "Allowed: another name, because gateways themselves write x-llm-gateway-.... [header-name]",
    ),
    "a source without models": (
        {"model_from": ModelFromBody()},
        ("model_from: got model_from without models. Allowed: model_from together with models. [field-without-effect]"),
    ),
    "routes without a backend": (
        {"backend": ..., "models": [model()], "routes": [Route(name="a", path="/a", version="v1")]},
        (
            "routes: got routes without backend. Allowed: routes of a model, because routes lead to "
            "versions of a backend. [field-without-effect]"
        ),
    ),
    "a model's route to no version": (
        {"models": [model(routes=[Route(name="a", path="/a", version="v1")])]},
        (
            'models[llama].routes[a].version: got "v1". Add versions to the backend. Allowed: a version of '
            "the backend, which has none. [version-unknown]"
        ),
    ),
    "a route called quick": (
        {"routes": [Route(name="quick", path="/a", version="v1")]},
        "Allowed: a name other than drill, quick, stream, which are reserved. [route-duplicate]",
    ),
    "no backend": ({"backend": ...}, "backend: missing"),
    "backend of nothing": (
        {"backend": None},
        "backend: missing. Add backend=... Allowed: a backend, or models. [field-required]",
    ),
}


@pytest.mark.parametrize(("given", "words"), REFUSED.values(), ids=REFUSED)
def test_is_refused(refusal: Refusal, given: dict[str, object], words: str) -> None:
    """Each faulty API has one problem, whose text says what is allowed."""
    (problem,) = refusal("chat", **({"gateway": LLM_GATEWAY} | given))
    assert words in problem


def routes(item: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = item["spec"]["http"]
    return found


def names(item: dict[str, Any]) -> list[str]:
    found = (route["name"] for route in routes(item))
    return [name.removeprefix("llm/ai/chat/") for name in found if not name.endswith("/quick")]


def route(item: dict[str, Any], name: str) -> dict[str, Any]:
    return next(one for one in routes(item) if one["name"] == f"llm/ai/chat/{name}")


def test_a_prefix_between_two_of_another_model_is_accepted(emit: Emit) -> None:
    """The longest of three prefixes has an effect if the one in the middle belongs to another model."""
    models = [model("a", prefixes=["x", "xxx"]), model("b", prefixes=["xx"])]
    assert "a/xxx*/primary" in names(emit("VirtualService", "chat", gateway=LLM_GATEWAY, models=models))


@pytest.mark.parametrize("pattern", [r"qwen2\.5-.*", "(?i)llama.*", "[(?=]+x", "a{2,200}", r"\\1+", "x|y", "[*+]+"])
def test_patterns_that_re2_has(emit: Emit, pattern: str) -> None:
    """A pattern that only looks like something that RE2 lacks is accepted."""
    item = emit("VirtualService", "chat", gateway=LLM_GATEWAY, models=[model(patterns=[pattern])])
    (match,) = route(item, "llama/patterns/primary")["match"]
    assert match["headers"]["x-llm-gateway-model"] == {"regex": pattern}


@pytest.mark.parametrize("slug", ["in-mesh", "failover"])
def test_a_reserved_slug(refusal: Refusal, slug: str) -> None:
    """The routes of such a model would have the names of the routes of callers in the mesh, or of the second hop."""
    (problem,) = refusal(gateway=LLM_GATEWAY, models=[model(slug=slug)])
    assert (
        f'models[llama]: got "{slug}" as slug. Add a slug. Allowed: a slug other than failover and in-mesh' in problem
    )
    assert "[route-duplicate]" in problem


def test_a_set_in_a_set_is_no_warning(emit: Emit) -> None:
    """Python announces another meaning of such a pattern, which RE2 doesn't have."""
    routes = emit("VirtualService", gateway=LLM_GATEWAY, backend=None, models=[model(patterns=["[[a]+"])])
    assert "[[a]+" in str(routes)
