"""The small archive of the edition's tests, as a site."""

from __future__ import annotations

from pathlib import Path

import msgspec
from starlette.testclient import TestClient

from dateline.archive import Archive
from dateline.edition.interests import Profile
from dateline.record import Page, Record, Story
from dateline.serve import Site, make_app

CLOCK = "2024-03-06T00:00:00+00:00"


def kept(path: Path, records: list[Record], stories: list[Story]) -> Archive:
    """An archive of records made by hand, each with its text as its page."""
    archive = Archive.open(path)
    for record in records:
        reference = record.page
        page = Page(
            content=record.text.encode(), media_type="text/plain", encoding="utf-8", url=reference.url,
            fetched_at=reference.fetched_at,
        )  # fmt: skip
        archive.add(page, msgspec.structs.replace(record, page=page.reference()))
    archive.put_stories(stories)
    return archive


def client(
    archive: Archive, *, title: str = "The Quay", contact: str = "desk@quay.example", profile: Profile | None = None
) -> TestClient:
    """A reader of the archive's site."""
    site = Site(archive, title=title, contact=contact, clock=lambda: CLOCK, profile=profile)
    return TestClient(make_app(site), base_url="http://localhost:8000")
