"""How sure a quotation is: how often its rule was right on training data."""

from __future__ import annotations

from functools import cache

from dateline.quotes.report import Report
from dateline.resources.tables import read_table


def confidence_of(report: Report) -> float | None:
    """Return the share of right ones among what the rule found with such a cue; None where none was counted.

    Low estimates: PolNeAR train leaves out some of what was said. Made by tools/calibrate_quotes.py.
    """
    if report.confidence is not None:
        return report.confidence
    shares = _shares()
    return shares.get((report.rule, report.kind or ""), shares.get((report.rule, "any")))


@cache
def _shares() -> dict[tuple[str, str], float]:
    return {(rule, kind): float(share) for rule, kind, share in read_table("quotes", "confidence", columns=3)}
