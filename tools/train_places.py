"""Train and measure the two models of the places room.

    python tools/train_places.py GOLD.jsonl… [--write] [--folds 5]

Prints recognition and resolution scores by cross-validation, folds by publisher (the domain of an
article), with the definitions of dateline.scoring.places; --write trains on everything and writes
recognition.tsv and resolution.tsv. Seeded; about three minutes on one core.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np

from dateline.places.finder import LEAST_LIKELY, PlaceFinder
from dateline.places.homes import learn_homes
from dateline.places.lexicon import PlaceLexicon
from dateline.places.recognition import Recogniser
from dateline.places.resolution import resolve
from dateline.places.setting import domain_of, setting_of
from dateline.places.toponyms import candidates, toponym_at
from dateline.places.words import words_of
from dateline.record import Page, Record, Span, article_of_paragraphs, record_id
from dateline.resources.gazetteer import Gazetteer, distance_km
from dateline.scoring.gold import read_lines
from dateline.scoring.places import prediction, score

OUTPUT = Path(__file__).parents[1] / "src" / "dateline" / "resources" / "data" / "places"
JUDGED = {"best-known-in-dateline": 2.0}
"""Weights by judgement, for what the gold articles do not mark: they hold no datelines apart."""

Sample: TypeAlias = tuple[list[dict[str, float]], set[int], float]
"""The features of a name's senses, the indices of the right ones, and how much the sample weighs."""

FOR = """
    after-the best-known best-known-in-two-countries best-known-in-world-news capital company-in-county
    company-in-division contained container-in-masthead country-named country-of-people division-named fame
    holds-another holds-home home-country home-division home:30 home:80 is-home listed near:30 near:80 only-country
    people same-country same-division second-known small-in-masthead
"""
AGAINST = """
    contained-elsewhere home:400 home:far near:400 near:far other-country other-name:city other-name:division
"""
SIGNS = dict.fromkeys(FOR.split(), 1) | dict.fromkeys(AGAINST.split(), -1)
"""Which way a feature can speak at all: nearness, renown and what the text says never speak against a sense."""

LEAST_SEEN = 4
"""Articles in which a feature must occur to get a weight."""
COUNTS = {"trnews": 2.0}
"""How much a set's articles count in resolution: LGL has four times as many names, nearly all of small American towns.

Cross-validated acc161 (or the same id for TR-News) with 1: 87.0, 93.1; with 2: 87.0, 93.6.
"""

NEAR_KM = 161.0
WIDE = frozenset({"RGN", "RGNE", "ZN", "CONT", "OCN", "SEA", "GULF", "STM", "BAY", "STRT", "LK", "LKS", "MTS", "PEN"})
"""GeoNames' codes of what is wider than its point."""


def train_recognition(samples: list[tuple[list[str], int]], *, epochs: int = 8, l2: float = 1e-4) -> dict[str, float]:
    """Logistic regression by AdaGrad over named features."""
    seen = Counter(f for features, _ in samples for f in features)
    weights: dict[str, float] = defaultdict(float)
    squares: dict[str, float] = defaultdict(lambda: 1e-2)
    order = random.Random(20261122)
    samples = [([f for f in features if seen[f] >= LEAST_SEEN], label) for features, label in samples]
    for _ in range(epochs):
        order.shuffle(samples)
        for features, label in samples:
            score = sum(weights[f] for f in features)
            error = 1 / (1 + math.exp(-max(-30.0, min(30.0, score)))) - label
            for f in features:
                slope = error + l2 * len(samples) * 0.001 * weights[f]
                squares[f] += slope * slope
                weights[f] -= 0.3 * slope / math.sqrt(squares[f])
    return {f: round(w, 3) for f, w in weights.items() if abs(w) >= 0.02}


