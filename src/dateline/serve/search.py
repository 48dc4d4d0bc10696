"""Search as a page of the edition: hits with the sentence that holds what was asked for."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

from dateline.archive import Archive
from dateline.edition.lines import Source
from dateline.edition.references import Whole
from dateline.edition.rows import Row, found_row
from dateline.edition.views import View
from dateline.record import Record, Span

SEARCH = "search.html"
ON_PAGE = 20


def search_view(
    words: str,
    *,
    archive: Archive | None = None,
    source: Source | None = None,
    cursor: str | None = None,
    problem: str = "",
    path: str = SEARCH,
) -> View:
    """Return the page of what an archive finds, or of a problem; the empty form for no words.

    ``path`` is that of a watch list, whose words the reader need not repeat. Raises QueryError where the
    words or the cursor can't be read.
    """
    hits: list[tuple[Record, Span | None]] = []
    following = None
    if archive is not None and source is not None and words.strip():
        results = archive.find(words, limit=ON_PAGE, cursor=cursor)
        hits = [_shown(source.records[hit.record], hit.sentence.span if hit.sentence else None) for hit in results]
        following = results.cursor

    def rows() -> Iterator[Row]:
        for record, span in hits:
            yield found_row(record, span)

    repeated = {"q": words} if words and path == SEARCH else {}
    older = f"{path.rpartition('/')[2]}?{urlencode({**repeated, 'cursor': following})}" if following else ""
    about = {"hits": hits, "asked_words": words, "problem": problem, "older": older}
    query = urlencode(repeated)
    return View(path, "search.html", Whole("title"), about, rows, query=query)


def _shown(record: Record, span: Span | None) -> tuple[Record, Span | None]:
    """Return a hit without its sentence where an excerpt of the record leaves that out."""
    return record, span if span is not None and span.of(record.text).strip() else None
