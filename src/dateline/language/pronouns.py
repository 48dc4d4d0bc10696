"""Pronouns and descriptions, where the article leaves one person only."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from dateline.language.lexicon import Gender, Lexicon
from dateline.language.marked import Name
from dateline.language.persons import Group
from dateline.record import Article
from dateline.resources.parsing import Parse

PRONOUNS: dict[str, Gender] = {
    "he": "m",
    "him": "m",
    "his": "m",
    "himself": "m",
    "she": "f",
    "her": "f",
    "hers": "f",
    "herself": "f",
}


_SHORTLY = 8
"""Sentences after which "the minister" may be another one."""


def resolve_pronouns(
    article: Article, parse: Parse, groups: Sequence[Group], unsure: Sequence[Name]
) -> Iterator[tuple[int, int]]:
    """Yield (token, index of the group) for each "he" and "she" that can be one person only.

    Scope: the paragraph up to the pronoun, and where nobody is named there, the two paragraphs before it.
    Exactly one person of the pronoun's gender, or of unknown gender, may be named in the scope. Words in
    quotation marks neither resolve nor count: who says "he" there may mean anybody. ``unsure`` are mentions
    that may be of several people: while one is in scope, nobody is certain.
    """
    nobody = len(groups)
    doubtful = {name.first for name in unsure}
    owner = {name.first: number for number, group in enumerate(groups) for name in group.names}
    here: dict[int, None] = {}
    earlier: dict[int, None] = {}
    before: dict[int, None] = {}
    block, quoted = -1, False
    for index, token in enumerate(parse.tokens):
        start = _block_start(article, token.start)
        if start != block:
            earlier, before, here = before, here, {}
            block, quoted = start, False
        if token.text in {'"', "''", "``"}:
            quoted = not quoted
        elif quoted:
            continue
        elif index in owner:
            here[owner[index]] = None
        elif index in doubtful:
            here[nobody] = None
        elif (gender := PRONOUNS.get(token.text.lower())) is not None:
            scope = here or {**earlier, **before}
            possible = [n for n in scope if n == nobody or groups[n].gender in {gender, "u"}]
            if len(possible) == 1 and possible[0] != nobody:
                yield index, possible[0]
                if not here:
                    here[possible[0]] = None


def resolve_descriptions(
    parse: Parse, groups: Sequence[Group], roles: Sequence[frozenset[str]], lexicon: Lexicon
) -> Iterator[tuple[int, int]]:
    """Yield (token of "the", index of the group) for "the minister" where one person only is a minister.

    Not where more words say which minister ("the minister of", "the former minister"), not where the person
    was not named shortly before, and not where the article speaks of another one ("a minister", "ministers").
    """
    tokens = parse.tokens
    holders: dict[str, list[int]] = {}
    for number, heads in enumerate(roles):
        for head in heads:
            holders.setdefault(head, []).append(number)
    others = {
        token.lemma.lower()
        for index, token in enumerate(tokens)
        if token.tag == "NNS" or (index and tokens[index - 1].text.lower() in {"a", "an", "another"})
    }
    named = [[name.first for name in group.names] for group in groups]
    for index in range(len(tokens) - 2):
        noun = tokens[index + 1].text.lower()
        if tokens[index].text.lower() != "the" or noun not in lexicon.roles or noun in others:
            continue
        of_noun = holders.get(noun, [])
        following = tokens[index + 2]
        if len(of_noun) != 1:
            continue
        place = bisect_left(named[of_noun[0]], index) - 1
        if (
            place >= 0
            and tokens[index].sentence - tokens[named[of_noun[0]][place]].sentence <= _SHORTLY
            and following.pos not in {"NOUN", "PROPN", "ADP", "PRON", "PART"}
        ):
            yield index, of_noun[0]


def _block_start(article: Article, offset: int) -> int:
    block = article.block_at(offset)
    return offset if block is None else block.span.start


def resolve_bodies(parse: Parse, groups: Sequence[Group], taken: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Yield (token of "the", index of the group) for "the ministry" where one body only in the article has that noun
    in its name, and has been named before.

    Not where more words say which one ("the ministry of"), nor where the article speaks of others ("a ministry",
    "ministries").
    """
    tokens = parse.tokens
    bearers: dict[str, set[int]] = {}
    for number, group in enumerate(groups):
        for name in group.names:
            for token in tokens[name.first : name.end]:
                if group.names[0].type == "organisation" and name.end - name.first > 1 and token.text[0].isupper():
                    bearers.setdefault(token.text.lower(), set()).add(number)
    others = {
        token.lemma.lower()
        for index, token in enumerate(tokens)
        if token.tag == "NNS" or (index and tokens[index - 1].text.lower() in {"a", "an", "another"})
    }
    for index in range(len(tokens) - 2):
        noun = tokens[index + 1]
        if tokens[index].text.lower() != "the" or noun.tag != "NN" or not noun.text.islower() or taken[index + 1]:
            continue
        of_noun = bearers.get(noun.text, set())
        if (
            len(of_noun) == 1
            and noun.text in _BODIES
            and noun.text not in others
            and groups[min(of_noun)].names[0].first < index
            and tokens[index + 2].pos not in {"NOUN", "PROPN", "ADP", "PRON", "PART"}
        ):
            yield index, min(of_noun)


_BODIES = frozenset(
    {"academy", "agency", "alliance", "assembly", "association", "authority", "bank", "board", "bureau", "centre"}
    | {"center", "college", "commission", "committee", "company", "confederation", "council", "court", "department"}
    | {"federation", "foundation", "fund", "hospital", "institute", "institution", "league", "magazine", "ministry"}
    | {"museum", "office", "party", "senate", "service", "society", "tribunal", "trust", "union", "university"}
)
"""Nouns that bodies have in their names and are called by."""
