""" "Her claim that …", "the minister's answer was that …": reports whose cue is a noun."""

from __future__ import annotations

from functools import cache
from typing import cast

from dateline.quotes.grammar import Frame, Grammar, Stretch
from dateline.quotes.lexicon import Cue
from dateline.record import CueKind
from dateline.resources.tables import read_table

_LIGHT = frozenset(
    {"make", "raise", "issue", "express", "give", "voice", "deliver", "launch", "level", "repeat", "offer"}
)
"""Verbs that lend a noun their subject: "made a call for"."""


@cache
def load_nouns() -> dict[str, Cue]:
    """Read the nouns and their patterns, once.

    Raises LexiconError where the list is missing or damaged.
    """
    found: dict[str, Cue] = {}
    for lemma, kind, patterns in read_table("quotes", "nouns", columns=3):
        found[lemma] = Cue(cast("CueKind", kind), frozenset(patterns.split()))
    return found


def find_noun_frames(grammar: Grammar) -> list[Frame]:
    """Return the reports whose cue is a noun with an owner, or one that governs a "that" clause."""
    nouns = load_nouns()
    found = []
    for noun, token in enumerate(grammar.tokens):
        listed = nouns.get(token.lemma.lower()) if token.pos == "NOUN" else None
        if listed is None:
            continue
        owner = grammar.child(noun, "poss")
        if owner is None:
            owner = _sender(grammar, noun)
        read = None if _is_medium(grammar, noun) else _content(grammar, noun, listed.patterns)
        if read is not None and owner is None and token.dep == "dobj" and grammar.tokens[token.head].lemma in _LIGHT:
            found.append(_with_light_verb(grammar, token.head, listed.kind, read))
            continue
        if read is not None and (owner is not None or read[0] == "noun and clause"):
            rule, cue, content = read
            source = None if owner is None else _before(grammar, owner, content[0])
            first = noun
            while first > grammar.extents[noun][0] and grammar.tokens[first - 1].dep in {"amod", "compound"}:
                first -= 1
            whole = (min(first, source[0]) if source else first, max(cue[1], source[1]) if source else cue[1])
            found.append(Frame(listed.kind, False, noun, (first, cue[1]), source, (content,), whole, rule))
    return found


def _is_medium(grammar: Grammar, noun: int) -> bool:
    """ "said in a statement that": the verb reports, and the noun is where."""
    above = grammar.tokens[noun].head
    verb = grammar.tokens[grammar.tokens[above].head]
    return grammar.tokens[noun].dep == "pobj" and grammar.tokens[above].text.lower() == "in" and verb.lemma == "say"


def _sender(grammar: Grammar, noun: int) -> int | None:
    """ "a demand from the council that": whose it is."""
    for child in grammar.children[noun]:
        if grammar.tokens[child].lemma in {"from", "by"} and child > noun:
            return grammar.child(child, "pobj")
    return None


def _before(grammar: Grammar, owner: int, content: int) -> Stretch:
    first, end = grammar.extents[owner]
    return grammar.stripped(first, min(end, content) if content > owner else end)


def _with_light_verb(grammar: Grammar, verb: int, kind: CueKind, read: tuple[str, Stretch, Stretch]) -> Frame:
    """ "raised questions about": verb and noun are one cue."""
    _, cue, content = read
    group = grammar.verb_group(verb)
    subject = None if grammar.is_passive(verb) else grammar.subject(verb)
    source = None if subject is None else grammar.noun_phrase(subject, before=group[0], after=verb)
    whole = (min(group[0], source[0] if source else group[0]), cue[1])
    return Frame(kind, False, verb, (group[0], cue[1]), source, (content,), whole, "verb and noun")


def _content(grammar: Grammar, noun: int, patterns: frozenset[str]) -> tuple[str, Stretch, Stretch] | None:
    """Return the rule, the cue from the noun on, and the content."""
    tokens = grammar.tokens
    for child in grammar.children[noun]:
        if child < noun:
            continue
        first, end = grammar.extents[child]
        that = tokens[first].text.lower() in {"that", "whether"} and grammar.is_clause(child)
        if tokens[child].dep in {"acl", "ccomp"} and "that" in patterns and that:
            return "noun and clause", (noun, noun + 1), grammar.stripped(first, end)
        if tokens[child].dep in {"acl", "xcomp"} and "i" in patterns and tokens[first].tag == "TO":
            return "noun and infinitive", (noun, noun + 1), grammar.stripped(first, end)
        if tokens[child].dep == "prep" and tokens[child].lemma in patterns and child == noun + 1 and end > child + 1:
            return "noun and preposition", (noun, child + 1), grammar.stripped(child + 1, end)
    verb = tokens[noun].head
    if "is" in patterns and tokens[noun].dep == "nsubj" and tokens[verb].lemma == "be" and verb > noun:
        clause = grammar.child(verb, "ccomp", "xcomp")
        if clause is not None and clause > verb:
            first, end = grammar.extents[clause]
            return "noun is clause", (noun, verb + 1), grammar.stripped(max(first, verb + 1), end)
    return None
