"""What the tagger finds joined to what the rules find: cue by cue, the reading that is likeliest to be right."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

import msgspec

from dateline.errors import ModelError
from dateline.quotes.candidates import Candidate
from dateline.quotes.confidence import confidence_of
from dateline.quotes.reports import Report
from dateline.record import Span

_SAME = 0.8
"""Dice overlap, in characters, from which two reports say the same words."""
_NEAR = 4096
"""Characters in a stretch: reports are held only against those with words in the same stretches."""


class Weights(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How what speaks for a reading is weighed; made by tools/calibrate_quotes.py."""

    accept: float
    """The chance of being right from which a reading is kept."""
    sure: float | None = None
    """The chance from which 95 of 100 were right when it was measured; None where no chance was as good."""
    weights: dict[str, float]
    """Logistic regression; what is not named weighs nothing."""
    measured: dict[str, dict[str, float]] = {}

    def chance(self, features: Mapping[str, float]) -> float:
        """Return the chance that a reading is right."""
        total = sum(self.weights.get(name, 0.0) * value for name, value in features.items())
        return 1 / (1 + math.exp(-min(max(total, -30.0), 30.0)))


@cache
def join_weights() -> Weights:
    """Read the weights that ship, once.

    Raises ModelError where they are missing or damaged.
    """
    path = Path(str(files("dateline.resources"))) / "data" / "quotes" / "tagger" / "joining.json"
    try:
        return msgspec.json.decode(path.read_bytes(), type=Weights)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise ModelError(f"the weights {path} can't be read ({error}); install Dateline again") from error


def joined(readings: Sequence[Sequence[Candidate]], weights: Weights) -> list[Report]:
    """Return the best reading of each cue that is likely enough, with its chance as its confidence.

    A firm or plain report of a rule is kept whatever its chance, and so is one inside what is said in another, which
    the gold does not have. Where their chance is small, the rule's own share of right ones counts as much. Of two that
    report the same words the likelier one stands.
    """
    best: list[tuple[float, Report, Report]] = []
    doubtful: list[Report] = []
    for candidates in readings:
        chances = [weights.chance(candidate.features) for candidate in candidates]
        chance = max(chances)
        sure, own_sure = chance, chances[0]
        if chance < weights.accept and (candidates[0].firm or candidates[0].plain):
            sure = own_sure = (chances[0] + (confidence_of(candidates[0].report) or chances[0])) / 2
        report = msgspec.structs.replace(candidates[chances.index(chance)].report, confidence=round(sure, 2))
        own = msgspec.structs.replace(candidates[0].report, confidence=round(own_sure, 2))
        if chance >= weights.accept or candidates[0].firm:
            best.append((chance, report, own))
        elif candidates[0].plain:
            best.append((chance, own, own))
        elif report.rule != "tagger":
            doubtful.append(own)
    kept = _Kept()
    own_of = {}
    for _, report, own in sorted(best, key=lambda found: (-found[0], found[1].cue)):
        if not any(_same_words(report, other) for other in kept.near(report.content)):
            kept.add(report)
            own_of[id(report)] = own
    # The tagger was shown no reports within reports: there the rule's own reading stands.
    final = [own_of[id(r)] if any(_holds(other, r.cue[0]) for other in kept.near(r.cue)) else r for r in kept.reports]
    nested = [r for r in doubtful if any(_holds(other, r.cue[0]) for other in kept.near(r.cue))]
    return final + nested


class _Kept:
    """Reports, to be had by where their words are."""

    def __init__(self) -> None:
        self.reports: list[Report] = []
        self._by_stretch: dict[int, list[Report]] = {}

    def add(self, report: Report) -> None:
        self.reports.append(report)
        for stretch in _stretches(report.content):
            self._by_stretch.setdefault(stretch, []).append(report)

    def near(self, spans: Sequence[Span]) -> Iterator[Report]:
        for stretch in _stretches(spans):
            yield from self._by_stretch.get(stretch, ())


def _stretches(spans: Sequence[Span]) -> set[int]:
    return {stretch for span in spans for stretch in range(span.start // _NEAR, (span.end - 1) // _NEAR + 1)}


def _holds(report: Report, span: Span) -> bool:
    return any(piece.contains(span) for piece in report.content)


def _same_words(one: Report, other: Report) -> bool:
    """Say whether two reports have nearly the same content, neither inside the other."""
    if _holds(one, other.cue[0]) or _holds(other, one.cue[0]):
        return False
    common = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in one.content for b in other.content)
    return 2 * common >= _SAME * (sum(map(len, one.content)) + sum(map(len, other.content)))
