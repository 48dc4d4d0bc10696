"""What is found, what it means on the calendar, and what only looks like a time."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from dateline.errors import InputError, LexiconError
from dateline.record import PublicationTime, TimeExpression
from dateline.times import TimeFinder, find_times, time_lexicon
from tests.writing import covered, written

ENGLISH = time_lexicon("en")
SATURDAY = "2016-12-10"


def found(text: str, published: str | None = SATURDAY) -> list[tuple[str, str | None]]:
    record = written(text, published=published)
    return [(covered(record, when), when.value) for when in find_times(record, ENGLISH)]


def test_weekday_without_a_date_means_the_last_one_before_publication() -> None:
    record = written("Talks collapsed on Tuesday.", published="2024-05-03")
    [when] = find_times(record, ENGLISH)
    assert covered(record, when) == "Tuesday"
    assert when.value == "2024-04-30"
    assert (when.start, when.end) == ("2024-04-30", "2024-05-01")
    assert (when.type, when.granularity, when.anchor) == ("DATE", "day", "publication")


def test_the_weekday_of_publication_means_that_day() -> None:
    assert found("The bridge reopened on Saturday.") == [("Saturday", "2016-12-10")]


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("The mayor said today that it was over.", "today", "2016-12-10"),
        ("“We meet today,” she said.", "today", "2016-12-10"),
        ("It rained yesterday.", "yesterday", "2016-12-09"),
        ("The rebels have held it since 2012.", "2012", "2012"),
        ("They have gained ground in the last two weeks.", "the last two weeks", "P2W"),
        ("It was signed on Dec. 9, 2016, in Lund.", "Dec. 9, 2016", "2016-12-09"),
        ("It was signed on 9 December 2016 in Lund.", "9 December 2016", "2016-12-09"),
        ("It was signed on the 9th of December in Lund.", "the 9th of December", "2016-12-09"),
        ("Prices fell last week.", "last week", "2016-W48"),
        ("Prices fell last month.", "last month", "2016-11"),
        ("Prices fell last year.", "last year", "2015"),
        ("It opened in early 2014.", "early 2014", "2014"),
        ("The 1990s were quiet.", "The 1990s", "199"),
    ],
)
def test_plain_expressions_have_their_value(text: str, words: str, value: str) -> None:
    assert found(text) == [(words, value)]


@pytest.mark.parametrize(
    "text",
    [
        "2012 people came.",
        "The team won 3-2.",
        "Call 555-2012 or 0171 2012 2013.",
        "She paid $2012 for it.",
        "Version 2.10.2012b is out.",
        "The fall of the city stunned them.",
        "It may rain.",
        "They march on the capital.",
        "It seats more than 2,000.",
    ],
)
def test_numbers_and_words_that_are_no_times_are_left_alone(text: str) -> None:
    assert found(text) == []


def test_without_a_publication_time_only_what_is_said_in_full_has_a_value() -> None:
    assert found("Since 2012 it has been shut; on Tuesday it opened.", None) == [("2012", "2012"), ("Tuesday", None)]


def test_the_day_of_publication_is_that_of_the_publishers_zone() -> None:
    record = written("It happened today.")
    published = PublicationTime(
        value="2016-12-10T23:30:00+00:00", precision="second", source="given", raw="", zone="Asia/Tokyo"
    )
    record = replace(record, article=replace(record.article, published=published))
    [when] = find_times(record, ENGLISH)
    assert when.value == "2016-12-11"


def test_a_publication_time_that_is_no_day_is_refused_by_name() -> None:
    record = written("It happened today.", published="2016-02-30")
    with pytest.raises(InputError, match="2016-02-30"):
        find_times(record, ENGLISH)


def test_a_language_without_a_lexicon_is_refused() -> None:
    with pytest.raises(LexiconError, match="tlh"):
        TimeFinder(["tlh"])


def test_the_finder_is_an_annotator_that_needs_nothing() -> None:
    finder = TimeFinder()
    assert (finder.needs, finder.makes) == (frozenset(), frozenset({TimeExpression}))
    record = written("It rained yesterday.", published=SATURDAY)
    [when] = finder(record)
    assert when.made_by == finder.name
    assert when.id == "time-10-19"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It was signed on Tuesday.", "2016-12-06"),
        ("She told reporters Tuesday.", "2016-12-06"),
        ("They will meet on Tuesday.", "2016-12-13"),
        ("Talks are scheduled for Monday.", "2016-12-12"),
        ("The bill is due on Friday.", "2016-12-16"),
        ("The city declared a day of mourning for Thursday.", "2016-12-15"),
        ("She left in October.", "2016-10"),
        ("It led to an indictment on March 30.", "2016-03-30"),
        ("The fair opens in April.", "2017-04"),
        ("The deadline is January 14.", "2017-01-14"),
        ("Voting will begin in March.", "2017-03"),
        ("They met last Tuesday.", "2016-12-06"),
        ("They meet next Tuesday.", "2016-12-13"),
        ("It snowed at Christmas.", "2016-12-25"),
        ("It was quiet at Thanksgiving.", "2016-11-24"),
    ],
)
def test_a_bare_name_points_the_way_its_sentence_does(text: str, value: str) -> None:
    assert [when for _, when in found(text)][-1] == value


def test_a_time_of_day_belongs_to_the_day_named_before_it_and_midnight_to_the_day_it_ends() -> None:
    text = "Red from 7 p.m. on Friday until midnight. High water is at 10.31 p.m."
    assert [value for _, value in found(text)] == ["2016-12-09T19:00", "2016-12-09T24:00", "2016-12-09T22:31"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Later yesterday the dam gave way.", [("Later yesterday", "2016-12-09")]),
        ("The pier opens later this month.", [("later this month", "2016-12")]),
        ("She fell ill last Oct. 23 at sea.", [("last Oct. 23", "2016-10-23")]),
        ("The ferry sailed at 4 in the morning.", [("4 in the morning", "2016-12-10T04:00")]),
        ("They wept after several quarters of losses.", [("several quarters", "PXQ")]),
        ("Sales fell in the past two quarters.", [("the past two quarters", "P2Q")]),
        (
            "The tower fell at 10:35 a.m. (0735 GMT) Friday.",
            [("10:35 a.m. (0735 GMT) Friday", "2016-12-09T10:35")],
        ),
    ],
)
def test_words_around_a_time_are_taken_with_it(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    ["The mayor, in his 30s, smiled.", 'He spoke on "60 Minutes" in English.', "The two met at high noon."],
)
def test_ages_titles_and_idioms_are_no_times(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The chair succeeds Mr. Orvane effective Feb. 1.", "2017-02-01"),
        ("The vote was postponed until Tuesday.", "2016-12-13"),
        ("Profit fell in the year ended March 31.", "2016-03-31"),
        ("Nobody explained the Jan. 14 deadline.", "2017-01-14"),
    ],
)
def test_effects_deadlines_and_ended_years_tell_the_direction(text: str, value: str) -> None:
    assert found(text)[-1][1] == value


def test_an_age_in_german_is_no_duration() -> None:
    german = time_lexicon("de")
    assert find_times(written("Das Kind ist 14 Jahre alt.", published=SATURDAY), german) == []


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("The mill closed two weeks ago today.", "two weeks ago today", "2016-11-26"),
        ("The mill closed two weeks ago Tuesday.", "two weeks ago Tuesday", "2016-11-22"),
        ("It was ten years ago this month.", "ten years ago this month", "2006-12"),
        ("Prices fell late last month.", "late last month", "2016-11"),
        ("The ferry sank early Saturday.", "early Saturday", "2016-12-10"),
        ("The siren went at 0900 GMT on Friday.", "0900 GMT on Friday", "2016-12-09T09:00"),
        ("The hearing is at 2:30 p.m. EST on Friday, Dec. 9.", "2:30 p.m. EST on Friday, Dec. 9", "2016-12-09T14:30"),
        ("It ended at a quarter to five.", "a quarter to five", "2016-12-10T04:45"),
        ("He came at 1130pm.", "1130pm", "2016-12-10T23:30"),
        ("It is dated 2016-12-05T10:00:00Z.", "2016-12-05T10:00:00Z", "2016-12-05T10:00:00"),
        ("It was Friday the 9th.", "Friday the 9th", "2016-12-09"),
        ("The noughties were quiet.", "The noughties", "200"),
        ("It froze in the winter of 2014-15.", "the winter of 2014-15", "2014-WI"),
        ("It opens the week of March 6.", "the week of March 6", "2017-W10"),
        ("They were poor in the first two quarters of 1990.", "the first two quarters of 1990", "1990-H1"),
        ("Sales rose in fiscal 2015.", "fiscal 2015", "2015"),
        ("It will close by year-end.", "year-end", "2016"),
        ("They rested the whole day.", "the whole day", "P1D"),
        ("Rents rose in each of the last three years.", "each of the last three years", "P1Y"),
        ("Over the years it sank.", "the years", "PXY"),
        ("It was a day-long meeting.", "day-long", "P1D"),
        ("The city will one day fall.", "one day", "FUTURE_REF"),
        ("It closed in March.", "March", "2016-03"),
        ("The March vote was close.", "March", "2016-03"),
        ("It shaped post-1990 politics.", "1990", "1990"),
        ("Shops were full on Black Friday.", "Black Friday", "2016-11-25"),
        ("Shops were full on Cyber Monday 2015.", "Cyber Monday 2015", "2015-11-30"),
        ("They trained at 3:30 Monday afternoon.", "3:30 Monday afternoon", "2016-12-05T15:30"),
        ("It burned last November.", "last November", "2015-11"),
        ("It burned last October.", "last October", "2016-10"),
        ("It has been shut since January.", "January", "2016-01"),
        ("She left in January.", "January", "2016-01"),
        ("The mayor said the bridge would reopen in February.", "February", "2017-02"),
        ("Until Thursday, they had not met.", "Thursday", "2016-12-08"),
        ("On Tuesday, the council plans to vote.", "Tuesday", "2016-12-13"),
        ("She will be named captain of the ship for a trip in May.", "May", "2017-05"),
    ],
)
def test_more_expressions_have_their_value(text: str, words: str, value: str) -> None:
    assert found(text) == [(words, value)]


@pytest.mark.parametrize(
    "text",
    [
        "It is hard in today's world.",
        "They are the people of tomorrow.",
        "She reads Lund Today.",
        "The car does 60 miles per hour.",
        "They are open 24 hours a day.",
        "Their 6-month-old son slept.",
        "Revenue in quarter-to-quarter terms was flat.",
        "They came as soon as they could.",
        "It soon became clear.",
        "She writes for the Daily Courier.",
        "He starred in The Fall for them.",
        "Lena Orvane Tonight is a show.",
        "It drew 175.5 million hours of viewing.",
        "It is hard in this day and age.",
    ],
)
def test_ages_of_the_world_names_and_measures_are_no_times(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("feast", ["Ramadan", "Hanukkah", "Diwali", "Lunar New Year", "Passover"])
def test_feasts_of_a_lunar_calendar_are_seen_and_have_no_day(feast: str) -> None:
    assert found(f"It closed during {feast} celebrations.") == [(feast, None)]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Am Montag trafen sie sich; am Dienstagabend regnete es.", ["2016-12-05", "2016-12-06TEV"]),
        ("Morgen wird gewählt; am Morgen fiel Schnee.", ["2016-12-11"]),
        ("Am Freitag wird der Rat tagen.", ["2016-12-16"]),
        ("Es geschah in der Nacht auf Freitag.", ["2016-12-08TNI"]),
        ("In den 1990er Jahren und im 20. Jahrhundert war es so.", ["199", "19"]),
        ("Das ging vom 10. bis 12. Oktober.", ["2016-10-10", "2016-10-12"]),
        ("Es schloss um 18.15 Uhr am Sonntag.", ["2016-12-04T18:15"]),
        ("Es dauerte anderthalb Jahre.", ["P1Y6M"]),
        ("Vorgestern, gestern, heute und übermorgen.", ["2016-12-08", "2016-12-09", "2016-12-10", "2016-12-12"]),
        ("Am nächsten Tag brannte es.", [None]),
        ("Das war am Mittwochmorgen, den 7. Dezember, so.", ["2016-12-07TMO"]),
        ("Das war am 27. Juni dieses Jahres.", ["2016-06-27"]),
        ("Am morgigen Sonntag ist Markt.", ["2016-12-11"]),
        ("Sie werden beschuldigt, im Mai gestohlen zu haben.", ["2016-05"]),
        ("Die heute 46-jährige Frau kam um 10:14 Uhr MEZ.", ["2016-12-10T10:14"]),
        ("Für kommenden Montag, den 12. Dezember, ist es angesetzt.", ["2016-12-12"]),
        ("Es war im Mai kalt und im vergangenen Jahr warm.", ["2016-05", "2015"]),
    ],
)
def test_german_expressions_have_their_value(text: str, values: list[str | None]) -> None:
    record = written(text, published=SATURDAY)
    assert [when.value for when in find_times(record, time_lexicon("de"))] == values
