"""Findings in plain words: what a value means, how sure it is, who decided."""

from __future__ import annotations

import re

from dateline.record import (
    Annotation,
    Article,
    Event,
    Metadatum,
    Participant,
    Place,
    PlaceReference,
    PublicationTime,
    Quotation,
    Record,
    Span,
    TimeExpression,
    Victims,
)

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_UNITS = {"Y": "year", "M": "month", "W": "week", "D": "day"}
_CLOCK_UNITS = {"H": "hour", "M": "minute", "S": "second"}
_SEASONS = {"SP": "spring", "SU": "summer", "FA": "autumn", "WI": "winter"}
_DAY_PARTS = {"MO": "morning", "MI": "midday", "AF": "afternoon", "EV": "evening", "NI": "night", "DT": "daytime"}
_REFERENCES = {"PRESENT_REF": "now, without a date", "PAST_REF": "in the past, without a date",
               "FUTURE_REF": "in the future, without a date"}  # fmt: skip
_MODS = {
    "APPROX": "about", "START": "the start of", "MID": "the middle of", "END": "the end of",
    "BEFORE": "before", "AFTER": "after", "ON_OR_BEFORE": "by", "ON_OR_AFTER": "from",
    "LESS_THAN": "less than", "MORE_THAN": "more than", "EQUAL_OR_LESS": "at most", "EQUAL_OR_MORE": "at least",
}  # fmt: skip

EVENT_WORDS = {
    "AGREE": "agrees with", "CONSULT": "meets or talks with", "SUPPORT": "supports", "CONCEDE": "concedes to",
    "COOPERATE": "works together with", "AID": "aids", "RETREAT": "retreats from", "REQUEST": "asks",
    "ACCUSE": "accuses", "REJECT": "rejects", "THREATEN": "threatens", "PROTEST": "protests against",
    "SANCTION": "puts sanctions on", "MOBILIZE": "mobilises against", "COERCE": "coerces", "ASSAULT": "attacks",
}  # fmt: skip
"""Each PLOVER type as a reader would say it, between the actor and the recipient."""

STATUS_WORDS = {
    "actual": "told as done",
    "planned": "planned, not told as done",
    "demanded": "demanded, not told as done",
    "conditional": "only under a condition",
    "denied": "denied",
    "failed": "tried and failed",
    "hypothetical": "supposed, not told as done",
    "reported": "reported by someone, not by the article itself",
}

_META = re.compile(r'meta\[[a-z-]+="([^"]+)"\]')
"""Where a page states a right: the name of the element."""

USE_WORDS = {
    "literal": "the place itself",
    "demonym": "its people, or of that place",
    "metonym": "stands for its government or the like",
}

VERDICT_WORDS = {
    "verbatim": "The two carry the same text.",
    "cut": "The second is the first, cut.",
    "extended": "The second has the first in it, and more.",
    "rewritten": "The second tells the first in changed words.",
    "shares-passage": "They share a passage; the rest of each is its own.",
    "shares-quotations": "They share quotations only.",
    "same-story": "They tell the same story, each in its own words.",
    "unrelated": "They share nothing.",
}
"""What a comparison found, of the two in the order in which they were given."""

FIELD_SOURCES = {
    "given": "given by whoever had it read",
    "json-ld": "the page’s JSON-LD",
    "opengraph": "the page’s OpenGraph data",
    "meta": "the page’s meta data",
    "microdata": "the page’s microdata",
    "visible": "words on the page",
    "url": "the page’s address",
    "header": "the server’s header",
    "detected": "detected from the text",
    "inferred": "worked out",
}


