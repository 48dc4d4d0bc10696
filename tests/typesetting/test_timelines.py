"""A line of times: what is named, where it lies, what was worked out."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser, LexborNode

from dateline.record import Record, Span, TimeExpression
from dateline.typesetting.timelines import MOST_TIMES, time_line
from tests.writing import written


def timed(text: str, *times: tuple[str, str | None, str | None, bool], published: str | None = "2024-03-13") -> Record:
    """A record whose expressions have these words, first moment, end, and whether they were worked out."""
    record = written(text, published=published)
    found = []
    for words, start, end, inferred in times:
        at = text.index(words)
        found.append(
            TimeExpression(
                id=f"time-{at}", made_by="by-hand/1", span=Span(at, at + len(words)), type="DATE",
                value=start and start[:10], start=start, end=end, rule="by hand", inferred=inferred,
            )
        )  # fmt: skip
    return record.with_annotations(found)


def drawn(record: Record) -> LexborHTMLParser:
    return LexborHTMLParser(str(time_line(record)))


def one(line: LexborHTMLParser, selector: str) -> LexborNode:
    [found] = line.css(selector)
    return found


def test_no_dated_words_give_no_line() -> None:
    assert time_line(timed("It rained for years.", ("for years", None, None, False))) == ""


def test_days_stand_in_their_order_with_their_words() -> None:
    record = timed(
        "On Friday they will vote; on Monday they met.",
        ("Friday", "2024-03-15", "2024-03-16", False),
        ("Monday", "2024-03-11", "2024-03-12", False),
    )
    line = drawn(record)
    places = {node.text(): float(node.attributes["x"] or "") for node in line.css("text:not(.step)")}
    published = float((one(line, ".published").attributes["d"] or "")[1:].split()[0])
    assert places["Monday"] < published < places["Friday"]


def test_what_was_worked_out_is_hollow_and_the_caption_says_so() -> None:
    record = timed("On Monday they met.", ("Monday", "2024-03-11", "2024-03-12", True))
    line = drawn(record)
    assert len(line.css("circle.worked-out")) == 1
    assert not line.css(".stated")
    assert "Hollow marks were worked out." in one(line, "figcaption").text()


def test_a_half_open_interval_ends_the_day_before() -> None:
    record = timed("In January they met.", ("January", "2024-01-01", "2024-02-01", False))
    [bar] = drawn(record).css("rect")
    week = timed("In January they met.", ("January", "2024-01-01", "2024-02-01T06:00", False))
    [longer] = drawn(week).css("rect")
    assert float(longer.attributes["width"] or "") > float(bar.attributes["width"] or "")


def test_expressions_of_one_day_share_a_place() -> None:
    record = timed(
        "On Monday, March 11, they met.",
        ("Monday", "2024-03-11", "2024-03-12", False),
        ("March 11", "2024-03-11T00:00", "2024-03-12T00:00", True),
    )
    line = drawn(record)
    assert len(line.css("circle.stated")) == 1
    assert [node.text() for node in line.css("text:not(.step)")] == ["Monday, March 11"]


def test_without_publication_no_stroke_is_drawn() -> None:
    line = drawn(timed("On Monday they met.", ("Monday", "2024-03-11", "2024-03-12", False), published=None))
    assert not line.css(".published")
    assert "the last day named" in one(line, "figcaption").text()


def test_years_that_no_calendar_has_are_left_out_and_far_ones_stay_on_the_line() -> None:
    record = timed(
        "In 44 BC, in 1066 and in 9999.",
        ("44 BC", "-0044-01-01", "-0043-01-01", False),
        ("1066", "1066-01-01", "1067-01-01", False),
        ("9999", "9999-01-01", "10000-01-01", False),
    )
    line = drawn(record)
    assert [node.text() for node in line.css("text:not(.step)")] == ["1066", "9999"]
    assert all(0 < float(node.attributes["cx"] or "") < 360 for node in line.css("circle"))


def test_a_page_of_a_thousand_dates_is_bounded_and_those_who_do_not_see_it_are_told() -> None:
    words = " ".join(f"y{year}z" for year in range(1000, 2000))
    record = timed(words, *((f"y{y}z", f"{y}-01-01", f"{y + 1}-01-01", False) for y in range(1000, 2000)))
    line = drawn(record)
    assert len(line.css("circle, rect")) == MOST_TIMES
    assert "y1000z" in one(line, "desc").text()
    assert len(str(time_line(record))) < 60_000
