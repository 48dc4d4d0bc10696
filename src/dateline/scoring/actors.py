"""Scores for actor codes: the country and sector of a name or phrase.

Gold lines: ``{id, text, date, context, gold: {code, sector}}``; an empty code says that there is none, a
missing one that it is not asked. Prediction lines: ``{id, code, sector}``, "" for none. Figures are shares.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime

from dateline.scoring.gold import Figures, Line

FIELDS = ("code", "sector")

_FORMS = ("%Y-%m-%d", "%d %B %Y", "%B %d, %Y")


def score(gold: Iterable[Line], predictions: Mapping[str, Line]) -> Figures:
    """Score predictions by id; a missing prediction is one of "" for both.

    ``code_accuracy`` and ``sector_accuracy``: equal to the gold, over the lines that ask. ``all_fields``: all
    that a line asks is right.
    """
    counts: Counter[str] = Counter()
    for line in gold:
        found = predictions.get(str(line["id"]), {})
        wanted = line["gold"]
        right = {field: (found.get(field) or "") == (wanted[field] or "") for field in FIELDS if field in wanted}
        counts.update(f"{field}_asked" for field in right)
        counts.update(f"{field}_right" for field, is_right in right.items() if is_right)
        counts["documents"] += 1
        counts["all_right"] += all(right.values())
    figures: Figures = {"documents": counts["documents"]}
    for field in FIELDS:
        asked = counts[f"{field}_asked"]
        figures[f"{field}_asked"] = asked
        figures[f"{field}_accuracy"] = counts[f"{field}_right"] / asked if asked else None
    figures["all_fields"] = counts["all_right"] / counts["documents"] if counts["documents"] else None
    return figures


def day_of(line: Line, *, today: str) -> str | None:
    """Return the day for which a gold line asks, ISO 8601; ``today`` where it says so, None where it says none."""
    said = str(line.get("date") or "").strip()
    if said.lower() == "today":
        return today
    for form in _FORMS:
        try:
            return datetime.strptime(said, form).date().isoformat()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None
