from __future__ import annotations

import csv
import io
from typing import get_args

import pytest

from dateline.exports.rows import Kind, columns, csv_lines
from dateline.record import (
    Classification,
    Event,
    Genre,
    Place,
    PlaceReference,
    Reason,
    Record,
    Section,
    Setting,
    Span,
    TimeExpression,
    Victims,
)
from tests.exports.sample import rich_record
from tests.writing import written


def read_back(kind: Kind, *records: Record) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO("".join(csv_lines(records, kind)), newline="")))


@pytest.mark.parametrize("kind", [kind for kind in get_args(Kind) if kind != "sections"])
def test_every_finding_is_one_row_whose_words_stand_at_its_characters(kind: Kind) -> None:
    record = rich_record()
    rows = read_back(kind, record)
    assert [row["id"] for row in rows] == [finding.id for finding in getattr(record, kind)]
    for row in rows:
        assert record.text[int(row["start"]) : int(row["end"])] == row["words"]
        assert None not in row


@pytest.mark.parametrize("kind", get_args(Kind))
def test_without_findings_only_the_header_is_left(kind: Kind) -> None:
    assert [line.strip().split(",") for line in csv_lines([written("Rain.")], kind)] == [list(columns(kind))]


def test_words_with_commas_quotes_and_line_ends_come_back_as_they_were() -> None:
    record = written('a "b", \U0001f600\r\nc')
    whole = Span(0, len(record.text))
    time = TimeExpression(id="time-1", made_by="by-hand/1", span=whole, type="DATE", rule="r")
    [row] = read_back("times", record.with_annotations((time,)))
    assert (row["words"], row["value"], row["inferred"]) == (record.text, "", "no")


def test_a_demand_keeps_its_status() -> None:
    statuses = {row["words"]: row["status"] for row in read_back("events", rich_record())}
    assert statuses["compensate"] == "demanded"


def test_a_pronoun_is_given_with_the_name_it_stands_for() -> None:
    rows = {row["words"]: row for row in read_back("quotations", rich_record())}
    assert rows["Rome did not call"]["speaker"] == "Claudio Renner"
    assert rows["Rome did not call"]["speaker_words"] == "he"


def test_a_street_placed_by_the_city_that_holds_it_says_so() -> None:
    record = written("The police closed the Via Carducci.")
    city = Place(id="geonames:3165185", name="Trieste", latitude=45.65, longitude=13.77, type="city")
    span = Span(22, 34)
    street = PlaceReference(id="place-1", made_by="by-hand/1", span=span, place=city, via="container")
    [row] = read_back("places", record.with_annotations((street,)))
    assert (row["words"], row["name"], row["via"], row["stands_for"]) == ("Via Carducci", "Trieste", "container", "")


def test_degrees_keep_every_digit() -> None:
    record = written("It rained in Da Lat.")
    city = Place(id="geonames:1584071", name="Da Lat", latitude=11.94646, longitude=108.44193, type="city")
    toponym = PlaceReference(id="place-1", made_by="by-hand/1", span=Span(13, 19), place=city)
    [row] = read_back("places", record.with_annotations((toponym,)))
    assert (row["latitude"], row["longitude"]) == ("11.94646", "108.44193")


def test_means_and_victims_of_an_assault_stand_in_its_row() -> None:
    text = "Rebels killed at least 12 traders with rockets, the army said."
    army = Span(text.index("army"), text.index("army") + 4)
    counted = Span(text.index("at least"), text.index(" with"))
    rockets = Span(text.index("rockets"), text.index("rockets") + 7)
    event = Event(
        id="event-7-13",
        made_by="by-hand/1",
        type="ASSAULT",
        trigger=Span(7, 13),
        status="reported",
        instrument=rockets,
        victims=(Victims(span=counted, harm="killed", lowest=12, said_by=army),),
        evidence=(Span(0, len(text)),),
    )
    [row] = read_back("events", written(text).with_annotations((event,)))
    assert row["instrument"] == "rockets"
    assert row["victims"] == "killed: 12 or more (“at least 12 traders”), says army"


def test_each_voice_on_the_topics_is_one_row_with_the_words_that_show_it() -> None:
    desk = Section(code="15000000", name="sport", voice="desk", said="Fußball")
    text = Section(code="11000000", name="politics", voice="text", confidence=0.4, evidence=(Span(2, 6), Span(8, 11)))
    about = Classification(
        topics=("15000000",),
        sections=(desk, text),
        setting=Setting(country="FRA", home="GBR"),
        genre=Genre(name="opinion", reasons=(Reason(says="by hand"),)),
        made_by="by-hand/1",
    )
    first, second = read_back("sections", written("A goal; men.").with_classification(about))
    assert (first["voice"], first["said"], first["stands"], first["words"]) == ("desk", "Fußball", "yes", "")
    assert (second["words"], second["evidence"], second["stands"]) == ("goal; men", "goal | men", "no")
    assert (second["confidence"], second["genre"], second["abroad"]) == ("0.4", "opinion", "yes")
