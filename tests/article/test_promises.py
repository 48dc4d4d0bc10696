"""What a page's metadata promise: rights, access, address, language, changes."""

from __future__ import annotations

import pytest

from dateline.record import Article, Page
from tests.article.pages import HEADLINE, PARAGRAPHS, html, plain, read, words

BODY = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
LONGER = "<p>The county promised to report on the truce before the long rains, and named no other date for it.</p>"


def page(meta: str = "", more: str = "", language: str = ' lang="en-GB"') -> str:
    """A page with these elements in its head and after its story."""
    return (
        f"<html{language}><head><title>{HEADLINE}</title>{meta}</head><body><main><article><h1>{HEADLINE}</h1>"
        f"<div class=article-body>{BODY}{LONGER}{more}</div></article></main></body></html>"
    )


@pytest.mark.parametrize(
    ("meta", "rights"),
    [
        ('<meta name="robots" content="index, noarchive">', ["index, noarchive"]),
        ('<meta name="robots" content="index, follow, notranslate, max-snippet:-1">', []),
        ('<meta name="GPTBot" content="noindex">', ["noindex"]),
        ('<meta name="CCBot" content="nofollow">', []),
        ('<meta name="tdm-reservation" content="1">', ["1"]),
        ('<meta name="tdm-reservation" content="0">', []),
        (
            '<meta name="tdm-reservation" content="1"><meta name="tdm-policy" content="https://l.example/p.json">',
            ["1", "https://l.example/p.json"],
        ),
    ],
)
def test_reservations_are_kept_as_stated_and_nothing_else_is_one(meta: str, rights: list[str]) -> None:
    assert [right.value for right in html(page(meta)).rights] == rights


def test_reservations_in_the_answer_s_headers_are_kept_with_their_source() -> None:
    headers = (("x-robots-tag", "noindex, noai"), ("tdm-reservation", "1"), ("server", "noai"))
    found = read(Page(content=page().encode(), media_type="text/html", encoding="utf-8", headers=headers))
    assert [(right.value, right.source, right.path) for right in found.rights] == [
        ("noindex, noai", "header", "x-robots-tag"),
        ("1", "header", "tdm-reservation"),
    ]


@pytest.mark.parametrize(
    ("meta", "flag"),
    [
        ('<meta property="article:content_tier" content="locked">', "for subscribers"),
        ('<meta property="article:content_tier" content="metered">', "a number of visits"),
        ('<meta property="article:content_tier" content="free">', None),
        ('<meta itemprop="isAccessibleForFree" content="false">', "not free to read"),
        ('<meta itemprop="isAccessibleForFree" content="true">', None),
    ],
)
def test_a_wall_that_the_page_states_is_flagged(meta: str, flag: str | None) -> None:
    told = [said for said in html(page(meta)).flags if said.startswith("the page states that the article")]
    assert [flag in said for said in told if flag] == ([True] if flag else [])


@pytest.mark.parametrize(
    ("meta", "url", "address"),
    [
        ('<link rel="canonical" href="/news/nets">', "https://l.example/a?x=1", "https://l.example/news/nets"),
        ('<meta property="og:url" content="https://l.example/b">', None, "https://l.example/b"),
        ('<link rel="canonical" href="http://[broken">', "https://l.example/a", "http://[broken"),
        ("", "https://l.example/a", None),
    ],
)
def test_the_canonical_address_is_absolute(meta: str, url: str | None, address: str | None) -> None:
    found = html(page(meta), url=url).canonical_url
    assert (found.value if found is not None else None) == address


@pytest.mark.parametrize(
    ("language", "meta", "tag", "source"),
    [
        (' lang="en_gb"', "", "en-GB", "meta"),
        ("", '<meta property="og:locale" content="sw_KE">', "sw-KE", "opengraph"),
        (' lang="und"', "", "en", "detected"),
        (' lang="<script>"', "", "en", "detected"),
    ],
)
def test_the_language_is_a_tag_as_stated_or_a_marked_guess(language: str, meta: str, tag: str, source: str) -> None:
    found = html(page(meta, language=language)).language
    assert found is not None
    assert (found.value, found.source) == (tag, source)


NOTES = (
    "An earlier version of this story gave the wrong number of crews.",
    "This article has been updated to say who pays for the patrols.",
    "Correction: The deal was signed at Dunga Beach, not at Mbita.",
)


@pytest.mark.parametrize("note", NOTES)
@pytest.mark.parametrize("track", ["html", "plain"])
def test_notes_on_changes_are_blocks_of_their_own_kind(note: str, track: str) -> None:
    found: Article = (
        html(page(more=f"<p>{note}</p>"))
        if track == "html"
        else plain("\n\n".join((HEADLINE, *PARAGRAPHS, note, *PARAGRAPHS[:1])))
    )
    assert words(found, "correction") == [note]


def test_sections_in_one_list_are_parted() -> None:
    found = html(page('<meta property="article:section" content="Lake,Fishing,#Kisumu">')).sections
    assert [section.value for section in found] == ["Lake", "Fishing", "Kisumu"]
