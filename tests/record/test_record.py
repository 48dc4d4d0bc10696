"""A record holds together, or says what does not, where, and what to do."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import DigestError, RecordError, SpanError
from dateline.record import (
    AnyAnnotation,
    Block,
    Entity,
    Identifier,
    Mention,
    Page,
    Quotation,
    Record,
    Sentence,
    Span,
    Speaker,
    article_of_paragraphs,
    evidence,
    record_id,
    text_digest,
)
from dateline.record.annotations import CueFlag
from tests.writing import written

WORDS = "Lena Ostrow said the bridge was safe."


def with_a_quotation() -> Record:
    name = Identifier()
    mention = Mention(id=name("mention", Span(0, 11)), made_by="by-hand/1", span=Span(0, 11), type="person")
    entity = Entity(
        id=name("entity", Span(0, 11)), made_by="by-hand/1", type="person", name=Span(0, 11), mentions=(mention.id,)
    )
    quotation = Quotation(
        id=name("quotation", Span(17, 36)),
        made_by="by-hand/1",
        confidence=0.9,
        type="indirect",
        content=(Span(17, 36),),
        cue=(Span(12, 16),),
        speaker=Speaker(span=Span(0, 11), entity=entity.id),
    )
    return written(WORDS).with_annotations([quotation, entity, mention])


def refused(data: bytes, error: type[RecordError]) -> str:
    with pytest.raises(error) as caught:
        Record.from_json(data)
    return str(caught.value)


def test_a_record_survives_json_byte_for_byte() -> None:
    record = with_a_quotation()
    data = record.to_json()
    assert Record.from_json(data) == record
    assert Record.from_json(data).to_json() == data


def test_findings_stand_by_kind_and_then_in_reading_order() -> None:
    record = with_a_quotation()
    assert [type(a).__name__ for a in record.annotations] == ["Mention", "Entity", "Quotation"]
    assert record.quotations[0].extent.of(record.text) == "the bridge was safe"


def test_a_span_outside_the_text_is_refused_with_its_path() -> None:
    data = (
        with_a_quotation().to_json().replace(b'"content":[{"start":17,"end":36}]', b'"content":[{"start":17,"end":99}]')
    )
    message = refused(data, SpanError)
    assert "span 17:99 at $.annotations[2].content[0] lies outside a text of 37 characters" in message


def test_an_empty_span_is_refused_with_its_path() -> None:
    data = with_a_quotation().to_json().replace(b'"cue":[{"start":12,"end":16}]', b'"cue":[{"start":12,"end":12}]')
    message = refused(data, SpanError)
    assert "span 12:12 covers no text" in message
    assert "$.annotations[2].cue[0]" in message


def test_a_text_that_was_changed_is_refused() -> None:
    message = refused(with_a_quotation().to_json().replace(b"was safe", b"was lost"), DigestError)
    assert "read the page again" in message


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (b'"kind":"quotation"', b'"kind":"quotatoin"', "quotatoin"),
        (b'"type":"indirect"', b'"type":"indirekt"', "indirekt"),
        (b'"role":"body"', b'"role":"bodie"', "bodie"),
        (b'"confidence":0.9', b'"confidence":1.9', "<= 1.0"),
        (b'"made_by":"by-hand/1","span"', b'"madeby":"by-hand/1","span"', "madeby"),
    ],
    ids=["kind", "type", "role", "confidence", "field"],
)
def test_an_unknown_word_is_refused_with_path_value_and_mend(old: bytes, new: bytes, says: str) -> None:
    message = refused(with_a_quotation().to_json().replace(old, new), RecordError)
    assert says in message
    assert "$." in message
    assert "dateline schema" in message


def test_an_id_that_names_nothing_is_refused() -> None:
    data = with_a_quotation().to_json().replace(b'"entity":"entity-0-11"', b'"entity":"entity-0-12"')
    assert "names 'entity-0-12', which is not in the record" in refused(data, RecordError)


def test_an_id_that_is_taken_is_refused() -> None:
    sentence = Sentence(id="sentence-0-4", made_by="by-hand/1", span=Span(0, 4))
    with pytest.raises(RecordError, match=r"'sentence-0-4' at \$.annotations\[1\].id is taken"):
        written(WORDS).with_annotations([sentence, sentence])


def test_words_in_no_block_are_refused() -> None:
    record = written(WORDS)
    article = msgspec.structs.replace(record.article, blocks=(Block(role="body", span=Span(0, 11)),))
    with pytest.raises(RecordError, match="the text from 11 on is in no block"):
        msgspec.structs.replace(record, article=article)


def test_a_record_of_a_later_version_is_refused() -> None:
    assert "update Dateline" in refused(
        with_a_quotation().to_json().replace(b'"version":1', b'"version":2'), RecordError
    )


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"\xff\xfe", b'{"id":1}', b"null"], ids=repr)
def test_what_is_no_record_is_refused_in_one_sentence(data: bytes) -> None:
    message = refused(data, RecordError)
    assert message[:1].islower() or message.startswith("not JSON")
    assert ";" in message


def test_the_same_page_has_the_same_id_and_another_address_another() -> None:
    page = Page(content=b"x", media_type="text/plain", encoding="utf-8")
    assert record_id(page.digest, "https://a.example/1") == record_id(page.digest, "https://a.example/1")
    assert record_id(page.digest, "https://a.example/1") != record_id(page.digest, "https://b.example/1")


def test_evidence_holds_only_for_the_exact_words() -> None:
    record = written(WORDS)
    proof = evidence(record, Span(0, 4))
    assert proof.words == "Lena"
    assert proof.holds(record)
    assert not msgspec.structs.replace(proof, words="Lene").holds(record)
    assert not proof.holds(written(WORDS + " It was."))


@pytest.mark.parametrize(
    "content",
    [b"a\x00b", b"\xed\xa0\x80", b"\xff\xfe", "\ufeffa".encode(), b""],
    ids=["nul", "surrogate", "not-utf-8", "bom", "empty"],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1252"])
def test_a_page_has_text_whatever_its_bytes(content: bytes, encoding: str) -> None:
    text = Page(content=content, media_type="text/plain", encoding=encoding).text
    assert "\x00" not in text
    assert text.encode().decode() == text


ODD = st.text(alphabet=st.sampled_from("aB.“”'\n \u200b\u00ad\ufe0f🕊שלוم"), max_size=60)


@given(ODD, st.lists(st.tuples(st.integers(0, 59), st.integers(1, 60)), max_size=6))
def test_any_text_with_any_findings_survives_json(text: str, pairs: list[tuple[int, int]]) -> None:
    article = article_of_paragraphs(text, made_by="by-hand/1")
    page = Page(content=text.encode(), media_type="text/plain", encoding="utf-8")
    name = Identifier()
    found: list[AnyAnnotation] = [
        Sentence(id=name("sentence", Span(a, b)), made_by="by-hand/1", span=Span(a, b))
        for a, b in pairs
        if a < b <= len(text)
    ]
    record = Record(version=1, id=record_id(page.digest, None), page=page.reference(), article=article)
    record = record.with_annotations(found)
    assert Record.from_json(record.to_json()) == record
    assert record.article.digest == text_digest(text)


@pytest.mark.parametrize(
    ("flags", "uttered"), [((), 1), (("denied",), 1), (("future",), 0), (("declined", "joined"), 0)]
)
def test_what_was_not_uttered_is_no_statement(flags: tuple[CueFlag, ...], uttered: int) -> None:
    record = written(WORDS)
    quotation = Quotation(
        id="quotation-17-36", made_by="by-hand/1", type="indirect", content=(Span(17, 36),), flags=flags
    )
    assert len(record.with_annotations([quotation]).statements) == uttered
