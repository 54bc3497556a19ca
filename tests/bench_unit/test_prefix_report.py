"""The tables and targets of the prefix benchmark."""

from __future__ import annotations

import math

from bench.measuring.origin import UNKNOWN, Origin
from bench.measuring.overhead import DIRECT, Overhead
from bench.measuring.prefix.figures import Point, Run, Times, Used
from bench.measuring.prefix.results import WITHOUT_KEYS, Results
from bench.measuring.prefix.stage import BODY_BYTES, body
from bench.measuring.prefix.targets import targets
from bench.reporting.prefix import markdown, origins

WORKLOADS = ("A", "Au", "B", "C", "M", "D")


def run(highest: float, machine: float = 0.5) -> Run:
    point = Point(0.5, Used(100, 80, 1.0, machine * 10, 10), Times(1000, 1, 15, 0.1, 1.5))
    return Run(point, highest, machine)


def results(**peers: tuple[float, ...]) -> Results:
    """Results in which every workload has the same figures, of the seeds 0, 1 and so on."""
    names = {name.replace("_", "-"): highest for name, highest in peers.items()}
    found = Results(list(names), WORKLOADS, range(max(map(len, names.values()))))
    for workload in WORKLOADS:
        for name, highest in names.items():
            for seed, share in enumerate(highest):
                found.add(workload, name, seed, run(share))
    return found


def verdicts(found: Results, name: str = "session") -> dict[str, str]:
    return {target.text: target.verdict for target in targets(found, name)}


def test_targets_compare_seed_by_seed() -> None:
    """The median of the seeds' ratios counts, and the best peer is the one to compare with."""
    found = verdicts(
        results(
            oracle=(0.9, 0.9, 0.9),
            least_request=(0.4, 0.4, 0.4),
            session=(0.62, 0.7, 0.5),
            session_two_pods=(0.6, 0.6, 0.6),
            haproxy=(0.5, 0.5, 0.5),
            sglang=(0.8, 0.8, 0.8),
        )
    )
    assert found["A: highest load / least request's"] == "met"
    assert found["A: highest load / the best peer's"] == "missed"
    assert found["C: highest load / the picker's"] == "not measured"
    assert found["D: highest load / least request's"] == "met"
    assert found["A: change of the highest load with two pods"] == "met"


def test_what_is_missing_is_left_out() -> None:
    """Ratios are of the seeds that both have, and the tables say how many runs there were."""
    found = results(least_request=(0.4, 0.4), session=(0.8,), haproxy=())
    del found.runs["A", "session", 0]
    assert verdicts(found)["A: highest load / least request's"] == "not measured"
    assert verdicts(found)["B: highest load / least request's"] == "met"
    lines = markdown(found).splitlines()
    assert "| least-request | 40 | 40 | 40 | 40 | 40 | 40 | 12 of 12 | 50% |" in lines
    assert "| session |  | 80 | 80 | 80 | 80 | 80 | 5 of 12 | 50% |" in lines
    assert "| haproxy |  |  |  |  |  |  | 0 of 12 |  |" in lines
    assert sum(line.startswith("| session | 0.10 s") for line in lines) == 5


def test_what_shares_nothing_must_not_lose() -> None:
    """On M and D, a loss of more than 5% misses the target, and so does a change by two pods of more than 10%."""
    found = verdicts(results(least_request=(0.7,), session=(0.65,), session_two_pods=(0.5,)))
    assert found["M: highest load / least request's"] == found["D: highest load / least request's"] == "missed"
    assert found["M: change of the highest load with two pods"] == "missed"


def test_cpu_time_is_compared_turn_by_turn() -> None:
    """What affinity adds is the median difference to a gateway that reads no keys; the picker's cost is a ratio."""
    found = results(least_request=(0.5,), session=(0.5,), picker=(0.5,))
    found.overhead = {
        "least-request": Overhead([1e-3] * 3, [5.7e-4, 6.8e-4, 8.4e-4]),
        WITHOUT_KEYS: Overhead([1e-3] * 3, [5e-4, 6e-4, 7e-4]),
        "session": Overhead([1e-3] * 3, [5.8e-4, 6.9e-4, 8.5e-4]),
        "picker": Overhead([1e-3] * 3, [1.5e-3] * 3),
    }
    values = {target.text: target.figure for target in targets(found, "session")}
    assert math.isclose(values["CPU time that reading keys and affinity add to a request of 10 kB, ms"], 0.09)
    assert math.isclose(values["CPU time of a request / with the picker"], 0.46)


