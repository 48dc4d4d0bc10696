"""Readers in a browser: by links, by keys, on a small screen, without scripts, with what a screen reader needs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import RIGHT_TO_LEFT

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

KINDS = {
    "front": "/",
    "story": "/stories/story-a.html",
    "stories": "/stories.html",
    "speaker": "/speakers/hanna-brzoza.html",
    "place": "/places/geonames-3099434.html",
    "events": "/events.html",
    "source": "/sources/harbour.html",
    "sources": "/sources.html",
    "search": "/search.html?q=crane",
    "corrections": "/corrections.html",
    "method": "/method.html",
    "missing": "/nothing.html",
    "right to left": "/stories/story-rtl.html",
}


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a reader whose browser reports every refused or failed request and every error."""
    context = browser.new_context(viewport={"width": 1200, "height": 900})
    opened = context.new_page()
    troubles: list[str] = []
    opened.on("console", lambda said: troubles.append(said.text) if said.type == "error" else None)
    opened.on("pageerror", lambda error: troubles.append(str(error)))
    yield opened
    context.close()
    assert [each for each in troubles if "404" not in each and "400" not in each] == []


@pytest.fixture(scope="module")
def kinds(browser: Browser, address: str) -> dict[str, str]:
    """Where a page of each kind is."""
    reader = browser.new_page()
    found = dict(KINDS)
    for kind, start, pattern in (
        ("section", "/", "a[href*='sections/local']"),
        ("article", "/sources/harbour.html", "a[href*='articles/']"),
    ):
        reader.goto(address + start)
        found[kind] = "/" + str(reader.locator(pattern).first.get_attribute("href")).removeprefix("../")
    reader.close()
    return {kind: address + path for kind, path in found.items()}


def test_a_reader_goes_from_the_front_page_to_the_source_by_links_alone(page: Page, address: str) -> None:
    page.goto(f"{address}/")
    page.get_by_role("link", name="Crane falls in Gdansk").first.click()
    assert page.get_by_role("heading", name="Accounts differ").is_visible()
    side = page.locator(".side").filter(has_text="at least 9")
    side.get_by_role("link").first.click()
    sentence = page.locator(":target")
    assert sentence.inner_text() == "Nine people were hurt when a crane fell in Gdansk, a doctor said."
    assert page.locator(".source a").first.inner_text() == "Tower"
    original = page.get_by_role("link", name="The original page")
    assert original.get_attribute("href") == "https://tower.example/1"
    page.locator(".source a").first.click()
    assert page.locator("h1").inner_text() == "Tower"


def test_a_reader_searches_filters_events_and_reads_what_somebody_said(page: Page, address: str) -> None:
    page.goto(f"{address}/")
    page.get_by_label("Search").fill("doctor")
    page.get_by_role("button", name="Find").click()
    assert "Nine people were hurt" in page.locator("main").inner_text()
    page.goto(f"{address}/events.html")
    page.get_by_label("Status").select_option("demanded")
    page.get_by_role("button", name="Show").click()
    assert "status=demanded" in page.url
    assert set(page.locator("tbody .status").all_inner_texts()) == {"demanded"}
    page.goto(f"{address}/stories/story-a.html")
    page.get_by_role("link", name="Hanna Brzoza").click()
    assert "Nobody should work under it," in page.locator(".said").first.inner_text()


def test_a_reader_gets_everywhere_with_the_keyboard(page: Page, address: str) -> None:
    page.goto(f"{address}/")
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "To the news"
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")
    page.keyboard.press("j")
    first = page.locator(":focus").inner_text()
    page.keyboard.press("j")
    page.keyboard.press("k")
    assert page.locator(":focus").inner_text() == first == "Crane falls in Gdansk"
    style = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert style == "solid"
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()
    page.keyboard.press("Escape")
    assert page.locator("#keys").count() == 0
    page.keyboard.press("o")
    page.wait_for_url("**/stories/story-a.html")
    page.keyboard.press("/")
    page.keyboard.type("crane jo?")
    assert page.get_by_label("Search").input_value() == "crane jo?"


def test_every_page_kind_is_whole_without_javascript(
    browser: Browser, page: Page, address: str, kinds: dict[str, str]
) -> None:
    plain = browser.new_context(java_script_enabled=False).new_page()
    for kind, where in kinds.items():
        page.goto(where)
        plain.goto(where)
        assert plain.locator("body").inner_text() == page.locator("body").inner_text(), kind
    plain.goto(f"{address}/")
    plain.get_by_label("Search").fill("doctor")
    plain.get_by_role("button", name="Find").click()
    assert "Nine people were hurt" in plain.locator("main").inner_text()
    plain.context.close()


