"""The corridor: the rooms in order, and the only module that knows them all."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dateline.article import ArticleLayouter, RecurringLines
from dateline.errors import InputError, PipelineError
from dateline.events import EventFinder, shipped_voter
from dateline.intake import LIMIT_BYTES, fetch_page, page_from_bytes, page_from_file, page_from_stream
from dateline.language import EntityFinder, SentenceFinder
from dateline.places import PlaceFinder, PublisherHomes
from dateline.quotes import QuotationFinder, shipped_tagger
from dateline.record import (
    RECORD_VERSION,
    Annotation,
    AnyAnnotation,
    Article,
    Classification,
    Page,
    Part,
    Record,
    record_id,
)
from dateline.resources.gazetteer import Gazetteer
from dateline.resources.parsing import SpacyParser
from dateline.sections import SectionFinder, shipped_encoder
from dateline.times import TimeFinder


class Layouter(Protocol):
    """Anything that lays a page's article as one text."""

    @property
    def name(self) -> str: ...

    @property
    def resources(self) -> tuple[tuple[str, str], ...]: ...

    def __call__(self, page: Page, *, published: str | None = None, zone: str | None = None) -> Article:
        """Return the article; ``published`` and ``zone`` are what the caller knows better than the page."""


class Annotator(Protocol):
    """Anything that finds something in a record.

    ``name`` with version becomes ``made_by``; ``needs`` and ``makes`` are checked when a pipeline
    is put together; ``resources`` are (name and version, SHA-256) of what it stands on.
    """

    @property
    def name(self) -> str: ...

    @property
    def needs(self) -> frozenset[type[Annotation]]: ...

    @property
    def makes(self) -> frozenset[type[Annotation]]: ...

    @property
    def resources(self) -> tuple[tuple[str, str], ...]: ...

    def __call__(self, record: Record) -> Iterable[AnyAnnotation]:
        """Return new findings; the record is never changed."""


class Classifier(Protocol):
    """Anything that says what a record is about; it comes last, so that it may look at all findings."""

    @property
    def name(self) -> str: ...

    @property
    def resources(self) -> tuple[tuple[str, str], ...]: ...

    def __call__(self, record: Record) -> Classification:
        """Return the sections, genre and setting; the record is never changed."""


class Pipeline:
    """The parts that turn a page into a record, in order.

    >>> Pipeline(layouter, [find_sentences, find_quotations]).read(page)   # doctest: +SKIP

    Raises PipelineError where a part needs what no part before it makes.
    """

    def __init__(
        self, layouter: Layouter, annotators: Sequence[Annotator], *, classifier: Classifier | None = None
    ) -> None:
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
        self._classifier = classifier

    def read(self, page: Page, *, published: str | None = None, zone: str | None = None) -> Record:
        """Read one page.

        ``published`` (ISO 8601 day, or day and time) stands above what the page says; ``zone`` is an
        IANA name for the publisher's clock. Raises InputError where one of the two is none.
        """
        return self.annotate(page, self.lay(page, published=published, zone=zone))

    def lay(self, page: Page, *, published: str | None = None, zone: str | None = None) -> Article:
        """Lay a page's article; nothing is found in it yet. Raises InputError like ``read``."""
        if published is not None:
            _check_time(published)
        if zone is not None:
            _check_zone(zone)
        return self._layouter(page, published=published, zone=zone)

    def annotate(self, page: Page, article: Article) -> Record:
        """Find everything in an article that is laid already."""
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
        if self._classifier is not None:
            part = Part(name=self._classifier.name, resources=self._classifier.resources)
            record = record.with_classification(self._classifier(record), part=part)
        return record

    def laid_by(self, layouter: Layouter) -> Pipeline:
        """Return the pipeline with another layouter."""
        return Pipeline(layouter, self._annotators, classifier=self._classifier)

    def with_part(self, part: Annotator) -> Pipeline:
        """Return the pipeline with a part in place of the one of its name."""
        parts = [part if each.name == part.name else each for each in self._annotators]
        return Pipeline(self._layouter, parts, classifier=self._classifier)

    def only(self, *kinds: type[Annotation | Classification]) -> Pipeline:
        """Return the pipeline without the parts that these kinds of finding do not need.

        With Classification the classifier is kept; what it can do without is not run for it.
        """
        wanted: set[type[Annotation | Classification]] = set(kinds)
        kept: list[Annotator] = []
        for annotator in reversed(self._annotators):
            if annotator.makes & wanted:
                kept.insert(0, annotator)
                wanted |= annotator.needs
        return Pipeline(self._layouter, kept, classifier=self._classifier if Classification in wanted else None)


