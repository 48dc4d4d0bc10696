"""What was found, for a reader: the sentence, the words that match, and a passage around them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, Row, select

from dateline.archive import schema
from dateline.archive.packing import unpack
from dateline.archive.search.finding import Found, finding_conditions
from dateline.archive.search.query import Query, Words
from dateline.archive.search.words import Word, words_of
from dateline.record import Span, text_digest

SNIPPET_CHARACTERS = 160
MOST_SPANS = 200
"""Places that a hit shows of each thing that is asked for."""

_WORDS = 3
"""What words are counted from among the things asked for: findings come first, in three tables."""

_BEFORE = 60
"""Characters of a snippet before the match: enough to see the clause that it stands in."""


class Passage(msgspec.Struct, frozen=True, kw_only=True):
    """A piece of a record's text: where it stands, and its words."""

    span: Span
    words: str


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """A record that was found, and where in its text.

    ``words`` are the places that match, in reading order, not overlapping: words, quotations of the
    speaker, triggers of events, names of places; none where only the record's own fields were asked for.
    ``sentence`` holds most of what was asked for, the first such one; the first one of the text where
    nothing is marked; None in a text without words. ``score`` is larger for a better match in the order
    "best", in each engine's own measure; None in the other orders.
    """

    record: str
    headline: str | None
    published: str | None
    publisher: str | None
    url: str | None
    sentence: Passage | None
    words: tuple[Span, ...]
    snippet: Passage | None
    """A passage of one paragraph around the first match of the sentence, cut between words."""
    score: float | None = None


class Results(msgspec.Struct, frozen=True, kw_only=True):
    """One page of what was found, and where the next one begins; None after the last."""

    hits: tuple[Hit, ...]
    cursor: str | None = None

    def __iter__(self) -> Iterator[Hit]:
        return iter(self.hits)

    def __len__(self) -> int:
        return len(self.hits)


class _Statement(msgspec.Struct):
    value: str


class _Article(msgspec.Struct):
    text: str
    publisher: _Statement | None = None


class _Finding(msgspec.Struct):
    kind: str
    span: Span | None = None


class _Read(msgspec.Struct):
    """As much of a record as a hit shows: read without the rest it takes a fifth of the time."""

    article: _Article
    annotations: tuple[_Finding, ...] = ()


class _Mark(NamedTuple):
    span: Span
    asked: int
    """What it matches, counted: a sentence with more different ones fits better."""


def hits_of(connection: Connection, query: Query, found: Found) -> tuple[Hit, ...]:
    """Return the hits of one page in its order. Raises ValueError, with the record's id, for a damaged one."""
    columns = schema.records.c
    rows = connection.execute(select(schema.records).where(columns.number.in_(list(found.scores)))).all()
    marks = _findings(connection, query, list(found.scores))
    by_number = {row.number: row for row in rows}
    return tuple(
        _hit(by_number[number], query, marks.get(number, []), score)
        for number, score in found.scores.items()
        if number in by_number
    )


def _findings(connection: Connection, query: Query, numbers: list[int]) -> dict[int, list[_Mark]]:
    found: dict[int, list[_Mark]] = {}
    for asked, (table, conditions) in enumerate(finding_conditions(query)):
        columns = (table.c.number, table.c.position, table.c.start, table.c.end)
        rows = select(*columns).where(table.c.number.in_(numbers), *conditions).order_by(*columns[:2])
        for row in connection.execute(rows):
            found.setdefault(row.number, []).append(_Mark(Span(row.start, row.end), asked))
    return found


def _hit(row: Row[Any], query: Query, findings: list[_Mark], score: float | None) -> Hit:
    try:
        read = msgspec.json.decode(unpack(row.packed, row.size_bytes), type=_Read)
    except ValueError as error:
        raise DamagedError(row.id, error) from error
    text = read.article.text
    if text_digest(text) != row.article_digest:
        raise DamagedError(row.id, "it is of another text")
    marks = sorted([*findings, *_words(text, query)])
    sentences = [finding.span for finding in read.annotations if finding.kind == "sentence" and finding.span]
    sentence = _best(text, sentences, marks)
    first = next((mark.span for mark in marks if sentence and sentence.overlaps(mark.span)), sentence)
    snippet = None if first is None else _snippet(text, first)
    return Hit(
        record=row.id,
        headline=row.headline,
        published=row.published,
        publisher=read.article.publisher.value if read.article.publisher else None,
        url=row.url,
        sentence=_passage(text, sentence),
        words=_apart(marks),
        snippet=_passage(text, snippet),
        score=score,
    )


class DamagedError(ValueError):
    """A record among those found that is not what was kept."""

    def __init__(self, record: str, why: object) -> None:
        super().__init__(str(why))
        self.record = record


def _passage(text: str, span: Span | None) -> Passage | None:
    return None if span is None else Passage(span=span, words=span.of(text))


def _words(text: str, query: Query) -> Iterator[_Mark]:
    """Yield where the words that are asked for stand: those of the text, and those that it is about."""
    # With a speaker, the quotation that is about it is marked whole.
    terms = [*query.words, *([query.about] if query.about and not query.speaker else [])]
    if terms:
        laid = words_of(text)
        for asked, words in enumerate(terms, start=_WORDS):
            for number, span in enumerate(places_of(laid, words)):
                if number == MOST_SPANS:
                    break
                yield _Mark(span, asked)


def places_of(laid: Sequence[Word], words: Words) -> Iterator[Span]:
    """Yield where words stand together in a text, as the index found them."""
    *before, last = words.folded
    length = len(words.folded)
    for at in range(len(laid) - length + 1):
        folded, end = laid[at + length - 1]
        if (folded.startswith(last) if words.prefix else folded == last) and all(
            laid[at + n][0] == word for n, word in enumerate(before)
        ):
            yield Span(laid[at][1].start(), end.end())


def _best(text: str, sentences: list[Span], marks: list[_Mark]) -> Span | None:
    """Return the sentence that holds most of what was asked for; a paragraph where there are no sentences."""
    if not sentences:
        sentences = list(_paragraphs(text))
    asked: list[set[int]] = [set() for _ in sentences]
    at = 0
    for mark in marks:
        while at + 1 < len(sentences) and sentences[at].end <= mark.span.start:
            at += 1
        if sentences and sentences[at].overlaps(mark.span):
            asked[at].add(mark.asked)
    # Of two that hold as much, a finding says more than a word does.
    best = max(
        range(len(sentences)), key=lambda n: (len(asked[n]), min(asked[n], default=9) < _WORDS, -n), default=None
    )
    return None if best is None else sentences[best]


def _paragraphs(text: str) -> Iterator[Span]:
    start = 0
    for line in text.split("\n"):
        if line.strip():
            yield Span(start, start + len(line))
        start += len(line) + 1


def _apart(marks: Iterable[_Mark]) -> tuple[Span, ...]:
    """Return the marked places without those that lie in another one; what overlaps is joined."""
    found: list[Span] = []
    for mark in marks:
        if found and mark.span.start < found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, mark.span.end))
        else:
            found.append(mark.span)
    return tuple(found)


def _snippet(text: str, match: Span) -> Span:
    """Return a passage of one paragraph around a match, cut between words."""
    opens = text.rfind("\n", 0, match.start) + 1
    closes = text.find("\n", match.end)
    closes = len(text) if closes < 0 else closes
    start = max(opens, match.start - _BEFORE)
    end = min(closes, max(match.end, start + SNIPPET_CHARACTERS))
    while opens < start < match.start and not text[start - 1].isspace():
        start += 1
    while match.end < end < closes and not text[end].isspace():
        end -= 1
    return Span(start, end)