def counted(number: int, one: str, many: str | None = None) -> str:
    """Return a count in words.

    >>> counted(3, "independent report"), counted(1, "copy", "copies")
    ('3 independent reports', '1 copy')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def in_100(share: float) -> str:
    """Return a share as a reader counts it.

    >>> in_100(0.714)
    '71 in 100'
    """
    return f"{round(share * 100)} in 100"


def day_in_words(value: str) -> str:
    """Return an ISO 8601 day, or day and time, as a reader writes it; anything else as it is.

    >>> day_in_words("2016-12-10T09:30:00+01:00")
    '10 December 2016, 09:30 (UTC+01:00)'
    """
    found = re.match(r"(\d{4})-(\d\d)-(\d\d)(?:T(\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$", value)
    if found is None or not 1 <= int(found[2]) <= 12:
        return value
    day = f"{int(found[3])} {_MONTHS[int(found[2]) - 1]} {int(found[1])}"
    if found[4] is None:
        return day
    zone = "" if found[5] is None else " (UTC)" if found[5] == "Z" else f" (UTC{found[5]})"
    return f"{day}, {found[4]}{zone}"


def time_value_in_words(value: str) -> str:
    """Return a TIMEX3 value as a reader writes it; a form not known here stays as it is.

    >>> [time_value_in_words(v) for v in ("2016-12", "2016-W49", "P3D", "198", "2016-12-10TEV")]
    ['December 2016', 'week 49 of 2016', '3 days', 'the 1980s', '10 December 2016, evening']
    """
    if value in _REFERENCES:
        return _REFERENCES[value]
    if found := re.fullmatch(r"(\d{4})-(\d\d)", value):
        return f"{_MONTHS[int(found[2]) - 1]} {found[1]}" if 1 <= int(found[2]) <= 12 else value
    if found := re.fullmatch(r"(\d{4})-W(\d\d)(-WE)?", value):
        return f"{'weekend of ' if found[3] else ''}week {int(found[2])} of {found[1]}"
    if found := re.fullmatch(r"(\d{4})-(SP|SU|FA|WI)", value):
        return f"{_SEASONS[found[2]]} {found[1]}"
    if found := re.fullmatch(r"(\d{4})-([QH])(\d)", value):
        return f"{'quarter' if found[2] == 'Q' else 'half'} {found[3]} of {found[1]}"
    if found := re.fullmatch(r"(\d{3})", value):
        return f"the {found[1]}0s"
    if found := re.fullmatch(r"(\d{4}-\d\d-\d\d)T(MO|MI|AF|EV|NI|DT)", value):
        return f"{day_in_words(found[1])}, {_DAY_PARTS[found[2]]}"
    if found := re.fullmatch(r"P(T?)(\d+(?:\.\d+)?)([YMWDHS])", value):
        unit = (_CLOCK_UNITS if found[1] else _UNITS).get(found[3])
        return value if unit is None else f"{found[2]} {unit}{'' if found[2] == '1' else 's'}"
    if re.fullmatch(r"PX[YMWD]|PTX[HMS]", value):
        unit = (_CLOCK_UNITS if "T" in value else _UNITS)[value[-1]]
        return f"some {unit}s"
    return day_in_words(value)


def time_in_words(time: TimeExpression) -> str:
    """Return what a time expression means, and that it was worked out where it was."""
    if time.value is None:
        return "not dated: nothing in the article settles it"
    said = time_value_in_words(time.value)
    if time.mod is not None:
        said = f"{_MODS.get(time.mod, time.mod)} {said}"
    if time.inferred:
        return f"{said} (worked out)"
    return said


def place_in_words(place: Place) -> str:
    """Return a place's name with what contains it.

    >>> place_in_words(Place(id="geonames:1", name="Trieste", latitude=45.6, longitude=13.8, type="city",
    ...                      country="ITA", chain=("Friuli Venezia Giulia", "Italy")))
    'Trieste, Friuli Venezia Giulia, Italy'
    """
    return ", ".join([place.name, *containers(place)])


def containers(place: Place) -> list[str]:
    """Return the names of what contains a place, nearest first, each once."""
    return [name for name in dict.fromkeys(place.chain) if name != place.name]


def place_meaning(reference: PlaceReference) -> str:
    """Return what a toponym means here: the place, its people, its government; or that it is not settled."""
    if reference.place is None:
        return "a place that is not settled"
    name = place_in_words(reference.place)
    if reference.via == "container" and reference.use == "literal":
        return f"in {name}"
    if reference.use == "literal":
        return name
    return f"{name}: {USE_WORDS[reference.use]}"


def degrees(place: Place) -> str:
    """Return the position as a map gives it: latitude first.

    >>> degrees(Place(id="ne:1", name="Quito", latitude=-0.22, longitude=-78.5, type="city"))
    '0.22° S, 78.50° W'
    """
    north = "N" if place.latitude >= 0 else "S"
    east = "E" if place.longitude >= 0 else "W"
    return f"{abs(place.latitude):.2f}° {north}, {abs(place.longitude):.2f}° {east}"


def speaker_name(record: Record, quotation: Quotation) -> str | None:
    """Return the fullest name that the article has for a quotation's speaker; None where nobody is named."""
    if quotation.speaker is None:
        return None
    return _entity_name(record, quotation.speaker.entity) or quotation.speaker.span.of(record.text)


def participant_name(record: Record, participant: Participant) -> str:
    """Return the fullest name that the article has for an actor or recipient."""
    return _entity_name(record, participant.entity) or participant.span.of(record.text)


