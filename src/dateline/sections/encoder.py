"""The encoder: an article's opening as a vector, for texts whose words alone leave the topic open.

MiniLM-L6 (Wang et al., 2020) as all-MiniLM-L6-v2 has it, in int8; tools/build_section_encoder.py makes it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from itertools import islice
from pathlib import Path

import numpy as np
import numpy.typing as npt

from dateline.errors import ModelError
from dateline.record import Span
from dateline.resources.networks import Network
from dateline.resources.wordpieces import Wordpieces

_PIECE_CHARACTERS = 24
"""Characters that are looked at for each wordpiece that is read."""


class Encoder:
    """Reads the opening of a text with the network in a folder, which is opened when it is first needed.

    Raises ModelError where a file is missing or damaged, or onnxruntime is not installed.
    """

    def __init__(self, folder: Path) -> None:
        try:
            described = json.loads((folder / "encoder.json").read_bytes())
            pieces = (folder / "wordpieces.txt").read_text(encoding="utf-8").split("\n")[:-1]
        except (OSError, ValueError) as error:
            raise ModelError(f"the encoder in {folder} can't be read ({error}); install Dateline again") from error
        self.name: str = described["name"]
        self.digest: str = described["sha256"]
        self._longest: int = described["longest"]
        self._vocabulary = Wordpieces(pieces)
        self._network = Network(folder / "encoder.onnx", self.digest)

    def __call__(self, text: str, headline: Span | None, body: Sequence[Span]) -> npt.NDArray[np.float32]:
        """Return the vector of a headline and what follows it, as far as the encoder reads."""
        numbers = self._vocabulary.pieces
        pieces = [numbers["[CLS]"]]
        if headline is not None:
            pieces += [*self._split(text, headline, self._longest // 2), numbers["."]]
        for span in body:
            left = self._longest - 1 - len(pieces)
            if left <= 0:
                break
            pieces += self._split(text, span, left)
        pieces.append(numbers["[SEP]"])
        [means] = self._network({"pieces": np.array([pieces], dtype=np.int64)})
        return np.asarray(means[0])

    def _split(self, text: str, span: Span, most: int) -> list[int]:
        within = Span(span.start, min(span.end, span.start + most * _PIECE_CHARACTERS))
        return [piece for piece, _ in islice(self._vocabulary.split(text, within), most)]


@cache
def shipped_encoder() -> Encoder | None:
    """Return the encoder that ships, once; None where this install has none.

    Raises ModelError where it is there and damaged.
    """
    folder = Path(str(files("dateline.resources"))) / "data" / "sections" / "encoder"
    return Encoder(folder) if (folder / "encoder.onnx").exists() else None
