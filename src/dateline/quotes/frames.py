"""Reports in running text: a verb from the lexicon, its subject, and the clause or phrase it reports."""

from __future__ import annotations

from dateline.quotes.contents import content_of, passive_content, rest_of_sentence
from dateline.quotes.grammar import Frame, Grammar, Stretch
from dateline.quotes.lexicon import Cue, load_cues

_NEAR = 40
"""Tokens between a cue and what belongs to it. Further off the parse has gone wrong."""
_HEDGES = frozenset({"go", "continue", "decline", "refuse", "quote", "begin", "want", "try", "appear", "seem"})
"""Verbs that join the cue of the one they govern: "went on to say", "was quoted as saying"."""

_MEDIA = frozenset(
    {"banner", "email", "letter", "memo", "message", "note", "placard", "poster", "release", "sign", "statement"}
    | {"text", "tweet", "video"}
)
"""Things that bear somebody's words."""
_OCCASIONS = frozenset(
    {"address", "article", "blog", "book", "briefing", "broadcast", "column", "conference", "debate", "hearing"}
    | {"interview", "memoir", "op-ed", "podcast", "post", "programme", "report", "speech", "testimony"}
)
_ASKED = frozenset({"ask", "question", "press", "quiz"})


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
    read = passive_content(grammar, verb, cue) if passive else content_of(grammar, verb, cue)
    if read is None and not passive and "c" in cue.patterns and cue.kind in {"speech", "writing"}:
        clause = rest_of_sentence(grammar, verb, "t" in cue.patterns)
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
        elif token.dep == "prep":
            noun = grammar.child(child, "pobj")
            if noun is None or (child < verb and token.lemma not in {"in", "on", "at", "during"}):
                continue
            if tokens[noun].entity in {"DATE", "TIME"}:
                time = time or stretch
            elif child < verb:
                # "In an interview published on Thursday, Holt said …"
                if tokens[noun].lemma in _MEDIA | _OCCASIONS:
                    medium = medium or stretch
                    time = time or _time_within(grammar, stretch)
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
