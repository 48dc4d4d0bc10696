"""Every page of an edition, by its path: the one place that decides what a page shows.

A folder is built from ``first_paths`` and a server answers for any path with ``find_view``; both then draw
the same page with ``drawing.drawn``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice
from typing import Any, NamedTuple, TypeVar
from urllib.parse import urlencode

from dateline.edition import lists
from dateline.edition.holdings import At, Filter, Indexed, Part
from dateline.edition.lines import Source
from dateline.edition.paths import (
    FRONT,
    article_path,
    numbered,
    section_path,
    source_path,
    speaker_path,
    story_path,
)
from dateline.edition.ranking import FORMULA, moment
from dateline.edition.references import Listed, Reference, Whole, headline_line
from dateline.edition.rows import Row, story_row
from dateline.edition.story_page import story_about, story_title
from dateline.record import Record, Story

ON_FRONT = 36
"""Stories on the front page and on a section's: a number that a reader can finish. The rest stands in the list."""
IN_LIST = 80
"""Stories on one page of the list of all recent ones."""
IN_TABLE = 40
"""Events, statements or reports on one page of a list: under 60 KB with all their evidence."""

R = TypeVar("R")
T = TypeVar("T")


class Asked(NamedTuple):
    """What a reader asks for beside a path: only served pages can be asked."""

    since: str = ""
    """Show only stories with a report after this time, ISO 8601."""
    only: Filter = Filter()


class View(NamedTuple):
    """A page before it is drawn, and the same as data."""

    path: str
    template: str
    title: Reference
    about: dict[str, Any]
    rows: Callable[[], Iterable[Row]] = tuple
    """Returns the list as data; made only when it is asked for."""
    whole: Record | Story | None = None
    """What the page is about as a whole: its data form."""
    next: str | None = None
    """Path of the list's next page."""
    query: str = ""
    """What was asked beside the path, as in an address; every link to more of the same repeats it."""


def find_view(source: Source, path: str, asked: Asked | None = None) -> View | None:
    """Return the page at a path; None where there is none.

    Raises ArchiveError where the archive can't be read.
    """
    for pattern, make in _KINDS:
        found = pattern.fullmatch(path)
        if found is not None:
            number = found.groupdict().get("number")
            try:
                return make(
                    source, found.groupdict().get("key") or "", int(number) if number else None, asked or Asked()
                )
            except KeyError:
                return None
    return None


def first_paths(source: Source, holdings: Indexed) -> Iterator[str]:
    """Yield the path of every page that an edition has, of each list only the first one: that names the next."""
    yield FRONT
    yield from map(section_path, source.section_counts())
    yield from map(story_path, sorted(holdings.stories))
    yield from map(article_path, holdings.ids())
    yield from ("stories.html", "events.html")
    yield from map(source_path, holdings.keys("source"))
    yield from map(speaker_path, holdings.keys("speaker"))
    yield from (f"places/{key}.html" for key in holdings.keys("place"))
    yield from ("sources.html", "corrections.html", "method.html")


def _stories_view(source: Source, path: str, stories: list[Story], title: Reference, **about: Any) -> View:

    def rows() -> Iterator[Row]:
        for story in stories:
            reports = [source.records[family.representative] for family in story.families]
            yield story_row(story, source.weight(story), reports)

    return View(path, "front.html", title, {"stories": stories, "section": None, "since": "", **about}, rows)


def _front(source: Source, _key: str, _number: int | None, asked: Asked) -> View:
    since = moment(asked.since) if asked.since else None
    ranked = source.ranked()
    if since is not None:
        ranked = [story for story in ranked if (latest := moment(story.latest)) is not None and latest > since]
    shown = asked.since if since is not None else ""
    view = _stories_view(source, FRONT, ranked[:ON_FRONT], Whole("title"), since=shown, more=len(ranked) > ON_FRONT)
    return view._replace(query=urlencode({"since": shown}) if shown else "")


def _section(source: Source, key: str, _number: int | None, _asked: Asked) -> View:
    path = f"sections/{key}.html"
    name = next((each for each in source.section_counts() if section_path(each) == path), None)
    if name is None:
        raise KeyError(key)
    inside = [s for s in source.ranked() if name.casefold() in {each.casefold() for each in s.sections}]
    title = Whole("section", name)
    return _stories_view(source, path, inside[:ON_FRONT], title, section=name, more=len(inside) > ON_FRONT)


def _stories(source: Source, _key: str, number: int | None, _asked: Asked) -> View:
    part = source.holdings.stories_part(At(number, IN_LIST))
    stories, following = _taken(part, lambda found: found, "stories.html")

    def rows() -> Iterator[Row]:
        for story in stories:
            yield story_row(story, None, [source.records[story.families[0].representative]])

    about = {"stories": stories, "number": number}
    return View(numbered("stories.html", number), "stories.html", Whole("title"), about, rows, next=following)


def _story(source: Source, key: str, _number: int | None, _asked: Asked) -> View:
    story = source.stories[key]
    about = {"story": story, **story_about(source, story)}
    return View(story_path(key), "story.html", story_title(story), about, whole=story)


