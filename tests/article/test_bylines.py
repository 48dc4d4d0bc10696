from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.article.names import kind_of, names_in
from tests.article.pages import HEADLINE, NEWS, PARAGRAPHS, html, words

BODY = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)


def page(head: str, *, meta: str = "", over: str = "", after: str = "") -> str:
    """A page with these lines under its headline."""
    return (
        f'<html><head><meta property="og:site_name" content="The Gulf Ledger"><title>{HEADLINE}</title>{meta}</head>'
        f"<body><main>{over}<article><h1>{HEADLINE}</h1>{head}<div class=article-body>{BODY}</div>{after}</article>"
        "</main></body></html>"
    )


def authors(*names: str, kind: str = "Person") -> str:
    """JSON-LD that gives these authors."""
    given = ",".join(f'{{"@type":"{kind}","name":"{name}"}}' for name in names)
    return (
        f'<script type="application/ld+json">{{"@type":"NewsArticle","headline":"{HEADLINE}",'
        f'"author":[{given}]}}</script>'
    )


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Published August 7, 2019 by Nicole Barasa", ["Nicole Barasa"]),
        ("Veröffentlicht am 3. Mai 2019 von lakewriter", ["lakewriter"]),
        ("Written By: Tom May", ["Tom May"]),
        ("By Ana Cruz Last Updated: May 4, 2019", ["Ana Cruz"]),
        ("By Ana Cruz, MS, RDN, LD", ["Ana Cruz"]),
        ("Ana Cruz, Ph.D. and Otieno Were, M.D.", ["Ana Cruz", "Otieno Were"]),
        ("Auteur : Awa Diallo", ["Awa Diallo"]),
        ("Autoren Grete Lindner und Karl Brandt", ["Grete Lindner", "Karl Brandt"]),
        ("https://social.example/anacruz", []),
        ("", []),
    ],
)
def test_a_line_gives_the_names_in_it_and_nothing_else(line: str, names: list[str]) -> None:
    assert names_in(line) == names


@given(st.text(max_size=120))
def test_names_of_any_line_are_words_of_it(line: str) -> None:
    for name in names_in(line):
        assert name.strip() == name != ""
        assert any(character.isalpha() for character in name)


@pytest.mark.parametrize("name", ["The Lake Journal", "gulfledger.example BrandRoom", "Gulf Ledger Staff"])
def test_a_house_name_is_no_person(name: str) -> None:
    assert kind_of(name, ("The Gulf Ledger", "gulfledger.example")) != "person"


def bylines(content: str) -> list[tuple[str, str]]:
    """The bylines of a page, with their kinds."""
    return [(byline.name.value, byline.kind) for byline in html(content).bylines]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        # Metadata name the house, the line names a person.
        (page("<p class=byline>By Ana Cruz</p>", meta=authors("The Gulf Ledger")), [("Ana Cruz", "person")]),
        # One statement names all, another only the first.
        (
            page("<p class=byline>By Ana Cruz and Otieno Were</p>", meta=authors("Ana Cruz")),
            [("Ana Cruz", "person"), ("Otieno Were", "person")],
        ),
        # Metadata count the photographer among the authors.
        (
            page(
                "<p class=byline>By Ana Cruz</p><p class=byline>Photography by Otieno Were</p>",
                meta=authors("Ana Cruz", "Otieno Were"),
            ),
            [("Ana Cruz", "person")],
        ),
        # The cards of other stories stand over the headline.
        (
            page("<p class=byline>By Ana Cruz</p>", over="<div><p class=byline>By Otieno Were</p></div>"),
            [("Ana Cruz", "person")],
        ),
        # Where she works is no author.
        (page("", meta=authors("Ana Cruz | WKSU")), [("Ana Cruz", "person")]),
        (page("<p class=byline>Ana Cruz, Associated Press</p>"), [("Ana Cruz", "person")]),
        # A name beside the date that nothing marks.
        (page("<p class=date>Alice Were | Lake Writer | May 3, 2019</p>"), [("Alice Were", "person")]),
        # A site that is called by its author's name.
        (
            page("", meta=authors("Alice Were").replace("The Gulf Ledger", "")).replace(
                "The Gulf Ledger", "Alice Were"
            ),
            [("Alice Were", "person")],
        ),
        (page("", meta=authors("Reuters", kind="Organization")), [("Reuters", "agency")]),
        (page("<p class=byline>By Gulf Ledger Staff</p>"), [("Gulf Ledger Staff", "house")]),
    ],
)
def test_the_authors_are_those_who_wrote_it(content: str, expected: list[tuple[str, str]]) -> None:
    assert bylines(content) == expected


def test_names_that_lose_are_kept_with_their_evidence() -> None:
    article = html(page("<p class=byline>By Ana Cruz</p>", meta=authors("The Gulf Ledger")))
    assert [(name, said.value, said.source) for name, said in article.alternatives] == [
        ("bylines", "The Gulf Ledger", "json-ld")
    ]
    assert article.words(article.bylines[0].name.span) == "Ana Cruz"


def test_a_sentence_that_credits_a_picture_is_no_byline_where_authors_stand() -> None:
    credit = "Photo provided by Otieno Were."
    article = html(NEWS.replace('<div class="byline">', f'<div class="author">{credit}</div><div class="byline">'))
    assert words(article, "byline") == ["By Wanjiru Mboya"]
    assert [byline.name.value for byline in article.bylines] == ["Wanjiru Mboya"]
