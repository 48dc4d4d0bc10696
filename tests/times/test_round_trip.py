"""A day said in English comes back as that day: every day over forty years, weeks, quarters."""

from __future__ import annotations

import datetime

import pytest

from dateline.times import TimeFinder, find_times, time_lexicon
from dateline.times.days import easter, holiday, interval
from tests.writing import written

FINDER = TimeFinder()
FORTY_YEARS = [datetime.date(1990, 1, 1) + datetime.timedelta(days=count) for count in range(14_610)]
WAYS = ["%B %-d, %Y", "%-d %B %Y", "%b. %-d, %Y", "%A, %B %-d, %Y", "%Y-%m-%d", "the %-dth of %B %Y"]


def values(text: str, published: str | None = None) -> list[str | None]:
    return [when.value for when in FINDER(written(text, published=published))]


@pytest.mark.parametrize("way", range(len(WAYS)), ids=WAYS)
def test_every_day_over_forty_years_comes_back(way: int) -> None:
    days = FORTY_YEARS[way :: len(WAYS)]
    text = "\n\n".join(f"It was signed on {day.strftime(WAYS[way])} in Lund." for day in days)
    assert values(text) == [day.isoformat() for day in days]


def test_every_weekday_name_within_a_week_of_any_day_comes_back() -> None:
    for day in FORTY_YEARS[::197]:
        for back in range(7):
            meant = day - datetime.timedelta(days=back)
            assert values(f"It was signed on {meant:%A}.", day.isoformat()) == [meant.isoformat()]


def test_last_and_next_week_are_iso_weeks_over_the_turn_of_the_year() -> None:
    for day in FORTY_YEARS[::41]:
        for words, shift in (("last week", -7), ("this week", 0), ("next week", 7)):
            year, week, _ = (day + datetime.timedelta(days=shift)).isocalendar()
            assert values(f"It closes {words}.", day.isoformat()) == [f"{year}-W{week:02}"]


@pytest.mark.parametrize("quarter", ["first", "second", "third", "fourth"])
def test_quarters_come_back(quarter: str) -> None:
    number = ["first", "second", "third", "fourth"].index(quarter) + 1
    assert values(f"It grew in the {quarter} quarter of 2011.") == [f"2011-Q{number}"]


@pytest.mark.parametrize(
    ("value", "start", "end"),
    [
        ("2016-02-29", "2016-02-29", "2016-03-01"),
        ("2016-12", "2016-12-01", "2017-01-01"),
        ("2016", "2016-01-01", "2017-01-01"),
        ("199", "1990-01-01", "2000-01-01"),
        ("19", "1900-01-01", "2000-01-01"),
        ("2016-Q4", "2016-10-01", "2017-01-01"),
        ("2016-H1", "2016-01-01", "2016-07-01"),
        ("2015-W53", "2015-12-28", "2016-01-04"),
        ("2016-W49-WE", "2016-12-10", "2016-12-12"),
        ("2016-SU", "2016-06-01", "2016-09-01"),
        ("2016-12-10TNI", "2016-12-10T18:00", "2016-12-11T06:00"),
        ("2016-12-10T09:30", "2016-12-10T09:30", "2016-12-10T09:31"),
        ("2016-12-10T24:00", "2016-12-11T00:00", "2016-12-11T00:01"),
    ],
)
def test_a_value_covers_a_half_open_interval(value: str, start: str, end: str) -> None:
    assert interval(value)[0] == (start, end)


@pytest.mark.parametrize(
    "value", ["2016-02-30", "2015-W60", "0000", "PRESENT_REF", "P2W", "XXXX-WXX-1", "9999-12-31", ""]
)
def test_values_that_lie_nowhere_on_the_calendar_have_no_interval(value: str) -> None:
    assert interval(value) == (None, None)


@pytest.mark.parametrize(
    ("year", "day"), [(1818, "03-22"), (1961, "04-02"), (2000, "04-23"), (2024, "03-31"), (2038, "04-25")]
)
def test_easter_is_on_its_day(year: int, day: str) -> None:
    assert easter(year).isoformat() == f"{year}-{day}"


def test_holidays_that_move_are_on_their_day() -> None:
    assert [str(holiday(rule, 2016)) for rule in ("11-4-4", "05-L-1", "11-E", "easter-2")] == [
        "2016-11-24",
        "2016-05-30",
        "2016-11-08",
        "2016-03-25",
    ]


def test_a_pair_shares_what_is_said_once_and_names_where_it_is_from() -> None:
    record = written("It ran on April 24 and 25, 2016.")
    first, second = find_times(record, time_lexicon("en"))
    assert (first.value, second.value) == ("2016-04-24", "2016-04-25")
    assert (second.anchor, second.anchor_span) == ("expression", first.span)
