"""Articles are found by what was found in them, on both engines alike."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.archive import Archive, Query, Results, parse_query
from dateline.errors import ArchiveError, QueryError
from tests.archive.finding import APIA, GENEVA, LAUSANNE, SUVA, Draft
from tests.archive.making import captured, kept, story_of


def fill(archive: Archive) -> dict[str, str]:
    """Four articles; their ids by name."""
    port = Draft(
        "Ana Cruz asked the port of Lausanne to close. “The quay is rotten,” Ana Cruz said. Bo Lind praised the quay.",
        url="https://www.lake.example/1", published="2024-05-03T08:00:00Z", section="Politics",
    )  # fmt: skip
    port.by("The Lake Gazette").says("Ana Cruz", "The quay is rotten").says("Bo Lind", "praised the quay")
    port.does("Ana Cruz", "REQUEST", "asked", "port of Lausanne", country="CHE").at("Lausanne", LAUSANNE)
    talks = Draft(
        "Bo Lind met Ana Cruz in Geneva. He accused the bank of delay, and may ask for more. “Money,” Bo Lind said.",
        url="https://money.example/a", published="2024-05-04", section="Business",
    )  # fmt: skip
    talks.by("Money Daily", language="en-GB").says("Bo Lind", "Money").at("Geneva", GENEVA)
    talks.does("Bo Lind", "ACCUSE", "accused", "the bank", country="FJI")
    talks.does("Bo Lind", "REQUEST", "ask", "more", country="FJI", status="conditional")
    storm = Draft("A storm passed Suva. Nobody was hurt.", published="2024-05-01").at("Suva", SUVA)
    islands = Draft("Boats from Apia reached the outer islands.").at("Apia", APIA).by("Ilha", language="pt-BR")
    return {
        name: draft.kept(archive).id
        for name, draft in (("port", port), ("talks", talks), ("storm", storm), ("islands", islands))
    }


def names(results: Results, ids: dict[str, str]) -> list[str]:
    by_id = {value: name for name, value in ids.items()}
    return [by_id[hit.record] for hit in results]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("speaker:cruz", ["port"]),
        ('speaker:"Bo Lind"', ["talks", "port"]),
        ('speaker:"Lind Bo"', []),
        ("speaker:li*", ["talks", "port"]),
        ("speaker:cruz about:quay", ["port"]),
        ("speaker:lind about:rotten", []),
        ("about:rotten", ["port"]),
        ("about:cruz", ["port"]),
        ("about:storm", []),
        ("type:REQUEST", ["talks", "port"]),
        ("type:REQUEST status:actual", ["port"]),
        ("type:ACCUSE status:conditional", []),
        ("type:ACCUSE,AID", ["talks"]),
        ("actor:CHE", ["port"]),
        ("actor:gov type:request recipient:port", ["port"]),
        ("actor:lind recipient:port", []),
        ("place:Switzerland", ["talks", "port"]),
        ("place:geonames:2198148", ["storm"]),
        ("near:46.2,6.15~5km", ["talks"]),
        ("near:46.2,6.15~60km", ["talks", "port"]),
        ("near:46.2,6.15~60km place:Lausanne", ["port"]),
        ("near:-16,-177~1000km", ["storm", "islands"]),
        ("near:90,0~20000km", ["talks", "port", "storm", "islands"]),
        ("box:46,6,47,7", ["talks", "port"]),
        ("box:-20,170,-10,-170", ["storm", "islands"]),
        ("box:-20,-170,-10,170", []),
        ("source:gazette", ["port"]),
        ('source:"lake gazette"', ["port"]),
        ("source:money.example", ["talks"]),
        ("section:politics", ["port"]),
        ("language:en", ["talks", "port"]),
        ("language:en-GB", ["talks"]),
        ("language:pt", ["islands"]),
        ("language:br", []),
        ("after:2024-05-03", ["talks", "port"]),
        ("before:2024-05-03", ["storm"]),
        ("after:2024-05-03T08:00Z before:2024-05-04", ["port"]),
        ("-quay", ["talks", "storm", "islands"]),
        ('-quay -"nobody was" the', ["talks", "islands"]),
        ("the quay type:REQUEST language:en near:46.5,6.6", ["port"]),
        ("story:ferry", ["port"]),
        ("story:none", []),
    ],
)
def test_articles_are_found_by_what_was_found_in_them(
    filled: tuple[Archive, dict[str, str]], query: str, expected: list[str]
) -> None:
    archive, ids = filled
    assert names(archive.find(query), ids) == expected
    assert [record.id for record in archive.records_page(parse_query(query)).records] == [ids[n] for n in expected]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def filled(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Archive, dict[str, str]]]:
    where = tmp_path_factory.mktemp("filled") / "archive.sqlite"
    if request.param == "postgresql":
        where = request.getfixturevalue("database")()
    with Archive.open(where) as archive:
        ids = fill(archive)
        archive.put_stories([story_of("ferry", archive.record(ids["port"]))])
        yield archive, ids


def test_no_condition_at_all_lists_everything(archive: Archive) -> None:
    ids = fill(archive)
    assert names(archive.find(Query()), ids) == ["talks", "port", "storm", "islands"]
    assert names(archive.find(Query(), order="oldest"), ids) == ["islands", "storm", "port", "talks"]


@pytest.mark.parametrize(
    ("query", "sentence", "marked"),
    [
        ("speaker:lind about:quay", "Bo Lind praised the quay.", ["praised the quay"]),
        ("quay rotten", "“The quay is rotten,” Ana Cruz said.", ["quay", "rotten", "quay"]),
        ("type:REQUEST place:Lausanne", "Ana Cruz asked the port of Lausanne to close.", ["asked", "Lausanne"]),
        ("section:politics", "Ana Cruz asked the port of Lausanne to close.", []),
    ],
)
def test_a_hit_shows_the_sentence_that_holds_most_of_what_was_asked_for(
    archive: Archive, query: str, sentence: str, marked: list[str]
) -> None:
    record = archive.record(fill(archive)["port"])
    [hit] = archive.find(query)
    assert hit.sentence is not None
    assert (hit.record, hit.publisher, hit.published) == (record.id, "The Lake Gazette", "2024-05-03T08:00:00Z")
    assert hit.sentence.words == hit.sentence.span.of(record.text) == sentence
    assert [span.of(record.text) for span in hit.words] == marked


def test_pages_of_hits_go_on_where_the_last_one_ended_whatever_is_added(archive: Archive) -> None:
    for day in range(10, 20):
        kept(archive, f"Ferry {day}.", published=f"2024-05-{day}")
    found: list[str] = []
    cursor = None
    for added in range(3):
        page = archive.find("ferry", limit=4, cursor=cursor)
        found += [hit.published or "" for hit in page]
        cursor = page.cursor
        kept(archive, f"Ferry anew {added}.", published="2024-05-30")
    assert found == [f"2024-05-{day}" for day in range(19, 9, -1)]
    assert cursor is None


def test_articles_of_one_second_come_in_one_order_and_each_once(archive: Archive) -> None:
    ids = sorted(kept(archive, f"Ferry {number}.", published="2024-05-03").id for number in range(12))
    found, cursor = [], None
    while True:
        page = archive.find("ferry", limit=5, cursor=cursor, order="oldest")
        found += [hit.record for hit in page]
        cursor = page.cursor
        if cursor is None:
            break
    assert found == ids


def test_stories_come_in_pages(archive: Archive) -> None:
    record = kept(archive, "Text.")
    latest = ["2024-05-03", "2024-05-03", "2024-05-04", None, None]
    archive.put_stories([story_of(f"story-{n}", record, latest=when) for n, when in enumerate(latest)])
    found, cursor = [], None
    while True:
        page = archive.stories_page(limit=2, cursor=cursor)
        found += [story.id for story in page.stories]
        cursor = page.cursor
        if cursor is None:
            break
    assert found == [story.id for story in archive.stories()]
    for cursor in ("", "x", "2024/story"):
        with pytest.raises(QueryError, match="is not where a page ends"):
            archive.stories_page(cursor=cursor)


@pytest.mark.parametrize("cursor", ["", "newest", "oldest-5", "newest-" + "9" * 19, "newest--1"])
def test_a_cursor_of_something_else_is_refused(archive: Archive, cursor: str) -> None:
    with pytest.raises(QueryError, match="give the cursor that came with the page before"):
        archive.find("ferry", cursor=cursor)


def test_a_limit_or_order_that_is_none_is_refused(archive: Archive) -> None:
    for limit in (0, -1, 1001):
        with pytest.raises(QueryError, match="ask for 1 to 1000"):
            archive.find("ferry", limit=limit)
        with pytest.raises(QueryError, match="ask for 1 to 1000"):
            archive.stories_page(limit=limit)
    with pytest.raises(QueryError, match="orders are newest, oldest, best"):
        archive.find("ferry", order="random")  # type: ignore[arg-type]


def test_a_record_read_again_is_found_by_what_it_says_now(archive: Archive) -> None:
    ids = fill(archive)
    page, record = captured("Ana Cruz asked.", url="https://www.lake.example/1")
    draft = Draft("Ana Cruz asked.", url="https://www.lake.example/1", published="2023-01-01")
    first = draft.kept(archive)
    draft.says("Ana Cruz", "asked").kept(archive)
    archive.add(page, record)
    assert first.id == record.id
    assert names(archive.find("speaker:cruz"), ids) == ["port"]
    assert len(archive.find("before:2024")) == 0


def test_a_damaged_record_is_not_shown(archive: Archive) -> None:
    record = kept(archive, "Ferry.")
    with archive.writing() as connection:
        connection.exec_driver_sql("UPDATE records SET article_digest = 'none'")
    with pytest.raises(ArchiveError, match=rf"record {record.id} in archive .* is damaged"):
        archive.find("ferry")


@pytest.fixture(scope="module")
def both(
    database: Callable[[], str], empty: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Archive, Archive]]:
    path = tmp_path_factory.mktemp("both") / "archive.sqlite"
    shutil.copyfile(empty, path)
    with Archive.open(path) as one, Archive.open(database()) as other:
        for archive in (one, other):
            fill(archive)
            for number, text in enumerate(
                ("Straße im Hafen", "e\u0301mile’s QUAY", "ﬁne 東京 ½ a_b", "U.S. quay, U S A")
            ):
                kept(archive, f"{text}. quay quay the the quay {number}", published=f"2024-05-0{number + 1}")
        yield one, other


WORD = st.sampled_from(
    ["the", "quay", "qu*", '"the quay"', '"quay the"', "strasse", "straß*", "hafen", "Émile", "東京", "½", "1", "fine",
     "a_b", "U.S.", '"u s a"', "speaker:lind", "about:quay", "type:REQUEST", "source:lake", "near:46,6~100km",
     "language:en", "after:2024-05-03"]
)  # fmt: skip


@settings(max_examples=80)
@given(parts=st.lists(WORD, min_size=1, max_size=4, unique_by=lambda word: word.partition(":")[0]), minus=st.booleans())
def test_both_engines_find_the_same(both: tuple[Archive, Archive], parts: list[str], minus: bool) -> None:
    if minus and ":" not in parts[-1]:
        parts = [*parts[:-1], f"-{parts[-1]}"]
    one, other = (archive.find(" ".join(parts), limit=5) for archive in both)
    assert one == other
    best = [{hit.record for hit in archive.find(" ".join(parts), order="best")} for archive in both]
    assert best[0] == best[1]
