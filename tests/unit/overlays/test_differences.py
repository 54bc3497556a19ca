"""What differs between two environments, as text."""

from __future__ import annotations

from typing import Any

from llm_api_mesh import Environment, LlmGatewayRef, Pool, ServiceRef, TokenHolders, Version
from llm_api_mesh.overlays.differences import Specification, differences
from llm_api_mesh.spec.api import ApiSpec
from llm_api_mesh.spec.llm_gateway import LlmGatewaySpec
from support.apps import PLAIN_GATEWAY

DEV, PROD = Environment(name="dev"), Environment(name="prod")
TWO = [Version(name="v1", weight=90), Version(name="v2", weight=10)]


def mesh(**fields: Any) -> ApiSpec:
    backend = Pool(selector={"app": "chat"}, target_port=8080)
    return ApiSpec(
        **{
            "name": "chat",
            "namespace": "ai",
            "hosts": ["chat.example.com"],
            "gateway": PLAIN_GATEWAY,
            "backend": backend,
            **fields,
        }
    )


def between(one: dict[str, Any], other: dict[str, Any]) -> list[str]:
    """Compare the API chat with these fields in dev and prod."""
    first, second = mesh(**one), mesh(**other)
    text = differences(Specification(DEV, {"chat": first}), Specification(PROD, {"chat": second}))
    return [line.removeprefix("  ") for line in text.splitlines()][1:]


def pool(**fields: Any) -> dict[str, Any]:
    return {"backend": Pool(**{"selector": {"app": "chat"}, "target_port": 8080, **fields})}


def test_fields() -> None:
    """Values are as in files, and a default is as good as the same value."""
    assert between({"budget": {"quick": "1m"}}, {"export_to": ["."]}) == ["budget.quick: 60s in dev, none in prod"]
    assert between({"include_usage": False}, {}) == []
    assert between(pool(port=1), pool(port=2)) == ["backend.port: 1 in dev, 2 in prod"]


def test_mappings_and_items() -> None:
    """Entries and items are compared by their names, and items of other lists as a whole."""
    assert between(pool(selector={"app": "a", "x": "y"}), pool(selector={"app": "b"})) == [
        'backend.selector[app]: "a" in dev, "b" in prod',
        'backend.selector[x]: only in dev, "y"',
    ]
    routes = [{"name": name, "headers": {"x-a": name}, "version": "v2"} for name in ("a", "b")]
    one = {**pool(versions=TWO), "routes": routes}
    assert between(one, {**one, "routes": routes[::-1]}) == ['routes, order: ["a", "b"] in dev, ["b", "a"] in prod']


def test_objects_of_different_kinds() -> None:
    """They are shown as they are written."""
    assert between(pool(), {"backend": ServiceRef(name="vllm", port=80)}) == [
        (
            'backend: {"kind": "Pool", "selector": {"app": "chat"}, "target_port": 8080} in dev, {"kind": '
            '"ServiceRef", "name": "vllm", "port": 80} in prod'
        )
    ]


def test_a_key_is_not_shown() -> None:
    """What may be a key is hidden, as in messages."""
    gateways = [
        LlmGatewaySpec(
            name="llm",
            namespace="llm-gateway",
            hosts={"ai": ["chat.example.com"]},
            http={"kind": "PlainHttp"},  # type: ignore[arg-type]
            pods={"kind": "DeployedPods", "service_annotations": {"a": value}},  # type: ignore[arg-type]
        )
        for value in ("x", "sk-proj-abcdefgh12345678")
    ]
    text = differences(Specification(DEV, {"llm": gateways[0]}), Specification(PROD, {"llm": gateways[1]}))
    assert "service_annotations" in text
    assert "abcdefgh" not in text


def test_what_an_api_has_of_its_gateway_is_said_once() -> None:
    """An API behind an LLM gateway of the same environments has what the gateway offers."""

    def environment(target: Environment, **fields: Any) -> Specification:
        hosts = {"ai": ["chat.example.com"]}
        gateway = LlmGatewaySpec(
            name="llm",
            namespace="llm-gateway",
            hosts=hosts,
            http={"kind": "PlainHttp"},  # type: ignore[arg-type]
            **fields,
        )
        chat = mesh(gateway=gateway.ref)
        other = mesh(gateway=LlmGatewayRef(namespace="llm-gateway", name="llm", **fields))
        return Specification(target, {"llm": gateway, "chat": chat, "other": other})

    text = differences(environment(DEV), environment(PROD, failover_backends=4))
    assert text == (
        "llm\n  failover_backends: 3 in dev, 4 in prod\nother\n  gateway.failover_backends: 3 in dev, 4 in prod\n"
    )


def test_what_environments_give_is_said_once() -> None:
    """Only an API with another value than its environment is named as well."""

    def environment(target: Environment, **fields: Any) -> Specification:
        return Specification(target, {"chat": mesh(**target.defaults), "own": mesh(**{**target.defaults, **fields})})

    text = differences(environment(Environment(name="dev", istio="1.30"), istio="1.31"), environment(PROD))
    assert text == 'what the environments give to all\n  istio: "1.30" in dev, "1.31" in prod\n'
    text = differences(environment(DEV, argo_cd=True), environment(PROD))
    assert text == "own\n  argo_cd: true in dev, false in prod\n"


def test_the_access_of_an_api() -> None:
    """A list of objects without names is shown as a whole."""
    ref = LlmGatewayRef(namespace="llm-gateway", name="llm", knows_callers=True)
    assert between({"gateway": ref}, {"gateway": ref, "access": [TokenHolders(teams=["a"])]}) == [
        'access: none in dev, [{"kind": "TokenHolders", "teams": ["a"]}] in prod'
    ]


def test_an_api_that_is_not_everywhere() -> None:
    """It is named with its environment."""
    api: ApiSpec = mesh()
    assert differences(Specification(DEV, {"a": api}), Specification(PROD, {"b": api})) == (
        "a: only in dev\nb: only in prod\n"
    )