def _check_time(value: str) -> None:
    try:
        datetime.fromisoformat(value)
    except ValueError as error:
        raise InputError(
            f"publication date {value!r} is none ({error}); give a day such as 2016-12-10, "
            "or a day and time such as 2016-12-10T14:03+01:00",
            value=value,
        ) from error


def _check_zone(name: str) -> None:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise InputError(
            f"time zone {name!r} is not known; give an IANA name such as Europe/Paris", zone=name
        ) from error


@cache
def default_pipeline() -> Pipeline:
    """Return the parts that Dateline reads with, loaded once: this is where a default is changed.

    Raises ModelError, GazetteerError or LexiconError, by name and with the mend, where a part can't be had.
    """
    parser = SpacyParser()
    return Pipeline(
        ArticleLayouter(),
        [
            SentenceFinder(parser),
            EntityFinder(parser),
            QuotationFinder(parser, shipped_tagger()),
            TimeFinder(),
            PlaceFinder(Gazetteer.load()),
            EventFinder(parser, shipped_voter()),
        ],
        classifier=SectionFinder(shipped_encoder()),
    )


def pipeline_for_source(pages: Iterable[Page]) -> Pipeline:
    """Return the default parts for pages of one source, as far as they tell about one another.

    Lines that stand on several of the scraped texts are the source's furniture, not a story's. The city that
    many of the articles name is where the source is at home: its bare place names are read from there.

    Raises IntakeError for a page that can't be read.
    """
    pages = list(pages)
    texts = (page.text for page in pages if page.media_type == "text/plain")
    layouter = ArticleLayouter(recurring=RecurringLines.of(texts))
    gazetteer = Gazetteer.load()
    homes, finder, laid = PublisherHomes(gazetteer), PlaceFinder(gazetteer), Pipeline(layouter, [])
    for page in pages:
        finder.teach(homes, laid.read(page))
    return default_pipeline().laid_by(layouter).with_part(PlaceFinder(gazetteer, homes=homes.homes()))


def page_of(
    source: str | os.PathLike[str] | bytes,
    *,
    url: str | None = None,
    allow_private: bool = False,
    limit_bytes: int = LIMIT_BYTES,
) -> Page:
    """Return the page at a URL or path, or the page that the bytes are; "-" is standard input.

    ``url`` is where bytes or a file came from, if that is known.

    Raises IntakeError (its kinds say why) and OSError for a file that can't be opened.
    """
    if isinstance(source, bytes):
        return page_from_bytes(source, url=url, limit_bytes=limit_bytes)
    if isinstance(source, str) and source == "-":
        return page_from_stream(sys.stdin.buffer, name="-", url=url, limit_bytes=limit_bytes)
    if isinstance(source, str) and source.startswith(("http://", "https://")):
        return fetch_page(source, allow_private=allow_private, limit_bytes=limit_bytes)
    return page_from_file(Path(source), url=url, limit_bytes=limit_bytes)


def read(
    source: str | os.PathLike[str] | bytes | Page,
    *,
    published: str | None = None,
    published_zone: str | None = None,
    allow_private: bool = False,
    pipeline: Pipeline | None = None,
) -> Record:
    """Read a page and return its record.

    ``source`` is a URL, the path of an HTML or text file, the bytes themselves, or a Page.
    ``published`` (ISO 8601 day, or day and time) is used where the caller knows better than the
    page; ``published_zone`` is an IANA name such as "Europe/Paris".

    >>> from dateline import read
    >>> record = read("samples/dispatch.txt", published="2016-12-10")   # doctest: +SKIP

    Raises IntakeError where the page can't be had, InputError for a date or zone that is none.
    """
    page = source if isinstance(source, Page) else page_of(source, allow_private=allow_private)
    return (pipeline or default_pipeline()).read(page, published=published, zone=published_zone)
