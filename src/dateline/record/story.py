"""What joins articles: copies, families of copies, stories and their claims."""

from __future__ import annotations

from typing import Literal

import msgspec

from dateline.record.annotations import Confidence, EventStatus, Reason
from dateline.record.record import Record
from dateline.record.span import Span


class Evidence(
    msgspec.Struct, frozen=True, kw_only=True, order=True, omit_defaults=True, forbid_unknown_fields=True, gc=False
):
    """Exact words in one article: what a published line stands on."""

    record: str
    digest: str
    """Digest of the article's text."""
    span: Span
    words: str

    def holds(self, record: Record) -> bool:
        """Say whether the record is the one meant and has these words at this span."""
        return (
            record.id == self.record
            and record.article.digest == self.digest
            and self.span.end <= len(record.text)
            and self.span.of(record.text) == self.words
        )


def evidence(record: Record, span: Span) -> Evidence:
    """Return a record's words at a span as evidence. Raises SpanError outside the text."""
    return Evidence(record=record.id, digest=record.article.digest, span=span, words=span.of(record.text))


class AlignedSpan(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """The same words on both sides of a copy."""

    left: Span
    right: Span


class Copy(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """Two articles that share text, and how.

    ``left`` and ``right`` are record ids, left the smaller. ``left_in_right`` is the share of the
    left one's prose words that stand in the right one too (containment), and the other way round.
    ``origin`` is the record that had it first, None where nothing decides.
    """

    id: str
    left: str
    right: str
    verdict: Literal["verbatim", "cut", "extended", "rewritten", "shares-quotations", "shares-passage"]
    """``cut``: the right one is the left one shortened; ``extended``: lengthened."""
    left_in_right: Confidence
    right_in_left: Confidence
    aligned: tuple[AlignedSpan, ...]
    origin: str | None = None
    reasons: tuple[Reason, ...] = ()
    """Why that one is the origin. Their spans point into the origin's text, or nowhere."""
    made_by: str
    confidence: Confidence | None = None


class Difference(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """Words that only one of two articles has, or that stand in the other one's place."""

    kind: Literal["cut", "added", "changed"]
    """``cut``: only in the left one; ``added``: only in the right one."""
    left: Span | None = None
    right: Span | None = None
    tells: tuple[Literal["number", "name", "attribution"], ...] = ()
    """What makes it worth a look: a number, a name or a speaker that the other side does not have."""


class Comparison(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """Two articles side by side: what they share, and every difference in their prose."""

    left: str
    right: str
    """Record ids, in the order in which they were given."""
    verdict: Literal[
        "verbatim", "cut", "extended", "rewritten", "shares-quotations", "shares-passage", "same-story", "unrelated"
    ]
    """That of the copy, seen from the left one; ``same-story``: one event, no words shared."""
    left_in_right: Confidence = 0.0
    right_in_left: Confidence = 0.0
    aligned: tuple[AlignedSpan, ...] = ()
    """In the left one's order."""
    origin: str | None = None
    reasons: tuple[Reason, ...] = ()
    differences: tuple[Difference, ...] = ()
    """Numbers first, then names, attributions and the rest, each in reading order."""
    made_by: str


class Family(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """Articles that are copies of one text: one report, however many pages carry it."""

    id: str
    members: tuple[str, ...]
    """Record ids, the representative first, then by time of publication."""
    origin: str | None = None
    """The member that had it first; None where nothing decides or the origin is not in the corpus."""
    agency: str | None = None
    """The agency that some member credits."""
    reasons: tuple[Reason, ...] = ()

    @property
    def representative(self) -> str:
        """The member that stands for the family."""
        return self.members[0]


class Claim(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """One thing that reports say, with each report's words for it.

    ``families`` are the independent reports that carry it.
    """

    id: str
    type: Literal["event", "quotation", "number"]
    about: str
    """What the claim is about, as a key that two claims share when they can be compared."""
    value: str
    """What it says of that, as a key: "12", "ASSAULT actual", the folded quotation."""
    status: EventStatus | None = None
    reports: tuple[Evidence, ...]
    families: tuple[str, ...]


class Contradiction(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False
):
    """Claims about the same thing that can't all hold: shown side by side, never settled by us."""

    about: str
    says: str
    """In words: "number of people killed"."""
    claims: tuple[str, ...]
    resolved_by: str | None = None
    """The claim that a later correction or update states; None where none does."""


class TimelineEntry(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False
):
    """Something that happened or was said, under the time it happened."""

    when: str
    """ISO 8601 day or day and time."""
    basis: Literal["stated", "inferred", "publication"]
    evidence: Evidence


class StoryLink(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """A link between stories; never a merge."""

    type: Literal["follows-up", "same-storyline", "twin"]
    story: str
    reasons: tuple[Reason, ...] = ()


class Feature(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """One thing that was measured between two reports."""

    name: Literal["likeness", "words", "names", "days"]
    """``likeness``: what decided, 0 to 1; ``words``: the cosine of their words; ``names``: how many both open
    with; ``days``: between their news."""
    value: float


class Join(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """Why two reports are in one story, or why they are not, though they look alike."""

    left: str
    right: str
    """Ids of families; the left one is of the story that tells of this."""
    joined: bool
    features: tuple[Feature, ...]
    """Those that could be measured."""
    reasons: tuple[Reason, ...]
    evidence: tuple[Evidence, ...] = ()
    """Where each side names what both open with."""
    by_hand: bool = False
    """Whether an editor decided it."""
    confidence: Confidence | None = None
    """How often reports that are as near are of one event; None where an editor decided or nothing was measured."""


class StoryDecision(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False
):
    """An editor's word on which articles are of one story: no clustering goes against it.

    Of two decisions on the same two articles the later one stands.
    """

    type: Literal["together", "apart"]
    left: tuple[str, ...]
    """Record ids. ``together``: all of left and right are of one story; ``apart``: no left one is in the story
    of a right one."""
    right: tuple[str, ...] = ()
    by: str
    at: str
    """ISO 8601 time."""
    why: str = ""


class StoryMove(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """One article that changed its story."""

    record: str
    source: str | None = None
    """The story it was in; None for an article that is new."""
    target: str | None = None
    """The story it is in; None for one that is in none any more."""


class StoryChange(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """One entry of the log of stories. Turned round, its moves undo it.

    ``merged``: another story's articles came in, and that story's id is at rest; ``split``: some went
    to a new one; ``moved``: some went over to another one that stood already; ``renewed``: a newer version of
    a page took the place of an older one, or is no article any more and left it empty.
    """

    at: str
    """ISO 8601 time."""
    type: Literal["opened", "grown", "merged", "split", "moved", "renewed"]
    story: str
    """The story that has the articles now."""
    source: str | None = None
    """The story that had them."""
    moves: tuple[StoryMove, ...]
    reasons: tuple[Reason, ...] = ()


class Story(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """The reports of one event or development (TDT calls this a topic).

    ``families`` are its independent reports. ``lead`` is a sentence of one of them, ``headline`` too.
    """

    id: str
    headline: Evidence | None
    lead: Evidence | None = None
    families: tuple[Family, ...]
    copies: tuple[Copy, ...] = ()
    claims: tuple[Claim, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    timeline: tuple[TimelineEntry, ...] = ()
    links: tuple[StoryLink, ...] = ()
    sections: tuple[str, ...] = ()
    first: str | None = None
    """Earliest publication time of a member, ISO 8601."""
    latest: str | None = None
    reasons: tuple[Reason, ...] = ()
    """Why these reports were joined."""
    joins: tuple[Join, ...] = ()
    """For each report but the first the one that it stands nearest to, then the nearest reports that were refused."""
    made_by: str

    @property
    def records(self) -> tuple[str, ...]:
        """Ids of all member records, family by family."""
        return tuple(member for family in self.families for member in family.members)

    @property
    def independent_reports(self) -> int:
        """How many reports do not copy one another: the number of families."""
        return len(self.families)

    @property
    def copied_reports(self) -> int:
        """How many pages only carry another one's report."""
        return len(self.records) - len(self.families)


class ChangedFigure(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False
):
    """A figure that later reports give otherwise: ids of claims, those that stood and those that are new."""

    about: str
    before: tuple[str, ...]
    after: tuple[str, ...]


class StoryNews(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """What a story has that it had not at some time."""

    story: str
    since: str
    """ISO 8601."""
    opened: bool
    """Whether the whole story is new."""
    reports: tuple[str, ...]
    """Ids of the records that are new, first to last."""
    independent: int
    """How many families are new with them."""
    claims: tuple[str, ...]
    """Ids of the claims that only new records make."""
    changed: tuple[ChangedFigure, ...]


__all__ = [
    "AlignedSpan",
    "ChangedFigure",
    "Claim",
    "Comparison",
    "Contradiction",
    "Copy",
    "Difference",
    "Evidence",
    "Family",
    "Feature",
    "Join",
    "Story",
    "StoryChange",
    "StoryDecision",
    "StoryLink",
    "StoryMove",
    "StoryNews",
    "TimelineEntry",
    "evidence",
]
