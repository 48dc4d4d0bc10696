from __future__ import annotations

from collections import Counter

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.record import (
    AnyAnnotation,
    Event,
    Identifier,
    PlaceReference,
    Quotation,
    Record,
    Sentence,
    Span,
    Speaker,
    TimeExpression,
)
from dateline.record.marking import MAX_DEPTH, Mark, MarkedBlock, MarkKind, mark
from tests.writing import written


def with_findings(record: Record, *findings: AnyAnnotation) -> Record:
    return record.with_annotations(findings)


def spanning(record: Record, words: str) -> Span:
    start = record.text.index(words)
    return Span(start, start + len(words))


def place(span: Span, number: int = 0) -> PlaceReference:
    return PlaceReference(id=f"place-{span.start}-{span.end}-{number}", made_by="by-hand/1", span=span)


def quotation(*content: Span, number: int = 0, speaker: Span | None = None) -> Quotation:
    return Quotation(
        id=f"quotation-{content[0].start}-{content[-1].end}-{number}",
        made_by="by-hand/1",
        type="direct",
        content=content,
        speaker=None if speaker is None else Speaker(span=speaker),
    )


def drawn(record: Record, blocks: tuple[MarkedBlock, ...]) -> str:
    """The blocks with each mark as {kind|words}."""
    out = []
    for _, segments in blocks:
        for segment in segments:
            out += [f"{{{piece.kind}|" for piece in segment.opened]
            out.append(segment.span.of(record.text))
            out += ["}" for _ in segment.closed]
        out.append("¶")
    return "".join(out)


def test_marks_nest_with_the_shorter_one_inside() -> None:
    record = written("“We leave Malmö today,” she said.")
    marked = with_findings(
        record, quotation(spanning(record, "We leave Malmö today")), place(spanning(record, "Malmö"))
    )
    assert drawn(marked, mark(marked)) == "“{quotation|We leave {place|Malmö} today},” she said.¶"


def test_a_mark_that_crosses_anothers_end_is_cut_there() -> None:
    record = written("one two three four")
    marked = with_findings(record, quotation(spanning(record, "one two three")), place(spanning(record, "three four")))
    assert drawn(marked, mark(marked)) == "{quotation|one two {place|three}}{place| four}¶"


def test_a_quotation_over_two_paragraphs_is_marked_in_each_and_first_once() -> None:
    record = written("“One.\n\n“Two.”")
    marked = with_findings(record, quotation(Span(1, 12)))
    blocks = mark(marked)
    assert drawn(marked, blocks) == "“{quotation|One.}¶{quotation|“Two.}”¶"
    assert [segment.opened[0].first for block in blocks for segment in block.segments if segment.opened] == [
        True,
        False,
    ]


def test_of_two_marks_over_the_same_words_the_quotation_is_outside() -> None:
    record = written("Paris")
    whole = Span(0, 5)
    time = TimeExpression(id="time-0-5", made_by="by-hand/1", span=whole, type="DATE", rule="r")
    marked = with_findings(record, time, place(whole), quotation(whole))
    assert drawn(marked, mark(marked)) == "{quotation|{place|{time|Paris}}}¶"


def test_only_the_kinds_asked_for_are_marked() -> None:
    record = written("Paris fell.")
    event = Event(
        id="event-6-10",
        made_by="by-hand/1",
        type="ASSAULT",
        trigger=Span(6, 10),
        status="actual",
        evidence=(Span(0, 11),),
    )
    sentence = Sentence(id="sentence-0-11", made_by="by-hand/1", span=Span(0, 11))
    marked = with_findings(record, sentence, event, place(Span(0, 5)))
    assert drawn(marked, mark(marked, ("event",))) == "Paris {event|fell}.¶"
    assert drawn(marked, mark(marked, ("sentence", "place"))) == "{sentence|{place|Paris} fell.}¶"


def test_an_article_without_words_has_no_blocks() -> None:
    assert mark(written("")) == ()


def test_findings_nested_without_end_stay_bounded() -> None:
    record = written("x" * 4000)
    deep = [place(Span(n, 4000 - n), n) for n in range(1500)]
    [(_, segments)] = mark(with_findings(record, *deep))
    assert max(len(segment.marks) for segment in segments) == MAX_DEPTH
    assert "".join(segment.span.of(record.text) for segment in segments) == record.text


