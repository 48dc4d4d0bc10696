"""What was found in an article: each finding stands off from the text.

An annotation has an ``id`` that is the same on every run, ``made_by`` (part and version),
``confidence`` (calibrated, 0 to 1; None where the part has no calibrated figure) and spans.
A field that names another annotation holds its id.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from dateline.record.span import Span, covering

Confidence = Annotated[float, Meta(ge=0.0, le=1.0)]


# Values that never change, made of such values, form no cycles: they and all nouns inside a record or story are
# declared gc=False; the collector then does not walk what is at hand: it took 0.2 s where a server had 2,000 stories.
class Annotation(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    omit_defaults=True,
    forbid_unknown_fields=True,
    tag_field="kind",
    gc=False,
):
    """Base of all findings. ``kind`` in JSON says which one it is."""

    id: str
    """``<kind>-<start>-<end>`` of its span, with ``-2``, ``-3`` … where a kind has several there."""
    made_by: str
    """Part and version, as in "quotes-rules/1"."""
    confidence: Confidence | None = None

    @property
    def extent(self) -> Span:
        """The smallest span that contains everything this finding points at first: its own words."""
        raise NotImplementedError

    def references(self) -> Iterator[tuple[str, str]]:
        """Yield (field, id) for every other annotation that this one names."""
        return iter(())


class Sentence(Annotation, frozen=True, kw_only=True, tag="sentence"):
    """One sentence of a block."""

    span: Span

    @property
    def extent(self) -> Span:
        return self.span


EntityType = Literal["person", "organisation", "place", "group", "event", "work", "product", "other"]
"""``place`` is anything with a position, countries too; ``group`` nationalities, religions, parties."""


class Mention(Annotation, frozen=True, kw_only=True, tag="mention"):
    """Words that name, describe or stand for something.

    ``form`` says how: by name, by a description ("the minister"), by a pronoun.
    """

    span: Span
    type: EntityType
    form: Literal["name", "description", "pronoun"] = "name"

    @property
    def extent(self) -> Span:
        return self.span


class Entity(Annotation, frozen=True, kw_only=True, tag="entity"):
    """A thing that the article talks about, over all its mentions in it.

    ``name`` is the fullest name that the article gives. ``mentions`` are ids in reading order.
    ``roles`` are the words that give an office or description ("US Secretary of State").
    """

    type: EntityType
    name: Span
    mentions: tuple[str, ...]
    roles: tuple[Span, ...] = ()

    @property
    def extent(self) -> Span:
        return self.name

    def references(self) -> Iterator[tuple[str, str]]:
        for mention in self.mentions:
            yield "mentions", mention


class Speaker(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """Who said it: the words that say so, and who that is in this article.

    ``entity`` None means that the article does not make it certain. ``evidence`` are the spans
    that decided it (the name that "he" stands for), and ``how`` the rule in a few words. ``confidence``
    tells how likely the entity is right where several were weighed; None where the words name it.
    """

    span: Span
    entity: str | None = None
    how: str | None = None
    evidence: tuple[Span, ...] = ()
    confidence: float | None = None


CueFlag = Literal[
    "denied", "negated", "declined", "conditional", "future", "hearsay", "document", "joined", "unclosed", "question"
]
"""``negated``: the cue itself is negated ("did not say"), so nothing was said. ``joined``: an ellipsis, so two
remarks may be joined; ``unclosed``: the closing mark is missing."""

CueKind = Literal["speech", "writing", "showing", "belief", "wish", "stance"]
"""What a cue tells of: saying, writing, a document that shows; what somebody thinks, wants, is for or against."""


class Quotation(Annotation, frozen=True, kw_only=True, tag="quotation"):
    """Who said what. Speaker, cue and content are PolNeAR's source, cue and content.

    ``type`` is direct (all in quotation marks), mixed (some) or indirect (none); the content of a
    direct quotation keeps its marks outside its spans. ``content`` is in pieces where the cue stands
    between (“A,” he said. “B”). ``use`` tells what words in quotation marks are there for: speech,
    a term or title, scare quotes, or unknown; a quoted region that is no speech has no speaker.
    ``parent`` is the quotation that this one is nested in.
    """

    type: Literal["direct", "mixed", "indirect"]
    use: Literal["speech", "term", "scare", "unknown"] = "speech"
    content: tuple[Span, ...]
    speaker: Speaker | None = None
    cue: tuple[Span, ...] = ()
    marks: tuple[Span, ...] = ()
    """The quoted regions with their marks, in reading order."""
    addressee: Span | None = None
    time: Span | None = None
    medium: Span | None = None
    flags: tuple[CueFlag, ...] = ()
    parent: str | None = None
    cue_kind: CueKind | None = None
    """None where there is no cue. Only ``speech`` and ``writing`` are words that were uttered."""
    rule: str | None = None

    @property
    def extent(self) -> Span:
        return covering(self.content)

    def references(self) -> Iterator[tuple[str, str]]:
        if self.speaker is not None and self.speaker.entity is not None:
            yield "speaker.entity", self.speaker.entity
        if self.parent is not None:
            yield "parent", self.parent


class Reason(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """One step of a conclusion, for a reader, with the words it rests on."""

    says: str
    span: Span | None = None
    against: bool = False
    """True where it speaks against the conclusion it stands with."""


class TimeCandidate(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False
):
    """A value that the text allows, or one that it rules out (``excluded``), with the reasons."""

    value: str
    reasons: tuple[Reason, ...]
    excluded: bool = False


class TimeExpression(Annotation, frozen=True, kw_only=True, tag="time"):
    """Words that name a time: TIMEX3 type, value and mod, anchored where the text allows.

    ``value`` None means that nothing anchors it. ``start`` and ``end`` are the half-open interval it
    covers, ISO 8601, local to the publisher's or dateline's zone. ``anchor`` says what the value was
    counted from. ``inferred``: the value was worked out from other words (see ``reasons``) rather
    than stated. ``candidates`` are kept where several values remain, or were ruled out.
    """

    span: Span
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str | None = None
    mod: str | None = None
    start: str | None = None
    end: str | None = None
    granularity: (
        Literal[
            "second",
            "minute",
            "hour",
            "part-of-day",
            "day",
            "week",
            "month",
            "season",
            "quarter",
            "half",
            "year",
            "decade",
            "century",
        ]
        | None
    ) = None
    anchor: Literal["publication", "dateline", "expression"] | None = None
    anchor_span: Span | None = None
    rule: str
    inferred: bool = False
    reasons: tuple[Reason, ...] = ()
    candidates: tuple[TimeCandidate, ...] = ()

    @property
    def extent(self) -> Span:
        return self.span


class Place(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """A gazetteer row. Degrees, WGS 84."""

    id: str
    """"geonames:<id>", "ne:<id>" or "iso:<code>"."""
    name: str
    latitude: Annotated[float, Meta(ge=-90.0, le=90.0)]
    longitude: Annotated[float, Meta(ge=-180.0, le=180.0)]
    type: Literal["continent", "region", "country", "division", "city", "feature"]
    country: str | None = None
    """ISO 3166-1 alpha-3; None for seas and regions of several countries."""
    chain: tuple[str, ...] = ()
    """Names of what contains it, nearest first: division, country."""
    population: int | None = None


class PlaceReference(Annotation, frozen=True, kw_only=True, tag="place"):
    """A toponym: words that name a place, or something by the name of a place.

    ``use``: ``literal`` the place itself, ``demonym`` its people or an adjective of it ("Syrian"),
    ``metonym`` its government or the like ("Moscow said"), with the country it stands for in
    ``stands_for`` (ISO 3166-1 alpha-3). ``place`` None: seen, not resolved. ``relation`` holds the
    words that shift it ("eastern", "30 km north of"), ``radius_km`` how far around the point it may be.
    ``via`` "container": the words name a street or building that the gazetteer lacks, and ``place`` is the
    city that holds it.
    """

    span: Span
    use: Literal["literal", "demonym", "metonym"] = "literal"
    place: Place | None = None
    stands_for: str | None = None
    relation: Span | None = None
    radius_km: float | None = None
    via: Literal["container"] | None = None
    reasons: tuple[Reason, ...] = ()
    candidates: tuple[Place, ...] = ()
    """The next-best senses, best first, a few at most."""

    @property
    def extent(self) -> Span:
        return self.span


EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT",
    "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
"""PLOVER 2.0's sixteen types."""

