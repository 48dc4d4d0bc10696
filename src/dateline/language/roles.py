"""Words that give a person's office: "US Secretary of State" before a name, an apposition beside it."""

from __future__ import annotations

from typing import NamedTuple

from dateline.language.lexicon import Lexicon
from dateline.language.marked import Name
from dateline.record import Span
from dateline.resources.parsing import Parse

_LONGEST_ROLE = 12
"""Tokens. A longer apposition tells a story rather than an office."""
_HONORIFICS = frozenset({"Mr", "Mr.", "Mister", "Mrs", "Mrs.", "Ms", "Ms.", "Miss", "Madam", "Madame", "Mme"})


class Tree(NamedTuple):
    """What hangs from each token of a parse, worked out once (see Parse)."""

    children: tuple[tuple[int, ...], ...]
    extents: tuple[tuple[int, int], ...]


def find_roles(parse: Parse, tree: Tree, name: Name, taken: set[int], lexicon: Lexicon) -> list[Span]:
    """Return the spans that give the office of a named person, in reading order.

    ``taken`` are the tokens of people's names, which no role reaches across.
    """
    found = [_before(parse, name, taken, lexicon), *_beside(parse, tree, name, taken, lexicon)]
    return sorted({span for span in found if span is not None})


def role_head(parse: Parse, span: Span, lexicon: Lexicon) -> str | None:
    """Return the role noun that heads a role: "secretary" of "US Secretary of State"; None if it has none."""
    words: list[str] = []
    tokens = parse.tokens[slice(*parse.tokens_within(span))]
    if tokens and tokens[-1].text in lexicon.title_nouns:
        return lexicon.title_nouns[tokens[-1].text]
    for token in tokens:
        if token.text.lower() in {"of", "for", "to", "at", "in", ","} and words:
            break
        words.append(token.text.lower())
    return next((word for word in reversed(words) if word in lexicon.roles), None)


def _before(parse: Parse, name: Name, taken: set[int], lexicon: Lexicon) -> Span | None:
    tokens = parse.tokens
    first, index, noun = name.first, name.first - 1, False
    while index >= 0 and name.first - index <= _LONGEST_ROLE and index not in taken:
        token = tokens[index]
        if token.sentence != tokens[name.first].sentence:
            break
        is_role = _is_role(token.text, lexicon)
        # "of" reaches further only to a noun that is a role: "Secretary of State".
        if token.text.lower() in {"of", "for", "and", "the", "-"} or token.text == "’s" or token.tag == "POS":
            if index == name.first - 1:
                break
        elif is_role or token.pos in {"PROPN", "ADJ"} or token.dep in {"compound", "nmod", "poss"}:
            first = index
            noun = noun or is_role
        else:
            break
        index -= 1
    return parse.span(first, name.first) if noun and first < name.first else None


def _beside(parse: Parse, tree: Tree, name: Name, taken: set[int], lexicon: Lexicon) -> list[Span | None]:
    tokens = parse.tokens
    root = next((i for i in range(name.first, name.end) if not name.first <= tokens[i].head < name.end), name.end - 1)
    found: list[Span | None] = []
    for child in tree.children[root]:
        # "John Kerry, the US secretary of state,"
        if tokens[child].dep == "appos" and child >= name.end and tokens[child].text.lower() in lexicon.roles:
            first, end = tree.extents[child]
            found.append(_short(parse, max(first, name.end), _before_clause(parse, child, end), taken))
    head = tokens[root].head
    if tokens[root].dep == "appos" and head < name.first and tokens[head].text.lower() in lexicon.roles:
        # "a spokeswoman, Ana Ruiz,"
        first, _ = tree.extents[head]
        end = name.first
        while end > head + 1 and not tokens[end - 1].text[0].isalnum():
            end -= 1
        found.append(_short(parse, first, end, taken))
    return found


def _before_clause(parse: Parse, head: int, end: int) -> int:
    """Cut a relative clause or a comma off the end of an apposition."""
    for index in range(head + 1, end):
        if parse.tokens[index].text in {",", ";", "—", "–", "("} or parse.tokens[index].tag in {"WP", "WDT"}:
            return index
    return end


def _short(parse: Parse, first: int, end: int, taken: set[int]) -> Span | None:
    while first < end and parse.tokens[first].text.lower() in {",", "the", "a", "an", "its", "his", "her", "their"}:
        first += 1
    if first >= end or end - first > _LONGEST_ROLE or any(index in taken for index in range(first, end)):
        return None
    return parse.span(first, end)


def _is_role(word: str, lexicon: Lexicon) -> bool:
    return (word in lexicon.titles and word not in _HONORIFICS) or word.lower() in lexicon.roles
