"""The parse of an article as frames need it: dependents by relation, noun phrases, clauses; known slips mended."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from dateline.record import Span
from dateline.resources.parsing import Parse, Token

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
VERBAL = frozenset({"VERB", "AUX"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})

_NOUN_RELATIONS = SUBJECTS | {"dobj", "pobj"}

CLIMB_LIMIT = 60
"""Steps up a tree before a walk gives up; no sentence that a person wrote is that deep."""

_MODIFIERS = frozenset(
    {"amod", "compound", "nummod", "poss", "nmod", "quantmod", "advmod", "case", "punct", "cc", "conj"}
)


class Grammar:
    """A parse with dependents at hand. Indices are those of ``tokens``."""

    def __init__(self, parse: Parse) -> None:
        mended = mend(parse)
        self.tokens = mended.tokens
        self.sentences = mended.sentences
        self._children = mended.children()
        self._starts = [token.start for token in self.tokens]

    def children(self, index: int, *deps: str) -> tuple[int, ...]:
        """Return the dependents with one of the relations (all where none is given), in order."""
        found = self._children[index]
        return tuple(child for child in found if self.tokens[child].dep in deps) if deps else found

    def child(self, index: int, *deps: str) -> int | None:
        """Return the first dependent with one of the relations; None where there is none."""
        return next((child for child in self._children[index] if self.tokens[child].dep in deps), None)

    def is_root(self, index: int) -> bool:
        """Say whether the token heads its sentence."""
        return self.tokens[index].head == index

    def up(self, index: int) -> Iterator[int]:
        """Yield the heads above a token, nearest first, CLIMB_LIMIT at most."""
        for _ in range(CLIMB_LIMIT):
            head = self.tokens[index].head
            if head == index:
                return
            yield head
            index = head

    def prepositional(self, index: int, preposition: str) -> list[int]:
        """Return the heads of the noun phrases that a preposition ties to the token."""
        found: list[int] = []
        for child in self.children(index, "prep", "agent", "dative", "prt", "advmod"):
            if self.tokens[child].text.lower() == preposition:
                found += self.children(child, "pobj")
        return found

    def conjuncts(self, index: int) -> list[int]:
        """Return a noun and what is joined to it by "and", in order."""
        found = [index]
        for noun in found:
            if len(found) > CLIMB_LIMIT:
                break
            found += [c for c in self.children(noun, "conj") if self.tokens[c].pos in NOMINAL]
        return found

    def named_among(self, index: int) -> list[int]:
        """Return who is named after "including" in a noun's clauses: "countries …, including France"."""
        below = [index]
        for node in below:
            if len(below) > 4 * CLIMB_LIMIT:
                break
            below += self._children[node]
        return [
            noun
            for node in below
            if self.tokens[node].text.lower() == "including" and self.tokens[node].dep == "prep"
            for named in self.children(node, "pobj")
            for noun in self.conjuncts(named)
        ]

    def phrase(self, index: int) -> Span:
        """Return the span of a noun phrase without its determiner and clauses, and without what is set off by a comma.

        "of" phrases stay ("thousands of civilians"), so do the name after a description ("rebel leader
        Jonas Obi"), what is part of a name ("Movement for Change") and the place right behind a
        common noun ("police in Lagos"). Other prepositions go.
        """
        first = index
        for child in reversed(self._children[index]):
            # Stop at a gap: what stands beyond belongs to something else.
            if child > index or self.tokens[child].dep not in _MODIFIERS:
                continue
            if self._end(child) != first - 1:
                break
            first = self._begin(child)
        while first < index and self.tokens[first].pos in {"DET", "PUNCT", "CCONJ"}:
            first += 1
        return Span(self.tokens[first].start, self.tokens[self._last_of_phrase(index)].end)

    def _last_of_phrase(self, index: int, depth: int = 0) -> int:
        last = index
        for child in self.children(index, "prep", "appos"):
            if child < index or self._begin(child) != last + 1 or depth > CLIMB_LIMIT:
                continue
            if self.tokens[child].dep == "appos":
                last = child if self.tokens[child].pos == "PROPN" else last
                continue
            inner = self.child(child, "pobj")
            if inner is None:
                continue
            word = self.tokens[child].text.lower()
            if word == "of":
                last = max(self._last_of_phrase(noun, depth + 1) for noun in self._close_conjuncts(inner))
            elif self._is_of_name(index, child, inner) or (word == "in" and self._is_place_of(index, inner)):
                last = inner
        return last

    def _close_conjuncts(self, index: int) -> list[int]:
        """A noun and what is joined to it with no clause between."""
        found = self.conjuncts(index)
        return [n for n in found if not any(self.tokens[i].pos in VERBAL for i in range(index, n))]

    def _is_of_name(self, head: int, preposition: int, inner: int) -> bool:
        """ "Movement for Democratic Change": the words are one name."""
        name = self.tokens[head].entity
        return name != "" and all(
            self.tokens[i].entity == name and not self.tokens[i].entity_begins for i in range(preposition, inner + 1)
        )

    def _is_place_of(self, head: int, inner: int) -> bool:
        common = self.tokens[head].pos == "NOUN" and self.tokens[head].entity == ""
        return common and self.tokens[inner].entity in {"GPE", "LOC"} and self.tokens[inner].pos == "PROPN"

    def _begin(self, index: int) -> int:
        for _ in range(CLIMB_LIMIT):
            kids = self._children[index]
            if not kids or kids[0] > index:
                return index
            index = kids[0]
        return index

    def _end(self, index: int) -> int:
        for _ in range(CLIMB_LIMIT):
            kids = self._children[index]
            if not kids or kids[-1] < index:
                return index
            index = kids[-1]
        return index

    def span(self, index: int) -> Span:
        """Return the span of one token."""
        return Span(self.tokens[index].start, self.tokens[index].end)

    def at(self, offset: int) -> int | None:
        """Return the token that holds the character at an offset; None between tokens."""
        index = bisect_right(self._starts, offset) - 1
        return index if index >= 0 and offset < self.tokens[index].end else None

    def verb_of(self, index: int) -> int:
        """Return the verb whose clause the token is in: itself, or the nearest above."""
        if self.tokens[index].pos in VERBAL:
            return index
        for head in self.up(index):
            if self.tokens[head].pos in VERBAL:
                return head
        return index


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
