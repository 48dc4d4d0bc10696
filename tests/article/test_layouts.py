"""Layouts that put the parts of an article in unusual places or forms."""

from __future__ import annotations

import pytest

from dateline.article import explain
from dateline.errors import FormatError
from dateline.record import Page
from tests.article.pages import HEADLINE, LEAD, NEWS, PARAGRAPHS, SECOND, THIRD, html, words

BY = '<div class="byline">By <a rel="author" href="/w">Wanjiru Mboya</a></div>'
TABLES = f"""<html><head><title>Gulf Ledger - Kisumu - {HEADLINE}</title></head><body><table><tr>
<td><font size=6><b>The Gulf Ledger</b></font></td></tr><tr><td><a href="/1">Tides</a><br><a href="/2">Nets</a></td>
<td><font size=1>Environment</font><br><font size=5><b>{HEADLINE}</b></font><br><font size=2>By <b>Wanjiru Mboya</b>
</font><br><font size=2>Friday 3 May 2019</font><hr><p>{LEAD}</p><p>{SECOND}</p><p>{THIRD}</p></td></tr></table>"""


def live(*entries: tuple[str, str], title: str = "Nets truce: as it happened", marked: str = "moment") -> str:
    """A page whose entries are headed by a time and a few words."""
    parts = "".join(
        f'<div class="{marked}"><h3>{clock} Word from {place}</h3><p>{text}</p></div>'
        for (clock, place), text in zip(entries, (*PARAGRAPHS, *PARAGRAPHS), strict=False)
    )
    return f"<html><body><main><h1>{title}</h1><p>The newest entry stands first.</p>{parts}</main></body></html>"


ENTRIES = (("18:40", "Kisumu"), ("17:05", "Homa Bay"), ("15:30", "Mbita"))


def test_a_headline_that_no_element_marks_is_known_from_the_title() -> None:
    article = html(TABLES, url="http://gulf-ledger.example/2019/nets.htm")
    assert article.words(article.headline) == HEADLINE
    assert [byline.name.value for byline in article.bylines] == ["Wanjiru Mboya"]
    assert article.published is not None
    assert article.published.value == "2019-05-03"
    assert [section.value for section in article.sections] == ["Environment"]
    assert article.publisher is not None
    assert article.publisher.value == "The Gulf Ledger"
    assert words(article, "body") == list(PARAGRAPHS)


def test_entries_of_a_live_page_are_headed_and_its_status_is_no_lead() -> None:
    article = html(live(*ENTRIES))
    assert article.completeness == "live-blog"
    assert words(article, "entry") == [f"{clock} Word from {place}" for clock, place in ENTRIES]
    assert words(article, "body") == list(PARAGRAPHS)


@pytest.mark.parametrize(
    "page",
    [
        live(*ENTRIES, title="What the crews will do on the day of the truce"),
        live(*ENTRIES[:2]),
        live(ENTRIES[1], ENTRIES[0], ENTRIES[2]),
        live(("First", "Kisumu"), ("Then", "Homa Bay"), ("Last", "Mbita")),
    ],
    ids=["programme", "two-entries", "times-in-no-order", "no-times"],
)
def test_headings_alone_make_no_live_page(page: str) -> None:
    article = html(page)
    assert article.completeness != "live-blog"
    assert not words(article, "entry")


@pytest.mark.parametrize("name", ["inline-newsletter", "promo-box", "subscribe"])
def test_a_box_of_promotion_between_paragraphs_is_taken_off(name: str) -> None:
    box = f'<aside class="{name}"><p>Every Friday: tides, prices and people from nine beaches. Free.</p></aside>'
    article = html(NEWS.replace(f"<p>{SECOND}</p>", f"{box}<p>{SECOND}</p>"))
    assert words(article, "body") == list(PARAGRAPHS)
    assert "promotion" in {r.taken_for for r in article.removed if r.words.startswith("Every Friday")}


def test_a_box_known_by_its_component_s_name_alone_is_taken_off() -> None:
    box = (
        '<div class="x7f" data-testid="newsletter"><p>Tides, prices and people from nine beaches, each week.</p></div>'
    )
    assert words(html(NEWS.replace(f"<p>{SECOND}</p>", f"{box}<p>{SECOND}</p>")), "body") == list(PARAGRAPHS)


def test_a_story_inside_a_wrapper_named_for_promotion_stays() -> None:
    page = NEWS.replace('<div class="article-body">', '<div class="article-body subscribe-test">')
    assert words(html(page), "body") == list(PARAGRAPHS)


@pytest.mark.parametrize("label", ["Advertisement", "ADVERTISEMENT", "Anzeige"])
def test_a_label_of_advertising_between_paragraphs_is_taken_off(label: str) -> None:
    article = html(NEWS.replace(f"<p>{SECOND}</p>", f"<p>{label}</p><p>{SECOND}</p>"))
    assert words(article, "body") == list(PARAGRAPHS)


def test_author_and_date_in_bare_lines_over_the_story_are_no_paragraphs() -> None:
    page = NEWS.replace(BY, '<div class="by">Lakeside Wire</div>')
    page = page.replace(
        '<time datetime="2019-05-03T18:20:00+03:00">3 May 2019, 18:20</time>', "<p>3 May 2019, 18:20</p>"
    )
    article = html(page)
    assert words(article, "byline", "timestamp") == ["Lakeside Wire", "3 May 2019, 18:20"]
    assert words(article, "body") == list(PARAGRAPHS)


