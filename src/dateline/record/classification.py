"""What an article is about and what kind of article it is: sections as IPTC Media Topics, genre, setting."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from dateline.record.annotations import Confidence, Reason
from dateline.record.span import Span

Voice = Literal["page", "feed", "desk", "text"]
"""Who says it: the page's own Media Topic codes, the feed that brought it, the site's own section name or
the address (a desk, which is not a topic), or what the words of the text weigh."""

GenreName = Literal[
    "opinion",
    "analysis",
    "review",
    "interview",
    "obituary",
    "live",
    "press-release",
    "fact-check",
    "sponsored",
    "satire",
    "advice",
    "correction",
    "podcast",
]
"""Kinds of article that are none of news reporting. A kind, never a topic."""


class Section(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """One voice on what an article is about: a top-level IPTC Media Topic."""

    code: Annotated[str, Meta(pattern="^[0-9]{8}$")]
    """Media Topic, as in "11000000"."""
    name: str
    """IPTC's own name for it."""
    voice: Voice
    confidence: Confidence | None = None
    """Calibrated for the text; None for the voices that merely state it."""
    said: str | None = None
    """What was read, as it was written: "Politik", "/business/". None for the text."""
    weak: bool = False
    """True where a desk's name only leans that way, so that a sure text stands above it."""
    evidence: tuple[Span, ...] = ()
    """The words that weigh most for it, in reading order."""


class Genre(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """What kind of article it is, with what shows it."""

    name: GenreName
    reasons: tuple[Reason, ...]


class Setting(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """Where it plays: the country that most of its places lie in."""

    country: str
    """ISO 3166-1 alpha-3."""
    home: str | None = None
    """The publisher's country as its address or language tag states it; None where neither does."""
    evidence: tuple[Span, ...] = ()

    @property
    def abroad(self) -> bool | None:
        """Whether it plays outside the publisher's country; None where that is not known."""
        return None if self.home is None else self.country != self.home


class Classification(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False
):
    """The sections of an article with every voice on them, its genre and its setting.

    ``topics`` are the codes that stand, at most two, the first the main one; empty means unsorted,
    and ``unsorted`` says why. ``sections`` keeps every voice, also those that lost.
    """

    topics: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    unsorted: str | None = None
    genre: Genre | None = None
    setting: Setting | None = None
    made_by: str

    @property
    def disputed(self) -> bool:
        """Whether two voices share no topic."""
        by_voice: dict[str, set[str]] = {}
        for section in self.sections:
            by_voice.setdefault(section.voice, set()).add(section.code)
        said = list(by_voice.values())
        return any(said[i].isdisjoint(said[j]) for i in range(len(said)) for j in range(i))
