"""Pictures as Mermaid, SVG and HTML."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections.abc import Iterator
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest

from llm_api_mesh.graphs.drawing import GRAPH_FORMATS, GraphFormat, drawn, only, traffic_of
from llm_api_mesh.graphs.mermaid import MOST_ARROWS, MOST_CHARACTERS, is_too_large, mermaid
from llm_api_mesh.graphs.picture import pictures_of
from llm_api_mesh.traffic.model import Traffic
from support.manifests import gateway, route, service, virtual_service
from support.programs import EXAMPLES, golden_yaml
from support.traffic import traffic

HOSTILE = '"]--><script>alert(1)</script>|`&#x27;%%{init}'
KEY = "sk-proj-abcdefghijklmnop"
_VOID = {"input", "meta", "br"}


def hostile() -> Traffic:
    """Traffic whose names are markup in some format, or keys."""
    return traffic(
        gateway("ai/chat.example.com"),
        virtual_service(route("a", {"uri": {"exact": f"/{HOSTILE}"}, "headers": {"x-a": {"exact": KEY}}}), route("a")),
        service("a"),
    )


class Tags(HTMLParser):
    """Reads a page, and fails if its elements aren't closed in their order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: D102  # see HTMLParser
        self.seen.append((tag, dict(attrs)))
        if tag not in _VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: D102  # see HTMLParser
        self.seen.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:  # noqa: D102
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:  # noqa: D102
        self.texts.append(data)


def read(page: str) -> Tags:
    """The elements of a page."""
    tags = Tags()
    tags.feed(page)
    assert tags.open == []
    return tags


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_in_each_format(name: str) -> None:
    """Each is well-formed, and the same traffic has the same bytes."""
    found = traffic_of(golden_yaml(name))
    for form in GRAPH_FORMATS:
        assert drawn(found, form, "Title") == drawn(traffic_of(golden_yaml(name)), form, "Title")
    ET.fromstring(drawn(found, "svg", "Title"))  # noqa: S314  # it is this program's own output
    page = read(drawn(found, "html", "Title"))
    assert [tag for tag, _ in page.seen].count("section") == len(pictures_of(found))
    for line in drawn(found, "mermaid", "Title").splitlines():
        assert _MERMAID.fullmatch(line), line


_MERMAID = re.compile(
    r'flowchart LR|  subgraph s\d+\["[^"]*"\]|  end|'
    r'\s+[\w-]+(\(\["[^"]*"\]\)|\[\["[^"]*"\]\]|\[\("[^"]*"\)\]|\["[^"]*"\]|\("[^"]*"\))|'
    r'\s+[\w-]+ (-->|-\.->)(\|"[^"]*"\|)? [\w-]+'
)


@pytest.mark.parametrize("form", GRAPH_FORMATS)
def test_names_are_no_markup_and_keys_are_hidden(form: GraphFormat) -> None:
    """No name ends a label, begins an element or shows a key."""
    text = drawn(hostile(), form, HOSTILE)
    assert "<script>alert" not in text
    assert KEY not in text
    if form == "svg":
        titles = [one.text or "" for one in ET.fromstring(text).iter("{http://www.w3.org/2000/svg}title")]  # noqa: S314
        assert any(HOSTILE in one for one in titles)
    elif form == "html":
        assert any(HOSTILE in one for one in read(text).texts)
    else:
        assert all(_MERMAID.fullmatch(line) for line in text.splitlines())


def test_the_page_loads_nothing() -> None:
    """Its policy lets a browser load only the style and the script that stand in it, and it names no address."""
    page = drawn(traffic_of(golden_yaml("failover")), "html", "Title")
    (policy,) = [attrs["content"] for tag, attrs in read(page).seen if attrs.get("http-equiv")]
    digests = [
        b64encode(hashlib.sha256(found.encode()).digest()).decode()
        for tag in ("style", "script")
        for found in re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
    ]
    assert policy == f"default-src 'none'; style-src 'sha256-{digests[0]}'; script-src 'sha256-{digests[1]}'"
    for _, attrs in read(page).seen:
        assert not attrs.keys() & {"src", "href", "style", "onclick", "action"}
    assert set(re.findall(r"[a-z]+://[^\s\"<]+", page)) <= {"http://www.w3.org/2000/svg"}


def test_every_id_is_there_once() -> None:
    """A page with many pictures has no id twice, and each reference has its id."""
    page = read(drawn(traffic_of(golden_yaml("failover")), "html", "Title"))
    ids = [attrs["id"] for _, attrs in page.seen if "id" in attrs]
    assert len(ids) == len(set(ids))
    for _, attrs in page.seen:
        for name in ("aria-labelledby",):
            assert attrs.get(name, ids[0]) in ids
        for found in re.findall(r"url\(#([^)]+)\)", attrs.get("marker-end") or ""):
            assert found in ids


def test_only_some_hosts() -> None:
    """A picture of the named hosts, without the calls in the mesh."""
    found = traffic_of(golden_yaml("failover"))
    assert only(found, []) is found
    assert [one.host for one in only(found, ["chat.example.com"]).entries] == ["chat.example.com"]
    assert "subgraph" not in mermaid(pictures_of(only(found, ["chat.example.com"])))


def test_what_mermaid_does_not_draw() -> None:
    """More arrows or characters than it draws by default."""
    text = mermaid(pictures_of(traffic_of(golden_yaml("failover"))))
    assert not is_too_large(text)
    assert is_too_large(text + "  a --> b\n" * MOST_ARROWS)
    assert is_too_large(text + " " * MOST_CHARACTERS)


def test_what_is_not_read_is_on_the_page() -> None:
    """With its reason."""
    page = drawn(traffic_of(golden_yaml("egress")), "html", "Title")
    assert "<li>Sidecar ai/chat: it may close ways out of pods</li>" in page


def _searched(page: str) -> Iterator[dict[str, str | None]]:
    yield from (attrs for tag, attrs in read(page).seen if tag == "section")


def test_what_the_filters_use() -> None:
    """Each picture says its gateway, its namespaces, what it has and its words in lower case."""
    first = next(_searched(drawn(traffic_of(golden_yaml("failover")), "html", "Title")))
    assert first["data-gateway"] == "istio-ingress/llm"
    assert first["data-namespaces"] == "ai"
    assert first["data-has"] == "costs divided falls-back"
    assert "model qwen3-32b" in (first["data-text"] or "")
    assert "post /v1/chat/completions" in (first["data-text"] or "")
