"""Words are found where they stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.archive import Archive
from dateline.errors import InputError
from tests.archive.making import kept

TEXT = (
    "The ferry left Calais on Tuesday.\n\nÉmile Zorn said the ferry “never” 🚢 ferries anybody on a Sunday, "
    "and that nobody who had waited at the quay for three hours in the rain would forget this summer."
)


def found(archive: Archive, words: str) -> list[list[str]]:
    return [[span.of(archive.record(match.record).text) for span in match.words] for match in archive.find(words)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("calais", [["Calais"]]),
        ("EMILE zorn", [["Émile", "Zorn"]]),
        ("ferr*", [["ferry", "ferry", "ferries"]]),
        ('"the ferry"', [["The ferry", "the ferry"]]),
        ('"never ferries"', [["never” 🚢 ferries"]]),
        ("calais !!! 🚢 -", [["Calais"]]),
        ("ferry NOT calais", []),
        ("ferry -calais", []),
        ("ferry -dover", [["ferry", "ferry"]]),
        ("O’Brien", []),
        ("(calais", [["Calais"]]),
        ("calais^2", []),
        ('calais"', [["Calais"]]),
        ("dover", []),
    ],
)
def test_words_are_found_and_never_read_as_operators(archive: Archive, words: str, expected: list[list[str]]) -> None:
    kept(archive, TEXT)
    assert found(archive, words) == expected


def test_a_snippet_is_a_passage_around_the_first_match_cut_between_words(archive: Archive) -> None:
    record = kept(archive, TEXT)
    [match] = archive.find("quay")
    assert match.snippet is not None
    words = match.snippet.span.of(record.text)
    assert match.words[0].of(record.text) == "quay"
    assert (
        words
        == match.snippet.words
        == (
            "anybody on a Sunday, and that nobody who had waited at the quay for three hours in the rain would forget "
            "this summer."
        )
    )


def test_the_record_that_says_more_of_it_comes_first(archive: Archive) -> None:
    once = kept(archive, "A ferry. " + "Rain fell on the harbour all day long. " * 10)
    often = kept(archive, "A ferry met a ferry behind the ferry.")
    kept(archive, "No boat at all.")
    assert [match.record for match in archive.find("ferry", order="best")] == [often.id, once.id]
    assert [match.record for match in archive.find("ferry", limit=1, order="best")] == [often.id]


@pytest.mark.parametrize("words", ["", "  ", "!!!", "*"])
def test_no_word_at_all_is_refused(archive: Archive, words: str) -> None:
    with pytest.raises(InputError, match="holds no word to look for"):
        archive.find(words)


def test_offsets_hold_in_a_text_with_odd_characters(archive: Archive) -> None:
    record = kept(archive, "a\x00b \ufdd0 e\u0301 ferry \U0001f6a2\u200d ferry")
    [match] = archive.find("ferry")
    assert [span.of(record.text) for span in match.words] == ["ferry", "ferry"]


@given(words=st.text(max_size=40))
def test_any_query_is_answered_or_refused(shelf: Archive, words: str) -> None:
    try:
        matches = shelf.find(words)
    except InputError:
        return
    for match in matches:
        text = shelf.record(match.record).text
        assert all(span.end <= len(text) for span in match.words)
        assert match.snippet is not None
        assert match.snippet.words in text


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    archive = Archive.open(tmp_path_factory.mktemp("shelf") / "archive.sqlite")
    kept(archive, TEXT)
    kept(archive, "0 1 2 3 a b c d e f")
    return archive
