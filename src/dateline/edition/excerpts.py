"""A record with the words left out that an edition may not show: whatever is drawn from it can't show them either.

Offsets stay: words left out become spaces, so that every span still names the words it named. What was found in
words left out is left out too.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from typing import Protocol

import msgspec

from dateline.edition.outlets import Outlets
from dateline.record import AnyAnnotation, Article, Classification, Entity, Evidence, Record, Span, Story
from dateline.record.article import text_digest
from dateline.record.fields import fields_with


class Reader(Protocol):
    """What an edition asks of an archive."""

    def record_digests(self) -> Iterable[tuple[str, str]]:
        """Yield the id of each record, with what changes when the record does."""

    def record(self, record_id: str) -> Record:
        """Return a record."""

    def stories(self) -> Iterator[Story]:
        """Yield the stories."""


STANDS = frozenset({"headline", "byline", "dateline", "timestamp", "credit", "correction"})
"""Blocks that say what an article is and whose: they are shown whole."""

_NOTE = "an excerpt; the SHA-256 of the whole text is "
_WORD = re.compile(r"\S+")


def excerpt(record: Record, words: int, cited: Iterable[Span] = ()) -> Record:
    """Return a record of which the text has at most so many words, counted by whole sentences, and what is cited.

    ``cited`` are spans that stories of the edition stand on: the sentences that hold them stay. An excerpt of an
    excerpt is the same again.
    """
    shown = _merged(record.text, _shown(record, words, list(cited)))
    text = _blanked(record.text, shown)
    if text == record.text:
        return record
    article = record.article
    signs = () if article.agency_copy is None else article.agency_copy.signs
    masked = msgspec.structs.replace(
        article,
        text=text,
        digest=text_digest(text),
        removed=(),
        agency_copy=article.agency_copy if all(_inside(sign.span, shown) for sign in signs) else None,
        flags=article.flags if whole_digest(article) else (*article.flags, _NOTE + article.digest),
    )
    return msgspec.structs.replace(
        record,
        article=masked,
        annotations=_kept(record, shown),
        classification=record.classification and _classification(record.classification, shown),
    )


def whole_digest(article: Article) -> str | None:
    """Return the digest of the whole text that an excerpt was made of; None for an article that is none."""
    return next((flag.removeprefix(_NOTE) for flag in article.flags if flag.startswith(_NOTE)), None)


def holds(proof: Evidence, record: Record) -> bool:
    """Say whether a record, or an excerpt of it, has the words of evidence at their span."""
    whole = whole_digest(record.article)
    if whole is not None and proof.digest == whole:
        proof = msgspec.structs.replace(proof, digest=record.article.digest)
    return proof.holds(record)


def cited_in(stories: Iterable[Story]) -> dict[str, list[Span]]:
    """Return what stories stand on, by record."""
    found: dict[str, list[Span]] = {}
    for story in stories:
        for proof in _proofs(story):
            found.setdefault(proof.record, []).append(proof.span)
    return found


class Excerpted:
    """An archive of which no more is read than its outlets let an edition show. Fits ``building.Reader``."""

    def __init__(self, archive: Reader, outlets: Outlets) -> None:
        self._archive = archive
        self._outlets = outlets
        self._stories = list(archive.stories())
        self._cited = cited_in(self._stories)

    def record_digests(self) -> Iterator[tuple[str, str]]:
        """Yield the ids; a record changes too when its rule does, or what is cited of it."""
        rules = self._outlets.digest()
        for key, digest in self._archive.record_digests():
            parts = repr((digest, rules, sorted(self._cited.get(key, ()))))
            yield key, hashlib.sha256(parts.encode()).hexdigest()

    def record(self, record_id: str) -> Record:
        """Return a record, or an excerpt of it."""
        record = self._archive.record(record_id)
        words = self._outlets.rule(record).words
        return record if words is None else excerpt(record, words, self._cited.get(record_id, ()))

    def stories(self) -> Iterator[Story]:
        """Yield the stories."""
        return iter(self._stories)


def _proofs(value: object) -> Iterator[Evidence]:
    if isinstance(value, Evidence):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _proofs(each)
    elif isinstance(value, msgspec.Struct):
        for field in fields_with(type(value), Evidence):
            yield from _proofs(getattr(value, field))


def _shown(record: Record, words: int, cited: list[Span]) -> Iterator[Span]:
    """Yield what is shown, in any order."""
    if record.article.headline is not None:
        yield record.article.headline
    running = [block.span for block in record.article.blocks if block.role not in STANDS]
    yield from (block.span for block in record.article.blocks if block.role in STANDS)
    pieces = [each.span for each in record.sentences if any(span.contains(each.span) for span in running)]
    for span in cited:
        around = [each.span for each in record.sentences if each.span.overlaps(span)]
        yield from around or [span]
    if not pieces:
        pieces = [Span(span.start + found.start(), span.start + found.end())
                  for span in running for found in _WORD.finditer(span.of(record.text))]  # fmt: skip
    left = words
    for span in pieces:
        left -= len(span.of(record.text).split())
        if left < 0:
            return
        yield span


def _merged(text: str, spans: Iterable[Span]) -> list[Span]:
    """Return spans in order, those with only white space between them as one."""
    found: list[Span] = []
    for span in sorted(spans, key=lambda each: (each.start, each.end)):
        if found and not text[found[-1].end : span.start].strip():
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


def _blanked(text: str, shown: list[Span]) -> str:
    pieces, at = [], 0
    for span in shown:
        pieces += [_HIDDEN.sub(" ", text[at : span.start]), text[span.start : span.end]]
        at = span.end
    return "".join((*pieces, _HIDDEN.sub(" ", text[at:])))


_HIDDEN = re.compile(r"\S")


def _inside(span: Span | None, shown: list[Span]) -> bool:
    return span is None or any(each.contains(span) for each in shown)


def _kept(record: Record, shown: list[Span]) -> tuple[AnyAnnotation, ...]:
    """Return what was found in the words that are shown, and names nothing that is left out."""
    hidden = {int(found[1]) for path, span in record.spans() if (found := _AT.match(path)) and not _inside(span, shown)}
    kept = {each.id: each for number, each in enumerate(record.annotations) if number not in hidden}
    for key, each in kept.items():
        if isinstance(each, Entity):
            kept[key] = msgspec.structs.replace(each, mentions=tuple(name for name in each.mentions if name in kept))
    while True:
        lost = [key for key, each in kept.items() if any(name not in kept for _, name in each.references())]
        if not lost:
            return tuple(kept.values())
        for key in lost:
            del kept[key]


_AT = re.compile(r"\$\.annotations\[(\d+)\]")


def _classification(found: Classification, shown: list[Span]) -> Classification:
    sections = tuple(
        msgspec.structs.replace(each, evidence=tuple(span for span in each.evidence if _inside(span, shown)))
        for each in found.sections
    )
    setting = found.setting and msgspec.structs.replace(
        found.setting, evidence=tuple(span for span in found.setting.evidence if _inside(span, shown))
    )
    return msgspec.structs.replace(found, sections=sections, setting=setting)
