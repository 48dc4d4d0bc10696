"""What the words of a text weigh for each topic: a linear model over terms, with the words that weigh most.

Method: TF-IDF with a linear classifier (Joachims, 1998). Words that the training texts lack have weights too:
those of the words that mean the like, by static word vectors (see tools/train_sections.py). The vectors are
not needed here. Where the words leave the topic open, an encoder reads the opening and is weighed with them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from dateline.errors import ModelError
from dateline.record import Record, Role, Span
from dateline.sections.counting import Counts, Reader
from dateline.sections.encoder import Encoder
from dateline.sections.weights import Weights, shipped_weights

Floats = npt.NDArray[np.float32]

SHOWN = 4
"""Words that are shown for a topic."""
EXPLAINED = 2
"""Topics that words are shown for, at most."""
AGREES = 0.15
"""Confidence from which on a second topic is shown, and its words."""
FEWEST = 2
"""Different known terms below which a text tells nothing."""

_READ: frozenset[Role] = frozenset({"deck", "body", "list", "subheading", "entry"})


class Verdict(NamedTuple):
    """The topics by likelihood: code, calibrated confidence, the words that weigh most for it, in reading order."""

    ranked: tuple[tuple[str, float, tuple[Span, ...]], ...]


def resources(encoder: Encoder | None) -> tuple[tuple[str, str], ...]:
    """Return name and digest of the weights, and of the encoder where there is one.

    Raises ModelError where the weights were learnt beside another encoder.
    """
    weights = shipped_weights()
    found = ((weights.file.name, weights.digest),)
    if encoder is None:
        return found
    if encoder.digest != weights.file.encoder:
        raise ModelError(
            f"the weights of sections were learnt beside encoder {weights.file.encoder[:12]}…, not "
            f"{encoder.digest[:12]}…; install Dateline again",
            found=encoder.digest,
        )
    return (*found, (encoder.name, encoder.digest))


def reads(language: str) -> bool:
    """Say whether the weights know a language, by its primary tag."""
    return language.partition("-")[0].lower() in shipped_weights().file.languages


def classify(record: Record, encoder: Encoder | None = None) -> Verdict | None:
    """Weigh the headline and the first words of the body; None where they hold too few known words."""
    article = record.article
    headline = article.headline
    body = [block.span for block in article.blocks if block.role in _READ and block.span != headline]
    return _classify(article.text, headline, body, encoder)


def classify_text(text: str, *, headline: Span | None = None, encoder: Encoder | None = None) -> Verdict | None:
    """Weigh a text as it stands; ``headline`` says where its headline is, which is not read twice.

    None where it holds too few known words.
    """
    body = [Span(0, len(text))] if text else []
    if headline is not None:
        body = [Span(headline.end, len(text))] if headline.end < len(text) else []
    return _classify(text, headline, body, encoder)


def _classify(text: str, headline: Span | None, body: Sequence[Span], encoder: Encoder | None) -> Verdict | None:
    weights = shipped_weights()
    reader = Reader(text, weights.vocabulary)
    if headline is not None:
        reader.read(headline, weight=weights.file.headline, most=weights.file.words)
    left = weights.file.words
    for span in body:
        if left <= 0:
            break
        left -= reader.read(span, weight=1, most=left)
    counts = reader.counts()
    if len(counts.rows) < FEWEST:
        return None
    table = weights.weights_of(counts.rows)
    tfidf = _tfidf(weights, counts)
    scores = tfidf @ table + weights.bias
    chances = _softmax(scores * weights.file.temperature)
    if encoder is not None and np.max(chances) < weights.file.sure:
        scores += encoder(text, headline, body) @ weights.head + weights.head_bias
        chances = _softmax(scores * weights.file.head_temperature)
    ranked = []
    for place, column in enumerate(np.argsort(-chances, kind="stable").tolist()):
        chance = round(float(chances[column]), 3)
        explained = not place or (place < EXPLAINED and chance >= AGREES)
        rows = counts.rows[_weighty(tfidf * table[:, column])].tolist() if explained else ()
        ranked.append((weights.file.topics[column], chance, reader.spans(rows, SHOWN)))
    return Verdict(tuple(ranked))


def _tfidf(weights: Weights, counts: Counts) -> Floats:
    """Return what each term counts in the text: a vector of length 1, times what a step of a weight is worth."""
    x = (1 + np.log(counts.times)) * weights.idf_of(counts.rows)
    return np.asarray(x * np.float32(weights.file.scale / math.sqrt(x @ x)))


def _softmax(scores: Floats) -> Floats:
    raised = np.exp(scores - np.max(scores))
    return np.asarray(raised / raised.sum())


def _weighty(shares: Floats) -> npt.NDArray[np.intp]:
    """Return where the greatest shares above 0 are, the greatest first; more than are shown, as some overlap."""
    greatest = np.argsort(-shares, kind="stable")[: 2 * SHOWN]
    return greatest[shares[greatest] > 0]
