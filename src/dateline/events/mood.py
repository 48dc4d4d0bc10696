"""What a verb's own form says: told as done, ordered, to come, or only the habit of somebody.

A finite past tells; a bare form without a subject orders ("Free our fishermen, …"), "to" after a
headline's subject announces ("France to send troops"), and the simple present of running prose
tells a habit, a timetable or the plot of a film. Headlines and captions use it for what was done.
"""

from __future__ import annotations

from typing import NamedTuple

from dateline.events.grammar import VERBAL, Grammar

_CLOSING = frozenset({".", "!", "?", "…", "..."})
_SHUT = frozenset({'"', "”", "'", "’", ")", "''"})
_HABITS = frozenset({
    "usually", "often", "always", "frequently", "routinely", "regularly", "sometimes", "typically", "normally",
    "occasionally", "generally", "traditionally", "commonly", "annually", "rarely", "seldom",
})  # fmt: skip


_FRONTED = frozenset({"advcl", "advmod", "prep", "punct", "npadvmod", "cc", "intj", "aux", "neg"})


class Found(NamedTuple):
    """An operator found on the way up: its kind, its word, and whose it is."""

    kind: str
    token: int
    holder: int | None


def is_headline(grammar: Grammar, sentence: int) -> bool:
    """Say whether a sentence is closed by no full stop, as headlines are."""
    first, end = grammar.sentences[sentence]
    while end > first + 1 and grammar.tokens[end - 1].text in _SHUT:
        end -= 1
    return grammar.tokens[end - 1].text not in _CLOSING


def is_imperative(grammar: Grammar, verb: int) -> bool:
    """Say whether a verb orders: bare, without subject, first of its sentence or of fronted words."""
    token = grammar.tokens[verb]
    if token.tag not in {"VB", "VBP"} or grammar.child(verb, "nsubj", "nsubjpass", "expl", "mark") is not None:
        return False
    auxiliaries = grammar.children(verb, "aux", "auxpass")
    if any(grammar.tokens[a].lemma != "do" or a > verb for a in auxiliaries):
        return False
    if token.dep == "ROOT":
        first = grammar.sentences[token.sentence][0]
        if token.tag == "VB" and not auxiliaries:
            # "While you're here, pay a visit to the gardens": fronted clauses have subjects of their own.
            fronted = (c for c in grammar.children(verb) if c < verb)
            return all(grammar.tokens[c].dep in _FRONTED for c in fronted)
        return all(grammar.tokens[i].pos not in {"NOUN", "PROPN", "PRON"} for i in range(first, verb))
    return token.dep in {"advcl", "ccomp", "parataxis", "dep"} and verb < token.head


def is_announced(grammar: Grammar, verb: int) -> bool:
    """Say whether it is a headline's infinitive: "France to send troops", also before "minister says"."""
    token = grammar.tokens[verb]
    to = next((a for a in grammar.children(verb, "aux") if grammar.tokens[a].tag == "TO"), None)
    subject = grammar.child(verb, "nsubj", "nsubjpass")
    if to is None or subject is None or subject > to:
        return False
    return token.dep == "ROOT" or (token.dep in {"ccomp", "advcl", "parataxis"} and verb < token.head)


def is_habit(grammar: Grammar, verb: int) -> bool:
    """Say whether a word makes a verb in the present a habit: "usually", "every night"."""
    if not is_simple_present(grammar, verb):
        return False
    for child in grammar.children(verb):
        if grammar.tokens[child].text.lower() in _HABITS:
            return True
        if grammar.tokens[child].dep == "npadvmod" and any(
            grammar.tokens[d].lemma in {"every", "each"} for d in grammar.children(child)
        ):
            return True
    return False


def is_simple_present(grammar: Grammar, verb: int) -> bool:
    """Say whether a verb is in the simple present, active or passive; not in the perfect or progressive."""
    token = grammar.tokens[verb]
    auxiliaries = grammar.children(verb, "aux", "auxpass")
    if token.tag in {"VBZ", "VBP"}:
        return not auxiliaries
    if token.tag != "VBN" or len(auxiliaries) != 1:
        return False
    return grammar.tokens[auxiliaries[0]].lemma == "be" and grammar.tokens[auxiliaries[0]].tag in {"VBZ", "VBP"}


def of_form(grammar: Grammar, verb: int) -> list[Found]:
    """Return the operators that a verb's own form is."""
    token = grammar.tokens[verb]
    if token.pos not in VERBAL:
        return []
    if is_imperative(grammar, verb):
        speaker = grammar.child(token.head, "nsubj") if token.head != verb else None
        return [Found("demand", verb, speaker)]
    if is_announced(grammar, verb):
        to = next(a for a in grammar.children(verb, "aux") if grammar.tokens[a].tag == "TO")
        return [Found("future", to, None)]
    return []
