"""The encoder reads what the words leave open, and nothing without its weights."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from dateline.errors import ModelError
from dateline.record import Span
from dateline.sections import Encoder, SectionFinder, classify_text, shipped_encoder
from dateline.sections.weights import shipped_weights
from tests.writing import written

SURE = "The striker scored a penalty; the goalkeeper and the midfield lost the league match. " * 3
OPEN = "Nobody at the house could tell on Monday how long it had been there."


class Asked:
    """An encoder that counts how often it is asked, and speaks for one topic."""

    name = "asked/1"

    def __init__(self, topic: int) -> None:
        head = shipped_weights().head
        self.digest = shipped_weights().file.encoder
        self.times = 0
        self._vector = np.linalg.pinv(head)[topic].astype(np.float32) * 20

    def __call__(self, text: str, headline: Span | None, body: Any) -> Any:
        assert text
        self.times += 1
        return self._vector


def test_the_encoder_is_asked_only_where_the_words_are_not_sure() -> None:
    weather = shipped_weights().file.topics.index("17000000")
    asked: Any = Asked(weather)
    assert classify_text(SURE, encoder=asked) == classify_text(SURE)
    assert asked.times == 0
    verdict = classify_text(OPEN, encoder=asked)
    assert asked.times == 1
    assert verdict is not None
    assert verdict.ranked[0][0] == "17000000"


def test_made_by_says_whether_there_is_an_encoder() -> None:
    record = written(OPEN)
    assert SectionFinder()(record).made_by == "sections-words/2"
    with_encoder = SectionFinder(shipped_encoder())
    assert with_encoder(record).made_by == "sections-words+encoder/2"
    assert [name for name, _ in with_encoder.resources] == ["section-weights/2", "section-encoder/1"]


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    found = shipped_encoder()
    assert found is not None
    return found


def test_a_vector_is_the_same_twice_and_of_unit_parts(encoder: Encoder) -> None:
    vectors = [encoder(SURE, Span(0, 20), [Span(21, len(SURE))]) for _ in range(2)]
    assert vectors[0].tobytes() == vectors[1].tobytes()
    assert vectors[0].shape == (len(shipped_weights().head),)
    assert np.linalg.norm(vectors[0].reshape(3, -1), axis=1) == pytest.approx(1, abs=1e-4)


@pytest.mark.parametrize("text", ["🙂\u200b", "x" * 400_000, "goal " * 100_000, "א" * 50])
def test_odd_and_endless_texts_are_read_as_far_as_it_reads(encoder: Encoder, text: str) -> None:
    assert np.isfinite(encoder(text, None, [Span(0, len(text))])).all()
    assert np.isfinite(encoder(text, Span(0, len(text)), [])).all()


def test_weights_learnt_beside_another_encoder_are_refused(encoder: Encoder, tmp_path: Path) -> None:
    folder = Path(
        shutil.copytree(Path(__file__).parents[2] / "src/dateline/resources/data/sections/encoder", tmp_path / "e")
    )
    described = json.loads((folder / "encoder.json").read_bytes())
    (folder / "encoder.json").write_text(json.dumps(described | {"sha256": "0" * 64}))
    other = Encoder(folder)
    with pytest.raises(ModelError, match="learnt beside encoder"):
        SectionFinder(other)
    with pytest.raises(ModelError, match="has digest"):
        other("A text.", None, [Span(0, 7)])
    (folder / "encoder.json").unlink()
    with pytest.raises(ModelError, match="install Dateline again"):
        Encoder(folder)
