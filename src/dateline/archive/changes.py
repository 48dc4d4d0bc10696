"""What changed between two versions of an article: sentences that came, went, or were changed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Literal

import msgspec

from dateline.archive.search.hits import Passage
from dateline.archive.search.words import fold_words
from dateline.record import Record, Span

ALIKE = 0.5
"""Share of the words of two sentences (Dice) that must be common for one to be the other one, changed."""

MOST_COMPARED = 500
"""Sentences on each side that are compared with one another; of more, the rest came or went."""

_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")


class Change(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A sentence that only one version has, or that the newer one has in other words."""

    kind: Literal["added", "removed", "changed"]
    old: Passage | None = None
    new: Passage | None = None
    numbers_gone: tuple[str, ...] = ()
    """Numbers in digits that only the old sentence has, as it writes them."""
    numbers_new: tuple[str, ...] = ()


class Changes(msgspec.Struct, frozen=True, kw_only=True):
    """All changes between two records: what the newer one has in its order, then what is gone.

    A sentence that only moved is no change.
    """

    old: str
    new: str
    headline_changed: bool
    changes: tuple[Change, ...]


def changes(old: Record, new: Record) -> Changes:
    """Compare two records sentence by sentence; case, accents and punctuation make no change.

    Method: sentences with the same words pair off; of the rest those that share most words do.
    """
    before, after = _sentences(old), _sentences(new)
    gone, came = _without(before, after), _without(after, before)
    pairs = _pairs(gone[:MOST_COMPARED], came[:MOST_COMPARED])
    found = [_change(pairs.get(number), sentence) for number, sentence in enumerate(came)]
    paired = {id(sentence) for sentence in pairs.values()}
    found += [_change(sentence, None) for sentence in gone if id(sentence) not in paired]
    return Changes(
        old=old.id,
        new=new.id,
        headline_changed=fold_words(old.headline or "") != fold_words(new.headline or ""),
        changes=tuple(found),
    )


_Sentence = tuple[Passage, tuple[str, ...]]


def _sentences(record: Record) -> list[_Sentence]:
    spans: Sequence[Span] = [sentence.span for sentence in record.sentences]
    spans = spans or [block.span for block in record.article.blocks]
    passages = (Passage(span=span, words=span.of(record.text)) for span in spans)
    return [(passage, fold_words(passage.words)) for passage in passages]


def _without(sentences: list[_Sentence], others: list[_Sentence]) -> list[_Sentence]:
    """Return the sentences that have no equal among the others."""
    there = Counter(folded for _, folded in others)
    left = []
    for sentence in sentences:
        if there[sentence[1]] > 0:
            there[sentence[1]] -= 1
        elif sentence[1]:
            left.append(sentence)
    return left


def _pairs(gone: list[_Sentence], came: list[_Sentence]) -> dict[int, _Sentence]:
    """Return for sentences that came, by number, the one that went in its favour: the most alike first."""
    sets = [set(folded) for _, folded in gone]
    scored = []
    for number, (_, folded) in enumerate(came):
        words = set(folded)
        for place, others in enumerate(sets):
            alike = 2 * len(words & others) / (len(words) + len(others))
            if alike >= ALIKE:
                scored.append((-alike, number, place))
    pairs: dict[int, _Sentence] = {}
    used: set[int] = set()
    for _, number, place in sorted(scored):
        if number not in pairs and place not in used:
            pairs[number] = gone[place]
            used.add(place)
    return pairs


def _change(old: _Sentence | None, new: _Sentence | None) -> Change:
    before = old[0] if old else None
    after = new[0] if new else None
    numbers, others = _numbers(before), _numbers(after)
    return Change(
        kind="added" if before is None else "removed" if after is None else "changed",
        old=before,
        new=after,
        numbers_gone=tuple(number for number in numbers if number not in others),
        numbers_new=tuple(number for number in others if number not in numbers),
    )


def _numbers(passage: Passage | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_NUMBER.findall(passage.words))) if passage else ()
