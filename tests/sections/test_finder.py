"""Which voices are heard, and which stand."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.record import Block, Metadatum, Place, PlaceReference, Record, Section, Span
from dateline.sections import SectionFinder
from dateline.sections.finder import _chosen
from dateline.sections.genres import find_genre
from dateline.sections.labels import read_label
from dateline.sections.settings import find_setting
from tests.writing import written

POLITICS, BUSINESS, SPORT, CONFLICT, WEATHER = "11000000", "04000000", "15000000", "16000000", "17000000"
MATCH = (
    "The striker scored twice as the visitors won the league match, and the goalkeeper saved a late penalty. "
    "The coach praised his midfield after the final whistle; the club is third before the next fixture."
)
VOTE = (
    "The prime minister called an early election after the opposition won a vote of no confidence in parliament. "
    "The party leader said voters would decide in June; the coalition had lost its majority."
)


def sectioned(record: Record, *labels: str, source: str = "json-ld", language: str | None = None) -> Record:
    stated = tuple(Metadatum(value=label, raw=label, source=source) for label in labels)  # type: ignore[arg-type]
    tag = None if language is None else Metadatum(value=language, raw=language, source="detected")
    article = msgspec.structs.replace(record.article, sections=stated, language=tag)
    record = msgspec.structs.replace(record, article=article)
    return record.with_classification(SectionFinder()(record))


def found(record: Record) -> tuple[str, ...]:
    assert record.classification is not None
    return record.classification.topics


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        (MATCH, SPORT),
        (VOTE, POLITICS),
        ("Shares fell and bond yields rose as the central bank lifted interest rates to curb inflation.", BUSINESS),
        ("Rebels shelled the town and an air strike killed soldiers hours after the ceasefire ended.", CONFLICT),
        ("Cloudy with showers; forecasters expect frost overnight and highs of six degrees.", WEATHER),
    ],
)
def test_the_words_of_a_text_tell_its_topic(text: str, topic: str) -> None:
    record = sectioned(written(text))
    assert found(record)[:1] == (topic,)
    [first, *_] = record.sections
    assert first.voice == "text"
    assert 0.3 < (first.confidence or 0) <= 1


def test_the_words_that_weigh_most_are_shown() -> None:
    record = sectioned(written(MATCH, headline="Late penalty sends visitors third"))
    words = {span.of(record.text) for span in record.sections[0].evidence}
    assert words & {"striker", "league match", "match", "goalkeeper", "midfield", "coach", "league", "scored", "club"}


def test_a_desk_stands_above_the_text_and_both_are_kept() -> None:
    record = sectioned(written(VOTE), "Sport")
    assert found(record)[0] == SPORT
    assert {(s.voice, s.code) for s in record.sections} >= {("desk", SPORT), ("text", POLITICS)}
    assert record.classification is not None
    assert record.classification.disputed


def test_codes_on_the_page_stand_above_its_desk() -> None:
    assert found(sectioned(written("Nothing to tell."), "Sport", "medtop:20000344"))[:2] == (BUSINESS, SPORT)


def test_a_desk_that_leans_gives_way_to_a_sure_text() -> None:
    assert found(sectioned(written(MATCH), "Gadgets"))[0] == SPORT


def test_of_a_menu_of_desks_only_those_stand_that_the_text_supports() -> None:
    assert found(sectioned(written(MATCH), "Health", "Football", "Politics", "Mortgages")) == (SPORT,)
    assert found(sectioned(written("Qqzx vrrtl."), "Health", "Football", "Politics")) == ("07000000",)


@pytest.mark.parametrize(("first", "second", "stand"), [(0.44, 0.31, 0), (0.46, 0.31, 2), (0.46, 0.29, 1)])
def test_a_second_topic_never_stands_without_the_first(first: float, second: float, stand: int) -> None:
    heard = tuple(
        Section(code=code, name="", voice="text", confidence=confidence)
        for code, confidence in ((BUSINESS, first), (SPORT, second))
    )
    assert _chosen((), heard) == (BUSINESS, SPORT)[:stand]


def test_a_section_that_came_with_the_feed_is_the_feeds_voice() -> None:
    assert sectioned(written(""), "Business", source="given").sections[0].voice == "feed"


def test_world_says_no_topic() -> None:
    assert {s.voice for s in sectioned(written(VOTE), "World", "News").sections} == {"text"}


@pytest.mark.parametrize(
    ("text", "language", "why"),
    [
        ("", None, "there are no words"),
        ("🙂 … 12,000 — !", None, "there are no words"),
        ("Der Kanzler sprach im Bundestag über die Wahl.", "de", "it is in de, and the words weighed are English"),
        ("Qqzx vrrtl.", None, "no topic is likely enough"),
    ],
)
def test_what_cannot_be_told_is_unsorted_and_says_why(text: str, language: str | None, why: str) -> None:
    record = sectioned(written(text), language=language)
    assert record.classification is not None
    assert (found(record), record.classification.unsorted) == ((), why)


def test_a_german_page_still_has_its_desk() -> None:
    assert found(sectioned(written("Der Verein siegte."), "Fußball", language="de-AT")) == (SPORT,)


@pytest.mark.parametrize(
    ("headline", "label", "genre"),
    [
        ("Opinion: The bridge we need", None, "opinion"),
        ("The bridge we need", "Commentary", "opinion"),
        ("Ada Brook, who mapped the fens, dies at 91", None, "obituary"),
        ("Fact check: No, the dam did not move", None, "fact-check"),
        ("Review: A quiet night at the Halle", None, "review"),
        ("Storm Orla – live updates", None, "live"),
        ("An interview with the mayor of Leeds", None, "interview"),
        ("Mayor opens bridge", None, None),
        ("Opinion polls narrow in Wales", None, None),
        ("Survivors review the report", None, None),
        ("The band will play live", "News", "live"),
    ],
)
def test_genre_is_what_page_or_headline_call_it(headline: str, label: str | None, genre: str | None) -> None:
    record = written("Nothing more is known.", headline=headline)
    shown = find_genre(record, read_label(label or ""))
    assert (None if shown is None else shown.name) == genre


def test_a_press_release_shows_by_its_set_phrases() -> None:
    record = written("FOR IMMEDIATE RELEASE\n\nBrook Ltd opens a mill.\n\nMedia contact: Ada Brook")
    shown = find_genre(record, ())
    assert shown is not None
    assert shown.name == "press-release"
    assert [r.span.of(record.text) for r in shown.reasons if r.span] == ["FOR IMMEDIATE RELEASE", "Media contact:"]


def test_three_dated_entries_make_a_live_page() -> None:
    record = written("10:01\n\nIt began.\n\n10:20\n\nIt went on.\n\n10:45\n\nIt ended.")
    blocks = tuple(
        Block(role="entry" if n % 2 == 0 else "body", span=b.span) for n, b in enumerate(record.article.blocks)
    )
    record = msgspec.structs.replace(record, article=msgspec.structs.replace(record.article, blocks=blocks))
    shown = find_genre(record, ())
    assert shown is not None
    assert shown.name == "live"


def _at(record: Record, words: str, country: str) -> PlaceReference:
    start = record.text.index(words)
    place = Place(id=f"x:{words}", name=words, latitude=0.0, longitude=0.0, type="city", country=country)
    return PlaceReference(id=f"place-{start}", made_by="by-hand/1", span=Span(start, start + len(words)), place=place)


def test_the_setting_is_where_most_places_lie_and_whether_that_is_abroad() -> None:
    record = written("From Lyon and Paris to Leeds.", url="https://news.example.uk/a")
    record = record.with_annotations(
        [_at(record, "Lyon", "FRA"), _at(record, "Paris", "FRA"), _at(record, "Leeds", "GBR")]
    )
    setting = find_setting(record)
    assert setting is not None
    assert (setting.country, setting.home, setting.abroad) == ("FRA", "GBR", True)


def test_a_site_at_com_is_at_home_nowhere_we_know() -> None:
    record = written("In Lyon.", url="https://news.example.com/a")
    setting = find_setting(record.with_annotations([_at(record, "Lyon", "FRA")]))
    assert setting is not None
    assert setting.abroad is None


ODD = st.text(
    alphabet=st.sampled_from("aé ß🙂\u200b\u00ad\u202eא\nwar ceasefire election goal İ0'’,."), min_size=0, max_size=400
)


@settings(max_examples=60, deadline=None)
@given(ODD, st.lists(st.text(max_size=40), max_size=3))
def test_any_text_is_classified_the_same_way_twice_with_spans_inside_it(text: str, labels: list[str]) -> None:
    record = sectioned(written(text), *labels)
    again = sectioned(written(text), *labels)
    assert record.to_json() == again.to_json()
    assert Record.from_json(record.to_json()) == record
    for section in record.sections:
        assert list(section.evidence) == sorted(section.evidence)
    assert len(found(record)) <= 2


def test_one_endless_word_and_a_million_words_are_bounded() -> None:
    assert found(sectioned(written("x" * 300_000))) == ()
    assert found(sectioned(written("goal striker league " * 100_000)))[0] == SPORT
