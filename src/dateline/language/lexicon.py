"""The word lists of this room: titles, role nouns, given names, place names."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Literal, NamedTuple, cast

from dateline.resources.tables import read_table

Gender = Literal["m", "f", "u"]
"""What a word tells of its bearer; ``u``: nothing."""


class Lexicon(NamedTuple):
    """Keys of ``titles`` and ``given_names`` are as written; of ``roles`` lower case."""

    titles: dict[str, Gender]
    roles: dict[str, Gender]
    given_names: dict[str, Gender]
    """Names that begin a person's name, and no other words."""
    name_genders: dict[str, Gender]
    """Of these and of many more, some of which are other words too."""
    places: frozenset[str]
    """Folded (see ``folded``)."""
    facilities: frozenset[str]
    place_aliases: dict[str, str]
    title_nouns: dict[str, str]
    """What the bearer of a title is called: "senator" for "Sen."."""


@cache
def load_lexicon() -> Lexicon:
    """Read the lists, once.

    Raises LexiconError where one is missing or damaged.
    """
    aliases = {name: other for name, other in read_table("language", "place_aliases", columns=2)}  # noqa: C416 (typed)
    places = {name for name, _ in read_table("language", "places", columns=2)}
    return Lexicon(
        titles=_genders("titles"),
        roles=_genders("roles"),
        given_names=_genders("given_names"),
        name_genders=_genders("name_genders") | _genders("given_names"),
        places=frozenset(map(folded, places | set(aliases))),
        facilities=frozenset(row[0] for row in read_table("language", "facilities", columns=1)),
        place_aliases=aliases,
        title_nouns={title: noun for title, noun in read_table("language", "title_nouns", columns=2)},  # noqa: C416 (typed)
    )


def folded(name: str) -> str:
    """Return a name without accents, as lists of places spell them in several ways: "Constanța", "Constanţa"."""
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))


def _genders(name: str) -> dict[str, Gender]:
    return {word: cast("Gender", gender) for word, gender in read_table("language", name, columns=2)}
