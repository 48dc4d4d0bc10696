"""Scores for events: PLOVER type, mode and quad class, participants and their codes.

Gold lines: ``{id, text, events: [{type, quad, mode, actor: [E], recipient: [E], reciprocal}]}`` with
``E = {text, span, code, sector}``. Prediction lines: ``{id, events: [{type, mode, actor, recipient,
modality}]}``. Definitions after the benchmark's own scorer; figures are shares, 0 to 1.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from dateline.scoring.gold import Figures, Line
from dateline.scoring.plover import QUAD, prediction, root

__all__ = ["prediction", "score"]

Entity: TypeAlias = Mapping[str, Any]

_FUNCTION_WORDS = frozenset(
    {"the", "a", "an", "of", "in", "on", "at", "for", "to", "and", "or", "by", "with", "from"}
    | {"its", "his", "her", "their", "some", "two", "three"}
)


def score(gold: Iterable[Line], predictions: Mapping[str, Line]) -> Figures:
    """Score predictions by id; a sentence without a prediction counts as one without events.

    ``type``: over the multiset of types of each sentence. ``anchored_type_accuracy``: among gold
    events that share a participant's words with an output event, whatever its type. ``actor`` and
    ``recipient``: partial is half of the shorter one's content words, exact is equal but for case,
    points and article. ``complete_recall``: type and every participant right. ``false_alarm``: share
    of the sentences without event that get one. The gold marks few of a sentence's events, so
    precision is a lower bound.
    """
    counts: Counter[str] = Counter()
    types_gold: Counter[str] = Counter()
    types_output: Counter[str] = Counter()
    types_right: Counter[str] = Counter()
    for line in gold:
        wanted = list(line.get("events") or [])
        merged = line.get("set") == "plv"
        output = [
            {**e, "type": root(e.get("type"), merged=merged)}
            for e in predictions.get(str(line["id"]), {}).get("events") or []
        ]
        counts["documents"] += 1
        if not wanted:
            counts["without"] += 1
            counts["alarms"] += bool(output)
            continue
        _count_types(wanted, output, types_gold, types_output, types_right)
        _count_anchored(wanted, output, counts)
        _count_events(wanted, output, counts)
        counts["sentences"] += 1
        counts["spoken"] += bool(output)
    return _figures(counts, types_gold, types_output, types_right)


def _count_types(
    wanted: Sequence[Line], output: Sequence[Line], gold: Counter[str], guessed: Counter[str], right: Counter[str]
) -> None:
    here = Counter(str(e["type"]) for e in wanted if e.get("type"))
    there = Counter(str(e["type"]) for e in output)
    gold.update(here)
    guessed.update(there)
    right.update(here & there)


def _count_anchored(wanted: Sequence[Line], output: Sequence[Line], counts: Counter[str]) -> None:
    candidates = []
    for i, event in enumerate(wanted):
        for j, guess in enumerate(output):
            words = _words_shared(event, guess)
            if words > 0:
                candidates.append((-words, -int(_same_type(event, guess)), i, j))
    for i, j in _one_to_one([(c[2], c[3]) for c in sorted(candidates)]):
        counts["anchored"] += 1
        counts["anchored_type"] += wanted[i].get("type") == output[j]["type"]
        counts["anchored_quad"] += wanted[i].get("quad") == QUAD.get(str(output[j]["type"]))


def _count_events(wanted: Sequence[Line], output: Sequence[Line], counts: Counter[str]) -> None:
    candidates = []
    for i, event in enumerate(wanted):
        for j, guess in enumerate(output):
            value = 2 * _same_type(event, guess) + _words_shared(event, guess)
            if value > 0:
                candidates.append((-value, i, j))
    partner = dict(_one_to_one([(c[1], c[2]) for c in sorted(candidates)]))
    for i, event in enumerate(wanted):
        _count_event(event, output[partner[i]] if i in partner else None, counts)
    counts["gold"] += len(wanted)
    counts["output"] += len(output)


def _count_event(event: Line, guess: Line | None, counts: Counter[str]) -> None:
    pooled = bool(event.get("reciprocal"))
    gold_sides = _sides(event, pooled=pooled)
    output_sides: tuple[list[Entity], list[Entity]] = ([], []) if guess is None else _sides(guess, pooled=pooled)
    complete = guess is not None and _same_type(event, guess)
    for side, gold, output in zip(("actor", "recipient"), gold_sides, output_sides, strict=True):
        partial = _matched(gold, output, _alike)
        counts[f"{side}_gold"] += len(gold)
        counts[f"{side}_output"] += len(output)
        counts[f"{side}_partial"] += len(partial)
        counts[f"{side}_exact"] += len(_matched(gold, output, _equal))
        complete = complete and len(partial) == len(gold)
        for i, j in partial:
            for field in ("code", "sector"):
                if gold[i].get(field):
                    counts[f"{field}_asked"] += 1
                    counts[f"{field}_right"] += _same_code(output[j].get(field), gold[i][field])
        _count_codes(gold, output, counts)
    if any(gold_sides):
        counts["complete_asked"] += 1
        counts["complete"] += complete
    if event.get("mode"):
        found = set(guess.get("mode") or []) if guess is not None else set()
        right_type = guess is not None and event.get("type") == guess["type"]
        counts["mode_gold"] += len(set(event["mode"]))
        counts["mode_output"] += len(found)
        counts["mode_right"] += len(found & set(event["mode"])) if right_type else 0


def _count_codes(gold: list[Entity], output: list[Entity], counts: Counter[str]) -> None:
    wanted = Counter(str(e["code"]) for e in gold if e.get("code"))
    one_for_all = "IGO" in wanted  # the gold of 2016 writes IGO for the UN and the EU too
    found = Counter(
        "IGO" if one_for_all and e["code"] in {"UNO", "EUR"} else str(e["code"]) for e in output if e.get("code")
    )
    counts["codes_right"] += sum((wanted & found).values())
    counts["codes_gold"] += sum(wanted.values())
    counts["codes_output"] += sum(found.values())


def _figures(counts: Counter[str], gold: Counter[str], guessed: Counter[str], right: Counter[str]) -> Figures:
    figures: Figures = {"documents": counts["documents"], "gold": counts["gold"], "output": counts["output"]}
    figures |= _rates("type", sum(right.values()), sum(guessed.values()), sum(gold.values()))
    per_type = [_rates("f", right[t], guessed[t], gold[t])["f_f1"] or 0.0 for t in gold]
    figures["type_macro_f1"] = sum(per_type) / len(per_type) if per_type else None
    figures["anchored_share"] = _share(counts["anchored"], counts["gold"])
    figures["anchored_type_accuracy"] = _share(counts["anchored_type"], counts["anchored"])
    figures["anchored_quad_accuracy"] = _share(counts["anchored_quad"], counts["anchored"])
    for side in ("actor", "recipient"):
        for how in ("partial", "exact"):
            figures |= _rates(
                f"{side}_{how}", counts[f"{side}_{how}"], counts[f"{side}_output"], counts[f"{side}_gold"]
            )
    figures |= _rates("code", counts["codes_right"], counts["codes_output"], counts["codes_gold"])
    figures["code_accuracy"] = _share(counts["code_right"], counts["code_asked"])
    figures["sector_accuracy"] = _share(counts["sector_right"], counts["sector_asked"])
    figures["complete_recall"] = _share(counts["complete"], counts["complete_asked"])
    figures |= _rates("mode", counts["mode_right"], counts["mode_output"], counts["mode_gold"])
    figures["spoken_share"] = _share(counts["spoken"], counts["sentences"])
    figures["false_alarm"] = _share(counts["alarms"], counts["without"])
    return figures


def _same_type(event: Line, guess: Line) -> bool:
    if event.get("type"):
        return bool(event["type"] == guess["type"])
    return bool(event.get("quad") == QUAD.get(str(guess["type"])))


def _sides(event: Line, *, pooled: bool) -> tuple[list[Entity], list[Entity]]:
    actors, recipients = list(event.get("actor") or []), list(event.get("recipient") or [])
    return ([*actors, *recipients], []) if pooled else (actors, recipients)


def _words_shared(event: Line, guess: Line) -> float:
    """F1 over content words of the actors, plus that of the recipients."""
    pooled = bool(event.get("reciprocal"))
    total = 0.0
    for gold, output in zip(_sides(event, pooled=pooled), _sides(guess, pooled=pooled), strict=True):
        here = Counter(w for e in gold for w in _content(e))
        there = Counter(w for e in output for w in _content(e))
        shared = sum((here & there).values())
        total += 2 * shared / (sum(here.values()) + sum(there.values())) if shared else 0.0
    return total


def _one_to_one(pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    left: set[int] = set()
    right: set[int] = set()
    kept = []
    for i, j in pairs:
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            kept.append((i, j))
    return kept


def _matched(gold: list[Entity], output: list[Entity], fits: Callable[[Entity, Entity], bool]) -> list[tuple[int, int]]:
    return _one_to_one((i, j) for i, g in enumerate(gold) for j, p in enumerate(output) if fits(p, g))


def _alike(output: Entity, gold: Entity) -> bool:
    here, there = set(_content(output)), set(_content(gold))
    shared = len(here & there)
    return _touch(output, gold) and shared > 0 and 2 * shared >= min(len(here), len(there))


def _equal(output: Entity, gold: Entity) -> bool:
    return _touch(output, gold) and _plain(output) == _plain(gold)


def _touch(output: Entity, gold: Entity) -> bool:
    here, there = output.get("span"), gold.get("span")
    return not (here and there) or bool(here[0] < there[1] and there[0] < here[1])


def _words(entity: Entity) -> list[str]:
    text = str(entity.get("text") or "").lower().replace(".", "")
    return re.findall(r"\w+", re.sub(r"['’]s\b", "", text))


def _plain(entity: Entity) -> list[str]:
    words = _words(entity)
    while words and words[0] in {"the", "a", "an"}:
        words = words[1:]
    return words


def _content(entity: Entity) -> list[str]:
    words = _words(entity)
    return [word for word in words if word not in _FUNCTION_WORDS] or words


def _same_code(output: object, gold: object) -> bool:
    return (output or "") == gold or (gold == "IGO" and output in {"UNO", "EUR"})


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _rates(name: str, right: int, output: int, gold: int) -> Figures:
    """Precision, recall and F1; None each where the gold marks nothing of the kind."""
    if not gold:
        return dict.fromkeys((f"{name}_precision", f"{name}_recall", f"{name}_f1"))
    precision, recall = (right / output if output else 0.0), right / gold
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {f"{name}_precision": precision, f"{name}_recall": recall, f"{name}_f1": f1}
