"""What a verb reports: the clause, infinitive, object or phrase that it governs."""

from __future__ import annotations

from collections.abc import Callable

from dateline.quotes.grammar import Grammar, Stretch
from dateline.quotes.lexicon import Cue

_DEPTH = 4
"""Nouns and prepositions between a verb and the clause that the parser hung from one of them."""
_OBJECT_GOES_ON = frozenset({"for", "as", "of", "over", "against", "with"})
"""Prepositions whose phrase is part of what is said: "criticised him for leaving"."""

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_NOMINAL = frozenset({"DET", "ADJ", "NOUN", "PROPN", "PRON", "NUM", "ADP", "PART", "CCONJ", "ADV"})
_PLAIN = frozenset({"say", "tell", "add", "write"})
"""Verbs after which a clause needs no "that" to be told."""
_LONGEST_SUBJECT = 12
"""Tokens of a subject before its verb."""

Stretches = tuple[Stretch, ...]


def content_of(grammar: Grammar, verb: int, cue: Cue) -> tuple[str, Stretches, int | None] | None:
    """Return the rule, the content and the preposition that leads to it, by the cue's first pattern that fits."""
    finders: tuple[tuple[str, str, Callable[[Grammar, int], Stretches]], ...] = (
        ("raise", "raising", _raised),
        ("c", "clause", _clause),
        ("i", "infinitive", _infinitive),
        ("call", "naming", _called),
        ("accuse", "accusation", _accused),
        ("as", "naming", _described),
        ("o", "object", _object),
    )
    for pattern, rule, find in finders:
        if pattern in cue.patterns:
            content = find(grammar, verb)
            if content:
                return rule, content, None
    return _prepositional(grammar, verb, cue)


def passive_content(grammar: Grammar, verb: int, cue: Cue) -> tuple[str, Stretches, int | None] | None:
    """Return the same for a passive verb: in "X is expected to win" the subject is part of what is said."""
    tokens = grammar.tokens
    subject = grammar.child(verb, "nsubjpass", "nsubj")
    if tokens[verb].lemma == "quote":
        return None
    about = () if subject is None else (grammar.noun_phrase(subject, before=verb),)
    if subject is not None and tokens[subject].text.lower() == "it":
        about = ()
    if "c" in cue.patterns:
        clause = _clause(grammar, verb)
        if clause:
            return "passive", clause, None
    for child in grammar.children[verb]:
        if child > verb and (
            tokens[child].dep in {"xcomp", "oprd", "ccomp"}
            or (tokens[child].dep == "prep" and tokens[child].lemma in {"of", "as"})
        ):
            rest = grammar.stripped(max(grammar.extents[child][0], verb + 1), grammar.extents[child][1])
            if {"i", "c", "accuse", "call", "as", "o"} & cue.patterns:
                return "passive", (*about, rest), None
    for child in grammar.children[verb]:
        if tokens[child].dep == "prep" and tokens[child].lemma in cue.patterns and child > verb:
            noun = grammar.child(child, "pobj", "pcomp")
            if noun is not None:
                return "passive", (grammar.noun_phrase(noun, after=child),), child
    if "o" in cue.patterns and about and grammar.child(verb, "agent") is not None:
        return "passive", about, None
    return None


def _clause(grammar: Grammar, verb: int) -> Stretches:
    """The clause a verb governs, after it ("said that …") or before it ("…, said X")."""
    for child in grammar.children[verb]:
        if grammar.tokens[child].dep == "ccomp":
            first, end = grammar.extents[child]
            if child > verb:
                return (grammar.stripped(max(first, verb + 1), end),)
            return (grammar.stripped(first, min(end, verb)),)
    return _second_subject(grammar, verb) or _clause_after_phrase(grammar, verb)


