"""What is open or closed, and what happens when a part fails."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from llm_api_mesh import ALL_POOL_USERS, ExistingPods, LlmApiMesh, LlmGateway, MeshApp
from support import manifests
from support.llm_gateways import plain
from support.manifests import gateway, posture, route, service, virtual_service, write
from support.programs import EXAMPLES, golden_yaml
from support.specs import pool

POOLS = "Services of other namespaces"


def states(folder: Path) -> dict[tuple[str, str], str]:
    return {(one["subject"].partition(",")[0], one["topic"]): one["state"] for one in posture(folder)["settings"]}


def failures(folder: Path) -> dict[str, Any]:
    return {one["part"]: one for one in posture(folder)["failures"]}


@pytest.mark.parametrize(
    ("tls", "expected"),
    [
        ({"mode": "SIMPLE", "credentialName": "a"}, ("closed", "closed", "open")),
        ({"mode": "MUTUAL", "credentialName": "a", "minProtocolVersion": "TLSV1_3"}, ("closed", "closed", "closed")),
        ({"mode": "OPTIONAL_MUTUAL", "credentialName": "a"}, ("closed", "closed", "partly")),
        ({"mode": "SIMPLE", "minProtocolVersion": "TLSV1_0"}, ("closed", "open", "open")),
        ({"mode": "PASSTHROUGH"}, ("unknown", "closed", "open")),
    ],
)
def test_encryption(tmp_path: Path, tls: dict[str, Any], expected: tuple[str, ...]) -> None:
    """By the mode of TLS, its versions and the certificates of clients."""
    port = {"number": 443, "name": "https", "protocol": "HTTPS"}
    folder = write(tmp_path, gateway("ai/chat.example.com", port=port, tls=tls), virtual_service(route("chat")))
    found = states(folder)
    topics = ("encryption", "TLS versions", "client certificates")
    assert tuple(found["Gateway edge/public", topic] for topic in topics) == expected


def test_plain_http(tmp_path: Path) -> None:
    """It is open, unless it only redirects."""
    (tmp_path / "b").mkdir()
    routes = virtual_service(route("chat"))
    assert states(write(tmp_path / "a", gateway("*"), routes))["Gateway edge/public", "encryption"] == "open"
    redirect = gateway("*", tls={"httpsRedirect": True})
    assert states(write(tmp_path / "b", redirect, routes))["Gateway edge/public", "encryption"] == "closed"


def test_hosts(tmp_path: Path) -> None:
    """A host that every namespace may serve is open."""
    topic = ("Gateway edge/public", "who may serve the host")
    assert states(write(tmp_path / "a", gateway("chat.example.com")))[topic] == "open"
    assert states(write(tmp_path / "b", gateway("ai/chat.example.com")))[topic] == "closed"


@pytest.mark.parametrize(
    ("changes", "state", "text"),
    [
        ({}, "closed", "routes may lead only to Services of their own namespace"),
        ({"pool_users": ALL_POOL_USERS}, "open", "routes of every namespace may lead to every Service"),
        (
            {"pool_users": {"research": ["ai"], "models": ["ai"]}},
            "closed",
            (
                "beside their own namespace, routes may lead there of: ai for those of models, research; nobody else "
                "for all others"
            ),
        ),
        (
            {"pods": ExistingPods(selector={"a": "b"}, service_account="a", shared=True)},
            "partly",
            (
                "beside their own namespace, routes may lead there of: nobody else for those of ai, bi; everyone for "
                "all others"
            ),
        ),
    ],
)
def test_services_of_other_namespaces(tmp_path: Path, changes: dict[str, Any], state: str, text: str) -> None:
    """Namespaces with equal users come together."""
    app = MeshApp(outdir=tmp_path / "dist")
    hosts = {"ai": ["chat.example.com"], "bi": ["bi.example.com"]}
    llm = LlmGateway(app, "llm", **plain({"hosts": hosts, **changes}))
    LlmApiMesh(app, "chat", namespace="ai", hosts=["chat.example.com"], gateway=llm, backend=pool())
    app.synth()
    found = {(one["state"], one["text"]) for one in posture(tmp_path / "dist")["settings"] if one["topic"] == POOLS}
    assert found == {(state, text)}


def test_tls_to_a_host_outside(tmp_path: Path) -> None:
    """Only with an authority and a name is the certificate verified."""
    entry = manifests.istio("ServiceEntry", "vendor", {"hosts": ["api.vendor.example"]})

    def state(name: str, **tls: Any) -> str:
        rule = {"host": "api.vendor.example", "trafficPolicy": {"tls": tls}}
        return states(write(tmp_path / name, entry, manifests.istio("DestinationRule", "vendor", rule)))[
            "ServiceEntry edge/vendor", "TLS to the host"
        ]

    verified = {"mode": "SIMPLE", "caCertificates": "system", "subjectAltNames": ["api.vendor.example"]}
    assert state("a", **verified) == "closed"
    assert state("b", **verified, insecureSkipVerify=True) == "open"
    assert state("c", mode="SIMPLE") == "partly"
    assert state("d", mode="DISABLE") == "open"
    assert states(write(tmp_path / "e", entry))["ServiceEntry edge/vendor", "TLS to the host"] == "open"


def test_pods(tmp_path: Path) -> None:
    """Without policies, mutual TLS isn't required and everyone is admitted."""
    found = states(write(tmp_path, service("chat")))
    assert found == {
        ("Service ai/chat", "mutual TLS"): "open",
        ("Service ai/chat", "who is admitted"): "open",
    }


