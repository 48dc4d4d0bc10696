"""What kind of article it is, from what the page calls it and from set phrases of its headline and text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple, cast

from dateline.record import Genre, GenreName, Reason, Record, trimmed
from dateline.resources.tables import read_table
from dateline.sections.labels import Label

OPENING = 200
"""Characters that a text opens with."""
CLOSING = 1500
"""Characters that it closes with: a press release's contacts stand there."""
LIVE_ENTRIES = 3
"""Dated entries from which on a page is a live blog."""
DIALOGUE = 6
"""Paragraphs that open with the same two marks ("Q:", "A:") from which on it is an interview."""

_ASKED = ("Q:", "Q.", "Frage:")
_ANSWERED = ("A:", "A.", "Antwort:")
_EXACT = {("headline", "opens"): str.startswith, ("headline", "closes"): str.endswith}


class Phrase(NamedTuple):
    """A set phrase: where it stands, its words in small letters, what it shows."""

    part: str
    place: str
    words: str
    genre: GenreName


@cache
def _phrases() -> tuple[Phrase, ...]:
    rows = read_table("sections", "genres", columns=3)
    parts = ((*where.split("-", 1), words, genre) for where, words, genre in rows)
    return tuple(Phrase(part, place, words, cast(GenreName, genre)) for part, place, words, genre in parts)


@cache
def _words_by_place() -> dict[tuple[str, str], tuple[str, ...]]:
    found: dict[tuple[str, str], list[str]] = {}
    for phrase in _phrases():
        found.setdefault((phrase.part, phrase.place), []).append(phrase.words)
    return {place: tuple(words) for place, words in found.items()}


def find_genre(record: Record, labels: Iterable[Label]) -> Genre | None:
    """Return the kind of article, with all that shows it; None for a plain report.

    What the page calls it stands above phrases; of several kinds the first that is shown stands.
    """
    shown = [*_called(labels), *_laid_out(record), *_phrased(record)]
    if not shown:
        return None
    name = shown[0][0]
    return Genre(name=name, reasons=tuple(reason for genre, reason in shown if genre == name))


def _called(labels: Iterable[Label]) -> Iterator[tuple[GenreName, Reason]]:
    for label in labels:
        if label.tells == "genre" and label.value is not None:
            yield cast(GenreName, label.value), Reason(says=f"the page files it under “{label.words}”")


def _laid_out(record: Record) -> Iterator[tuple[GenreName, Reason]]:
    article = record.article
    entries = article.blocks_of("entry")
    if article.completeness == "live-blog" or len(entries) >= LIVE_ENTRIES:
        yield "live", Reason(says="a page of dated entries", span=entries[0].span if entries else None)
    asked = [b for b in article.blocks_of("body") if article.text.startswith(_ASKED, b.span.start)]
    answered = [b for b in article.blocks_of("body") if article.text.startswith(_ANSWERED, b.span.start)]
    if asked and answered and len(asked) + len(answered) >= DIALOGUE:
        yield "interview", Reason(says="questions and answers", span=asked[0].span)


def _phrased(record: Record) -> Iterator[tuple[GenreName, Reason]]:
    parts = _parts(record)
    if not any(_holds_any(place, parts[place][0], words) for place, words in _words_by_place().items()):
        return  # nearly every article: the phrases are not looked for one by one
    for phrase in _phrases():
        words, offset = parts[phrase.part, phrase.place]
        at = _place(words, phrase)
        if at is not None:
            found = trimmed(record.text, offset + at, offset + at + len(phrase.words))
            if found is not None:
                says = "its headline" if phrase.part == "headline" else "its text"
                yield phrase.genre, Reason(says=f"{says} says “{found.of(record.text)}”", span=found)


def _parts(record: Record) -> dict[tuple[str, str], tuple[str, int]]:
    """Return, in small letters, what is looked through for each kind of phrase, and where it begins."""
    text, headline = record.text, record.article.headline
    title = ("", 0) if headline is None else (_small(headline.of(text)), headline.start)
    body = [block.span for block in record.article.blocks if block.role != "headline"]
    start, end = (body[0].start, body[-1].end) if body else (0, 0)
    closing = max(start, end - CLOSING)
    opening = _small(text[start : min(end, start + CLOSING)])
    return {
        ("headline", "opens"): title,
        ("headline", "has"): title,
        ("headline", "closes"): title,
        ("text", "opens"): (opening[:OPENING], start),
        ("text", "has"): (opening, start),
        ("text", "closes"): (_small(text[closing:end]), closing),
    }


def _holds_any(place: tuple[str, str], words: str, phrases: tuple[str, ...]) -> bool:
    exact = _EXACT.get(place)
    return any(phrase in words for phrase in phrases) if exact is None else exact(words, phrases)


def _place(words: str, phrase: Phrase) -> int | None:
    """Return where a phrase stands in words: a headline's opening and end are exact."""
    exact = _EXACT.get((phrase.part, phrase.place))
    if exact is not None:
        at = 0 if phrase.place == "opens" else len(words) - len(phrase.words)
        return at if exact(words, phrase.words) else None
    at = words.find(phrase.words)
    return at if at >= 0 else None


def _small(words: str) -> str:
    """Return words in small letters; a letter whose small form is longer is left, so that offsets stay true."""
    small = words.lower()
    return small if len(small) == len(words) else "".join(c.lower() if len(c.lower()) == 1 else c for c in words)
