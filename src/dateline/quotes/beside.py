"""Quotations that no listed cue claims, with a speaker beside them all the same: “Come on!” boomed Holt."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from dateline.quotes.assembling import Assembler
from dateline.quotes.grammar import Grammar, Stretch
from dateline.quotes.marks import Region
from dateline.quotes.report import Report
from dateline.record import Span
from dateline.resources.parsing import Token

_WINDOW = 14
"""Tokens from the quotation within which speaker and verb must both stand."""
_FEWEST_AROUND = 6
"""Tokens: shorter ones are terms and titles as often as somebody's words."""
_STEPS = 8
"""Heads passed from a quotation up to its verb."""
_LONGEST_ASIDE = 30
"""Tokens of a clause in commas between speaker and verb."""
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_NOMINAL = frozenset({"DET", "ADJ", "NOUN", "PROPN", "PRON", "NUM", "ADP", "PART", "CCONJ"})
_NOBODY = frozenset({"it", "that", "this", "there", "what", "which", "transcript"})
_SENTENCE_WORDS = 3
"""A quotation shorter than this may be a term, and any verb beside it one of the sentence around it."""


def find_beside(grammar: Grammar, assembler: Assembler) -> list[Report]:
    """Return reports for unclaimed quotations that end open (",", "?", "!") before verb and noun, or follow a colon.

    Any verb will do there: nothing but a cue stands in these places.
    """
    found = []
    for number in assembler.outer:
        if assembler.claimed(number):
            continue
        region = assembler.regions[number]
        read = None
        if len(region.inner.of(assembler.text).split()) >= _SENTENCE_WORDS:
            read = _before(grammar, assembler.text, region.span)
            read = read or _before_comma(grammar, assembler.text, region.span)
            if read is None and _opens_sentence(grammar, region.span):
                read = _after(grammar, assembler.text, region.span)
            read = read or _around(grammar, region)
        if read is not None:
            rule, source, cue = read
            report = Report(
                frame=None,
                source=grammar.parse.span(*source),
                cue=[grammar.parse.span(*cue)],
                content=[],
                regions=[],
                rule=rule,
                kind="speech",
            )
            assembler.take(report, number)
            if rule == "verb around quotation":
                _widen(grammar, report, cue[1])
            found.append(report)
    return found


def _around(grammar: Grammar, region: Region) -> tuple[str, Stretch, Stretch] | None:
    """The verb and the subject in whose clause words are quoted: Holt rules on with “a will to stay in power.”

    Of the quoted stretches of four words and more in PolNeAR train only one in fifty is nobody's words.
    """
    tokens = grammar.tokens
    first, end = grammar.parse.tokens_within(region.inner)
    if end - first < _FEWEST_AROUND or is_title_of(tokens[first:end]):
        return None
    above = next((index for index in range(first, end) if not first <= tokens[index].head < end), None)
    for _ in range(_STEPS):
        if above is None or tokens[above].head == above:
            return None
        above = tokens[above].head
        if tokens[above].tag.startswith("VB") and not first <= above < end and tokens[above].lemma != "be":
            break
    if above is None or above > first or not tokens[above].tag.startswith("VB") or grammar.is_passive(above):
        return None
    subject = grammar.subject(above)
    if subject is None or subject > above or tokens[subject].text.lower() in _NOBODY:
        return None
    group = grammar.verb_group(above)
    return "verb around quotation", grammar.noun_phrase(subject, before=group[0], after=above), group


def is_title_of(words: Sequence[Token]) -> bool:
    """Say whether all longer words are capitalised."""
    longer = [word.text for word in words if len(word.text) > 3]
    return bool(longer) and all(word[0].isupper() for word in longer)


def _widen(grammar: Grammar, report: Report, after: int) -> None:
    """Take the words between verb and quotation too: they are what is told with it."""
    start = grammar.tokens[after].start if after < len(grammar.tokens) else report.content[0].start
    if start < report.content[0].start:
        report.content[0] = Span(start, report.content[0].end)


