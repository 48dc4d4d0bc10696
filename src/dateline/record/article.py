"""What was written: one text, its blocks, and what the page says about it."""

from __future__ import annotations

import hashlib
import re
from typing import Literal

import msgspec

from dateline.record.span import Span, trimmed

Role = Literal[
    "headline",
    "deck",
    "byline",
    "dateline",
    "timestamp",
    "caption",
    "credit",
    "body",
    "subheading",
    "list",
    "table",
    "pull-quote",
    "embedded-post",
    "correction",
    "entry",
]
"""What a block of the text is.

``dateline`` is a place-and-date line standing alone; one that opens a paragraph is a span inside
that body block (see Article.dateline). ``correction`` is an editor's note on what changed;
``entry`` heads one dated entry of a live blog.
"""

RemovedAs = Literal[
    "repeated-headline",
    "repeated-text",
    "caption",
    "byline",
    "timestamp",
    "category",
    "author-blurb",
    "publisher-blurb",
    "related",
    "promotion",
    "advert",
    "navigation",
    "site-control",
    "share-control",
    "comment",
    "comment-prompt",
    "legal",
    "consent",
    "next-story",
    "credit-line",
    "script",
    "other",
]
"""What a dropped block was taken for (furniture; the literature says boilerplate)."""

MetadataSource = Literal[
    "given", "json-ld", "opengraph", "meta", "microdata", "visible", "url", "header", "detected", "inferred"
]
"""Where a statement about the article was found.

``given`` came from the caller, ``detected`` from a statistical guess over the text,
``inferred`` was worked out from the statements named in ``raw``.
"""

Completeness = Literal["full", "teaser-only", "live-blog", "not-an-article"]


