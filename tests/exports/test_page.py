"""A record as one page: everything in it can be read, nothing in it can do anything."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest
from selectolax.lexbor import LexborHTMLParser

from dateline.exports import record_html, records_html
from dateline.record import Metadatum, Place, PlaceReference, Record, Span
from dateline.typesetting import wording
from tests.exports.sample import rich_record
from tests.writing import written

HOSTILE = '<script>alert(1)</script> & “\u202egnp.exe” \u200b\u00ad \' onload="x"'


@pytest.fixture
def page() -> LexborHTMLParser:
    return LexborHTMLParser(record_html(rich_record()))


def words(page: LexborHTMLParser) -> str:
    body = page.body
    assert body is not None
    return " ".join(body.text().split())


def test_every_word_of_the_article_is_on_the_page_in_order(page: LexborHTMLParser) -> None:
    record = rich_record()
    for note in page.css(".sheet .note, .sheet .margin"):
        note.decompose()
    [sheet] = page.css(".sheet")
    assert " ".join(sheet.text().split()) == " ".join(record.text.split())


def test_everything_that_was_removed_is_there_with_its_reason(page: LexborHTMLParser) -> None:
    for gone in rich_record().article.removed:
        assert " ".join(gone.words.split()) in words(page)
        assert gone.reason in words(page)


def test_an_event_that_is_not_told_as_done_carries_a_word_that_says_so(page: LexborHTMLParser) -> None:
    marked = {str(node.attributes["id"]): node.attributes.get("data-status") for node in page.css(".m.event[id]")}
    for event in rich_record().events:
        badge = wording.event_status(event)
        assert marked[event.id] == (None if badge == "actual" else badge)


def test_every_mark_can_be_reached_by_keyboard_and_is_explained_in_text(page: LexborHTMLParser) -> None:
    marks = page.css(".sheet .m")
    assert len(marks) > 20
    for mark in marks:
        assert mark.attributes.get("tabindex") == "0"
        assert page.css(f"#{mark.attributes['aria-describedby']}")


def test_no_two_elements_share_an_id_in_one_or_many_records() -> None:
    for html in (record_html(rich_record()), records_html([rich_record(), rich_record()])):
        ids = [node.attributes["id"] for node in LexborHTMLParser(html).css("[id]")]
        assert len(ids) == len(set(ids))


def test_a_page_asks_for_nothing_and_runs_nothing() -> None:
    html = record_html(rich_record())
    assert "<script" not in html
    assert not re.search(r'(?:src=|@import|url\()\s*"?', html)


def hostile() -> Record:
    import msgspec

    record = written(HOSTILE, headline=HOSTILE, url="javascript:alert(1)")
    section = Metadatum(value=HOSTILE, source="visible", raw=HOSTILE)
    return msgspec.structs.replace(record, article=msgspec.structs.replace(record.article, sections=(section,)))


def test_hostile_words_are_shown_and_do_nothing() -> None:
    tree = LexborHTMLParser(record_html(hostile()))
    assert not tree.css("script, [onload], [href^='javascript:']")
    assert "<script>alert(1)</script>" in words(tree)


def test_a_page_without_an_article_says_so() -> None:
    assert "This page holds no article." in record_html(written(""))


def test_the_same_record_gives_the_same_page() -> None:
    assert record_html(rich_record()) == record_html(rich_record())


def test_a_record_shows_itself_in_a_notebook() -> None:
    html = rich_record()._repr_html_()
    assert "Marta Vidali" in html
    assert "<script" not in html
    assert not LexborHTMLParser(hostile()._repr_html_()).css("script, [onload]")


def colours(css: str, part: str) -> dict[str, tuple[float, float, float]]:
    found = re.findall(r"--(\w+): #([0-9a-f]{6})", part)
    assert css
    return {name: tuple(int(value[i : i + 2], 16) / 255 for i in (0, 2, 4)) for name, value in found}  # type: ignore[misc]


def luminance(colour: tuple[float, float, float]) -> float:
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("ink", ["ink", "soft", "accent"])
@pytest.mark.parametrize("paper", ["paper", "wash"])
def test_text_has_a_contrast_of_at_least_4_5(theme: int, ink: str, paper: str) -> None:
    css = files("dateline.typesetting").joinpath("base.css").read_text("utf-8")
    palette = colours(css, css.split("prefers-color-scheme: dark")[theme])
    light, dark = sorted((luminance(palette[ink]), luminance(palette[paper])), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_the_places_are_on_a_map_and_the_times_on_a_line_above_their_lists(page: LexborHTMLParser) -> None:
    [drawing] = page.css("section[aria-labelledby=places] svg")
    assert {"Trieste", "Pula"} <= {node.text() for node in drawing.css("text")}
    assert "Mostly about Trieste (named 5 times)" in words(page)


def test_a_place_is_listed_once_with_its_count_and_a_link_to_every_mention() -> None:
    record = written("Trieste slept. Trieste woke. Ferries left eastern Trieste for Split.")
    trieste = Place(id="geonames:1", name="Trieste", latitude=45.6, longitude=13.8, type="city", chain=("Italy",))
    found = [
        PlaceReference(id=f"place-{match.start()}-{match.end()}", made_by="by-hand/1", place=trieste,
                       span=Span(match.start(), match.end()),
                       relation=Span(match.start() - 8, match.start() - 1) if match.start() > 20 else None)
        for match in re.finditer("Trieste", record.text)
    ]  # fmt: skip
    split = record.text.index("Split")
    found.append(PlaceReference(id="place-split", made_by="by-hand/1", span=Span(split, split + 5)))
    page = LexborHTMLParser(record_html(record.with_annotations(found)))
    [where] = [section for section in page.css("section") if section.attributes.get("aria-labelledby") == "places"]
    items = [" ".join(item.text().split()) for item in where.css("section > ol > li")]
    assert items[0].startswith("Trieste Italy · 45.60° N, 13.80° E 3 times: Trieste 2, eastern Trieste")
    assert items[1].startswith("Split not settled which place")
    links = {link.attributes.get("href") for link in where.css(".mentions a")}
    assert links == {f"#{reference.id}" for reference in found}
    assert {item.attributes.get("id") for item in where.css("details li")} == {f"about-{one.id}" for one in found}


def test_times_that_are_dated_stand_on_a_line() -> None:
    import msgspec

    from dateline.record import TimeExpression

    record = rich_record()
    dated = tuple(
        msgspec.structs.replace(each, start=each.value) if isinstance(each, TimeExpression) else each
        for each in record.annotations
    )
    tree = LexborHTMLParser(record_html(msgspec.structs.replace(record, annotations=dated)))
    [drawing] = tree.css("section[aria-labelledby=times] svg")
    assert "next Tuesday" in {node.text() for node in drawing.css("text")}