def fill_sources(grammar: Grammar, reports: Sequence[Report]) -> None:
    """Give a source to reports that a quotation stands beside and whose verb the parser left without a subject."""
    for report in reports:
        if (
            report.source is None
            and report.frame is not None
            and report.rule in {"quotation before", "quotation after"}
        ):
            if grammar.is_passive(report.frame.verb):
                continue
            first, end = report.frame.cue
            stretch = _noun_left(grammar, first) or (
                _noun_right(grammar, end) if report.rule == "quotation before" else None
            )
            if stretch is not None:
                report.source = grammar.parse.span(*stretch)


def _opens_sentence(grammar: Grammar, quotation: Span) -> bool:
    """Say whether a quotation begins a sentence, as a title inside one does not."""
    first = bisect_left(grammar.tokens, quotation.start, key=lambda token: token.start)
    return first < len(grammar.tokens) and grammar.sentence(first)[0] == first


def _after(grammar: Grammar, text: str, quotation: Span) -> tuple[str, Stretch, Stretch] | None:
    tail = text[max(quotation.start, quotation.end - 4) : quotation.end + 1].rstrip("\"”’'» \n")
    if tail[-1:] not in {",", "?", "!", "…", "—", "-"} and text[quotation.end : quotation.end + 1] != ",":
        return None
    tokens = grammar.tokens
    first = bisect_left(tokens, quotation.end, key=lambda token: token.start)
    while first < len(tokens) and tokens[first].text == ",":
        first += 1
    if first >= len(tokens) or "\n" in text[quotation.end : tokens[first].start]:
        return None
    if tokens[first].tag in _FINITE:
        source = _noun_right(grammar, first + 1)
        return None if source is None else ("verb after quotation", source, (first, first + 1))
    for index in range(first, min(first + _WINDOW, len(tokens))):
        if tokens[index].tag in _FINITE and index > first:
            source = grammar.stripped(first, index)
            if tokens[first].pos == "ADP":
                return None
            if any(tokens[i].pos in {"NOUN", "PROPN", "PRON"} for i in range(*source)):
                return "verb after quotation", source, (index, index + 1)
            return None
        if (
            tokens[index].pos not in _NOMINAL
            and tokens[index].text not in {",", "-", "."}
            and tokens[index].dep != "advmod"
        ):
            return None
    return None


def _before(grammar: Grammar, text: str, quotation: Span) -> tuple[str, Stretch, Stretch] | None:
    if not text[max(0, quotation.start - 3) : quotation.start].rstrip().endswith(":"):
        return None
    tokens = grammar.tokens
    end = bisect_left(tokens, quotation.start, key=lambda token: token.start)
    if end == 0:
        return None
    colon = end - 1
    opened = _clause_start(grammar, colon)
    noun = colon - 1
    if noun >= opened and tokens[noun].pos == "NOUN":
        # As in the mayor's answer: “…”
        owner = grammar.child(noun, "poss")
        if owner is not None and (tokens[owner].pos != "PRON" or not _has_verb(grammar, opened, colon)):
            first, last = grammar.extents[owner]
            if tokens[last - 1].tag == "POS":
                last -= 1
            return "colon before quotation", (first, last), (last, colon + 1)
    name = _noun_left(grammar, colon)
    if (
        name is not None
        and tokens[colon - 1].pos == "PROPN"
        and (name[0] == opened or tokens[name[0] - 1].pos == "ADP")
    ):
        return "colon before quotation", name, (colon, colon + 1)
    for verb in range(colon - 1, opened - 1, -1):
        subject = grammar.subject(verb) if tokens[verb].tag in _FINITE else None
        if subject is not None and opened <= subject < verb:
            group = grammar.verb_group(verb)
            if _tells(grammar, subject, group, colon):
                return "colon before quotation", grammar.noun_phrase(subject, before=group[0]), (group[0], colon)
            return None
    if name is not None and tokens[colon - 1].pos == "PROPN":
        return "colon before quotation", name, (colon, colon + 1)
    return None


