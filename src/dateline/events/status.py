"""What a chain of operators makes of an event."""

from __future__ import annotations

from dateline.record import EventStatus

STATUS: dict[str, EventStatus] = {
    "negation": "denied",
    "modal": "hypothetical",
    "future": "planned",
    "condition": "conditional",
    "report": "reported",
    "wish": "demanded",
    "demand": "demanded",
    "plan": "planned",
    "purpose": "planned",
    "attempt": "hypothetical",
    "failure": "failed",
    "question": "hypothetical",
    "doubt": "hypothetical",
}
"""What each kind of operator makes of an event when it stands alone."""

_STRICTEST: tuple[EventStatus, ...] = (
    "denied", "failed", "conditional", "hypothetical", "demanded", "planned", "reported",
)  # fmt: skip


def status_of(kinds: tuple[str, ...]) -> EventStatus:
    """Return the status that a chain of operators gives, outermost first; the strictest one wins.

    A negation denies the event only where nothing but reports, modals or the future stand with it:
    "was urged not to attack" says nothing about an attack.

    >>> status_of(("wish", "demand")), status_of(("report", "negation")), status_of(("demand", "negation"))
    ('demanded', 'denied', 'hypothetical')
    """
    statuses = {STATUS[kind] for kind in kinds}
    if "denied" in statuses:
        plain = set(kinds) <= {"negation", "report", "modal", "future"}
        if not plain or kinds.count("negation") > 1:
            statuses = (statuses - {"denied"}) | {"hypothetical"}
            if "demanded" in statuses or "planned" in statuses:
                return "conditional" if "conditional" in statuses else "hypothetical"
    return next((status for status in _STRICTEST if status in statuses), "actual")
