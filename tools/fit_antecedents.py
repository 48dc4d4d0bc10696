"""Fit what speaks for somebody whom a "he" or "she" that speaks may stand for: quotes/antecedents.tsv.

    python tools/fit_antecedents.py tests/gold/speakers.jsonl polnear_train.jsonl

Reads the pronouns of the gold's ``tune`` half (docs/speaker-guideline.md). A log-linear model over everybody whom a
pronoun may stand for, "nobody named" among them; each is weighed by the reference to it that weighs most. The weights
are drawn (L2) towards those that were set by hand before. What it prints is cross-validated: five folds by article.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from dateline.language import EntityFinder, SentenceFinder
from dateline.quotes import QuotationFinder, shipped_tagger
from dateline.quotes.antecedents import Features, Weighed
from dateline.record import Page, Record, Span, article_of_paragraphs, record_id
from dateline.resources.parsing import Parser, SpacyParser
from dateline.scoring.gold import Line, read_lines

OUTPUT = Path(__file__).resolve().parents[1] / "src/dateline/resources/data/quotes/antecedents.tsv"
BY_HAND: Features = {
    "nobody": -0.5,
    "main subject": 3.5,
    "subject": 1.8,
    "in subject": 2.4,
    "other": 1.0,
    "quoted": -2.5,
    "sentences": -0.7,
    "paragraphs": -0.9,
    "same sentence, main subject": 0.8,
    "named after": 3.0,
    "spoke last": 1.8,
    "spoke last, another since": 0.4,
    "gender known": 0.6,
    "renown": 0.15,
    "named in what is said": -1.0,
    "spoken to": -5.0,
}
PENALTY = 1.0
STEPS, RATE = 300, 0.05
"""Of Adam, on all cases at once."""
FOLDS = 5
CHANCES = (0.3, 0.4, 0.45, 0.5, 0.6)


class Case(NamedTuple):
    """A pronoun: whom it may stand for, and the entity that gold says; None where that is nobody."""

    weighed: list[Weighed]
    right: str | None


def main() -> None:
    """Read the gold, fit, write."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("gold", type=Path)
    arguments.add_argument("texts", type=Path)
    given = arguments.parse_args()
    gold = {line["id"]: line for line in read_lines(given.gold) if line["half"] == "tune"}
    parser = SpacyParser()
    finder = QuotationFinder(parser, shipped_tagger())
    cases = [
        case
        for line in read_lines(given.texts)
        if line["id"] in gold
        for case in cases_of(gold[line["id"]], record_of(line, parser), finder)
    ]
    others = [fit([case for n, case in enumerate(cases) if n % FOLDS != fold]) for fold in range(FOLDS)]
    for chance in CHANCES:
        found = [0, 0]
        for fold, weights in enumerate(others):
            for case in cases[fold::FOLDS]:
                chosen = choice(case, weights, chance)
                found[0] += chosen is not None
                found[1] += chosen is not None and chosen == case.right
        print(f"from chance {chance}: {len(cases)} pronouns, {found[0]} resolved, {found[1]} of them right")
    rows = [
        "# what speaks for somebody whom a pronoun may stand for\tits weight in log-odds (tools/fit_antecedents.py)"
    ]
    rows += [f"{name}\t{weight:.2f}" for name, weight in fit(cases).items()]
    OUTPUT.write_text("\n".join(rows) + "\n", encoding="utf-8")


def record_of(line: Line, parser: Parser) -> Record:
    """Return a gold article with what the quotation room needs."""
    article = article_of_paragraphs(line["text"], made_by="gold/1")
    page = Page(content=line["text"].encode(), media_type="text/plain", encoding="utf-8")
    record = Record(id=record_id(page.digest, None), page=page.reference(), article=article)
    for part in (SentenceFinder(parser), EntityFinder(parser)):
        record = record.with_annotations(part(record))
    return record


def cases_of(gold: Line, record: Record, finder: QuotationFinder) -> Iterator[Case]:
    """Yield the gold's pronouns that speak in the record."""
    asked = {pronoun.start: weighed for pronoun, weighed in finder.pronouns(record)}
    for row in gold["rows"]:
        weighed = asked.get(row["source"][0])
        if row["kind"] == "pronoun" and weighed is not None:
            right = None if row["antecedent"] is None else entity_of(record, Span(*row["antecedent"]))
            yield Case(weighed, right)


def entity_of(record: Record, name: Span) -> str | None:
    """Return the entity that a name of the gold is a mention of."""
    for mention in record.mentions:
        if mention.form == "name" and mention.span.overlaps(name) and mention.id in record.entity_of_mention:
            return record.entity_of_mention[mention.id].id
    return None


def scores(case: Case, weights: Mapping[str, float]) -> dict[str | None, tuple[float, Features]]:
    """Return the score of everybody, with the features of the reference that weighs most; "" is nobody."""
    found: dict[str | None, tuple[float, Features]] = {"": (weights["nobody"], {"nobody": 1.0})}
    for person, features in case.weighed:
        score = sum(weights.get(name, 0.0) * value for name, value in features.items())
        if person.entity not in found or score >= found[person.entity][0]:
            found[person.entity] = (score, features)
    return found


def chances(scored: Mapping[str | None, tuple[float, Features]]) -> dict[str | None, float]:
    """Return how likely each is."""
    total = sum(math.exp(score) for score, _ in scored.values())
    return {entity: math.exp(score) / total for entity, (score, _) in scored.items()}


def choice(case: Case, weights: Mapping[str, float], least: float) -> str | None:
    """Return the likeliest, if it is likely enough."""
    likely = chances(scores(case, weights))
    best = max((entity for entity in likely if entity), key=lambda entity: likely[entity], default=None)
    return best if best is not None and likely[best] >= max(least, likely.get(None, 0.0)) else None


def fit(cases: Sequence[Case]) -> Features:
    """Return the weights under which the cases are likeliest (Adam)."""
    names = {name for case in cases for _, features in case.weighed for name in features}
    weights: Features = {name: BY_HAND.get(name, 0.0) for name in (*BY_HAND, *sorted(names - set(BY_HAND)))}
    slow, fast = (dict.fromkeys(weights, 0.0) for _ in range(2))
    for step in range(1, STEPS + 1):
        slope = {name: PENALTY * (weight - BY_HAND.get(name, 0.0)) for name, weight in weights.items()}
        for case in cases:
            scored = scores(case, weights)
            likely = chances(scored)
            right = case.right if case.right in scored else ""
            for entity, (_, features) in scored.items():
                for name, value in features.items():
                    slope[name] += value * (likely[entity] - (entity == right))
        for name, value in slope.items():
            slow[name] = 0.9 * slow[name] + 0.1 * value
            fast[name] = 0.999 * fast[name] + 0.001 * value**2
            moved = (slow[name] / (1 - 0.9**step)) / (math.sqrt(fast[name] / (1 - 0.999**step)) + 1e-8)
            weights[name] -= RATE * moved
    return weights


if __name__ == "__main__":
    main()
