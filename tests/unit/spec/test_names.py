"""Names: faulty names are refused."""

from __future__ import annotations

import pytest
import yaml

from llm_api_mesh import DeployedPods, Gateway, LlmGateway, PlainHttp, Version
from support import documents
from support.apps import GatewayRefusal, Refusal, Synth
from support.llm_gateways import plain
from support.specs import pool

REFUSED: dict[str, tuple[dict[str, object], str]] = {
    "port 0": ({"backend": pool(port=0)}, "backend.port: got 0. Allowed: 1 to 65535. [port-range]"),
    "gateway port": ({"gateway": Gateway(anonymous=True, http=PlainHttp(port=65536))}, "gateway.http.port: got 65536"),
    "name with a digit in front": (
        {"backend": pool(name="3b")},
        'Write "m-3b". Allowed: a name that starts with a letter, as Services require. [name-invalid]',
    ),
    "name too long": (
        {"namespace": "n" * 64},
        "Shorten it. Allowed: at most 63 characters (this name has 64). [name-too-long]",
    ),
    "namespace with a dot": (
        {"namespace": "ai.prod"},
        'Write "ai-prod". Allowed: lower-case letters, digits and inner hyphens. [name-invalid]',
    ),
    "version with a slash": (
        {"backend": pool(versions=[Version(name="granite-3b/code-instruct")])},
        ('Write "granite-3b-code-instruct". Allowed: lower-case letters, digits and inner hyphens. [name-invalid]'),
    ),
    "cluster domain with a number at its end": (
        {"cluster_domain": "cluster.1"},
        (
            "labels of up to 63 lower-case letters, digits and inner hyphens, separated by dots, at most "
            "253 characters in total, with a last label that isn't a number"
        ),
    ),
    "cluster domain with a dot in front": ({"cluster_domain": ".cluster.local"}, "[name-invalid]"),
    "label key": ({"backend": pool(selector={"a b": "c"})}, 'got key "a b"'),
    "label value": ({"backend": pool(selector={"a": "-"})}, 'got value "-"'),
}


@pytest.mark.parametrize(("changes", "text"), REFUSED.values(), ids=REFUSED)
def test_is_refused(refusal: Refusal, changes: dict[str, object], text: str) -> None:
    """Each faulty API has one problem, whose text says what is allowed."""
    (problem,) = refusal(**changes)
    assert text in problem


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Chat", 'Write "chat". Allowed: lower-case letters, digits and inner hyphens. [name-invalid]'),
        ("", "[name-invalid]"),
        ("chat/v1", 'Write "chat-v1". Allowed: lower-case letters, digits and inner hyphens. [name-invalid]'),
        ("7b", 'Write "m-7b". Allowed: a name that starts with a letter, as Services require. [name-invalid]'),
        (7, 'Write "7". Allowed: a string. [type-wrong]'),
        (None, "[type-wrong]"),
        (
            "customer-facing-large-language-model-api-production-eu-west-blue",
            "Shorten it. Allowed: at most 63 characters (this name has 64). [name-too-long]",
        ),
    ],
)
def test_a_bad_api_name_is_refused(refusal: Refusal, name: object, words: str) -> None:
    """A construct's id that can't name a Service is refused before cdk8s sees it."""
    (problem,) = refusal(name)
    assert problem.startswith("name: got ")
    assert words in problem


@pytest.mark.parametrize("value", ["a\nb", "a\x00", "a\x85b", "a\u2028---\u2028{}", "\ufeffa", "a\u202eb", "=", "<<"])
def test_an_annotation_is_one_line(gateway_refusal: GatewayRefusal, value: str) -> None:
    """YAML 1.1 has more line breaks than YAML 1.2, so a value with one of them could be more than a value."""
    for field in ("service_annotations", "service_account_annotations"):
        pods = {"kind": "DeployedPods", field: {"example.com/scheme": value}}
        (problem,) = gateway_refusal(**plain({"pods": pods}))
        assert problem.startswith(f"pods.{field}: got value ")
        assert "one line of printable characters" in problem


def test_an_annotation_may_be_json(synth: Synth) -> None:
    """What clouds read from annotations is allowed: quotes, braces, percent signs and letters of all languages."""
    value = """{"ports": {"80": "größe"}, 'x': %REQ(a)% {{ .Values }} # }"""
    pods = DeployedPods(service_annotations={"example.com/config": value})
    given = plain({"pods": pods})
    (text,) = synth(lambda app: LlmGateway(app, "llm", **given)).values()
    (config,) = (one for one in documents.load(text) if (one["kind"], one["metadata"]["name"]) == ("ConfigMap", "llm"))
    service = yaml.safe_load(config["data"]["service"])
    assert service["metadata"]["annotations"] == {"example.com/config": value}
