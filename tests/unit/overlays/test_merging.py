"""Overlays applied to the keywords of an API: changes, removals, additions, and what can't be applied."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from llm_api_mesh import (
    Budget,
    Certificate,
    ConsistentHash,
    Gateway,
    LlmApiMeshOverlay,
    Mirror,
    Model,
    Pool,
    ProviderRef,
    Route,
    Version,
)
from llm_api_mesh.overlays.merging import Merged, merged
from llm_api_mesh.overlays.origins import GivenOverlay
from llm_api_mesh.reading.plain import plain
from llm_api_mesh.spec.api import ApiSpec

POOL = Pool(
    selector={"app": "chat", "app.kubernetes.io/name": "chat"},
    target_port=8000,
    versions=[Version(name="v1", weight=90), Version(name="v2", weight=10, labels={"version": "2"})],
)
OPTIONS: dict[str, Any] = {
    "namespace": "ai",
    "hosts": ["a.example.com", "b.example.com"],
    "backend": POOL,
    "gateway": Gateway(
        anonymous=True, certificates=[Certificate(credential_name="one"), Certificate(credential_name="two")]
    ),
    "models": [Model(name="Qwen/Qwen3", backend=POOL)],
    "routes": [Route(name="r", headers={"x-a": "b"}, version="v2")],
    "mirrors": [Mirror(version="v2", percent=5)],
    "budget": Budget(quick="30s"),  # type: ignore[arg-type]
}


def apply(*overlays: Mapping[str, Any], options: Mapping[str, Any] = OPTIONS) -> Merged:
    """Apply overlays that a program gives."""
    given = [GivenOverlay(LlmApiMeshOverlay(name="chat", environments=["dev"], **one)) for one in overlays]
    return merged(ApiSpec, "chat", options, given)


def sound(*overlays: Mapping[str, Any], options: Mapping[str, Any] = OPTIONS) -> Any:
    """Apply overlays without problems, and give the keywords as plain data."""
    found = apply(*overlays, options=options)
    assert [str(problem) for problem in found.problems] == []
    return plain(found.options)


def at(data: Any, *steps: str | int) -> Any:
    for step in steps:
        data = data[step]
    return data


CHANGES: dict[str, tuple[dict[str, Any], tuple[str | int, ...], Any]] = {
    "a text": ({"namespace": "bi"}, ("namespace",), "bi"),
    "a whole list": ({"hosts": ["c.example.com"]}, ("hosts",), ["c.example.com"]),
    "an item by its value": (
        {"hosts": {"b.example.com": "c.example.com"}},
        ("hosts",),
        ["a.example.com", "c.example.com"],
    ),
    "a field of an object": ({"backend": {"target_port": 1}}, ("backend", "target_port"), 1),
    "a new field of an object": ({"backend": {"port": 3}}, ("backend", "port"), 3),
    "an entry": ({"backend": {"selector": {"app": "dev"}}}, ("backend", "selector", "app"), "dev"),
    "an entry with dots": (
        {"backend": {"selector": {"app.kubernetes.io/name": "dev"}}},
        ("backend", "selector", "app.kubernetes.io/name"),
        "dev",
    ),
    "an item by its name": (
        {"backend": {"versions": {"v2": {"weight": 50}}}},
        ("backend", "versions", 1),
        {"kind": "Version", "name": "v2", "weight": 50, "labels": {"version": "2"}},
    ),
    "an item by its first required field": ({"mirrors": {"v2": {"percent": 100}}}, ("mirrors", 0, "percent"), 100),
    "an item within an item": (
        {"models": {"Qwen/Qwen3": {"backend": {"versions": {"v1": {"weight": 1}}}}}},
        ("models", 0, "backend", "versions", 0, "weight"),
        1,
    ),
    "an object of the same kind, which is named": (
        {"backend": {"kind": "Pool", "target_port": 1}},
        ("backend", "versions", 0, "weight"),
        90,
    ),
    "an object of another kind": (
        {"backend": {"kind": "ProviderRef", "provider": "openai"}},
        ("backend",),
        {"kind": "ProviderRef", "provider": "openai"},
    ),
    "an object of a program": (
        {"backend": ProviderRef(provider="openai")},
        ("backend",),
        {"kind": "ProviderRef", "provider": "openai"},
    ),
    "nothing as a value": ({"budget": None}, ("budget",), None),
    "an object that isn't set": ({"cors": {"allow_origins": ["*"]}}, ("cors",), {"allow_origins": ["*"]}),
    "a list of what isn't set": ({"export_to": ["*"]}, ("export_to",), ["*"]),
}


@pytest.mark.parametrize("base", [OPTIONS, plain(OPTIONS)], ids=["objects", "plain data"])
@pytest.mark.parametrize(("change", "steps", "value"), CHANGES.values(), ids=CHANGES)
def test_a_change(change: dict[str, Any], steps: tuple[str | int, ...], value: Any, base: dict[str, Any]) -> None:
    """It changes what it names, in objects as in plain data, and nothing else."""
    found = sound({"change": change}, options=base)
    assert at(found, *steps) == value
    assert {name: one for name, one in found.items() if name not in change} == {
        name: one for name, one in plain(base).items() if name not in change
    }


REMOVALS: dict[str, tuple[str, tuple[str | int, ...], Any]] = {
    "an item by its name": ("backend.versions[v1]", ("backend", "versions", 0, "name"), "v2"),
    "an item by its value": ("hosts[a.example.com]", ("hosts",), ["b.example.com"]),
    "an item by its first required field": ("mirrors[v2]", ("mirrors",), []),
    "an item by another name": (
        "gateway.certificates[one]",
        ("gateway", "certificates"),
        [{"kind": "Certificate", "credential_name": "two"}],
    ),
    "a field of an item": (
        "backend.versions[v2].labels",
        ("backend", "versions", 1),
        {"kind": "Version", "name": "v2", "weight": 10},
    ),
    "an entry": ("backend.selector[app]", ("backend", "selector"), {"app.kubernetes.io/name": "chat"}),
    "an entry with dots": ("backend.selector.app.kubernetes.io/name", ("backend", "selector"), {"app": "chat"}),
    "a field within an item with a slash": (
        "models[Qwen/Qwen3].backend.versions[v2]",
        ("models", 0, "backend", "versions"),
        [{"kind": "Version", "name": "v1", "weight": 90}],
    ),
}


@pytest.mark.parametrize("base", [OPTIONS, plain(OPTIONS)], ids=["objects", "plain data"])
@pytest.mark.parametrize(("path", "steps", "value"), REMOVALS.values(), ids=REMOVALS)
def test_a_removal(path: str, steps: tuple[str | int, ...], value: Any, base: dict[str, Any]) -> None:
    """What the path leads to is gone."""
    assert at(sound({"remove": [path]}, options=base), *steps) == value


def test_a_removed_field_has_its_default_again() -> None:
    """A field of the API itself is gone from the keywords."""
    assert sound({"remove": ["budget", "routes"]}).keys() == OPTIONS.keys() - {"budget", "routes"}


ADDITIONS: dict[str, tuple[dict[str, Any], tuple[str | int, ...], Any]] = {
    "an item": (
        {"backend": {"versions": [{"name": "v3", "weight": 1}]}},
        ("backend", "versions", 2, "name"),
        "v3",
    ),
    "a text": ({"hosts": ["c.example.com"]}, ("hosts", 2), "c.example.com"),
    "an entry": ({"backend": {"selector": {"tier": "dev"}}}, ("backend", "selector", "tier"), "dev"),
    "the first item": ({"endpoints": [{"name": "audio"}]}, ("endpoints",), [{"name": "audio"}]),
    "an entry within an item": (
        {"backend": {"versions": {"v2": {"labels": {"tier": "dev"}}}}},
        ("backend", "versions", 1, "labels"),
        {"version": "2", "tier": "dev"},
    ),
}


@pytest.mark.parametrize("base", [OPTIONS, plain(OPTIONS)], ids=["objects", "plain data"])
@pytest.mark.parametrize(("add", "steps", "value"), ADDITIONS.values(), ids=ADDITIONS)
def test_an_addition(add: dict[str, Any], steps: tuple[str | int, ...], value: Any, base: dict[str, Any]) -> None:
    """Items come at the end, and entries beside the others."""
    assert at(sound({"add": add}, options=base), *steps) == value


def test_an_object_keeps_its_type() -> None:
    """What a program has as an object stays one, so that corrections are in the form of a program."""
    found = apply({"change": {"backend": {"versions": {"v2": {"weight": 50}}}}}).options
    assert isinstance(found["backend"], Pool)
    assert isinstance(found["backend"].versions[1], Version)


def test_a_faulty_object_is_changed_as_well() -> None:
    """An overlay can't hide what is wrong with the rest of an object, and can mend it."""
    options = {"backend": Pool(selector={"app": "a"}, target_port="x", port=0)}  # type: ignore[arg-type]
    mended = apply({"change": {"backend": {"target_port": 1}}}, options=options).options["backend"]
    assert [error["loc"] for error in mended.error.errors()] == [("port",)]
    mended = apply({"change": {"backend": {"target_port": 1, "port": 2}}}, options=options).options["backend"]
    assert mended == Pool(selector={"app": "a"}, target_port=1, port=2)


