"""Agency style: how like a dispatch of a news agency an article is written. A prior, never a verdict.

Words and marks and their pairs, with trained weights (tools/train_wire.py). Style alone decides
nothing: an outlet's own reporter may write so, and an agency's feature may not. What a page says of itself stands
above it (origin.py).
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Literal, NamedTuple

from dateline.record import Record
from dateline.stories.lexicon import rows
from dateline.stories.words import PROSE_ROLES

READ = 20_000
"""Characters that are looked at."""
LEAST = 100
"""Words and marks below which nothing is said."""
_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d+|[^\w\s]|\n")

Grade = Literal["likely", "possible", "unlikely"]


class Style(NamedTuple):
    """How like an agency's an article's style is."""

    likelihood: float
    """Of what is written so, how much is an agency's, were every other article one: who knows better, weighs it."""
    grade: Grade
    tells: tuple[str, ...]
    """Words and marks that spoke most for an agency."""


def agency_style(record: Record) -> Style | None:
    """Return how like an agency's a record's prose is; None where there is too little of it."""
    article = record.article
    start = article.dateline.span.end if article.dateline is not None else 0
    blocks = (block.span for block in article.blocks if block.role in PROSE_ROLES)
    return style_of("\n".join(article.text[max(start, span.start) : span.end] for span in blocks if span.end > start))


def style_of(text: str) -> Style | None:
    """Return how like an agency's a text is written; None where it is too short to say."""
    found = features(text)
    if sum(count for name, count in found.items() if " " not in name) < LEAST:
        return None
    known = _weights()
    scaled = {name: (1 + math.log(count)) for name, count in found.items() if name in known}
    length = math.sqrt(math.fsum((value * known[name][0]) ** 2 for name, value in scaled.items()))
    if not length:
        return None
    parts = {name: value * known[name][1] / length for name, value in scaled.items()}
    likelihood = 1 / (1 + math.exp(-(_bias() + math.fsum(parts.values()))))
    grade: Grade = "likely" if likelihood >= LIKELY else "possible" if likelihood >= POSSIBLE else "unlikely"
    tells = sorted(parts, key=lambda name: (-parts[name], name))[:TELLS]
    return Style(round(likelihood, 3), grade, tuple(name for name in tells if parts[name] > 0))


LIKELY, POSSIBLE = 0.8, 0.4
"""Grades."""
TELLS = 5


def features(text: str) -> Counter[str]:
    """Count words, marks and line ends, and pairs of them; a number is a 0."""
    tokens = ["0" if token.isdecimal() else token for token in _TOKEN.findall(re.sub(r"\s*\n\s*", "\n", text[:READ]))]
    found = Counter(tokens)
    found.update(map(" ".join, pairwise(tokens)))
    return found


@lru_cache(maxsize=1)
def _weights() -> dict[str, tuple[float, float]]:
    return {json.loads(f'"{row["feature"]}"'): (float(row["rarity"]), float(row["weight"])) for row in rows("wire")}


@lru_cache(maxsize=1)
def _bias() -> float:
    source = files("dateline.resources").joinpath("data", "stories", "wire.json")
    bias: float = json.loads(source.read_text(encoding="utf-8"))["bias"]
    return bias