def test_the_posture_of_identity() -> None:
    """Tokens, headers and admission are closed, and each line names an object."""
    found = posture(golden_yaml("identity"))
    closed = {one["topic"] for one in found["settings"] if one["state"] == "closed"}
    assert {"encryption", "tokens of callers", "admission policy", "who is admitted", "mutual TLS"} <= closed
    assert {f"header {name} of a client" for name in ("x-llm-model", "x-llm-subject", "x-llm-gateway-model")} <= closed
    assert all(one["source"] for one in (*found["settings"], *found["failures"]))


def test_missing_objects_of_identity() -> None:
    """What opens, and what closes, without each of them."""
    found = failures(golden_yaml("identity"))
    opens = {part for part, one in found.items() if one["state"] == "open"}
    assert {
        "AuthorizationPolicy llm-gateway/llm-headers is missing",
        "AuthorizationPolicy ai/models-llama-3-1-8b is missing",
        "PeerAuthentication ai/models-llama-3-1-8b is missing",
        "ValidatingAdmissionPolicyBinding llm.llm-gateway.services is missing",
    } <= opens
    assert found["AuthorizationPolicy llm-gateway/llm-tokens is missing"]["state"] == "as before"
    # Without tokens, the gateway's filters still write their headers in place of a client's.
    without_tokens = failures(golden_yaml("models"))["AuthorizationPolicy istio-ingress/llm-headers is missing"]
    assert (without_tokens["state"], "replaced by the gateway" in without_tokens["text"]) == ("changes", True)
    assert found["RequestAuthentication llm-gateway/llm is missing"]["state"] == "closed"
    assert (
        "401"
        in found[
            "the keys of https://login.example.com can't be fetched from "
            "https://login.example.com/.well-known/jwks.json"
        ]["text"]
    )
    (istiod,) = (one for part, one in found.items() if part.startswith("istiod"))
    assert istiod["state"] == "as before"


def test_a_gateway_s_own_folder(tmp_path: Path) -> None:
    """Without the APIs of others, it is as closed as with them: the filter refuses whatever a route will take."""
    objects = [one for one in yaml.safe_load_all((golden_yaml("identity") / "llm.k8s.yaml").read_text()) if one]
    folder = write(tmp_path / "with", *objects)
    missing = failures(folder)["AuthorizationPolicy llm-gateway/llm-tokens is missing"]
    assert (missing["state"], "401 becomes 404" in missing["text"]) == ("changes", True)
    without = write(tmp_path / "without", *(one for one in objects if one["metadata"]["name"] != "llm-tokens"))
    (tokens,) = (
        one
        for one in posture(without)["settings"]
        if one["topic"] == "tokens of callers" and "models.example.com" in one["subject"]
    )
    assert (tokens["state"], tokens["text"]) == ("closed", "required by every route: 401 without a valid one")


def test_what_a_filter_refuses_behind_the_policies(tmp_path: Path) -> None:
    """It requires a proof of a token or a key, so that without the policy for them nobody gets in."""
    for name, policy, state in (("identity", "llm-tokens", "as before"), ("api_keys", "llm-keys", "closed")):
        one = f"AuthorizationPolicy llm-gateway/{policy}"
        assert failures(golden_yaml(name))[f"{one} is missing"]["state"] == state
        objects = [one for path in golden_yaml(name).iterdir() for one in yaml.safe_load_all(path.read_text())]
        kept = [one for one in objects if one["metadata"]["name"] not in {"llm-routes", "llm-headers"}]
        assert failures(write(tmp_path / name, *kept))[f"{one} is missing"]["state"] == "open"


def test_an_authorizer_that_doesn_t_answer(tmp_path: Path) -> None:
    """The gateway's filters make it closed, whatever the mesh configuration says."""
    part = "the external authorizer llm-gateway-llm-keys doesn't answer"
    found = failures(golden_yaml("api_keys"))[part]
    assert (found["state"], found["text"][:8]) == ("closed", "503; 401")
    policy = manifests.policy("CUSTOM", {}, provider={"name": "other"})
    (other,) = (
        one for name, one in failures(write(tmp_path, gateway("*"), policy)).items() if name.startswith("the external")
    )
    assert (other["state"], other["text"][:4]) == ("unknown", "403,")


def test_the_provider_s_posture() -> None:
    """Its key, its users, its certificate, and what happens without the key."""
    found = posture(golden_yaml("failover"))
    provider = {one["topic"]: one for one in found["settings"] if one["subject"].startswith("ServiceEntry")}
    assert {topic: one["state"] for topic, one in provider.items()} == {
        "who sees the host": "closed",
        "TLS to the host": "closed",
        "who may use it": "closed",
        "key": "closed",
    }
    assert "/run/secrets/azure/key.yaml" in provider["key"]["text"]
    parts = failures(golden_yaml("failover"))
    assert parts["EnvoyFilter istio-ingress/llm-provider-azure is missing"]["state"] in {"open", "changes"}
    assert parts["DestinationRule istio-ingress/llm-provider-azure is missing"]["state"] == "open"
    assert any("500 provider_key_missing" in one["text"] for one in parts.values())


@pytest.mark.parametrize("name", EXAMPLES)
def test_each_line_names_an_object_of_the_folder(name: str) -> None:
    """Each line has the object that it was read from."""
    found = posture(golden_yaml(name))
    assert found["settings"]
    assert all(" " in one["source"] for one in (*found["settings"], *found["failures"]))
