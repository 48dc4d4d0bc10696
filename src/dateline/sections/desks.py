"""What the page and its site say an article is about: Media Topic codes, names of desks, its address, its feed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from dateline.record import Metadatum, Record, Section, Span, Voice
from dateline.sections.labels import Label, read_address, read_label
from dateline.sections.topics import top_of, topics

LABELS = 12
"""Section names of a page that are read; a page with more of them lists its tags."""


def stated_labels(record: Record) -> tuple[tuple[Label, Metadatum | None], ...]:
    """Return what the page's section names and its address tell, each with the statement it stands in.

    The names come first; the address (None for its statement) follows, once, as the page or its URL gives it.
    """
    article = record.article
    named = [(label, stated) for stated in article.sections[:LABELS] for label in read_label(stated.value)]
    return (*named, *((label, None) for label in read_address(_path(record))))


def stated_sections(record: Record, labels: Sequence[tuple[Label, Metadatum | None]]) -> tuple[Section, ...]:
    """Return the sections that the page's codes and its desks name, each topic once a voice, in the order stated.

    A section that the caller gave came with the feed.
    """
    found: dict[tuple[Voice, str], Section] = {}
    for section in (*_coded(record), *_desks(labels)):
        known = found.get((section.voice, section.code))
        if known is None or (known.weak and not section.weak):
            found[section.voice, section.code] = section
    return tuple(found.values())


def _coded(record: Record) -> Iterator[Section]:
    for stated in record.article.sections[:LABELS]:
        code = top_of(stated.value)
        if code is not None:
            yield _section(code, "page", stated.value, stated.span)


def _desks(labels: Sequence[tuple[Label, Metadatum | None]]) -> Iterator[Section]:
    for label, stated in labels:
        if label.tells in {"topic", "lean"} and label.value is not None:
            voice: Voice = "feed" if stated is not None and stated.source == "given" else "desk"
            span = stated.span if stated is not None else None
            yield _section(label.value, voice, label.words, span, weak=label.tells == "lean")


def _section(code: str, voice: Voice, said: str, span: Span | None, *, weak: bool = False) -> Section:
    evidence = () if span is None else (span,)
    return Section(code=code, name=topics()[code].name, voice=voice, said=said, weak=weak, evidence=evidence)


def _path(record: Record) -> str:
    stated = record.article.canonical_url
    for url in (stated.value if stated else None, record.page.final_url, record.page.url):
        if url:
            try:
                return urlsplit(url).path
            except ValueError:
                continue
    return ""
