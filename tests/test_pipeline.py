"""Parts are handed in, checked when they are put together, and leave their names in the record."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from dateline.errors import PipelineError
from dateline.pipeline import Pipeline, default_pipeline, pipeline_for_source
from dateline.record import (
    Annotation,
    AnyAnnotation,
    Article,
    Entity,
    Identifier,
    Mention,
    Page,
    PlaceReference,
    Record,
    Sentence,
)
from tests.writing import article

PAGE = Page(content=b"Rain fell.", media_type="text/plain", encoding="utf-8")


class Laid:
    """Lays any page as the same article."""

    name = "laid/1"
    resources = ()

    def __call__(self, page: Page, *, published: str | None = None, zone: str | None = None) -> Article:
        return article(page.text, published=published)


class Blocks:
    """Takes each block for a sentence."""

    name = "blocks/1"
    needs: frozenset[type[Annotation]] = frozenset()
    makes: frozenset[type[Annotation]] = frozenset({Sentence})
    resources = (("table/1", "0" * 64),)

    def __call__(self, record: Record) -> Iterable[AnyAnnotation]:
        name = Identifier()
        return [
            Sentence(id=name("sentence", block.span), made_by=self.name, span=block.span)
            for block in record.article.blocks
        ]


class Names:
    """Needs mentions and finds nothing."""

    name = "names/1"
    needs: frozenset[type[Annotation]] = frozenset({Mention})
    makes: frozenset[type[Annotation]] = frozenset({Entity})
    resources = ()

    def __call__(self, record: Record) -> Iterable[AnyAnnotation]:
        return ()


def test_a_part_that_needs_what_nobody_makes_is_refused_by_name() -> None:
    with pytest.raises(PipelineError, match="part names/1 needs Mention, which no part before it makes") as caught:
        Pipeline(Laid(), [Blocks(), Names()])
    assert caught.value.facts["missing"] == ["Mention"]


def test_a_record_names_every_part_and_its_tables() -> None:
    record = Pipeline(Laid(), [Blocks()]).read(PAGE)
    assert [part.name for part in record.parts] == ["laid/1", "blocks/1"]
    assert record.parts[1].resources == (("table/1", "0" * 64),)
    assert record.sentences[0].made_by == "blocks/1"


def test_the_same_page_gives_the_same_bytes() -> None:
    pipeline = Pipeline(Laid(), [Blocks()])
    assert pipeline.read(PAGE).to_json() == pipeline.read(PAGE).to_json()


def test_a_pipeline_can_be_cut_down_to_what_some_findings_need() -> None:
    assert Pipeline(Laid(), [Blocks()]).only(Entity).read(PAGE).parts == Pipeline(Laid(), []).read(PAGE).parts
    kept = default_pipeline().only(Mention).read(PAGE)
    assert {type(a) for a in kept.annotations} <= {Sentence, Mention, Entity}


def test_the_default_parts_fit_together() -> None:
    made_by = {part.name for part in default_pipeline().read(PAGE).parts}
    assert len(made_by) == 8


LOCAL = (
    "The board met in Peoria on Monday. Pekin and Morton sent nobody to the meeting about the bridge.",
    "Police in Peoria and Bartonville closed the bridge for the night. Tazewell County paid for the lights.",
    "A school in Peoria burned before dawn. Crews from Chillicothe and Morton helped to carry the desks.",
    "A man from Springfield was hurt on Monday when a barn door fell on his foot during the storm.",
)


def test_pages_of_one_source_tell_where_it_is_at_home() -> None:
    pages = [
        Page(content=text.encode(), media_type="text/plain", encoding="utf-8", url=f"https://courier.example/{number}")
        for number, text in enumerate(LOCAL)
    ]
    record = pipeline_for_source(pages).only(PlaceReference).read(pages[-1])
    (springfield,) = record.places
    assert springfield.place is not None
    assert "Illinois" in springfield.place.chain
    part = next(part for part in record.parts if part.name == "places/1")
    assert "learnt-homes/1" in dict(part.resources)
