"""A record in a notebook: its text with findings marked, and its statements, with styles of their own."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dateline.record.marking import MarkedBlock
    from dateline.record.record import Record

STYLES = {
    "quotation": "border-left:2px solid;padding-left:.25em",
    "time": "border-bottom:2px dotted",
    "place": "border-bottom:1px solid",
    "event": "border-bottom:2px solid",
}
_BOX = "max-width:65ch;font-family:Charter,Georgia,serif;line-height:1.5"
_SMALL = "font:.8em sans-serif;opacity:.8"


def notebook_html(record: Record) -> str:
    """Return a fragment of HTML that stands on its own: no style sheet, no script, foreign words escaped."""
    from dateline.record.marking import mark

    blocks = "".join(_block(record, marked) for marked in mark(record))
    counts = (
        f"{len(record.statements)} quotations, {len(record.times)} times, {len(record.places)} places, "
        f"{len(record.events)} events, {len(record.article.removed)} blocks removed"
    )
    return f'<div style="{_BOX}">{blocks}<p style="{_SMALL}">{counts}</p></div>'


def _block(record: Record, marked: MarkedBlock) -> str:
    words = []
    for segment in marked.segments:
        words += [f'<span style="{STYLES[m.kind]}" title="{_title(record, m.annotation)}">' for m in segment.opened]
        words.append(escape(segment.span.of(record.text)))
        words += ["</span>" for _ in segment.closed]
    tag = "h3" if marked.block.role == "headline" else "p"
    return f'<{tag} dir="auto">{"".join(words)}</{tag}>'


def _title(record: Record, annotation: str) -> str:
    from dateline.record.annotations import Event, PlaceReference, Quotation, TimeExpression

    match record.by_id[annotation]:
        case Quotation(speaker=speaker, type=kind):
            said = f"{kind}, " + (speaker.span.of(record.text) if speaker else "speaker not named")
        case TimeExpression(value=value):
            said = value or "not dated"
        case PlaceReference(place=place, via=via):
            said = ", ".join((place.name, *place.chain)) if place else "unresolved"
            said = f"in {said}" if via == "container" else said
        case Event(type=type_, status=status):
            said = f"{type_}, {status}"
        case other:
            said = other.id
    return escape(said)
