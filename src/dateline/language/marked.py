"""Names as the model marks them, without titles, articles and punctuation at their ends."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from dateline.language.lexicon import Lexicon, folded
from dateline.record import EntityType
from dateline.resources.parsing import Parse, Token

_TYPES: dict[str, EntityType] = {
    "PERSON": "person",
    "ORG": "organisation",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "NORP": "group",
    "EVENT": "event",
    "WORK_OF_ART": "work",
    "LAW": "work",
    "PRODUCT": "product",
    "LANGUAGE": "other",
}
_LEGAL_FORMS = frozenset({"plc", "inc", "inc.", "ltd", "ltd.", "llc", "gmbh", "ag", "sa", "spa"})
_QUOTATION_MARKS = frozenset('“”„«»"')


class Name(NamedTuple):
    """Tokens ``first`` to ``end - 1`` of the parse, which name something."""

    first: int
    end: int
    type: EntityType


def surface(parse: Parse, name: Name) -> str:
    """Return the words of a name as they are compared: white space folded, apostrophes straight."""
    pieces = []
    end = parse.tokens[name.first].start
    for token in parse.tokens[name.first : name.end]:
        pieces.append((" " if token.start > end else "") + token.text)
        end = token.end
    return "".join(pieces)


def marked_names(parse: Parse, lexicon: Lexicon) -> Iterator[Name]:
    """Yield what the model marks, trimmed, in reading order."""
    first = 0
    tokens = parse.tokens
    while first < len(tokens):
        label = tokens[first].entity
        end = first + 1
        if label:
            while end < len(tokens) and tokens[end].entity == label and not tokens[end].entity_begins:
                end += 1
            if label in _TYPES:
                type_: EntityType = "person" if _follows_role(parse, first, end, lexicon) else _TYPES[label]
                run = _trimmed(parse, Name(first, end, type_), lexicon)
                if run is not None:
                    yield run
        first = end


def _follows_role(parse: Parse, first: int, end: int, lexicon: Lexicon) -> bool:
    """Say whether a name of two words or three stands in apposition to what somebody is: "the historian Ada
    Vane", "the party's leader, Ada Vane"."""
    words = parse.tokens[first:end]
    before = first - 2 if first > 1 and parse.tokens[first - 1].text == "," else first - 1
    return (
        before >= 0
        and 1 < len(words) < 4
        and all(word.pos == "PROPN" and word.text[0].isupper() for word in words)
        and parse.tokens[before].text in lexicon.roles
        and words[-1].dep == "appos"
        and words[-1].head == before
        and folded(words[0].text) not in lexicon.places
    )


def _trimmed(parse: Parse, run: Name, lexicon: Lexicon) -> Name | None:
    """Take "the", titles, possessive marks and punctuation off the ends."""
    first, end = run.first, run.end
    tokens = parse.tokens
    while end > first and (
        tokens[end - 1].tag == "POS"
        or not any(map(str.isalnum, tokens[end - 1].text))
        # "Nordhain lifts": a name does not end in a common word, but a headline's verb may follow it.
        or (tokens[end - 1].text.islower() and tokens[end - 1].text not in _LEGAL_FORMS)
    ):
        end -= 1
    while first < end and (
        tokens[first].text.lower() in {"the", "a", "an"}
        or not any(map(str.isalnum, tokens[first].text))
        # Words that a page sets side by side are one token: three”Murat Seyfert.
        or not _QUOTATION_MARKS.isdisjoint(tokens[first].text)
        or (run.type == "person" and end - first > 1 and _is_no_name(tokens[first], lexicon))
        # "Will Holt go?" Will is a given name too.
        or (end - first > 1 and (is_inverted_verb(parse, first) or tokens[first].tag == "MD"))
    ):
        first += 1
    if first == end or all(token.text.islower() for token in tokens[first:end]):
        return None
    return Name(first, end, run.type)


def is_inverted_verb(parse: Parse, index: int) -> bool:
    """Say whether a sentence opens with "Said", before who speaks: "Said Holt: “No.”" Said is a given name too."""
    return parse.tokens[index].text in {"Said", "Says"} and index == parse.sentences[parse.tokens[index].sentence][0]


def _is_no_name(token: Token, lexicon: Lexicon) -> bool:
    """Say whether the first word of what is marked a person is a title or an adverb ("Later van der Meer")."""
    return token.text in lexicon.titles or (
        token.pos in {"ADV", "ADJ", "CCONJ", "SCONJ", "ADP"} and token.text not in lexicon.given_names
    )
