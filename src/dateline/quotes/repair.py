"""Heads put right where the form of the verbs shows what the parser missed."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.record import Span
from dateline.resources.parsing import Parse, Token

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
        for index in range(*parse.tokens_within(name)):
            if tokens[index].dep in {"aux", "auxpass"}:
                verb = tokens[index].head
                tokens[index] = tokens[index]._replace(dep="nsubj", pos="PROPN", tag="NNP")
                if tokens[verb].tag == "VBN":
                    tokens[verb] = tokens[verb]._replace(tag="VBD")
    auxiliaries: dict[int, set[str]] = {}
    for token in tokens:
        if token.dep in {"aux", "auxpass"}:
            auxiliaries.setdefault(token.head, set()).add(token.lemma)
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
