"""Claims: what reports say, how many independent ones say it, and where they differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from dateline.record import (
    Claim,
    Contradiction,
    Event,
    EventStatus,
    Evidence,
    Family,
    Quotation,
    Record,
    Span,
    evidence,
)
from dateline.stories.characters import Hashes, words_of
from dateline.stories.numbers import Count, counts, says
from dateline.stories.order import arrival, same_address
from dateline.stories.words import Reading, quoted_regions, words_in

QUOTED = 6
"""Words from which on the same words in quotation marks are the same quotation."""
OTHERS = 10.0
"""How many times a count must be another one to be of others, where both name whom they count and differ in that."""
CLAIMANTS = 20
"""Members of one family that are asked: the others say the same."""
_SAID_SO: frozenset[EventStatus] = frozenset({"actual", "reported"})


class _Report(NamedTuple):
    """One record's words for a claim."""

    type: str
    about: str
    value: str
    status: EventStatus | None
    record: Record
    span: Span
    figure: Count | None = None


def find_claims(
    families: Sequence[Family], records: Mapping[str, Record], readings: Mapping[str, Reading]
) -> tuple[tuple[Claim, ...], tuple[Contradiction, ...]]:
    """Return a story's claims and contradictions; records and their words by record id.

    Of each report and quantity the count it gives first is taken: that is the one it stands by, and
    later ones are mostly of a part. Counts are all claims; quotations and events are where two
    families carry them, or where one family says what another denies.
    """
    family_of = {member: family.id for family in families for member in family.members}
    members = sorted((records[m] for family in families for m in family.members[:CLAIMANTS]), key=arrival)
    found: list[_Report] = []
    for record in members:
        found += _numbers(record, readings[record.id])
        found += _events(record)
    if len(families) > 1:
        found += _shared_quotations(members, readings, family_of)
    groups: dict[tuple[str, str, str], list[_Report]] = {}
    for report in found:
        groups.setdefault((report.type, report.about, report.value), []).append(report)
    denied = _denials(groups)
    kept = {
        key: reports
        for key, reports in groups.items()
        if key[0] == "number" or key[:2] in denied or len(_families(reports, family_of)) > 1
    }
    claims = tuple(_claim(key, reports, family_of) for key, reports in sorted(kept.items()))
    contradictions = [*_differing_counts(kept, members), *(_denied(key, kept) for key in sorted(denied))]
    return claims, tuple(contradictions)


def claim_id(type_: str, about: str, value: str) -> str:
    """Return the id of a claim within its story."""
    return f"claim-{type_}-{about}-{value}".replace(" ", "-")


def _claim(key: tuple[str, str, str], reports: list[_Report], family_of: dict[str, str]) -> Claim:
    type_, about, value = key
    words: dict[str, Evidence] = {}
    for report in reports:
        words.setdefault(report.record.id, evidence(report.record, report.span))
    return Claim(
        id=claim_id(type_, about, value),
        type="number" if type_ == "number" else "quotation" if type_ == "quotation" else "event",
        about=about,
        value=value,
        status=reports[0].status,
        reports=tuple(words.values()),
        families=_families(reports, family_of),
    )