def test_the_options_stay_as_they_are() -> None:
    """Other environments get the same options."""
    before = plain(OPTIONS)
    apply({"change": {"hosts": {"a.example.com": "x"}}, "remove": ["routes"], "add": {"hosts": ["c"]}})
    assert plain(OPTIONS) == before
    data = plain(OPTIONS)
    apply({"change": {"backend": {"selector": {"app": "x"}}}, "remove": ["backend.versions[v1]"]}, options=data)
    assert data == before


UNKNOWN: dict[str, tuple[dict[str, Any], str]] = {
    "an item": (
        {"change": {"backend": {"versions": {"v22": {"weight": 1}}}}},
        'backend.versions[v22]: got "v22", which backend.versions doesn\'t have. Did you mean v2?',
    ),
    "an entry": (
        {"change": {"backend": {"selector": {"tier": "x"}}}},
        'backend.selector[tier]: got "tier", which backend.selector doesn\'t have. Write what is new under add.',
    ),
    "a field to remove": ({"remove": ["budgt"]}, 'budgt: got "budgt", which chat doesn\'t set. Did you mean budget?'),
    "an item to remove": (
        {"remove": ["backend.versions[v22]"]},
        'backend.versions[v22]: got "backend.versions[v22]", which chat doesn\'t set. Did you mean v2?',
    ),
    "a field of a text to remove": (
        {"remove": ["namespace.x"]},
        'namespace.x: got "namespace.x", which chat doesn\'t set.',
    ),
    "an item by its index": ({"remove": ["hosts[0]"]}, 'hosts[0]: got "hosts[0]", which chat doesn\'t set.'),
    "an item to which something is added": (
        {"add": {"backend": {"versions": {"v3": {"labels": {"a": "b"}}}}}},
        'backend.versions[v3]: got "v3", which backend.versions doesn\'t have. Write new items as a list.',
    ),
    "an addition to a text": (
        {"add": {"namespace": "x"}},
        "namespace: got an addition to a value that is neither a list nor a mapping. Write it under change.",
    ),
    "an addition to an object that isn't set": (
        {"add": {"cors": {"allow_origins": ["*"]}}},
        "cors: got an addition to what isn't set. Write the whole value under change.",
    ),
    "an addition to a default": (
        {"add": {"paths": [{"path": "/v1/rerank"}]}},
        "paths: got an addition to what isn't set. Write the whole value under change.",
    ),
    "an entry that is there": (
        {"add": {"backend": {"selector": {"app": "x"}}}},
        "backend.selector[app]: got an addition to a value that is neither a list nor a mapping.",
    ),
}


