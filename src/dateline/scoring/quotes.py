"""Quotations against PolNeAR's attributions: source, cue and content, as offsets into one text.

Word tokens are runs of word characters (with ' ’ - . , inside), so quotation marks and final commas
decide nothing. Gold and predictions are aligned one to one by falling Dice overlap of their content,
then cue, then source. An aligned pair counts where the contents overlap by half and the sources agree.

``attribution`` counts everything that PolNeAR annotates (belief, wish and stance too), ``speech`` only direct and
mixed quotations and indirect ones whose cue is one of saying; the rest is then left out on both sides.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from dateline.record import Quotation, Record, Span
from dateline.scoring.gold import Figures, Line
from dateline.scoring.saying import PRONOUNS, says

_WORD = re.compile(r"\w+(?:['’.,\-]\w+)*")
_HALF = 0.5
_SINGLE = re.compile(r"(?<!\w)‘([^‘’“”\n]*(?:’(?=\w)[^‘’“”\n]*)*)’(?!\w)")
_OPENERS = '“„"«'
_ROLES = ("source", "cue", "content")

Tokens = frozenset[int]


def prediction(record: Record, gold: Line) -> dict[str, Any]:
    """Return the line that is scored: the record's reported speech under the gold line's id.

    PolNeAR keeps quotation marks and the comma before them inside the content, so they are put back.
    Quoted terms and scare quotes are no attributions; a quotation without a cue is none either, nor one
    that is nested in another: PolNeAR gives each word to one attribution.
    """
    attributions = [
        {
            "source": [] if q.speaker is None else [_pair(q.speaker.span)],
            "cue": [_pair(span) for span in q.cue],
            "content": [_pair(_with_marks(span, q)) for span in q.content],
            "confidence": q.confidence,
        }
        for q in record.quotations
        if q.use == "speech" and q.cue and q.parent is None
    ]
    return {"id": gold["id"], "attributions": attributions}


def verdicts(gold: Line, predicted: Line) -> list[bool]:
    """Return for each predicted attribution with words whether gold has it: content by half, and the source.

    For calibrating confidence. PolNeAR leaves out some of what was said, so these are low estimates.
    """
    read = _Text(gold["text"])
    wanted, found = read.units(gold["attributions"]), read.units(predicted["attributions"])
    right = {
        j
        for i, j in _align(wanted, found)
        if _dice(wanted[i].content, found[j].content) >= _HALF and _same_source(read, wanted[i].source, found[j].source)
    }
    return [j in right for j in range(len(found))]


def alone(gold: Line, attributions: Sequence[Mapping[str, Any]]) -> list[bool]:
    """Return for each attribution whether gold has it, as ``verdicts`` does, were it the only one.

    For choosing among readings of one cue. One without words is wrong.
    """
    read = _Text(gold["text"])
    wanted = read.units(gold["attributions"])
    found = []
    for attribution in attributions:
        units = read.units([attribution])
        pairs = _align(wanted, units)
        found.append(
            any(
                _dice(wanted[i].content, units[j].content) >= _HALF
                and _same_source(read, wanted[i].source, units[j].source)
                for i, j in pairs
            )
        )
    return found


def score(gold: Iterable[Line], predictions: Mapping[str, Line]) -> Figures:
    """Return precision, recall and F1 from 0 to 1, by kind of quotation; None where there is nothing to count.

    A gold line without a prediction counts as predicted empty. ``*_exact``: content and source to the word;
    ``*_content``: the content overlaps by half, whoever the source. ``indirect_say``: indirect speech by a cue
    of saying; ``indirect_other``: the rest of what is indirect.
    """
    total: Counter[str] = Counter()
    for line in gold:
        predicted = predictions.get(line["id"], {"attributions": []})
        total.update(_count(line["text"], line["attributions"], predicted["attributions"]))
    figures: Figures = {"gold": total["gold"], "predicted": total["predicted"]}
    for name in ("attribution", "attribution_exact", "content"):
        figures |= _prf(name, total[name], total["predicted"], total["gold"])
    for name in ("speech", "speech_exact", "speech_content"):
        figures |= _prf(name, total[name], total["speech_predicted"], total["speech_gold"])
    for name in ("direct", "mixed", "indirect"):
        figures |= _prf(name, total[name], total[f"{name}_predicted"], total[f"{name}_gold"])
    for name in ("indirect_say", "indirect_other", "according_to", "pronoun_source", "no_source"):
        figures[f"{name}_recall"] = _share(total[name], total[f"{name}_gold"])
    return figures


class _Unit(NamedTuple):
    source: Tokens
    cue: Tokens
    content: Tokens
    type: str
    slices: frozenset[str]

    @property
    def speech(self) -> bool:
        return self.type in {"direct", "mixed"} or "indirect_say" in self.slices


class _Text:
    def __init__(self, text: str) -> None:
        self.text = text
        self.words = [(match.start(), match.end()) for match in _WORD.finditer(text)]
        self._starts = [start for start, _ in self.words]
        self._quoted = _quoted(text)

    def units(self, attributions: Iterable[Mapping[str, Any]]) -> list[_Unit]:
        found = []
        for attribution in attributions:
            source, cue, content = (self._tokens(attribution.get(role) or []) for role in _ROLES)
            if cue or content:
                type_ = self._type(content)
                found.append(_Unit(source, cue, content, type_, self._slices(source, cue, type_)))
        return found

    def at(self, tokens: Tokens) -> list[str]:
        return [self.text[slice(*self.words[token])] for token in sorted(tokens)]

    def _tokens(self, spans: Iterable[Sequence[int]]) -> Tokens:
        found = set()
        for start, end in spans:
            index = max(0, bisect_right(self._starts, start) - 1)
            while index < len(self.words) and self.words[index][0] < end:
                if self.words[index][1] > start:
                    found.add(index)
                index += 1
        return frozenset(found)

    def _type(self, content: Tokens) -> str:
        quoted = sum(self._quoted[self.words[token][0]] for token in content)
        if not content:
            return "none"
        return "direct" if quoted == len(content) else "mixed" if quoted else "indirect"

    def _slices(self, source: Tokens, cue: Tokens, type_: str) -> frozenset[str]:
        found = set()
        words = [word.lower() for word in self.at(source)]
        if not words:
            found.add("no_source")
        if len(words) == 1 and words[0] in PRONOUNS:
            found.add("pronoun_source")
        cue_words = " ".join(self.at(cue)).lower()
        if "according to" in cue_words:
            found.add("according_to")
        if type_ == "indirect":
            found.add("indirect_say" if says(cue_words) else "indirect_other")
        return frozenset(found)


def _count(text: str, gold: Iterable[Mapping[str, Any]], predicted: Iterable[Mapping[str, Any]]) -> Counter[str]:
    read = _Text(text)
    wanted, found = read.units(gold), read.units(predicted)
    count: Counter[str] = Counter({"gold": len(wanted), "predicted": len(found)})
    aligned = _align(wanted, found)
    partner = {j: wanted[i] for i, j in aligned}
    for unit in wanted:
        count[f"{unit.type}_gold"] += 1
        count["speech_gold"] += unit.speech
        count.update(f"{name}_gold" for name in unit.slices)
    for j, unit in enumerate(found):
        charged = partner.get(j, unit)
        count[f"{charged.type}_predicted"] += 1
        count["speech_predicted"] += charged.speech
    for i, j in aligned:
        unit, other = wanted[i], found[j]
        hit = _dice(unit.content, other.content) >= _HALF
        right = hit and _same_source(read, unit.source, other.source)
        exact = unit.content == other.content and unit.source == other.source
        count.update({"content": hit, "attribution": right, "attribution_exact": exact, unit.type: right})
        if unit.speech:
            count.update({"speech_content": hit, "speech": right, "speech_exact": exact})
        if right:
            count.update(unit.slices)
    return count


def _align(wanted: Sequence[_Unit], found: Sequence[_Unit]) -> list[tuple[int, int]]:
    candidates = []
    for i, unit in enumerate(wanted):
        for j, other in enumerate(found):
            overlap = _dice(unit.content, other.content)
            if overlap:
                candidates.append((-overlap, -_dice(unit.cue, other.cue), -_dice(unit.source, other.source), i, j))
    taken_wanted: set[int] = set()
    taken_found: set[int] = set()
    pairs = []
    for *_, i, j in sorted(candidates):
        if i not in taken_wanted and j not in taken_found:
            taken_wanted.add(i)
            taken_found.add(j)
            pairs.append((i, j))
    return pairs


def _same_source(read: _Text, one: Tokens, other: Tokens) -> bool:
    if not one or not other:
        return not one and not other
    if _dice(one, other) >= _HALF:
        return True
    if not (one <= other or other <= one):
        return False
    words = read.at(min(one, other, key=len))
    return any(word[:1].isupper() for word in words) or (len(words) == 1 and words[0].lower() in PRONOUNS)


def _dice(one: Tokens, other: Tokens) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 0.0


def _quoted(text: str) -> bytearray:
    """Mark the characters in quotation marks, paragraph by paragraph, as PolNeAR's types are told.

    Coarser than the marks that quotes/ reads, and kept so: it decides what gold is called direct or mixed.
    """
    mask = bytearray(len(text))
    offset = 0
    for line in text.splitlines(keepends=True):
        opened: int | None = None
        kind = ""
        for index, character in enumerate(line):
            doubled = line[index : index + 2] in {"``", "''"}
            if opened is None:
                if character in _OPENERS or doubled or (character == "”" and not line[:index].strip()):
                    opened, kind = index, character
            elif (
                character in "”»"
                or (character == '"' and kind in '"“')
                or (character == "'" and doubled and kind in "`'")
            ):
                mask[offset + opened : offset + index + 1] = b"\1" * (index + 1 - opened)
                opened = None
        if opened is not None:
            end = len(line.rstrip())
            mask[offset + opened : offset + end] = b"\1" * max(0, end - opened)
        for match in _SINGLE.finditer(line):
            if " " in match.group(1).strip():
                mask[offset + match.start() : offset + match.end()] = b"\1" * len(match.group())
        offset += len(line)
    return mask


def _with_marks(span: Span, quotation: Quotation) -> Span:
    for mark in quotation.marks:
        if mark.start < span.start and span.end <= mark.end and span.start - mark.start <= _LONGEST_MARK:
            return mark
    return span


_LONGEST_MARK = 4
"""Characters: two of a doubled mark, and white space after it."""


def _pair(span: Span) -> list[int]:
    return [span.start, span.end]


def _prf(name: str, right: int, predicted: int, gold: int) -> Figures:
    return {
        f"{name}_precision": _share(right, predicted),
        f"{name}_recall": _share(right, gold),
        f"{name}_f1": _share(2 * right, predicted + gold),
    }


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
