"""Whom a phrase names: what the words, the day and the record say, and no more."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.events import find_actor
from dateline.events.directory import NON_STATES, SECTORS, directory, key_of, words_of
from dateline.events.phrases import Identity, identify
from dateline.record import Span
from dateline.resources.parsing import Parser
from dateline.resources.tables import read_table
from tests.events.reading import events_of, with_names
from tests.writing import written


def who_is(phrase: str, day: str | None = None) -> Identity:
    on = None if day is None else date.fromisoformat(day)
    return identify(directory(), phrase, Span(0, len(phrase)), day=on)


@pytest.mark.parametrize(
    ("phrase", "country", "sectors"),
    [
        ("French police", "FRA", ("COP",)),
        ("Iraqi Kurdish fighters", "IRQ", ("REB",)),
        ("the rebels", None, ("REB",)),
        ("the blue table", None, ()),
        ("US-backed Syrian rebels", "SYR", ("REB",)),
        ("Turkish-led troops", "TUR", ("MIL",)),
        ("a pro-Russian mayor", None, ("GOV",)),
        ("Kenyan and Ugandan farmers", None, ("AGR",)),
        ("people in Norway", "NOR", ("CVL",)),
        ("the head of the Chilean navy", "CHL", ("MIL",)),
        ("a gang of thieves", None, ("CRM",)),
        ("the Peruvian ambassador to the United Nations", "PER", ("GOV",)),
        ("the Greek defence minister", "GRC", ("GOV", "MIL")),
        ("a former Danish minister", "DNK", ("ELI",)),
        ("a parliamentary group", None, ("LEG",)),
        ("Boko Haram gunmen", "NGA", ("REB",)),
        ("Serbian forces", "SRB", ("MIL",)),
        ("nearly 300 Libyans", "LBY", ("CVL",)),
        ("Libyans", "LBY", ()),
        ("Ms Baker", None, ()),
        ("Chile's Defense Ministry", "CHL", ("GOV",)),
        ("OSLO", "NOR", ("GOV",)),
        ("the World Forum of Beekeepers", "NGO", ("AGR",)),
        ("he", None, ("UNK",)),
    ],
)
def test_a_phrase_gives_what_its_words_say(phrase: str, country: str | None, sectors: tuple[str, ...]) -> None:
    who = who_is(phrase)
    assert (who.country, who.sectors) == (country, sectors)


@pytest.mark.parametrize(
    ("phrase", "day", "country", "sector"),
    [
        ("Angela Merkel", "2017-04-01", "DEU", "GOV"),
        ("Angela Merkel", "2022-04-01", "DEU", "ELI"),
        ("George Bush", "1990-08-02", "USA", "GOV"),
        ("Antonio Guterres", "2000-01-01", "PRT", "GOV"),
        ("António Guterres", "2020-01-01", "UNO", "GOV"),
        ("Taliban", "2010-01-01", "AFG", "REB"),
        ("Taliban", "2022-01-01", "AFG", "GOV"),
        ("President Kagame", "2012-01-01", "RWA", "GOV"),
        ("African National Congress", "1985-01-01", "ZAF", "REB"),
    ],
)
def test_the_day_decides_between_holders(phrase: str, day: str, country: str, sector: str) -> None:
    who = who_is(phrase, day)
    assert (who.country, who.sectors[:1]) == (country, (sector,))


def test_an_office_on_an_unknown_day_is_inferred() -> None:
    assert who_is("Angela Merkel").inferred
    assert not who_is("Angela Merkel", "2017-04-01").inferred


def test_what_an_organisation_was_on_an_unknown_day_stays_unknown() -> None:
    assert who_is("Taliban") == Identity("AFG", (), False, who_is("Taliban").decisions)


def test_a_family_name_alone_is_inferred() -> None:
    who = who_is("Museveni", "2012-01-01")
    assert (who.country, who.sectors, who.inferred) == ("UGA", ("GOV",), True)


@pytest.mark.parametrize(
    ("name", "country"), [("Betty Ford", None), ("Michael Jordan", None), ("Israel Katz", "ISR"), ("Paris Baker", None)]
)
def test_a_persons_name_is_no_country_company_or_trade(name: str, country: str | None) -> None:
    who = identify(directory(), name, Span(0, len(name)), day=date(2025, 1, 1), person=Span(0, len(name)))
    assert (who.country, bool(who.sectors)) == (country, country is not None)


def test_a_decision_names_its_words() -> None:
    who = who_is("French police")
    assert [(d.says, d.span.of("French police")) for d in who.decisions] == [
        ("country FRA", "French"),
        ("sector COP", "police"),
    ]


def test_a_pronoun_in_capitals_is_told_from_a_name() -> None:
    assert who_is("US troops").country == "USA"
    assert who_is("us").country is None


def test_context_gives_a_country_that_is_inferred(parser: Parser) -> None:
    record = with_names(written("defence minister\n\nNorway"), parser)
    who = find_actor(record, context=Span(18, 24))
    assert (who.country, who.inferred) == ("NOR", True)


def test_a_bare_noun_is_resolved_by_the_same_noun_and_marked(parser: Parser) -> None:
    text = "Syrian rebels attacked a convoy on Monday.\n\nThe rebels attacked a village on Tuesday."
    actors = [event.actors[0] for event in events_of(written(text), parser)]
    assert [(actor.country, actor.inferred) for actor in actors] == [("SYR", False), ("SYR", True)]


def test_a_bare_noun_stays_unknown_where_two_countries_have_it(parser: Parser) -> None:
    text = "Syrian soldiers met Russian soldiers on Monday.\n\nThe soldiers attacked a village on Tuesday."
    actors = [event.actors[0] for event in events_of(written(text), parser) if event.type == "ASSAULT"]
    assert [actor.country for actor in actors] == [None]


def test_two_nations_before_one_noun_are_two_actors(parser: Parser) -> None:
    record = written("Norwegian and Serbian officials met in Oslo on Monday.")
    [event] = events_of(record, parser)
    assert [(who.span.of(record.text), who.country) for who in event.actors] == [
        ("Norwegian", "NOR"),
        ("Serbian officials", "SRB"),
    ]
    assert {who.sectors for who in event.actors} == {("GOV",)}


def test_names_have_known_codes_and_no_period_of_a_name_overlaps_another() -> None:
    periods: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for key, fact in directory().all_facts():
        assert SECTORS.issuperset(fact.sectors), key
        if fact.kind == "person":
            assert fact.office, key
            periods.setdefault((fact.name, key), []).append((fact.period.start or "", fact.period.end or "9"))
    for (name, _), spans in periods.items():
        ordered = sorted(spans)
        for (_, end), (start, _) in pairwise(ordered):
            assert end <= start or start.startswith(end), f"{name}: {end} and {start} overlap"


def test_codes_are_those_of_the_gazetteer_or_of_plover() -> None:
    countries = {code for _, code, _ in read_table("events", "countries", columns=3)} | {"VAT"}
    for key, fact in directory().all_facts():
        assert fact.code is None or fact.code in countries | NON_STATES, f"{key}: {fact.code}"


@given(st.text(max_size=40), st.one_of(st.none(), st.dates()))
def test_any_text_can_be_asked(text: str, day: date | None) -> None:
    if not text:
        return
    who = identify(directory(), text, Span(0, len(text)), day=day)
    assert all(0 <= d.span.start < d.span.end <= len(text) for d in who.decisions)
    assert who == identify(directory(), text, Span(0, len(text)), day=day)


def test_words_know_possessives_and_invisible_characters() -> None:
    assert [w.folded for w in words_of("Chad’s po\u00adlice")] == ["chad", "police"]
    assert key_of("People's Party") == "people party"
