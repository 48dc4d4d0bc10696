"""Stories on a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from dateline.cli.terminal.layout import console, counted, grid, listed, shortened
from dateline.exports.stories import value_in_words
from dateline.record import Claim, Record, Story, StoryNews
from dateline.typesetting import wording


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
        copies = f", {counted(story.copied_reports, 'copy', 'copies')}" if story.copied_reports else ""
        out.print(counted(story.independent_reports, "independent report", "independent reports") + copies, style="dim")
        if story.reasons:
            out.print(Text(f"Together: {'; '.join(reason.says for reason in story.reasons)}", "dim"))
        if story.id in told:
            _news(out, story, told[story.id])
        rows = grid(2)
        for family in story.families:
            for member in family.members:
                record = records[member]
                name = record.article.publisher.value if record.article.publisher else "–"
                folded = member != family.representative
                rows.add_row(
                    Text(("  copy  " if folded else "") + name, "dim" if folded else ""), Text(sources[member])
                )
        listed(out, None, rows)
        claims = {claim.id: claim for claim in story.claims}
        for contradiction in story.contradictions:
            listed(out, f"Accounts differ: {contradiction.says}", _sides(claims[c] for c in contradiction.claims))
        times = grid(2)
        for entry in story.timeline[:TIMES]:
            times.add_row(Text(wording.day_in_words(entry.when)), Text(shortened(entry.evidence.words), "dim"))
        listed(out, "In order of time", times)
        titles = {s.id: s.headline.words for s in stories if s.headline is not None}
        links = grid(2)
        for link in story.links:
            links.add_row(Text(link.type.replace("-", " "), "dim"), Text(titles.get(link.story, link.story)))
        listed(out, None, links)


def _news(out: Console, story: Story, news: StoryNews) -> None:
    """Print what is new in a story."""
    claims = {claim.id: claim for claim in story.claims}
    rows = grid(2)
    rows.add_row(
        Text("new" if news.opened else "since then", "bold"),
        Text(f"{counted(len(news.reports), 'report', 'reports')}, {news.independent} of them independent"),
    )
    for changed in news.changed:
        before, after = (
            ", ".join(value_in_words(claims[each]) for each in side) for side in (changed.before, changed.after)
        )
        rows.add_row(Text(changed.about), Text(f"{before} → {after}"))
    listed(out, None, rows)


TIMES = 12
"""Entries of a timeline that the terminal lists: the page of --html has them all."""


def _sides(claims: Iterable[Claim]) -> Table:
    sides = grid(2)
    for claim in claims:
        reports = counted(len(claim.families), "independent report", "independent reports")
        sides.add_row(
            Text(f"{value_in_words(claim)} ({reports})"), Text(f"“{shortened(claim.reports[0].words)}”", "dim")
        )
    return sides
