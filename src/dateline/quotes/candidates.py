"""What may be made of each cue: the rule's report, the tagger's, and theirs mixed, with what speaks for each."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec

from dateline.quotes.decoding import Decoder
from dateline.quotes.grammar import Grammar
from dateline.quotes.lexicon import load_cues
from dateline.quotes.marks import Region
from dateline.quotes.nouns import load_nouns
from dateline.quotes.report import Report
from dateline.quotes.tagger import Links, Reading, Scores
from dateline.record import CueKind, Span

_PLAIN_RULES = frozenset({"colon", "hearsay", "signature"})
"""Transcripts, "reportedly", names under a quotation: the tagger learned from few of them or none."""
_PLAIN_VERBS = frozenset({"say", "tell", "add", "urge"})
_LEAST_CUE = -0.5
"""Log-odds from which a stretch without a rule is looked at as a cue."""


class Candidate(NamedTuple):
    """One reading of a cue: a report, and what speaks for it."""

    report: Report
    features: dict[str, float]
    firm: bool = False
    """Of a rule that tells better than the tagger what was said: words wholly in marks, "according to"."""
    plain: bool = False
    """Of a rule that reads so plainly that there is a report, whatever the tagger makes of it."""


class Proposer:
    """Proposes readings of each cue, the rules' and the tagger's, and describes them."""

    def __init__(self, text: str, grammar: Grammar, regions: Sequence[Region], reading: Reading) -> None:
        self._grammar = grammar
        self._regions = regions
        self._reading = reading
        self._decoder = Decoder(text, grammar, regions)
        self._told: frozenset[int] = frozenset()

    def candidates(self, reports: Sequence[Report]) -> list[list[Candidate]]:
        """Return the readings of each cue, the rule's own first where a rule found the cue."""
        found = []
        taken = sorted(report.cue[0] for report in reports if report.cue)
        self._told = frozenset(region for report in reports if report.cue for region in report.regions)
        for report in reports:
            if report.cue:
                found.append(list(self._readings(report)))
        starts = [span.start for span in taken]
        for span, _ in self._reading.cues(_LEAST_CUE):
            cue = self._decoder.whole_words(span)
            place = bisect_left(starts, cue.end)
            if any(other.overlaps(cue) for other in taken[max(0, place - 3) : place]):
                continue
            proposed = self._proposed(cue)
            if proposed is not None:
                found.append([proposed])
        return found

    def _readings(self, report: Report) -> Iterator[Candidate]:
        links = self._reading.links(report.cue[0])
        features = self._features(report, links, "rule")
        firm = "direct" in features or report.rule == "according to"
        yield Candidate(report, features, firm, self._is_plain(report))
        if links is None:
            return
        source = self._decoder.source(links, report.cue[0])
        content = self._decoder.content(links, report.cue[0], source or report.source)
        for changed in ("source",) if firm else ("content", "source", "both"):
            other = report
            if changed != "source":
                if not content or _agree(links, content, report.content) > 0.99:
                    continue
                regions = self._decoder.touched(content)
                if not self._told.isdisjoint(set(regions).difference(report.regions)):
                    continue  # those words in marks have a cue of their own
                other = msgspec.structs.replace(other, content=content, regions=regions)
            if changed != "content":
                if source == report.source or _is_part(source, report.source):
                    continue
                if firm and source is not None and report.source is not None:
                    continue  # beside quotation marks the tagger may doubt a speaker, not name another
                other = msgspec.structs.replace(other, source=source)
            yield Candidate(other, self._features(other, links, changed), firm)

    def _is_plain(self, report: Report) -> bool:
        """Say whether a report is one by a colon, an adverb, or a speaker, "said" or "urged", and what."""
        if report.frame is None or report.rule not in {"clause", "infinitive"}:
            return report.rule in _PLAIN_RULES
        verb = self._grammar.tokens[report.frame.verb]
        in_marks = bool(self._decoder.touched([report.cue[0], *report.content]))
        return (
            report.source is not None
            and not in_marks
            and verb.lemma in _PLAIN_VERBS
            and verb.tag in {"VBD", "VBZ", "VBP"}
        )

    def _proposed(self, cue: Span) -> Candidate | None:
        links = self._reading.links(cue)
        if links is None:
            return None
        source = self._decoder.source(links, cue)
        content = self._decoder.content(links, cue, source)
        if not content:
            return None
        report = Report(
            frame=None,
            source=source,
            cue=[cue],
            content=content,
            regions=self._decoder.touched(content),
            rule="tagger",
            kind=self._kind(cue),
        )
        return Candidate(report, self._features(report, links, "both"))

    def _kind(self, cue: Span) -> CueKind:
        """The kind of the last listed word of a cue; speech where none is listed."""
        first, end = self._grammar.parse.tokens_within(cue)
        for index in range(end - 1, first - 1, -1):
            token = self._grammar.tokens[index]
            listed = (load_nouns() if token.pos == "NOUN" else load_cues()).get(token.lemma.lower())
            if listed is not None:
                return listed.kind
        return "speech"

    def _features(self, report: Report, links: Links | None, changed: str) -> dict[str, float]:
        cue = report.cue[0]
        features = {f"rule={report.rule}": 1.0, f"changed={changed}": 1.0, f"kind={report.kind}": 1.0, "": 1.0}
        quoted = sum(len(self._regions[n].span) for n in report.regions)
        length = sum(map(len, report.content))
        features["direct" if quoted > 0.95 * length else "mixed" if quoted else "indirect"] = 1.0
        features["words"] = math.log1p(length) / 5
        features["cue in marks"] = float(any(self._regions[n].span.contains(cue) for n in self._decoder.touched([cue])))
        features["no source"] = float(report.source is None)
        features["pieces"] = float(len(report.content) > 1)
        if links is None:
            features["unread"] = 1.0
            return features
        cue_score = self._reading.cue(cue)
        features["cue"] = _clipped(cue_score or 0.0) / 4
        features["source edge"] = _edge(links, links.source, _listed(report.source))
        features["content edge"] = _edge(links, links.content, report.content)
        source = _expected_dice(links, links.chances[0], _listed(report.source))
        content = _expected_dice(links, links.chances[1], report.content)
        if report.source is None:
            source = 1 - float(max(links.chances[0]))
        features["content"] = _logit(content) / 4
        features["source"] = _logit(source) / 4
        outside = sum(len(s) for s in report.content if not links.spans or s.start > links.spans[-1].end)
        features["content outside"] = float(outside > 0)
        features["all"] = _logit(content * source / (1 + math.exp(-_clipped(cue_score or 0.0)))) / 4
        return features


