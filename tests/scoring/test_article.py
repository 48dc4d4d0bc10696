from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from dateline.scoring import article as ours
from tests.writing import written

BODY = "Crews rested their nets on Friday. The county pays them.\n\nPatrols begin on Monday at the gulf."
# fmt: off
GOLD: list[dict[str, Any]] = [
    {"id": "a", "set": "scrapinghub", "body": BODY, "title": "Crews’ nets rest",
     "authors": ["Wanjiru Mboya"], "date": "2019-05-03"},
    {"id": "b", "set": "andythefactory", "body": BODY, "title": None, "authors": None, "date": "2019-05-03"},
    {"id": "c", "set": "wcxb", "body": BODY, "title": "Nets",
     "authors": ["Dr. Otieno Were", "Ana Cruz, PhD"], "date": None},
    {
        "id": "d", "set": "fundus",
        "paragraphs": [
            {"text": "A summary of it.", "optional": True},
            {"text": "Crews rested their nets on Friday. Mr. Were agreed.", "optional": False},
            {"text": "Patrols begin.", "optional": False},
        ],
    },
    {"id": "e", "set": "trafilatura", "with": ["rested their  nets", "on Monday"], "without": ["Read more"],
     "title": "Nets", "authors": ["W. Mboya"], "date": "2019-05-01"},
]  # fmt: skip
GUESSES: list[dict[str, Any]] = [
    {"body": BODY, "title": "Crews' nets rest", "authors": ["By Wanjiru Mboya"], "date": "2019-05-03T10:00:00Z"},
    {"body": "Crews rested their nets. Read more. Patrols begin on Monday at the gulf.",
     "title": "Nets | X", "authors": "A B and C D", "date": "2019-05-04"},
    {"body": "", "title": None, "authors": None, "date": None},
    {"paragraphs": ["Crews rested  their nets on Friday. Mr. Were agreed.", "Patrols began.", "Read more"],
     "authors": ["Otieno Were"], "date": "2020-02-31"},
    {},
]  # fmt: skip
NAMES = {
    "precision": "P", "recall": "R", "F1": "F1", "exact": "exact", "word F1": "word F1", "opens right": "start",
    "stops right": "end", "ROUGE-LSum precision": "P", "ROUGE-LSum recall": "R", "ROUGE-LSum F1": "F1",
    "paragraph F1": "par F1",
}  # fmt: skip
METADATA = {
    "title exact": "title", "title close": "title close", "author F1": "author F1", "author exact": "author exact",
    "author false": "author false", "date exact": "date", "date within a day": "date +-1d",
}  # fmt: skip


def theirs(shared: Path) -> ModuleType:
    path = shared / "bench" / "extraction" / "score.py"
    spec = importlib.util.spec_from_file_location("extraction_score", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.shared
@pytest.mark.parametrize("turn", range(len(GUESSES)))
def test_figures_agree_with_the_scorer_beside_the_benchmark(shared: Path, turn: int) -> None:
    scorer = theirs(shared)
    guesses = {gold["id"]: GUESSES[(number + turn) % len(GUESSES)] for number, gold in enumerate(GOLD)}
    figures = ours.score(GOLD, guesses)
    pages = [scorer.score_page(gold, guesses[gold["id"]]) for gold in GOLD]
    for gold, page in zip(GOLD, pages, strict=True):
        total = scorer.summarise(gold["set"], [page])
        for name, value in figures.items():
            if name.startswith(f"{gold['set']} ") and not name.endswith("pages"):
                assert value == pytest.approx(total[NAMES[name.removeprefix(f"{gold['set']} ")]]), name
    metadata = scorer.meta_total(pages)
    for name, key in METADATA.items():
        assert figures[name] == pytest.approx(metadata[key]), name


def test_a_prediction_that_is_the_gold_scores_one() -> None:
    perfect = {
        gold["id"]: {
            "body": gold.get("body") or ("rested their nets on Monday" if "with" in gold else None),
            "paragraphs": [p["text"] for p in gold["paragraphs"]] if "paragraphs" in gold else None,
            "title": gold.get("title"), "authors": gold.get("authors"), "date": gold.get("date"),
        }
        for gold in GOLD
    }  # fmt: skip
    figures = ours.score(GOLD, perfect)
    wrong = {name: value for name, value in figures.items() if not name.endswith("pages") and value != 1.0}
    assert wrong == {"author false": 0.0}


def test_a_missing_prediction_counts_as_an_empty_one() -> None:
    assert ours.score(GOLD[:1], {})["scrapinghub F1"] == 0.0


def test_a_record_is_projected_to_title_body_and_day() -> None:
    record = written("The county pays.\n\nPatrols begin.", headline="Nets rest", published="2019-05-03")
    guess = ours.prediction(record, {"id": "x"})
    assert (guess["title"], guess["date"], guess["paragraphs"]) == (
        "Nets rest",
        "2019-05-03",
        ["The county pays.", "Patrols begin."],
    )
    assert guess["body"] == "The county pays.\n\nPatrols begin."


def test_a_page_of_the_plain_track_is_its_text() -> None:
    assert ours.page_of({"id": "x", "text": "Grüße"}, Path()) == ("Grüße".encode(), None)
