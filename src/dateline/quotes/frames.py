"""Reports in running text: a verb from the lexicon, its subject, and the clause or phrase it reports."""

from __future__ import annotations

from dateline.quotes.grammar import Frame, Grammar, Stretch
from dateline.quotes.lexicon import Cue, load_cues

_HEDGES = frozenset({"go", "continue", "try", "begin", "start", "decline", "refuse", "appear", "seem"})
"""Verbs that join the cue of the one they govern: "went on to say"."""


def find_frames(grammar: Grammar) -> list[Frame]:
    """Return the reports that grammar shows, in the order of their verbs."""
    cues = load_cues()
    found = []
    for verb, token in enumerate(grammar.tokens):
        cue = cues.get(token.lemma.lower()) if token.tag.startswith("VB") else None
        if cue is not None and token.dep not in {"amod", "compound"}:
            frame = _frame(grammar, verb, cue)
            if frame is not None:
                found.append(frame)
    return found


def _frame(grammar: Grammar, verb: int, cue: Cue) -> Frame | None:
    group = grammar.verb_group(verb)
    source = _source(grammar, verb, group)
    addressee, time, medium = _surroundings(grammar, verb, cue)
    clause = _content(grammar, verb, cue)
    rule, content = ("verb", ()) if clause is None else clause
    parts = [group, *(s for s in (source, addressee, time, medium) if s is not None)]
    near = [s for s in parts if s[1] >= group[0] - 40 and s[0] <= group[1] + 40]
    whole = (min(s[0] for s in near), max(s[1] for s in near))
    if not content and "q" not in cue.patterns:
        return None
    # Passives without "by", and wishes and plans, need not say whose they are.
    return Frame(verb, group, source, content, whole, rule, addressee, time, medium)


def _source(grammar: Grammar, verb: int, group: Stretch) -> Stretch | None:
    tokens = grammar.tokens
    if grammar.is_passive(verb) or (tokens[verb].dep == "acl" and tokens[verb].tag == "VBN"):
        agent = grammar.child(verb, "agent")
        by = None if agent is None else grammar.child(agent, "pobj")
        return None if by is None else grammar.noun_phrase(by, after=agent)
    subject = grammar.subject(verb)
    if subject is None or tokens[subject].dep == "expl":
        return None
    first, end = grammar.noun_phrase(subject, before=group[0], after=verb)
    return first, end


def _surroundings(grammar: Grammar, verb: int, cue: Cue) -> tuple[Stretch | None, Stretch | None, Stretch | None]:
    """Return addressee, time and medium, as far as they hang from the verb."""
    tokens = grammar.tokens
    addressee = time = medium = None
    for child in grammar.children[verb]:
        token = tokens[child]
        stretch = grammar.stripped(*grammar.extents[child])
        if stretch[0] <= verb < stretch[1]:
            continue
        if token.dep in {"dobj", "dative"} and "t" in cue.patterns and child > verb:
            addressee = addressee or stretch
        elif token.dep == "npadvmod" and token.entity in {"DATE", "TIME"}:
            time = time or stretch
        elif token.dep == "prep" and child > verb:
            noun = grammar.child(child, "pobj")
            if noun is None:
                continue
            if tokens[noun].entity in {"DATE", "TIME"}:
                time = time or stretch
            elif token.lemma in {"in", "on", "at", "via", "during", "through"}:
                medium = medium or stretch
            elif token.lemma == "to":
                addressee = addressee or stretch
    return addressee, time, medium


def _content(grammar: Grammar, verb: int, cue: Cue) -> tuple[str, tuple[Stretch, ...]] | None:
    for pattern, find in (("c", _clause), ("i", _infinitive), ("call", _called), ("o", _object)):
        if pattern in cue.patterns:
            content = find(grammar, verb)
            if content:
                return pattern, content
    for child in grammar.children[verb]:
        if grammar.tokens[child].dep == "prep" and grammar.tokens[child].lemma in cue.patterns and child > verb:
            noun = grammar.child(child, "pobj", "pcomp")
            if noun is not None:
                return "preposition", (grammar.noun_phrase(noun, after=child),)
    return None


def _clause(grammar: Grammar, verb: int) -> tuple[Stretch, ...]:
    """The clause a verb governs, after it ("said that …") or before it ("…, said X")."""
    tokens = grammar.tokens
    for child in grammar.children[verb]:
        if tokens[child].dep != "ccomp":
            continue
        first, end = grammar.extents[child]
        if child > verb:
            return (grammar.stripped(max(first, verb + 1), end),)
        return (grammar.stripped(first, min(end, verb)),)
    return ()


def _infinitive(grammar: Grammar, verb: int) -> tuple[Stretch, ...]:
    tokens = grammar.tokens
    for child in grammar.children[verb]:
        if child > verb and tokens[child].dep in {"xcomp", "ccomp", "advcl"}:
            first, end = grammar.extents[child]
            if any(tokens[c].tag == "TO" for c in grammar.children[child]):
                return (grammar.stripped(max(first, verb + 1), end),)
    return ()


def _called(grammar: Grammar, verb: int) -> tuple[Stretch, ...]:
    """ "call X a Y": both X and Y are what is said."""
    tokens = grammar.tokens
    for child in grammar.children[verb]:
        if child > verb and tokens[child].dep in {"oprd", "ccomp", "xcomp"}:
            first, end = grammar.extents[child]
            named = grammar.child(verb, "dobj")
            if named is not None and named > verb:
                first = min(first, grammar.extents[named][0])
            return (grammar.stripped(max(first, verb + 1), end),)
    return ()


def _object(grammar: Grammar, verb: int) -> tuple[Stretch, ...]:
    tokens = grammar.tokens
    if grammar.is_passive(verb):
        return ()
    for child in grammar.children[verb]:
        if child > verb and tokens[child].dep == "dobj":
            first, end = grammar.extents[child]
            return (grammar.stripped(max(first, verb + 1), end),)
    return ()
