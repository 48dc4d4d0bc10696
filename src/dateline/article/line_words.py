"""What a line's words speak for: weights of words and pairs of words, hashed, learned from labelled lines.

Furniture repeats itself in every newsroom ("may earn a commission", "is a reporter for"); its words
tell what its form does not. Hashing (Weinberger et al., 2009) keeps numbers and no words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from zlib import crc32

import numpy as np
import numpy.typing as npt

BUCKETS = 4096
READ = 400
"""Characters of a line that are read."""
_TOKEN = re.compile(r"[^\W\d_]+|\d|[@©$€£|]")


def buckets(words: str) -> npt.NDArray[np.int64]:
    """Return the numbers of a line's words and pairs of neighbouring words, each once, in order of size."""
    tokens = _TOKEN.findall(words[:READ].lower().replace("’", "'"))
    marked = ["^", *tokens, "$"]
    pairs = [f"{one} {two}" for one, two in pairwise(marked)]
    return np.array(sorted({crc32(form.encode()) % BUCKETS for form in (*tokens, *pairs)}), dtype=np.int64)


@dataclass(frozen=True, slots=True)
class WordWeights:
    """Weights of the buckets: positive speaks for the article."""

    bias: float
    weights: npt.NDArray[np.float32]

    def odds(self, words: str) -> float:
        """Return the log odds that a line with these words belongs to an article; a longer line says more."""
        found = buckets(words)
        if not len(found):
            return self.bias
        return self.bias + float(self.weights[found].sum(dtype=np.float64)) / float(np.sqrt(len(found)))
