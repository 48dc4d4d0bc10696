"""Heads put right where the form of the verbs shows what the parser missed."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.quotes.lexicon import load_cues
from dateline.record import Span
from dateline.resources.parsing import Parse, Token

_VERBS = frozenset({"VB", "VBD", "VBN", "VBP", "VBZ", "MD"})
_OWN = frozenset({"nsubj", "nsubjpass", "aux", "auxpass", "mark"})
_OPEN_ENDS = frozenset({",", "?", "!", "…", "...", "-", "—", "--"})
"""What a quotation ends in when its sentence goes on after it."""
_LONGEST_SUBJECT = 12
"""Tokens between a quotation and the verb that frames it."""
_FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})
_NOMINAL = frozenset({"DET", "ADJ", "NOUN", "PROPN", "PRON", "NUM", "ADP", "PART"})
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
    children = parse._replace(tokens=tuple(tokens)).children()
    auxiliaries: dict[int, set[str]] = {}
    for token in tokens:
        if token.dep in {"aux", "auxpass"}:
            auxiliaries.setdefault(token.head, set()).add(token.lemma)
    for verb in [index for index, token in enumerate(tokens) if _is_cue(token)]:
        _subject_after_quotation(tokens, children, verb)
        _verb_after_subject(tokens, parse.sentences[tokens[verb].sentence], verb)
        _subject_in_aside(tokens, children, parse.sentences[tokens[verb].sentence], verb)
        _raise_aside(tokens, verb)
        _raise_coordinated(tokens, children, verb)
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


def _is_cue(token: Token) -> bool:
    cue = load_cues().get(token.lemma.lower()) if token.tag.startswith("VB") else None
    return cue is not None and cue.kind in {"speech", "writing"}


def _subject_after_quotation(tokens: list[Token], children: Sequence[Sequence[int]], verb: int) -> None:
    """Give a verb right after a quotation the noun after it: in “Meh,” wrote a miller, “Meh” wrote nothing."""
    if verb < 2 or tokens[verb - 1].text != '"' or tokens[verb - 2].text not in _OPEN_ENDS:
        return
    if tokens[verb].tag not in {"VBD", "VBZ", "VBP"}:
        return
    opening = next((index for index in range(verb - 2, -1, -1) if tokens[index].text == '"'), verb)
    for child in children[verb]:
        if opening < child < verb and tokens[child].dep in {"nsubj", "nsubjpass"}:
            tokens[child] = tokens[child]._replace(dep="dep")
    if any(tokens[child].dep in {"nsubj", "nsubjpass"} for child in children[verb]):
        return
    after = [child for child in children[verb] if child > verb and tokens[child].pos != "PUNCT"]
    if after and tokens[after[0]].dep in {"dobj", "attr", "npadvmod", "oprd"}:
        tokens[after[0]] = tokens[after[0]]._replace(dep="nsubj")


def _verb_after_subject(tokens: list[Token], sentence: tuple[int, int], verb: int) -> None:
    """Make a participle the verb of the noun before it where the two frame a quotation: “Oh?” the 43-year-old asked."""
    noun = tokens[verb].head
    if tokens[verb].dep != "acl" or tokens[verb].tag not in {"VBN", "VBD"} or noun > verb:
        return
    if not (
        _quotation_ends_before(tokens, sentence, noun)
        or _quotation_begins_after(tokens, sentence, noun, verb)
        or _is_only_verb(tokens, sentence, noun, verb)
    ):
        return
    if any(tokens[index].text == '"' for index in range(noun, verb)):
        return
    above = tokens[noun]
    tokens[verb] = tokens[verb]._replace(tag="VBD", dep=above.dep, head=verb if above.head == noun else above.head)
    tokens[noun] = above._replace(dep="nsubj", head=verb)


def _is_only_verb(tokens: Sequence[Token], sentence: tuple[int, int], noun: int, verb: int) -> bool:
    """Say whether a clause hangs from a verb that nothing else governs: "Two in three said the dam leaks"."""
    if tokens[noun].head != noun or tokens[verb].lemma not in {"say", "think", "believe"}:
        return False
    return any(token.head == verb and token.dep == "ccomp" for token in tokens[verb + 1 : sentence[1]]) and not any(
        token.tag in _VERBS for token in tokens[sentence[0] : verb]
    )


def _subject_in_aside(
    tokens: list[Token], children: Sequence[Sequence[int]], sentence: tuple[int, int], verb: int
) -> None:
    """Give a verb between commas the name after it: "The inquiry, said the minister Ana Ruiz, will begin"."""
    if tokens[verb].tag not in {"VBD", "VBZ"} or verb - 1 <= sentence[0] or tokens[verb - 1].text != ",":
        return
    end = verb + 1
    while end < min(sentence[1], verb + _LONGEST_SUBJECT) and tokens[end].pos in _NOMINAL:
        end += 1
    if end >= sentence[1] - 1 or tokens[end].text != "," or tokens[end + 1].tag not in _FINITE or end == verb + 1:
        return
    head = end - 1
    if tokens[head].pos not in {"NOUN", "PROPN", "PRON"} or _is_below(tokens, verb, verb + 1, end):
        return
    for child in children[verb]:
        if child < verb and tokens[child].dep in {"nsubj", "nsubjpass"}:
            tokens[child] = tokens[child]._replace(dep="dep")
    for child in children[verb]:
        if child > end and tokens[child].dep == "ccomp":
            tokens[child] = tokens[child]._replace(dep="parataxis")
    for index in range(verb + 1, head):
        tokens[index] = tokens[index]._replace(dep="compound", head=head)
    tokens[head] = tokens[head]._replace(dep="nsubj", head=verb)


def _quotation_ends_before(tokens: Sequence[Token], sentence: tuple[int, int], noun: int) -> bool:
    """Say whether nothing but nouns and their like parts a noun from a quotation that ends open before it."""
    for index in range(noun, max(sentence[0], noun - _LONGEST_SUBJECT), -1):
        if tokens[index].text == '"':
            return index > 0 and tokens[index - 1].text in _OPEN_ENDS
        if tokens[index].tag in _VERBS or tokens[index].text in {".", ";", ":"}:
            return False
    return False


def _quotation_begins_after(tokens: Sequence[Token], sentence: tuple[int, int], noun: int, verb: int) -> bool:
    """Say whether a quotation follows a verb whose noun nothing else governs: "Holt, the miller, tweeted: “…”"."""
    if tokens[noun].head != noun or any(token.tag in _VERBS for token in tokens[sentence[0] : noun]):
        return False
    for index in range(verb + 1, min(sentence[1], verb + _LONGEST_SUBJECT)):
        if tokens[index].text == '"':
            return tokens[index - 1].text in {":", ","}
        if tokens[index].tag in _VERBS:
            return False
    return False


def _raise_aside(tokens: list[Token], index: int) -> None:
    """Hang ", adding that" from the verb that reports what stands before it: who said that adds this."""
    before = index - 1
    while before > 0 and tokens[before].text == '"':
        before -= 1
    if tokens[index].tag != "VBG" or before < 0 or tokens[before].text != ",":
        return
    above = _reporting_verb(tokens, index)
    if above is not None:
        tokens[index] = tokens[index]._replace(dep="advcl", head=above)


def _raise_coordinated(tokens: list[Token], children: Sequence[Sequence[int]], index: int) -> None:
    """Hang "and added" from "said" in "said he would wait and added": who reports goes on reporting.

    Only where the verb between them has a pronoun for its subject, or a quotation follows.
    """
    token = tokens[index]
    if token.dep != "conj" or token.tag not in {"VBD", "VBZ"} or token.head > index:
        return
    if any(tokens[child].dep in _OWN for child in children[index]):
        return
    above = _reporting_verb(tokens, index)
    if above is None or tokens[above].tag != token.tag:
        return
    between = tokens[token.head]
    pronoun = any(tokens[child].dep == "nsubj" and tokens[child].pos == "PRON" for child in children[token.head])
    quoted = any(t.text == '"' for t in tokens[index + 1 : index + 4])
    if between.tag.startswith("VB") and (pronoun or quoted):
        tokens[index] = token._replace(head=above)
        for before in range(index - 1, max(index - 6, 0), -1):
            if tokens[before].dep in {"cc", "punct"} and tokens[before].head == token.head:
                tokens[before] = tokens[before]._replace(head=above)
                if tokens[before].dep == "cc":
                    break


def _is_below(tokens: Sequence[Token], index: int, first: int, end: int) -> bool:
    """Say whether a token hangs, however far down, from one of a stretch."""
    while tokens[index].head != index:
        index = tokens[index].head
        if first <= index < end:
            return True
    return False


def _reporting_verb(tokens: Sequence[Token], index: int) -> int | None:
    """Return the verb of saying in whose clause a verb stands, and before it; None where there is none."""
    above = tokens[index].head
    for _ in range(_UP):
        head = tokens[above].head
        if tokens[above].dep == "ccomp" and head < above < index and _is_cue(tokens[head]):
            return head
        above = head
    return None


def _name_as_noun(tokens: list[Token], sentence: tuple[int, int], first: int, end: int) -> None:
    """Make a name that was read as a verb the subject of the verb it belongs to, or the apposition of its subject."""
    last = end - 1
    if tokens[last].dep in {"aux", "auxpass"}:
        verb = tokens[last].head
    elif tokens[last].tag in _VERBS and end < sentence[1] and tokens[end].tag in _VERBS:
        verb = end
    elif tokens[last].tag in _VERBS and tokens[last].head < first and _is_cue(tokens[tokens[last].head]):
        # "…, said the minister Naomi Were, …": no clause that she is the subject of.
        verb = tokens[last].head
    else:
        return
    if first <= verb < end:
        return
    _take_over(tokens, sentence, (first, end), verb)
    for index in range(first, last):
        tokens[index] = tokens[index]._replace(dep="compound", head=last, pos="PROPN", tag="NNP")
    tokens[last] = tokens[last]._replace(dep="nsubj", head=verb, pos="PROPN", tag="NNP")
    if verb < first and end + 1 < sentence[1] and tokens[end].text == ",":
        # "said Naomi Were, the minister": what was its predicate is its apposition.
        beside = [index for index in range(end + 1, sentence[1]) if tokens[index].head == verb]
        if beside and tokens[beside[0]].pos in {"NOUN", "PROPN"}:
            tokens[beside[0]] = tokens[beside[0]]._replace(dep="appos", head=last)
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
