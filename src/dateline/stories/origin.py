"""Direction: which of two copies had the text first, with the reasons."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from dateline.record import Reason, Record, Span
from dateline.stories.characters import Hashes, words_of
from dateline.stories.order import address, moment, publisher, same_address
from dateline.stories.words import words_in

CREDIT, TIME, LENGTH = 4, 2, 1
"""Weights: what a page says of itself stands above its clock, and its clock above the guess that
the longer text is the older one."""

_BRACKETS = re.compile(r"\(([^()\d]{2,40})\)")


class _Vote(NamedTuple):
    origin: Record
    weight: int
    says: str
    span: Span | None = None
    """In the origin's text."""


def direction(
    left: Record, right: Record, longer: Record | None, words: tuple[Hashes, Hashes]
) -> tuple[str | None, tuple[Reason, ...]]:
    """Return the id of the record that had the text first, and why; None where nothing decides or reasons tie.

    ``longer`` is the one that the other is a part of; None where neither is. ``words`` are those of
    either text, hashed. Reasons that speak against
    the outcome are kept and marked so.
    """
    votes = [*_by_edition(left, right), *_by_credit(left, right, words), *_by_time(left, right)]
    if longer is not None:
        votes.append(_Vote(longer, LENGTH, "the other one is a part of it: copies are cut more often than lengthened"))
    balance = sum(vote.weight if vote.origin is left else -vote.weight for vote in votes)
    if balance == 0:
        return None, ()
    origin = left if balance > 0 else right
    reasons = tuple(
        Reason(says=vote.says, span=vote.span if vote.origin is origin else None, against=vote.origin is not origin)
        for vote in sorted(votes, key=lambda vote: -vote.weight)
    )
    return origin.id, reasons


def agency(record: Record) -> str | None:
    """Return the agency that a record credits, in its own words; None where it credits none."""
    article = record.article
    if article.agency_credit is not None:
        return article.agency_credit.value
    if article.dateline is not None and article.dateline.agency is not None:
        return article.dateline.agency.of(article.text)
    named = next((byline.name.value for byline in article.bylines if byline.kind == "agency"), None)
    if named is None and article.dateline is not None:
        # What stands in brackets in a dateline is who sent it, whether or not anybody has heard of it.
        bracketed = _BRACKETS.search(article.dateline.span.of(article.text))
        named = bracketed[1] if bracketed is not None else None
    return named


def _by_edition(left: Record, right: Record) -> list[_Vote]:
    if not same_address(left, right):
        return []
    revised = [record for record in (left, right) if record.article.modified is not None]
    if len(revised) != 1:
        return []
    first = right if revised[0] is left else left
    return [_Vote(first, CREDIT, f"an earlier edition of the same page, {address(first)}")]


def _by_credit(left: Record, right: Record, words: tuple[Hashes, Hashes]) -> list[_Vote]:
    votes = []
    for one, other, theirs in ((left, right, words[1]), (right, left, words[0])):
        credit, rival = agency(one), agency(other)
        where = one.article.dateline.agency if one.article.dateline is not None else None
        name = one.article.publisher.value if one.article.publisher is not None else None
        if credit is not None and rival is None:
            votes.append(_Vote(one, CREDIT, f"it credits {credit}, and the other one credits nobody", where))
        elif credit is not None and name is not None and words_in(name) == words_in(credit):
            if other.article.publisher is None or words_in(other.article.publisher.value) != words_in(name):
                votes.append(_Vote(one, CREDIT, f"it was published by {name}, whom both credit", where))
        elif name is not None and publisher(one) != publisher(other) and _mentions(theirs, name):
            votes.append(_Vote(one, CREDIT, f"the other one names {name} in its text"))
    return votes


def _mentions(words: Hashes, name: str) -> bool:
    """Say whether an outlet is named ("the Northern Lamp reports"), by its name or its host."""
    sought = _named(name if " " in name else name.rpartition(".")[0] or name)
    if len(sought) < 2:
        return False
    places = np.flatnonzero(words[: 1 - len(sought)] == sought[0])
    return any(np.array_equal(words[place : place + len(sought)], sought) for place in places.tolist())


@lru_cache(maxsize=1 << 10)
def _named(name: str) -> Hashes:
    hashes = words_of(name).hashes
    return hashes[1:] if words_in(name)[:1] == ("the",) else hashes


def _by_time(left: Record, right: Record) -> list[_Vote]:
    one, other = left.article.published, right.article.published
    if one is None or other is None:
        return []
    exact = moment(one), moment(other)
    if exact[0] is not None and exact[1] is not None:
        if exact[0] == exact[1]:
            return []
        first, later = (left, right) if exact[0] < exact[1] else (right, left)
    elif one.day != other.day:
        first, later = (left, right) if one.day < other.day else (right, left)
    else:
        return []
    stated = [record.article.published.value for record in (first, later) if record.article.published is not None]
    return [_Vote(first, TIME, f"it was published first, {stated[0]}, the other one {stated[1]}")]
