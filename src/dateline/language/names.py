"""Names in an article: what the model marks, put right by what the whole article shows.

Rules over the document (+2.0 to +3.7 F1 on modern news over the model alone):
a single word that is the surname of somebody named in full is that person; a name in the list of
places is a place unless it is marked a person twice; otherwise all mentions of the same words have the type that
most of them have. A name that the model found somewhere is found wherever it stands.
"""

from __future__ import annotations

from collections import defaultdict

from dateline.language.headlines import is_headline_case, split_at_verbs
from dateline.language.kinds import document_types
from dateline.language.lexicon import Lexicon, folded
from dateline.language.marked import Name, is_inverted_verb, marked_names, surface
from dateline.language.surnames import last_words
from dateline.record import Article, EntityType
from dateline.resources.parsing import Parse

_LONGEST_NAME = 8
"""Tokens. Longer ones are not looked for again elsewhere in the article."""

_FEWEST = 5
"""Longer words of a first paragraph that may be a headline."""


def find_names(article: Article, parse: Parse, lexicon: Lexicon) -> list[Name]:
    """Return the names of an article in reading order, not overlapping."""
    headlines = _headline_tokens(article, parse)
    body: list[Name] = []
    titled: list[Name] = []
    for run in marked_names(parse, lexicon):
        if run.first in headlines:
            titled += [run._replace(first=first, end=end) for first, end in split_at_verbs(parse, run.first, run.end)]
        else:
            body.append(run)
    named = {surface(parse, name) for name in body if name.type == "person"}
    people = [name for name in titled if _is_full_name(surface(parse, name), lexicon)]
    # "Hillary Marsh Won": a headline's words round a name that the body has are no part of it.
    people = [name for name in people if not _holds_other(surface(parse, name), named)]
    types = document_types(parse, body + people, lexicon)
    taken = [False] * len(parse.tokens)
    names = []
    for run in body:
        names.append(run._replace(type=types[surface(parse, run)]))
        taken[run.first : run.end] = [True] * (run.end - run.first)
    names += _known_elsewhere(parse, types, taken, headlines)
    for name in titled:
        if not any(taken[name.first : name.end]):
            names.append(name._replace(type=_listed(surface(parse, name), name.type, lexicon)))
            taken[name.first : name.end] = [True] * (name.end - name.first)
    names = [_with_given_name(parse, name, taken, lexicon) for name in names]
    return sorted(names)


def _can_be_name(parse: Parse, first: int, end: int, common: set[str]) -> bool:
    """Say whether known words stand here as a name: tagged so, or nowhere in the article without a capital."""
    tokens = parse.tokens[first:end]
    if all(token.pos in {"PROPN", "ADP", "PUNCT", "DET"} for token in tokens):
        return True
    if not tokens[0].text[0].isupper():
        return False
    # A capital inside a sentence is a name's even where the word is common: "…,” Were told reporters".
    return (
        _is_inside_sentence(parse, first)
        or _is_subject_at_start(parse, first, end)
        or all(token.text.lower() not in common for token in tokens)
    )


def _is_subject_at_start(parse: Parse, first: int, end: int) -> bool:
    """Say whether a verb follows the first words of a sentence that asks nothing: "Were rejected that."

    An auxiliary there would have its subject after it, and open a question.
    """
    _, last = parse.sentences[parse.tokens[first].sentence]
    return end < last and parse.tokens[end].tag in {"VBD", "VBN", "VBZ"} and parse.tokens[last - 1].text != "?"


def _is_inside_sentence(parse: Parse, index: int) -> bool:
    before = index - 1
    if before >= 0 and parse.tokens[before].text in {'"', "'"}:
        return before > 0 and parse.tokens[before - 1].text in {",", "?", "!"}
    return index > parse.sentences[parse.tokens[index].sentence][0] and parse.tokens[before].text not in {":", "."}


def _holds_other(words: str, names: set[str]) -> bool:
    """Say whether words hold one of the full names and more."""
    return any(" " in name and name != words and f" {name} " in f" {words} " for name in names)


def _is_full_name(words: str, lexicon: Lexicon) -> bool:
    return " " in words and words.split(maxsplit=1)[0].title() in lexicon.given_names


def _listed(words: str, marked: EntityType, lexicon: Lexicon) -> EntityType:
    return "place" if folded(words) in lexicon.places else marked


def _known_elsewhere(
    parse: Parse, types: dict[str, EntityType], taken: list[bool], headlines: frozenset[int]
) -> list[Name]:
    """Find known names where the model saw none. Marks what it finds as taken."""
    by_first: defaultdict[str, list[tuple[tuple[str, ...], EntityType]]] = defaultdict(list)
    short: dict[str, EntityType]
    short = {form: "person" for words, t in types.items() if t == "person" for form in last_words(words)}
    for words, type_ in {**short, **types}.items():
        parts = tuple(words.replace("-", " - ").split())
        if len(parts) <= _LONGEST_NAME and type_ in {"person", "organisation", "place", "group"}:
            by_first[parts[0].lower()].append((parts, type_))
    for known in by_first.values():
        known.sort(key=lambda item: -len(item[0]))
    found = []
    tokens = parse.tokens
    common = {token.text for token in tokens if token.text.islower()}
    for first, token in enumerate(tokens):
        for parts, type_ in by_first.get(token.text.lower(), ()):
            end = first + len(parts)
            if end > len(tokens) or any(taken[first:end]) or tokens[end - 1].sentence != token.sentence:
                continue
            there = tuple(t.text for t in tokens[first:end])
            shouted = first in headlines and all(word.isupper() or not word.isalpha() for word in there)
            same = there == parts or (shouted and tuple(map(str.lower, there)) == tuple(map(str.lower, parts)))
            if same and (first in headlines or _can_be_name(parse, first, end, common)):
                found.append(Name(first, end, type_))
                taken[first:end] = [True] * len(parts)
                break
    return found


def _with_given_name(parse: Parse, name: Name, taken: list[bool], lexicon: Lexicon) -> Name:
    """Take in a given name that stands before a person's surname: "John" before "Kerry"."""
    before = name.first - 1
    if (
        name.type == "person"
        and before >= 0
        and not taken[before]
        and parse.tokens[before].text.title() in lexicon.given_names
        and parse.tokens[before].text[0].isupper()
        and not is_inverted_verb(parse, before)
        and parse.tokens[before].tag != "MD"
        and parse.tokens[before].sentence == parse.tokens[name.first].sentence
    ):
        taken[before] = True
        return name._replace(first=before)
    return name


def _headline_tokens(article: Article, parse: Parse) -> frozenset[int]:
    """Return the tokens of blocks in headline case, where capitals tell no names."""
    found = set[int]()
    if article.blocks and article.blocks[0].role == "body":
        # In plain text the headline is a paragraph like others.
        first, end = parse.tokens_within(article.blocks[0].span)
        if is_headline_case(parse, first, end, fewest=_FEWEST):
            found |= set(range(first, end))
    for first, end in parse.sentences:
        block = article.block_at(parse.tokens[first].start)
        if block is not None and block.role in {"headline", "deck", "subheading", "caption"}:
            if is_headline_case(parse, first, end):
                found |= set(range(first, end))
        elif all(token.text.isupper() for token in parse.tokens[first:end] if token.text.isalpha()):
            found |= set(range(first, end))
    return frozenset(found)
