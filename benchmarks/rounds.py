"""An archive of any size in minutes: the sample pages, read once, then round after round of the same, hours earlier.

A round is nine stories of 29 reports. The first is read and kept as ever; the rows of the others are written to the
tables as they would be, without reading, checking or packing well what is known already: about a millisecond each.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec

from dateline.archive import Archive
from dateline.archive.search.facets import FIELDS
from dateline.archive.search.numbering import number_of
from dateline.archive.times import moment_or_none
from dateline.record import Page, Record, Story, record_id

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
FINDINGS = ("quotations", "events", "places")
FETCHED = "2024-03-14T06:00:00+00:00"
"""When the sample pages count as captured; those of a round hours before."""


def sample() -> tuple[list[tuple[Page, Record]], list[Story]]:
    """Read the sample pages."""
    from dateline.pipeline import default_pipeline, page_of
    from dateline.stories import find_stories

    pipeline = default_pipeline()
    read = []
    for line in (SAMPLES / "manifest.jsonl").read_bytes().splitlines():
        row = msgspec.json.decode(line)
        page = page_of(SAMPLES / "pages" / row["file"], url=row["url"] or f"https://sample.example/{row['file']}")
        page = msgspec.structs.replace(page, fetched_at=FETCHED)
        read.append((page, pipeline.read(page)))
    return read, find_stories([record for _, record in read])


def fill(path: Path, records: int) -> None:
    """Make an archive of at least so many records."""
    read, stories = sample()
    with Archive.open(path) as archive:
        for page, record in read:
            archive.add(page, record)
        archive.put_stories(stories)
    repeat(path, rounds=-(-records // len(read)), stories=stories)


def repeat(path: Path, *, rounds: int, stories: list[Story]) -> None:
    """Write the further rounds of an archive that holds one."""
    connection = sqlite3.connect(path)
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA synchronous = OFF")
    first = _First(connection)
    for number in range(1, rounds):
        ids = first.put_again(connection, number)
        for story in stories:
            _put_story(connection, renamed(story, ids, number))
        if number % 100 == 0:
            connection.commit()
    connection.execute("ANALYZE")
    connection.commit()
    connection.close()


class _First:
    """The rows of the first round."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.pages = {row["id"]: dict(row) for row in connection.execute("SELECT * FROM pages")}
        self.records = [dict(row) for row in connection.execute("SELECT * FROM records ORDER BY added")]
        self.taken = {row["number"] for row in self.records}
        self.unpacked = [zlib.decompress(row["packed"]) for row in self.records]
        self.words = {row["number"]: dict(row) for row in connection.execute("SELECT * FROM record_words_kept")}
        self.fields = {
            number: msgspec.json.decode(zlib.decompress(row["packed"])) for number, row in self.words.items()
        }
        self.findings = {
            table: [dict(row) for row in connection.execute(f"SELECT * FROM {table}")] for table in FINDINGS
        }

    def put_again(self, connection: sqlite3.Connection, hours: int) -> dict[str, str]:
        """Write the round that is so many hours earlier; return the ids by those of the first."""
        ids, numbers = {}, {}
        for row, unpacked in zip(self.records, self.unpacked, strict=True):
            page = self.pages[row["id"]]
            url = f"{row['url']}?round={hours}"
            own = ids[row["id"]] = record_id(page["digest"], url)
            published_at = row["published_at"] and earlier(row["published_at"].replace("Z", "+00:00"), hours)
            published_at = moment_or_none(published_at)
            number = number_of(published_at, own)
            while number in self.taken:
                number += 1
            self.taken.add(number)
            numbers[row["number"]] = number
            published = row["published"] and earlier(row["published"], hours)
            again = unpacked.replace(_quoted(row["id"]), _quoted(own)).replace(_quoted(row["url"]), _quoted(url))
            fetched = earlier(FETCHED, hours)
            again = again.replace(b'"fetched_at":' + _quoted(FETCHED), b'"fetched_at":' + _quoted(fetched))
            if published:
                again = again.replace(
                    b'"published":{"value":' + _quoted(row["published"]), b'"published":{"value":' + _quoted(published)
                )
            _insert(connection, "pages", [page | {"id": own, "url": url, "fetched_at": earlier(FETCHED, hours)}])
            packed = {"packed": zlib.compress(again, 1), "size_bytes": len(again)}
            changed = {"number": number, "id": own, "url": url, "published": published, "published_at": published_at}
            _insert(connection, "records", [row | packed | changed | {"added": hours * 1000 + row["added"]}])
            fields = self.fields[row["number"]]
            names = ", ".join(FIELDS)
            marks = ", ".join("?" * len(FIELDS))
            connection.execute(
                f"INSERT INTO record_words (rowid, {names}) VALUES (?, {marks})",
                (number, *(fields.get(name, "") for name in FIELDS)),
            )
            _insert(connection, "record_words_kept", [self.words[row["number"]] | {"number": number}])
        for table, rows in self.findings.items():
            _insert(connection, table, [row | {"number": numbers[row["number"]]} for row in rows])
        return ids


def _put_story(connection: sqlite3.Connection, story: Story) -> None:
    encoded = msgspec.json.encode(story)
    row = {
        "id": story.id, "packed": zlib.compress(encoded, 1), "size_bytes": len(encoded),
        "headline": story.headline and story.headline.words, "first": story.first, "latest": story.latest,
        "latest_at": moment_or_none(story.latest),
    }  # fmt: skip
    _insert(connection, "stories", [row])
    members = [
        {"story": story.id, "record": member, "family": family.id, "position": position}
        for position, (family, member) in enumerate((f, member) for f in story.families for member in f.members)
    ]
    _insert(connection, "story_members", members)
    copies = [
        {
            "story": story.id, "id": copy.id, "left": copy.left, "right": copy.right, "verdict": copy.verdict,
            "json": msgspec.json.encode(copy).decode(),
        }
        for copy in story.copies
    ]  # fmt: skip
    _insert(connection, "copies", copies)


def renamed(story: Story, ids: dict[str, str], hours: int) -> Story:
    """Return a story of another round, under another id."""
    packed = msgspec.json.encode(story)
    for old, own in ids.items():
        packed = packed.replace(_quoted(old), _quoted(own))
    return msgspec.structs.replace(
        msgspec.json.decode(packed, type=Story),
        id=f"{story.id}-{hours}",
        links=(),
        first=story.first and earlier(story.first, hours),
        latest=story.latest and earlier(story.latest, hours),
    )


def earlier(value: str, hours: int) -> str:
    """Return an ISO 8601 day or time some hours earlier, in its own form."""
    when = (datetime.fromisoformat(value) - timedelta(hours=hours)).isoformat()
    return when[:10] if len(value) == 10 else when


def _quoted(text: str) -> bytes:
    return msgspec.json.encode(text)


def _insert(connection: sqlite3.Connection, table: str, rows: list[dict[str, Any]]) -> None:
    if rows:
        names = ", ".join(f'"{name}"' for name in rows[0])
        marks = ", ".join(f":{name}" for name in rows[0])
        connection.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)


def story_addresses(path: Path) -> Iterator[str]:
    """Yield the addresses of the stories' pages, the latest first."""
    connection = sqlite3.connect(path)
    for (key,) in connection.execute("SELECT id FROM stories ORDER BY latest_at DESC"):
        yield f"stories/{key}.html"
    connection.close()
