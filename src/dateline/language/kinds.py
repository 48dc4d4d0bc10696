"""What kind of thing each name of an article is, by all its mentions together."""

from __future__ import annotations

from collections import Counter, defaultdict

from dateline.language.lexicon import Lexicon, folded
from dateline.language.marked import Name, surface
from dateline.language.surnames import surnames, words_of
from dateline.record import EntityType
from dateline.resources.parsing import Parse


def document_types(parse: Parse, runs: list[Name], lexicon: Lexicon) -> dict[str, EntityType]:
    """Return the type of each name by its words: its mentions' commonest, put right by lists and by other names."""
    counts: defaultdict[str, Counter[EntityType]] = defaultdict(Counter)
    for run in runs:
        counts[surface(parse, run)][run.type] += 1
    people = set[str]()
    for words, types in counts.items():
        if types["person"] * 2 >= types.total() and len(words_of(words)) > 1 and folded(words) not in lexicon.places:
            people |= surnames(words)
    organisations = {words for words, types in counts.items() if types.most_common(1)[0][0] == "organisation"}
    found: dict[str, EntityType] = {}
    for words, types in counts.items():
        if len(words_of(words)) == 1 and words.lower() in people and types["place"] < types.total():
            found[words] = "person"
        elif (folded(words) in lexicon.places and types["person"] < 2) or _is_facility(words, lexicon):
            found[words] = "place"
        elif any(longer.startswith(f"{words} ") for longer in organisations) and words.lower() not in people:
            found[words] = "organisation"
        else:
            # Of equal counts the first seen: Counter keeps that order.
            found[words] = types.most_common(1)[0][0]
    return found


def _is_facility(words: str, lexicon: Lexicon) -> bool:
    return " " in words and words.rsplit(maxsplit=1)[-1] in lexicon.facilities
