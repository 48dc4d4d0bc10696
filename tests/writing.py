"""Small records written by hand: the smallest text that shows a behaviour."""

from __future__ import annotations

import msgspec

from dateline.record import (
    RECORD_VERSION,
    Annotation,
    Article,
    Dateline,
    Page,
    PublicationTime,
    Record,
    Span,
    article_of_paragraphs,
    record_id,
)


def article(
    text: str, *, published: str | None = None, headline: str | None = None, dateline: str | None = None
) -> Article:
    """An article of body paragraphs parted by blank lines, under an optional headline.

    ``dateline`` are the words of the date line that opens the text, up to its dash.
    """
    laid = text if headline is None else f"{headline}\n\n{text}"
    plain = article_of_paragraphs(
        laid, published=None if published is None else _published(published), made_by="by-hand/1"
    )
    blocks = plain.blocks
    if headline is not None:
        blocks = (msgspec.structs.replace(blocks[0], role="headline"), *blocks[1:])
    return msgspec.structs.replace(
        plain,
        blocks=blocks,
        headline=None if headline is None else blocks[0].span,
        dateline=None if dateline is None else _dateline(laid, dateline),
    )


def written(
    text: str,
    *,
    published: str | None = None,
    headline: str | None = None,
    dateline: str | None = None,
    url: str | None = None,
) -> Record:
    """A record of such an article, without findings."""
    laid = article(text, published=published, headline=headline, dateline=dateline)
    page = Page(content=laid.text.encode(), media_type="text/plain", encoding="utf-8", url=url)
    return Record(version=RECORD_VERSION, id=record_id(page.digest, url), page=page.reference(), article=laid)


def covered(record: Record, annotation: Annotation) -> str:
    """The words that a finding covers."""
    return annotation.extent.of(record.text)


def _published(value: str) -> PublicationTime:
    return PublicationTime(value=value, precision="day" if len(value) == 10 else "minute", source="given", raw=value)


def _dateline(text: str, words: str) -> Dateline:
    start = text.index(words)
    place, _, date = words.rstrip(" –—-").partition(", ")
    return Dateline(
        span=Span(start, start + len(words)),
        place=Span(start, start + len(place)),
        date=Span(start + len(place) + 2, start + len(place) + 2 + len(date)) if date else None,
    )
