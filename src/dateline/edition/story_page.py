"""What a story's page shows of its reports: places, statements, what more than one tells, other stories."""

from __future__ import annotations

from collections import Counter
from typing import Any, NamedTuple

from dateline.edition.lines import Located, Source
from dateline.edition.references import Finding, Reference, Stated, Words
from dateline.record import Evidence, Quotation, Record, Story, evidence

STATEMENTS = 12
"""Statements shown on a story's page; the articles have them all."""
OF_ONE = 2
"""Statements shown of one speaker."""
PLACES = 12
"""Places listed under a story's map: those with most weight."""


class Statement(NamedTuple):
    """A quotation on a page, with its pieces as evidence."""

    record: str
    quotation: Quotation
    pieces: tuple[Evidence, ...]
    cue: tuple[Evidence, ...]
    """The words that say how it was said: without "denied" a denial reads as its opposite."""


def statement(record: Record, quotation: Quotation) -> Statement:
    """Return a quotation with its evidence."""
    pieces = tuple(evidence(record, piece) for piece in quotation.content)
    return Statement(record.id, quotation, pieces, tuple(evidence(record, piece) for piece in quotation.cue))


def story_title(story: Story) -> Reference:
    """Return the line that names a story: a headline's words, else what its first report's page states."""
    return Words(story.headline) if story.headline else Stated(story.families[0].representative, "headline")


def story_about(source: Source, story: Story) -> dict[str, Any]:
    """Return what the template of a story's page is given."""
    differing = {claim for contradiction in story.contradictions for claim in contradiction.claims}
    located = source.places(story)
    return {
        "located": [(each, _first_words(source, each)) for each in located[:PLACES]],
        "statements": _statements(source, story),
        "shared": [c for c in story.claims if len(c.families) > 1 and c.id not in differing],
        "links": [
            (n, source.stories[each.story]) for n, each in enumerate(story.links) if each.story in source.stories
        ],
    }


def _statements(source: Source, story: Story) -> list[Statement]:
    """Return what was said in the reports, direct quotations first, the same words once, a few of each speaker."""
    found: list[Statement] = []
    for family in story.families:
        record = source.records[family.representative]
        for quotation in record.statements:
            if quotation.speaker is not None and quotation.parent is None:
                found.append(statement(record, quotation))
    shown: list[Statement] = []
    words: set[tuple[str, ...]] = set()
    speakers: Counter[str] = Counter()
    for one in sorted(found, key=lambda each: each.quotation.type != "direct"):
        said = tuple(piece.words for piece in one.pieces)
        speaker = source.said(Finding(one.record, one.quotation.id, "speaker"))
        if said in words or speakers[speaker] >= OF_ONE:
            continue
        words.add(said)
        speakers[speaker] += 1
        shown.append(one)
    return shown[:STATEMENTS]


def _first_words(source: Source, located: Located) -> Evidence:
    record = source.records[located.record]
    return evidence(record, record.by_id[located.reference].extent)
