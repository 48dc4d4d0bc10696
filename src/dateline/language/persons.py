"""Which mentions of people are of the same person."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from dateline.language.lexicon import Gender, Lexicon
from dateline.language.marked import Name, surface
from dateline.language.surnames import surnames, words_of
from dateline.resources.parsing import Parse

_PARTICLES = frozenset({"bin", "ibn", "bint", "al", "el", "van", "von", "der", "den", "de", "della", "di", "le"})
"""Small words that begin a short name of several: "bin Salman", "van der Bellen"."""


_NEAR = 3
"""Sentences back in which somebody named in full is whom a bare surname means."""
_OFTEN = 2
"""Times that somebody is called by the surname alone, who is then meant by it further on."""
_FAR_MORE = 4
"""Times that the person whom an article is about is named for once that a namesake is."""
_THE_ONE = 8
"""Mentions from which on that person keeps the bare surname, even right after a namesake."""


_UP = 4
"""Tokens and heads between a name and the noun that says whose relation it is."""


class Group(NamedTuple):
    """Mentions of one thing, in reading order, the fullest name among them, and what is known of a person's gender."""

    names: tuple[Name, ...]
    fullest: Name
    gender: Gender = "u"


def group_persons(parse: Parse, names: list[Name], lexicon: Lexicon) -> list[Group]:
    """Group the mentions of people.

    A full name is one person with all that agree in the first and the last name. A surname, with or
    without a title, belongs to the only person of that surname whose gender the title allows, or to the one
    of them whom it plainly means (see ``_meant``); a given name alone to the only person of that name. Where two
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
    unsure: list[tuple[Name, list[tuple[str, str]]]] = []
    found = {key: list(members) for key, members in full.items()}
    genders = {key: _gender(parse, members, lexicon) for key, members in full.items()}
    for name in sorted(short):
        called = " ".join(words_of(surface(parse, name))).lower()
        title = title_gender(parse, name, lexicon)
        bearers = [key for key in by_short.get(called, ()) if _agree(title, genders[key])]
        # "Donor Marsh" is a bearer only where no other is: its first word is no given name.
        bearers = [key for key in bearers if key[0].title() in lexicon.name_genders or len(full[key]) > 1] or bearers
        keys = bearers if len(bearers) < 2 else _meant(parse, full, found, bearers, name)
        if not keys and called not in by_short and surface(parse, name) in lexicon.given_names:
            keys = by_given.get(called, [])
        if len(keys) == 1:
            found[keys[0]].append(name)
        elif len(bearers) > 1:
            unsure.append((name, bearers))
        elif not keys and called not in by_short:
            alone.setdefault(called, []).append(name)
    for name, bearers in unsure:
        # A headline's surname comes before anybody is named in full.
        first, second = sorted(bearers, key=lambda key: -len(found[key]))[:2]
        if name < min(full[first]) and len(found[first]) >= _FAR_MORE * len(found[second]):
            found[first].append(name)
    groups = [*found.values(), *alone.values()]
    return [
        Group(tuple(sorted(members)), _fullest(parse, members), _gender(parse, members, lexicon)) for members in groups
    ]


def _meant(
    parse: Parse,
    full: dict[tuple[str, str], list[Name]],
    found: dict[tuple[str, str], list[Name]],
    bearers: list[tuple[str, str]],
    name: Name,
) -> list[tuple[str, str]]:
    """Return whom a surname means that several bear: one of them where it is plain, else all who were introduced.

    Plain is the only one named in full before it. Then who is the article's person of that surname, called by
    it alone often, where no namesake was named in full in the few sentences before; and who was the only one named
    in full in these, where nobody is.
    """
    introduced = [key for key in bearers if min(full[key]) < name]
    if len(introduced) < 2:
        return introduced
    sentence = parse.tokens[name.first].sentence
    near = [
        key
        for key in introduced
        if any(
            m < name and sentence - parse.tokens[m.first].sentence <= _NEAR and not _in_passing(parse, m)
            for m in full[key]
        )
    ]
    ranked = sorted(introduced, key=lambda key: -len(found[key]))
    leader = ranked[0]
    alone = {key: len(found[key]) - len(full[key]) for key in introduced}
    if alone[leader] >= _OFTEN and sum(alone.values()) == alone[leader] and set(near) <= {leader}:
        return [leader]
    if len(found[leader]) >= _FAR_MORE * len(found[ranked[1]]):
        return [leader] if leader in near or not near or len(found[leader]) >= _THE_ONE else introduced
    return near if len(near) == 1 else introduced


def _in_passing(parse: Parse, name: Name) -> bool:
    """Say whether somebody is named in telling of another: "his father, Rafael Holt", "the brother of Ron Holt"."""
    tokens = parse.tokens
    head = next((i for i in range(name.first, name.end) if not name.first <= tokens[i].head < name.end), name.end - 1)
    for _ in range(_UP):
        if tokens[head].dep not in {"appos", "compound", "nmod"}:
            break
        head = tokens[head].head
        if any(t.head == head and t.dep == "poss" and t.pos == "PRON" for t in tokens[max(0, head - _UP) : head]):
            return True
    return tokens[head].dep == "pobj" and tokens[tokens[head].head].text == "of"


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
            names = lexicon.name_genders if len(words) > 1 else lexicon.given_names
            found.add(names.get(words[0].title(), "u"))
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
