"""The APIs and gateways of the scale benchmark, and the report of its figures."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from bench.measuring.scale.figures import Case, Change, Figures, Load, Variant
from bench.measuring.scale.llm_apis import GATEWAY, Api, at_revision, objects
from bench.measuring.scale.llm_gateway import Hosts, listed, secret_name, write
from bench.measuring.scale.targets import targets
from bench.reporting.scale import markdown

MEBIBYTE = 1024**2
APIS = [Api(number) for number in range(21)]


def case(apis: int, push: float, *, ratio: float = 1.2, hosts: Hosts = Hosts.WILDCARDS) -> Case:
    """A case in which everything with patches is larger by one ratio."""

    def figures(factor: float) -> Figures:
        size = int(factor * apis * 1000)
        memory = int(factor * (60 + apis) * MEBIBYTE)
        return Figures(
            [Load(size, size, size, memory, factor)],
            [Change(push * factor * slower, push * factor, 0.2) for slower in (0.9, 1.0, 8.0)],
        )

    return Case(apis, hosts, 20_000, {Variant.PLAIN: figures(1), Variant.PATCHED: figures(ratio)})


def test_a_wildcard_is_listed_once_and_single_hosts_each(tmp_path: Path) -> None:
    """Ten APIs of a team share one entry and one certificate, or have ten of each."""
    wildcards, single = (listed(hosts, APIS) for hosts in Hosts)
    assert wildcards == {f"team-{team}": [f"*.team-{team}.example.com"] for team in range(3)}
    assert [len(hosts) for hosts in single.values()] == [10, 10, 1]
    for hosts, certificates in ((Hosts.WILDCARDS, 3), (Hosts.SINGLE, 21)):
        (tmp_path / hosts.name).mkdir()
        items = list(yaml.safe_load_all(write(tmp_path / hosts.name, hosts, APIS).plain.read_text()))
        (gateway,) = (one for one in items if (one["kind"], one["metadata"]["name"]) == ("Gateway", "llm"))
        names = {server["tls"]["credentialName"] for server in gateway["spec"]["servers"]}
        assert names == {secret_name(host) for own in listed(hosts, APIS).values() for host in own}
        assert len(names) == certificates


def test_both_variants_differ_in_patches_alone(tmp_path: Path) -> None:
    """The gateway without patches has the same Gateways, slots and lists of slots."""
    files = write(tmp_path, Hosts.WILDCARDS, APIS)
    plain, patches = (
        {one["kind"] for one in yaml.safe_load_all(path.read_text())} for path in (files.plain, files.patches)
    )
    assert patches == {"EnvoyFilter", "AuthorizationPolicy"}
    assert plain == {"Gateway", "Service", "WorkloadEntry", "DestinationRule"}
    written = list(yaml.safe_load_all((tmp_path / "written" / "llm.k8s.yaml").read_text()))
    assert files.largest_object == max(len(json.dumps(one)) for one in written)


def test_an_api_attaches_to_the_gateway(tmp_path: Path) -> None:
    """Two models with two pools each, in one namespace, and nothing else changes with the revision."""
    items = objects(tmp_path, [Api(7)])
    assert {one["metadata"]["namespace"] for one in items} == {"team-0"}
    assert sum(one["kind"] == "Service" for one in items) == 4
    assert not [one for one in items if one["kind"] in {"EnvoyFilter", "Gateway"}]
    (public,) = (one for one in items if (one["kind"], one["metadata"]["name"]) == ("VirtualService", "api-7"))
    assert public["spec"]["gateways"] == [f"{GATEWAY.namespace}/{GATEWAY.name}"]
    changed = at_revision(public, 8)
    answers = [
        (json.loads(one["directResponse"]["body"]["string"]), json.loads(other["directResponse"]["body"]["string"]))
        for one, other in zip(public["spec"]["http"], changed["spec"]["http"], strict=True)
        if one != other
    ]
    (listed_models, *_) = answers
    assert [[model["created"] for model in answer["data"]] for answer in listed_models] == [[0, 0], [8, 8]]
    assert len(answers) == 1 + 2


def test_the_report_has_both_variants_and_their_ratio() -> None:
    """A table has medians without patches, with them, and the ratio; kinds of hosts that weren't measured have none."""
    text = markdown([case(1, 0.001), case(50, 0.01), case(200, 0.04)])
    lines = text.splitlines()
    assert lines[0] == "Wildcards: medians of 1 new proxies and of 3 changes."
    assert "Single" not in text
    (plain, patched, ratio) = lines[7:10]
    assert plain.endswith("| 0.05 MiB | 0.05 MiB | 0.05 MiB | 110 MiB | 1.00 s | 10.00 ms | 10.00 ms | 200.00 ms |")
    assert patched.startswith("| 50 APIs, LlmGateway | 0.06 MiB |")
    assert ratio == "| ratio | **1.20** | **1.20** | **1.20** | **1.20** | **1.20** | **1.20** | **1.20** | **1.00** |"
    assert "| push of a change / without patches | 1.5 | 1.20 met |" in lines
    assert "| largest object of the gateway, bytes | 262,144 | 20000 met |" in lines


@pytest.mark.parametrize(
    ("cases", "missed"),
    [
        ([case(1, 0.001), case(50, 0.01), case(200, 0.037)], []),
        ([case(1, 0.001), case(50, 0.01), case(200, 0.16)], ["growth of istiod's CPU time, later / earlier"]),
        ([case(1, 0.001, ratio=3), case(50, 0.01), case(200, 0.037)], []),
        (
            [case(50, 0.01), case(200, 0.04, ratio=1.6)],
            ["memory / without patches", "push of a change / without patches", "istiod's CPU time / without patches"],
        ),
        ([case(1, 0.001)], []),
    ],
    ids=["linear", "quadratic CPU time", "constant parts of one API", "too much", "one API"],
)
def test_targets_find_what_is_too_much_and_what_is_not_linear(cases: list[Case], missed: list[str]) -> None:
    """Ratios count from fifty APIs on, and the last APIs must not add more than the first ones."""
    assert [found.text for found in targets(cases) if found.verdict == "missed"] == missed
