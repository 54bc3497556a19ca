"""The original scenario: a host at the gateway reaches Pods at port 8080 behind a Service at port 80."""

from __future__ import annotations

import pytest

from lab.apps.app import App
from lab.environment import Lab
from lab.waits import wait_for

HOST = "api.example.com"
CLUSTER = "outbound|80||large-language-model-api.default.svc.cluster.local"


@pytest.mark.parametrize("host", [HOST, f"{HOST}:80", f"{HOST}:8443"])
def test_the_host_reaches_the_pods(lab: Lab, llm_api: App, host: str) -> None:
    """A Pod at port 8080 answers a request for the host, with or without a port in the host."""
    answers = lab.call(host=host, body={"messages": []}, count=12)
    assert answers.statuses() == {200: 12}
    assert set(answers.replicas()) == {replica.name for replica in llm_api.replicas}
    assert answers[0].json()["object"] == "chat.completion"
    addresses = {f"{replica.host.address}:8080" for replica in llm_api.replicas}
    assert set(lab.gateway.endpoints(CLUSTER)) == addresses


def test_another_host_is_not_found(lab: Lab, llm_api: App) -> None:
    """A host of no API gets 404, and no Pod sees the request."""
    for replica in llm_api.replicas:
        replica.clear_requests()
    assert not any("other.example.com" in virtual["domains"] for virtual in lab.gateway.routes())
    assert lab.call(host="other.example.com").statuses() == {404: 1}
    assert not any(replica.requests() for replica in llm_api.replicas)


def test_the_proxy_has_the_configured_algorithm(lab: Lab, llm_api: App) -> None:
    """The gateway's cluster uses round robin, so the Pods get equal shares."""
    # ROUND_ROBIN is the zero of its enumeration, which a dump omits.
    assert lab.gateway.clusters()[CLUSTER].get("lb_policy", "ROUND_ROBIN") == "ROUND_ROBIN"
    answers = lab.call(host=HOST, count=30)
    assert answers.replicas() == {replica.name: 10 for replica in llm_api.replicas}


@pytest.mark.parametrize("accepted", ["", "gzip, br, zstd"], ids=["plain", "compressed if you like"])
def test_a_stream_arrives_token_by_token(lab: Lab, llm_api: App, accepted: str) -> None:
    """The gateway forwards the first event of a stream long before the last one exists, and compresses nothing."""
    body = {"stream": True, "stream_options": {"include_usage": True}, "max_tokens": 8}
    for replica in llm_api.replicas:
        replica.slow(factor=200)
    (answer,) = lab.call(host=HOST, body=body, headers={"accept-encoding": accepted} if accepted else {})
    for replica in llm_api.replicas:
        replica.heal()
    assert answer.ok
    assert "content-encoding" not in answer.headers
    assert answer.events()[-1]["usage"]["completion_tokens"] == body["max_tokens"]
    assert answer.first_byte_seconds < answer.seconds / 1.5


def test_the_access_log_shows_the_request(lab: Lab, llm_api: App) -> None:
    """The gateway's log has a line for a request, with the address of the Pod that answered."""
    path = "/v1/models?from=the-access-log-test"
    (answer,) = lab.call(host=HOST, path=path)
    address = {replica.name: replica.host.address for replica in llm_api.replicas}[answer.replica]
    (line,) = wait_for("the line in the log", lambda: [line for line in lab.gateway.logs() if path in line])
    assert f"{address}:8080" in line


def test_a_pod_that_is_not_ready_gets_no_request(lab: Lab, llm_api: App) -> None:
    """A Pod that isn't ready gets no requests, and gets them again when it is ready."""
    llm_api.replica(0).set_ready(False)
    lab.wait_applied()
    assert llm_api.replica(0).name not in lab.call(host=HOST, count=12).replicas()
    llm_api.replica(0).set_ready(True)
    lab.wait_applied()
    assert llm_api.replica(0).name in lab.call(host=HOST, count=12).replicas()
