"""The year of a date line that gives none."""

from __future__ import annotations

import msgspec
import pytest

from dateline.record import Record, TimeExpression
from dateline.times import find_times, time_lexicon
from tests.writing import covered, written

ENGLISH = time_lexicon("en")
OPEN = "LUND, Dec 10 – Crews appeared close to freeing the ferry on Saturday. It has run here since 2012."


def opening(
    text: str, *, published: str | None = None, dateline: str = "LUND, Dec 10 –", latest: int | None = None
) -> tuple[Record, TimeExpression, list[TimeExpression]]:
    record = written(text, published=published, dateline=dateline)
    times = find_times(record, ENGLISH, latest=latest)
    return record, times[0], times[1:]


def test_several_years_that_fit_stay_candidates_and_the_value_open() -> None:
    _, line, rest = opening(OPEN)
    assert line.value is None
    assert [(c.value, c.excluded) for c in line.candidates] == [
        ("2011-12-10", True),
        ("2016-12-10", False),
        ("2022-12-10", False),
    ]
    assert [when.value for when in rest] == [None, "2012"]


def test_the_words_that_speak_for_and_against_a_year_are_named() -> None:
    record, line, _ = opening(OPEN)
    out, kept, _ = line.candidates
    assert [(reason.says, record.article.words(reason.span), reason.against) for reason in out.reasons] == [
        ("2011-12-10 is a Saturday", "Saturday", False),
        ("the text tells of 'since 2012' as past", "since 2012", True),
    ]
    assert [record.article.words(reason.span) for reason in kept.reasons] == ["Saturday", "since 2012"]
    assert [reason.says for reason in line.reasons] == [
        "'Saturday' fits 2011, 2016, 2022",
        "'since 2012' rules out 2011",
    ]


def test_a_year_that_alone_is_left_is_the_value_marked_as_inferred_and_anchors_the_rest() -> None:
    text = OPEN.replace("2012", "2017") + "\n\nOn Thursday it rained."
    record, line, rest = opening(text)
    assert (line.value, line.inferred) == ("2022-12-10", True)
    assert [(covered(record, when), when.value, when.anchor) for when in rest] == [
        ("Saturday", "2022-12-10", "dateline"),
        ("2017", "2017", None),
        ("Thursday", "2022-12-08", "dateline"),
    ]
    assert rest[0].anchor_span == line.span


def test_a_publication_time_settles_the_year_without_inference() -> None:
    _, line, rest = opening(OPEN, published="2016-12-10")
    assert (line.value, line.inferred, line.candidates) == ("2016-12-10", False, ())
    assert [when.value for when in rest] == ["2016-12-10", "2012"]


def test_a_year_in_the_date_line_anchors_the_rest() -> None:
    _, line, rest = opening("LUND, Dec 10, 2016 – It sank on Thursday.", dateline="LUND, Dec 10, 2016 –")
    assert (line.value, line.inferred) == ("2016-12-10", False)
    assert (rest[0].value, rest[0].anchor) == ("2016-12-08", "dateline")


@pytest.mark.parametrize(
    "body",
    [
        "The ferry is stuck.",
        "The ferry will sail on Saturday.",
        "The ferry ran aground on Thursday, crews said on Saturday.",
        "The ferry is stuck.\n\nIt ran aground on Thursday.",
    ],
    ids=["none", "future", "two-in-the-lead", "only-further-down"],
)
def test_weekdays_that_may_be_another_day_decide_nothing(body: str) -> None:
    _, line, _ = opening(f"LUND, Dec 10 – {body}")
    assert (line.value, line.candidates) == (None, ())


def test_later_on_a_weekday_is_the_day_of_writing_wherever_it_stands() -> None:
    _, line, _ = opening("LUND, Dec 10 – The ferry is stuck.\n\nCrews meet later on Saturday.")
    assert [c.value[:4] for c in line.candidates] == ["2011", "2016", "2022"]


def test_the_last_year_can_be_handed_in() -> None:
    _, line, _ = opening(OPEN, latest=2020)
    assert line.value == "2016-12-10"
    assert [c.value[:4] for c in line.candidates] == ["2005", "2011", "2016"]


def test_the_29th_of_february_is_in_leap_years_only() -> None:
    _, line, _ = opening("LUND, Feb 29 – The ferry sank on Monday.", dateline="LUND, Feb 29 –")
    assert line.value == "2016-02-29"


