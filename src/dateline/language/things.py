"""Which mentions of organisations, places and other things are of the same thing."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.language.lexicon import Lexicon
from dateline.language.marked import Name, surface
from dateline.language.persons import Group
from dateline.resources.parsing import Parse

_SMALL_WORDS = frozenset({"of", "the", "and", "for", "in", "on", "de", "des", "la", "du", "to", "&"})


def find_acronyms(parse: Parse, names: list[Name]) -> tuple[dict[str, str], list[Name]]:
    """Return what acronyms stand for, and the mentions of them that the names lack.

    "World Health Organization (WHO)" says it; letters alone count where they are the initials of
    exactly one organisation in the article and at least three.
    """
    stands_for: dict[str, str] = {}
    missing = []
    begun = {name.first for name in names}
    for name in names:
        acronym = _bracketed(parse, name)
        if acronym is not None and name.type in {"organisation", "other", "event", "work", "group", "place"}:
            stands_for[parse.tokens[acronym].text] = surface(parse, name)
            if acronym not in begun:
                missing.append(Name(acronym, acronym + 1, name.type))
    initials: dict[str, set[str]] = {}
    for name in names:
        if name.type == "organisation":
            words = surface(parse, name)
            initials.setdefault(_initials(words), set()).add(words)
    for name in names:
        words = surface(parse, name)
        whole = initials.get(words, set()) - {words}
        if len(words) > 2 and words.isupper() and len(whole) == 1:
            stands_for.setdefault(words, next(iter(whole)))
    return stands_for, missing


def group_things(parse: Parse, names: Iterable[Name], stands_for: dict[str, str], lexicon: Lexicon) -> list[Group]:
    """Group mentions that have the same words, or one of which is short for the other."""
    groups: dict[str, list[Name]] = {}
    names = list(names)
    full_names = _full_names({surface(parse, name) for name in names if name.type == "organisation"})
    for name in names:
        words = surface(parse, name)
        words = stands_for.get(words, words)
        if name.type == "place":
            words = lexicon.place_aliases.get(words, words)
        if name.type == "organisation":
            words = full_names.get(words, words)
        groups.setdefault(words.lower(), []).append(name)
    found = []
    for members in groups.values():
        fullest = max(sorted(members), key=lambda name: (len(surface(parse, name)), -name.first))
        found.append(Group(tuple(sorted(members)), fullest))
    return found


def _full_names(organisations: set[str]) -> dict[str, str]:
    """Return for each short form the only full name that begins with it: "Nordhain", "Nordhain Cells"."""
    found = {}
    for short in organisations:
        longer = [words for words in organisations if words.startswith(f"{short} ")]
        longest = max(longer, key=len, default=short)
        if longer and all(longest.startswith(words) for words in longer):
            found[short] = longest
    return found


def _bracketed(parse: Parse, name: Name) -> int | None:
    """Return the token of an acronym in brackets right after a name whose initials it has."""
    if name.end + 2 >= len(parse.tokens):
        return None
    opened, acronym, closed = parse.tokens[name.end : name.end + 3]
    if opened.text != "(" or closed.text != ")" or not acronym.text.replace(".", "").isupper():
        return None
    letters = acronym.text.replace(".", "")
    return name.end + 1 if _spelled_by(letters, _initials(surface(parse, name))) else None


def _initials(words: str) -> str:
    return "".join(
        word[0].upper()
        for word in words.replace("-", " ").split()
        if word.lower() not in _SMALL_WORDS and word[0].isalpha()
    )


def _spelled_by(letters: str, initials: str) -> bool:
    """Say whether the letters are the initials, one missing at most, in their order."""
    if len(letters) < 2 or abs(len(letters) - len(initials)) > 1 or letters[0] != initials[:1]:
        return False
    longer, shorter = (letters, initials) if len(letters) >= len(initials) else (initials, letters)
    rest = iter(longer)
    return all(letter in rest for letter in shorter)
