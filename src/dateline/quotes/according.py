""" "According to": the one cue that is no verb and always reports."""

from __future__ import annotations

from dateline.quotes.grammar import Grammar, Stretch
from dateline.quotes.reports import Assembler, Report
from dateline.record import Span

_STOPS = frozenset({",", ".", ";", ":", "(", ")", "—", "–", "--", '"', "?", "!"})
_BRACKETS = frozenset("()[]")
_LONGEST_TITLE = 24
"""Tokens of a title that is a source."""
_WHO = frozenset({"WP", "WP$", "WDT"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_LONGEST_REST = 12
"""Tokens of a source beyond the phrase that the parser made of it."""


def find_according(grammar: Grammar, assembler: Assembler) -> list[Report]:
    """Return a report for each "according to X": the words of its sentence around it are the content."""
    found = []
    tokens = grammar.tokens
    for index in range(len(tokens) - 2):
        if tokens[index].text.lower() != "according" or tokens[index + 1].text.lower() != "to":
            continue
        first, end = _bounds(grammar, index)
        to = index + 1
        opens = index == first and tokens[index].text == "According"
        source = _source(grammar, to, (first, end), opens=opens)
        if source is None:
            continue
        if index == first and not opens:
            # The parser ended the sentence before "according".
            first = _sentence_beside(grammar, assembler, index - 1, index)[0]
        spans = _said(grammar, assembler, [(first, index), (source[1], end)])
        if opens and not spans:
            # The source is a sentence of its own: what it reports follows the colon.
            spans = _said(grammar, assembler, [_sentence_beside(grammar, assembler, end, index)])
        if spans:
            cue = grammar.parse.span(index, to + 1)
            report = Report(
                frame=None,
                source=grammar.parse.span(*source),
                cue=[cue],
                content=spans,
                regions=[],
                rule="according to",
                kind="speech",
            )
            if assembler.region_at(cue.start) is None:
                report.content = [assembler.whole_regions(report, s) for s in spans]
                assembler.take_along(report)
            found.append(report)
    return found


def _said(grammar: Grammar, assembler: Assembler, pieces: list[Stretch]) -> list[Span]:
    """Return the pieces that have words, without punctuation at their ends."""
    told = [p for p in pieces if any(token.pos not in {"CCONJ", "PUNCT"} for token in grammar.tokens[slice(*p)])]
    spans = [grammar.parse.span(*grammar.stripped(*piece)) for piece in told]
    return [span for span in spans if any(map(str.isalnum, span.of(assembler.text)))]


def _sentence_beside(grammar: Grammar, assembler: Assembler, index: int, cue: int) -> Stretch:
    """Return the sentence that a token is in, if it is in the paragraph of the cue; else nothing, at the cue."""
    tokens = grammar.tokens
    if 0 <= index < len(tokens) and assembler.paragraph_of(tokens[cue].start).overlaps(
        grammar.parse.span(index, index + 1)
    ):
        return grammar.sentence(index)
    return cue, cue


def _bounds(grammar: Grammar, index: int) -> Stretch:
    """Return the stretch that is reported: the sentence, or the part of it in brackets that the words stand in."""
    tokens = grammar.tokens
    first, end = grammar.sentence(index)
    opened = next((i for i in range(index - 1, first - 1, -1) if tokens[i].text in _BRACKETS), None)
    closed = next((i for i in range(index, end) if tokens[i].text in _BRACKETS), None)
    if opened is not None and closed is not None and tokens[opened].text in "([" and tokens[closed].text in ")]":
        return opened + 1, closed
    return _clause(grammar, index, (first, end))


def _clause(grammar: Grammar, index: int, sentence: Stretch) -> Stretch:
    """Return the clause that the words hang from where it has a subject of its own; else the sentence."""
    tokens = grammar.tokens
    verb = tokens[index].head
    if verb >= index or tokens[index - 1].text == ",":
        return sentence
    first, end = sentence
    if tokens[verb].dep == "relcl":
        return grammar.extents[verb]
    for child in grammar.children[verb]:
        if child > index and tokens[child].dep == "conj" and grammar.child(child, "nsubj", "nsubjpass") is not None:
            end = min(end, grammar.extents[child][0])
    return first, end


def _begins_clause(grammar: Grammar, comma: int) -> bool:
    """Say whether what is reported begins after a comma, and not what the source is: "Marsh, U.S. banks failed"."""
    following = grammar.tokens[comma + 1]
    return grammar.tokens[comma].text == "," and following.pos in {"PROPN", "PRON"} and following.tag not in _WHO


def _source(grammar: Grammar, to: int, sentence: Stretch, *, opens: bool) -> Stretch | None:
    """Return the noun phrase after "to", with what the parser hung from elsewhere: "a study last year by Leeds".

    Where it opens the sentence it ends at a comma, otherwise where a comma, a bracket or a verb does.
    """
    tokens = grammar.tokens
    noun = grammar.child(to, "pobj")
    own = (to + 1, to + 1) if noun is None else grammar.noun_phrase(noun, after=to)
    end = min(own[1], sentence[1])
    if tokens[to + 1].text == '"':
        # "According to “The Dam,” by Ana Ruiz, it leaks": a title.
        closed = next((i for i in range(to + 2, min(sentence[1], to + _LONGEST_TITLE)) if tokens[i].text == '"'), None)
        end = end if closed is None else closed + 1
    if opens:
        end = next((i for i in range(to + 2, end - 1) if _begins_clause(grammar, i)), end)
    for index in range(end, min(sentence[1], end + _LONGEST_REST)):
        token = tokens[index]
        if token.text in _STOPS or token.tag in _FINITE or (noun is not None and token.text in {"and", "but"}):
            break
        if index + 1 == sentence[1] or tokens[index + 1].text in ({","} if opens else _STOPS):
            end = index + 1
            break
    if not any(token.tag[0].isalpha() for token in tokens[end : sentence[1]]):
        end = _before_clause(grammar, (to + 1, end), sentence, opens=opens)
    return grammar.stripped(to + 1, end) if end > to + 1 else None


def _before_clause(grammar: Grammar, source: Stretch, sentence: Stretch, *, opens: bool) -> int:
    """Return where a source ends that the parser stretched over what is reported: "Marsh, the mayor, dams leak".

    Where it opens the sentence, at its last comma; where no verb stands before it, at its first.
    """
    tokens = grammar.tokens
    commas = [index for index in range(source[0] + 1, source[1]) if tokens[index].text == ","]
    told = any(token.tag in _FINITE for token in tokens[sentence[0] : source[0]])
    if not commas or (told and not opens):
        return source[1]
    return commas[-1] if opens else commas[0]
