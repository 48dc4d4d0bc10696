"""Traps: impossible dates, numbers that are no times, far years, long and hostile texts."""

from __future__ import annotations

import time

import pytest

from dateline.times import TimeFinder, find_times, time_lexicon
from tests.writing import covered, written

FINDER = TimeFinder()


def found(text: str, published: str | None = "2016-12-10") -> list[tuple[str, str | None]]:
    record = written(text, published=published)
    return [(covered(record, when), when.value) for when in FINDER(record)]


@pytest.mark.parametrize(
    "text",
    [
        "It is dated Feb. 30, 2015.",
        "It is dated 31 April.",
        "It is dated 13/13/2013.",
        "It is dated 13/13/13.",
        "It is dated 2015-02-29.",
        "It is dated 2015-13-01.",
        "It is dated 00/00/0000.",
        "It is dated Feb. 29, 2015.",
        "They met at 25:61.",
        "They met at 13 p.m.",
        "It is dated Feb. 30.",
        "It is dated June 31, 2016.",
        "It is dated 2016-00-10T09:00:00Z.",
        "It is dated Friday the 31st of June.",
    ],
)
def test_a_day_that_the_calendar_does_not_have_gets_no_value(text: str) -> None:
    assert all(value is None or len(value) == 4 for _, value in found(text))


@pytest.mark.parametrize(
    "text",
    [
        "She lives at 10 December Street.",
        "The final score was 3-2.",
        "Ring 020 7946 0018 or 555-0199.",
        "Version 10.12.1 fixes it.",
        "Some 2012 people signed.",
        "It costs 1999 euros.",
        "It costs $2012 or €1999.",
        "Room 2012b is free.",
        "They sold 2,015 tickets.",
        "Flight 1914m is late.",
        "A 14-year-old girl won.",
        "She is 55 years old.",
        "The second man left.",
        "A quarter of them left.",
        "The fall of the wall surprised all.",
        "We may march.",
        "Sun Ltd and Sat Corp merged.",
        "Visit a.example/2012/12 now-here.",
        "The ratio is 10/12.",
        "He came 3rd.",
        "“Twelve hundred is a number,” she said.",
        "It saves 95 million a year.",
        "It was lost in a weekend sale.",
        "Adults aged 55 years took part.",
        "See Vaccine. 2013;31:5339.",
        "She is the Coach of the Year.",
        "It was written in 1437 AH.",
        "It was signed on 14 Rajab 1437.",
        "It fell on 5 Tishrei 5777.",
        "It opened in Heisei 28.",
        "It was built in 2559 B.E. by the king.",
    ],
)
def test_what_only_looks_like_a_time_is_left_alone(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It was founded in 300 BC.", "BC0300"),
        ("It was founded in AD 79.", "0079"),
        ("It was founded on 1 January 0001.", "0001-01-01"),
        ("It ends on December 31, 9999.", "9999-12-31"),
        ("It ends at midnight on December 31, 9999.", "9999-12-31T24:00"),
    ],
)
def test_far_years_have_values_without_an_overflow(text: str, value: str) -> None:
    assert value in [found_value for _, found_value in found(text)]


@pytest.mark.parametrize("published", ["0001-01-01", "0001-12-31", "9999-12-31", "2999-01-01"])
def test_publication_at_the_ends_of_the_calendar_or_in_the_future_does_no_harm(published: str) -> None:
    text = "Last year, next year, two centuries ago, yesterday, tomorrow, on Monday, in May, at Easter, next decade."
    for words, value in found(text, published):
        assert words
        assert value is None or value[0].isdigit()


def test_without_any_date_relative_expressions_have_no_value() -> None:
    text = "Yesterday, last week, two years ago, on Monday, in May, the third quarter, at noon, this summer, that day."
    assert [value for _, value in found(text, None)] == [None] * 9


def test_a_numeric_date_that_reads_both_ways_is_left_open_and_one_that_does_not_is_read() -> None:
    assert ("04/04/2014", "2014-04-04") in found("It is due 04/04/2014.")
    assert ("25/12/2014", "2014-12-25") in found("It is due 25/12/2014.")
    assert ("12/25/2014", "2014-12-25") in found("It is due 12/25/2014.")
    assert found("It is due 03/04/2014.") == [("03/04/2014", None)]


def test_both_readings_of_an_ambiguous_numeric_date_are_candidates() -> None:
    [when] = find_times(written("It is due 03/04/2014.", published="2014-02-01"), time_lexicon("en"))
    assert [candidate.value for candidate in when.candidates] == ["2014-03-04", "2014-04-03"]
    assert when.start is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It was signed 12/25/98.", [("12/25/98", "1998-12-25")]),
        ("It was signed 25/12/12.", [("25/12/12", "2012-12-25")]),
        ("It was signed 03/04/98.", [("03/04/98", None)]),
        ("Taken on 27.03.15 in the old town.", [("27.03.15", "2015-03-27")]),
        ("Version 27.3.15 of the map came out.", []),
    ],
)
def test_a_two_digit_year_is_read_where_only_one_order_is_a_day(
    text: str, expected: list[tuple[str, str | None]]
) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "unit",
    [
        "on Monday, Dec. 10, 2012 at 9:30 p.m. ",
        "12 ",
        "1/2/",
        "two hundred and ",
        "the end of ",
        "last ",
        "a ",
        "’ ",
        "\n",
    ],
)
def test_the_time_taken_grows_with_the_length_and_no_faster(unit: str) -> None:
    def seconds(times: int) -> float:
        record = written(unit * times, published="2016-12-10")
        begin = time.process_time()
        FINDER(record)
        return time.process_time() - begin

    seconds(100)
    small, large = seconds(500), seconds(4_000)
    assert large < 40 * small + 0.5


def test_fifty_thousand_words_are_read() -> None:
    text = (
        "The council met on Tuesday and nothing else of note was said by anybody there about the old bridge. " * 2_632
    )
    assert found(text) == [("Tuesday", "2016-12-06")] * 2_632
