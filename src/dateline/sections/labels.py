"""What sites call their sections: a desk's name or a part of an address, and what it tells."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple, cast, get_args

from dateline.errors import LexiconError
from dateline.record import GenreName
from dateline.resources.tables import read_table
from dateline.sections.topics import topics

Tells = Literal["topic", "lean", "place", "genre", "none"]

LONGEST = 80
"""Characters of a label that is looked up: what is longer names no section."""
PARTS = 6
"""Parts of a label or of an address that are looked up."""

_BLANKS = re.compile(r"[\s_\-–—+]+")
_AND = re.compile(r" ?& ?| (?:and|und|y|et|e) ")
_PARTED = re.compile(r"[|/>›»,:·•]")


class Label(NamedTuple):
    """What one label tells: a topic (safely, or as a lean), a place, a genre, or nothing."""

    words: str
    """As it was written."""
    tells: Tells
    value: str | None
    """The Media Topic or the genre; None for places and what says nothing."""


@cache
def _table() -> dict[str, tuple[Tells, str]]:
    found: dict[str, tuple[Tells, str]] = {}
    for label, tells, value in read_table("sections", "labels", columns=3):
        known = {"topic": topics(), "lean": topics(), "genre": get_args(GenreName)}.get(tells, ("-",))
        if tells not in get_args(Tells) or value not in known:
            raise LexiconError(f"lexicon sections/labels.tsv: {label!r} is {tells} {value}, which is none; correct it")
        found[label] = cast(Tells, tells), value
    return found


def folded(label: str) -> str:
    """Return a label as the table has it: small letters, one blank between words, "&" for "and"."""
    plain = unicodedata.normalize("NFC", label[: 2 * LONGEST]).casefold().replace("’", "'")
    return _AND.sub(" & ", _BLANKS.sub(" ", plain)).strip(" .:#")


def read_label(label: str) -> tuple[Label, ...]:
    """Return what a label tells: one thing where the table has all of it, else one for each part that it has.

    "News/Local/Crime & Courts" tells of its parts. Empty where nothing is known.
    """
    return tuple(_read(folded(label), label.strip()))


def _read(plain: str, written: str) -> Iterator[Label]:
    if not plain or len(plain) > LONGEST:
        return
    whole = _table().get(plain)
    if whole is not None:
        yield _label(written, whole)
        return
    parts = [part.strip() for part in _PARTED.split(plain)]
    pieces = [piece for part in parts for piece in ([part] if part in _table() else part.split(" & "))]
    for piece in pieces[:PARTS]:
        known = _table().get(piece)
        if known is not None:
            yield _label(written, known)


def _label(written: str, known: tuple[Tells, str]) -> Label:
    tells, value = known
    return Label(written, tells, None if value == "-" else value)


def read_address(path: str) -> tuple[Label, ...]:
    """Return what the folders of an address tell, outermost first; the last part, the page's own, is left out.

    The page's own part counts only where it is a folder itself ("/politics/").
    """
    parts = [part for part in path[:2000].split("/") if part]
    folders = parts if path.endswith("/") and len(parts) <= PARTS else parts[:-1]
    found = []
    for part in folders[:PARTS]:
        known = _table().get(folded(part))
        if known is not None:
            found.append(_label(f"/{part}/", known))
    return tuple(found)