def _second_subject(grammar: Grammar, verb: int) -> Stretches:
    """The clause whose verb the parser took for a noun, and that for a subject: "Two in three said the dam leaks"."""
    tokens = grammar.tokens
    subjects = [child for child in grammar.children[verb] if tokens[child].dep == "nsubj"]
    if tokens[verb].lemma not in _PLAIN or len(subjects) < 2 or not subjects[0] < verb < subjects[-1]:
        return ()
    first, end = grammar.extents[subjects[-1]]
    return (grammar.stripped(first, end),) if verb < first < end - 1 else ()


def rest_of_sentence(grammar: Grammar, verb: int, told: bool) -> Stretch | None:
    """The clause right after a verb that the parser hung from elsewhere: its end is the sentence's.

    Only after a subject, and where it begins like a clause: "that", or a noun phrase and a finite verb.
    """
    tokens = grammar.tokens
    subject = grammar.child(verb, "nsubj")
    if subject is None or subject > verb or tokens[verb].tag not in {"VBD", "VBZ", "VBP"}:
        return None
    first, end = verb + 1, grammar.sentence(verb)[1]
    while end > first and tokens[end - 1].pos == "PUNCT" and tokens[end - 1].text != '"':
        end -= 1
    addressee = grammar.child(verb, "dobj", "dative") if told else None
    if addressee is not None and grammar.extents[addressee][0] == first and tokens[addressee].pos in {"PRON", "PROPN"}:
        first = addressee + 1
    while first < end and tokens[first].entity in {"DATE", "TIME"}:
        first += 1
    if first >= end or tokens[first].text in {",", '"', ":", ";"}:
        return None
    if tokens[first].text.lower() == "that" and tokens[first].tag == "IN":
        return grammar.stripped(first, end)
    if tokens[verb].lemma not in _PLAIN or tokens[first].pos == "ADP":
        return None
    for index in range(first, min(end, first + _LONGEST_SUBJECT)):
        if tokens[index].tag in _FINITE and tokens[index].dep != "relcl":
            return grammar.stripped(first, end) if index > first else None
        if tokens[index].pos not in _NOMINAL and tokens[index].text != '"':
            return None
    return None


def _clause_after_phrase(grammar: Grammar, verb: int) -> Stretches:
    """The clause that the parser hangs from a phrase after the verb: "said during the debate that …"."""
    tokens = grammar.tokens
    for child in grammar.children[verb]:
        noun: int | None = child
        for _ in range(_DEPTH):
            if noun is None or noun < verb or tokens[child].dep not in {"prep", "npadvmod"}:
                break
            for clause in grammar.children[noun]:
                first, end = grammar.extents[clause]
                if clause > noun and tokens[clause].dep in {"relcl", "acl"} and tokens[first].text.lower() == "that":
                    subject = grammar.child(clause, "nsubj", "nsubjpass", "expl")
                    if subject is not None and subject != first:
                        return (grammar.stripped(first, end),)
            noun = grammar.child(noun, "pobj", "prep")
    return ()


def _infinitive(grammar: Grammar, verb: int) -> Stretches:
    """ "vowed to leave", and with whom it is asked of: "urged rebels to leave"."""
    tokens = grammar.tokens
    for child in grammar.children[verb]:
        if child > verb and tokens[child].dep in {"xcomp", "ccomp", "advcl"}:
            first, end = grammar.extents[child]
            if _is_infinitive(grammar, child):
                asked = grammar.child(verb, "dobj")
                if asked is not None and verb < asked < child:
                    first = min(first, grammar.extents[asked][0])
                return (grammar.stripped(max(first, verb + 1), end),)
    return ()


def _is_infinitive(grammar: Grammar, verb: int) -> bool:
    return any(grammar.tokens[child].tag == "TO" for child in grammar.children[verb])


def _raised(grammar: Grammar, verb: int) -> Stretches:
    """ "X seems to be late": nobody is named whose view it is, and X is part of it."""
    tokens = grammar.tokens
    for child in grammar.children[verb]:
        if child > verb and tokens[child].dep in {"xcomp", "oprd", "acomp", "prep"}:
            subject = grammar.child(verb, "nsubj")
            about = () if subject is None else (grammar.noun_phrase(subject, before=verb),)
            return (*about, grammar.stripped(max(grammar.extents[child][0], verb + 1), grammar.extents[child][1]))
    return ()


