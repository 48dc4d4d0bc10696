"""Building an edition: the same archive gives the same bytes."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import msgspec

from dateline.edition.lines import Finding, Line, Located, Reference, Source, Stated, Whole, Words, headline_line
from dateline.edition.pages import (
    ArticlePage,
    Page,
    article_path,
    draw,
    section_path,
    sections_of,
    story_path,
)
from dateline.edition.ranking import FORMULA, newest
from dateline.errors import EditionError
from dateline.record import Evidence, Quotation, Record, Span, Story, evidence
from dateline.resources.site_sections import View, site_sections
from dateline.typesetting import stylesheet

MANIFEST = "data/edition.json"
RECORDS = "data/records.jsonl"
STORIES = "data/stories.jsonl"

STATEMENTS = 12
"""Statements shown on a story's page; the articles have them all."""
OF_ONE = 2
"""Statements shown of one speaker."""


PLACES = 12
"""Places listed under a story's map: those with most weight."""


class Reader(Protocol):
    """What an edition asks of an archive."""

    def records(self) -> Iterator[Record]:
        """Yield the records by time of publication."""

    def stories(self) -> Iterator[Story]:
        """Yield the stories."""


class Manifest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an edition is made of: its files by digest, and every line with what it stands on."""

    version: int
    title: str
    now: str | None
    """The moment that weights are worked out for; None where no report is dated."""
    files: dict[str, str]
    """SHA-256 of every other file of the folder, by its path."""
    lines: tuple[Line, ...]
    digest: str
    """SHA-256 of this manifest with an empty digest."""


class Statement(NamedTuple):
    """A quotation on a story's page, with its pieces as evidence."""

    record: str
    quotation: Quotation
    pieces: tuple[Evidence, ...]
    cue: tuple[Evidence, ...]
    """The words that say how it was said: without "denied" a denial reads as its opposite."""


