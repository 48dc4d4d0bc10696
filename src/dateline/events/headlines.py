"""Headlines, read as if they were sentences: their words small, their present tense a past.

A parser takes "Police Raid Offices" for one long name. A line in title case is parsed once more with
its words in small letters, names apart; letters are changed one for one, so offsets hold. And it
takes "Kenya thanks Oman" for a noun phrase. A line in which it sees no verb is parsed once more
with the first word that may be one in the perfect ("Kenya has thanked Oman"), and "has" taken out again.
"""

from __future__ import annotations

import msgspec

from dateline.events.lexicon import EventLexicon
from dateline.record import Block, Record, article_of_paragraphs, text_digest
from dateline.resources.parsing import PARSED_ROLES, Parse, Parser, Token

_LONGEST = 300
"""Characters; what is longer is no headline."""

_SHORT = 4
"""Letters of a word that style books leave small in a title ("in", "the")."""

_SHARE = 0.75
"""Of the longer words after the first that are capitalised in a title. Title-cased benchmark headlines
have 1.0 but for a slip, sentence-cased ones with many names 0.6 at most."""

_TELEGRAPHIC = frozenset({"headline", "deck"})
"""Roles read again: with captions, lists and subheadings too the second reading cost 30 % of the parse, with these
it costs a fiftieth (40 pages)."""

_NAMING = frozenset({"NOUN", "PROPN", "NUM"})
_NAMED = frozenset({"GPE", "LOC", "FAC", "NORP", "PERSON"})


def parse_with_headlines(record: Record, parser: Parser, lexicon: EventLexicon) -> Parse:
    """Return the parse of a record's article with its headlines read as sentences."""
    return _with_verbs(record, _in_sentence_case(record, parser, lexicon), parser, lexicon)


def _in_sentence_case(record: Record, parser: Parser, lexicon: EventLexicon) -> Parse:
    parse = parser(record.article)
    titles = [block for block in _lines(record) if _is_title(block.span.of(record.text))]
    if not titles:
        return parse
    lowered = _lowered(record, parse, titles, lexicon)
    again = parser(
        msgspec.structs.replace(
            record.article, text=lowered, digest=text_digest(lowered), blocks=tuple(titles), dateline=None
        )
    )
    return _spliced(parse, again, titles)


def _lines(record: Record) -> list[Block]:
    """The headline and its deck; where the whole text is one line, that."""
    blocks = [block for block in record.article.blocks if block.role in PARSED_ROLES]
    return [block for block in blocks if block.role in _TELEGRAPHIC or len(blocks) == 1]


def _is_title(line: str) -> bool:
    if len(line) > _LONGEST or "\n" in line:
        return False
    words = [word for word in line.split()[1:] if len(word) >= _SHORT and word[0].isalpha()]
    return len(words) > 1 and sum(word[0].isupper() for word in words) >= _SHARE * len(words)


def _lowered(record: Record, parse: Parse, titles: list[Block], lexicon: EventLexicon) -> str:
    letters = list(record.text)
    spans = [place.span for place in record.places] + [m.span for m in record.mentions if m.form == "name"]
    named = {word for span in spans for word in span.of(record.text).split()}
    for block in titles:
        first, end = parse.tokens_within(block.span)
        for token in parse.tokens[first:end]:
            lower = token.text.lower()
            if token.text != lower[:1].upper() + lower[1:] or len(lower) != len(token.text):
                continue  # "NATO", "McDonald", small already
            if not (lexicon.knows(lower) or not (token.text in named or token.entity in _NAMED)):
                continue
            letters[token.start : token.end] = lower
    return "".join(letters)


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


def _with_verbs(record: Record, parse: Parse, parser: Parser, lexicon: EventLexicon) -> Parse:
    """The parse with lines of headlines in which no verb was seen read again with one."""
    tokens = list(parse.tokens)
    for block in _lines(record):
        first, end = parse.tokens_within(block.span)
        verb = _hidden_verb(parse.tokens, first, end, lexicon)
        if verb is None:
            continue
        token = parse.tokens[verb]
        perfect = f"has {_participle(_verb_lemma(token, lexicon) or '')}"
        line = record.text[block.span.start : token.start] + perfect + record.text[token.end : block.span.end]
        again = parser(article_of_paragraphs(line, made_by="headline/1"))
        if len(again.sentences) != 1 or len(again.tokens) != end - first + 1:
            continue
        tokens[first:end] = _without(again.tokens, verb - first, parse.tokens[first:end], first)
        if tokens[verb].pos == "VERB":
            tokens[verb] = tokens[verb]._replace(tag="VBZ")
    return parse._replace(tokens=tuple(tokens))


