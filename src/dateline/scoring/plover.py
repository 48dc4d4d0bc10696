"""What a coder without modality prints of a record: PLOVER types, modes and participants."""

from __future__ import annotations

import re
from typing import Any

from dateline.record import Event, EventStatus, Participant, Record, Span
from dateline.scoring.gold import Line

_QUADS = {
    1: ("AGREE", "CONSULT", "SUPPORT", "CONCEDE"),
    2: ("COOPERATE", "AID", "RETREAT", "YIELD"),
    3: ("REQUEST", "ACCUSE", "REJECT", "THREATEN"),
    4: ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
}
QUAD = {type_: quad for quad, types in _QUADS.items() for type_ in types}
"""Quad class of each type; YIELD is what PLV has for CONCEDE and RETREAT."""
TOLD: frozenset[EventStatus] = frozenset({"actual", "reported"})
"""PLOVER has no modality: what a coder of it prints is what took place, by the article or by somebody in it."""

_PROMISED = {"CONSULT": "AGREE", "SUPPORT": "AGREE", "COOPERATE": "AGREE", "AID": "AGREE", "AGREE": "AGREE"} | {
    "RETREAT": "CONCEDE",
    "CONCEDE": "CONCEDE",
}
"""Manual 2.0: cooperation still to come is AGREE, a withdrawal still to come CONCEDE."""


def prediction(record: Record, gold: Line) -> dict[str, Any]:
    """Return the record's events as a prediction line, as a coder without modality would print them.

    Each stands under its ``plover_type``; those that have none are left out: wanted, denied, failed.
    The set ``cameo_quad`` counts by CAMEO, where an appeal (02) and somebody's word that he did it
    himself (014, 015) are no events: they are left out there. The set ``headlines`` marks one event a
    headline: the first stands for it.
    """
    by_cameo = gold.get("set") == "cameo_quad"
    events = [
        _told(record, e) | {"type": t}
        for e in record.events
        if (t := plover_type(e)) and not (by_cameo and (_is_appeal(e) or _is_claimed(record, e)))
    ]
    return {"id": gold["id"], "events": events[:1] if gold.get("set") == "headlines" else events}


_THREATENED = {"COERCE": "restrict", "PROTEST": "restrict", "ASSAULT": "violence", "SANCTION": "relations"}


def _plover_mode(event: Event) -> str | None:
    """The event's mode under its ``plover_type``: what is threatened, or that a meeting is refused."""
    type_ = plover_type(event)
    if type_ == event.type:
        return event.mode
    if type_ == "THREATEN":
        return event.mode if event.mode in {"arrest", "expel"} else _THREATENED.get(event.type)
    return "meet" if type_ == "REJECT" and event.type == "CONSULT" else None


_DEMANDS = frozenset({"demand", "insist", "order", "say", "stress", "conclude", "warn", "declare", "argue", "announce"})


def _is_appeal(event: Event) -> bool:
    return event.type == "REQUEST" and (event.rule or "").partition(".")[0] not in _DEMANDS


def _is_claimed(record: Record, event: Event) -> bool:
    """ "claimed that they had attacked", "claimed responsibility for the attack"."""
    return any(o.kind == "report" and o.span.of(record.text).startswith("claim") for o in event.modality)


_HOSTILE = frozenset({"PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"})


def plover_type(event: Event) -> str | None:
    """Return the type under which PLOVER counts an event; None where it counts none.

    What somebody will do, with or without conditions, is AGREE or CONCEDE where it is friendly and
    THREATEN where it is hostile; friendly acts that will not take place and accords not reached are
    REJECT. An attempt at a hostile act counts as the act.
    """
    kinds = {operator.kind for operator in event.modality} - {"report"}
    if event.status in TOLD or (kinds == {"attempt"} and event.type in _HOSTILE):
        return event.type
    friendly = _PROMISED.get(event.type)
    if friendly is not None and {"negation", "future"} <= kinds <= {"negation", "future", "condition"}:
        return "REJECT"
    if event.status == "failed" and event.type == "AGREE":
        return "REJECT"
    on_condition = "condition" in kinds and kinds <= {"condition", "future", "modal"} and bool(event.actors)
    if event.status != "planned" and not on_condition:
        return None
    return "THREATEN" if event.type in _HOSTILE and event.actors else friendly


def _told(record: Record, event: Event) -> dict[str, Any]:
    return {
        "mode": [] if (mode := _plover_mode(event)) is None else [mode],
        "actor": [_entity(record, p) for p in event.actors],
        "recipient": [_entity(record, p) for p in event.recipients],
        "modality": event.status,
    }


_COUNTS = re.compile(
    r"(?:(?:(?:some|about|around|nearly|almost|over|roughly|approximately|more than|at least|up to|another)\s+)?"
    r"(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|dozens of|scores of|"
    r"(?:tens of |hundreds of )?thousands of|hundreds of|a group of|groups? of|many|most)\s+)+",
    re.IGNORECASE,
)
"""The gold names whom, not how many: "Rwandan rebels" for "18 Rwandan rebels"."""


def _entity(record: Record, participant: Participant) -> dict[str, Any]:
    span = participant.span
    count = _COUNTS.match(span.of(record.text))
    if count is not None and count.end() < span.end - span.start:
        span = Span(span.start + count.end(), span.end)
    return {
        "text": span.of(record.text),
        "span": [span.start, span.end],
        "code": participant.country or "",
        "sector": participant.sectors[0] if participant.sectors else "",
    }


def root(type_: object, *, merged: bool) -> str:
    """Return a type in capitals, "" for none; ``merged`` makes CONCEDE and RETREAT one, as PLV has them."""
    name = str(type_ or "").upper()
    return "YIELD" if merged and name in {"CONCEDE", "RETREAT"} else name
