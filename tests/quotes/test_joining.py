"""How the tagger's findings join the rules'."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
import numpy as np
import pytest

from dateline.quotes.candidates import Candidate, Proposer
from dateline.quotes.confidence import confidence_of
from dateline.quotes.grammar import Grammar
from dateline.quotes.joining import Weights, joined
from dateline.quotes.marks import find_regions, paragraphs
from dateline.quotes.report import Report
from dateline.quotes.tagger import Links, Reading, share
from dateline.record import Span
from dateline.resources.parsing import Parser
from tests.writing import article

SURE = 5.0


class Made(Reading):
    """A reading in which words belong to the cue, source and content that a test names."""

    def __init__(self, text: str, cue: str, source: str | None, content: str, *, sure: float = SURE) -> None:
        words, start = [], 0
        for word in text.split():
            start = text.index(word, start)
            words.append(Span(start, start + len(word)))
            start += len(word)
        self._spans = tuple(words)
        self._cue = _where(text, cue)
        self._roles = [source, content]
        self._text, self._sure = text, sure

    def cues(self, least: float) -> list[tuple[Span, float]]:
        return [(self._cue, self._sure)] if self._sure > least else []

    def cue(self, span: Span) -> float | None:
        return self._sure if span.overlaps(self._cue) else -SURE

    def links(self, cue: Span) -> Links | None:
        scores = [
            np.array([SURE if words and _where(self._text, words).overlaps(s) else -SURE for s in self._spans])
            for words in self._roles
        ]
        return Links(
            self._spans,
            [span.start for span in self._spans],
            scores[0],
            scores[1],
            (share(scores[0]), share(scores[1])),
        )


def _where(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def by_rule(text: str, source: str, cue: str, content: str) -> Report:
    where = [_where(text, words) for words in (source, cue, content)]
    return Report(
        frame=None, source=where[0], cue=[where[1]], content=[where[2]], regions=[], rule="clause", kind="speech"
    )


def readings(text: str, made: Reading, parser: Parser, *reports: Report) -> list[list[Candidate]]:
    laid = article(text)
    regions = find_regions(text, paragraphs(laid))
    return Proposer(text, Grammar(parser(laid)), regions, made).candidates(reports)


TEXT = "Helen Marsh touted the new dam in Leeds as safe, and rain fell."


def test_a_cue_that_no_rule_found_is_proposed_with_its_words(parser: Parser) -> None:
    made = Made(TEXT, "touted", "Helen Marsh", "the new dam in Leeds as safe")
    [[candidate]] = readings(TEXT, made, parser)
    report = candidate.report
    assert report.source is not None
    assert (report.source.of(TEXT), report.cue[0].of(TEXT)) == ("Helen Marsh", "touted")
    assert [span.of(TEXT) for span in report.content] == ["the new dam in Leeds as safe"]
    assert report.rule == "tagger"


def test_a_stretch_that_is_hardly_a_cue_is_not_proposed(parser: Parser) -> None:
    assert readings(TEXT, Made(TEXT, "touted", "Helen Marsh", "the new dam", sure=-2.0), parser) == []


def test_a_cue_without_content_is_not_proposed(parser: Parser) -> None:
    made = Made(TEXT, "touted", "Helen Marsh", "the new dam")
    made._roles[1] = None
    assert readings(TEXT, made, parser) == []


def test_a_rule_s_report_stands_first_and_the_tagger_s_changes_after_it(parser: Parser) -> None:
    rule = by_rule(TEXT, "Helen Marsh", "touted", "the new dam")
    made = Made(TEXT, "touted", "Helen Marsh", "the new dam in Leeds as safe")
    [candidates] = readings(TEXT, made, parser, rule)
    assert candidates[0].report is rule
    assert [c.report.content[0].of(TEXT) for c in candidates[1:]] == ["the new dam in Leeds as safe"] * len(
        candidates[1:]
    )
    assert candidates[1].features["content"] > candidates[0].features["content"]


def test_quoted_words_are_taken_whole_or_not_at_all(parser: Parser) -> None:
    text = "Helen Marsh called the dam “late and far too dear” on Monday."
    made = Made(text, "called", "Helen Marsh", "the dam “late and far")
    [[candidate]] = readings(text, made, parser)
    assert [span.of(text) for span in candidate.report.content] == ["the dam “late and far too dear”"]
    assert candidate.report.regions == [0]
    barely = Made(text, "called", "Helen Marsh", "the dam “late")
    [[candidate]] = readings(text, barely, parser)
    assert [span.of(text) for span in candidate.report.content] == ["the dam"]


def test_a_source_is_one_stretch_and_may_be_absent(parser: Parser) -> None:
    made = Made(TEXT, "touted", None, "the new dam")
    [[candidate]] = readings(TEXT, made, parser)
    assert candidate.report.source is None
    assert candidate.features["no source"] == 1.0


def weights(**named: float) -> Weights:
    return Weights(accept=0.5, weights=named)


def candidate(report: Report, **features: float) -> Candidate:
    return Candidate(report, features)


def test_the_likeliest_reading_of_a_cue_is_kept_with_its_chance() -> None:
    short, long = (by_rule(TEXT, "Helen Marsh", "touted", words) for words in ("the new dam", "the new dam in Leeds"))
    [report] = joined([[candidate(short, a=1.0), candidate(long, a=2.0)]], weights(a=1.0))
    assert report.content == long.content
    assert report.confidence == pytest.approx(0.88)


def test_an_unlikely_reading_is_left_out() -> None:
    report = by_rule(TEXT, "Helen Marsh", "touted", "the new dam")
    assert joined([[candidate(report, a=-1.0)]], weights(a=1.0)) == []


def test_words_in_marks_that_a_rule_found_are_kept() -> None:
    report = by_rule(TEXT, "Helen Marsh", "touted", "the new dam")
    [kept] = joined([[Candidate(report, {"a": -1.0}, firm=True)]], weights(a=1.0))
    share = confidence_of(report)
    assert share is not None
    assert kept.confidence == pytest.approx((0.27 + share) / 2, abs=0.01)


def test_a_plain_report_is_kept_as_the_rule_has_it_however_unlikely() -> None:
    report = by_rule(TEXT, "Helen Marsh", "touted", "the new dam")
    other = by_rule(TEXT, "Helen Marsh", "touted", "new dam")
    readings = [Candidate(report, {"a": -2.0}, plain=True), Candidate(other, {"a": -1.0})]
    [kept] = joined([readings], weights(a=1.0))
    assert kept.content == report.content


def test_of_two_reports_of_the_same_words_the_likelier_stands() -> None:
    one = by_rule(TEXT, "Helen Marsh", "touted", "the new dam in Leeds")
    other = by_rule(TEXT, "Helen Marsh", "safe", "the new dam in Leeds")
    [report] = joined([[candidate(one, a=1.0)], [candidate(other, a=2.0)]], weights(a=1.0))
    assert report.cue == other.cue


def test_a_report_inside_what_another_says_is_kept() -> None:
    text = "Helen Marsh said the council believes the dam is safe."
    outer = by_rule(text, "Helen Marsh", "said", "the council believes the dam is safe")
    inner = by_rule(text, "the council", "believes", "the dam is safe")
    found = joined([[candidate(outer, a=2.0)], [candidate(inner, a=-2.0)]], weights(a=1.0))
    assert [report.cue for report in found] == [outer.cue, inner.cue]


@pytest.mark.parametrize("features", [{}, {"unknown": 3.0}, {"a": 1e9}, {"a": -1e9}])
def test_chances_are_shares(features: Mapping[str, float]) -> None:
    assert 0.0 <= weights(a=1.0).chance(features) <= 1.0


def test_words_in_marks_with_a_cue_of_their_own_are_not_taken_for_another_cue(parser: Parser) -> None:
    text = "The quay is safe, Mr Holt said. “We have checked it twice,” he added."
    told = msgspec.structs.replace(by_rule(text, "he", "added", "We have checked it twice,"), regions=[0])
    rule = by_rule(text, "Mr Holt", "said", "The quay is safe")
    first, _ = readings(text, Made(text, "said", "Mr Holt", "“We have checked it twice,”"), parser, rule, told)
    assert [candidate.report.regions for candidate in first] == [[]] * len(first)
    alone, *_ = readings(text, Made(text, "said", "Mr Holt", "“We have checked it twice,”"), parser, rule)
    assert [0] in [candidate.report.regions for candidate in alone]
