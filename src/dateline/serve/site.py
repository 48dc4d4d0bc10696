"""What the site answers to an address, without a word of HTTP: pages, their forms, search, its description."""

from __future__ import annotations

import gzip
import hashlib
import re
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import NamedTuple

from dateline.archive import Archive, Watches
from dateline.edition.archived import Archived
from dateline.edition.building import shared_files
from dateline.edition.drawing import drawn
from dateline.edition.forms import forms_of, page_of_form, written
from dateline.edition.holdings import Filter
from dateline.edition.interests import Profile, interests_of
from dateline.edition.lines import Source
from dateline.edition.outlets import read_outlets
from dateline.edition.paths import FRONT
from dateline.edition.ranking import newest
from dateline.edition.references import Whole
from dateline.edition.views import Asked, View, find_view
from dateline.errors import QueryError
from dateline.serve.description import openapi
from dateline.serve.metrics import MEDIA_TYPE, metrics
from dateline.serve.search import SEARCH, search_view

KEPT_PAGES = 2_000
"""Answers kept packed, some 8 KB each."""
LONGEST_FIELD = 100
"""Characters of a field of the event table's form; a longer one is cut, and then finds nothing."""


class Answer(NamedTuple):
    """A page or file, packed once for all who ask."""

    status: int
    media_type: str
    packed: bytes
    """The body, gzip."""
    tag: str
    """The first half of the body's SHA-256."""

    @property
    def body(self) -> bytes:
        """The body as it is."""
        return gzip.decompress(self.packed)


class _State:
    """An archive as it stood at a revision, with the answers that were made from it."""

    def __init__(self, revision: tuple[int, ...], source: Source) -> None:
        self.revision = revision
        self.source = source
        self._answers: OrderedDict[tuple[str, ...], Answer] = OrderedDict()
        self._lock = threading.Lock()

    def answer(self, key: tuple[str, ...]) -> Answer | None:
        """Return an answer that is kept; it then stays longest."""
        with self._lock:
            found = self._answers.get(key)
            if found is not None:
                self._answers.move_to_end(key)
            return found

    def keep(self, key: tuple[str, ...], answer: Answer) -> None:
        """Keep an answer, and let go of the one that was asked for least lately where there are too many."""
        with self._lock:
            self._answers[key] = answer
            if len(self._answers) > KEPT_PAGES:
                self._answers.popitem(last=False)


class Site:
    """Answers for an archive as it stands; when the archive changes, pages are made anew.

    Pages are made one at a time; what is kept is handed out meanwhile.

    ``clock`` returns the time (ISO 8601): reports dated later than it never lead. May be used from
    several threads. ``desk``: every text is shown whole, for editors.
    ``profile`` is what the order of its stories prefers.
    """

    def __init__(
        self,
        archive: Archive,
        *,
        title: str,
        clock: Callable[[], str],
        contact: str = "",
        desk: bool = False,
        profile: Profile | None = None,
    ) -> None:
        self._archive = archive
        self._title = title
        self._contact = contact
        self._desk = desk
        self._profile = profile or Profile()
        self._clock = clock
        self._making = threading.Lock()
        self._latest: _State | None = None

    def answer(self, path: str, asked: Mapping[str, str], base: str) -> Answer:
        """Return what stands at a path; a page that says so, with status 404, where nothing does.

        ``asked`` are the fields of the query, of which those that a page does not know are ignored;
        ``base`` is the site's address as the reader wrote it, for feeds. Raises ArchiveError where the
        archive can't be read.
        """
        if path == "metrics":
            return packed(200, MEDIA_TYPE, metrics(self._archive))
        path = path or FRONT
        fields = {name: asked[name] for name in _FIELDS if asked.get(name)}
        form = page_of_form(path)
        key = (path, base if form is not None and form[1].feed else "", *(f"{n}={v}" for n, v in fields.items()))
        state = self._current()
        kept = state.answer(key)
        if kept is not None:
            return kept
        with self._making:
            kept = state.answer(key)  # again: another thread may have been quicker
            if kept is not None:
                return kept
            made = self._made(state.source, path, fields, base)
            if made.status == 200:
                state.keep(key, made)
        return made

    def _current(self) -> _State:
        state = self._latest
        if state is not None and state.revision == self._archive.revision():
            return state
        with self._making:
            revision = self._archive.revision()
            if self._latest is None or self._latest.revision != revision:
                self._latest = _State(revision, self._new_source())
            return self._latest

    def _new_source(self) -> Source:
        holdings = Archived(self._archive, read_outlets(self._archive, desk=self._desk))
        now = newest(holdings.recent_stories(), until=self._clock())
        interests = interests_of(self._profile, self._archive)
        source = Source(holdings, title=self._title, now=now, contact=self._contact, live=True, interests=interests)
        source.ranked()
        return source

    def _made(self, source: Source, path: str, fields: dict[str, str], base: str) -> Answer:
        if path in _files():
            return packed(200, "text/css" if path.endswith(".css") else "text/javascript", _files()[path])
        if path == "api":
            return packed(200, "application/json", openapi(self._title))
        form = page_of_form(path)
        wanted = path if form is None else form[0]
        try:
            view = self._view(source, wanted, fields)
        except QueryError as error:
            return self._page(source, search_view(fields.get("q", ""), problem=str(error)), status=400)
        if view is not None and form is None:
            return self._page(source, view)
        if view is not None and form is not None and form[1] in forms_of(view, feeds=True):
            return packed(200, form[1].media_type, written(source, view, form[1], base=base))
        problem = "This page is not in the archive, or never was."
        return self._page(
            source, View("missing.html", "missing.html", Whole("title"), {"problem": problem}), status=404
        )

    def _view(self, source: Source, path: str, fields: dict[str, str]) -> View | None:
        if path == SEARCH:
            return search_view(fields.get("q", ""), archive=self._archive, source=source, cursor=fields.get("cursor"))
        watch = _WATCH.fullmatch(path)
        if watch is not None:
            kept = next((each for each in Watches(self._archive).all() if each.name == watch[1]), None)
            if kept is None:
                return None
            return search_view(kept.query, archive=self._archive, source=source, cursor=fields.get("cursor"), path=path)
        only = Filter(**{name: fields.get(name, "")[:LONGEST_FIELD] for name in Filter._fields})
        return find_view(source, path, Asked(since=fields.get("since", ""), only=only))

    def _page(self, source: Source, view: View, *, status: int = 200) -> Answer:
        return packed(status, "text/html", drawn(source, view)[1].encode("utf-8", "replace"))


_WATCH = re.compile(r"watch/([^/\x00-\x1f]{1,200})\.html")
"""A watch list is found by who knows its name: it is named on no page."""

_FIELDS = ("q", "cursor", "since", *Filter._fields)


@lru_cache
def _files() -> dict[str, bytes]:
    return shared_files()


def packed(status: int, media_type: str, body: bytes) -> Answer:
    """Return an answer, packed."""
    return Answer(status, media_type, gzip.compress(body, 6, mtime=0), hashlib.sha256(body).hexdigest()[:32])