def _families(reports: Iterable[_Report], family_of: dict[str, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(family_of[report.record.id] for report in reports))


def _numbers(record: Record, reading: Reading) -> list[_Report]:
    first: dict[str, Count] = {}
    for count in counts(record, reading):
        held = first.setdefault(count.quantity, count)
        if held.sentence == record.article.headline and count.value == held.value:
            # The body says it in full.
            first[count.quantity] = count
    return [
        _Report("number", quantity, count.value, None, record, count.sentence, count)
        for quantity, count in first.items()
    ]


def _shared_quotations(
    members: Iterable[Record], readings: Mapping[str, Reading], family_of: Mapping[str, str]
) -> Iterator[_Report]:
    """Yield the quotations that two families have. The others are many: their words are not looked at one by one."""
    said: dict[bytes, list[tuple[Record, Span]]] = {}
    for record in members:
        for words, span in _quotations(record, readings[record.id]):
            said.setdefault(words.tobytes(), []).append((record, span))
    for places in said.values():
        if len({family_of[record.id] for record, _ in places}) > 1:
            for record, span in places:
                spoken = words_in(span.of(record.text))
                yield _Report("quotation", " ".join(spoken[:QUOTED]), " ".join(spoken), None, record, span)


def _quotations(record: Record, reading: Reading) -> Iterator[tuple[Hashes, Span]]:
    """Yield the words and the span of each quotation that is long enough."""
    text = record.text
    spans = [mark for quotation in record.quotations for mark in _direct(quotation)]
    if not record.quotations:
        blocks = [record.article.blocks[number] for number in np.unique(reading.blocks[reading.quoted]).tolist()]
        spans = [
            Span(start, end)
            for block in blocks
            for start, end in quoted_regions(text, block.span.start, block.span.end)
        ]
    edges = reading.starts.searchsorted(np.array([(span.start, span.end) for span in spans]).reshape(-1, 2))
    for span, (first, end) in zip(spans, edges.tolist(), strict=True):
        # A headline or a caption is not among the words of the body.
        words = reading.hashes[first:end] if first < end else words_of(span.of(text)).hashes
        if len(words) >= QUOTED:
            yield words, span


def _direct(quotation: Quotation) -> tuple[Span, ...]:
    return quotation.marks if quotation.use == "speech" else ()


def _events(record: Record) -> list[_Report]:
    found = []
    for event in record.events:
        about = _about(record, event)
        if about is not None:
            value = f"{event.type} {event.status}"
            found.append(_Report("event", about, value, event.status, record, event.evidence[0]))
    return found


def _about(record: Record, event: Event) -> str | None:
    """Return type, actors and recipients as a key; None where nobody is named: that compares with nothing."""
    sides = []
    for people in (event.actors, event.recipients):
        names = set()
        for person in people:
            entity = record.by_id.get(person.entity or "")
            span = entity.extent if entity is not None else person.span
            names.add(" ".join(words_in(span.of(record.text))))
        sides.append("+".join(sorted(names)))
    return f"{event.type}:{sides[0]}:{sides[1]}" if all(sides) else None


def _denials(groups: dict[tuple[str, str, str], list[_Report]]) -> set[tuple[str, str]]:
    statuses: dict[tuple[str, str], set[EventStatus]] = {}
    for key, reports in groups.items():
        if key[0] == "event":
            statuses.setdefault(key[:2], set()).update(r.status for r in reports if r.status is not None)
    return {about for about, said in statuses.items() if "denied" in said and said & _SAID_SO}


def _denied(about: tuple[str, str], kept: dict[tuple[str, str, str], list[_Report]]) -> Contradiction:
    claims = [claim_id(*key) for key in sorted(kept) if key[:2] == about]
    return Contradiction(about=about[1], says="said by some, denied by others", claims=tuple(claims))


def _differing_counts(
    kept: dict[tuple[str, str, str], list[_Report]], members: Sequence[Record]
) -> Iterable[Contradiction]:
    quantities: dict[str, list[tuple[str, list[_Report]]]] = {}
    for (type_, about, value), reports in sorted(kept.items()):
        if type_ == "number":
            quantities.setdefault(about, []).append((value, reports))
    for quantity, values in quantities.items():
        figures = [(value, reports[0].figure) for value, reports in values]
        clashing = [value for value, one in figures if any(_clash(one, other) for _, other in figures)]
        if clashing:
            yield Contradiction(
                about=quantity,
                says=says(quantity),
                claims=tuple(claim_id("number", quantity, value) for value in clashing),
                resolved_by=_resolution(quantity, {v: r for v, r in values if v in clashing}, members),
            )


def _clash(one: Count | None, other: Count | None) -> bool:
    if one is None or other is None or not (one.high < other.low or other.high < one.low):
        return False
    # "137 soldiers killed" does not contradict "more than 20,000 Palestinians killed": others are counted.
    parted = one.whom and other.whom and one.whom.isdisjoint(other.whom)
    small, large = sorted((_figure(one), _figure(other)))
    return not (parted and large >= OTHERS * small)


def _figure(count: Count) -> float:
    return count.low or count.high


def _resolution(quantity: str, values: dict[str, list[_Report]], members: Sequence[Record]) -> str | None:
    """Return the claim of a page's later edition, where the others are those that its earlier ones made."""
    for value, reports in sorted(values.items()):
        for report in reports:
            earlier = {m.id for m in members if same_address(m, report.record) and arrival(m) < arrival(report.record)}
            others = [held for other, held in values.items() if other != value]
            if earlier and all(any(r.record.id in earlier for r in held) for held in others):
                return claim_id("number", quantity, value)
    return None
