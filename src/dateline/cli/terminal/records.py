"""A record on a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dateline.cli.terminal.layout import console, grid, listed, shortened
from dateline.record import Entity, Event, Participant, PlaceReference, Quotation, Record, TimeExpression
from dateline.record.marking import MarkedBlock, mark
from dateline.typesetting import classification, wording

if TYPE_CHECKING:
    from dateline.article import Explained

STYLES = {"quotation": "cyan", "event": "bold", "place": "underline", "time": "italic"}
"""Forms first: only quotations have a colour, and their speakers stand in the margin as well."""

ROLES = {"headline": "bold", "deck": "italic", "caption": "dim", "credit": "dim", "byline": "dim", "subheading": "bold"}

GUTTER = 16

LABELLED = 160
"""Characters of a block that the label table shows."""


def show(record: Record, source: str) -> None:
    """Print a record: what the page says, the text with its findings, the findings, what was removed."""
    out = console()
    out.rule(Text(source, "dim"), style="dim")
    _fields(out, record)
    _text(out, record)
    _quotations(out, record)
    _times(out, record)
    _places(out, record)
    _events(out, record)
    _removed(out, record)
    out.print()


def show_labels(table: Sequence[Explained], source: str) -> None:
    """Print what each block of a page was taken for: likelihood, label, words, what decided, path."""
    out = console()
    out.rule(Text(source, "dim"), style="dim")
    for entry in table:
        kept = not entry.label.startswith("removed")
        words = entry.words if len(entry.words) <= LABELLED else f"{entry.words[:LABELLED]}…"
        out.print(Text.assemble((f"{entry.probability:.2f}  ", "dim"), (entry.label, "bold" if kept else "dim")))
        out.print(Padding(Text(words), (0, 0, 0, 6)))
        decided = ", ".join(f"{name} = {value:g} ({moved:+.2f})" for name, value, moved in entry.decisive)
        notes = "; ".join(note for note in (entry.reason, decided, entry.path) if note)
        out.print(Padding(Text(notes, "dim"), (0, 0, 1, 6)))


def _fields(out: Console, record: Record) -> None:
    article = record.article
    rows = grid(2)

    def row(name: str, value: str | None) -> None:
        if value:
            rows.add_row(Text(name, "dim"), Text(value))

    row("Headline", record.headline)
    row("By", ", ".join(byline.name.value for byline in article.bylines))
    row("Publisher", article.publisher.value if article.publisher else None)
    row("Published", f"{article.published.value} ({article.published.source})" if article.published else "not stated")
    row("Modified", article.modified.value if article.modified else None)
    row("Section", classification.sections_in_words(record))
    row("", classification.other_voices_in_words(record))
    row("Genre", classification.genre_in_words(record))
    row("Dateline", article.words(article.dateline.span) if article.dateline else None)
    row("Agency", article.agency_credit.value if article.agency_credit else None)
    if article.completeness != "full":
        row("Complete", f"{article.completeness.replace('-', ' ')}: {article.completeness_reason or 'no reason given'}")
    row("Credits", "; ".join(credit.span.of(article.text) for credit in article.credits))
    for flag in article.flags:
        row("Note", flag)
    row("Note", wording.agency_copy_in_words(article))
    out.print(rows)
    out.print()


def _text(out: Console, record: Record) -> None:
    page = Table.grid(padding=(0, 2))
    page.add_column(width=GUTTER, justify="right", style="dim")
    page.add_column(ratio=1)
    for marked in mark(record):
        page.add_row(_speakers(record, marked), _marked(record, marked))
        page.add_row("", "")
    out.print(page)


def _speakers(record: Record, marked: MarkedBlock) -> Text:
    names: list[str] = []
    for segment in marked.segments:
        for opened in segment.opened:
            found = record.by_id[opened.annotation]
            if isinstance(found, Quotation) and found.use == "speech":
                name = _speaker(record, found) or "unattributed"
                if name not in names:
                    names.append(name)
    return Text("\n".join(shortened(name, GUTTER) for name in names))


def _marked(record: Record, marked: MarkedBlock) -> Text:
    text = Text(style=ROLES.get(marked.block.role, ""))
    for segment in marked.segments:
        style = " ".join(dict.fromkeys(STYLES.get(m.kind, "") for m in segment.marks))
        text.append(segment.span.of(record.text), style.strip() or None)
        for closed in segment.closed:
            found = record.by_id[closed.annotation]
            if isinstance(found, Event):
                text.append(f" [{found.status}]", "dim")
    return text


def _quotations(out: Console, record: Record) -> None:
    rows = grid(3)
    for quotation in record.statements:
        words = " … ".join(span.of(record.text) for span in quotation.content)
        if quotation.type == "direct":
            words = f"“{words}”"
        # Without its cue a denial reads as its opposite.
        cue = " ".join(span.of(record.text) for span in quotation.cue) or "says"
        who = _speaker(record, quotation) or "unattributed"
        rows.add_row(Text(who), Text(cue, "dim"), Text(shortened(words, 200)))
    listed(out, "Who said what", rows)


def _speaker(record: Record, quotation: Quotation) -> str | None:
    if quotation.speaker is None:
        return None
    entity = record.by_id.get(quotation.speaker.entity or "")
    return entity.name.of(record.text) if isinstance(entity, Entity) else quotation.speaker.span.of(record.text)


def _times(out: Console, record: Record) -> None:
    rows = grid(3)
    for time in record.times:
        rows.add_row(Text(time.span.of(record.text)), Text(time.value or "open"), Text(_why(time), "dim"))
    listed(out, "When", rows)


def _why(time: TimeExpression) -> str:
    possible = [candidate.value for candidate in time.candidates if not candidate.excluded]
    if time.value is None and possible:
        excluded = [f"{c.value}: {c.reasons[-1].says}" for c in time.candidates if c.excluded and c.reasons]
        return "; ".join([f"may be {' or '.join(possible)}", *excluded])
    if time.inferred:
        return "inferred: " + "; ".join(reason.says for reason in time.reasons)
    return ""


def _places(out: Console, record: Record) -> None:
    rows = grid(3)
    seen: set[tuple[str, str, str]] = set()
    for reference in record.places:
        words, where = reference.span.of(record.text), _where(reference)
        if (words, where, reference.use) not in seen:
            seen.add((words, where, reference.use))
            place = reference.place
            point = "" if place is None else f"{place.latitude:.2f}, {place.longitude:.2f}"
            rows.add_row(Text(words), Text(where), Text(point, "dim"))
    listed(out, "Where", rows)


def _where(reference: PlaceReference) -> str:
    if reference.use == "metonym" and reference.stands_for:
        return f"stands for the government of {reference.stands_for}"
    if reference.place is None:
        return "unresolved"
    where = ", ".join((reference.place.name, *reference.place.chain))
    return f"in {where}" if reference.via == "container" else where


def _events(out: Console, record: Record) -> None:
    rows = grid(4)
    for event in record.events:
        rows.add_row(
            Text(_people(record, event.actors)),
            Text(f"{event.type} ({wording.event_status(event)})"),
            Text(_people(record, event.recipients)),
            Text(_circumstances(record, event), "dim"),
        )
    listed(out, "Who did what to whom", rows)


def _circumstances(record: Record, event: Event) -> str:
    """The trigger, then the means, the victims, when and where, as far as the clause says."""
    said = [f"“{event.trigger.of(record.text)}”"]
    if event.instrument is not None:
        said.append(f"by “{event.instrument.of(record.text)}”")
    said += [wording.victims_in_words(record, harmed) for harmed in event.victims]
    linked = (record.by_id.get(name) for name in (event.time, event.place) if name is not None)
    said += [f"“{found.extent.of(record.text)}”" for found in linked if found is not None]
    return "; ".join(said)


def _people(record: Record, people: Sequence[Participant]) -> str:
    return "; ".join(shortened(person.span.of(record.text), 40) for person in people) or "–"


def _removed(out: Console, record: Record) -> None:
    rows = grid(2)
    for gone in record.article.removed:
        rows.add_row(Text(f"“{shortened(gone.words, 60)}”"), Text(gone.reason, "dim"))
    listed(out, "Removed from the page", rows)
