"""What a toponym is used for: the place, its people, or its government; and the words that shift it.

Told by the words next to it, without a parse. "Moscow said" and "Washington and Moscow have
discussed" are governments: a capital, a country or a seat of power that does what only people do.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from dateline.places.lexicon import PlaceLexicon
from dateline.places.toponyms import Toponym
from dateline.places.words import Word
from dateline.record import Reason, Span
from dateline.resources.gazetteer import Gazetteer

_AUXILIARY = frozenset(
    (
        *("has", "have", "had", "is", "are", "was", "were", "do", "does", "did", "not", "never", "all", "both"),
        *("will", "would", "may", "might", "could", "should", "must"),
        *("also", "now", "then", "later", "still", "already", "long", "again", "since"),
    )
)
_BETWEEN = 4
"""Auxiliaries and adverbs that may stand between a government and its verb."""

_PREPOSITIONS = frozenset(
    (
        *("in", "at", "on", "by", "near", "outside", "inside", "within", "under", "around", "about", "beyond", "over"),
        *("from", "to", "into", "toward", "towards", "across", "through", "via", "of", "for", "against", "with"),
    )
)
"""After these a place is ground, or another noun is the subject: "Analysts in Moscow disagreed"."""

_OBJECT_NEXT = frozenset({"to", "of", "over", "for", "that", "into", "against", "not"})

_POINT = r"(?:north|south|east|west)(?:[- ]?(?:east|west))?"
_RELATION = re.compile(
    rf"""(?:
      (?P<distance>\d[\d,.]*)[ \u00a0-]?(?P<unit>km|kilomet(?:er|re)s?|miles?)[ ](?:to[ ]the[ ])?
          (?:(?:{_POINT})(?:ern)?[ ](?:of|from)|(?:away[ ])?(?:from|outside(?:[ ]of)?|off|inside|into))
    | (?:near|along|on|at|across|inside)[ ](?:the|its)[ ](?:border|frontier)s?[ ](?:with|of|between)
    | (?:the[ ])?(?:[a-z]+-held[ ])?(?:{_POINT})[ ]of
    | (?:[a-z]+-held[ ])?(?:{_POINT})ern
    | central|downtown|uptown|inner|outer|upper|lower|coastal|rural
    | (?:just[ ])?(?:near|outside(?:[ ]of)?|close[ ]to|around|off(?:[ ]the[ ]coast[ ]of)?)
    | (?:on|in)[ ]the[ ](?:outskirts|suburbs|countryside|vicinity)[ ]of
    )\ (?:the\ )?\Z""",
    re.VERBOSE | re.IGNORECASE,
)
_LOOK_BACK = 60
"""Characters before a toponym in which its relation is looked for."""

_KM = {"k": 1.0, "m": 1.609344}
NEARBY_KM = 25.0
"""How far "near", "outside" and "around" reach, where the text gives no figure; by judgement."""

PEOPLE_PER_KM2 = 3_000.0
"""Density that turns a city's people into its size: a typical built-up area's."""


def government_acts(
    toponym: Toponym, words: Sequence[Word], linked: Sequence[Toponym], lexicon: PlaceLexicon
) -> Reason | None:
    """Return the verb that makes a toponym a government, as subject or as object; None where there is none.

    ``linked`` are the toponyms that follow it in a list ("Moscow and Washington have …"): the verb
    after the last one counts for all.
    """
    before = _word_before(words, toponym)
    verb = _verb_after(words, (linked[-1] if linked else toponym).last, lexicon)
    if verb is not None:
        held = before is not None and before.folded in _PREPOSITIONS
        absolute = before is not None and before.folded == "with" and verb.folded.endswith("ing")
        if absolute or not held:  # "with Washington pleading …"
            return Reason(says="does what a government does", span=Span(verb.start, verb.end))
    after = words[toponym.last + 1] if toponym.last + 1 < len(words) else None
    if before is None or before.folded not in lexicon.agent_verbs or after is None or after.opens:
        return None
    if after.folded not in _OBJECT_NEXT:
        return None
    return Reason(says="is asked to do what a government does", span=Span(before.start, before.end))


_STANDING = frozenset(
    (
        *("in", "at", "near", "outside", "inside", "within", "around", "from", "to", "into", "toward", "towards"),
        *("across", "through", "beyond", "over", "on", "leave", "left", "leaving", "enter", "entered", "entering"),
        *("reach", "reached", "visit", "visited", "visiting", "tour", "toured"),
    )
)
"""After these a seat of power is a house: "protesters outside the White House", not "according to the Pentagon"."""


def is_ground(toponym: Toponym, words: Sequence[Word]) -> bool:
    """Say whether a word of place or of coming and going stands before a toponym."""
    index = toponym.first - 1
    if index > 0 and words[index].folded == "the":
        index -= 1
    return index >= 0 and words[index].folded in _STANDING and words[max(0, index - 1)].folded != "according"


def _verb_after(words: Sequence[Word], last: int, lexicon: PlaceLexicon) -> Word | None:
    if words[last].possessive:
        return None
    for word in words[last + 1 : last + 2 + _BETWEEN]:
        if word.opens or not word.joined:
            return None
        if word.folded in lexicon.agent_verbs:
            return word
        if word.folded not in _AUXILIARY and not word.folded.endswith("ly"):
            return None
    return None


def _word_before(words: Sequence[Word], toponym: Toponym) -> Word | None:
    index = toponym.first - 1
    if index >= 0 and words[index].folded == "the" and words[index + 1].joined:
        index -= 1
    return words[index] if index >= 0 and words[index + 1].joined else None


def relation_of(text: str, toponym: Toponym, block_start: int) -> tuple[Span | None, float | None]:
    """Return the words that shift a toponym, and the distance in km that they give; None where there are none."""
    start = max(block_start, toponym.start - _LOOK_BACK)
    match = _RELATION.search(_from_word(text, start, toponym.start, block_start))
    if match is None:
        return None, None
    found = match[0].removesuffix("the ").rstrip() if match[0].lower().endswith(" the ") else match[0].rstrip()
    begin = toponym.start - len(match[0])
    distance = None
    if match["distance"] is not None:
        distance = _number(match["distance"]) * _KM[match["unit"][0].lower()]
    elif re.match(r"(?:just )?(?:near|outside|close|around|off)|(?:on|in) the (?:out|sub|vic)", found, re.IGNORECASE):
        distance = NEARBY_KM
    return Span(begin, begin + len(found)), distance


def _from_word(text: str, start: int, end: int, block_start: int) -> str:
    """Return text[start:end], from a word's beginning on."""
    if start > block_start:
        while start < end and not text[start - 1].isspace():
            start += 1
    return text[start:end]


def _number(figure: str) -> float:
    digits = figure.replace(",", "").rstrip(".")
    return float(digits) if digits.count(".") < 2 and digits else 0.0


def radius_km(row: int, gazetteer: Gazetteer) -> float | None:
    """Return how far around its point a place reaches: a region's own figure, a city's by its people; else None."""
    known = gazetteer.radius_km(row)
    if known is not None:
        return known
    people = gazetteer.population(row)
    if gazetteer.type(row) != "city" or not people:
        return None
    return round(max(1.0, math.sqrt(people / (PEOPLE_PER_KM2 * math.pi))), 1)
