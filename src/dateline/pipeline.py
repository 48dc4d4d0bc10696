"""The corridor: the rooms in order, and the only module that knows them all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from dateline.errors import PipelineError
from dateline.record import (
    RECORD_VERSION,
    Annotation,
    AnyAnnotation,
    Article,
    Page,
    Part,
    Record,
    record_id,
)


class Layouter(Protocol):
    """Anything that lays a page's article as one text."""

    name: str
    resources: tuple[tuple[str, str], ...]

    def __call__(self, page: Page, *, published: str | None = None, zone: str | None = None) -> Article:
        """Return the article; ``published`` and ``zone`` are what the caller knows better than the page."""


class Annotator(Protocol):
    """Anything that finds something in a record.

    ``name`` with version becomes ``made_by``; ``needs`` and ``makes`` are checked when a pipeline
    is put together; ``resources`` are (name and version, SHA-256) of what it stands on.
    """

    name: str
    needs: frozenset[type[Annotation]]
    makes: frozenset[type[Annotation]]
    resources: tuple[tuple[str, str], ...]

    def __call__(self, record: Record) -> Iterable[AnyAnnotation]:
        """Return new findings; the record is never changed."""


class Pipeline:
    """The parts that turn a page into a record, in order.

    >>> Pipeline(layouter, [find_sentences, find_quotations]).read(page)   # doctest: +SKIP

    Raises PipelineError where a part needs what no part before it makes.
    """

    def __init__(self, layouter: Layouter, annotators: Sequence[Annotator]) -> None:
        made: set[type[Annotation]] = set()
        for annotator in annotators:
            missing = sorted(kind.__name__ for kind in annotator.needs - made)
            if missing:
                raise PipelineError(
                    f"part {annotator.name} needs {', '.join(missing)}, which no part before it makes; "
                    "put a part that makes it earlier",
                    part=annotator.name,
                    missing=missing,
                )
            made |= annotator.makes
        self._layouter = layouter
        self._annotators = tuple(annotators)

    def read(self, page: Page, *, published: str | None = None, zone: str | None = None) -> Record:
        """Read one page.

        ``published`` (ISO 8601 day, or day and time) stands above what the page says; ``zone`` is an
        IANA name for the publisher's clock.
        """
        article = self._layouter(page, published=published, zone=zone)
        record = Record(
            version=RECORD_VERSION,
            id=record_id(page.digest, page.url),
            page=page.reference(),
            article=article,
            parts=(Part(name=self._layouter.name, resources=self._layouter.resources),),
        )
        for annotator in self._annotators:
            part = Part(name=annotator.name, resources=annotator.resources)
            record = record.with_annotations(annotator(record), part=part)
        return record
