"""The room's own gold sentences against what the finder sees in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from dateline.record import Event
from dateline.resources.parsing import Parser
from tests.events.reading import events_of
from tests.writing import written

PATH = Path(__file__).resolve().parents[1] / "gold" / "events.jsonl"


class GoldEvent(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Readings that readers may differ on are joined by "|"."""

    type: str
    status: str
    chain: tuple[str, ...]
    trigger: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]


class GoldSentence(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    before_code: bool
    text: str
    events: tuple[GoldEvent, ...]
    batch: int | None = None
    """Of those that were marked before the code was run on them (docs/event-guideline.md)."""


class Counts(NamedTuple):
    gold: int
    found: int
    matched: int
    status_right: int
    participants_right: int
    printed_as_actual: int
    wrongly_actual: tuple[str, ...]
    alarms: tuple[str, ...]
    without_event: int
    missed: tuple[str, ...]
    spurious: tuple[str, ...]


def sentences() -> list[GoldSentence]:
    return [msgspec.json.decode(line, type=GoldSentence) for line in PATH.read_bytes().splitlines() if line]


def count(gold: Iterable[GoldSentence], parser: Parser) -> Counts:
    """Pair by type and trigger; an event given as actual is wrong where the gold has no actual one for it."""
    totals = dict.fromkeys(("gold", "found", "matched", "status", "participants", "actual", "without"), 0)
    wrong, alarms, missed, spurious = [], [], [], []
    for sentence in gold:
        found = events_of(written(sentence.text), parser)
        totals["gold"] += len(sentence.events)
        totals["found"] += len(found)
        totals["actual"] += sum(e.status == "actual" for e in found)
        if not sentence.events:
            totals["without"] += 1
            if found:
                alarms.append(sentence.text)
        partners = paired(sentence, found)
        for event, partner in zip(found, partners, strict=True):
            label = f"{event.type} {event.status} {event.trigger.of(sentence.text)}: {sentence.text}"
            if partner is None:
                spurious.append(label)
                if event.status == "actual":
                    wrong.append(label)
                continue
            totals["matched"] += 1
            totals["status"] += event.status in partner.status.split("|")
            totals["participants"] += _participants(partner, event, sentence.text)
            if event.status == "actual" and "actual" not in partner.status.split("|"):
                wrong.append(label)
        left = [g for g in sentence.events if not any(g is partner for partner in partners)]
        missed += [f"{g.type} {g.status} {g.trigger}: {sentence.text}" for g in left]
    return Counts(
        totals["gold"], totals["found"], totals["matched"], totals["status"], totals["participants"],
        totals["actual"], tuple(wrong), tuple(alarms), totals["without"], tuple(missed), tuple(spurious),
    )  # fmt: skip


def paired(sentence: GoldSentence, found: Sequence[Event]) -> list[GoldEvent | None]:
    """Return for each event found the gold event of its type at its trigger, each at most once."""
    left = list(sentence.events)
    partners = []
    for event in found:
        partner = next((g for g in left if _same(g, event, sentence.text)), None)
        partners.append(partner)
        if partner is not None:
            left = [g for g in left if g is not partner]
    return partners


def _same(gold: GoldEvent, event: Event, text: str) -> bool:
    return event.type in gold.type.split("|") and event.trigger.of(text) in gold.trigger.split("|")


def _participants(gold: GoldEvent, event: Event, text: str) -> bool:
    return all(
        sum(not w.endswith("|") for w in wanted) <= len(given) <= len(wanted)
        and all(w.endswith("|") or any(_alike(w, g.span.of(text)) for g in given) for w in wanted)
        for wanted, given in ((gold.actors, event.actors), (gold.recipients, event.recipients))
    )


def _alike(wanted: str, given: str) -> bool:
    return any(one in given or given in one for one in wanted.split("|") if one)
