from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.article.credits import find_credits
from dateline.record import Article, Span
from dateline.typesetting.wording import agency_copy_in_words
from tests.article.pages import HEADLINE, plain

LEAD = (
    "KISUMU, May 3 – Fishermen on the Kenyan shore of Lake Victoria agreed on Friday to keep their nets out of the "
    "water for three months, officials said, after catches fell by half."
)
BODY = (
    (
        "“We would rather be hungry in June than for ever,” Achieng Odera, who speaks for the boat owners of "
        "Dunga Beach, told reporters where the deal was signed before a crowd of about two hundred people "
        "from both sides of the gulf."
    ),
    (
        "The county governor did not immediately respond to a request for comment, and the U.S. development "
        "office, which pays for the patrols, said on Saturday that its part of the money would be paid out by"
        " the end of the month."
    ),
    (
        "The county will pay each registered crew a small sum every week, and patrols by the fisheries office"
        " will begin on Monday at the mouth of the Winam Gulf, where most of the small perch are caught."
    ),
)
HOUSE = (
    (
        "I went out with the crews of Dunga Beach before the sun was up, and we saw no perch at all. You "
        "would not think that a lake of this size could be so empty, would you?"
    ),
    (
        "Mr. Odera, who has owned boats here for thirty years, laughed when I asked him what his crews would "
        "do until August, and then he didn't laugh any more, because he doesn't know either."
    ),
)


def article(*paragraphs: str, byline: str = "") -> Article:
    """The article of a scraped text."""
    return plain("\n\n".join((HEADLINE, *([byline] if byline else []), *paragraphs)))


def test_signs_of_agency_copy_are_graded_and_each_has_its_words() -> None:
    found = article(LEAD, *BODY, byline="By Gulf Ledger Staff")
    assert found.agency_credit is None
    assert found.agency_copy is not None
    assert found.agency_copy.grade == "strong signs"
    words = {sign.says: found.words(sign.span) for sign in found.agency_copy.signs}
    assert words["opens with a place and a day, and names no agency"] == "KISUMU, May 3 –"
    assert words["names a weekday in the first paragraph"] == "Friday"
    assert words["quotes what was told to reporters"] == "told reporters"
    assert words["notes who gave no comment"] == "did not immediately respond"
    assert "names no reporter, but Gulf Ledger Staff" in words
    points = [sign.points for sign in found.agency_copy.signs]
    assert points == sorted(points, reverse=True)


@pytest.mark.parametrize(
    "found",
    [
        article(LEAD.replace("May 3 –", "May 3 (Lakeside Wire) –"), *BODY),
        article(LEAD, *BODY, byline="By Reuters"),
        article(LEAD, *BODY, "(Reporting by Ana Cruz for Reuters; Editing by Otieno Were)"),
        article(LEAD, *BODY, "© 2019 Associated Press. All rights reserved."),
    ],
    ids=["dateline", "byline", "credit-line", "copyright"],
)
def test_a_page_that_credits_an_agency_has_no_signs(found: Article) -> None:
    assert found.agency_credit is not None
    assert found.agency_copy is None


def test_a_reporter_s_own_piece_has_too_few_signs() -> None:
    assert article(*HOUSE, *HOUSE, byline="By Ana Cruz").agency_copy is None


def test_signs_against_are_kept_beside_those_for_it() -> None:
    found = article(LEAD, *BODY, "What the crews will do until August is anybody's guess: will they wait at home?")
    assert found.agency_copy is not None
    assert [sign.says for sign in found.agency_copy.signs if sign.points < 0] == ["asks a question"]


def test_the_signs_are_never_told_as_a_fact() -> None:
    told = agency_copy_in_words(article(LEAD, *BODY))
    assert told is not None
    assert told.startswith("may be agency copy, by strong signs and no proof: opens with a place and a day")
    assert "(“KISUMU, May 3 –”)" in told


@pytest.mark.parametrize(
    ("line", "clauses"),
    [
        (
            "(Reporting by Ana Cruz in Kisumu and Otieno Were; Writing by Grete Lindner; Editing by Karl Brandt)",
            [
                ("reporting", ["Ana Cruz", "Otieno Were"]),
                ("writing", ["Grete Lindner"]),
                ("editing", ["Karl Brandt"]),
            ],
        ),
        ("— With files from Reuters", [("material", ["Reuters"])]),
        ("The deal holds until August. (Reporting by Ana Cruz)", [("reporting", ["Ana Cruz"])]),
        ("Years of reporting by Ana Cruz led to the deal.", []),
        ("", []),
    ],
)
def test_credit_lines_are_read_into_clauses(line: str, clauses: list[tuple[str, list[str]]]) -> None:
    spans = [Span(0, len(line))] if line else []
    found = find_credits(line, spans, ())
    assert [(clause.part, [byline.name.value for byline in clause.names]) for clause in found] == clauses
    for clause in found:
        for byline in clause.names:
            assert byline.name.span is not None
            assert byline.name.span.of(line) == byline.name.value


def test_those_who_reported_are_the_authors_where_no_byline_names_any() -> None:
    found = article(LEAD, *BODY, "Reporting by Ana Cruz; Editing by Karl Brandt")
    assert [byline.name.value for byline in found.bylines] == ["Ana Cruz"]
    assert [clause.part for clause in found.credits] == ["reporting", "editing"]


@given(st.text(max_size=300))
def test_any_last_line_gives_clauses_inside_it(line: str) -> None:
    for clause in find_credits(line, [Span(0, len(line))] if line else [], ()):
        assert clause.span.of(line)


@given(st.text(max_size=300))
def test_signs_stand_inside_any_text(line: str) -> None:
    found = article(LEAD, *BODY, line)
    for sign in found.agency_copy.signs if found.agency_copy is not None else ():
        assert sign.span is None or sign.span.end <= len(found.text)
