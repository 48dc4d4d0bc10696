"""The learned tagger: how likely each word is part of a cue, and of each cue's source and content.

Three layers of MiniLM-L6 (Wang et al., 2020) that read wordpieces with their case, quotation marks and grammar,
trained on PolNeAR train by tools/train_quotes.py. A cue is compared with every word of its window, role by role,
so that contents may nest and a source be shared.
"""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from dateline.errors import ModelError
from dateline.quotes.marks import Region
from dateline.quotes.wordpieces import LONGEST, Vocabulary, Window, windows
from dateline.record import Span
from dateline.resources.networks import Network
from dateline.resources.parsing import Parse

Scores = npt.NDArray[np.float32]

_ROLES = 2
_NEAREST = 8
"""Words from a cue up to which each distance is told apart; beyond, four steps to a doubling."""


class Links(NamedTuple):
    """For one cue the log-odds that each word of its window is part of its source, and of its content."""

    spans: tuple[Span, ...]
    starts: list[int]
    """Where the words start."""
    source: Scores
    content: Scores
    chances: tuple[Scores, Scores]
    """The same as chances: source, content."""

    def within(self, span: Span) -> slice:
        """Return which words start in a stretch."""
        return slice(bisect_left(self.starts, span.start), bisect_left(self.starts, span.end))


class Reading:
    """What the tagger makes of one text."""

    def __init__(self, read: Sequence[tuple[Window, Scores, Scores]], near: Scores, bias: Scores) -> None:
        self._read = read
        self._starts = [[span.start for span in window.spans] for window, _, _ in read]
        self._first = [starts[0] for starts in self._starts]
        # How near a word is to a cue, by their distance: -LONGEST first.
        self._near = near[:, _steps(np.arange(-LONGEST, LONGEST + 1), near.shape[1] // 2)]
        self._bias = bias
        self._places: dict[Span, tuple[int, npt.NDArray[np.intp]]] = {}

    def cues(self, least: float) -> list[tuple[Span, float]]:
        """Return the stretches with log-odds of being in a cue above ``least``, and their mean, in reading order."""
        found: dict[Span, float] = {}
        for number, (window, cue, _) in enumerate(self._read):
            above = np.flatnonzero(cue > least)
            for run in np.split(above, np.flatnonzero(np.diff(above) > 1) + 1):
                if len(run):
                    span = Span(window.spans[run[0]].start, window.spans[run[-1]].end)
                    if self._place(span)[0] == number:
                        found[span] = float(cue[run].mean())
        return sorted(found.items())

    def cue(self, span: Span) -> float | None:
        """Return the mean log-odds that the words of a stretch are in a cue; None outside what was read."""
        number, pieces = self._place(span)
        return float(self._read[number][1][pieces].mean()) if len(pieces) else None

    def links(self, cue: Span) -> Links | None:
        """Return what the words round a cue are to it; None outside what was read."""
        number, pieces = self._place(cue)
        if not len(pieces):
            return None
        window, _, pair = self._read[number]
        width = pair.shape[1] // (2 * _ROLES)
        parts = pair.reshape(len(pair), 2, _ROLES, width)
        asks = parts[pieces, 0].mean(0) / np.sqrt(width)
        scores = []
        for role in range(_ROLES):
            near = sum(self._near[role, LONGEST - n : LONGEST - n + len(pair)] for n in pieces.tolist()) / len(pieces)
            scores.append(parts[:, 1, role] @ asks[role] + near + self._bias[role])
        return Links(window.spans, self._starts[number], scores[0], scores[1], (share(scores[0]), share(scores[1])))

    def _place(self, span: Span) -> tuple[int, npt.NDArray[np.intp]]:
        """Return the window in which a stretch lies most central, and its wordpieces there."""
        if span not in self._places:
            self._places[span] = self._found(span)
        return self._places[span]

    def _found(self, span: Span) -> tuple[int, npt.NDArray[np.intp]]:
        best: tuple[float, int, npt.NDArray[np.intp]] = (-1.0, 0, np.arange(0))
        number = bisect_right(self._first, span.start) - 1
        for candidate in range(number, max(number - 2, -1), -1):
            starts = self._starts[candidate]
            first = max(0, bisect_right(starts, span.start) - 1)
            end = bisect_right(starts, span.end - 1)
            spans = self._read[candidate][0].spans
            inside = np.array([n for n in range(first, end) if spans[n].overlaps(span)], dtype=np.intp)
            if len(inside):
                margin = min(inside[0], len(starts) - 1 - inside[-1]) + 0.5 * (spans[inside[-1]].end >= span.end)
                if margin > best[0]:
                    best = (margin, candidate, inside)
        return best[1], best[2]


def share(scores: Scores) -> Scores:
    """Return chances for log-odds."""
    return np.asarray(1 / (1 + np.exp(-scores)), dtype=np.float32)


def _steps(distance: npt.NDArray[np.intp], farthest: int) -> npt.NDArray[np.intp]:
    """Return the number of a signed distance, as the tagger was trained."""
    size = np.abs(distance)
    far = _NEAREST + (np.log2(np.maximum(size, _NEAREST) / _NEAREST) * 4).astype(np.intp)
    return np.minimum(np.where(size < _NEAREST, size, far), farthest) * np.sign(distance) + farthest


class Tagger:
    """Reads a text's paragraphs with the weights in a folder, which are opened when they are first needed.

    Raises ModelError where a file is missing or damaged, or onnxruntime is not installed.
    """

    def __init__(self, folder: Path) -> None:
        try:
            described = json.loads((folder / "tagger.json").read_bytes())
            pieces = (folder / "wordpieces.txt").read_text(encoding="utf-8").split("\n")
        except (OSError, ValueError) as error:
            raise ModelError(f"the tagger in {folder} can't be read ({error}); install Dateline again") from error
        self.name: str = described["name"]
        self.digest: str = described["sha256"]
        self.folder = folder
        self._network = Network(folder / "tagger.onnx", self.digest)
        self._vocabulary = Vocabulary(pieces, described["tags"], described["labels"])
        self._near = np.array(described["near"], dtype=np.float32)
        self._bias = np.array(described["bias"], dtype=np.float32)

    def __call__(self, text: str, within: Sequence[Span], regions: Sequence[Region], parse: Parse) -> Reading:
        """Return what the tagger makes of a text, one window at a time: time is linear in the text."""
        read = []
        for window in windows(text, within, regions, parse, self._vocabulary):
            channels = {name: np.array([getattr(window, name)], dtype=np.int64) for name in window._fields[1:]}
            cue, pair = self._network(channels)
            read.append((window, cue[0], pair[0]))
        return Reading(read, self._near, self._bias)


@cache
def shipped_tagger() -> Tagger | None:
    """Return the tagger that ships, once; None where this install has none.

    Raises ModelError where it is there and damaged.
    """
    folder = Path(str(files("dateline.resources"))) / "data" / "quotes" / "tagger"
    return Tagger(folder) if (folder / "tagger.onnx").exists() else None
