"""The shipped weights: a term's weight for each topic, in plain arrays."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import msgspec
import numpy as np
import numpy.typing as npt

from dateline.errors import ModelError
from dateline.sections.vocabulary import Numbers, Vocabulary

_FILES = ("model.json", "terms.txt", "weights.npy", "idf.npy")


class ModelFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What stands beside the arrays."""

    name: str
    made_with: str
    topics: tuple[str, ...]
    """The columns."""
    languages: tuple[str, ...]
    """Primary language tags that the words are of."""
    scale: float
    """What one step of a weight is worth."""
    idf_scale: float
    bias: tuple[float, ...]
    temperature: float
    """What scores are multiplied by before they become probabilities."""
    headline: int
    """A word of the headline counts as that many of the body."""
    words: int
    """Words of the body that are read."""


@dataclass(frozen=True, slots=True)
class Weights:
    """The model: the terms, and by row the weights and the inverse document frequency."""

    file: ModelFile
    vocabulary: Vocabulary
    steps: npt.NDArray[np.int8]
    idf_steps: npt.NDArray[np.uint8]
    bias: npt.NDArray[np.float32]
    digest: str

    def weights_of(self, rows: Numbers) -> npt.NDArray[np.float32]:
        """Return the weights of some terms for each topic. The table itself stays in bytes, that it fits in a cache."""
        return self.steps[rows].astype(np.float32) * np.float32(self.file.scale)

    def idf_of(self, rows: Numbers) -> npt.NDArray[np.float32]:
        """Return the inverse document frequencies of some terms."""
        return self.idf_steps[rows].astype(np.float32) * np.float32(self.file.idf_scale)


@cache
def shipped_weights() -> Weights:
    """Return the weights, loaded once.

    Raises ModelError where a file is missing, damaged, or does not fit the others.
    """
    folder = files("dateline.resources").joinpath("data", "sections")
    try:
        raw = {name: folder.joinpath(name).read_bytes() for name in _FILES}
        file = msgspec.json.decode(raw["model.json"], type=ModelFile)
        terms = raw["terms.txt"].decode("utf-8").split("\n")[:-1]
        with folder.joinpath("weights.npy").open("rb") as data:
            steps = np.load(data, allow_pickle=False)
        with folder.joinpath("idf.npy").open("rb") as data:
            idf = np.load(data, allow_pickle=False)
    except (OSError, ValueError, msgspec.MsgspecError) as error:
        raise ModelError(f"the weights of sections can't be read ({error}); install Dateline again") from error
    if (
        steps.dtype != np.int8
        or steps.shape != (len(terms), len(file.topics))
        or idf.shape != (len(terms),)
        or len(file.bias) != steps.shape[1]
    ):
        raise ModelError(
            f"the weights of sections do not fit: {len(terms)} terms, {len(file.topics)} topics, weights "
            f"{steps.shape}, frequencies {idf.shape}; install Dateline again"
        )
    return Weights(
        file=file,
        vocabulary=Vocabulary(terms),
        steps=steps,
        idf_steps=idf,
        bias=np.array(file.bias, np.float32),
        digest=hashlib.sha256(b"".join(hashlib.sha256(raw[name]).digest() for name in _FILES)).hexdigest(),
    )