@pytest.mark.parametrize(("overlay", "beginning"), UNKNOWN.values(), ids=UNKNOWN)
def test_what_is_not_there(overlay: dict[str, Any], beginning: str) -> None:
    """A wrong name is refused with the nearest one, and never taken for something new."""
    found = apply(overlay)
    assert len(found.problems) == 1
    assert str(found.problems[0]).startswith(beginning), found.problems[0]
    assert plain(found.options) == plain(OPTIONS)


def test_an_unknown_field_is_left_to_the_reader() -> None:
    """It reports the field with those that there are."""
    assert apply({"change": {"hots": []}, "add": {"modls": []}}).options["hots"] == []


CONFLICTS: dict[str, tuple[dict[str, Any], dict[str, Any], str]] = {
    "one field": ({"change": {"namespace": "a"}}, {"change": {"namespace": "b"}}, "namespace"),
    "a list and an item": (
        {"change": {"hosts": ["x"]}},
        {"change": {"hosts": {"a.example.com": "y"}}},
        "hosts",
    ),
    "an item and its list": (
        {"change": {"hosts": {"a.example.com": "y"}}},
        {"change": {"hosts": ["x"]}},
        "hosts",
    ),
    "an object and a field": (
        {"change": {"backend": {"kind": "ProviderRef", "provider": "a"}}},
        {"change": {"backend": {"port": 1}}},
        "backend",
    ),
    "a change and a removal": ({"change": {"budget": {"quick": "1m"}}}, {"remove": ["budget"]}, "budget"),
    "an item and the same item": (
        {"change": {"hosts": {"a.example.com": "x"}}},
        {"change": {"hosts": {"a.example.com": "y"}}},
        "hosts",
    ),
    "an item that is changed and removed": (
        {"change": {"hosts": {"a.example.com": "x"}}},
        {"remove": ["hosts[a.example.com]"]},
        "hosts",
    ),
    "a removal and a removal": ({"remove": ["budget"]}, {"remove": ["budget"]}, "budget"),
    "an addition and an addition": ({"add": {"hosts": ["x"]}}, {"add": {"hosts": ["y"]}}, "hosts"),
    "a change and an addition": ({"change": {"hosts": ["x"]}}, {"add": {"hosts": ["y"]}}, "hosts"),
}


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize(("one", "other", "path"), CONFLICTS.values(), ids=CONFLICTS)
def test_two_overlays_of_one_value(one: dict[str, Any], other: dict[str, Any], path: str, turned: bool) -> None:
    """Both are refused in any order: once, at the value that they share."""
    found = apply(other, one) if turned else apply(one, other)
    assert [problem.code for problem in found.problems] == ["overlay-conflict"], found.problems
    assert found.problems[0].path.startswith(path)