def train_resolution(samples: list[Sample], *, rounds: int = 400, l2: float = 0.5) -> dict[str, float]:
    """Conditional logistic regression: one set of senses a sample, and which of them are right.

    All samples at once by AdaGrad, from zero, no chance in it. After each step a weight whose sign SIGNS
    gives is put back to zero where it has the other one (projection): what a feature says is settled, how
    much it says is learnt. Without that, features that tell the same in other words take each other's part
    with odd signs, and a name of few mentions falls to the wrong side.
    """
    names = sorted({f for rows, _, _ in samples for row in rows for f in row})
    column = {f: number for number, f in enumerate(names)}
    sizes = [len(rows) for rows, _, _ in samples]
    first = np.cumsum([0, *sizes[:-1]])
    table = np.zeros((sum(sizes), len(names)))
    right = np.zeros(len(table))
    for start, (rows, good, _) in zip(first, samples, strict=True):
        for number, row in enumerate(rows):
            table[start + number, [column[f] for f in row]] = list(row.values())
        right[[start + number for number in good]] = 1.0
    times = np.repeat([weight for _, _, weight in samples], sizes)
    least = np.array([0.0 if SIGNS.get(f, 0) > 0 else -np.inf for f in names])
    most = np.array([0.0 if SIGNS.get(f, 0) < 0 else np.inf for f in names])
    weights, squares = np.zeros(len(names)), np.full(len(names), 1e-2)
    for _ in range(rounds):
        scores = table @ weights
        powers = np.exp(scores - np.repeat(np.maximum.reduceat(scores, first), sizes))
        share = powers / np.repeat(np.add.reduceat(powers, first), sizes)
        good = share * right
        good /= np.repeat(np.add.reduceat(good, first), sizes)
        slope = table.T @ ((share - good) * times) + l2 * weights
        squares += slope * slope
        weights = np.clip(weights - 1.0 * slope / np.sqrt(squares), least, most)
    found = zip(names, weights.round(3).tolist(), strict=True)
    return {f: w for f, w in found if abs(w) >= 0.02} | JUDGED


def fold_of(document: dict[str, Any], folds: int) -> int:
    """Return the fold of an article's publisher."""
    return int(hashlib.sha256(document["domain"].encode()).hexdigest(), 16) % max(folds, 1)


class Document:
    """One gold article, laid out once."""

    def __init__(self, gold: dict[str, Any], gazetteer: Gazetteer, folds: int, weight: float = 1.0) -> None:
        self.gold = gold
        self.fold = fold_of(gold, folds)
        page = Page(content=gold["text"].encode(), media_type="text/plain", encoding="utf-8", url=gold.get("url"))
        self.record = Record(
            id=record_id(page.digest, page.url), page=page.reference(),
            article=article_of_paragraphs(gold["text"], made_by="gold/1"),
        )  # fmt: skip
        self.words = words_of(self.record.article)
        self.weight = weight
        self.given = [toponym_at(gold["text"], t["start"], t["end"], gazetteer) for t in gold["toponyms"]]


def recognition_samples(documents: Sequence[Document], recogniser: Recogniser) -> list[tuple[list[str], int]]:
    """Return the features of every candidate and whether gold has it."""
    samples = []
    for document in documents:
        gold = {(t["start"], t["end"]) for t in document.gold["toponyms"]}
        found = candidates(document.record.article, document.words, recogniser.gazetteer)
        for toponym, features in zip(
            found, recogniser.features(document.record.article, document.words, found), strict=True
        ):
            samples.append((features, int((toponym.start, toponym.end) in gold)))
    return samples


def right_rows(rows: Sequence[int], gold: dict[str, Any], gazetteer: Gazetteer) -> set[int]:
    """Return the indices of the senses that gold counts as right: the same id, else near enough.

    Where gold names a region, a sea or a river, ours of that name is right wherever its point lies: the
    middle of an ocean is a convention.
    """
    if gold.get("fcode") in WIDE:
        wide = {i for i, row in enumerate(rows) if gazetteer.type(row) in {"region", "feature", "continent"}}
        if wide:
            return wide
    same = {i for i, row in enumerate(rows) if gazetteer.place(row).id == f"geonames:{gold.get('geonames_id')}"}
    return same or {
        i for i, row in enumerate(rows) if distance_km(gazetteer.point(row), (gold["lat"], gold["lon"])) <= NEAR_KM
    }


