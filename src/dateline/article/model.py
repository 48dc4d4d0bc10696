"""The block model: boosted trees in plain JSON, read with numpy."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import msgspec
import numpy as np
import numpy.typing as npt

from dateline.article.features import NAMES
from dateline.article.line_features import LINE_NAMES
from dateline.article.line_words import BUCKETS, WordWeights
from dateline.article.neighbours import BLOCK_CONTEXT, CONTEXT, SCORES, Described, in_context, with_scores
from dateline.article.vocabulary import Vocabulary, VocabularyFile
from dateline.errors import ModelError

FURNITURE_BELOW = 0.004
"""Probability under which the first stage's verdict stands: more than half of a page's blocks."""


class TreesFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One stage: nodes of all trees in one list, a node's children after it.

    ``feature`` is -1 at a leaf; a block goes left where its feature is at most ``threshold``.
    ``value`` is the leaf's share of the log odds.
    """

    features: list[str]
    depth: int
    roots: list[int]
    feature: list[int]
    threshold: list[float]
    left: list[int]
    right: list[int]
    value: list[float]


class ModelFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The file: a first verdict on each block, and a second one that knows the first on all.

    With a vocabulary, both know what the words and names of each block speak for.
    """

    name: str
    made_with: str
    vocabulary: VocabularyFile | None = None
    first: TreesFile
    second: TreesFile
    bias: float = 0.0
    words: list[float] = []
    """Weights of hashed words and their bias (see line_words); none where the stages do not ask for words."""


@dataclass(frozen=True, slots=True)
class Trees:
    """Boosted trees as arrays: all rows walk all trees at once."""

    depth: int
    roots: npt.NDArray[np.int32]
    feature: npt.NDArray[np.int32]
    threshold: npt.NDArray[np.float32]
    children: npt.NDArray[np.int32]
    value: npt.NDArray[np.float32]
    names: tuple[str, ...]
    """Of the features, in the order of the columns."""

    def probabilities(self, rows: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
        """Return a probability for each row of features."""
        count, width = rows.shape
        flat = np.ascontiguousarray(rows).ravel()
        starts = (np.arange(count, dtype=np.int32) * width)[None, :]
        at = np.repeat(self.roots[:, None], count, axis=1)
        for _ in range(self.depth):
            right = flat.take(self.feature.take(at) + starts) > self.threshold.take(at)
            at = self.children.take(2 * at + right)
        odds = self.value.take(at).sum(axis=0, dtype=np.float64)
        likely: npt.NDArray[np.float64] = 1.0 / (1.0 + np.exp(-odds))
        return likely

    def contributions(self, rows: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
        """Return, for each row and feature, how far the feature's questions moved the log odds.

        A node's odds are the mean of its children's: the model file does not say how many blocks went each way.
        """
        means = self.value.astype(np.float64)
        for node in range(len(means) - 1, -1, -1):
            left, right = self.children[2 * node], self.children[2 * node + 1]
            if left != node:
                means[node] = (means[left] + means[right]) / 2
        moved = np.zeros(rows.shape)
        numbers = np.arange(len(rows))
        for root in self.roots:
            at = np.full(len(rows), root, dtype=np.int32)
            for _ in range(self.depth):
                feature = self.feature[at]
                below = self.children[2 * at + (rows[numbers, feature] > self.threshold[at])]
                moved[numbers, feature] += means[below] - means[at]
                at = below
        return moved


@dataclass(frozen=True, slots=True)
class BlockModel:
    """Says of each block how likely it is to belong to the article."""

    name: str
    digest: str
    vocabulary: Vocabulary | None
    first: Trees
    second: Trees
    words: WordWeights | None = None

    def word_odds(self, words: str) -> float:
        """Return the log odds that words belong to an article; 0 where the model knows no words."""
        return self.words.odds(words) if self.words is not None else 0.0

    def probabilities(self, described: Described) -> npt.NDArray[np.float64]:
        """Return a probability for each block of a page: the second stage's where the first one is not sure."""
        rows, context = self._scored(described)
        likely = self.first.probabilities(rows)
        unsettled = np.flatnonzero(likely >= FURNITURE_BELOW)
        around = in_context(rows, described, likely, context, only=unsettled)
        likely[unsettled] = self.second.probabilities(around)
        return likely

    def rows(self, described: Described) -> npt.NDArray[np.float32]:
        """Return each block's features as the second stage sees them."""
        rows, context = self._scored(described)
        return in_context(rows, described, self.first.probabilities(rows), context)

    def _scored(self, described: Described) -> tuple[npt.NDArray[np.float32], tuple[str, ...]]:
        """Return the features as the first stage sees them, and the names of what the second one sees beside."""
        if self.vocabulary is None:
            return described.matrix, CONTEXT
        return with_scores(described, self.vocabulary), BLOCK_CONTEXT


def of_file(data: bytes, features: tuple[str, ...] = NAMES) -> BlockModel:
    """Read a model. Raises ModelError for a file that is damaged or made for other features."""
    try:
        file = msgspec.json.decode(data, type=ModelFile)
    except msgspec.DecodeError as error:
        raise ModelError(f"block model: {error}; install the package again or train it again") from error
    if len(file.words) not in {0, BUCKETS}:
        raise ModelError(f"block model: {len(file.words)} weights of words; give {BUCKETS} or run the training again")
    worded = file.vocabulary is not None
    features = features + SCORES if worded else features
    return BlockModel(
        name=file.name,
        digest=hashlib.sha256(data).hexdigest(),
        vocabulary=Vocabulary(file.vocabulary) if file.vocabulary is not None else None,
        first=trees_of(file.first, features),
        second=trees_of(file.second, features + (BLOCK_CONTEXT if worded else CONTEXT)),
        words=WordWeights(file.bias, np.array(file.words, dtype=np.float32)) if file.words else None,
    )


def trees_of(file: TreesFile, features: tuple[str, ...]) -> Trees:
    """Lay a stage's trees out as arrays. Raises ModelError where it was made for other features."""
    if tuple(file.features) != features:
        raise ModelError("block model: made for other features than this code has; train it again")
    feature = np.array(file.feature, dtype=np.int32)
    leaf = feature < 0
    itself = np.arange(len(feature), dtype=np.int32)
    children = np.empty(2 * len(feature), dtype=np.int32)
    # A leaf leads to itself, so that every row can walk the same number of steps.
    children[0::2] = np.where(leaf, itself, np.array(file.left, dtype=np.int32))
    children[1::2] = np.where(leaf, itself, np.array(file.right, dtype=np.int32))
    return Trees(
        depth=file.depth,
        roots=np.array(file.roots, dtype=np.int32),
        feature=np.where(leaf, 0, feature).astype(np.int32),
        threshold=np.array(file.threshold, dtype=np.float32),
        children=children,
        value=np.array(file.value, dtype=np.float32),
        names=features,
    )


@cache
def block_model() -> BlockModel:
    """Return the model for blocks of pages that ships with the package."""
    return of_file(_data("blocks.json"))


@cache
def line_model() -> BlockModel:
    """Return the model for lines of scraped text that ships with the package."""
    return of_file(_data("lines.json"), LINE_NAMES)


def _data(name: str) -> bytes:
    try:
        return (files("dateline.resources") / "data" / "article" / name).read_bytes()
    except FileNotFoundError as error:
        raise ModelError(f"block model: {name} is missing; install the package again") from error
