"""What the room knows besides the gazetteer: words, names and weights, each a table in the package."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from dateline.errors import LexiconError
from dateline.resources.folding import fold_word


@dataclass(frozen=True, slots=True)
class PlaceLexicon:
    """Word lists and the weights of both models, by the name of what they weigh."""

    first_names: frozenset[str]
    surnames: frozenset[str]
    common_words: frozenset[str]
    place_nouns: frozenset[str]
    """Words that are part of a place's name or say what it is: county, river, street."""
    agent_verbs: frozenset[str]
    """Forms of verbs whose subject or object is a government, not ground: said, urging, signs."""
    venue_nouns: dict[str, str]
    """By folded noun that ends the name of a street or building, which of the two: "street", "building"."""
    other_senses: dict[str, frozenset[str]]
    """By folded name, the words near it that mean a bird, a brand or a person of that name."""
    recognition: dict[str, float]
    resolution: dict[str, float]
    digest: str
    """SHA-256 over the names and contents of the tables, in order of name."""

    @classmethod
    def load(cls) -> PlaceLexicon:
        """Read the tables that ride in the package.

        Raises LexiconError with file and line where one is missing or damaged.
        """
        folder = Path(str(files("dateline.resources"))) / "data" / "places"
        return cls(
            first_names=_words(folder / "first_names.txt"),
            surnames=_words(folder / "surnames.txt"),
            common_words=_words(folder / "common_words.txt"),
            place_nouns=_words(folder / "place_nouns.txt"),
            agent_verbs=_words(folder / "agent_verbs.txt"),
            venue_nouns={fold_word(noun): kind for noun, kind in _rows(folder / "venue_nouns.tsv")},
            other_senses={name: frozenset(words.split()) for name, words in _rows(folder / "other_senses.tsv")},
            recognition=_weights(folder / "recognition.tsv"),
            resolution=_weights(folder / "resolution.tsv"),
            digest=_digest(folder),
        )


def _digest(folder: Path) -> str:
    total = hashlib.sha256()
    for path in sorted(folder.iterdir()):
        if path.suffix in {".txt", ".tsv"}:
            total.update(path.name.encode())
            total.update(path.read_bytes())
    return total.hexdigest()


def _lines(path: Path) -> list[tuple[int, str]]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise LexiconError(f"the table {path} can't be read ({error}); reinstall the package") from error
    return [(n, line) for n, line in enumerate(lines, start=1) if line and not line.startswith("#")]


def _words(path: Path) -> frozenset[str]:
    return frozenset(word for _, line in _lines(path) for word in line.split())


def _rows(path: Path) -> list[tuple[str, str]]:
    found = []
    for number, line in _lines(path):
        name, tab, rest = line.partition("\t")
        if not tab:
            raise LexiconError(f"{path.name}, line {number}: one column in {line!r}, not two; correct the row")
        found.append((name, rest))
    return found


def _weights(path: Path) -> dict[str, float]:
    weights = {}
    for feature, weight in _rows(path):
        try:
            weights[feature] = float(weight)
        except ValueError as error:
            raise LexiconError(
                f"{path.name}: the weight {weight!r} of {feature!r} is no number; correct the row"
            ) from error
    return weights
