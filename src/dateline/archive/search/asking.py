"""A query as what the word index is asked, whatever the engine: words by field."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from dateline.archive.search.facets import language_words
from dateline.archive.search.geometry import box_around, cells_of
from dateline.archive.search.query import Query, Words


class Asked(NamedTuple):
    """One of these words stands in one of these fields; or none does, where it is negated."""

    fields: tuple[str, ...]
    any_of: tuple[Words, ...]
    negated: bool = False


def asked(query: Query) -> list[Asked]:
    """Return all that the word index can say of a query; what must hold of one finding is left to its row."""
    found = [Asked(("text",), (each,)) for each in query.words]
    found += [Asked(("text",), (each,), negated=True) for each in query.without]
    about = ("names", "said") if query.speaker is None else ("said",)
    for fields, words in (
        (("sections",), query.section),
        (("sources",), query.source),
        (("speakers",), query.speaker),
        (about, query.about),
        (("actors",), query.actor),
        (("recipients",), query.recipient),
        (("places",), query.place),
    ):
        if words is not None:
            found.append(Asked(fields, (words,)))
    for kinds in (query.type, query.status):
        if kinds:
            found.append(Asked(("kinds",), _plain(kind.lower() for kind in kinds)))
    if query.language is not None:
        found.append(Asked(("languages",), _plain(language_words(query.language)[-1:])))
    for box in (query.box, box_around(query.near) if query.near else None):
        cells = cells_of(box) if box else []
        if cells:
            found.append(Asked(("cells",), _plain(cells)))
    return found


def _plain(words: Iterable[str]) -> tuple[Words, ...]:
    return tuple(Words(folded=(word,)) for word in words)
