"""The room's word lists, read once from the package's data."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from dateline.errors import LexiconError

_FIRST_WORD = re.compile(r"\w[\w'-]*")


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the rows of a word list. Raises LexiconError for a row without two fields."""
    data = files("dateline.resources") / "data" / "article" / f"{name}.tsv"
    found = []
    for number, line in enumerate(data.read_text(encoding="utf-8").splitlines(), start=1):
        if not line or line.startswith("#"):
            continue
        row = tuple(line.split("\t"))
        if len(row) != 2:
            raise LexiconError(f"article/{name}.tsv, line {number}: {len(row)} fields; give two, parted by a tab")
        found.append(row)
    return tuple(found)


@cache
def words(name: str, kind: str) -> frozenset[str]:
    """Return the forms of one kind in a list whose first column is the kind."""
    return frozenset(form for row_kind, form in rows(name) if row_kind == kind)


@cache
def forms_by_word(name: str, kinds: tuple[str, ...]) -> dict[str, tuple[tuple[str, str], ...]]:
    """Return (kind, form) pairs of several kinds by the form's first word, in a list whose first column is the kind."""
    found: dict[str, list[tuple[str, str]]] = {}
    for kind, form in rows(name):
        if kind in kinds:
            found.setdefault(_FIRST_WORD.findall(form)[0], []).append((kind, form))
    return {word: tuple(pairs) for word, pairs in found.items()}


def kinds_in(name: str, kinds: tuple[str, ...], folded: str, tokens: Iterable[str]) -> set[str]:
    """Return the kinds whose forms are in folded text as whole words; ``tokens`` are its words."""
    table = forms_by_word(name, kinds)
    found = set()
    for word in table.keys() & tokens:
        for kind, form in table[word]:
            if (
                kind not in found
                and form in folded
                and (form == word or re.search(rf"(?<!\w){re.escape(form)}(?!\w)", folded) is not None)
            ):
                found.add(kind)
    return found


@cache
def pattern(name: str, kind: str) -> re.Pattern[str]:
    """Return a pattern that finds any of a kind's forms as whole words in folded text."""
    forms = sorted(words(name, kind), key=lambda form: (-len(form), form))
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, forms)) + r")(?!\w)")


@cache
def agencies() -> dict[str, str]:
    """Return the name of each agency by the forms of it."""
    return {form: name for name, form in rows("agencies")}


@cache
def agency_pattern() -> re.Pattern[str]:
    """Return a pattern that finds an agency's form as whole words, capitals as written."""
    forms = sorted(agencies(), key=lambda form: (-len(form), form))
    return re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, forms)) + r")(?![\w-])")


@cache
def house_words() -> frozenset[str]:
    """Return words that mark a byline as a desk or account."""
    return frozenset(word for word, _ in rows("house_words"))


@cache
def given_names() -> frozenset[str]:
    """Return known given names, as written."""
    data = files("dateline.resources") / "data" / "language" / "given_names.tsv"
    lines = data.read_text(encoding="utf-8").splitlines()
    return frozenset(line.split("\t", 1)[0] for line in lines if line and not line.startswith("#"))


@cache
def months() -> dict[str, int]:
    """Return month numbers by name and short form, lower case."""
    return {form: int(month) for form, month in rows("months")}


@cache
def class_categories() -> dict[str, str]:
    """Return what a word in a class or id name says of a block."""
    return dict(rows("class_tokens"))  # type: ignore[arg-type]