def _article(source: Source, key: str, _number: int | None, _asked: Asked) -> View:
    record = source.records[key]
    stories = sorted(source.holdings.stories_of(key), key=lambda story: story.id)
    about = {"record": record, "stories": stories}
    return View(article_path(key), "article.html", headline_line(record), about, whole=record)


def _speaker(source: Source, key: str, number: int | None, _asked: Asked) -> View:
    part = source.holdings.part("speaker", key, Filter(), At(number, IN_TABLE))
    found, following = _taken(part, partial(lists.statements, key=key), f"speakers/{key}.html")
    first = found[0]
    title = Listed("speaker", key, first.record, first.quotation.id)
    about = {"statements": lists.folded(found), "title_line": title, "number": number}
    path = numbered(f"speakers/{key}.html", number)
    return View(path, "speaker.html", title, about, partial(lists.statement_rows, source, found), next=following)


def _place(source: Source, key: str, number: int | None, _asked: Asked) -> View:
    part = source.holdings.part("place", key, Filter(), At(number, IN_TABLE))
    found, following = _taken(part, partial(lists.namings, key=key), f"places/{key}.html")
    record, reference = found[0]
    title = Listed("place", key, record.id, reference.id)
    point = Listed("point", key, record.id, reference.id)
    about = {"named": found, "title_line": title, "point": point, "number": number, "place": reference.place}
    path = numbered(f"places/{key}.html", number)
    return View(path, "place.html", title, about, partial(lists.place_rows, found), next=following)


def _events(source: Source, _key: str, number: int | None, asked: Asked) -> View:
    query = urlencode([(name, value) for name, value in asked.only._asdict().items() if value])
    part = source.holdings.part("events", "", asked.only, At(number, IN_TABLE))
    found, following = _taken(part, partial(lists.events, only=asked.only), "events.html")
    about = {"events": found, "only": asked.only, "number": number}
    path = numbered("events.html", number)
    return View(path, "events.html", Whole("title"), about, partial(lists.event_rows, found), next=following,
                query=query)  # fmt: skip


def _source(source: Source, key: str, number: int | None, _asked: Asked) -> View:
    part = source.holdings.part("source", key, Filter(), At(number, IN_TABLE))
    found, following = _taken(part, partial(lists.reports, key=key), f"sources/{key}.html")
    title = Listed("source", key, found[0].id)
    # Of the source as a whole only its first page tells: the others stay as they are.
    changed = [] if number else [each for each in lists.changes(source, IN_TABLE, key) if each.key == key]
    about = {"reports": found, "title_line": title, "key": key, "number": number, "changed": changed}
    path = numbered(f"sources/{key}.html", number)
    return View(path, "source.html", title, about, partial(lists.report_rows, source, found), next=following)


def _sources(source: Source, _key: str, _number: int | None, _asked: Asked) -> View:
    found = lists.sources(source)
    rows = partial(lists.report_rows, source, [record for _, record in found])
    return View("sources.html", "sources.html", Whole("title"), {"found": found}, rows)


def _corrections(source: Source, _key: str, _number: int | None, _asked: Asked) -> View:
    found = lists.changes(source, IN_TABLE)
    rows = partial(lists.report_rows, source, [change.later for change in found])
    return View("corrections.html", "corrections.html", Whole("title"), {"changes": found}, rows)


def _method(source: Source, _key: str, _number: int | None, _asked: Asked) -> View:
    return View("method.html", "method.html", Whole("title"), {"made_by": source.made_by(), "formula": FORMULA})


def _taken(part: Part[R] | None, items: Callable[[Iterable[R]], Iterable[T]], path: str) -> tuple[list[T], str | None]:
    """Return one page of a list, and the path of the next; KeyError where there is no such page.

    Only the lists of all events and of all stories may be empty.
    """
    if part is None:
        raise KeyError(path)
    found = list(islice(items(part.of), part.skip, part.skip + part.take + 1))
    if not found and (part.skip or path not in {"events.html", "stories.html"}):
        raise KeyError(path)
    more = len(found) > part.take and part.next is not None
    return found[: part.take], numbered(path, part.next) if more else None


_NUMBER = r"(?:\.(?P<number>[1-9]\d{0,5}))?"
_KEY = r"(?P<key>[^/\x00-\x1f.]{1,200})"
_KINDS: list[tuple[re.Pattern[str], Callable[[Source, str, int | None, Asked], View]]] = [
    (re.compile(re.escape(FRONT)), _front),
    (re.compile(rf"sections/{_KEY}\.html"), _section),
    (re.compile(rf"stories{_NUMBER}\.html"), _stories),
    (re.compile(rf"stories/{_KEY}\.html"), _story),
    (re.compile(rf"articles/{_KEY}\.html"), _article),
    (re.compile(rf"speakers/{_KEY}{_NUMBER}\.html"), _speaker),
    (re.compile(rf"places/{_KEY}{_NUMBER}\.html"), _place),
    (re.compile(rf"events{_NUMBER}\.html"), _events),
    (re.compile(rf"sources/{_KEY}{_NUMBER}\.html"), _source),
    (re.compile(r"sources\.html"), _sources),
    (re.compile(r"corrections\.html"), _corrections),
    (re.compile(r"method\.html"), _method),
]
