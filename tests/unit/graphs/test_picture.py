"""The boxes and arrows of pictures."""

from __future__ import annotations

import pytest

from llm_api_mesh.graphs.picture import Picture, joined, pictures_of
from support.manifests import Object, gateway, route, service, virtual_service
from support.programs import EXAMPLES, golden_yaml
from support.traffic import traffic, traffic_in


def picture(*objects: Object, hosts: tuple[str, ...] = ("ai/chat.example.com",)) -> Picture:
    """The only picture of objects."""
    (found,) = pictures_of(traffic(gateway(*hosts), *objects))
    return found


def arrows(found: Picture) -> list[tuple[str, str, tuple[str, ...], str]]:
    """The first line of both boxes of each arrow behind the host, its label and its kind."""
    names = {box.name: box.lines[0] for box in found.boxes}
    return [
        (names[one.start], names[one.end], one.label, one.kind) for one in found.arrows if one.start.startswith("r")
    ]


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_host_of_an_example_is_in_one_picture(name: str) -> None:
    """Each box has a label and is reached from the clients, and each arrow has both of its boxes."""
    found = traffic_in(golden_yaml(name))
    pictures = pictures_of(found)
    assert sorted(one.host for some in pictures for one in some.entries) == sorted(one.host for one in found.entries)
    for one in (*pictures, joined(pictures)):
        names = [box.name for box in one.boxes]
        assert len(set(names)) == len(names)
        assert {arrow.start for arrow in one.arrows} | {arrow.end for arrow in one.arrows} == set(names)
        assert all(box.lines for box in one.boxes)


def test_hosts_with_the_same_routes_have_one_picture() -> None:
    """Their names stand in one box."""
    hosts = ["a.example.com", "b.example.com"]
    found = picture(virtual_service(route("a"), hosts=hosts), hosts=("ai/a.example.com", "ai/b.example.com"))
    assert found.title == "a.example.com and b.example.com at the Gateway edge/public"
    assert next(box for box in found.boxes if box.kind == "host").lines == (
        *("a.example.com", "b.example.com", "Gateway edge/public", "HTTP 80"),
    )


def test_weights_fallbacks_and_copies() -> None:
    """Labels say which part of the requests an arrow is for, and its kind when."""
    to = [
        {"destination": {"host": "a", "subset": f"v{number}"}, "weight": weight}
        for number, weight in ((1, 100), (2, 0))
    ]
    copied = {"route": to, "mirrors": [{"destination": {"host": "b"}, "percentage": {"value": 5}}]}
    found = picture(virtual_service(copied), service("a"), service("b"))
    assert arrows(found) == [
        ("all other requests", "Service ai/a", ("100 %",), "first"),
        ("all other requests", "Service ai/a", ("0 %",), "idle"),
        ("all other requests", "Service ai/b", ("copies of 5 %",), "copy"),
    ]
    fallback = next(one for one in pictures_of(traffic_in(golden_yaml("failover"))) if not one.entries[0].is_in_mesh)
    assert ("model qwen3-32b", "provider azure", ("falls back",), "fallback") in arrows(fallback)
    box = next(box for box in fallback.boxes if box.kind == "provider")
    assert box.lines == ("provider azure", "acme.openai.azure.com", "as gpt-4o-mini", "costs money")


def test_answers_are_joined() -> None:
    """Requests with the same answer of the gateway are one box, in which many kinds are counted."""
    answers = [{"match": [{"uri": {"exact": f"/{number}"}}], "directResponse": {"status": 404}} for number in range(20)]
    found = picture(virtual_service(*answers, route("a")), service("a"))
    boxes = [box.lines for box in found.boxes if box.kind == "requests"]
    assert boxes[1][-1] == "and 14 more kinds of requests"
    assert arrows(found)[1][:2] == ("/0", "404 from the gateway")


def test_settings_that_a_box_shows() -> None:
    """Times, retries and faults; the page has all others."""
    retries = {"attempts": 2, "perTryTimeout": "5s"}
    found = picture(virtual_service(route("a", timeout="60s", retries=retries)), service("a"))
    box = next(box for box in found.boxes if box.kind == "requests")
    assert box.lines == ("all other requests", "timeout 60 s", "timeout of one try 5 s", "retries: at most 2")


def test_a_host_without_routes_is_answered() -> None:
    """The arrow says that no route leads anywhere."""
    found = picture()
    assert [(one.start, one.end, one.label) for one in found.arrows] == [("c0", "h0", ()), ("h0", "b0", ("no route",))]