def _without(again: tuple[Token, ...], has: int, line: tuple[Token, ...], first: int) -> list[Token]:
    """The tokens of a line read again, less the auxiliary, where they stand in the text."""

    def moved(head: int) -> int:
        return first + (has if head == has else head - (head > has))

    kept = [token for index, token in enumerate(again) if index != has]
    return [
        new._replace(start=old.start, end=old.end, text=old.text, head=moved(new.head), sentence=old.sentence)
        for old, new in zip(line, kept, strict=True)
    ]


def _hidden_verb(tokens: tuple[Token, ...], first: int, end: int, lexicon: EventLexicon) -> int | None:
    """The first word after a noun that may be the verb of a line without one; None where there is none."""
    line = tokens[first:end]
    if not line or line[-1].text in {".", "!", "?"} or len({token.sentence for token in line}) != 1:
        return None
    if any(token.head == index and token.pos in {"VERB", "AUX"} for index, token in enumerate(line, first)):
        return None
    for index in range(first + 1, end - 1):
        token, before, after = tokens[index], tokens[index - 1], tokens[index + 1]
        naming = before.pos in _NAMING or index == first + 1
        taken_in = token.pos == "VERB" and token.dep in {"amod", "compound"}
        if not (token.pos in _NAMING | {"INTJ"} or taken_in) or not naming or before.dep == "pobj":
            continue
        if _verb_lemma(token, lexicon) is None:
            continue
        singular = token.text.lower().endswith("s")
        if after.pos == "ADP" and singular and (token.lemma.lower(), "N") in lexicon.triggers:
            continue  # "drone strikes on Kyiv"
        if singular or before.tag in {"NNS", "NNPS"} or any(t.text in {",", "and"} for t in tokens[first:index]):
            return index
    return None


def _verb_lemma(token: Token, lexicon: EventLexicon) -> str | None:
    """The verb of the tables that a word may be a present form of."""
    word = token.text.lower()
    stems = [word] if not word.endswith("s") else [word[:-1], word[:-2], word.removesuffix("ies") + "y"]
    return next((stem for stem in stems if (stem, "V") in lexicon.triggers or _speaks(stem, lexicon)), None)


def _speaks(stem: str, lexicon: EventLexicon) -> bool:
    return (stem, "V", "clause") in lexicon.operators or (stem, "V", "noun") in lexicon.operators


_IRREGULAR = {
    "meet": "met", "seek": "sought", "strike": "struck", "shoot": "shot", "hold": "held", "leave": "left",
    "take": "taken", "give": "given", "send": "sent", "fight": "fought", "break": "broken", "bring": "brought",
    "lead": "led", "tell": "told", "withdraw": "withdrawn", "drive": "driven", "find": "found", "make": "made",
    "lay": "laid", "begin": "begun", "speak": "spoken", "sink": "sunk", "throw": "thrown", "go": "gone", "say": "said",
    "hit": "hit", "cut": "cut", "set": "set", "shut": "shut", "quit": "quit", "let": "let", "beat": "beaten",
}  # fmt: skip
_VOWELS = frozenset("aeiou")


def _participle(verb: str) -> str:
    """
    >>> [_participle(verb) for verb in ("arrest", "ban", "kidnap", "deny", "vote", "meet")]
    ['arrested', 'banned', 'kidnapped', 'denied', 'voted', 'met']
    """
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        return verb[:-1] + "ied"
    short = verb[-1:] not in _VOWELS | set("wxy") and verb[-2:-1] in _VOWELS and verb[-3:-2] not in _VOWELS
    if short and (sum(letter in _VOWELS for letter in verb) == 1 or verb.endswith(("nap", "mit"))):
        return verb + verb[-1] + "ed"
    return verb + "ed"
