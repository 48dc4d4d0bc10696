"""What a line may stand on: words of a source, a page's statement, a finding, a count, a list's own words.

Each is a small struct that the manifest keeps, so that ``Source.said`` can work out again what the line must read.
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from dateline.record import Evidence, Record, evidence

Field = Literal[
    "headline",
    "publisher",
    "published",
    "modified",
    "byline",
    "section",
    "agency",
    "address",
    "page",
    "rights",
    "shown",
]


class Words(msgspec.Struct, frozen=True, tag="words", forbid_unknown_fields=True):
    """Words of a source."""

    evidence: Evidence


class Stated(msgspec.Struct, frozen=True, tag="stated", forbid_unknown_fields=True):
    """What a page states about its article."""

    record: str
    field: Field


class Finding(msgspec.Struct, frozen=True, tag="finding", forbid_unknown_fields=True):
    """A finding explained: what it is, what it means, why, how sure, who decided."""

    record: str
    annotation: str
    part: Literal["means", "working", "speaker", "day", "kind", "status", "where"]


class Removal(msgspec.Struct, frozen=True, tag="removal", forbid_unknown_fields=True):
    """A block that was taken off a page, or the reason."""

    record: str
    number: Annotated[int, Meta(ge=0)]
    part: Literal["words", "reason"]


class Told(msgspec.Struct, frozen=True, tag="told", forbid_unknown_fields=True):
    """A count of a story, or what joins, dates, ranks or parts its reports."""

    story: str
    part: Literal[
        "reports", "sections", "reason", "weight", "formula", "value", "support", "differ", "when", "link", "first"
    ]
    number: Annotated[int, Meta(ge=0)] = 0
    claim: str = ""


class Whole(msgspec.Struct, frozen=True, tag="whole", forbid_unknown_fields=True):
    """A count over the edition, its name, its day, a section's name, a part it was made with, whom to write to."""

    part: Literal["title", "counts", "day", "section", "made_by", "contact"]
    value: str = ""


class Listed(msgspec.Struct, frozen=True, tag="listed", forbid_unknown_fields=True):
    """The name of what a list is of, as a record has it, or a count over its reports.

    ``record`` is one that shows the name: a list is found by a key, which is no name for a reader.
    """

    part: Literal["speaker", "place", "point", "source", "share", "copies", "changed", "asked", "since", "page",
                  "owner", "group", "policy", "health"]  # fmt: skip
    key: str
    record: str = ""
    annotation: str = ""


class Drawn(msgspec.Struct, frozen=True, tag="drawn", forbid_unknown_fields=True):
    """A map of the places that a story's reports name, or of one named place: the same to the last stroke."""

    story: str = ""
    record: str = ""
    annotation: str = ""


Reference = Words | Stated | Finding | Removal | Told | Whole | Listed | Drawn


class Line(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One line of a page: the element that holds it, and what it stands on."""

    page: str
    element: str
    stands_on: Reference


def headline_line(record: Record) -> Reference:
    """Return the line for a record's headline: its words in the text, else what the page states."""
    if record.article.headline is not None:
        return Words(evidence(record, record.article.headline))
    return Stated(record.id, "headline")
