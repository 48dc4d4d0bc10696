"""A watch list shows what is new since it was looked at."""

from __future__ import annotations

import pytest

from dateline.archive import Archive, Watches
from dateline.errors import ArchiveError, InputError, QueryError
from tests.archive.finding import Draft
from tests.archive.making import kept


def test_matches_are_new_until_they_are_marked_as_seen(archive: Archive) -> None:
    watches = Watches(archive)
    old = kept(archive, "A ferry left.", published="2024-05-03")
    watches.add("ferries", "ferr*")
    assert [hit.record for hit in watches.matches("ferries")] == [old.id]
    count = watches.count()
    older = kept(archive, "Ferries of old.", published="1999-01-01")
    watches.mark_seen("ferries", count)
    assert [hit.record for hit in watches.matches("ferries")] == [older.id]
    watches.mark_seen("ferries", watches.count())
    kept(archive, "No boat.")
    kept(archive, "A ferry left.", published="2024-05-03")
    assert len(watches.matches("ferries")) == 0
    assert [hit.record for hit in watches.matches("ferries", new=False)] == [old.id, older.id]
    assert [hit.record for hit in watches.matches("ferries", new=False, since="2024")] == [old.id]


def test_an_article_read_anew_is_new_again(archive: Archive) -> None:
    watches = Watches(archive)
    watches.add("cruz", "speaker:cruz")
    draft = Draft("“Early,” Ana Cruz said.")
    draft.kept(archive)
    watches.mark_seen("cruz", watches.count())
    record = draft.says("Ana Cruz", "Early").kept(archive)
    assert [hit.record for hit in watches.matches("cruz")] == [record.id]


def test_new_matches_come_in_pages(archive: Archive) -> None:
    watches = Watches(archive)
    watches.add("ferries", "ferry")
    ids = [kept(archive, f"Ferry {number}.", published=f"2024-05-0{number}").id for number in range(1, 6)]
    first = watches.matches("ferries", limit=3)
    rest = watches.matches("ferries", limit=3, cursor=first.cursor)
    assert [hit.record for hit in (*first, *rest)] == ids[::-1]
    assert rest.cursor is None


def test_watch_lists_are_listed_and_forgotten(archive: Archive) -> None:
    watches = Watches(archive)
    watches.add("b", "ferry")
    watches.add("a list", "quay")
    assert [(watch.name, watch.query) for watch in watches.all()] == [("a list", "quay"), ("b", "ferry")]
    watches.remove("b")
    assert [watch.name for watch in watches.all()] == ["a list"]
    for ask in (watches.get, watches.remove, watches.matches):
        with pytest.raises(ArchiveError, match="there is no watch list 'b'"):
            ask("b")


def test_what_can_be_no_watch_list_is_refused(archive: Archive) -> None:
    watches = Watches(archive)
    watches.add("ferries", "ferry")
    with pytest.raises(InputError, match="there is a watch list 'ferries' already"):
        watches.add("ferries", "quay")
    for name in ("", " ", "-a", "a/b", "a" * 81, "a\nb"):
        with pytest.raises(InputError, match="can't be the name of a watch list"):
            watches.add(name, "quay")
    with pytest.raises(QueryError, match="there is no field 'x'"):
        watches.add("x", "x:y")
    with pytest.raises(QueryError, match="it is no day or time"):
        watches.matches("ferries", since="soon")
