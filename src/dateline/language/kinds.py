"""What kind of thing each name of an article is, by all its mentions together."""

from __future__ import annotations

from collections import Counter, defaultdict

from dateline.language.lexicon import Lexicon, folded
from dateline.language.marked import Name, surface
from dateline.language.surnames import surnames, words_of
from dateline.record import EntityType
from dateline.resources.parsing import Parse

_LONGEST_PERSON = 3
"""Words of a name that may be somebody's though the model calls it a body's."""
_LOCATIVE = frozenset({"in", "on", "at", "near", "to", "from", "outside", "around", "across", "into", "through"})
_BODIES = frozenset(
    {
        "academy",
        "agency",
        "alliance",
        "association",
        "bank",
        "club",
        "college",
        "council",
        "foundation",
        "group",
        "herald",
    }
    | {"institute", "league", "museum", "news", "party", "post", "press", "radio", "society", "television", "times"}
    | {"tribune", "trust", "tv", "union", "university"}
)
"""Last words of bodies, some of them named after somebody."""


def document_types(parse: Parse, runs: list[Name], lexicon: Lexicon) -> dict[str, EntityType]:
    """Return the type of each name by its words: its mentions' commonest, put right by lists and by other names."""
    counts: defaultdict[str, Counter[EntityType]] = defaultdict(Counter)
    for run in runs:
        counts[surface(parse, run)][run.type] += 1
    standing = _words_alone(parse)
    people = set[str]()
    for words, types in counts.items():
        if types["person"] * 2 < types.total() and _is_person(words, types, standing, lexicon):
            types["person"] = types.total() + 1
        if types["person"] * 2 >= types.total() and len(words_of(words)) > 1 and folded(words) not in lexicon.places:
            people |= surnames(words)
    located = Counter(surface(parse, run) for run in runs if _is_located(parse, run))
    organisations = {words for words, types in counts.items() if types.most_common(1)[0][0] == "organisation"}
    found: dict[str, EntityType] = {}
    for words, types in counts.items():
        if words.lower() in people and (types["place"] < types.total() or words not in located):
            found[words] = "person"
        elif (folded(words) in lexicon.places and types["person"] < 2) or _is_facility(words, types, lexicon):
            found[words] = "place"
        elif types["person"] and words.rsplit(maxsplit=1)[-1].lower() in _BODIES and " " in words:
            found[words] = "organisation"
        elif " " not in words and types["person"] and located[words] * 2 >= types.total():
            # Nobody is named so in full, and something is in it: "in Salthill".
            found[words] = "place"
        elif _is_short(words, organisations) and words.lower() not in people and not located[words]:
            found[words] = "organisation"
        else:
            # Of equal counts the first seen: Counter keeps that order.
            found[words] = types.most_common(1)[0][0]
    return found


def _is_short(words: str, organisations: set[str]) -> bool:
    """Say whether words begin the name of a body: "Nordhain", "Nordhain Cells"."""
    return any(longer.startswith(f"{words} ") for longer in organisations)


def _is_person(words: str, types: Counter[EntityType], standing: Counter[str], lexicon: Lexicon) -> bool:
    """Say whether what the model calls a body is somebody: a given name, and a surname that stands alone too."""
    parts = words.split()
    return (
        types["organisation"] > 0
        and 1 < len(parts) <= _LONGEST_PERSON
        and all(part.isalpha() and part[0].isupper() and not part.isupper() for part in parts)
        and parts[0] in lexicon.name_genders
        and folded(parts[0]) not in lexicon.places
        and parts[-1].lower() not in _BODIES
        and standing[parts[-1]] > standing[words]
    )


def _words_alone(parse: Parse) -> Counter[str]:
    """Count the capitalised words, and pairs and threes of them, of an article."""
    found: Counter[str] = Counter()
    tokens = [token.text for token in parse.tokens]
    for index, word in enumerate(tokens):
        if word[0].isupper():
            found[word] += 1
            for count in range(2, _LONGEST_PERSON + 1):
                found[" ".join(tokens[index : index + count])] += 1
    return found


def _is_located(parse: Parse, run: Name) -> bool:
    """Say whether something is or goes on in what is named: "in Bamberg", "near Bamberg"."""
    return run.first > 0 and parse.tokens[run.first - 1].text.lower() in _LOCATIVE


def _is_facility(words: str, types: Counter[EntityType], lexicon: Lexicon) -> bool:
    """Say whether the last word makes it a building or a street. Not of somebody: "Peter Hall", "Rosa Lane"."""
    if types["person"] and words.split(maxsplit=1)[0] in lexicon.given_names:
        return False
    return " " in words and words.rsplit(maxsplit=1)[-1] in lexicon.facilities
