"""Numbers of those harmed, the means, and what says so."""

from __future__ import annotations

import pytest

from dateline.events.victims import bounds
from dateline.record import Event
from dateline.resources.parsing import Parser
from tests.events.reading import events_of
from tests.writing import written


def only(text: str, parser: Parser, type_: str = "ASSAULT") -> Event:
    return next(e for e in events_of(written(text), parser) if e.type == type_ and e.victims)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("12 soldiers", (12, 12, False)),
        ("two nurses", (2, 2, False)),
        ("more than 1,000 people", (1000, None, False)),
        ("up to 30 miners", (None, 30, False)),
        ("between 10 and 15 villagers", (10, 15, False)),
        ("about 40 monks", (40, 40, True)),
        ("dozens of pupils", (None, None, True)),
        ("", (None, None, False)),
        ("9" * 40, (999999999999, 999999999999, False)),
    ],
)
def test_a_number_is_read_as_a_range(words: str, expected: tuple[int | None, int | None, bool]) -> None:
    assert bounds(words) == expected


def test_a_toll_names_who_gives_it(parser: Parser) -> None:
    text = "Gunmen killed at least eight farmers near Sokoto, a hospital official said."
    [victims] = only(text, parser).victims
    assert victims.span.of(text) == "at least eight farmers"
    assert (victims.harm, victims.lowest, victims.highest) == ("killed", 8, None)
    assert victims.said_by is not None
    assert victims.said_by.of(text) == "hospital official"


def test_nobody_counted_is_no_toll(parser: Parser) -> None:
    assert not [e for e in events_of(written("Gunmen killed the judge in Culiacan."), parser) if e.victims]


@pytest.mark.parametrize(
    ("text", "instrument", "mode"),
    [
        ("Rebels killed three soldiers with a landmine.", "landmine", "explosives"),
        ("A drone strike killed two clerics in Marib.", "drone", "drone"),
        ("Gunmen attacked a convoy near Gao.", None, "firearms"),
    ],
)
def test_the_means_says_how(text: str, instrument: str | None, mode: str, parser: Parser) -> None:
    event = next(e for e in events_of(written(text), parser) if e.type == "ASSAULT")
    assert event.mode == mode
    assert (None if event.instrument is None else event.instrument.of(text)) == instrument
