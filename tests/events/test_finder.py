"""The whole room on one record: properties, time and place, coreference, the sample dispatch."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.events import EventFinder
from dateline.record import (
    Article,
    Event,
    Identifier,
    Place,
    PlaceReference,
    Record,
    Span,
    TimeExpression,
    article_of_paragraphs,
)
from dateline.resources.parsing import Parse, Parser, Token
from tests.events.reading import events_of, with_names
from tests.writing import written


def with_time_and_place(record: Record, time: str, place: str) -> Record:
    name = Identifier()
    when = Span(record.text.index(time), record.text.index(time) + len(time))
    where = Span(record.text.index(place), record.text.index(place) + len(place))
    return record.with_annotations(
        [
            TimeExpression(id=name("time", when), made_by="by-hand/1", span=when, type="DATE", rule="weekday"),
            PlaceReference(
                id=name("place", where),
                made_by="by-hand/1",
                span=where,
                place=Place(id="geonames:1", name=place, latitude=0, longitude=0, type="city"),
            ),
        ]
    )


def test_time_and_place_come_from_the_triggers_clause(parser: Parser) -> None:
    record = with_time_and_place(written("Police arrested two miners in Goma on Tuesday."), "Tuesday", "Goma")
    [event] = [e for e in EventFinder(parser)(record) if isinstance(e, Event)]
    assert record.by_id[event.time or ""].extent.of(record.text) == "Tuesday"
    assert record.by_id[event.place or ""].extent.of(record.text) == "Goma"


def test_a_time_of_another_clause_is_not_taken_where_two_stand(parser: Parser) -> None:
    text = "Police arrested two miners on Tuesday after rebels attacked the plant on Sunday."
    record = written(text)
    name = Identifier()
    times = []
    for word in ("Tuesday", "Sunday"):
        span = Span(text.index(word), text.index(word) + len(word))
        times.append(TimeExpression(id=name("time", span), made_by="by-hand/1", span=span, type="DATE", rule="weekday"))
    record = record.with_annotations(times)
    arrest, attack = (e for e in EventFinder(parser)(record) if isinstance(e, Event))
    assert record.by_id[arrest.time or ""].extent.of(text) == "Tuesday"
    assert record.by_id[attack.time or ""].extent.of(text) == "Sunday"


def test_the_headlines_event_joins_the_bodys(parser: Parser) -> None:
    record = written(
        "Norway urged Serbia on Monday to free the reporter.", headline="Norway urges Serbia to free reporter"
    )
    requests = [e for e in events_of(record, parser) if e.type == "REQUEST"]
    assert [len(event.evidence) for event in requests] == [2]


def test_events_of_different_status_are_not_joined(parser: Parser) -> None:
    record = written("Norway urged Serbia to act. Kenya wants Norway to urge Serbia to act.")
    assert [e.status for e in events_of(record, parser) if e.type == "REQUEST"] == ["actual", "actual", "demanded"]


def test_the_evidence_holds_the_trigger_first(parser: Parser) -> None:
    record = written("Police arrested two miners. Later police arrested two miners.")
    for event in events_of(record, parser):
        assert event.evidence[0].contains(event.trigger)


WORDS = st.lists(
    st.sampled_from(
        [
            *("Kenya", "rebels", "police", "attacked", "urged", "to", "not", "if", "said", "will", "meet", "talks"),
            *("with", "of", "the", "and", ",", ".", "?", "“", "”", "\n\n", "🙂", "שלום", "a\u200bb", "who", "attack"),
            *("arrested", "have", "driven", "in", "weeks", "Norway", "wants", "him", "being", "on"),
        ]
    ),
    max_size=40,
).map(" ".join)


@settings(max_examples=50)
@given(st.one_of(WORDS, st.text(max_size=80)))
def test_any_text_gives_a_record_that_holds(parser: Parser, text: str) -> None:
    text = text.encode("utf-8", "ignore").decode()
    record = with_names(written(text), parser)
    finder = EventFinder(parser)
    found = list(finder(record))
    whole = record.with_annotations(found)  # checks spans, ids and references
    assert Record.from_json(whole.to_json()) == whole
    assert [e.trigger for e in whole.events] == sorted(e.trigger for e in whole.events)
    assert list(finder(record)) == found


@pytest.mark.parametrize(
    "piece", [" and arrested a miner", " who said police offered to offer to arrest a miner", " urged to be urged"]
)
def test_a_very_long_sentence_is_read(piece: str, parser: Parser) -> None:
    assert events_of(written("Police arrested a miner" + piece * 150 + "."), parser)


@pytest.mark.parametrize(
    ("words", "tag", "dep", "times"), [("urged", "VBN", "xcomp", 400), ("offered", "VBD", "xcomp", 400)]
)
def test_a_clause_below_thousands_of_clauses_is_read(words: str, tag: str, dep: str, times: int) -> None:
    tokens = [Token(0, 3, "Men", "man", "NOUN", "NNS", "nsubj", 1, "", False, 0)]
    lemma = words.removesuffix("d").removesuffix("e") if words == "offered" else "urge"
    for index in range(1, times):
        start = 4 + (index - 1) * (len(words) + 1)
        label, head = ("ROOT", 1) if index == 1 else (dep, index - 1)
        tokens.append(Token(start, start + len(words), words, lemma, "VERB", tag, label, head, "", False, 0))
    parse = Parse(tuple(tokens), ((0, len(tokens)),))

    class OneParse:
        name = "by-hand/1"
        resources: tuple[tuple[str, str], ...] = ()

        def __call__(self, article: Article) -> Parse:
            return parse

    record = written("Men" + f" {words}" * (times - 1))
    assert len(list(EventFinder(OneParse())(record))) < times


def dispatch(shared: Path) -> Record:
    text = (shared / "samples" / "dispatch.txt").read_text(encoding="utf-8")
    body = text[text.index("PARIS") : text.index("Categorized as")].strip()
    return written(body, dateline=body[: body.index("–") + 1])


def told(record: Record, parser: Parser) -> set[tuple[str, str, str]]:
    return {(e.type, e.status, e.trigger.of(record.text)) for e in events_of(record, parser)}


def test_the_sample_dispatch_is_coded_as_a_reader_would(parser: Parser, shared: Path) -> None:
    record = dispatch(shared)
    events = told(record, parser)
    assert {
        ("REQUEST", "actual", "pleading"),
        ("ASSAULT", "actual", "driven"),
        ("REQUEST", "actual", "called"),
        ("RETREAT", "demanded", "ceasefire"),
        ("CONSULT", "actual", "meeting"),
        ("CONSULT", "planned", "talks"),
        ("CONSULT", "actual", "discussed"),
        ("RETREAT", "hypothetical", "ceasefire"),
        ("REQUEST", "demanded", "urge"),
        ("RETREAT", "demanded", "abandon"),
    } <= events
    actual = {(type_, words) for type_, status, words in events if status == "actual"}
    assert actual == {
        ("REQUEST", "pleading"),
        ("ASSAULT", "driven"),
        ("REQUEST", "called"),
        ("REQUEST", "wants"),
        ("CONSULT", "meeting"),
        ("CONSULT", "discussed"),
    }


def test_the_sample_dispatch_names_who_did_it(parser: Parser, shared: Path) -> None:
    record = dispatch(shared)
    plea, offensive = (
        next(e for e in events_of(record, parser) if e.trigger.of(record.text) == word)
        for word in ("pleading", "driven")
    )
    assert [(p.country, p.sectors) for p in (*plea.actors, *plea.recipients)] == [("USA", ()), ("RUS", ("GOV",))]
    assert [(p.country, p.sectors) for p in offensive.actors] == [("SYR", ("GOV",)), (None, ("MIL",))]
    assert [p.span.of(record.text) for p in offensive.recipients] == ["rebels"]


def test_an_empty_article_has_no_events(parser: Parser) -> None:
    record = written("x")
    empty = article_of_paragraphs("", made_by="by-hand/1")
    assert list(EventFinder(parser)(Record(id=record.id, page=record.page, article=empty))) == []
