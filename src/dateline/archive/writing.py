"""Putting pages, records and stories into their tables, and refusing those that do not fit together."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from sqlalchemy import Connection, bindparam, func, insert, select, update

from dateline.archive import schema
from dateline.archive.engines.upserting import putting
from dateline.archive.packing import pack
from dateline.archive.search.finding import WordIndex
from dateline.archive.search.indexing import free_number, put_index, remove_index
from dateline.archive.times import moment_or_none, published_at
from dateline.errors import ArchiveError, InputError
from dateline.record import Page, Record, Story, record_id

_ASKED_AT_ONCE = 500

_BY_READING = ("media_type", "encoding", "encoding_source")
"""Columns of a page that reading decides."""

_LAST_ADDED = select(func.coalesce(func.max(schema.records.c.added), 0))
_KEPT = select(schema.records.c.number, schema.records.c.packed).where(schema.records.c.id == bindparam("key"))


def refuse_foreign(page: Page, record: Record) -> None:
    """Raise InputError where a record was not read from the page."""
    digest = page.digest
    if (record.id, record.page.digest) != (record_id(digest, page.url), digest):
        raise InputError(
            f"record {record.id} was not read from page {page.url or page.name or digest[:12]}; "
            "give the page and its own record",
            record=record.id,
            digest=digest,
        )


def refuse_strangers(connection: Connection, story: Story, archive: str) -> None:
    """Raise ArchiveError where a story names a record that is not kept."""
    named = sorted({*story.records, *(side for copy in story.copies for side in (copy.left, copy.right))})
    for start in range(0, len(named), _ASKED_AT_ONCE):
        some = named[start : start + _ASKED_AT_ONCE]
        held = set(connection.scalars(select(schema.records.c.id).where(schema.records.c.id.in_(some))))
        for member in some:
            if member not in held:
                raise ArchiveError(
                    f"story {story.id} has record {member}, which archive {archive} does not hold; add it first",
                    story=story.id,
                    record=member,
                )


def refuse_twice(what: str, ids: Iterable[str]) -> None:
    """Raise InputError for the first id that comes again."""
    seen: set[str] = set()
    for key in ids:
        if key in seen:
            raise InputError(f"{what} {key} is given twice; give it once", id=key)
        seen.add(key)


def put_page(connection: Connection, page: Page, key: str) -> None:
    """Keep a page under the id of its record; of one that is kept already only what reading decides."""
    digest, engine = page.digest, connection.dialect.name
    connection.execute(putting(engine, schema.contents), {"digest": digest, **pack(page.content)})
    connection.execute(
        putting(engine, schema.pages, *_BY_READING),
        {
            "id": key,
            "digest": digest,
            "url": page.url,
            "final_url": page.final_url,
            "name": page.name,
            "headers": msgspec.json.encode(page.headers).decode(),
            "fetched_at": page.fetched_at,
            **{name: getattr(page, name) for name in _BY_READING},
        },
    )


def last_added(connection: Connection) -> int:
    """Return the count of records kept or read anew so far."""
    last: int = connection.execute(_LAST_ADDED).scalar_one()
    return last


def put_record(connection: Connection, index: WordIndex, record: Record, *, added: int | None = None) -> None:
    """Keep a record and index it, in place of what its id stood for; the same again changes nothing.

    ``added`` is its place in the order in which records were kept; the next one if None.
    """
    article = record.article
    packed = pack(record.to_json())
    old = connection.execute(_KEPT, {"key": record.id}).first()
    if old is not None and old.packed == packed["packed"]:
        return
    published = published_at(article.published)
    number = free_number(connection, published, record.id)
    values = {
        **packed,
        "number": number,
        "added": last_added(connection) + 1 if added is None else added,
        "article_digest": article.digest,
        "url": record.page.url,
        "headline": record.headline,
        "section": article.sections[0].value if article.sections else None,
        "language": article.language.value if article.language else None,
        "published": article.published.value if article.published else None,
        "published_at": published,
    }
    if old is None:
        connection.execute(insert(schema.records), {"id": record.id, **values})
    else:
        remove_index(connection, index, old.number)
        connection.execute(update(schema.records).where(schema.records.c.id == record.id).values(**values))
    put_index(connection, index, number, record)


def put_story(connection: Connection, story: Story) -> None:
    """Keep a story, its members and its copies."""
    connection.execute(
        insert(schema.stories).values(
            id=story.id,
            **pack(msgspec.json.encode(story)),
            headline=story.headline.words if story.headline else None,
            first=story.first,
            latest=story.latest,
            latest_at=moment_or_none(story.latest),
        )
    )
    members = [
        {"story": story.id, "record": member, "family": family.id, "position": position}
        for position, (family, member) in enumerate((f, member) for f in story.families for member in f.members)
    ]
    if members:
        connection.execute(insert(schema.story_members), members)
    if story.copies:
        connection.execute(
            insert(schema.copies),
            [
                {
                    "story": story.id,
                    "id": copy.id,
                    "left": copy.left,
                    "right": copy.right,
                    "verdict": copy.verdict,
                    "json": msgspec.json.encode(copy).decode(),
                }
                for copy in story.copies
            ],
        )
