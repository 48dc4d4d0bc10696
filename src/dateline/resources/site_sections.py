"""Site sections: Politics, Business, Finance … as views over an article's topics, setting, genre and first words."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple, get_args

from dateline.errors import LexiconError
from dateline.record import GenreName, Record
from dateline.resources.tables import read_table, table_rows

_ANY = "-"
_COLUMNS = 6
_WORD = re.compile(r"[^\W\d_]+")
_FIRST = 600
"""Characters of the first paragraph whose words are looked at."""


class View(NamedTuple):
    """One way into a site section: all that is given must fit."""

    name: str
    topics: frozenset[str]
    setting: str | None
    genre: str | None
    words: frozenset[str]
    desks: frozenset[str] = frozenset()
    """Names by which pages file themselves, in small letters."""

    def fits(self, record: Record, words: frozenset[str]) -> bool:
        """Say whether a record belongs in the section; ``words`` are those that it opens with, in small letters."""
        about = record.classification
        if about is None:
            return False
        abroad = None if about.setting is None else about.setting.abroad
        return (
            (not self.topics or not self.topics.isdisjoint(about.topics))
            and (self.setting is None or abroad is (self.setting == "abroad"))
            and (self.genre is None or (about.genre is not None and about.genre.name == self.genre))
            and (not self.words or not self.words.isdisjoint(words))
            and (not self.desks or any(each.value.casefold() in self.desks for each in record.article.sections))
        )


@cache
def shipped_views() -> tuple[View, ...]:
    """Return the site sections that ship, in the order of a front page."""
    return tuple(_view(row, "sections/views.tsv") for row in read_table("sections", "views", columns=_COLUMNS))


def read_views(path: Path) -> tuple[View, ...]:
    """Return the site sections of a table of one's own, in its order; its columns are those of the one that ships.

    Raises LexiconError where the table can't be read, a row has not six columns, or a cell is none of what it may be.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise LexiconError(
            f"sections {path} can't be read ({error}); give a table like sections/views.tsv among the data"
        ) from error
    return tuple(_view(row, str(path)) for row in table_rows(text, f"sections {path}", columns=_COLUMNS))


def _view(row: tuple[str, ...], place: str) -> View:
    name, topics, setting, genre, words, desks = (cell.strip() for cell in row)
    codes = frozenset() if topics == _ANY else frozenset(topics.replace(" ", "").split(","))
    wrong = sorted(code for code in codes if not re.fullmatch("[0-9]{8}", code))
    if not name or wrong or setting not in {_ANY, "abroad", "home"} or genre not in {_ANY, *get_args(GenreName)}:
        raise LexiconError(
            f"sections {place}: row {name!r} has topics {topics!r}, setting {setting!r}, genre {genre!r}; give a name, "
            "codes of eight digits parted by commas, abroad, home or -, and a genre or -"
        )
    return View(
        name,
        codes,
        None if setting == _ANY else setting,
        None if genre == _ANY else genre,
        frozenset() if words == _ANY else frozenset(words.casefold().split()),
        frozenset() if desks == _ANY else frozenset(desk.strip() for desk in desks.casefold().split(",")),
    )


def site_sections(record: Record, views: tuple[View, ...] | None = None) -> tuple[str, ...]:
    """Return the site sections that a record belongs in, each once, in the order of the views.

    The views that ship are used where none are given.
    """
    body = record.article.blocks_of("body")
    opening = body[0].span.of(record.text)[:_FIRST] if body else ""
    words = frozenset(_WORD.findall(f"{record.headline or ''} {opening}".casefold()))
    chosen = shipped_views() if views is None else views
    return tuple(dict.fromkeys(view.name for view in chosen if view.fits(record, words)))
