"""A record as lines that a person can read and a diff can show: what golden files hold.

Every line starts with offsets. ``words=False`` puts the first digits of a digest in place of the words,
for pages whose text is not ours to keep.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from dateline.record import (
    AnyAnnotation,
    Entity,
    Event,
    Mention,
    Metadatum,
    Participant,
    PlaceReference,
    PublicationTime,
    Quotation,
    Record,
    Sentence,
    Span,
    TimeExpression,
)


def told(record: Record, *, words: bool = True) -> str:
    """Return the record as lines."""
    return "\n".join(_Teller(record, words=words).lines()) + "\n"


_STATED = ("headline_stated", "publisher", "published", "modified", "language", "agency_credit", "canonical_url")


class _Teller:
    def __init__(self, record: Record, *, words: bool) -> None:
        self.record = record
        self.words = words

    def lines(self) -> Iterator[str]:
        article = self.record.article
        yield f"text {len(article.text)} characters, digest {article.digest[:16]}, {article.completeness}"
        yield ""
        for block in article.blocks:
            yield f"{self.at(block.span)} {block.role}"
        for gone in article.removed:
            yield f"removed as {gone.taken_for}: {self.said(gone.words)} ({gone.reason})"
        yield ""
        yield from self.fields()
        yield ""
        yield from (line for a in self.record.annotations for line in self.finding(a))

    def fields(self) -> Iterator[str]:
        article = self.record.article
        if article.headline is not None:
            yield f"headline {self.at(article.headline)}"
        if article.dateline is not None:
            line = article.dateline
            parts = (("place", line.place), ("date", line.date), ("agency", line.agency))
            inside = ", ".join(f"{name} {self.at(span)}" for name, span in parts if span is not None)
            yield f"dateline {self.at(line.span)}: {inside}"
        for byline in article.bylines:
            yield f"byline {self.stated(byline.name)} ({byline.kind})"
        for name in (
            "headline_stated",
            "publisher",
            "published",
            "modified",
            "language",
            "agency_credit",
            "canonical_url",
        ):
            value = getattr(article, name)
            if value is not None:
                yield f"{name} {self.stated(value)}"
        for section in article.sections:
            yield f"section {self.stated(section)}"
        yield from self.topics()
        for right in article.rights:
            yield f"rights {self.stated(right)}"
        for field, other in article.alternatives:
            yield f"alternative {field} {self.stated(other)}"
        for flag in article.flags:
            yield f"flag {flag}"

    def topics(self) -> Iterator[str]:
        about = self.record.classification
        if about is None:
            return
        for voice in about.sections:
            stands = "" if voice.code in about.topics else ", which does not stand"
            yield f"topic {voice.code} {voice.name} by {voice.voice}{stands}"
        if about.genre is not None:
            yield f"genre {about.genre.name}"

    def finding(self, annotation: AnyAnnotation) -> Iterator[str]:
        match annotation:
            case Sentence():
                yield f"sentence {annotation.span.start}:{annotation.span.end}"
            case Mention():
                yield f"mention {self.at(annotation.span)} {annotation.type} {annotation.form}"
            case Entity():
                roles = "".join(f", role {self.at(role)}" for role in annotation.roles)
                yield f"entity {self.at(annotation.name)} {annotation.type}, {len(annotation.mentions)} mentions{roles}"
            case Quotation():
                yield from self.quotation(annotation)
            case TimeExpression():
                value = annotation.value or "open"
                yield f"time {self.at(annotation.span)} {annotation.type} {value}" + (
                    " inferred" if annotation.inferred else ""
                )
                for candidate in annotation.candidates:
                    fate = "excluded" if candidate.excluded else "possible"
                    yield f"    {fate} {candidate.value}: {'; '.join(reason.says for reason in candidate.reasons)}"
            case PlaceReference():
                place = annotation.place
                where = "unresolved" if place is None else f"{place.id} {place.name}, {place.country}"
                stands = f", stands for {annotation.stands_for}" if annotation.stands_for else ""
                relation = f", relation {self.at(annotation.relation)}" if annotation.relation else ""
                yield f"place {self.at(annotation.span)} {annotation.use} {where}{stands}{relation}"
            case Event():
                kind = f"{annotation.type} {annotation.mode or '-'} {annotation.status}"
                yield f"event {self.at(annotation.trigger)} {kind}"
                yield from (f"    actor {self.participant(p)}" for p in annotation.actors)
                yield from (f"    recipient {self.participant(p)}" for p in annotation.recipients)
                for operator in annotation.modality:
                    holder = f" by {self.at(operator.holder)}" if operator.holder else ""
                    yield f"    under {operator.kind} {self.at(operator.span)}{holder}"

    def quotation(self, quotation: Quotation) -> Iterator[str]:
        nested = f", in {quotation.parent}" if quotation.parent else ""
        flags = f", {' '.join(quotation.flags)}" if quotation.flags else ""
        kind = f" of {quotation.cue_kind}" if quotation.cue_kind else ""
        uttered = "statement" if quotation in self.record.statements else "no statement"
        yield f"quotation {quotation.type} {quotation.use}{kind}, {uttered}{flags}{nested}"
        if quotation.speaker is not None:
            entity = self.record.by_id.get(quotation.speaker.entity or "")
            who = f" = {self.at(entity.name)}" if isinstance(entity, Entity) else ""
            yield f"    speaker {self.at(quotation.speaker.span)}{who}"
        yield from (f"    cue {self.at(span)}" for span in quotation.cue)
        yield from (f"    content {self.at(span)}" for span in quotation.content)

    def participant(self, participant: Participant) -> str:
        codes = " ".join((participant.country or "-", *participant.sectors))
        return f"{self.at(participant.span)} {codes}" + (" inferred" if participant.inferred else "")

    def stated(self, value: Metadatum | PublicationTime) -> str:
        path = f" at {value.path}" if value.path else ""
        return f"{self.said(value.value)} from {value.source}{path}"

    def at(self, span: Span) -> str:
        return f"{span.start}:{span.end} {self.said(span.of(self.record.text))}"

    def said(self, words: str) -> str:
        if self.words:
            return repr(words)
        return "#" + hashlib.sha256(words.encode()).hexdigest()[:8]
