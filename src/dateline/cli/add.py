"""dateline add"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dateline.cli.gathering import contact_options, counted, excerpt_option, means_of, settings_of
from dateline.cli.main import told
from dateline.cli.pages import page_options, read_pages, with_progress
from dateline.errors import DatelineError, InputError

if TYPE_CHECKING:
    from dateline.gather.means import Means
    from dateline.intake.captures import Capture
    from dateline.intake.opml import Outline
    from dateline.record import Page, Record


@click.command()
@page_options
@contact_options
@click.option(
    "--home",
    metavar="PLACE",
    help='Where the publisher is at home, as in "Leeds, England": its bare place names are read from there.',
)
@click.option("--owner", metavar="NAME", help="Who owns the source.")
@excerpt_option
@click.option("--section", "sections", metavar="NAME", multiple=True,
              help="What the pages are about, where they do not say.")  # fmt: skip
@click.pass_obj
def command(obj: dict[str, bool], /, *, sources: tuple[str, ...], **options: Any) -> int:
    """Add sources, which are asked from now on, or pages, which are read at once.

    PAGE is the address of a feed (RSS, Atom, JSON Feed), a sitemap, a page that names its feeds, or an
    article; an OPML list; a file (HTML, text, WARC, JSON Lines); or a folder of pages. What it is, is found
    out. A page that is there already is read again, not doubled.
    """
    settings = settings_of(
        archive=options.pop("archive"), contact=options.pop("contact"), allow_private=options["allow_private"]
    )
    about = {"home": options.pop("home"), "owner": options.pop("owner")}
    about |= {"sections": options.pop("sections"), "shown": options.pop("shown")}
    with means_of(settings) as means:
        adding = _Adding(means, quiet=obj["quiet"], about=about, reading=options)
        adding.add(sources)
        return adding.end()


class _Adding:
    """What is added by one command, and how much of it."""

    def __init__(self, means: Means, *, quiet: bool, about: dict[str, Any], reading: dict[str, Any]) -> None:
        self._means = means
        self._quiet = quiet
        self._about = about
        self._reading = reading
        self._added = self._failed = self._subscribed = 0

    def add(self, sources: Sequence[str]) -> None:
        plain: list[str] = []
        for source in sources:
            way = self._way(source)
            if way is None:
                plain.append(source)
                continue
            try:
                way(source)
            except (DatelineError, OSError) as error:
                self._fail(source, error)
        if plain:
            for result in read_pages(plain, quiet=self._quiet, **self._reading):
                if result.page is None or result.record is None:
                    self._failed += 1
                else:
                    self._keep(result.page, result.record)

    def _way(self, source: str) -> Callable[[str], None] | None:
        """Return how a source is added; None for a single page, which is read as ever."""
        from dateline.gather.discovery import list_kind

        if "://" in source:
            return self._address
        path = Path(source)
        if path.is_dir():
            return self._folder
        name = path.name.lower()
        if name.endswith((".warc", ".warc.gz")):
            return self._warc
        if name.endswith((".jsonl", ".ndjson")):
            return self._lines
        if path.is_file():
            with path.open("rb") as file:
                kind = list_kind(file.read(20_000))
            if kind == "opml":
                return self._opml
            if kind is not None:
                return self._feed_file
            if (self._about["home"] or self._about["sections"]) and not self._reading["one_source"]:
                return self._file
        return None

    def _file(self, source: str) -> None:
        from dateline.pipeline import page_of

        self._read(page_of(source, limit_bytes=self._reading["limit_bytes"]))

    def _address(self, url: str) -> None:
        from dateline.gather import find_out

        found = find_out(url, self._means.web)
        if found.listing is not None:
            self._subscribe(found.url, listing=found.listing)
        self._outlines(found.outlines)
        if found.feeds and not self._quiet:
            click.echo(f"{found.url} is a page that names {counted(len(found.feeds), 'list', 'lists')}", err=True)
        for feed in found.feeds:
            try:
                self._subscribe(feed, site=found.url)
            except DatelineError as error:
                self._fail(feed, error)
        if found.article is not None:
            self._read(found.article)

    def _subscribe(self, url: str, **known: Any) -> None:
        from dateline.gather import subscribe

        source, new = subscribe(self._means, url, **{**self._about, **known}, zone=self._reading["published_zone"])
        self._subscribed += new
        if not self._quiet:
            what = f"{source.kind}, {source.listed:,} items" if source.listed else "to be asked"
            click.echo(
                f"{'added' if new else 'known'}  {source.url}  ({what})  {source.title or ''}".rstrip(), err=True
            )

    def _opml(self, source: str) -> None:
        from dateline.intake.opml import read_opml

        self._outlines(read_opml(Path(source).read_bytes(), name=source))

    def _outlines(self, outlines: Iterable[Outline]) -> None:
        for outline in outlines:
            sections = self._about["sections"] or ((outline.section,) if outline.section else ())
            self._subscribe(outline.url, ask=False, title=outline.title, site=outline.site, sections=sections)

    def _feed_file(self, source: str) -> None:
        raise InputError(f"{source} is a copy of a feed or sitemap; give the address that it came from")

    def _folder(self, source: str) -> None:
        from dateline.intake.captures import captures_in_folder

        self._captures(captures_in_folder(Path(source), limit_bytes=self._reading["limit_bytes"]))

    def _lines(self, source: str) -> None:
        from dateline.intake.captures import captures_in_lines

        self._captures(captures_in_lines(Path(source), limit_bytes=self._reading["limit_bytes"]))

    def _warc(self, source: str) -> None:
        from dateline.intake.warc import captures_in_warc

        self._captures(captures_in_warc(Path(source), limit_bytes=self._reading["limit_bytes"]))

    def _captures(self, captures: Iterator[Capture]) -> None:
        from dateline.pipeline import default_pipeline, pipeline_for_source

        pipeline = default_pipeline()
        if self._reading["one_source"]:
            known = list(captures)
            pipeline = pipeline_for_source([capture.page for capture in known if capture.page is not None])
            captures = iter(known)
        for capture in with_progress(captures, quiet=self._quiet):
            if capture.page is None:
                self._fail(capture.name, capture.error or InputError(f"{capture.name} holds no page"))
                continue
            try:
                self._read(capture.page, published=capture.published, pipeline=pipeline)
            except DatelineError as error:
                self._fail(capture.name, error)

    def _read(self, page: Page, *, published: str | None = None, pipeline: Any = None) -> None:
        from dateline.gather.homes import at_home
        from dateline.gather.reading import with_sections
        from dateline.pipeline import default_pipeline

        pipeline = at_home(pipeline or default_pipeline(), self._about["home"], page)
        article = pipeline.lay(
            page, published=self._reading["published"] or published, zone=self._reading["published_zone"]
        )
        self._keep(page, pipeline.annotate(page, with_sections(article, self._about["sections"])))

    def _keep(self, page: Page, record: Record) -> None:
        self._means.archive.add(page, record)
        self._added += 1

    def _fail(self, source: str, error: DatelineError | OSError) -> None:
        self._failed += 1
        click.echo(f"dateline: {source}: {told(error).removeprefix(f'{source}: ')}", err=True)

    def end(self) -> int:
        """Join the stories where pages were added, tell what was done, and return the exit code."""
        told_parts = []
        if self._added or not self._subscribed:
            self._means.storyteller.join(self._means.now(), replay="window")
            read = counted(self._added, "page", "pages")
            stories = counted(self._means.archive.counts().stories, "story", "stories")
            told_parts.append(f"{read} read, {self._failed} not; {stories}")
        if self._subscribed:
            sources = counted(self._subscribed, "source", "sources")
            told_parts.append(f"{sources} added; dateline gather asks them now, dateline run for ever")
        if not self._quiet:
            click.echo("; ".join(told_parts), err=True)
        return 1 if self._failed else 0
