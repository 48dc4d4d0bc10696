"""The record on a terminal: quiet, aligned, readable without colour."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dateline.record import (
    Comparison,
    Entity,
    Event,
    Participant,
    PlaceReference,
    Quotation,
    Record,
    Span,
    Story,
    StoryNews,
    TimeExpression,
)
from dateline.record.marking import MarkedBlock, mark
from dateline.typesetting import classification, wording

if TYPE_CHECKING:
    from dateline.archive import Hit, Passage
    from dateline.article import Explained
    from dateline.record import Claim

MEASURE = 100
"""Columns at most: a longer line is hard to read."""

STYLES = {"quotation": "cyan", "event": "bold", "place": "underline", "time": "italic"}
"""Forms first: only quotations have a colour, and their speakers stand in the margin as well."""

ROLES = {"headline": "bold", "deck": "italic", "caption": "dim", "credit": "dim", "byline": "dim", "subheading": "bold"}

GUTTER = 16

LABELLED = 160
"""Characters of a block that the label table shows."""


def console() -> Console:
    """Return a console of the reader's width, up to the measure."""
    found = Console(highlight=False)
    return found if found.width <= MEASURE else Console(highlight=False, width=MEASURE)


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


def show_stories(
    stories: Sequence[Story],
    records: Mapping[str, Record],
    sources: Mapping[str, str],
    *,
    news: Sequence[StoryNews] | None = None,
) -> None:
    """Print stories: reports with their copies below them, contradictions, timeline, links.

    With ``news`` only the stories that have some, and what it is.
    """
    out = console()
    told = {each.story: each for each in news or ()}
    for story in stories if news is None else [story for story in stories if story.id in told]:
        out.print()
        out.print(Text(story.headline.words if story.headline else "(no headline)", "bold"))
        copies = f", {_counted(story.copied_reports, 'copy', 'copies')}" if story.copied_reports else ""
        out.print(
            _counted(story.independent_reports, "independent report", "independent reports") + copies, style="dim"
        )
        if story.reasons:
            out.print(Text(f"Together: {'; '.join(reason.says for reason in story.reasons)}", "dim"))
        if story.id in told:
            _news(out, story, told[story.id])
        rows = _grid(2)
        for family in story.families:
            for member in family.members:
                record = records[member]
                name = record.article.publisher.value if record.article.publisher else "–"
                folded = member != family.representative
                rows.add_row(
                    Text(("  copy  " if folded else "") + name, "dim" if folded else ""), Text(sources[member])
                )
        _listed(out, None, rows)
        claims = {claim.id: claim for claim in story.claims}
        for contradiction in story.contradictions:
            _listed(out, f"Accounts differ: {contradiction.says}", _sides(claims[c] for c in contradiction.claims))
        times = _grid(2)
        for entry in story.timeline[:TIMES]:
            times.add_row(Text(wording.day_in_words(entry.when)), Text(_shortened(entry.evidence.words), "dim"))
        _listed(out, "In order of time", times)
        titles = {s.id: s.headline.words for s in stories if s.headline is not None}
        links = _grid(2)
        for link in story.links:
            links.add_row(Text(link.type.replace("-", " "), "dim"), Text(titles.get(link.story, link.story)))
        _listed(out, None, links)


LONG_SENTENCE = 320
"""Characters of a sentence that a result shows whole; of a longer one it shows the passage that matches."""


def show_hit(hit: Hit) -> None:
    """Print a result of a search: headline, where it is from, and the sentence with what matches marked."""
    out = console()
    out.print(Text(hit.headline or "(no headline)", "bold"))
    rest = (hit.publisher, hit.published or "not dated", hit.url, hit.record)
    out.print(Text(" · ".join(filter(None, rest)), "dim"), soft_wrap=True)
    shown = hit.sentence
    if shown is not None and len(shown.words) > LONG_SENTENCE:
        shown = hit.snippet
    if shown is not None:
        out.print(Padding(_with_marks(shown, hit.words, plain=out.color_system is None), (0, 0, 0, 2)))
    out.print()


def _with_marks(passage: Passage, places: Sequence[Span], *, plain: bool) -> Text:
    """Mark what matches: bold and underlined, in [brackets] where nothing can be."""
    text, at = Text(), passage.span.start
    for place in places:
        start, end = max(place.start, passage.span.start), min(place.end, passage.span.end)
        if start < end:
            words = passage.words[start - passage.span.start : end - passage.span.start]
            text.append(passage.words[at - passage.span.start : start - passage.span.start])
            text.append(f"[{words}]" if plain else words, None if plain else "bold underline")
            at = end
    text.append(passage.words[at - passage.span.start :])
    return text


def _news(out: Console, story: Story, news: StoryNews) -> None:
    """Print what is new in a story."""
    claims = {claim.id: claim for claim in story.claims}
    rows = _grid(2)
    rows.add_row(
        Text("new" if news.opened else "since then", "bold"),
        Text(f"{_counted(len(news.reports), 'report', 'reports')}, {news.independent} of them independent"),
    )
    for changed in news.changed:
        before, after = (", ".join(claims[each].value for each in side) for side in (changed.before, changed.after))
        rows.add_row(Text(changed.about), Text(f"{before} → {after}"))
    _listed(out, None, rows)


TIMES = 12
"""Entries of a timeline that the terminal lists: the page of --html has them all."""

DIFFERENCES = 30
"""Differences that the terminal lists: the page of --html has them all."""