@pytest.mark.parametrize(("width", "zoom"), [(320, 1), (1280, 4), (640, 2)], ids=["phone", "zoom-400", "zoom-200"])
def test_nothing_has_to_be_scrolled_sideways(
    browser: Browser, address: str, kinds: dict[str, str], width: int, zoom: int
) -> None:
    # What a browser does at 200 %: half as many CSS pixels, each of twice the size.
    context = browser.new_context(viewport={"width": width // zoom, "height": 900 // zoom}, device_scale_factor=zoom)
    page = context.new_page()
    for kind, where in kinds.items():
        page.goto(where)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), kind
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_page_kind(browser: Browser, address: str, kinds: dict[str, str], scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    context = browser.new_context(color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    found = {}
    for kind, where in kinds.items():
        page.goto(where)
        results = axe.run(page)
        if results.violations_count:
            found[kind] = results.generate_report()
    context.close()
    assert found == {}


def test_a_reader_chooses_the_brief_view_with_a_script_or_without(
    browser: Browser, page: Page, address: str, kinds: dict[str, str]
) -> None:
    plain = browser.new_context(java_script_enabled=False).new_page()
    for reader in (plain, page):
        reader.goto(f"{address}/")
        assert reader.locator(".front .lead").first.is_visible()
        reader.get_by_role("link", name="Brief").click()
        assert not reader.locator(".front .lead").first.is_visible()
        assert reader.locator(".front h2").first.is_visible()
        reader.goto(kinds["article"])
        assert reader.locator(".sheet .body").first.is_visible()
    # Without a script the choice holds for one page, with one from page to page, until it is taken back.
    assert plain.locator(".findings").is_visible()
    assert not page.locator(".findings").is_visible()
    page.get_by_role("link", name="Full text").click()
    assert page.locator(".findings").is_visible()
    page.goto(f"{address}/")
    assert page.locator(".front .lead").first.is_visible()
    plain.context.close()


def test_hostile_words_do_nothing_under_the_site_s_own_policy(page: Page, address: str) -> None:
    for path in ("/", "/stories/story-hostile.html", "/sources/hostile.html", "/search.html?q=<script>gdansk"):
        page.goto(address + path)
        assert "owned" not in page.title().split("The Quay")[0] or "<script>" in page.title()
        assert page.locator("img, script:not([src]):not([type='application/ld+json'])").count() == 0
    page.goto(f"{address}/stories/story-hostile.html")
    assert '<script>document.title="owned"</script>' in page.locator("h1").inner_text()
    # The override turns no letter beside it.
    assert page.locator("h1 bdi.override").count() == 1


def test_words_written_from_right_to_left_are_set_so(page: Page, address: str) -> None:
    page.goto(f"{address}/stories/story-rtl.html")
    line = page.locator("h1 [data-line]").first
    assert line.inner_text() == RIGHT_TO_LEFT
    assert line.evaluate("node => getComputedStyle(node).direction") == "rtl"


def test_a_page_asks_only_its_own_site(page: Page, address: str, kinds: dict[str, str]) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for where in kinds.values():
        page.goto(where)
    assert asked
    assert all(url.startswith(f"{address}/") for url in asked)
    endings = {re.sub(r".*\.(\w+)(\?.*)?$", r"\1", url) for url in asked} - {f"{address}/"}
    assert endings <= {"html", "css", "js", "ico"}


def test_each_page_is_light(page: Page, address: str, kinds: dict[str, str]) -> None:
    for kind, where in kinds.items():
        answer = page.goto(where)
        assert answer is not None
        assert len(answer.body()) < 60_000, kind
    assert len(page.request.get(f"{address}/edition.css").body()) < 12_000
    assert len(page.request.get(f"{address}/keys.js").body()) < 3_000


def test_motion_is_off_where_a_reader_asks_for_that_and_print_drops_what_is_for_the_screen(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{address}/")
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    page.emulate_media(media="print")
    for what in ("form.search", "footer", ".masthead nav"):
        assert not page.locator(what).first.is_visible(), what
    assert page.locator(".story h2").first.is_visible()
    context.close()
