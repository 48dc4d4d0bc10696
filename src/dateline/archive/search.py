"""Finding words in the texts of records."""

from __future__ import annotations

import re

from sqlalchemy import Connection, text

from dateline.archive.protocol import Match
from dateline.errors import InputError
from dateline.record import Span

SNIPPET_CHARACTERS = 160

_TERM = re.compile(r'"([^"]*)"|([^\s"]+)')
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
    return [_match(connection, wanted, row.id, row.number) for row in ranked]


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


def _match(connection: Connection, wanted: str, record_id: str, number: int) -> Match:
    row = connection.execute(
        text("SELECT text FROM record_words WHERE rowid = :number"), {"number": number}
    ).scalar_one()
    mark = _absent_character(row)
    marked = connection.execute(
        text(
            "SELECT highlight(record_words, 0, :mark, :mark) FROM record_words "
            "WHERE record_words MATCH :wanted AND rowid = :number"
        ),
        {"mark": mark, "wanted": wanted, "number": number},
    ).scalar_one()
    spans = _spans(marked, mark)
    return Match(record=record_id, words=spans, snippet=_snippet(row, spans[0]))


def _absent_character(words: str) -> str:
    """Return a character that the text does not hold: one that Unicode keeps for such uses, if possible."""
    present = set(words)
    return next(mark for code in range(0xFDD0, 0x10FFFF) if (mark := chr(code)) not in present)


def _spans(marked: str, mark: str) -> tuple[Span, ...]:
    """Return where the marked words stand in the text without marks."""
    spans = []
    offset = 0
    for number, part in enumerate(marked.split(mark)):
        if number % 2:
            spans.append(Span(offset, offset + len(part)))
        offset += len(part)
    return tuple(spans)


def _snippet(words: str, first: Span) -> Span:
    """Return a passage of one paragraph around a match, cut between words."""
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
