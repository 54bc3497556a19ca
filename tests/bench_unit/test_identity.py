"""The report of the cost of protections, and the bare Envoys' configurations."""

from __future__ import annotations

from pathlib import Path

from bench.measuring.identity import HUNDRED_KB, KB, STEPS, Case, Figures, Way
from bench.measuring.overhead import Overhead
from bench.peers.two_envoys import Identities
from bench.reporting.identity import markdown
from lab.tools import cache


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
    assert lines[-1] == (
        "| mutual TLS, and only named callers, 100 kB | 2.00 ms | 0.60 ms | 0.50 ms | 1.20 | 0.30 ms | 0.25 ms | 1.20 |"
    )


def test_steps_differ_in_one_protection() -> None:
    """Each step begins where the one before it ends, so a row has the cost of one protection."""
    assert [step.protected for step in STEPS[:-1]] == [step.without for step in STEPS[1:]]
    assert {STEPS[0].without, *(step.protected for step in STEPS)} == set(Way)


def test_the_server_wants_a_certificate_and_admits_the_caller_alone(tmp_path: Path) -> None:
    """The second Envoy has the protections that an API gives its pods."""
    assert cache.debian("openssl", "openssl")
    made = Identities.made(tmp_path)
    assert made.of_server()["typed_config"]["require_client_certificate"]
    (principal,) = made.only_caller()["typed_config"]["rules"]["policies"]["callers"]["principals"]
    assert principal["authenticated"]["principal_name"] == {"exact": "caller.invalid"}