def _agree(links: Links, one: Sequence[Span], other: Sequence[Span]) -> float:
    """Dice overlap of two sets of spans, in wordpieces."""
    first, second = (set(_words(links, spans)) for spans in (one, other))
    total = len(first) + len(second)
    return 2 * len(first & second) / total if total else 1.0


def _is_part(one: Span | None, other: Span | None) -> bool:
    """Say whether one of two sources is part of the other: grammar knows better where it ends."""
    return one is not None and other is not None and (one.contains(other) or other.contains(one))


def _words(links: Links, spans: Sequence[Span]) -> Iterator[int]:
    for span in spans:
        part = links.within(span)
        yield from range(part.start, part.stop)


def _listed(span: Span | None) -> list[Span]:
    return [] if span is None else [span]


def _expected_dice(links: Links, chances: Scores, spans: Sequence[Span]) -> float:
    """How much spans overlap with the words that have a role, going by the chance of each word to have it."""
    parts = [links.within(span) for span in spans]
    total = float(chances.sum()) + sum(part.stop - part.start for part in parts)
    return 2 * sum(float(chances[part].sum()) for part in parts) / total if total else 0.0


def _edge(links: Links, scores: Scores, spans: Sequence[Span]) -> float:
    """How much likelier the words just inside are than those just outside, in tens of log-odds."""
    rises = []
    for span in spans:
        part = links.within(span)
        if 0 < part.start < part.stop:
            rises.append(float(scores[part.start] - scores[part.start - 1]))
        if part.start < part.stop < len(scores):
            rises.append(float(scores[part.stop - 1] - scores[part.stop]))
    return sum(min(max(rise, -10.0), 10.0) for rise in rises) / len(rises) / 10 if rises else 0.0


def _logit(share: float) -> float:
    share = min(max(share, 0.01), 0.99)
    return math.log(share / (1 - share))


def _clipped(score: float) -> float:
    return min(max(score, -6.0), 6.0)
