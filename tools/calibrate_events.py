"""Work out how often events are right, by what the two voters say: src/dateline/resources/data/events/confidence.tsv.

    python tools/calibrate_events.py gsr.jsonl tests/gold/events_first_sight.jsonl

The first file are PLOVER's gold records (their shared part), of which events count that share a participant with a gold
event; the second is what the rules made of 668 sentences before they were mended on them, each event marked right or
wrong in type and status. The encoder was trained on neither.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from dateline.evaluation import read_gold
from dateline.events import shipped_voter
from dateline.events.sureness import Sureness
from dateline.pipeline import default_pipeline
from dateline.record import Event, Page, Participant, Span, article_of_paragraphs
from dateline.scoring.gold import Line, read_lines

TARGET = Path(__file__).resolve().parents[1] / "src" / "dateline" / "resources" / "data" / "events" / "confidence.tsv"
HEAD = """\
# How often an event is right in type and status (tools/calibrate_events.py).
# sides: both named, or one\ttold (actual, reported) or untold\tthe encoder: agree, differ\tshare\tright / of
"""

Judged = tuple[str, str, str, bool]


def first_sight(path: Path) -> Iterator[Judged]:
    """Yield the judged events of our own sentences."""
    by_sentence: defaultdict[str, list[Line]] = defaultdict(list)
    for line in read_lines(path):
        by_sentence[line["sentence"]].append(line)
    for lines in by_sentence.values():
        text = lines[0]["text"]
        events = [_event(line, text) for line in lines]
        for judged, event in zip(lines, events, strict=True):
            yield from _judged(text, event, events, right=judged["right"])


def _event(line: Line, text: str) -> Event:
    actors, recipients = (tuple(Participant(span=Span(*s)) for s in line[side]) for side in ("actors", "recipients"))
    return Event(
        id=line["id"],
        made_by="first-sight/1",
        type=line["type"],
        status=line["status"],
        trigger=Span(*line["trigger"]),
        actors=actors,
        recipients=recipients,
        evidence=(Span(0, len(text)),),
    )


def gold_records(path: Path) -> Iterator[Judged]:
    """Yield the events told as done in PLOVER's gold records: right where they have the type of the event they share
    a participant with; left out where another event of the sentence has it.
    """
    pipeline = default_pipeline().only(Event)
    for line in read_gold(path):
        page = Page(content=line["text"].encode(), media_type="text/plain", encoding="utf-8")
        record = pipeline.annotate(page, article_of_paragraphs(line["text"], made_by="gold/1"))
        for event in record.events:
            wanted = next((g for g in line["events"] if _touches(event, g)), None)
            if wanted is None or event.status not in {"actual", "reported"}:
                continue
            right = wanted["type"] == event.type
            if right or all(other.type != wanted["type"] for other in record.events):
                yield from _judged(record.text, event, record.events, right=right)


def _touches(event: Event, gold: Line) -> bool:
    marked = [Span(*one["span"]) for side in ("actor", "recipient") for one in gold[side] if one.get("span")]
    return any(who.span.overlaps(span) for who in (*event.actors, *event.recipients) for span in marked)


def _judged(text: str, event: Event, events: list[Event] | tuple[Event, ...], *, right: bool) -> Iterator[Judged]:
    vote = Sureness(text, shipped_voter()).vote(event, events)
    if vote is not None:
        sides = "both" if event.actors and event.recipients else "one"
        yield sides, "told" if event.status in {"actual", "reported"} else "untold", vote, right


def main() -> None:
    """Count, and write the table."""
    gsr, own = map(Path, sys.argv[1:])
    counts = Counter([*gold_records(gsr), *first_sight(own)])
    rows = []
    for sides in ("both", "one"):
        for told in ("told", "untold"):
            # What is not told as done is too rare to part by the vote.
            pooled = [(vote, right) for vote in ("agree", "differ") for right in (True, False)]
            for vote in ("agree", "differ"):
                asked = [(v, right) for v, right in pooled if v == vote or told == "untold"]
                good = sum(counts[sides, told, v, True] for v, right in asked if right)
                of = good + sum(counts[sides, told, v, False] for v, right in asked if not right)
                rows.append(f"{sides}\t{told}\t{vote}\t{good / of:.2f}\t{good} / {of}")
    TARGET.write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
