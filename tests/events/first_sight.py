"""Keep what the finder makes of a batch of gold sentences that it was never run on before.

    PYTHONPATH=src python -m tests.events.first_sight 17

Appends a line an event to tests/gold/events_first_sight.jsonl: right where the gold has an event of its type and status
at its trigger. Run once a batch; afterwards the batch is no fresh one.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from dateline.record import Event, Span
from dateline.resources.parsing import SpacyParser
from tests.events import gold
from tests.events.reading import events_of
from tests.writing import written

PATH = Path(__file__).resolve().parents[1] / "gold" / "events_first_sight.jsonl"


def judged(sentences: Iterable[gold.GoldSentence], parser: SpacyParser) -> Iterator[dict[str, Any]]:
    """Yield each event found, with whether the gold has it."""
    for sentence in sentences:
        found = events_of(written(sentence.text), parser)
        partners = gold.paired(sentence, found)
        for number, (event, partner) in enumerate(zip(found, partners, strict=True), 1):
            right = partner is not None and event.status in partner.status.split("|")
            yield {"id": f"{sentence.id}-{number}", "sentence": sentence.id, "text": sentence.text} | _told(
                event, right
            )


def _told(event: Event, right: bool) -> dict[str, Any]:
    return {
        "type": event.type,
        "status": event.status,
        "trigger": _offsets(event.trigger),
        "actors": [_offsets(one.span) for one in event.actors],
        "recipients": [_offsets(one.span) for one in event.recipients],
        "right": right,
    }


def _offsets(span: Span) -> list[int]:
    return [span.start, span.end]


def main() -> None:
    """Read the batch, and append."""
    batch = int(sys.argv[1])
    sentences = [one for one in gold.sentences() if one.batch == batch]
    lines = [json.dumps(line, ensure_ascii=False) for line in judged(sentences, SpacyParser())]
    with PATH.open("a", encoding="utf-8") as out:
        out.writelines(f"{line}\n" for line in lines)


if __name__ == "__main__":
    main()
