"""The page of pictures in a real browser."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from llm_api_mesh.graphs.drawing import drawn, traffic_of
from support.browser import Page, open_page
from support.programs import golden_yaml

EXAMPLES = ("failover", "canary", "models_by_header", "mirror")
"""Examples whose objects can be in one folder."""
SHOWN = "[...document.querySelectorAll('[data-entry]')].filter((one) => !one.hidden)"
TITLES = f"{SHOWN}.map((one) => one.querySelector('summary').firstChild.data)"
NARROW, WIDE = 360, 1280
READABLE = 4.5
"""The least contrast of text by WCAG 2, level AA."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The YAML of several APIs."""
    folder = tmp_path_factory.mktemp("objects")
    for name in EXAMPLES:
        shutil.copytree(golden_yaml(name), folder, dirs_exist_ok=True)
    return folder


@pytest.fixture(scope="module")
def file(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of these APIs."""
    file = tmp_path_factory.mktemp("page") / "traffic.html"
    file.write_text(drawn(traffic_of(folder), "html", "Where requests go"))
    return file


@pytest.fixture(scope="module")
def browser() -> Iterator[Page]:
    """A browser with one page."""
    with open_page() as page:
        yield page


@pytest.fixture
def page(browser: Page, file: Path) -> Page:
    """The page as it is when it is opened."""
    browser.open("about:blank")
    browser.resize(WIDE, 900)
    browser.prefer("light")
    browser.open(file.as_uri())
    return browser


def choose(page: Page, name: str, value: str) -> None:
    """Choose a value of a filter, as a mouse does."""
    page.evaluate(
        f"""(() => {{ const field = document.querySelector('[name="{name}"]'); field.value = "{value}";
        field.dispatchEvent(new Event("input", {{bubbles: true}})); }})()"""
    )


def titles(page: Page) -> list[str]:
    """The titles of all pictures that are shown."""
    found: list[str] = page.evaluate(TITLES)
    return found


def test_the_search_and_the_filters(page: Page, file: Path) -> None:
    """Words, a Gateway, a namespace, and what a picture has; all of them together, and again by the address."""
    everything = titles(page)
    assert len(everything) == 5
    failover = "chat.example.com at the Gateway istio-ingress/llm"
    choose(page, "search", "GPT-4o  model")
    assert titles(page) == [failover]
    assert page.evaluate("count.textContent") == "1 of 5 shown"
    choose(page, "search", "")
    choose(page, "gateway", "ai/llama")
    assert titles(page) == ["llama.example.com at the Gateway ai/llama"]
    choose(page, "namespace", "none")
    choose(page, "gateway", "")
    page.evaluate("document.querySelector('[value=falls-back]').click()")
    assert titles(page) == [failover]
    address = page.evaluate("location.href")
    assert address == f"{file.as_uri()}#has=falls-back"
    page.open(address)
    assert titles(page) == [failover]
    page.evaluate("document.querySelector('button[type=reset]').click()")
    page.evaluate("new Promise((done) => setTimeout(done, 10))")
    assert titles(page) == everything
    assert "#" not in page.evaluate("location.href")


def test_a_keyboard_is_enough(page: Page) -> None:
    """A key leads to the search; each control, host and picture is reached in its order and opened by a key."""
    page.press("/", *"llama.example")
    assert page.evaluate("search.value") == "llama.example"
    assert titles(page) == ["llama.example.com at the Gateway ai/llama"]
    reached = []
    for _ in range(12):
        page.press("Tab")
        reached.append(page.evaluate("document.activeElement.name || document.activeElement.tagName.toLowerCase()"))
    assert reached[:9] == ["gateway", "namespace", *["has"] * 5, "button", "button"]
    assert reached[9] == "summary"
    page.press(*["Tab"] * 20)
    page.evaluate(f"{SHOWN}[0].querySelector('summary').focus()")
    page.press("Enter")
    assert page.evaluate(f"{SHOWN}[0].querySelector('details').open")
    page.press("Tab")
    assert page.evaluate("document.activeElement.className") == "scroll"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.press("/", "Escape")
    assert page.evaluate("search.value") == ""


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_nothing_is_cut_off_in_either_width(page: Page, width: int) -> None:
    """The page isn't wider than the screen, and each label is inside of its box, in the browser's own font."""
    page.resize(width, 800)
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    outside = page.evaluate(
        """[...document.querySelectorAll(".box")].filter((one) => {
            const text = one.querySelector("text").getBBox(), box = one.querySelector("rect").getBBox();
            return text.x < box.x || text.y < box.y || text.x + text.width > box.x + box.width
                || text.y + text.height > box.y + box.height;
        }).map((one) => one.textContent)"""
    )
    assert outside == []


CONTRASTS = """(() => {
    const light = (text) => {
        const parts = text.match(/[\\d.]+/g).slice(0, 3).map((one) => {
            const part = one / 255;
            return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
    };
    const contrast = (one, other) => {
        const [high, low] = [light(one), light(other)].sort((a, b) => b - a);
        return (high + 0.05) / (low + 0.05);
    };
    const style = (one) => getComputedStyle(one);
    const paper = style(document.body).backgroundColor;
    const fill = (one, name) => style(one.querySelector(name)).fill;
    const found = [...document.querySelectorAll(".box")].map((one) =>
        [one.className.baseVal, contrast(fill(one, "text"), fill(one, "rect"))]);
    for (const one of document.querySelectorAll("td, .facts, .settings, legend, summary"))
        found.push([one.tagName, contrast(style(one).color, paper)]);
    return found;
})()"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_is_readable_in_both_colors(page: Page, scheme: str) -> None:
    """Each text has enough contrast to what is behind it, and the dark page is dark."""
    page.prefer(scheme)
    found: list[tuple[str, float]] = page.evaluate(CONTRASTS)
    assert {name for name, _ in found} >= {"box service", "box provider", "box requests", "box answer", "TD"}
    assert [one for one in found if one[1] < READABLE] == []
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (paper == "rgb(255, 255, 255)") is (scheme == "light")


def test_the_browser_loads_and_says_nothing_else(page: Page, file: Path) -> None:
    """There is no request but the one for the page, no error, and no complaint about its policy."""
    requested = {one["params"]["request"]["url"].partition("#")[0] for one in named(page, "Network.requestWillBeSent")}
    assert requested <= {file.as_uri(), "about:blank"}
    assert named(page, "Runtime.exceptionThrown") == []
    assert [one["params"]["entry"]["text"] for one in named(page, "Log.entryAdded")] == []


def named(page: Page, method: str) -> list[Any]:
    """What has happened of one kind."""
    return [one for one in page.events if one["method"] == method]


def test_without_javascript(browser: Page, file: Path) -> None:
    """All pictures and tables are there."""
    browser.call("Emulation.setScriptExecutionDisabled", value=True)
    try:
        browser.open(file.as_uri())
        assert browser.evaluate("document.querySelectorAll('section:not([hidden]) svg').length") == 5
    finally:
        browser.call("Emulation.setScriptExecutionDisabled", value=False)


def test_a_picture_alone(browser: Page, folder: Path, tmp_path: Path) -> None:
    """The SVG file has its own colors, which follow the reader's."""
    file = tmp_path / "traffic.svg"
    file.write_text(drawn(traffic_of(folder), "svg", "Where requests go"))
    browser.open(file.as_uri())
    papers = []
    for scheme in ("light", "dark"):
        browser.prefer(scheme)
        papers.append(browser.evaluate("getComputedStyle(document.querySelector('.paper')).fill"))
    assert papers == ["rgb(255, 255, 255)", "rgb(13, 17, 23)"]
