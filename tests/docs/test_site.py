"""The site of docs/: it builds without a warning, needs nothing from elsewhere, and its search finds the pages."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
import site_pages

from support import ROOT
from support.site import build_site

LOADING = {"script": "src", "img": "src", "link": "href", "iframe": "src", "source": "src", "audio": "src"}
"""What a browser loads by itself: elements with the attribute that has the address."""

SEARCHED = {
    "five minutes": "five-minute-start.html",
    "no healthy upstream": "troubleshooting.html",
    "first_token": "timers.html",
    "spill_per_minute": "failover.html",
    "x-session-id": "rollout.html",
    "service-loop": "errors.html",
    "ConsistentHash.max_load": "reference.html",
    "PILOT_SCOPE_GATEWAY_TO_NAMESPACE": "llm-gateway.html",
    "upgrade Istio": "platform-team.html",
    "LiteLLM": "comparison.html",
}
"""What readers look for, and a page that must be among those that have all of the words."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site."""
    return build_site(tmp_path_factory.mktemp("site"))


def test_the_site(site: Path) -> None:
    """It has every page, loads nothing from another host, and its search has the words that readers look for."""
    pages = sorted(site.rglob("*.html"))
    assert {page.stem for page in (ROOT / "docs").glob("*.md")} - {"README"} <= {page.stem for page in pages}
    assert {str(page.relative_to(site)): found for page in pages if (found := list(elsewhere(page)))} == {}
    for sheet in site.rglob("*.css"):
        assert not re.search(r"(@import|url\()\s*[\"']?(https?:)?//", sheet.read_text(encoding="utf-8")), sheet
    index = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))
    texts = {entry["location"]: f"{entry['title']} {entry['text']}" for entry in index["docs"]}
    assert not [location for location in texts if location.startswith(f"{site_pages.SHOWN}/examples/failover")]
    for words, page in SEARCHED.items():
        wanted = words.lower().split()
        places = {one for one, text in texts.items() if all(word in text.lower() for word in wanted)}
        assert page in {one.partition("#")[0] for one in places}, words


class Loads(HTMLParser):
    """Collects the addresses that a browser loads for a page."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the address of an element that loads something."""
        found = dict(attrs)
        if tag == "link" and found.get("rel") in {"canonical", "prev", "next"}:
            return
        self.addresses += filter(None, [found.get(LOADING.get(tag, ""))])


def elsewhere(page: Path) -> Iterator[str]:
    """Yield the addresses of other hosts that a browser would load."""
    loads = Loads()
    loads.feed(page.read_text(encoding="utf-8"))
    yield from (address for address in loads.addresses if re.match(r"(\w+:)?//", address))


@pytest.mark.parametrize(
    ("target", "page"),
    [
        ("docs/failover.md", ("failover.md", "")),
        ("README.md", ("repository/README.md", "")),
        ("main.py", ("repository/main.py.md", "")),
        ("dist", ("repository/dist/index.md", "")),
        ("examples", ("repository/examples/index.md", "")),
        ("examples/failover", ("repository/examples/failover.md", "")),
        ("examples/failover/main.py", ("repository/examples/failover.md", "mainpy")),
        ("examples/identity/access/matrix.md", ("repository/examples/identity.md", "accessmatrixmd")),
    ],
)
def test_a_link_out_of_docs_leads_to_a_page(target: str, page: tuple[str, str]) -> None:
    """Each file and folder of the repository has its place on the site; the files of an example are one page."""
    assert site_pages.place(target) == page


def test_a_page_is_shown_by_its_address(tmp_path: Path) -> None:
    """What a browser would load is found, whatever the element; links that a reader follows aren't."""
    page = tmp_path / "page.html"
    page.write_text(
        '<link rel="canonical" href="https://a.example/"><link rel="stylesheet" href="https://b.example/x.css">'
        '<script src="//c.example/x.js"></script><img src="local.png"><a href="https://d.example/">d</a>'
    )
    assert list(elsewhere(page)) == ["https://b.example/x.css", "//c.example/x.js"]