def show_comparison(comparison: Comparison, left: Record, right: Record, sources: Sequence[str]) -> None:
    """Print what two articles share: the verdict, who had it first and why, then every difference."""
    out = console()
    out.print(Text(wording.VERDICT_WORDS[comparison.verdict], "bold"))
    rows = _grid(3)
    for name, record, source, share in (
        ("first", left, sources[0], comparison.left_in_right),
        ("second", right, sources[1], comparison.right_in_left),
    ):
        kept = f"{wording.in_100(share)} of its words stand in the other" if comparison.aligned else ""
        rows.add_row(Text(name, "dim"), Text(_shortened(source, 60)), Text(kept))
        if comparison.origin == record.id:
            rows.add_row(
                "", Text("had it first"), Text("; ".join(r.says for r in comparison.reasons if not r.against), "dim")
            )
    _listed(out, None, rows)
    if comparison.aligned and comparison.origin is None:
        out.print(Text("Which of them had it first is not known.", "dim"))
    _differences(out, comparison, left, right)


def _differences(out: Console, comparison: Comparison, left: Record, right: Record) -> None:
    rows = _grid(3)
    for each in comparison.differences[:DIFFERENCES]:
        words = Text()
        if each.left is not None:
            words.append(f"– {_shortened(each.left.of(left.text), 160)}", "red")
        if each.right is not None:
            words.append(("\n" if words else "") + f"+ {_shortened(each.right.of(right.text), 160)}", "green")
        rows.add_row(Text(each.kind), Text(", ".join(each.tells), "dim"), words)
    _listed(out, "What differs", rows)
    more = len(comparison.differences) - DIFFERENCES
    if more > 0:
        out.print(Text(f"and {_counted(more, 'more difference', 'more differences')}: see --html", "dim"))


def _sides(claims: Iterable[Claim]) -> Table:
    sides = _grid(2)
    for claim in claims:
        reports = _counted(len(claim.families), "independent report", "independent reports")
        sides.add_row(Text(f"{claim.value} ({reports})"), Text(f"“{_shortened(claim.reports[0].words)}”", "dim"))
    return sides


def _fields(out: Console, record: Record) -> None:
    article = record.article
    rows = _grid(2)

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
    return Text("\n".join(_shortened(name, GUTTER) for name in names))


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
    rows = _grid(3)
    for quotation in record.statements:
        words = " … ".join(span.of(record.text) for span in quotation.content)
        if quotation.type == "direct":
            words = f"“{words}”"
        # Without its cue a denial reads as its opposite.
        cue = " ".join(span.of(record.text) for span in quotation.cue) or "says"
        who = _speaker(record, quotation) or "unattributed"
        rows.add_row(Text(who), Text(cue, "dim"), Text(_shortened(words, 200)))
    _listed(out, "Who said what", rows)


def _speaker(record: Record, quotation: Quotation) -> str | None:
    if quotation.speaker is None:
        return None
    entity = record.by_id.get(quotation.speaker.entity or "")
    return entity.name.of(record.text) if isinstance(entity, Entity) else quotation.speaker.span.of(record.text)


def _times(out: Console, record: Record) -> None:
    rows = _grid(3)
    for time in record.times:
        rows.add_row(Text(time.span.of(record.text)), Text(time.value or "open"), Text(_why(time), "dim"))
    _listed(out, "When", rows)


def _why(time: TimeExpression) -> str:
    possible = [candidate.value for candidate in time.candidates if not candidate.excluded]
    if time.value is None and possible:
        excluded = [f"{c.value}: {c.reasons[-1].says}" for c in time.candidates if c.excluded and c.reasons]
        return "; ".join([f"may be {' or '.join(possible)}", *excluded])
    if time.inferred:
        return "inferred: " + "; ".join(reason.says for reason in time.reasons)
    return ""


def _places(out: Console, record: Record) -> None:
    rows = _grid(3)
    seen: set[tuple[str, str, str]] = set()
    for reference in record.places:
        words, where = reference.span.of(record.text), _where(reference)
        if (words, where, reference.use) not in seen:
            seen.add((words, where, reference.use))
            place = reference.place
            point = "" if place is None else f"{place.latitude:.2f}, {place.longitude:.2f}"
            rows.add_row(Text(words), Text(where), Text(point, "dim"))
    _listed(out, "Where", rows)


def _where(reference: PlaceReference) -> str:
    if reference.use == "metonym" and reference.stands_for:
        return f"stands for the government of {reference.stands_for}"
    if reference.place is None:
        return "unresolved"
    where = ", ".join((reference.place.name, *reference.place.chain))
    return f"in {where}" if reference.via == "container" else where


def _events(out: Console, record: Record) -> None:
    rows = _grid(4)
    for event in record.events:
        rows.add_row(
            Text(_people(record, event.actors)),
            Text(f"{event.type} ({wording.event_status(event)})"),
            Text(_people(record, event.recipients)),
            Text(_circumstances(record, event), "dim"),
        )
    _listed(out, "Who did what to whom", rows)


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
    return "; ".join(_shortened(person.span.of(record.text), 40) for person in people) or "–"


def _removed(out: Console, record: Record) -> None:
    rows = _grid(2)
    for gone in record.article.removed:
        rows.add_row(Text(f"“{_shortened(gone.words, 60)}”"), Text(gone.reason, "dim"))
    _listed(out, "Removed from the page", rows)


def _listed(out: Console, title: str | None, rows: Table) -> None:
    if rows.row_count:
        if title:
            out.print(Text(title, "bold"))
        out.print(Padding(rows, (0, 0, 1, 2)))


def _grid(columns: int) -> Table:
    grid = Table.grid(padding=(0, 2))
    for _ in range(columns - 1):
        grid.add_column(max_width=34)
    grid.add_column(ratio=1)
    return grid


def _shortened(words: str, width: int = 90) -> str:
    words = " ".join(words.split())
    return words if len(words) <= width else words[: width - 1].rstrip() + "…"


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
