"""Slips of the parser that come again and again, mended before frames are read."""

from __future__ import annotations

from dateline.resources.parsing import Parse, Token

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_NOUN_RELATIONS = SUBJECTS | {"dobj", "pobj"}


def mend(parse: Parse) -> Parse:
    """Mend slips that the parser makes again and again.

    Far participle: in "have in the last two weeks driven rebels" the parser takes "have" for the
    verb and the participle for an adjective of its object. The participle becomes the verb, "have"
    its auxiliary, the noun its object, and the words between an adjunct.

    Joined perfects: in "have warned that … and have called on" the second perfect is joined to the
    verb of the that-clause. It has no subject of its own and the first perfect's form, so it is
    joined to that.

    Common noun that opens a headline, taken for a name: a noun ("Ceasefire begins"). What somebody is
    accused of: it hangs on the verb. Subject of an auxiliary: it is the verb's. Noun taken for a verb:
    "airstrikes" with an adjective and a noun's relation is a noun. Infinitive marker taken for a
    preposition. Lemma without its "e": "staged" is no "stag".
    """
    tokens = list(parse.tokens)
    tokens = [_with_lemma(token) for token in tokens]
    described = {token.head for token in tokens if token.dep in {"det", "amod", "poss"}}
    for index, token in enumerate(tokens):
        of_auxiliary = token.dep in SUBJECTS and tokens[token.head].dep == "aux"
        if of_auxiliary or (token.dep == "prep" and token.text == "of" and _is_charged(tokens, token.head)):
            tokens[index] = token._replace(head=tokens[token.head].head)
        elif token.dep == "aux" and token.tag == "IN" and token.text.lower() == "to":
            tokens[index] = token._replace(tag="TO")
        elif token.tag in {"VBZ", "VBP", "VB"} and token.dep in _NOUN_RELATIONS and index in described:
            tokens[index] = token._replace(pos="NOUN", tag="NNS" if token.tag == "VBZ" else "NN")
    for first, end in parse.sentences:
        opening = tokens[first]
        if opening.pos == "PROPN" and not opening.entity and opening.text[1:].islower() and opening.dep != "compound":
            tokens[first] = opening._replace(pos="NOUN", lemma=_singular(opening.text.lower()))
        for have in range(first, end):
            token = tokens[have]
            if token.lemma == "have" and token.tag in {"VBP", "VBZ", "VBD"} and token.dep not in {"aux", "auxpass"}:
                _mend_far_participle(tokens, have, end)
        for verb in range(first, end):
            if tokens[verb].dep == "conj" and tokens[verb].tag == "VBN":
                _mend_joined_perfect(tokens, verb, first, end)
    return parse._replace(tokens=tuple(tokens))


_CHARGING = frozenset({"accuse", "convict", "suspect", "acquit", "clear", "warn", "remind", "rob", "inform", "deprive"})


def _is_charged(tokens: list[Token], noun: int) -> bool:
    """ "accused the firm of neglect": what somebody is accused of hangs on the verb."""
    return tokens[noun].dep in {"dobj", "nsubjpass"} and tokens[tokens[noun].head].lemma in _CHARGING


def _singular(noun: str) -> str:
    if noun.endswith("men"):
        return noun[:-3] + "man"
    return noun[:-1] if noun.endswith("s") and not noun.endswith(("ss", "us", "is")) else noun


_CUT_LEMMAS = frozenset({"bar", "fin", "hop", "lambast", "rap", "stag", "wag"})
"""All that the lemmatiser cuts among the words of triggers.tsv and operators.tsv, tried in -s, -ed and -ing."""


def _with_lemma(token: Token) -> Token:
    cut = token.pos == "VERB" and token.lemma in _CUT_LEMMAS
    if cut and token.text.lower().startswith((token.lemma + "e", token.lemma + "ing")):
        return token._replace(lemma=token.lemma + "e")
    return token


def _mend_joined_perfect(tokens: list[Token], verb: int, first: int, end: int) -> None:
    def has(index: int, *deps: str) -> bool:
        return any(t.head == index and t.dep in deps for t in tokens[first:end])

    def perfect(index: int) -> bool:
        return any(t.head == index and t.dep == "aux" and t.lemma == "have" for t in tokens[first:end])

    inner = tokens[verb].head
    outer = tokens[inner].head
    if tokens[inner].dep != "ccomp" or outer > inner or has(verb, "nsubj", "nsubjpass") or perfect(inner):
        return
    if perfect(verb) and perfect(outer):
        tokens[verb] = tokens[verb]._replace(head=outer)


_BETWEEN = frozenset({"ADP", "DET", "ADJ", "NUM", "NOUN", "ADV", "PUNCT", "PROPN", "CCONJ"})

_TIME_NOUNS = frozenset({
    "hour", "day", "night", "week", "weekend", "month", "quarter", "season", "year", "decade", "morning", "evening",
    "afternoon", "time", "period", "summer", "winter", "autumn", "spring",
})  # fmt: skip


def is_time(token: Token) -> bool:
    """Say whether a word is a time or a span of time."""
    return token.entity in {"DATE", "TIME"} or token.lemma in _TIME_NOUNS


def _mend_far_participle(tokens: list[Token], have: int, end: int) -> None:
    participle = next(
        (i for i in range(have + 1, min(end, have + 14)) if tokens[i].tag == "VBN" or tokens[i].pos not in _BETWEEN),
        None,
    )
    if participle is None or tokens[participle].tag != "VBN" or tokens[participle].dep != "amod":
        return
    noun = tokens[participle].head
    between = range(have + 1, participle)
    if noun <= participle or not between or tokens[have + 1].pos not in {"ADP", "ADV"}:
        return
    nouns = [i for i in between if tokens[i].pos == "NOUN" and is_time(tokens[i])]
    if not nouns:
        return
    adjunct = nouns[-1]
    for index, token in enumerate(tokens[have + 1 : end], have + 1):
        if index in between and token.head == noun:
            tokens[index] = token._replace(head=adjunct)
    taken_from = tokens[noun].head
    tokens[adjunct] = tokens[adjunct]._replace(head=taken_from if taken_from in between else participle, dep="pobj")
    tokens[noun] = tokens[noun]._replace(head=participle, dep="dobj")
    head = participle if tokens[have].head == have else tokens[have].head
    tokens[participle] = tokens[participle]._replace(head=head, dep=tokens[have].dep, pos="VERB")
    for index, token in enumerate(tokens):
        if token.head == have and index != participle and token.sentence == tokens[have].sentence:
            tokens[index] = token._replace(head=participle)
    tokens[have] = tokens[have]._replace(head=participle, dep="aux", pos="AUX")
    # What stands after the object and told where from hung on the object: it tells of the verb.
    for index in range(noun + 1, end):
        if tokens[index].head == noun and tokens[index].dep == "prep" and tokens[index].text.lower() in {"from", "out"}:
            tokens[index] = tokens[index]._replace(head=participle)
            break
