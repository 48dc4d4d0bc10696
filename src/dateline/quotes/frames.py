"""Reports in running text: a verb from the lexicon, its subject, and the clause or phrase it reports."""

from __future__ import annotations

from collections.abc import Callable

from dateline.quotes.grammar import Frame, Grammar, Stretch
from dateline.quotes.lexicon import Cue, load_cues

_NEAR = 40
"""Tokens between a cue and what belongs to it. Further off the parse has gone wrong."""
_DEPTH = 4
"""Nouns and prepositions between a verb and the clause that the parser hung from one of them."""
_HEDGES = frozenset({"go", "continue", "decline", "refuse", "quote", "begin", "want", "try", "appear", "seem"})
"""Verbs that join the cue of the one they govern: "went on to say", "was quoted as saying"."""

_MEDIA = frozenset(
    {"banner", "email", "letter", "memo", "message", "note", "placard", "poster", "release", "sign", "statement"}
    | {"text", "tweet", "video"}
)
"""Things that bear somebody's words."""
_OBJECT_GOES_ON = frozenset({"for", "as", "of", "over", "against", "with"})
"""Prepositions whose phrase is part of what is said: "criticised him for leaving"."""

_ASKED = frozenset({"ask", "question", "press", "quiz"})

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_NOMINAL = frozenset({"DET", "ADJ", "NOUN", "PROPN", "PRON", "NUM", "ADP", "PART", "CCONJ", "ADV"})
_LONGEST_SUBJECT = 12
"""Tokens of a subject before its verb."""

Stretches = tuple[Stretch, ...]


def find_frames(grammar: Grammar) -> list[Frame]:
    """Return the reports that grammar shows, in the order of their verbs."""
    cues = load_cues()
    found = []
    for verb, token in enumerate(grammar.tokens):
        cue = cues.get(token.lemma.lower()) if token.tag.startswith("VB") else None
        if cue is not None and token.dep not in {"amod", "compound"}:
            frame = None if _is_order(grammar, verb) else _frame(grammar, verb, cue)
            if frame is not None:
                found.append(frame)
    return found


def _is_order(grammar: Grammar, verb: int) -> bool:
    """Say whether a sentence opens with a verb that tells the reader what to do: "Thank you for the pictures"."""
    first = grammar.sentence(verb)[0]
    return verb == first and grammar.tokens[verb].tag in {"VB", "VBP"} and grammar.subject(verb) is None


def _frame(grammar: Grammar, verb: int, cue: Cue) -> Frame | None:
    group = grammar.verb_group(verb)
    addressee, time, medium = _surroundings(grammar, verb, cue)
    # "Asked about rain, he said …": the participle alone is passive too.
    alone = grammar.tokens[verb].tag == "VBN" and grammar.tokens[verb].dep == "advcl" and group[0] == verb
    passive = alone or grammar.is_passive(verb) or grammar.is_participle(verb)
    read = _passive_content(grammar, verb, cue) if passive else _content(grammar, verb, cue)
    if read is None and not passive and "c" in cue.patterns and cue.kind in {"speech", "writing"}:
        clause = _rest_of_sentence(grammar, verb, "t" in cue.patterns)
        read = None if clause is None else ("clause to the end", (clause,), None)
    if read is None and ("q" not in cue.patterns or passive):
        return None
    rule, content, preposition = read or ("verb", (), None)
    content = tuple(_before_according(grammar, stretch) for stretch in content)
    group = _widened(grammar, group, preposition)
    source = None if rule == "raising" else _source(grammar, verb, group, passive=passive)
    parts = [group, *(s for s in (source, addressee, time, medium) if s is not None)]
    near = [s for s in parts if s[1] >= group[0] - _NEAR and s[0] <= group[1] + _NEAR]
    whole = (min(s[0] for s in near), max(s[1] for s in near))
    # "when asked about rain: “No.”": the answer is not what was asked.
    quotes = "q" in cue.patterns and not (passive and grammar.tokens[verb].lemma in _ASKED)
    return Frame(cue.kind, quotes, verb, group, source, content, whole, rule, addressee, time, medium)


def _before_according(grammar: Grammar, stretch: Stretch) -> Stretch:
    """Cut ", according to …" off: it reports the report, and is no part of what was said in it."""
    first, end = stretch
    for index in range(first + 1, end - 1):
        if grammar.tokens[index].text == "according" and grammar.tokens[index + 1].text == "to":
            return grammar.stripped(first, index) if grammar.tokens[index - 1].text in {",", '"'} else stretch
    return stretch


