"""Families: articles that are copies of one text count as one report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dateline.record import Copy, Family, Reason, Record
from dateline.stories.order import arrival, publisher, same_address
from dateline.stories.origin import agency
from dateline.stories.style import agency_style

SAME_REPORT = frozenset({"verbatim", "cut", "extended", "rewritten"})


def find_families(records: Sequence[Record], copies: Sequence[Copy]) -> list[Family]:
    """Return every record in exactly one family, families by the arrival of their first member.

    Copies are one report, and so are two editions of one page and articles of one publisher that
    share a passage: nobody corroborates himself. The id is that of the member that arrived first.
    """
    by_id = {record.id: record for record in records}
    root = {record: record for record in by_id}
    for copy in copies:
        if copy.left in by_id and copy.right in by_id and one_report(copy, by_id):
            _join(root, copy.left, copy.right)
    members: dict[str, list[Record]] = {}
    for record in sorted(by_id.values(), key=arrival):
        members.setdefault(_find(root, record.id), []).append(record)
    inside: dict[str, list[Copy]] = {}
    for copy in copies:
        if copy.left in root and copy.right in root and _find(root, copy.left) == _find(root, copy.right):
            inside.setdefault(_find(root, copy.left), []).append(copy)
    return [_family(group, inside.get(key, [])) for key, group in members.items()]


def one_report(copy: Copy, records: Mapping[str, Record]) -> bool:
    """Say whether two articles that share text are one report."""
    if copy.verdict in SAME_REPORT:
        return True
    left, right = records[copy.left], records[copy.right]
    return (
        copy.verdict == "shares-passage" and publisher(left) is not None and publisher(left) == publisher(right)
    ) or same_address(left, right)


def _family(members: list[Record], copies: list[Copy]) -> Family:
    origin, reasons = _origin(members, copies)
    agencies = [name for name in map(agency, members) if name is not None]
    standing = _standing(members, origin)
    rest = [member.id for member in members if member is not standing]
    if not agencies and origin is None:
        reasons += _unnamed_agency(standing)
    return Family(
        id=f"family-{members[0].id}",
        members=(standing.id, *rest),
        origin=origin,
        agency=agencies[0] if agencies else None,
        reasons=reasons,
    )


def _origin(members: list[Record], copies: list[Copy]) -> tuple[str | None, tuple[Reason, ...]]:
    """Return the one member that no copy has from elsewhere and some copy has it from; None if several are such."""
    decided = sorted((copy for copy in copies if copy.origin is not None), key=lambda copy: copy.id)
    beaten = {copy.right if copy.origin == copy.left else copy.left for copy in decided}
    sources = {copy.origin for copy in decided} - beaten
    undecided = {member.id for member in members} - sources - beaten
    if len(sources) != 1 or undecided:
        return None, ()
    (origin,) = sources
    seen: list[Reason] = []
    for copy in decided:
        if copy.origin == origin:
            seen += (reason for reason in copy.reasons if reason not in seen and not reason.against)
    return origin, tuple(seen)


def _standing(members: list[Record], origin: str | None) -> Record:
    """Return the member that stands for the family: the origin, else the first, a whole article before a
    teaser, a live page or one without a headline, and of its page the last edition: what was corrected does not stand.
    """
    whole = [member for member in members if _whole(member)] or members
    chosen = next((member for member in whole if member.id == origin), whole[0])
    return max((m for m in members if m is chosen or same_address(m, chosen)), key=arrival)


def _whole(record: Record) -> bool:
    article = record.article
    return article.completeness == "full" and article.headline is not None and not article.blocks_of("entry")


def _unnamed_agency(record: Record) -> tuple[Reason, ...]:
    dateline = record.article.dateline
    if dateline is None or dateline.date is None or dateline.agency is not None:
        return ()
    says = "it opens with a place and a date as agencies do, and credits none: its origin may lie outside these pages"
    reasons: tuple[Reason, ...] = (Reason(says=says, span=dateline.span),)
    style = agency_style(record)
    if style is not None and style.grade != "unlikely":
        says = f"it is written as agencies write ({style.grade}; a hint, no proof)"
        reasons += (Reason(says=says),)
    return reasons


def _find(root: dict[str, str], key: str) -> str:
    while root[key] != key:
        root[key] = root[root[key]]
        key = root[key]
    return key


def _join(root: dict[str, str], one: str, other: str) -> None:
    first, second = sorted((_find(root, one), _find(root, other)))
    root[second] = first