def test_the_report_has_a_table_for_each_workload() -> None:
    """Highest loads with their range, the same load for all, single requests, and the targets that were measured."""
    found = results(least_request=(0.4, 0.42, 0.41), session=(0.8, 0.8, 0.8))
    for seed in range(3):
        found.add("D", "session", seed, run(0.5, machine=0.9))
    found.overhead = {DIRECT: Overhead([1e-4], []), "session": Overhead([1e-3], [5e-4])}
    lines = markdown(found).splitlines()
    assert lines[2] == "| | A | Au | B | C | M | D | runs | machine used |"
    assert lines[4].startswith("| least-request | 41 (40-42) |")
    assert lines[5].startswith("| session | 80 | 80 |")
    assert lines[5].endswith("| 50 | 18 of 18 | 90% (too busy) |")
    assert "| session | 0.10 s | 1.50 s | 80% | 3 of 3000 | 1.00 ms | 50% |" in lines
    assert "| session | 0.10 s | 1.50 s | 80% | 3 of 3000 | 1.00 ms | 90% (too busy) |" in lines
    assert "| direct | 0.10 ms |  |" in lines
    assert "| A: highest load / least request's | at least 1.5 | 1.95 met |" in lines
    assert not [line for line in lines if "picker" in line]


def test_a_tie_with_the_picker_is_no_win() -> None:
    """On the hot prefix, the load must be higher than the picker's."""
    ties = verdicts(results(session=(0.5,), picker=(0.5,)))
    wins = verdicts(results(session=(0.51,), picker=(0.5,)))
    assert (ties["C: highest load / the picker's"], wins["C: highest load / the picker's"]) == ("missed", "met")
    lines = markdown(results(session=(0.5,), picker=(0.5,))).splitlines()
    assert "| C: highest load / the picker's | more than 1 | 1.00 missed |" in lines


def test_two_pods_change_no_figure() -> None:
    """Times and the share that is cached are compared as well as the highest load."""
    found = results(session=(0.5,), session_two_pods=(0.5,))
    assert verdicts(found)["D: change of the first token's p99 with two pods"] == "met"
    slower = Point(0.5, Used(100, 60, 1.0, 5, 10), Times(1000, 1, 15, 0.1, 1.8))
    found.add("D", "session-two-pods", 0, Run(slower, 0.5, 0.5))
    changed = {text for text, verdict in verdicts(found).items() if "two pods" in text and verdict == "missed"}
    assert changed == {
        "D: change of the first token's p99 with two pods",
        "D: change of the share that is cached with two pods",
    }


def test_origins_are_one_line_unless_they_differ() -> None:
    """Runs of other code, of an earlier file or with another version of a program have a row of their own."""
    found = results(session=(0.5,), haproxy=(0.5,))
    here, versions = Origin("abc123", "two cores"), {"session": "Istio 1.31", "haproxy": "HAProxy 2.6"}
    found.origins = {key: here.of(versions[key[1]]) for key in found.runs}
    assert origins(found) == "Code abc123; two cores; Istio 1.31, HAProxy 2.6."
    found.origins["D", "haproxy", 0] = here.of("HAProxy 3.0")
    assert "| abc123 | two cores | Istio 1.31, HAProxy 2.6, HAProxy 3.0 | 12 |" in origins(found).splitlines()
    found.origins["D", "haproxy", 0] = UNKNOWN
    assert origins(found).splitlines()[-2:] == [
        "| abc123 | two cores | Istio 1.31, HAProxy 2.6 | 11 |",
        "| unknown | unknown | unknown | 1 |",
    ]


def test_the_body_has_ten_kilobytes() -> None:
    """The size that the target names."""
    assert len(body()) == BODY_BYTES