def _widened(grammar: Grammar, group: Stretch, preposition: int | None) -> Stretch:
    """Take in the preposition that a cue needs ("called for") and the verb that it hangs from ("went on to say")."""
    first, end = group
    if preposition == end:
        end += 1
    tokens = grammar.tokens
    verb = next((i for i in range(first, end) if tokens[i].tag.startswith("VB") and tokens[i].dep != "aux"), first)
    head = tokens[verb].head
    if tokens[verb].dep in {"xcomp", "pcomp"} and head < first:
        outer = tokens[head].head if tokens[head].dep == "prep" else head
        if tokens[outer].lemma in _HEDGES and 0 < first - outer <= 3:
            first = grammar.verb_group(outer)[0]
    return first, end


def _source(grammar: Grammar, verb: int, group: Stretch, *, passive: bool) -> Stretch | None:
    tokens = grammar.tokens
    if passive or (tokens[verb].dep == "acl" and tokens[verb].tag == "VBN"):
        agent = grammar.child(verb, "agent")
        by = None if agent is None else grammar.child(agent, "pobj")
        return None if by is None else grammar.noun_phrase(by, after=agent)
    subject = _sender(grammar, verb)
    if subject is None:
        subject = grammar.subject(verb)
    if subject is None or tokens[subject].dep == "expl":
        return None
    first, end = grammar.noun_phrase(subject, before=group[0], after=verb)
    colon = next((index for index in range(subject + 1, end) if tokens[index].text == ":"), None)
    if colon is None:
        return grammar.stripped(first, end)
    if end == group[0] and any(token.pos in {"NOUN", "PROPN", "PRON"} for token in tokens[colon + 1 : end]):
        # "Correction, March 6: An earlier version said": what stands before the colon says nothing.
        return grammar.stripped(colon + 1, end)
    return grammar.stripped(first, colon)


def _sender(grammar: Grammar, verb: int) -> int | None:
    """Return who speaks through a thing that says: "issued a statement saying", "held signs calling"."""
    tokens = grammar.tokens
    # "held banners proclaiming" is read either way: banners that proclaim, or that banners proclaim.
    own = grammar.child(verb, "nsubj")
    thing = tokens[verb].head if own is None else own
    above = tokens[thing].head if own is None else tokens[verb].head
    if tokens[verb].tag != "VBG" or tokens[verb].dep not in {"acl", "ccomp"} or tokens[thing].lemma not in _MEDIA:
        return None
    if (own is None and tokens[thing].dep != "dobj") or above == verb or grammar.is_passive(above):
        return None
    sender = grammar.subject(above)
    return None if sender is None or sender > verb else sender


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
            elif token.lemma in {"for", "about", "of", "against"} | cue.patterns:
                # "called on rebels to leave": whom it is said to, unless it is what is said.
                if token.lemma == "on" and "call" in cue.patterns:
                    addressee = addressee or grammar.noun_phrase(noun, after=child)
            elif token.lemma in {"in", "on", "at", "via", "during", "through"}:
                medium = medium or stretch
                time = time or _time_within(grammar, stretch)
            elif token.lemma == "to":
                addressee = addressee or grammar.noun_phrase(noun, after=child)
    return addressee, time, medium


def _time_within(grammar: Grammar, stretch: Stretch) -> Stretch | None:
    """The day of a medium: "in an interview published on Thursday"."""
    for index in range(*stretch):
        token = grammar.tokens[index]
        if token.entity == "DATE" and token.dep in {"pobj", "npadvmod"}:
            first, end = grammar.extents[index]
            if grammar.tokens[first - 1].text.lower() == "on":
                first -= 1
            return first, end
    return None


def _content(grammar: Grammar, verb: int, cue: Cue) -> tuple[str, Stretches, int | None] | None:
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


def _passive_content(grammar: Grammar, verb: int, cue: Cue) -> tuple[str, Stretches, int | None] | None:
    """ "X is expected to win", "X is accused of fraud": the subject is part of what is said."""
    tokens = grammar.tokens
    subject = grammar.child(verb, "nsubjpass", "nsubj")
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
    return _clause_after_phrase(grammar, verb)


def _rest_of_sentence(grammar: Grammar, verb: int, told: bool) -> Stretch | None:
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
    for index in range(first, min(end, first + _LONGEST_SUBJECT)):
        if tokens[index].tag in _FINITE:
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
