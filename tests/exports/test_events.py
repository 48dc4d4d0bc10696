"""Events in the formats of event coders: every row leads to its words, and what was not done says so."""

from __future__ import annotations

import csv
import io
import json
from typing import Any, get_args

import pytest

from dateline.exports import cameo_lines, plover_lines
from dateline.exports.coding import AUXILIARY, cameo, code_of, quad_class, score
from dateline.exports.formats import FORMATS, Options
from dateline.exports.rows import Kind
from dateline.record import Event, EventStatus, EventType, Participant, PublicationTime, Record, Span
from dateline.resources.tables import read_table
from dateline.typesetting import wording
from tests.exports.sample import rich_record
from tests.writing import written


def objects(record: Record) -> list[dict[str, Any]]:
    return [json.loads(line) for line in plover_lines([record])]


def rows(record: Record, *, only_actual: bool = True) -> list[dict[str, str]]:
    text = "".join(cameo_lines([record], only_actual=only_actual))
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter="\t", quoting=csv.QUOTE_NONE))


def an_event(type_: EventType, mode: str | None = None, rule: str | None = None) -> Event:
    return Event(
        id="event-0-4",
        made_by="by-hand/1",
        type=type_,
        mode=mode,
        rule=rule,
        status="actual",
        trigger=Span(0, 4),
        evidence=(Span(0, 4),),
    )


def spans_in(value: Any) -> list[dict[str, Any]]:
    """Every object of a JSON value that has words and where they stand."""
    inner = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []
    own = [value] if isinstance(value, dict) and {"text", "start", "end"} <= value.keys() else []
    return own + [found for one in inner for found in spans_in(one)]


def test_every_span_of_a_plover_line_holds_its_words() -> None:
    record = rich_record()
    for event in objects(record):
        found = spans_in(event)
        assert found
        for one in found:
            assert record.text[one["start"] : one["end"]] == one["text"]
        for who in (*event["actor"], *event["recipient"]):
            assert record.text[who["dateline"]["start"] : who["dateline"]["end"]] == who["entity_text"]


def test_a_plover_line_has_the_manuals_fields_and_the_status() -> None:
    record = rich_record()
    found = objects(record)
    assert [event["dateline"]["status"] for event in found] == [event.status for event in record.events]
    for event in found:
        assert {"id", "date", "actor", "event"} <= event.keys()
        assert event["auxiliary"] == ([AUXILIARY[s]] if (s := event["dateline"]["status"]) in AUXILIARY else [])


def test_every_status_but_telling_has_an_auxiliary_mark() -> None:
    assert set(get_args(EventStatus)) - set(AUXILIARY) == {"actual", "reported"}


@pytest.mark.parametrize("only_actual", [True, False])
def test_every_span_of_a_cameo_row_holds_its_words(only_actual: bool) -> None:
    record = rich_record()
    found = rows(record, only_actual=only_actual)
    assert found
    for row in found:
        for words, stem in (("Actor1Name", "Actor1"), ("Actor2Name", "Actor2"), ("Trigger", "Trigger"),
                            ("Evidence", "Evidence")):  # fmt: skip
            if row[words]:
                assert record.text[int(row[f"{stem}Start"]) : int(row[f"{stem}End"])] == row[words]


def test_a_cameo_file_holds_deeds_only_unless_all_is_asked_for() -> None:
    record = rich_record()
    assert {row["Status"] for row in rows(record)} == {"actual"}
    everything = rows(record, only_actual=False)
    assert {row["Status"] for row in everything} == {event.status for event in record.events}
    assert all((row["IsActual"] == "1") == (row["Status"] == "actual") for row in everything)


