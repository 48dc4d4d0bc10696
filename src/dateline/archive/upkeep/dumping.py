"""Everything that an archive holds as JSON Lines, and back into an empty one on either engine.

    {"archive": 1, "revision": "0002"}
    {"page": {…, "content": BASE64, …}}     by id
    {"record": {…}, "added": 1}             in the order in which they were kept
    {"story": {…}}                          by id
    {"table": "watches", "row": {…}}        any other table, by its key

The same archive gives the same lines. What is an index is not among them: it is made anew.
"""

from __future__ import annotations

import base64
from collections.abc import Generator, Iterable
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import Connection, LargeBinary, Table, func, insert, select, text

from dateline.archive import schema
from dateline.archive.packing import unpack
from dateline.archive.rows import damaged, each_row, page_of_row
from dateline.archive.schema import REVISION, metadata
from dateline.archive.writing import put_page, put_record, put_story, refuse_strangers
from dateline.errors import ArchiveError, DatelineError
from dateline.record import Page, Record, Story, record_id

if TYPE_CHECKING:
    from dateline.archive.archive import Archive

FORM = 1
"""Of the lines; a reader refuses a newer one."""

_TOLD_OTHERWISE = (schema.contents, schema.pages, schema.records, schema.stories, schema.story_members, schema.copies)


class _Line(msgspec.Struct, forbid_unknown_fields=True):
    archive: int | None = None
    revision: str | None = None
    page: Page | None = None
    record: msgspec.Raw = msgspec.Raw()
    added: int | None = None
    story: Story | None = None
    table: str | None = None
    row: dict[str, Any] | None = None


def dump(archive: Archive) -> Generator[bytes, None, None]:
    """Yield everything as lines, as it stands when the first is asked for.

    Raises ArchiveError for a page or record that is damaged; ``check`` lists them all.
    """
    label = archive.label
    with archive.reading() as connection:
        yield _line({"archive": FORM, "revision": REVISION})
        pages = select(schema.pages, schema.contents.c.packed, schema.contents.c.size_bytes).join(schema.contents)
        for row in each_row(connection, pages.order_by(schema.pages.c.id)):
            yield _line({"page": page_of_row(row, label)})
        columns = schema.records.c
        for row in each_row(connection, select(schema.records).order_by(columns.added, columns.id)):
            yield b'{"record":%b,"added":%d}\n' % (_unpacked("record", row, label), row.added)
        for row in each_row(connection, select(schema.stories).order_by(schema.stories.c.id)):
            yield b'{"story":%b}\n' % _unpacked("story", row, label)
        for table in _other_tables():
            for row in each_row(connection, select(table).order_by(*table.primary_key.columns)):
                values = dict(zip(map(str, table.columns.keys()), row, strict=True))
                yield _line({"table": str(table.name), "row": values})


def _line(value: Any) -> bytes:
    return msgspec.json.encode(value) + b"\n"


def _unpacked(what: str, row: Any, label: str) -> bytes:
    try:
        return unpack(row.packed, row.size_bytes)
    except ValueError as error:
        raise damaged(what, row.id, label, error) from error


def _other_tables() -> list[Table]:
    return [table for table in metadata.sorted_tables if table not in _TOLD_OTHERWISE and not table.info.get("derived")]


def load(archive: Archive, lines: Iterable[bytes]) -> None:
    """Put everything that the lines tell into an empty archive: all of it, or on an error nothing.

    Every record is checked as it comes. Raises ArchiveError where the archive holds something, and for the
    first line that can't be used, with its number.
    """
    with archive.writing() as connection:
        if connection.execute(select(func.count()).select_from(schema.pages)).scalar_one():
            raise ArchiveError(f"archive {archive.label} is not empty; give a new one", archive=archive.label)
        pages: set[str] = set()
        number = 0
        for number, line in enumerate(lines, start=1):
            try:
                _take(archive, connection, msgspec.json.decode(line, type=_Line), pages, first=number == 1)
            except (DatelineError, ValueError) as error:
                raise ArchiveError(
                    f"line {number} of what is imported can't be used: {error}; nothing was imported", line=number
                ) from error
        if pages or not number:
            raise ArchiveError(
                f"what is imported ends after {number} lines, before its records; nothing was imported", line=number
            )
        _go_on_counting(connection)


def _take(archive: Archive, connection: Connection, line: _Line, pages: set[str], *, first: bool) -> None:
    if first:
        if line.archive is None or line.archive > FORM:
            raise ValueError(f"it should begin with an archive of form {FORM}, as dateline export archive writes it")
    elif line.page is not None:
        key = record_id(line.page.digest, line.page.url)
        put_page(connection, line.page, key)
        pages.add(key)
    elif bytes(line.record):
        record = Record.from_json(bytes(line.record))
        if record.id not in pages:
            raise ValueError(f"record {record.id} comes without its page")
        pages.remove(record.id)
        put_record(connection, archive.store.words, record, added=line.added)
    elif line.story is not None:
        refuse_strangers(connection, line.story, archive.label)
        put_story(connection, line.story)
    elif line.table is not None and line.row is not None:
        _put_row(connection, line.table, line.row)
    else:
        raise ValueError("it tells nothing")


def _put_row(connection: Connection, name: str, row: dict[str, Any]) -> None:
    table = next((table for table in _other_tables() if table.name == name), None)
    if table is None or not row.keys() <= set(table.columns.keys()):
        raise ValueError(f"there is no table {name!r} with columns {', '.join(map(repr, row))}")
    values = {
        key: base64.b64decode(value) if isinstance(table.c[key].type, LargeBinary) and value is not None else value
        for key, value in row.items()
    }
    connection.execute(insert(table).values(values))


def _go_on_counting(connection: Connection) -> None:
    """Let PostgreSQL number new rows after those that came with their numbers; SQLite does so by itself."""
    if connection.dialect.name != "postgresql":
        return
    for table in _other_tables():
        column = table.autoincrement_column
        if column is not None:
            asked = text("SELECT setval(pg_get_serial_sequence(:table, :column), :last)")
            last = connection.execute(select(func.max(column))).scalar()
            if last is not None:
                connection.execute(asked, {"table": table.name, "column": column.name, "last": last})
