"""Pages that are kept before they are read: what was fetched is safe, whatever comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from dateline.archive import schema
from dateline.archive.writing import put_page
from dateline.record import Page, record_id

if TYPE_CHECKING:
    from dateline.archive.archive import Archive


class Pages:
    """The pages of an archive, read or not. Raises ArchiveError like it."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def keep(self, page: Page) -> str:
        """Keep a page that is read later; return the id that its record will have."""
        key = record_id(page.digest, page.url)
        with self._archive.writing() as connection:
            put_page(connection, page, key)
        return key

    def hold(self, key: str) -> bool:
        """Say whether a page is kept, by the id of its record."""
        with self._archive.reading() as connection:
            return connection.execute(select(schema.pages.c.id).where(schema.pages.c.id == key)).first() is not None

    def are_read(self, key: str) -> bool:
        """Say whether a page's record is kept."""
        with self._archive.reading() as connection:
            return connection.execute(select(schema.records.c.id).where(schema.records.c.id == key)).first() is not None

    def forget(self, key: str) -> None:
        """Let go of a page that was never read; nothing where it has a record."""
        read = select(schema.records.c.id).where(schema.records.c.id == key)
        with self._archive.writing() as connection:
            gone = delete(schema.pages).where(schema.pages.c.id == key, ~read.exists())
            digest = connection.execute(gone.returning(schema.pages.c.digest)).scalar()
            if digest is not None:
                used = select(schema.pages.c.id).where(schema.pages.c.digest == digest)
                connection.execute(delete(schema.contents).where(schema.contents.c.digest == digest, ~used.exists()))

    def newest_record(self, url: str, *, other_than: str) -> str | None:
        """Return the id of the record read from the latest capture of an address; None where there is no other."""
        query = (
            select(schema.pages.c.id)
            .join(schema.records, schema.records.c.id == schema.pages.c.id)
            .where(schema.pages.c.url == url, schema.pages.c.id != other_than)
            .order_by(schema.pages.c.fetched_at.is_(None), schema.pages.c.fetched_at.desc(), schema.pages.c.id)
            .limit(1)
        )
        with self._archive.reading() as connection:
            found: str | None = connection.execute(query).scalar()
            return found
