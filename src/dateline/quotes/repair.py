"""Heads put right where the form of the verbs shows what the parser missed."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.record import Span
from dateline.resources.parsing import Parse, Token

_VERBS = frozenset({"VB", "VBD", "VBN", "VBP", "VBZ", "MD"})
_UP = 6
"""Verbs passed on the way up from a coordinated one."""


def repaired(parse: Parse, names: Sequence[Span] = ()) -> Parse:
    """Return the parse with coordinated verbs moved to the verb they are parallel to, and names no auxiliaries.

    "have warned that thousands risk … and have called on": "called" hangs from "risk" in the parse,
    but it has the auxiliary and the form of "warned", so it is coordinated with that. ``names`` are people's:
    in "…,” Were told reporters" somebody called Were speaks.
    """
    tokens = list(parse.tokens)
    for name in names:
        first, end = parse.tokens_within(name)
        if first < end:
            _name_as_noun(tokens, parse.sentences[tokens[first].sentence], first, end)
    auxiliaries: dict[int, set[str]] = {}
    for token in tokens:
        if token.dep in {"aux", "auxpass"}:
            auxiliaries.setdefault(token.head, set()).add(token.lemma)
    for index in range(len(tokens)):
        _raise_adding(tokens, index)
    for index, token in enumerate(tokens):
        if token.dep != "conj" or not token.tag.startswith("VB") or index not in auxiliaries:
            continue
        own = (token.tag, auxiliaries[index])
        parallel = _parallel(tokens, auxiliaries, token.head, own)
        if parallel is not None and parallel != token.head:
            old = token.head
            tokens[index] = token._replace(head=parallel)
            for before in range(index - 1, max(index - 6, 0), -1):
                if tokens[before].dep == "cc" and tokens[before].head == old:
                    tokens[before] = tokens[before]._replace(head=parallel)
                    break
    return parse._replace(tokens=tuple(tokens))


def _raise_adding(tokens: list[Token], index: int) -> None:
    """Hang ", adding that" from the verb that reports what stands before it: who said that adds this."""
    before = index - 1
    while before > 0 and tokens[before].text == '"':
        before -= 1
    if tokens[index].text.lower() != "adding" or before < 0 or tokens[before].text != ",":
        return
    above = tokens[index].head
    for _ in range(_UP):
        if tokens[above].dep == "ccomp" and tokens[above].head < above < index:
            tokens[index] = tokens[index]._replace(dep="advcl", head=tokens[above].head)
            return
        above = tokens[above].head


def _name_as_noun(tokens: list[Token], sentence: tuple[int, int], first: int, end: int) -> None:
    """Make a name that was read as a verb the subject of the verb it belongs to, or the apposition of its subject."""
    last = end - 1
    if tokens[last].dep in {"aux", "auxpass"}:
        verb = tokens[last].head
    elif tokens[last].tag in _VERBS and end < sentence[1] and tokens[end].tag in _VERBS:
        verb = end
    else:
        return
    if first <= verb < end:
        return
    _take_over(tokens, sentence, (first, end), verb)
    for index in range(first, last):
        tokens[index] = tokens[index]._replace(dep="compound", head=last, pos="PROPN", tag="NNP")
    tokens[last] = tokens[last]._replace(dep="nsubj", head=verb, pos="PROPN", tag="NNP")
    if tokens[verb].tag == "VBN":
        tokens[verb] = tokens[verb]._replace(tag="VBD")
    before = tokens[first - 1]
    if first > sentence[0] and before.pos == "NOUN" and before.head == verb:
        # "fisheries minister Naomi Were": the office is part of the name's phrase.
        tokens[first - 1] = before._replace(dep="compound", head=last)
    if end < sentence[1] and first > sentence[0] and tokens[first - 1].text == tokens[end].text == ",":
        for index in range(first - 2, sentence[0] - 1, -1):
            if tokens[index].dep in {"nsubj", "nsubjpass"} and tokens[index].head == verb:
                tokens[index] = tokens[index]._replace(dep="nsubj")
                tokens[last] = tokens[last]._replace(dep="appos", head=index)
                break


def _take_over(tokens: list[Token], sentence: tuple[int, int], name: tuple[int, int], verb: int) -> None:
    """Hang what hung from a name's tokens from a verb, and the verb, where it hung from the name, where that did."""
    first, end = name
    above, top = verb, None
    for _ in range(sentence[1] - sentence[0]):
        if first <= above < end:
            top = above
        if tokens[above].head == above:
            break
        above = tokens[above].head
    if top is not None:
        old = tokens[top]
        tokens[verb] = tokens[verb]._replace(dep=old.dep, head=verb if old.head == top else old.head)
    for index in range(*sentence):
        if first <= tokens[index].head < end and not first <= index < end and index != verb:
            tokens[index] = tokens[index]._replace(head=verb)


def _parallel(
    tokens: list[Token], auxiliaries: dict[int, set[str]], start: int, own: tuple[str, set[str]]
) -> int | None:
    index = start
    for _ in range(_UP):
        if tokens[index].tag.startswith("VB") and (tokens[index].tag, auxiliaries.get(index, set())) == own:
            return index
        if tokens[index].head == index or tokens[index].dep not in {"ccomp", "xcomp", "conj", "advcl"}:
            return None
        index = tokens[index].head
    return None
