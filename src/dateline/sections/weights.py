"""The shipped weights: a term's weight for each topic, in plain arrays."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO

import msgspec
import numpy as np
import numpy.typing as npt

from dateline.errors import ModelError
from dateline.sections.vocabulary import Vocabulary

_FILES = ("model.json", "terms.txt", "weights.npy", "idf.npy", "head.npy")


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
    """As ``scale``, for the inverse document frequencies; vectors of length 1 do not ask for it."""
    bias: tuple[float, ...]
    temperature: float
    """What scores are multiplied by before they become probabilities."""
    headline: int
    """A word of the headline counts as that many of the body."""
    words: int
    """Words of the body that are read."""
    encoder: str
    """Digest of the encoder that the head was learnt beside."""
    sure: float
    """Confidence of the words alone from which on the encoder is not asked."""
    head_bias: tuple[float, ...]
    head_temperature: float
    """As ``temperature``, for the scores of both together."""


@dataclass(frozen=True, slots=True)
class Weights:
    """The model: the terms, and by row the weights and the inverse document frequency."""

    file: ModelFile
    vocabulary: Vocabulary
    steps: npt.NDArray[np.int8]
    idf_steps: npt.NDArray[np.uint8]
    bias: npt.NDArray[np.float32]
    head: npt.NDArray[np.float32]
    """What each part of the encoder's vector weighs for each topic."""
    head_bias: npt.NDArray[np.float32]
    digest: str

    def weights_of(self, rows: npt.NDArray[np.intp]) -> npt.NDArray[np.float32]:
        """Return the weights of some terms for each topic, in steps of ``file.scale``. Bytes keep the table small."""
        return self.steps.take(rows, axis=0).astype(np.float32)

    def idf_of(self, rows: npt.NDArray[np.intp]) -> npt.NDArray[np.float32]:
        """Return the inverse document frequencies of some terms, in steps."""
        return self.idf_steps.take(rows).astype(np.float32)


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
        steps, idf, head = (np.load(BytesIO(raw[name]), allow_pickle=False) for name in _FILES[-3:])
    except (OSError, ValueError, msgspec.MsgspecError) as error:
        raise ModelError(f"the weights of sections can't be read ({error}); install Dateline again") from error
    topics = len(file.topics)
    fits = steps.dtype == np.int8 and idf.dtype == np.uint8 and head.dtype == np.float32 and head.shape[1:] == (topics,)
    if not fits or steps.shape != (len(terms), topics) or idf.shape != (len(terms),):
        raise ModelError(
            f"the weights of sections do not fit: {len(terms)} terms, {topics} topics, weights {steps.shape}, "
            f"frequencies {idf.shape}, head {head.shape}; install Dateline again"
        )
    if not len(file.bias) == len(file.head_bias) == topics:
        raise ModelError("the weights of sections do not fit: a bias is not one a topic; install Dateline again")
    return Weights(
        file=file,
        vocabulary=Vocabulary(terms),
        steps=steps,
        idf_steps=idf,
        bias=np.array(file.bias, np.float32),
        head=head,
        head_bias=np.array(file.head_bias, np.float32),
        digest=hashlib.sha256(b"".join(hashlib.sha256(raw[name]).digest() for name in _FILES)).hexdigest(),
    )