def build_edition(
    archive: Reader,
    folder: Path,
    *,
    title: str = "Dateline",
    now: str | None = None,
    views: tuple[View, ...] | None = None,
) -> None:
    """Write an edition of everything in the archive to a folder.

    ``now`` (ISO 8601) is the moment that freshness is counted from; by default the newest report's
    own time, so that the same archive gives the same bytes. ``views`` are site sections of one's own;
    by default each story has those it was found with. An edition that is there already is
    replaced in one step.

    Raises EditionError for a folder that holds anything else, or evidence that does not hold.
    """
    folder = Path(folder)
    _refuse_other_folders(folder)
    stories = list(archive.stories())
    records = list(archive.records())
    if views is not None:
        stories = _viewed(stories, records, views)
    source = Source(records, stories, title=title, now=now or newest(stories))
    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        _write(fresh, source)
        fresh.chmod(0o755)
        _swap(fresh, folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _viewed(stories: list[Story], records: Sequence[Record], views: tuple[View, ...]) -> list[Story]:
    """Return the stories with the site sections that their reports have by these views, in the views' order."""
    inside = {record.id: site_sections(record, views) for record in records}
    names = dict.fromkeys(view.name for view in views)
    viewed = []
    for story in stories:
        found = {name for member in story.records for name in inside.get(member, ())}
        viewed.append(msgspec.structs.replace(story, sections=tuple(name for name in names if name in found)))
    return viewed


def _write(folder: Path, source: Source) -> None:
    files: dict[str, bytes] = {"edition.css": stylesheet("dateline.edition", "edition.css").encode()}
    lines: list[Line] = []
    for page, html in _pages(source):
        files[page.path] = html.encode()
        lines += page.lines
    files[RECORDS] = b"".join(source.records[key].to_json() + b"\n" for key in sorted(source.records))
    files[STORIES] = b"".join(msgspec.json.encode(source.stories[key]) + b"\n" for key in sorted(source.stories))
    manifest = Manifest(
        version=1,
        title=source.title,
        now=source.now,
        files={path: hashlib.sha256(files[path]).hexdigest() for path in sorted(files)},
        lines=tuple(lines),
        digest="",
    )
    files[MANIFEST] = msgspec.json.encode(msgspec.structs.replace(manifest, digest=manifest_digest(manifest)))
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def manifest_digest(manifest: Manifest) -> str:
    """Return the digest that a manifest must carry."""
    return hashlib.sha256(msgspec.json.encode(msgspec.structs.replace(manifest, digest=""))).hexdigest()


def _pages(source: Source) -> Iterator[tuple[Page, str]]:
    ranked = source.ranked()
    yield _drawn(source, "index.html", "front.html", Whole("title"), stories=ranked, section=None)
    for section in sections_of(source):
        inside = [story for story in ranked if section.casefold() in {name.casefold() for name in story.sections}]
        yield _drawn(
            source, section_path(section), "front.html", Whole("section", section), stories=inside, section=section
        )
    for story in ranked:
        yield _drawn(source, story_path(story.id), "story.html", _title(story), story=story, **_story(source, story))
    stories_of: dict[str, list[Story]] = {}
    for story in ranked:
        for member in story.records:
            stories_of.setdefault(member, []).append(story)
    for record in source.records.values():
        page = Page(article_path(record.id), source)
        stories = stories_of.get(record.id, [])
        about = {"record": record, "stories": stories, "drawn": ArticlePage(page, record), "words": _words}
        yield page, draw(page, "article.html", title=headline_line(record), **about)
    made_by = sorted(
        {part.name for record in source.records.values() for part in record.parts}
        | {
            f"{name}, SHA-256 {digest}"
            for r in source.records.values()
            for p in r.parts
            for name, digest in p.resources
        }
    )
    yield _drawn(source, "method.html", "method.html", Whole("title"), made_by=made_by, formula=FORMULA)


def _drawn(source: Source, path: str, template: str, title: Reference, **about: Any) -> tuple[Page, str]:
    page = Page(path, source)
    return page, draw(page, template, title=title, **about)


def _title(story: Story) -> Reference:
    return Words(story.headline) if story.headline else Stated(story.families[0].representative, "headline")


def _story(source: Source, story: Story) -> dict[str, Any]:
    differing = {claim for contradiction in story.contradictions for claim in contradiction.claims}
    located = source.places(story)
    return {
        "located": [(each, _first_words(source, each)) for each in located[:PLACES]],
        "statements": _statements(source, story),
        "shared": [c for c in story.claims if len(c.families) > 1 and c.id not in differing],
        "links": [
            (n, source.stories[each.story]) for n, each in enumerate(story.links) if each.story in source.stories
        ],
    }


def _statements(source: Source, story: Story) -> list[Statement]:
    """Return what was said in the reports, direct quotations first, the same words once, a few of each speaker."""
    found: list[Statement] = []
    for family in story.families:
        record = source.records[family.representative]
        for quotation in record.statements:
            if quotation.speaker is not None and quotation.parent is None:
                pieces = tuple(evidence(record, piece) for piece in quotation.content)
                cue = tuple(evidence(record, piece) for piece in quotation.cue)
                found.append(Statement(record.id, quotation, pieces, cue))
    shown: list[Statement] = []
    words: set[tuple[str, ...]] = set()
    speakers: Counter[str] = Counter()
    for one in sorted(found, key=lambda each: each.quotation.type != "direct"):
        said = tuple(piece.words for piece in one.pieces)
        speaker = source.said(Finding(one.record, one.quotation.id, "speaker"))
        if said in words or speakers[speaker] >= OF_ONE:
            continue
        words.add(said)
        speakers[speaker] += 1
        shown.append(one)
    return shown[:STATEMENTS]


def _first_words(source: Source, located: Located) -> Evidence:
    record = source.records[located.record]
    return evidence(record, record.by_id[located.reference].extent)


def _words(record: Record, span: Span) -> Words:
    return Words(evidence(record, span))


def _refuse_other_folders(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or (any(folder.iterdir()) and not (folder / MANIFEST).is_file())):
        raise EditionError(f"{folder} holds something that is no edition; name another folder", folder=str(folder))


def _swap(fresh: Path, folder: Path) -> None:
    """Put the fresh folder in the place of the old one: two renames, so that a reader finds one or the other."""
    if not folder.exists():
        fresh.replace(folder)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{folder.name}-old-", dir=folder.parent))
    folder.replace(old / "edition")
    fresh.replace(folder)
    shutil.rmtree(old, ignore_errors=True)
