"""Rows that the weights of sections are learnt from: those of the benchmark, and our own."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from linear_experts import Array

from dateline.record import Span
from dateline.sections.encoder import Encoder
from dateline.sections.terms import NUMBER, WORD, term_of
from dateline.sections.topics import topics

NON_COMMERCIAL = frozenset({"ag"})
OWN = Path(__file__).parent / "sections"
FOLDS = 5
HEADLINE = 2
"""A word of the title counts as that many of the text."""
WORDS = 400
"""Words that are read."""
CODES = tuple(topics())


class Rows(NamedTuple):
    """Training rows: what terms they count, their vectors, which topic and set they are of, and in which fold."""

    counts: list[Counter[str]]
    encoded: Array
    topic: npt.NDArray[np.intp]
    set: npt.NDArray[np.str_]
    fold: npt.NDArray[np.intp]


def count(title: str, text: str) -> Counter[str]:
    """Count terms as the classifier does when it reads."""
    counts: Counter[str] = Counter()
    for part, weight in ((title, HEADLINE), (text, 1)):
        before = ""
        for number, match in enumerate(WORD.finditer(part)):
            if number == WORDS:
                break
            term = term_of(match[0])
            if term and term != NUMBER:
                counts[term] += weight
            if before and term:
                counts[f"{before} {term}"] += weight
            before = term
    return counts


def encoded(encoder: Encoder, texts: Iterable[tuple[str, str]]) -> Array:
    """Return the encoder's vectors of titles and texts, each read by itself as articles are."""
    return np.stack(
        [
            encoder(
                f"{title}\n{text}",
                Span(0, len(title)) if title else None,
                [Span(len(title) + 1, len(title) + 1 + len(text))] if text else [],
            )
            for title, text in texts
        ]
    )


def read_benchmark(path: Path, encoder: Encoder, *, all_sets: bool) -> Rows:
    """Read the rows of the benchmark; a day of current events is in one fold."""
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    lines = [line for line in lines if all_sets or line["set"] not in NON_COMMERCIAL]
    keys = [line["date"] if line["set"] == "currentevents" else line["id"] for line in lines]
    return Rows(
        [count(line["title"], line["text"]) for line in lines],
        encoded(encoder, ((line["title"], line["text"]) for line in lines)),
        np.array([CODES.index(line["section"]) for line in lines]),
        np.array([line["set"] for line in lines]),
        np.array([int(hashlib.sha256(key.encode()).hexdigest(), 16) % FOLDS for key in keys]),
    )


def read_own(encoder: Encoder) -> Rows:
    """Read our own rows: "NN<tab>text", NN the first two digits of the topic; they are in no fold."""
    found = [
        line.split("\t")
        for path in sorted(OWN.glob("*.tsv"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    topic = np.array([CODES.index(f"{number}000000") for number, _ in found])
    return Rows(
        [count("", text) for _, text in found],
        encoded(encoder, (("", text) for _, text in found)),
        topic,
        np.full(len(found), "own"),
        np.full(len(found), -1),
    )


def joined(one: Rows, other: Rows) -> Rows:
    """Return the rows of both."""
    return Rows(
        one.counts + other.counts,
        np.concatenate((one.encoded, other.encoded)),
        np.concatenate((one.topic, other.topic)),
        np.concatenate((one.set, other.set)),
        np.concatenate((one.fold, other.fold)),
    )
