"""The regular expressions of public paths, and which conditions they meet."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest

from llm_api_mesh import ALL_PATHS, OPENAI_PATHS, Match, PublicPath
from llm_api_mesh.plan.public_paths import PublicPaths, paths_regex, templates_of
from llm_api_mesh.spec.public_path import GRPC_PATHS

OPENAI = PublicPaths(OPENAI_PATHS)
SAMPLES = {"{*}": "resp_6-8.a:b", "{**}": "Qwen/Qwen3-32B"}


def regex(method: str, paths: PublicPaths, texts: Sequence[str] = ("",)) -> str:
    """The expression for the paths of a method, each behind one of some texts."""
    return paths_regex([(text, template) for text in texts for template in paths.templates(method)])


def is_public(method: str, path: str, paths: PublicPaths = OPENAI) -> bool:
    """Whether the proxy takes a request for a public one."""
    return method in paths.methods and bool(re.fullmatch(regex(method, paths), path))


def _includes(template: str, path: str) -> bool:
    parts = template.replace("{**}", ".*").split("/")
    return bool(re.fullmatch("/".join(part.replace("{*}", "[^/]+") for part in parts), path))


def filled(template: str) -> str:
    """A path of a template."""
    return re.sub(r"\{\*\*?\}", lambda found: SAMPLES[found[0]], template)


@pytest.mark.parametrize("one", OPENAI_PATHS, ids=lambda one: one.conditions)
def test_each_path_is_public_by_its_methods(one: PublicPath) -> None:
    """With a query and without; and by no other method, unless another path of the list includes it."""
    path = filled(one.path)
    alike = {method for other in OPENAI_PATHS if _includes(other.path, path) for method in other.methods}
    for method in ("CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE"):
        assert is_public(method, path) is (method in alike)
        assert is_public(method, f"{path}?limit=3&after=/metrics") is (method in alike)


OWN = {
    "vLLM": (
        *("/health", "/load", "/metrics", "/ping", "/version", "/server_info", "/tokenize", "/detokenize", "/pooling"),
        *("/classify", "/score", "/rerank", "/v1/score", "/v1/rerank", "/v2/rerank", "/invocations", "/inference/v1/x"),
        *("/v1/load_lora_adapter", "/v1/unload_lora_adapter", "/reset_prefix_cache", "/sleep", "/wake_up"),
        *("/is_sleeping", "/collective_rpc", "/pause", "/resume", "/is_paused", "/update_weights", "/start_profile"),
        *("/stop_profile", "/scale_elastic_ep", "/is_scaling_elastic_ep", "/docs", "/openapi.json", "/redoc"),
        *("/init_weight_transfer_engine", "/get_world_size", "/abort_requests"),
    ),
    "SGLang": (
        *("/generate", "/encode", "/flush_cache", "/get_server_info", "/get_model_info", "/set_internal_state"),
        *("/update_weights_from_disk", "/update_weights_from_tensor", "/release_memory_occupation", "/abort_request"),
        *("/load_lora_adapter", "/configure_logging", "/pause_generation", "/v1/loads"),
    ),
    "TGI": ("/", "/info", "/generate_stream", "/chat_tokenize"),
    "llama.cpp": ("/props", "/slots", "/slots/0", "/infill", "/lora-adapters", "/apply-template", "/models/unload"),
    "Ollama": (
        "/api/generate",
        "/api/tags",
        "/api/pull",
        "/api/delete",
        "/api/create",
        "/api/blobs/sha256:1",
        "/api/ps",
    ),
    "Triton": ("/v2/repository/index", "/v2/repository/models/m/unload", "/v2/models/m/infer", "/v2/logging"),
    "OpenAI": ("/v1/organization/users", "/v1/fine_tuning/jobs", "/v1/assistants", "/v1/threads", "/v1/vector_stores"),
}


def spellings(path: str) -> list[str]:
    """How one could write a path to get around a list."""
    return [
        path,
        f"{path}/",
        f"/{path}",
        path.upper(),
        f"{path}?/v1/chat/completions",
        f"{path}%3F/v1/chat/completions",
        f"{path};/v1/chat/completions",
        path.replace("/", "/%2e/", 1),
        path.replace("/", "%2F", 1),
        path[:1] + f"%{ord(path[1]):x}" + path[2:] if len(path) > 1 else "/%2f",
        f"/v1/chat/completions/..{path}",
        f"/v1/chat/completions/../../..{path}",
        f"/v1/chat/completions/%2e%2e/%2e%2e{path}",
        f"/v1/models/..{path}",
        f"/v1/models/x/../../..{path}",
        f"/v1/models/..%2F..{path.replace('/', '%2F')}",
        f"/v1/models/x%2f..%2f..%2f..{path.replace('/', '%2f')}",
        f"/v1/models/%2e%2e/%2E%2E{path}",
        f"/v1/models/%252e%252e/%252e%252e{path}",
        f"/v1/models/x/%5c..%5c..{path}",
        f"/v1/models//..{path}",
        f"/v1/models\\..\\..{path}",
        f"/v1/models/..;/..;{path}",
        f"/v1/files/..{path.replace('/', '%2F')}",
        f"/v1/files/x%2F..%2F..%2F..{path.replace('/', '%2F')}",
        f"/v1/files/x\\..\\..\\..{path.replace('/', chr(92))}",
        f"/v1/uploads/..%2F..{path.replace('/', '%2F')}%3F/cancel",
        f"/v1/responses/..;{path}/cancel",
        f"/V1/chat/completions{path}",
        f"http://x/v1/chat/completions{path}",
    ]


@pytest.mark.parametrize("server", OWN)
def test_no_path_of_a_server_s_own_is_public(server: str) -> None:
    """Neither as it is nor in another spelling, by any method."""
    sent = [(method, one) for path in OWN[server] for one in spellings(path) for method in OPENAI.methods]
    assert [one for one in sent if is_public(*one)] == []


@pytest.mark.parametrize(
    "path",
    [
        "/v1/chat/completions/",
        "//v1/chat/completions",
        "/v1//chat/completions",
        "/V1/chat/completions",
        "/v1/Chat/Completions",
        "/v1/chat%2Fcompletions",
        "/v1/chat/completion%73",
        "/v1/chat/completions#a",
        "/v1/chat/completions/render",
        "/v1/chat/completionsx",
        "/x/v1/chat/completions",
        "/v1/uploads/one?/cancel",
        "/v1/uploads//cancel",
        "/v1/uploads/a/b/cancel",
        "",
    ],
)
def test_a_path_is_compared_as_it_is(path: str) -> None:
    """Exactly, as the routes compare it."""
    assert not is_public("POST", path)


@pytest.mark.parametrize(
    ("name", "public"),
    [
        ("llama", True),
        ("Qwen/Qwen3-32B", True),
        ("Qwen%2FQwen3-32B", True),
        ("a.b..c:d@e", True),
        ("a%3Ab%40c", True),
        ("%E4%BD%A0", True),
        ("llama?x=..", True),
        ("", True),
        ("llama/", True),
        ("..", False),
        (".hidden", False),
        ("a/..", False),
        ("a//b", False),
        ("a%2F%2E%2E", False),
        ("a%2e", False),
        ("a%5C..", False),
        ("a%25", False),
        ("a%00", False),
    ],
)
def test_the_rest_of_a_path(name: str, public: bool) -> None:
    """Names of models may have slashes, encoded or not, but nothing that leads elsewhere."""
    assert is_public("GET", f"/v1/models/{name}") is public


def test_a_beginning_stands_before_the_paths() -> None:
    """A model in the path comes before the public path, and its dots are literal."""
    written = regex("POST", OPENAI, ["", "/models/b", "/models/a.1"])
    assert written.startswith(r"(?:/models/a\.1|/models/b)?/v1/")
    assert re.fullmatch(written, "/models/a.1/v1/completions")
    assert re.fullmatch(written, "/v1/completions")
    assert not re.fullmatch(written, "/models/a11/v1/completions")
    assert not re.fullmatch(written, "/models/a.1/metrics")


def test_the_order_has_no_meaning() -> None:
    """The same paths give the same expression, which groups them by their first segment."""
    paths = (PublicPath(path="/v1/b"), PublicPath(path="/own"), PublicPath(path="/v1/a.c"), PublicPath(path="/{*}/x"))
    expected = r"(?:/(?:own|[^/.%?\\][^/%?\\]*/x)|/v1/(?:a\.c|b))(?:\?.*)?"
    for given in (paths, paths[::-1]):
        assert regex("POST", PublicPaths(given)) == expected


def test_all_paths_are_asked_for_by_name() -> None:
    """Nothing else opens everything."""
    assert PublicPaths(ALL_PATHS).all
    assert PublicPaths((*OPENAI_PATHS, *ALL_PATHS)).all
    assert not OPENAI.all
    assert not PublicPaths((PublicPath(path="/{**}"),)).all


def test_grpc_methods_are_paths() -> None:
    """Each method of each service, and nothing else."""
    grpc = PublicPaths(GRPC_PATHS)
    assert is_public("POST", "/inference.GRPCInferenceService/ModelInfer", grpc)
    assert not is_public("POST", "/metrics", grpc)
    assert not is_public("GET", "/inference.GRPCInferenceService/ModelInfer", grpc)


@pytest.mark.parametrize(
    ("conditions", "met"),
    [
        ({}, True),
        ({"headers": {"x-a": "1"}}, True),
        ({"method": "DELETE"}, True),
        ({"method": "PUT"}, False),
        ({"path": "/v1/completions"}, True),
        ({"path": "/v1/completions", "method": "GET"}, False),
        ({"path": "/v1/models/Qwen/Qwen3-32B"}, True),
        ({"path": "/metrics"}, False),
        ({"path_prefix": "/"}, True),
        ({"path_prefix": "/v"}, True),
        ({"path_prefix": "/v1"}, True),
        ({"path_prefix": "/v1/"}, True),
        ({"path_prefix": "/v1/ch"}, True),
        ({"path_prefix": "/v1/chat/"}, True),
        ({"path_prefix": "/v1/chat/completions/"}, True),
        ({"path_prefix": "/v1/chat/completions/", "method": "POST"}, False),
        ({"path_prefix": "/v1/files/x/con"}, True),
        ({"path_prefix": "/v1/files/x/y"}, False),
        ({"path_prefix": "/v1/files/x/content/more"}, False),
        ({"path_prefix": "/v1/files/..", "method": "GET"}, False),
        ({"path_prefix": "/v1/models/a/b/c"}, True),
        ({"path_prefix": "/v1/models/a%2"}, True),
        ({"path_prefix": "/v1/models/."}, False),
        ({"path_prefix": "/v10"}, False),
        ({"path_prefix": "/health"}, False),
    ],
)
def test_which_conditions_requests_can_meet(conditions: dict[str, str], met: bool) -> None:
    """An exact path is compared, and a path of the list must be able to begin with a prefix."""
    assert OPENAI.meets(Match(**conditions)) is met  # type: ignore[arg-type]
    assert PublicPaths(ALL_PATHS).meets(Match(**conditions))  # type: ignore[arg-type]


@pytest.mark.parametrize("texts", [("",), ("", "/models/Qwen/Qwen3-32B", "/models/a.b"), ("/models/a",)])
@pytest.mark.parametrize("method", OPENAI.methods)
def test_an_expression_can_be_read_again(method: str, texts: tuple[str, ...]) -> None:
    """The templates of an expression are those that it was written for, behind each text."""
    written = sorted(f"{text}{template}" for text in texts for template in OPENAI.templates(method))
    assert list(templates_of(regex(method, OPENAI, texts)) or ()) == written


@pytest.mark.parametrize(
    "expression",
    ["", "/v1/.*", r"/v1/\d(?:\?.*)?", r"/v1/(?:a(?:\?.*)?", r"/v1/a)(?:\?.*)?", "(?:a|b)" * 14 + r"(?:\?.*)?"],
)
def test_another_expression_is_not_read(expression: str) -> None:
    """An expression of another form, and one with too many alternatives."""
    assert templates_of(expression) is None
