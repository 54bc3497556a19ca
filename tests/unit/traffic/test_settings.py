"""The settings of routes and of backends in words."""

from __future__ import annotations

from typing import Any

import pytest

from llm_api_mesh.traffic.settings import duration, policy_settings, route_settings

Settings = dict[str, str]


def of_route(action: dict[str, Any]) -> Settings:
    """The settings of a route."""
    return {one.name: one.value for one in route_settings(action)}


def of_policy(policy: dict[str, Any]) -> Settings:
    """The settings of a traffic policy."""
    return {one.name: one.value for one in policy_settings(policy)}


@pytest.mark.parametrize(
    ("text", "words"), [("60s", "60 s"), ("0.5s", "0.5 s"), ("25ms", "25 ms"), ("1h", "1 h"), ("x", "x")]
)
def test_durations(text: str, words: str) -> None:
    """A duration has a space before its unit, and any other text stays as it is."""
    assert duration(text) == words


def test_times_and_retries() -> None:
    """They have words of their own."""
    retries = {"attempts": 2, "perTryTimeout": "20s", "retryOn": "429,503", "retryIgnorePreviousHosts": True}
    assert of_route({"timeout": "300s", "retries": retries}) == {
        "most retries of a request": "2",
        "retries go to other replicas": "yes",
        "retries on": "429,503",
        "timeout of a request": "300 s",
        "timeout of one try": "20 s",
    }


def test_what_is_read_elsewhere_is_no_setting() -> None:
    """Conditions, destinations, copies and answers of a route aren't settings."""
    fields = ("delegate", "directResponse", "match", "mirrors", "name", "redirect", "route")
    assert of_route({name: {"a": "b"} for name in fields}) == {}


def test_faults() -> None:
    """A fault says how many requests get what. Without a percentage, all of them do."""
    fault = {"abort": {"httpStatus": 503, "percentage": {"value": 2.5}}, "delay": {"fixedDelay": "2s"}}
    assert of_route({"fault": fault}) == {"fault (abort)": "2.5 % get 503", "fault (delay)": "100 % wait 2 s"}


def test_headers() -> None:
    """Headers by which two hops find each other are no settings; the limit and the key of affinity have words."""
    given = {"x-llm-leg": "ai/chat", "x-llm-upstream-model": "gpt", "x-llm-spill": "60", "x-team": "a", "api-key": "k"}
    assert of_route({"headers": {"request": {"set": given, "remove": ["cookie", "x"]}}}) == {
        "header api-key, set for the backend": "a certain key",
        "header x-team, set for the backend": "a",
        "headers that the backend doesn't get": "cookie, x",
        "limit of requests that go on to the next backend": "60 requests a minute",
    }
    assert of_route({"headers": {"request": {"set": {"x-llm-spill": "none", "x-llm-affinity": "%REQ(a)%"}}}}) == {
        "key of a conversation": "%REQ(a)%",
        "limit of requests that go on to the next backend": "none",
    }


def test_rewritten_paths() -> None:
    """A pattern and what it becomes are one setting."""
    assert of_route({"rewrite": {"uri": "/v1"}}) == {"path that the backend gets": "/v1"}
    rewrite = {"uriRegexRewrite": {"match": "^/a/", "rewrite": "/"}}
    assert of_route({"rewrite": rewrite}) == {"path that the backend gets": "^/a/ becomes /"}


def test_a_setting_without_words_has_its_path() -> None:
    """No field is left out, also one that Istio may add."""
    cors = {"allowOrigins": [{"exact": "https://a"}], "maxAge": "1h", "new": {}}
    assert of_route({"corsPolicy": cors}) == {
        "corsPolicy.allowOrigins": '[{"exact": "https://a"}]',
        "corsPolicy.maxAge": "1 h",
        "corsPolicy.new": "{}",
    }


@pytest.mark.parametrize(
    ("hashed", "key"),
    [
        ({"httpHeaderName": "x-session-id"}, "header x-session-id"),
        ({"httpHeaderName": "x-llm-affinity"}, "conversation"),
        ({"httpQueryParameterName": "user"}, "parameter user"),
        ({"httpCookie": {"name": "s", "ttl": "0s"}}, "cookie s"),
        ({"useSourceIp": True}, "address of the client"),
        ({"other": 1}, "key that isn't read"),
    ],
)
def test_the_key_of_a_hash(hashed: dict[str, Any], key: str) -> None:
    """It says what keeps requests on a replica."""
    assert (
        of_policy({"loadBalancer": {"consistentHash": hashed}})["load balancing"]
        == f"the same replica for the same {key}"
    )


def test_policies() -> None:
    """Known values have words; nothing is no setting."""
    assert of_policy({"loadBalancer": {"simple": "LEAST_REQUEST"}, "tls": {"mode": "DISABLE"}}) == {
        "TLS to the backend": "no",
        "load balancing": "the one of two replicas with fewer requests",
    }
    assert of_policy({}) == {}
