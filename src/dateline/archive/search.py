"""Finding words in the texts of records."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sqlalchemy import Connection, bindparam, text

from dateline.archive.protocol import Match
from dateline.errors import InputError
from dateline.record import Span

SNIPPET_CHARACTERS = 160

_TERM = re.compile(r'"([^"]*)"|([^\s"]+)')
_HIGHLIGHT = text(
    "SELECT rowid, text, highlight(record_words, 0, :mark, :mark) AS marked FROM record_words "
    "WHERE record_words MATCH :wanted AND rowid IN :numbers"
).bindparams(bindparam("numbers", expanding=True))
_BEFORE = 60
"""Characters of a snippet before the first match: enough to see the clause that it stands in."""


def put_words(connection: Connection, number: int, words: str) -> None:
    """Index a record's text, in place of what was there under its number."""
    connection.execute(text("DELETE FROM record_words WHERE rowid = :number"), {"number": number})
    connection.execute(
        text("INSERT INTO record_words (rowid, text) VALUES (:number, :words)"),
        # A NUL would end the text for SQLite; a space keeps every offset.
        {"number": number, "words": words.replace("\x00", " ")},
    )


def find_matches(connection: Connection, words: str, *, limit: int) -> list[Match]:
    """Return the records that hold all the words, by BM25, then id. Raises InputError for no words."""
    wanted = _query(words)
    ranked = connection.execute(
        text(
            "SELECT records.id, records.number FROM record_words JOIN records ON records.number = record_words.rowid "
            "WHERE record_words MATCH :wanted ORDER BY record_words.rank, records.id LIMIT :limit"
        ),
        {"wanted": wanted, "limit": limit},
    ).all()
    found = dict(_marked(connection, wanted, [row.number for row in ranked]))
    return [
        Match(record=row.id, words=found[row.number][1], snippet=_snippet(*found[row.number]))
        for row in ranked
        if row.number in found
    ]


def _query(words: str) -> str:
    """Return the words as FTS5 reads them: each in marks, so that nothing in them is an operator."""
    terms = []
    for phrase, word in _TERM.findall(words.replace("\x00", " ")):
        term = phrase or word
        if any(character.isalnum() for character in term):
            terms.append(f'"{term.rstrip("*")}"' + ("*" if word.endswith("*") else ""))
    if not terms:
        raise InputError(f"{words!r} holds no word to look for; give one or more", words=words)
    return " ".join(terms)


def _marked(
    connection: Connection, wanted: str, numbers: list[int]
) -> Iterator[tuple[int, tuple[str, tuple[Span, ...]]]]:
    """Yield each number with its text and the places that match there.

    FTS5 tells places by marks around them only. A mark that stands in a text already is no use
    there: Unicode keeps some characters for such ends, and the next one is tried.
    """
    for code in range(0xFDD0, 0x10FFFF):
        if not numbers:
            return
        mark = chr(code)
        rows = connection.execute(_HIGHLIGHT, {"mark": mark, "wanted": wanted, "numbers": numbers}).all()
        yield from ((row.rowid, (row.text, _spans(row.marked, mark))) for row in rows if mark not in row.text)
        numbers = [row.rowid for row in rows if mark in row.text]


def _spans(marked: str, mark: str) -> tuple[Span, ...]:
    """Return where the marked words stand in the text without marks."""
    spans = []
    offset = 0
    for number, part in enumerate(marked.split(mark)):
        if number % 2:
            spans.append(Span(offset, offset + len(part)))
        offset += len(part)
    return tuple(spans)


def _snippet(words: str, matches: tuple[Span, ...]) -> Span:
    """Return a passage of one paragraph around a match, cut between words."""
    first = matches[0]
    opens = words.rfind("\n", 0, first.start) + 1
    closes = words.find("\n", first.end)
    closes = len(words) if closes < 0 else closes
    start = max(opens, first.start - _BEFORE)
    end = min(closes, max(first.end, start + SNIPPET_CHARACTERS))
    while opens < start < first.start and not words[start - 1].isspace():
        start += 1
    while first.end < end < closes and not words[end].isspace():
        end -= 1
    return Span(start, end)