def test_today_s_date_in_the_site_s_bar_is_not_laid() -> None:
    bar = "<div>The Gulf Ledger · Kisumu · Homa Bay · <span>Friday, 10 May 2019</span></div><h1"
    assert words(html(NEWS.replace("<h1", bar)), "timestamp") == ["3 May 2019, 18:20"]


def test_an_agency_that_no_list_knows_is_read_from_the_dateline() -> None:
    article = html(NEWS)
    assert article.dateline is not None
    assert article.words(article.dateline.agency) == "Lakeside Wire"
    assert article.agency_credit is not None
    assert article.agency_credit.value == "Lakeside Wire"


def test_words_of_a_paragraph_that_are_set_apart_again_are_a_pull_quote() -> None:
    quote = "<blockquote>“We would rather be hungry in June than for ever”<cite>Achieng Odera</cite></blockquote>"
    article = html(NEWS.replace(f"<p>{THIRD}</p>", f"{quote}<p>{THIRD}</p>"))
    assert words(article, "body") == list(PARAGRAPHS)
    assert all(w.endswith("” Achieng Odera") for w in words(article, "pull-quote"))


def test_a_correction_at_the_end_stays_as_one() -> None:
    note = "Correction, May 4: An earlier version said that the truce lasts four months. It lasts three."
    article = html(NEWS.replace(f"<p>{THIRD}</p>", f'<p>{THIRD}</p><p class="correction"><em>{note}</em></p>'))
    assert words(article, "correction") == [note]
    assert words(article, "body") == list(PARAGRAPHS)


def test_the_outlet_s_presentation_of_itself_under_the_story_is_no_paragraph() -> None:
    blurb = "The Gulf Ledger, a paper of the lake since 1961, is the largest daily between Kisumu and Homa Bay."
    article = html(NEWS.replace(f"<p>{THIRD}</p>", f"<p>{THIRD}</p><p>{blurb}</p>"))
    assert words(article, "body") == list(PARAGRAPHS)


def test_the_line_of_reporters_and_editors_is_no_paragraph() -> None:
    tail = "(Reporting by Wanjiru Mboya; Editing by Otieno Were)"
    article = html(NEWS.replace(f"<p>{THIRD}</p>", f"<p>{THIRD}</p><p>{tail}</p>"))
    assert words(article, "body") == list(PARAGRAPHS)
    assert tail in words(article, "credit") or tail in [
        r.words for r in article.removed if r.taken_for == "credit-line"
    ]


def test_a_page_whose_metadata_hold_another_text_is_flagged() -> None:
    other = " ".join(
        f"The mayor of Busia counted {n} lamps on the road to the border and signed for each." for n in range(9)
    )
    stated = NEWS.replace('"datePublished"', f'"articleBody":"{other}","datePublished"')
    assert [flag for flag in html(stated).flags if "another text" in flag]
    same = NEWS.replace('"datePublished"', f'"articleBody":"{" ".join(PARAGRAPHS)}","datePublished"')
    assert not html(same).flags


def test_the_table_of_labels_has_each_block_with_what_decided() -> None:
    table = explain(Page(content=NEWS.encode(), media_type="text/html", encoding="utf-8", url=None))
    [lead] = [entry for entry in table if entry.words == LEAD]
    assert (lead.label, lead.reason) == ("body", "")
    assert lead.probability > 0.5
    assert lead.decisive
    assert [entry.label for entry in table if entry.words.startswith("Sign up for")] == ["removed: promotion"]
    assert all(0 <= entry.probability <= 1 for entry in table)


def test_a_scraped_text_has_no_table_of_labels() -> None:
    with pytest.raises(FormatError, match="HTML"):
        explain(Page(content=b"words", media_type="text/plain", encoding="utf-8", url=None))


@pytest.mark.parametrize(
    "line", ["Follow the Gulf Ledger on Instagram, Facebook and YouTube.", "wanjiru.mboya@gulfledger.example"]
)
def test_a_call_to_follow_and_a_bare_address_under_the_story_are_no_paragraphs(line: str) -> None:
    article = html(NEWS.replace(f"<p>{THIRD}</p>", f"<p>{THIRD}</p><p>{line}</p>"))
    assert words(article, "body") == list(PARAGRAPHS)
    assert line in [block.words for block in article.removed]


def test_a_title_in_capitals_that_leads_elsewhere_is_no_paragraph() -> None:
    link = '<p><a href="/2"><strong>FERRY TO MBITA SAILS AGAIN AFTER TWO YEARS</strong></a></p>'
    article = html(NEWS.replace(f"<p>{THIRD}</p>", f"{link}<p>{THIRD}</p>"))
    assert words(article, "body") == list(PARAGRAPHS)
    assert "FERRY TO MBITA SAILS AGAIN AFTER TWO YEARS" in [block.words for block in article.removed]


def test_a_sentence_that_names_a_network_stays() -> None:
    said = (
        "Follow-up talks were called on Facebook, where the crews of Dunga Beach have a group of four hundred members."
    )
    article = html(NEWS.replace(f"<p>{THIRD}</p>", f"<p>{said}</p><p>{THIRD}</p>"))
    assert said in words(article, "body")
