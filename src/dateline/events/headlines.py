"""Headlines In Title Case, read as if they were set in sentence case.

A parser takes "Police Raid Offices" for one long name. The line is parsed once more with its words in
small letters, names apart, and that reading takes the place of the first one. Letters are changed
one for one, so offsets hold.
"""

from __future__ import annotations

import msgspec

from dateline.events.lexicon import EventLexicon
from dateline.record import Block, Record, text_digest
from dateline.resources.parsing import PARSED_ROLES, Parse, Parser, Token

_LONGEST = 300
"""Characters; what is longer is no headline."""

_SHORT = 4
"""Letters of a word that style books leave small in a title ("in", "the")."""

_SHARE = 0.75
"""Of the longer words after the first that are capitalised in a title. Title-cased benchmark headlines
have 1.0 but for a slip, sentence-cased ones with many names 0.6 at most."""

_NAMED = frozenset({"GPE", "LOC", "FAC", "NORP", "PERSON"})


def parse_with_headlines(record: Record, parser: Parser, lexicon: EventLexicon) -> Parse:
    """Return the parse of a record's article with its lines in title case read in sentence case."""
    parse = parser(record.article)
    titles = [
        block for block in record.article.blocks if block.role in PARSED_ROLES and _is_title(block.span.of(record.text))
    ]
    if not titles:
        return parse
    lowered = _lowered(record, parse, titles, lexicon)
    again = parser(
        msgspec.structs.replace(
            record.article, text=lowered, digest=text_digest(lowered), blocks=tuple(titles), dateline=None
        )
    )
    return _spliced(parse, again, titles)


def _is_title(line: str) -> bool:
    if len(line) > _LONGEST or "\n" in line:
        return False
    words = [word for word in line.split()[1:] if len(word) >= _SHORT and word[0].isalpha()]
    return len(words) > 1 and sum(word[0].isupper() for word in words) >= _SHARE * len(words)


def _lowered(record: Record, parse: Parse, titles: list[Block], lexicon: EventLexicon) -> str:
    letters = list(record.text)
    for block in titles:
        first, end = parse.tokens_within(block.span)
        for token in parse.tokens[first:end]:
            lower = token.text.lower()
            if token.text != lower[:1].upper() + lower[1:] or len(lower) != len(token.text):
                continue  # "NATO", "McDonald", small already
            if not (lexicon.knows(lower) or not _is_name(record, token)):
                continue
            letters[token.start : token.end] = lower
    return "".join(letters)


def _is_name(record: Record, token: Token) -> bool:
    return token.entity in _NAMED or any(
        place.span.start <= token.start and token.end <= place.span.end for place in record.places
    )


def _spliced(parse: Parse, again: Parse, titles: list[Block]) -> Parse:
    """The first parse with the sentences of those blocks taken from the second, in reading order."""

    def inside(token: Token) -> bool:
        return any(block.span.start <= token.start < block.span.end for block in titles)

    kept = [(parse, s) for s in parse.sentences if not inside(parse.tokens[s[0]])]
    kept += [(again, s) for s in again.sentences]
    kept.sort(key=lambda item: item[0].tokens[item[1][0]].start)
    tokens: list[Token] = []
    sentences: list[tuple[int, int]] = []
    for source, (first, end) in kept:
        shift = len(tokens) - first
        tokens += [
            token._replace(head=token.head + shift, sentence=len(sentences)) for token in source.tokens[first:end]
        ]
        sentences.append((first + shift, end + shift))
    return Parse(tuple(tokens), tuple(sentences))