def resolution_samples(
    documents: Sequence[Document], gazetteer: Gazetteer, lexicon: PlaceLexicon, homes: dict[str, int]
) -> list[Sample]:
    """Return for each gold name the features of its senses, with the context that the weights so far give."""
    samples = []
    for document in documents:
        setting = setting_of(document.record, gazetteer, homes)
        readings = resolve(document.record.text, document.given, gazetteer, lexicon, setting)
        gold_of: dict[int, dict[str, Any]] = {}
        for toponym, gold in zip(document.given, document.gold["toponyms"], strict=True):
            if gold.get("lat") is not None:
                gold_of.setdefault(id(toponym), gold)
        for reading in readings.values():
            if len(reading.senses) < 2:
                continue
            rows = [sense.row for sense in reading.senses]
            for mention in reading.mentions:
                if id(mention) in gold_of:
                    right = right_rows(rows, gold_of[id(mention)], gazetteer)
                    if right and len(right) < len(rows):
                        times = document.weight / math.sqrt(len(reading.mentions))
                        samples.append(([sense.features for sense in reading.senses], right, times))
    return samples


def gold_homes(documents: Sequence[Document], gazetteer: Gazetteer) -> dict[str, int]:
    """Return publishers' homes as gold tells them: what a home is worth where it is known for certain."""
    counts: dict[str, Counter[int]] = defaultdict(Counter)
    for document in documents:
        cities = set()
        for toponym, gold in zip(document.given, document.gold["toponyms"], strict=True):
            right = right_rows(toponym.rows[:60], gold, gazetteer) if gold.get("lat") is not None else set()
            cities |= {toponym.rows[i] for i in right if gazetteer.type(toponym.rows[i]) == "city"}
        domain = domain_of(document.record)
        if domain is not None:
            counts[domain].update(cities)
    best = {domain: cities.most_common(1)[0] for domain, cities in counts.items() if cities}
    return {domain: city for domain, (city, times) in best.items() if times >= 2}


def find_homes(documents: Sequence[Document], gazetteer: Gazetteer, lexicon: PlaceLexicon) -> dict[str, int]:
    """Learn publishers' homes from their articles, without gold."""
    read = []
    for document in documents:
        setting = setting_of(document.record, gazetteer, {})
        found = [t for t in Recogniser(gazetteer, lexicon)(document.record.article, document.words) if t.score > 0]
        readings = resolve(document.record.text, found, gazetteer, lexicon, setting)
        read.append((domain_of(document.record), readings))
    return learn_homes(read, gazetteer)


def predicted(
    document: Document, gazetteer: Gazetteer, lexicon: PlaceLexicon, homes: dict[str, int], *, given: bool
) -> dict[str, Any]:
    """Return the line that the scorer reads: gold names resolved, or the whole room without a language model."""
    least = 0.0 if given else LEAST_LIKELY
    finder = PlaceFinder(gazetteer, lexicon=lexicon, homes=homes, least_likely=least)
    record = document.record
    spans = [Span(toponym["start"], toponym["end"]) for toponym in document.gold["toponyms"]]
    found = finder.resolve(record, spans) if given else finder(record)
    return prediction(record.with_annotations(found), document.gold)