class Metadatum(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """One statement that the page makes about the article, with where it makes it."""

    value: str
    """The statement, normalised (a name without "By", a language tag, an absolute URL)."""
    source: MetadataSource
    raw: str
    """The exact characters it was read from."""
    path: str | None = None
    """Where in the page: a JSON-LD path, a meta name, an element path, "line 3"."""
    span: Span | None = None
    """Where in the text, if it is laid there."""


class PublicationTime(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False
):
    """When the article was published or changed, as precisely as the page says and no more."""

    value: str
    """ISO 8601: a day ("2016-12-10"), or a day and time, with its offset where the page gives one."""
    precision: Literal["day", "minute", "second"]
    source: MetadataSource
    raw: str
    path: str | None = None
    span: Span | None = None
    zone: str | None = None
    """IANA name or offset that weekdays and "today" are read in; None: the value's own offset, else UTC."""

    @property
    def day(self) -> str:
        """The calendar day in the value's own zone: its first ten characters."""
        return self.value[:10]


class Block(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """One paragraph-like piece of the text and what it is."""

    role: Role
    span: Span
    path: str | None = None
    """Where it stood in the page: an element path, or "line 3"."""


class Removed(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """A block that was on the page and is not in the text: nothing is dropped unsaid."""

    words: str
    taken_for: RemovedAs
    reason: str
    """Why, for a reader: "repeats the headline", "a control, not a sentence"."""
    path: str | None = None
    before: int | None = None
    """Offset in the text at which it would have stood; None where that is not known."""


class Dateline(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """The place-and-date line: "PARIS, Dec 10 (Agency) –"."""

    span: Span
    """All of it, with the dash."""
    place: Span | None = None
    date: Span | None = None
    agency: Span | None = None


class Byline(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """One author as stated. ``name.value`` is the name alone."""

    name: Metadatum
    kind: Literal["person", "agency", "house", "unknown"] = "unknown"
    """What the name looks like: a person, an agency, the outlet's own desk or brand."""


class Credit(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """One clause of the credit line that ends agency copy: "(Reporting by Ana Cruz; Editing by Otieno Were)"."""

    span: Span
    """The clause without brackets and semicolons."""
    part: Literal["reporting", "writing", "editing", "material"]
    """What those named did; "material" is what was taken over: "With files from"."""
    names: tuple[Byline, ...]


class AgencySign(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """One sign that a text is agency copy, in words, with its place in the text where it has one."""

    says: str
    points: float
    """How much it speaks for it; below 0 it speaks against it."""
    span: Span | None = None


class AgencyCopy(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """Signs that a text may be agency copy though the page credits no agency. Evidence, never a fact."""

    grade: Literal["some signs", "strong signs"]
    signs: tuple[AgencySign, ...]
    """Those that weigh most first; those against it at the end."""

    @property
    def points(self) -> float:
        """The sum of the signs' points."""
        return sum(sign.points for sign in self.signs)


class Article(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """The article of a page: one text with everything else standing off from it.

    ``text`` holds headline, deck, byline, dateline, captions and body in reading order, blocks
    parted by a blank line, and is never edited; each field that is in it is a Span into it.
    ``digest`` is the SHA-256 of the text in UTF-8: an annotation belongs to that text and no other.
    An empty text is legal where a page holds no article (see ``completeness``).
    """

    text: str
    digest: str
    blocks: tuple[Block, ...] = ()
    """In reading order, not overlapping; between two there is only white space."""
    removed: tuple[Removed, ...] = ()
    completeness: Completeness = "full"
    completeness_reason: str | None = None
    headline: Span | None = None
    headline_stated: Metadatum | None = None
    """The headline as metadata give it, where the visible one differs or is missing."""
    dateline: Dateline | None = None
    bylines: tuple[Byline, ...] = ()
    publisher: Metadatum | None = None
    published: PublicationTime | None = None
    modified: PublicationTime | None = None
    sections: tuple[Metadatum, ...] = ()
    language: Metadatum | None = None
    """BCP 47 tag, primary language at least."""
    agency_credit: Metadatum | None = None
    """The agency that the page credits; None where it credits none."""
    credits: tuple[Credit, ...] = ()
    """The clauses of credit lines at the end, in reading order."""
    agency_copy: AgencyCopy | None = None
    """Signs of agency copy without a credit; None where there are too few, or the page credits an agency."""
    canonical_url: Metadatum | None = None
    rights: tuple[Metadatum, ...] = ()
    """Reservations as stated: robots meta, tdm-reservation, usage info."""
    alternatives: tuple[tuple[str, Metadatum], ...] = ()
    """Statements that lost against another one: (field, statement)."""
    flags: tuple[str, ...] = ()
    """Anything a reader of the record should know, as short sentences."""
    made_by: str

    def words(self, span: Span | None) -> str | None:
        """Return the words at a span; None for None."""
        return None if span is None else span.of(self.text)

    def blocks_of(self, *roles: Role) -> tuple[Block, ...]:
        """Return the blocks with one of the roles, in reading order."""
        return tuple(block for block in self.blocks if block.role in roles)

    def block_at(self, offset: int) -> Block | None:
        """Return the block that holds the character at the offset; None between blocks."""
        low, high = 0, len(self.blocks)
        while low < high:
            middle = (low + high) // 2
            if self.blocks[middle].span.end <= offset:
                low = middle + 1
            else:
                high = middle
        if low < len(self.blocks) and self.blocks[low].span.start <= offset:
            return self.blocks[low]
        return None


def text_digest(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8, 64 hex digits."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def article_of_paragraphs(text: str, *, published: PublicationTime | None = None, made_by: str) -> Article:
    """Return an article whose body is the text as it stands: each run of lines between blank lines is one block.

    For text that is known to be all article: gold data, a test, a passage pasted in.
    """
    blocks = []
    start = 0
    for paragraph in re.split(r"(\n[^\S\n]*\n\s*)", text):
        span = trimmed(text, start, start + len(paragraph))
        if span is not None:
            blocks.append(Block(role="body", span=span))
        start += len(paragraph)
    return Article(text=text, digest=text_digest(text), blocks=tuple(blocks), published=published, made_by=made_by)
