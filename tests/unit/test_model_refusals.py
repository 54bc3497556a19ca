"""Models that would be out of reach, or that nobody could tell apart."""

from __future__ import annotations

import re

from llm_api_mesh import Match, Model, ModelFromBody, ModelFromHeader, ModelFromPath, Pool, Route
from support.apps import Refusal

import pytest

LLAMA = Pool(selector={"app": "llama"})
QWEN = Pool(selector={"app": "qwen"})
NAMED = Pool(name="named", selector={"app": "named"})


def model(name: str = "llama", **fields: object) -> Model:
    pool = Pool(selector={"app": re.sub(r"[^a-z]", "", name) or "other"})
    return Model(**{"name": name, "backend": pool, **fields})  # type: ignore[arg-type]


REFUSED = {
    "no name": ({"models": [model("")]}, 'models[0].name: got ""; allowed: 1 to 256 printable ASCII characters'),
    "a space at the end": ({"models": [model("a ")]}, "[model-name]"),
    "a letter beyond ASCII": ({"models": [model("ä")]}, "[model-name]"),
    "a star in a prefix": ({"models": [model(prefixes=["x-*"])]}, 'Write "x-". [model-name]'),
    "a prefix of anything": ({"models": [model(prefixes=["*"])]}, "For every other model, set backend. [model-name]"),
    "an empty prefix": ({"models": [model(prefixes=[""])]}, "[model-name]"),
    "a pattern of anything": ({"models": [model(patterns=[".*"])]}, "For every other model, set backend."),
    "a pattern that is a name": ({"models": [model(patterns=[r"a\.b"])]}, 'Write it as an alias: "a.b".'),
    "a broken pattern": ({"models": [model(patterns=["a("])]}, "an RE2 expression; this isn't one: missing )"),
    "a look-ahead": ({"models": [model(patterns=["a(?=b).*"])]}, "RE2, which has no look-ahead and look-behind"),
    "a look-behind": ({"models": [model(patterns=["(?<!a)b.*"])]}, "RE2, which has no look-ahead and look-behind"),
    "a possessive quantifier": ({"models": [model(patterns=["a++b"])]}, "possessive quantifiers. [model-pattern]"),
    "a reference": ({"models": [model(patterns=[r"(a|b)\1.*"])]}, "which has no references to groups"),
    "a named reference": ({"models": [model(patterns=["(?P<x>a.)(?P=x)"])]}, "RE2, which has no references to groups"),
    "a comment": ({"models": [model(patterns=["a(?#x).*"])]}, "RE2, which has no comments"),
    "too many repetitions": ({"models": [model(patterns=["a{1,1001}"])]}, "up to 1000 repetitions, RE2's limit"),
    "a pattern beyond ASCII": ({"models": [model(patterns=["ä.*"])]}, "printable ASCII. [model-pattern]"),
    "an alias twice": ({"models": [model(aliases=["a", "a"])]}, 'got "a" twice; allowed: each once. [model-duplicate]'),
    "an alias of its own name": ({"models": [model(aliases=["llama"])]}, "other names than the model's own"),
    "one name for two": (
        {"models": [model("a"), model("b", aliases=["a"])]},
        'models[b].aliases: got "a", which "a" has; allowed: each name, prefix and pattern once. [model-duplicate]',
    ),
    "one prefix for two": (
        {"models": [model("a", prefixes=["x-"]), model("b", prefixes=["x-"])]},
        'models[b].prefixes: got "x-", which "a" has',
    ),
    "one pattern for two": (
        {"models": [model("a", patterns=["x.*"]), model("b", patterns=["x.*"])]},
        'models[b].patterns: got "x.*", which "a" has',
    ),
    "one slug for two": (
        {"models": [model("a.b", backend=LLAMA), model("a-b", backend=QWEN)]},
        'models[a.b].slug: got "a-b", which "a-b" has; allowed: a slug of its own. Add slug=... [model-duplicate]',
    ),
    "a prefix within another": (
        {"models": [model(prefixes=["x-", "x-long-"])]},
        'got "x-long-" beside "x-"; allowed: the shorter one alone. [field-without-effect]',
    ),
    "a name without letters": (
        {"models": [model("?", backend=LLAMA)]},
        'models[?]: got "" as slug; allowed: a slug of up to 63',
    ),
    "a long name": (
        {"models": [model("a" * 60, backend=LLAMA)]},
        "allowed: 63 characters (this has 65). Add a shorter slug=... [name-too-long]",
    ),
    "the pods of two models": (
        {"models": [model("a", backend=LLAMA), model("b", backend=LLAMA)]},
        "got the pods of models[a].backend by another Service; allowed: one name for each backend. Give the pool",
    ),
    "one name for two pools": (
        {"models": [model("a", backend=NAMED), model("b", backend=NAMED.model_copy(update={"port": 81}))]},
        'another backend under the name of models[a].backend, "named.ai.svc.cluster.local"',
    ),
    "gRPC and bodies": (
        {"models": [model(backend=Pool(selector={"app": "a"}, protocol="grpc"))]},
        "ModelFromHeader(...): gRPC has no JSON bodies. [model-source]",
    ),
    "prefixes in a path": (
        {"models": [model(prefixes=["x-"])], "model_from": ModelFromPath()},
        "models[llama].prefixes: got prefixes with ModelFromPath; allowed: names only",
    ),
    "a name that no path has": (
        {"models": [model("a b")], "model_from": ModelFromPath()},
        "a name that stands in a path as it is, without encoding. [model-source]",
    ),
    "a name below another": (
        {"models": [model("a", backend=LLAMA), model("a/b", backend=QWEN)], "model_from": ModelFromPath()},
        'got "a/b" below "a"; allowed: names of which none is the beginning of another\'s path. [model-source]',
    ),
    "a path outside of the mesh's": (
        {"models": [model()], "model_from": ModelFromPath(), "match": Match(path_prefix="/v1/")},
        "model_from: got prefix=\"/models/\" within the mesh's own path_prefix='/v1/'",
    ),
    "a prefix that is no folder": (
        {"models": [model()], "model_from": ModelFromPath(prefix="/models")},
        'a name between two slashes, such as "/models/". [path-invalid]',
    ),
    "the gateway's header": (
        {"models": [model()], "model_from": ModelFromHeader(name="X-LLM-Model")},
        "this is the one that the gateway writes itself. [header-name]",
    ),
    "a source without models": (
        {"model_from": ModelFromBody()},
        "model_from: got it without models; allowed: model_from with models. [field-without-effect]",
    ),
    "routes without a backend": (
        {"backend": ..., "models": [model()], "routes": [Route(name="a", path="/a", version="v1")]},
        "routes: got routes without backend; allowed: routes of the models: they lead to versions.",
    ),
    "a model's route to no version": (
        {"models": [model(routes=[Route(name="a", path="/a", version="v1")])]},
        'models[llama].routes[a].version: got "v1"; allowed: a version of the backend: it has none.',
    ),
    "a small limit": ({"max_prompt_bytes": 1000}, "allowed: a number of bytes from 1048576"),
    "a route called quick": (
        {"routes": [Route(name="quick", path="/a", version="v1")]},
        "another name: this is what parts of routes are called. [route-duplicate]",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("given", "words"), REFUSED.values(), ids=REFUSED)
def test_is_refused(refusal: Refusal, given: dict[str, object], words: str) -> None:
    """What would be out of reach, or taken by two, is refused in the user's words, and nothing else is said."""
    (problem,) = refusal("chat", **given)
    assert words in problem