def main() -> int:
    """Cross-validate, print, and write where asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--folds", type=int, default=5, help="0 measures nothing")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--dump", type=Path, help="write cross-validated predictions to this folder")
    arguments = parser.parse_args()
    gazetteer = Gazetteer.load()
    lexicon = PlaceLexicon.load()
    files = {}
    for path in arguments.gold:
        files[path.stem] = [
            Document(gold, gazetteer, arguments.folds, COUNTS.get(path.stem, 1.0)) for gold in read_lines(path)
        ]
        print(path.stem, len(files[path.stem]), "articles")
    documents = [d for group in files.values() for d in group]
    told: dict[str, dict[str, list[dict[str, Any]]]] = {name: defaultdict(list) for name in files}
    for fold in range(arguments.folds):
        trained = train([d for d in documents if d.fold != fold], gazetteer, lexicon)
        for name, group in files.items():
            held = [d for d in group if d.fold == fold]
            homes = find_homes(held, gazetteer, trained)
            for title, given, known in (
                ("gold names", True, {}),
                ("gold names, homes", True, homes),
                ("end to end", False, {}),
                ("end to end, homes", False, homes),
            ):
                told[name][title] += [predicted(d, gazetteer, trained, known, given=given) for d in held]
    measured = {}
    for name, group in files.items():
        for title, predictions in told[name].items():
            figures = score([d.gold for d in group], {str(p["id"]): p for p in predictions})
            measured[f"{name}, {title}"] = {k: round(figures[k] or 0.0, 3) for k in SHOWN}
            print(f"{name:8s} {title:18s} " + "  ".join(f"{k} {figures[k]:.3f}" for k in SHOWN))
            if arguments.dump is not None:
                arguments.dump.mkdir(exist_ok=True)
                with (arguments.dump / f"{name}-{title.replace(', ', '-').replace(' ', '-')}.jsonl").open("w") as out:
                    out.writelines(json.dumps(p) + "\n" for p in predictions)
    if arguments.write:
        trained = train(documents, gazetteer, lexicon)
        card: dict[str, Any] = CARD | {"measured": measured}
        for title, weights in (("recognition", trained.recognition), ("resolution", trained.resolution)):
            rows = [f"{f}\t{w}" for f, w in sorted(weights.items())]
            head = f"# what is weighed\tlog odds; made by tools/train_places.py from {', '.join(files)}"
            content = "\n".join([head, *rows]) + "\n"
            (OUTPUT / f"{title}.tsv").write_text(content, encoding="utf-8")
            card[f"{title}.tsv"] = hashlib.sha256(content.encode()).hexdigest()
        (OUTPUT / "weights.json").write_text(json.dumps(card, indent=2) + "\n", encoding="utf-8")
    return 0


CARD = {
    "name": "dateline-place-weights",
    "version": "1",
    "script": "tools/train_places.py",
    "seed": 20261122,
    "trained on": {
        "lgl": "Local-Global Lexicon (Lieberman et al., 2010), 588 articles of March 2009; annotations in a GPL-3.0 "
        "repository, articles of their publishers; no text is kept in the weights",
        "trnews": "TR-News (Kamalloo and Rafiei, 2018), 118 articles; as above",
    },
    "licence": "Apache-2.0",
}
"""The card that stands beside the weights; figures are cross-validated, folds by publisher."""

SHOWN = ("strict_f1", "overlap_f1", "acc161", "acc161_or_same_id", "id_accuracy", "end_to_end_f1")


def train(documents: Sequence[Document], gazetteer: Gazetteer, lexicon: PlaceLexicon) -> PlaceLexicon:
    """Return the lexicon with weights trained on the documents; context comes from the weights before, twice."""
    recognition = train_recognition(recognition_samples(documents, Recogniser(gazetteer, lexicon)))
    lexicon = replace(lexicon, recognition=recognition, resolution=START)
    for _ in range(2):
        samples = []
        for known in ({}, find_homes(documents, gazetteer, lexicon), gold_homes(documents, gazetteer)):
            samples += resolution_samples(documents, gazetteer, lexicon, known)
        lexicon = replace(lexicon, resolution=train_resolution(samples))
    return lexicon


START = {"people": 1.0, "contained": 4.0, "type:country": 3.0, "same-division": 2.0, "division-named": 3.0,
         "same-country": 1.0, "near:30": 1.0, "near:80": 1.0}  # fmt: skip
"""Weights to begin with, by judgement: only the context of the first round rests on them."""


if __name__ == "__main__":
    sys.exit(main())
