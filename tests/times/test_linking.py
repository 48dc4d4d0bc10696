"""What one expression takes from another: ranges, stated ends, the day or the quarter named before."""

from __future__ import annotations

import pytest

from dateline.record import TimeExpression
from dateline.times import find_times, time_lexicon
from tests.writing import covered, written

ENGLISH = time_lexicon("en")
SATURDAY = "2016-12-10"


def found(text: str, published: str | None = SATURDAY) -> list[tuple[str, str | None]]:
    record = written(text, published=published)
    return [(covered(record, when), when.value) for when in find_times(record, ENGLISH)]


def expressions(text: str) -> tuple[list[TimeExpression], list[str]]:
    record = written(text, published=SATURDAY)
    times = find_times(record, ENGLISH)
    return times, [covered(record, when) for when in times]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("The fair runs from Friday to Monday.", ["2016-12-09", "2016-12-12"]),
        ("The pool is open Monday through Friday.", ["2016-12-05", "2016-12-09"]),
        ("The road was shut from Nov. 28 to Dec. 3.", ["2016-11-28", "2016-12-03"]),
        ("It was dry between March and June.", ["2016-03", "2016-06"]),
        ("She served from 2009 to 2010.", ["2009", "2010"]),
        ("She served 2009-2010 and 2011–12.", ["2009", "2010", "2011", "2012"]),
        ("It ran from 9 a.m. to 5 p.m. on Monday.", ["2016-12-05T09:00", "2016-12-05T17:00"]),
        ("They will meet on April 24 and 25.", ["2017-04-24", "2017-04-25"]),
    ],
)
def test_the_ends_of_a_range_are_linked(text: str, values: list[str]) -> None:
    assert [value for _, value in found(text)] == values


def test_the_end_of_a_range_names_its_start_as_the_anchor() -> None:
    (start, end), _ = expressions("The fair runs from Friday to Monday.")
    assert (end.anchor, end.anchor_span) == ("expression", start.span)


def test_each_pair_of_years_is_anchored_to_itself() -> None:
    times, _ = expressions("She served 2009-2010 and 2011–12.")
    assert [when.anchor_span for when in times] == [None, times[0].span, None, times[2].span]


@pytest.mark.parametrize(
    ("text", "value", "start", "end"),
    [
        ("Profit for the quarter ended Sept. 30 fell.", "2016-Q3", "2016-07-01", "2016-10-01"),
        ("Profit for the fiscal first quarter ended Sept. 30 fell.", "2016-Q1", "2016-07-01", "2016-10-01"),
        ("Profit for the six months ended Oct. 1 fell.", "P6M", "2016-04-02", "2016-10-02"),
        ("Profit for the fiscal year ended June 30, 2016, fell.", "P1Y", "2015-07-01", "2016-07-01"),
    ],
)
def test_a_stated_end_gives_the_days_of_a_span(text: str, value: str, start: str, end: str) -> None:
    (span, day), _ = expressions(text)
    assert (span.value, span.start, span.end) == (value, start, end)
    assert (span.anchor, span.anchor_span) == ("expression", day.span)


def test_a_companys_own_quarter_has_no_days_where_its_end_is_not_said() -> None:
    (quarter, earlier), _ = expressions("Sales rose in the fiscal second quarter from a year earlier.")
    assert (quarter.value, quarter.start, quarter.granularity) == ("2016-Q2", None, "quarter")
    assert (earlier.value, earlier.start, earlier.anchor_span) == ("2015-Q2", None, quarter.span)


def test_a_year_earlier_moves_the_days_that_a_quarter_has_by_its_stated_end() -> None:
    times, _ = expressions("Sales in the fiscal third quarter ended Oct. 31 rose from a year earlier.")
    assert (times[-1].value, times[-1].start, times[-1].end) == ("2015-Q3", "2015-08-01", "2015-11-01")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Profit fell in the third quarter from $40 million last year.", "2015-Q3"),
        ("Profit fell in the third quarter. For the quarter a year ago it rose.", "2015-Q3"),
        ("Profit fell in the third quarter after a good second quarter. A year earlier it rose.", "2015-Q3"),
        ("Profit fell in the third quarter. The firm was founded last year.", "2015"),
        ("Profit fell in the first nine months. In the year-earlier period it rose.", "P9M"),
    ],
)
def test_comparisons_are_with_the_quarter_that_the_report_is_about(text: str, value: str) -> None:
    assert found(text)[-1][1] == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("On Dec. 1 the dam broke. The next day, help came.", "2016-12-02"),
        ("On Dec. 1 the dam broke. Help came the next morning.", "2016-12-02TMO"),
        ("On Nov. 30 prices fell from the previous Friday.", "2016-11-25"),
        ("In 2012 he left. That year it closed.", "2012"),
        ("He left in October. The following month it closed.", "2016-11"),
    ],
)
def test_what_follows_is_counted_from_what_was_named(text: str, value: str) -> None:
    assert found(text)[-1][1] == value


@pytest.mark.parametrize("text", ["The next day, help came.", "In 1987 it sank. Help came the next morning."])
def test_a_day_after_no_named_day_is_unknown(text: str) -> None:
    assert found(text)[-1][1] is None