def _has_verb(grammar: Grammar, first: int, end: int) -> bool:
    return any(token.tag in _FINITE for token in grammar.tokens[first:end])


def _clause_start(grammar: Grammar, colon: int) -> int:
    """Where what a colon ends begins: its sentence, or what a dash parts from the rest: "Leeds - Ada Vane: “…”"."""
    first = grammar.sentence(colon)[0]
    for index in range(colon - 1, first, -1):
        if grammar.tokens[index].text in {"-", "–", "—", "--", ";"} and _is_spaced(grammar, index):
            return index + 1
    return first


def _is_spaced(grammar: Grammar, index: int) -> bool:
    return (
        grammar.tokens[index - 1].end
        < grammar.tokens[index].start
        < grammar.tokens[index].end
        < (grammar.tokens[index + 1].start)
    )


def _tells(grammar: Grammar, subject: int, group: Stretch, colon: int) -> bool:
    """Say whether a clause before a colon can tell who speaks: not "it gets better:", nor one that ran on for long."""
    return grammar.tokens[subject].text.lower() not in _NOBODY and colon - group[0] <= _WINDOW


def _before_comma(grammar: Grammar, text: str, quotation: Span) -> tuple[str, Stretch, Stretch] | None:
    """Any verb that a comma parts from a quotation: Holt sings, “Come on!”; as Holt puts it, “we are late.”"""
    if not text[max(0, quotation.start - 2) : quotation.start].rstrip().endswith(","):
        return None
    tokens = grammar.tokens
    end = bisect_left(tokens, quotation.start, key=lambda token: token.start) - 1
    verb = end - 1 if end > 0 and tokens[end - 1].text.lower() != "it" else end - 2
    if verb <= 0 or tokens[verb].tag not in _FINITE or tokens[verb].sentence != tokens[end].sentence:
        return None
    subject = grammar.subject(verb)
    if subject is None or subject > verb:
        return None
    group = grammar.verb_group(verb)
    return "verb before quotation", grammar.noun_phrase(subject, before=group[0]), (group[0], end)


def _noun_left(grammar: Grammar, end: int) -> Stretch | None:
    """The noun phrase that ends where a cue begins."""
    tokens = grammar.tokens
    end = _before_relative(grammar, end)
    first = end
    while first - 1 >= max(grammar.sentence(end)[0], end - _WINDOW) and tokens[first - 1].pos in _NOMINAL:
        first -= 1
    while first < end and tokens[first].pos in {"CCONJ", "ADP", "PART"}:
        first += 1
    return (first, end) if first < end and tokens[end - 1].pos in {"NOUN", "PROPN", "PRON"} else None


def _before_relative(grammar: Grammar, end: int) -> int:
    """Step over a clause in commas: "Marsh, who has swum there, said"."""
    tokens = grammar.tokens
    if tokens[end - 1].text == ",":
        for index in range(end - 2, max(grammar.sentence(end)[0], end - _LONGEST_ASIDE), -1):
            if tokens[index].tag in {"WP", "WDT"} and tokens[index - 1].text == ",":
                return index - 1
    return end


def _noun_right(grammar: Grammar, first: int) -> Stretch | None:
    """The noun phrase that begins where a cue ends."""
    tokens = grammar.tokens
    for head in range(first, min(first + _WINDOW, len(tokens))):
        if tokens[head].pos not in _NOMINAL | {"PUNCT"} or tokens[head].text in {".", '"', ";", ":"}:
            return None
        if tokens[head].pos in {"NOUN", "PROPN", "PRON"} and not first <= tokens[head].head < head + _WINDOW:
            return grammar.noun_phrase(head, after=first - 1)
        if tokens[head].pos == "PRON":
            return head, head + 1
    return None