def _entity_name(record: Record, entity: str | None) -> str | None:
    found = None if entity is None else record.by_id.get(entity)
    name: Span | None = getattr(found, "name", None)
    return None if name is None else name.of(record.text)


def quotation_kind(quotation: Quotation) -> str:
    """Return what kind of quotation it is, for a reader."""
    if quotation.use == "term":
        return "a term or title, not speech"
    if quotation.use == "scare":
        return "words held at a distance, not speech"
    kind = {"direct": "direct quotation", "mixed": "partly quoted", "indirect": "reported in other words"}
    return kind[quotation.type]


def event_kind(event: Event) -> str:
    """Return an event's PLOVER type with its mode: "ASSAULT, aerial"."""
    return event.type if event.mode is None else f"{event.type}, {event.mode}"


DOUBTFUL = 0.85
"""Below this confidence an event is shown as doubtful. 58 of 379 told events are, 22 in 100 of them wrongly told; of
the others 8 in 100 (tools/calibrate_events.py): only one side is named, and the two voters on its type differ."""


def is_doubtful(event: Event) -> bool:
    """Say whether an event told as done must not stand as flat fact: its confidence is known, and low."""
    told = event.status in {"actual", "reported"}
    return told and event.confidence is not None and event.confidence < DOUBTFUL


def event_status(event: Event) -> str:
    """Return an event's status as a badge says it: "actual", "planned", "actual, doubtful"."""
    return f"{event.status}, doubtful" if is_doubtful(event) else event.status


def victims_in_words(record: Record, victims: Victims) -> str:
    """Return whom an event harmed: the range that the words give, the words, who says so."""
    lowest, highest = victims.lowest, victims.highest
    about = "about " if victims.approximate else ""
    if lowest is None and highest is None:
        number = "no number given"
    elif lowest == highest:
        number = f"{about}{lowest:,}"
    elif highest is None:
        number = f"{about}{lowest:,} or more"
    else:
        number = f"{about}{highest:,} at most" if lowest is None else f"{about}{lowest:,} to {highest:,}"
    source = "" if victims.said_by is None else f", says {victims.said_by.of(record.text)}"
    return f"{victims.harm}: {number} (“{victims.span.of(record.text)}”){source}"


def decided_by(finding: Annotation) -> str:
    """Return who decided and how sure that is, in one phrase."""
    rule = getattr(finding, "rule", None)
    who = f"decided by {finding.made_by}" + (f", rule “{rule}”" if rule else "")
    return f"{who}; {sureness(finding.confidence)}"


def sureness(confidence: float | None) -> str:
    """Return a calibrated confidence in words; None means that nobody has measured it."""
    return "how sure is not measured" if confidence is None else f"right about {round(confidence * 100)} times in 100"


def agency_copy_in_words(article: Article) -> str | None:
    """Return the signs that an article may be agency copy, with the words they rest on; None where there are none.

    Never that it is: the sentence says "may" and names the grade of the evidence.
    """
    copy = article.agency_copy
    if copy is None:
        return None
    signs = [
        ("against it: " if sign.points < 0 else "")
        + sign.says
        + (f" (“{sign.span.of(article.text)}”)" if sign.span is not None else "")
        for sign in copy.signs
    ]
    return f"may be agency copy, by {copy.grade} and no proof: {'; '.join(signs)}"


def right_in_words(right: Metadatum) -> str:
    """Return what is stated of an article's rights with the name it is stated under: a "1" alone would say nothing.

    >>> right_in_words(Metadatum(value="1", source="meta", raw="1", path='meta[name="tdm-reservation"]'))
    'tdm-reservation: 1'
    """
    named = _META.fullmatch(right.path or "")
    name = named[1] if named is not None else right.path if right.source == "header" else None
    return right.raw if name is None else f"{name}: {right.raw}"


def published_in_words(time: PublicationTime) -> str:
    """Return a publication time as precisely as the page gives it."""
    return day_in_words(time.value if time.precision != "day" else time.day)


def title_of(record: Record) -> str:
    """Return what to call an article in a list: its headline, else its first words, else its page."""
    article: Article = record.article
    stated = article.words(article.headline) or (article.headline_stated and article.headline_stated.value)
    if stated:
        return stated
    if article.blocks:
        words = article.blocks[0].span.of(article.text)
        return words if len(words) <= 80 else words[:79].rstrip() + "…"
    return record.page.name or record.page.url or f"record {record.id}"
