"""The second voter: the type of what a marked actor does to a marked recipient, read by a small encoder.

MiniLM-L6 (Wang et al., 2020) that reads a sentence with the pair marked, trained on PLV train (Zero-Shot-PLOVER) by
tools/train_events.py. It knows nothing of triggers: it and the frame lexicon err on different sentences.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

import numpy as np

from dateline.errors import ModelError
from dateline.record import Span
from dateline.resources.networks import Network
from dateline.resources.wordpieces import Wordpieces

ACTOR, RECIPIENT = 1, 2
LONGEST = 96
"""Wordpieces read around a pair. 99 % of PLV's sentences are shorter."""


class Marked(NamedTuple):
    """Wordpieces, and which of them are the actor's or the recipient's."""

    pieces: tuple[int, ...]
    roles: tuple[int, ...]


def marked(
    text: str, within: Span, actors: Sequence[Span], recipients: Sequence[Span], vocabulary: Wordpieces
) -> Marked:
    """Return the wordpieces of a sentence with a pair's roles; of a long one those around the pair."""
    split = vocabulary.split(text, within)
    roles = [_role(span.start, actors, recipients) for _, span in split]
    first = 0
    if len(split) > LONGEST:
        held = [n for n, role in enumerate(roles) if role] or [0]
        middle = (held[0] + held[-1]) // 2
        first = max(0, min(middle - LONGEST // 2, len(split) - LONGEST))
    opening, closing = vocabulary.pieces["[CLS]"], vocabulary.pieces["[SEP]"]
    return Marked(
        (opening, *(piece for piece, _ in split[first : first + LONGEST]), closing),
        (0, *roles[first : first + LONGEST], 0),
    )


def _role(start: int, actors: Sequence[Span], recipients: Sequence[Span]) -> int:
    if any(span.start <= start < span.end for span in actors):
        return ACTOR
    return RECIPIENT if any(span.start <= start < span.end for span in recipients) else 0


class TypeVoter:
    """Reads marked pairs with the weights in a folder, which are opened when they are first needed.

    Raises ModelError where a file is missing or damaged, or onnxruntime is not installed.
    """

    def __init__(self, folder: Path) -> None:
        try:
            described = json.loads((folder / "voter.json").read_bytes())
            pieces = (folder / "wordpieces.txt").read_text(encoding="utf-8").split("\n")
        except (OSError, ValueError) as error:
            raise ModelError(f"the voter in {folder} can't be read ({error}); install Dateline again") from error
        self.folder = folder
        self.name: str = described["name"]
        self.digest: str = described["sha256"]
        self._types: tuple[str, ...] = tuple(described["types"])
        self._vocabulary = Wordpieces(pieces)
        self._network = Network(folder / "voter.onnx", self.digest)

    def __call__(self, text: str, within: Span, actors: Sequence[Span], recipients: Sequence[Span]) -> dict[str, float]:
        """Return how likely each of PLV's types is for what the actors do to the recipients in a sentence.

        CONCEDE and RETREAT are one there, YIELD. One side may be empty.
        """
        window = marked(text, within, actors, recipients, self._vocabulary)
        [scores] = self._network({name: np.array([row], dtype=np.int64) for name, row in window._asdict().items()})
        powers = np.exp(scores[0] - scores[0].max())
        return dict(zip(self._types, (powers / powers.sum()).tolist(), strict=True))


@cache
def shipped_voter() -> TypeVoter | None:
    """Return the voter that ships, once; None where this install has none.

    Raises ModelError where it is there and damaged.
    """
    folder = Path(str(files("dateline.resources"))) / "data" / "events" / "voter"
    return TypeVoter(folder) if (folder / "voter.onnx").exists() else None
