"""Titles with names, and when they are true."""

from __future__ import annotations

from datetime import date

import pytest

from dateline.resources.offices import titled_names

BEFORE, DURING, AFTER = date(2004, 5, 1), date(2016, 12, 10), date(2022, 12, 10)


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        pytest.param("The ferry was named by German Chancellor Angela Merkel.", (False, True, True), id="named"),
        pytest.param("Chancellor Angela Merkel said the ferry was late.", (False, True, False), id="speaks"),
        pytest.param("Chancellor Angela Merkel said in 2009 that it was late.", (False, True, True), id="spoke-then"),
        pytest.param("Chancellor Angela Merkel urged patience.", (False, True, False), id="urges"),
    ],
)
def test_a_title_is_true_from_the_first_term_on_and_where_its_holder_speaks_in_one(
    text: str, allowed: tuple[bool, ...]
) -> None:
    (titled,) = titled_names(text)
    assert text[titled.start : titled.end] == "Chancellor Angela Merkel"
    assert tuple(titled.allows(day) for day in (BEFORE, DURING, AFTER)) == allowed


def test_several_terms_of_one_office_have_a_gap_between() -> None:
    (titled,) = titled_names("President Vladimir Putin said the port was open.")
    assert [titled.allows(date(year, 6, 1)) for year in (1998, 2004, 2010, 2016)] == [False, True, False, True]


@pytest.mark.parametrize(
    "text",
    [
        "Former Chancellor Angela Merkel said so.",
        "Vice President Barack Obama said so.",
        "Angela Merkel said so.",
        "Chancellor Merkel said so.",
        "The chancellor\nAngela Merkel",
        "Chancellor Angela Merkelova said so.",
        "",
        "Chancellor",
    ],
)
def test_other_titles_and_bare_names_tell_nothing(text: str) -> None:
    assert list(titled_names(text)) == []


def test_every_term_in_the_table_begins_before_it_ends() -> None:
    from dateline.resources.offices import _holders

    terms = [
        term for names in _holders().values() for _, offices in names for each in offices.values() for term in each
    ]
    assert len(terms) > 500
    assert all(term.end is None or term.start <= term.end for term in terms)