def test_two_overlays_of_different_values() -> None:
    """Their order doesn't matter."""
    one = {"change": {"backend": {"versions": {"v1": {"weight": 1}}}}, "add": {"hosts": ["c.example.com"]}}
    other = {"change": {"backend": {"versions": {"v2": {"weight": 2}}}}, "remove": ["hosts[a.example.com]"]}
    assert sound(one, other) == sound(other, one)


def test_several_items_without_names() -> None:
    """Each goes by itself, whatever happens to those before it."""
    base = {**OPTIONS, "hosts": [f"{name}.example.com" for name in "abcd"]}
    one = {"remove": ["hosts[a.example.com]", "hosts[b.example.com]"]}
    other = {"change": {"hosts": {"c.example.com": "x.example.com"}}, "remove": ["hosts[d.example.com]"]}
    assert sound(one, other, options=base)["hosts"] == ["x.example.com"]
    assert sound(other, one, options=base)["hosts"] == ["x.example.com"]


def test_what_one_overlay_changes_and_removes() -> None:
    """It contradicts itself."""
    (problem,) = apply({"change": {"budget": {"quick": "1m"}}, "remove": ["budget"]}).problems
    assert "that this overlay changes or removes as well" in str(problem)


def test_an_item_in_place_of_another() -> None:
    """An item is removed first, so that another one can have its name."""
    found = sound(
        {"remove": ["backend.versions[v2]"], "add": {"backend": {"versions": [Version(name="v2", weight=1)]}}}
    )
    assert at(found, "backend", "versions", 1) == {"kind": "Version", "name": "v2", "weight": 1}


def test_a_load_balancer_of_another_kind() -> None:
    """A kind that differs replaces the object, and the same kind changes it."""
    pool = POOL.model_copy(update={"load_balancer": ConsistentHash(header="x-user")})
    change = {"backend": {"load_balancer": {"kind": "RoundRobin"}}}
    found = sound({"change": change}, options={**OPTIONS, "backend": pool})
    assert at(found, "backend", "load_balancer") == {"kind": "RoundRobin"}
    change = {"backend": {"load_balancer": {"header": "x-team"}}}
    found = sound({"change": change}, options={**OPTIONS, "backend": pool})
    assert at(found, "backend", "load_balancer") == {"kind": "ConsistentHash", "header": "x-team"}