def _called(grammar: Grammar, verb: int) -> Stretches:
    """ "call X a Y": both X and Y are what is said. Not "called on X to …", whatever else follows."""
    tokens = grammar.tokens
    if verb + 1 < len(tokens) and tokens[verb + 1].head == verb and tokens[verb + 1].lemma in {"on", "for"}:
        return ()
    for child in grammar.children[verb]:
        if child > verb and tokens[child].dep in {"oprd", "ccomp", "xcomp"} and not _is_infinitive(grammar, child):
            first, end = grammar.extents[child]
            named = grammar.child(verb, "dobj")
            if named is not None and named > verb:
                first = min(first, grammar.extents[named][0])
            return (grammar.stripped(max(first, verb + 1), end),)
    named = grammar.child(verb, "dobj")
    if named is not None and named > verb:
        first, end = grammar.extents[named]
        # The parser often hangs Y from X: called the plan "weak and late".
        if any(tokens[i].text == '"' for i in range(max(first, verb + 1) + 1, end)):
            return (grammar.stripped(max(first, verb + 1), end),)
    return ()


def _accused(grammar: Grammar, verb: int) -> Stretches:
    return _object_and(grammar, verb, "of")


def _described(grammar: Grammar, verb: int) -> Stretches:
    return _object_and(grammar, verb, "as")


def _object_and(grammar: Grammar, verb: int, preposition: str) -> Stretches:
    """The object together with what follows the preposition: "accused him of fraud"."""
    named = grammar.child(verb, "dobj")
    if named is None or named < verb:
        return ()
    first, end = grammar.extents[named]
    for child in grammar.children[verb]:
        if child > verb and grammar.tokens[child].lemma == preposition:
            return (grammar.stripped(max(verb + 1, first), max(end, grammar.extents[child][1])),)
    within = any(grammar.tokens[i].lemma == preposition for i in range(max(named, first), end))
    return (grammar.stripped(max(verb + 1, first), end),) if within else ()


def _object(grammar: Grammar, verb: int) -> Stretches:
    tokens = grammar.tokens
    if tokens[verb].lemma == "deny" and grammar.child(verb, "dative") is not None:
        # "to deny them a share" is no denial.
        return ()
    for child in grammar.children[verb]:
        if child > verb and tokens[child].dep == "dobj" and tokens[child].entity not in {"DATE", "TIME"}:
            first, end = grammar.extents[child]
            for more in grammar.children[verb]:
                if more >= end and tokens[more].dep == "prep" and tokens[more].lemma in _OBJECT_GOES_ON:
                    end = max(end, grammar.extents[more][1])
            return (grammar.stripped(max(first, verb + 1), end),)
    return ()


def _prepositional(grammar: Grammar, verb: int, cue: Cue) -> tuple[str, Stretches, int | None] | None:
    """ "called for a truce", "called on rebels to leave"."""
    tokens = grammar.tokens
    for child in grammar.children[verb]:
        if tokens[child].dep in {"prep", "prt"} and tokens[child].lemma in cue.patterns and child > verb:
            noun = grammar.child(child, "pobj", "pcomp")
            if noun is None:
                continue
            first, end = grammar.noun_phrase(noun, after=child)
            for clause in grammar.children[verb]:
                if clause >= end and tokens[clause].dep in {"xcomp", "advcl", "ccomp"}:
                    if _is_infinitive(grammar, clause):
                        end = grammar.stripped(first, grammar.extents[clause][1])[1]
                    break
            return "preposition", ((first, end),), child
        mark = grammar.child(child, "mark")
        if tokens[child].dep in {"advcl", "ccomp"} and mark == verb + 1 and tokens[mark].lemma in cue.patterns:
            # "called on Holt to resign" is now and then read as a clause that "on" begins.
            return "preposition", (grammar.stripped(mark + 1, grammar.extents[child][1]),), mark
    return None
