"""The site of docs/ in a real browser: its search, and its pages on wide and narrow screens. No lab runs."""

from __future__ import annotations

import time
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from support.browser import Page, open_page
from support.site import build_site

NARROW, WIDE = 360, 1280
PATIENCE = 60.0
WIDTH = "document.documentElement.scrollWidth"
SEARCH = "document.querySelector('[data-md-component=search-query]')"
FOUND = "[...document.querySelectorAll('.md-search-result__link')].map((one) => new URL(one.href).pathname.slice(1))"

SEARCHED = {
    "503 UH": "troubleshooting.html",
    "no healthy upstream": "troubleshooting.html",
    "stream cut": "troubleshooting.html",
    "always the same replica": "troubleshooting.html",
    "upgrade Istio": "platform-team.html",
    "spill_per_minute": "failover.html",
    "ConsistentHash.max_load": "reference.html",
    "service-loop": "errors.html",
    "LiteLLM": "comparison.html",
}
"""What readers look for, and a page that must be among the first results."""
FIRST = 5
"""How many pages count as the first ones."""


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site."""
    return build_site(tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """Its address on a server, without which browsers start no search."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(site)))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Page]:
    """A browser with one page."""
    with open_page() as page:
        yield page


def search(page: Page, words: str) -> list[str]:
    """Type words into the search as a reader does, and give the pages that it shows, in their order."""
    page.evaluate(f"{SEARCH}.value = ''; {SEARCH}.focus()")
    before = page.evaluate(FOUND)
    page.press(*words)
    end = time.monotonic() + PATIENCE
    shown: list[str] = []
    while shown in ([], before) or shown != page.evaluate(FOUND):
        assert time.monotonic() < end, f"no results for {words}"
        time.sleep(0.3)
        shown = page.evaluate(FOUND)
    return list(dict.fromkeys(shown))


def test_the_search_finds_pages(browser: Page, address: str) -> None:
    """The words that readers type lead to the pages that answer them, among the first results."""
    browser.resize(WIDE, 900)
    browser.open(f"{address}/index.html")
    for words, page in SEARCHED.items():
        assert page in search(browser, words)[:FIRST], words


def test_no_page_is_wider_than_the_screen(browser: Page, site: Path, address: str) -> None:
    """Tables and code scroll within the page, and the page itself doesn't, on wide and narrow screens."""
    pages = sorted(site.glob("*.html"))
    assert len(pages) > 40
    for page in pages:
        browser.open(f"{address}/{page.name}")
        for width in (NARROW, WIDE):
            browser.resize(width, 800)
            assert browser.evaluate("document.querySelector('h1').getBoundingClientRect().width") > 0, page.name
            assert browser.evaluate(WIDTH) <= width, page.name
    browser.evaluate("document.querySelector('article').style.width = '2000px'")
    assert browser.evaluate(WIDTH) > WIDE


def test_the_browser_loads_and_says_nothing_else(browser: Page, address: str) -> None:
    """Whatever page it has opened, a browser has asked no other host, and has complained about nothing."""
    browser.open(f"{address}/troubleshooting.html")
    events = browser.events
    asked = [one["params"]["request"]["url"] for one in events if one["method"] == "Network.requestWillBeSent"]
    assert asked
    assert [url for url in asked if not url.startswith((address, "about:", "blob:", "data:"))] == []
    bad = {"Log.entryAdded", "Runtime.exceptionThrown"}
    assert [one["params"] for one in events if one["method"] in bad] == []
