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

    Clauses that a semicolon parts: neither is said by the other's verb. "Shot dead": whoever was shot is dead, not the
    days after it. "Warned the archbishop" behind a comma: it is the archbishop who warned. "Calls off march": the
    march is called off. "Strike over pensions" and "accused of burning homes": over and burning what. "Unions to
    strike", a headline taken for a noun with a clause: the noun will.
    """
    tokens = list(parse.tokens)
    tokens = [_with_lemma(token) for token in tokens]
    for index in range(len(tokens)):
        _mend_neighbours(tokens, index)
    described = {token.head for token in tokens if token.dep in {"det", "amod", "poss", "compound"}}
    for index, token in enumerate(tokens):
        of_auxiliary = token.dep in SUBJECTS and tokens[token.head].dep == "aux"
        if of_auxiliary or (token.dep == "prep" and token.text == "of" and _is_charged(tokens, token.head)):
            tokens[index] = token._replace(head=tokens[token.head].head)
        elif token.dep == "aux" and token.tag == "IN" and token.text.lower() == "to":
            tokens[index] = token._replace(tag="TO")
        elif token.tag in {"VBZ", "VBP", "VB"} and token.dep in _NOUN_RELATIONS and index in described:
            tokens[index] = token._replace(pos="NOUN", tag="NNS" if token.tag == "VBZ" else "NN")
    _mend_empty_prepositions(tokens)
    for first, end in parse.sentences:
        _mend_announcement(tokens, first, end)
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


def _mend_neighbours(tokens: list[Token], index: int) -> None:
    """Mend what a word and the one before it show."""
    token, before = tokens[index], tokens[max(index - 1, 0)]
    if token.text == ";":
        _part(tokens, index)
    elif token.text == "dead" and before.lemma == "shoot":
        after = token.head
        tokens[index] = token._replace(head=index - 1, dep="oprd")
        if tokens[after].dep == "dobj" and after > index and is_time(tokens[after]):
            tokens[after] = tokens[after]._replace(dep="npadvmod")
    elif before.lemma in _SAYING and before.tag == "VBD" and tokens[max(index - 2, 0)].text in {",", '"', "”"}:
        _mend_inversion(tokens, index - 1)
    elif before.dep == "prt" and before.head == token.head == index - 2 and token.dep == "npadvmod":
        if not is_time(token) or token.text == "march":
            tokens[index] = token._replace(dep="dobj", pos="NOUN", tag="NN", lemma=token.text.lower())
    elif token.dep == "prt" and token.text == "over" and tokens[token.head].lemma in _OVER:
        below = next((n for n in range(index + 1, min(index + 6, len(tokens))) if _is_object(tokens, n, token.head)), 0)
        if below:
            tokens[index] = token._replace(dep="prep", pos="ADP", tag="IN")
            tokens[below] = tokens[below]._replace(head=index, dep="pobj")
    elif token.dep == "amod" and token.tag == "VBG" and before.text == "of":
        _mend_charge(tokens, index)


def _mend_charge(tokens: list[Token], gerund: int) -> None:
    """ "accuse soldiers of burning homes": what is burnt, not homes that burn."""
    noun, preposition = gerund + 1, gerund - 1
    accused = tokens[preposition].head
    if tokens[gerund].head != noun or tokens[noun].head != preposition or tokens[accused].dep not in _NOUN_RELATIONS:
        return
    if tokens[tokens[accused].head].lemma in _CHARGING:
        tokens[gerund] = tokens[gerund]._replace(pos="VERB", dep="pcomp", head=preposition)
        tokens[noun] = tokens[noun]._replace(dep="dobj", head=gerund)


def _mend_empty_prepositions(tokens: list[Token]) -> None:
    """ "show grace in Geneva talks": a noun that is a verb's second object stands under the preposition before it."""
    filled = {token.head for token in tokens if token.dep in {"pobj", "pcomp", "prep", "advmod", "punct"}}
    objects: set[int] = set()
    for index, token in enumerate(tokens):
        if token.dep != "dobj" or token.pos not in {"NOUN", "PROPN"}:
            continue
        if token.head not in objects:
            objects.add(token.head)
            continue
        first = index
        while first and tokens[first - 1].dep in _PREMODIFIERS and first <= tokens[first - 1].head <= index:
            first -= 1
        before = first - 1
        if before >= 0 and tokens[before].dep == "prep" and before not in filled:
            tokens[index] = token._replace(dep="pobj", head=before)


def _part(tokens: list[Token], semicolon: int) -> None:
    for index in (i for i in range(semicolon) if tokens[i].dep == "ccomp" and tokens[i].head > semicolon):
        if tokens[index].sentence == tokens[semicolon].sentence:
            tokens[index] = tokens[index]._replace(dep="parataxis")


def _is_object(tokens: list[Token], noun: int, verb: int) -> bool:
    return tokens[noun].head == verb and tokens[noun].dep == "dobj"


def _mend_inversion(tokens: list[Token], verb: int) -> None:
    """ "The city would rise, warned the archbishop": who stands right behind is who said it."""
    if tokens[verb].dep == "conj" or any(
        t.head == verb and t.dep in SUBJECTS for t in tokens[max(0, verb - 40) : verb]
    ):
        return
    noun = next((n for n in range(verb + 1, min(verb + 6, len(tokens))) if _is_object(tokens, n, verb)), None)
    if noun is not None:
        tokens[noun] = tokens[noun]._replace(dep="nsubj")


def _mend_announcement(tokens: list[Token], first: int, end: int) -> None:
    """ "Germany to hand over painting": the noun taken for the head of a clause is the subject of what it will do."""
    if tokens[end - 1].text in {".", "!", "?", '"', "”"}:
        return
    noun = next((i for i in range(first, end) if tokens[i].head == i), None)
    if noun is None or not (tokens[noun].pos == "PROPN" or tokens[noun].tag == "NNS"):
        return
    verb = next((i for i in range(noun + 2, end) if tokens[i].head == noun and tokens[i].dep in {"relcl", "acl"}), None)
    if verb is None or tokens[noun + 1].tag != "TO" or tokens[noun + 1].head != verb:
        return
    for index in range(first, end):
        if tokens[index].head == noun and index > verb:
            tokens[index] = tokens[index]._replace(head=verb)
    tokens[verb] = tokens[verb]._replace(head=verb, dep="ROOT")
    tokens[noun] = tokens[noun]._replace(head=verb, dep="nsubj")


_PREMODIFIERS = frozenset({"compound", "amod", "det", "poss"})
_SAYING = frozenset({"say", "warn", "add", "argue", "claim", "declare", "insist", "note", "explain", "vow"})
_OVER = frozenset({"strike", "protest", "march", "rally", "clash", "sue", "resign", "quit", "fight"})
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