EventStatus = Literal["actual", "planned", "demanded", "conditional", "denied", "failed", "hypothetical", "reported"]
"""``actual``: the article itself tells it as done. Anything else must never be printed as a deed."""


class Participant(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """An actor or recipient: the words, and the entity and codes they resolve to."""

    span: Span
    entity: str | None = None
    country: str | None = None
    """ISO 3166-1 alpha-3, or a PLOVER non-state code (IGO, NGO …)."""
    sectors: tuple[str, ...] = ()
    """PLOVER sectors (GOV, MIL, REB …)."""
    inferred: bool = False
    """True where the words do not say it themselves (a bare noun resolved within the article)."""


class Operator(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """One layer between the article's voice and an event: a negation, a modal, a wish, a report.

    ``holder`` is who wants, says or demands it; None where nobody is named.
    """

    kind: Literal[
        "negation",
        "modal",
        "future",
        "condition",
        "report",
        "wish",
        "demand",
        "plan",
        "purpose",
        "attempt",
        "failure",
        "question",
        "doubt",
    ]
    span: Span
    holder: Span | None = None


class Victims(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """How many people an event harmed: the words, the range they give, and who says so.

    "at least eight" has a ``lowest`` alone, "up to 30" a ``highest`` alone, "12" both; "dozens" none.
    """

    span: Span
    harm: Literal["killed", "wounded", "abducted", "arrested"]
    lowest: int | None = None
    highest: int | None = None
    approximate: bool = False
    """True for "about", "nearly" and the like."""
    said_by: Span | None = None
    """Who gives the number; None where the article does itself."""


class Event(Annotation, frozen=True, kw_only=True, tag="event"):
    """Who did what to whom: PLOVER type, mode and context; CAMEO's source and target are
    actors and recipients here.

    ``status`` is what the strictest operator makes of it; ``modality`` keeps every layer,
    outermost first. ``time`` and ``place`` are ids of annotations. ``evidence`` are the clauses
    or sentences that tell it, the first one holding ``trigger``.
    """

    type: EventType
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    context_words: tuple[Span, ...] = ()
    """For each context, in the same order, the first words that show it."""
    trigger: Span
    actors: tuple[Participant, ...] = ()
    recipients: tuple[Participant, ...] = ()
    status: EventStatus
    modality: tuple[Operator, ...] = ()
    time: str | None = None
    place: str | None = None
    instrument: Span | None = None
    """The weapon or means of an assault."""
    victims: tuple[Victims, ...] = ()
    evidence: tuple[Span, ...]
    rule: str | None = None

    @property
    def extent(self) -> Span:
        return self.trigger

    def references(self) -> Iterator[tuple[str, str]]:
        if self.time is not None:
            yield "time", self.time
        if self.place is not None:
            yield "place", self.place
        for field, people in (("actors", self.actors), ("recipients", self.recipients)):
            for person in people:
                if person.entity is not None:
                    yield f"{field}.entity", person.entity


AnyAnnotation = Sentence | Mention | Entity | Quotation | TimeExpression | PlaceReference | Event


class Identifier:
    """Hands out ids within one article: the same findings in the same order get the same ids.

    >>> name = Identifier()
    >>> name("event", Span(3, 9)), name("event", Span(3, 9))
    ('event-3-9', 'event-3-9-2')
    """

    def __init__(self) -> None:
        self._taken: dict[str, int] = {}

    def __call__(self, kind: str, span: Span) -> str:
        stem = f"{kind}-{span.start}-{span.end}"
        count = self._taken[stem] = self._taken.get(stem, 0) + 1
        return stem if count == 1 else f"{stem}-{count}"
