"""The part that makes Quotation annotations."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Literal, NamedTuple

from dateline.quotes.according import find_according
from dateline.quotes.antecedents import Weighed
from dateline.quotes.beside import fill_sources, find_beside
from dateline.quotes.candidates import Candidate, Proposer
from dateline.quotes.confidence import confidence_of
from dateline.quotes.continuing import continue_reports
from dateline.quotes.flags import flags_of
from dateline.quotes.frames import find_frames
from dateline.quotes.grammar import Grammar
from dateline.quotes.hearsay import find_hearsay
from dateline.quotes.joining import join_weights, joined
from dateline.quotes.lexicon import load_cues
from dateline.quotes.marks import Region, find_regions, paragraphs
from dateline.quotes.nesting import parents_of, without_own_views
from dateline.quotes.nouns import find_noun_frames, load_nouns
from dateline.quotes.reports import Assembler, Report, words_said
from dateline.quotes.signatures import find_signatures
from dateline.quotes.speakers import SpeakerFinder
from dateline.quotes.tagger import Tagger
from dateline.quotes.turns import find_turns
from dateline.quotes.uses import use_of
from dateline.record import (
    Annotation,
    Entity,
    Identifier,
    Mention,
    Quotation,
    Record,
    Sentence,
    Span,
    covering,
)
from dateline.resources.parsing import Parse, Parser

_OTHER_CUES = frozenset({"accord", "according", "reportedly", "allegedly", "supposedly"})


class _Seen(NamedTuple):
    paragraphs: list[Span]
    regions: list[Region]
    parse: Parse
    grammar: Grammar


class QuotationFinder:
    """Makes Quotation annotations by rule: quotation marks to the character, cues by grammar.

    Quoted words that are no speech are there too, with their ``use`` and without a speaker.
    """

    needs: frozenset[type[Annotation]] = frozenset({Sentence, Mention, Entity})
    makes: frozenset[type[Annotation]] = frozenset({Quotation})

    def __init__(self, parser: Parser, tagger: Tagger | None = None) -> None:
        """Without a tagger the rules stand alone; ``made_by`` of the findings says which."""
        self._parser = parser
        self._tagger = tagger
        self.name = "quotes-rules/1" if tagger is None else tagger.name
        self.resources = parser.resources
        if tagger is not None:
            self.resources += ((tagger.name, tagger.digest),)

    def __call__(self, record: Record) -> list[Quotation]:
        """Return the quotations in reading order."""
        seen, reports = self._reports(record)
        return self._annotations(record, seen.grammar, seen.regions, reports, self._speakers(record, seen))

    def _reports(self, record: Record) -> tuple[_Seen, list[Report]]:
        """Return what is reported, in reading order, and what nobody is said to say."""
        seen, reports = self._by_rule(record)
        if self._tagger is not None:
            reports = joined(self._read(record, seen).candidates(reports), join_weights())
        claimed = {number for report in reports for number in report.regions}
        reports += [
            Report(frame=None, source=None, cue=[], content=[region.span], regions=[n], rule="marks")
            for n, region in enumerate(seen.regions)
            if region.parent is None and n not in claimed
        ]
        reports.sort(key=lambda r: (covering(tuple(r.content)), r.cue[:1]))
        return seen, without_own_views(record.text, reports)

    def _speakers(self, record: Record, seen: _Seen) -> SpeakerFinder:
        return SpeakerFinder(record, seen.grammar, [region.span for region in seen.regions if region.parent is None])

    def readings(self, record: Record) -> list[list[Candidate]]:
        """Return what may be made of each cue; with a tagger only. For fitting the weights that choose among them."""
        seen, reports = self._by_rule(record)
        return self._read(record, seen).candidates(reports)

    def pronouns(self, record: Record) -> list[tuple[Span, list[Weighed]]]:
        """Return each "he" and "she" that speaks, with whom it may stand for. For fitting the weights of that."""
        seen, reports = self._reports(record)
        speakers = self._speakers(record, seen)
        self._annotations(record, seen.grammar, seen.regions, reports, speakers)
        return speakers.antecedents.asked

    def _by_rule(self, record: Record) -> tuple[_Seen, list[Report]]:
        text = record.text
        names = [mention.span for mention in record.mentions if mention.type == "person" and mention.form == "name"]
        parse = self._parser(record.article)
        within = paragraphs(record.article)
        seen = _Seen(within, find_regions(text, within), parse, Grammar(parse, names))
        grammar = seen.grammar
        assembler = Assembler(text, grammar, within, seen.regions)
        frames = sorted([*find_frames(grammar), *find_noun_frames(grammar)], key=lambda frame: frame.cue)
        reports = assembler.reports(frames)
        continue_reports(assembler, reports)
        reports += find_according(grammar, assembler)
        reports += find_hearsay(grammar, assembler)
        reports += find_turns(record, within, assembler)
        reports += find_signatures(grammar, within, assembler)
        reports += find_beside(grammar, assembler)
        fill_sources(grammar, reports)
        return seen, reports

    def _read(self, record: Record, seen: _Seen) -> Proposer:
        if self._tagger is None:
            raise ValueError("a QuotationFinder without a tagger has the rules' reading only")
        reading = self._tagger(record.text, _telling(seen), seen.regions, seen.parse)
        return Proposer(record.text, seen.grammar, seen.regions, reading)

    def _annotations(
        self,
        record: Record,
        grammar: Grammar,
        regions: Sequence[Region],
        reports: Sequence[Report],
        speakers: SpeakerFinder,
    ) -> list[Quotation]:
        name = Identifier()
        found: list[Quotation] = []
        parents = parents_of(reports)
        ids = [name("quotation", covering(tuple(words_said(report, regions)))) for report in reports]
        for number, report in enumerate(reports):
            parent = parents[number]
            content = tuple(sorted(words_said(report, regions)))
            quoted = [regions[n] for n in sorted(report.regions)]
            speaker = None
            if report.source is not None:
                head = _head(grammar, report.source)
                speaker = speakers.speaker(
                    report.source,
                    head,
                    said=report.content,
                    antecedent=_antecedent(grammar, head),
                    several=_is_joined(grammar, head),
                )
                if parent is None and report.kind in {"speech", "writing"}:
                    speakers.spoke(speaker, person=_is_one(grammar, head))
            use = "speech" if report.cue else use_of(record.text, quoted[0])
            found.append(
                Quotation(
                    id=ids[number],
                    made_by=self.name,
                    confidence=confidence_of(report) if report.cue else None,
                    type=_type(content, quoted),
                    use=use,
                    content=content,
                    speaker=speaker,
                    cue=tuple(report.cue),
                    marks=tuple(region.span for region in quoted),
                    addressee=report.addressee,
                    time=report.time,
                    medium=report.medium,
                    flags=flags_of(record.text, report, quoted, grammar),
                    parent=None if parent is None else ids[parent],
                    cue_kind=report.kind,
                    rule=report.rule,
                )
            )
        return found


def _telling(seen: _Seen) -> list[Span]:
    """Return the paragraphs that have a listed cue or quotation marks: the tagger need not read the others."""
    cues, nouns = load_cues(), load_nouns()
    found = [region.span.start for region in seen.regions]
    for token in seen.grammar.tokens:
        lemma = token.lemma.lower()
        if (
            (lemma in cues and token.tag.startswith("VB"))
            or (lemma in nouns and token.pos == "NOUN")
            or lemma in _OTHER_CUES
        ):
            found.append(token.start)
    found.sort()
    return [p for p in seen.paragraphs if bisect_left(found, p.start) < bisect_left(found, p.end)]


def _type(content: tuple[Span, ...], quoted: Sequence[Region]) -> Literal["direct", "mixed", "indirect"]:
    if not quoted:
        return "indirect"
    whole = all(any(region.span.contains(span) for region in quoted) for span in content)
    return "direct" if whole else "mixed"


def _antecedent(grammar: Grammar, head: Span) -> Span | None:
    """Return the noun that a "who" stands for; None where the head is no relative pronoun."""
    first, end = grammar.parse.tokens_within(head)
    if first == end or grammar.tokens[first].tag not in {"WP", "WDT"}:
        return None
    verb = grammar.tokens[first].head
    if grammar.tokens[verb].dep != "relcl":
        return None
    noun = grammar.tokens[verb].head
    return grammar.parse.span(noun, noun + 1)


def _is_joined(grammar: Grammar, head: Span) -> bool:
    """Say whether another noun is joined to a source's head: "Marsh and the mayor of Leeds"."""
    first, end = grammar.parse.tokens_within(head)
    joined = grammar.child(end - 1, "conj") if first < end else None
    return joined is not None and grammar.tokens[joined].pos in {"NOUN", "PROPN", "PRON"}


def _is_one(grammar: Grammar, head: Span) -> bool:
    """Say whether a source is one person by its number: "a spokesman", "he", a name; not "critics"."""
    first, end = grammar.parse.tokens_within(head)
    return (
        first < end
        and grammar.tokens[first].tag in {"NN", "NNP", "PRP"}
        and grammar.tokens[first].text.lower() != "they"
    )


def _head(grammar: Grammar, source: Span) -> Span:
    """Return the token of a source that the others hang from."""
    first, end = grammar.parse.tokens_within(source)
    for index in range(first, end):
        head = grammar.tokens[index].head
        if head == index or not first <= head < end:
            return grammar.parse.span(index, index + 1)
    return source
