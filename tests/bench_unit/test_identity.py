"""The report of the cost of protections, and the bare Envoys' configurations."""

from __future__ import annotations

from pathlib import Path

from bench.measuring.identity import HUNDRED_KB, KB, STEPS, TEAMS, Case, Figures, Way
from bench.measuring.overhead import Overhead
from bench.measuring.shapes import MODEL
from bench.peers.checks import AUTHORIZER, Checks
from bench.peers.two_envoys import Identities, Server
from bench.reporting.identity import markdown
from lab.tools import cache
from lab.traffic.tokens import Issuer


def figures(added: float) -> Figures:
    """A protection that adds some milliseconds of latency, and half as many of CPU time."""
    without = Overhead(latency=[0.002, 0.009, 0.002], cpu=[0.001, 0.002, 0.001])
    return Figures(
        without,
        Overhead([each + added / 1000 for each in without.latency], [each + added / 2000 for each in without.cpu]),
    )


def test_the_report_has_a_row_for_each_protection_and_size() -> None:
    """A row has what was added turn by turn, the same of bare Envoys, and their ratio."""
    cases = [Case(step, size, figures(0.6), figures(0.5)) for step in STEPS for size in (KB, HUNDRED_KB)]
    lines = markdown(cases).splitlines()
    assert len(lines) == 2 + 2 * len(STEPS)
    assert lines[-1] == ("| API keys, 100 kB | 2.00 ms | 0.60 ms | 0.50 ms | 1.20 | 0.30 ms | 0.25 ms | 1.20 |")


def test_steps_differ_in_one_protection() -> None:
    """Each step begins with the gateway alone, or where an earlier one ends, so a row has one protection's cost."""
    reached = {Way.GATEWAY}
    for step in STEPS:
        assert step.without in reached
        assert step.protected not in reached
        reached.add(step.protected)
    assert reached == set(Way)


def test_the_server_wants_a_certificate_and_admits_the_caller_alone(tmp_path: Path) -> None:
    """The second Envoy has the protections that an API gives its pods."""
    assert cache.debian("openssl", "openssl")
    made = Identities.made(tmp_path)
    assert made.of_server()["typed_config"]["require_client_certificate"]
    (principal,) = made.only_caller()["typed_config"]["rules"]["policies"]["callers"]["principals"]
    assert principal["authenticated"]["principal_name"] == {"exact": "caller.invalid"}


def test_a_bare_envoy_verifies_tokens_as_istio_s_objects_do() -> None:
    """One filter verifies a token if there is one, and states its claims; another one refuses requests without one."""
    verifies, requires = Checks().of_tokens(Issuer()).filters
    config = verifies["typed_config"]
    assert {"allow_missing": {}} in config["rules"][0]["requires"]["requires_any"]["requirements"]
    (provider,) = config["providers"].values()
    assert [one["header_name"] for one in provider["claim_to_headers"]] == ["x-llm-subject", "x-llm-team"]
    assert requires["typed_config"]["rules"]["action"] == "DENY"


def test_a_bare_envoy_asks_for_keys_as_istio_s_objects_do() -> None:
    """It refuses requests while nobody answers, and those that nobody has let in."""
    asks, requires = Checks().of_keys().filters
    assert "failure_mode_allow" not in asks["typed_config"]
    assert asks["typed_config"]["grpc_service"]["envoy_grpc"]["cluster_name"] == AUTHORIZER
    assert requires["typed_config"]["rules"]["action"] == "DENY"
    cluster = Server("10.0.0.1", 9191, http2=True).cluster(AUTHORIZER)
    assert "http2_protocol_options" in str(cluster)
    assert "transport_socket" not in cluster


def test_a_bare_envoy_compares_model_and_team() -> None:
    """Its routes know the models of the API, and its last filter admits the team of each."""
    checks = Checks().of_tokens(Issuer()).of_models(TEAMS).of_access(TEAMS)
    matches = [one["dynamic_metadata"][0]["value"]["string_match"]["exact"] for one in checks.matches]
    rules = checks.filters[-1]["typed_config"]["rules"]
    assert matches == list(TEAMS)
    assert (rules["action"], list(rules["policies"])) == ("ALLOW", list(TEAMS))
    assert MODEL in TEAMS