texts = st.text(st.sampled_from("ab \n“”é\U0001f600\u200b\u05d0\u202e"), max_size=60)


@st.composite
def records(draw: st.DrawFn) -> Record:
    record = written(draw(texts))
    length = len(record.text)
    if not length:
        return record
    edges = st.tuples(st.integers(0, length), st.integers(0, length)).filter(lambda pair: pair[0] != pair[1])
    name = Identifier()
    findings: list[AnyAnnotation] = []
    for (start, end), kind in draw(st.lists(st.tuples(edges, st.sampled_from("qpt")), max_size=12)):
        span = Span(min(start, end), max(start, end))
        if kind == "p":
            findings.append(PlaceReference(id=name("place", span), made_by="h/1", span=span))
        elif kind == "t":
            findings.append(TimeExpression(id=name("time", span), made_by="h/1", span=span, type="DATE", rule="r"))
        else:
            findings.append(
                Quotation(
                    id=name("quotation", span),
                    made_by="h/1",
                    type="direct",
                    content=(span,),
                    speaker=Speaker(span=span),
                    cue=(span,),
                )
            )
    return record.with_annotations(findings)


ALL: tuple[MarkKind, ...] = ("sentence", "quotation", "speaker", "cue", "mention", "event", "place", "time")


@given(records())
def test_the_segments_words_are_the_blocks_words(record: Record) -> None:
    for block, segments in mark(record, ALL):
        assert "".join(segment.span.of(record.text) for segment in segments) == block.span.of(record.text)


@given(records())
def test_marks_open_and_close_as_brackets_do(record: Record) -> None:
    for _, segments in mark(record, ALL):
        stack: list[Mark] = []
        for segment in segments:
            stack += segment.opened
            assert tuple(stack) == segment.marks
            for piece in segment.closed:
                assert stack.pop() == piece
        assert not stack


@given(records())
def test_every_marked_word_belongs_to_its_finding_and_none_is_missed(record: Record) -> None:
    covered: dict[tuple[str, str], set[int]] = {}
    for _, segments in mark(record, ALL):
        for segment in segments:
            for piece in segment.marks:
                covered.setdefault((piece.kind, piece.annotation), set()).update(
                    range(segment.span.start, segment.span.end)
                )
    in_blocks = {n for block in record.article.blocks for n in range(block.span.start, block.span.end)}
    expected = {}
    for annotation in record.annotations:
        words = set(range(annotation.extent.start, annotation.extent.end)) & in_blocks
        kinds = {"quotation": ("quotation", "speaker", "cue")}.get(annotation.id.split("-")[0])
        for kind in kinds or (annotation.id.split("-")[0],):
            if words:
                expected[kind, annotation.id] = words
    deep = {n for n, depth in Counter(n for words in expected.values() for n in words).items() if depth > MAX_DEPTH}
    for key, words in expected.items():
        # Where more than MAX_DEPTH findings lie on one another the innermost are not marked.
        assert words - deep <= covered.get(key, set()) <= words
    assert covered.keys() <= expected.keys()


@given(records())
def test_each_finding_that_is_marked_has_one_first_piece_of_a_kind(record: Record) -> None:
    firsts: dict[tuple[str, str], int] = {}
    for _, segments in mark(record, ALL):
        for segment in segments:
            for piece in segment.opened:
                key = (piece.kind, piece.annotation)
                firsts[key] = firsts.get(key, 0) + piece.first
    assert set(firsts.values()) <= {1}


@pytest.mark.parametrize("reverse", [False, True])
def test_the_order_of_findings_changes_nothing(reverse: bool) -> None:
    record = written("one two three")
    findings = [place(Span(0, 7)), quotation(Span(4, 13)), place(Span(4, 7))]
    shuffled = msgspec.structs.replace(record, annotations=tuple(reversed(findings) if reverse else findings))
    assert drawn(shuffled, mark(shuffled)) == "{place|one {quotation|{place|two}}}{quotation| three}¶"