def test_a_cameo_row_stands_for_each_pair() -> None:
    text = "Norway and Peru warned Kenya."
    event = Event(
        id="event-16-22",
        made_by="by-hand/1",
        type="THREATEN",
        status="actual",
        trigger=Span(16, 22),
        evidence=(Span(0, len(text)),),
        actors=(Participant(span=Span(0, 6), country="NOR"), Participant(span=Span(11, 15), country="PER")),
        recipients=(Participant(span=Span(23, 28), country="KEN", sectors=("JRN",), inferred=True),),
    )
    found = rows(written(text).with_annotations([event]))
    assert [(row["Actor1Code"], row["Actor2Code"], row["Actor2Inferred"]) for row in found] == [
        ("NOR", "KENMED", "1"),
        ("PER", "KENMED", "1"),
    ]
    assert len({row["GlobalEventID"] for row in found}) == 1


def test_an_actor_is_given_with_the_fullest_name_of_the_article() -> None:
    record = rich_record()
    named = {(row["Actor1Name"], row["Actor1FullName"]) for row in rows(record, only_actual=False) if row["Actor1Name"]}
    assert named == {
        (actor.span.of(record.text), wording.participant_name(record, actor))
        for event in record.events
        for actor in event.actors
    }
    assert any(words != name for words, name in named)


def test_a_tab_in_the_text_does_not_part_a_row() -> None:
    text = "Peru\twarned\nKenya."
    event = Event(
        id="event-5-11",
        made_by="by-hand/1",
        type="THREATEN",
        status="actual",
        trigger=Span(5, 11),
        evidence=(Span(0, len(text)),),
    )
    [row] = rows(written(text).with_annotations([event]))
    assert row["Evidence"] == "Peru warned Kenya."


@pytest.mark.parametrize(
    ("event", "code"),
    [
        (an_event("COERCE", "arrest"), ("17", "173", "173")),
        (an_event("PROTEST", "riot"), ("14", "145", None)),
        (an_event("ASSAULT"), (None, None, None)),
        (an_event("ASSAULT", "suicide-attack"), ("18", "183", "1831")),
        (an_event("REJECT", None, "veto.v.obj"), ("12", "129", "129")),
        (an_event("CONCEDE", None, "apologize.v"), ("05", "055", "055")),
        (an_event("SANCTION", "convict"), ("11", "116", "116")),
    ],
    ids=lambda value: None,
)
def test_a_cameo_code_is_given_as_far_as_it_is_certain(event: Event, code: tuple[str | None, ...]) -> None:
    assert cameo(event) == code


def test_every_type_and_mode_has_a_class_a_score_and_codes_that_fit_together() -> None:
    for type_, quad, mode, _ in read_table("events", "plover", columns=4):
        event = an_event(type_, None if mode == "-" else mode)  # type: ignore[arg-type]  # the table's types
        codes = cameo(event)
        assert quad_class(event) == int(quad)
        assert -10 <= score(event) <= 10
        assert codes.base is None or codes.base.startswith(codes.root or "?")
        assert codes.code is None or codes.code.startswith(codes.base or "?")


def test_kosovo_is_written_as_plover_writes_it() -> None:
    assert code_of(Participant(span=Span(0, 1), country="XKX")) == "KOS"


@pytest.mark.parametrize(
    ("published", "date", "source"), [("2016-12-10", "2016-12-10", "publication"), (None, None, None)]
)
def test_an_event_without_a_time_has_the_day_of_publication_and_says_so(
    published: str | None, date: str | None, source: str | None
) -> None:
    record = written("Peru warned Kenya.", published=published).with_annotations([an_event("THREATEN")])
    [found] = objects(record)
    assert (found["date"], found["dateline"]["date_from"]) == (date, source)
    assert record.article.published is None or isinstance(record.article.published, PublicationTime)


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_writes_the_same_bytes_twice_and_copes_with_no_findings(name: str) -> None:
    for record in (rich_record(), written("Rain.")):
        once, twice = (b"".join(FORMATS[name].write([record], Options(everything=True))) for _ in range(2))
        assert once == twice


def test_the_command_knows_every_format_and_kind() -> None:
    from dateline.cli.export import KINDS, NAMES

    # An archive is no format of records: it has its pages too.
    assert set(NAMES) - {"archive"} == set(FORMATS)
    assert set(KINDS) == set(get_args(Kind))
