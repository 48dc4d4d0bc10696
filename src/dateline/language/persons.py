"""Which mentions of people are of the same person."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from dateline.language.lexicon import Gender, Lexicon
from dateline.language.names import Name, surface, surnames, words_of
from dateline.resources.parsing import Parse

_PARTICLES = frozenset({"bin", "ibn", "bint", "al", "el", "van", "von", "der", "den", "de", "della", "di", "le"})
"""Small words that begin a short name of several: "bin Salman", "van der Bellen"."""


class Group(NamedTuple):
    """Mentions of one thing, in reading order, the fullest name among them, and what is known of a person's gender."""

    names: tuple[Name, ...]
    fullest: Name
    gender: Gender = "u"


def group_persons(parse: Parse, names: list[Name], lexicon: Lexicon) -> list[Group]:
    """Group the mentions of people.

    A full name is one person with all that agree in the first and the last name. A surname, with or
    without a title, belongs to the only person of that surname whose gender the title allows, or to the only
    one of them named in full before it; a given name alone to the only person of that name. Where two
    are possible, the mention is in no group.
    """
    full: dict[tuple[str, str], list[Name]] = {}
    short: list[Name] = []
    for name in names:
        words = words_of(surface(parse, name))
        if len(words) > 1 and words[0].lower() not in _PARTICLES:
            key = _key_of_full(full, words)
            full.setdefault(key, []).append(name)
        else:
            short.append(name)
    by_short: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for key, members in full.items():
        forms = frozenset[str]().union(*(surnames(surface(parse, name)) for name in members))
        for form in forms:
            by_short[form].append(key)
    by_given: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for key in full:
        by_given[key[0]].append(key)
    alone: dict[str, list[Name]] = {}
    found = {key: list(members) for key, members in full.items()}
    genders = {key: _gender(parse, members, lexicon) for key, members in full.items()}
    first = {key: min(members) for key, members in full.items()}
    for name in short:
        called = " ".join(words_of(surface(parse, name))).lower()
        title = title_gender(parse, name, lexicon)
        bearers = [key for key in by_short.get(called, ()) if _agree(title, genders[key])]
        keys = bearers if len(bearers) < 2 else _introduced(first, bearers, name)
        if not keys and called not in by_short and surface(parse, name) in lexicon.given_names:
            keys = by_given.get(called, [])
        if len(keys) == 1:
            found[keys[0]].append(name)
        elif not keys and called not in by_short:
            alone.setdefault(called, []).append(name)
    groups = [*found.values(), *alone.values()]
    return [
        Group(tuple(sorted(members)), _fullest(parse, members), _gender(parse, members, lexicon)) for members in groups
    ]


def _introduced(
    first: dict[tuple[str, str], Name], bearers: list[tuple[str, str]], name: Name
) -> list[tuple[str, str]]:
    """Return those of several bearers of a surname whom the article has named in full before the mention."""
    return [key for key in bearers if first[key] < name]


def title_gender(parse: Parse, name: Name, lexicon: Lexicon) -> Gender | None:
    """Return what the title before a name tells; None where there is no title."""
    if name.first == 0:
        return None
    before = parse.tokens[name.first - 1]
    if before.text in lexicon.titles:
        return lexicon.titles[before.text]
    return lexicon.roles.get(before.text.lower())


def _key_of_full(known: dict[tuple[str, str], list[Name]], words: list[str]) -> tuple[str, str]:
    first, last = words[0].lower(), words[-1].lower()
    if (first, last) not in known and first.rstrip(".") == first[:1]:
        # An initial belongs to the only one whose name begins with it.
        same = [key for key in known if key[1] == last and key[0].startswith(first[:1])]
        if len(same) == 1:
            return same[0]
    return first, last


def _gender(parse: Parse, members: list[Name], lexicon: Lexicon) -> Gender:
    found: set[Gender] = set()
    for name in members:
        title = title_gender(parse, name, lexicon)
        found.add(title or "u")
        words = words_of(surface(parse, name))
        if len(words) > 1 or len(members) == 1:
            found.add(lexicon.given_names.get(words[0].title(), "u"))
    found.discard("u")
    return found.pop() if len(found) == 1 else "u"


def _agree(one: Gender | None, other: Gender) -> bool:
    return one in {None, "u"} or other in {"u", one}


def _fullest(parse: Parse, members: list[Name]) -> Name:
    """Return the longest name; of equal ones the first, though not one in capitals throughout."""
    return max(
        sorted(members),
        key=lambda name: (len(words_of(surface(parse, name))), not surface(parse, name).isupper(), -name.first),
    )
