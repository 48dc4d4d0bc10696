"""Events as a tab-separated file after GDELT's event table: CAMEO codes where they are certain, one row a pair."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dateline.exports.coding import cameo, code_of, day_of, place_of, quad_class, score
from dateline.exports.rows import in_figures
from dateline.record import Event, Participant, Record
from dateline.typesetting import wording

COLUMNS = (
    "GlobalEventID", "Day", "DayFrom",
    "Actor1Code", "Actor1Name", "Actor1FullName", "Actor1CountryCode", "Actor1Type1Code", "Actor1Type2Code",
    "Actor1Start", "Actor1End", "Actor1Inferred",
    "Actor2Code", "Actor2Name", "Actor2FullName", "Actor2CountryCode", "Actor2Type1Code", "Actor2Type2Code",
    "Actor2Start", "Actor2End", "Actor2Inferred",
    "IsActual", "Status", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass",
    "PloverType", "PloverMode", "PloverScore",
    "ActionGeo_FullName", "ActionGeo_CountryCode", "ActionGeo_Lat", "ActionGeo_Long", "ActionGeo_FeatureID",
    "SourceURL", "Published", "Record", "Digest", "Trigger", "TriggerStart", "TriggerEnd",
    "Evidence", "EvidenceStart", "EvidenceEnd", "Confidence",
)  # fmt: skip

_NON_STATES = frozenset({"IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"})
_CAMEO_SECTORS = {"JRN": "MED", "MED": "HLH", "UNK": "UIS"}
"""CAMEO has MED for media and HLH for health, PLOVER JRN and MED."""

_BREAKS = re.compile(r"[\t\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
"""Characters that would end a cell or a row. One blank stands for each, so that offsets into the cell hold."""


def cameo_lines(records: Iterable[Record], *, only_actual: bool = True) -> Iterator[str]:
    """Yield the header and one line for each pair of actor and recipient of each event, in the order of the text.

    An event without one of the two has a line with that side empty. ``only_actual`` leaves out all that the
    article does not tell as done; with False, ``IsActual`` and ``Status`` say which those are. An empty cell is
    unknown. Quotation marks are plain characters: read the file without a quote character.
    """
    yield _line(COLUMNS)
    for record in records:
        for event in record.events:
            if only_actual and event.status != "actual":
                continue
            for actor in event.actors or (None,):
                for recipient in event.recipients or (None,):
                    yield _line((*_when(record, event), *_who(record, actor), *_who(record, recipient),
                                 *_what(event), *_where(record, event), *_source(record, event)))  # fmt: skip


def _when(record: Record, event: Event) -> tuple[str, ...]:
    day = day_of(record, event)
    return (f"{record.id}/{event.id}", day.day.replace("-", "") if day else "", day.source if day else "")


def _who(record: Record, person: Participant | None) -> tuple[str, ...]:
    if person is None:
        return ("",) * 9
    code = code_of(person) or ""
    sectors = [_CAMEO_SECTORS.get(sector, sector) for sector in person.sectors[:2]]
    country = "" if code in _NON_STATES else code
    return (
        "".join((code, *sectors)),
        person.span.of(record.text),
        wording.participant_name(record, person),
        country,
        *(*sectors, "", "")[:2],
        str(person.span.start),
        str(person.span.end),
        "1" if person.inferred else "0",
    )


def _what(event: Event) -> tuple[str, ...]:
    codes = cameo(event)
    return (
        "1" if event.status == "actual" else "0",
        event.status,
        codes.code or codes.base or codes.root or "",
        codes.base or "",
        codes.root or "",
        str(quad_class(event)),
        event.type,
        event.mode or "",
        f"{score(event):g}",
    )


def _where(record: Record, event: Event) -> tuple[str, ...]:
    found = place_of(record, event)
    if found is None:
        return ("",) * 5
    place = found.place
    if place is None:
        return (found.span.of(record.text), "", "", "", "")
    return (place.name, place.country or "", in_figures(place.latitude), in_figures(place.longitude), place.id)


def _source(record: Record, event: Event) -> tuple[str, ...]:
    article, first = record.article, event.evidence[0]
    return (
        record.page.url or "",
        article.published.value if article.published else "",
        record.id,
        article.digest,
        event.trigger.of(record.text),
        str(event.trigger.start),
        str(event.trigger.end),
        first.of(record.text),
        str(first.start),
        str(first.end),
        "" if event.confidence is None else f"{event.confidence:g}",
    )


def _line(cells: Iterable[str]) -> str:
    return "\t".join(_BREAKS.sub(" ", cell) for cell in cells) + "\n"