def test_the_month_in_the_pages_address_settles_the_year() -> None:
    record = written(OPEN, dateline="LUND, Dec 10 –", url="https://outlet.example/2016/12/ferry")
    line = find_times(record, ENGLISH)[0]
    assert (line.value, line.inferred) == ("2016-12-10", True)
    assert [c.value for c in line.candidates if not c.excluded] == ["2016-12-10"]


def test_a_page_captured_before_a_candidate_rules_it_out() -> None:
    record = written(OPEN, dateline="LUND, Dec 10 –")
    captured = msgspec.structs.replace(record.page, fetched_at="2021-05-01T10:00:00Z")
    line = find_times(msgspec.structs.replace(record, page=captured), ENGLISH)[0]
    assert line.value == "2016-12-10"


def test_today_is_the_day_of_a_date_line_shortly_before_publication() -> None:
    _, line, rest = opening("LUND, Dec 10 – “It sails today,” she said on Saturday.", published="2016-12-11")
    assert line.value == "2016-12-10"
    assert [(when.value, when.anchor) for when in rest] == [("2016-12-10", "dateline"), ("2016-12-10", "publication")]


@pytest.mark.parametrize(
    ("line", "published", "value"),
    [
        ("LUND, Dec 31 –", "2017-01-01", "2016-12-31"),
        ("LUND, Jan 1 –", "2016-12-31", "2017-01-01"),
        ("LUND, Dec 10 –", "2016-12-09", "2016-12-10"),
        ("LUND, Feb 30 –", "2016-03-01", None),
    ],
)
def test_a_date_line_is_the_nearest_such_day_to_publication(line: str, published: str, value: str | None) -> None:
    record = written(f"{line} The ferry sank.", published=published, dateline=line)
    assert [when.value for when in find_times(record, ENGLISH)] == [value]


def test_a_german_date_line_works_the_same() -> None:
    text = "LUND, 10. Dez – Die Fähre lief am Samstag auf Grund. Sie fährt seit 2012."
    record = written(text, dateline="LUND, 10. Dez –")
    line, saturday, year = find_times(record, time_lexicon("de"))
    assert [c.value[:4] for c in line.candidates if not c.excluded] == ["2016", "2022"]
    assert [covered(record, when) for when in (line, saturday, year)] == ["10. Dez", "Samstag", "2012"]


def test_a_day_with_its_weekday_further_down_decides_the_year() -> None:
    text = "LUND, Dec 10 – The ferry is stuck.\n\nIt ran aground on Friday, Dec. 9, and has sailed since 2012."
    record, line, _ = opening(text, latest=2020)
    assert (line.value, line.inferred) == ("2016-12-10", True)
    assert [record.article.words(reason.span) for reason in line.reasons] == ["Friday, Dec. 9", "since 2012"]


def test_a_year_told_as_to_come_rules_out_later_ones() -> None:
    _, line, _ = opening(OPEN + " A bridge will open in 2018.")
    assert (line.value, line.inferred) == ("2016-12-10", True)
    [late] = [c for c in line.candidates if c.value.startswith("2022")]
    assert late.excluded
    assert "the text tells of '2018' as to come" in [reason.says for reason in late.reasons]
    assert any(reason.says == "'2018' rules out 2022" for reason in line.reasons)


@pytest.mark.parametrize(
    "said", ["A bridge would open in 2018.", "It had been expected in 2018.", "It ran until 2018."]
)
def test_a_year_that_was_once_ahead_rules_nothing_out(said: str) -> None:
    _, line, _ = opening(f"{OPEN} {said}")
    assert [c.value[:4] for c in line.candidates if not c.excluded] == ["2016", "2022"]


def test_a_holder_of_an_office_who_speaks_rules_out_years_out_of_office() -> None:
    record, line, _ = opening(OPEN + "\n\nChancellor Angela Merkel said the ferry was late.")
    assert (line.value, line.inferred) == ("2016-12-10", True)
    [late] = [c for c in line.candidates if c.value.startswith("2022")]
    assert late.excluded
    [reason] = [reason for reason in line.reasons if "office" in reason.says]
    assert reason.says == "'Chancellor Angela Merkel' was not in office in 2022"
    assert record.article.words(reason.span) == "Chancellor Angela Merkel"
